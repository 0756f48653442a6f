package comms

import (
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The states of a product.
const (
	Draft    = "nhap"
	Approved = "da-duyet"
	Released = "da-dung"
	Retired  = "thoi-dung"
)

// Products is the register of what is told: leaflets, scripts, posts.
var Products = register.New(register.Declaration{
	Name: "product", Title: "Sản phẩm truyền thông", One: "sản phẩm", Path: "san-pham", Noun: ui.NavEvents, Code: "SP",
	Empty:     "Ghi mỗi sản phẩm một dòng, ví dụ: Tờ rơi phòng đuối nước dịp hè, cho cha mẹ học sinh tiểu học.",
	ReadRight: actor.CommsRead, EditRight: actor.CommsEdit,
	Label:   "name",
	Columns: []string{"kind", "edition", "reach", "released_on"},
	Fields: []register.Field{
		{Column: "name", Name: "ten", Label: "Tên sản phẩm", Group: "Sản phẩm", Kind: register.Text{Max: 150}, Required: true, Search: true},
		{Column: "kind", Name: "loai", Label: "Loại", Kind: productKinds, Required: true, Filter: true},
		{Column: "audience", Name: "cho-ai", Label: "Cho ai", Kind: audiences},
		{Column: "channel", Name: "kenh", Label: "Kênh", Kind: channels},
		{Column: "body", Name: "co-quan", Label: "Cơ quan soạn", Kind: register.Ref{Of: register.RefBody}, Filter: true},
		{Column: "wording", Name: "noi-dung", Label: "Nội dung bản này", Hint: "Sửa sau khi duyệt thì thành bản mới, trở lại nháp; bản cũ còn trong lịch sử", Group: "Bản", Kind: register.LongText{Max: 20_000}, Search: true},
		{Column: "edition", Name: "ban-so", Label: "Bản số", Hint: "Để trống: tự đếm", Kind: register.Number{Min: 1, Max: 999}},
		{Column: "photos", Name: "anh", Label: "Ảnh trong sản phẩm", Kind: register.Files{Images: true, Consent: true}},
		{Column: "released_on", Name: "dung-tu", Label: "Dùng từ ngày", Group: "Sử dụng", Kind: register.Date{}},
		{Column: "copies", Name: "so-ban", Label: "Số bản, lượt đăng", Kind: register.Number{}},
		{Column: "reach", Name: "luot", Label: "Lượt người tiếp cận", Kind: register.Number{}},
	},
	States: []register.State{
		{Key: Draft, Text: "nháp", Glyph: "S", Open: true},
		{Key: Approved, Text: "đã duyệt", Glyph: "N"},
		{Key: Released, Text: "đang dùng", Glyph: "Đ"},
		{Key: Retired, Text: "thôi dùng", Glyph: "B"},
	},
	Moves: []register.Move{
		{Key: "duyet", Text: "Duyệt nội dung", Done: "Duyệt nội dung", From: []string{Draft}, To: Approved, Right: actor.CommsApprove, Has: []string{"wording"}, Other: true},
		{Key: "tra-lai", Text: "Trả lại để sửa", Done: "Trả lại để sửa", From: []string{Approved}, To: Draft, Right: actor.CommsApprove},
		{Key: "dung", Text: "Đưa ra dùng", Done: "Đưa ra dùng", From: []string{Approved}, To: Released, Right: actor.CommsEdit, Needs: []string{"released_on"}, Asks: []string{"copies"}, Publishes: []string{"photos"}},
		{Key: "dem", Text: "Ghi lượt tiếp cận", Done: "Ghi lượt tiếp cận", From: []string{Released}, To: Released, Right: actor.CommsEdit, Needs: []string{"reach"}, Asks: []string{"copies"}},
		{Key: "thoi", Text: "Thôi dùng", Done: "Thôi dùng", From: []string{Released}, To: Retired, Right: actor.CommsEdit},
	},
	Sorts: []register.Sort{{Text: "Mới ghi trước", Column: "created_at", Desc: true}, {Key: "dung", Text: "Mới dùng trước", Column: "released_on", Desc: true}},
	Views: []register.View{
		{Key: "chua-dem", Text: "Chưa ghi lượt tiếp cận", Where: []register.Where{{Column: "state", Op: register.Is, Value: Released}, {Column: "reach", Op: register.Unknown}}},
	},
	Follow: follow,
})

// follow counts the editions of a product: another wording after the approval is a new one, which somebody must approve.
func follow(before register.Record, rec *register.Record, _ day.Day) {
	edition, counted := before.Value("edition")[0].(int64)
	typed := !slices.Equal(before.Value("edition"), rec.Value("edition")) && rec.Value("edition")[0] != nil
	changed := before.State != Draft && before.Str("wording") != rec.Str("wording")
	switch {
	case changed && !typed:
		rec.Set("edition", register.Value{edition + 1})
	case !counted && !typed:
		rec.Set("edition", register.Value{int64(1)})
	case !typed:
		rec.Set("edition", register.Value{edition})
	}
	if changed {
		rec.State = Draft
	}
}

// The states of a broadcast and of a training.
const (
	Planned = "du-kien"
	Held    = "da-lam"
)

// Broadcasts is the register of what stations send.
var Broadcasts = register.New(register.Declaration{
	Name: "broadcast", Title: "Phát thanh", One: "bài phát thanh", Path: "phat-thanh", Noun: ui.NavEvents, Code: "PT",
	Empty:     "Ghi mỗi bài một dòng, ví dụ: Phòng đuối nước mùa mưa, Đài truyền thanh phường, phát 6 lần.",
	ReadRight: actor.CommsRead, EditRight: actor.CommsEdit,
	Label:   "name",
	Same:    []string{"name", "station", "aired"},
	Columns: []string{"station", "aired", "times"},
	Fields: []register.Field{
		{Column: "name", Name: "ten", Label: "Tên bài", Group: "Bài phát thanh", Kind: register.Text{Max: 150}, Required: true, Search: true},
		{Column: "station", Name: "dai", Label: "Đài", Kind: register.Text{Max: 100}, Required: true, Search: true},
		{Column: "script", Name: "bai", Label: "Nội dung bài", Hint: "Không ghi tên trẻ em", Kind: register.LongText{Max: 20_000}, Search: true},
		{Column: "minutes", Name: "phut", Label: "Độ dài", Kind: register.Number{Min: 1, Max: 600, Unit: "phút"}},
		{Column: "aired", Name: "phat-tu", Label: "Phát trong thời gian", Group: "Đã phát", Kind: register.Period{}},
		{Column: "times", Name: "so-lan", Label: "Số lần phát", Kind: register.Number{Max: 10_000, Unit: "lần"}},
	},
	States: []register.State{{Key: Planned, Text: "chưa phát", Glyph: ".", Open: true}, {Key: Held, Text: "đã phát", Glyph: "Đ"}},
	Moves: []register.Move{
		{Key: "phat", Text: "Ghi đã phát", Done: "Ghi đã phát", From: []string{Planned}, To: Held, Right: actor.CommsEdit, Needs: []string{"aired", "times"}},
		{Key: "phat-lai", Text: "Ghi phát thêm", Done: "Ghi phát thêm", From: []string{Held}, To: Held, Right: actor.CommsEdit, Needs: []string{"aired", "times"}},
	},
	Sorts: []register.Sort{{Text: "Mới ghi trước", Column: "created_at", Desc: true}, {Key: "phat", Text: "Mới phát trước", Column: "aired", Desc: true}},
})

// Trainings is the register of trainings and talks.
var Trainings = register.New(register.Declaration{
	Name: "training", Title: "Tập huấn", One: "lớp tập huấn", Path: "tap-huan", Noun: ui.NavEvents, Code: "TH",
	Empty:     "Ghi mỗi lớp một dòng, ví dụ: Kỹ năng sơ cứu đuối nước cho cộng tác viên, 20/05/2026, 45 người.",
	ReadRight: actor.CommsRead, EditRight: actor.CommsEdit,
	Label:   "name",
	Same:    []string{"name", "held"},
	Columns: []string{"held", "body", "women", "men"},
	Fields: []register.Field{
		{Column: "name", Name: "ten", Label: "Tên lớp", Group: "Lớp tập huấn", Kind: register.Text{Max: 150}, Required: true, Search: true},
		{Column: "held", Name: "thoi-gian", Label: "Thời gian", Kind: register.Period{}, Required: true},
		{Column: "place", Name: "dia-diem", Label: "Địa điểm", Kind: register.Text{}, Search: true},
		{Column: "body", Name: "co-quan", Label: "Cơ quan tổ chức", Kind: register.Ref{Of: register.RefBody}, Filter: true},
		{Column: "audience", Name: "cho-ai", Label: "Người học", Kind: audiences},
		{Column: "subject", Name: "noi-dung", Label: "Nội dung", Kind: register.LongText{}, Search: true},
		{Column: "women", Name: "nu", Label: "Nữ", Group: "Kết quả", Kind: register.Number{Max: 100_000, Unit: "người"}},
		{Column: "men", Name: "nam", Label: "Nam", Kind: register.Number{Max: 100_000, Unit: "người"}},
		{Column: "spent", Name: "da-chi", Label: "Kinh phí đã chi", Kind: register.Money()},
		{Column: "result", Name: "ket-qua", Label: "Kết quả", Kind: register.LongText{}},
	},
	States: []register.State{{Key: Planned, Text: "dự kiến", Glyph: ".", Open: true}, {Key: Held, Text: "đã mở", Glyph: "Đ"}},
	Moves: []register.Move{
		{Key: "mo", Text: "Ghi đã mở lớp", Done: "Ghi đã mở lớp", From: []string{Planned}, To: Held, Right: actor.CommsEdit, Needs: []string{"women", "men"}, Asks: []string{"spent", "result"}},
	},
	Sorts: []register.Sort{{Text: "Mở sau cùng trước", Column: "held", Desc: true}, {Key: "moi", Text: "Mới ghi trước", Column: "created_at", Desc: true}},
})

// The states of a contact point.
const (
	Due     = "phai-kiem-tra" // nobody has called lately to see whether it answers
	Working = "dang-dung"
	Ended   = "thoi-dung"
)

// Contacts is the register of numbers that children and adults can call.
var Contacts = register.New(register.Declaration{
	Name: "contact", Title: "Điểm liên hệ", One: "điểm liên hệ", Path: "lien-he", Noun: ui.NavEvents, Code: "LH",
	Empty:     "Ghi mỗi số một dòng, ví dụ: Tổng đài điện thoại quốc gia bảo vệ trẻ em, 111, ngày nào gọi kiểm tra lại.",
	ReadRight: actor.CommsRead, EditRight: actor.CommsEdit,
	Label:   "name",
	Same:    []string{"name", "phone"},
	Columns: []string{"phone", "body", "recheck_on"},
	Fields: []register.Field{
		{Column: "name", Name: "ten", Label: "Điểm liên hệ", Group: "Điểm liên hệ", Kind: register.Text{Max: 150}, Required: true, Search: true},
		{Column: "phone", Name: "so", Label: "Số điện thoại", Kind: register.Text{Max: 40}, Required: true, Search: true},
		{Column: "hours", Name: "gio", Label: "Giờ trực", Hint: "Ví dụ: 24 giờ mọi ngày", Kind: register.Text{Max: 100}},
		{Column: "body", Name: "co-quan", Label: "Cơ quan giữ số", Kind: register.Ref{Of: register.RefBody}, Filter: true},
		{Column: "owner", Name: "don-vi-ngoai", Label: "Đơn vị giữ số ngoài phường", Hint: "Khi số không thuộc cơ quan nào trong danh sách, ví dụ: Sở Y tế", Kind: register.Text{Max: 100}},
		{Column: "checked_on", Name: "da-goi", Label: "Gọi kiểm tra ngày", Group: "Kiểm tra", Kind: register.Date{Past: true}},
		{Column: "recheck_on", Name: "kiem-tra-lai", Label: "Kiểm tra lại ngày", Hint: "Quá ngày này số trở thành phải kiểm tra lại", Kind: register.Date{}},
		{Column: "note", Name: "ghi-chu", Label: "Ghi chú", Kind: register.LongText{}},
	},
	States: []register.State{
		{Key: Due, Text: "phải kiểm tra lại", Glyph: "H", Open: true},
		{Key: Working, Text: "gọi được", Glyph: "Đ"},
		{Key: Ended, Text: "thôi dùng", Glyph: "B"},
	},
	Moves: []register.Move{
		{Key: "goi", Text: "Ghi đã gọi kiểm tra", Done: "Gọi kiểm tra, gọi được", From: []string{Due, Working}, To: Working, Right: actor.CommsEdit, Needs: []string{"checked_on", "recheck_on"}},
		{Key: "khong-goi-duoc", Text: "Ghi không gọi được", Done: "Gọi kiểm tra, không gọi được", From: []string{Working}, To: Due, Right: actor.CommsEdit, Asks: []string{"checked_on"}},
		{Key: "thoi", Text: "Thôi dùng", Done: "Thôi dùng", From: []string{Due, Working}, To: Ended, Right: actor.CommsEdit},
	},
	Expires: []register.Expiry{{From: Working, To: Due, Column: "recheck_on", Done: "Quá ngày kiểm tra lại"}},
	Sorts:   []register.Sort{{Text: "Kiểm tra lại gần trước", Column: "recheck_on"}, {Key: "moi", Text: "Mới ghi trước", Column: "created_at", Desc: true}},
	Check: func(rec register.Record, m *register.Mistakes) {
		if called, again := rec.Str("checked_on"), rec.Str("recheck_on"); called != "" && again != "" && again <= called {
			m.At("recheck_on", "Ngày kiểm tra lại phải sau ngày đã gọi")
		}
	},
})

var (
	productKinds = register.Choice{Of: []register.Option{
		{Key: "to-roi", Text: "Tờ rơi, áp phích"}, {Key: "bai", Text: "Bài viết, bài đăng mạng"}, {Key: "video", Text: "Video, âm thanh"},
		{Key: "pa-no", Text: "Pa nô, băng rôn"}, {Key: "tai-lieu", Text: "Tài liệu tập huấn"}, {Key: "khac", Text: "Khác"},
	}}
	audiences = register.Choices{Of: []register.Option{
		{Key: "tre", Text: "Trẻ em"}, {Key: "cha-me", Text: "Cha mẹ, người chăm sóc"}, {Key: "giao-vien", Text: "Giáo viên"},
		{Key: "can-bo", Text: "Cán bộ, cộng tác viên"}, {Key: "nguoi-dan", Text: "Người dân"},
	}}
	channels = register.Choices{Of: []register.Option{
		{Key: "truyen-thanh", Text: "Truyền thanh cơ sở"}, {Key: "zalo", Text: "Nhóm Zalo, mạng xã hội"}, {Key: "truong", Text: "Trường học"},
		{Key: "hop", Text: "Họp tổ dân phố"}, {Key: "bang", Text: "Bảng tin, nơi công cộng"}, {Key: "trang-tin", Text: "Trang thông tin điện tử"},
	}}
)
