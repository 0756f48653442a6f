package event

import (
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The states of an event.
const (
	Draft    = "nhap"
	Approved = "da-duyet"
	Running  = "dang-lam"
	Done     = "da-xong"
	Reported = "da-bao-cao"
)

const actionMonth = "thang-hanh-dong"

// planned are the columns of the plan: what was approved is what they say.
var planned = []string{"name", "kind", "period", "place", "body", "plan", "budget", "groups"}

// Events is the register of events.
var Events = register.New(register.Declaration{
	Name: "event", Title: "Sự kiện", One: "sự kiện", Path: "su-kien", Noun: ui.NavEvents, Code: "SK",
	Empty:     "Ghi mỗi sự kiện vì trẻ em một dòng, ví dụ: Lễ phát động Tháng hành động vì trẻ em, 01/06/2026, nhà văn hóa phường.",
	ReadRight: actor.EventRead, EditRight: actor.EventEdit,
	Label:   "name",
	Same:    []string{"name", "period"},
	Columns: []string{"period", "body", "report_due"},
	Fields: []register.Field{
		{Column: "name", Name: "ten", Label: "Tên sự kiện", Group: "Kế hoạch", Kind: register.Text{Max: 150}, Required: true, Search: true},
		{Column: "kind", Name: "loai", Label: "Loại", Kind: kinds, Required: true, Filter: true},
		{Column: "period", Name: "thoi-gian", Label: "Thời gian", Kind: register.Period{}, Required: true},
		{Column: "place", Name: "dia-diem", Label: "Địa điểm", Kind: register.Text{}, Search: true},
		{Column: "body", Name: "co-quan", Label: "Cơ quan chủ trì", Kind: register.Ref{Of: register.RefBody}, Required: true, Filter: true},
		{Column: "groups", Name: "doi-tuong", Label: "Đối tượng", Kind: groups},
		{Column: "plan", Name: "ke-hoach", Label: "Nội dung kế hoạch", Hint: "Sửa sau khi duyệt thì sự kiện trở lại nháp, phải duyệt lại", Kind: register.LongText{}},
		{Column: "budget", Name: "du-toan", Label: "Kinh phí dự toán", Kind: register.Money()},
		{Column: "money", Name: "khoan", Label: "Các khoản kinh phí", Hint: "Mỗi khoản một dòng; số đã chi ghi khi có chứng từ", Kind: money},
		{Column: "planned_all", Name: "tong-du-kien", Label: "Cộng dự kiến các khoản", Kind: register.Computed{As: register.Money(), Expr: "sum_money_planned"}},
		{Column: "boys", Name: "tre-nam", Label: "Trẻ em nam dự", Group: "Kết quả", Kind: register.Number{Max: 1_000_000}},
		{Column: "girls", Name: "tre-nu", Label: "Trẻ em nữ dự", Kind: register.Number{Max: 1_000_000}},
		{Column: "adults", Name: "nguoi-lon", Label: "Người lớn dự", Kind: register.Number{Max: 1_000_000}},
		{Column: "attendance", Name: "nguoi-du", Label: "Người dự theo nhóm", Kind: attendance},
		{Column: "spent", Name: "da-chi", Label: "Kinh phí đã chi", Hint: "Để trống khi đã ghi từng khoản", Kind: register.Money()},
		{Column: "spent_all", Name: "tong-da-chi", Label: "Cộng đã chi các khoản", Kind: register.Computed{As: register.Money(), Expr: "sum_money_spent"}},
		{Column: "overspent", Name: "chi-vuot", Label: "So với dự toán", Filter: true, Kind: register.Computed{As: overspent, Expr: overspentExpr}},
		{Column: "over_reason", Name: "ly-do-vuot", Label: "Lý do chi vượt", Hint: "Khi số đã chi lớn hơn dự toán", Kind: register.Text{Max: 300}, When: register.Where{Column: "overspent", Value: "co"}},
		{Column: "result", Name: "ket-qua", Label: "Kết quả", Hint: "Không ghi tên trẻ em", Kind: register.LongText{}, Search: true},
		{Column: "photos", Name: "anh", Label: "Ảnh sự kiện", Kind: register.Files{Images: true, Consent: true, Max: 30}},
		{Column: "report_due", Name: "han-bao-cao", Label: "Hạn báo cáo kết quả", Hint: "Tháng hành động: trước 20/7, ngày cuối 19/7 (Thông tư 16/2025/TT-BYT theo báo chí, chưa đối chiếu; hạn cũ trước 10/7)", Group: "Báo cáo", Kind: register.Date{}},
		{Column: "reported_on", Name: "ngay-bao-cao", Label: "Ngày báo cáo", Kind: register.Date{Past: true}},
		{Column: "report_number", Name: "so-bao-cao", Label: "Số văn bản báo cáo", Kind: register.Text{Max: 60}, Search: true},
	},
	States: []register.State{
		{Key: Draft, Text: "nháp", Glyph: "S", Open: true},
		{Key: Approved, Text: "đã duyệt", Glyph: "N"},
		{Key: Running, Text: "đang làm", Glyph: "G"},
		{Key: Done, Text: "đã xong, chưa báo cáo", Glyph: "H", Open: true},
		{Key: Reported, Text: "đã báo cáo", Glyph: "Đ"},
	},
	Moves: []register.Move{
		{Key: "duyet", Text: "Duyệt kế hoạch", Done: "Duyệt kế hoạch", From: []string{Draft}, To: Approved, Right: actor.EventApprove, Has: []string{"plan"}, Other: true},
		{Key: "tra-lai", Text: "Trả lại để sửa", Done: "Trả lại để sửa", From: []string{Approved}, To: Draft, Right: actor.EventApprove},
		{Key: "bat-dau", Text: "Ghi đã bắt đầu", Done: "Ghi đã bắt đầu", From: []string{Approved}, To: Running, Right: actor.EventEdit},
		{Key: "xong", Text: "Ghi đã xong", Done: "Ghi đã xong", From: []string{Running}, To: Done, Right: actor.EventEdit, Needs: []string{"result", "boys", "girls", "adults"}, Asks: []string{"spent", "money", "attendance", "over_reason"}},
		{Key: "bao-cao", Text: "Ghi đã báo cáo", Done: "Ghi đã báo cáo kết quả", From: []string{Done}, To: Reported, Right: actor.EventEdit, Needs: []string{"reported_on"}, Asks: []string{"report_number", "spent", "money", "over_reason"}},
	},
	Sorts: []register.Sort{
		{Text: "Diễn ra sau cùng trước", Column: "period", Desc: true},
		{Key: "han", Text: "Hạn báo cáo gần trước", Column: "report_due"},
		{Key: "moi", Text: "Mới ghi trước", Column: "created_at", Desc: true},
	},
	Views: []register.View{
		{Key: "qua-han", Text: "Quá hạn báo cáo", Where: []register.Where{{Column: "report_due", Op: register.BeforeToday}, {Column: "reported_on", Op: register.Empty}}},
		{Key: "chi-vuot", Text: "Chi vượt dự toán", Where: []register.Where{{Column: "overspent", Value: "co"}}},
	},
	Follow: follow,
	Aside:  aside,
	Check: func(rec register.Record, m *register.Mistakes) {
		if due := rec.Str("report_due"); due != "" && due < rec.Str("period") {
			m.At("report_due", "Hạn báo cáo phải sau ngày bắt đầu")
		}
	},
})

// follow sends a plan that was changed after its approval back to be approved, and proposes the day until which results are
// reported.
func follow(before register.Record, rec *register.Record, _ day.Day) {
	changed := func(c string) bool { return !slices.Equal(before.Value(c), rec.Value(c)) }
	if before.State == Approved && (slices.ContainsFunc(planned, changed) || replanned(before, *rec)) {
		rec.State = Draft
	}
	if rec.Str("report_due") == "" {
		rec.Set("report_due", register.Value{reportDue(rec.Str("kind"), rec.Str("period"))})
	}
}

// reportDue is the last day on which a commune reports the results of an event, empty where no text gives one. Of the action
// month: before 20 July of its year, since 2025 (Thông tư 16/2025/TT-BYT, read in the press); before 10 July until then
// (Thông tư 28/2019/TT-BLĐTBXH, Điều 5).
func reportDue(kind, period string) string {
	first, err := day.ParseISO(period)
	if kind != actionMonth || err != nil {
		return ""
	}
	if first.Year() < 2025 {
		return day.Must(first.Year(), 7, 9).ISO()
	}
	return day.Must(first.Year(), 7, 19).ISO()
}

var (
	kinds = register.Choice{Of: []register.Option{
		{Key: actionMonth, Text: "Tháng hành động vì trẻ em", Also: []string{"tháng hành động"}}, {Key: "1-6", Text: "Ngày Quốc tế Thiếu nhi 1/6", Also: []string{"1/6"}},
		{Key: "trung-thu", Text: "Tết Trung thu", Also: []string{"trung thu"}}, {Key: "khac", Text: "Khác"},
	}}
	groups = register.Choices{Of: []register.Option{
		{Key: "mam-non", Text: "Trẻ mầm non"}, {Key: "tieu-hoc", Text: "Học sinh tiểu học"}, {Key: "thcs", Text: "Học sinh trung học cơ sở"}, {Key: "dac-biet", Text: "Trẻ em có hoàn cảnh đặc biệt"},
		{Key: "cha-me", Text: "Cha mẹ, người chăm sóc"}, {Key: "can-bo", Text: "Cán bộ, cộng tác viên"},
	}}
)
