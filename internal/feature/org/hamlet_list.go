package org

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// hamletsView is the list of the hamlets of a day.
type hamletsView struct {
	At     day.Day
	Typed  string // the day as it was typed
	List   []Hamlet
	Book   hamletBook
	Acts   []HamletAct
	Base   string
	May    bool
	Usual  HamletKind
	Errors []errs.Field
}

// hamlets shows the thôn and tổ dân phố of a day and the last acts.
func (o *Org) hamlets(w http.ResponseWriter, r *web.Request) error {
	v := hamletsView{Typed: strings.TrimSpace(r.URL.Query().Get("ngay")), Base: r.In(hamletPath), May: r.May(actor.OrgEdit), Usual: usualHamlet(r.Unit.Name)}
	var f errs.Form
	if v.At = readDay(&f, "ngay", v.Typed); v.At.IsZero() {
		v.At = asOf(r)
	}
	if v.Typed == "" {
		v.Typed = v.At.String()
	}
	v.Errors, _ = web.Mistakes(f.Err())
	var err error
	if v.Book, err = o.hamletBook(r.Context(), r.Reader()); err != nil {
		return err
	}
	if v.Acts, err = store.List[HamletAct](r.Context(), r.Reader(), actList, actsShown); err != nil {
		return err
	}
	v.List = v.Book.on(v.At)
	view := web.View{Title: "Thôn, tổ dân phố", Lead: v.lead(r.Unit), Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: "Thôn, tổ dân phố"}}}
	if v.May {
		view.Actions = hamletListActions(v.Base)
	}
	return r.Show(w, view, hamletsPage(v))
}

func (v hamletsView) lead(u web.Unit) string {
	if len(v.Errors) > 0 {
		return ""
	}
	count := map[HamletKind]int{}
	households, unknown := 0, 0
	for _, h := range v.List {
		count[h.Kind]++
		households += h.Households
		if h.Households == 0 {
			unknown++
		}
	}
	var parts []string
	for _, k := range []HamletKind{ToDanPho, Thon} {
		if count[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count[k], k.Label()))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	lead := fmt.Sprintf("%s của %s ngày %s", strings.Join(parts, ", "), u.Name, v.At)
	if households > 0 {
		lead += ", " + vi.Int(households) + " hộ"
	}
	if households > 0 && unknown > 0 {
		lead += fmt.Sprintf(" (%d nơi chưa rõ số hộ)", unknown)
	}
	return lead + "."
}

// householdWords are the number of households, or that nobody has said it.
func householdWords(h Hamlet) string {
	if h.Households == 0 {
		return "chưa rõ"
	}
	return vi.Int(h.Households)
}

// came says of what a hamlet was made.
func (v hamletsView) came(h Hamlet) string { return namesOfHamlets(v.Book.before(h.ID)) }

func namesOfHamlets(list []Hamlet) string {
	names := make([]string, len(list))
	for i, h := range list {
		names[i] = h.Name
	}
	return strings.Join(names, ", ")
}

// actLine tells an act: "Gộp Thôn 1, Thôn 2 → Thôn Đoàn Kết từ 01/01/2026".
func (b hamletBook) actLine(a HamletAct) string {
	var ended, begun []Hamlet
	for _, h := range b.all {
		if h.EndedBy == a.ID {
			ended = append(ended, h)
		}
		if h.BegunBy == a.ID {
			begun = append(begun, h)
		}
	}
	line := hamletActWords[a.Kind]
	switch {
	case a.Kind == HamletAdd && len(begun) > 3:
		return fmt.Sprintf("Thêm %d thôn, tổ dân phố", len(begun))
	case a.Kind == HamletAdd:
		return "Thêm " + namesOfHamlets(begun)
	case len(begun) > 0:
		line += " " + namesOfHamlets(ended) + " → " + namesOfHamlets(begun) + " từ " + a.Day.String()
	default:
		line += " " + namesOfHamlets(ended) + " từ " + a.Day.String()
	}
	return line
}

// onDay is the list of another day.
func (v hamletsView) onDay(at day.Day) string {
	return v.Base + "?" + url.Values{"ngay": {at.String()}}.Encode()
}
