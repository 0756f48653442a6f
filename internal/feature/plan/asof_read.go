package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

const theYear = "one year of one unit as one file, for who takes the data out"

var (
	asOfPlans = store.Query("plan.as_of.plans", `SELECT `+planColumns+` FROM plan p WHERE {scope:p} AND p.year = $1 AND p.state = 'confirmed' AND p.confirmed_at < $2
		AND NOT EXISTS (SELECT 1 FROM plan_heir h WHERE h.plan_id = p.id AND h.on_day > $3) ORDER BY p.id`)
	asOfTasks = store.Query("plan.as_of.tasks", `SELECT `+taskColumns+` FROM task t WHERE {scope:t} AND t.year = $1 AND (t.dropped = FALSE OR t.dropped_at >= $2) ORDER BY t.id`, store.Whole(theYear))
	asOfOwed  = store.Query("plan.as_of.owed", `SELECT `+owedColumns+` FROM task t JOIN task_body o ON o.task_id = t.id WHERE {scope:t} AND t.year = $1 ORDER BY o.task_id, o.seq`, store.Whole(theYear))
	asOfPts   = store.Query("plan.as_of.points", `SELECT `+pointColumns+` FROM checkpoint c WHERE {scope:c} AND c.year = $1 ORDER BY c.id`, store.Whole(theYear))
	asOfRes   = store.Query("plan.as_of.results", `SELECT `+resultColumns+` FROM task t JOIN result r ON r.task_id = t.id WHERE {scope:t} AND t.year = $1 AND r.created_at < $2 ORDER BY r.id`, store.Whole(theYear))

	// What changed after the day, the earliest change first: it tells how things stood on the day.
	asOfHanded    = store.Query("plan.as_of.handed", `SELECT `+handedColumns+` FROM task_handed h WHERE {scope:h} AND h.on_day > $1 ORDER BY h.on_day, h.act_id, h.task_id`)
	asOfTransfers = store.Query("plan.as_of.transfers", `SELECT `+transferColumns+` FROM task_transfer m WHERE {scope:m} AND m.moved_at >= $1 ORDER BY m.moved_at, m.id`)
	asOfGiven     = store.Query("plan.as_of.extensions", `SELECT `+extensionColumns+` FROM task_extension x WHERE {scope:x} AND x.state = 'allowed' AND x.decided_at >= $1 ORDER BY x.decided_at, x.id`)
	asOfFixed     = store.Query("plan.as_of.corrections", `SELECT k.id, k.unit_id, k.checkpoint_id, k.task_id, k.old_done, k.new_done, k.reason, k.made_by, k.made_at
		FROM checkpoint_correction k WHERE {scope:k} AND k.made_at >= $1 ORDER BY k.made_at, k.id`)
)

// asOfFacts are what is read of a year and a day before it is put together.
type asOfFacts struct {
	on      day.Day
	end     store.Instant // the first moment after the day
	match   Match
	owed    map[string][]Owed
	points  map[string][]Point
	results map[string][]Result
	due     map[string]day.Day // by task, or by check-point
	fixed   map[string]day.Day // the day of doing of a check-point before it was corrected
}

// readAsOf reads the work of a year of the source's unit as of a day.
func (p *Plans) readAsOf(ctx context.Context, from store.Source, year int, on day.Day) (out AsOf, err error) {
	out = AsOf{Year: year, Day: on, Bodies: []asOfBody{}, Plans: []asOfPlan{}}
	f := asOfFacts{on: on, end: store.Instant{Time: on.Add(1).Start()}}
	bodies, match, err := p.Bodies.Register(ctx, from, on)
	if err != nil {
		return out, err
	}
	f.match = match
	for _, b := range bodies {
		out.Bodies = append(out.Bodies, asOfBody{b.ID, b.Name, b.Aliases, b.Requested})
	}
	sortByID(out.Bodies, func(b asOfBody) string { return b.ID })
	if err := f.read(ctx, from, year); err != nil {
		return out, err
	}
	plans, err := store.List[Plan](ctx, from, asOfPlans, year, f.end, on)
	if err != nil {
		return out, err
	}
	tasks, err := store.List[Task](ctx, from, asOfTasks, year, f.end)
	if err != nil {
		return out, err
	}
	of := map[string][]asOfTask{}
	for _, t := range tasks {
		if !t.Frozen() {
			of[t.PlanID] = append(of[t.PlanID], f.task(t))
		}
	}
	for _, pl := range plans {
		work := of[pl.ID]
		if work == nil {
			work = []asOfTask{}
		}
		out.Plans = append(out.Plans, asOfPlan{pl.ID, pl.Kind, pl.Number, pl.Title, pl.Issuer, pl.IssuedOn, pl.SourceHash, work})
	}
	return out, nil
}

