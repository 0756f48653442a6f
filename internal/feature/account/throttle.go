package account

import (
	"sync"
	"time"
)

// throttle slows guessing: after freeTries failures for a key every further one doubles the wait.
type throttle struct {
	mu   sync.Mutex
	seen map[string]*tries
}

type tries struct {
	failed int
	until  time.Time
	last   time.Time
}

const (
	freeTries   = 5
	firstWait   = 30 * time.Second
	longestWait = 15 * time.Minute
	forgetAfter = time.Hour
	maxKeys     = 10_000 // more keys than that are an attack; the oldest are forgotten
)

func newThrottle() *throttle { return &throttle{seen: map[string]*tries{}} }

// wait says how long the key must still wait, 0 when it may try.
func (t *throttle) wait(now time.Time, keys ...string) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	var longest time.Duration
	for _, k := range keys {
		if s := t.seen[k]; s != nil {
			longest = max(longest, s.until.Sub(now))
		}
	}
	return max(longest, 0)
}

// failed counts a failure of each key.
func (t *throttle) failed(now time.Time, keys ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, k := range keys {
		s := t.seen[k]
		if s == nil || now.Sub(s.last) > forgetAfter {
			t.makeRoom(now)
			s = &tries{}
			t.seen[k] = s
		}
		s.failed++
		s.last = now
		if over := s.failed - freeTries; over >= 0 {
			s.until = now.Add(min(firstWait<<min(over, 6), longestWait))
		}
	}
}

// succeeded forgets the failures of a key.
func (t *throttle) succeeded(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.seen, key)
}

func (t *throttle) makeRoom(now time.Time) {
	if len(t.seen) < maxKeys {
		return
	}
	for k, s := range t.seen {
		if now.Sub(s.last) > forgetAfter || len(t.seen) >= maxKeys {
			delete(t.seen, k)
		}
	}
}
