package rhythm_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
)

func iso(s string) day.Day {
	d, err := day.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

func rule(t *testing.T, s string) rhythm.Rhythm {
	t.Helper()
	r, err := rhythm.Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return r
}

func show(points []rhythm.Point) string {
	var rows []string
	for _, p := range points {
		rows = append(rows, fmt.Sprintf("%s | %s | %s..%s | %s", p.Key, p.Label, p.From.ISO(), p.To.ISO(), p.Due.ISO()))
	}
	return strings.Join(rows, "\n")
}

func TestPoints(t *testing.T) {
	autumn := rhythm.Stretch{From: iso("2025-10-06"), To: iso("2025-10-06")}
	summer := rhythm.Stretch{From: iso("2025-05-01"), To: iso("2025-06-30")}
	june := rhythm.Stretch{From: iso("2025-06-01"), To: iso("2025-06-30")}
	children := rhythm.Stretch{From: iso("2025-06-01"), To: iso("2025-06-01")}
	night := rhythm.Stretch{From: iso("2025-10-03"), To: iso("2025-10-06")}
	open := rhythm.Stretch{From: iso("2025-10-03")}
	tests := []struct {
		rule  string
		peaks []rhythm.Stretch
		want  string
	}{
		{"quarter", nil, `2025-Q1 | quý I | 2025-01-01..2025-03-31 | 2025-03-31
2025-Q2 | quý II | 2025-04-01..2025-06-30 | 2025-06-30
2025-Q3 | quý III | 2025-07-01..2025-09-30 | 2025-09-30
2025-Q4 | quý IV | 2025-10-01..2025-12-31 | 2025-12-31`},
		{"half+5w", nil, `2025-H1 | 6 tháng đầu năm | 2025-01-01..2025-06-30 | 2025-07-07
2025-H2 | 6 tháng cuối năm | 2025-07-01..2025-12-31 | 2026-01-09`},
		{"year@25", nil, `2025 | năm 2025 | 2025-01-01..2025-12-31 | 2025-12-25`},
		{"peak-5w", []rhythm.Stretch{autumn, summer, june, children, night, open}, `peak:1/5-30/6 | trước cao điểm tháng 5 đến tháng 6 | 2025-05-01..2025-06-30 | 2025-04-24
peak:1/6-30/6 | trước Tháng hành động vì trẻ em | 2025-06-01..2025-06-30 | 2025-05-26
peak:1/6 | trước Tết Thiếu nhi 1/6 | 2025-06-01..2025-06-01 | 2025-05-26
peak:3/10-6/10 | trước cao điểm 3/10 đến 6/10 | 2025-10-03..2025-10-06 | 2025-09-26
peak:6/10 | trước Tết Trung thu | 2025-10-06..2025-10-06 | 2025-09-29`},
		{"peak+3d", []rhythm.Stretch{{From: iso("2025-08-01"), To: iso("2025-08-31")}, {From: iso("2025-09-25"), To: iso("2025-09-25"), Name: "hội trại hè"}},
			`peak:1/8-31/8 | sau cao điểm tháng 8 | 2025-08-01..2025-08-31 | 2025-09-03
peak:25/9 | sau hội trại hè | 2025-09-25..2025-09-25 | 2025-09-28`},
		{"half;peak", []rhythm.Stretch{{From: iso("2025-01-29"), To: iso("2025-01-31")}}, `peak:29/1-31/1 | sau Tết Nguyên đán | 2025-01-29..2025-01-31 | 2025-01-31
2025-H1 | 6 tháng đầu năm | 2025-01-01..2025-06-30 | 2025-06-30
2025-H2 | 6 tháng cuối năm | 2025-07-01..2025-12-31 | 2025-12-31`},
		{"", []rhythm.Stretch{autumn}, ``},
	}
	for _, tt := range tests {
		if got := show(rule(t, tt.rule).Points(2025, tt.peaks, nil, day.BuiltIn())); got != tt.want {
			t.Errorf("%q gives\n%s\nwant\n%s", tt.rule, got, tt.want)
		}
	}
}

func TestMonthsKeepTheirDate(t *testing.T) {
	points := rule(t, "month@31").Points(2026, nil, nil, day.BuiltIn())
	if len(points) != 12 || points[1].Due != iso("2026-02-28") || points[0].Key != "2026-01" || points[11].Key != "2026-12" || points[11].Label != "tháng 12" {
		t.Errorf("months:\n%s", show(points))
	}
}

func TestDaysAfterAnEvent(t *testing.T) {
	forum := rhythm.Happening{ID: "f1", On: iso("2025-07-27"), Name: "Diễn đàn trẻ em"}
	got := show(rule(t, "event+15d").Points(2025, nil, []rhythm.Happening{forum}, day.BuiltIn()))
	if want := "event:f1 | sau Diễn đàn trẻ em (27/7) | 2025-07-27..2025-07-27 | 2025-08-11"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSinceLeavesOutWhatEnded(t *testing.T) {
	points := rule(t, "quarter+10w;peak-5w").Points(2025, []rhythm.Stretch{{From: iso("2025-06-01"), To: iso("2025-06-30")}}, nil, day.BuiltIn())
	var keys []string
	for _, p := range rhythm.Since(points, iso("2025-06-02")) {
		keys = append(keys, p.Key)
	}
	if got := strings.Join(keys, " "); got != "2025-Q2 2025-Q3 2025-Q4" || len(points) != 5 {
		t.Errorf("since 2/6: %s of %d", got, len(points))
	}
}

func TestDefault(t *testing.T) {
	tests := []struct {
		words string
		peaks int
		want  string
	}{
		{"Thường xuyên.", 0, "quarter"},
		{"Thường xuyên trong năm, cao điểm vào tháng 5, tháng 6", 1, "quarter;peak-7d"},
		{"Thực hiện thường xuyên", 2, "quarter;peak-7d"},
		{"Thường xuyên, hằng năm", 0, "year"},
		{"Hàng tháng", 0, "month"},
		{"Ngày 25 hằng tháng", 0, "month@25"},
		{"02 lần/ngày", 0, "month"},
		{"Hằng quý", 0, "quarter"},
		{"định kỳ 06 tháng, năm", 0, "half"},
		{"06 tháng một lần", 0, "half"},
		{"Mỗi năm một lần", 0, "year"},
		{"Trước ngày 20/11 hằng năm", 0, "year"},
	}
	for _, tt := range tests {
		if got := rhythm.Default(tt.words, tt.peaks).String(); got != tt.want {
			t.Errorf("Default(%q, %d) = %q, want %q", tt.words, tt.peaks, got, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	tests := map[string]string{
		"quarter;peak-5w": "hằng quý, ngày cuối kỳ; 5 ngày làm việc trước mỗi cao điểm",
		"month@25":        "hằng tháng, ngày 25",
		"half@25":         "6 tháng một lần, ngày 25 của tháng cuối kỳ",
		"year+10w":        "mỗi năm một lần, 10 ngày làm việc sau khi hết kỳ",
		"event+15d":       "15 ngày sau mỗi sự kiện",
		"event;peak":      "trong ngày của mỗi sự kiện; khi hết mỗi cao điểm",
		"peak+2d":         "2 ngày sau mỗi cao điểm",
		"":                "không chia mốc kiểm tra",
	}
	for in, want := range tests {
		if got := rule(t, in).Words(); got != want {
			t.Errorf("%q reads %q, want %q", in, got, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, bad := range []string{"week", "quarter-5d", "quarter+x", "month@0", "month@32", "peak@3", "month+", "month+0w", "peak-181d", "+", "quarter+5", "month@5+3w", "@"} {
		if r, err := rhythm.Parse(bad); !errs.Is(err, errs.Invalid) || r != nil {
			t.Errorf("Parse(%q) = %v, %v", bad, r, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"quarter", "month@25;peak-5w", "+", "peak-", "\xff@", ";;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := rhythm.Parse(s)
		if err != nil {
			return
		}
		if again, err := rhythm.Parse(r.String()); err != nil || !slices.Equal(again, r) {
			t.Fatalf("%q is %v, reads back as %v, %v", s, r, again, err)
		}
	})
}

var rules = rapid.Custom(func(t *rapid.T) rhythm.Rule {
	r := rhythm.Rule{Every: rapid.SampledFrom([]rhythm.Every{rhythm.Month, rhythm.Quarter, rhythm.Half, rhythm.Year, rhythm.Peak, rhythm.Event}).Draw(t, "every")}
	periodic := r.Every != rhythm.Peak && r.Every != rhythm.Event
	if periodic && rapid.Bool().Draw(t, "fixed") {
		r.Date = rapid.IntRange(1, 31).Draw(t, "date")
		return r
	}
	lowest := 0
	if r.Every == rhythm.Peak {
		lowest = -60
	}
	r.Days = rapid.IntRange(lowest, 60).Draw(t, "days")
	r.Working = r.Days != 0 && rapid.Bool().Draw(t, "working")
	return r
})

var stretches = rapid.Custom(func(t *rapid.T) rhythm.Stretch {
	from := iso("2026-01-01").Add(rapid.IntRange(0, 364).Draw(t, "from"))
	return rhythm.Stretch{From: from, To: from.Add(rapid.IntRange(0, 60).Draw(t, "length"))}
})

func TestRuleSurvivesStoring(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rhythm.Rhythm(rapid.SliceOfN(rules, 0, 3).Draw(t, "rules"))
		if back, err := rhythm.Parse(r.String()); err != nil || !slices.Equal(back, r) {
			t.Fatalf("%q reads back as %v, %v", r.String(), back, err)
		}
	})
}

// Making the points again with another calendar finds the same points: one key each, and none of the dates after a period
// earlier because a holiday was added.
func TestPointsAreTheSameAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rhythm.Rhythm(rapid.SliceOfN(rules, 1, 3).Draw(t, "rules"))
		peaks := rapid.SliceOfN(stretches, 0, 5).Draw(t, "peaks")
		events := []rhythm.Happening{{ID: "a", On: iso("2026-03-08"), Name: "Ngày hội"}}
		plain := day.BuiltIn()
		more := plain.With(2026, append(plain.Year(2026), day.Special{Day: iso("2026-01-01").Add(rapid.IntRange(0, 364).Draw(t, "off"))}))
		before := byKey(t, r.Points(2026, peaks, events, plain))
		after := byKey(t, r.Points(2026, peaks, events, more))
		if len(before) != len(after) {
			t.Fatalf("%d points, with a holiday %d", len(before), len(after))
		}
		for key, a := range before {
			b := after[key]
			if a.Due.Before(a.From) {
				continue // counted back from a peak: a holiday makes it earlier, so that the days of work stay the same
			}
			if a.Label != b.Label || a.From != b.From || a.To != b.To || b.Due.Before(a.Due) {
				t.Fatalf("%v, with a holiday %v", a, b)
			}
		}
	})
}

func byKey(t *rapid.T, points []rhythm.Point) map[string]rhythm.Point {
	out := map[string]rhythm.Point{}
	for i, p := range points {
		if _, twice := out[p.Key]; twice {
			t.Fatalf("two points %q", p.Key)
		}
		if p.To.Before(p.From) || p.Label == "" || i > 0 && p.Due.Before(points[i-1].Due) {
			t.Fatalf("point %v", p)
		}
		out[p.Key] = p
	}
	return out
}

// The periods of a beat cover the year without gap or overlap.
func TestPeriodsCoverTheYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1900, 2199).Draw(t, "year")
		beat := rapid.SampledFrom([]rhythm.Every{rhythm.Month, rhythm.Quarter, rhythm.Half, rhythm.Year}).Draw(t, "beat")
		next := day.Must(year, 1, 1)
		for _, p := range (rhythm.Rhythm{{Every: beat}}).Points(year, nil, nil, day.Calendar{}) {
			if p.From != next {
				t.Fatalf("a period begins %s, want %s", p.From.ISO(), next.ISO())
			}
			next = p.To.Add(1)
		}
		if next != day.Must(year+1, 1, 1) {
			t.Fatalf("the last period ends before %s", next.ISO())
		}
	})
}
