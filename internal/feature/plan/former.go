package plan

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// FormerPath is the page of the totals of a unit that has ended, behind the address of the unit and year.
const FormerPath = "tien-do-don-vi-cu"

func (p *Plans) formerRoutes() []web.Route {
	const path = "/u/{unit}/{year}/" + FormerPath
	read := web.Right(actor.PlanRead)
	return []web.Route{
		{Method: "GET", Path: path, Title: "Tổng của đơn vị đã kết thúc", Access: read, Handle: p.former},
		{Method: "GET", Path: path + "/{number}", Title: "Các mốc sau một con số của đơn vị đã kết thúc", Access: read, Handle: p.formerBehind},
	}
}

// formerColumns are the six numbers of the Government's reports, in their order.
var formerColumns = []formerColumn{{FigGiven, "Giao cả năm"}, {FigDue, "Đến hạn"}, {FigInTime, "Xong đúng hạn"}, {FigLate, "Xong muộn"}, {FigOverdue, "Quá hạn"}, {FigAsking, "Xin lùi"}}

type formerColumn struct {
	Figure Figure
	Words  string
}

// formerRow is the unit that ended, or one of its heirs. The unit that ended counts what was done in it and the check-points that
// passed undone before its last day; an heir counts the work that it goes on with. So each piece counts once in each unit that has
// it: work that several heirs got, each for its own territory, counts in each of them.
type formerRow struct {
	Unit    web.Unit
	Old     bool
	At      day.Day      // the figures are as of this day
	in      *web.Request // nil when the reader may not read there
	Figures Figures
}

// Hidden reports whether the reader may not see the figures.
func (f formerRow) Hidden() bool { return f.in == nil }

// days are the days of the unit that the row counts.
func (f formerRow) days() string {
	switch {
	case f.Old:
		return "đến hết " + f.At.String()
	case f.Hidden():
		return "làm tiếp"
	}
	return "làm tiếp, tính đến " + f.At.String()
}

