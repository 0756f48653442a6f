package register

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// fieldLogReach is how many changes of a record the page of its fields reads.
const fieldLogReach = 400

// fieldLogAt is below the address of a record.
const fieldLogAt = "/lich-su-muc"

// fieldPast is what became of one field.
type fieldPast struct {
	Label   string
	Changes []fieldChange // newest first
}

type fieldChange struct {
	When, Who, Before, After, Why string
}

// fieldLog is the page of one record that tells its history field by field, with the reasons.
func (g *Register) fieldLog(w http.ResponseWriter, r *web.Request) error {
	rec, err := g.record(r)
	if err != nil {
		return err
	}
	if !r.May(actor.HistoryRead) {
		return errs.New(errs.Forbidden, "Anh/chị chưa được giao quyền xem lịch sử.")
	}
	events, err := g.History(r.Context(), r.Reader(), rec.ID, fieldLogReach)
	if err != nil {
		return err
	}
	e := g.envOf(r)
	title := "Lịch sử từng mục: " + rec.Label(e)
	if err := e.Err(); err != nil {
		return err
	}
	view := web.View{Title: title, Here: g.Noun, Crumbs: g.crumbs(r, ui.Crumb{Text: rec.Code(), Href: g.here(r, rec.ID)}, ui.Crumb{Text: "Lịch sử từng mục"})}
	g.trace(r, rec)
	return r.Show(w, view, fieldLogPage(pastByField(g, events), len(events) == fieldLogReach))
}

// pastByField gathers the changes under the fields that they touched, fields in the order of the declaration, what is no field
// of it (lines, files, fields of former days) behind them.
func pastByField(g *Register, events []store.Event) []fieldPast {
	var order []string
	by := map[string][]fieldChange{}
	for _, f := range g.Fields {
		order = append(order, f.Label)
	}
	known := map[string]bool{}
	for _, label := range order {
		known[label] = true
	}
	for _, ev := range events {
		for _, d := range ev.Deltas() {
			if d.Before == d.After {
				continue
			}
			if !known[d.Field] {
				known[d.Field] = true
				order = append(order, d.Field)
			}
			by[d.Field] = append(by[d.Field], fieldChange{web.Stamp(ev.At), ev.AccountName, d.Before, d.After, ev.Note})
		}
	}
	var out []fieldPast
	for _, label := range order {
		if len(by[label]) > 0 {
			out = append(out, fieldPast{label, by[label]})
		}
	}
	return out
}
