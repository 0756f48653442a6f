package population

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// Bringing is a list that comes without a form: the demonstration's, a benchmark's, one day a source on the network.
type Bringing struct {
	By      actor.Actor // of the unit, with the right to keep the register
	UnitID  string
	PlaceID string
	Paper   string // by which the list came
	Today   day.Day
}

// Table is a table of the police as a source, read by the heads that hold on the day.
func Table(ctx context.Context, from store.Source, name string, table [][]string, today day.Day) (PopulationSource, error) {
	book, err := pack.Open(ctx, from)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(asJSON(table)))
	src, err := newFile(name, hex.EncodeToString(sum[:]), table, book.At(filePack, today.ISO()), daysFirst, today)
	if err != nil {
		return nil, err
	}
	return src, nil
}

// Bring keeps the children of a source and compares them to the end. It gives the id of the check, which is then open for people.
func (x *Population) Bring(ctx context.Context, db *store.DB, b Bringing, src PopulationSource) (id string, err error) {
	in := intake{Paper: b.Paper, PaperOn: b.Today.ISO(), Secret: secret(b.By)}
	s := sieve{Today: b.Today, IsChild: x.IsChild, Where: x.Where(b.PlaceID, b.Today)}
	if s.Hamlets, err = x.Lists[register.RefHamlet](ctx, db.Reader(b.By), b.Today); err != nil {
		return "", err
	}
	if err := s.sift(ctx, src, &in); err != nil {
		return "", err
	}
	if len(in.Rows) == 0 {
		return "", errs.New(errs.Invalid, "Danh sách không có trẻ em nào của đơn vị.")
	}
	write := func(change func(context.Context, *store.Tx) error) error {
		return db.Write(ctx, b.By, func(tx *store.Tx) error { return change(ctx, tx) })
	}
	var k check
	err = write(func(ctx context.Context, tx *store.Tx) error {
		k, err = begin(ctx, tx, b.UnitID, in)
		return err
	})
	if err != nil {
		return "", err
	}
	if err := k.keep(in.Rows, write); err != nil {
		return k.ID, err
	}
	k.State = matching
	for more := true; more; {
		p, err := x.prepare(ctx, db.Reader(b.By), k)
		if err == nil {
			err = write(func(ctx context.Context, tx *store.Tx) (err error) {
				more, err = x.matchPiece(ctx, tx, k, p, b.Today)
				return err
			})
		}
		if err != nil {
			return k.ID, err
		}
	}
	return k.ID, nil
}
