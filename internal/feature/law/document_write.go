package law

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// kindDocument is the kind of the register's records in the history.
const kindDocument = "law_document"

func today(tx *store.Tx) day.Day { return day.At(tx.Now().Time) }

// insert writes a document that a plan cites.
func insert(ctx context.Context, tx *store.Tx, d Document) error {
	rec := Documents.Blank(d.UnitID)
	rec.ID = d.ID
	d.into(&rec, today(tx))
	_, err := Documents.Enter(ctx, tx, rec, today(tx), "Vào sổ theo kế hoạch dẫn")
	return err
}

// update writes a document over the version that it carries.
func update(ctx context.Context, tx *store.Tx, d Document, action string) error {
	before, err := Documents.Get(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	after := before
	after.Values = slices.Clone(before.Values)
	after.Version = d.Version
	d.Uses = documentIn(before).Uses
	d.into(&after, today(tx))
	return Documents.Put(ctx, tx, before, after, today(tx), action, "")
}

// rewrite changes a document as a person decided; what a person said is no longer only what plans say. Citations of the old and
// of the new number look again for their document.
func rewrite(ctx context.Context, tx *store.Tx, before, after Document, action string) error {
	if after.Confidence == Cited {
		after.Confidence = Typed
	}
	if err := update(ctx, tx, after, action); err != nil {
		return err
	}
	return rekeyed(ctx, tx, before, after)
}

// rekeyed lets citations look again after a date, an issuer or a number was corrected. Those that meant the document still
// mean it: the person corrects what the plan has wrong.
func rekeyed(ctx context.Context, tx *store.Tx, before, after Document) error {
	if before.key() == after.key() {
		return nil
	}
	cites, err := store.List[Cite](ctx, tx, citeOfNum, after.UnitID, before.NumberFold)
	if err != nil {
		return err
	}
	for _, c := range cites {
		if c.DocumentID != after.ID || c.key().meets(after.key()) {
			continue
		}
		if _, err := tx.Exec(ctx, citeSettle, after.ID, tx.Actor().Name, tx.Now(), c.ID); err != nil {
			return err
		}
	}
	for _, fold := range slices.Compact([]string{before.NumberFold, after.NumberFold}) {
		if _, err := settle(ctx, tx, after.UnitID, fold); err != nil {
			return err
		}
	}
	return nil
}

// written lets the citations of a number look again for their document when a person entered, corrected, threw away or brought
// back one. A document that a plan cites, or of which a review was decided, stays.
func written(ctx context.Context, tx *store.Tx, before, after register.Record) error {
	was, is := documentIn(before), documentIn(after)
	switch {
	case after.ID == "" || after.Dropped && !before.Dropped:
		return leaves(ctx, tx, was, after.ID == "")
	case before.ID == "" || before.Dropped:
		_, err := settle(ctx, tx, is.UnitID, is.NumberFold)
		return err
	}
	return rekeyed(ctx, tx, was, is)
}

var hangsOn = store.Query("law.document.hangs", `SELECT (SELECT COUNT(*) FROM law_relation x WHERE (x.from_id = $1 OR x.to_id = $1) AND {scope:x}) + (SELECT COUNT(*) FROM law_review v WHERE v.document_id = $1 AND {scope:v}) AS n`)

// leaves takes a document out of the register; erased is for good.
func leaves(ctx context.Context, tx *store.Tx, d Document, erased bool) error {
	n, err := store.Get[int](ctx, tx, hangsOn, d.ID)
	if err != nil {
		return err
	}
	if erased && n > 0 {
		return errs.New(errs.Conflict, "Văn bản này đã có quan hệ hoặc quyết định sơ kết, tổng kết nên không bỏ được. Chưa đổi gì.")
	}
	if d.Uses > 0 && !erased {
		return errs.Newf(errs.Conflict, "%s đang được %d kế hoạch dẫn nên không chuyển vào thùng rác được. Chưa đổi gì.", d.Name(), d.Uses)
	}
	if _, err := tx.Exec(ctx, citeForget, d.UnitID, d.ID); err != nil {
		return err
	}
	tx.AtEnd("law.settle."+d.UnitID+"."+d.NumberFold, func(ctx context.Context, tx *store.Tx) error { // once the document is gone
		_, err := settle(ctx, tx, d.UnitID, d.NumberFold)
		return err
	})
	return nil
}

// documentAt is the document of the address.
func (l *Law) documentAt(ctx context.Context, from store.Source, r *web.Request) (Document, error) {
	id := r.PathValue(kindDocument)
	if !ident.Valid(id) {
		return Document{}, errs.New(errs.NotFound, "Không có đúng một văn bản mang số này trong sổ. Mở sổ văn bản rồi chọn.")
	}
	return store.Get[Document](ctx, from, documentGet, id)
}

// named answers an address that calls a document by a number that only one has, like that of its id.
func (l *Law) named(answer web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		part := r.PathValue(kindDocument)
		if !ident.Valid(part) {
			docs, err := documentsOf(r.Context(), r.Reader(), r.Unit.ID, foldOfPath(part))
			if err != nil {
				return err
			}
			if len(docs) == 1 {
				r.SetPathValue(kindDocument, docs[0].ID)
			}
		}
		return answer(w, r)
	}
}

// check notes that a person compared the document with the official text, or takes that back.
func (l *Law) check(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	var id, said string
	seen, _ := strconv.ParseInt(f.Text("ban"), 10, 64) // anything else is no version that exists
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		before, err := l.documentAt(ctx, tx, r)
		if err != nil {
			return err
		}
		id = before.ID
		tx.Result(r.In("van-ban/" + id))
		after := before
		after.Version = seen
		after.Confidence, after.CheckedBy, after.CheckedAt = Checked, tx.Actor().Name, tx.Now()
		action := "Ghi đã đối chiếu với văn bản gốc"
		said = "Đã ghi: anh/chị đã đối chiếu văn bản này."
		if before.Confidence == Checked {
			after.Confidence, after.CheckedBy, after.CheckedAt = Typed, "", store.Instant{}
			action, said = "Bỏ ghi đã đối chiếu", "Đã bỏ ghi đối chiếu."
		}
		return rewrite(ctx, tx, before, after, action)
	})
	if err != nil {
		return err
	}
	r.Say(w, said)
	return r.Go(w, r.In("van-ban/"+id))
}
