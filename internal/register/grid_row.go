package register

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// The ways in which a table comes into an import besides a file.
const (
	originPaste = "paste"
	originTyped = "typed" // rows typed at the foot of the grid: an import of their own each day, which nobody looks at as one
)

var (
	pasteAdd = store.Change("register.paste.add", `INSERT INTO register_import (id, unit_id, register, source_name, source_hash, state, heads, columns, head_rows, total, round, added, updated, account_id, created_by, created_at, version, origin)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, 1, 0, 0, $10, $11, $12, 1, $13)`)
	pasteLast = store.Query("register.paste.last", `SELECT `+importColumns+` FROM register_import m
		WHERE {scope:m} AND m.unit_id = $1 AND m.register = $2 AND m.account_id = $3 AND m.origin = $4 ORDER BY m.id DESC LIMIT 1`)
	rowLast  = store.Query("register.import_row.last", `SELECT COALESCE(MAX(w.n), 0) AS n FROM register_import_row w WHERE w.import_id = $1 AND {scope:w}`)
	rowsOpen = store.Query("register.import_row.open", `SELECT `+rowColumns+`, m.columns FROM register_import m CROSS JOIN register_import_row w
		WHERE {scope:m} AND m.unit_id = $1 AND m.register = $2 AND m.account_id = $3 AND m.origin <> '' AND m.state = 'written' AND m.created_at > $4
		AND w.import_id = m.id AND w.done = 'left' AND w.choice <> 'bo' AND {scope:w} ORDER BY m.id, w.n LIMIT $5`)
)

// rowEdit is a row at the foot of the grid, or some cells of one that is already kept: Batch and N name it.
type rowEdit struct {
	Batch  string            `json:"b"`
	N      int64             `json:"n"`
	Cells  map[string]string `json:"c"` // by field name
	Choice string            `json:"choice"`
}

// rowAnswer is what became of a row that was not in the register.
type rowAnswer struct {
	Batch  string            `json:"b"`
	N      int64             `json:"n"`
	ID     string            `json:"id,omitempty"` // of its record, when there is one now
	Wrong  map[string]string `json:"wrong,omitempty"`
	Twin   string            `json:"twin,omitempty"` // name of the record that it may repeat
	TwinID string            `json:"twin_id,omitempty"`
	Choose bool              `json:"choose,omitempty"`
	Gone   bool              `json:"gone,omitempty"` // left out by choice
}

// gridRowSave keeps a row, and writes it into the register once it is whole.
func (g *Register) gridRowSave(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if again, ok := doneRow(err); ok {
		return g.answerRow(w, r, again)
	}
	if err != nil {
		return gridRefusal(w, err)
	}
	var e rowEdit
	if err := readJSON(f, &e); err != nil {
		return gridRefusal(w, err)
	}
	var row importRow
	err = r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		s := g.saving(ctx, tx, r)
		if row, err = s.row(e); err != nil {
			return err
		}
		raw, err := json.Marshal(rowAnswer{Batch: row.ImportID, N: row.N})
		tx.Result(string(raw))
		return err
	})
	if err != nil {
		return gridRefusal(w, err)
	}
	return g.answerRow(w, r, row)
}

// doneRow is the row of a request that was carried out before.
func doneRow(err error) (row importRow, ok bool) {
	if again, done := doneResult(err); done {
		var a rowAnswer
		ok = json.Unmarshal([]byte(again), &a) == nil && a.Batch != ""
		row.ImportID, row.N = a.Batch, a.N
	}
	return row, ok
}

