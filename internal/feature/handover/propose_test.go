package handover

import (
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
)

// firstOfJuly is the day on which the district level ended.
var firstOfJuly = day.Must(2025, 7, 1)

// ward is a receiver with the usual bodies of a ward of today.
func ward(t *testing.T, code string) receiver {
	t.Helper()
	c, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := c.Find(code, firstOfJuly)
	if !ok {
		t.Fatalf("no place %s", code)
	}
	r := receiver{Target: Target{ID: code, PlaceID: p.ID, Code: code, Name: p.FullName, Whole: true}, holding: map[string]Holding{}}
	for _, u := range body.Usual(p) {
		r.heirs = append(r.heirs, asNewHeir(code, u))
	}
	return r
}

func facts(t *testing.T) []rule {
	t.Helper()
	rs, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// The traps of the reorganisation of 2025: the function leads to the heir, never the name.
func TestTheFunctionLeadsToTheHeir(t *testing.T) {
	s := situation{act: Act{Kind: Merge, Whole: true, Day: firstOfJuly, Basis: "NQ"}, rules: facts(t), to: []receiver{ward(t, "12103"), ward(t, "12133")}}
	for _, c := range []struct{ body, kind, function, want string }{
		{"Văn phòng HĐND và UBND thị xã", "office", "y-te.tre-em", "Phòng Văn hóa - Xã hội"},
		{"Văn phòng HĐND và UBND thị xã", "office", "van-phong.tham-muu", "Văn phòng HĐND và UBND phường"},
		{"Phòng Giáo dục và Đào tạo", "room", "giao-duc.co-so", "Phòng Văn hóa - Xã hội"},
		{"Phòng Tư pháp", "room", "van-phong.nuoi-con-nuoi", "Văn phòng HĐND và UBND phường"},
		{"Phòng Tài chính - Kế hoạch", "room", "kinh-te.tai-chinh", "Phòng Kinh tế, Hạ tầng và Đô thị"},
		{"Tòa án nhân dân thị xã", "court", "", "Tòa án nhân dân khu vực 2 - Hưng Yên"},
		{"Trung tâm Văn hóa và Truyền thanh thị xã", "centre", "van-hoa.truyen-thanh", ""},
		{"Phòng Kinh tế", "room", "", ""}, // a room of which no function is known: its name is no proof
	} {
		s.bodies = []Body{{ID: "b", Name: c.body, Kind: body.Kind(c.kind)}}
		s.holdings = nil
		if c.function != "" {
			s.holdings = []Holding{{ID: "h", BodyID: "b", FunctionID: c.function, Function: c.function}}
		}
		lines := s.propose()
		if len(lines) != 2 {
			t.Errorf("%s gives %d lines, want one for each ward", c.body, len(lines))
		}
		w := whole{Act: s.act, Heirs: append(append([]Heir{}, s.to[0].heirs...), s.to[1].heirs...), Lines: lines}
		for _, l := range lines {
			h, _ := w.heir(l.HeirID)
			if h.Name != c.want || (c.want == "") != (l.State == Open) {
				t.Errorf("%s of %s goes to %q (%s), want %q", c.function, c.body, h.Name, l.State, c.want)
			}
		}
	}
}

// A body of one commune goes only where its commune went, and as a part when that was divided.
func TestABodyOfACommuneFollowsItsCommune(t *testing.T) {
	a, b := ward(t, "12103"), ward(t, "12133")
	a.of, b.of, b.parts = []string{"xa cam xa", "xa xuan duc"}, []string{"xa xuan duc"}, []string{"xa xuan duc"}
	a.parts = []string{"xa xuan duc"}
	s := situation{act: Act{Kind: Merge, Whole: true, Day: firstOfJuly, Basis: "NQ"}, rules: facts(t), to: []receiver{a, b}, divided: true}
	for name, want := range map[string][]Share{"UBND xã Cẩm Xá": {Everything}, "UBND xã Xuân Dục": {APart, APart}, "UBND thị xã": {APart, APart}} {
		s.bodies = []Body{{ID: "b", Name: name, Kind: body.Committee}}
		lines := s.propose()
		if len(lines) != len(want) {
			t.Fatalf("%s gives %d lines, want %d", name, len(lines), len(want))
		}
		for i, l := range lines {
			if l.Share != want[i] || l.HeirID == "" {
				t.Errorf("%s: share %s, heir %q", name, l.Share, l.HeirID)
			}
		}
	}
}

// Every function of the pack has one rule a day, a kind that exists, and a confidence when somebody is known.
func TestThePackOfFunctionsIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range facts(t) {
		key := r.Function + r.From.ISO()
		if seen[key] {
			t.Errorf("%s has two rules from %s", r.Function, r.From)
		}
		seen[key] = true
		if r.Kind != "" && (r.Kind.Label() == body.Other.Label() || confidenceWords(r.Confidence) == "chưa rõ") {
			t.Errorf("%s: kind %q, confidence %q", r.Function, r.Kind, r.Confidence)
		}
	}
	if _, ok := ruleFor(facts(t), "y-te.tre-em", firstOfJuly.Add(-1)); ok {
		t.Error("a rule holds before its day")
	}
}

// What the estates are told: one heir of everything where all functions go to one body of a unit, else each function by itself.
func TestMovesSaySimplyWhatIsSimple(t *testing.T) {
	w := whole{Act: Act{ID: "a", UnitID: "old", Kind: Merge, Whole: true}, Targets: []Target{{ID: "t", Unit: "new"}},
		Heirs: []Heir{{ID: "x", HeirUnit: "t", BodyID: "X", Name: "X"}, {ID: "y", HeirUnit: "t", BodyID: "Y", Name: "Y"}},
		Lines: []Line{
			{BodyID: "one", FunctionID: "f", HeirUnit: "t", HeirID: "x", Share: Everything, Ends: true},
			{BodyID: "one", FunctionID: "g", HeirUnit: "t", HeirID: "x", Share: Everything, Ends: true},
			{BodyID: "two", FunctionID: "f", HeirUnit: "t", HeirID: "x", Share: Everything, Ends: true},
			{BodyID: "two", FunctionID: "g", HeirUnit: "t", HeirID: "y", Share: Everything, Ends: true},
			{BodyID: "nobody", FunctionID: "f", HeirUnit: "t", State: Unknown, Ends: true},
			{BodyID: "divided", HeirUnit: "t", HeirID: "x", Share: APart, Ends: true},
			{BodyID: "stays", FunctionID: "f", State: Stays},
		}}
	m := w.moves()
	for body, want := range map[string][]directory.Heir{
		"one":     {{UnitID: "new", BodyID: "X", Name: "X"}},
		"two":     {{UnitID: "new", BodyID: "X", Name: "X", Function: "f"}, {UnitID: "new", BodyID: "Y", Name: "Y", Function: "g"}},
		"nobody":  {},
		"divided": {},
	} {
		got, there := m.Bodies[body]
		if !there || len(got) != len(want) {
			t.Errorf("%s: %v, want %v", body, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %v, want %v", body, got[i], want[i])
			}
		}
	}
	if _, there := m.Bodies["stays"]; there {
		t.Error("a function that stays is passed on")
	}
}

func TestNextLimit(t *testing.T) {
	for _, c := range []struct {
		limit, want int
		took        int64 // milliseconds
	}{{100, 50, 250}, {100, 100, 150}, {100, 200, 20}, {5, 5, 900}, {300, 400, 1}} {
		if got := nextLimit(c.limit, time.Duration(c.took)*time.Millisecond); got != c.want {
			t.Errorf("after %d ms %d becomes %d, want %d", c.took, c.limit, got, c.want)
		}
	}
}
