package org

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// rowLine is a dated row as the page of its body shows it.
type rowLine struct {
	Text string
	Href string // where what it names has a page of its own
	Edit string
	Span
}

// bases are the grounds of the beginning and of the end.
func (l rowLine) bases() string {
	parts := slices.DeleteFunc([]string{l.Basis, l.EndBasis}, func(s string) bool { return s == "" })
	if len(parts) == 1 && l.Basis == "" {
		return "Kết thúc theo " + l.EndBasis
	}
	return strings.Join(parts, "; kết thúc theo ")
}

// readRows reads the functions, the bodies above and the codes of the body of the page.
func (o *Org) readRows(r *web.Request, v *showView) (err error) {
	if v.Held, err = o.FunctionsOfBody(r.Context(), r.Reader(), v.Body.ID); err != nil {
		return err
	}
	if v.Parents, err = store.List[Parent](r.Context(), r.Reader(), parentOfBody, v.Body.ID); err != nil {
		return err
	}
	v.Parents = slices.DeleteFunc(v.Parents, func(p Parent) bool { return p.withdrawn() })
	v.Codes, err = store.List[Code](r.Context(), r.Reader(), codeOfBody, v.Body.ID)
	v.Codes = slices.DeleteFunc(v.Codes, func(c Code) bool { return c.withdrawn() })
	v.Pages = r.In("chuc-nang/")
	return err
}

// edit is the address of the form of a row.
func (v showView) edit(k rowKind, id string) string { return v.Base + "/" + k.path + "/" + id }

func (v showView) heldLines() []rowLine {
	out := make([]rowLine, len(v.Held))
	for i, h := range v.Held {
		out[i] = rowLine{Text: h.Name, Href: v.Pages + h.FunctionID, Edit: v.edit(functionRows, h.ID), Span: h.Held()}
	}
	return out
}

func (v showView) parentLines() []rowLine {
	out := make([]rowLine, len(v.Parents))
	for i, p := range v.Parents {
		out[i] = rowLine{Text: p.Name, Edit: v.edit(parentRows, p.ID), Span: p.Span}
	}
	return out
}

func (v showView) codeLines() []rowLine {
	out := make([]rowLine, len(v.Codes))
	for i, c := range v.Codes {
		out[i] = rowLine{Text: c.Scheme.Label() + ": " + c.Code, Edit: v.edit(codeRows, c.ID), Span: c.Span}
	}
	return out
}
