package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Point is a check-point (mốc kiểm tra): one dated instance of a task that goes on, with results and confirmation of its own.
// Once somebody has touched it, no rule takes it away or moves it.
type Point struct {
	ID      string        `db:"id"`
	UnitID  string        `db:"unit_id"`
	Year    int           `db:"year"`
	TaskID  string        `db:"task_id"`
	PlanID  string        `db:"plan_id"`
	Key     string        `db:"key"`         // its place in the rhythm: "2026-Q2", "peak:1/6-30/6"
	Label   string        `db:"label"`       // "quý II", "trước Tết Trung thu"
	From    day.Day       `db:"period_from"` // the period that it judges
	To      day.Day       `db:"period_to"`
	Starts  day.Day       `db:"starts_on"` // before this day it has not come yet
	Due     day.Day       `db:"due_on"`    // the last day that is in time
	State   PointState    `db:"state"`
	Why     string        `db:"state_why"` // why it was left out
	StateBy string        `db:"state_by"`
	StateAt store.Instant `db:"state_at"`
	Done    day.Day       `db:"done_on"`
	Results int           `db:"results"`
	Waiting int           `db:"waiting"`
	Claimed day.Day       `db:"claimed_on"`
	Asking  bool          `db:"asking"`
	Slipped bool          `db:"slipped"` // was overdue before its due date was moved
	Version int64         `db:"version"`
}

// PointState is what a person decided about a check-point, apart from confirming results.
type PointState string

// PointSkipped is a check-point left out, with a reason (bỏ kỳ). It counts nowhere.
const PointSkipped PointState = "skipped"

// Skipped is the state of a check-point that was left out with a reason.
const Skipped Status = "B"

// Name is the label at the head of a row: "Quý II".
func (pt Point) Name() string { return vi.Sentence(pt.Label) }

// Instance is the check-point in the shape of a task, so that states and words are those of tasks. What the task's course
// says counts for it too, unless it was done before.
func (pt Point) Instance(t Task) Task {
	t.Starts, t.Due, t.Done, t.Results = pt.Starts, pt.Due, pt.Done, pt.Results
	t.Waiting, t.Claimed, t.Asking, t.Slipped = pt.Waiting, pt.Claimed, pt.Asking, pt.Slipped
	t.Points, t.PointDue = 0, day.Day{}
	if !pt.Done.IsZero() {
		t.Phase = ""
	}
	return t
}

// StatusAt is the state of the check-point on a date.
func (pt Point) StatusAt(t Task, today day.Day) Status {
	if pt.State == PointSkipped {
		return Skipped
	}
	return pt.Instance(t).StatusAt(today)
}

// Words says until when, or what became of it.
func (pt Point) Words(t Task, c day.Calendar, today day.Day) string {
	if pt.State == PointSkipped {
		return "bỏ kỳ: " + pt.Why
	}
	return pt.Instance(t).DueWords(c, today)
}

// Open reports whether the check-point still waits for something to be done.
func (pt Point) Open() bool { return pt.State == "" && pt.Done.IsZero() }

// untouched reports whether nobody has done anything about the check-point, so that a change of the rule may take it away.
func (pt Point) untouched() bool { return pt.Version == 1 && pt.Results == 0 }

// stretches are the peaks of a task as the rhythm takes them.
func stretches(peaks Peaks) []rhythm.Stretch {
	out := make([]rhythm.Stretch, len(peaks))
	for i, r := range peaks {
		out[i] = rhythm.Stretch{From: r.From, To: r.To}
	}
	return out
}

// pointsOf are the check-points of a task's year by a rule.
func pointsOf(t Task, r rhythm.Rhythm, c day.Calendar) []rhythm.Point {
	return r.Points(t.Year, stretches(t.Peaks), nil, c)
}

// lead is how many days before its due date a look at a preparation begins to be shown as due.
const lead = 30

// newPoint is a check-point that nobody has touched.
func newPoint(t Task, p rhythm.Point) Point {
	starts := p.From
	if starts.After(p.Due) {
		starts = p.Due.Add(-lead)
	}
	return Point{ID: newID(), UnitID: t.UnitID, Year: t.Year, TaskID: t.ID, PlanID: t.PlanID, Key: p.Key, Label: p.Label, From: p.From, To: p.To,
		Starts: starts, Due: p.Due, Version: 1}
}
