package account

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

// CodeLife is how long a one-time code may be used.
const CodeLife = 7 * 24 * time.Hour

var (
	codeAdd  = store.Change("account.reset_code.add", `INSERT INTO reset_code (id, account_id, digest, expires_at, used_at) VALUES ($1, $2, $3, $4, 0)`)
	codeFind = store.Query("account.reset_code.find", `SELECT a.id, a.username, a.name
		FROM account a JOIN reset_code c ON c.account_id = a.id AND c.used_at = 0
		WHERE a.username = $1 AND a.active AND c.digest = $2 AND c.expires_at > $3`)
	codeUse     = store.Change("account.reset_code.use", `UPDATE reset_code SET used_at = $1 WHERE account_id = $2 AND used_at = 0`)
	passwordSet = store.Change("account.set_password", `UPDATE account SET password = $1, version = version + 1 WHERE id = $2`)
)

// issueCode ends the older codes of an account and makes a new one.
func (s *Accounts) issueCode(ctx context.Context, tx *store.Tx, accountID, unitID string) (string, error) {
	code := ident.Code(12)
	if _, err := tx.Exec(ctx, codeUse, tx.Now(), accountID); err != nil {
		return "", err
	}
	until := store.Instant{Time: tx.Now().Add(CodeLife)}
	if _, err := tx.Exec(ctx, codeAdd, ident.New(), accountID, ident.Digest(ident.CodeKey(code)), until); err != nil {
		return "", err
	}
	return code, tx.Audit(ctx, store.Entry{Kind: "account", ID: accountID, UnitID: unitID, Action: "Cấp mã đặt mật khẩu dùng một lần"})
}

// IssueCode gives an account a one-time code by which its holder sets a new password. Older codes end.
func (s *Accounts) IssueCode(ctx context.Context, by actor.Actor, accountID string) (code string, err error) {
	err = s.DB.Write(ctx, by, func(tx *store.Tx) error {
		posts, err := s.Posts(ctx, tx, accountID)
		if err != nil {
			return err
		}
		code, err = s.issueCode(ctx, tx, accountID, homeUnit(posts))
		return err
	})
	return code, err
}

// Reset is what a person types who has been given a one-time code.
type Reset struct {
	Username, Code, Password string
	From
}

// ResetPassword sets a new password by a one-time code, ends all sessions of the account and signs this browser in, unless the account has a second step. A
// wrong name, a wrong code, an old code and a locked account get the same errs.Invalid; too many tries get errs.TooMany.
func (s *Accounts) ResetPassword(ctx context.Context, r Reset, now store.Instant) (Entered, error) {
	name := throttle.Key{What: "ma", Of: r.Username, Free: freeOfName}
	address := addressKeys(r.Address)
	if wait := s.throttle.Enter(now.Time, append(address, name)...); wait > 0 {
		return Entered{}, tooMany(wait)
	}
	found, ok, err := store.Find[foundCode](ctx, s.DB.Reader(sessionActor), codeFind, r.Username, ident.Digest(ident.CodeKey(r.Code)), now)
	if err != nil {
		return Entered{}, err
	}
	if !ok {
		var f errs.Form
		f.Add("ma", "Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã dùng hay hết hạn. Kiểm tra lại, hoặc xin người quản trị mã mới")
		return Entered{}, f.Err()
	}
	hash, err := s.hasher.hash(ctx, r.Password)
	if err != nil {
		return Entered{}, err
	}
	s.throttle.Forgive(name, address...)
	return s.setByCode(ctx, found, hash, r.From, now)
}

type foundCode struct {
	ID       string `db:"id"`
	Username string `db:"username"`
	Name     string `db:"name"`
}

// setByCode writes the new password. Of two uses of one code at the same time, one wins.
func (s *Accounts) setByCode(ctx context.Context, who foundCode, hash string, f From, now store.Instant) (in Entered, err error) {
	known, err := s.known(ctx, f, who.Username, now)
	if err != nil {
		return in, err
	}
	by := actor.Actor{AccountID: who.ID, Username: who.Username, Name: who.Name}
	err = s.DB.Write(ctx, by, func(tx *store.Tx) error {
		if err := tx.UpdateOne(ctx, codeUse, now, who.ID); err != nil {
			return err
		}
		if err := s.setPassword(ctx, tx, who.ID, hash, "", "Đặt mật khẩu bằng mã dùng một lần"); err != nil {
			return err
		}
		if err := s.unblock(ctx, tx, who.Username, known.ID); err != nil {
			return err
		}
		in, err = s.letIn(ctx, tx, who.ID, known, f, now)
		return err
	})
	return in, err
}

// setPassword writes a new password inside a change and ends the account's sessions but one.
func (s *Accounts) setPassword(ctx context.Context, tx *store.Tx, accountID, hash, keep, action string) error {
	posts, err := s.Posts(ctx, tx, accountID)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, passwordSet, hash, accountID); err != nil {
		return err
	}
	if err := s.endSessions(ctx, tx, accountID, keep); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: accountID, UnitID: homeUnit(posts), Action: action})
}
