package hazard

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The states of a hazard site.
const (
	Open       = "nguy-hiem"    // nothing stands between it and a child
	Assigned   = "dang-xu-ly"   // somebody must fix it by a day
	Controlled = "da-kiem-soat" // a measure stands, to be looked at again on a day
	Removed    = "da-xoa"       // there is no hazard any more
)

// Sites is the register of hazard sites.
var Sites = register.New(register.Declaration{
	Name: "hazard", Title: "Điểm nguy cơ", One: "điểm nguy cơ", Path: "nguy-co", Noun: ui.NavHazards, Code: "NC",
	Empty:     "Ghi mỗi nơi trẻ em có thể gặp nạn, ví dụ: Ao đầu tổ dân phố Phú Đa, không rào, sát lối đi học.",
	ReadRight: actor.HazardRead, EditRight: actor.HazardEdit,
	Label:   "name",
	Same:    []string{"name", "kind", "address"},
	Columns: []string{"kind", "risk", "body", "fix_by", "recheck_on"},
	Fields: []register.Field{
		{Column: "name", Name: "noi", Label: "Nơi", Hint: "Gọi như người trong xóm gọi, ví dụ: Ao ông Bảy sau nhà văn hóa", Group: "Điểm nguy cơ", Kind: register.Text{Max: 150}, Required: true, Search: true},
		{Column: "kind", Name: "loai", Label: "Loại", Kind: kinds, Required: true, Filter: true},
		{Column: "risk", Name: "muc", Label: "Mức nguy hiểm", Hint: "Cao: trẻ hay qua lại và có thể chết người", Kind: risks, Required: true, Filter: true},
		{Column: "address", Name: "dia-chi", Label: "Địa chỉ, chỉ dẫn", Kind: register.Text{}, Search: true},
		{Column: "pin", Name: "toa-do", Label: "Vị trí trên bản đồ", Kind: register.Pin{}},
		{Column: "found_on", Name: "phat-hien", Label: "Ngày phát hiện", Kind: register.Date{Past: true}},
		{Column: "found_by", Name: "nguoi-bao", Label: "Nguồn tin", Hint: "Chức danh hoặc cơ quan báo; không ghi tên trẻ em", Kind: register.Text{Max: 100}},
		{Column: "body", Name: "co-quan", Label: "Cơ quan chịu trách nhiệm", Group: "Xử lý", Kind: register.Ref{Of: register.RefBody}, Filter: true},
		{Column: "owner", Name: "chu-so-huu", Label: "Chủ sở hữu, người quản lý", Kind: register.Text{}, Search: true},
		{Column: "fix_by", Name: "han", Label: "Hạn xử lý", Kind: register.Date{}},
		{Column: "measure", Name: "bien-phap", Label: "Biện pháp", Kind: measures, Filter: true},
		{Column: "recheck_on", Name: "kiem-tra-lai", Label: "Kiểm tra lại ngày", Hint: "Quá ngày này mà chưa kiểm tra, điểm tự trở lại nguy hiểm", Kind: register.Date{}},
		{Column: "note", Name: "ghi-chu", Label: "Ghi chú", Kind: register.LongText{}, Search: true},
		{Column: "before", Name: "anh-truoc", Label: "Ảnh trước khi xử lý", Kind: register.Files{Images: true, Max: 6}},
		{Column: "after", Name: "anh-sau", Label: "Ảnh sau khi xử lý", Kind: register.Files{Images: true, Max: 6, Pair: "before"}},
	},
	States: []register.State{
		{Key: Open, Text: "nguy hiểm", Glyph: "!", Open: true},
		{Key: Assigned, Text: "đang xử lý", Glyph: "G", Open: true},
		{Key: Controlled, Text: "đã kiểm soát", Glyph: "Đ"},
		{Key: Removed, Text: "đã xóa bỏ", Glyph: "K", Closed: true},
	},
	Moves: []register.Move{
		{Key: "giao", Text: "Giao xử lý", Done: "Giao xử lý", From: []string{Open}, To: Assigned, Right: actor.HazardEdit, Needs: []string{"body", "fix_by"}, Asks: []string{"measure"}},
		{Key: "da-lam", Text: "Ghi đã có biện pháp", Done: "Ghi đã có biện pháp", From: []string{Open, Assigned}, To: Controlled, Right: actor.HazardEdit, Needs: []string{"measure", "recheck_on"}, Asks: []string{"after"}},
		{Key: "con-tot", Text: "Kiểm tra lại: còn tốt", Done: "Kiểm tra lại, còn tốt", From: []string{Controlled}, To: Controlled, Right: actor.HazardEdit, Needs: []string{"recheck_on"}},
		{Key: "hong", Text: "Kiểm tra lại: đã hỏng", Done: "Kiểm tra lại, đã hỏng", From: []string{Controlled}, To: Open, Right: actor.HazardEdit, Asks: []string{"body", "fix_by"}},
		{Key: "xoa-bo", Text: "Ghi đã hết nguy cơ", Done: "Ghi đã hết nguy cơ", From: []string{Open, Assigned, Controlled}, To: Removed, Right: actor.HazardEdit},
		{Key: "tro-lai", Text: "Mở lại", Done: "Mở lại", From: []string{Removed}, To: Open, Right: actor.HazardEdit},
	},
	Expires: []register.Expiry{{From: Controlled, To: Open, Column: "recheck_on", Done: "Quá ngày kiểm tra lại, trở lại nguy hiểm"}},
	Sorts: []register.Sort{
		{Text: "Nguy hiểm nhất trước", Column: "risk"},
		{Key: "han", Text: "Hạn xử lý gần trước", Column: "fix_by"},
		{Key: "kiem-tra", Text: "Kiểm tra lại gần trước", Column: "recheck_on"},
		{Key: "moi", Text: "Mới ghi trước", Column: "created_at", Desc: true},
	},
	Views: []register.View{
		{Key: "qua-han", Text: "Quá hạn xử lý", Where: []register.Where{{Column: "state", Op: register.Is, Value: Assigned}, {Column: "fix_by", Op: register.BeforeToday}}},
		{Key: "chua-giao", Text: "Chưa rõ ai chịu trách nhiệm", Where: []register.Where{{Column: "body", Op: register.Is, Value: ""}}},
	},
	Facts: []register.Fact{
		{Key: "hien-co", Title: "Điểm nguy cơ đang theo dõi", Unit: "điểm", By: []string{"state", "kind", "risk"}},
		{Key: "phat-hien", Title: "Điểm phát hiện trong kỳ", Unit: "điểm", On: "found_on", By: []string{"kind", "risk", "state"}},
		{Key: "kiem-soat", Title: "Điểm được kiểm soát trong kỳ, nay còn kiểm soát", Unit: "điểm", On: "state_on", Where: []register.Where{{Column: "state", Value: Controlled}}, By: []string{"kind", "measure"}},
	},
	Proof: []register.Proof{
		{Words: water, On: "state_on", Where: []register.Where{{Column: "state", Value: Controlled}}, Body: "body", Reason: "điểm nguy cơ đã có biện pháp"},
		{Words: water, On: "state_on", Where: []register.Where{{Column: "state", Value: Removed}}, Body: "body", Reason: "điểm nguy cơ đã xóa bỏ"},
	},
	Clocks: []register.Clock{
		{Column: "fix_by", From: []string{Open, Assigned}, Text: "Hạn xử lý", Who: "body"},
		{Column: "recheck_on", From: []string{Controlled}, Text: "Hạn kiểm tra lại", Who: "body"},
	},
	Near: &register.Near{Metres: 60, Alike: []string{"kind"}},
	Check: func(rec register.Record, m *register.Mistakes) {
		if found, fix := rec.Str("found_on"), rec.Str("fix_by"); fix != "" && found > fix {
			m.At("fix_by", "Hạn xử lý phải sau ngày phát hiện")
		}
	},
})

// water are words of work to which sites made safe belong.
var water = []string{"đuối nước", "tai nạn", "thương tích", "nguy cơ", "ao", "cống", "rào"}

var (
	kinds    = register.CodeList("hazard-kind").By("found_on")
	risks    = register.Choice{Of: []register.Option{{Key: "1", Text: "Cao"}, {Key: "2", Text: "Vừa"}, {Key: "3", Text: "Thấp"}}}
	measures = register.Choice{Of: []register.Option{
		{Key: "rao", Text: "Rào chắn"}, {Key: "nap", Text: "Nắp đậy"}, {Key: "bien", Text: "Biển cảnh báo"}, {Key: "lap", Text: "San lấp"},
		{Key: "phao", Text: "Phao, sào cứu sinh"}, {Key: "dien", Text: "Sửa, cách điện"}, {Key: "khac", Text: "Khác"},
	}}
)
