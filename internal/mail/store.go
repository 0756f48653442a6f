package mail

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "mail_message", Growing: true, Scoped: true, Kind: actor.KindMachine, Narrow: store.HideAll, Events: []string{"mail"}, Private: true})
}

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of this package.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

const (
	columns = `m.id, m.unit_id, m.dedup_key, m.to_address, m.subject, m.body, m.state, m.attempts, m.next_at, m.until_at, m.handed_at, m.answer, m.created_at, m.ended_at`
	// A lease that reaches further than any lease can was taken before the clock was set back.
	free = `(m.lease_until < $1 OR m.lease_until > $2)`
)

var (
	add = store.Change("mail.add", `INSERT INTO mail_message (id, unit_id, dedup_key, to_address, subject, body, state, attempts, next_at, until_at,
		lease_until, lease_by, handed_at, answer, created_at, ended_at)
		VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, 0, $7, 0, '', 0, '', $8, 0) ON CONFLICT (dedup_key) DO NOTHING`)
	due = store.Query("mail.due", `SELECT `+columns+` FROM mail_message m WHERE m.state = 'waiting' AND m.next_at <= $1 AND {scope:m}
		ORDER BY m.next_at, m.id LIMIT $2`)
	left = store.Query("mail.left", `SELECT `+columns+` FROM mail_message m WHERE m.state = 'sending' AND `+free+` AND {scope:m} ORDER BY m.id LIMIT $3`)
	take = store.Change("mail.take", `UPDATE mail_message AS m SET state = 'sending', attempts = attempts + 1, lease_until = $3, lease_by = $4
		WHERE m.id = $5 AND m.handed_at = 0 AND m.next_at <= $1 AND (m.state = 'waiting' OR m.state = 'sending' AND `+free+`) AND {scope:m}`)
	doubt = store.Change("mail.doubt", `UPDATE mail_message AS m SET state = 'uncertain', answer = $4, ended_at = $1, lease_until = 0, lease_by = ''
		WHERE m.id = $3 AND m.handed_at > 0 AND m.state = 'sending' AND `+free+` AND {scope:m}`)
	hand = store.Change("mail.hand", `UPDATE mail_message AS m SET handed_at = $1
		WHERE m.id = $2 AND m.lease_by = $3 AND m.state = 'sending' AND m.handed_at = 0 AND {scope:m}`)
	settle = store.Change("mail.settle", `UPDATE mail_message AS m SET state = $1, attempts = $2, next_at = $3, handed_at = $4, answer = $5, ended_at = $6,
		lease_until = 0, lease_by = '' WHERE m.id = $7 AND m.lease_by = $8 AND m.state = 'sending' AND {scope:m}`)
	decide = store.Change("mail.decide", `UPDATE mail_message AS m SET state = $1, attempts = 0, next_at = 0, until_at = 0, handed_at = 0, ended_at = $2
		WHERE m.id = $3 AND m.state IN ('uncertain', 'refused', 'failed', 'expired') AND {scope:m}`)
	get    = store.Query("mail.get", `SELECT `+columns+` FROM mail_message m WHERE m.id = $1 AND {scope:m}`)
	newest = store.Query("mail.newest", `SELECT `+columns+` FROM mail_message m WHERE {scope:m} ORDER BY m.id DESC LIMIT $1`)
	byKey  = store.Query("mail.by_key", `SELECT `+columns+` FROM mail_message m WHERE m.dedup_key = $1 AND {scope:m}`)
	counts = store.Query("mail.counts", `SELECT m.state, COUNT(*) AS n FROM mail_message m
		WHERE m.state IN ('waiting', 'sending', 'uncertain', 'refused', 'failed') AND {scope:m} GROUP BY m.state`)
)

// Add writes a message into the outbox, inside the caller's change. fresh is false when the key has been used before:
// then nothing is added. An address that is none is errs.Invalid.
func Add(ctx context.Context, tx *store.Tx, d Draft) (fresh bool, err error) {
	if !validAddress(d.To) {
		return false, errs.New(errs.Invalid, "Địa chỉ nhận thư không đúng dạng tên@tên-miền")
	}
	if d.UnitID == "" || d.Key == "" {
		return false, errors.New("mail: a message needs its unit and its key")
	}
	subject := strings.Join(strings.Fields(d.Subject), " ")
	n, err := tx.Aside(ctx, add, ident.New(), d.UnitID, d.Key, d.To, subject, d.Body, d.Until, tx.Now())
	return n == 1, err
}

// Find reads one message.
func Find(ctx context.Context, from store.Source, id string) (Message, error) {
	return store.Get[Message](ctx, from, get, id)
}

// ByKey reads the message of a cause; ok is false when there is none.
func ByKey(ctx context.Context, from store.Source, key string) (m Message, ok bool, err error) {
	return store.Find[Message](ctx, from, byKey, key)
}

// Newest lists the messages of the source's unit, newest first.
func Newest(ctx context.Context, from store.Source, limit int) ([]Message, error) {
	return store.List[Message](ctx, from, newest, limit)
}

// Counts tells how many messages wait or need a person.
func Counts(ctx context.Context, from store.Source) (map[State]int64, error) {
	rows, err := store.List[struct {
		State State `db:"state"`
		N     int64 `db:"n"`
	}](ctx, from, counts)
	out := map[State]int64{Waiting: 0, Sending: 0, Uncertain: 0, Refused: 0, Failed: 0}
	for _, r := range rows {
		out[r.State] = r.N
	}
	return out, err
}

// Resend puts a message that a person has decided about back into the outbox, inside the caller's change, which writes
// the audit row. It keeps its Message-ID, so that a mailbox that has it already can know it.
func Resend(ctx context.Context, tx *store.Tx, id string) error {
	return decided(ctx, tx, Waiting, store.Instant{}, id)
}

// Settle notes that an uncertain message has arrived, or that nobody will send it again.
func Settle(ctx context.Context, tx *store.Tx, id string) error {
	return decided(ctx, tx, Sent, tx.Now(), id)
}

func decided(ctx context.Context, tx *store.Tx, s State, ended store.Instant, id string) error {
	n, err := tx.Exec(ctx, decide, string(s), ended, id)
	if err == nil && n != 1 {
		return errs.New(errs.Conflict, "Thư này không còn chờ anh/chị quyết định. Mở lại trang để xem trạng thái mới.")
	}
	return err
}
