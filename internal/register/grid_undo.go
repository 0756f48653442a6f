package register

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// gridUndo takes back the last step of the person who asks. A paste is not taken back here: its own form does that, because it
// may be long.
func (g *Register) gridUndo(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		again, ok := doneBefore(err)
		if !ok {
			return gridRefusal(w, err)
		}
		return g.answerUndone(w, r, again)
	}
	var step gridStep
	var found bool
	var cells []gridCell
	err := r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		if step, found, err = store.Find[gridStep](ctx, tx, stepLast, r.Unit.ID, g.Name, r.Actor.AccountID); err != nil || !found || step.ImportID != "" {
			return err
		}
		s := g.saving(ctx, tx, r)
		if err = s.takeBack(step); err != nil {
			return err
		}
		cells = s.cells
		raw, err := json.Marshal(cells)
		tx.Result(string(raw))
		return err
	})
	switch {
	case err != nil:
		return gridRefusal(w, err)
	case !found:
		return r.JSON(w, gridAnswer{Said: "Không còn gì để hoàn tác."})
	case step.ImportID != "":
		return r.JSON(w, gridAnswer{Paste: step.ImportID})
	}
	return g.answerUndone(w, r, cells)
}

// answerUndone tells what was put back and what was left as others wrote it.
func (g *Register) answerUndone(w http.ResponseWriter, r *web.Request, cells []gridCell) error {
	var ids []string
	seen := map[string]bool{}
	back, kept := int64(0), int64(0)
	for _, c := range cells {
		if c.State == cellConflict {
			kept++
		} else {
			back++
		}
		if !seen[c.Record] {
			ids = append(ids, c.Record)
		}
		seen[c.Record] = true
	}
	rows, err := g.gridRows(r, ids)
	if err != nil {
		return err
	}
	said := "Đã hoàn tác " + vi.Int(back) + " ô."
	if kept > 0 {
		said += " " + vi.Int(kept) + " ô giữ nguyên vì đã có người sửa sau đó."
	}
	return r.JSON(w, gridAnswer{Saved: clock(r.Now), Cells: cells, Rows: rows, Said: said})
}
