package app_test

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

var lettersTo = store.Query("test.mail.to", `SELECT m.body FROM mail_message m WHERE m.to_address = $1 AND {scope:m}`, store.Whole("a test"))

// Who gave an address hears of a new machine by letter; the machine that is known causes none.
func TestANewMachineIsToldByLetter(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.run([]scenario{{Name: "address", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhac-viec/cach-nhan", Form: form("dia-chi-thu", "hoa.tt@hungyen.gov.vn")}, Want: 303}})
		token := ""
		signIn := func(known string) {
			in, err := w.app.Accounts.SignIn(ctx, account.Credentials{Username: "hoa.tt", Password: app.DemoPassword, From: account.From{Address: "203.0.113.9", Agent: "Firefox Linux", Token: known}}, clock())
			if err != nil {
				t.Fatal(err)
			}
			token = in.Browser
		}
		letters := func() []string {
			list, err := store.List[string](ctx, w.app.DB.Reader(actor.System("test")), lettersTo, "hoa.tt@hungyen.gov.vn")
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		signIn("")
		signIn(token)
		if got := letters(); len(got) != 0 {
			t.Errorf("letters about the first machine: %v", got)
		}
		signIn("")
		if got := letters(); len(got) != 1 || !strings.Contains(got[0], "Firefox trên Linux, mạng 203.0.113.0/24") {
			t.Errorf("letters %v", got)
		}
	})
}
