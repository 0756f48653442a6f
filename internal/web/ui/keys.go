package ui

// htmxConfig swaps answers only when they are good; a form asks for its own 422 with hx-status:422.
const htmxConfig = `{"noSwap":[204,304,"4xx","5xx"]}`

// key is one line of the dialog of shortcuts.
type key struct {
	press []string
	does  string
}

func (s Shell) keys() []key {
	list := []key{{[]string{"/"}, "Tìm"}}
	for _, item := range s.nav() {
		if item.Enabled && item.KeyHint != "" {
			list = append(list, key{[]string{"g", item.KeyHint}, item.Text})
		}
	}
	return append(list,
		key{[]string{"j"}, "Hàng dưới"}, key{[]string{"k"}, "Hàng trên"}, key{[]string{"Enter"}, "Mở hàng đang chọn"},
		key{[]string{"x"}, "Đánh dấu hàng"}, key{[]string{"n"}, "Thêm mới"}, key{[]string{"e"}, "Sửa"},
		key{[]string{"Ctrl", "Enter"}, "Lưu"}, key{[]string{"Ctrl", "P"}, "Bản in A4"},
		key{[]string{"Alt", "←"}, "Quay lại"}, key{[]string{"?"}, "Mở bảng này"})
}
