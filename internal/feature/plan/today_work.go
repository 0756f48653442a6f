package plan

import (
	"github.com/a-h/templ"

	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// dayGroup is a part of the day's page: the first rows of a list, and the list behind its number.
type dayGroup struct {
	Title  string
	Filter Filter
	Tasks  []Task
	Count  int
	Urgent bool
}

// dayNumber is one of the numbers beside the groups.
type dayNumber struct {
	Words  string
	Filter Filter
	Count  int
}

// daily is what Việc hôm nay shows to one person. For a body's account it is the work of that body only.
type daily struct {
	Groups  []dayGroup // in the order in which one looks at them
	Numbers []dayNumber
	Replies []reply
	Views   []savedView
	Open    dayGroup // without a due date
	Points  []pointGroup
	Records []RecordGroup // of the registers beside the plans
	Body    string        // whose day it is; empty for the unit's
	Beside  templ.Component
}

// dayCounts are the numbers of the day, each counted along an index of its own.
type dayCounts struct {
	Overdue    int `db:"overdue"`
	Urgent     int `db:"urgent"`
	Soon       int `db:"soon"`
	Pending    int `db:"pending"`
	Open       int `db:"open_ended"`
	Unclear    int `db:"unclear"`
	Leaderless int `db:"leaderless"`
}

// Each number has the conditions of the filter to whose list it leads.
var dayCount = store.Query("plan.day.counts", `SELECT
	(SELECT COUNT(*) FROM task a WHERE {scope:a} AND a.year = $1 AND a.live = TRUE AND a.phase = '' AND a.claimed_on = '' AND a.done_on = ''
		AND a.due_on > '' AND a.due_on < $2 AND a.requested = FALSE) AS overdue,
	(SELECT COUNT(*) FROM task b WHERE {scope:b} AND b.year = $1 AND b.live = TRUE AND b.due_on >= $2 AND b.due_on <= $4
		AND `+bitsAre(standingOf("b"), stOpen|stRequested, stOpen)+` AND (b.due_on <= $3 OR `+bitsAre(standingOf("b"), stAsking, stAsking)+`)) AS urgent,
	(SELECT COUNT(*) FROM task c WHERE {scope:c} AND c.year = $1 AND c.live = TRUE AND c.phase = '' AND c.claimed_on = '' AND c.done_on = ''
		AND c.due_on >= $2 AND c.due_on <= $5) AS soon,
	(SELECT COUNT(*) FROM task d WHERE {scope:d} AND d.year = $1 AND d.live = TRUE AND (d.waiting > 0 OR d.asking = TRUE)) AS pending,
	(SELECT COUNT(*) FROM task e WHERE {scope:e} AND e.year = $1 AND e.live = TRUE AND e.phase = '' AND e.claimed_on = '' AND e.done_on = '' AND e.due_on = '') AS open_ended,
	(SELECT COUNT(*) FROM task f WHERE {scope:f} AND f.year = $1 AND f.live = TRUE AND f.due_on = ''
		AND `+bitsAre(standingOf("f"), stOpen|stUnclear, stOpen|stUnclear)+`) AS unclear,
	(SELECT COUNT(*) FROM task g WHERE {scope:g} AND g.year = $1 AND g.live = TRUE AND g.lead = '' AND g.phase = '' AND g.claimed_on = '' AND g.done_on = '') AS leaderless`)

// ofBody reports whether the day's page is about one body: the person records for it and runs nothing for the unit. Who sees
// only the own work needs no such page: all that the lists hold is it.
func ofBody(r *web.Request) bool {
	return r.May(actor.ResultRecord) && !r.May(actor.TaskEdit) && r.Actor.Acting().BodyID != "" && actor.Scope(r.Actor, actor.KindWork) == actor.Whole
}

// dailyOf reads the day of a person.
func (p *Plans) dailyOf(r *web.Request) (d daily, err error) {
	if ofBody(r) {
		err = d.ofBody(r)
	} else {
		err = d.ofUnit(r)
	}
	if err != nil {
		return d, err
	}
	body := ""
	if ofBody(r) {
		body = r.Actor.Acting().BodyID
	}
	if d.Points, err = p.pointsOfDay(r, body); err != nil {
		return d, err
	}
	if d.Records, err = p.recordsOfDay(r, body); err != nil {
		return d, err
	}
	if d.Replies, err = repliesTo(r.Context(), r.Reader(), r.Actor, r.Now, groupSize+1); err != nil {
		return d, err
	}
	if d.Views, err = viewsOf(r.Context(), r.Reader(), r.Actor.AccountID); err != nil || p.Beside == nil {
		return d, err
	}
	d.Beside, err = p.Beside(r)
	return d, err
}

func (d *daily) ofUnit(r *web.Request) error {
	today := r.Today()
	n, err := store.Get[dayCounts](r.Context(), r.Reader(), dayCount, r.Year, today, today.Add(urgentDays), today.Add(urgentAsked), today.Add(SoonDays))
	if err != nil {
		return err
	}
	d.Groups = []dayGroup{
		{Title: "Khẩn", Filter: Filter{Due: "khan"}, Count: n.Urgent, Urgent: true},
		{Title: "Quá hạn", Filter: Filter{Due: "qua-han"}, Count: n.Overdue},
		{Title: "Đến hạn trong 7 ngày", Filter: Filter{Due: "sap-den"}, Count: n.Soon - n.Urgent},
		{Title: waitingTitle(r), Filter: Filter{State: "cho-tra-loi"}, Count: n.Pending},
	}
	d.Open = dayGroup{Title: "Thường xuyên hoặc chưa có hạn", Filter: Filter{Due: "khong-han"}, Count: n.Open}
	for i := range d.Groups {
		if err := d.Groups[i].read(r); err != nil {
			return err
		}
	}
	d.Numbers = []dayNumber{
		{"Thường xuyên hoặc chưa có hạn", Filter{Due: "khong-han"}, n.Open}, {"Chưa rõ hạn", Filter{Due: "chua-ro-han"}, n.Unclear},
		{"Chưa rõ chủ trì", Filter{State: "chua-ro-chu-tri"}, n.Leaderless},
	}
	return d.Open.read(r)
}

// read reads the first rows of a group whose number is known. It asks even when there are none: a page costs the same on
// every day.
func (g *dayGroup) read(r *web.Request) error {
	n := workTotals{Count: max(1, g.Count)}
	if g.Filter.Due == "khong-han" {
		n.Undated = n.Count
	}
	f := g.Filter
	if f.State == "cho-tra-loi" {
		f.Sort = "han-xa" // one statement, whether or not there are due dates; the newest first
	}
	rows, err := workRows(r.Context(), r.Reader(), f, r.Year, r.Today(), n, 0, groupSize)
	for _, row := range rows {
		g.Tasks = append(g.Tasks, row.Task)
	}
	return err
}

func waitingTitle(r *web.Request) string {
	if r.May(actor.ResultConfirm) {
		return "Chờ tôi xác nhận"
	}
	return "Chờ xác nhận"
}

// bodyReach is how much open work of one body the day's page looks at.
const bodyReach = 1000

// ofBody sorts the open work of the person's body into the groups of the day.
func (d *daily) ofBody(r *web.Request) error {
	post, today := r.Actor.Acting(), r.Today()
	d.Body = post.BodyName
	mine := Filter{Body: post.BodyID, Part: "lam", Sort: "han-xa"}
	rows, err := workRows(r.Context(), r.Reader(), mine, r.Year, today, workTotals{}, 0, bodyReach)
	if err != nil {
		return err
	}
	slices.Reverse(rows) // the nearest due date first
	group := func(title string, f Filter, holds func(Task) bool) dayGroup {
		f.Body, f.Part = mine.Body, mine.Part
		g := dayGroup{Title: title, Filter: f, Urgent: f.Due == "khan"}
		for _, row := range rows {
			if holds(row.Task) {
				if g.Count++; g.Count <= groupSize {
					g.Tasks = append(g.Tasks, row.Task)
				}
			}
		}
		return g
	}
	within := func(t Task) bool {
		return t.isOpen() && !t.Due.IsZero() && !t.Due.Before(today) && t.Due.Sub(today) <= SoonDays
	}
	d.Groups = []dayGroup{
		group("Khẩn", Filter{Due: "khan"}, func(t Task) bool { return t.isOpen() && t.UrgentAt(today) }),
		group("Quá hạn", Filter{Due: "qua-han"}, func(t Task) bool { return t.isOpen() && t.Late(today) }),
		group("Đến hạn trong 7 ngày", Filter{Due: "sap-den"}, func(t Task) bool { return within(t) && !t.UrgentAt(today) }),
		group("Chờ cán bộ phụ trách trả lời", Filter{State: "cho-tra-loi"}, func(t Task) bool { return t.Waiting > 0 || t.Asking }),
	}
	d.Open = group("Thường xuyên hoặc chưa có hạn", Filter{Due: "khong-han"}, func(t Task) bool { return t.isOpen() && t.Due.IsZero() })
	d.Numbers = []dayNumber{{d.Open.Title, d.Open.Filter, d.Open.Count}}
	return nil
}

// isOpen reports whether the task goes on: not done, not said to be done, not put off.
func (t Task) isOpen() bool { return t.Phase == "" && t.Claimed.IsZero() && t.Done.IsZero() }

// empty reports whether there is nothing to do and nothing to read.
func (d daily) empty() bool {
	for _, g := range d.Groups {
		if g.Count > 0 {
			return false
		}
	}
	for _, g := range d.Points {
		if g.Count > 0 {
			return false
		}
	}
	return d.Open.Count == 0 && len(d.Replies) == 0 && len(d.Records) == 0
}

// lead says the finding of the day by rule.
func (d daily) lead() string {
	if d.empty() {
		return ""
	}
	urgent, overdue, soon, waiting := d.Groups[0].Count, d.Groups[1].Count, d.Groups[0].Count+d.Groups[2].Count, d.Groups[3].Count
	s := todayLead(Work{OverdueCount: overdue, SoonCount: soon, OpenCount: d.Open.Count, claimed: claimed{ClaimedCount: waiting}})
	if urgent > 0 {
		s = strconv.Itoa(urgent) + " việc khẩn. " + s
	}
	if n := d.Points[0].Count; n > 0 {
		s += " " + strconv.Itoa(n) + " mốc kiểm tra quá hạn."
	}
	if n := d.lateRecords(); n > 0 {
		s += " " + strconv.Itoa(n) + " hồ sơ trong các sổ quá hạn."
	}
	if d.Body != "" {
		s = d.Body + ": " + lowerFirst(s)
	}
	return s
}

// verbOf is the one thing to do with a task of the day: answer what waits, else bring the work forward.
func verbOf(r *web.Request, t Task, today day.Day) (verb, href string) {
	page := r.In("nhiem-vu/" + t.ID)
	switch {
	case t.Waiting > 0 && r.May(actor.ResultConfirm):
		return "Xem", page
	case t.Asking && r.May(actor.TaskEdit):
		return "Trả lời", page
	case t.takesResults() == nil && t.Done.IsZero() && t.Waiting == 0 && r.May(actor.ResultRecord):
		return "Cập nhật", page + "/ket-qua"
	default:
		return "Xem", page
	}
}
