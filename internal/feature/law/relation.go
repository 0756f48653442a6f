package law

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// RelationKind says how one document stands to another.
type RelationKind string

// The kinds, as Luật Ban hành văn bản quy phạm pháp luật names what a document does to another.
const (
	RestsOn  RelationKind = "rests-on"
	Amends   RelationKind = "amends"
	Replaces RelationKind = "replaces"
	Repeals  RelationKind = "repeals"
	Guides   RelationKind = "guides"
)

// relationWords are a relation as the page of either document says it.
var relationWords = []struct {
	kind            RelationKind
	active, passive string
}{
	{RestsOn, "căn cứ vào", "là căn cứ của"},
	{Amends, "sửa đổi, bổ sung", "được sửa đổi, bổ sung bởi"},
	{Replaces, "thay thế", "được thay thế bởi"},
	{Repeals, "bãi bỏ", "bị bãi bỏ bởi"},
	{Guides, "hướng dẫn, thực hiện", "được hướng dẫn, thực hiện bởi"},
}

// relation is a relation of one document as its page shows it, with the other document.
type relation struct {
	RelationID string       `db:"relation_id"`
	Relation   RelationKind `db:"relation_kind"`
	Outward    bool         `db:"outward"` // the document of the page does it to the other
	Since      day.Day      `db:"since"`
	Document
}

func (r relation) words() string {
	for _, w := range relationWords {
		if w.kind != r.Relation {
			continue
		}
		if r.Outward {
			return w.active
		}
		return w.passive
	}
	return "liên quan tới"
}

// above reports whether the other document is one on which the document of the page rests.
func (r relation) above() bool {
	return r.Outward && (r.Relation == RestsOn || r.Relation == Guides)
}

