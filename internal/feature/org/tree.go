package org

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// chart is everything that is known of the bodies of a unit, of all days. It is read once and asked for many days.
type chart struct {
	bodies    []Body
	names     []Name
	held      []Holding
	parents   []Parent
	functions []Function
}

func (o *Org) chart(ctx context.Context, from store.Source) (c chart, err error) {
	if c.bodies, err = store.List[Body](ctx, from, bodyList); err != nil {
		return c, err
	}
	if c.names, err = store.List[Name](ctx, from, nameList); err != nil {
		return c, err
	}
	if c.held, err = inForce(store.List[Holding](ctx, from, holdingAll)); err != nil {
		return c, err
	}
	if c.parents, err = store.List[Parent](ctx, from, parentAll); err != nil {
		return c, err
	}
	c.functions, err = o.Functions(ctx, from)
	return c, err
}

// node is a body in the tree of one day.
type node struct {
	Body
	Depth    int
	Aliases  string
	Held     []Holding
	children []*node
}

// on is the tree of a day from the top, each body followed by those under it, under the names of the day. A body whose body
// above is not there on the day stands at the top.
func (c chart) on(at day.Day) []*node {
	byID, all := map[string]*node{}, []*node{}
	for _, b := range c.bodies {
		if b.Exists(at) {
			n := &node{Body: b}
			byID[b.ID], all = n, append(all, n)
		}
	}
	c.nameOn(at, byID)
	for _, h := range c.held {
		if n := byID[h.BodyID]; n != nil && h.On(at) {
			n.Held = append(n.Held, h)
		}
	}
	var tops []*node
	above := c.above(at)
	for _, n := range all {
		if up := byID[above[n.ID]]; up != nil {
			up.children = append(up.children, n)
		} else {
			tops = append(tops, n)
		}
	}
	return unfold(nil, tops, 0)
}

func (c chart) above(at day.Day) map[string]string {
	out := map[string]string{}
	for _, p := range c.parents {
		if p.On(at) {
			out[p.BodyID] = p.ParentID
		}
	}
	return out
}

// nameOn gives bodies their names of a day.
func (c chart) nameOn(at day.Day, byID map[string]*node) {
	for _, name := range c.names {
		n := byID[name.BodyID]
		switch {
		case n == nil || !name.Valid(at):
		case !name.Alias:
			n.Name = name.Name
		case n.Aliases == "":
			n.Aliases = name.Name
		default:
			n.Aliases += " · " + name.Name
		}
	}
}

func unfold(out, level []*node, depth int) []*node {
	for _, n := range level {
		n.Depth = depth
		out = unfold(append(out, n), n.children, depth+1)
	}
	return out
}

// holder is who has a function on a day.
type holder struct {
	Function Function
	By       []Holding // nobody when empty
}

// holders lists every function with who has it in the tree of a day, in the order of the catalogue.
func (c chart) holders(tree []*node) (held, loose []holder) {
	by := map[string][]Holding{}
	for _, n := range tree {
		for _, h := range n.Held {
			h.BodyName = n.Name
			by[h.FunctionID] = append(by[h.FunctionID], h)
		}
	}
	for _, f := range c.functions {
		switch {
		case len(by[f.ID]) > 0:
			f.Name = by[f.ID][0].Name
			held = append(held, holder{f, by[f.ID]})
		case !f.Shared && len(tree) > 0:
			loose = append(loose, holder{Function: f})
		}
	}
	return held, loose
}

// ended lists the bodies that had ended before a day, the last ones first.
func (c chart) ended(at day.Day) []Body {
	var out []Body
	for _, b := range c.bodies {
		if !b.To.IsZero() && b.To.Before(at) {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(a, b Body) int { return b.To.Compare(a.To) })
	return out
}

// change is a day from which something is another than on its eve.
type change struct {
	Day   day.Day
	Words string // "1 cơ quan đổi tên, 2 chức năng đổi nơi giữ"
}

// tally counts what changes on a day.
type tally struct {
	begun, ended, renamed, moved int
	functions                    map[string]bool
}

// changes lists the days on which the tree or its functions change, the first one first.
func (c chart) changes() []change {
	days := map[day.Day]*tally{}
	at := func(d day.Day) *tally {
		if days[d] == nil {
			days[d] = &tally{functions: map[string]bool{}}
		}
		return days[d]
	}
	began := map[string]day.Day{}
	for _, b := range c.bodies {
		began[b.ID] = b.From
		at(b.From).begun++
		if !b.To.IsZero() {
			at(b.To.Add(1)).ended++
		}
	}
	for _, n := range c.names {
		if !n.Alias && n.From.After(began[n.BodyID]) {
			at(n.From).renamed++
		}
	}
	for _, p := range c.parents {
		if !p.withdrawn() && p.From.After(began[p.BodyID]) {
			at(p.From).moved++
		}
	}
	for _, h := range c.held {
		at(h.From).functions[h.FunctionID] = true
		if last := h.Held().To; !last.IsZero() {
			at(last.Add(1)).functions[h.FunctionID] = true
		}
	}
	out := make([]change, 0, len(days))
	for d, t := range days {
		out = append(out, change{d, t.words()})
	}
	slices.SortFunc(out, func(a, b change) int { return a.Day.Compare(b.Day) })
	return out
}

func (t tally) words() string {
	var parts []string
	for _, p := range []struct {
		n     int
		words string
	}{
		{t.begun, "%d cơ quan bắt đầu"}, {t.ended, "%d cơ quan kết thúc"}, {t.renamed, "%d cơ quan đổi tên"},
		{t.moved, "%d cơ quan đổi cấp trên"}, {len(t.functions), "%d chức năng đổi nơi giữ"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf(p.words, p.n))
		}
	}
	return strings.Join(parts, ", ")
}

// before is the last of the changes that holds on a day, -1 when none does.
func before(all []change, at day.Day) int {
	i, there := slices.BinarySearchFunc(all, at, func(c change, d day.Day) int { return cmp.Compare(c.Day.Compare(d), 0) })
	if there {
		return i
	}
	return i - 1
}
