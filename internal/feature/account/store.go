package account

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(
		store.Table{Name: "account", Growing: true, Private: true},
		store.Table{Name: "position", Growing: true, Title: "Chức danh"},
		store.Table{Name: "session", Growing: true, Private: true},
		store.Table{Name: "reset_code", Growing: true, Private: true},
	)
}

const accountColumns = `a.id, a.username, a.name, a.active, a.version`

var (
	accountAdd = store.Change("account.add", `INSERT INTO account (id, username, name, name_key, password, active, version, created_at)
		VALUES ($1, $2, $3, $4, $5, TRUE, 1, $6)`)
	accountByName = store.Query("account.by_username", `SELECT `+accountColumns+` FROM account a WHERE a.username = $1`)
	accountByID   = store.Query("account.by_id", `SELECT `+accountColumns+` FROM account a WHERE a.id = $1`)
	accountSecret = store.Query("account.secret", `SELECT a.password FROM account a WHERE a.id = $1 AND a.active`)
	accountSet    = store.Change("account.set_password", `UPDATE account SET password = $1, version = version + 1 WHERE id = $2`)
	accountActive = store.Change("account.set_active", `UPDATE account SET active = $1, version = version + 1 WHERE id = $2 AND version = $3`)
	accountsOf    = store.Query("account.of_unit", `SELECT DISTINCT `+accountColumns+`, a.name_key FROM position p JOIN account a ON a.id = p.account_id
		WHERE p.unit_id = $1 ORDER BY a.name_key, a.id`)
	accountCount = store.Query("account.any", `SELECT a.id FROM account a ORDER BY a.id LIMIT 1`, store.Whole("reads one row along the primary key"))

	positionAdd = store.Change("account.position.add", `INSERT INTO position (id, account_id, unit_id, body_id, title, role, valid_from, valid_to)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '')`)
	positionsOf = store.Query("account.position.of_unit", `SELECT p.id, p.account_id, p.unit_id, p.body_id, b.name AS body_name, p.title, p.role, p.valid_from, p.valid_to
		FROM position p JOIN body b ON b.id = p.body_id WHERE p.unit_id = $1 ORDER BY p.account_id, p.valid_from, p.id`,
		store.Unscoped("the administrator of the machine names the unit; a body is no work record"))
	postsOf = store.Query("account.position.of_account", `SELECT p.id, p.body_id, b.name AS body_name, p.title, p.role,
		u.id AS unit_id, u.slug, u.name AS unit_name, u.province, u.place_id, u.demo
		FROM position p JOIN body b ON b.id = p.body_id JOIN unit u ON u.id = p.unit_id
		WHERE p.account_id = $1 AND p.valid_from <= $2 AND (p.valid_to = '' OR p.valid_to >= $2) ORDER BY p.valid_from, p.id`,
		store.Unscoped("a person's own posts decide the scope itself"))

	sessionAdd  = store.Change("account.session.add", `INSERT INTO session (id, digest, account_id, device, created_at, seen_at, ended_at) VALUES ($1, $2, $3, $4, $5, $5, 0)`)
	sessionFind = store.Query("account.session.find", `SELECT s.id, s.account_id, s.device, s.created_at, s.seen_at, s.ended_at, a.username, a.name
		FROM session s JOIN account a ON a.id = s.account_id WHERE s.digest = $1 AND s.ended_at = 0 AND a.active`)
	sessionSeen = store.Change("account.session.seen", `UPDATE session SET seen_at = $1 WHERE id = $2`)
	sessionEnd  = store.Change("account.session.end", `UPDATE session SET ended_at = $1 WHERE id = $2 AND account_id = $3 AND ended_at = 0`)
	sessionEndA = store.Change("account.session.end_all", `UPDATE session SET ended_at = $1 WHERE account_id = $2 AND ended_at = 0 AND id <> $3`)
	sessionsOf  = store.Query("account.session.of_account", `SELECT s.id, s.account_id, s.device, s.created_at, s.seen_at, s.ended_at, '' AS username, '' AS name
		FROM session s WHERE s.account_id = $1 AND s.ended_at = 0 ORDER BY s.seen_at DESC LIMIT 50`)
	sessionTrim = store.Change("account.session.trim", `DELETE FROM session WHERE seen_at < $1`)

	codeAdd  = store.Change("account.reset_code.add", `INSERT INTO reset_code (id, account_id, digest, expires_at, used_at) VALUES ($1, $2, $3, $4, 0)`)
	codeFind = store.Query("account.reset_code.find", `SELECT c.id FROM reset_code c WHERE c.account_id = $1 AND c.used_at = 0 AND c.digest = $2 AND c.expires_at > $3`)
	codeUse  = store.Change("account.reset_code.use", `UPDATE reset_code SET used_at = $1 WHERE account_id = $2 AND used_at = 0`)
)

// SessionLife is how long a browser stays signed in without being used; seenEvery is how often use is written down.
const (
	SessionLife = 14 * 24 * time.Hour
	seenEvery   = 5 * time.Minute
	codeLife    = 7 * 24 * time.Hour
)

// Browser is one signed-in browser in the list of sessions.
type Browser struct {
	ID        string        `db:"id"`
	AccountID string        `db:"account_id"`
	Device    string        `db:"device"`
	Created   store.Instant `db:"created_at"`
	Seen      store.Instant `db:"seen_at"`
	Ended     store.Instant `db:"ended_at"`
	Username  string        `db:"username"`
	Name      string        `db:"name"`
}

