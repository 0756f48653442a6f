package backup

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Moved is what Move carried over, table by table; the hash is of the rows as both databases gave them.
type Moved struct {
	Tables  []Table
	Files   int
	Copied  int // of the files, those that were not in the target folder before
	Altered int // texts with bytes that are no letters, which became �
}

// Rows is the number of rows of all tables.
func (m Moved) Rows() int64 { return Summary{Tables: m.Tables}.Rows() }

// Move copies a whole installation into an empty, migrated database of either engine: every row of every table, sessions too,
// within one snapshot of the source and one transaction of the target. Before it commits it reads the target back and compares
// number and hash of each table with the source's. A move that is stopped leaves the target as empty as it was, and can be
// started again.
//
// Attachments are compared with their hashes where they lie, or copied when the target has a folder of its own. The caller
// makes sure that nothing else writes to either database. A target in use is errs.Conflict; a source of another schema than
// the program's is errs.Invalid.
func Move(ctx context.Context, from, to *store.DB, fromFiles, toFiles *store.Files, progress Progress) (m Moved, err error) {
	defer errs.Prefix(&err, "backup.Move")
	writer, reader := to.Raw()
	if err := refuseUsed(ctx, reader); err != nil {
		return m, err
	}
	if err := sameSchema(ctx, from, to); err != nil {
		return m, err
	}
	work := &tally{tell: progress}
	if m.Files, m.Copied, err = moveFiles(ctx, from, fromFiles, toFiles, work); err != nil {
		return m, err
	}
	err = snapshot(ctx, from, func(source *sql.Tx) error {
		return inTx(ctx, writer, func(target *sql.Tx) error {
			return m.rows(ctx, mover{from: source, to: target, fromEngine: from.Engine.Name(), toEngine: to.Engine.Name(), tally: work})
		})
	})
	if err != nil {
		return Moved{}, moveError(to, err)
	}
	work.say()
	return m, nil
}

// RefuseUsed is errs.Conflict for a database in which somebody has worked, as far as it has the tables for that.
func RefuseUsed(ctx context.Context, db *store.DB, tables []string) error {
	if !slices.Contains(tables, "unit") || !slices.Contains(tables, "account") {
		return nil
	}
	_, reader := db.Raw()
	return refuseUsed(ctx, reader)
}

func sameSchema(ctx context.Context, from, to *store.DB) error {
	have, err := SchemaVersion(ctx, from)
	if err != nil {
		return errs.Wrap(errs.Invalid, err, "Cơ sở dữ liệu nguồn không phải của Măng Non, hoặc chưa dùng lần nào. Chưa chuyển gì.")
	}
	want, err := SchemaVersion(ctx, to)
	switch {
	case err != nil:
		return err
	case have < want:
		return errs.Newf(errs.Invalid, "Cơ sở dữ liệu nguồn còn ở lược đồ cũ (%d, chương trình này cần %d). Chưa chuyển gì; sao lưu, chạy “mangnon doctor” với nguồn một lần để nâng lên, rồi chuyển lại.", have, want)
	case have > want:
		return errs.Newf(errs.Invalid, "Cơ sở dữ liệu nguồn do phiên bản mới hơn ghi (lược đồ %d, chương trình này biết đến %d). Chưa chuyển gì; cài phiên bản đó rồi chuyển lại.", have, want)
	}
	return nil
}

// moveFiles compares every attachment with its hash, and puts it into the folder of the target when that is another.
func moveFiles(ctx context.Context, from *store.DB, source, target *store.Files, work *tally) (n, copied int, err error) {
	_, reader := from.Raw()
	rows, err := fileRows(ctx, reader)
	if err != nil {
		return 0, 0, err
	}
	work.total += len(rows)
	for _, f := range rows {
		if err := ctx.Err(); err != nil {
			return n, copied, err
		}
		if err := oneFile(source, target, f, &copied); err != nil {
			return n, copied, err
		}
		n++
		work.row()
	}
	return n, copied, nil
}

func oneFile(source, target *store.Files, f File, copied *int) error {
	lost := errs.Newf(errs.Invalid, "Tệp đính kèm %s không có hoặc đã hỏng trong %s. Chưa chuyển gì; chạy “mangnon doctor”, chép lại tệp từ bản sao lưu rồi chuyển lại.", f.Hash, source.Dir())
	size, ok, err := copyAttachment(source, f.Hash, discard)
	if err != nil {
		return err
	}
	if !ok || size != f.Size {
		return lost
	}
	if target.Dir() == source.Dir() || target.Has(f.Hash) {
		return nil
	}
	in, err := source.Open(f.Hash)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	kept, err := target.Put(in, f.Size)
	if err == nil && kept.Hash != f.Hash {
		err = lost
	}
	*copied++
	return err
}

