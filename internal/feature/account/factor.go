package account

import (
	"context"
	"errors"
	"log/slog"
	"regexp"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

var (
	factorGet  = store.Query("account.factor.get", `SELECT f.secret, f.since_at, f.last_step FROM second_factor f WHERE f.account_id = $1`)
	factorAdd  = store.Change("account.factor.add", `INSERT INTO second_factor (account_id, secret, since_at, last_step) VALUES ($1, $2, $3, $4)`)
	factorUsed = store.Change("account.factor.used", `UPDATE second_factor SET last_step = $1 WHERE account_id = $2 AND last_step < $1`)
	factorDrop = store.Change("account.factor.drop", `DELETE FROM second_factor WHERE account_id = $1`)

	recoveryAdd  = store.Change("account.recovery.add", `INSERT INTO recovery_code (account_id, digest, used_at) VALUES ($1, $2, 0)`)
	recoveryUse  = store.Change("account.recovery.use", `UPDATE recovery_code SET used_at = $1 WHERE account_id = $2 AND digest = $3 AND used_at = 0`)
	recoveryLeft = store.Query("account.recovery.left", `SELECT COUNT(*) FROM recovery_code c WHERE c.account_id = $1 AND c.used_at = 0`)
	recoveryDrop = store.Change("account.recovery.drop", `DELETE FROM recovery_code WHERE account_id = $1`)
)

// factor is the second step of an account.
type factor struct {
	Secret string        `db:"secret"` // sealed
	Since  store.Instant `db:"since_at"`
	Last   int64         `db:"last_step"`
}

// recoveryCodes is how many codes a person gets for the day on which the telephone is gone; each has 60 bits.
const (
	recoveryCodes  = 10
	recoveryLength = 12
)

// mustHaveFactor reports whether somebody with these posts must have a second step: who gives rights and makes backups. A
// demonstration has no secrets, and everybody knows its password.
func mustHaveFactor(posts []web.UnitPost) bool {
	for _, p := range posts {
		if p.Post.Role.May(actor.AccountAdmin) && !p.Unit.Demo {
			return true
		}
	}
	return false
}

// Factor reports since when an account has a second step, and how many recovery codes are left.
func (s *Accounts) Factor(ctx context.Context, from store.Source, accountID string) (since store.Instant, left int, err error) {
	f, ok, err := store.Find[factor](ctx, from, factorGet, accountID)
	if err != nil || !ok {
		return since, 0, err
	}
	left, err = store.Get[int](ctx, from, recoveryLeft, accountID)
	return f.Since, left, err
}

// AddFactor gives an account a second step whose secret the person has shown to have, and returns the recovery codes. A wrong
// code is errs.Invalid; an account that has a second step already is errs.Conflict.
func (s *Accounts) AddFactor(ctx context.Context, tx *store.Tx, accountID string, secret []byte, code string) (codes []string, err error) {
	step, ok := matchTOTP(secret, codeTyped(code), tx.Now().Time, 0)
	if !ok {
		return nil, wrongCode("Mã chưa đúng. Gõ mã 6 số đang hiện trong ứng dụng; nếu vẫn sai, xem giờ của điện thoại có đúng không")
	}
	sealed, err := s.vault.seal(secret, accountID)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, factorAdd, accountID, sealed, tx.Now(), step); err != nil {
		return nil, err
	}
	if codes, err = newRecovery(ctx, tx, accountID); err != nil {
		return nil, err
	}
	return codes, s.auditFactor(ctx, tx, accountID, "Bật xác thực hai bước", "")
}

// RenewRecovery ends the recovery codes of an account and gives ten others.
func (s *Accounts) RenewRecovery(ctx context.Context, tx *store.Tx, accountID string) (codes []string, err error) {
	if codes, err = newRecovery(ctx, tx, accountID); err != nil {
		return nil, err
	}
	return codes, s.auditFactor(ctx, tx, accountID, "Cấp lại mã khôi phục", "")
}

func newRecovery(ctx context.Context, tx *store.Tx, accountID string) ([]string, error) {
	if _, err := tx.Exec(ctx, recoveryDrop, accountID); err != nil {
		return nil, err
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = ident.Code(recoveryLength)
		if _, err := tx.Exec(ctx, recoveryAdd, accountID, ident.Digest(ident.CodeKey(codes[i]))); err != nil {
			return nil, err
		}
	}
	return codes, nil
}

