package org

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// list shows the bodies by kind, as they were at the end of the page's year, today in the current one.
func (o *Org) list(w http.ResponseWriter, r *web.Request) error {
	at := asOf(r)
	reg, err := o.Register(r.Context(), r.Reader(), at)
	if err != nil {
		return err
	}
	v := listView{At: at, Base: r.In("to-chuc"), Work: workBase(r), Ended: r.URL.Query().Get("da-ket-thuc") == "1"}
	bodies := reg.Bodies
	if v.Ended {
		if bodies, err = o.ended(r, at); err != nil {
			return err
		}
	}
	v.Kinds = byKind(bodies, reg.Aliases)
	view := web.View{Title: "Tổ chức", Lead: v.lead(r.Unit, bodies), Here: ui.NavDocuments, Crumbs: []ui.Crumb{{Text: "Tổ chức"}}, Under: nounTabs(r)}
	if r.May(actor.OrgEdit) {
		view.Actions = ui.LinkButton(ui.Primary, "Thêm cơ quan", v.Base+"/them", "plus")
	}
	return r.Show(w, view, listPage(v))
}

// workBase is the address before the id of a body whose work is asked for.
func workBase(r *web.Request) string {
	if !r.May(actor.PlanRead) {
		return ""
	}
	return r.In("co-quan/")
}

// asOf is the day for which a page of a year speaks.
func asOf(r *web.Request) day.Day {
	if today := r.Today(); r.Year >= today.Year() {
		return today
	}
	return day.Must(r.Year, 12, 31)
}

type listView struct {
	At    day.Day
	Kinds []kindGroup
	Base  string
	Work  string // where the work of the bodies is; empty for who may not see work
	Ended bool   // those that have ended, instead
}

type kindGroup struct {
	Label  string
	Bodies []listedBody
}

type listedBody struct {
	Body
	Aliases string
}

func (v listView) lead(u web.Unit, bodies []Body) string {
	if v.Ended {
		return fmt.Sprintf("%d cơ quan của %s đã kết thúc trước ngày %s.", len(bodies), u.Name, v.At)
	}
	unchecked := 0
	for _, b := range bodies {
		if !b.Checked() {
			unchecked++
		}
	}
	out := fmt.Sprintf("%d cơ quan của %s ngày %s", len(bodies), u.Name, v.At)
	if unchecked > 0 {
		out += fmt.Sprintf(", %d chưa đối chiếu với văn bản", unchecked)
	}
	return out + "."
}

// ended lists the bodies that had ended before a day.
func (o *Org) ended(r *web.Request, at day.Day) ([]Body, error) {
	all, err := store.List[Body](r.Context(), r.Reader(), bodyList)
	var out []Body
	for _, b := range all {
		if !b.To.IsZero() && b.To.Before(at) {
			out = append(out, b)
		}
	}
	return out, err
}

func byKind(bodies []Body, aliases map[string][]string) []kindGroup {
	var out []kindGroup
	for _, k := range body.Kinds() {
		g := kindGroup{Label: k.Label()}
		for _, b := range bodies {
			if b.Kind == k {
				g.Bodies = append(g.Bodies, listedBody{b, strings.Join(aliases[b.ID], " · ")})
			}
		}
		if len(g.Bodies) > 0 {
			out = append(out, g)
		}
	}
	return out
}
