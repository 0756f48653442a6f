package oldfont

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestToUnicode(t *testing.T) {
	tests := []struct {
		charset     Charset
		typed, want string
	}{
		{TCVN3, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"},
		{TCVN3, "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"},
		{TCVN3, "KÕ HO¹CH", "KẾ HOẠCH"},
		{TCVN3, "ñy ban nh©n d©n ph­êng", "ủy ban nhân dân phường"},
		{TCVN3, "Sè: 18/KH-UBND", "Số: 18/KH-UBND"},
		{TCVN3, "theo CHØ THÞ cña UBND", "theo CHỈ THỊ của UBND"},
		{TCVN3, "Mü Hµo", "Mỹ Hào"},
		{VNI, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{VNI, "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"},
		{VNI, "treû em ñöôïc chaêm soùc, giaùo duïc", "trẻ em được chăm sóc, giáo dục"},
		{VNI, "UÛy ban nhaân daân phöôøng Myõ Haøo", "Ủy ban nhân dân phường Mỹ Hào"},
		{VNI, "nguy cô ñuoái nöôùc ôû ao, hoà", "nguy cơ đuối nước ở ao, hồ"},
		{Unicode, "Phường Mỹ Hào", "Phường Mỹ Hào"},
	}
	for _, tt := range tests {
		if got := ToUnicode(tt.typed, tt.charset); got != tt.want {
			t.Errorf("ToUnicode(%q, %s) = %q, want %q", tt.typed, tt.charset.Name(), got, tt.want)
		}
	}
}

func TestDetect(t *testing.T) {
	tests := []struct {
		text string
		want Charset
	}{
		{"Céng hoµ x· héi chñ nghÜa ViÖt Nam", TCVN3},
		{"Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", VNI},
		{"Cộng hòa xã hội chủ nghĩa Việt Nam", Unicode},
		{norm.NFD.String("Cộng hòa xã hội chủ nghĩa Việt Nam"), Unicode},
		{"Plan for children, 2026", Unicode},
		{"São Tomé, Zürich, Besançon, Málaga, Kraków", Unicode},
		{"Nguyễn Văn Bình; München; Łódź", Unicode},
		{"· first · second: 5 µm, 10 µm", Unicode},
		{"Mü", Unicode}, // one word proves nothing
		{"", Unicode},
	}
	for _, tt := range tests {
		if got := Detect(tt.text); got != tt.want {
			t.Errorf("Detect(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestByFont(t *testing.T) {
	tests := []struct {
		font    string
		want    Charset
		capital bool
	}{
		{".VnTime", TCVN3, false}, {".VnTimeH", TCVN3, true}, {".vnarial", TCVN3, false},
		{"VNI-Times", VNI, false}, {"Times New Roman", Unicode, false}, {"", Unicode, false},
	}
	for _, tt := range tests {
		if c, capital := ByFont(tt.font); c != tt.want || capital != tt.capital {
			t.Errorf("ByFont(%q) = %q, %v", tt.font, c, capital)
		}
	}
}

func TestIsSyllable(t *testing.T) {
	good := "người nghiêng giữa gì giếng quốc quyền quỹ khuya thuở uống yêu ý ủy đuối xoong hoặc phường trẻ tuần ăn Đoàn"
	for word := range strings.FieldsSeq(good) {
		if !isSyllable(word) {
			t.Errorf("isSyllable(%q) = false", word)
		}
	}
	for word := range strings.FieldsSeq("héi Céñg München tomé strategie hcm các̀ cãc hệhệ") {
		if isSyllable(word) {
			t.Errorf("isSyllable(%q) = true", word)
		}
	}
}

// keyboards give what to type for each letter: for TCVN3 its code, for VNI a letter and the code of its marks.
var keyboards = map[Charset]map[rune]string{TCVN3: {}, VNI: {}}

func init() {
	for code, letter := range tcvn3 {
		keyboards[TCVN3][letter] = string(code)
	}
	for _, base := range "aeouyôöAEOUYÔÖ" {
		letter, alone := vniAlone[base]
		if !alone {
			letter = base
		}
		for code, mark := range vniMark {
			if unicode.IsUpper(base) {
				code = unicode.ToUpper(code)
			}
			if composed := []rune(norm.NFC.String(string(letter) + mark)); vniCarries(base, mark) && len(composed) == 1 {
				keyboards[VNI][composed[0]] = string(base) + string(code)
			}
		}
	}
	for code, letter := range vniAlone {
		keyboards[VNI][letter] = string(code)
	}
}

// typeIn types Unicode text as a keyboard driver for an old font does.
func typeIn(c Charset, s string) string {
	var b strings.Builder
	for _, r := range s {
		if typed, ok := keyboards[c][r]; ok {
			b.WriteString(typed)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Every small Vietnamese letter survives being typed in an old set and read back, wherever it stands.
func TestRoundTrip(t *testing.T) {
	letters := []rune("aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ ,.-0123456789")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom(letters)).Draw(t, "text")
		if got := ToUnicode(typeIn(TCVN3, text), TCVN3); got != text {
			t.Errorf("TCVN3: %q came back as %q", text, got)
		}
		if got := ToUnicode(typeIn(VNI, text), VNI); got != text {
			t.Errorf("VNI: %q came back as %q", text, got)
		}
		upper := strings.ToUpper(text)
		if got := ToUnicode(typeIn(VNI, upper), VNI); got != upper {
			t.Errorf("VNI capitals: %q came back as %q", upper, got)
		}
	})
}

func TestDetectKnowsWhatWasTyped(t *testing.T) {
	words := strings.Fields("phường trẻ em được bảo vệ chăm sóc giáo dục kế hoạch nhiệm vụ tổ dân phố đuối nước hằng năm cộng đồng")
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.Permutation(words).Draw(t, "words")[:rapid.IntRange(12, len(words)).Draw(t, "n")] // three words are no evidence
		text := strings.Join(some, " ")
		for charset, typed := range map[Charset]string{Unicode: text, TCVN3: typeIn(TCVN3, text), VNI: typeIn(VNI, text)} {
			if got := Detect(typed); got != charset {
				t.Errorf("Detect(%q) = %q, want %q", typed, got, charset)
			}
		}
	})
}