// DropFactor takes the second step off an account, with its recovery codes, and ends its sessions but one. why is asked of an
// administrator who does it for somebody else.
func (s *Accounts) DropFactor(ctx context.Context, tx *store.Tx, accountID, keep, why string) error {
	for _, stmt := range []*store.Stmt{factorDrop, recoveryDrop, stepEnd} {
		if _, err := tx.Exec(ctx, stmt, accountID); err != nil {
			return err
		}
	}
	if err := clearBlock(ctx, tx, codeBlock(accountID, "")); err != nil {
		return err
	}
	if err := s.endSessions(ctx, tx, accountID, keep); err != nil {
		return err
	}
	if tx.Actor().AccountID != accountID {
		text := tx.Actor().Name + " đã gỡ xác thực hai bước của anh/chị. Lý do ghi lại: " + why + ". Nếu anh/chị không nhờ, báo ngay cho lãnh đạo."
		if err := s.tell(ctx, tx, accountID, text); err != nil {
			return err
		}
	}
	return s.auditFactor(ctx, tx, accountID, "Gỡ xác thực hai bước", why)
}

func (s *Accounts) auditFactor(ctx context.Context, tx *store.Tx, accountID, action, why string) error {
	posts, err := s.Posts(ctx, tx, accountID)
	if err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: accountID, UnitID: homeUnit(posts), Action: action, Note: why})
}

var sixFigures = regexp.MustCompile(`^[0-9]{6}$`)

// spend uses up a code of the second step, inside the caller's change: of two uses of one code at the same time, one wins.
func (s *Accounts) spend(ctx context.Context, tx *store.Tx, accountID, typed string, now store.Instant) error {
	if code := codeTyped(typed); sixFigures.MatchString(code) {
		return s.spendTOTP(ctx, tx, accountID, code, now)
	}
	return s.spendRecovery(ctx, tx, accountID, typed)
}

func (s *Accounts) spendTOTP(ctx context.Context, tx *store.Tx, accountID, code string, now store.Instant) error {
	f, err := store.Get[factor](ctx, tx, factorGet, accountID)
	if err != nil {
		return err
	}
	secret, err := s.vault.open(f.Secret, accountID)
	if errors.Is(err, errSealed) {
		slog.WarnContext(ctx, "second step sealed with another key", "account", accountID)
		return wrongCode("Máy chủ không còn đọc được mã của ứng dụng này, có thể vì vừa chuyển máy. Dùng một mã khôi phục, hoặc nhờ người quản trị gỡ xác thực hai bước")
	}
	if err != nil {
		return err
	}
	step, ok := matchTOTP(secret, code, now.Time, f.Last)
	if !ok {
		return wrongCode("Mã chưa đúng hoặc đã dùng. Chờ ứng dụng hiện mã mới (30 giây đổi một lần) rồi gõ lại")
	}
	n, err := tx.Aside(ctx, factorUsed, step, accountID)
	if err == nil && n == 0 {
		return wrongCode("Mã này vừa được dùng. Chờ ứng dụng hiện mã mới rồi gõ lại")
	}
	return err
}

func (s *Accounts) spendRecovery(ctx context.Context, tx *store.Tx, accountID, typed string) error {
	n, err := tx.Exec(ctx, recoveryUse, tx.Now(), accountID, ident.Digest(ident.CodeKey(typed)))
	if err != nil {
		return err
	}
	if n == 0 {
		return wrongCode("Mã chưa đúng. Gõ mã 6 số của ứng dụng, hoặc một mã khôi phục chưa dùng")
	}
	left, err := store.Get[int](ctx, tx, recoveryLeft, accountID)
	if err != nil {
		return err
	}
	if err := s.tell(ctx, tx, accountID, "Một mã khôi phục vừa được dùng để đăng nhập; còn "+strconv.Itoa(left)+" mã. Không phải anh/chị thì đổi mật khẩu và báo người quản trị."); err != nil {
		return err
	}
	return s.auditFactor(ctx, tx, accountID, "Dùng một mã khôi phục", "")
}

func wrongCode(words string) error {
	var f errs.Form
	f.Add("ma", "%s", words)
	return f.Err()
}

func (w foundCode) actor() actor.Actor {
	return actor.Actor{AccountID: w.ID, Username: w.Username, Name: w.Name}
}
