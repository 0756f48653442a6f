package plan

import (
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "task_link", Growing: true, Scoped: true, Narrow: store.HideAll, Title: "Đường dẫn đã cấp"})
}

// LinkLife is how long a link lasts from the moment it is made or prolonged.
const LinkLife = 14 * 24 * time.Hour

// Link is an address by which a body that never signs in sends what it has done for one task. Who has the address may read
// that task's public facts and what the link itself brought, and add to it; nothing else.
type Link struct {
	ID        string        `db:"id"`
	UnitID    string        `db:"unit_id"`
	Year      int           `db:"year"`
	TaskID    string        `db:"task_id"`
	BodyID    string        `db:"body_id"` // empty when the body is known only by the name in the plan
	BodyName  string        `db:"body_name"`
	Role      planread.Role `db:"role"` // of the body in the task when the link was made
	MadeBy    string        `db:"made_by"`
	MadeAt    store.Instant `db:"made_at"`
	ExpiresAt store.Instant `db:"expires_at"`
	RevokedBy string        `db:"revoked_by"`
	RevokedAt store.Instant `db:"revoked_at"`
	Opens     int           `db:"opens"`     // at most one a minute is counted
	OpenedAt  store.Instant `db:"opened_at"` // the last one counted
	UnitTo    day.Day       `db:"unit_to"`   // last day of the unit, for who comes by the address; zero while it lasts
}

// Revoked reports whether the officer has taken the link back. It never comes back.
func (l Link) Revoked() bool { return !l.RevokedAt.IsZero() }

// Open reports whether the link may be used.
func (l Link) Open(now store.Instant) bool { return !l.Revoked() && now.Before(l.ExpiresAt.Time) }

// closed says why the link may not be used. It is for somebody who knows the secret, never for a guesser.
func (l Link) closed(now store.Instant) error {
	switch {
	case !l.UnitTo.IsZero() && day.At(now.Time).After(l.UnitTo):
		return errs.New(errs.NotFound, "Đơn vị đã cấp đường dẫn này kết thúc ngày "+l.UnitTo.String()+". Xin đường dẫn mới của đơn vị làm tiếp việc này.")
	case l.Revoked():
		return errs.New(errs.NotFound, "Đường dẫn này đã được thu hồi lúc "+stamp(l.RevokedAt)+".")
	case !l.Open(now):
		return errs.New(errs.NotFound, "Đường dẫn này đã hết hạn lúc "+stamp(l.ExpiresAt)+".")
	}
	return nil
}

// holder is whoever has the address of the link. It has no account and no role, so it has no right; the post carries the
// body in whose name the holder writes. Its unit lets the statements of store_link.go find the rows of the link.
func (l Link) holder(name, post string) actor.Actor {
	return actor.Actor{Name: name, UnitID: l.UnitID, Posts: []actor.Post{{BodyID: l.BodyID, BodyName: l.BodyName, Title: post}}}
}

// linked is how a result came by a link; empty for results of accounts.
type linked struct {
	LinkID     string `db:"link_id" json:"-"`
	SenderPost string `db:"sender_post" json:"-"` // as the sender typed it
	Receipt    string `db:"receipt" json:"Mã biên nhận,omitempty"`
}

// mayHaveLink are the roles of a task whose bodies send something.
func mayHaveLink(r planread.Role) bool { return carries(r) || r == planread.RoleCooperate }

// linkDeed is a link as the history shows it.
type linkDeed struct {
	Body  string `json:"Cơ quan"`
	Until string `json:"Dùng được đến,omitempty"`
}
