package law

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// UndoDays is how long an import can be taken back.
const UndoDays = 30

// importFix takes the corrections and choices of one page of the preview.
func (l *Law) importFix(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	next := r.In("nhap-van-ban/" + r.PathValue("import"))
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		b, err := l.broughtAt(ctx, tx, r)
		if err != nil {
			return err
		}
		return fixRows(ctx, tx, b, f)
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã nhận các sửa đổi. Chưa ghi vào sổ.")
	return r.Go(w, next)
}

func fixRows(ctx context.Context, tx *store.Tx, b brought, f *web.Form) error {
	if b.State != waiting {
		return errs.New(errs.Conflict, "Bảng này đã được ghi hoặc đã hoàn tác. Chưa đổi gì thêm.")
	}
	var rows []row
	if err := json.Unmarshal([]byte(b.Rows), &rows); err != nil {
		return err
	}
	for i := range rows {
		fixRow(&rows[i], f)
	}
	kept, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, broughtRows, string(kept), b.ID, b.Version); err != nil {
		return err
	}
	tx.Unaudited("a table that waits to be looked at is no record of work")
	return nil
}

// fixRow takes what the form says of one row; a row that is not on the page stays.
func fixRow(r *row, f *web.Form) {
	if !slices.Contains(f.All("dong"), itoa(r.Row)) {
		return
	}
	for _, tf := range typedFields {
		if f.Has(r.cell(tf.name)) {
			*tf.of(&r.Typed) = f.Text(r.cell(tf.name))
		}
	}
	if f.Has(r.cell("chon")) {
		r.Choice = f.Text(r.cell("chon"))
	}
	if f.Has(r.cell("bo")) {
		r.Choice = choiceSkip
	}
}

// importWrite writes the rows that are clear, all in one change. Rows with mistakes or open choices are not written, and
// while there are any nothing is, so that a table enters whole or not at all.
func (l *Law) importWrite(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	next := r.In("nhap-van-ban/" + r.PathValue("import"))
	err := r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		b, err := l.broughtAt(ctx, tx, r)
		if err != nil {
			return err
		}
		return l.writeRows(ctx, tx, b)
	})
	if err != nil {
		return err
	}
	r.SayUndo(w, "Đã ghi bảng vào sổ văn bản.", next+"/hoan-tac")
	return r.Go(w, next)
}

func (l *Law) writeRows(ctx context.Context, tx *store.Tx, b brought) error {
	if b.State != waiting {
		return errs.New(errs.Conflict, "Bảng này đã được ghi hoặc đã hoàn tác. Chưa ghi gì thêm.")
	}
	all, err := judgeAll(ctx, tx, b)
	if err != nil {
		return err
	}
	if open := count(all, groupWrong) + count(all, groupTwin); open > 0 {
		return errs.New(errs.Conflict, "Còn "+itoa(open)+" dòng lỗi hoặc cần chọn. Chưa ghi gì; sửa, chọn hoặc bỏ các dòng đó rồi ghi lại.")
	}
	added, updated := 0, 0
	for _, j := range all {
		switch j.Group {
		case groupAdd:
			added++
		case groupUpdate:
			updated++
		default:
			continue
		}
		if err := l.writeRow(ctx, tx, b, j); err != nil {
			return err
		}
	}
	if err := tx.UpdateOne(ctx, broughtEnd, written, added, updated, b.ID, b.Version); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "law_import", ID: b.ID, UnitID: b.UnitID, Action: "Nhập văn bản từ bảng: thêm " + itoa(added) + ", cập nhật " + itoa(updated)})
}

func (l *Law) writeRow(ctx context.Context, tx *store.Tx, b brought, j judged) error {
	before, version := "", int64(1)
	if j.Group == groupAdd {
		if err := l.enter(ctx, tx, j.After); err != nil {
			return rowError(j, err)
		}
	} else {
		was, err := json.Marshal(j.Before)
		if err != nil {
			return err
		}
		before, version = string(was), j.Before.Version+1
		if err := l.rewrite(ctx, tx, j.Before, j.After, "Cập nhật từ bảng nhập"); err != nil {
			return rowError(j, err)
		}
	}
	_, err := tx.Exec(ctx, changeAdd, ident.New(), b.UnitID, b.ID, j.After.ID, before, version)
	return err
}

