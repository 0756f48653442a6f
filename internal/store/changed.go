package store

import (
	"maps"
	"sync"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// changes counts what this process committed, by the kind of the rows that it left in the history: every change of a record leaves
// one.
type changes struct {
	mu sync.RWMutex
	n  map[string]uint64
}

func (c *changes) add(kinds map[string]bool) {
	if len(kinds) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	next := maps.Clone(c.n) // readers hold the old one
	if next == nil {
		next = map[string]uint64{}
	}
	for k := range kinds {
		next[k]++
	}
	c.n = next
}

func (c *changes) of(kinds []string) (sum uint64) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, k := range kinds {
		sum += c.n[k]
	}
	return sum
}

// rememberFor is how long an answer is remembered at most: another program may have changed the records.
const rememberFor = 30 * time.Second

// remembersAtMost is how many answers one Remembered keeps.
const remembersAtMost = 1000

// Remembered keeps figures that take long to count until records of the kinds change on which they rest. A key names everything else
// on which they depend: what the reader may see (VantageOf) and the day. The zero value is ready.
type Remembered[K comparable, V any] struct {
	mu   sync.Mutex
	have map[K]remembered[V]
}

type remembered[V any] struct {
	value V
	of    *DB
	seen  uint64
	at    time.Time
}

// Get gives what is remembered, or asks. kinds are those of the records, as in Entry.Kind. The value is shared: nobody may change it.
func (m *Remembered[K, V]) Get(db *DB, kinds []string, key K, ask func() (V, error)) (V, error) {
	now, seen := time.Now(), db.changed.of(kinds) // before asking: a change that comes meanwhile is asked for again
	m.mu.Lock()
	r, ok := m.have[key]
	m.mu.Unlock()
	if ok && r.of == db && r.seen == seen && now.Sub(r.at) < rememberFor {
		return r.value, nil
	}
	value, err := ask()
	if err != nil {
		return value, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.have == nil || len(m.have) >= remembersAtMost {
		m.have = map[K]remembered[V]{}
	}
	m.have[key] = remembered[V]{value, db, seen, now}
	return value, nil
}

// Vantage is what a reader may see of the records of a kind: two readers with the same one see the same records.
type Vantage struct{ scope }

// VantageOf is what an actor may see of the records of a kind.
func VantageOf(a actor.Actor, k actor.Kind) Vantage {
	sc := scopeOf(a)
	if sc.sight.Of(k) == actor.Whole {
		sc.body, sc.me = "", ""
	}
	return Vantage{sc}
}
