package week

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// behindSize is how many pieces a page of a list shows.
const behindSize = 50

// behindView is a page of the pieces behind a number of an edition.
type behindView struct {
	Items []Item
	Next  string // address of the following page, empty on the last
}

// figureOf is the place of a number in the national order.
func figureOf(key string) (int, bool) {
	for i, f := range figureWords {
		if f.Key == key {
			return i, true
		}
	}
	return 0, false
}

// behind lists the pieces behind a number of an edition. The number is that of its Monday; the list is read now, by the dates
// of that Monday, and says so when it has become another.
func (w *Weeks) behind(rw http.ResponseWriter, r *web.Request) error {
	e, err := editionOfPath(r)
	if err != nil {
		return err
	}
	i, ok := figureOf(r.PathValue("figure"))
	if !ok {
		return errs.New(errs.NotFound, "Trang tuần không có con số nào tên như vậy. Mở trang tuần rồi bấm vào một trong sáu con số.")
	}
	at := day.At(e.AsOf.Time)
	now, err := w.Work.Standing(r.Context(), r.Reader(), e.Year, e.First, at)
	if err != nil {
		return err
	}
	q := Behind{Year: e.Year, Figure: figureWords[i].Key, At: at, Limit: behindSize + 1}
	q.AfterDue, q.After = markIn(r.URL.Query())
	view := behindView{}
	if view.Items, err = w.Work.Behind(r.Context(), r.Reader(), q); err != nil {
		return err
	}
	if len(view.Items) > behindSize {
		view.Items = view.Items[:behindSize]
		last := view.Items[behindSize-1]
		view.Next = r.URL.Path + "?" + url.Values{"han": {last.Due.ISO()}, "sau": {last.Key()}}.Encode()
	}
	v := web.View{Title: fmt.Sprintf("%s: %s việc", figureWords[i].Name, vi.Int(now.Figures.All()[i])), Here: ui.NavToday,
		Lead: behindLead(e, e.All()[i], now.Figures.All()[i]), Crumbs: []ui.Crumb{{Text: "Trang lãnh đạo", Href: r.In("tuan/" + e.Monday.ISO())}, {Text: figureWords[i].Name}}}
	return r.Show(rw, v, behindPage(r, view))
}

// markIn is where the page before ended.
func markIn(q url.Values) (day.Day, string) {
	due, err := day.ParseISO(q.Get("han"))
	if err != nil || !ident.Valid(q.Get("sau")) {
		return day.Day{}, ""
	}
	return due, q.Get("sau")
}

// behindLead compares the number of the edition with that of now.
func behindLead(e Edition, then, now int) string {
	s := e.Heading() + ", hạn xét theo ngày " + day.At(e.AsOf.Time).String() + "."
	if then != now {
		s += fmt.Sprintf(" Lúc lập trang là %s; từ đó đã có việc thay đổi.", vi.Int(then))
	}
	return s
}

// line is a piece as a list of work shows it.
func (it Item) line(r *web.Request) ui.Task {
	return ui.Task{State: it.State, Title: it.Title, Href: r.In(it.path()), Who: vi.Sentence(whoWords(it.Lead)), Date: it.Due.WeekdayShort() + " " + it.Due.String(), Over: it.State == "Q"}
}

// path is where the piece is shown, behind the address of the unit and year.
func (r Ref) path() string {
	if r.PointID == "" {
		return "nhiem-vu/" + r.TaskID
	}
	return "nhiem-vu/" + r.TaskID + "#moc-" + r.PointID
}
