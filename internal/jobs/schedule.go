package jobs

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Schedule says when a kind of work recurs: at an hour of Vietnam, on the days that On accepts.
type Schedule struct {
	Kind   string
	Hour   int
	Minute int
	On     func(day.Day) bool // nil is every day
}

// Weekly is a condition for On: the weekday in Vietnam.
func Weekly(w time.Weekday) func(day.Day) bool {
	return func(d day.Day) bool { return d.Start().In(day.Zone).Weekday() == w }
}

// reach is how far back a missed occurrence is looked for: work that recurs yearly is found too.
const reach = 370

// Latest is the newest occurrence that is not after an instant; ok is false when there was none within a year.
func (s Schedule) Latest(now time.Time) (at time.Time, ok bool) {
	today := day.At(now)
	for back := range reach {
		d := today.Add(-back)
		if s.On != nil && !s.On(d) {
			continue
		}
		at := d.Start().Add(time.Duration(s.Hour)*time.Hour + time.Duration(s.Minute)*time.Minute)
		if !at.After(now) {
			return at, true
		}
	}
	return time.Time{}, false
}

// Occurrence is the payload of a scheduled job.
type Occurrence struct {
	Day day.Day `json:"day"` // the date in Vietnam to which it belongs, which is not always the day on which it runs
}

func occurrenceKey(at time.Time) string { return at.In(day.Zone).Format("2006-01-02T15:04") }

// plan asks for the newest occurrence of each schedule.
func (r *Runner) plan(ctx context.Context) error {
	system := actor.System("việc định kỳ")
	for _, s := range r.schedules {
		at, ok := s.Latest(r.DB.Clock().Time)
		if !ok {
			continue
		}
		if _, known, err := store.Find[string](ctx, r.DB.Reader(system), have, s.Kind, occurrenceKey(at)); err != nil || known {
			if err != nil {
				return err
			}
			continue
		}
		err := r.DB.Write(ctx, system, func(tx *store.Tx) error {
			_, err := Enqueue(ctx, tx, s.Kind, occurrenceKey(at), Occurrence{day.At(at)}, store.Instant{Time: at})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
