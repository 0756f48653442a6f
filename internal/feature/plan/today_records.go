package plan

import (
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Records are the registers beside the plans, whose records have days as well.
type Records interface {
	// DueOfDay gives what the reader of a request must think of beside the work: late, then due within some days; of one body, or
	// of the whole unit when none is named. Groups without a line are left out.
	DueOfDay(r *web.Request, bodyID string, within int) ([]RecordGroup, error)
}

// RecordGroup is a part of the day's page with records of registers.
type RecordGroup struct {
	Title string
	Lines []RecordLine
	Late  bool
}

// RecordLine is a record as a list of things to do, with its day.
type RecordLine struct {
	ui.Task
	Due day.Day
}

// shown are the lines of a group that the page has room for.
func (g RecordGroup) shown() []ui.Task {
	out := make([]ui.Task, min(len(g.Lines), groupSize))
	for i := range out {
		out[i] = g.Lines[i].Task
	}
	return out
}

// recordCells are a record as a row of the file of the day.
func recordCells(r *web.Request, l RecordLine) []any {
	return []any{l.From, xlsx.Link{Text: l.Title, Href: absolute(r, l.Href)}, orUnclear(l.Who), l.Left, l.Due, l.Words}
}

// recordsOfDay reads them; a program without registers has none.
func (p *Plans) recordsOfDay(r *web.Request, bodyID string) ([]RecordGroup, error) {
	if p.Records == nil {
		return nil, nil
	}
	return p.Records.DueOfDay(r, bodyID, SoonDays)
}

// lateRecords is how many records are late.
func (d daily) lateRecords() (n int) {
	for _, g := range d.Records {
		if g.Late {
			n += len(g.Lines)
		}
	}
	return n
}
