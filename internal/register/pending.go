package register

import (
	"cmp"
	"context"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// pending are records on their way into the register: gathered, then written in a few statements with everything that is kept
// beside a record. What has not been flushed no statement sees.
type pending struct {
	g      *Register
	ctx    context.Context
	tx     *store.Tx
	unitID string

	counted tallies
	records []any            // rows of the register
	lines   map[string][]any // by table
	words   []any            // word and record
	anew    []any            // records whose words before go
	changed []any
	told    []store.Entry
	last    int64 // number given to a new record, 0 before the first
	more    int64 // numbers given after the first, which are not noted yet
	added   bool
	mine    map[string]bool // their ids, and those of records that the piece changed
	same    map[string]bool // what tells them from others, those that were flushed too
	held    map[string]bool // their answers in the columns of Apart
}

func (g *Register) pending(ctx context.Context, tx *store.Tx, unitID string) *pending {
	return &pending{g: g, ctx: ctx, tx: tx, unitID: unitID, counted: tallies{}, lines: map[string][]any{}, mine: map[string]bool{}, same: map[string]bool{}, held: map[string]bool{}}
}

// add gathers a new record that has been judged and numbered, and its row of the history. What the declaration hangs on a record is
// written with it at once.
func (p *pending) add(rec Record, e *Env, action, note string) (Record, error) {
	rec, err := p.gather(rec, e, action, note)
	if err != nil || p.g.Written == nil {
		return rec, err
	}
	if err := p.flush(); err != nil {
		return rec, err
	}
	return rec, p.g.written(p.ctx, p.tx, Record{}, rec)
}

// gather is add for who sees to what hangs on the record. An id that the record has stays.
func (p *pending) gather(rec Record, e *Env, action, note string) (Record, error) {
	if err := p.g.writable(p.tx); err != nil {
		return rec, err
	}
	rec.ID, rec.UnitID, rec.Version = cmp.Or(rec.ID, ident.New()), p.unitID, 1
	rec.CreatedAt, rec.CreatedBy, rec.UpdatedAt = p.tx.Now(), p.tx.Actor().Name, p.tx.Now()
	rec.StateBy, rec.StateOn = p.tx.Actor().AccountID, e.Today.ISO()
	p.records = append(p.records, rec.ID, rec.UnitID, rec.Number, rec.State, rec.StateBy, rec.StateOn, rec.Version, rec.CreatedAt, rec.CreatedBy, rec.UpdatedAt, false)
	for i, f := range rec.of.Fields {
		p.records = append(p.records, rec.Values[i][:len(f.Kind.Columns())]...)
	}
	_ = p.g.rows(func(i int, _ Field, k Rows) error {
		for j, line := range k.lines(rec.Values[i]) {
			p.lines[k.shape.Name] = append(append(p.lines[k.shape.Name], ident.New(), rec.UnitID, rec.ID, int64(j+1)), line.args()...)
		}
		return nil
	})
	for i, w := range rec.words(e) {
		if i == 0 {
			p.same[w] = true
		}
		p.words = append(p.words, w, rec.ID)
	}
	p.changed = append(p.changed, rec.ID)
	p.counted.add(rec, 1)
	p.added, p.mine[rec.ID] = true, true
	for _, c := range p.g.Apart {
		p.held[c+"="+rec.Str(c)] = true
	}
	p.told = append(p.told, p.g.entries(Record{}, rec, e, action, note)...)
	return rec, nil
}

// number is the next number of a new record. The first of a piece holds the others back until the change ends.
func (p *pending) number() (_ int64, err error) {
	if p.last == 0 {
		p.last, err = p.g.numbers(p.ctx, p.tx, p.unitID, 1)
		return p.last, err
	}
	p.last, p.more = p.last+1, p.more+1
	return p.last, nil
}

// holds reports whether a record was gathered that has one of the answers which no two records may have; true when the declaration
// does not say which those are.
func (p *pending) holds(rec Record) bool {
	if !p.added {
		return false
	}
	for _, c := range p.g.Apart {
		if v := rec.Str(c); v != "" && p.held[c+"="+v] {
			return true
		}
	}
	return len(p.g.Apart) == 0
}

// forget lets go of what tells the flushed records from others: who looks from here on finds them in the register.
func (p *pending) forget() {
	p.added = false
	clear(p.same)
	clear(p.held)
}

// flush writes what was gathered; the numbers kept beside the register wait for close.
func (p *pending) flush() error {
	if err := p.write(); err != nil {
		return err
	}
	return p.tell()
}

// close writes what was gathered and the numbers.
func (p *pending) close() error {
	if err := p.write(); err != nil {
		return err
	}
	if p.more > 0 {
		if _, err := p.tx.Exec(p.ctx, numberAdd, p.unitID, p.g.Name, p.more); err != nil {
			return err
		}
	}
	if err := p.counted.write(p.ctx, p.tx, p.unitID, p.g.Name); err != nil {
		return err
	}
	p.last, p.more, p.counted = 0, 0, tallies{}
	return p.tell()
}

// write writes the records with their lines and words.
func (p *pending) write() error {
	if len(p.changed) == 0 {
		return nil
	}
	if _, err := p.tx.ExecRows(p.ctx, p.g.stmt.addRows, nil, p.records); err != nil {
		return err
	}
	for table, rows := range p.lines {
		if _, err := p.tx.ExecRows(p.ctx, p.g.lines[table].addRows, nil, rows); err != nil {
			return err
		}
	}
	if _, err := p.tx.ExecRows(p.ctx, wordClearRows, nil, p.anew); err != nil {
		return err
	}
	if _, err := p.tx.ExecRows(p.ctx, wordRows, []any{p.unitID, p.g.Name}, p.words); err != nil {
		return err
	}
	err := p.g.changed(p.ctx, p.tx, p.unitID, p.changed...)
	p.records, p.words, p.anew, p.changed = p.records[:0], p.words[:0], p.anew[:0], p.changed[:0]
	clear(p.lines)
	return err
}

// tell writes the rows of the history.
func (p *pending) tell() error {
	err := p.tx.AuditMany(p.ctx, p.told)
	p.told = p.told[:0]
	return err
}
