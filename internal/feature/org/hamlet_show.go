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

// hamletView is the page of one hamlet.
type hamletView struct {
	Hamlet Hamlet
	Before []Hamlet
	After  []Hamlet
	Heirs  []HamletHeir // today
	Events []store.Event
	Base   string // of the list
	May    bool
	Today  day.Day
}

// hamlet shows one hamlet, of what it was made, what it became and its history.
func (o *Org) hamlet(w http.ResponseWriter, r *web.Request) error {
	h, b, err := o.hamletOf(r)
	if err != nil {
		return err
	}
	v := hamletView{Hamlet: h, Before: b.before(h.ID), After: b.after(h.ID), Heirs: b.heirs(h.ID, r.Today()), Base: r.In(hamletPath), May: r.May(actor.OrgEdit), Today: r.Today()}
	if v.Events, err = store.HistoryOf(r.Context(), r.Reader(), "hamlet", h.ID, 50); err != nil {
		return err
	}
	view := web.View{Title: h.Name, Lead: v.lead(), Here: ui.NavDocuments, Crumbs: hamletCrumbs(r, h.Name)}
	if v.May && h.To.IsZero() {
		view.Actions = hamletActions(v.Base + "/" + h.ID)
	}
	return r.Show(w, view, hamletPage(v))
}

// hamletOf reads the book and the hamlet of the address.
func (o *Org) hamletOf(r *web.Request) (h Hamlet, b hamletBook, err error) {
	id, err := r.ID("hamlet")
	if err != nil {
		return h, b, err
	}
	if b, err = o.hamletBook(r.Context(), r.Reader()); err != nil {
		return h, b, err
	}
	h, ok := b.find(id)
	if !ok {
		return h, b, errs.New(errs.NotFound, "Không tìm thấy thôn, tổ dân phố này. Có thể nó đã được hoàn tác hoặc địa chỉ bị gõ sai.")
	}
	return h, b, nil
}

func hamletCrumbs(r *web.Request, texts ...string) []ui.Crumb {
	crumbs := []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: "Thôn, tổ dân phố", Href: r.In(hamletPath)}}
	for _, t := range texts {
		crumbs = append(crumbs, ui.Crumb{Text: t})
	}
	return crumbs
}

func (v hamletView) lead() string {
	h := v.Hamlet
	switch {
	case h.From.After(v.Today):
		return "Có từ ngày " + h.From.String() + "."
	case h.To.IsZero():
		return ""
	case len(v.After) == 0:
		return "Kết thúc ngày " + h.To.String() + "."
	}
	return h.Name + " → " + namesOfHamlets(v.After) + " từ " + h.To.Add(1).String() + "."
}

func (v hamletView) facts() []ui.Fact {
	h := v.Hamlet
	list := []ui.Fact{
		{Term: "Loại", Text: h.Kind.Label()}, {Term: "Số hộ", Text: householdWords(h)}, {Term: "Vị trí", Text: orElse(h.pinText(), "chưa ghi")}, {Term: "Từ ngày", Text: h.From.String()},
		{Term: "Đến hết ngày", Text: orElse(h.To.String(), "đang có")}, {Term: "Căn cứ", Text: orElse(h.Source, "chưa rõ")},
	}
	if v.movedOn() {
		list = append(list, ui.Fact{Term: "Nay là", Text: v.heirWords()})
	}
	return list
}

// movedOn reports whether what the hamlet became has changed since.
func (v hamletView) movedOn() bool {
	for _, h := range v.After {
		if !h.Exists(v.Today) && !h.From.After(v.Today) {
			return true
		}
	}
	return false
}

func (v hamletView) heirWords() string {
	list := make([]Hamlet, len(v.Heirs))
	for i, h := range v.Heirs {
		list[i] = h.Hamlet
	}
	return orElse(namesOfHamlets(list), "không còn nơi nào tiếp nhận")
}
