package doctext

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  Kế hoạch \t":             "  Kế hoạch",
		"\u00a0\u3000x\u00a0y":      "  x y",
		"tre\u200b\u0309":           "trẻ",
		"\ufeffa\u202eb\x00c\u00ad": "abc",
		"a\tb":                      "a\tb",
		" \u200b\t":                 "",
		"Ðoàn":                      "Đoàn",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := CleanTyped("Ph\u00ad\u00acng \u200b"); got != "Ph\u00ad\u00acng" {
		t.Errorf("CleanTyped lost a letter: %q", got)
	}
}

// What is clean stays as it is, is NFC and shows nothing that cannot be seen.
func TestCleanProperty(t *testing.T) {
	runes := rapid.SampledFrom([]rune("aeđƯ\u0301\u0302\u0323\u200b\u00ad\u00a0\u2028\x01\t ·1"))
	rapid.Check(t, func(t *rapid.T) {
		got := Clean(rapid.StringOf(runes).Draw(t, "text"))
		if Clean(got) != got || !norm.NFC.IsNormalString(got) || strings.TrimRightFunc(got, unicode.IsSpace) != got {
			t.Errorf("%q is not clean", got)
		}
	})
}