var (
	relationAdd = store.Change("law.relation.add", `INSERT INTO law_relation (id, unit_id, from_id, to_id, kind, since, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	relationEnd = store.Change("law.relation.end", `DELETE FROM law_relation AS x WHERE x.id = $1 AND (x.from_id = $2 OR x.to_id = $2) AND {scope:x}`)
	relationsOf = store.Query("law.relation.of_document", `SELECT x.id AS relation_id, x.kind AS relation_kind, TRUE AS outward, x.since, `+documentColumns+`
		FROM law_relation x JOIN law_document d ON d.id = x.to_id WHERE x.from_id = $1 AND d.dropped = FALSE AND {scope:x}
		UNION ALL SELECT x.id AS relation_id, x.kind AS relation_kind, FALSE AS outward, x.since, `+documentColumns+`
		FROM law_relation x JOIN law_document d ON d.id = x.from_id WHERE x.to_id = $1 AND d.dropped = FALSE AND {scope:x}`)
)

// relationsWith are the relations of a document, grouped by what they say.
func relationsWith(ctx context.Context, from store.Source, id string) ([]relation, error) {
	out, err := store.List[relation](ctx, from, relationsOf, id)
	slices.SortStableFunc(out, func(a, b relation) int {
		if c := strings.Compare(a.words(), b.words()); c != 0 {
			return c
		}
		return strings.Compare(a.sortKey(), b.sortKey())
	})
	return out, err
}

// relate says how the document of the page stands to another of the register. What replaces or repeals from a day ends the
// other on the eve of that day.
func (l *Law) relate(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	t := relationTyped{How: f.Text("quan-he"), Other: f.Text("van-ban-kia"), Since: f.Text("tu-ngay")}
	var here Document
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		var err error
		if here, err = l.documentAt(ctx, tx, r); err != nil {
			return err
		}
		tx.Result(r.In("van-ban/" + here.ID))
		return l.relateTo(ctx, tx, here, t)
	})
	if fields, ok := web.Mistakes(err); ok {
		return l.showOne(w, r, showTyped{Relation: t, Errors: fields})
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi quan hệ giữa hai văn bản.")
	return r.Go(w, r.In("van-ban/"+here.ID))
}

// relationTyped is the form of a relation as it was typed.
type relationTyped struct{ How, Other, Since string }

func (l *Law) relateTo(ctx context.Context, tx *store.Tx, here Document, t relationTyped) error {
	var form errs.Form
	since := dayTyped(&form, "tu-ngay", t.Since)
	kind, outward, ok := relationOf(t.How)
	if !ok {
		form.Add("quan-he", "Chọn quan hệ")
	}
	other, err := otherDocument(ctx, tx, here, t.Other, &form)
	if err != nil {
		return err
	}
	if err := form.Err(); err != nil {
		return err
	}
	from, to := here, other
	if !outward {
		from, to = other, here
	}
	have, err := relationsWith(ctx, tx, from.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(have, func(x relation) bool { return x.Outward && x.Relation == kind && x.Document.ID == to.ID }) {
		form.Add("van-ban-kia", "Hai văn bản đã có quan hệ này")
		return form.Err()
	}
	if _, err := tx.Exec(ctx, relationAdd, ident.New(), here.UnitID, from.ID, to.ID, string(kind), since, tx.Actor().Name, tx.Now()); err != nil {
		return err
	}
	if (kind == Replaces || kind == Repeals) && !since.IsZero() {
		after := to
		after.State, after.ValidTo = Expired, since.Add(-1)
		if err := rewrite(ctx, tx, to, after.complete(), "Ghi hết hiệu lực theo "+from.Name()); err != nil {
			return err
		}
	}
	return tx.Audit(ctx, store.Entry{Kind: kindDocument, ID: here.ID, UnitID: here.UnitID, Action: "Thêm quan hệ: " + t.How + " " + other.Name()})
}

// relationOf reads the words of the form.
func relationOf(how string) (kind RelationKind, outward, ok bool) {
	for _, w := range relationWords {
		switch how {
		case w.active:
			return w.kind, true, true
		case w.passive:
			return w.kind, false, true
		}
	}
	return "", false, false
}

// otherDocument finds what was typed: "23/QĐ-TTg", or with its day when two share the number.
func otherDocument(ctx context.Context, from store.Source, here Document, text string, form *errs.Form) (Document, error) {
	number := numberIn(text)
	docs, err := documentsOf(ctx, from, here.UnitID, numberFold(number))
	if err != nil {
		return Document{}, err
	}
	if len(docs) > 1 {
		docs = slices.DeleteFunc(docs, func(d Document) bool { return vi.Fold(d.Name()) != vi.Fold(text) })
	}
	switch {
	case number == "":
		form.Add("van-ban-kia", "Ghi số, ký hiệu của văn bản kia, ví dụ 23/QĐ-TTg")
	case len(docs) == 0:
		form.Add("van-ban-kia", "Sổ chưa có văn bản này hoặc có nhiều văn bản cùng số: chọn trong danh sách gợi ý, hoặc thêm văn bản vào sổ trước")
	case docs[0].ID == here.ID:
		form.Add("van-ban-kia", "Chọn một văn bản khác với văn bản này")
	default:
		return docs[0], nil
	}
	return Document{}, nil
}

// numberIn takes the number out of "Quyết định số 23/QĐ-TTg ngày 07/01/2021".
func numberIn(text string) string {
	for _, word := range strings.Fields(text) {
		if numbered(word) {
			return word
		}
	}
	if numbered(text) { // "28 CT/TW"
		return text
	}
	return ""
}

// unrelate takes a relation away; an end of force that it wrote stays until somebody corrects it.
func (l *Law) unrelate(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("relation")
	if err != nil {
		return err
	}
	var here Document
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		var err error
		if here, err = l.documentAt(ctx, tx, r); err != nil {
			return err
		}
		tx.Result(r.In("van-ban/" + here.ID))
		have, err := relationsWith(ctx, tx, here.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(have, func(x relation) bool { return x.RelationID == id })
		if i < 0 {
			return errs.New(errs.NotFound, "Quan hệ này không còn. Có thể ai đó đã bỏ trước.")
		}
		if _, err := tx.Exec(ctx, relationEnd, id, here.ID); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: kindDocument, ID: here.ID, UnitID: here.UnitID, Action: "Bỏ quan hệ: " + have[i].words() + " " + have[i].Name()})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã bỏ quan hệ giữa hai văn bản.")
	return r.Go(w, r.In("van-ban/"+here.ID))
}

func dayTyped(f *errs.Form, field, text string) day.Day {
	if text == "" {
		return day.Day{}
	}
	d, err := day.Parse(text)
	if err != nil {
		words, _ := web.Words(err)
		f.Add(field, "%s", words)
	}
	return d
}
