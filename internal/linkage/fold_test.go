package linkage_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/linkage"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Nguyễn Văn An":            "nguyen van an",
		"  ĐỖ   THỊ  ĐÀO ":         "do thi dao",
		"Nguyeenx Vawn Dduwcs":     "nguyen van duc",
		"Nguye6n4 Va8n D9u7c1":     "nguyen van duc",
		"Trâ\u0300n Thị Ho\u0300a": "tran thi hoa",
		"H'Lan Niê":                "h lan nie",
		"Ð\u00e0o Ðức":             "dao duc",
		"":                         "",
		"...":                      "",
		"Y Xuân":                   "y xuan",
	} {
		if got := strings.Join(linkage.Fold(in), " "); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPhoneticNeighboursFallTogether(t *testing.T) {
	for _, pair := range [][2]string{{"trang", "chang"}, {"son", "xon"}, {"lan", "nan"}, {"giang", "dang"}, {"rung", "dung"}, {"ly", "li"},
		{"linh", "lin"}, {"duc", "duk"}, {"thuy", "thui"}, {"hoa", "hua"}} {
		if a, b := linkage.Phonetic(pair[0]), linkage.Phonetic(pair[1]); a != b {
			t.Errorf("%s sounds %q, %s sounds %q", pair[0], a, pair[1], b)
		}
	}
	for _, pair := range [][2]string{{"mai", "bao"}, {"hung", "thang"}, {"phuc", "khuc"}, {"nga", "ha"}} {
		if a, b := linkage.Phonetic(pair[0]), linkage.Phonetic(pair[1]); a == b {
			t.Errorf("%s and %s both sound %q", pair[0], pair[1], a)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Nguyễn Văn An", "Nguyeenx", "\xff\xfeA", "đđ ww 99", strings.Repeat("ươ", 500), "(", "a (b) c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words := linkage.Fold(s)
		for _, w := range words {
			if w == "" || strings.Contains(w, " ") || !utf8.ValidString(w) {
				t.Fatalf("Fold(%q) gives the word %q", s, w)
			}
			if p := linkage.Phonetic(w); p == "" {
				t.Fatalf("%q has no sound", w)
			}
		}
		if upper := strings.ToUpper(s); utf8.ValidString(s) && strings.ToLower(upper) == strings.ToLower(s) && !slices.Equal(linkage.Fold(upper), words) {
			t.Fatalf("%q folds otherwise in capitals: %q, %q", s, linkage.Fold(upper), words)
		}
		r := linkage.NewRegister(1)
		r.Add(linkage.Person{Name: s, Mother: s, Number: s, Phone: s, Birth: linkage.ParseDate(s)})
		hits := linkage.NewIndex(r).Search(linkage.Query{Name: s}, 3)
		if len(words) > 0 && strings.IndexByte(s, '(') < 0 && len(hits) != 1 {
			t.Fatalf("the only person %q is not found by the own name", s)
		}
	})
}
