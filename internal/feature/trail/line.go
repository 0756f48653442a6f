package trail

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// line is a row as a reader sees it.
type line struct {
	ui.Event
	On      day.Day
	Clock   string // "16:02"
	Kind    string // in words
	Record  string // where all changes of the record are
	Person  string // where all rows of the person are; empty for those who may not
	Closed  bool   // the record is gone or not for this reader: nothing of it is told
	Address string // of the record's page, empty when it cannot be opened
}

// closedWords stand for a row about a record that the reader cannot open.
const closedWords = "thay đổi một mục không còn, hoặc anh/chị không được xem"

// lines turns rows into what the reader may see of them.
func (t *Trail) lines(r *web.Request, re reach, events []store.Event) ([]line, error) {
	records, err := t.records(r.Context(), r.Reader(), re, events)
	if err != nil {
		return nil, err
	}
	out := make([]line, len(events))
	for i, e := range events {
		out[i] = t.line(r, re, e, records[key{e.Kind, e.RecordID}])
	}
	return out, nil
}

func (t *Trail) line(r *web.Request, re reach, e store.Event, rec Record) line {
	kind, _ := re.find(e.Kind)
	l := line{Event: web.HistoryLine(e), On: day.At(e.At.Time), Clock: e.At.In(day.Zone).Format("15:04"), Kind: t.kindWords(e.Kind)}
	if rec.ID == "" && kind.Named != nil && !re.every {
		l.Closed, l.What, l.Behalf = true, closedWords, ""
		return l
	}
	if e.UnitID != "" && kind.Named != nil && r.May(actor.HistoryRead) {
		l.Record = r.In("lich-su/" + e.Kind + "/" + e.RecordID)
	}
	if re.whole && e.AccountID != "" {
		l.Person = r.In("lich-su/nguoi/" + e.AccountID)
	}
	if rec.ID != "" {
		l.About, l.Address = rec.Title, address(r, kind, rec)
	}
	return l
}

// address is the page of a record, empty for those who may not open it.
func address(r *web.Request, k Kind, rec Record) string {
	if k.Opens != "" && !r.May(k.Opens) {
		return ""
	}
	return web.InUnit(r.Unit.Slug, yearOf(rec, r.Year), rec.Path)
}

func yearOf(rec Record, page int) int {
	if rec.Year == 0 {
		return page
	}
	return rec.Year
}

type key struct{ kind, id string }

// records finds the records of rows, asking each kind once for as many as it takes.
func (t *Trail) records(ctx context.Context, from store.Source, re reach, events []store.Event) (map[key]Record, error) {
	ids := map[string][]string{}
	for _, e := range events {
		if !slices.Contains(ids[e.Kind], e.RecordID) {
			ids[e.Kind] = append(ids[e.Kind], e.RecordID)
		}
	}
	out := map[key]Record{}
	for _, k := range re.kinds {
		if k.Named == nil {
			continue
		}
		for some := range slices.Chunk(ids[k.Name], NamesAtOnce) {
			found, err := k.Named(ctx, from, some)
			if err != nil {
				return nil, err
			}
			for _, rec := range found {
				out[key{k.Name, rec.ID}] = rec
			}
		}
	}
	return out, nil
}

// dayLines are the lines of one day.
type dayLines struct {
	On    day.Day
	Lines []line
}

// byDays cuts lines, newest first, into days.
func byDays(lines []line) []dayLines {
	var out []dayLines
	for _, l := range lines {
		if n := len(out); n == 0 || out[n-1].On != l.On {
			out = append(out, dayLines{On: l.On})
		}
		out[len(out)-1].Lines = append(out[len(out)-1].Lines, l)
	}
	return out
}
