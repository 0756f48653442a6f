package register

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// someday is the day of all readings here.
var someday = &Env{Today: day.Must(2026, 5, 12), read: map[string][]ui.Option{"body": {
	{Value: "b1", Text: "Công an phường", Hint: "CA phường"}, {Value: "b2", Text: "Trạm Y tế"}, {Value: "b3", Text: "Trạm y tế"}},
	"account": {{Value: "a1", Text: "Trần Thu Hoa, Chuyên viên"}, {Value: "a2", Text: "Lê Quốc Đạt"}}}}

var colours = []Option{{Key: "do", Text: "Đỏ"}, {Key: "vang", Text: "Vàng, cam", Also: []string{"hổ phách"}}, {Key: "cu", Text: "Cũ", Old: true}}

func TestAnswersAreReadAsPeopleTypeThem(t *testing.T) {
	for _, tt := range []struct {
		kind  Kind
		typed string
		shown string // what a page shows; "!" and a part of the words when it cannot be taken
	}{
		{Text{}, "  Ao  ông\nBảy ", "Ao ông Bảy"},
		{Text{Max: 3}, "bốn chữ", "!dài nhất 3 ký tự"},
		{LongText{}, "dòng một\r\ndòng hai\n", "dòng một\ndòng hai"},
		{Number{}, "1.250", "1.250"}, {Number{}, "1250", "1.250"}, {Number{}, "1 250", "1.250"}, {Number{}, "", ""}, {Number{}, "0", "0"},
		{Number{}, "12,5", "!số nguyên"}, {Number{Places: 1}, "12,5", "12,5"}, {Number{Places: 2}, "1.250,05", "1.250,05"}, {Number{Places: 1}, "12.50", "12,5"},
		{Number{Places: 1}, "12,55", "!nhiều nhất 1"}, {Number{}, "mười", "!chữ số"}, {Number{Max: 10}, "11", "!từ 0 đến 10"}, {Number{}, "-1", "!từ 0"},
		{Number{Min: -5, Max: 5, Places: 1}, "-2,5", "-2,5"}, {Number{Unit: "hộ"}, "12 hộ", "12 hộ"},
		{Number{}, "99999999999999999999", "!phải từ"},
		{Money(), "5.000.000 đồng", "5.000.000 đồng"}, {Percent(), "12,5%", "12,5%"}, {Percent(), "101", "!từ 0 đến 100"},
		{YesNo(), "x", "Có"}, {YesNo(), "KHÔNG", "Không"}, {YesNo(), "khong ro", "Chưa rõ"}, {YesNo(), "", ""}, {YesNo(), "có lẽ", "!chọn một trong"},
		{Choice{colours}, "do", "Đỏ"}, {Choice{colours}, "ho phach", "Vàng, cam"}, {Choice{colours}, "cu", "Cũ"}, {Choice{colours}, "xanh", "!Đỏ; Vàng, cam"},
		{Choices{colours}, "vang; đỏ", "Đỏ; Vàng, cam"}, {Choices{colours}, "đỏ; đỏ", "Đỏ"}, {Choices{colours}, "", ""}, {Choices{colours}, "đỏ; tím", "!“tím”"},
		{Date{}, "5/6/2026", "05/06/2026"}, {Date{}, "31/02/2026", "!"}, {Date{Past: true}, "13/5/2026", "!hôm nay"}, {Date{Past: true}, "12/5/2026", "12/05/2026"},
		{Date{Partial: true}, "5/2026", "05/2026"}, {Date{Partial: true}, "2026", "2026"}, {Date{}, "5/2026", "!"}, {Date{Partial: true}, "13/2026", "!"},
		{Date{Partial: true, Past: true}, "2027", "!hôm nay"}, {Date{Partial: true, Past: true}, "5/2026", "05/2026"},
		{Period{}, "12/5/2026 - 20/5/2026", "12/05/2026 - 20/05/2026"}, {Period{}, "từ 12/05/2026 đến 20/05/2026", "12/05/2026 - 20/05/2026"}, {Period{}, "12-5-2026", "12/05/2026"},
		{Period{}, "từ 12/5/2026", "từ 12/05/2026"}, {Period{}, "20/5/2026 - 12/5/2026", "!ngày cuối"}, {Period{}, "mai", "!hai ngày"},
		{Moment{}, "16:02 12/05/2026", "16:02 12/05/2026"}, {Moment{}, "12/5/2026 16h2", "16:02 12/05/2026"}, {Moment{}, "lúc 7 giờ, ngày 12/5/2026", "07:00 12/05/2026"},
		{Moment{}, "12/5/2026", "12/05/2026"}, {Moment{}, "25:00 12/5/2026", "!23:59"}, {Moment{}, "16:02", "!cả ngày"},
		{Pin{}, "20.93012, 106.05123", "20.930120, 106.051230"}, {Pin{}, "20,93012; 106,05123", "20.930120, 106.051230"}, {Pin{}, "106.05, 20.93", "!"}, {Pin{}, "ở kia", "!vĩ độ"}, {Pin{}, "", ""},
		{Ref{RefBody}, "cong an phuong", "Công an phường"}, {Ref{RefBody}, "CA phường", "Công an phường"}, {Ref{RefBody}, "b2", "Trạm Y tế"},
		{Ref{RefBody}, "tram y te", "!cùng tên"}, {Ref{RefBody}, "Sở Y tế", "!không có trong danh sách"}, {Ref{RefAccount}, "le quoc dat", "Lê Quốc Đạt"}, {Ref{RefAccount}, "a1", "Trần Thu Hoa, Chuyên viên"}, {Ref{RefBody}, "", ""},
		{Checklist{colours}, "vàng, cam: không; đỏ: x", "1/2 (Đỏ: có; Vàng, cam: không)"}, {Checklist{colours}, "0/2 (Đỏ: chưa rõ)", "0/2 (Đỏ: chưa rõ)"}, {Checklist{colours}, "do: co; cu: co", "2/3 (Đỏ: có; Cũ: có)"},
		{Checklist{colours}, "", ""}, {Checklist{colours}, "1/2", ""}, {Checklist{colours}, "tím: có", "!“tím: có” không có"}, {Checklist{colours}, "đỏ: có lẽ", "!có, không hoặc chưa rõ"}, {Checklist{colours}, "đỏ", "!ghi như: Đỏ: có"},
		{CodeList("injury-kind"), "08", "Đuối nước"}, {CodeList("injury-kind"), "cho can", "Súc vật cắn"}, {CodeList("injury-kind"), "bay", "!chọn một trong: Ngã"}, {CodeList("injury-kind"), " ", ""},
		{CodeList("special-circumstances").Top(), "HCDB03.02", "!chọn một trong"}, {CodeList("special-circumstances"), "HCDB12.2", "Bị mua bán: đã trở về, được chăm sóc thay thế"},
		{CodeList("injury-kind").Many(), "cho can; 08; Đuối nước", "Súc vật cắn; Đuối nước"}, {CodeList("injury-kind").Many(), "08; bay", "!“bay”"}, {CodeList("injury-kind").Many(), " ; ", ""},
		{CodeChecklist("safe-home"), "N07: x; N15: không áp dụng", "1/18 (Vật nuôi được nuôi giữ an toàn: có; Bậc cầu thang cao, rộng phù hợp: không áp dụng)"}, {CodeChecklist("safe-community"), "a: có", "!chưa có mục nào"},
		{Computed{As: Number{Places: 1}}, "12,5", "12,5"}, {Computed{As: Number{}}, "", ""}, {Computed{As: Choice{colours}}, "do", "Đỏ"},
	} {
		v, words := tt.kind.Read(tt.typed, someday)
		want, refused := strings.CutPrefix(tt.shown, "!")
		switch {
		case refused && (words == "" || !strings.Contains(words, want)):
			t.Errorf("%T %q: %q, want words with %q", tt.kind, tt.typed, words, want)
		case !refused && (words != "" || tt.kind.Text(v, someday) != want):
			t.Errorf("%T %q: shown as %q (%s), want %q", tt.kind, tt.typed, tt.kind.Text(v, someday), words, want)
		}
	}
}

