package rights

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// People is what this feature needs of the accounts.
type People interface {
	// Holders lists the people of a unit with the posts that they hold on a day, those of a deputy among them, by name.
	Holders(ctx context.Context, from store.Source, unitID string, at day.Day) ([]Person, error)
}

// Records is what this feature needs of the plans.
type Records interface {
	// Work reads who is named in a piece of work; one that the reader does not see is errs.NotFound.
	Work(ctx context.Context, from store.Source, id string) (Record, error)
}

// Person is an account with its posts.
type Person struct {
	ID, Name, Username string
	Active             bool // may sign in
	Posts              []Post
}

// Post is a post as it is held today.
type Post struct {
	actor.Post
	From, To day.Day // To is zero while it lasts
	GivenBy  string  // empty when it is not known
}

// Record is a piece of work with those who are named in it.
type Record struct {
	ID, Title string
	Bodies    map[string]string // id → name
	People    map[string]string // account → name
}

// Rights is the feature over its neighbours.
type Rights struct {
	People  People
	Records Records
}

const pagePath = "ai-thay-gi"

// Feature is the table of contents.
func (s *Rights) Feature() web.Feature {
	const base = "/u/{unit}/{year}/" + pagePath
	read := web.Right(actor.RightsRead)
	return web.Feature{Name: "rights", Routes: []web.Route{
		{Method: "GET", Path: base, Title: "Ai thấy gì, vì sao", Access: read, Handle: s.list},
		{Method: "GET", Path: base + "/nguoi/{account}", Title: "Một người thấy gì, vì sao", Access: read, Handle: s.person},
		{Method: "GET", Path: base + "/viec/{task}", Title: "Ai thấy việc này, vì sao", Access: read, Handle: s.record},
		{Method: "GET", Path: base + "/quyen/{action}", Title: "Ai có quyền này", Access: read, Handle: s.action},
	}}
}

// Menu puts the page into the person's own menu.
func Menu() []web.MenuItem {
	return []web.MenuItem{{Text: "Ai thấy gì, vì sao", Path: pagePath, Access: web.Right(actor.RightsRead)}}
}