// mover carries rows from one open transaction to another.
type mover struct {
	from, to             *sql.Tx
	fromEngine, toEngine string
	tally                *tally
}

// rows carries every table, then reads the target back.
func (m *Moved) rows(ctx context.Context, mv mover) error {
	if err := refuseUsed(ctx, mv.to); err != nil {
		return err
	}
	source, err := relations(ctx, mv.from, mv.fromEngine)
	if err != nil {
		return err
	}
	target, err := relations(ctx, mv.to, mv.toEngine)
	if err != nil {
		return err
	}
	for _, r := range source {
		n := 0
		if err := each(ctx, mv.from, "SELECT COUNT(*) FROM "+quoted(r.name), nil, []any{&n}, func() error { return nil }); err != nil {
			return err
		}
		mv.tally.total += 2 * n // written, and read back
	}
	for _, r := range target { // what the migrations themselves put there
		if _, err := mv.to.ExecContext(ctx, "DELETE FROM "+quoted(r.name)); err != nil {
			return err
		}
	}
	for _, r := range source {
		t, altered, err := mv.carry(ctx, r, target)
		if err != nil {
			return fmt.Errorf("table %s: %w", r.name, err)
		}
		m.Tables, m.Altered = append(m.Tables, t), m.Altered+altered
	}
	for _, t := range m.Tables {
		if err := mv.compare(ctx, t, target); err != nil {
			return err
		}
	}
	return nil
}

// carry copies one table and hashes what the source gave.
func (mv mover) carry(ctx context.Context, r relation, target []relation) (Table, int, error) {
	t := Table{Name: r.name, Columns: r.all()}
	i := slices.IndexFunc(target, func(other relation) bool { return other.name == r.name })
	if err := takes(target[i], t); err != nil {
		return t, 0, err
	}
	sink := newRowHash()
	in, row := newLoader(mv.to, t), newCells(t.Columns)
	err := each(ctx, mv.from, r.selectAll(t.Columns, ""), nil, row.dest, func() error {
		t.Rows++
		mv.tally.row()
		values := row.values()
		if err := sink.add(values); err != nil {
			return err
		}
		return in.add(ctx, values)
	})
	if err == nil {
		err = in.flush(ctx)
	}
	t.Bytes, t.SHA256 = sink.n, sink.sum()
	return t, row.altered, err
}

// compare reads a table of the target in the order of the source.
func (mv mover) compare(ctx context.Context, t Table, target []relation) error {
	r := target[slices.IndexFunc(target, func(other relation) bool { return other.name == t.Name })]
	sink, row := newRowHash(), newCells(t.Columns)
	var n int64
	err := each(ctx, mv.to, r.selectAll(t.Columns, ""), nil, row.dest, func() error {
		n++
		mv.tally.row()
		return sink.add(row.values())
	})
	switch {
	case err != nil:
		return err
	case n != t.Rows || sink.sum() != t.SHA256:
		return errs.Newf(errs.Internal, "Bảng %s ở đích có %s dòng và không khớp %s dòng của nguồn. Đã bỏ hết những gì vừa chép; nguồn còn nguyên.", t.Name, vi.Int(n), vi.Int(t.Rows))
	}
	return nil
}

// rowHash hashes rows in the form that an archive gives them.
type rowHash struct {
	counted
	enc *json.Encoder
}

func newRowHash() *rowHash {
	h := &rowHash{counted: counted{hash: sha256.New()}}
	h.enc = json.NewEncoder(io.Writer(&h.counted))
	h.enc.SetEscapeHTML(false)
	return h
}

func (h *rowHash) add(row []any) error { return h.enc.Encode(row) }

func moveError(to *store.DB, err error) error {
	if errs.KindOf(err) != errs.Internal {
		return err
	}
	switch to.Engine.Classify(err) {
	case errs.Full:
		return errs.Wrap(errs.Full, err, "Ổ đĩa của cơ sở dữ liệu đích đã đầy. Đã bỏ hết những gì vừa chép; dọn ổ đĩa rồi chuyển lại.")
	case errs.Done:
		return errs.Wrap(errs.TooMany, err, "Cơ sở dữ liệu đích đang có chương trình khác ghi. Dừng chương trình đó rồi chuyển lại.")
	}
	return err
}
