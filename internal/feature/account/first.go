package account

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// CheckPerson adds what is wrong with a person who sets the password at once: fields ho-ten, ten-dang-nhap, mat-khau and
// chuc-danh.
func (s *Accounts) CheckPerson(f *errs.Form, name, username, password, title string) {
	CheckName(f, "ho-ten", name)
	CheckUsername(f, "ten-dang-nhap", username)
	CheckPassword(f, "mat-khau", password, name, username)
	CheckTitle(f, "chuc-danh", title)
}

// ProposeFirst is the username that a person gets when nobody has one yet.
func (s *Accounts) ProposeFirst(name string) string {
	return ProposeUsername(name, func(string) bool { return false })
}

// AddPerson makes an account with a password and one or more posts in a unit from a day, inside the caller's change. What
// is wrong must have been asked of CheckPerson; a taken username is errs.Invalid.
func (s *Accounts) AddPerson(ctx context.Context, tx *store.Tx, unitID, name, username, password string, from day.Day, posts ...actor.Post) (accountID string, err error) {
	var id string
	for i, p := range posts {
		post := Position{AccountID: id, UnitID: unitID, BodyID: p.BodyID, BodyName: p.BodyName, Title: p.Title, Role: p.Role, From: from}
		if i == 0 {
			id, _, err = s.Create(ctx, tx, Draft{Name: name, Username: username, Title: p.Title, Role: p.Role}, password, post)
		} else {
			err = s.Appoint(ctx, tx, post)
		}
		if err != nil {
			return "", err
		}
	}
	return id, nil
}
