package register

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// pasted is a block of cells that does not end where the records of the page do: rows for which there is no record yet, and
// the cells that fell on records.
type pasted struct {
	Columns []string   `json:"cols"` // field names of the columns of the block
	Rows    [][]string `json:"rows"`
	Edits   []gridEdit `json:"edits"`
}

// pasteAnswer is how far a paste is.
type pasteAnswer struct {
	Paste string     `json:"paste"`
	Cells []gridCell `json:"cells,omitempty"`
	Done  int64      `json:"done"`
	All   int64      `json:"all"`
	Wait  int64      `json:"wait"` // rows that wait to be put right
	More  bool       `json:"more"`
	See   string     `json:"see"` // the page of the paste
	Saved string     `json:"saved"`
	Error string     `json:"error,omitempty"`
}

// maxPaste is how many rows one paste may bring; more come as a file.
const maxPaste = 20_000

// gridPaste keeps what was pasted before anything is judged, so that a closed window loses nothing. pasteWrite goes on.
func (g *Register) gridPaste(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if id, ok := doneResult(err); ok {
		return g.answerPaste(w, r, id, nil)
	}
	if err != nil {
		return gridRefusal(w, err)
	}
	var p pasted
	if err := readJSON(f, &p); err != nil {
		return gridRefusal(w, err)
	}
	if err := g.checkPaste(p); err != nil {
		return gridRefusal(w, err)
	}
	sum := sha256.Sum256([]byte(f.Raw("du-lieu")))
	var id string
	var cells []gridCell
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		s := g.saving(ctx, tx, r)
		m, err := s.paste(p, hex.EncodeToString(sum[:]))
		id, cells = m.ID, s.cells
		tx.Result(m.ID)
		return err
	})
	if err != nil {
		return gridRefusal(w, err)
	}
	return g.answerPaste(w, r, id, cells)
}

func (g *Register) checkPaste(p pasted) error {
	for _, name := range p.Columns {
		if !slices.ContainsFunc(g.asked(), func(f Field) bool { return f.Name == name }) {
			return errs.New(errs.Invalid, "Vùng dán có cột không gõ được nên chưa ghi gì. Dán vào các cột gõ được.")
		}
	}
	switch {
	case len(p.Rows) == 0 || len(p.Columns) == 0:
		return errs.New(errs.Invalid, "Vùng dán không có dòng mới nào. Chép lại từ Excel rồi dán.")
	case len(p.Rows) > maxPaste:
		return errs.Newf(errs.Invalid, "Mỗi lần dán nhiều nhất %s dòng, vùng này có %s; chia làm nhiều lần.", vi.Int(maxPaste), vi.Int(int64(len(p.Rows))))
	}
	return checkEdits(p.Edits)
}

// paste keeps the rows of a paste as an import of their own, and writes the cells that fell on records.
func (s *gridSaving) paste(p pasted, hash string) (Import, error) {
	m, err := s.begin(originPaste, importWriting, "dán vào bảng nhập nhanh, "+vi.Int(int64(len(p.Rows)))+" dòng", hash, int64(len(p.Rows)))
	if err != nil {
		return m, err
	}
	at := map[string]int{}
	for i, f := range s.g.asked() {
		at[f.Name] = i
	}
	rows := make([]numbered, len(p.Rows))
	for i, row := range p.Rows {
		cells := make([]string, len(at))
		for j, name := range p.Columns {
			cells[at[name]] = vi.NFC(cell(row, j))
		}
		rows[i] = numbered{int64(i + 1), cells}
	}
	if err := s.g.keepRows(s.ctx, s.tx, m, rows); err != nil {
		return m, err
	}
	if err := s.tx.Audit(s.ctx, store.Entry{Kind: "register_import", ID: m.ID, UnitID: m.UnitID, Action: "Dán một bảng vào sổ: " + s.g.Title}); err != nil {
		return m, err
	}
	if err := s.save(p.Edits); err != nil {
		return m, err
	}
	return m, s.keep(m.ID)
}

