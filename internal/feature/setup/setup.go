package setup

import (
	"context"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Org makes the locality and its bodies.
type Org interface {
	SetUp(ctx context.Context) (bool, error)
	CreateUnit(ctx context.Context, tx *store.Tx, p place.Place, demo bool) (web.Unit, error)
	AddBody(ctx context.Context, tx *store.Tx, u web.Unit, t body.Template) (id string, err error)
}

// Accounts makes the first person and signs her in.
type Accounts interface {
	CheckPerson(f *errs.Form, name, username, password, title string)
	ProposeFirst(name string) string
	AddPerson(ctx context.Context, tx *store.Tx, unitID, name, username, password string, from day.Day, posts ...actor.Post) (accountID string, err error)
	StartSession(ctx context.Context, accountID, agent string, now store.Instant) (token string, err error)
}

// Setup is the first run.
type Setup struct {
	org      Org
	accounts Accounts
	guard    *guard
	finish   sync.Mutex // two people with the code do not make two units
}

// New makes the pages of the first run. code is what the program printed on the console; an empty one opens to nobody.
func New(code string, org Org, accounts Accounts) *Setup {
	return &Setup{org: org, accounts: accounts, guard: newGuard(code)}
}

// Feature is the table of contents. All pages are public and ask for the code themselves.
func (s *Setup) Feature() web.Feature {
	return web.Feature{
		Name: "setup",
		Routes: []web.Route{
			{Method: "GET", Path: "/thiet-lap", Title: "Thiết lập lần đầu: mã một lần", Access: web.Public(), Handle: s.open(s.codeForm)},
			{Method: "POST", Path: "/thiet-lap", Title: "Kiểm tra mã một lần", Access: web.Public(), Handle: s.open(s.enter)},
			{Method: "GET", Path: "/thiet-lap/don-vi", Title: "Thiết lập lần đầu: đơn vị", Access: web.Public(), Handle: s.entered(s.choosePlace)},
			{Method: "GET", Path: "/thiet-lap/quan-tri", Title: "Thiết lập lần đầu: người quản trị", Access: web.Public(), Handle: s.entered(s.personForm)},
			{Method: "POST", Path: "/thiet-lap/quan-tri", Title: "Lập đơn vị và người quản trị", Access: web.Public(), Handle: s.entered(s.create)},
		},
	}
}
