package match

import (
	"context"
	"maps"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// Asked is a search by somebody.
type Asked struct {
	By     actor.Actor
	From   store.Source // of By
	UnitID string       // empty for the program, which looks everywhere
	First  string       // unit whose children come first, when UnitID is empty
	Place  string       // id of the unit's place, for the names of earlier communes; may be empty
	Today  day.Day
	Typed  string
	Most   int // at most register.ReadAtOnce
}

// Answer is what was found.
type Answer struct {
	Read    Read // how the typed text was understood
	Records []register.Record
	Exact   int // so many of them, the first, are everything as typed
}

// again is how often a search is repeated when the register changes under it.
const again = 3

// Search finds records of the unit, the likeliest first.
func (f *Finder) Search(ctx context.Context, a Asked) (Answer, error) {
	read, err := f.read(ctx, a)
	if err != nil || read.Empty() {
		return Answer{Read: read}, err
	}
	for range again {
		turns, ok, err := f.catchUp(ctx, a.From, a.UnitID)
		if err != nil || !ok {
			return Answer{Read: read}, err
		}
		found, err := f.verified(ctx, a, read)
		if err != nil {
			return found, err
		}
		now, err := f.Register.Turns(ctx, f.whole(a.From, a.UnitID))
		if err != nil || turns == nil || maps.Equal(now, turns) {
			return found, err
		}
	}
	return f.verified(ctx, a, read)
}

// verified reads what the index proposes from the store, as the reader sees it.
func (f *Finder) verified(ctx context.Context, a Asked, read Read) (Answer, error) {
	out := Answer{Read: read}
	if read.Code > 0 {
		rec, ok, err := f.Register.ByNumber(ctx, a.From, a.UnitID, read.Code)
		if ok {
			out.Records, out.Exact = []register.Record{rec}, 1
		}
		return out, err
	}
	hits := f.live.Load().Search(f.query(a, read), min(a.Most, register.ReadAtOnce))
	ids, exact := make([]string, len(hits)), map[string]bool{}
	for i, h := range hits {
		ids[i] = idOf(h.Key)
		exact[ids[i]] = h.Score == 0
	}
	if len(ids) == 0 {
		return out, nil
	}
	list, err := f.Register.Read(ctx, a.From, ids)
	for _, rec := range list {
		if rec.Dropped {
			continue
		}
		out.Records = append(out.Records, rec)
		if exact[rec.ID] {
			out.Exact++
		}
	}
	return out, err
}

// query is what the index is asked; what the reader may not see is not asked for.
func (f *Finder) query(a Asked, read Read) linkage.Query {
	q, c := read.Query, f.Columns
	q.Within, q.Commune = a.UnitID, a.First
	for column, field := range map[string]*string{c.Mother: &q.Mother, c.Father: &q.Father, c.Hamlet: &q.Hamlet, c.Number: &q.Number, c.Phone: &q.Phone, c.Household: &q.Household} {
		if column == "" || f.hidden(a.By, column) {
			*field = ""
		}
	}
	return q
}

// read understands what was typed; a household that was named by its number is looked up.
func (f *Finder) read(ctx context.Context, a Asked) (Read, error) {
	w := Words{Today: a.Today, Code: f.Register.Code}
	if f.Places != nil && a.Place != "" {
		w.Here = func(name string) (string, bool) { return f.Places(name, a.Place, a.Today) }
	}
	if f.Households != nil {
		w.HouseholdCode = f.Households.Code
	}
	if f.Hamlets != nil && f.Columns.Hamlet != "" {
		list, err := f.Hamlets(ctx, a.From, a.Today)
		if err != nil {
			return Read{}, err
		}
		w.Hamlets = list
	}
	read := Parse(a.Typed, w)
	if read.Household > 0 && f.Households != nil {
		rec, ok, err := f.Households.ByNumber(ctx, a.From, a.UnitID, read.Household)
		if err != nil {
			return read, err
		}
		if ok {
			read.Query.Household = rec.ID
		} else {
			read.Query.Household = "-" // a household that is not there has no children
		}
	}
	return read, nil
}

// Places says what the name of a commune, old or new, has to do with the unit's place: words for the reader, and whether it lies
// in it.
type Places func(name, placeID string, today day.Day) (words string, here bool)