// everyKind is one of each.
var everyKind = []Kind{Text{}, LongText{}, Number{Min: -1000, Places: 2}, Number{Unit: "hộ"}, Money(), Percent(), YesNo(), Choice{colours}, Choices{colours}, Date{}, Date{Partial: true},
	Period{}, Moment{}, Pin{}, Ref{RefBody}, Ref{RefAccount}, Checklist{colours}, Computed{As: Number{Places: 1}}, Computed{As: Choice{colours}}, CodeList("injury-kind"), CodeList("ethnic-group"), CodeList("special-circumstances"), CodeList("special-circumstances").Top(), CodeList("injury-kind").Many(), CodeList("special-circumstances").Top().Many(), CodeChecklist("safe-home"), Verdict{}}

// What a page shows can be typed back and is the same answer; what cannot be read says so and gives no value.
func TestWhatIsShownCanBeTypedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(everyKind).Draw(t, "kind")
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`-?[0-9]{1,7}([.,][0-9]{1,3})?`), rapid.StringMatching(`[0-3]?[0-9]/1?[0-9]/20[0-9]{2}( - [0-3]?[0-9]/1?[0-9]/20[0-9]{2})?`),
			rapid.StringMatching(`1?[0-9]:[0-5][0-9] [0-2][0-9]/0[1-9]/2026`), rapid.StringMatching(`(1[0-9]|2[0-2])\.[0-9]{1,6}, 10[3-9]\.[0-9]{1,6}`),
			rapid.SampledFrom([]string{"đỏ", "vang; do", "do: co; vang: không", "1/2 (Đỏ: có)", "Lê Quốc Đạt", "co", "x", "05/2026", "b1", "CA phường", "08", "chó cắn", "HCDB03.02", "Mồ côi cả cha và mẹ: sống với người thân thích", "Thổ", "H'Mông", "N04: có; N05: không áp dụng"})).Draw(t, "typed")
		v, words := k.Read(typed, someday)
		if words != "" {
			return
		}
		if len(v) != len(k.Columns()) {
			t.Fatalf("%T gives %d columns, declares %d", k, len(v), len(k.Columns()))
		}
		shown := k.Text(v, someday)
		again, words := k.Read(shown, someday)
		if _, ref := k.(Ref); ref && words != "" {
			return // two bodies of one name are told apart by their id only
		}
		if words != "" || !slices.Equal(v, again) {
			t.Fatalf("%T %q is shown as %q, which is read as %v (%s), not %v", k, typed, shown, again, words, v)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"1.250,5", "từ 1/1/2026 đến", "16h 1/1/2026", "20.1, 106.2", "|do|vang|"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, k := range everyKind {
			if v, words := k.Read(typed, someday); words == "" {
				k.Text(v, someday)
				k.Cell(v, someday)
			}
		}
	})
}
