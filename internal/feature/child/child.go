package child

import (
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The states of a child's record.
const (
	Kept   = "quan-ly"   // under 16 and here
	Moved  = "chuyen-di" // lives elsewhere
	Dead   = "da-mat"
	Closed = "du-16" // sixteen years old (Luật Trẻ em 2016, Điều 1); the record is kept
)

// Answers on which rules rest.
const (
	unknown = "chua-ro"
	yes     = "co"
	no      = "khong"
)

// The states of a personal number (spec of identity: an attribute with a history, never the key).
const (
	NumberNone    = "chua-co"
	NumberUntried = "chua-kiem"
	NumberMatched = "khop"
	NumberWrong   = "lech"
)

// Children is the register of children.
var Children = register.New(register.Declaration{
	Name: "child", Title: "Trẻ em", One: "trẻ em", Path: "tre-em", Noun: ui.NavChildren, Code: "TE", Of: actor.KindChild,
	Empty:     "Ghi mỗi trẻ em một dòng, hoặc nhập từ Excel đang dùng. Ví dụ: Nguyễn Minh Anh, 05/06/2018, nữ, Tổ dân phố số 3.",
	ReadRight: actor.ChildRead, EditRight: actor.ChildEdit,
	Label:    "name",
	Same:     []string{"name", "birth"},
	Columns:  []string{"birth", "sex", "hamlet", "last_visit"},
	Drawn:    cells,
	OnDay:    func(at day.Day) string { return "Tuổi tính đến ngày này; năm học " + SchoolYear(at) },
	Withheld: frozen, Personal: true, Guarded: true,
	Fields: slices.Concat(fields, lineFields),
	States: []register.State{
		{Key: Kept, Text: "đang quản lý", Glyph: "N"},
		{Key: Moved, Text: "đã chuyển đi", Glyph: "L"},
		{Key: Dead, Text: "đã mất", Glyph: "K"},
		{Key: Closed, Text: "đủ 16 tuổi, đã đóng", Glyph: "Đ"},
	},
	Moves: slices.Concat(lineMoves[:2], []register.Move{
		{Key: "chuyen-di", Text: "Ghi đã chuyển đi", Done: "Ghi đã chuyển đi", From: []string{Kept}, To: Moved, Right: actor.ChildEdit, Needs: []string{"left_on", "left_to"}, Asks: []string{"left_paper"}},
		{Key: "mat", Text: "Ghi trẻ đã mất", Done: "Ghi trẻ đã mất", From: []string{Kept, Moved}, To: Dead, Right: actor.ChildEdit, Needs: []string{"died_on", "death_paper"}},
		{Key: "mo-lai", Text: "Mở lại hồ sơ", Done: "Mở lại hồ sơ", From: []string{Moved, Dead, Closed}, To: Kept, Right: actor.ChildEdit},
	}, lineMoves[2:]),
	Lapses: []register.Lapse{
		{Column: "circumstances", Rows: groupLog, Key: "kind", From: []string{Kept}, Done: "Hết thời gian của một hoàn cảnh đặc biệt"},
		{Column: "risks", Rows: riskLog, Key: "kind", From: []string{Kept}, Done: "Hết thời gian của một nguy cơ"},
	},
	Expires: []register.Expiry{{From: Kept, To: Closed, Column: "closes_on", Done: "Đủ 16 tuổi, hồ sơ đóng và được giữ"}},
	Sorts: []register.Sort{
		{Text: "Theo tên", Column: "name_key"},
		{Key: "tuoi", Text: "Nhỏ tuổi trước", Column: "birth", Desc: true},
		{Key: "tham", Text: "Lâu chưa thăm trước", Column: "last_visit"},
		{Key: "moi", Text: "Mới ghi trước", Column: "created_at", Desc: true},
	},
	Views: []register.View{
		{Key: "thieu-so", Text: "Thiếu số định danh", Where: []register.Where{{Column: "state", Op: register.Is, Value: Kept}, {Column: "number_state", Op: register.Is, Value: NumberNone}}},
		{Key: "thieu-ngay", Text: "Chưa rõ ngày sinh", Where: []register.Where{{Column: "birth", Op: register.Empty}}},
		{Key: "khai-sinh", Text: "Chưa khai sinh", Where: []register.Where{{Column: "state", Op: register.Is, Value: Kept}, {Column: "birth_cert", Op: register.Is, Value: no}}},
		{Key: "bao-hiem", Text: "Chưa có thẻ bảo hiểm y tế", Where: []register.Where{{Column: "state", Op: register.Is, Value: Kept}, {Column: "insurance", Op: register.Is, Value: no}}},
		{Key: "hoan-canh", Text: "Hoàn cảnh đặc biệt", Where: []register.Where{{Column: "state", Op: register.Is, Value: Kept}, {Column: "circumstances", Op: register.Filled}}},
		{Key: "nguy-co", Text: "Có nguy cơ", Where: []register.Where{{Column: "state", Op: register.Is, Value: Kept}, {Column: "risks", Op: register.Filled}}},
		{Key: "chua-tham", Text: "Chưa thăm lần nào", Where: []register.Where{{Column: "state", Op: register.Is, Value: Kept}, {Column: "last_visit", Op: register.Empty}}},
	},
	Follow:  follow,
	Check:   check,
	Against: against,
	Apart:   []string{"person_number"},
	Ahead:   ahead,
	Sure:    sure,
	Erased:  erased,
	Locked:  locked,
	Own:     ofMyHamlets,
	Parts:   parts,
	Joined:  joined,
	Brings:  []register.Companion{homes},
})

var fields = []register.Field{
	{Column: "name", Name: "ho-ten", Label: "Họ và tên", Group: "Trẻ em", Kind: register.Text{Max: 100, Person: true}, Required: true, Search: true, Heads: []string{"họ và tên trẻ", "họ tên trẻ em", "họ tên con", "tên trẻ em", "họ tên học sinh", "họ và tên học sinh", "họ tên cháu", "họ và tên con", "họ tên trẻ em dưới 16 tuổi", "họ tên", "họ tên trẻ", "tên trẻ", "họ và tên trẻ em"}, Reason: true},
	{Column: "birth", Name: "ngay-sinh", Label: "Ngày sinh", Kind: register.Date{Partial: true, Past: true}, Heads: []string{"ngày tháng năm sinh của trẻ", "ngày sinh của trẻ", "ngày tháng năm sinh trẻ", "NTNS", "sinh năm", "ngày/tháng/năm sinh", "ngày tháng năm sinh", "năm sinh", "sinh ngày"}, Reason: true},
	{Column: "birth_why", Name: "thieu-ngay-sinh", Label: "Vì sao chưa rõ ngày sinh", Hint: "Chỉ ghi khi để trống ngày sinh", Kind: register.Text{Max: 200}, When: register.Where{Column: "birth", Op: register.Empty}},
	{Column: "sex", Name: "gioi", Label: "Giới tính", Kind: sexes, Required: true, Filter: true, Heads: []string{"nam/nữ", "phái", "giới tính (nam/nữ)", "giới", "nam nữ"}, Reason: true},
	{Column: "ethnic", Name: "dan-toc", Label: "Dân tộc", Kind: register.Refusable{Kind: ethnics}, Right: actor.ChildSecret, Heads: []string{"DT", "thành phần dân tộc", "mã dân tộc"}},
	{Column: "nationality", Name: "quoc-tich", Label: "Quốc tịch", Kind: nationalities},
	{Column: "country", Name: "nuoc", Label: "Nước", Kind: register.Text{Max: 60}, When: register.Where{Column: "nationality", Op: register.Is, Value: "nuoc-ngoai"}},

	{Column: "person_number", Name: "so-dinh-danh", Label: "Số định danh cá nhân", Hint: "12 chữ số", Group: "Giấy tờ", Kind: personNumber{line{Max: 20}}, Search: true, Unique: true, Heads: []string{"số định danh cá nhân của trẻ", "mã số định danh", "mã số định danh cá nhân", "mã định danh cá nhân", "số CCCD", "CCCD/ĐDCN", "số ĐDCN/CCCD", "ĐDCN", "số căn cước", "số căn cước công dân", "số CCCD/ĐDCN", "mã ĐDCN", "số định danh/CCCD", "số định danh", "mã định danh", "số ĐDCN", "CCCD", "căn cước"}, Reason: true},
	{Column: "number_state", Name: "tinh-trang-so", Label: "Tình trạng số định danh", Kind: numberStates, Filter: true},
	{Column: "number_source", Name: "nguon-so", Label: "Nguồn của số", Hint: "Ví dụ: Giấy khai sinh; Công an phường đối chiếu 02/2026", Kind: register.Text{Max: 100}},
	{Column: "number_why", Name: "chua-co-so-vi", Label: "Vì sao chưa có số", Kind: numberWhys, When: register.Where{Column: "number_state", Op: register.Is, Value: NumberNone}},
	{Column: "birth_cert", Name: "khai-sinh", Label: "Đã đăng ký khai sinh", Kind: register.YesNo(), Filter: true, Heads: []string{"đăng ký khai sinh", "đã khai sinh", "khai sinh", "GKS", "giấy khai sinh"}},
	{Column: "birth_cert_no", Name: "so-khai-sinh", Label: "Số đăng ký khai sinh", Kind: register.Text{Max: 60}, Heads: []string{"số giấy khai sinh", "số GKS", "GKS số", "số khai sinh"}},
	{Column: "birth_cert_on", Name: "ngay-khai-sinh", Label: "Ngày đăng ký khai sinh", Kind: register.Date{Past: true}},
	{Column: "insurance", Name: "bao-hiem", Label: "Có thẻ bảo hiểm y tế", Kind: register.YesNo(), Filter: true, Heads: []string{"bảo hiểm y tế", "có thẻ BHYT", "có BHYT", "thẻ bảo hiểm y tế", "BHYT", "thẻ BHYT"}},
	{Column: "insurance_no", Name: "so-bao-hiem", Label: "Số thẻ bảo hiểm y tế", Kind: register.Text{Max: 30}, Heads: []string{"số BHYT", "mã thẻ BHYT", "mã số BHYT", "số thẻ bảo hiểm", "số thẻ BHYT", "mã BHYT"}},

	{Column: "household", Name: "ho", Label: "Hộ gia đình", Group: "Gia đình", Kind: register.Link{To: Households}, Heads: []string{"mã hộ", "mã hộ gia đình"}},
	{Column: "mother", Name: "me", Label: "Mẹ", Kind: register.Refusable{Kind: register.Text{Max: 100, Person: true}}, Search: true, Heads: []string{"họ và tên mẹ", "mẹ đẻ", "họ tên người mẹ", "cha mẹ mẹ", "họ tên mẹ", "tên mẹ"}},
	{Column: "father", Name: "cha", Label: "Cha", Kind: register.Refusable{Kind: register.Text{Max: 100, Person: true}}, Search: true, Heads: []string{"họ và tên cha", "họ và tên bố", "cha đẻ", "bố đẻ", "tên bố", "họ tên người cha", "cha mẹ cha", "họ tên cha", "tên cha", "bố", "họ tên bố"}},
	{Column: "guardian", Name: "giam-ho", Label: "Người giám hộ, chăm sóc chính", Hint: "Khi không phải cha, mẹ", Kind: register.Refusable{Kind: register.Text{Max: 100, Person: true}}, Search: true, Heads: []string{"người nuôi dưỡng", "họ tên người giám hộ", "họ tên người chăm sóc", "người đỡ đầu", "người nuôi dưỡng, chăm sóc", "người giám hộ", "người chăm sóc"}},
	{Column: "guardian_as", Name: "giam-ho-la", Label: "Quan hệ với trẻ", Kind: register.Text{Max: 60}},
	{Column: "phone", Name: "dien-thoai", Label: "Điện thoại", Kind: register.Refusable{Kind: register.Text{Max: 30}}, Search: true, Heads: []string{"ĐT", "số ĐT", "điện thoại liên hệ", "SĐT liên hệ", "số điện thoại liên hệ", "SĐT phụ huynh", "số điện thoại phụ huynh", "số điện thoại", "SĐT"}},

	{Column: "hamlet", Name: "thon", Label: "Tổ dân phố, thôn", Group: "Nơi ở", Kind: register.Ref{Of: register.RefHamlet}, Filter: true, Heads: []string{"thôn/TDP", "thôn/tổ dân phố", "TDP", "tổ", "xóm", "khu", "khu dân cư", "thôn, tổ dân phố", "tổ/thôn", "thôn/bản", "thôn/ấp", "thôn (TDP)", "khóm", "buôn", "làng", "thôn", "tổ dân phố", "khu phố", "ấp", "bản"}},
	{Column: "address", Name: "dia-chi", Label: "Địa chỉ", Kind: register.Text{}, Search: true, Heads: []string{"nơi ở hiện nay", "nơi ở hiện tại", "chỗ ở", "chỗ ở hiện tại", "địa chỉ hiện nay", "nơi cư trú", "địa chỉ nơi ở", "số nhà", "địa chỉ thực tế", "nơi ở", "chỗ ở hiện nay"}},
	{Column: "residence", Name: "cu-tru", Label: "Cư trú", Kind: residences, Filter: true, Heads: []string{"tình trạng cư trú", "loại cư trú"}},

	{Column: "schooling", Name: "di-hoc", Label: "Đi học", Group: "Học tập, sức khỏe", Kind: schoolings, Filter: true, Heads: []string{"tình trạng đi học", "tình trạng học tập"}},
	{Column: "school", Name: "truong", Label: "Trường", Kind: register.Text{Max: 150}, Search: true, Heads: []string{"đang học trường", "học tại trường", "nơi học", "học trường", "trường học", "tên trường"}},
	{Column: "class", Name: "lop", Label: "Lớp", Kind: register.Text{Max: 30}, Heads: []string{"học sinh lớp", "lớp đang học", "học lớp", "đang học lớp", "trình độ học vấn", "trình độ văn hóa", "lớp học"}},
	{Column: "vaccination", Name: "tiem-chung", Label: "Tiêm chủng", Kind: vaccinations, Right: actor.ChildSecret, Heads: []string{"tiêm phòng", "tiêm vắc xin"}},
	{Column: "nutrition", Name: "dinh-duong", Label: "Dinh dưỡng", Kind: nutritions, Right: actor.ChildSecret, Heads: []string{"tình trạng dinh dưỡng", "suy dinh dưỡng", "SDD"}},
	{Column: "disability", Name: "khuyet-tat", Label: "Khuyết tật", Kind: disabilities, Right: actor.ChildSecret, Heads: []string{"dạng khuyết tật", "mức độ khuyết tật", "trẻ khuyết tật", "KT"}},

	{Column: "circumstances", Name: "hoan-canh", Label: "Hoàn cảnh đặc biệt", Hint: "Theo 14 nhóm của Luật Trẻ em 2016, Điều 10; chọn nhiều khi cùng lúc", Group: "Hoàn cảnh, chăm sóc", Kind: register.Choices{Of: groupOptions()}, Right: actor.ChildSecret, Mark: true, Heads: []string{"hoàn cảnh đặc biệt", "HCĐB", "trẻ em có hoàn cảnh đặc biệt", "nhóm hoàn cảnh", "hoàn cảnh", "thuộc nhóm trẻ em có hoàn cảnh đặc biệt", "TECHCĐB", "trẻ có HCĐB"}},
	{Column: "risks", Name: "nguy-co", Label: "Nguy cơ rơi vào hoàn cảnh đặc biệt", Kind: risks, Right: actor.ChildSecret, Mark: true, Heads: []string{"trẻ em có nguy cơ", "nguy cơ"}},
	{Column: "last_visit", Name: "tham", Label: "Lần thăm gần nhất", Kind: register.Date{Past: true}},
	{Column: "consent", Name: "dong-y", Label: "Đồng ý công khai thông tin", Hint: "Của cha mẹ, người giám hộ; chỉ để công khai, không phải điều kiện để lập hồ sơ theo luật", Kind: consents, Filter: true},
	{Column: "consent_on", Name: "ngay-dong-y", Label: "Ngày cho ý kiến", Kind: register.Date{Past: true}},

	{Column: "left_on", Name: "ngay-chuyen", Label: "Ngày chuyển đi", Group: "Rời khỏi sổ", Kind: register.Date{Past: true}, When: away(Moved), InMoves: true},
	{Column: "left_to", Name: "chuyen-den", Label: "Chuyển đến", Hint: "Tên xã, phường và tỉnh", Kind: register.Text{Max: 150}, When: away(Moved), InMoves: true},
	{Column: "left_paper", Name: "giay-chuyen", Label: "Số giấy chuyển", Kind: register.Text{Max: 60}, When: away(Moved), InMoves: true},
	{Column: "died_on", Name: "ngay-mat", Label: "Ngày mất", Kind: register.Date{Past: true}, When: away(Dead), InMoves: true},
	{Column: "death_paper", Name: "giay-chung-tu", Label: "Trích lục khai tử hoặc giấy báo tử", Hint: "Số và nơi cấp", Kind: register.Text{Max: 150}, When: away(Dead), InMoves: true},
	{Column: "passed_to", Name: "da-giao", Label: "Đơn vị đã tiếp nhận", Kind: register.Worked{Kind: register.Text{Max: 60}, Inner: true}},
	{Column: "closes_on", Name: "dong-ngay", Label: "Ngày cuối dưới 16 tuổi", Kind: register.Worked{Kind: register.Date{}}},
	{Column: "name_key", Name: "thu-tu", Label: "Thứ tự theo tên", Kind: register.Worked{Kind: register.Text{Max: 1000}, Inner: true}},
}
