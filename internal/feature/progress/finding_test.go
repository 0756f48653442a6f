package progress

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

var today = day.Must(2026, 5, 12)

// late makes a body that is overdue so often, with squares of its last weeks.
func late(name string, overdue int, squares ...string) Body {
	b := Body{ID: name, Name: name, Figures: Figures{Given: overdue + 1, Due: overdue + 1, InTime: 1, Overdue: overdue}}
	for i, s := range squares {
		b.Weeks[i] = s
	}
	return b
}

func TestThePageSaysWhatItFinds(t *testing.T) {
	tests := []struct {
		name   string
		today  day.Day
		bodies []Body
		want   string
	}{
		{"nothing yet", today, nil, ""},
		{"nothing due", today, []Body{{Figures: Figures{Given: 8}}}, "Đã qua 132 ngày. Chưa có mốc nào đến hạn trong 8 mốc của năm."},
		{"all done", today, []Body{late("Công an", 0)}, "Đã qua 132 ngày. Cả 1 mốc đến hạn đã xong; không có mốc nào quá hạn."},
		{"one body", today, []Body{late("Công an", 2), late("Trạm Y tế", 0)}, "Đã qua 132 ngày. 2 trên 4 mốc đến hạn đã xong; 2 mốc quá hạn, đều ở Công an."},
		{"nobody named", today, []Body{late("", 1)}, "Đã qua 132 ngày. 1 trên 2 mốc đến hạn đã xong; 1 mốc quá hạn, đều ở Chưa rõ chủ trì."},
		{"several", day.Must(2027, 1, 1), []Body{late("Công an", 2), late("Trạm Y tế", 3)}, "Năm 2026 đã hết. 2 trên 7 mốc đến hạn đã xong; 5 mốc quá hạn nằm ở 2 đơn vị."},
		{"before the year", day.Must(2025, 12, 31), []Body{late("Công an", 0)}, "Năm 2026 chưa bắt đầu. Cả 1 mốc đến hạn đã xong; không có mốc nào quá hạn."},
	}
	for _, tt := range tests {
		v := view{Scope: Scope{Year: 2026}, Today: tt.today, Bodies: tt.bodies, All: total(tt.bodies)}
		if got := v.lead(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestThePicturesSayWhatTheyFind(t *testing.T) {
	asked := late("Tòa án", 0, "?", "Q", "Q")
	asked.Requested = true
	strips := []struct {
		bodies []Body
		want   string
	}{
		{nil, "Không đơn vị nào muộn trong 12 tuần"},
		{[]Body{asked, late("Công an", 0, "Đ", "H")}, "Không đơn vị nào muộn trong 12 tuần"},
		{[]Body{late("Công an", 1, "Q")}, "Công an có một tuần muộn"},
		{[]Body{late("Công an", 1, "Q"), late("Trạm Y tế", 1, "M")}, "Hai đơn vị có một tuần muộn, không đơn vị nào muộn nhiều lần"},
		{[]Body{late("Công an", 1, "Q", "Đ", "M"), late("Trạm Y tế", 1, "M")}, "Công an muộn nhiều lần"},
		{[]Body{late("A", 2, "Q", "Q"), late("B", 2, "M", "M"), late("C", 2, "Q", "M")}, "Ba đơn vị muộn nhiều lần"},
	}
	for _, tt := range strips {
		if got := stripFinding(tt.bodies); got != tt.want {
			t.Errorf("strip: %q, want %q", got, tt.want)
		}
	}
	drown, data, three := Part{Name: "Đuối nước", Months: [12]string{3: "Q"}}, Part{Name: "Dữ liệu", Months: [12]string{2: "Q", 4: "H"}}, Part{Name: "Báo cáo", Months: [12]string{5: "Q"}}
	bands := []struct {
		rows []Part
		want string
	}{
		{[]Part{{Months: [12]string{"M", "Đ"}}}, "Không mục nào có mốc quá hạn"},
		{[]Part{drown}, "Đuối nước chậm từ tháng 4"},
		{[]Part{drown, data}, "Đuối nước và Dữ liệu chậm từ tháng 3"},
		{[]Part{drown, data, three}, "Ba mục chậm từ tháng 3"},
	}
	for _, tt := range bands {
		if got := bandFinding(tt.rows); got != tt.want {
			t.Errorf("band: %q, want %q", got, tt.want)
		}
	}
}

func TestTheTreeNamesThePartThatIsBehind(t *testing.T) {
	part := func(path string, given, overdue int) Part {
		return Part{Path: path, Name: "mục " + path, Depth: strings.Count(path, ".") + 1, Figures: Figures{Given: given, Overdue: overdue}}
	}
	for _, tt := range []struct {
		rows []Part
		want string
	}{
		{nil, "Theo mục của kế hoạch"},
		{[]Part{part("I", 5, 0)}, "Theo mục của kế hoạch"},
		{[]Part{part("I", 9, 4), part("I.1", 4, 1), part("I.2", 5, 3)}, "Quá hạn nhiều nhất: mục I.2"},
		{[]Part{part("I", 9, 4), part("I.1", 4, 2), part("I.2", 5, 2)}, "Theo mục của kế hoạch"},
		{[]Part{part("I", 9, 4), part("I.1", 4, 1)}, "Quá hạn nhiều nhất: mục I"}, // most of it lies at I itself
	} {
		if got := treeFinding(tt.rows); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestWorstPlansKeepTheOrderOfTheYear(t *testing.T) {
	plans := []Part{{Plan: "a"}, {Plan: "b", Figures: Figures{Overdue: 2}}, {Plan: "c"}, {Plan: "d", Figures: Figures{Overdue: 9}}}
	var got []string
	for _, p := range worstPlans(plans, 3) {
		got = append(got, p.Plan)
	}
	if strings.Join(got, "") != "abd" {
		t.Errorf("shows %v", got)
	}
}

func TestWeeksOfAStrip(t *testing.T) {
	tests := []struct {
		today  string
		year   int
		first  string
		number int
	}{
		{"2026-05-12", 2026, "2026-02-23", 9}, // week 20 is the last of them
		{"2026-01-01", 2026, "2025-12-29", 1},
		{"2026-03-22", 2026, "2025-12-29", 1}, // the Sunday of week 12
		{"2026-03-23", 2026, "2026-01-05", 2},
		{"2026-12-31", 2026, "2026-10-12", 42}, // 2026 has 53 weeks
		{"2027-08-01", 2026, "2026-10-12", 42},
		{"2025-08-01", 2026, "2025-12-29", 1},
		{"2025-12-31", 2025, "2025-10-06", 41},
	}
	for _, tt := range tests {
		at, _ := day.ParseISO(tt.today)
		if w := weeksUpTo(at, tt.year); w.First.ISO() != tt.first || w.Number != tt.number {
			t.Errorf("weeks of %d on %s: %d from %s, want %d from %s", tt.year, tt.today, w.Number, w.First.ISO(), tt.number, tt.first)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		at := today.Add(rapid.IntRange(-4000, 4000).Draw(t, "day"))
		w := weeksUpTo(at, at.Year())
		last := w.First.Add(7*picture.Weeks - 1)
		if w.First.WeekdayShort() != "T2" || w.Number < 1 || w.Number+picture.Weeks-1 > 53 {
			t.Fatalf("weeks %d from %s", w.Number, w.First.ISO())
		}
		if at.Month() > 1 && at.Month() < 12 && (at.Before(w.First) || at.After(last)) {
			t.Fatalf("%s is not among the weeks from %s", at.ISO(), w.First.ISO())
		}
	})
}

// However deep a plan is, the rows that are shown tell all of its work, and the top ones exactly once.
func TestNoWorkIsLostInTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := map[string]int{}
		var order []string
		for range rapid.IntRange(1, 40).Draw(t, "tasks") {
			depth := rapid.IntRange(1, 5).Draw(t, "depth")
			var path []string
			for range depth {
				path = append(path, rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "part"))
				p := strings.Join(path, ".")
				if given[p] == 0 {
					order = append(order, p)
				}
				given[p]++
			}
		}
		var parts []Part
		all := 0
		for _, p := range order {
			parts = append(parts, Part{Path: p, Depth: strings.Count(p, ".") + 1, Figures: Figures{Given: given[p]}})
			if !strings.Contains(p, ".") {
				all += given[p]
			}
		}
		top := 0
		for _, p := range shallow(parts, treeRows) {
			if p.Depth == 1 {
				top += p.Given
			}
		}
		told := 0
		for _, p := range leaves(parts) {
			told += p.Given
		}
		if top != all || told < all {
			t.Fatalf("%d pieces of work: the tree tells %d, the band %d", all, top, told)
		}
	})
}