type postRow struct {
	ID       string     `db:"id"`
	BodyID   string     `db:"body_id"`
	BodyName string     `db:"body_name"`
	Title    string     `db:"title"`
	Role     actor.Role `db:"role"`
	UnitID   string     `db:"unit_id"`
	Slug     string     `db:"slug"`
	UnitName string     `db:"unit_name"`
	Province string     `db:"province"`
	PlaceID  string     `db:"place_id"`
	Demo     bool       `db:"demo"`
}

// Accounts is the feature's work on the database.
type Accounts struct {
	DB       *store.DB
	hasher   *hasher
	throttle *throttle
}

// New makes the feature over a database.
func New(db *store.DB) *Accounts {
	return &Accounts{DB: db, hasher: newHasher(), throttle: newThrottle()}
}

// Create makes an account with its first post, inside the caller's change. With an empty password the person sets one
// by the one-time code that is returned. A taken username is errs.Invalid.
func (s *Accounts) Create(ctx context.Context, tx *store.Tx, d Draft, password string, post Position) (id, code string, err error) {
	if _, taken, err := store.Find[Account](ctx, tx, accountByName, d.Username); err != nil {
		return "", "", err
	} else if taken {
		var f errs.Form
		f.Add("ten-dang-nhap", "Tên đăng nhập “%s” đã có người dùng; thêm một số, ví dụ %s2", d.Username, d.Username)
		return "", "", f.Err()
	}
	hash := ""
	if password != "" {
		if hash, err = s.hasher.hash(ctx, password); err != nil {
			return "", "", err
		}
	}
	a := Account{ID: ident.New(), Username: d.Username, Name: d.Name, Active: true}
	if _, err := tx.Exec(ctx, accountAdd, a.ID, a.Username, a.Name, vi.NameKey(a.Name), hash, store.Now()); err != nil {
		return "", "", err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: "account", ID: a.ID, UnitID: post.UnitID, Action: "Cấp tài khoản", After: a}); err != nil {
		return "", "", err
	}
	post.AccountID = a.ID
	if err := s.Appoint(ctx, tx, post); err != nil {
		return "", "", err
	}
	if password != "" {
		return a.ID, "", nil
	}
	code, err = s.issueCode(ctx, tx, a.ID)
	return a.ID, code, err
}

// Appoint gives an account a further post, inside the caller's change.
func (s *Accounts) Appoint(ctx context.Context, tx *store.Tx, p Position) error {
	if _, err := tx.Exec(ctx, positionAdd, ident.New(), p.AccountID, p.UnitID, p.BodyID, p.Title, string(p.Role), p.From); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: p.AccountID, UnitID: p.UnitID, Action: "Giao chức danh", BodyID: p.BodyID, BodyName: p.BodyName, After: p})
}

func (s *Accounts) issueCode(ctx context.Context, tx *store.Tx, accountID string) (string, error) {
	code := ident.Code(12)
	if _, err := tx.Exec(ctx, codeUse, store.Now(), accountID); err != nil {
		return "", err
	}
	if _, err := tx.Exec(ctx, codeAdd, ident.New(), accountID, ident.Digest(ident.CodeKey(code)), store.Instant{Time: store.Now().Add(codeLife)}); err != nil {
		return "", err
	}
	return code, tx.Audit(ctx, store.Entry{Kind: "account", ID: accountID, UnitID: tx.Actor().UnitID, Action: "Cấp mã đặt mật khẩu dùng một lần"})
}

// IssueCode gives an account a one-time code by which its holder sets a new password. Older codes end.
func (s *Accounts) IssueCode(ctx context.Context, by actor.Actor, accountID string) (code string, err error) {
	err = s.DB.Write(ctx, by, func(tx *store.Tx) error {
		code, err = s.issueCode(ctx, tx, accountID)
		return err
	})
	return code, err
}

// ByUsername finds an account; an unknown one is errs.NotFound.
func (s *Accounts) ByUsername(ctx context.Context, username string) (Account, error) {
	return store.Get[Account](ctx, s.DB.Reader(actor.System("tìm tài khoản")), accountByName, username)
}

// Any reports whether there is an account at all.
func (s *Accounts) Any(ctx context.Context) (bool, error) {
	_, ok, err := store.Find[string](ctx, s.DB.Reader(actor.System("thiết lập")), accountCount)
	return ok, err
}

// Session finds the session of a cookie's token, with the person's posts of today.
func (s *Accounts) Session(ctx context.Context, token string, now store.Instant) (web.Session, error) {
	ended := errs.New(errs.Unauthenticated, "Phiên đăng nhập đã hết.")
	sys := s.DB.Reader(actor.System("phiên đăng nhập"))
	b, ok, err := store.Find[Browser](ctx, sys, sessionFind, ident.Digest(token))
	if err != nil {
		return web.Session{}, err
	}
	if !ok || now.Sub(b.Seen.Time) > SessionLife {
		return web.Session{}, ended
	}
	rows, err := store.List[postRow](ctx, sys, postsOf, b.AccountID, day.At(now.Time))
	if err != nil {
		return web.Session{}, err
	}
	out := web.Session{ID: b.ID, AccountID: b.AccountID, Username: b.Username, Name: b.Name}
	for _, r := range rows {
		out.Posts = append(out.Posts, web.UnitPost{
			Unit: web.Unit{ID: r.UnitID, Slug: r.Slug, Name: r.UnitName, Province: r.Province, PlaceID: r.PlaceID, Demo: r.Demo},
			Post: actor.Post{ID: r.ID, BodyID: r.BodyID, BodyName: r.BodyName, Title: r.Title, Role: r.Role},
		})
	}
	if now.Sub(b.Seen.Time) > seenEvery {
		err = s.DB.Write(ctx, actor.System("phiên đăng nhập"), func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, sessionSeen, now, b.ID)
			tx.Unaudited("a session's last use is no change of a record")
			return err
		})
	}
	return out, err
}
