package seal_test

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
)

// mustCover wants an unbroken chain over n rows of the two logs, each once, with nothing waiting.
func (o *office) mustCover(n int) {
	o.Helper()
	r := o.verify()
	if !r.Intact() || r.Seq != int64(n) || r.Waiting != 0 || r.Backlog != 0 || r.Audits+r.Traces != int64(n) {
		o.Errorf("chain over %d rows: %+v %+v", n, r, r.Break)
	}
	if rows := o.text(`SELECT CAST((SELECT COUNT(*) FROM audit) + (SELECT COUNT(*) FROM read_trace) AS TEXT)`); rows != strconv.Itoa(n) {
		o.Errorf("%s rows in the logs, want %d", rows, n)
	}
}

// TestARowThatCommitsLateIsSealedOnce holds a change open while others, with later ids, commit and are sealed. SQLite has one
// writer, so only PostgreSQL can.
func TestARowThatCommitsLateIsSealedOnce(t *testing.T) {
	o := newOffice(t, template.Postgres(t))
	inside, goOn := make(chan struct{}), make(chan struct{})
	late := make(chan error)
	go func() {
		late <- o.db.Write(o.Context(), person(), func(tx *store.Tx) error {
			err := tx.Audit(o.Context(), store.Entry{Kind: "note", ID: ident.New(), UnitID: "u1", Action: "Thêm ghi chú"})
			close(inside)
			<-goOn
			return err
		})
	}()
	<-inside
	o.write(10)
	if n := o.sealAll(); n != 10 {
		t.Errorf("sealed %d while one change was open, want 10", n)
	}
	o.mustCover(10)
	close(goOn)
	if err := <-late; err != nil {
		t.Fatal(err)
	}
	if n := o.sealAll(); n != 1 {
		t.Errorf("sealed %d after it, want 1", n)
	}
	o.mustCover(11)
	if first := o.text(`SELECT MIN(id) FROM audit`); o.rowAt(11) != first {
		t.Error("the late row has the earliest id and the last place")
	}
}

