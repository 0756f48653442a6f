package event

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Mark is what an event puts on one day of a calendar.
type Mark struct {
	Key   string // names it for good, also when its day moves
	On    day.Day
	Title string
	Path  string // behind the address of the unit and year
	Glyph string // of the state
	Body  string // id of the body in charge
	Still bool   // the event has begun in an earlier month and goes on: no date of its own
}

// marksRead bounds what one reading brings; a unit has some dozen events a year.
const marksRead = 1000

type span struct {
	ID     string `db:"id"`
	Name   string `db:"name"`
	State  string `db:"state"`
	Body   string `db:"body"`
	First  string `db:"period"`
	Last   string `db:"period_to"`
	Due    string `db:"report_due"`
	Report string `db:"reported_on"`
}

var spans = store.Query("event.spans", `SELECT r.id, r.name, r.state, r.body, r.period, r.period_to, r.report_due, r.reported_on FROM event r
	WHERE {scope:r} AND r.dropped = FALSE AND r.period > '' AND r.period <= $2 AND (r.period >= $1 OR r.period_to >= $1 OR r.report_due >= $1)
	ORDER BY r.period, r.id LIMIT $3`)

// Marks are what the events of the source's unit put on the days from one to another: their first and last day, the day until
// which results are to be reported, and the first of each month into which they go on.
func Marks(ctx context.Context, from store.Source, first, last day.Day) ([]Mark, error) {
	list, err := store.List[span](ctx, from, spans, first.ISO(), last.ISO(), marksRead)
	var out []Mark
	for _, s := range list {
		for _, m := range s.marks(first, last) {
			if !m.On.Before(first) && !m.On.After(last) {
				out = append(out, m)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Mark) int { return a.On.Compare(b.On) })
	return out, err
}

func (s span) marks(from, to day.Day) []Mark {
	mark := func(key, on, words string) (m Mark, ok bool) {
		d, err := day.ParseISO(on)
		return Mark{Key: s.ID + ":" + key, On: d, Title: words + s.Name, Path: Events.Path + "/" + s.ID, Glyph: s.glyph(), Body: s.Body}, err == nil
	}
	var out []Mark
	begin, ok := mark("dau", s.First, "")
	if !ok {
		return nil
	}
	if end, ok := mark("cuoi", s.Last, "Ngày cuối: "); ok && s.Last > s.First {
		begin.Title += ", đến " + end.On.Short()
		out = append(out, end)
		for d := from; !d.After(to) && !d.After(end.On); d = d.LastOfMonth().Add(1) {
			if still, _ := mark("tiep", d.ISO(), "Đang diễn ra: "); d.After(begin.On) && d != end.On {
				still.Still = true
				out = append(out, still)
			}
		}
	}
	if due, ok := mark("bao-cao", s.Due, "Hạn báo cáo: "); ok {
		if s.Report != "" {
			due.Glyph = "Đ"
		}
		out = append(out, due)
	}
	return append(out, begin)
}

func (s span) glyph() string {
	for _, st := range Events.States {
		if st.Key == s.State {
			return st.Glyph
		}
	}
	return "?"
}
