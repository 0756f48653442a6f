package org

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// compareView is two days beside one another.
type compareView struct {
	Before, After day.Day
	From, To      string // as they were typed
	Finding       string
	Drawn         picture.Picture
	Bodies        []bodyChange
	Empty         bool // no body has stood on either day
	Base          string
	Steps         []change
	Errors        []errs.Field
}

// bodyChange is a body that one of the days has and the other has not, or that bears another name.
type bodyChange struct{ Name, Words string }

// compare draws who held which function on two days. Without days in the address they are the eve of the last change before
// the page's day, and that day.
func (o *Org) compare(w http.ResponseWriter, r *web.Request) error {
	c, err := o.chart(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	v := compareView{Base: r.In("to-chuc"), After: asOf(r), Steps: c.changes()}
	v.choose(r.URL.Query().Get("tu"), r.URL.Query().Get("den"))
	s := c.between(v.Before, v.After)
	if err := o.passOn(r, &s); err != nil {
		return err
	}
	v.Empty = len(s.left) == 0 && len(s.right) == 0
	v.Finding = s.finding()
	h := picture.Head{ID: "truoc-sau", Finding: v.Finding, Unit: "UBND " + r.Unit.Name, Period: v.Before.String() + " và " + v.After.String(), Source: "sổ tổ chức, " + web.Stamp(r.Now)}
	v.Drawn = picture.Flow(h, "Ngày "+v.Before.String(), "Ngày "+v.After.String(), s.left, s.right, s.ribbons)
	v.Bodies = s.bodies
	view := web.View{
		Title: "Trước và sau", Lead: v.lead(), Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: v.Base}, {Text: "Trước và sau"}},
	}
	return r.Show(w, view, comparePage(v))
}

// choose takes the two days of the address.
func (v *compareView) choose(from, to string) {
	var f errs.Form
	v.From, v.To = from, to
	if d := readDay(&f, "den", to); !d.IsZero() {
		v.After = d
	}
	v.Before = eveOf(v.Steps, v.After)
	if d := readDay(&f, "tu", from); !d.IsZero() {
		v.Before = d
	}
	if f.Err() == nil && v.After.Before(v.Before) {
		f.Add("tu", "Ngày trước phải sớm hơn %s", v.After)
	}
	if f.Err() == nil {
		v.From, v.To = v.Before.String(), v.After.String()
	}
	v.Errors, _ = web.Mistakes(f.Err())
}

// eveOf is the eve of the last change before a day, the day itself when nothing had changed.
func eveOf(all []change, at day.Day) day.Day {
	if i := before(all, at); i >= 0 {
		return all[i].Day.Add(-1)
	}
	return at
}

func (v compareView) lead() string {
	if v.Empty {
		return ""
	}
	return vi.Sentence(v.Finding)
}

// sides are the two days as the picture has them.
type sides struct {
	left, right []picture.FlowBand
	ribbons     []picture.Ribbon
	bodies      []bodyChange
	gone        []string // ids of the holders of functions that stood before and not after
	ids         []string // of the functions, beside ribbons
}

// nobody holds what has no holder.
var nobody = picture.FlowBand{Name: "Chưa ai giữ"}

// between compares two days: bodies with functions on one of the days, or that stand on one of them only.
func (c chart) between(before, after day.Day) (s sides) {
	was, is := c.on(before), c.on(after)
	s.left, s.right = bandsOf(was, is), bandsOf(is, was)
	s.bodies = append(changed(was, is, "không còn"), changed(is, was, "mới")...)
	s.bodies = append(s.bodies, renamed(was, is)...)
	from, to := holderIDs(was), holderIDs(is)
	for _, f := range c.functions {
		for _, end := range ends(from[f.ID], to[f.ID]) {
			if end[0] == "" && (end[1] == "" && len(was) == 0 && len(is) == 0 || f.Shared && end[1] == "") {
				continue
			}
			s.ribbons = append(s.ribbons, picture.Ribbon{Name: f.Name, From: end[0], To: end[1]})
			s.ids = append(s.ids, f.ID)
		}
	}
	for _, b := range was {
		if !stands(is, b.ID) {
			s.gone = append(s.gone, b.ID)
		}
	}
	s.left, s.right = s.withNobody()
	if len(was) == 0 && len(s.left) > 0 {
		s.left[0].Name = "Chưa có đơn vị"
	}
	return s
}

// ends pairs the holders of a function on two days. Who holds it on both keeps it; what is left is paired in order.
func ends(was, is []string) (out [][2]string) {
	var lost, got []string
	for _, id := range was {
		if slices.Contains(is, id) {
			out = append(out, [2]string{id, id})
		} else {
			lost = append(lost, id)
		}
	}
	for _, id := range is {
		if !slices.Contains(was, id) {
			got = append(got, id)
		}
	}
	for i := range max(len(lost), len(got)) {
		var end [2]string
		if i < len(lost) {
			end[0] = lost[i]
		}
		if i < len(got) {
			end[1] = got[i]
		}
		out = append(out, end)
	}
	if len(out) == 0 {
		out = [][2]string{{}}
	}
	return out
}

