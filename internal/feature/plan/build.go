package plan

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// Body is a body of the unit, as this feature needs it.
type Body struct {
	ID, Name  string
	Aliases   []string // other names, for the search box
	Requested bool
}

// Match finds the registered body of a written name; ok is false when the register does not know it.
type Match func(name string) (b Body, ok bool)

// draftTask is a task with its bodies, before they are written.
type draftTask struct {
	Task
	Owed []Owed
}

// build makes the work of a plan: tasks, standing duties and report duties in the order of the source.
func build(read planread.Plan, match Match) []draftTask {
	var out []draftTask
	for _, t := range read.Tasks {
		out = append(out, newDraft(KindTask, t.Path, t.Title, t.Text, t.Span, t.Actors, t.When, match))
	}
	for _, a := range read.Assignments {
		actors := a.Actors
		if len(actors) == 0 {
			actors = []planread.Actor{{Name: a.Agency, Role: a.Role}}
		}
		out = append(out, newDraft(KindStanding, a.Path, standingTitle(a), a.Text, a.Span, actors, a.When, match))
	}
	for _, r := range read.Reports {
		out = append(out, newDraft(KindReport, r.Path, r.Title, r.Text, r.Span, r.Actors, whenOf(r), match))
	}
	slices.SortStableFunc(out, func(a, b draftTask) int { return a.LineFrom - b.LineFrom })
	for i := range out {
		out[i].Seq = i + 1
	}
	return out
}

// standingTitle names a standing duty by its first clause: the body stands beside it in every list.
func standingTitle(a planread.Assignment) string {
	if title := titleOf(a.Text); title != "" {
		return title
	}
	return a.Agency
}

func newDraft(kind Kind, path, title, text string, span planread.Span, actors []planread.Actor, when planread.When, match Match) draftTask {
	d := draftTask{Task: Task{
		ID: ident.New(), Kind: kind, Path: path, Title: vi.Cut(strings.Join(strings.Fields(title), " "), 160), Text: text,
		LineFrom: span.From, LineTo: span.To, WhenKind: when.Kind, WhenRaw: when.Raw, Peaks: when.Peaks, Version: 1,
	}}
	d.Starts, d.Due = dates(when)
	for i, a := range actors {
		o := Owed{ID: ident.New(), TaskID: d.ID, Seq: i + 1, Role: a.Role, Name: a.Name, Via: a.Via}
		if b, ok := match(a.Name); ok {
			o.BodyID = b.ID
		}
		d.Owed = append(d.Owed, o)
	}
	d.settle(match)
	return d
}

// settle recomputes what follows from the bodies: the names for lists, and whether the whole work is only requested.
func (d *draftTask) settle(match Match) {
	d.Lead = Carriers(d.Owed)
	d.Requested = false
	for _, o := range d.Owed {
		if !carries(o.Role) {
			continue
		}
		b, known := match(o.Name)
		if o.Role != planread.RoleRequest && !(known && b.Requested) {
			d.Requested = false
			return
		}
		d.Requested = true
	}
}

// dates are the days by which a time can be judged. Continuous work has none: nothing about it is late by itself.
func dates(w planread.When) (starts, due day.Day) {
	switch w.Kind {
	case planread.WhenWindow:
		return w.From, w.To
	case planread.WhenDue:
		return day.Day{}, w.Last()
	case planread.WhenFrom:
		return w.From, day.Day{}
	default:
		return day.Day{}, day.Day{}
	}
}

// whenOf is the time of a report duty.
func whenOf(r planread.Report) planread.When {
	w := planread.When{Kind: planread.WhenRecurring, Raw: r.Raw}
	switch {
	case !r.Due.IsZero():
		w.Kind, w.Due, w.Exclusive = planread.WhenDue, r.Due, !r.Inclusive
	case r.Frequency == planread.Incident:
		w.Kind = planread.WhenEvent
	case r.Frequency == planread.Unstated:
		w.Kind = planread.WhenUnknown
	}
	return w
}
