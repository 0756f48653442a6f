package law

import (
	"context"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

var _ register.Matcher = (*Law)(nil)

// Alike implements register.Matcher: the documents of the same number that a new one does not contradict. One of the same
// day surely is the same, though one of them does not say who issued it.
func (l *Law) Alike(ctx context.Context, from store.Source, rec register.Record, _ *register.Env) ([]register.Alike, error) {
	fresh := documentIn(rec)
	docs, err := store.List[Document](ctx, from, documentAlike, fresh.NumberFold)
	if err != nil {
		return nil, err
	}
	var out []register.Alike
	for _, d := range docs {
		if d.ID == rec.ID || !fresh.key().meets(d.key()) {
			continue
		}
		there, err := Documents.Get(ctx, from, d.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, register.Alike{Rec: there, Words: "có thể là " + d.Name(), Sure: !fresh.IssuedOn.IsZero() && fresh.IssuedOn == d.IssuedOn})
	}
	return out, nil
}

var documentAlike = store.Query("law.document.alike", `SELECT `+documentColumns+` FROM law_document d WHERE {scope:d} AND d.number_fold = $1 AND d.dropped = FALSE ORDER BY d.issued_on, d.id LIMIT 20`)
