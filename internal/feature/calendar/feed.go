package calendar

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "calendar_feed", Scoped: true, Own: ownFeed, Events: []string{"calendar_feed"}, Title: "Địa chỉ lịch"})
}

// Feed is a secret address by which another program reads a calendar. It belongs to an account, which reads what it may see, or
// to a body, of which it shows what the body owes. Who has the address reads dates and titles of work, and nothing else.
type Feed struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	AccountID string        `db:"account_id"` // empty for a body
	BodyID    string        `db:"body_id"`    // empty for an account
	BodyName  string        `db:"body_name"`
	MadeBy    string        `db:"made_by"`
	MadeAt    store.Instant `db:"made_at"`
	RevokedBy string        `db:"revoked_by"`
	RevokedAt store.Instant `db:"revoked_at"`
	Reads     int           `db:"reads"`   // at most one a minute is counted
	ReadAt    store.Instant `db:"read_at"` // the last one counted
}

// Revoked reports whether the address has been taken back. It never comes back.
func (f Feed) Revoked() bool { return !f.RevokedAt.IsZero() }

// Of says whose calendar it is.
func (f Feed) Of() string {
	if f.BodyID != "" {
		return f.BodyName
	}
	return "tài khoản của tôi"
}

const feedColumns = `f.id, f.unit_id, f.account_id, f.body_id, f.body_name, f.made_by, f.made_at, f.revoked_by, f.revoked_at, f.reads, f.read_at`

// feedsKept is how many addresses an account, or the bodies of a unit together, may have in use; a list shows no more.
const feedsKept = 100

var (
	feedAdd = store.Change("calendar.feed.add", `INSERT INTO calendar_feed (id, unit_id, account_id, body_id, body_name, digest, made_by, made_at, revoked_by, revoked_at, reads, read_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, 0, 0)`)
	feedGet      = store.Query("calendar.feed.get", `SELECT `+feedColumns+` FROM calendar_feed f WHERE f.id = $1 AND {scope:f}`)
	feedOfDigest = store.Query("calendar.feed.of_digest", `SELECT `+feedColumns+` FROM calendar_feed f WHERE f.digest = $1`,
		store.Unscoped("only who knows the secret finds the row, and the row says which unit it is of"))
	feedList = store.Query("calendar.feed.list", `SELECT `+feedColumns+` FROM calendar_feed f WHERE {scope:f} AND f.account_id = $1
		ORDER BY f.id DESC LIMIT $2`)
	feedInUse  = store.Query("calendar.feed.in_use", `SELECT COUNT(*) FROM calendar_feed f WHERE {scope:f} AND f.account_id = $1 AND f.revoked_at = 0`)
	feedRevoke = store.Change("calendar.feed.revoke", `UPDATE calendar_feed AS f SET revoked_by = $1, revoked_at = $2 WHERE f.id = $3 AND f.revoked_at = 0 AND {scope:f}`)
	feedRead   = store.Change("calendar.feed.read", `UPDATE calendar_feed AS f SET reads = f.reads + 1, read_at = $1 WHERE f.id = $2 AND f.read_at <= $3 AND {scope:f}`)
)

// feedDeed is an address as the history shows it; never the secret.
type feedDeed struct {
	Of string `json:"Lịch của"`
}

// makeFeed writes an address, of an account or of a body, and gives its secret, which is kept nowhere.
func makeFeed(ctx context.Context, tx *store.Tx, unitID, accountID string, of Body) (f Feed, secret string, err error) {
	used, err := store.Get[int](ctx, tx, feedInUse, accountID)
	if err != nil {
		return f, "", err
	}
	if used >= feedsKept {
		return f, "", errs.Newf(errs.Conflict, "Đã có %d địa chỉ đang dùng. Thu hồi những địa chỉ không dùng nữa rồi tạo lại.", used)
	}
	secret = ident.LinkSecret()
	f = Feed{ID: ident.New(), UnitID: unitID, AccountID: accountID, BodyID: of.ID, BodyName: of.Name, MadeBy: tx.Actor().Name, MadeAt: tx.Now()}
	if _, err = tx.Exec(ctx, feedAdd, f.ID, f.UnitID, f.AccountID, f.BodyID, f.BodyName, ident.Digest(secret), f.MadeBy, f.MadeAt); err != nil {
		return f, "", err
	}
	return f, secret, f.audit(ctx, tx, "Tạo địa chỉ lịch")
}

// revoke ends the address at once and for good.
func (f Feed) revoke(ctx context.Context, tx *store.Tx) error {
	if err := tx.UpdateOne(ctx, feedRevoke, tx.Actor().Name, tx.Now(), f.ID); err != nil {
		return errs.Wrap(errs.Conflict, err, "Địa chỉ này đã được thu hồi trước đó.")
	}
	return f.audit(ctx, tx, "Thu hồi địa chỉ lịch")
}

func (f Feed) audit(ctx context.Context, tx *store.Tx, action string) error {
	of := f.BodyName
	if of == "" {
		of = "tài khoản"
	}
	return tx.Audit(ctx, store.Entry{Kind: "calendar_feed", ID: f.ID, UnitID: f.UnitID, Action: action, After: feedDeed{of}})
}

// mayEnd reports whether somebody may take the address back: the account's own, or an officer a body's.
func (f Feed) mayEnd(a actor.Actor) bool {
	if f.BodyID != "" {
		return a.May(actor.LinkIssue)
	}
	return f.AccountID == a.AccountID
}

// reader is whoever has the address: nobody, without a right, in the unit whose dates it reads.
func (f Feed) reader() actor.Actor { return actor.Actor{Name: "Địa chỉ lịch", UnitID: f.UnitID} }
