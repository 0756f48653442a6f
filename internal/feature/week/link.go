package week

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"math/big"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	// LinkLife is how long a link lasts from the moment it is made.
	LinkLife = 7 * 24 * time.Hour
	// passLife is how long a browser stays inside after the right PIN.
	passLife = 20 * time.Minute
	// maxWrong is how many wrong PINs in a row close a link for good.
	maxWrong = 5
)

// Link opens one edition to one leader's telephone. Who has its address and its PIN reads the page and decides in that
// leader's name; either alone opens nothing.
type Link struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	Year      int           `db:"year"`
	EditionID string        `db:"edition_id"`
	AccountID string        `db:"account_id"`
	Leader    string        `db:"leader"`
	Secret    string        `db:"secret"` // digest of address and PIN together
	Wrong     int           `db:"wrong"`  // wrong PINs since the last right one
	MadeBy    string        `db:"made_by"`
	MadeAt    store.Instant `db:"made_at"`
	ExpiresAt store.Instant `db:"expires_at"`
	RevokedBy string        `db:"revoked_by"`
	RevokedAt store.Instant `db:"revoked_at"`
	Opens     int           `db:"opens"` // right PINs at the door
	OpenedAt  store.Instant `db:"opened_at"`
}

// Locked reports whether too many wrong PINs have closed the link. It never opens again.
func (l Link) Locked() bool { return l.Wrong >= maxWrong }

// Revoked reports whether somebody has taken the link back.
func (l Link) Revoked() bool { return !l.RevokedAt.IsZero() }

// Open reports whether the link may be used.
func (l Link) Open(now store.Instant) bool {
	return !l.Revoked() && !l.Locked() && now.Before(l.ExpiresAt.Time)
}

// closed says why the link may not be used. It is for somebody who knows the address, never for a guesser.
func (l Link) closed(now store.Instant) error {
	switch {
	case l.Revoked():
		return errs.New(errs.NotFound, "Đường dẫn này đã được thu hồi lúc "+stamp(l.RevokedAt)+".")
	case l.Locked():
		return errs.Newf(errs.NotFound, "Đường dẫn này đã bị khóa vì nhập sai mã PIN %d lần.", maxWrong)
	case !l.Open(now):
		return errs.New(errs.NotFound, "Đường dẫn này đã hết hạn lúc "+stamp(l.ExpiresAt)+".")
	}
	return nil
}

// via says in the history by what a decision came: who made the link may have known its PIN.
func (l Link) via() string {
	if l.MadeBy == l.Leader {
		return "qua đường dẫn tuần"
	}
	return "qua đường dẫn tuần do " + l.MadeBy + " cấp"
}

// NewPIN chooses six digits.
func NewPIN() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // crypto/rand never fails since Go 1.24
	}
	return fmt.Sprintf("%06d", n.Int64())
}

func pinDigest(address, pin string) string { return ident.Digest("tuan:" + address + ":" + pin) }

const linkColumns = `l.id, l.unit_id, l.year, l.edition_id, l.account_id, l.leader, l.secret, l.wrong, l.made_by, l.made_at, l.expires_at, l.revoked_by, l.revoked_at, l.opens, l.opened_at`

var (
	linkAdd = store.Change("week.link.add", `INSERT INTO week_link (id, unit_id, year, edition_id, account_id, leader, digest, secret, wrong, made_by, made_at, expires_at, revoked_by, revoked_at, opens, opened_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, '', 0, 0, 0)`)
	linkGet      = store.Query("week.link.get", `SELECT `+linkColumns+` FROM week_link l WHERE l.id = $1 AND {scope:l}`)
	linkOfDigest = store.Query("week.link.of_digest", `SELECT `+linkColumns+` FROM week_link l WHERE l.digest = $1`,
		store.Unscoped("only who knows the address finds the row, and the row says which unit it is of"))
	linkList = store.Query("week.link.list", `SELECT `+linkColumns+` FROM week_link l WHERE {scope:l} AND l.year = $1 ORDER BY l.id DESC LIMIT 50`)
	// A PIN counts as wrong before it is compared, so that many at once are not many free tries.
	linkTry    = store.Change("week.link.try", `UPDATE week_link AS l SET wrong = l.wrong + 1 WHERE l.id = $1 AND l.wrong < $2 AND l.revoked_at = 0 AND l.expires_at > $3 AND {scope:l}`)
	linkRight  = store.Change("week.link.right", `UPDATE week_link AS l SET wrong = 0, opens = l.opens + $1, opened_at = $2 WHERE l.id = $3 AND {scope:l}`)
	linkRevoke = store.Change("week.link.revoke", `UPDATE week_link AS l SET revoked_by = $1, revoked_at = $2 WHERE l.id = $3 AND l.revoked_at = 0 AND {scope:l}`)

	passAdd  = store.Change("week.pass.add", `INSERT INTO week_pass (digest, link_id, until) VALUES ($1, $2, $3)`)
	passFind = store.Query("week.pass.find", `SELECT p.until FROM week_pass p WHERE p.digest = $1 AND p.link_id = $2`)
	passTrim = store.Change("week.pass.trim", `DELETE FROM week_pass WHERE link_id = $1 AND until < $2`)
	passEnd  = store.Change("week.pass.end", `DELETE FROM week_pass WHERE link_id = $1`)
)

