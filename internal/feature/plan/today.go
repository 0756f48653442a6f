package plan

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// groupSize is how many rows of each group the page shows; the number beside the heading is of all.
const groupSize = 20

// today shows what must be done now.
func (p *Plans) today(w http.ResponseWriter, r *web.Request) error {
	today := r.Today()
	d, err := p.dailyOf(r)
	if err != nil {
		return err
	}
	v := web.View{Title: vi.Sentence(today.Weekday()) + ", " + today.String(), Lead: d.lead(), Here: ui.NavToday, Crumbs: []ui.Crumb{{Text: "Việc hôm nay"}}, Actions: todayActions(r)}
	return r.Show(w, v, todayPage(r, d))
}

// todayLead says the finding of the day by rule.
func todayLead(w Work) string {
	if w.OverdueCount+w.SoonCount+w.OpenCount+w.ClaimedCount == 0 {
		return ""
	}
	var s string
	switch {
	case w.OverdueCount > 0 && w.SoonCount > 0:
		s = strconv.Itoa(w.OverdueCount) + " việc quá hạn, " + strconv.Itoa(w.SoonCount) + " việc đến hạn trong 7 ngày tới."
	case w.OverdueCount > 0:
		s = strconv.Itoa(w.OverdueCount) + " việc quá hạn; không có việc nào đến hạn trong 7 ngày tới."
	case w.SoonCount > 0:
		s = "Không có việc quá hạn. " + strconv.Itoa(w.SoonCount) + " việc đến hạn trong 7 ngày tới."
	default:
		s = "Không có việc quá hạn và không có việc nào đến hạn trong 7 ngày tới."
	}
	if w.ClaimedCount > 0 {
		s += " " + vi.Int(w.ClaimedCount) + " việc chờ xác nhận."
	}
	if w.OpenCount > 0 {
		s += " " + vi.Int(w.OpenCount) + " việc thường xuyên hoặc chưa có hạn."
	}
	return s
}

// taskLine is a task as a list of things to do shows it.
func taskLine(r *web.Request, t Task, today day.Day) ui.Task {
	st := t.StatusAt(today)
	line := ui.Task{State: string(st), Words: t.StateWords(today), Title: t.Title, Href: r.In("nhiem-vu/" + t.ID), From: t.Path, Who: t.Lead, Over: st == Overdue}
	if t.Lead == "" {
		line.Who = "chưa rõ ai chủ trì"
	}
	if t.Due.IsZero() || !t.Done.IsZero() || !t.Claimed.IsZero() || t.Phase != "" {
		line.Date = t.DueWords(r.Calendar(), today)
	} else {
		line.Left, line.Date = daysLeft(r.Calendar(), t, today), r.Calendar().Short(t.Due)
	}
	return line
}

func daysLeft(c day.Calendar, t Task, today day.Day) string {
	if t.Requested && t.Due.Before(today) {
		return "đã đề nghị"
	}
	return c.LeftShort(today, t.Due)
}
