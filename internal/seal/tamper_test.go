package seal_test

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
)

// rowAt is the id of the row that has a place in the chain.
func (o *office) rowAt(seq int) string {
	return o.text(`SELECT row_id FROM seal WHERE seq = $1`, seq)
}

// TestAWalkNamesTheFirstBreak does to a sealed history what somebody with the password of the database can do.
func TestAWalkNamesTheFirstBreak(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(o *office)
		want seal.BreakKind
		seq  int64
	}{
		{"a value is changed", func(o *office) { o.exec(`UPDATE audit SET after = '{"Nội dung":"khác"}' WHERE id = $1`, o.rowAt(7)) }, seal.Changed, 7},
		{"who did it is changed", func(o *office) { o.exec(`UPDATE audit SET account_id = 'a2' WHERE id = $1`, o.rowAt(7)) }, seal.Changed, 7},
		{"when is changed", func(o *office) { o.exec(`UPDATE audit SET at = at + 1 WHERE id = $1`, o.rowAt(12)) }, seal.Changed, 12},
		{"a word moves to the next column", func(o *office) {
			o.exec(`UPDATE audit SET action = 'Thêm ghi', account_id = ' chúa1' WHERE id = $1`, o.rowAt(3))
		}, seal.Changed, 3},
		{"the separator of columns is written into a text", func(o *office) { o.exec(`UPDATE audit SET note = $2 WHERE id = $1`, o.rowAt(9), "a\x1fb") }, seal.Changed, 9},
		{"a trace is changed", func(o *office) { o.exec(`UPDATE read_trace SET account_id = 'a2' WHERE id = $1`, o.rowAt(22)) }, seal.Changed, 22},
		{"two rows are changed", func(o *office) {
			o.exec(`UPDATE audit SET note = 'x' WHERE id = $1 OR id = $2`, o.rowAt(15), o.rowAt(4))
		}, seal.Changed, 4},
		{"a row is removed", func(o *office) { o.exec(`DELETE FROM audit WHERE id = $1`, o.rowAt(5)) }, seal.Removed, 5},
		{"a trace is removed", func(o *office) { o.exec(`DELETE FROM read_trace WHERE id = $1`, o.rowAt(23)) }, seal.Removed, 23},
		{"a row and its link are removed", func(o *office) {
			o.exec(`DELETE FROM audit WHERE id = $1`, o.rowAt(5))
			o.exec(`DELETE FROM seal WHERE seq = 5`)
		}, seal.Unlinked, 5},
		{"the first link is removed", func(o *office) { o.exec(`DELETE FROM seal WHERE seq = 1`) }, seal.Unlinked, 1},
		{"two rows change places", func(o *office) {
			a, b := o.rowAt(6), o.rowAt(8)
			o.exec(`UPDATE seal SET row_id = 'x' WHERE seq = 6`)
			o.exec(`UPDATE seal SET row_id = $1 WHERE seq = 8`, a)
			o.exec(`UPDATE seal SET row_id = $1 WHERE seq = 6`, b)
		}, seal.Reordered, 6},
		{"two links change places", func(o *office) {
			o.exec(`UPDATE seal SET seq = 900 WHERE seq = 6`)
			o.exec(`UPDATE seal SET seq = 6 WHERE seq = 7`)
			o.exec(`UPDATE seal SET seq = 7 WHERE seq = 900`)
		}, seal.Reordered, 6},
		{"a hash is changed", func(o *office) { o.exec(`UPDATE seal SET hash = $1 WHERE seq = 11`, strings.Repeat("A", 43)) }, seal.Changed, 11},
		{"the end is cut off", func(o *office) {
			o.exec(`DELETE FROM audit WHERE id IN (SELECT row_id FROM seal WHERE seq > 18)`)
			o.exec(`DELETE FROM read_trace WHERE id IN (SELECT row_id FROM seal WHERE seq > 18)`)
			o.exec(`DELETE FROM seal WHERE seq > 18`)
		}, seal.Cut, 19},
		{"a row is written beside the program", func(o *office) {
			o.exec(`INSERT INTO audit SELECT 'la', at, unit_id, kind, record_id, action, account_id, account_name, post, body_id, body_name, before, after, note, level, post_id FROM audit WHERE id = $1`, o.rowAt(2))
		}, seal.Inserted, 0},
		{"a trace is written beside the program", func(o *office) {
			o.exec(`INSERT INTO read_trace SELECT 'la', at, unit_id, account_id, post, route, kind, ids, reason FROM read_trace WHERE id = $1`, o.rowAt(22))
		}, seal.Inserted, 0},
		{"values are emptied without a document", func(o *office) {
			o.exec(`UPDATE audit SET before = '', after = '', note = '' WHERE id = $1`, o.rowAt(10))
			o.exec(`UPDATE seal SET salt = '' WHERE seq = 10`)
		}, seal.Erased, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			both(t, func(o *office) {
				o.write(20)
				o.sealAll()
				o.look(5)
				o.sealAll()
				if r := o.verify(); !r.Intact() || r.Seq != 25 || r.Audits != 20 || r.Traces != 5 {
					o.Fatalf("before: %+v", r)
				}
				c.do(o)
				r := o.verify()
				if r.Intact() || r.Break.Kind != c.want || r.Break.Seq != c.seq {
					o.Fatalf("found %+v, want %s at %d", r.Break, c.want, c.seq)
				}
				if c.seq == 0 && r.Break.RowID != "la" {
					o.Errorf("names the row %q", r.Break.RowID)
				}
			})
		})
	}
}

