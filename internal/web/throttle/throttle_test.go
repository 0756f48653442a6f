package throttle

import (
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	freeOfName    = 5
	freeOfAddress = 30
)

var (
	morning = time.Date(2026, 5, 12, 8, 0, 0, 0, time.UTC)
	hoa     = Key{"ten", "hoa.tt", freeOfName}
	office  = Key{"dia-chi", "192.0.2.7", freeOfAddress}
)

func TestWaitDoublesAfterTheFreeTries(t *testing.T) {
	th, now := New(), morning
	for i := range freeOfName {
		if w := th.Enter(now, hoa); w != 0 {
			t.Fatalf("try %d waits %v", i+1, w)
		}
	}
	for _, want := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute, 15 * time.Minute} {
		if w := th.Enter(now, hoa); w != want {
			t.Fatalf("wait %v, want %v", w, want)
		}
		if w := th.Enter(now.Add(want-time.Second), hoa); w != time.Second {
			t.Errorf("one second before the end it waits %v", w)
		}
		now = now.Add(want)
		if w := th.Enter(now, hoa); w != 0 {
			t.Errorf("after %v it still waits %v", want, w)
		}
	}
}

func TestSomebodyElseDoesNotWait(t *testing.T) {
	th := New()
	for range freeOfName {
		th.Enter(morning, office, hoa)
	}
	if th.Enter(morning, office, hoa) == 0 {
		t.Error("the guessed name does not wait")
	}
	if w := th.Enter(morning, office, Key{"ten", "phong.lh", freeOfName}); w != 0 {
		t.Errorf("a colleague in the same office waits %v", w)
	}
}

func TestAnAddressThatTriesManyNamesWaits(t *testing.T) {
	th := New()
	for i := range freeOfAddress {
		if w := th.Enter(morning, office, Key{"ten", strconv.Itoa(i), freeOfName}); w != 0 {
			t.Fatalf("name %d waits %v", i, w)
		}
	}
	if th.Enter(morning, office, Key{"ten", "một người nữa", freeOfName}) == 0 {
		t.Error("the address goes on with new names")
	}
}

func TestTheRightPasswordForgivesTheName(t *testing.T) {
	th := New()
	for range 100 { // a person who signs in a hundred times is no attack on her or her office
		if w := th.Enter(morning, office, hoa); w != 0 {
			t.Fatalf("waits %v", w)
		}
		th.Forgive(hoa, office)
	}
}

func TestTriesAreForgottenAfterAnHour(t *testing.T) {
	th := New()
	for range freeOfName {
		th.Enter(morning, hoa)
	}
	later := morning.Add(forgetAfter + time.Second)
	for i := range freeOfName {
		if w := th.Enter(later, hoa); w != 0 {
			t.Fatalf("try %d of the next hour waits %v", i+1, w)
		}
	}
}

func TestManyTriesAtOnceAreNotManyFreeOnes(t *testing.T) {
	th := New()
	var free atomic.Int64
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			if th.Enter(morning, hoa) == 0 {
				free.Add(1)
			}
		})
	}
	wg.Wait()
	if free.Load() != freeOfName {
		t.Errorf("%d tries were let through, want %d", free.Load(), freeOfName)
	}
}

func TestMemoryOfTriesIsBounded(t *testing.T) {
	th := New()
	for i := range maxKeys + 50 {
		th.Enter(morning.Add(time.Duration(i)*time.Millisecond), Key{"ten", strconv.Itoa(i), freeOfName})
	}
	if len(th.seen) > maxKeys {
		t.Errorf("remembers %d keys", len(th.seen))
	}
	if _, there := th.seen[Key{"ten", strconv.Itoa(maxKeys + 49), freeOfName}]; !there {
		t.Error("the newest was forgotten")
	}
}

func TestWaitWords(t *testing.T) {
	tests := map[time.Duration]string{
		time.Millisecond: "1 giây", 30 * time.Second: "30 giây", 90 * time.Second: "90 giây", 91 * time.Second: "2 phút", 15 * time.Minute: "15 phút",
	}
	for d, want := range tests {
		if got := Words(d); got != want {
			t.Errorf("Words(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestAskingForTheWaitIsNoTry(t *testing.T) {
	var th Throttle
	for range 3 * freeOfName {
		if w := th.Wait(morning, hoa); w != 0 {
			t.Fatalf("asking alone waits %v", w)
		}
	}
	for range freeOfName {
		th.Enter(morning, hoa)
	}
	if w := th.Wait(morning, hoa, office); w != 30*time.Second {
		t.Errorf("the wait is said to be %v", w)
	}
}
