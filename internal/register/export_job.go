package register

import (
	"context"
	"errors"
	"io"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// The kinds of work that exports leave for later: to make a long file, and to take a file away.
const (
	ExportMake = "register.export.make"
	ExportTake = "register.export.end"
)

// ExportWork names an export to the jobs.
type ExportWork struct {
	ID, UnitID, Register string
}

// Exporter makes the files of exports and takes them away again.
type Exporter struct {
	DB    *store.DB
	Files *store.Files
}

// exportMost is how many bytes a file has at most.
const exportMost = 1 << 30

// passwords are those of files that are still to be made, by export: they never reach the disk, so a file whose password went with
// the process is asked for again.
var passwords sync.Map

// Make makes the file of an export that was asked for before, with g over its lists. Run again it makes the file anew.
func (x Exporter) Make(ctx context.Context, g *Register, work ExportWork) error {
	by := actor.ForUnit(work.UnitID)
	e, err := g.export(ctx, x.DB.Reader(by), work.ID)
	if errs.Is(err, errs.NotFound) || err == nil && e.State != exportMaking {
		return nil
	}
	if err != nil {
		return err
	}
	return x.make(ctx, g, x.DB.Reader(by), by, e)
}

// make reads what the export asks for through from and keeps the file. What fails leaves an export without a file.
func (x Exporter) make(ctx context.Context, g *Register, from store.Source, by actor.Actor, e Export) (err error) {
	ask, err := readAsk(e.Ask)
	if err != nil {
		return err
	}
	if !ask.Whole {
		g = g.plain()
	}
	w := &exporting{g: g, ctx: ctx, from: from, of: e, ask: ask, seen: x.seen(ctx, g, by, e)}
	if e.Format == formatLocked {
		word, ok := passwords.Load(e.ID)
		if w.password, _ = word.(string); !ok {
			return x.fail(ctx, by, e)
		}
	}
	kept, err := x.keep(w)
	if err != nil {
		return errors.Join(err, x.fail(ctx, by, e))
	}
	passwords.Delete(e.ID)
	_, secret := listView{of: g, Ask: ask.of(g), Env: w.env}.filterWords()
	err = x.DB.Write(ctx, by, func(tx *store.Tx) error {
		return g.ended(ctx, tx, e, exportReady, kept.Hash, w.records, w.withheld, secret)
	})
	if err != nil {
		return errors.Join(err, x.Files.Remove(kept.Hash))
	}
	return nil
}

// keep writes the file through a pipe into the store, under its fingerprint.
func (x Exporter) keep(w *exporting) (store.Kept, error) {
	in, out := io.Pipe()
	go func() { _ = out.CloseWithError(w.write(out)) }()
	kept, err := x.Files.Put(in, exportMost)
	_ = in.CloseWithError(err) // ends the writer when the store gave up
	return kept, err
}

// seen notes after each batch who sees the records, where that leaves a trace, and how far the file is.
func (x Exporter) seen(ctx context.Context, g *Register, by actor.Actor, e Export) func([]Record, int64) error {
	return func(recs []Record, done int64) error {
		if len(g.rightful()) > 0 && len(recs) > 0 {
			ids := make([]string, len(recs))
			for i, rec := range recs {
				ids[i] = rec.ID
			}
			if err := x.DB.Trace(ctx, store.Seen{UnitID: e.UnitID, AccountID: e.MadeBy, Route: "/u/{unit}/{year}/" + g.exportsAt(), Kind: g.Name, IDs: ids, Reason: e.Code + ": " + e.PurposeWords()}); err != nil {
				return err
			}
		}
		if e.Total == 0 {
			return nil
		}
		return x.DB.Write(ctx, by, func(tx *store.Tx) error {
			_, err := tx.Aside(ctx, exportStep, done, e.ID)
			return err
		})
	}
}

// fail says that no file came of an export.
func (x Exporter) fail(ctx context.Context, by actor.Actor, e Export) error {
	passwords.Delete(e.ID)
	return x.DB.Write(ctx, by, func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, exportFail, exportBroken, tx.Now(), e.ID, exportMaking)
		return err
	})
}

// End takes the file of an export away and forgets of what it was made; the row stays.
func (x Exporter) End(ctx context.Context, g *Register, work ExportWork) error {
	by := actor.ForUnit(work.UnitID)
	e, err := g.export(ctx, x.DB.Reader(by), work.ID)
	if errs.Is(err, errs.NotFound) || err == nil && e.State == exportGone {
		return nil
	}
	if err != nil {
		return err
	}
	passwords.Delete(e.ID)
	if e.State == exportReady {
		if err := x.Files.Remove(e.Hash); err != nil {
			return err
		}
	}
	state := exportGone
	if e.State == exportMaking || e.State == exportBroken {
		state = exportBroken
	}
	return x.DB.Write(ctx, by, func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, exportOver, state, tx.Now(), e.ID)
		return err
	})
}
