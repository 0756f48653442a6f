package plandiff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersAreNoText(t *testing.T) {
	for in, want := range map[string]string{
		"  1.2. Rà soát  trẻ em": "Rà soát trẻ em",
		"IV. TỔ CHỨC THỰC HIỆN":  "TỔ CHỨC THỰC HIỆN",
		"a) Tổ chức trại hè":     "Tổ chức trại hè",
		"(3) Báo cáo":            "Báo cáo",
		"- Công an phường":       "Công an phường",
		"2. - Trạm Y tế":         "Trạm Y tế",
		"đ) Đoàn phường":         "Đoàn phường",
		"95 trẻ em được học bơi": "95 trẻ em được học bơi",
		"Vui chơi an toàn.":      "Vui chơi an toàn.",
		"-":                      "-",
	} {
		if got := Body(in); got != want {
			t.Errorf("Body(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDiffTellsWhatHappened(t *testing.T) {
	old := []string{
		"KẾ HOẠCH", "I. MỤC TIÊU", "1. Mọi trẻ em dưới 6 tuổi được cấp thẻ bảo hiểm y tế.", "2. Giảm tai nạn đuối nước so với năm trước.",
		"II. NHIỆM VỤ", "1. Rà soát ao, hồ chưa có rào chắn trên địa bàn.", "2. Mở lớp dạy bơi cho học sinh lớp 4, lớp 5.", "3. Tổ chức Tháng hành động vì trẻ em tại các tổ dân phố.",
	}
	updated := []string{
		"KẾ HOẠCH", "I. MỤC TIÊU", "1. Giảm tai nạn đuối nước so với năm trước.",
		"II. NHIỆM VỤ", "1. Tổ chức Tháng hành động vì trẻ em tại các tổ dân phố.", "2. Rà soát ao, hồ chưa có rào chắn, cắm biển báo trên địa bàn.", "3. Mở lớp dạy bơi cho học sinh lớp 4, lớp 5.", "4. Khám mắt miễn phí cho trẻ mầm non.",
	}
	rows := Diff(old, updated)
	if got, want := CountOf(rows), (Count{Same: 5, Changed: 1, Moved: 1, Added: 1, Removed: 1}); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Kind == Changed })
	var added []string
	for _, run := range rows[i].Words {
		if run.Side == NewOnly {
			added = append(added, strings.TrimSpace(run.Text))
		}
	}
	if got := strings.Join(added, "|"); !strings.Contains(got, "cắm biển báo") {
		t.Errorf("marked as new: %q", got)
	}
}

// texts draws two texts of which the second is made from the first: lines go, come, change and change places.
func texts(t *rapid.T) (old, updated []string) {
	line := rapid.Custom(func(t *rapid.T) string {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("trẻ em phường rà soát ao hồ lớp bơi trường y tế công an hè an toàn vui chơi ban ngành bàn giao 95 % ; .")), 0, 12).Draw(t, "words")
		return rapid.SampledFrom([]string{"", "1. ", "II. ", "a) ", "- ", "  "}).Draw(t, "number") + strings.Join(words, " ")
	})
	old = rapid.SliceOfN(line, 0, 25).Draw(t, "old")
	updated = slices.Clone(old)
	for range rapid.IntRange(0, 8).Draw(t, "edits") {
		at := rapid.IntRange(0, len(updated)).Draw(t, "at")
		switch what := rapid.IntRange(0, 3).Draw(t, "what"); {
		case what == 0:
			updated = slices.Insert(updated, at, line.Draw(t, "line"))
		case at == len(updated):
		case what == 1:
			updated = slices.Delete(updated, at, at+1)
		case what == 2:
			updated[at] += " " + rapid.SampledFrom([]string{"bổ sung", "và nhà trường", ";"}).Draw(t, "more")
		default:
			l := updated[at]
			updated = slices.Delete(updated, at, at+1)
			updated = slices.Insert(updated, rapid.IntRange(0, len(updated)).Draw(t, "to"), l)
		}
	}
	return old, updated
}

func TestATextIsTheSameAsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, _ := texts(t)
		for i, r := range Diff(old, old) {
			if r.Kind != Same || r.Old != i || r.New != i || r.Words != nil {
				t.Fatalf("row %d of a text with itself is %+v", i, r)
			}
		}
	})
}

// Every paragraph of both texts stands in exactly one row, and the marks give back both wordings.
func TestTheComparisonTurnsOneTextIntoTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, updated := texts(t)
		rows := Diff(old, updated)
		var got []string
		seen := make([]int, len(old))
		for _, r := range rows {
			if r.Old >= 0 {
				seen[r.Old]++
			}
			if r.New < 0 {
				continue
			}
			if r.New != len(got) {
				t.Fatalf("paragraph %d of the new text stands in row of %d", len(got), r.New)
			}
			switch {
			case r.Kind == Added:
				got = append(got, updated[r.New])
			case r.Words != nil:
				if w := Wording(r.Words, OldOnly); w != old[r.Old] {
					t.Fatalf("old wording %q, want %q", w, old[r.Old])
				}
				got = append(got, Wording(r.Words, NewOnly))
			default: // the text of the old paragraph under the number of the new
				if Body(old[r.Old]) != Body(updated[r.New]) {
					t.Fatalf("%q and %q count as the same", old[r.Old], updated[r.New])
				}
				got = append(got, updated[r.New])
			}
		}
		if !slices.Equal(got, updated) {
			t.Fatalf("made %q, want %q", got, updated)
		}
		for i, n := range seen {
			if n != 1 {
				t.Fatalf("old paragraph %d stands in %d rows", i, n)
			}
		}
	})
}

func TestBothDirectionsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, updated := texts(t)
		there, back := CountOf(Diff(old, updated)), CountOf(Diff(updated, old))
		back.Added, back.Removed = back.Removed, back.Added
		if there != back {
			t.Fatalf("there %+v, back %+v", there, back)
		}
		if again := CountOf(Diff(old, updated)); again != there {
			t.Fatalf("the second time %+v, the first %+v", again, there)
		}
	})
}

func TestARenumberedTextIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		old, updated := make([]string, n), make([]string, n)
		for i := range n {
			text := fmt.Sprintf("Việc thứ %d của nhóm trẻ số %d", i, i*7%5)
			old[i], updated[i] = fmt.Sprintf("%d. %s", i+1, text), fmt.Sprintf("%d) %s", i+4, text)
		}
		if c := CountOf(Diff(old, updated)); c.Same != n || c.Changed+c.Moved+c.Added+c.Removed != 0 {
			t.Fatalf("%d renumbered paragraphs: %+v", n, c)
		}
	})
}

func TestWorkIsFoundAgain(t *testing.T) {
	old := []Piece{
		{Kind: "task", Path: "II.1", Title: "Rà soát ao hồ chưa có rào chắn", Lead: "Phòng Kinh tế", Text: "1. Rà soát ao hồ chưa có rào chắn; cắm biển báo."},
		{Kind: "task", Path: "II.2", Title: "Mở lớp dạy bơi cho học sinh", Lead: "Phòng Văn hóa - Xã hội", Text: "2. Mở lớp dạy bơi cho học sinh lớp 4, lớp 5."},
		{Kind: "standing", Path: "III.1", Title: "Thống kê trẻ em có hoàn cảnh đặc biệt", Lead: "Trạm Y tế", Text: "Thống kê trẻ em có hoàn cảnh đặc biệt."},
	}
	updated := []Piece{
		{Kind: "task", Path: "II.1", Title: "Mở lớp dạy bơi cho học sinh", Lead: "Trường Tiểu học", Text: "1. Mở lớp dạy bơi cho học sinh lớp 3, lớp 4, lớp 5."},
		{Kind: "task", Path: "II.2", Title: "Rà soát ao hồ chưa có rào chắn", Lead: "Phòng Kinh tế", Text: "2. Rà soát ao hồ chưa có rào chắn; cắm biển báo."},
		{Kind: "task", Path: "II.3", Title: "Thống kê trẻ em có hoàn cảnh đặc biệt", Lead: "Trạm Y tế", Text: "Thống kê trẻ em có hoàn cảnh đặc biệt."},
	}
	if got, want := MatchWork(old, updated, nil), []int{1, 0, -1}; !slices.Equal(got, want) {
		t.Errorf("matched %v, want %v", got, want)
	}
	said := []Fixed{{0, -1}, {1, 1}, {2, 2}, {2, 0}, {9, 9}}
	if got, want := MatchWork(old, updated, said), []int{-1, 1, 2}; !slices.Equal(got, want) {
		t.Errorf("after a person spoke %v, want %v", got, want)
	}
}

// amendedLines is a long text and an amendment of it: a tenth of the lines changed, a section gone, one moved, all
// renumbered.
func amendedLines(n int) (old, updated []string) {
	rnd := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("trẻ em phường xã rà soát thống kê ao hồ lớp bơi trường học y tế công an đoàn thanh niên phụ nữ mùa hè an toàn giao thông vui chơi giải trí tuyên truyền phổ biến pháp luật hỗ trợ bảo vệ chăm sóc sức khỏe dinh dưỡng")
	for i := range n {
		line := fmt.Sprintf("%d. ", i+1)
		for range 8 + rnd.IntN(30) {
			line += words[rnd.IntN(len(words))] + " "
		}
		old = append(old, line)
	}
	moved := slices.Clone(old[n/2 : n/2+n/20])
	updated = slices.Concat(old[:n/4], old[n/4+n/20:n/2], old[n/2+n/20:], moved)
	for i := range updated {
		if i%10 == 3 {
			updated[i] += "bổ sung theo kết luận mới"
		}
		_, body, _ := strings.Cut(updated[i], " ")
		updated[i] = fmt.Sprintf("%d. %s", i+1, body)
	}
	return old, updated
}

func BenchmarkDiff3000(b *testing.B) {
	old, updated := amendedLines(3000)
	for b.Loop() {
		Diff(old, updated)
	}
}

// The worst case: no paragraph is equal and all share their words.
func BenchmarkDiff3000Strangers(b *testing.B) {
	old, _ := amendedLines(3000)
	other := make([]string, len(old))
	for i, l := range old {
		words := strings.Fields(l)
		slices.Reverse(words)
		other[i] = strings.Join(words, " ")
	}
	for b.Loop() {
		Diff(old, other)
	}
}

func BenchmarkMatchWork1000(b *testing.B) {
	old, updated := amendedLines(1000)
	pieces := func(lines []string) []Piece {
		out := make([]Piece, len(lines))
		for i, l := range lines {
			out[i] = Piece{Kind: "task", Title: l[:min(len(l), 60)], Text: l, Lead: "Công an phường"}
		}
		return out
	}
	a, c := pieces(old), pieces(updated)
	for b.Loop() {
		MatchWork(a, c, nil)
	}
}