func TestARowThatIsRemovedBeforeItsSealIsMissed(t *testing.T) {
	both(t, func(o *office) {
		o.write(3)
		o.exec(`DELETE FROM audit WHERE id = (SELECT MAX(row_id) FROM seal_wait)`)
		o.sealAll()
		if r := o.verify(); r.Intact() || r.Break.Kind != seal.Gone || r.Break.Seq != 3 {
			o.Errorf("%+v", r.Break)
		}
	})
}

// TestAChainThatWasWrittenAnewIsKnownByAHead has somebody who can compute hashes: they change a row and seal everything again.
func TestAChainThatWasWrittenAnewIsKnownByAHead(t *testing.T) {
	both(t, func(o *office) {
		o.write(10)
		o.sealAll()
		first := o.giveHead()
		o.write(10)
		o.sealAll()
		second := o.giveHead()
		o.exec(`UPDATE audit SET action = 'Việc khác' WHERE id = $1`, o.rowAt(15))
		o.sealAgain(14)
		o.exec(`DELETE FROM seal_head WHERE seq = 20`)
		if r := o.verify(); r.Intact() || r.Break.Kind != seal.Rewritten || r.Break.Upto != second.Seq || r.Head.Seq != first.Seq || r.Break.Seq != 11 {
			o.Errorf("with the file of heads: %+v", r)
		}
		o.File = ""
		if r := o.verify(); !r.Intact() {
			o.Errorf("without a head nobody can know: %+v", r.Break)
		}
		if r := o.verify(second); r.Intact() || r.Break.Kind != seal.Rewritten {
			o.Errorf("with the head of a message: %+v", r.Break)
		}
	})
}

func TestACutThatHidesItselfIsKnownByAHead(t *testing.T) {
	both(t, func(o *office) {
		o.write(10)
		o.sealAll()
		head := o.giveHead()
		o.exec(`DELETE FROM audit WHERE id IN (SELECT row_id FROM seal WHERE seq > 7)`)
		o.exec(`DELETE FROM seal WHERE seq > 7`)
		o.exec(`DELETE FROM seal_head`)
		o.exec(`UPDATE seal_state SET seq = 7, audits = 7, hash = (SELECT hash FROM seal WHERE seq = 7)`)
		o.write(1)
		o.sealAll()
		if r := o.verify(); r.Intact() || r.Break.Kind != seal.Cut || r.Break.Seq != 9 || r.Break.Upto != head.Seq {
			o.Errorf("%+v", r.Break)
		}
	})
}

// sealAgain makes a new chain of what follows after a place.
func (o *office) sealAgain(after int) {
	o.Helper()
	o.exec(`INSERT INTO seal_wait (row_id, log) SELECT row_id, log FROM seal WHERE seq > $1`, after)
	o.exec(`DELETE FROM seal WHERE seq > $1`, after)
	o.exec(`UPDATE seal_state SET seq = $1, audits = $2, hash = (SELECT hash FROM seal WHERE seal.seq = $3)`, after, after, after)
	o.sealAll()
}

