package org

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// treeView is the page of a day: who was there, under whom, and who held what.
type treeView struct {
	At      day.Day
	Typed   string // the day as it was typed
	Steps   []change
	Step    int // the step of At
	Tree    []*node
	Held    []holder
	Loose   []holder // functions that nobody has
	Ended   []Body
	Heirs   map[string][]Heir
	Base    string
	Work    string // where the work of the bodies is; empty for who may not see work
	Pages   string // before the id of a function
	Compare string
	Errors  []errs.Field
}

// list shows the bodies as they were on the day of the address: at the end of the page's year, today in the current one,
// unless the address or the slider says another.
func (o *Org) list(w http.ResponseWriter, r *web.Request) error {
	c, err := o.chart(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	v := treeView{At: asOf(r), Base: r.In("to-chuc"), Work: workBase(r), Pages: r.In("chuc-nang/"), Compare: r.In("to-chuc/truoc-sau")}
	v.Steps = stepsWith(c.changes(), v.At)
	query := r.URL.Query()
	if query.Has("moc") {
		return r.Go(w, v.Base+"?ngay="+v.slid(query.Get("moc"), query.Get("cu"), query.Get("ngay")))
	}
	v.read(query.Get("ngay"))
	v.Tree, v.Ended = c.on(v.At), c.ended(v.At)
	v.Held, v.Loose = c.holders(v.Tree)
	if v.Heirs, err = o.heirsOf(r, v.Ended); err != nil {
		return err
	}
	view := web.View{Title: "Tổ chức", Lead: v.lead(r.Unit), Here: ui.NavDocuments, Crumbs: []ui.Crumb{{Text: "Tổ chức"}}, Under: nounTabs(r), Errors: v.Errors}
	view.Actions = treeActions(v, r.May(actor.OrgEdit))
	return r.Show(w, view, treePage(v))
}

// stepsWith are the days of the slider: those of changes, and the day of the page, on which it opens.
func stepsWith(all []change, at day.Day) []change {
	i := before(all, at)
	if i >= 0 && all[i].Day == at {
		return all
	}
	out := append(append([]change{}, all[:i+1]...), change{Day: at, Words: "không có thay đổi"})
	return append(out, all[i+1:]...)
}

// slid is the day that a person without scripts has asked for: the typed one when it is another than the page had, else the
// one of the slider.
func (v treeView) slid(step, was, typed string) string {
	if typed != was {
		if d, err := day.Parse(typed); err == nil {
			return d.ISO()
		}
		return typed
	}
	i, err := strconv.Atoi(step)
	if err != nil || i < 0 || i >= len(v.Steps) {
		return v.At.ISO()
	}
	return v.Steps[i].Day.ISO()
}

// read takes the day of the address.
func (v *treeView) read(typed string) {
	v.Typed = typed
	var f errs.Form
	if d := readDay(&f, "ngay", typed); !d.IsZero() {
		v.At = d
	}
	if f.Err() == nil {
		v.Typed = v.At.String()
	}
	v.Errors, _ = web.Mistakes(f.Err())
	v.Step = max(0, before(v.Steps, v.At))
}

func (v treeView) lead(u web.Unit) string {
	unchecked := 0
	for _, n := range v.Tree {
		if !n.Checked() {
			unchecked++
		}
	}
	out := fmt.Sprintf("%d cơ quan của %s ngày %s", len(v.Tree), u.Name, v.At)
	if unchecked > 0 {
		out += fmt.Sprintf(", %d chưa đối chiếu với văn bản", unchecked)
	}
	if len(v.Loose) > 0 {
		out += fmt.Sprintf("; %d chức năng chưa ai giữ", len(v.Loose))
	}
	return out + "."
}

// heirsOf asks who carries on for bodies.
func (o *Org) heirsOf(r *web.Request, ended []Body) (map[string][]Heir, error) {
	if o.BodyHeirs == nil || len(ended) == 0 {
		return map[string][]Heir{}, nil
	}
	ids := make([]string, len(ended))
	for i, b := range ended {
		ids[i] = b.ID
	}
	return o.BodyHeirs(r.Context(), r.Reader(), ids)
}

// label is a day of the slider with what changed on it.
func (c change) label() string { return c.Day.String() + ": " + c.Words }

// depthClass indents a body under the one above it; deeper than four levels stands with the fourth.
func depthClass(depth int) string { return "deep-" + strconv.Itoa(min(depth, 4)) }

// fields groups functions by their heading, in their order.
func fields(list []holder) (out []fieldGroup) {
	for _, h := range list {
		if len(out) == 0 || out[len(out)-1].Name != h.Function.Field {
			out = append(out, fieldGroup{Name: h.Function.Field})
		}
		last := &out[len(out)-1]
		last.Rows = append(last.Rows, h)
	}
	return out
}

type fieldGroup struct {
	Name string
	Rows []holder
}
