package account

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Bodies knows the bodies of the unit that a source reads. The org feature implements it.
type Bodies interface {
	// BodyChoices lists the bodies that exist on a day: id and name, in the order of a form.
	BodyChoices(ctx context.Context, from store.Source, at day.Day) ([]ui.Option, error)
	// BodyFinder finds bodies by any name or alias that they have on a day. One call reads them all.
	BodyFinder(ctx context.Context, from store.Source, at day.Day) (find func(name string) (id, shown string, ok bool), err error)
}

// Issued is an account that was just made, with the code for its slip.
type Issued struct {
	ID, Name, Username, Code string
}

// Add makes accounts in the actor's unit in one change, each with one post from today and a one-time code. A draft whose
// username is empty gets the proposed one. Mistakes in all drafts come as one errs.Invalid whose fields carry prefix(i).
func (s *Accounts) Add(ctx context.Context, tx *store.Tx, bodies Bodies, drafts []Draft, prefix func(i int) string, today day.Day) ([]Issued, error) {
	unitID := tx.Actor().UnitID
	posts, err := s.prepare(ctx, tx, bodies, drafts, prefix, today)
	if err != nil {
		return nil, err
	}
	out := make([]Issued, len(drafts))
	for i, d := range drafts {
		posts[i].UnitID, posts[i].From = unitID, today
		id, code, err := s.Create(ctx, tx, d, "", posts[i])
		if err != nil {
			return nil, err
		}
		out[i] = Issued{ID: id, Name: d.Name, Username: d.Username, Code: code}
	}
	return out, nil
}

// prepare completes drafts in place, finds their bodies, and gives all their mistakes as one error. It writes nothing.
func (s *Accounts) prepare(ctx context.Context, from store.Source, bodies Bodies, drafts []Draft, prefix func(i int) string, today day.Day) ([]Position, error) {
	taken, err := s.proposeUsernames(ctx, from, drafts)
	if err != nil {
		return nil, err
	}
	find, err := bodies.BodyFinder(ctx, from, today)
	if err != nil {
		return nil, err
	}
	var f errs.Form
	posts := make([]Position, len(drafts))
	rows := map[string]int{}
	for i := range drafts {
		d, p := &drafts[i], prefix(i)
		id, shown, ok := find(d.Body)
		CheckName(&f, p+"ho-ten", d.Name)
		checkFreeName(&f, p+"ten-dang-nhap", *d, rows, taken)
		CheckTitle(&f, p+"chuc-danh", d.Title)
		if !ok {
			f.Add(p+"co-quan", "%s", bodyMistake(d.Body))
		}
		checkRole(&f, p+"vai-tro", d.Role)
		posts[i] = Position{BodyID: id, BodyName: shown, Title: d.Title, Role: d.Role}
	}
	return posts, f.Err()
}

func bodyMistake(typed string) string {
	if typed == "" {
		return "Chọn cơ quan"
	}
	return "Đơn vị chưa có cơ quan tên này; chọn trong danh sách, hoặc thêm tên khác ở trang Tổ chức"
}

// checkFreeName adds what is wrong with a username: its form, or that somebody has it, here or in a row before. One that is
// missing together with the name is no mistake of its own.
func checkFreeName(f *errs.Form, field string, d Draft, rows map[string]int, taken func(string) bool) {
	if d.Username == "" && d.Name == "" {
		return
	}
	CheckUsername(f, field, d.Username)
	if taken(d.Username) {
		f.Add(field, "Tên đăng nhập “%s” đã có người dùng; thêm một số, ví dụ %s2", d.Username, d.Username)
	}
	if row, twice := rows[d.Username]; twice {
		f.Add(field, "Tên đăng nhập trùng với người ở dòng %d", row)
	} else {
		rows[d.Username] = d.Row
	}
}

// proposeUsernames fills the empty usernames; a proposal never takes one that another draft has typed. The answer tells
// which usernames other accounts have.
func (s *Accounts) proposeUsernames(ctx context.Context, from store.Source, drafts []Draft) (taken func(string) bool, err error) {
	stems := make([]string, 0, 2*len(drafts))
	typed := map[string]bool{}
	for i := range drafts {
		d := &drafts[i]
		d.clean()
		typed[d.Username] = true
		stems = append(stems, usernameBase(d.Name), d.Username)
	}
	if taken, err = s.takenUsernames(ctx, from, stems); err != nil {
		return nil, err
	}
	for i := range drafts {
		if d := &drafts[i]; d.Username == "" {
			d.Username = ProposeUsername(d.Name, func(u string) bool { return typed[u] || taken(u) })
			typed[d.Username] = true
		}
	}
	return taken, nil
}

// CommandLine is who acts in a unit when a person at the machine itself uses `mangnon user`.
func CommandLine(unitID string) actor.Actor {
	return actor.Actor{Name: "Người ở máy chủ (dòng lệnh)", UnitID: unitID}
}