// answerRow tells how a row stands.
func (g *Register) answerRow(w http.ResponseWriter, r *web.Request, row importRow) error {
	m, err := store.Get[Import](r.Context(), r.Reader(), importGet, row.ImportID, g.Name)
	if err != nil {
		return err
	}
	if row, err = store.Get[importRow](r.Context(), r.Reader(), rowGet, row.ImportID, row.N); err != nil {
		return err
	}
	l := g.unsaved(row, listOf(m.Columns))
	a := gridAnswer{Saved: clock(r.Now), Row: &rowAnswer{Batch: row.ImportID, N: row.N, Wrong: l.Wrong, TwinID: l.TwinID, Choose: l.Choose, Gone: row.Choice == choiceSkip}}
	if l.TwinID != "" {
		names, err := g.Named(r.Context(), r.Reader(), []string{l.TwinID})
		if err != nil {
			return err
		}
		a.Row.Twin = names[l.TwinID]
	}
	if row.Done == doneAdded || row.Done == doneUpdated {
		a.Row.ID = row.RecordID
		if a.Rows, err = g.gridRows(r, []string{row.RecordID}); err != nil {
			return err
		}
	}
	return r.JSON(w, a)
}

// row keeps what was typed of a row and writes it when it can be.
func (s *gridSaving) row(e rowEdit) (importRow, error) {
	m, row, err := s.rowOf(e)
	if err != nil || row.Done == doneAdded || row.Done == doneUpdated {
		return row, err
	}
	cells := map[int]string{}
	for i, c := range listOf(m.Columns) {
		at, ok := s.g.at[c]
		if !ok {
			continue
		}
		if v, typed := e.Cells[s.g.Fields[at].Name]; typed {
			cells[i] = vi.NFC(v)
		}
	}
	row = correction{cells, e.Choice}.on(row, nil)
	if filled(listOf(row.Cells)) == 0 {
		row.Choice = choiceSkip // nothing is left of it
	}
	return s.writeRow(m, row)
}

// writeRow judges a kept row and writes it into the register when nothing is in the way.
func (s *gridSaving) writeRow(m Import, row importRow) (importRow, error) {
	p := s.g.piece(s.ctx, s.tx, m, s.env.Today)
	var before Record
	if row.Choice == choiceOver && row.TwinID != "" {
		var err error
		if before, err = s.g.Get(s.ctx, s.tx, row.TwinID); err != nil {
			return row, err
		}
	}
	row, err := p.settle(row)
	if err != nil {
		return row, err
	}
	if err := p.settled(); err != nil {
		return row, err
	}
	s.tx.Unaudited("a row of an import: its record has its own row in the history")
	if p.added+p.updated == 0 {
		return row, p.env.Err()
	}
	if err := s.tx.UpdateOne(s.ctx, importStep, m.State, p.added, p.updated, m.ID, m.State); err != nil {
		return row, err
	}
	change := gridChange{Record: row.RecordID, Added: row.After, Import: m.ID, N: row.N}
	if row.Done == doneUpdated {
		after, err := s.g.Get(s.ctx, s.tx, row.RecordID)
		if err != nil {
			return row, err
		}
		change = changeOf(before, after)
	}
	s.changes = append(s.changes, change)
	if err := s.keep(""); err != nil {
		return row, err
	}
	return row, p.env.Err()
}

// rowOf finds the row that an edit names, or begins a new one.
func (s *gridSaving) rowOf(e rowEdit) (Import, importRow, error) {
	if e.Batch == "" {
		return s.newRow()
	}
	m, err := store.Get[Import](s.ctx, s.tx, importGet, e.Batch, s.g.Name)
	if err != nil {
		return m, importRow{}, err
	}
	if m.Origin == "" || m.State != importWritten {
		return m, importRow{}, errs.New(errs.Conflict, "Dòng này thuộc lần dán đã hoàn tác hoặc đang ghi. Mở lại trang để xem.")
	}
	row, err := store.Get[importRow](s.ctx, s.tx, rowGet, m.ID, e.N)
	return m, row, err
}

