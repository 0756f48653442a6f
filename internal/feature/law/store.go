package law

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "law_document", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.ShowAll, Events: []string{"law_document", "law"}, Title: "Văn bản"},
		store.Table{Name: "law_citation", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.ShowAll, Title: "Văn bản, nơi dẫn"},
		store.Table{Name: "law_relation", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.ShowAll, Title: "Văn bản, quan hệ"},
		store.Table{Name: "law_review", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.ShowAll, Title: "Văn bản, sơ kết tổng kết"},
		store.Table{Name: "law_import", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.HideAll, Events: []string{"law_import"}, Title: "Văn bản, lần nhập"},
		store.Table{Name: "law_import_change", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.HideAll, Title: "Văn bản, thay đổi khi nhập"},
	)
}

const (
	documentColumns = `d.id, d.unit_id, d.kind, d.number, d.number_fold, d.year, d.issuer, d.issued_on, d.cited_title, d.title, d.period_from, d.period_to,
		d.state, d.valid_from, d.valid_to, d.ends_on, d.note, d.source, d.confidence, d.checked_by, d.checked_at, d.uses, d.created_by, d.created_at, d.version`
	citeColumns = `c.id, c.unit_id, c.plan_id, c.seq, c.kind, c.number, c.number_fold, c.date_text, c.issuer, c.title, c.document_id, c.chosen_by`
)

var (
	documentAdd = store.Change("law.document.add", `INSERT INTO law_document (id, unit_id, kind, number, number_fold, year, issuer, issued_on, cited_title, title,
		period_from, period_to, state, valid_from, valid_to, ends_on, note, source, confidence, checked_by, checked_at, uses, doc_key, sort_key, created_by, created_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, 1)`)
	documentEdit = store.Change("law.document.edit", `UPDATE law_document AS d SET kind = $1, number = $2, number_fold = $3, year = $4, issuer = $5, issued_on = $6,
		cited_title = $7, title = $8, period_from = $9, period_to = $10, state = $11, valid_from = $12, valid_to = $13, ends_on = $14, note = $15, source = $16,
		confidence = $17, checked_by = $18, checked_at = $19, doc_key = $20, sort_key = $21, version = version + 1
		WHERE d.id = $22 AND d.version = $23 AND {scope:d}`)
	documentUses = store.Change("law.document.uses", `UPDATE law_document AS d SET uses = (SELECT COUNT(*) FROM law_citation c WHERE c.unit_id = d.unit_id AND c.document_id = d.id)
		WHERE d.unit_id = $1 AND d.number_fold = $2 AND {scope:d}`)
	documentUsesOf = store.Change("law.document.uses_of", `UPDATE law_document AS d SET uses = (SELECT COUNT(*) FROM law_citation c WHERE c.unit_id = d.unit_id AND c.document_id = d.id)
		WHERE d.id = $1 AND {scope:d}`)
	documentDrop     = store.Change("law.document.drop", `DELETE FROM law_document AS d WHERE d.id = $1 AND d.version = $2 AND {scope:d}`)
	documentGet      = store.Query("law.document.get", `SELECT `+documentColumns+` FROM law_document d WHERE d.id = $1 AND {scope:d}`)
	documentOfNumber = store.Query("law.document.of_number", `SELECT `+documentColumns+` FROM law_document d WHERE d.unit_id = $1 AND d.number_fold = $2 AND {scope:d} ORDER BY d.issued_on, d.id`)
	documentAll      = store.Query("law.document.all", `SELECT `+documentColumns+` FROM law_document d WHERE d.unit_id = $1 AND {scope:d} ORDER BY d.sort_key, d.id`)
	documentNames    = store.Query("law.document.names", `SELECT d.id, d.kind, d.number, d.year, d.issued_on FROM law_document d WHERE d.unit_id = $1 AND {scope:d} ORDER BY d.uses DESC, d.sort_key LIMIT 500`)

	citeAdd = store.Change("law.citation.add", `INSERT INTO law_citation (id, unit_id, plan_id, seq, kind, number, number_fold, date_text, issuer, title, document_id, chosen_by, chosen_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', 0)`)
	citeSettle = store.Change("law.citation.settle", `UPDATE law_citation AS c SET document_id = $1, chosen_by = $2, chosen_at = $3 WHERE c.id = $4 AND {scope:c}`)
	citeForget = store.Change("law.citation.forget", `UPDATE law_citation AS c SET document_id = '', chosen_by = '', chosen_at = 0 WHERE c.unit_id = $1 AND c.document_id = $2 AND {scope:c}`)
	citeDrop   = store.Change("law.citation.drop", `DELETE FROM law_citation AS c WHERE c.plan_id = $1 AND {scope:c}`)
	citeGet    = store.Query("law.citation.get", `SELECT `+citeColumns+` FROM law_citation c WHERE c.id = $1 AND {scope:c}`)
	citeOfPlan = store.Query("law.citation.of_plan", `SELECT `+citeColumns+` FROM law_citation c WHERE c.plan_id = $1 AND {scope:c} ORDER BY c.seq`)
	citeOfNum  = store.Query("law.citation.of_number", `SELECT `+citeColumns+` FROM law_citation c WHERE c.unit_id = $1 AND c.number_fold = $2 AND {scope:c} ORDER BY c.plan_id, c.seq`)
	citePlans  = store.Query("law.citation.plans", `SELECT DISTINCT c.plan_id FROM law_citation c WHERE {scope:c}`, store.Whole("once at start, to find the plans that the register has not seen"))
	marksOf    = store.Query("law.citation.marks", `SELECT c.seq AS cite_seq, `+documentColumns+` FROM law_citation c JOIN law_document d ON d.id = c.document_id
		WHERE c.plan_id = $1 AND {scope:c} ORDER BY c.seq`)
)

// values are the columns of a document in the order of documentAdd, without who made it and when.
func (d Document) values() []any {
	return []any{d.Kind, d.Number, d.NumberFold, d.Year, d.Issuer, d.IssuedOn, d.CitedTitle, d.Title, d.PeriodFrom, d.PeriodTo, string(d.State), d.ValidFrom, d.ValidTo,
		d.EndsOn, d.Note, d.Source, string(d.Confidence), d.CheckedBy, d.CheckedAt}
}

// insert writes a document, inside a change that says in the history where it comes from.
func insert(ctx context.Context, tx *store.Tx, d Document) error {
	args := append([]any{d.ID, d.UnitID}, d.values()...)
	_, err := tx.Exec(ctx, documentAdd, append(args, d.Uses, d.key().String(), d.sortKey(), tx.Actor().Name, tx.Now())...)
	return err
}

// update writes a document over the version that it carries.
func update(ctx context.Context, tx *store.Tx, d Document) error {
	return tx.UpdateOne(ctx, documentEdit, append(d.values(), d.key().String(), d.sortKey(), d.ID, d.Version)...)
}

func documentsOf(ctx context.Context, from store.Source, unitID, fold string) ([]Document, error) {
	return store.List[Document](ctx, from, documentOfNumber, unitID, fold)
}
