package law

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

var documentEnds = store.Query("law.document.ends", `SELECT `+documentColumns+` FROM law_document d WHERE {scope:d} AND d.dropped = FALSE AND d.ends_on >= $1 AND d.ends_on <= $2
	ORDER BY d.ends_on, d.id LIMIT $3`)

// Ends lists the documents whose force or period ends on a day from a day to another, the earliest first.
func (l *Law) Ends(ctx context.Context, from store.Source, first, last day.Day, limit int) ([]Document, error) {
	return store.List[Document](ctx, from, documentEnds, first, last, limit)
}