// formerOf are the rows, the unit that ended first. It is errs.NotFound while the unit lasts.
func formerOf(r *web.Request) ([]formerRow, error) {
	if !r.StandsStill() {
		return nil, errs.New(errs.NotFound, "Đơn vị này chưa kết thúc nên chưa có bảng tổng của đơn vị cũ. Xem trang tiến độ của đơn vị.")
	}
	rows := []formerRow{{Unit: r.Unit, Old: true, At: r.Today(), in: r}}
	heirs, err := r.Site.Units.Heirs(r.Context(), r.Unit.ID)
	if err != nil {
		return nil, err
	}
	for _, u := range heirs {
		row := formerRow{Unit: u}
		switch in, err := r.Inside(u.Slug); {
		case err == nil && in.May(actor.PlanRead):
			row.in, row.At = in, in.Today()
		case err != nil && !errs.Is(err, errs.NotFound):
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (f *formerRow) read(ctx context.Context, old string, year int) error {
	if f.Hidden() {
		return nil
	}
	list := tallyInherited
	args := []any{year, f.At, old}
	if f.Old {
		list, args = tallyKept, args[:2]
	}
	sums, err := store.List[tallyRow](ctx, f.in.Reader(), list, args...)
	for _, s := range sums {
		f.Figures.add(s.Class, f.At.Add(s.Side), f.At, s.N)
	}
	return err
}

// formerTable is the page of the totals.
type formerTable struct {
	Rows   []formerRow
	Total  Figures
	Hidden int // units that the reader may not see
}

func (t formerTable) lead() string {
	s := "Việc đã làm ở đơn vị cũ đến hết " + t.Rows[0].At.String() + ", cộng việc các đơn vị kế thừa làm tiếp từ ngày sau đó. Việc giao cho nhiều đơn vị được tính ở từng đơn vị."
	if t.Hidden > 0 {
		s += " Dòng tổng chưa gồm đơn vị không xem được."
	}
	return s
}

func readFormer(r *web.Request) (t formerTable, err error) {
	if t.Rows, err = formerOf(r); err != nil {
		return t, err
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		if err := row.read(r.Context(), r.Unit.ID, r.Year); err != nil {
			return t, err
		}
		if row.Hidden() {
			t.Hidden++
		}
		t.Total.plus(row.Figures)
	}
	return t, nil
}

// plus adds the six numbers of other work.
func (f *Figures) plus(o Figures) {
	f.Given += o.Given
	f.Due += o.Due
	f.InTime += o.InTime
	f.Late += o.Late
	f.Overdue += o.Overdue
	f.Asking += o.Asking
}

func (p *Plans) former(w http.ResponseWriter, r *web.Request) error {
	t, err := readFormer(r)
	if err != nil {
		return err
	}
	v := web.View{Title: "Tổng của đơn vị cũ", Lead: t.lead(), Here: ui.NavPlan,
		Crumbs: []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: "Tiến độ", Href: r.In("tien-do")}, {Text: "Tổng của đơn vị cũ"}}}
	return r.Show(w, v, formerPage(r, t))
}

// formerHref is the list behind a number of one unit, or of all that can be seen.
func formerHref(r *web.Request, f Figure, unit string) string {
	href := r.In(FormerPath + "/" + string(f))
	if unit != "" {
		href += "?don-vi=" + unit
	}
	return href
}

// formerList is a page of the pieces behind one of the numbers.
type formerList struct {
	Title string
	Lines []ui.Task
	Next  string
	First string // address of the first page, empty on it
}

type placed struct {
	Instance
	in *web.Request
	at day.Day
}

// formerBehind lists the pieces behind a number: exactly as many as the number says.
func (p *Plans) formerBehind(w http.ResponseWriter, r *web.Request) error {
	i := slices.IndexFunc(formerColumns, func(c formerColumn) bool { return string(c.Figure) == r.PathValue("number") })
	if i < 0 {
		return errs.New(errs.NotFound, "Không có con số nào tên như vậy. Mở bảng tổng rồi bấm vào một con số.")
	}
	t, err := readFormer(r)
	if err != nil {
		return err
	}
	unit := r.URL.Query().Get("don-vi")
	var rows []formerRow
	count := 0
	for _, row := range t.Rows {
		if !row.Hidden() && (unit == "" || row.Unit.ID == unit) {
			rows = append(rows, row)
			count += row.Figures.Of(formerColumns[i].Figure)
		}
	}
	if len(rows) == 0 {
		return errs.New(errs.NotFound, "Không xem được việc của đơn vị này. Mở bảng tổng rồi chọn lại.")
	}
	l, err := formerPieces(r, rows, formerColumns[i].Figure, unit)
	if err != nil {
		return err
	}
	l.Title = vi.Int(count) + " mốc " + lowerFirst(formerColumns[i].Words)
	if unit != "" {
		l.Title += " của " + rows[0].Unit.Name
	}
	v := web.View{Title: l.Title, Here: ui.NavPlan, Crumbs: []ui.Crumb{{Text: "Tổng của đơn vị cũ", Href: r.In(FormerPath)}, {Text: formerColumns[i].Words}}}
	return r.Show(w, v, formerListPage(r, l))
}

// formerPieces merges the pieces of several units, the earliest due first.
func formerPieces(r *web.Request, rows []formerRow, f Figure, unit string) (l formerList, err error) {
	after, item := formerMark(r.URL.Query().Get("sau"))
	var all []placed
	for _, row := range rows {
		always, dated, first, last := Behind{Figure: f, At: row.At}.classSets()
		args := []any{r.Year, setOf(always), setOf(dated), first, last, after, item, PageSize + 1}
		list := inheritedBehind
		if row.Old {
			list, args = keptBehind, append(args, row.At)
		} else {
			args = append(args, r.Unit.ID)
		}
		pieces, err := store.List[Instance](r.Context(), row.in.Reader(), list, args...)
		if err != nil {
			return l, err
		}
		for _, in := range pieces {
			all = append(all, placed{in, row.in, row.At})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Item, b.Item)) })
	if item != "" {
		l.First = formerHref(r, f, unit)
	}
	if len(all) > PageSize {
		all = all[:PageSize]
		last := all[PageSize-1]
		q := url.Values{"sau": {last.Due.ISO() + "." + last.Item}}
		if unit != "" {
			q.Set("don-vi", unit)
		}
		l.Next = r.In(FormerPath+"/"+string(f)) + "?" + q.Encode()
	}
	for _, pl := range all {
		line := pl.Line(pl.in, pl.at)
		line.From = pl.in.Unit.Name
		l.Lines = append(l.Lines, line)
	}
	return l, nil
}

// formerMark reads the place of the last piece of the page before; one that nobody wrote is the beginning.
func formerMark(s string) (day.Day, string) {
	on, item, _ := strings.Cut(s, ".")
	due, err := day.ParseISO(on)
	if err != nil || due.IsZero() || !ident.Valid(item) {
		return day.Day{}, ""
	}
	return due, item
}
