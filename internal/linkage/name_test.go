package linkage_test

import (
	"testing"

	"github.com/mangnon/mangnon/internal/linkage"
)

func TestNamesCompared(t *testing.T) {
	tests := []struct {
		a, b string
		want linkage.NameLevel
	}{
		{"Nguyễn Văn An", "NGUYỄN VĂN AN", linkage.NameSame},
		{"Lê Thị Hòa", "Lê Thị Hoà", linkage.NameSame}, // two lawful places of the mark
		{"Nguyễn Văn An", "Nguyễn Văn An (Bông)", linkage.NameSame},
		{"Đỗ Thị Đào", "do thi dao", linkage.NamePlain},
		{"Trần Thị Hà", "Trần Thị Hạ", linkage.NameMarks},
		{"Nguyễn Đức", "Nguyeenx Dduwcs", linkage.NameMarks},
		{"Nguyễn Văn Hùng", "Nguyễn Văn Hùg", linkage.NameSlip},
		{"Nguyễn Văn Hùng", "Nguyễn Văn Hugnf", linkage.NameSlip},
		{"Lý Minh Châu", "Ný Minh Châu", linkage.NameSlip},
		{"Trần Hữu Đức", "Chần Hữu Đức", linkage.NameSlip},
		{"Lê Minh Thuận", "Lê MinhThuận", linkage.NameSlip},
		{"Vũ Nam", "ũV Nam", linkage.NameSlip},
		{"Nguyễn Thị Mai", "Nguyễn Mai", linkage.NameMissing},
		{"Lê V. Trí", "Lê Văn Trí", linkage.NameMissing},
		{"Lê Đức Hoàng", "Lê Hoàng Đức", linkage.NameSwapped},
		{"Nguyễn Thị Thu Hà", "Nguyen Thu Haf", linkage.NameMissing},
		{"Nguyễn Thị Thu Hiền", "Nguyễn Hiền", linkage.NameTwo},
		{"Nguyễn Văn Hùng", "Nguyễn Hùg", linkage.NameTwo},
		{"Nguyễn Minh Anh", "Nguyễn Minh Tuấn", linkage.NameReplaced},
		{"Nguyễn Văn An", "Trần Thị Bình", linkage.NameOther},
		{"Nguyễn An", "Nguyễn Bình", linkage.NameOther},
		{"", "Nguyễn An", linkage.NameOther},
		{"", "", linkage.NameOther},
	}
	for _, tt := range tests {
		if got := linkage.CompareNames(tt.a, tt.b); got != tt.want {
			t.Errorf("%q and %q: level %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := linkage.CompareNames(tt.b, tt.a); got != tt.want {
			t.Errorf("%q and %q, turned round: level %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

func TestBirthsCompared(t *testing.T) {
	tests := []struct {
		a, b string
		want linkage.BirthLevel
	}{
		{"2019-07-05", "2019-07-05", linkage.BirthSame},
		{"2019-07-05", "05/07/2019", linkage.BirthSame},
		{"2019-07-05", "", linkage.BirthUnknown},
		{"2019-07-05", "2019", linkage.BirthPartial},
		{"2019", "2019", linkage.BirthPartial},
		{"2019-07-05", "2019-07", linkage.BirthPartial},
		{"2019-07-05", "2019-08", linkage.BirthOther},
		{"2019-07-05", "2019-01-01", linkage.BirthPartial},
		{"2019-07-05", "2018", linkage.BirthOther},
		{"2019-07-05", "2019-05-07", linkage.BirthSwapped},
		{"2019-07-05", "2019-07-06", linkage.BirthDay},
		{"2019-07-15", "2019-08-15", linkage.BirthMonth},
		{"2019-07-05", "2018-07-05", linkage.BirthYear},
		{"2019-07-05", "2018-09-15", linkage.BirthOther},
		{"2019-13-05", "2019-07-05", linkage.BirthUnknown},
	}
	for _, tt := range tests {
		a, b := linkage.ParseDate(tt.a), linkage.ParseDate(tt.b)
		if got, back := linkage.CompareBirths(a, b), linkage.CompareBirths(b, a); got != tt.want || back != tt.want {
			t.Errorf("%s and %s: level %d, turned round %d, want %d", tt.a, tt.b, got, back, tt.want)
		}
	}
}

func TestNumbersCompared(t *testing.T) {
	tests := []struct {
		a, b string
		want linkage.NumberLevel
	}{
		{"001219000123", "001219000123", linkage.NumberSame},
		{"001219000123", " 001 219 000 123", linkage.NumberSame},
		{"001219000123", "", linkage.NumberUnknown},
		{"001219000123", "12", linkage.NumberUnknown},
		{"001219000123", "001219500123", linkage.NumberSlip},
		{"001219000123", "001210900123", linkage.NumberSlip},
		{"001219000129", "001219000130", linkage.NumberNext},
		{"001219000123", "01219000123", linkage.NumberOther},
		{"001219000123", "077315556677", linkage.NumberOther},
	}
	for _, tt := range tests {
		if got, back := linkage.CompareNumbers(tt.a, tt.b), linkage.CompareNumbers(tt.b, tt.a); got != tt.want || back != tt.want {
			t.Errorf("%s and %s: level %d, turned round %d, want %d", tt.a, tt.b, got, back, tt.want)
		}
	}
}
