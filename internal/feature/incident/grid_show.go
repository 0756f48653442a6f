package incident

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

const gridTitle = "Biểu tai nạn, thương tích"

// gridPath is the address of the form, behind that of the unit and year.
const gridPath = "tai-nan/bieu"

// gridView is the page of the form.
type gridView struct {
	grid
	r        *web.Request
	from, to string // as typed
	Errors   []errs.Field
}

// period is a link to a usual period.
type period struct {
	Text     string
	From, To day.Day
}

// periods are the usual periods of a year; the report is due each quarter.
func periods(year int) []period {
	out := make([]period, 0, 6)
	for q, name := range []string{"Quý I", "Quý II", "Quý III", "Quý IV"} {
		out = append(out, period{name, day.Must(year, 3*q+1, 1), day.Must(year, 3*q+3, 1).LastOfMonth()})
	}
	return append(out, period{"6 tháng đầu năm", day.Must(year, 1, 1), day.Must(year, 6, 30)}, period{"Cả năm", day.Must(year, 1, 1), day.Must(year, 12, 31)})
}

// asked is the period of the address: the quarter of today, or the whole of another year, when it names none.
func asked(r *web.Request) (v gridView, err error) {
	now := periods(r.Year)[5]
	if today := r.Today(); today.Year() == r.Year {
		now = periods(r.Year)[(today.Month()-1)/3]
	}
	v = gridView{r: r, from: now.From.String(), to: now.To.String()}
	v.From, v.To = now.From, now.To
	q := r.URL.Query()
	if !q.Has("tu") && !q.Has("den") {
		return v, nil
	}
	v.from, v.to = vi.Cut(q.Get("tu"), 20), vi.Cut(q.Get("den"), 20)
	var bad errs.Form
	if v.From, err = day.Parse(v.from); err != nil {
		bad.Add("tu", "Từ ngày: ghi ngày/tháng/năm, ví dụ 01/04/2026")
	}
	if v.To, err = day.Parse(v.to); err != nil {
		bad.Add("den", "Đến hết ngày: ghi ngày/tháng/năm, ví dụ 30/06/2026")
	}
	if bad.Err() == nil && v.To.Before(v.From) {
		bad.Add("den", "Đến hết ngày phải từ ngày đầu kỳ trở đi")
	}
	return v, bad.Err()
}

// at is the address of the form of a period; file is "" or ".xlsx".
func (v gridView) at(from, to day.Day, file string) string {
	return v.r.In(gridPath+file) + "?" + url.Values{"tu": {from.String()}, "den": {to.String()}}.Encode()
}

func showGrid(w http.ResponseWriter, r *web.Request) error {
	v, err := asked(r)
	view := web.View{Title: gridTitle, Here: ui.NavHazards, Under: register.Beside(r, ui.NavHazards), Crumbs: []ui.Crumb{{Text: Incidents.Title, Href: r.In(Incidents.Path)}, {Text: "Biểu"}}}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors, view.Errors = fields, fields
		return r.ShowStatus(w, http.StatusUnprocessableEntity, view, gridPage(v))
	}
	if err != nil {
		return err
	}
	if v.grid, err = gridOf(r.Context(), r.Reader(), r.Unit.ID, v.From, v.To); err != nil {
		return err
	}
	view.Lead, view.Actions = v.lead(), gridActions(v)
	return r.Show(w, view, gridPage(v))
}

// lead is the finding of the form.
func (g grid) lead() string {
	if g.All.Hurt == 0 {
		return "Từ " + g.From.String() + " đến " + g.To.String() + " chưa ghi vụ nào."
	}
	return "Từ " + g.From.String() + " đến " + g.To.String() + ": " + vi.Int(g.All.Hurt) + " trẻ mắc, " + vi.Int(g.All.Dead) + " tử vong, " + vi.Int(g.Disabled) + " khuyết tật."
}

// head are the lines above the table of the form.
func (v gridView) head() []ui.Fact {
	return []ui.Fact{
		{Term: "Đơn vị", Text: "UBND " + v.r.Unit.Name + ", " + v.r.Unit.Province},
		{Term: "Kỳ báo cáo", Text: "từ " + v.From.String() + " đến hết " + v.To.String()},
		{Term: "Tổng số trẻ mắc", Text: vi.Int(v.All.Hurt), Strong: true},
		{Term: "Tổng số trẻ tử vong", Text: vi.Int(v.All.Dead), Strong: true},
		{Term: "Tổng số trẻ khuyết tật", Text: vi.Int(v.Disabled)},
		{Term: "Tổng số trẻ em", Text: "chưa có số trong chương trình"},
		{Term: "Số xã báo cáo", Text: "1"},
	}
}

func gridXLSX(w http.ResponseWriter, r *web.Request) error {
	v, err := asked(r)
	if err != nil {
		return err
	}
	if v.grid, err = gridOf(r.Context(), r.Reader(), r.Unit.ID, v.From, v.To); err != nil {
		return err
	}
	t := xlsx.Table{Sheet: "Phụ lục 1", Title: "BÁO CÁO TÌNH HÌNH TAI NẠN, THƯƠNG TÍCH TRẺ EM", Columns: []xlsx.Column{{Head: "Mã", Width: 6}, {Head: "Loại tai nạn, thương tích", Width: 30}}}
	for _, f := range v.head() {
		t.Subtitle = append(t.Subtitle, f.Term+": "+f.Text)
	}
	for _, c := range columns {
		t.Columns = append(t.Columns, xlsx.Column{Head: c.Head, Width: 11})
	}
	for _, line := range v.rows() {
		cells := []any{line.Code, line.Name}
		for _, c := range line.Cells {
			cells = append(cells, c.String())
		}
		t.Rows = append(t.Rows, cells)
	}
	t.Foot = append(t.Foot, gridNotes...)
	for i, c := range v.checks() {
		t.Foot = append(t.Foot, strconv.Itoa(i+1)+". "+c.Name+": "+c.words())
	}
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, t); err != nil {
		return err
	}
	return web.Download(w, "bieu-tai-nan-"+v.From.ISO()+"-"+v.To.ISO()+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &buf)
}

// gridNotes say how to read the form.
var gridNotes = []string{
	"Mỗi ô ghi mắc / tử vong; trẻ tử vong cũng tính là mắc.",
	"Nhóm 14-16 giữ nhãn của biểu, chỉ tính trẻ dưới 16 tuổi (Luật Trẻ em 2016, Điều 1).",
	"Biểu theo Phụ lục 1 bộ số liệu trẻ em giai đoạn 2016-2020 (Quyết định 234/QĐ-TTg ngày 05/02/2016); mẫu hiện hành chưa đối chiếu.",
}

// words are how the check ended.
func (c verdict) words() string {
	if c.Lack == "" {
		return "khớp"
	}
	return "chưa khớp, " + c.Lack
}