// pieceTime is how long one change goes on writing pasted rows: others write in between.
const pieceTime = 150 * time.Millisecond

// pasteWrite writes the next rows of a paste, and says how far it is.
func (g *Register) pasteWrite(w http.ResponseWriter, r *web.Request) error {
	_, err := r.Form()
	if err != nil && !errs.Is(err, errs.Done) {
		return gridRefusal(w, err)
	}
	id, bad := r.ID("batch")
	if bad != nil {
		return gridRefusal(w, bad)
	}
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			m, err := store.Get[Import](ctx, tx, importGet, id, g.Name)
			if err != nil || m.State != importWriting || m.Origin != originPaste {
				return err
			}
			_, err = g.PastePiece(ctx, tx, m, r.Today(), pieceTime)
			return err
		})
		if err != nil {
			return gridRefusal(w, err)
		}
	}
	return g.answerPaste(w, r, id, nil)
}

// PastePiece writes the next rows of a paste, inside the caller's change, for as long as it may take; more is false when all
// are written or wait to be put right.
func (g *Register) PastePiece(ctx context.Context, tx *store.Tx, m Import, today day.Day, within time.Duration) (more bool, err error) {
	const reach = 500
	rows, err := store.List[importRow](ctx, tx, rowsDone, m.ID, doneNot, reach)
	if err != nil {
		return false, err
	}
	p := g.piece(ctx, tx, m, today)
	began, n := time.Now(), 0
	for ; n < len(rows) && (n == 0 || time.Since(began) < within); n++ {
		if n%judgeRows == 0 {
			if err := p.look(rows[n:min(n+judgeRows, len(rows))]); err != nil {
				return false, err
			}
		}
		if _, err := p.settle(rows[n]); err != nil {
			return false, err
		}
	}
	if err := p.env.Err(); err != nil {
		return false, err
	}
	if err := p.settled(); err != nil {
		return false, err
	}
	return g.step(ctx, tx, m, importWritten, n < len(rows) || len(rows) == reach, p.added, p.updated)
}

// answerPaste tells how far a paste is.
func (g *Register) answerPaste(w http.ResponseWriter, r *web.Request, id string, cells []gridCell) error {
	m, err := store.Get[Import](r.Context(), r.Reader(), importGet, id, g.Name)
	if err != nil {
		return err
	}
	s, err := sums(r.Context(), r.Reader(), id)
	if err != nil {
		return err
	}
	return r.JSON(w, pasteAnswer{Paste: id, Cells: cells, Done: s["all"] - s["done:"+doneNot], All: s["all"], Wait: s["wait"], More: m.State == importWriting, See: g.pasteSee(r, id), Saved: clock(r.Now)})
}

// pasteSee is the page of a paste.
func (g *Register) pasteSee(r *web.Request, id string) string {
	return g.here(r, gridAt) + "?dan=" + id
}

// pasteUndo takes a paste back, piece by piece for about a second. The page that follows goes on.
func (g *Register) pasteUndo(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil && !errs.Is(err, errs.Done) {
		return err
	}
	id, err := r.ID("batch")
	if err != nil {
		return err
	}
	if err := g.goOn(r, importWritten, importUndoing, g.UndoPiece); err != nil {
		return err
	}
	return r.Go(w, g.pasteSee(r, id))
}

// undoCells takes back the cells of a paste that fell on records, before its rows.
func (g *Register) undoCells(ctx context.Context, tx *store.Tx, m Import, e *Env) error {
	if m.Origin != originPaste {
		return nil
	}
	step, found, err := store.Find[gridStep](ctx, tx, stepOfImport, m.ID)
	if err != nil || !found {
		return err
	}
	s := &gridSaving{g: g, ctx: ctx, tx: tx, env: e}
	return s.takeBack(step)
}
