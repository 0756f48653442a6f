package seal

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Emptied is a row of the history whose values were erased because the law wants it.
type Emptied struct {
	RowID    string
	Document string // number and date of the decision
	At       store.Instant
}

// emptied is the row of the table, with the act that the history tells of it.
type emptied struct {
	RowID    string        `db:"row_id"`
	Digest   string        `db:"digest"`
	Document string        `db:"document"`
	At       store.Instant `db:"at"`
	Act      string        `db:"act"` // the document of the act; empty when the history knows of none
}

// acted reports whether a row of the history, which has its own place in the chain, says the same.
func (e emptied) acted() bool { return e.Document != "" && e.Act == e.Document }

// erased reads what was erased, by row.
func erased(ctx context.Context, from store.Source) (map[string]emptied, error) {
	list, err := store.List[emptied](ctx, from, emptiedAll)
	out := make(map[string]emptied, len(list))
	for _, e := range list {
		out[e.RowID] = e
	}
	return out, err
}

// EmptyAction is how the history names the act.
const EmptyAction = "Xóa giá trị trong lịch sử"

// actKind is the kind of the acts in the history: their record is a row of the history.
const actKind = "audit"

var (
	emptiedAll = store.Query("seal.emptied.all", `SELECT p.row_id, p.digest, p.document, p.at, COALESCE({see:e.note}, '') AS act FROM seal_emptied p
		LEFT JOIN audit e ON e.kind = 'audit' AND e.record_id = p.row_id AND e.action = '`+EmptyAction+`' AND {see:e.note} = p.document AND {scope:e} ORDER BY p.row_id`)
	emptiedAdd = store.Change("seal.emptied.add", `INSERT INTO seal_emptied (row_id, digest, document, at) VALUES ($1, $2, $3, $4)`)
	linkOfRow  = store.Query("seal.link.of_row", `SELECT `+linkColumns+`, `+eventColumns+` FROM seal s JOIN audit e ON e.id = s.row_id WHERE s.row_id = $1 AND {scope:e}`)
	linkUnsalt = store.Change("seal.link.forget_salt", `UPDATE seal SET salt = '' WHERE row_id = $1`)
	auditEmpty = store.Change("seal.audit.empty", `UPDATE audit AS e SET before = '', after = '', note = '' WHERE e.id = $1 AND {scope:e}`)
)

// Empty erases the values of one row of the history, inside the caller's change: what was before, what was after and the
// note. That something was done, by whom, when and to which record stays, and so does its place in the chain. document names the
// decision that orders it (Luật 91/2025/QH15, Đ14). A row that is not sealed yet, or is not what was sealed, is errs.Conflict:
// erasing would hide the change. The right to ask for it is the caller's to check.
func Empty(ctx context.Context, tx *store.Tx, rowID, document string) error {
	if document == "" {
		return errs.New(errs.Invalid, "Ghi số, ngày của văn bản yêu cầu xóa giá trị trong lịch sử.")
	}
	l, sealed, err := store.Find[sealedEvent](ctx, tx, linkOfRow, rowID)
	if err != nil {
		return err
	}
	if !sealed {
		return errs.New(errs.Conflict, "Có dòng lịch sử vừa ghi, chưa vào chuỗi. Chưa xóa gì; chờ nửa phút rồi làm lại.")
	}
	if l.Kind == actKind && l.Action == EmptyAction {
		return errs.New(errs.Invalid, "Dòng này ghi chính việc xóa giá trị nên phải giữ nguyên.")
	}
	before := hash{}
	if l.Seq > 1 {
		text, err := store.Get[string](ctx, tx, linkHash, l.Seq-1)
		if err != nil {
			return err
		}
		before = parseHash(text)
	}
	var h hasher
	r := eventRow(l.Form, &l.event)
	digest := h.digest(l.Salt, r)
	if l.Salt == "" || h.link(before, l.Seq, l.Form, r, digest) != parseHash(l.Hash) {
		return errs.New(errs.Conflict, "Dòng lịch sử này đã bị xóa giá trị hoặc không còn khớp chuỗi. Chưa xóa gì; chạy “mangnon verify” để xem chỗ đứt.")
	}
	if _, err := tx.Exec(ctx, auditEmpty, rowID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, linkUnsalt, rowID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, emptiedAdd, rowID, digest.String(), document, tx.Now()); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: actKind, ID: rowID, UnitID: l.Event.UnitID, Action: EmptyAction, Note: document})
}
