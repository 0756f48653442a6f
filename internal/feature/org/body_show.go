package org

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// showView is the page of one body.
type showView struct {
	Body     Body
	Names    []Name
	Held     []Holding
	Parents  []Parent
	Codes    []Code
	Pages    string // before the id of a function
	Events   []store.Event
	Base     string // address of the body
	Once     string
	May      bool
	Today    day.Day
	Alias    string // a further name as it was typed
	Last     string // the last day as it was typed
	Errors   []errs.Field
	Conflict *ui.ConflictProps
}

// show shows one body with all its names and its history.
func (o *Org) show(w http.ResponseWriter, r *web.Request) error {
	return o.showWith(w, r, http.StatusOK, showView{})
}

func (o *Org) showWith(w http.ResponseWriter, r *web.Request, status int, v showView) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	if v.Body, err = o.body(r.Context(), r.Reader(), id); err != nil {
		return err
	}
	if v.Names, err = o.names(r.Context(), r.Reader(), id); err != nil {
		return err
	}
	if err := o.readRows(r, &v); err != nil {
		return err
	}
	if v.Events, err = store.HistoryOf(r.Context(), r.Reader(), "body", id, 50); err != nil {
		return err
	}
	v.Base, v.Once, v.May, v.Today = r.In("to-chuc/"+id), web.NewKey(), r.May(actor.OrgEdit), r.Today()
	if v.Last == "" && len(v.Errors) == 0 {
		v.Last = v.Body.To.String()
	}
	view := web.View{
		Title: v.Body.Name, Lead: v.lead(), Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: v.Body.Name}},
	}
	if v.May {
		view.Actions = ui.LinkButton(ui.Secondary, "Sửa cơ quan", v.Base+"/sua", "pencil")
	}
	return r.ShowStatus(w, status, view, showPage(v))
}

func (v showView) lead() string {
	switch b := v.Body; {
	case !b.To.IsZero() && b.To.Before(v.Today):
		return "Đã kết thúc ngày " + b.To.String() + "."
	case b.Requested:
		return "Cơ quan được đề nghị, không giao việc; việc của cơ quan này không tính quá hạn."
	}
	return ""
}

func (v showView) facts() []ui.Fact {
	rec := v.Body.record()
	return []ui.Fact{
		{Term: "Loại", Text: rec.Kind}, {Term: "Cách giao", Text: rec.Requested}, {Term: "Từ ngày", Text: rec.From},
		{Term: "Đến hết ngày", Text: orElse(rec.To, "đang hoạt động")}, {Term: "Đối chiếu", Text: rec.Checked}, {Term: "Căn cứ", Text: rec.Source},
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func nameKind(n Name) string {
	if n.Alias {
		return "tên khác"
	}
	return "tên chính thức"
}
