package incident

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/pack"
)

// lines are those of the form as the program brings them.
var lines = pack.BuiltIn().At(kindPack, "2026-05-12").Items

// failing are the numbers of the checks that do not pass, from 1.
func failing(g grid) (out []int) {
	for i, c := range g.checks() {
		if c.Lack != "" {
			out = append(out, i+1)
		}
	}
	return out
}

func TestEachCheckFindsItsOwnMistake(t *testing.T) {
	whole := figure{Kind: "08", Sex: "nam", Age: "6-9", Place: "nha", Outcome: died, N: 2}
	of := func(change func(*figure)) []figure {
		f := whole
		change(&f)
		return []figure{whole, f}
	}
	for name, tt := range map[string]struct {
		list []figure
		want int // 0: all pass
	}{
		"nothing":        {nil, 0},
		"whole":          {of(func(*figure) {}), 0},
		"no sex":         {of(func(f *figure) { f.Sex = unknown }), 1},
		"no age":         {of(func(f *figure) { f.Age = "" }), 2},
		"no place":       {of(func(f *figure) { f.Place = unknown }), 3},
		"a kind too old": {of(func(f *figure) { f.Kind = "12" }), 5},
	} {
		got := failing(newGrid(tt.list, lines, day.Day{}, day.Day{}))
		if len(got) > 1 || len(got) == 1 && got[0] != tt.want || len(got) == 0 && tt.want != 0 {
			t.Errorf("%s: checks %v fail, want %d", name, got, tt.want)
		}
	}
	g := newGrid([]figure{whole}, lines, day.Day{}, day.Day{})
	g.Rows[7].Cells[1].Dead = 3
	if got := failing(g); got[len(got)-2] != 4 {
		t.Errorf("three dead of two hurt: checks %v fail, 4 among them wanted", got)
	}
	g = newGrid([]figure{whole}, lines, day.Day{}, day.Day{})
	g.All.Hurt++
	if got := failing(g); len(got) != 1 || got[0] != 6 {
		t.Errorf("another number on top: checks %v fail, want 6", got)
	}
}

func TestAFormOfKnownAnswersPassesItsChecks(t *testing.T) {
	pick := func(of ...string) *rapid.Generator[string] { return rapid.SampledFrom(of) }
	rapid.Check(t, func(t *rapid.T) {
		var list []figure
		var hurt, dead int64
		for range rapid.IntRange(0, 40).Draw(t, "n") {
			f := figure{Kind: pick("01", "02", "08", "11").Draw(t, "kind"), Sex: pick("nam", "nu").Draw(t, "sex"), Age: pick("0-5", "6-9", "10-13", "14-16").Draw(t, "age"),
				Place: pick("nha", "truong", "cong-dong").Draw(t, "place"), Outcome: pick("mac", died, disabled).Draw(t, "outcome"), N: rapid.Int64Range(1, 9).Draw(t, "of")}
			hurt += f.N
			if f.Outcome == died {
				dead += f.N
			}
			list = append(list, f)
		}
		g := newGrid(list, lines, day.Day{}, day.Day{})
		if got := failing(g); got != nil {
			t.Fatalf("checks %v fail", got)
		}
		if g.Total.Cells[0] != (cell{hurt, dead}) {
			t.Fatalf("the form has %s, the records %d / %d", g.Total.Cells[0], hurt, dead)
		}
	})
}
