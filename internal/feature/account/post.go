package account

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

const positionColumns = `p.id, p.account_id, p.unit_id, p.body_id, b.name AS body_name, p.title, p.role, p.valid_from, p.valid_to, p.given_by`

var (
	positionAdd = store.Change("account.position.add", `INSERT INTO position (id, account_id, unit_id, body_id, title, role, valid_from, valid_to, given_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8)`)
	positionEnd     = store.Change("account.position.end", `UPDATE position SET valid_to = $1 WHERE id = $2 AND unit_id = $3 AND valid_to = ''`)
	positionsOfUnit = store.Query("account.position.of_unit", `SELECT `+positionColumns+`
		FROM position p JOIN body b ON b.id = p.body_id WHERE p.unit_id = $1 ORDER BY p.account_id, p.valid_from, p.id`,
		store.Unscoped("the administrator names the unit; a body is no work record"))
	positionsAll = store.Query("account.position.all", `SELECT `+positionColumns+`
		FROM position p JOIN body b ON b.id = p.body_id ORDER BY p.account_id, p.valid_from, p.id`,
		store.Unscoped("the list of the command line, read at the machine itself"), store.Whole("the same list"))
	positionsOfOne = store.Query("account.position.of_account", `SELECT `+positionColumns+`
		FROM position p JOIN body b ON b.id = p.body_id WHERE p.account_id = $1 ORDER BY p.valid_from, p.id`,
		store.Unscoped("one person's posts, some of which may lie in another unit"))
)

// Appoint gives an account a further post, inside the caller's change.
func (s *Accounts) Appoint(ctx context.Context, tx *store.Tx, p Position) error {
	if _, err := tx.Exec(ctx, positionAdd, ident.New(), p.AccountID, p.UnitID, p.BodyID, p.Title, string(p.Role), p.From, tx.Actor().Name); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: p.AccountID, UnitID: p.UnitID, Action: "Giao chức danh", After: postHistory(p)})
}

// EndPost ends a post on its last day, inside the caller's change. A post that has ended is errs.Conflict.
func (s *Accounts) EndPost(ctx context.Context, tx *store.Tx, p Position, last day.Day) error {
	if err := tx.UpdateOne(ctx, positionEnd, last, p.ID, p.UnitID); err != nil {
		return err
	}
	after := p
	after.To = last
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: p.AccountID, UnitID: p.UnitID, Action: "Thôi giao chức danh", Before: postHistory(p), After: postHistory(after)})
}

// postRecord is a post as the history tells it.
type postRecord struct {
	Body  string `json:"Cơ quan"`
	Title string `json:"Chức danh"`
	Role  string `json:"Vai trò"`
	From  string `json:"Từ ngày"`
	To    string `json:"Đến hết ngày"`
}

func postHistory(p Position) postRecord {
	return postRecord{p.BodyName, p.Title, actor.RoleWords[p.Role], p.From.String(), p.To.String()}
}

// Posts lists all posts of an account, past ones too, in the order in which they began.
func (s *Accounts) Posts(ctx context.Context, from store.Source, accountID string) ([]Position, error) {
	return store.List[Position](ctx, from, positionsOfOne, accountID)
}

// lastDay is the end of a post as a list shows it; one that was taken back on its first day was never held.
func lastDay(p Position) string {
	if !p.To.IsZero() && p.To.Before(p.From) {
		return "thu hồi trong ngày"
	}
	return p.To.String()
}

// heldElsewhere reports whether one of the posts is held on a day in another unit.
func heldElsewhere(posts []Position, unitID string, at day.Day) bool {
	for _, p := range posts {
		if p.UnitID != unitID && p.Held(at) {
			return true
		}
	}
	return false
}

// homeUnit is the unit in whose history a change of the account itself stands: that of the newest post.
func homeUnit(posts []Position) string {
	if len(posts) == 0 {
		return ""
	}
	return posts[len(posts)-1].UnitID
}
