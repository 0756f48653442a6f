package mail_test

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/store"
)

// Every way in which the server can misbehave: each message arrives exactly once, except where the server refuses it or
// nobody can know; and then it says so.
func TestEachMessageArrivesOnceOrSaysWhyNot(t *testing.T) {
	both(t, func(o *office) {
		large := strings.Repeat("Một dòng của một thư rất dài, dài hơn mọi bộ đệm trên đường.\n", 3_000)
		cases := []struct {
			to      string
			body    string
			state   mail.State
			arrived int
		}{
			{to: "ok.1@x.vn", state: mail.Sent, arrived: 1},
			{to: "slow.1@x.vn", state: mail.Sent, arrived: 1},
			{to: "busy.1@x.vn", state: mail.Sent, arrived: 1},
			{to: "full.1@x.vn", state: mail.Sent, arrived: 1},
			{to: "hang.1@x.vn", state: mail.Sent, arrived: 1},
			{to: "die.1@x.vn", body: large, state: mail.Sent, arrived: 1},
			{to: "no.1@x.vn", state: mail.Refused},
			{to: "spam.1@x.vn", state: mail.Refused},
			{to: "mute.1@x.vn", state: mail.Uncertain, arrived: 1},
			{to: "keep.1@x.vn", state: mail.Uncertain, arrived: 1},
			{to: "lose.1@x.vn", state: mail.Uncertain},
			{to: "ok.2@x.vn", state: mail.Sent, arrived: 1},
		}
		for _, c := range cases {
			if !o.add(mail.Draft{To: c.to, Body: c.body}) || o.add(mail.Draft{To: c.to}) {
				o.Errorf("%s: a key was taken twice or refused once", c.to)
			}
		}
		o.work()
		for _, c := range cases {
			m := o.message(c.to)
			if m.State != c.state || o.arrived(c.to) != c.arrived {
				o.Errorf("%s: %s (%s), arrived %d times; want %s and %d", c.to, m.State, m.Answer, o.arrived(c.to), c.state, c.arrived)
			}
		}
	})
}

func TestAServerThatIsNotThereCostsAMessageNothing(t *testing.T) {
	both(t, func(o *office) {
		o.add(mail.Draft{To: "ok.1@x.vn"})
		for _, mode := range []string{"silent", "deny"} {
			o.server.Mode(o.T, mode)
			for range 3 {
				if state, err := o.sender.Step(o.Context()); err != nil || state != mail.Waiting {
					o.Fatalf("%s: %s %v", mode, state, err)
				}
				o.pass(2 * time.Minute)
			}
		}
		if m := o.message("ok.1@x.vn"); m.Attempts != 0 || m.Answer == "" {
			o.Errorf("%+v", m)
		}
		o.server.Mode(o.T, "")
		o.work()
		if o.arrived("ok.1@x.vn") != 1 {
			o.Error("the message was lost")
		}
	})
}

func TestOldNewsIsNotSent(t *testing.T) {
	both(t, func(o *office) {
		o.add(mail.Draft{To: "ok.1@x.vn", Until: store.Instant{Time: o.db.Clock().Add(time.Hour)}})
		o.pass(2 * time.Hour)
		o.work()
		if m := o.message("ok.1@x.vn"); m.State != mail.Expired || o.arrived("ok.1@x.vn") != 0 {
			o.Errorf("%s, arrived %d times", m.State, o.arrived("ok.1@x.vn"))
		}
	})
}

func TestAPersonDecidesAboutWhatIsUncertain(t *testing.T) {
	both(t, func(o *office) {
		o.add(mail.Draft{To: "lose.1@x.vn"})
		o.add(mail.Draft{To: "keep.1@x.vn"})
		o.work()
		o.decide(mail.Resend, "lose.1@x.vn", false)
		o.decide(mail.Settle, "keep.1@x.vn", false)
		o.decide(mail.Settle, "keep.1@x.vn", true) // decided already
		o.work()
		for _, to := range []string{"lose.1@x.vn", "keep.1@x.vn"} {
			if m := o.message(to); m.State != mail.Sent || o.arrived(to) != 1 {
				o.Errorf("%s: %s, arrived %d times", to, m.State, o.arrived(to))
			}
		}
	})
}

func (o *office) decide(how decision, key string, refused bool) {
	o.Helper()
	err := o.db.Write(o.Context(), system(), func(tx *store.Tx) error {
		defer tx.Unaudited("this test has no history")
		return how(o.Context(), tx, o.message(key).ID)
	})
	if refused != errs.Is(err, errs.Conflict) || !refused && err != nil {
		o.Errorf("%s: %v", key, err)
	}
}

func TestManySendersSendEachMessageOnce(t *testing.T) {
	both(t, func(o *office) {
		const n = 25
		for i := range n {
			o.add(mail.Draft{To: "ok." + string(rune('a'+i)) + "@x.vn"})
		}
		var wg sync.WaitGroup
		for range 3 {
			s := *o.sender
			wg.Go(func() {
				for {
					if state, err := s.Step(o.Context()); err != nil || state == "" {
						if err != nil {
							o.Error(err)
						}
						return
					}
				}
			})
		}
		wg.Wait()
		all := o.server.Arrived(o.T)
		if len(all) != n {
			o.Errorf("%d messages arrived, want %d", len(all), n)
		}
		for key, times := range all {
			if times != 1 {
				o.Errorf("%s arrived %d times", key[0], times)
			}
		}
	})
}

// The program is killed (SIGKILL) at each stage. What had not been handed over is sent by the next one; what had been is
// uncertain, and is not sent again, whether it arrived or not.
func TestAKilledSenderSendsNothingTwice(t *testing.T) {
	for _, c := range []struct {
		stage   string
		state   mail.State
		arrived int
	}{
		{"taken", mail.Sent, 1},
		{"before", mail.Sent, 1},
		{"handed", mail.Uncertain, 0},
		{"answered", mail.Uncertain, 1},
	} {
		t.Run(c.stage, func(t *testing.T) {
			dir := t.TempDir()
			o := newOffice(t, template.SQLiteIn(t, dir))
			o.add(mail.Draft{To: "ok.1@x.vn"})
			o.killedAt(filepath.Join(dir, "mangnon.db"), c.stage)
			if state, err := o.sender.Step(t.Context()); err != nil || state != "" {
				t.Errorf("while the lease lasts: %q %v", state, err)
			}
			o.pass(mail.Lease + time.Second)
			o.work()
			if m := o.message("ok.1@x.vn"); m.State != c.state || o.arrived("ok.1@x.vn") != c.arrived {
				t.Errorf("%s, arrived %d times; want %s and %d", m.State, o.arrived("ok.1@x.vn"), c.state, c.arrived)
			}
		})
	}
}

// A sender that slept past its lease, with the message sent by another one meanwhile, must not hand over its own copy.
func TestASlowSenderGivesWay(t *testing.T) {
	both(t, func(o *office) {
		o.add(mail.Draft{To: "ok.1@x.vn"})
		other := *o.sender
		o.sender.At(func(stage string) {
			if stage != "before" {
				return
			}
			o.pass(mail.Lease + time.Second)
			if state, err := other.Step(o.Context()); err != nil || state != mail.Sent {
				o.Errorf("the other sender: %s %v", state, err)
			}
		})
		if _, err := o.sender.Step(o.Context()); err == nil {
			o.Error("the slow sender noticed nothing")
		}
		if m := o.message("ok.1@x.vn"); m.State != mail.Sent || o.arrived("ok.1@x.vn") != 1 {
			o.Errorf("%s, arrived %d times", m.State, o.arrived("ok.1@x.vn"))
		}
	})
}