func (o *office) giveHead() seal.Head {
	o.Helper()
	h, fresh, err := o.GiveHead(o.Context(), nil)
	if err != nil || !fresh {
		o.Fatalf("head %+v, fresh %v: %v", h, fresh, err)
	}
	return h
}

func TestValuesEmptiedByADocumentVerify(t *testing.T) {
	both(t, func(o *office) {
		o.write(5)
		o.sealAll()
		secret, other := o.rowAt(3), o.rowAt(4)
		empty := func(id, document string) error {
			return o.db.Write(o.Context(), person(), func(tx *store.Tx) error { return seal.Empty(o.Context(), tx, id, document) })
		}
		if err := empty(secret, ""); err == nil {
			o.Error("emptied without a document")
		}
		if err := empty(secret, "15/QĐ-UBND ngày 12/5/2026"); err != nil {
			o.Fatal(err)
		}
		o.sealAll()
		r := o.verify()
		if !r.Intact() || len(r.Emptied) != 1 || r.Emptied[0].RowID != secret || r.Emptied[0].Document != "15/QĐ-UBND ngày 12/5/2026" {
			o.Fatalf("%+v %+v", r, r.Break)
		}
		if left := o.text(`SELECT before || after || note FROM audit WHERE id = $1`, secret) + o.text(`SELECT salt FROM seal WHERE seq = 3`); left != "" {
			o.Errorf("left behind: %q", left)
		}
		if err := empty(secret, "16/QĐ-UBND"); err == nil {
			o.Error("emptied twice")
		}
		o.exec(`UPDATE audit SET note = 'sửa trộm' WHERE id = $1`, other)
		if err := empty(other, "17/QĐ-UBND"); err == nil {
			o.Error("a changed row was emptied, which hides the change")
		}
		o.exec(`UPDATE audit SET note = '' WHERE id = $1`, other)
		o.exec(`UPDATE audit SET account_name = 'Người khác' WHERE id = $1`, secret)
		if r := o.verify(); r.Intact() || r.Break.Kind != seal.Changed || r.Break.Seq != 3 {
			o.Errorf("a fact of an emptied row was changed: %+v", r.Break)
		}
	})
}

func TestAWalkFromAHeadTrustsWhatLiesBefore(t *testing.T) {
	both(t, func(o *office) {
		o.write(10)
		o.sealAll()
		head := o.giveHead()
		o.write(10)
		o.sealAll()
		since := func() seal.Report {
			r, err := o.Verify(o.Context(), seal.Options{After: head})
			if err != nil {
				o.Fatal(err)
			}
			return r
		}
		o.exec(`UPDATE audit SET note = 'x' WHERE id = $1`, o.rowAt(4))
		if r := since(); !r.Intact() || r.After != 10 || r.Seq != 20 {
			o.Errorf("a change before the head: %+v", r.Break)
		}
		o.exec(`UPDATE audit SET note = 'x' WHERE id = $1`, o.rowAt(14))
		if r := since(); r.Intact() || r.Break.Kind != seal.Changed || r.Break.Seq != 14 {
			o.Errorf("a change after it: %+v", r.Break)
		}
		o.exec(`UPDATE seal SET hash = $1 WHERE seq = 10`, strings.Repeat("A", 43))
		if r := since(); r.Intact() || r.Break.Kind != seal.Rewritten {
			o.Errorf("another head: %+v", r.Break)
		}
	})
}

// TestWordsOfEveryBreakNameNobody reads what a person is told.
func TestWordsOfEveryBreakNameNobody(t *testing.T) {
	for _, kind := range []seal.BreakKind{seal.Changed, seal.Removed, seal.Unlinked, seal.Reordered, seal.Inserted, seal.Cut, seal.Rewritten, seal.Erased, seal.Gone} {
		b := seal.Break{Kind: kind, Seq: 1204, Log: store.AuditLog, RowID: "0197", About: "note", Upto: 1300}
		said := b.Words()
		if !strings.HasSuffix(said, ".") || strings.Contains(said, string(kind)) || kind != seal.Inserted && !strings.Contains(said, "1.204") {
			t.Errorf("%s: %q", kind, said)
		}
	}
}
