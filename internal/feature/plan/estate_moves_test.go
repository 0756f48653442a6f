package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
)

func heir(unit, body, function string) directory.Heir {
	return directory.Heir{UnitID: unit, BodyID: body, Name: "cơ quan " + body, Function: function}
}

func owedOf(parts ...string) []Owed {
	var out []Owed
	for i, p := range parts {
		role, body, _ := strings.Cut(p, " ")
		out = append(out, Owed{ID: "01999999-9999-7999-8999-99999999990" + string(rune('0'+i)), Seq: i + 1, Role: planread.Role(role), Name: "cơ quan " + body, BodyID: body})
	}
	return out
}

func noMatch(string) (Body, bool) { return Body{}, false }

// given lists the parts that a unit has after the moves: "lead b; cooperate c".
func givenWords(m moves, unit string, owed []Owed) string {
	var out []string
	for _, o := range m.given(draftTask{Owed: owed}, unit, noMatch) {
		out = append(out, string(o.Role)+" "+o.BodyID)
	}
	return strings.Join(out, "; ")
}

func TestWhoReceivesTheFunctionCarriesOn(t *testing.T) {
	const children, office = "y-te.tre-em", "van-phong.tham-muu"
	for name, c := range map[string]struct {
		bodies map[string][]directory.Heir
		gone   map[string]bool
		owed   []Owed
		want   string
	}{
		"everything to one":                {map[string][]directory.Heir{"a": {heir("u", "b", "")}}, nil, owedOf("lead a", "cooperate c"), "lead b; cooperate c"},
		"by the function of the work":      {map[string][]directory.Heir{"a": {heir("u", "b", office), heir("u", "d", children)}}, nil, owedOf("lead a"), "lead d"},
		"to all when no function is its":   {map[string][]directory.Heir{"a": {heir("u", "b", office), heir("u", "d", "x")}}, nil, owedOf("lead a"), "lead b; colead d"},
		"a body that goes on keeps it":     {map[string][]directory.Heir{"a": {heir("u", "b", office)}}, map[string]bool{}, owedOf("lead a"), "lead a"},
		"among its own heirs it goes on":   {map[string][]directory.Heir{"a": {heir("u", "b", office), heir("u", "a", "x")}}, nil, owedOf("lead a"), "lead a"},
		"no heir, no part":                 {map[string][]directory.Heir{"a": {}}, nil, owedOf("lead a", "cooperate c"), "cooperate c"},
		"two that merge are one":           {map[string][]directory.Heir{"a": {heir("u", "b", "")}, "c": {heir("u", "b", "")}}, nil, owedOf("cooperate a", "lead c"), "lead b"},
		"the heir's own weaker part goes":  {map[string][]directory.Heir{"a": {heir("u", "b", "")}}, nil, owedOf("lead a", "cooperate b"), "lead b"},
		"a name without a body is left be": {map[string][]directory.Heir{"a": {heir("u", "b", "")}}, nil, []Owed{{ID: "01999999-9999-7999-8999-999999999901", Role: "lead", Name: "các trường học"}}, "lead "},
	} {
		m := moves{directory.Moves{ActID: "act", UnitID: "u", Day: day.Must(2025, 7, 1), Bodies: c.bodies, Gone: c.gone}, children}
		if got := givenWords(m, "u", c.owed); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAUnitThatEndsGivesToEachHeirItsOwn(t *testing.T) {
	m := moves{directory.Moves{ActID: "act", UnitID: "u", Ends: true, Bodies: map[string][]directory.Heir{
		"a": {heir("v", "va", ""), heir("w", "wa", "")}, "b": {heir("w", "wb", "")}, "c": {},
	}}, "f"}
	for owed, want := range map[string][]string{"lead a": {"v", "w"}, "lead b": {"w"}, "lead c": {"v", "w"}, "cooperate b": {"v", "w"}} {
		if got := m.into(owedOf(owed)); !cmp.Equal(got, want) {
			t.Errorf("%s goes into %v, want %v", owed, got, want)
		}
	}
	if got := givenWords(m, "w", owedOf("lead a", "cooperate b", "monitor c")); got != "lead wa; cooperate wb" {
		t.Errorf("in w: %q", got)
	}
	if !m.nowhere(owedOf("lead c")) || m.nowhere(owedOf("lead c", "colead a")) {
		t.Error("work is nowhere when nobody who owes it has an heir, and only then")
	}
}

// Whatever the moves: no part is doubled, at most one body leads, passing twice gives the same rows, and somebody owes the result
// unless it is said to be nowhere.
func TestPartsAfterAnyMoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bodies := rapid.SampledFrom([]string{"a", "b", "c", "d", ""})
		roles := rapid.SampledFrom(roleOrder)
		var parts []string
		for range rapid.IntRange(1, 5).Draw(t, "parts") {
			parts = append(parts, string(roles.Draw(t, "role"))+" "+bodies.Draw(t, "body"))
		}
		owed := owedOf(parts...)
		m := moves{directory.Moves{ActID: "act", UnitID: "u", Ends: rapid.Bool().Draw(t, "ends"), Bodies: map[string][]directory.Heir{}}, "f"}
		for range rapid.IntRange(0, 3).Draw(t, "moving") {
			id := bodies.Draw(t, "old")
			m.Bodies[id] = []directory.Heir{}
			for range rapid.IntRange(0, 2).Draw(t, "heirs") {
				unit := "u"
				if m.Ends {
					unit = rapid.SampledFrom([]string{"v", "w"}).Draw(t, "unit")
				}
				m.Bodies[id] = append(m.Bodies[id], heir(unit, unit+rapid.SampledFrom([]string{"x", "y"}).Draw(t, "heir"), rapid.SampledFrom([]string{"", "f", "g"}).Draw(t, "function")))
			}
		}
		units := []string{"u"}
		if m.Ends {
			units = m.into(owed)
		}
		for _, unit := range units {
			got := m.given(draftTask{Owed: owed}, unit, noMatch)
			if !cmp.Equal(got, m.given(draftTask{Owed: owed}, unit, noMatch)) {
				t.Fatal("the second time gives other rows")
			}
			leads, ids := 0, map[string]bool{}
			for i, o := range got {
				if o.Seq != i+1 || ids[o.ID] {
					t.Fatalf("rows are not numbered, or one id stands twice: %v", got)
				}
				ids[o.ID] = true
				if o.Role == planread.RoleLead {
					leads++
				}
			}
			if leads > 1 {
				t.Fatalf("%d bodies lead", leads)
			}
		}
		carried := func(unit string) bool {
			return slices.ContainsFunc(m.given(draftTask{Owed: owed}, unit, noMatch), func(o Owed) bool { return carries(o.Role) })
		}
		owes := slices.ContainsFunc(owed, func(o Owed) bool { return carries(o.Role) })
		if owes && len(units) > 0 && m.nowhere(owed) == slices.ContainsFunc(units, carried) {
			t.Fatalf("nowhere is %v, and somebody carries it: %v", m.nowhere(owed), slices.ContainsFunc(units, carried))
		}
	})
}
