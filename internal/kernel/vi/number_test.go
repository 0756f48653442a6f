package vi_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

func TestInt(t *testing.T) {
	tests := map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1.000", 14206: "14.206", 101_300_000: "101.300.000", -999: "-999", -1234: "-1.234",
		math.MinInt64: "-9.223.372.036.854.775.808",
	}
	for n, want := range tests {
		if got := vi.Int(n); got != want {
			t.Errorf("Int(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestIntReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		s := vi.Int(n)
		if back, err := strconv.ParseInt(strings.ReplaceAll(s, ".", ""), 10, 64); err != nil || back != n {
			t.Fatalf("Int(%d) = %q reads back as %d, %v", n, s, back, err)
		}
		for i, group := range strings.Split(strings.TrimPrefix(s, "-"), ".") {
			if len(group) > 3 || i > 0 && len(group) != 3 {
				t.Fatalf("Int(%d) = %q has a group of %d digits", n, s, len(group))
			}
		}
	})
}

func TestBytes(t *testing.T) {
	const mb = 1 << 20
	tests := map[int64]string{
		0: "0 KB", 1: "1 KB", 1024: "1 KB", 1025: "2 KB", 812 * 1024: "812 KB",
		mb: "1 MB", mb*34/10 + 1: "3,4 MB", 10 * mb: "10 MB", mb*3 - 1: "3 MB", 4096 * mb: "4 GB",
	}
	for n, want := range tests {
		if got := vi.Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}
