package account

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// stepLife is how long the second step may take after the password; stepTries is how many codes may be typed in it.
const (
	stepLife  = 10 * time.Minute
	stepTries = 5
)

var (
	stepAdd  = store.Change("account.step.add", `INSERT INTO sign_in_step (digest, account_id, tries, expires_at) VALUES ($1, $2, 0, $3)`)
	stepFind = store.Query("account.step.find", `SELECT a.id, a.username, a.name FROM sign_in_step p JOIN account a ON a.id = p.account_id
		WHERE p.digest = $1 AND p.expires_at > $2 AND p.tries < $3 AND a.active`)
	stepTried = store.Change("account.step.tried", `UPDATE sign_in_step SET tries = tries + 1 WHERE digest = $1 AND tries < $2`)
	stepDone  = store.Change("account.step.done", `DELETE FROM sign_in_step WHERE digest = $1`)
	stepEnd   = store.Change("account.step.end", `DELETE FROM sign_in_step WHERE account_id = $1`)
	stepTrim  = store.Change("account.step.trim", `DELETE FROM sign_in_step WHERE expires_at < $1`)
)

// Entered is how far a person has come in. Either Session and Browser are tokens for the two cookies, or Step is the token of
// a sign-in that still needs a code.
type Entered struct {
	Session, Browser string
	Step             string
}

// letIn goes on after a right password: to the second step when the account has one, else in.
func (s *Accounts) letIn(ctx context.Context, tx *store.Tx, accountID string, k Known, f From, now store.Instant) (Entered, error) {
	_, has, err := store.Find[factor](ctx, tx, factorGet, accountID)
	if err != nil {
		return Entered{}, err
	}
	if !has {
		return s.comeIn(ctx, tx, accountID, k, f, now)
	}
	step := ident.Token()
	_, err = tx.Aside(ctx, stepAdd, ident.Digest(step), accountID, store.Instant{Time: now.Add(stepLife)})
	return Entered{Step: step}, err
}

// comeIn begins the session and remembers the browser.
func (s *Accounts) comeIn(ctx context.Context, tx *store.Tx, accountID string, k Known, f From, now store.Instant) (in Entered, err error) {
	if in.Browser, err = s.remember(ctx, tx, accountID, k, f, now); err != nil {
		return Entered{}, err
	}
	in.Session, err = s.startSession(ctx, tx, accountID, f, now)
	return in, err
}

// unblock forgets the wrong passwords typed for a name on one browser, inside the caller's change.
func (s *Accounts) unblock(ctx context.Context, tx *store.Tx, username, browserID string) error {
	return clearBlock(ctx, tx, nameBlock(username, browserID))
}

// shutOut ends everything by which an account is in or half in, inside the caller's change.
func (s *Accounts) shutOut(ctx context.Context, tx *store.Tx, accountID string) error {
	if err := s.endSessions(ctx, tx, accountID, ""); err != nil {
		return err
	}
	if _, err := tx.Aside(ctx, stepEnd, accountID); err != nil {
		return err
	}
	_, err := tx.Aside(ctx, tokensEnd, tx.Now(), accountID)
	return err
}

// SecondStep is what a person types after the password.
type SecondStep struct {
	Step string // token of the half sign-in
	Code string // of the app, or one of the recovery codes
	From
}

// FinishSignIn ends a sign-in with the code of the second step. A step that took too long or saw too many codes is
// errs.Unauthenticated: the person begins anew. A wrong or used code is errs.Invalid, too many of them are errs.TooMany.
func (s *Accounts) FinishSignIn(ctx context.Context, in SecondStep, now store.Instant) (Entered, error) {
	digest := ident.Digest(in.Step)
	who, ok, err := store.Find[foundCode](ctx, s.DB.Reader(sessionActor), stepFind, digest, now, stepTries)
	if err != nil {
		return Entered{}, err
	}
	if !ok {
		return Entered{}, errs.New(errs.Unauthenticated, "Bước đăng nhập này đã quá 10 phút hoặc sai quá nhiều lần. Đăng nhập lại từ đầu.")
	}
	known, err := s.known(ctx, in.From, who.Username, now)
	if err != nil {
		return Entered{}, err
	}
	tries := codeBlock(who.ID, known.ID)
	if _, err := s.enter(ctx, tries, now); err != nil {
		return Entered{}, err
	}
	if err := s.countStep(ctx, digest); err != nil {
		return Entered{}, err
	}
	var out Entered
	err = s.DB.Write(ctx, who.actor(), func(tx *store.Tx) error {
		if err := s.spend(ctx, tx, who.ID, in.Code, now); err != nil {
			return err
		}
		if _, err := tx.Aside(ctx, stepDone, digest); err != nil {
			return err
		}
		if err := clearBlock(ctx, tx, tries); err != nil {
			return err
		}
		out, err = s.comeIn(ctx, tx, who.ID, known, in.From, now)
		return err
	})
	return out, err
}

// countStep counts a code before it is judged.
func (s *Accounts) countStep(ctx context.Context, digest string) error {
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		n, err := tx.Aside(ctx, stepTried, digest, stepTries)
		if err == nil && n == 0 {
			return errs.New(errs.Unauthenticated, "Bước đăng nhập này sai quá nhiều lần. Đăng nhập lại từ đầu.")
		}
		return err
	})
}
