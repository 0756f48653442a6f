package account

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// MinPassword is the least number of letters of a password: a sentence is easier to remember than odd signs.
const MinPassword = 12

const (
	maxPassword     = 200
	leastDifferent  = 5 // letters that differ
	passwordExample = "Một câu dễ nhớ tốt hơn ký tự lạ, ví dụ: “ao Đình có rào mới”"
)

// CheckPassword adds what is wrong with a new password. about are words that an outsider would try first: the person's
// username and name.
func CheckPassword(f *errs.Form, field, password string, about ...string) {
	password = passwordText(password)
	switch n := utf8.RuneCountInString(password); {
	case n == 0:
		f.Add(field, "Ghi mật khẩu, ít nhất %d ký tự", MinPassword)
	case n < MinPassword:
		f.Add(field, "Mật khẩu cần ít nhất %d ký tự, đang có %d", MinPassword, n)
	case n > maxPassword:
		f.Add(field, "Mật khẩu dài nhất %d ký tự, đang có %d", maxPassword, n)
	case differentLetters(password) < leastDifferent:
		f.Add(field, "Mật khẩu chỉ có vài chữ lặp lại; dùng một câu của riêng anh/chị")
	case runOfKeys(password):
		f.Add(field, "Mật khẩu là một dãy phím liền nhau; dùng một câu của riêng anh/chị")
	case namesOnly(password, about):
		f.Add(field, "Mật khẩu trùng họ tên hoặc tên đăng nhập; dùng một câu khác")
	}
}

// passwordText is what is hashed: a letter with its marks gives the same password whichever way the machine composes it.
func passwordText(typed string) string { return norm.NFC.String(typed) }

func differentLetters(s string) int {
	seen := map[rune]bool{}
	for _, r := range strings.ToLower(s) {
		seen[r] = true
	}
	return len(seen)
}

// keyRows are the runs that fingers make without thinking.
var keyRows = []string{"0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"}

// runOfKeys reports whether nearly every letter is the neighbour of the one before.
func runOfKeys(s string) bool {
	letters := []rune(strings.ToLower(s))
	near := 0
	for i := 1; i < len(letters); i++ {
		if neighbours(letters[i-1], letters[i]) {
			near++
		}
	}
	return near >= len(letters)*3/4
}

func neighbours(a, b rune) bool {
	for _, row := range keyRows {
		i, j := strings.IndexRune(row, a), strings.IndexRune(row, b)
		if i < 0 || j < 0 {
			continue
		}
		if d := i - j; d == 1 || d == -1 || d == len(row)-1 || d == 1-len(row) {
			return true
		}
	}
	return false
}

// namesOnly reports whether nothing is left of a password when the given words and figures are taken away.
func namesOnly(password string, about []string) bool {
	rest := strings.ReplaceAll(vi.Fold(password), " ", "")
	for _, a := range about {
		if key := strings.ReplaceAll(vi.Fold(a), " ", ""); key != "" {
			rest = strings.ReplaceAll(rest, key, "")
		}
	}
	return strings.Trim(rest, "0123456789") == ""
}
