// Package web turns the features into one site: routes with their rights, the session, the page shell, errors that say
// what was kept. It knows how a page is made and nothing of what is on it.
package web

import (
	"io/fs"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// Feature is the table of contents of one module: what it adds to the site and to the database.
type Feature struct {
	Name       string
	Routes     []Route
	Migrations fs.FS
}

// Handler answers one route. What it returns as an error becomes a page for a person (see errors.go); a handler writes
// its answer only when nothing can fail any more.
type Handler func(w http.ResponseWriter, r *Request) error

// Route is one line of the site's table of contents. Paths that begin with /u/{unit}/{year}/ belong to a unit: the
// request's actor, reader and shell are those of the unit.
type Route struct {
	Method  string // GET or POST
	Path    string // a net/http pattern without the method
	Title   string // Vietnamese title of the page, or what a POST does
	Access  Access
	MaxBody int64 // bytes, DefaultBody when zero
	Handle  Handler

	// AnyOrigin lets a form in that does not say which site it comes from. Only for a route whose address is itself the
	// right: it uses no cookie, so no other site can abuse one.
	AnyOrigin bool

	// Still lets a POST through in a unit that has ended: it changes only what is the person's own, such as a saved filter, or
	// shuts an address. Every other POST there is refused.
	Still bool
}

// DefaultBody is how much a form may send when the route says nothing else.
const DefaultBody = 1 << 20

// Access says who may use a route.
type Access struct {
	kind   accessKind
	action actor.Action
}

type accessKind int

const (
	accessNobody accessKind = iota
	accessPublic
	accessSignedIn
	accessRight
)

// Public routes answer without a session.
func Public() Access { return Access{kind: accessPublic} }

// SignedIn routes need a session and no right: they show only what is the person's own.
func SignedIn() Access { return Access{kind: accessSignedIn} }

// Right routes need a post that has the right. In a unit path the post must be of that unit; elsewhere any unit's will do.
func Right(a actor.Action) Access { return Access{kind: accessRight, action: a} }

// IsPublic reports whether the route answers without a session.
func (a Access) IsPublic() bool { return a.kind == accessPublic }

// Action is the right that the route needs, empty when none.
func (a Access) Action() actor.Action { return a.action }
