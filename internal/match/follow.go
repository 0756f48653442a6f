package match

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// whole is a source that sees the whole register of a unit, or of all units when none is named: an index knows everything, and who
// asks it is shown what the store shows them. Inside a change it reads with the change.
func (f *Finder) whole(from store.Source, unitID string) store.Source {
	if tx, ok := from.(*store.Tx); ok {
		return tx.Whole()
	}
	if unitID == "" {
		return f.db.Reader(everywhere)
	}
	return f.db.Reader(actor.ForUnit(unitID))
}

// everywhere is the program that keeps the index of all units.
var everywhere = actor.System("chỉ mục tìm theo tên")

// lock waits for its turn, except inside a change: that holds a connection for which whoever catches up may be waiting.
func (f *Finder) lock(from store.Source) bool {
	if _, inside := from.(*store.Tx); inside {
		return f.catching.TryLock()
	}
	f.catching.Lock()
	return true
}

// catchUp takes over what was committed in a unit, in every unit when none is named, and says what the turns are. The first call
// fills the index. ok is false when another request is doing it and this one cannot wait.
func (f *Finder) catchUp(ctx context.Context, from store.Source, unitID string) (now map[string]int64, ok bool, err error) {
	if !f.lock(from) {
		return nil, f.live.Load() != nil, nil
	}
	defer f.catching.Unlock()
	if f.live.Load() == nil {
		if err := f.fill(ctx, nil); err != nil {
			return nil, false, err
		}
	}
	whole := f.whole(from, unitID)
	if now, err = f.Register.Turns(ctx, whole); err != nil {
		return nil, false, err
	}
	if unitID != "" && now[unitID] < f.turns[unitID] {
		return now, true, f.fill(ctx, nil) // an older database was put in the place of this one
	}
	for unit, turn := range now {
		have := f.turns[unit]
		switch {
		case turn == have:
			continue
		case turn < have, turn-have > register.TurnsKept: // as above, or a process that slept for long
			return now, true, f.fill(ctx, nil)
		}
		if err := f.takeOver(ctx, whole, unit, have, turn); err != nil {
			return now, false, err
		}
		f.turns[unit] = turn
	}
	return now, true, nil
}

func (f *Finder) takeOver(ctx context.Context, from store.Source, unitID string, after, upTo int64) error {
	return f.Register.Changed(ctx, from, unitID, after, upTo, func(ids []string, now []register.Followed) error {
		there := make(map[string]register.Followed, len(now))
		for _, r := range now {
			there[r.ID] = r
		}
		puts := make([]linkage.Put, 0, len(ids))
		for _, id := range ids {
			key, ok := keyOf(id)
			if !ok {
				continue
			}
			r, is := there[id]
			p := linkage.Put{Key: key, Gone: !is}
			if is {
				p.Person = f.followed(r)
			}
			puts = append(puts, p)
		}
		f.live.Load().Apply(puts)
		return nil
	})
}

// batch is how many persons are handed to the index at a time.
const batch = 4096

// fill reads the register of every unit in one ordered pass. The turns are read first: what is committed during the pass is
// taken over once more afterwards. progress is told how many there are so far; it may be nil.
func (f *Finder) fill(ctx context.Context, progress func(n int)) error {
	from := f.db.Reader(everywhere)
	turns, err := f.Register.Turns(ctx, from)
	if err != nil {
		return err
	}
	live, puts, n := linkage.NewLive(batch), make([]linkage.Put, 0, batch), 0
	flush := func() {
		live.Fill(puts)
		n, puts = n+len(puts), puts[:0]
		if progress != nil {
			progress(n)
		}
	}
	err = f.Register.Walk(ctx, from, func(r register.Followed) error {
		if key, ok := keyOf(r.ID); ok {
			puts = append(puts, linkage.Put{Key: key, Person: f.followed(r)})
		}
		if len(puts) == batch {
			flush()
		}
		return nil
	})
	if err != nil {
		return err
	}
	flush()
	live.Ready()
	f.live.Store(live)
	f.turns = turns
	return nil
}

// Fill fills the index anew and tells progress how many records it has so far.
func (f *Finder) Fill(ctx context.Context, progress func(n int)) error {
	f.catching.Lock()
	defer f.catching.Unlock()
	return f.fill(ctx, progress)
}
