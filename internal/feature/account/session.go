package account

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// seenEvery is how often the use of a session is written down.
const seenEvery = 5 * time.Minute

const sessionColumns = `s.id, s.account_id, s.device, s.address, s.created_at, s.seen_at, s.fresh_at`

var (
	sessionAdd  = store.Change("account.session.add", `INSERT INTO session (id, digest, account_id, device, address, created_at, seen_at, fresh_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $6, 0)`)
	sessionFind = store.Query("account.session.find", `SELECT `+sessionColumns+`, a.username, a.name, COALESCE(f.since_at, 0) AS factor_at,
		(SELECT COUNT(*) FROM account_news n WHERE n.account_id = s.account_id AND n.read_at = 0) AS news
		FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN second_factor f ON f.account_id = s.account_id WHERE s.digest = $1 AND s.ended_at = 0 AND a.active`)
	sessionSeen = store.Change("account.session.seen", `UPDATE session SET seen_at = $1 WHERE id = $2`)
	sessionTurn = store.Change("account.session.turn", `UPDATE session SET digest = $1, fresh_at = $2 WHERE id = $3 AND ended_at = 0`)
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
	Address   string        `db:"address"` // coarse
	Created   store.Instant `db:"created_at"`
	Seen      store.Instant `db:"seen_at"`
	Fresh     store.Instant `db:"fresh_at"`
}

type foundSession struct {
	Browser
	Username string        `db:"username"`
	Name     string        `db:"name"`
	Factor   store.Instant `db:"factor_at"`
	News     int           `db:"news"`
}

var sessionActor = actor.System("phiên đăng nhập")

// StartSession signs a browser in and returns the token for its cookie. agent is the browser's User-Agent.
func (s *Accounts) StartSession(ctx context.Context, accountID, agent string, now store.Instant) (token string, err error) {
	err = s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		token, err = s.startSession(ctx, tx, accountID, From{Agent: agent}, now)
		return err
	})
	return token, err
}

// startSession begins a session with a token that nobody has seen before: what the browser brought along is not used.
func (s *Accounts) startSession(ctx context.Context, tx *store.Tx, accountID string, f From, now store.Instant) (token string, err error) {
	token = ident.Token()
	_, err = tx.Aside(ctx, sessionAdd, ident.New(), ident.Digest(token), accountID, DeviceOf(f.Agent), coarse(f.Address), now)
	return token, err
}

// Session finds the session of a cookie's token, with the person's posts of today.
func (s *Accounts) Session(ctx context.Context, token string, now store.Instant) (web.Session, error) {
	from := s.DB.Reader(sessionActor)
	b, ok, err := store.Find[foundSession](ctx, from, sessionFind, ident.Digest(token))
	if err != nil {
		return web.Session{}, err
	}
	if !ok {
		return web.Session{}, sessionOver()
	}
	rows, err := s.postsToday(ctx, from, b.AccountID, now)
	if err != nil {
		return web.Session{}, err
	}
	if limitOf(rows).over(b.Browser, now) {
		return web.Session{}, sessionOver()
	}
	out := web.Session{ID: b.ID, AccountID: b.AccountID, Username: b.Username, Name: b.Name, FreshAt: b.Fresh, News: b.News}
	if err := s.actings(ctx, from, &out, rows, day.At(now.Time)); err != nil {
		return web.Session{}, err
	}
	if b.Factor.IsZero() && mustHaveFactor(out.Posts) {
		out.Only = factorPath
	}
	if now.Sub(b.Seen.Time) > seenEvery {
		s.noteUse(ctx, b.ID, now)
	}
	return out, nil
}

func sessionOver() error { return errs.New(errs.Unauthenticated, "Phiên đăng nhập đã hết.") }

func (s *Accounts) postsToday(ctx context.Context, from store.Source, accountID string, now store.Instant) ([]postRow, error) {
	return store.List[postRow](ctx, from, postsToday, accountID, day.At(now.Time))
}

// limitOf is how long a person with these posts stays signed in.
func limitOf(posts []postRow) Limit {
	l := usualLimit
	for i, p := range posts {
		of := limitRow{Role: p.Role, Idle: p.Idle, Absolute: p.Absolute}.limit()
		if i == 0 {
			l = of
		}
		l = l.strictest(of)
	}
	return l
}

// turn gives a session another token and writes down that the person has just shown who she is. Whoever had the old token is
// out.
func (s *Accounts) turn(ctx context.Context, sessionID string, now store.Instant) (token string, err error) {
	token = ident.Token()
	err = s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		n, err := tx.Aside(ctx, sessionTurn, ident.Digest(token), now, sessionID)
		if err == nil && n == 0 {
			return sessionOver()
		}
		return err
	})
	return token, err
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
	from := s.DB.Reader(sessionActor)
	posts, err := s.postsToday(ctx, from, accountID, now)
	if err != nil {
		return nil, err
	}
	limit := limitOf(posts)
	list, err := store.List[Browser](ctx, from, sessionsOf, accountID, store.Instant{Time: now.Add(-limit.Idle)})
	return slices.DeleteFunc(list, func(b Browser) bool { return limit.over(b, now) }), err
}

// EndSession signs one browser of an account out; one that has ended stays ended.
func (s *Accounts) EndSession(ctx context.Context, accountID, sessionID string) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		_, err := tx.Aside(ctx, sessionEnd, tx.Now(), sessionID, accountID)
		return err
	})
}

// EndOtherSessions signs all browsers of an account out but one; with an empty keep it signs all of them out.
func (s *Accounts) EndOtherSessions(ctx context.Context, accountID, keep string) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error { return s.endSessions(ctx, tx, accountID, keep) })
}

// endSessions is EndOtherSessions inside the caller's change.
func (s *Accounts) endSessions(ctx context.Context, tx *store.Tx, accountID, keep string) error {
	_, err := tx.Aside(ctx, sessionEndA, tx.Now(), accountID, keep)
	return err
}

// Trim forgets what no longer lets anybody in: old sessions, browsers not seen for long, half sign-ins, wrong tries; the
// program calls it at start and once a day.
func (s *Accounts) Trim(ctx context.Context, now store.Instant) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		for stmt, age := range map[*store.Stmt]time.Duration{sessionTrim: 2 * mostAbsolute, knownTrim: browserLife, blockTrim: blockMemory, newsTrim: 400 * 24 * time.Hour, stepTrim: 0} {
			if _, err := tx.Aside(ctx, stmt, store.Instant{Time: now.Add(-age)}); err != nil {
				return err
			}
		}
		return nil
	})
}
