package planread

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestDefaultPlaces(t *testing.T) {
	at := day.Must(2026, 1, 1)
	for name, want := range map[string]struct {
		registered string
		exact, ok  bool
	}{
		"tỉnh Hưng Yên":    {"tỉnh Hưng Yên", true, true},
		"tỉnh Hưng Yen":    {"tỉnh Hưng Yên", false, true},
		"Tỉnh Khánh Hoà":   {"tỉnh Khánh Hòa", true, true},
		"thị xã Mỹ Hòa":    {"", false, false},
		"phường Đường Hào": {"phường Đường Hào", true, true},
		"xã Không Có Thật": {"", false, false},
	} {
		registered, exact, ok := Default().Place(name, at)
		if registered != want.registered || exact != want.exact || ok != want.ok {
			t.Errorf("%s: %q %t %t", name, registered, exact, ok)
		}
	}
}

func TestUnitSince(t *testing.T) {
	r := &reader{reg: Default()}
	for u, want := range map[unit]string{{"phường", "Đường Hào"}: "2025-07-01", {"thị xã", "Mỹ Hào"}: "2019-05-01", {"tỉnh", "Hưng Yên"}: ""} {
		got, _ := r.unitSince(u)
		if got.ISO() != want {
			t.Errorf("%s: %q", u, got.ISO())
		}
	}
}

func TestBodiesByDate(t *testing.T) {
	for name, at := range map[string]day.Day{"Phòng Tư pháp": day.Must(2025, 3, 1), "Phòng Văn hóa - Xã hội": day.Must(2026, 3, 1), "UBND": {}} {
		b, ok := findBody(low(name), at)
		if !ok || !b.holds(at) {
			t.Errorf("%s is not held to exist on %s", name, at)
		}
	}
	if b, ok := findBody("phòng tư pháp", day.Must(2026, 1, 1)); !ok || b.holds(day.Must(2026, 1, 1)) {
		t.Error("a room of the district level is held to exist in 2026")
	}
}

func TestNearBody(t *testing.T) {
	for name, want := range map[string]string{
		"ủy ban nhân các xã": "Ủy ban nhân dân", "hội liên hiệp phu nữ": "Hội Liên hiệp Phụ nữ", "sở giáo dục và đào tao": "Sở Giáo dục và Đào tạo",
		"văn phòng thành ủy": "", "ủy ban kiểm tra": "", "đoàn xã": "", "sở ngoại thương": "", "hội nông nghiệp": "",
	} {
		got, _, _ := nearBody(name, day.Day{})
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for pair, want := range map[[2]string]int{{"hoa", "hao"}: 1, {"myhoa", "myhao"}: 1, {"tamson", "tamson"}: 0, {"tamson", "tamsoni"}: 1, {"abc", "xyz"}: 3} {
		if got := distance([]rune(pair[0]), []rune(pair[1]), 2); got != want {
			t.Errorf("%v: %d, want %d", pair, got, want)
		}
	}
}
