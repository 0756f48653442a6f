package register

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// ReadBook reads a workbook as an import does: the cells of its first sheet, with the lines of the others beside them.
func (g *Register) ReadBook(raw []byte) ([][]string, error) {
	cells, _, err := g.readBook(raw)
	return cells, err
}

// StartUndo lets an import be taken back piece by piece, inside the caller's change.
func (g *Register) StartUndo(ctx context.Context, tx *store.Tx, m Import) (Import, error) {
	m.State = importWritten
	defer tx.Unaudited("each record has its own row, the import one at its end")
	return m.enter(ctx, tx, importUndoing)
}
