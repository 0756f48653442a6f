package register

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var rowsKind = func() Rows {
	d, problem := Declaration{Name: "t", Fields: []Field{{Column: "rows", Name: "dong", Label: "Dòng", Kind: Rows{One: "dòng", By: "on", Fields: []Field{
		{Column: "what", Name: "gi", Label: "Gì", Kind: Text{}}, {Column: "on", Name: "ngay", Label: "Ngày", Kind: Date{}}, {Column: "cost", Name: "tien", Label: "Tiền", Kind: Money()}, {Column: "span", Name: "dot", Label: "Đợt", Kind: Period{}},
	}}}}}.shaped()
	if problem != "" {
		panic(problem)
	}
	return d.Fields[0].Kind.(Rows)
}()

// Lines that are shown can be typed back, whatever stands in their cells, and are then the same lines in the same order.
func TestLinesAreShownAsTheyAreTyped(t *testing.T) {
	cells := rapid.SliceOfN(rapid.SliceOfN(rapid.OneOf(rapid.StringMatching(`[a-zđ|\\n ]{0,8}`), rapid.SampledFrom([]string{"", "5/6/2026", "1.250", "12 đồng", "1/5/2026 - 9/5/2026"})), 4, 4), 0, 6)
	rapid.Check(t, func(t *rapid.T) {
		v, wrong := rowsKind.read(textOf(cells.Draw(t, "cells")), someday)
		if len(wrong) > 0 {
			return
		}
		shown := rowsKind.Text(v, someday)
		again, words := rowsKind.Read(shown, someday)
		if words != "" || !slices.Equal(v, again) {
			t.Fatalf("%v is shown as %q, which is read as %v (%s)", v, shown, again, words)
		}
	})
}

// Every line has at most one line that it was before, and the same one never twice.
func TestLinesKnowWhatTheyWere(t *testing.T) {
	line := func(s string) Record { l := rowsKind.shape.blank(); l.Set("what", Value{s}); return l }
	lines := rapid.SliceOfN(rapid.Map(rapid.SampledFrom([]string{"a", "b", "c"}), line), 0, 5)
	rapid.Check(t, func(t *rapid.T) {
		before, after := lines.Draw(t, "before"), lines.Draw(t, "after")
		seen := map[int]bool{}
		for i, j := range rowsKind.pairs(before, after) {
			if j >= 0 && (seen[j] || j >= len(before)) {
				t.Fatalf("line %d was %d, which is taken or not there", i, j)
			}
			seen[j] = true
		}
	})
}

func FuzzLines(f *testing.F) {
	f.Add("a | 5/6/2026 | 1\\n | ")
	f.Fuzz(func(_ *testing.T, typed string) {
		if v, words := rowsKind.Read(typed, someday); words == "" {
			rowsKind.Text(v, someday)
		}
	})
}

// What a program gets of lines it can send back: they are the same lines.
func TestLinesAreSpokenBothWays(t *testing.T) {
	_, words := rowsKind.Read("Thuê | loa\\n2 | 5/6/2026 | 1.250 | 1/5/2026 - 9/5/2026\nQuà | | 7", someday)
	if words == "" {
		t.Fatal("five answers in a line of four are taken")
	}
	v, words := rowsKind.Read(`Thuê \| loa | 5/6/2026 | 1.250 | 1/5/2026 - 9/5/2026`+"\nQuà | | 7", someday)
	if words != "" {
		t.Fatal(words)
	}
	raw, err := json.Marshal(rowsKind.JSON(v, someday))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	var sent any
	if err := d.Decode(&sent); err != nil {
		t.Fatal(err)
	}
	typed, words := rowsKind.Typed(sent)
	if words != "" {
		t.Fatalf("%s is refused: %s", raw, words)
	}
	if again, words := rowsKind.Read(typed, someday); words != "" || !slices.Equal(v, again) {
		t.Errorf("%s comes back as %v (%s), not %v", raw, again, words, v)
	}
	for _, wrong := range []any{"x", []any{"x"}, []any{map[string]any{"la": "x"}}, []any{map[string]any{"what": 1}}} {
		if _, words := rowsKind.Typed(wrong); words == "" {
			t.Errorf("%v is taken for lines", wrong)
		}
	}
}
