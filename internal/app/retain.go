package app

import (
	"context"
	"errors"
	"time"

	"github.com/mangnon/mangnon/internal/feature/admin"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// trimPiece is how many rows one change removes: writers of pages wait no longer than for that.
const trimPiece = 500

// trims remove, of what a rule names, at most so many rows older than an instant. What is not here is never removed by its
// age: least of all a row of the history.
var trims = map[string]*store.Stmt{
	"request_key": store.Change("app.trim.request_key", `DELETE FROM request_key WHERE (key, account_id) IN
		(SELECT k.key, k.account_id FROM request_key k WHERE k.at < $1 ORDER BY k.at LIMIT $2)`),
	"job": store.Change("app.trim.job", `DELETE FROM job WHERE id IN (SELECT j.id FROM job j WHERE j.state = 'done' AND j.ended_at < $1 ORDER BY j.ended_at LIMIT $2)`),
	"mail_message": store.Change("app.trim.mail", `DELETE FROM mail_message AS m WHERE m.id IN (SELECT o.id FROM mail_message o
		WHERE o.state IN ('sent', 'expired') AND o.ended_at < $1 ORDER BY o.ended_at LIMIT $2) AND {scope:m}`),
	"reset_code": store.Change("app.trim.reset_code", `DELETE FROM reset_code WHERE id IN (SELECT c.id FROM reset_code c WHERE c.expires_at < $1 ORDER BY c.expires_at LIMIT $2)`),
}

// retain removes what is older than its rule allows, piece by piece. A rule that fails keeps no other from its own.
func (a *App) retain(ctx context.Context) (err error) {
	for _, rule := range admin.Rules() {
		stmt := trims[rule.Key]
		if stmt == nil {
			continue
		}
		before := store.Instant{Time: a.DB.Clock().Add(-time.Duration(rule.Days) * 24 * time.Hour)}
		for more := true; more && ctx.Err() == nil; {
			var n int64
			one := a.DB.Write(ctx, actor.System("dọn theo thời hạn lưu"), func(tx *store.Tx) (err error) {
				n, err = tx.Aside(ctx, stmt, before, trimPiece)
				return err
			})
			err = errors.Join(err, one)
			more = one == nil && n == trimPiece
		}
	}
	return errors.Join(err, ctx.Err())
}
