package store

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

type requestKey struct{}

// WithRequestKey marks a context with the key of a form, so that the change it causes happens once.
func WithRequestKey(ctx context.Context, key string) context.Context {
	if key == "" {
		return ctx
	}
	return context.WithValue(ctx, requestKey{}, key)
}

var (
	keyFind = Query("store.request_key.find", `SELECT result FROM request_key WHERE key = $1 AND account_id = $2`)
	keyAdd  = Change("store.request_key.add", `INSERT INTO request_key (key, account_id, result, at) VALUES ($1, $2, $3, $4)`)
)

// Repeated is errs.Done, with the address of the first time, when the actor has sent the form of this key before. Asked
// early it saves the work of judging a form again; Write asks in any case.
func (db *DB) Repeated(ctx context.Context, a actor.Actor, key string) error {
	if key == "" {
		return nil
	}
	return repeated(ctx, db.Reader(a), a.AccountID, key)
}

func repeated(ctx context.Context, from Source, accountID, key string) error {
	result, used, err := Find[string](ctx, from, keyFind, key, accountID)
	if err != nil || !used {
		return err
	}
	return &errs.Error{Kind: errs.Done, Message: "Việc này đã được ghi ở lần bấm trước.", Result: result}
}

func (tx *Tx) claim(ctx context.Context) error {
	key, ok := ctx.Value(requestKey{}).(string)
	if !ok {
		return nil
	}
	return repeated(ctx, tx, tx.actor.AccountID, key)
}

func (tx *Tx) settle(ctx context.Context) error {
	key, ok := ctx.Value(requestKey{}).(string)
	if !ok {
		return nil
	}
	_, err := tx.exec(ctx, keyAdd, []any{key, tx.actor.AccountID, tx.result, tx.db.Clock()})
	return err
}
