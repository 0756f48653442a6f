// Package throttle slows the guessing of passwords, codes and links. It remembers in memory: a new start of the program
// forgets, which gives a guesser no more than the free tries. Wrong passwords are counted in the database too (feature/account).
package throttle

import (
	"fmt"
	"sync"
	"time"
)

// Throttle counts tries; the zero one has seen nothing. After the free ones of a key every further one doubles the wait. A try counts before its answer
// is known, so that many at once are not many free ones.
type Throttle struct {
	mu   sync.Mutex
	seen map[Key]*tries
}

// Key is what is guessed at or where the guesses come from.
type Key struct {
	What string // "ten", "dia-chi", "ma", …: a try at one thing says nothing of another
	Of   string
	Free int // tries before the first wait
}

type tries struct {
	n     int
	until time.Time
	last  time.Time
}

const (
	firstWait   = 30 * time.Second
	longestWait = 15 * time.Minute
	forgetAfter = time.Hour
	maxKeys     = 10_000 // more keys than that are an attack; the oldest is forgotten for each new one
)

// New makes a throttle that has seen nothing.
func New() *Throttle { return &Throttle{} }

// Enter counts a try of every key, or says how long the longest of them must still wait; then nothing is counted.
func (t *Throttle) Enter(now time.Time, keys ...Key) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if wait = t.longest(now, keys); wait > 0 {
		return wait
	}
	for _, k := range keys {
		t.count(now, k)
	}
	return 0
}

// Wait is how long the longest of the keys must still wait. It counts nothing.
func (t *Throttle) Wait(now time.Time, keys ...Key) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.longest(now, keys)
}

func (t *Throttle) longest(now time.Time, keys []Key) (wait time.Duration) {
	for _, k := range keys {
		if s := t.seen[k]; s != nil {
			wait = max(wait, s.until.Sub(now))
		}
	}
	return wait
}

func (t *Throttle) count(now time.Time, k Key) {
	s := t.seen[k]
	if s == nil || now.Sub(s.last) > forgetAfter {
		if t.seen == nil {
			t.seen = map[Key]*tries{}
		}
		t.makeRoom(now)
		s = &tries{}
		t.seen[k] = s
	}
	s.n++
	s.last = now
	if over := s.n - k.Free; over >= 0 {
		s.until = now.Add(min(firstWait<<min(over, 6), longestWait))
	}
}

// Forgive takes back the tries of a person who turned out to be right: all those at the first key, one of each other.
func (t *Throttle) Forgive(what Key, others ...Key) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.seen, what)
	for _, k := range others {
		if s := t.seen[k]; s != nil {
			s.n--
			s.until = time.Time{}
		}
	}
}

func (t *Throttle) makeRoom(now time.Time) {
	if len(t.seen) < maxKeys {
		return
	}
	var oldest Key
	var since time.Time
	for k, s := range t.seen {
		if now.Sub(s.last) > forgetAfter {
			delete(t.seen, k)
		} else if since.IsZero() || s.last.Before(since) {
			oldest, since = k, s.last
		}
	}
	if len(t.seen) >= maxKeys {
		delete(t.seen, oldest)
	}
}

// Words are a wait as a person reads it: "30 giây".
func Words(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	if seconds <= 90 {
		return fmt.Sprintf("%d giây", max(seconds, 1))
	}
	return fmt.Sprintf("%d phút", (seconds+59)/60)
}
