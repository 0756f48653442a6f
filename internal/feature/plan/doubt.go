package plan

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// DoubtState says what a person decided about a doubt.
type DoubtState string

// A doubt is open until a person takes it (the reader is right) or dismisses it with a reason.
const (
	DoubtOpen      DoubtState = "open"
	DoubtTaken     DoubtState = "taken"
	DoubtDismissed DoubtState = "dismissed"
)

// Doubt is something in the text of a plan that a person should look at. The decision stands beside the original words;
// the source text is never changed.
type Doubt struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	PlanID    string        `db:"plan_id"`
	Seq       int           `db:"seq"` // the number that the page shows
	Rule      string        `db:"rule"`
	Line      int           `db:"line"`
	Words     string        `db:"words"`
	Proposal  string        `db:"proposal"`
	Text      string        `db:"text"`
	Certain   bool          `db:"certain"`
	State     DoubtState    `db:"state"`
	Reason    string        `db:"reason"`
	DecidedBy string        `db:"decided_by"`
	DecidedAt store.Instant `db:"decided_at"`
	Version   int64         `db:"version"`
}

// Open reports whether nobody has decided yet.
func (d Doubt) Open() bool { return d.State == DoubtOpen }

// doubtsOf numbers what the reader was unsure of, in the order of the source.
func doubtsOf(read []planread.Doubt) []Doubt {
	out := make([]Doubt, len(read))
	for i, d := range read {
		out[i] = Doubt{ID: newID(), Seq: i + 1, Rule: d.Rule, Line: d.Line, Words: d.Words, Proposal: d.Proposal, Text: d.Text, Certain: d.Certain, State: DoubtOpen, Version: 1}
	}
	return out
}

// holder finds the card on which a doubt stands: the task that the doubt names, else the one with the fewest lines around
// it. It is -1 when no card covers the line.
func (d Doubt) holder(tasks []Task) int {
	best := -1
	for i, t := range tasks {
		if d.Line < t.LineFrom || d.Line > t.LineTo {
			continue
		}
		if d.Words == t.Path {
			return i
		}
		if best < 0 || t.LineTo-t.LineFrom < tasks[best].LineTo-tasks[best].LineFrom {
			best = i
		}
	}
	return best
}

// amend puts the proposal of a taken doubt into the one task that it concerns: a body's name or a due date. It gives
// false when the doubt concerns no task, or several.
func (d Doubt) amend(tasks []draftTask, match Match) (before, after draftTask, ok bool) {
	for _, t := range tasks {
		if d.Proposal == "" || d.Line < t.LineFrom || d.Line > t.LineTo {
			continue
		}
		changed, does := d.amendNames(t, match)
		if !does {
			changed, does = d.amendDue(t)
		}
		if !does {
			continue
		}
		if ok {
			return draftTask{}, draftTask{}, false
		}
		before, after, ok = t, changed, true
	}
	return before, after, ok
}

func (d Doubt) amendNames(t draftTask, match Match) (draftTask, bool) {
	if d.Rule != "actor-not-found" && d.Rule != "place-name" {
		return t, false
	}
	changed := false
	t.Owed = slices.Clone(t.Owed)
	for i, o := range t.Owed {
		name := strings.ReplaceAll(o.Name, d.Words, d.Proposal)
		if name == o.Name {
			continue
		}
		changed = true
		t.Owed[i].Name, t.Owed[i].BodyID = name, ""
		if b, ok := match(name); ok {
			t.Owed[i].BodyID = b.ID
		}
	}
	t.settle(match)
	return t, changed
}

// amendDue sets the due date of work whose time is that one date, written wrongly. "Trước ngày" ends the day before.
func (d Doubt) amendDue(t draftTask) (draftTask, bool) {
	due, err := day.Parse(d.Proposal)
	if d.Rule != "impossible-date" || err != nil || due.IsZero() || !t.Due.IsZero() || strings.Count(t.WhenRaw, "/") != strings.Count(d.Words, "/") {
		return t, false
	}
	ahead, _, found := strings.Cut(t.WhenRaw, d.Words)
	if !found {
		return t, false
	}
	if strings.HasSuffix(strings.TrimSuffix(strings.ToLower(strings.TrimSpace(ahead)), " ngày"), "trước") {
		due = due.Add(-1)
	}
	t.WhenKind, t.Due = planread.WhenDue, due
	return t, true
}
