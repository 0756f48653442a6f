package register

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// calendarAt is the address of the calendar below that of the list.
const calendarAt = "lich"

// dayReach is how many records the list of one day shows.
const dayReach = 200

// calendarView is a month of a list, and all of one day when the address asks for it.
type calendarView struct {
	listView
	Month ui.Month
	Only  string // column of the dates shown; empty for all
	Day   day.Day
	OfDay []onDay
}

// calendarPage shows on which days the records of a list stand.
func (g *Register) calendarPage(w http.ResponseWriter, r *web.Request) error {
	v := calendarView{listView: listView{of: g, Ask: g.mapAsk(r), Env: g.envOf(r), at: calendarAt}}
	first := v.month(r)
	if err := v.read(r, first); err != nil {
		return err
	}
	if err := v.beyond(r); err != nil {
		return err
	}
	page := calendarBody(r, v)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.Show(w, web.View{Title: g.Title + ": " + lowerFirst(v.Month.Name()), Here: g.Noun, Lead: v.lead(), Crumbs: g.crumbs(r, ui.Crumb{Text: "Lịch"})}, page)
}

// month reads the month, the day and the date from the address; the present month when it names none.
func (v *calendarView) month(r *web.Request) day.Day {
	q := r.URL.Query()
	number, err := strconv.Atoi(q.Get("thang"))
	first, ok := day.Of(r.Year, number, 1)
	if err != nil || !ok {
		first, _ = day.Of(r.Year, r.Today().Month(), 1)
	}
	v.keep = append(v.keep, [2]string{"thang", strconv.Itoa(first.Month())})
	if d, ok := day.Of(first.Year(), first.Month(), atoi(q.Get("ngay"))); ok {
		v.Day = d
	}
	for _, d := range v.of.dates() {
		if name := v.of.field(d.Column).Name; name == q.Get("moc") {
			v.Only = d.Column
			v.keep = append(v.keep, [2]string{"moc", name})
		}
	}
	return first
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func (v *calendarView) read(r *web.Request, first day.Day) (err error) {
	ctx, from := r.Context(), r.Reader()
	if v.Counts, err = v.of.Counts(ctx, from, r.Unit.ID); err != nil {
		return err
	}
	shown, counts, err := v.of.Dated(ctx, from, r.Unit.ID, v.Ask, v.Only, first, first.LastOfMonth(), ui.DayFew, r.Today())
	if err != nil {
		return err
	}
	m := ui.Month{First: first, Of: v.of.One, More: func(d day.Day) string { return v.to(r, d, true) }}
	v.Month = ui.NewMonth(m, r.Calendar(), r.Today(), v.items(r, shown), counts)
	if !v.Day.IsZero() {
		v.OfDay, _, err = v.of.Dated(ctx, from, r.Unit.ID, v.Ask, v.Only, v.Day, v.Day, dayReach, r.Today())
	}
	return err
}

// items are records as a month draws them, in the order of the days.
func (v calendarView) items(r *web.Request, shown []onDay) []ui.DayItem {
	slices.SortStableFunc(shown, func(a, b onDay) int { return a.On.Compare(b.On) })
	out := make([]ui.DayItem, len(shown))
	for i, s := range shown {
		label := s.Rec.Label(v.Env)
		out[i] = ui.DayItem{On: s.On, State: s.Rec.glyph(), Text: label, Title: s.What.Text + ": " + label + ", " + s.Rec.stateWords(), Href: v.of.here(r, s.Rec.ID)}
		if v.Only == "" && len(v.of.dates()) > 1 {
			out[i].Text = s.What.Text + ": " + label
		}
	}
	return out
}

// to is the address of the month of a day, or of the day itself, with the same filters.
func (v calendarView) to(r *web.Request, d day.Day, alone bool) string {
	extra := "thang=" + strconv.Itoa(d.Month())
	if alone {
		extra += "&ngay=" + strconv.Itoa(d.Date())
	}
	if v.Only != "" {
		extra += "&moc=" + v.of.field(v.Only).Name
	}
	path := web.InUnit(r.Unit.Slug, d.Year(), v.of.Path+"/"+calendarAt) + joined(v.of.query(v.first()), extra)
	if alone {
		path += "#ngay"
	}
	return path
}

// joined puts more into a query.
func joined(query, more string) string {
	switch {
	case more == "":
		return query
	case query == "":
		return "?" + more
	}
	return query + "&" + more
}

// kept is a query with what the address says besides the Ask.
func (v listView) kept(query string) string {
	for _, k := range v.keep {
		query = joined(query, k[0]+"="+k[1])
	}
	return query
}

// chosen is the address on which one of the dates is shown alone, or all of them.
func (v calendarView) chosen(r *web.Request, d Dated) string {
	keep := [][2]string{v.keep[0]}
	if v.Only != d.Column {
		keep = append(keep, [2]string{"moc", v.of.field(d.Column).Name})
	}
	w := v.listView
	w.keep = keep
	return w.with(r, func(*Ask) {})
}

// dayHeading names the day whose records are listed: "Thứ Sáu 15/5: 4 điểm nguy cơ".
func (v calendarView) dayHeading() string {
	return vi.Sentence(v.Day.Weekday()) + " " + v.Day.Short() + ": " + vi.Int(int64(len(v.OfDay))) + " " + v.of.One
}
