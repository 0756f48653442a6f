package account

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func TestCheckPassword(t *testing.T) {
	tests := []struct {
		password string
		want     string // a part of the words, empty when it is good
	}{
		{"ao Đình có rào mới", ""},
		{"correct horse battery", ""},
		{"Tháng 5 gặt lúa", ""},
		{"", "ít nhất 12 ký tự"},
		{"rào mới!", "đang có 8"},
		{strings.Repeat("rào mới ", 30), "dài nhất 200"},
		{"aaaaaaaaaaaaa", "vài chữ lặp lại"},
		{"abababababababab", "vài chữ lặp lại"},
		{"123456789012", "dãy phím liền nhau"},
		{"qwertyuiopasdf", "dãy phím liền nhau"},
		{"nguyenvantuan", "trùng họ tên"},
		{"Nguyễn Văn Tuấn 1985", "trùng họ tên"},
		{"tuan.nv tuan.nv", "trùng họ tên"},
	}
	for _, tt := range tests {
		var f errs.Form
		CheckPassword(&f, "mat-khau", tt.password, "Nguyễn Văn Tuấn", "tuan.nv")
		err := f.Err()
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%q is refused: %v", tt.password, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%q: %v, want words with %q", tt.password, err, tt.want)
		}
		if err != nil && tt.password != "" && strings.Contains(err.Error(), tt.password) {
			t.Errorf("the words repeat the password %q", tt.password)
		}
	}
}