func (f *asOfFacts) read(ctx context.Context, from store.Source, year int) error {
	owed, err := store.List[Owed](ctx, from, asOfOwed, year)
	if err != nil {
		return err
	}
	f.owed = grouped(owed, func(o Owed) string { return o.TaskID })
	points, err := store.List[Point](ctx, from, asOfPts, year)
	if err != nil {
		return err
	}
	f.points = grouped(points, func(c Point) string { return c.TaskID })
	results, err := store.List[Result](ctx, from, asOfRes, year, f.end)
	if err != nil {
		return err
	}
	f.results = grouped(results, func(r Result) string { return r.TaskID })
	if err := f.readTransfers(ctx, from); err != nil {
		return err
	}
	return f.readDates(ctx, from)
}

// readTransfers puts back who had each task on the day: by the first act or transfer after it.
func (f *asOfFacts) readTransfers(ctx context.Context, from store.Source) error {
	transfers, err := store.List[transfer](ctx, from, asOfTransfers, f.end)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, m := range transfers {
		if !seen[m.TaskID] {
			seen[m.TaskID] = true
			f.owed[m.TaskID] = ledBy(f.owed[m.TaskID], m.OldLead, f.match)
		}
	}
	handed, err := store.List[handedRow](ctx, from, asOfHanded, f.on)
	if err != nil {
		return err
	}
	done := map[string]bool{}
	for _, h := range handed {
		if done[h.TaskID] {
			continue
		}
		done[h.TaskID] = true
		image, err := h.image()
		if err != nil {
			return err
		}
		f.owed[h.TaskID] = image.Owed
	}
	return nil
}

// ledBy are the parts in a task with other bodies that owe the result, in the roles that rewriteOwed gives them.
func ledBy(owed []Owed, names string, match Match) []Owed {
	out := rewriteOwed(draftTask{Owed: owed}, taskForm{Lead: names, Help: withRole(owed, planread.RoleCooperate)}, match)
	for i := range out {
		if i < len(owed) {
			out[i].TaskID = owed[0].TaskID
		}
	}
	return out
}

func (f *asOfFacts) readDates(ctx context.Context, from store.Source) error {
	f.due, f.fixed = map[string]day.Day{}, map[string]day.Day{}
	given, err := store.List[extension](ctx, from, asOfGiven, f.end)
	if err != nil {
		return err
	}
	for _, x := range given {
		id := x.TaskID
		if x.PointID != "" {
			id = x.PointID
		}
		if _, later := f.due[id]; !later {
			f.due[id] = x.OldDue
		}
	}
	fixed, err := store.List[correction](ctx, from, asOfFixed, f.end)
	for _, k := range fixed {
		if _, later := f.fixed[k.PointID]; !later {
			f.fixed[k.PointID] = k.OldDone
		}
	}
	return err
}

func grouped[T any](list []T, by func(T) string) map[string][]T {
	out := map[string][]T{}
	for _, v := range list {
		out[by(v)] = append(out[by(v)], v)
	}
	return out
}

// task is a task with everything on it as of the day.
func (f *asOfFacts) task(t Task) asOfTask {
	out := asOfTask{ID: t.ID, PartOf: t.ParentID, Kind: t.Kind, Path: t.Path, Title: t.Title, Text: t.Text, When: t.WhenKind, WhenText: t.WhenRaw, Starts: t.Starts,
		Due: t.Due, Assignments: asOfParts(f.owed[t.ID])}
	if old, moved := f.due[t.ID]; moved {
		out.Due = old
	}
	if !t.PhaseOn.After(f.on) {
		out.Phase = t.Phase
	}
	d := draftTask{t, f.owed[t.ID]}
	d.settle(f.match)
	out.Requested = d.Requested
	done := map[string]day.Day{}
	for _, r := range f.results[t.ID] {
		res := asOfResult{r.ID, r.PointID, r.BodyName, r.DoneOn, r.Text, r.Finishes, f.standing(r), r.AmountWords()}
		out.Results = append(out.Results, res)
		if before, known := done[r.PointID]; r.Finishes && res.State == Counted && (!known || r.DoneOn.Before(before)) {
			done[r.PointID] = r.DoneOn
		}
	}
	out.Done = done[""]
	for _, c := range f.points[t.ID] {
		out.Points = append(out.Points, f.point(c, done[c.ID]))
	}
	return out
}

// standing is what had become of a result on the day.
func (f *asOfFacts) standing(r Result) Standing {
	if !r.DecidedAt.IsZero() && !r.DecidedAt.Before(f.end.Time) {
		return Waiting
	}
	return r.State
}

func (f *asOfFacts) point(c Point, done day.Day) asOfPoint {
	out := asOfPoint{ID: c.ID, Key: c.Key, Due: c.Due, Done: done}
	if old, moved := f.due[c.ID]; moved {
		out.Due = old
	}
	if was, corrected := f.fixed[c.ID]; corrected && !done.IsZero() {
		out.Done = was
	} else if !done.IsZero() && !c.Done.IsZero() {
		out.Done = c.Done
	}
	if c.StateAt.Before(f.end.Time) {
		out.State = c.State
	}
	return out
}
