package account

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

// After blockFree wrong tries a name is shut for firstBlock, and twice as long after each further one. The count is kept in
// the database: a new start of the program does not forget it.
const (
	blockFree    = 10
	firstBlock   = 15 * time.Minute
	longestBlock = 24 * time.Hour
	blockMemory  = 7 * 24 * time.Hour // without a wrong try in this time the count begins anew
)

var (
	blockCount = store.Change("account.block.count", `INSERT INTO sign_in_block (digest, wrong, until_at, last_at) VALUES ($1, 1, 0, $2)
		ON CONFLICT (digest) DO UPDATE SET wrong = CASE WHEN sign_in_block.last_at < $3 THEN 1 ELSE sign_in_block.wrong + 1 END, last_at = excluded.last_at`)
	blockGet   = store.Query("account.block.get", `SELECT b.wrong, b.until_at FROM sign_in_block b WHERE b.digest = $1`)
	blockShut  = store.Change("account.block.shut", `UPDATE sign_in_block SET until_at = $1 WHERE digest = $2`)
	blockClear = store.Change("account.block.clear", `DELETE FROM sign_in_block WHERE digest = $1`)
	blockTrim  = store.Change("account.block.trim", `DELETE FROM sign_in_block WHERE last_at < $1`)
)

// block is how often something was tried in vain.
type block struct {
	Wrong int           `db:"wrong"`
	Until store.Instant `db:"until_at"`
}

// shut reports whether nobody may try now.
func (b block) shut(now store.Instant) bool { return b.Until.After(now.Time) }

// nameBlock counts wrong passwords of a name. Browsers in which the person has signed in before count apart from all others:
// a stranger who types wrong passwords shuts out strangers, never the person at the own machine.
func nameBlock(username, browserID string) string {
	return ident.Digest("ten|" + username + "|" + browserID)
}

// codeBlock counts wrong codes of the second step of an account, like nameBlock apart for each known browser. Only who knows the
// password comes to try one.
func codeBlock(accountID, browserID string) string {
	return ident.Digest("ma|" + accountID + "|" + browserID)
}

// enter counts a try before its answer is known, so that many at once are not many free ones; a right one clears the count. A
// shut name is errs.TooMany and counts nothing. began is true for the try that will shut the name if it is wrong.
func (s *Accounts) enter(ctx context.Context, digest string, now store.Instant) (began bool, err error) {
	err = s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		if _, err := tx.Aside(ctx, blockCount, digest, now, store.Instant{Time: now.Add(-blockMemory)}); err != nil {
			return err
		}
		b, err := store.Get[block](ctx, tx, blockGet, digest)
		if err != nil {
			return err
		}
		if b.shut(now) { // rolls the count back
			return errs.Newf(errs.TooMany, "Tên này đang bị khóa trên máy lạ vì sai nhiều lần, còn %s. Đăng nhập ở máy đã từng dùng, hoặc xin người quản trị mở khóa hay cấp mã đặt lại.", throttle.Words(b.Until.Sub(now.Time)))
		}
		began = b.Wrong == blockFree
		if b.Wrong < blockFree {
			return nil
		}
		wait := min(firstBlock<<min(b.Wrong-blockFree, 10), longestBlock)
		_, err = tx.Aside(ctx, blockShut, store.Instant{Time: now.Add(wait)}, digest)
		return err
	})
	return began, err
}

// clearBlock forgets the wrong tries at something, inside the caller's change.
func clearBlock(ctx context.Context, tx *store.Tx, digest string) error {
	_, err := tx.Aside(ctx, blockClear, digest)
	return err
}

// Blocked is until when strangers' machines may not try the password of an account; ok is false when they may.
func (s *Accounts) Blocked(ctx context.Context, from store.Source, username string, now store.Instant) (until store.Instant, ok bool, err error) {
	b, found, err := store.Find[block](ctx, from, blockGet, nameBlock(username, ""))
	if err != nil || !found || !b.shut(now) {
		return store.Instant{}, false, err
	}
	return b.Until, true, nil
}

// tellOfBlock tells the person, on the own machines, that somebody tried, and writes it into the history that the
// administrator sees. Nothing happens for a name that nobody has.
func (s *Accounts) tellOfBlock(ctx context.Context, accountID string) error {
	if accountID == "" {
		return nil
	}
	return s.DB.Write(ctx, sessionActor, func(tx *store.Tx) error {
		posts, err := s.Posts(ctx, tx, accountID)
		if err != nil {
			return err
		}
		if err := s.tell(ctx, tx, accountID, "Có người gõ sai mật khẩu của anh/chị 10 lần liền, nên máy lạ tạm không đăng nhập được. Máy đã từng dùng vẫn vào bình thường. Nếu không phải anh/chị, báo người quản trị."); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "account", ID: accountID, UnitID: homeUnit(posts), Action: "Tạm khóa đăng nhập trên máy lạ", Note: "10 lần sai mật khẩu"})
	})
}
