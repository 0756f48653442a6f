package org

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func anyDay(t *rapid.T, what string) day.Day {
	return start.Add(rapid.IntRange(0, 40).Draw(t, what))
}

func anySpan(t *rapid.T) Span {
	s := Span{From: anyDay(t, "from")}
	if rapid.Bool().Draw(t, "ends") {
		s.To = s.From.Add(rapid.IntRange(0, 30).Draw(t, "length"))
	}
	return s
}

// Whatever stands above what from when to when: what ring lets in never leads around on any day, what it refuses would, and
// the tree of every day has each body of the day once, right after or below the one above it.
func TestTheTreeOfAnyDayHasEveryBodyOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c chart
		for i := range rapid.IntRange(1, 7).Draw(t, "bodies") {
			s := anySpan(t)
			c.bodies = append(c.bodies, Body{ID: fmt.Sprint(i), Name: fmt.Sprint("Cơ quan ", i), From: s.From, To: s.To})
		}
		id := rapid.Custom(func(t *rapid.T) string { return fmt.Sprint(rapid.IntRange(0, len(c.bodies)-1).Draw(t, "body")) })
		for i := range rapid.IntRange(0, 12).Draw(t, "parents") {
			p := Parent{ID: fmt.Sprint(i), BodyID: id.Draw(t, "below"), ParentID: id.Draw(t, "above"), Span: anySpan(t)}
			if slices.ContainsFunc(c.parents, func(o Parent) bool { return o.BodyID == p.BodyID && o.meets(p.Span) }) {
				continue
			}
			refused := ring(c.parents, p, p.ParentID, p.Span)
			if around := c.goesAround(p); refused != around {
				t.Fatalf("%+v: refused %v, leads around %v", p, refused, around)
			}
			if !refused {
				c.parents = append(c.parents, p)
			}
		}
		for d := range 80 {
			at := start.Add(d)
			seen := map[string]int{}
			tree := c.on(at)
			for i, n := range tree {
				seen[n.ID]++
				if n.Depth > 0 && (i == 0 || tree[i-1].Depth < n.Depth-1) {
					t.Fatalf("%s hangs in the air on %s", n.Name, at)
				}
			}
			for _, b := range c.bodies {
				if want := map[bool]int{true: 1}[b.Exists(at)]; seen[b.ID] != want {
					t.Fatalf("%s stands %d times in the tree of %s", b.Name, seen[b.ID], at)
				}
			}
		}
	})
}

// goesAround walks up from the body of p on every day on which p would hold.
func (c chart) goesAround(p Parent) bool {
	with := chart{parents: append(slices.Clone(c.parents), p)}
	for d := range 80 {
		at := start.Add(d)
		if !p.On(at) {
			continue
		}
		above := with.above(at)
		for up, n := above[p.BodyID], 0; up != "" && n < 50; up, n = above[up], n+1 {
			if up == p.BodyID {
				return true
			}
		}
	}
	return false
}

func TestStretchesWithoutAHolderAreTold(t *testing.T) {
	d := func(month, date int) day.Day { return day.Must(2026, month, date) }
	held := []Holding{
		{ID: "a", Span: Span{From: d(1, 1), To: d(2, 28)}},
		{ID: "b", Span: Span{From: d(3, 1)}, BodyEnd: d(4, 30)}, // ended with its body
		{ID: "c", Span: Span{From: d(6, 1), To: d(6, 30)}},
	}
	var got []string
	for _, term := range terms(held, false) {
		got = append(got, fmt.Sprintf("%s %s", term.ID, term.Days.words()))
	}
	want := []string{"a từ 01/01/2026 đến hết 28/02/2026", "b từ 01/03/2026 đến hết 30/04/2026", " từ 01/05/2026 đến hết 31/05/2026",
		"c từ 01/06/2026 đến hết 30/06/2026", " từ 01/07/2026"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if n := len(terms(held, true)); n != 3 {
		t.Errorf("a shared function has %d stretches, want only its 3 holders", n)
	}
}

func TestCodesOfAgencies(t *testing.T) {
	for code, want := range map[string]bool{
		"H33": true, "A01.2.ABC": true, "Y99.0": true, "H33.1.2.3.4.5.6.7.8.9.10.11.12.1234": true,
		"Z01": false, "H3": false, "h33": false, "H33.": false, "H33..1": false, "H33.a": false, "H33-1": false, "H33.12.Đ": false,
		"H33.1.2.3.4.5.6.7.8.9.10.11.12.12345": false, " H33": false, "H33\n": false,
	} {
		var form errs.Form
		Code{Scheme: AgencyCode, Code: code}.check(&form)
		if ok := form.Err() == nil; ok != want {
			t.Errorf("%q of %d characters: %v", code, len(code), form.Err())
		}
	}
}