// rowError names the row of a failure.
func rowError(j judged, err error) error {
	if fields, ok := web.Mistakes(err); ok {
		return errs.New(errs.Conflict, "Dòng "+strconv.Itoa(j.Row)+": "+fields[0].Message+". Chưa ghi gì; sửa dòng đó rồi ghi lại.")
	}
	return err
}

// change is what an import did to one document.
type change struct {
	DocumentID string `db:"document_id"`
	Before     string `db:"before"`
	Version    int64  `db:"version"`
}

// importUndo takes an import back: what it added goes, what it changed is as before. What somebody changed since stays.
func (l *Law) importUndo(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	next := r.In("nhap-van-ban/" + r.PathValue("import"))
	kept := 0
	err := r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		b, err := l.broughtAt(ctx, tx, r)
		if err != nil {
			return err
		}
		if b.State != written || tx.Now().Sub(b.CreatedAt.Time).Hours() > UndoDays*24 {
			return errs.New(errs.Conflict, "Lần nhập này đã hoàn tác, chưa ghi, hoặc đã quá 30 ngày. Chưa đổi gì.")
		}
		kept, err = l.undo(ctx, tx, b)
		return err
	})
	if err != nil {
		return err
	}
	said := "Đã hoàn tác lần nhập."
	if kept > 0 {
		said += " " + itoa(kept) + " văn bản đã có người sửa hoặc dùng sau khi nhập nên giữ lại."
	}
	r.Say(w, said)
	return r.Go(w, next)
}

func (l *Law) undo(ctx context.Context, tx *store.Tx, b brought) (kept int, err error) {
	changes, err := store.List[change](ctx, tx, changesOf, b.ID)
	if err != nil {
		return 0, err
	}
	for _, c := range changes {
		done, err := l.undoOne(ctx, tx, c)
		if err != nil {
			return 0, err
		}
		if !done {
			kept++
		}
	}
	if err := tx.UpdateOne(ctx, broughtEnd, undone, b.Added, b.Updated, b.ID, b.Version); err != nil {
		return 0, err
	}
	return kept, tx.Audit(ctx, store.Entry{Kind: "law_import", ID: b.ID, UnitID: b.UnitID, Action: "Hoàn tác lần nhập văn bản"})
}

// undoOne takes one change back; ok is false when somebody has worked on the document since.
func (l *Law) undoOne(ctx context.Context, tx *store.Tx, c change) (ok bool, err error) {
	now, found, err := store.Find[Document](ctx, tx, documentGet, c.DocumentID)
	if err != nil || !found || now.Version != c.Version {
		return false, err
	}
	if c.Before != "" {
		var before Document
		if err := json.Unmarshal([]byte(c.Before), &before); err != nil {
			return false, err
		}
		before.Version = now.Version
		if err := update(ctx, tx, before); err != nil {
			return false, err
		}
		if now.key() != before.key() {
			err = l.rekeyed(ctx, tx, now, before)
		}
		if err != nil {
			return false, err
		}
		return true, tx.Audit(ctx, store.Entry{Kind: kindDocument, ID: now.ID, UnitID: now.UnitID, Action: "Hoàn tác cập nhật từ bảng nhập", Before: now.record(), After: before.record()})
	}
	related, err := store.Get[int](ctx, tx, relatedOne, now.ID)
	if err != nil || related > 0 {
		return false, err
	}
	return true, l.drop(ctx, tx, now)
}

// drop takes a document out of the register; citations of its number look again for theirs.
func (l *Law) drop(ctx context.Context, tx *store.Tx, d Document) error {
	decided, err := store.List[decision](ctx, tx, reviewedOf, d.ID)
	if err != nil {
		return err
	}
	if len(decided) > 0 {
		return errs.New(errs.Conflict, "Văn bản này đã có quyết định sơ kết hoặc tổng kết nên không bỏ được. Chưa đổi gì.")
	}
	if _, err := tx.Exec(ctx, citeForget, d.UnitID, d.ID); err != nil {
		return err
	}
	if err := tx.UpdateOne(ctx, documentDrop, d.ID, d.Version); err != nil {
		return err
	}
	if _, err := settle(ctx, tx, d.UnitID, d.NumberFold); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: kindDocument, ID: d.ID, UnitID: d.UnitID, Action: "Bỏ văn bản khỏi sổ", Before: d.record()})
}
