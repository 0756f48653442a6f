package register

import (
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
)

// Running is a clock that runs on a record.
type Running struct {
	Clock
	On day.Day // the last day
}

// Running is the clock that ends first of those that run in the record's state; ok is false when none does.
func (rec Record) Running() (first Running, ok bool) {
	if rec.Dropped {
		return first, false
	}
	for _, c := range rec.of.Clocks {
		on, err := day.ParseISO(rec.Str(c.Column))
		if err == nil && !on.IsZero() && slices.Contains(c.From, rec.State) && (!ok || on.Before(first.On)) {
			first, ok = Running{c, on}, true
		}
	}
	return first, ok
}

// clockWords say how long the clock of a record still runs: "Hạn xử lý: còn 3 ngày làm việc (thứ Sáu 15/5)".
func (v showView) clockWords(r *web.Request) (words string, over bool) {
	run, ok := v.Rec.Running()
	if !ok {
		return "", false
	}
	return run.Text + ": " + r.Calendar().Left(r.Today(), run.On), run.On.Before(r.Today())
}
