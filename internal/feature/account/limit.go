package account

import (
	"context"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// Limit is how long a browser stays signed in: Idle without being used, Absolute in all.
type Limit struct {
	Idle, Absolute time.Duration
}

// The limits when nobody has changed them. An officer signs in once a working day; who can give rights comes in anew more often.
var (
	usualLimit = Limit{12 * time.Hour, 14 * 24 * time.Hour}
	adminLimit = Limit{2 * time.Hour, 24 * time.Hour}
)

// The bounds within which the administrator may set a limit.
const (
	leastIdle, mostIdle         = 15 * time.Minute, 24 * time.Hour
	leastAbsolute, mostAbsolute = 12 * time.Hour, 30 * 24 * time.Hour
)

// DefaultLimit is the limit of a role when nobody has changed it.
func DefaultLimit(r actor.Role) Limit {
	if r.May(actor.AccountAdmin) {
		return adminLimit
	}
	return usualLimit
}

var (
	limitsAll = store.Query("account.limit.all", `SELECT l.role, l.idle_minutes, l.absolute_minutes, l.version FROM sign_in_limit l`)
	limitAdd  = store.Change("account.limit.add", `INSERT INTO sign_in_limit (role, idle_minutes, absolute_minutes, version) VALUES ($1, $2, $3, 1)`)
	limitEdit = store.Change("account.limit.edit", `UPDATE sign_in_limit SET idle_minutes = $1, absolute_minutes = $2, version = version + 1 WHERE role = $3 AND version = $4`)
)

// limitRow is a limit as it is kept; Version is 0 for one that nobody has changed.
type limitRow struct {
	Role     actor.Role `db:"role"`
	Idle     int        `db:"idle_minutes"`
	Absolute int        `db:"absolute_minutes"`
	Version  int64      `db:"version"`
}

// limit is the limit of a row that may be missing.
func (l limitRow) limit() Limit {
	if l.Idle == 0 {
		return DefaultLimit(l.Role)
	}
	return Limit{time.Duration(l.Idle) * time.Minute, time.Duration(l.Absolute) * time.Minute}
}

// strictest is the shorter of two limits in each part: a person with several posts has the shortest.
func (l Limit) strictest(other Limit) Limit {
	return Limit{min(l.Idle, other.Idle), min(l.Absolute, other.Absolute)}
}

// over reports whether a session has ended by itself.
func (l Limit) over(b Browser, now store.Instant) bool {
	return now.Sub(b.Seen.Time) > l.Idle || now.Sub(b.Created.Time) > l.Absolute
}

// limits are the limits of all roles in the order of a form.
func (s *Accounts) limits(ctx context.Context, from store.Source) ([]limitRow, error) {
	kept, err := store.List[limitRow](ctx, from, limitsAll)
	if err != nil {
		return nil, err
	}
	of := map[actor.Role]limitRow{}
	for _, l := range kept {
		of[l.Role] = l
	}
	var out []limitRow
	for _, role := range actor.Roles() {
		l, changed := of[role]
		if !changed {
			d := DefaultLimit(role)
			l = limitRow{Role: role, Idle: int(d.Idle / time.Minute), Absolute: int(d.Absolute / time.Minute)}
		}
		out = append(out, l)
	}
	return out, nil
}