// linkDeed is a link as the history shows it.
type linkDeed struct {
	Leader string `json:"Lãnh đạo"`
	Until  string `json:"Dùng được đến,omitempty"`
}

func (l Link) audit(ctx context.Context, tx *store.Tx, action, until string) error {
	return tx.Audit(ctx, store.Entry{Kind: "week", ID: l.EditionID, UnitID: l.UnitID, Action: action, After: linkDeed{l.Leader, until}})
}

// MakeLink writes a link for a leader, inside the caller's change. Address and PIN are kept nowhere.
func MakeLink(ctx context.Context, tx *store.Tx, e Edition, accountID, leader, address, pin string) (Link, error) {
	l := Link{ID: ident.New(), UnitID: e.UnitID, Year: e.Year, EditionID: e.ID, AccountID: accountID, Leader: leader, MadeBy: tx.Actor().Name, MadeAt: tx.Now()}
	l.ExpiresAt = store.Instant{Time: l.MadeAt.Add(LinkLife)}
	if _, err := tx.Exec(ctx, linkAdd, l.ID, l.UnitID, l.Year, l.EditionID, l.AccountID, l.Leader, ident.Digest(address), pinDigest(address, pin), l.MadeBy, l.MadeAt, l.ExpiresAt); err != nil {
		return l, err
	}
	return l, l.audit(ctx, tx, "Cấp đường dẫn trang lãnh đạo", stamp(l.ExpiresAt))
}

// revoke ends the link at once and for good, and puts out every browser that is inside.
func (l Link) revoke(ctx context.Context, tx *store.Tx) error {
	if err := tx.UpdateOne(ctx, linkRevoke, tx.Actor().Name, tx.Now(), l.ID); err != nil {
		return errs.Wrap(errs.Conflict, err, "Đường dẫn này đã được thu hồi trước đó.")
	}
	if _, err := tx.Exec(ctx, passEnd, l.ID); err != nil {
		return err
	}
	return l.audit(ctx, tx, "Thu hồi đường dẫn trang lãnh đạo", "")
}

// tried is what came of a PIN.
type tried int

const (
	right tried = iota
	wrong
	shut // this wrong PIN, or an earlier one, closed the link
)

// try judges a PIN and counts it. Entering counts as a use of the link.
func (l Link) try(ctx context.Context, tx *store.Tx, address, pin string, entering bool) (tried, error) {
	n, err := tx.Exec(ctx, linkTry, l.ID, maxWrong, tx.Now())
	if err != nil {
		return shut, err
	}
	tx.Unaudited("counting a PIN changes no record of work; the lock and the uses stand in the list of links")
	if n == 0 {
		return shut, nil
	}
	now, err := store.Get[Link](ctx, tx, linkGet, l.ID)
	if err != nil {
		return shut, err
	}
	if subtle.ConstantTimeCompare([]byte(now.Secret), []byte(pinDigest(address, pin))) != 1 {
		if now.Locked() {
			return shut, l.audit(ctx, tx, "Khóa đường dẫn trang lãnh đạo vì sai mã PIN", "")
		}
		return wrong, nil
	}
	uses, at := 0, now.OpenedAt
	if entering {
		uses, at = 1, tx.Now()
	}
	_, err = tx.Exec(ctx, linkRight, uses, at, l.ID)
	tx.Unaudited("the uses of a link stand in the list of links")
	return right, err
}
