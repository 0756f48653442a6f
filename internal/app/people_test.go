package app_test

import (
	"testing"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// staff are a sign-in for each role, those of the demonstration and those whom hireAll adds.
var staff = map[string]actor.Role{
	"hoa.tt": actor.RoleOfficer, "dat.lq": actor.RoleLeader, "thinh.vv": actor.RoleBody, "phong.lh": actor.RoleAdmin,
	"van.pt": actor.RoleOffice, "cuc.nt": actor.RoleCollaborator, "kiem.dv": actor.RoleAuditor, "tinh.lx": actor.RoleProvince,
}

// newcomers are invented people with the roles that the demonstration does not have.
var newcomers = []struct{ username, name, title, body string }{
	{"van.pt", "Phạm Thị Vân", "Chuyên viên", "Văn phòng HĐND và UBND"},
	{"cuc.nt", "Ngô Thị Cúc", "Cộng tác viên", "Hội Nông dân"},
	{"kiem.dv", "Đặng Văn Kiểm", "Kiểm tra viên", "Văn phòng HĐND và UBND"},
	{"tinh.lx", "Lý Xuân Tính", "Chuyên viên Sở", "Văn phòng HĐND và UBND"},
}

// hireAll gives the demonstration one person of every role that it lacks, each with one post.
func (w *world) hireAll() {
	w.t.Helper()
	for _, n := range newcomers {
		w.hire(n.username, n.name, n.title, n.body, staff[n.username])
	}
}

// hire makes an account with one post and gives its id.
func (w *world) hire(username, name, title, bodyName string, role actor.Role) (accountID string) {
	w.t.Helper()
	ctx := w.t.Context()
	unitID := w.unitOf(w.samples["unit"])
	err := w.app.DB.Write(ctx, actor.ForUnit(unitID), func(tx *store.Tx) error {
		register, err := w.app.Org.Register(ctx, tx, day.At(today))
		if err != nil {
			return err
		}
		b, ok := register.Match(bodyName)
		if !ok {
			w.t.Fatalf("no body %q", bodyName)
		}
		post := account.Position{UnitID: unitID, BodyID: b.ID, BodyName: b.Name, Title: title, Role: role, From: day.Must(2026, 1, 1)}
		accountID, _, err = w.app.Accounts.Create(ctx, tx, account.Draft{Name: name, Username: username, Title: title, Role: role}, "", post)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return accountID
}

func (w *world) unitOf(slug string) string {
	w.t.Helper()
	u, err := w.app.Org.UnitBySlug(w.t.Context(), slug)
	if err != nil {
		w.t.Fatal(err)
	}
	return u.ID
}

// accountID finds the account of a sign-in.
func (w *world) accountID(username string) string {
	w.t.Helper()
	a, err := w.app.Accounts.ByUsername(w.t.Context(), username)
	if err != nil {
		w.t.Fatal(err)
	}
	return a.ID
}

func TestEveryRoleHasAPersonInTheseTests(t *testing.T) {
	have := map[actor.Role]bool{}
	for _, r := range staff {
		have[r] = true
	}
	for _, r := range actor.Roles() {
		if !have[r] {
			t.Errorf("nobody has the role %s: the tests of rights and leaks would not try it", r)
		}
	}
}
