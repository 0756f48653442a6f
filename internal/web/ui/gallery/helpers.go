package gallery

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/web/ui"
)

func withLead(s ui.Shell) ui.Shell {
	s.Lead = "1 việc khẩn phải xong trước 09:40. 2 việc quá hạn ở hai đơn vị khác. Các đơn vị còn 3 ngày làm việc để gửi báo cáo 6 tháng, đã nhận 6 trên 11."
	s.Actions = todayActions()
	return s
}

func page(n int) string { return "/tre-em?trang=" + strconv.Itoa(n) }

// names are fifty invented children: one page of a list.
func names() []string {
	list := make([]string, 0, 50)
	for len(list) < 50 {
		list = append(list, "Đào Gia An", "Đỗ Thùy Dương", "Phạm Ngọc Ánh", "Vũ Bảo Châu", "Lê Minh Khôi")
	}
	return list
}

// stateKeys are all keys of ui.Glyph in the order of the sheet of states.
func stateKeys() []string {
	return []string{"Đ", "M", "Q", "H", "G", "C", "L", "?", "B", ".", "!", "S", "T", "N", "NM", "K", "KM"}
}

func figures() []ui.Figure {
	return []ui.Figure{
		{Of: "Giao cả năm", Value: "184", Href: "/1", Note: "26 nhiệm vụ"},
		{Of: "Đến hạn", Value: "70", Href: "/2", Note: "tuần trước 64"},
		{State: "Đ", Of: "Xong đúng hạn", Value: "52", Href: "/3", Note: "74% số đến hạn"},
		{State: "M", Of: "Xong muộn", Value: "9", Href: "/4", Note: "thêm 1 so với tuần trước"},
		{State: "Q", Of: "Quá hạn", Value: "5", Href: "/5", Note: "bớt 2 so với tuần trước", Over: true},
		{State: "L", Of: "Xin lùi", Value: "4", Href: "/6", Note: "3 đã duyệt, 1 chờ anh/chị"},
	}
}
