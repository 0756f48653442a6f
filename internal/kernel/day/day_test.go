package day_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func TestParse(t *testing.T) {
	tests := []struct{ in, want string }{
		{"5/6/2026", "2026-06-05"},
		{"05/06/2026", "2026-06-05"},
		{"05-06-2026", "2026-06-05"},
		{"5.6.26", "2026-06-05"},
		{"5 6 2026", "2026-06-05"},
		{" 5 / 6 / 2026 ", "2026-06-05"},
		{"05062026", "2026-06-05"},
		{"2026-06-05", "2026-06-05"},
		{"29/2/2024", "2024-02-29"},
		{"31/12/99", "2099-12-31"},
		{"1/1/00", "2000-01-01"},
		{"\u00a01/6/2026\n", "2026-06-01"},
		{"", ""},
		{"   ", ""},
	}
	for _, tt := range tests {
		d, err := day.Parse(tt.in)
		if err != nil || d.ISO() != tt.want {
			t.Errorf("Parse(%q) = %q, %v, want %q", tt.in, d.ISO(), err, tt.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ in, says string }{
		{"31/02/2026", "Không có ngày 31/02/2026 trong lịch"},
		{"29/2/2025", "Không có ngày 29/2/2025"},
		{"2026-02-31", "Không có ngày 2026-02-31"},
		{"0/6/2026", "Không có ngày"},
		{"5/13/2026", "Không có ngày"},
		{"00000000", "Không có ngày"},
		{"1/1/0001", "Không có ngày"},
		{"03/01/20219", "đang là “03/01/20219”"},
		{"5/6/206", "ngày/tháng/năm"},
		{"5/6", "ngày/tháng/năm"},
		{"2026/06/05", "ngày/tháng/năm"},
		{"5//6//2026", "ngày/tháng/năm"},
		{"５/６/2026", "ngày/tháng/năm"},
		{"05/06/0206", "từ 1900"},
		{"0026-06-05", "từ 1900"},
	}
	for _, tt := range tests {
		d, err := day.Parse(tt.in)
		if !errs.Is(err, errs.Invalid) || !d.IsZero() {
			t.Errorf("Parse(%q) = %q, %v; want an Invalid error and no date", tt.in, d.ISO(), err)
			continue
		}
		if e, _ := errors.AsType[*errs.Error](err); !strings.Contains(e.Message, tt.says) {
			t.Errorf("Parse(%q) says %q, want %q in it", tt.in, e.Message, tt.says)
		}
	}
}

func TestParseErrorRepeatsNoName(t *testing.T) {
	_, err := day.Parse("Nguyễn Văn Măng 05/06")
	if err == nil || strings.Contains(err.Error(), "Măng") {
		t.Errorf("a name typed into a date field reaches the error: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"5/6/2026", "05062026", "2026-06-05", "31/02/2026", "5 . 6 - 26", "\xff/\x00", strings.Repeat("1", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := day.Parse(s)
		if err != nil {
			if !errs.Is(err, errs.Invalid) || !d.IsZero() {
				t.Fatalf("Parse(%q) = %v, %v", s, d, err)
			}
			return
		}
		if again, err := day.Parse(d.String()); err != nil || again != d {
			t.Fatalf("Parse(%q) is %s, which reads back as %s, %v", s, d, again, err)
		}
	})
}

func TestOf(t *testing.T) {
	for _, bad := range [][3]int{{2026, 2, 30}, {2026, 0, 1}, {2026, 13, 1}, {2026, 1, 0}, {0, 1, 1}, {10000, 1, 1}, {1, 1, 1}, {-5, 1, 1}} {
		if d, ok := day.Of(bad[0], bad[1], bad[2]); ok || !d.IsZero() {
			t.Errorf("Of(%v) = %v, %v", bad, d, ok)
		}
	}
	if d, ok := day.Of(2024, 2, 29); !ok || d.Year() != 2024 || d.Month() != 2 || d.Date() != 29 {
		t.Errorf("Of(2024, 2, 29) = %v, %v", d, ok)
	}
}

func TestParseISORefuses(t *testing.T) {
	for _, bad := range []string{"2026-6-5", "2026-02-30", "05/06/2026", "2026-06-05T00:00:00Z", "0000-01-01", "0001-01-01", "x"} {
		if d, err := day.ParseISO(bad); err == nil || !d.IsZero() {
			t.Errorf("ParseISO(%q) = %v, %v", bad, d, err)
		}
	}
}

// days draws dates from 1900 to 2199.
var days = rapid.Custom(func(t *rapid.T) day.Day {
	return day.Must(1900, 1, 1).Add(rapid.IntRange(0, 300*365).Draw(t, "n"))
})

func TestRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := days.Draw(t, "d")
		if back, err := day.ParseISO(d.ISO()); err != nil || back != d {
			t.Fatalf("ISO %q reads back as %v, %v", d.ISO(), back, err)
		}
		if back, err := day.Parse(d.String()); err != nil || back != d {
			t.Fatalf("%q reads back as %v, %v", d, back, err)
		}
		v, err := d.Value()
		if err != nil {
			t.Fatal(err)
		}
		var scanned, decoded day.Day
		if err := scanned.Scan(v); err != nil || scanned != d {
			t.Fatalf("stored %v, scanned %v, %v", d, scanned, err)
		}
		b, _ := json.Marshal(d)
		if err := json.Unmarshal(b, &decoded); err != nil || decoded != d {
			t.Fatalf("encoded %s, decoded %v, %v", b, decoded, err)
		}
	})
}

func TestArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, n := days.Draw(t, "a"), rapid.IntRange(-200000, 200000).Draw(t, "n")
		b := a.Add(n)
		if b.Sub(a) != n || a.Sub(b) != -n {
			t.Fatalf("%s + %d days is %s, whose distance is %d", a.ISO(), n, b.ISO(), b.Sub(a))
		}
		if b.Compare(a) != cmp.Compare(n, 0) || (day.Day{}).Compare(a) != -1 {
			t.Fatalf("%s compares as %d with %s", b.ISO(), b.Compare(a), a.ISO())
		}
		if b.After(a) != (n > 0) || b.Before(a) != (n < 0) || (b.ISO() > a.ISO()) != (n > 0) {
			t.Fatalf("the order of %s and %s is not that of their days or of their text", a.ISO(), b.ISO())
		}
	})
}

func TestZeroDay(t *testing.T) {
	var d day.Day
	if d.ISO() != "" || d.String() != "" || d.Short() != "" || d.Weekday() != "" || d.WeekdayShort() != "" || d.IsWeekend() {
		t.Error("an unknown date shows as a known one")
	}
	if d.Official() != "ngày … tháng … năm …" {
		t.Errorf("Official: %q", d.Official())
	}
	if v, err := d.Value(); err != nil || v != "" {
		t.Errorf("stored as %v, %v", v, err)
	}
	for _, src := range []any{nil, "", []byte(nil)} {
		got := day.Must(2026, 6, 5)
		if err := got.Scan(src); err != nil || !got.IsZero() {
			t.Errorf("Scan(%v) = %v, %v", src, got, err)
		}
	}
	if err := d.Scan(5); err == nil {
		t.Error("Scan reads a number as a date")
	}
	if err := d.Scan("5/6/2026"); err == nil {
		t.Error("Scan reads what Value never stores")
	}
}

func TestForms(t *testing.T) {
	tests := []struct {
		d                                       day.Day
		official, text, short, weekday, initial string
	}{
		{day.Must(2026, 1, 5), "ngày 05 tháng 01 năm 2026", "05/01/2026", "5/1", "thứ Hai", "T2"},
		{day.Must(2026, 2, 28), "ngày 28 tháng 02 năm 2026", "28/02/2026", "28/2", "thứ Bảy", "T7"},
		{day.Must(2026, 3, 9), "ngày 09 tháng 3 năm 2026", "09/03/2026", "9/3", "thứ Hai", "T2"},
		{day.Must(2025, 11, 16), "ngày 16 tháng 11 năm 2025", "16/11/2025", "16/11", "Chủ nhật", "CN"},
		{day.Must(2024, 2, 23), "ngày 23 tháng 02 năm 2024", "23/02/2024", "23/2", "thứ Sáu", "T6"},
	}
	for _, tt := range tests {
		got := [...]string{tt.d.Official(), tt.d.String(), tt.d.Short(), tt.d.Weekday(), tt.d.WeekdayShort()}
		want := [...]string{tt.official, tt.text, tt.short, tt.weekday, tt.initial}
		if got != want {
			t.Errorf("%s: %q, want %q", tt.d.ISO(), got, want)
		}
	}
}

func TestIsWeekend(t *testing.T) {
	monday := day.Must(2026, 6, 1)
	for i, want := range []bool{false, false, false, false, false, true, true} {
		if d := monday.Add(i); d.IsWeekend() != want {
			t.Errorf("%s %s: weekend %v", d.WeekdayShort(), d, d.IsWeekend())
		}
	}
}

func TestAtIsVietnamsDate(t *testing.T) {
	tests := []struct{ instant, want string }{
		{"2026-06-04T16:59:59.999Z", "2026-06-04"},
		{"2026-06-04T17:00:00Z", "2026-06-05"},
		{"2026-06-05T16:59:59Z", "2026-06-05"},
		{"2025-12-31T17:00:00Z", "2026-01-01"},
		{"2026-06-05T00:00:00+07:00", "2026-06-05"},
		{"2026-06-04T23:59:59+07:00", "2026-06-04"},
		{"2026-06-04T22:30:00-08:00", "2026-06-05"},
	}
	for _, tt := range tests {
		instant, err := time.Parse(time.RFC3339Nano, tt.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := day.At(instant).ISO(); got != tt.want {
			t.Errorf("At(%s) = %s, want %s", tt.instant, got, tt.want)
		}
	}
}

func TestStartIsTheFirstInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.Must(1976, 1, 1).Add(rapid.IntRange(0, 200*365).Draw(t, "n"))
		if day.At(d.Start()) != d || day.At(d.Start().Add(-time.Nanosecond)) != d.Add(-1) {
			t.Fatalf("%s starts at %s", d.ISO(), d.Start())
		}
	})
}
