package vi_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

func TestNFC(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"decomposed letters are composed", norm.NFD.String("Phường Mỹ Hào"), "Phường Mỹ Hào"},
		{"marks in another order", "a\u0323\u0302", "ậ"},
		{"ends are trimmed", "  Bần Yên Nhân\t\n", "Bần Yên Nhân"},
		{"blanks of Word and web pages", "Mỹ\u00a0Hào\u202f2025\u3000năm\u2009nay", "Mỹ Hào 2025 năm nay"},
		{"invisible characters", "\ufeffĐoàn\u200b Thanh\u00adniên", "Đoàn Thanhniên"},
		{"invisible character between a letter and its mark", "e\u200b\u0301", "é"},
		{"the Icelandic capital that keyboards give", "Ðường Hào", "Đường Hào"},
		{"line breaks within stay", "một\nhai", "một\nhai"},
		{"nothing", "\u00a0\u200b ", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := vi.NFC(tt.in); got != tt.want {
				t.Errorf("NFC(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Phường Mỹ Hào", "phuong my hao"},
		{"phuong my hao", "phuong my hao"},
		{"ĐẶNG THÙY TRÂM đã", "dang thuy tram da"},
		{"Ðắk Lắk ð", "dak lak d"},
		{"ẤM ẩm Ứng ựng", "am am ung ung"},
		{norm.NFD.String("Nguyễn Ước"), "nguyen uoc"},
		{"Bà Rịa - Vũng Tàu", "ba ria vung tau"},
		{"Văn hóa,  khoa học;và   thông tin.", "van hoa khoa hoc va thong tin"},
		{"12/KH-UBND", "12 kh ubnd"},
		{"Đạ M'ri", "da m ri"},
		{"  …  ", ""},
		{"", ""},
		{"bần", "ban"},
		{"bạn", "ban"},
		{"\xff\xfeMỹ", "my"},
	}
	for _, tt := range tests {
		if got := vi.Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFoldKeepsWordsApart(t *testing.T) {
	if vi.Fold("Mỹ Hòa") == vi.Fold("Mỹ Hào") {
		t.Error("Hòa and Hào fold alike: a wrong name of a town would go unseen")
	}
}

func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		checkFold(t, s)
		if a, b := vi.Fold(norm.NFD.String(s)), vi.Fold(norm.NFC.String(s)); a != b {
			t.Fatalf("Fold depends on composition: %q and %q", a, b)
		}
	})
}

type fataler interface{ Fatalf(string, ...any) }

// checkFold holds for every string: a key of a key is that key, and nothing in it can hinder a comparison.
func checkFold(t fataler, s string) {
	key := vi.Fold(s)
	if again := vi.Fold(key); again != key {
		t.Fatalf("Fold(%q) = %q, but folded again %q", s, key, again)
	}
	if strings.Contains(key, "  ") || strings.TrimSpace(key) != key {
		t.Fatalf("Fold(%q) = %q has loose blanks", s, key)
	}
	for _, r := range key {
		if unicode.Is(unicode.Mn, r) || r == 'đ' || r >= 'A' && r <= 'Z' {
			t.Fatalf("Fold(%q) = %q keeps %q", s, key, r)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Phường Mỹ Hào", "Ðắk\u0301", "e\u200b\u0301", "İstanbul", "\xf2ĩ", "K\u212a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkFold(t, s) })
}

func FuzzNFC(f *testing.F) {
	for _, s := range []string{"Mỹ\u00a0Hào", "e\u200b\u0301", "\ufeffa\u00ad\u0323\u0302", "\xff\xcc\x81", " \u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := vi.NFC(s)
		if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) {
			t.Fatalf("NFC(%+q) = %+q is not composed", s, once)
		}
		if again := vi.NFC(once); again != once {
			t.Fatalf("NFC(%+q) = %+q, but again %+q", s, once, again)
		}
	})
}

