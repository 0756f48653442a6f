package place

import (
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// FullName writes a unit's name in a sentence by the rules of Nghị định 30/2020/NĐ-CP, Phụ lục II: the kind in lower case
// (phường Mỹ Hào), but with a capital before a number, a person or an event of history (Phường 9, Quận Hai Bà Trưng,
// Phường Điện Biên Phủ) and always in Thành phố Hồ Chí Minh.
func FullName(kind Kind, name string) string {
	if first := []rune(name); len(first) > 0 && unicode.IsDigit(first[0]) || honours(name) {
		return vi.Sentence(string(kind)) + " " + name
	}
	return string(kind) + " " + name
}

// honours reports whether a name is that of a person or an event, also with a part of the compass behind it.
func honours(name string) bool {
	for _, side := range [...]string{" Bắc", " Nam", " Đông", " Tây"} {
		if base, ok := strings.CutSuffix(name, side); ok && honoured[base] {
			return true
		}
	}
	return honoured[name]
}

// honoured holds those names of units of today or before 2025 whose person or event is beyond doubt. A name that is left
// out is written with the kind in lower case, which is also how most founding resolutions write it.
var honoured = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.SplitSeq(honouredNames, ",") {
		m[strings.Join(strings.Fields(name), " ")] = true
	}
	return m
}()

const honouredNames = `Bế Văn Đàn, Bùi Hữu Nghĩa, Bùi Thị Xuân, Chu Văn An, Châu Văn Liêm, Dương Minh Châu, Đào Duy Từ, Đào Hữu Cảnh, Đặng
Thùy Trâm, Điện Biên Phủ, Đồng Khởi, Hai Bà Trưng, Hà Huy Tập, Hoàng Diệu, Hoàng Hoa Thám, Hoàng Văn Thụ, Hồ Chí Minh,
Hồ Đắc Kiện, Hồ Thị Kỷ, Hồ Tùng Mậu, Hùng Vương, Huỳnh Hữu Nghĩa, Lê Chân, Lê Đại Hành, Lê Hồng Phong, Lê Ích Mộc, Lê
Lai, Lê Lợi, Lê Minh Xuân, Lê Quý Đôn, Lê Thanh Nghị, Lương Thế Trân, Lương Văn Tri, Lý Bôn, Lý Thái Tổ, Lý Thường
Kiệt, Lý Văn Lâm, Ngô Mây, Ngô Quyền, Nguyễn An Ninh, Nguyễn Bỉnh Khiêm, Nguyễn Cư Trinh, Nguyễn Du, Nguyễn Đại Năng,
Nguyễn Huân, Nguyễn Huệ, Nguyễn Lương Bằng, Nguyễn Nghiêm, Nguyễn Phích, Nguyễn Thái Bình, Nguyễn Thái Học, Nguyễn Thị
Minh Khai, Nguyễn Trãi, Nguyễn Văn Cừ, Nguyễn Văn Linh, Nguyễn Văn Thảnh, Nguyễn Việt Khái, Nùng Trí Cao, Phạm Đình
Hổ, Phạm Hồng Thái, Phạm Ngũ Lão, Phạm Sư Mạnh, Phạm Văn Cội, Phạm Văn Hai, Phan Bội Châu, Phan Chu Trinh, Phan Đình
Phùng, Phan Ngọc Hiển, Phan Sào Nam, Phùng Chí Kiên, Quang Trung, Tạ An Khương, Tô Hiệu, Trần Hưng Đạo, Trần Nguyên
Hãn, Trần Nhân Tông, Trần Phú, Trần Quang Diệu, Trần Thành Ngọ, Trần Văn Thời, Triệu Việt Vương, Trương Định, Trương
Quang Trọng, Võ Thị Sáu`

// kinds are all of them, for finding the one at the head of a full name.
var kinds = []Kind{City, SpecialZone, Township, Town, Ward, Commune, UrbanDistrict, District, Province}

// SplitKind takes the kind off a full name, whatever its capitals; ok is false when it has none.
func SplitKind(full string) (kind Kind, name string, ok bool) {
	for _, kind := range kinds {
		n := len(kind)
		if len(full) > n+1 && full[n] == ' ' && strings.EqualFold(full[:n], string(kind)) {
			return kind, full[n+1:], true
		}
	}
	return "", "", false
}
