package register

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
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

// JudgeRows judges the next rows of an import, inside the caller's change; more is false when all are judged and wait to be compared.
func (g *Register) JudgeRows(ctx context.Context, tx *store.Tx, m Import, today day.Day) (more bool, err error) {
	return g.judgeSome(ctx, tx, m, today)
}

// Compare compares the judged rows of an import with one another, outside of any change, and opens the table to a person.
func (g *Register) Compare(ctx context.Context, from store.Reader, by actor.Actor, m Import, today day.Day, write Writing) error {
	found, err := g.among(ctx, from, by, m, today)
	if err != nil {
		return err
	}
	return write(func(ctx context.Context, tx *store.Tx) error { return g.settleAmong(ctx, tx, m, found) })
}
