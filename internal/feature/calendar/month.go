package calendar

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// month shows one month as a grid; on a narrow screen as a list of days.
func (c *Calendar) month(w http.ResponseWriter, r *web.Request) error {
	number, err := strconv.Atoi(r.PathValue("month"))
	first, ok := day.Of(r.Year, number, 1)
	if err != nil || !ok || strconv.Itoa(number) != r.PathValue("month") {
		return errs.New(errs.NotFound, "Tháng trong địa chỉ phải là số từ 1 đến 12.")
	}
	items, counts, err := c.monthOf(r, first, first.LastOfMonth())
	if err != nil {
		return err
	}
	m := ui.NewMonth(ui.Month{First: first, Warn: "hạn rơi vào ngày nghỉ", Of: "mốc"}, r.Calendar(), r.Today(), drawn(r, items), counts)
	v := web.View{Title: m.Name(), Lead: monthLead(m.Sums()), Here: ui.NavToday, Crumbs: []ui.Crumb{{Text: "Lịch", Href: r.In("lich")}, {Text: "Tháng " + r.PathValue("month")}},
		Under: ui.MonthNav(monthPath(r, first.Add(-1)), monthPath(r, r.Today()), monthPath(r, m.Last.Add(1)))}
	return r.Show(w, v, monthPage(r, m))
}

// drawn are things as a month draws them.
func drawn(r *web.Request, items []Item) []ui.DayItem {
	out := make([]ui.DayItem, len(items))
	for i, it := range items {
		out[i] = ui.DayItem{On: it.On, State: it.State, Text: it.Title, Title: titleOf(it), Href: web.InUnit(r.Unit.Slug, it.Year, it.Path), Struck: it.Off}
	}
	return out
}

// monthPath is the address of the month of a day.
func monthPath(r *web.Request, d day.Day) string {
	return web.InUnit(r.Unit.Slug, d.Year(), "lich/"+strconv.Itoa(d.Month()))
}

// monthLead says what a month holds, by rule: n things, of them off on days off.
func monthLead(n, off int) string {
	switch {
	case n == 0:
		return "Không có mốc, việc hay văn bản nào đến hạn trong tháng."
	case off == 0:
		return vi.Int(n) + " mốc, việc và văn bản đến hạn trong tháng."
	default:
		return vi.Int(n) + " mốc, việc và văn bản đến hạn trong tháng, " + vi.Int(off) + " rơi vào ngày nghỉ."
	}
}

// year shows the band of the year and leads to its months.
func (c *Calendar) year(w http.ResponseWriter, r *web.Request) error {
	var byMonth [12]int
	for _, s := range c.sourcesFor(r.May) {
		days, err := s.Days(r.Context(), r.Reader(), day.Must(r.Year, 1, 1), day.Must(r.Year, 12, 31))
		if err != nil {
			return err
		}
		for d, n := range days {
			byMonth[d.Month()-1] += n
		}
	}
	finding, band, err := c.Year.YearBand(r)
	if err != nil {
		return err
	}
	v := web.View{Title: "Lịch năm " + strconv.Itoa(r.Year), Lead: yearLead(byMonth), Here: ui.NavToday, Crumbs: []ui.Crumb{{Text: "Lịch"}}, Actions: yearActions(r)}
	return r.Show(w, v, yearPage(r, byMonth, finding, band))
}

// yearLead names the fullest month.
func yearLead(byMonth [12]int) string {
	all, most := 0, 0
	for m, n := range byMonth {
		all += n
		if n > byMonth[most] {
			most = m
		}
	}
	if all == 0 {
		return "Chưa có mốc, việc hay văn bản nào đến hạn trong năm."
	}
	return vi.Int(all) + " mốc, việc và văn bản đến hạn trong năm; nhiều nhất là tháng " + strconv.Itoa(most+1) + " với " + vi.Int(byMonth[most]) + "."
}
