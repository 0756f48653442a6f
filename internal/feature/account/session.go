package account

import (
	"context"
	"log/slog"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// SessionLife is how long a browser stays signed in without being used; seenEvery is how often use is written down.
const (
	SessionLife = 14 * 24 * time.Hour
	seenEvery   = 5 * time.Minute
)

const sessionColumns = `s.id, s.account_id, s.device, s.created_at, s.seen_at`

var (
	sessionAdd  = store.Change("account.session.add", `INSERT INTO session (id, digest, account_id, device, created_at, seen_at, ended_at) VALUES ($1, $2, $3, $4, $5, $5, 0)`)
	sessionFind = store.Query("account.session.find", `SELECT `+sessionColumns+`, a.username, a.name
		FROM session s JOIN account a ON a.id = s.account_id WHERE s.digest = $1 AND s.ended_at = 0 AND a.active`)
	sessionSeen = store.Change("account.session.seen", `UPDATE session SET seen_at = $1 WHERE id = $2`)
	sessionEnd  = store.Change("account.session.end", `UPDATE session SET ended_at = $1 WHERE id = $2 AND account_id = $3 AND ended_at = 0`)
	sessionEndA = store.Change("account.session.end_all", `UPDATE session SET ended_at = $1 WHERE account_id = $2 AND ended_at = 0 AND id <> $3`)
	sessionsOf  = store.Query("account.session.of_account", `SELECT `+sessionColumns+`
		FROM session s WHERE s.account_id = $1 AND s.ended_at = 0 AND s.seen_at > $2 ORDER BY s.seen_at DESC LIMIT 100`)
	sessionTrim = store.Change("account.session.trim", `DELETE FROM session WHERE seen_at < $1`)
)

// Browser is one signed-in browser in the list of sessions.
type Browser struct {
	ID        string        `db:"id"`
	AccountID string        `db:"account_id"`
	Device    string        `db:"device"`
	Created   store.Instant `db:"created_at"`
	Seen      store.Instant `db:"seen_at"`
}

type foundSession struct {
	Browser
	Username string `db:"username"`
	Name     string `db:"name"`
}

var sessionActor = actor.System("phiên đăng nhập")

// StartSession signs a browser in and returns the token for its cookie. agent is the browser's User-Agent.
func (s *Accounts) StartSession(ctx context.Context, accountID, agent string, now store.Instant) (token string, err error) {
	err = s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		token, err = s.startSession(ctx, tx, accountID, agent, now)
		return err
	})
	return token, err
}

func (s *Accounts) startSession(ctx context.Context, tx *store.Tx, accountID, agent string, now store.Instant) (token string, err error) {
	token = ident.Token()
	_, err = tx.Exec(ctx, sessionAdd, ident.New(), ident.Digest(token), accountID, DeviceOf(agent), now)
	tx.Unaudited("a session is no record of work")
	return token, err
}

// Session finds the session of a cookie's token, with the person's posts of today.
func (s *Accounts) Session(ctx context.Context, token string, now store.Instant) (web.Session, error) {
	from := s.DB.Reader(sessionActor)
	b, ok, err := store.Find[foundSession](ctx, from, sessionFind, ident.Digest(token))
	if err != nil {
		return web.Session{}, err
	}
	if !ok || now.Sub(b.Seen.Time) > SessionLife {
		return web.Session{}, errs.New(errs.Unauthenticated, "Phiên đăng nhập đã hết.")
	}
	out := web.Session{ID: b.ID, AccountID: b.AccountID, Username: b.Username, Name: b.Name}
	if err := s.actings(ctx, from, &out, day.At(now.Time)); err != nil {
		return web.Session{}, err
	}
	if now.Sub(b.Seen.Time) > seenEvery {
		s.noteUse(ctx, b.ID, now)
	}
	return out, nil
}

// noteUse writes down that a session is in use. A machine that cannot write must still let people read.
func (s *Accounts) noteUse(ctx context.Context, sessionID string, now store.Instant) {
	err := s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, sessionSeen, now, sessionID)
		tx.Unaudited("a session's last use is no change of a record")
		return err
	})
	if err != nil {
		slog.WarnContext(ctx, "use of a session not written", "error", err.Error())
	}
}

// Sessions lists the browsers that are signed in to an account, the last used first.
func (s *Accounts) Sessions(ctx context.Context, accountID string, now store.Instant) ([]Browser, error) {
	since := store.Instant{Time: now.Add(-SessionLife)}
	return store.List[Browser](ctx, s.DB.Reader(sessionActor), sessionsOf, accountID, since)
}

// EndSession signs one browser of an account out; one that has ended stays ended.
func (s *Accounts) EndSession(ctx context.Context, accountID, sessionID string) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, sessionEnd, store.Now(), sessionID, accountID)
		tx.Unaudited("a session is no record of work")
		return err
	})
}

// EndOtherSessions signs all browsers of an account out but one; with an empty keep it signs all of them out.
func (s *Accounts) EndOtherSessions(ctx context.Context, accountID, keep string) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error { return s.endSessions(ctx, tx, accountID, keep) })
}

// endSessions is EndOtherSessions inside the caller's change, before its audit row.
func (s *Accounts) endSessions(ctx context.Context, tx *store.Tx, accountID, keep string) error {
	_, err := tx.Exec(ctx, sessionEndA, store.Now(), accountID, keep)
	tx.Unaudited("a session is no record of work")
	return err
}

// Trim forgets sessions that have not been used for long; the program calls it at start and once a day.
func (s *Accounts) Trim(ctx context.Context, now store.Instant) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, sessionTrim, store.Instant{Time: now.Add(-2 * SessionLife)})
		tx.Unaudited("a session is no record of work")
		return err
	})
}
