package mail

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	// Lease is how long a sender that says nothing keeps a message: longer than a whole conversation with a slow server.
	Lease = 10 * time.Minute
	// Attempts is how often a server may refuse a message for a time: for about two days.
	Attempts = 14

	pause      = 5 * time.Second // between looks at an empty outbox
	rest       = time.Minute     // after the server could not be reached
	candidates = 8
	longest    = 500 // characters of an answer that are kept
	grace      = 8 * time.Second
)

// Sender empties the outbox.
type Sender struct {
	DB       *store.DB
	Log      *slog.Logger
	Settings Settings
	Observe  func(state State) // metrics; may be nil

	at func(stage string) // tests only: the stages between which a program may be killed
}

// Run sends until the context ends, then gives the message under way a moment to finish. Without settings it does nothing.
func (s *Sender) Run(ctx context.Context) {
	if !s.Settings.Set() {
		return
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	context.AfterFunc(ctx, func() { time.AfterFunc(grace, stop) })
	for ctx.Err() == nil {
		state, err := s.Step(work)
		wait := pause
		switch {
		case err != nil:
			s.Log.Error("mail", "error", err.Error())
		case state == Waiting:
			wait = rest
		case state != "":
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// Step does the next thing that is due and gives the state in which it left a message; empty means that nothing was due,
// Waiting that the server could not be reached or has put the message off.
func (s *Sender) Step(ctx context.Context) (State, error) {
	system := actor.System("gửi thư")
	m, state, err := s.take(ctx, system)
	if err != nil || m.ID == "" {
		return state, err
	}
	s.stage("taken")
	var kept error
	d := s.Settings.deliver(ctx, m, func() error {
		s.stage("before")
		kept = s.write(ctx, system, hand, s.DB.Clock(), m.ID, m.lease)
		s.stage("handed")
		return kept
	})
	s.stage("answered")
	if kept != nil { // whoever has the message now, or its lease when that ends, decides what becomes of it
		return Waiting, kept
	}
	state = s.judge(&m, d)
	if s.Observe != nil {
		s.Observe(state)
	}
	return state, s.write(context.WithoutCancel(ctx), system, settle, string(m.State), m.Attempts, m.NextAt, m.HandedAt, m.Answer, m.EndedAt, m.ID, m.lease)
}

func (s *Sender) stage(name string) {
	if s.at != nil {
		s.at(name)
	}
}

// take leases the first message that is due. What it settles on the way, it gives as a state without a message: one that
// somebody left between the end and the answer, and one that is old news.
func (s *Sender) take(ctx context.Context, system actor.Actor) (Message, State, error) {
	now := s.DB.Clock()
	far := store.Instant{Time: now.Add(2 * Lease)}
	from := s.DB.Reader(system)
	abandoned, err := store.List[Message](ctx, from, left, now, far, candidates)
	if err != nil {
		return Message{}, "", err
	}
	for _, m := range abandoned {
		if !m.HandedAt.IsZero() {
			return Message{}, Uncertain, s.leave(ctx, system, m, now, far)
		}
	}
	found, err := store.List[Message](ctx, from, due, now, candidates)
	if err != nil {
		return Message{}, "", err
	}
	for _, m := range append(abandoned, found...) {
		m.lease = ident.New()
		err := s.write(ctx, system, take, now, far, store.Instant{Time: now.Add(Lease)}, m.lease, m.ID)
		switch {
		case errors.Is(err, errTaken):
			continue
		case err != nil:
			return Message{}, "", err
		}
		m.Attempts++
		if !m.Until.IsZero() && now.After(m.Until.Time) {
			return Message{}, Expired, s.write(ctx, system, settle, string(Expired), m.Attempts-1, m.NextAt, m.HandedAt, m.Answer, now, m.ID, m.lease)
		}
		return m, Sending, nil
	}
	return Message{}, "", nil
}

// leave makes a message uncertain whose sender is gone; another sender may have done so meanwhile.
func (s *Sender) leave(ctx context.Context, system actor.Actor, m Message, now, far store.Instant) error {
	err := s.write(ctx, system, doubt, now, far, m.ID, "chương trình dừng khi đang chờ máy chủ thư trả lời")
	if errors.Is(err, errTaken) {
		return nil
	}
	return err
}

// write runs one statement on one message; errTaken when another sender was first.
func (s *Sender) write(ctx context.Context, system actor.Actor, stmt *store.Stmt, args ...any) error {
	return s.DB.Write(ctx, system, func(tx *store.Tx) error {
		n, err := tx.Aside(ctx, stmt, args...)
		if err == nil && n != 1 {
			err = errTaken
		}
		return err
	})
}

// judge writes into the message what becomes of it after an attempt.
func (s *Sender) judge(m *Message, d delivery) State {
	now := s.DB.Clock()
	m.Answer, m.EndedAt, m.HandedAt = short(d.answer), now, store.Instant{}
	switch d.outcome {
	case accepted:
		m.State = Sent
	case unsure:
		m.State, m.HandedAt = Uncertain, now
	case refused:
		m.State = Refused
	case unreachable:
		m.Attempts-- // the message was not refused
		m.State, m.EndedAt, m.NextAt = Waiting, store.Instant{}, store.Instant{Time: now.Add(rest)}
	case postponed:
		m.State, m.EndedAt, m.NextAt = Waiting, store.Instant{}, store.Instant{Time: now.Add(backoff(m.Attempts))}
		if m.Attempts >= Attempts {
			m.State, m.EndedAt = Failed, now
		}
	}
	if m.State != Sent {
		s.Log.Warn("mail", "message", m.ID, "state", string(m.State), "attempt", m.Attempts)
	}
	return m.State
}

func short(answer string) string {
	if r := []rune(answer); len(r) > longest {
		return string(r[:longest])
	}
	return answer
}

// backoff is how long to wait after the server has put a message off: servers that greet strangers slowly want minutes,
// full mailboxes hours.
func backoff(attempt int) time.Duration {
	wait := 6 * time.Hour
	if attempt < 6 {
		wait = min(time.Minute<<(2*max(attempt-1, 0)), wait)
	}
	return wait + rand.N(wait/4)
}
