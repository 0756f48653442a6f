package account

import (
	"fmt"
	"sync"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// throttle slows guessing: after the free tries of a key every further one doubles the wait. A try counts before its
// answer is known, so that many at once are not many free ones.
type throttle struct {
	mu   sync.Mutex
	seen map[tryKey]*tries
}

// tryKey is what is guessed at or where the guesses come from.
type tryKey struct {
	what string // "ten", "dia-chi", "ma", …: a try at one thing says nothing of another
	key  string
	free int
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

// An office shares one address, so an address has more free tries than a name.
const (
	freeOfName    = 5
	freeOfAddress = 30
)

func newThrottle() *throttle { return &throttle{seen: map[tryKey]*tries{}} }

// enter counts a try of every key, or says how long the longest of them must still wait; then nothing is counted.
func (t *throttle) enter(now time.Time, keys ...tryKey) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, k := range keys {
		if s := t.seen[k]; s != nil {
			wait = max(wait, s.until.Sub(now))
		}
	}
	if wait > 0 {
		return wait
	}
	for _, k := range keys {
		t.count(now, k)
	}
	return 0
}

func (t *throttle) count(now time.Time, k tryKey) {
	s := t.seen[k]
	if s == nil || now.Sub(s.last) > forgetAfter {
		t.makeRoom(now)
		s = &tries{}
		t.seen[k] = s
	}
	s.n++
	s.last = now
	if over := s.n - k.free; over >= 0 {
		s.until = now.Add(min(firstWait<<min(over, 6), longestWait))
	}
}

// forgive takes back the tries of a person who turned out to be right: all those at the first key, one of each other.
func (t *throttle) forgive(what tryKey, others ...tryKey) {
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

func (t *throttle) makeRoom(now time.Time) {
	if len(t.seen) < maxKeys {
		return
	}
	var oldest tryKey
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

// tooMany tells a person how long to wait.
func tooMany(wait time.Duration) error {
	return errs.Newf(errs.TooMany, "Đã thử sai nhiều lần. Chờ %s rồi thử lại; nếu quên mật khẩu, xin người quản trị một mã đặt lại.", waitWords(wait))
}

func waitWords(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	if seconds <= 90 {
		return fmt.Sprintf("%d giây", max(seconds, 1))
	}
	return fmt.Sprintf("%d phút", (seconds+59)/60)
}
