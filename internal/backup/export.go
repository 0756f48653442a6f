package backup

import (
	"archive/zip"
	"context"
	"database/sql"
	"fmt"
	"io"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Export writes "Tải toàn bộ dữ liệu" of the actor's unit: a ZIP that an officer opens with nothing but an office suite.
//
//	du-lieu.xlsx    one sheet a table
//	csv/            the same tables, UTF-8 with a byte order mark
//	tep/            the attachments, under the names that people gave them
//	ban-goc/        the plans as they were brought in
//	DOC-TRUOC.txt   what is what
//
// Rows are those of the unit and what they refer to; tables declared Private stay out. The actor needs the right
// DataExport. The Summary has one Table a sheet, with the columns that are shown and without hashes.
func Export(ctx context.Context, db *store.DB, files *store.Files, a actor.Actor, w io.Writer, progress Progress) (s Summary, err error) {
	defer errs.Prefix(&err, "backup.Export")
	if a.UnitID == "" || !a.May(actor.DataExport) {
		return Summary{}, errs.New(errs.Forbidden, "Anh/chị chưa được giao quyền tải toàn bộ dữ liệu của đơn vị này.")
	}
	x := &exporter{zip: zip.NewWriter(w), unit: a.UnitID, sight: a.Sight(), by: a.Name, tally: tally{tell: progress},
		sum: Summary{Format: Format, Engine: db.Engine.Name(), At: time.Now()}}
	if x.book, err = newBook(maxSheetRows); err != nil {
		return Summary{}, err
	}
	defer x.book.close()
	if err := snapshot(ctx, db, func(tx *sql.Tx) error { return x.tables(ctx, tx) }); err != nil {
		return Summary{}, writeError(db, err)
	}
	if err := x.finish(ctx, files); err != nil {
		return Summary{}, writeError(db, err)
	}
	return x.sum, nil
}

type exporter struct {
	zip         *zip.Writer
	unit        string      // id
	sight       actor.Sight // of who takes it away
	unitName    string
	by          string
	sum         Summary
	tally       tally
	book        *book
	sheets      []sheetInfo
	attachments attachmentList
}

// sheetInfo is a line of the guide.
type sheetInfo struct {
	title, csv string
	rows       int64
}

func (x *exporter) part(name string, method uint16) (io.Writer, error) {
	return x.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: x.sum.At})
}

func (x *exporter) tables(ctx context.Context, tx *sql.Tx) error {
	err := each(ctx, tx, `SELECT name FROM unit WHERE id = $1`, []any{x.unit}, []any{&x.unitName}, func() error { return nil })
	if err != nil {
		return err
	}
	if x.unitName == "" {
		return errs.New(errs.NotFound, "Không tìm thấy đơn vị này.")
	}
	all, err := relations(ctx, tx, x.sum.Engine)
	if err != nil {
		return err
	}
	shares := sharesOfUnit(all, x.sight)
	for _, s := range shares {
		n := 0
		query := "SELECT COUNT(*) FROM " + quoted(s.name) + " WHERE " + s.condition
		if err := each(ctx, tx, query, []any{x.unit}, []any{&n}, func() error { return nil }); err != nil {
			return fmt.Errorf("table %s: %w", s.name, err)
		}
		x.tally.total += n
	}
	for _, s := range shares {
		if err := x.table(ctx, tx, s); err != nil {
			return fmt.Errorf("table %s: %w", s.name, err)
		}
	}
	return nil
}

// table writes the unit's rows of one table to its sheet and its CSV at once.
func (x *exporter) table(ctx context.Context, tx *sql.Tx, s share) error {
	p := newPresenter(s.relation)
	declared, _ := store.TableNamed(s.name)
	out, err := x.openSheet(declared, p)
	if err != nil {
		return err
	}
	sum := Table{Name: s.name, Columns: p.columns()}
	row := newCells(s.all())
	kept := s.keptFrom(x.sight)
	err = each(ctx, tx, s.selectAll(row.columns, s.condition), []any{x.unit}, row.dest, func() error {
		sum.Rows++
		x.tally.row()
		values := row.values()
		blank(values, kept)
		return out.add(p.present(values, x.attachments.note(p.files, values)))
	})
	if err == nil {
		err = out.close()
	}
	x.sum.Altered += row.altered
	x.sum.Tables = append(x.sum.Tables, sum)
	x.sheets = append(x.sheets, sheetInfo{out.title, out.path, sum.Rows})
	return err
}

// finish writes what does not come from the snapshot: attachments, the workbook, the guide.
func (x *exporter) finish(ctx context.Context, files *store.Files) error {
	x.tally.total += len(x.attachments.list)
	for _, a := range x.attachments.list {
		if err := ctx.Err(); err != nil {
			return err
		}
		size, ok, err := copyAttachment(files, a.hash, func() (io.Writer, error) { return x.part(a.path, zip.Store) })
		if err != nil {
			return err
		}
		if ok {
			x.sum.Files = append(x.sum.Files, File{Hash: a.hash, Size: size})
		} else {
			x.sum.Lost = append(x.sum.Lost, a.path)
		}
		x.tally.done++
		x.tally.say()
	}
	part, err := x.part("du-lieu.xlsx", zip.Store)
	if err != nil {
		return err
	}
	if err := x.book.writeTo(part); err != nil {
		return err
	}
	if err := x.guide(); err != nil {
		return err
	}
	x.tally.say()
	return x.zip.Close()
}
