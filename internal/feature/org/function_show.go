package org

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// functionView is the page of one function: who has held it over the years.
type functionView struct {
	Function Function
	Terms    []term
	Now      Holding // who has it with no end; without an id when nobody does
	Bodies   []ui.Option
	BodyID   string // the move as it was typed
	From     string
	Basis    string
	Base     string
	Bodied   string // before the id of a body
	Once     string
	May      bool
	Errors   []errs.Field
}

// term is a stretch of days with one holder; nobody when the holding has no id.
type term struct {
	Holding
	Days Span
}

func (o *Org) showFunction(w http.ResponseWriter, r *web.Request) error {
	return o.showFunctionWith(w, r, http.StatusOK, functionView{From: r.Today().String()})
}

func (o *Org) showFunctionWith(w http.ResponseWriter, r *web.Request, status int, v functionView) error {
	f, ok, err := functionNamed(r.PathValue("function"))
	if err != nil {
		return err
	}
	if !ok {
		return errs.New(errs.NotFound, "Không có chức năng này trong danh mục. Có thể địa chỉ bị gõ sai.")
	}
	held, err := o.holders(r.Context(), r.Reader(), r.Unit.ID, f.ID)
	if err != nil {
		return err
	}
	bodies, err := o.Bodies(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return err
	}
	v.Function, v.May = f, r.May(actor.OrgEdit)
	v.Terms, v.Now = terms(held, f.Shared), openOf(held)
	v.Base, v.Bodied, v.Once = r.In("chuc-nang/"+f.ID), r.In("to-chuc/"), web.NewKey()
	v.Bodies = []ui.Option{{Text: "Chọn cơ quan"}}
	for _, b := range bodies {
		v.Bodies = append(v.Bodies, ui.Option{Value: b.ID, Text: b.Name, Off: b.ID == v.Now.BodyID && !f.Shared})
	}
	view := web.View{
		Title: f.Name, Lead: v.lead(r.Today()), Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: f.Name}},
	}
	return r.ShowStatus(w, status, view, functionPage(v))
}

// openOf is the holding that has no end; of a shared function there may be more, then the last one.
func openOf(held []Holding) (now Holding) {
	for _, h := range held {
		if h.Held().To.IsZero() {
			now = h
		}
	}
	return now
}

// terms puts a stretch without a holder wherever two holders do not follow one another, and after the last one that ended.
func terms(held []Holding, shared bool) []term {
	var out []term
	var next day.Day // first day that is not told yet; zero after a holder without an end
	for i, h := range held {
		if i > 0 && !shared && !next.IsZero() && next.Before(h.From) {
			out = append(out, term{Days: Span{From: next, To: h.From.Add(-1)}})
		}
		out = append(out, term{Holding: h, Days: h.Held()})
		if next = h.Held().To; !next.IsZero() {
			next = next.Add(1)
		}
	}
	if !shared && !next.IsZero() {
		out = append(out, term{Days: Span{From: next}})
	}
	return out
}

// lead says who has the function on a day.
func (v functionView) lead(today day.Day) string {
	var by []Holding
	for _, t := range v.Terms {
		if t.ID != "" && t.Days.On(today) {
			by = append(by, t.Holding)
		}
	}
	switch {
	case len(by) == 0 && v.Function.Shared:
		return "Chưa ghi cơ quan nào giữ chức năng này."
	case len(by) == 0:
		return "Ngày " + today.String() + " chưa ai giữ chức năng này."
	case len(by) > 1:
		return strconv.Itoa(len(by)) + " cơ quan cùng giữ, mỗi cơ quan trên phần của mình."
	}
	return by[0].BodyName + " giữ " + by[0].Held().words() + "."
}

func (v functionView) facts() []ui.Fact {
	shared := "một cơ quan mỗi lúc"
	if v.Function.Shared {
		shared = "nhiều cơ quan cùng giữ, mỗi cơ quan trên phần của mình"
	}
	return []ui.Fact{
		{Term: "Lĩnh vực", Text: v.Function.Field}, {Term: "Cách giữ", Text: shared},
		{Term: "Nguồn", Text: orElse(v.Function.Source, "chưa đối chiếu với văn bản")},
	}
}

// moveWords is what the button of the move does.
func (v functionView) moveWords() string {
	if v.Now.ID == "" || v.Function.Shared {
		return "Giao chức năng"
	}
	return "Chuyển chức năng"
}
