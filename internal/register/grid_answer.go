package register

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// gridAnswer is what the script of the grid gets.
type gridAnswer struct {
	Saved string     `json:"saved,omitempty"` // "14:05"
	Cells []gridCell `json:"cells,omitempty"`
	Rows  []gridRow  `json:"rows,omitempty"`
	Row   *rowAnswer `json:"row,omitempty"`
	Paste string     `json:"paste,omitempty"` // id of the paste that the last step was: it is taken back by its own form
	Said  string     `json:"said,omitempty"`
	Error string     `json:"error,omitempty"`
}

// gridRow is a record as the grid shows it.
type gridRow struct {
	ID      string            `json:"t"`
	Version int64             `json:"v"`
	Code    string            `json:"code"`
	State   string            `json:"state"`
	Gone    bool              `json:"gone,omitempty"` // not in the register any more
	Cells   map[string]string `json:"cells"`
}

func (rec Record) gridRow(e *Env) gridRow {
	return gridRow{ID: rec.ID, Version: rec.Version, Code: rec.Code(), State: rec.heldWords(), Cells: rec.cells(e)}
}

// cells are the answers as the grid shows them: none of a record that may not leave its page.
func (rec Record) cells(e *Env) map[string]string {
	if rec.of.withheld(rec) != "" {
		return map[string]string{}
	}
	return rec.typedOf(rec.of.Fields, e)
}

// heldWords are the state, and that the record cannot be changed here.
func (rec Record) heldWords() string {
	words := rec.stateWords()
	if rec.of.withheld(rec) != "" {
		return words + ", đóng băng: mở hồ sơ để xem"
	}
	if rec.of.lockedBy(rec, "") != "" {
		return words + ", chỉ để đọc"
	}
	return words
}

// gridRows reads records as they stand, and says of ids without one that they are gone.
func (g *Register) gridRows(r *web.Request, ids []string) ([]gridRow, error) {
	e := g.envOf(r)
	var out []gridRow
	for len(ids) > 0 {
		n := min(len(ids), namesAtOnce)
		byID, err := g.recordsOf(r, ids[:n])
		if err != nil {
			return nil, err
		}
		for _, id := range ids[:n] {
			if rec, ok := byID[id]; ok && !rec.Dropped {
				out = append(out, rec.gridRow(e))
			} else {
				out = append(out, gridRow{ID: id, Gone: true})
			}
		}
		ids = ids[n:]
	}
	return out, e.Err()
}

// recordsOf reads at most namesAtOnce records by their ids.
func (g *Register) recordsOf(r *web.Request, ids []string) (map[string]Record, error) {
	args := make([]any, namesAtOnce)
	for i := range args {
		args[i] = ""
		if i < len(ids) {
			args[i] = ids[i]
		}
	}
	list, err := g.records(r.Context(), r.Reader(), g.stmt.named, args...)
	out := make(map[string]Record, len(list))
	for _, rec := range list {
		out[rec.ID] = rec
	}
	return out, err
}

// answerCells tells what became of edits, and how their records stand now.
func (g *Register) answerCells(w http.ResponseWriter, r *web.Request, cells []gridCell) error {
	var ids []string
	seen := map[string]bool{}
	for _, c := range cells {
		if !seen[c.Record] {
			ids = append(ids, c.Record)
		}
		seen[c.Record] = true
	}
	rows, err := g.gridRows(r, ids)
	if err != nil {
		return err
	}
	return r.JSON(w, gridAnswer{Saved: clock(r.Now), Cells: cells, Rows: rows})
}

// doneResult is what a change that was carried out before left for whoever asks again.
func doneResult(err error) (string, bool) {
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || e.Kind != errs.Done {
		return "", false
	}
	return e.Result, true
}

// doneBefore are the cells of a saving that was carried out before: a script asks again when it heard nothing.
func doneBefore(err error) (cells []gridCell, ok bool) {
	raw, done := doneResult(err)
	return cells, done && json.Unmarshal([]byte(raw), &cells) == nil
}

// gridRefusal answers a script in words.
func gridRefusal(w http.ResponseWriter, err error) error {
	words, ok := web.Words(err)
	if !ok {
		return err
	}
	raw, jerr := json.Marshal(gridAnswer{Error: words})
	if jerr != nil {
		return jerr
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(http.StatusUnprocessableEntity)
	_, _ = w.Write(raw) // the reader has gone away; nothing to repair
	return nil
}

// readJSON reads what a script sent.
func readJSON(f *web.Form, into any) error {
	if err := json.Unmarshal([]byte(f.Raw("du-lieu")), into); err != nil {
		return errs.Wrap(errs.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng nên chưa ghi. Gửi lại một lần nữa.")
	}
	return nil
}

func clock(at store.Instant) string { return at.In(day.Zone).Format("15:04") }