func TestAClockSetBackChangesNothing(t *testing.T) {
	both(t, func(o *office) {
		o.write(3)
		o.sealAll()
		o.set(time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
		o.exec(`UPDATE seal_state SET sealed_at = 1`) // the machine forgot what time it was
		o.write(3)
		// A row whose id is older than all others, as a process with a wrong clock makes it.
		o.exec(`INSERT INTO audit SELECT '01000000-0000-7000-8000-000000000000', at, unit_id, kind, record_id, action, account_id, account_name, post, body_id, body_name, before, after, note, level, post_id
			FROM audit WHERE id = $1`, o.rowAt(1))
		o.exec(`INSERT INTO seal_wait (row_id, log) VALUES ('01000000-0000-7000-8000-000000000000', 'audit')`)
		o.sealAll()
		o.mustCover(7)
	})
}

func TestSealersAtOnceMakeOneChain(t *testing.T) {
	both(t, func(o *office) {
		const rows = 120
		var wg sync.WaitGroup
		ctx, stop := context.WithCancel(o.Context())
		for range 4 { // each as a process of its own
			c := &seal.Chain{DB: o.db, Log: o.Chain.Log}
			wg.Go(func() {
				for ctx.Err() == nil {
					if _, err := c.Step(ctx); err != nil && ctx.Err() == nil {
						o.Error(err)
						return
					}
				}
			})
		}
		o.write(rows)
		o.look(10)
		for o.text(`SELECT CAST(COUNT(*) AS TEXT) FROM seal_wait`) != "0" && !o.Failed() {
			time.Sleep(time.Millisecond)
		}
		stop()
		wg.Wait()
		o.mustCover(rows + 10)
	})
}

// TestASealerThatIsStoppedAnywhereLeavesNothingHalfDone ends the sealer after every number of milliseconds.
func TestASealerThatIsStoppedAnywhereLeavesNothingHalfDone(t *testing.T) {
	both(t, func(o *office) {
		o.write(40)
		for n := range 30 {
			ctx, stop := context.WithTimeout(o.Context(), time.Duration(n)*100*time.Microsecond)
			_, err := o.Step(ctx)
			stop()
			if err != nil && ctx.Err() == nil {
				o.Fatal(err)
			}
			if r := o.verify(); !r.Intact() {
				o.Fatalf("after %d: %+v", n, r.Break)
			}
			o.write(1)
		}
		o.sealAll()
		o.mustCover(70)
	})
}

// TestTheHistoryBeforeTheChainIsSealedInPieces has rows from a program that knew no chain.
func TestTheHistoryBeforeTheChainIsSealedInPieces(t *testing.T) {
	both(t, func(o *office) {
		piece := seal.Batch
		if o.db.Engine.Name() == "postgres" {
			piece *= 4
		}
		o.fillHistory(2*piece + 40)
		o.exec(`DELETE FROM seal_wait`)
		o.exec(`UPDATE seal_state SET backlog_to = (SELECT MAX(id) FROM audit)`)
		if r := o.verify(); !r.Intact() || r.Backlog != int64(2*piece+40) {
			o.Fatalf("before: %+v %+v", r, r.Break)
		}
		if n, err := o.Step(o.Context()); err != nil || n != piece {
			o.Fatalf("first piece: %d %v", n, err)
		}
		if r := o.verify(); !r.Intact() || r.Backlog != int64(piece+40) {
			o.Fatalf("after a piece: %+v %+v", r, r.Break)
		}
		o.write(1) // new rows go first
		if n, err := o.Step(o.Context()); err != nil || n != 1 {
			o.Fatalf("new row: %d %v", n, err)
		}
		o.sealAll()
		o.mustCover(2*piece + 41)
	})
}

func TestAMarkThatWasPutTwiceSealsOnce(t *testing.T) {
	both(t, func(o *office) {
		o.write(5)
		o.sealAll()
		o.exec(`INSERT INTO seal_wait (row_id, log) SELECT row_id, log FROM seal WHERE seq = 2`)
		o.write(1)
		o.sealAll()
		o.mustCover(6)
	})
}

// TestARestoredArchiveVerifiesAndGoesOn takes an archive with rows that still wait from each engine into each engine.
func TestARestoredArchiveVerifiesAndGoesOn(t *testing.T) {
	engines := map[string]func(testing.TB) *store.DB{"sqlite": template.SQLite, "postgres": template.Postgres}
	for from, openFrom := range engines {
		for to, openTo := range engines {
			t.Run(from+" to "+to, func(t *testing.T) {
				o := newOffice(t, openFrom(t))
				o.write(20)
				o.look(2)
				if err := o.save(o.Context(), ident.New(), "chữ hỏng \xff và \x01 lạ"); err != nil && from == "sqlite" {
					t.Fatal(err)
				}
				o.sealAll()
				head := o.giveHead()
				o.write(3)
				before := o.verify()
				files, err := store.OpenFiles(filepath.Join(t.TempDir(), "tep"))
				if err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(t.TempDir(), "sao-luu.zip")
				if _, err := backup.WriteFile(t.Context(), o.db, files, path, nil); err != nil {
					t.Fatal(err)
				}
				again := newOffice(t, openTo(t))
				if _, err := backup.Restore(t.Context(), path, again.db, files, nil); err != nil {
					t.Fatal(err)
				}
				r := again.verify(head)
				if !r.Intact() || r.Seq != before.Seq || r.Waiting != 3 || r.Heads != 1 {
					t.Fatalf("restored: %+v %+v", r, r.Break)
				}
				again.write(4)
				again.sealAll()
				again.mustCover(int(before.Seq) + 7)
			})
		}
	}
}

// TestAnArchiveFromBeforeTheChainBeginsOne restores what a program without the tables of the chain wrote.
func TestAnArchiveFromBeforeTheChainBeginsOne(t *testing.T) {
	both(t, func(o *office) {
		o.write(5)
		for _, table := range []string{"seal", "seal_state", "seal_wait"} {
			o.exec(`DELETE FROM ` + table)
		}
		if r := o.verify(); !r.Intact() || r.Backlog != 5 {
			o.Fatalf("before: %+v", r)
		}
		o.sealAll()
		o.mustCover(5)
	})
}

func TestAHeadIsGivenOncePerEnd(t *testing.T) {
	both(t, func(o *office) {
		if _, fresh, err := o.GiveHead(o.Context(), nil); fresh || err != nil {
			o.Errorf("a head of nothing: %v", err)
		}
		o.write(2)
		o.sealAll()
		h := o.giveHead()
		if _, fresh, err := o.GiveHead(o.Context(), nil); fresh || err != nil {
			o.Errorf("the same end twice: %v", err)
		}
		broken := errors.New("no outbox")
		o.write(1)
		o.sealAll()
		if _, _, err := o.GiveHead(o.Context(), func(context.Context, *store.Tx, seal.Head) error { return broken }); !errors.Is(err, broken) {
			o.Errorf("error of the message: %v", err)
		}
		o.giveHead() // again after the failure, without a second line
		heads, err := seal.HeadsIn(o.File)
		if err != nil || len(heads) != 2 || heads[0].Seq != h.Seq || heads[0].Hash != h.Hash || !heads[0].At.Equal(h.At.Time) {
			o.Errorf("file: %+v %v", heads, err)
		}
	})
}

// TestAStopSealsWhatWasWrittenBefore lets a sealer that has nothing to do end.
func TestAStopSealsWhatWasWrittenBefore(t *testing.T) {
	both(t, func(o *office) {
		ctx, stop := context.WithCancel(o.Context())
		o.write(3)
		stop()
		o.Run(ctx)
		o.mustCover(3)
	})
}

// TestAColumnThatComesLaterBreaksNoLink adds columns to both logs after rows were sealed.
func TestAColumnThatComesLaterBreaksNoLink(t *testing.T) {
	both(t, func(o *office) {
		o.write(3)
		o.look(1)
		o.sealAll()
		o.exec(`ALTER TABLE audit ADD COLUMN later BIGINT NOT NULL DEFAULT 2`)
		o.exec(`ALTER TABLE read_trace ADD COLUMN later TEXT NOT NULL DEFAULT 'x'`)
		o.write(2)
		o.sealAll()
		o.mustCover(6)
	})
}
