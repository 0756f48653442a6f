package reminder

import (
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Audience is who is told at a step.
type Audience int

// The audiences. A body without an account is told through the officer; a unit without a leader too.
const (
	ToBody Audience = iota
	ToLeader
)

// Step is one rung of the ladder.
type Step struct {
	Name   string // as it is stored: "T-7"
	Offset int    // working days before (negative) or after the due date
	Lasts  int    // working days during which the step may still be given, when the machine did not run on its day
	To     Audience
	Asked  bool // also for work that a body was only asked for
}

// Ladder are the steps in the order of time. A step ends where the next one begins.
var Ladder = []Step{
	{"T-7", -7, 5, ToBody, true},
	{"T-2", -2, 2, ToBody, true},
	{"T0", 0, 1, ToBody, true},
	{"T+1", 1, 2, ToBody, false},
	{"T+3", 3, 10, ToLeader, false},
}

// reachBack and reachAhead bound the due dates that can have a step on a day, with the longest holidays in between.
const (
	reachBack  = 45
	reachAhead = 35
)

// on is the day of a step. Work due on a day off is due, for the ladder, on the last working day before it.
func (s Step) on(c Calendar, due day.Day) day.Day {
	d := due
	for !c.IsWorking(d) {
		d = d.Add(-1)
	}
	return shift(c, d, s.Offset)
}

// shift is the day n working days later, earlier when n is negative. It gives up after a year without a working day.
func shift(c Calendar, d day.Day, n int) day.Day {
	by := 1
	if n < 0 {
		by, n = -1, -n
	}
	for range 366 {
		if n == 0 {
			break
		}
		d = d.Add(by)
		if c.IsWorking(d) {
			n--
		}
	}
	return d
}

// stepAt is the step that work due on a day has today; ok is false when it has none.
func stepAt(c Calendar, due day.Day, requested bool, today day.Day) (Step, bool) {
	for _, s := range Ladder {
		if requested && !s.Asked {
			continue
		}
		first := s.on(c, due)
		if !today.Before(first) && today.Before(shift(c, first, s.Lasts)) {
			return s, true
		}
	}
	return Step{}, false
}

// stepNamed finds a step by its stored name.
func stepNamed(name string) Step {
	for _, s := range Ladder {
		if s.Name == name {
			return s
		}
	}
	return Step{Name: name}
}

// place is how high the step stands on the ladder; one that the program no longer knows stands at its foot.
func (s Step) place() int {
	return max(slices.IndexFunc(Ladder, func(l Step) bool { return l.Name == s.Name }), 0)
}

// Late reports whether the step follows the due date.
func (s Step) Late() bool { return s.Offset > 0 }
