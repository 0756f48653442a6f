package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// APIPath begins every address that programs use. Below it a request is let in by a token in its head and by nothing else: a
// cookie is not looked at, so no other site's page can use one.
const APIPath = "/api/"

// Tokens knows the tokens of programs. The account feature implements it.
type Tokens interface {
	// Bearer finds whose token it is: the person with the posts of today in the token's unit, and the actions that the token
	// may. A wrong or ended one is errs.Unauthenticated, too many requests are errs.TooMany.
	Bearer(r *Request, token string) (Session, error)
}

func isAPI(path string) bool { return strings.HasPrefix(path, APIPath) }

// bearer identifies a program by the token in the head of its request.
func (s *Site) bearer(r *Request) error {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || s.Tokens == nil {
		return errs.New(errs.Unauthenticated, "Thiếu khóa API. Gửi kèm dòng đầu “Authorization: Bearer …”; khóa tạo ở trang Tài khoản của tôi.")
	}
	sess, err := s.Tokens.Bearer(r, strings.TrimSpace(token))
	if err != nil {
		return err
	}
	r.enterAs(sess)
	return nil
}

// Problem is an error as a program reads it (RFC 9457).
type Problem struct {
	Type   string         `json:"type"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail"`
	Errors []ProblemField `json:"errors,omitempty"`
}

// ProblemField is one parameter or field that must be put right. Yours and Theirs are what the program sent and what stands
// there now, when the two are in conflict.
type ProblemField struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
	Yours  *any   `json:"yours,omitempty"` // null for no answer
	Theirs *any   `json:"theirs,omitempty"`
}

// Refusal is an error of a status that pages never answer with: a missing precondition, a type of content. Kind is what it
// counts as elsewhere.
type Refusal struct {
	Kind    errs.Kind
	Problem Problem
}

// Error implements error.
func (e *Refusal) Error() string { return e.Problem.Detail }

// Unwrap gives the kind to errs.KindOf.
func (e *Refusal) Unwrap() error { return errs.New(e.Kind, e.Problem.Detail) }

// Refuse makes a Refusal.
func Refuse(status int, kind errs.Kind, title, detail string, fields ...ProblemField) error {
	return &Refusal{kind, Problem{Type: "about:blank", Title: title, Status: status, Detail: detail, Errors: fields}}
}

// JSON answers a program.
func (r *Request) JSON(w http.ResponseWriter, v any) error {
	return writeJSON(w, http.StatusOK, "application/json", v)
}

// JSONStatus is JSON with a status of its own.
func (r *Request) JSONStatus(w http.ResponseWriter, status int, v any) error {
	return writeJSON(w, status, "application/json", v)
}

// failAPI turns an error into a problem document.
func (s *Site) failAPI(w http.ResponseWriter, err error) {
	kind := errs.KindOf(err)
	p := Problem{Type: "about:blank", Title: titleOf[kind], Status: StatusOf(kind), Detail: message(kind, err).What}
	if kind == errs.Unauthenticated {
		p.Title = "Chưa có quyền vào"
		w.Header().Set("WWW-Authenticate", `Bearer realm="Mang Non"`)
	}
	if refused, ok := errors.AsType[*Refusal](err); ok {
		p = refused.Problem
	} else if e, ok := errors.AsType[*errs.Error](err); ok {
		for _, f := range e.Fields {
			p.Errors = append(p.Errors, ProblemField{Field: f.Name, Detail: f.Message})
		}
	}
	if werr := writeJSON(w, p.Status, "application/problem+json", p); werr != nil {
		s.Log.Error("problem document", "error", werr.Error())
	}
}

func writeJSON(w http.ResponseWriter, status int, kind string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", kind+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(raw, '\n')) // the reader has gone away; nothing to repair
	return nil
}
