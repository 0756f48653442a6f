package law

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// Names are the documents of a unit that a form offers, those on which most work rests first.
func (l *Law) Names(ctx context.Context, from store.Source, unitID string) ([]Document, error) {
	return store.List[Document](ctx, from, documentNames, unitID)
}