func TestSpell(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Hoà Bình, Thanh Hoá", "Hòa Bình, Thanh Hóa"},
		{"Uỷ ban nhân dân", "Ủy ban nhân dân"},
		{"ỦY BAN, UỶ BAN, HOÀ", "ỦY BAN, ỦY BAN, HÒA"},
		{"Thuỷ, thuý, tuỵ, luỹ, thuỳ", "Thủy, thúy, tụy, lũy, thùy"},
		{"khoẻ, hoè, loé, toẽ, toẹt", "khỏe, hòe, lóe, tõe, toẹt"},
		{"Quý, quỳ, QUỸ, quà", "Quý, quỳ, QUỸ, quà"},
		{"hoàn, toán, thuyền, khuỷu, ngoáy", "hoàn, toán, thuyền, khuỷu, ngoáy"},
		{"Mỹ Hào, Mỹ Hòa", "Mỹ Hào, Mỹ Hòa"},
		{norm.NFD.String("Yên Hoà"), "Yên Hòa"},
	}
	for _, tt := range tests {
		if got := vi.Spell(tt.in); got != tt.want {
			t.Errorf("Spell(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSpellProperties(t *testing.T) {
	syllables := rapid.SliceOf(rapid.SampledFrom([]rune("hHoOuUyYqaAàảãáạèẻẽéẹỳỷỹýỵòóùúÀÁỲỶn ")))
	rapid.Check(t, func(t *rapid.T) {
		s := string(syllables.Draw(t, "s"))
		spelled := vi.Spell(s)
		if again := vi.Spell(spelled); again != spelled {
			t.Fatalf("Spell(%q) = %q, but again %q", s, spelled, again)
		}
		if vi.Fold(s) != vi.Fold(spelled) {
			t.Fatalf("Spell(%q) = %q changes a letter", s, spelled)
		}
	})
}

// wantOrder checks that keys rise strictly in the order given.
func wantOrder(t *testing.T, key func(string) string, words ...string) {
	t.Helper()
	for i := 1; i < len(words); i++ {
		if key(words[i-1]) >= key(words[i]) {
			t.Errorf("%q does not sort before %q", words[i-1], words[i])
		}
	}
}

func TestSortKey(t *testing.T) {
	t.Run("letters", func(t *testing.T) {
		wantOrder(t, vi.SortKey, "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n",
			"o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y")
	})
	t.Run("letters that Vietnamese borrows stand in their Latin place", func(t *testing.T) {
		wantOrder(t, vi.SortKey, "ê", "f", "g", "i", "j", "k", "v", "w", "x", "y", "z")
	})
	t.Run("tones", func(t *testing.T) {
		wantOrder(t, vi.SortKey, "ma", "mà", "mả", "mã", "má", "mạ")
		wantOrder(t, vi.SortKey, "mâ", "mầ", "mẩ", "mẫ", "mấ", "mậ")
	})
	t.Run("a letter outweighs a tone", func(t *testing.T) {
		wantOrder(t, vi.SortKey, "ạ", "ăn", "ặn", "ân")
		wantOrder(t, vi.SortKey, "mạ", "mạch", "mai", "mái")
	})
	t.Run("a short name stands before a longer one", func(t *testing.T) {
		wantOrder(t, vi.SortKey, "Hòa", "Hòa An", "Hòa Bình", "Hoàn")
	})
	t.Run("digits before letters, D before Đ", func(t *testing.T) {
		wantOrder(t, vi.SortKey, "Phường 1", "Phường 2", "Phường An", "Phường Dị Sử", "Phường Đường Hào")
	})
	t.Run("case and composition do not matter", func(t *testing.T) {
		if vi.SortKey("MỸ HÀO") != vi.SortKey(norm.NFD.String("mỹ hào")) {
			t.Error("the same name has two keys")
		}
	})
}

func TestSortKeyIsTotal(t *testing.T) {
	names := rapid.StringOf(rapid.SampledFrom([]rune("aăâdđeêoôơuưàảãáạầẩ bn")))
	rapid.Check(t, func(t *rapid.T) {
		a, b := names.Draw(t, "a"), names.Draw(t, "b")
		if a != b && vi.SortKey(a) == vi.SortKey(b) {
			t.Fatalf("%q and %q share a key", a, b)
		}
		if plain := strings.ReplaceAll(a, "à", "a"); vi.SortKey(plain) > vi.SortKey(a) {
			t.Fatalf("%q without huyền sorts after itself", a)
		}
	})
}

func TestNameKey(t *testing.T) {
	list := []string{"Trần Văn Đạt", "Lê Thị Bình", "Nguyễn Văn An", "Nguyễn Thị Dung", "Đỗ Văn An", "Vũ Ánh", "Hà", "Lê Hạ", " Phạm  Hà "}
	want := []string{"Đỗ Văn An", "Nguyễn Văn An", "Vũ Ánh", "Lê Thị Bình", "Nguyễn Thị Dung", "Trần Văn Đạt", "Hà", " Phạm  Hà ", "Lê Hạ"}
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(vi.NameKey(a), vi.NameKey(b)) })
	if !slices.Equal(list, want) {
		t.Errorf("order %q, want %q", list, want)
	}
	if vi.NameKey("  ") != "" {
		t.Error("a blank name has a key")
	}
}

func TestUpperSentenceSlug(t *testing.T) {
	if got := vi.Upper("ủy ban nhân dân phường đường hào"); got != "ỦY BAN NHÂN DÂN PHƯỜNG ĐƯỜNG HÀO" {
		t.Errorf("Upper: %q", got)
	}
	for in, want := range map[string]string{"đơn vị chủ trì": "Đơn vị chủ trì", "ấp Bắc": "Ấp Bắc", "01 trẻ em": "01 trẻ em", "": "", "\xffa": "\xffa", "x": "X"} {
		if got := vi.Sentence(in); got != want {
			t.Errorf("Sentence(%q) = %q, want %q", in, got, want)
		}
	}
	if got := vi.Slug("Phòng Văn hóa - Xã hội"); got != "phong-van-hoa-xa-hoi" {
		t.Errorf("Slug: %q", got)
	}
}

func TestCut(t *testing.T) {
	tests := []struct {
		in   string
		n    int
		want string
	}{
		{"Trạm Y tế", 20, "Trạm Y tế"},
		{"Trạm Y tế", 9, "Trạm Y tế"},
		{"Rà soát ao, hồ, công trình", 16, "Rà soát ao, hồ…"},
		{"Rà soát ao, hồ, công trình", 13, "Rà soát ao…"},
		{"Khôngcókhoảngtrắng", 8, "Khôngcó…"},
		{"Đường", 1, "…"},
		{"Đường", 0, ""},
		{"Đường", -3, ""},
		{"", 5, ""},
	}
	for _, tt := range tests {
		if got := vi.Cut(tt.in, tt.n); got != tt.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}

func TestCutNeverExceeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.String().Draw(t, "s"), rapid.IntRange(-2, 40).Draw(t, "n")
		if got := vi.Cut(s, n); utf8.RuneCountInString(got) > max(n, 0) {
			t.Fatalf("Cut(%q, %d) = %q", s, n, got)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		vi.Fold("phường Mỹ Hào, tỉnh Hưng Yên")
	}
}
