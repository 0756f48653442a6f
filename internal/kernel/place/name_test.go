package place

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

func TestFullName(t *testing.T) {
	tests := []struct {
		kind Kind
		name string
		want string
	}{
		{Ward, "Mỹ Hào", "phường Mỹ Hào"},
		{Province, "Hưng Yên", "tỉnh Hưng Yên"},
		{City, "Hà Nội", "thành phố Hà Nội"},
		{SpecialZone, "Phú Quốc", "đặc khu Phú Quốc"},
		{City, "Hồ Chí Minh", "Thành phố Hồ Chí Minh"},
		{UrbanDistrict, "1", "Quận 1"},
		{Ward, "2 Bảo Lộc", "Phường 2 Bảo Lộc"},
		{Ward, "Hà Giang 2", "phường Hà Giang 2"},
		{Ward, "Điện Biên Phủ", "Phường Điện Biên Phủ"},
		{Ward, "Phan Đình Phùng", "Phường Phan Đình Phùng"},
		{Commune, "Tạ An Khương Nam", "Xã Tạ An Khương Nam"},
		{Commune, "Nam Sách", "xã Nam Sách"},
	}
	for _, tt := range tests {
		if got := FullName(tt.kind, tt.name); got != tt.want {
			t.Errorf("FullName(%q, %q) = %q, want %q", tt.kind, tt.name, got, tt.want)
		}
	}
}

func TestSplitKind(t *testing.T) {
	tests := []struct {
		full string
		kind Kind
		name string
	}{
		{"Thị trấn Ba Chẽ", Township, "Ba Chẽ"},
		{"Thị Trấn Mường Chà", Township, "Mường Chà"},
		{"THỊ XÃ MỸ HÀO", Town, "MỸ HÀO"},
		{"xã Xã Đàn", Commune, "Xã Đàn"},
		{"Đặc khu Côn Đảo", SpecialZone, "Côn Đảo"},
		{"Phường 9", Ward, "9"},
	}
	for _, tt := range tests {
		if kind, name, ok := SplitKind(tt.full); !ok || kind != tt.kind || name != tt.name {
			t.Errorf("SplitKind(%q) = %q, %q, %v", tt.full, kind, name, ok)
		}
	}
	for _, bad := range []string{"", "xã", "xã ", "phườngMỹ Hào", "Mỹ Hào", "phuong My Hao", "\xff\xfe"} {
		if kind, name, ok := SplitKind(bad); ok {
			t.Errorf("SplitKind(%q) = %q, %q", bad, kind, name)
		}
	}
}

// A name in the list that no unit bears would be an error of spelling.
func TestHonouredNamesAreNamesOfUnits(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	borne := map[string]bool{}
	for _, at := range []day.Day{day.Must(2025, 6, 30), {}} {
		for level := ProvinceLevel; level <= CommuneLevel; level++ {
			for _, p := range c.On(level, at) {
				borne[p.Name] = true
			}
		}
	}
	for name := range honoured {
		if !borne[name] {
			t.Errorf("no unit is called %q", name)
		}
	}
}
