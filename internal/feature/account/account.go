package account

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Account is a person who may sign in.
type Account struct {
	ID       string `db:"id" json:"-"`
	Username string `db:"username" json:"Tên đăng nhập"`
	Name     string `db:"name" json:"Họ và tên"`
	Active   bool   `db:"active" json:"Được đăng nhập"`
	Version  int64  `db:"version" json:"-"`
}

// Position is a post of an account in a body, with the names that a list shows.
type Position struct {
	ID        string     `db:"id" json:"-"`
	AccountID string     `db:"account_id" json:"-"`
	UnitID    string     `db:"unit_id" json:"-"`
	BodyID    string     `db:"body_id" json:"-"`
	BodyName  string     `db:"body_name" json:"Cơ quan"`
	Title     string     `db:"title" json:"Chức danh"`
	Role      actor.Role `db:"role" json:"Vai trò"`
	From      day.Day    `db:"valid_from" json:"Từ ngày"`
	To        day.Day    `db:"valid_to" json:"Đến ngày"`
}

// Draft is an account about to be made, as it was typed or pasted.
type Draft struct {
	Name, Username, Title, Body string
	Role                        actor.Role
	Row                         int // row of the pasted table, 0 when typed
}

var usernameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// MinPassword is the least number of letters of a password (a sentence is easier to remember than odd signs).
const MinPassword = 12

// CheckPassword adds what is wrong with a new password.
func CheckPassword(f *errs.Form, field, password string) {
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		f.Add(field, "Mật khẩu cần ít nhất %d ký tự, đang có %d", MinPassword, n)
	case n > 200:
		f.Add(field, "Mật khẩu dài nhất 200 ký tự, đang có %d", n)
	case strings.Count(password, string([]rune(password)[0])) == n:
		f.Add(field, "Mật khẩu cần nhiều hơn một chữ lặp lại")
	}
}

// Check adds what is wrong with a draft; prefix is put before the names of the fields.
func (d *Draft) Check(f *errs.Form, prefix string) {
	d.Name = strings.Join(strings.Fields(d.Name), " ")
	d.Username = strings.ToLower(d.Username)
	switch n := utf8.RuneCountInString(d.Name); {
	case n == 0:
		f.Add(prefix+"ho-ten", "Ghi họ và tên")
	case n > 100:
		f.Add(prefix+"ho-ten", "Họ và tên dài nhất 100 ký tự")
	}
	if !usernameForm.MatchString(d.Username) {
		f.Add(prefix+"ten-dang-nhap", "Tên đăng nhập gồm 2 đến 32 chữ thường không dấu, số, dấu chấm; ví dụ hoa.tt")
	}
	if utf8.RuneCountInString(d.Title) > 100 {
		f.Add(prefix+"chuc-danh", "Chức danh dài nhất 100 ký tự")
	}
	if !d.Role.Valid() {
		f.Add(prefix+"vai-tro", "Chọn vai trò")
	}
}

// ProposeUsername makes the usual short name of a person: Trần Thu Hoa is hoa.tt. taken tells which are in use.
func ProposeUsername(name string, taken func(string) bool) string {
	words := strings.Fields(vi.Fold(name))
	if len(words) == 0 {
		return ""
	}
	base := words[len(words)-1]
	if len(words) > 1 {
		base += "."
		for _, w := range words[:len(words)-1] {
			base += w[:1]
		}
	}
	for n := 1; ; n++ {
		u := base
		if n > 1 {
			u += strconv.Itoa(n)
		}
		if !taken(u) {
			return u
		}
	}
}

// RoleOf reads a role as people write it in a table; empty text is a body's member.
func RoleOf(typed string) (actor.Role, bool) {
	key := vi.Fold(typed)
	if key == "" {
		return actor.RoleBody, true
	}
	for _, r := range actor.Roles() {
		if key == vi.Fold(actor.RoleWords[r]) || key == string(r) {
			return r, true
		}
	}
	switch {
	case strings.Contains(key, "quan tri"):
		return actor.RoleAdmin, true
	case strings.Contains(key, "lanh dao"), strings.Contains(key, "chu tich"):
		return actor.RoleLeader, true
	case strings.Contains(key, "phu trach"), strings.Contains(key, "chuyen vien tre em"):
		return actor.RoleOfficer, true
	case strings.Contains(key, "co quan"), strings.Contains(key, "phoi hop"):
		return actor.RoleBody, true
	}
	return "", false
}
