package plan

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Week is one square of the strip of a body: the worst standing of the work that was due in a week.
type Week struct {
	From  day.Day // its Monday
	State Status  // empty when nothing was due
	N     int     // pieces due in the week
	Bad   int     // of them overdue or done late
}

// BodyWeeks are the squares of one lead body, from the earliest week.
type BodyWeeks struct {
	ID, Name string
	Weeks    []Week
}

// Weeks reads, for each lead body with work due then, the standing of a number of weeks from the week of a day on, as it is at a
// date. Of the pieces of a week the worst decides: overdue, done late, asking, waiting, unanswered, open, done in time.
func (p *Plans) Weeks(ctx context.Context, from store.Source, year int, first day.Day, n int, at day.Day) ([]BodyWeeks, error) {
	first = monday(first)
	rows, err := store.List[tallyRow](ctx, from, tallyWeeks, year, first, first.Add(7*n-1))
	if err != nil {
		return nil, err
	}
	var out []BodyWeeks
	for _, r := range rows {
		w := &weeksOf(&out, r, first, n).Weeks[r.Due.Sub(first)/7]
		w.count(r, at)
	}
	slices.SortFunc(out, func(a, b BodyWeeks) int { return strings.Compare(a.Name+a.ID, b.Name+b.ID) })
	return out, nil
}

// monday is the first day of the week of a date.
func monday(d day.Day) day.Day {
	for d.WeekdayShort() != "T2" {
		d = d.Add(-1)
	}
	return d
}

func weeksOf(list *[]BodyWeeks, r tallyRow, first day.Day, n int) *BodyWeeks {
	for i, b := range *list {
		if b.ID == r.LeadID && (r.LeadID != "" || b.Name == r.Lead) {
			return &(*list)[i]
		}
	}
	b := BodyWeeks{ID: r.LeadID, Name: r.Lead, Weeks: make([]Week, n)}
	for i := range b.Weeks {
		b.Weeks[i].From = first.Add(7 * i)
	}
	*list = append(*list, b)
	return &(*list)[len(*list)-1]
}

// worst are the states of a square, the worst first.
var worst = []Status{Overdue, DoneLate, Asking, Claimed, Unanswered, DueSoon, NotYet, OnHold, DoneInTime}

func (w *Week) count(r tallyRow, at day.Day) {
	s := r.Class.stateAt(r.Due, at)
	if w.State == "" || slices.Index(worst, s) < slices.Index(worst, w.State) {
		w.State = s
	}
	w.N += r.N
	if s == Overdue || s == DoneLate {
		w.Bad += r.N
	}
}

// stateAt is the state that a class and a due date give at a date.
func (c Class) stateAt(due, at day.Day) Status {
	switch c {
	case ClassInTime:
		return DoneInTime
	case ClassLate:
		return DoneLate
	case ClassPaused:
		return OnHold
	case ClassWaiting:
		return Claimed
	case ClassAsking:
		return Asking
	case ClassUnanswered:
		return Unanswered
	}
	switch {
	case at.After(due):
		return Overdue
	case due.Sub(at) <= SoonDays:
		return DueSoon
	default:
		return NotYet
	}
}
