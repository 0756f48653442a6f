package stateprogram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// brought is a file of the software as somebody brings it.
type brought struct {
	Name   string
	Hash   string
	On     day.Day // of the export
	Entire bool
	Table  table
	Shape  shape
}

// keepAtOnce is how many rows one change keeps.
const keepAtOnce = 1000

// receive notes a table that is about to come, inside the caller's change; keep then keeps its rows.
func (x *Program) receive(ctx context.Context, tx *store.Tx, unitID string, b brought) (Import, error) {
	m := Import{ID: ident.New(), UnitID: unitID, Name: b.Name, Hash: b.Hash, State: receiving, Pack: b.Shape.Version.Key, Heads: jsonOf(b.Table.Heads), Columns: jsonOf(b.Table.Columns), On: b.On.ISO(), Entire: b.Entire,
		Total: int64(len(b.Table.Rows)), Choices: "{}", Differing: "{}", AccountID: tx.Actor().AccountID, CreatedBy: tx.Actor().Name, CreatedAt: tx.Now(), Version: 1}
	for _, code := range b.Table.Columns {
		if c, ok := b.Shape.column(code); ok {
			m.Level = max(m.Level, int64(c.level()))
		}
	}
	if _, err := tx.Exec(ctx, importAdd, m.ID, unitID, m.Name, m.Hash, m.Pack, m.Heads, m.Columns, m.On, m.Entire, m.Total, m.AccountID, m.CreatedBy, m.CreatedAt, m.Level); err != nil {
		return m, err
	}
	return m, tx.Audit(ctx, store.Entry{Kind: Kind, ID: m.ID, UnitID: unitID, Action: "Đưa một tệp của phần mềm trẻ em vào xem trước", Level: actor.Level(m.Level)})
}

// keep keeps the rows of a received table in changes of their own and opens it to be judged.
func (x *Program) keep(write writes, m Import, b brought) error {
	code, number := b.at(asCode, ""), b.at("", numberColumn)
	for piece := range slices.Chunk(b.Table.Rows, keepAtOnce) {
		err := write(func(ctx context.Context, tx *store.Tx) error {
			rows := make([]any, 0, 4*len(piece))
			for _, row := range piece {
				rows = append(rows, row.N, jsonOf(row.Cells), cell(row.Cells, code), digits(cell(row.Cells, number)))
			}
			_, err := tx.ExecRows(ctx, rowAdd, []any{m.ID, m.UnitID}, rows)
			tx.Unaudited("a piece of a table that is brought in: its beginning has a row")
			return err
		})
		if err != nil {
			return err
		}
	}
	return write(func(ctx context.Context, tx *store.Tx) error { return m.step(ctx, tx, judging) })
}

// at is where a column of the pack stands in the table, -1 when it is not there.
func (b brought) at(as, field string) int {
	return slices.IndexFunc(b.Table.Columns, func(code string) bool {
		c, ok := b.Shape.column(code)
		return ok && (as != "" && c.As == as || field != "" && c.Field.Column == field)
	})
}

func cell(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[i])
}

// digits are the figures of a number as people and workbooks write it.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// step takes an import into a state, inside the caller's change.
func (m *Import) step(ctx context.Context, tx *store.Tx, state string) error {
	return m.count(ctx, tx, state, 0, 0, 0)
}

func (m *Import) count(ctx context.Context, tx *store.Tx, state string, added, updated, gone int64) error {
	if err := tx.UpdateOne(ctx, importStep, state, added, updated, gone, m.Differing, m.ID, m.Version); err != nil {
		return err
	}
	m.State, m.Version, m.Added, m.Updated, m.Gone = state, m.Version+1, m.Added+added, m.Updated+updated, m.Gone+gone
	tx.Unaudited("how far an import is; its beginning and its end have rows")
	return nil
}

// writes makes a change of its own of what it is given.
type writes func(change func(context.Context, *store.Tx) error) error

// pieces makes changes of the request, each a transaction of its own.
func pieces(r *web.Request) writes {
	return func(change func(context.Context, *store.Tx) error) error {
		return r.Site.DB.Write(r.Context(), r.Actor, func(tx *store.Tx) error { return change(r.Context(), tx) })
	}
}

// bring takes a file, keeps its rows and begins to look at them.
func (x *Program) bring(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	b, err := x.fileOf(r, f)
	var m Import
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			m, err = x.receive(ctx, tx, r.Unit.ID, b)
			tx.Result(x.at(r, m.ID))
			return err
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		return x.showBring(w, r, http.StatusUnprocessableEntity, bringView{Errors: fields, On: f.Text("ngay-xuat"), Entire: f.Text("toan-bo") == "1"})
	}
	if err == nil {
		err = x.keep(pieces(r), m, b)
	}
	if err != nil {
		return err
	}
	return x.goOn(w, r, m.ID)
}

// fileOf reads the file of the form under the columns of the day of its export.
func (x *Program) fileOf(r *web.Request, f *web.Form) (b brought, err error) {
	var form errs.Form
	b.On, err = day.Parse(f.Text("ngay-xuat"))
	if err != nil || b.On.IsZero() || b.On.After(r.Today()) {
		form.Add("ngay-xuat", "Ghi ngày xuất tệp trên phần mềm, không sau hôm nay, ví dụ %s", r.Today())
	}
	b.Entire = f.Text("toan-bo") == "1"
	name, raw, err := uploaded(f)
	if err != nil {
		return b, err
	}
	if len(raw) == 0 {
		form.Add(fileField, "Chọn tệp Excel xuất từ phần mềm")
	}
	if err := form.Err(); err != nil {
		return b, err
	}
	cells, err := xlsx.ReadTyped(raw)
	if err != nil {
		words, ok := web.Words(err)
		if !ok {
			words = "Tệp không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại"
		}
		return b, tableMistake(words)
	}
	if b.Shape, err = x.shapeOn(r.Context(), r.Reader(), x.kids(r.Actor), b.On); err != nil {
		return b, err
	}
	sum := sha256.Sum256(raw)
	b.Name, b.Hash = name, hex.EncodeToString(sum[:])
	b.Table, err = b.Shape.tableOf(cells)
	return b, err
}

func uploaded(f *web.Form) (name string, raw []byte, err error) {
	files := f.Files(fileField)
	if len(files) == 0 {
		return "", nil, nil
	}
	file, err := files[0].Open()
	if err != nil {
		return "", nil, err
	}
	raw, err = io.ReadAll(io.LimitReader(file, xlsx.MaxBytes+1))
	return files[0].Name, raw, errors.Join(err, file.Close())
}

// listOf and jsonOf are lists of texts as an import keeps them.
func listOf(s string) (out []string) {
	_ = json.Unmarshal([]byte(s), &out) // written by jsonOf
	return out
}

func jsonOf(v any) string {
	raw, _ := json.Marshal(v) // texts and numbers always marshal
	return string(raw)
}

// chosen reads a map of choices.
func chosen(s string) map[string]string {
	out := map[string]string{}
	_ = json.Unmarshal([]byte(s), &out) // written by jsonOf, or empty
	return out
}
