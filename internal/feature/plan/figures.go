package plan

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Figures are the numbers of dated work at a date, in the order of the Government's reports on assigned tasks (spec of the law
// facts, section 3: done or not done, in time or late). One piece counts once: a check-point that was not left out, or a task with
// a due date of its own that is part of no other. Work without any date, what was handed to a body outside and what was given up
// by decision count nowhere.
type Figures struct {
	Given   int // giao: every piece of the year
	Due     int // đến hạn: what is done, and what is not done and was due on the date or before; without what is paused
	InTime  int // xong đúng hạn: done on or before its due date, whether that has come or not
	Late    int // xong muộn: done after its due date, or after a due date that had passed before it was moved
	Overdue int // quá hạn: not done, due before the date. Never a request, nor what is claimed, paused or being asked more time for
	Asking  int // xin lùi: a body asks for more time and has no answer yet, whenever it is due

	// What is left of Due: Due = InTime + Late + Overdue + (Asking - AskingAhead) + Waiting + Unanswered + Today.
	AskingAhead int // those of Asking that are due only after the date
	Waiting     int // chờ xác nhận: a body says that it is done, due on the date or before
	Unanswered  int // chưa có phản hồi: asked of a body that is not commanded, due on the date or before
	Today       int // due on the very date and still open

	Paused int // tạm dừng: given, and not due for the time being
}

// add counts n pieces that stand in a class and are due on a day.
func (f *Figures) add(c Class, due, at day.Day, n int) {
	f.Given += n
	come := !due.After(at)
	switch c {
	case ClassInTime:
		f.InTime += n
	case ClassLate:
		f.Late += n
	case ClassPaused:
		f.Paused += n
		return
	case ClassAsking:
		f.Asking += n
		if !come {
			f.AskingAhead += n
		}
	}
	if !come && c != ClassInTime && c != ClassLate {
		return
	}
	f.Due += n
	switch {
	case c == ClassWaiting:
		f.Waiting += n
	case c == ClassUnanswered:
		f.Unanswered += n
	case c == ClassOpen && due == at:
		f.Today += n
	case c == ClassOpen:
		f.Overdue += n
	}
}

// BodyFigures are the figures of the work that one body leads: the first body that owes the result. ID is empty for a name that
// the register does not know; Name is empty for work of which the plan names nobody.
type BodyFigures struct {
	ID, Name string
	Figures
}

// YearFigures are the figures of a unit's year and of each lead body, in the order of the bodies' names. The bodies add up to
// the whole.
type YearFigures struct {
	All    Figures
	Bodies []BodyFigures
}

type tallyRow struct {
	LeadID string  `db:"lead_id"`
	Lead   string  `db:"lead"`
	Due    day.Day `db:"due_on"`
	Class  Class   `db:"class"`
	N      int     `db:"n"`
	Side   int     `db:"side"` // instead of Due: -1 before the date of the figures, 0 on it, 1 after it
}

// side tells on which side of the date $2 a due date lies: all that figures need of it.
func side(alias string) string {
	return `CASE WHEN ` + alias + `.due_on < $2 THEN -1 WHEN ` + alias + `.due_on = $2 THEN 0 ELSE 1 END`
}