// bandsOf are the bodies of a day that the picture shows.
func bandsOf(tree, other []*node) (out []picture.FlowBand) {
	for _, n := range tree {
		if len(n.Held) > 0 || holdsIn(other, n.ID) || !stands(other, n.ID) {
			out = append(out, picture.FlowBand{ID: n.ID, Name: n.Name})
		}
	}
	return out
}

func holdsIn(tree []*node, id string) bool {
	return slices.ContainsFunc(tree, func(n *node) bool { return n.ID == id && len(n.Held) > 0 })
}

func stands(tree []*node, id string) bool {
	return slices.ContainsFunc(tree, func(n *node) bool { return n.ID == id })
}

func holderIDs(tree []*node) map[string][]string {
	out := map[string][]string{}
	for _, n := range tree {
		for _, h := range n.Held {
			out[h.FunctionID] = append(out[h.FunctionID], n.ID)
		}
	}
	return out
}

// changed are the bodies of one day that the other lacks.
func changed(tree, other []*node, words string) (out []bodyChange) {
	for _, n := range tree {
		if !stands(other, n.ID) {
			out = append(out, bodyChange{n.Name, words})
		}
	}
	return out
}

func renamed(was, is []*node) (out []bodyChange) {
	for _, n := range is {
		if i := slices.IndexFunc(was, func(b *node) bool { return b.ID == n.ID && b.Name != n.Name }); i >= 0 {
			out = append(out, bodyChange{n.Name, "trước là " + was[i].Name})
		}
	}
	return out
}

// withNobody adds the band of nobody to the sides that need it.
func (s sides) withNobody() (left, right []picture.FlowBand) {
	left, right = s.left, s.right
	if slices.ContainsFunc(s.ribbons, func(r picture.Ribbon) bool { return r.From == "" }) {
		left = append(left, nobody)
	}
	if slices.ContainsFunc(s.ribbons, func(r picture.Ribbon) bool { return r.To == "" }) {
		right = append(right, nobody)
	}
	return left, right
}

// passOn leads functions of bodies that have ended to heirs in other units, when somebody knows them. Inside the unit the
// register of functions says itself who holds them now.
func (o *Org) passOn(r *web.Request, s *sides) error {
	if o.BodyHeirs == nil || len(s.gone) == 0 {
		return nil
	}
	heirs, err := o.BodyHeirs(r.Context(), r.Reader(), s.gone)
	if err != nil {
		return err
	}
	s.leadTo(heirs)
	return nil
}

// leadTo gives each function that nobody of the unit holds any more to the heirs of its last holder. Several heirs, each for
// its own territory, stand as one band.
func (s *sides) leadTo(heirs map[string][]Heir) {
	s.right = slices.DeleteFunc(s.right, func(b picture.FlowBand) bool { return b.ID == "" })
	for i, rb := range s.ribbons {
		if rb.From == "" || rb.To != "" {
			continue
		}
		band, ok := heirBand(heirs[rb.From], s.ids[i])
		if !ok {
			continue
		}
		if !slices.Contains(s.right, band) {
			s.right = append(s.right, band)
		}
		s.ribbons[i].To = band.ID
	}
	if slices.ContainsFunc(s.ribbons, func(r picture.Ribbon) bool { return r.To == "" }) {
		s.right = append(s.right, nobody)
	}
}

// heirBand is the heirs of a function as one band; those of everything count when none is named for the function.
func heirBand(heirs []Heir, functionID string) (picture.FlowBand, bool) {
	var own, rest []string
	for _, h := range heirs {
		switch h.Function {
		case functionID:
			own = append(own, h.words())
		case "":
			rest = append(rest, h.words())
		}
	}
	if len(own) == 0 {
		own = rest
	}
	switch len(own) {
	case 0:
		return picture.FlowBand{}, false
	case 1:
		return picture.FlowBand{ID: "heir " + own[0], Name: own[0]}, true
	}
	return picture.FlowBand{ID: "heir " + own[0], Name: fmt.Sprintf("%s và %d nơi khác", own[0], len(own)-1)}, true
}

// finding is what the picture states.
func (s sides) finding() string {
	moved, lost, come := 0, 0, 0
	for _, r := range s.ribbons {
		switch {
		case r.From == r.To:
		case r.To == "":
			lost++
		case r.From == "":
			come++
		default:
			moved++
		}
	}
	var parts []string
	for _, p := range []struct {
		n     int
		words string
	}{{moved, "%d chức năng chuyển cơ quan"}, {lost, "%d chức năng không còn ai giữ"}, {come, "%d chức năng mới có cơ quan giữ"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf(p.words, p.n))
		}
	}
	if len(parts) == 0 {
		return "Không chức năng nào đổi nơi giữ"
	}
	return strings.Join(parts, ", ")
}
