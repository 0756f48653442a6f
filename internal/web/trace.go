package web

import (
	"net/http"
	"regexp"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// Trace says that the answer shows confidential records of a kind. One row with all ids of the kind is on the disk before the
// first byte goes out; when it cannot be written, the answer is not given. reason is what the person gave as a reason, where
// the page asks. A redirect or an error page shows nothing and leaves no trace.
func (r *Request) Trace(kind string, ids []string, reason string) {
	r.TraceAs(r.Actor, kind, ids, reason)
}

// TraceAs is Trace for a page that has no session: whose address is the right of somebody.
func (r *Request) TraceAs(a actor.Actor, kind string, ids []string, reason string) {
	i := slices.IndexFunc(r.seen, func(s store.Seen) bool { return s.Kind == kind && s.AccountID == a.AccountID })
	if i < 0 {
		r.seen = append(r.seen, store.Seen{UnitID: a.UnitID, AccountID: a.AccountID, Post: a.Acting().Title, Kind: kind})
		i = len(r.seen) - 1
	}
	s := &r.seen[i]
	for _, id := range ids {
		if !slices.Contains(s.IDs, id) {
			s.IDs = append(s.IDs, id)
		}
	}
	if reason != "" {
		s.Reason = reason
	}
}

var pathPart = regexp.MustCompile(`\{([a-z]+)\}`)

// traced runs the handler behind a guard that writes the trace before the answer.
func (s *Site) traced(w http.ResponseWriter, r *Request, rt Route) error {
	if rt.Confidential != "" {
		var ids []string
		for _, part := range pathPart.FindAllStringSubmatch(rt.Path, -1) {
			if id := r.PathValue(part[1]); ident.Valid(id) {
				ids = append(ids, id)
			}
		}
		r.Trace(rt.Confidential, ids, "")
	}
	g := &guard{ResponseWriter: w, r: r, route: rt.Path}
	if err := rt.Handle(g, r); err != nil || g.refused == nil {
		return err
	}
	for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition", "Content-Range", "Accept-Ranges", "Refresh", "Vary"} {
		w.Header().Del(name) // of the answer that nobody gets
	}
	return g.refused
}

// guard holds an answer back until its trace is written.
type guard struct {
	http.ResponseWriter
	r       *Request
	route   string
	began   bool
	refused error // why the answer is not given
}

// begin writes the trace once. What a handler answers shows something, whatever its status, unless it leads elsewhere; the
// pages of errors do not come through here.
func (g *guard) begin(status int) {
	if g.began || status < 200 {
		return
	}
	g.began = true
	if status < 300 || status >= 400 {
		g.refused = g.r.leaveTrace(g.route)
	}
}

func (g *guard) WriteHeader(status int) {
	if g.begin(status); g.refused == nil {
		g.ResponseWriter.WriteHeader(status)
	}
}

func (g *guard) Write(b []byte) (int, error) {
	if g.begin(http.StatusOK); g.refused != nil {
		return 0, g.refused
	}
	return g.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (g *guard) Unwrap() http.ResponseWriter { return g.ResponseWriter }

// leaveTrace writes what the answer shows.
func (r *Request) leaveTrace(route string) error {
	for i := range r.seen {
		r.seen[i].Route = route
	}
	return r.Site.DB.Trace(r.Context(), r.seen...)
}
