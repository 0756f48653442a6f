package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// wholeText is everything about a plan that belongs to one text of it.
type wholeText struct {
	Title      string        `db:"title"`
	Number     string        `db:"number"`
	Issuer     string        `db:"issuer"`
	IssuedOn   day.Day       `db:"issued_on"`
	SourceName string        `db:"source_name"`
	SourceHash string        `db:"source_hash"`
	Text       string        `db:"source_text"`
	Outline    string        `db:"outline"`
	Notes      string        `db:"notes"`
	Reader     string        `db:"reader"`
	CreatedBy  string        `db:"created_by"`
	CreatedAt  store.Instant `db:"created_at"`
}

var (
	planWhole = store.Query("plan.whole", `SELECT p.title, p.number, p.issuer, p.issued_on, p.source_name, p.source_hash, {see:p.source_text} AS source_text, {see:p.outline} AS outline, {see:p.notes} AS notes, p.reader, p.created_by, p.created_at
		FROM plan p WHERE p.id = $1 AND {scope:p}`)
	planRewrite = store.Change("plan.rewrite", `UPDATE plan AS p SET title = $1, number = $2, issuer = $3, issued_on = $4, source_name = $5, source_hash = $6, source_text = $7, outline = $8,
		notes = $9, reader = $10, created_by = $11, created_at = $12, state = $13, confirmed_by = $14, confirmed_at = $15, version = version + 1 WHERE p.id = $16 AND p.version = $17 AND {scope:p}`)
	planSigned = store.Change("plan.sign", `UPDATE plan AS p SET confirmed_by = $1, confirmed_at = $2, replaced_at = $3 WHERE p.id = $4 AND p.version = $5 AND {scope:p}`)

	doubtsSwap    = store.Change("plan.doubt.swap", `UPDATE plan_doubt AS d SET plan_id = CASE WHEN d.plan_id = $1 THEN $2 ELSE $1 END WHERE d.plan_id IN ($1, $2) AND {scope:d}`)
	citationsSwap = store.Change("plan.citation.swap", `UPDATE plan_citation AS c SET plan_id = CASE WHEN c.plan_id = $1 THEN $2 ELSE $1 END WHERE c.plan_id IN ($1, $2) AND {scope:c}`)

	// Parts stand in the sentence of the whole.
	partsFollow = store.Change("plan.task.parts_follow", `UPDATE task AS t SET text = $1, line_from = $2, line_to = $3 WHERE t.parent_id = $4 AND t.line_from = $5 AND t.line_to = $6 AND {scope:t}`)
	taskFreeze  = store.Change("plan.task.freeze", `UPDATE task AS t SET absent = $1 WHERE t.id = $2 AND {scope:t}`)
	// What was deleted before stands in the text that is replaced, should it come back.
	droppedLeave  = store.Change("plan.task.dropped_leave", `UPDATE task AS t SET absent = $1 WHERE t.plan_id = $2 AND t.dropped = TRUE AND t.absent = '' AND {scope:t}`)
	droppedReturn = store.Change("plan.task.dropped_return", `UPDATE task AS t SET absent = '' WHERE t.plan_id = $2 AND t.dropped = TRUE AND t.absent = $1 AND {scope:t}`)
)

// write gives a plan's row this text.
func (w wholeText) write(ctx context.Context, tx *store.Tx, p Plan, s State) error {
	return tx.UpdateOne(ctx, planRewrite, w.Title, w.Number, w.Issuer, w.IssuedOn, w.SourceName, w.SourceHash, w.Text, w.Outline, w.Notes, w.Reader, w.CreatedBy, w.CreatedAt,
		string(s), p.ConfirmedBy, p.ConfirmedAt, p.ID, p.Version)
}
