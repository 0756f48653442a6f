package planread

import (
	"slices"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// reader is one reading of one document.
type reader struct {
	reg     Registers
	lines   []line
	items   cover
	plan    *Plan
	at      day.Day // the day on which names are looked up
	when    whenReader
	annex   bool // the leads stand in a table of tasks
	cited   []mention
	oddLaws []oddLaw
}

func read(doc doctext.Document, opt Options) Plan {
	r := &reader{reg: opt.Registers, lines: sourceLines(doc), plan: &Plan{}}
	r.items = newCover(r.lines)
	z := divide(blocks(r.lines))
	readHead(&r.plan.Head, z.head)
	r.finishHead(z.body)
	readClosing(&r.plan.Head, z.closing)
	r.at = planDay(r.plan.Head)
	r.when = whenReader{year: r.plan.Head.Year, yearTo: r.plan.Head.YearTo}
	for _, p := range z.head {
		r.items.put(p, ItemHeader, "")
	}
	for _, p := range z.closing {
		r.items.put(p, ItemClosing, "")
	}
	for _, p := range z.notes {
		r.items.put(p, ItemNote, "")
	}
	r.annex = hasTaskTable(z.body)
	r.readBody(outline(z.body))
	r.references()
	r.readCitations(z)
	r.plan.Items = r.items.items()
	r.findDoubts(z)
	return *r.plan
}

// planDay is the day on which names are looked up: the date of the plan, else the first day of its year.
func planDay(h Head) day.Day {
	if !h.Date.IsZero() {
		return h.Date
	}
	d, _ := day.Of(h.Year, 1, 1)
	return d
}

// issued is the stretch in which the plan was made: its date, else its whole year.
func (r *reader) issued() Range {
	h := r.plan.Head
	if !h.Date.IsZero() || h.Year == 0 {
		return Range{h.Date, h.Date}
	}
	to, _ := day.Of(h.Year, 12, 31)
	return Range{r.at, to}
}

const tableOfTasks = 3 // rows; a shorter table does not replace the text

// hasTaskTable reports whether the plan gives its tasks in a table that names bodies.
func hasTaskTable(body []block) bool {
	for _, b := range body {
		if b.t == nil {
			continue
		}
		tt, _ := b.t.asTasks()
		who := slices.Contains(tt.cols, colLead) || slices.Contains(tt.cols, colImplement)
		if who && len(tt.rows) >= tableOfTasks {
			return true
		}
	}
	return false
}
