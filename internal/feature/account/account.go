package account

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Account is a person who may sign in.
type Account struct {
	ID       string `db:"id"`
	Username string `db:"username"`
	Name     string `db:"name"`
	Active   bool   `db:"active"` // may sign in
	Ready    bool   `db:"ready"`  // has set a password
	Version  int64  `db:"version"`
}

// accountRecord is an account as the history tells it.
type accountRecord struct {
	Username string `json:"Tên đăng nhập"`
	Name     string `json:"Họ và tên"`
	State    string `json:"Trạng thái"`
}

func (a Account) record() accountRecord {
	r := accountRecord{a.Username, a.Name, "được đăng nhập"}
	if !a.Active {
		r.State = "đang khóa"
	}
	return r
}

// Position is a post of an account in a body, with the names that a list shows.
type Position struct {
	ID        string     `db:"id"`
	AccountID string     `db:"account_id"`
	UnitID    string     `db:"unit_id"`
	BodyID    string     `db:"body_id"`
	BodyName  string     `db:"body_name"`
	Title     string     `db:"title"`
	Role      actor.Role `db:"role"`
	From      day.Day    `db:"valid_from"`
	To        day.Day    `db:"valid_to"` // last day; zero while it lasts
	GivenBy   string     `db:"given_by"` // who gave it; empty for posts older than this column
}

// Held reports whether the post is held on a day.
func (p Position) Held(at day.Day) bool {
	return !at.Before(p.From) && (p.To.IsZero() || !at.After(p.To))
}

// Draft is an account about to be made, as it was typed or pasted.
type Draft struct {
	Name, Username, Title, Body string
	Role                        actor.Role
	Row                         int // row of the pasted table, 0 when typed
}

var usernameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// clean puts the draft into its stored form.
func (d *Draft) clean() {
	d.Name = strings.Join(strings.Fields(d.Name), " ")
	d.Title = strings.Join(strings.Fields(d.Title), " ")
	d.Username = cleanUsername(d.Username)
}

// CheckName adds what is wrong with the name of a person.
func CheckName(f *errs.Form, field, name string) {
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		f.Add(field, "Ghi họ và tên")
	case n > 100:
		f.Add(field, "Họ và tên dài nhất 100 ký tự, đang có %d", n)
	}
}

// CheckUsername adds what is wrong with the form of a username. Whether it is free shows when the account is made.
func CheckUsername(f *errs.Form, field, username string) {
	if !usernameForm.MatchString(username) {
		f.Add(field, "Tên đăng nhập gồm 2 đến 32 chữ thường không dấu, số, dấu chấm; ví dụ hoa.tt")
	}
}

// CheckTitle adds what is wrong with the title of a post; it may be empty.
func CheckTitle(f *errs.Form, field, title string) {
	if n := utf8.RuneCountInString(title); n > 100 {
		f.Add(field, "Chức danh dài nhất 100 ký tự, đang có %d", n)
	}
}

// checkRole adds what is wrong with the role of a post.
func checkRole(f *errs.Form, field string, r actor.Role) {
	if !r.Valid() {
		f.Add(field, "Chọn vai trò")
	}
}
