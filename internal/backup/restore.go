package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Restore fills a freshly migrated database and a folder of attachments from an archive of either engine. The archive is
// read through and compared with its manifest before anything is written; then all rows go in within one transaction.
// When it fails, the database and the folder are as before.
//
// A database that holds a unit or an account is refused (errs.Conflict), so is an archive of a newer schema. What the
// program put into the fresh database by itself gives way to the archive's; reference data, such as the catalogue of places,
// stays, and gets the rows of the archive that it does not have.
func Restore(ctx context.Context, archivePath string, db *store.DB, files *store.Files, progress Progress) (s Summary, err error) {
	defer errs.Prefix(&err, "backup.Restore")
	writer, reader := db.Raw()
	if err := refuseUsed(ctx, reader); err != nil {
		return Summary{}, err
	}
	a, err := open(archivePath)
	if err != nil {
		return Summary{}, err
	}
	defer a.close()
	work := &tally{tell: progress, total: 2 * (int(a.sum.Rows()) + len(a.sum.Files))}
	if err := a.verify(ctx, work); err != nil {
		return Summary{}, err
	}
	if err := a.fits(files); err != nil {
		return Summary{}, err
	}
	undo, err := a.restoreFiles(ctx, files, work)
	if err == nil {
		err = inTx(ctx, writer, func(tx *sql.Tx) error { return a.restoreRows(ctx, tx, db.Engine.Name(), work) })
	}
	if err != nil {
		undo()
		return Summary{}, restoreError(db, err)
	}
	work.say()
	return a.sum, nil
}

// refuseUsed wants a database in which nobody has worked yet.
func refuseUsed(ctx context.Context, q querier) error {
	for _, table := range []string{"unit", "account"} {
		var one int
		used := false
		err := each(ctx, q, "SELECT 1 FROM "+table+" LIMIT 1", nil, []any{&one}, func() error { used = true; return nil })
		if err != nil {
			return err
		}
		if used {
			return errs.New(errs.Conflict, "Cơ sở dữ liệu này đã có đơn vị đang dùng nên không ghi đè lên. Chọn một thư mục hoặc cơ sở dữ liệu mới làm đích.")
		}
	}
	return nil
}

// fits wants room for all that the archive holds, before the disk fills half-way.
func (a *archive) fits(files *store.Files) error {
	need := a.sum.FileBytes()
	for _, t := range a.sum.Tables {
		need += t.Bytes
	}
	if room, err := files.Room(); err == nil && room < need {
		return errs.New(errs.Full, "Ổ đĩa không đủ chỗ để phục hồi. Chưa ghi gì; dọn ổ đĩa hoặc chọn ổ khác rồi làm lại.")
	}
	return nil
}

// restoreFiles puts the attachments into their folder; undo takes away those that were not there before.
func (a *archive) restoreFiles(ctx context.Context, files *store.Files, work *tally) (undo func(), err error) {
	var added []string
	undo = func() {
		for _, hash := range added {
			_ = files.Remove(hash) // no row names it; left behind it would do no harm either
		}
	}
	for _, f := range a.sum.Files {
		if err := ctx.Err(); err != nil {
			return undo, err
		}
		part, err := a.parts[filePart(f.Hash)].Open()
		if err != nil {
			return undo, broken(err, "không mở được tệp đính kèm "+f.Hash[:8])
		}
		had := files.Has(f.Hash)
		kept, err := files.Put(part, f.Size)
		_ = part.Close()
		if err != nil {
			return undo, err
		}
		if !had {
			added = append(added, kept.Hash)
		}
		if kept.Hash != f.Hash {
			return undo, broken(nil, "tệp đính kèm "+f.Hash[:8]+" không khớp mã kiểm tra")
		}
		work.row()
	}
	return undo, nil
}

func (a *archive) restoreRows(ctx context.Context, tx *sql.Tx, engine string, work *tally) error {
	if err := refuseUsed(ctx, tx); err != nil {
		return err
	}
	have, err := schemaVersion(ctx, tx)
	if err != nil {
		return err
	}
	if a.sum.Schema > have {
		return errs.Newf(errs.Invalid, "Bản sao lưu do phiên bản %s mới hơn chương trình này lập ra. Chưa phục hồi gì; cài phiên bản đó rồi làm lại.", a.sum.Program)
	}
	all, err := relations(ctx, tx, engine)
	if err != nil {
		return err
	}
	byName := map[string]relation{}
	for _, r := range all {
		byName[r.name] = r
		if isReference(r.name) {
			continue
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+quoted(r.name)); err != nil {
			return err
		}
	}
	for _, t := range a.sum.Tables {
		if err := takes(byName[t.Name], t); err != nil {
			return err
		}
		in := newLoader(tx, t)
		err := a.rows(ctx, t, func(row []any) error {
			work.row()
			return in.add(ctx, row)
		})
		if err == nil {
			err = in.flush(ctx)
		}
		if err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	return nil
}

// takes wants every column of the archive in the database, and of the others that they can stay empty.
func takes(r relation, t Table) error {
	for _, c := range t.Columns {
		if !r.hasKind(c) {
			return broken(nil, fmt.Sprintf("cột %q của bảng %s không có trong chương trình này", c.Name, t.Name))
		}
	}
	for _, a := range r.columns {
		if a.required && !t.has(a.Name) {
			return broken(nil, fmt.Sprintf("bản sao lưu cũ, bảng %s thiếu cột %q", t.Name, a.Name))
		}
	}
	return nil
}

func inTx(ctx context.Context, writer *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func restoreError(db *store.DB, err error) error {
	if errs.KindOf(err) != errs.Internal {
		return err
	}
	switch db.Engine.Classify(err) {
	case errs.Full:
		return errs.Wrap(errs.Full, err, "Ổ đĩa của máy chủ đã đầy nên chưa phục hồi được. Cơ sở dữ liệu vẫn như trước khi phục hồi; dọn ổ đĩa rồi làm lại.")
	case errs.Conflict:
		return broken(err, "có dòng trùng nhau, thiếu giá trị, hoặc trỏ tới dòng không có")
	case errs.Done:
		return errs.Wrap(errs.TooMany, err, "Cơ sở dữ liệu đang có chương trình khác ghi. Dừng chương trình đó rồi phục hồi lại.")
	}
	return err
}