// newRow adds an empty row to what the person types today.
func (s *gridSaving) newRow() (Import, importRow, error) {
	by := s.tx.Actor()
	m, ok, err := store.Find[Import](s.ctx, s.tx, pasteLast, by.UnitID, s.g.Name, by.AccountID, originTyped)
	if err != nil {
		return m, importRow{}, err
	}
	if !ok || s.tx.Now().After(m.CreatedAt.Add(UndoLife/30)) {
		if m, err = s.begin(originTyped, importWritten, "gõ trong bảng nhập nhanh", "", 0); err != nil {
			return m, importRow{}, err
		}
	}
	last, err := store.Get[int64](s.ctx, s.tx, rowLast, m.ID)
	if err != nil {
		return m, importRow{}, err
	}
	row := importRow{ImportID: m.ID, N: last + 1, Cells: "[]"}
	_, err = s.tx.Exec(s.ctx, rowAdd, m.ID, m.UnitID, row.N, row.Cells)
	return m, row, err
}

// begin makes an import over all columns that people type.
func (s *gridSaving) begin(origin, state, name, hash string, rows int64) (Import, error) {
	var heads, columns []string
	for _, f := range s.g.asked() {
		heads, columns = append(heads, f.Label), append(columns, f.Column)
	}
	by := s.tx.Actor()
	m := Import{ID: ident.New(), UnitID: by.UnitID, Name: name, Hash: hash, State: state, Heads: jsonOf(heads), Columns: jsonOf(columns), AccountID: by.AccountID, CreatedBy: by.Name, CreatedAt: s.tx.Now(), Total: rows, Round: 1, Version: 1, Origin: origin}
	_, err := s.tx.Exec(s.ctx, pasteAdd, m.ID, m.UnitID, s.g.Name, m.Name, m.Hash, m.State, m.Heads, m.Columns, m.Total, m.AccountID, m.CreatedBy, m.CreatedAt, m.Origin)
	return m, err
}

// settle writes a row as an import does and keeps beside it what is wrong, so that it can be put right in its place.
func (p *piece) settle(row importRow) (importRow, error) {
	if row.Choice == choiceSkip {
		row.Done = doneLeft
	} else {
		var err error
		if row, err = p.write(row); err != nil {
			return row, err
		}
	}
	if row.Verdict != verdictTwin && row.Choice != choiceSkip {
		row.Choice = ""
	}
	if row.Round = p.m.Round; p.m.Origin == originTyped {
		row.Same = "" // what was typed before is a record by now: that is named, not the row
	}
	p.rows = append(p.rows, row.N, row.Cells, row.Verdict, row.Choice, row.TwinID, row.Words, row.Done, row.RecordID, row.Before, row.After, row.Same, row.Round)
	return row, nil
}

// settled writes what settle gathered: records and rows.
func (p *piece) settled() error {
	if err := p.wait.close(); err != nil {
		return err
	}
	_, err := p.tx.ExecRows(p.ctx, rowsSettled, []any{p.m.ID, p.m.UnitID}, p.rows)
	p.rows = nil
	return err
}

// leftRow is a row with the columns of its import.
type leftRow struct {
	importRow
	Columns string `db:"columns"`
}

// unsaved is a row of an import over some columns, as the grid shows it.
func (g *Register) unsaved(row importRow, columns []string) gridLine {
	l := gridLine{Batch: row.ImportID, N: row.N, Cells: map[string]string{}, TwinID: row.TwinID, Choose: row.Done == doneLeft && row.Verdict == verdictTwin && row.Choice == ""}
	cells := listOf(row.Cells)
	for i, c := range columns {
		if at, ok := g.at[c]; ok {
			l.Cells[g.Fields[at].Name] = cell(cells, i)
		}
	}
	if row.Done != doneLeft || row.Words == "" {
		return l
	}
	if json.Unmarshal([]byte(row.Words), &l.Wrong) != nil {
		l.Wrong = map[string]string{"": vi.Sentence(row.Words)}
	}
	for name, words := range l.Wrong {
		if !slices.ContainsFunc(g.asked(), func(f Field) bool { return f.Name == name }) {
			l.Wrong[""] = words
		}
	}
	return l
}
