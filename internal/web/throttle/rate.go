package throttle

import (
	"sync"
	"time"
)

// Rate bounds how often something known may come: a program with a token, not a guesser. It counts in windows of one length.
type Rate struct {
	most   int
	window time.Duration

	mu   sync.Mutex
	seen map[string]*span
}

type span struct {
	from time.Time
	n    int
}

// NewRate allows most calls of one name in each window.
func NewRate(most int, window time.Duration) *Rate {
	return &Rate{most: most, window: window, seen: map[string]*span{}}
}

// Take counts a call, or says how long the caller must wait for the next window.
func (r *Rate) Take(now time.Time, name string) (wait time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.seen[name]
	if s == nil || now.Sub(s.from) >= r.window {
		r.makeRoom(now)
		s = &span{from: now}
		r.seen[name] = s
	}
	if s.n >= r.most {
		return s.from.Add(r.window).Sub(now)
	}
	s.n++
	return 0
}

func (r *Rate) makeRoom(now time.Time) {
	if len(r.seen) < maxKeys {
		return
	}
	for name, s := range r.seen {
		if now.Sub(s.from) >= r.window {
			delete(r.seen, name)
		}
	}
}
