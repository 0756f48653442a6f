package child

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/register"
)

// Warnings are what in a record should be looked at again and blocks nothing: a personal number whose digits do not agree with
// sex, year of birth or the codes of places. Corrections of sex and numbers given again make such numbers, so they may be right.
func Warnings(rec register.Record) (out []string) {
	number := rec.Str("person_number")
	if len(number) != numberDigits {
		return nil
	}
	if place, _ := strconv.Atoi(number[:3]); place == 0 || place > 96 && !foreignBirth(place) {
		out = append(out, "Ba số đầu của số định danh ("+number[:3]+") không phải mã tỉnh, thành phố nơi đăng ký khai sinh")
	}
	century, girl := 19+int(number[3]-'0')/2, (number[3]-'0')%2 == 1
	switch sex := rec.Str("sex"); {
	case sex == "nam" && girl, sex == "nu" && !girl:
		out = append(out, "Chữ số thứ 4 của số định danh là của "+map[bool]string{true: "nữ", false: "nam"}[girl]+", hồ sơ ghi khác")
	}
	if birth := rec.Str("birth"); len(birth) >= 4 && birth[:4] != strconv.Itoa(century)+number[4:6] {
		out = append(out, "Số định danh ghi năm sinh "+strconv.Itoa(century)+number[4:6]+", hồ sơ ghi "+birth[:4])
	}
	return out
}

// foreignBirth reports whether a code is of a country: three digits from 101 on (TT 07/2016/TT-BCA). The table of countries is
// not in the program; any of them passes.
func foreignBirth(place int) bool { return place > 100 }
