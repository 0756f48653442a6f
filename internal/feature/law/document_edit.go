package law

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// documentAt is the document of the address: by its id, or by a number that only one document has.
func (l *Law) documentAt(ctx context.Context, from store.Source, r *web.Request) (Document, error) {
	part := r.PathValue("document")
	if ident.Valid(part) {
		return store.Get[Document](ctx, from, documentGet, part)
	}
	docs, err := documentsOf(ctx, from, r.Unit.ID, foldOfPath(part))
	if err != nil {
		return Document{}, err
	}
	if len(docs) != 1 {
		return Document{}, errs.New(errs.NotFound, "Không có đúng một văn bản mang số này trong sổ. Mở sổ văn bản rồi chọn.")
	}
	return docs[0], nil
}

func (l *Law) editForm(w http.ResponseWriter, r *web.Request) error {
	d, err := l.documentAt(r.Context(), r.Reader(), r)
	if err != nil {
		return err
	}
	return l.showEdit(w, r, http.StatusOK, formView{Doc: d, Typed: typedOf(d)})
}

func (l *Law) showEdit(w http.ResponseWriter, r *web.Request, status int, v formView) error {
	v.Back, v.Once = r.In("van-ban/"+v.Doc.ID), web.NewKey()
	v.Action = v.Back + "/sua"
	view := web.View{Title: "Sửa văn bản", Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Văn bản", Href: r.In("van-ban")}, {Text: v.Doc.Number, Href: v.Back}, {Text: "Sửa"}}}
	return r.ShowStatus(w, status, view, formPage(v))
}

// edit writes what was typed over the version that the person saw; a newer one is shown beside it.
func (l *Law) edit(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v := formView{Typed: typedIn(f, "")}
	seen, _ := strconv.ParseInt(f.Text("ban"), 10, 64) // anything else is no version that exists
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		now, err := l.documentAt(ctx, tx, r)
		if err != nil {
			return err
		}
		v.Doc = now
		v.Typed = v.Typed.settled(f, typedOf(now))
		tx.Result(r.In("van-ban/" + now.ID))
		var form errs.Form
		after := v.Typed.over(now, &form)
		if err := form.Err(); err != nil {
			return err
		}
		after.Version = seen
		return l.rewrite(ctx, tx, now, after, "Sửa văn bản")
	})
	if fields, ok := web.Mistakes(err); ok {
		v.Errors, v.Doc.Version = fields, seen
		return l.showEdit(w, r, http.StatusUnprocessableEntity, v)
	}
	if errs.Is(err, errs.Conflict) && v.Doc.ID != "" {
		return l.showConflict(w, r, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã sửa văn bản.")
	return r.Go(w, r.In("van-ban/"+v.Doc.ID))
}

// rewrite changes a document; what a person typed is no longer only what plans say. Citations of the old and of the new
// number look again for their document.
func (l *Law) rewrite(ctx context.Context, tx *store.Tx, before, after Document, action string) error {
	if err := refuseTwin(ctx, tx, after); err != nil {
		return err
	}
	if after.Confidence == Cited {
		after.Confidence = Typed
	}
	if err := update(ctx, tx, after); err != nil {
		return err
	}
	if before.key() != after.key() {
		if err := l.rekeyed(ctx, tx, before, after); err != nil {
			return err
		}
	}
	return tx.Audit(ctx, store.Entry{Kind: kindDocument, ID: after.ID, UnitID: after.UnitID, Action: action, Before: before.record(), After: after.record()})
}

// rekeyed lets citations look again after a date, an issuer or a number was corrected. Those that meant the document still
// mean it: the person corrects what the plan has wrong.
func (l *Law) rekeyed(ctx context.Context, tx *store.Tx, before, after Document) error {
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

// settled applies the choices that a person made between two versions.
func (t typed) settled(f *web.Form, theirs typed) typed {
	for _, tf := range typedFields {
		if f.Text("chon-"+tf.name) == "theirs" {
			*tf.of(&t) = *tf.of(&theirs)
		}
	}
	return t
}

// showConflict shows both versions of what differs. The form then rests on the newer one.
func (l *Law) showConflict(w http.ResponseWriter, r *web.Request, v formView) error {
	now, err := l.documentAt(r.Context(), r.Reader(), r)
	if err != nil {
		return err
	}
	last, err := store.HistoryOf(r.Context(), r.Reader(), kindDocument, now.ID, 1)
	if err != nil {
		return err
	}
	v.Doc, v.Conflict = now, &ui.ConflictProps{Record: "văn bản này"}
	if len(last) > 0 {
		v.Conflict.Who, v.Conflict.When = last[0].AccountName, web.Stamp(last[0].At)
	}
	theirs := typedOf(now)
	for _, tf := range typedFields {
		if mine, other := *tf.of(&v.Typed), *tf.of(&theirs); mine != other {
			v.Conflict.Rows = append(v.Conflict.Rows, ui.ConflictRow{Name: "chon-" + tf.name, Field: tf.label, Mine: mine, Theirs: other})
		}
	}
	return l.showEdit(w, r, http.StatusConflict, v)
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
		return l.rewrite(ctx, tx, before, after, action)
	})
	if err != nil {
		return err
	}
	r.Say(w, said)
	return r.Go(w, r.In("van-ban/"+id))
}
