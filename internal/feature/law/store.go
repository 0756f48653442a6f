package law

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "law_citation", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.ShowAll, Title: "Văn bản, nơi dẫn"},
		store.Table{Name: "law_relation", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.ShowAll, Title: "Văn bản, quan hệ"},
		store.Table{Name: "law_review", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.ShowAll, Title: "Văn bản, sơ kết tổng kết"},
		store.Table{Name: "law_import", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.HideAll, Events: []string{"law_import"}, Title: "Văn bản, lần nhập"},
		store.Table{Name: "law_import_change", Growing: true, Scoped: true, Kind: actor.KindLaw, Narrow: store.HideAll, Title: "Văn bản, thay đổi khi nhập"},
	)
}

const (
	documentColumns = `d.id, d.unit_id, d.kind, d.symbol, d.number_fold, d.year, d.issuer, d.issued_on, d.cited_title, d.title, d.period, d.period_to,
		d.in_force, d.valid_from, d.valid_to, d.ends_on, d.note, d.source, d.confidence, d.checked_by, d.checked_at, d.uses, d.created_by, d.created_at, d.version`
	// counted are what is kept of the citations of a document: how many plans mean it, and whether one of its number is open.
	counted = `uses = (SELECT COUNT(*) FROM law_citation c WHERE c.unit_id = d.unit_id AND c.document_id = d.id),
		unclear = CASE WHEN d.year = 0 OR EXISTS (SELECT 1 FROM law_citation o WHERE o.unit_id = d.unit_id AND o.number_fold = d.number_fold AND o.document_id = '') THEN '1' ELSE '' END`
	citeColumns = `c.id, c.unit_id, c.plan_id, c.seq, c.kind, c.number, c.number_fold, c.date_text, c.issuer, c.title, c.document_id, c.chosen_by`
)

var (
	documentUses     = store.Change("law.document.uses", `UPDATE law_document AS d SET `+counted+` WHERE d.unit_id = $1 AND d.number_fold = $2 AND {scope:d}`)
	documentUsesOf   = store.Change("law.document.uses_of", `UPDATE law_document AS d SET `+counted+` WHERE d.id = $1 AND {scope:d}`)
	documentGet      = store.Query("law.document.get", `SELECT `+documentColumns+` FROM law_document d WHERE d.id = $1 AND {scope:d}`)
	documentOfNumber = store.Query("law.document.of_number", `SELECT `+documentColumns+` FROM law_document d WHERE d.unit_id = $1 AND d.number_fold = $2 AND d.dropped = FALSE AND {scope:d} ORDER BY d.issued_on, d.id`)
	documentNames    = store.Query("law.document.names", `SELECT d.id, d.kind, d.symbol, d.year, d.issued_on FROM law_document d WHERE d.unit_id = $1 AND d.dropped = FALSE AND {scope:d} ORDER BY d.uses DESC, d.sort_key LIMIT 500`)

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

func documentsOf(ctx context.Context, from store.Source, unitID, fold string) ([]Document, error) {
	return store.List[Document](ctx, from, documentOfNumber, unitID, fold)
}
