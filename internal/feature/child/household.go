package child

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The states of a household.
const (
	HomeHere  = "o-day"
	HomeMoved = "chuyen-di"
	HomeGone  = "khong-con"
)

// Households is the register of households with children.
var Households = register.New(register.Declaration{
	Name: "household", Title: "Hộ gia đình", One: "hộ gia đình", Path: "ho-gia-dinh", Noun: ui.NavChildren, Code: "HO", Of: actor.KindChild,
	Empty:     "Ghi mỗi hộ có trẻ em một dòng. Ví dụ: Nguyễn Văn An, Tổ dân phố số 3, hộ cận nghèo.",
	ReadRight: actor.ChildRead, EditRight: actor.ChildEdit,
	Personal: true, Guarded: true,
	Label:   "name",
	Same:    []string{"name", "hamlet", "address"},
	Columns: []string{"hamlet", "address", "phone", "poverty"},
	Fields: []register.Field{
		{Column: "name", Name: "chu-ho", Label: "Chủ hộ", Group: "Hộ gia đình", Kind: register.Text{Max: 100}, Required: true, Search: true, Heads: []string{"họ tên chủ hộ", "tên chủ hộ"}},
		{Column: "hamlet", Name: "thon", Label: "Tổ dân phố, thôn", Kind: register.Ref{Of: register.RefHamlet}, Filter: true, Heads: []string{"thôn", "tổ dân phố", "khu phố", "ấp", "bản"}},
		{Column: "address", Name: "dia-chi", Label: "Địa chỉ", Kind: register.Text{}, Search: true},
		{Column: "phone", Name: "dien-thoai", Label: "Điện thoại", Kind: register.Text{Max: 30}, Search: true, Heads: []string{"số điện thoại", "SĐT"}},
		{Column: "poverty", Name: "ho-ngheo", Label: "Hộ nghèo, cận nghèo", Kind: poverty, Filter: true},
		{Column: "book", Name: "so-ho", Label: "Số hộ, sổ hộ khẩu cũ", Kind: register.Text{Max: 40}, Search: true},
		{Column: "note", Name: "ghi-chu", Label: "Ghi chú", Kind: register.LongText{Max: 2000}},
		{Column: "name_key", Name: "thu-tu", Label: "Thứ tự theo tên", Kind: register.Worked{Kind: register.Text{Max: 1000}, Inner: true}},
	},
	States: []register.State{
		{Key: HomeHere, Text: "đang ở", Glyph: "N"},
		{Key: HomeMoved, Text: "đã chuyển đi", Glyph: "L"},
		{Key: HomeGone, Text: "không còn hộ", Glyph: "K"},
	},
	Moves: []register.Move{
		{Key: "chuyen-di", Text: "Ghi hộ đã chuyển đi", Done: "Ghi hộ đã chuyển đi", From: []string{HomeHere}, To: HomeMoved, Right: actor.ChildEdit},
		{Key: "khong-con", Text: "Ghi không còn hộ này", Done: "Ghi không còn hộ này", From: []string{HomeHere, HomeMoved}, To: HomeGone, Right: actor.ChildEdit},
		{Key: "tro-lai", Text: "Ghi hộ đang ở", Done: "Ghi hộ đang ở", From: []string{HomeMoved, HomeGone}, To: HomeHere, Right: actor.ChildEdit},
	},
	Sorts: []register.Sort{
		{Text: "Theo tên chủ hộ", Column: "name_key"},
		{Key: "moi", Text: "Mới ghi trước", Column: "created_at", Desc: true},
	},
	Views: []register.View{
		{Key: "ngheo", Text: "Hộ nghèo", Where: []register.Where{{Column: "poverty", Op: register.Is, Value: "ngheo"}}},
		{Key: "chua-to", Text: "Chưa rõ tổ, thôn", Where: []register.Where{{Column: "hamlet", Op: register.Is, Value: ""}}},
	},
	Follow: func(_ register.Record, rec *register.Record, _ day.Day) {
		rec.Set("name_key", register.Value{vi.NameKey(rec.Str("name"))})
	},
})

var poverty = register.Choice{Of: []register.Option{
	{Key: "ngheo", Text: "Hộ nghèo", Also: []string{"nghèo"}}, {Key: "can-ngheo", Text: "Hộ cận nghèo", Also: []string{"cận nghèo"}},
	{Key: "khong", Text: "Không"}, {Key: unknown, Text: "Chưa rõ"},
}}
