package account

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

// Deputy is a person who acts in the post of another for some days. It ends by itself after the last of them, and with the
// post; a deputy names no further deputy.
type Deputy struct {
	ID         string        `db:"id"`
	UnitID     string        `db:"unit_id"`
	PositionID string        `db:"position_id"`
	AccountID  string        `db:"account_id"`
	From       day.Day       `db:"valid_from"`
	To         day.Day       `db:"valid_to"` // last day
	Reason     string        `db:"reason"`
	GivenBy    string        `db:"given_by"`
	EndedBy    string        `db:"ended_by"`
	EndedAt    store.Instant `db:"ended_at"`

	Name     string     `db:"name"` // of the deputy
	ForID    string     `db:"for_id"`
	For      string     `db:"for_name"`
	Title    string     `db:"title"`
	Role     actor.Role `db:"role"`
	BodyID   string     `db:"body_id"`
	BodyName string     `db:"body_name"`
}

// Lasts reports whether the deputy acts on a day or will.
func (d Deputy) Lasts(at day.Day) bool { return d.EndedAt.IsZero() && !at.After(d.To) }

const deputyColumns = `d.id, d.unit_id, d.position_id, d.account_id, d.valid_from, d.valid_to, d.reason, d.given_by, d.ended_by, d.ended_at,
	a.name, o.id AS for_id, o.name AS for_name, p.title, p.role, b.id AS body_id, b.name AS body_name`

const deputyFrom = ` FROM deputy d JOIN account a ON a.id = d.account_id JOIN position p ON p.id = d.position_id
	JOIN account o ON o.id = p.account_id JOIN body b ON b.id = p.body_id`

var (
	deputyAdd = store.Change("account.deputy.add", `INSERT INTO deputy (id, unit_id, position_id, account_id, valid_from, valid_to, reason, given_by, given_at, ended_by, ended_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0)`)
	deputyEnd    = store.Change("account.deputy.end", `UPDATE deputy AS d SET ended_by = $1, ended_at = $2 WHERE d.id = $3 AND d.ended_at = 0 AND d.unit_id = $4`, store.Unscoped("names the unit: a person ends the own deputy in any post"))
	deputiesOf   = store.Query("account.deputy.of_unit", `SELECT `+deputyColumns+deputyFrom+` WHERE d.unit_id = $1 AND d.valid_to >= $2 ORDER BY d.valid_to, d.id`, store.Unscoped("names the unit: everybody knows who acts for whom"))
	deputyClash  = store.Query("account.deputy.clash", `SELECT d.id FROM deputy d WHERE d.position_id = $1 AND d.ended_at = 0 AND d.valid_to >= $2 AND d.valid_from <= $3 LIMIT 1`, store.Unscoped("names the post"))
	deputiesOfIn = store.Query("account.deputy.of_person", `SELECT `+deputyColumns+deputyFrom+` WHERE d.unit_id = $1 AND d.valid_to >= $2 AND d.ended_at = 0 AND (d.account_id = $3 OR p.account_id = $3) ORDER BY d.valid_to, d.id`, store.Unscoped("names the unit and the person"))
)

// deputyRecord is a deputising as the history tells it.
type deputyRecord struct {
	Post   string `json:"Chức danh"`
	Name   string `json:"Người thay"`
	From   string `json:"Từ ngày"`
	To     string `json:"Đến hết ngày"`
	Reason string `json:"Lý do"`
}

func (d Deputy) record() deputyRecord {
	return deputyRecord{PostWords(Position{Title: d.Title, BodyName: d.BodyName}), d.Name, d.From.String(), d.To.String(), d.Reason}
}

// longestDeputy is how many days a person can be replaced at once; a longer absence is a new appointment.
const longestDeputy = 90

// check looks at the days and the reason; today is the earliest first day.
func (d Deputy) check(form *errs.Form, today day.Day) {
	switch {
	case d.From.IsZero():
		form.Add("tu-ngay", "Ghi ngày bắt đầu, ví dụ %s", today)
	case d.From.Before(today):
		form.Add("tu-ngay", "Ngày bắt đầu sớm nhất là hôm nay, %s", today)
	}
	switch {
	case d.To.IsZero():
		form.Add("den-ngay", "Ghi ngày cuối cùng; hết ngày ấy người thay tự thôi")
	case !d.From.IsZero() && d.To.Before(d.From):
		form.Add("den-ngay", "Ngày cuối cùng phải từ ngày bắt đầu, %s, trở đi", d.From)
	case !d.From.IsZero() && d.To.Sub(d.From) >= longestDeputy:
		form.Add("den-ngay", "Cử người thay nhiều nhất %d ngày một lần; vắng lâu hơn thì giao chức danh cho người khác", longestDeputy)
	}
	switch n := utf8.RuneCountInString(d.Reason); {
	case n == 0:
		form.Add("ly-do", "Ghi lý do, ví dụ: nghỉ phép")
	case n > 300:
		form.Add("ly-do", "Lý do dài nhất 300 ký tự, đang có %d", n)
	}
}

// deputise makes a person the deputy in a post, inside the caller's change. A post has one deputy at a time.
func (s *Accounts) deputise(ctx context.Context, tx *store.Tx, d Deputy) error {
	_, taken, err := store.Find[string](ctx, tx, deputyClash, d.PositionID, d.From, d.To)
	if err != nil {
		return err
	}
	if taken {
		var form errs.Form
		form.Add("tu-ngay", "Chức danh này đã có người thay trong những ngày ấy; thôi người thay cũ trước")
		return form.Err()
	}
	if _, err := tx.Exec(ctx, deputyAdd, ident.New(), d.UnitID, d.PositionID, d.AccountID, d.From, d.To, d.Reason, tx.Actor().Name, tx.Now()); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: d.ForID, UnitID: d.UnitID, Action: "Cử người thay", After: d.record()})
}

// endDeputy ends a deputising before its last day.
func (s *Accounts) endDeputy(ctx context.Context, tx *store.Tx, d Deputy) error {
	if err := tx.UpdateOne(ctx, deputyEnd, tx.Actor().Name, tx.Now(), d.ID, d.UnitID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "account", ID: d.ForID, UnitID: d.UnitID, Action: "Thôi người thay", Before: d.record()})
}

// recheck asks for the password again before what must not happen at an unlocked screen that somebody left.
func (s *Accounts) recheck(ctx context.Context, accountID, password, field string, now store.Instant) error {
	key := throttle.Key{What: "lai", Of: accountID, Free: freeOfName}
	if wait := s.throttle.Enter(now.Time, key); wait > 0 {
		return tooMany(wait)
	}
	found, err := store.Get[secret](ctx, s.DB.Reader(sessionActor), secretByID, accountID)
	if err != nil {
		return err
	}
	right, err := s.hasher.verify(ctx, found.Password, password)
	if err != nil {
		return err
	}
	if !right {
		var form errs.Form
		form.Add(field, "Ghi đúng mật khẩu đang dùng: cử người thay vai trò quản trị phải xác nhận lại")
		return form.Err()
	}
	s.throttle.Forgive(key)
	return nil
}

// Deputies lists who acts for whom in a unit on a day or later, without what was ended.
func (s *Accounts) Deputies(ctx context.Context, from store.Source, unitID string, at day.Day) ([]Deputy, error) {
	list, err := store.List[Deputy](ctx, from, deputiesOf, unitID, at)
	return slices.DeleteFunc(list, func(d Deputy) bool { return !d.Lasts(at) }), err
}
