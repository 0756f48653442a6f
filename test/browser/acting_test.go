package browser

import (
	"testing"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// A person with two posts sees at the top of every page by which one she acts, and changes it without a script.
func TestThePostThatActs(t *testing.T) {
	t.Parallel()
	w := demo(t)
	by, officer := w.officer(t), w.person(t, "hoa.tt")
	posts, err := w.Accounts.Posts(t.Context(), w.DB.Reader(actor.System("test")), w.person(t, "phong.lh").ID)
	if err != nil {
		t.Fatal(err)
	}
	err = w.DB.Write(t.Context(), by, func(tx *store.Tx) error {
		return w.Accounts.Appoint(t.Context(), tx, account.Position{AccountID: officer.ID, UnitID: by.UnitID, BodyID: posts[0].BodyID, BodyName: posts[0].BodyName,
			Title: "Quản trị", Role: actor.RoleAdmin, From: day.At(today)})
	})
	if err != nil {
		t.Fatal(err)
	}
	p := sitAs(t, w, "hoa.tt", desk)
	for _, page := range []string{"viec", "nguoi-thay"} {
		t.Run(page, func(t *testing.T) { p.as(t).inspect(w.fill("/u/{unit}/{year}/"+page), "tu-cach-"+page) })
	}
}
