package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// policy allows nothing that this site does not serve itself.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// secured sets the headers that every answer carries.
func (s *Site) secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
		h.Set("Cache-Control", "private, no-cache")
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses a change that another site's page asks for.
func (s *Site) sameOrigin(next http.Handler) http.Handler {
	p := http.NewCrossOriginProtection()
	for _, rt := range s.routes {
		if rt.AnyOrigin {
			p.AddInsecureBypassPattern(rt.Method + " " + rt.Path)
		}
	}
	p.SetDenyHandler(s.serve(Route{Path: "/", Access: Public(), Handle: func(http.ResponseWriter, *Request) error {
		return errs.New(errs.Forbidden, "Yêu cầu này đến từ một trang khác nên bị chặn. Chưa ghi gì; mở Măng Non rồi làm lại từ đó.")
	}}))
	return p.Handler(next)
}

// recovered keeps a defect in one request from ending the program, and from reaching a person as a blank page.
func (s *Site) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler {
				panic(p)
			}
			s.Log.Error("panic", "value", fmt.Sprint(p), "stack", string(debug.Stack()))
			now := s.Clock()
			r := &Request{Request: hr, Site: s, Now: now, came: now}
			s.fail(w, r, fmt.Errorf("panic: %v", p))
		}()
		next.ServeHTTP(w, hr)
	})
}

// recorder remembers the status of an answer for the log, and tells how long the server worked on it (Server-Timing,
// which the browser's tools and the benchmark show).
type recorder struct {
	http.ResponseWriter
	started time.Time
	status  int
	wrote   bool
}

func (r *recorder) WriteHeader(status int) {
	if !r.wrote {
		r.status, r.wrote = status, true
		r.Header().Set("Server-Timing", fmt.Sprintf("app;dur=%.2f", float64(time.Since(r.started).Microseconds())/1000))
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if !r.wrote {
		r.WriteHeader(http.StatusOK)
	}
	return r.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// logged writes one line a request. Addresses may hold what a person searched for, so the route's pattern stands in the
// log and never the address.
func (s *Site) logged(r *Request, rt Route, status int, took time.Duration, queries int64, err error) {
	attrs := []any{"method", r.Method, "route", rt.Path, "status", status, "ms", float64(took.Microseconds()) / 1000, "queries", queries, "account", r.Session.AccountID}
	switch {
	case err == nil:
		s.Log.Debug("request", attrs...)
	case errs.KindOf(err) == errs.Internal:
		s.Log.Error("request", append(attrs, "error", err.Error())...)
	default:
		s.Log.Info("request", append(attrs, "refused", errs.KindOf(err).String())...)
	}
	if s.Observe != nil {
		s.Observe(rt, status, took.Seconds())
	}
}