var (
	tallyYear = store.Query("plan.tally.year", `SELECT y.lead_id, MIN({see:y.lead}) AS lead, `+side("y")+` AS side, y.class, SUM(y.n) AS n FROM due_tally y
		WHERE {scope:y} AND y.year = $1 GROUP BY y.lead_id, CASE WHEN y.lead_id = '' THEN {see:y.lead} ELSE '' END, `+side("y")+`, y.class`)
	tallyWeeks = store.Query("plan.tally.weeks", `SELECT y.lead_id, MIN({see:y.lead}) AS lead, y.due_on, y.class, SUM(y.n) AS n FROM due_tally y
		WHERE {scope:y} AND y.year = $1 AND y.due_on >= $2 AND y.due_on <= $3 GROUP BY y.lead_id, CASE WHEN y.lead_id = '' THEN {see:y.lead} ELSE '' END, y.due_on, y.class`)
	// Check-points are counted by task before they meet their tasks.
	tallyBranches = store.Query("plan.tally.branches", `SELECT i.path, MIN(i.seq) AS seq, i.side, i.class, SUM(i.n) AS n FROM (
			SELECT t.path, t.seq, `+side("t")+` AS side, t.class, 1 AS n FROM task t WHERE t.plan_id = $1 AND t.class > '' AND {scope:t}
			UNION ALL
			SELECT t.path, t.seq, g.side, g.class, g.n FROM (SELECT c.task_id, `+side("c")+` AS side, c.class, COUNT(*) AS n FROM checkpoint c
				WHERE c.plan_id = $1 AND c.class > '' AND {scope:c} GROUP BY c.class, c.task_id, `+side("c")+`) AS g JOIN task t ON t.id = g.task_id
		) AS i GROUP BY i.path, i.class, i.side ORDER BY seq`)
)

// Figures reads the figures of the actor's unit for a year, as they stand at a date. What is stored is the present: with a date
// of the past, due dates are judged by that date and doing by today.
func (p *Plans) Figures(ctx context.Context, from store.Source, year int, at day.Day) (YearFigures, error) {
	rows, err := store.List[tallyRow](ctx, from, tallyYear, year, at)
	if err != nil {
		return YearFigures{}, err
	}
	var out YearFigures
	for _, r := range rows {
		out.All.add(r.Class, at.Add(r.Side), at, r.N)
		bodyOf(&out.Bodies, r).add(r.Class, at.Add(r.Side), at, r.N)
	}
	slices.SortFunc(out.Bodies, func(a, b BodyFigures) int { return strings.Compare(a.Name+a.ID, b.Name+b.ID) })
	return out, nil
}

// bodyOf finds the place of a row's lead, making it when there is none. Names of one registered body count together.
func bodyOf(bodies *[]BodyFigures, r tallyRow) *Figures {
	for i, b := range *bodies {
		if b.ID == r.LeadID && (r.LeadID != "" || b.Name == r.Lead) {
			return &(*bodies)[i].Figures
		}
	}
	*bodies = append(*bodies, BodyFigures{ID: r.LeadID, Name: r.Lead})
	return &(*bodies)[len(*bodies)-1].Figures
}

// BranchFigures are the figures of one branch of a plan: of the work at a path and of everything below it.
type BranchFigures struct {
	Path  string // "II", "II.2", "II.2.3"
	Depth int    // 1 for "II"
	Figures
}

type branchRow struct {
	Path  string `db:"path"`
	Seq   int    `db:"seq"`
	Side  int    `db:"side"`
	Class Class  `db:"class"`
	N     int    `db:"n"`
}

// Branches reads the figures of every branch of a plan that has dated work, in the order of the plan. A branch counts what its
// own branches count.
func (p *Plans) Branches(ctx context.Context, from store.Source, planID string, at day.Day) ([]BranchFigures, error) {
	rows, err := store.List[branchRow](ctx, from, tallyBranches, planID, at)
	if err != nil {
		return nil, err
	}
	var out []BranchFigures
	place := map[string]int{}
	for _, r := range rows {
		for _, path := range branchesOf(r.Path) {
			i, ok := place[path]
			if !ok {
				i, place[path] = len(out), len(out)
				out = append(out, BranchFigures{Path: path, Depth: strings.Count(path, ".") + 1})
			}
			out[i].add(r.Class, at.Add(r.Side), at, r.N)
		}
	}
	return out, nil
}

// branchesOf are the branches to which a path belongs, from the top: "II.2.3#2" is in "II", "II.2" and "II.2.3".
func branchesOf(path string) []string {
	path, _, _ = strings.Cut(path, "#")
	path, _, _ = strings.Cut(path, " ")
	var out []string
	for i, c := range path {
		if c == '.' {
			out = append(out, path[:i])
		}
	}
	return append(out, path)
}
