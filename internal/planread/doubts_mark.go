package planread

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marks looks for quotation marks and brackets without a partner.
func (c *checker) marks() {
	for _, p := range c.paras {
		if strings.ContainsAny(p.text, "“”") {
			c.quotes(p)
		}
		if strings.ContainsAny(p.text, "()") {
			c.brackets(p)
		}
	}
}

// quotes notes a quotation that opens while one is open, one that is never closed, and a close without an open.
func (c *checker) quotes(p *para) {
	open := -1
	for i, r := range p.text {
		switch r {
		case '“':
			if open >= 0 && !strings.ContainsRune(p.text[open:i], '”') && !nested(p.text[open:i]) {
				c.unbalanced("unbalanced-quote", p, open, i, "Có dấu mở ngoặc kép mà không có dấu đóng.")
			}
			open = i
		case '”':
			if open < 0 {
				c.unbalanced("unbalanced-quote", p, max(0, i-40), i+utf8.RuneLen(r), "Có dấu đóng ngoặc kép mà không có dấu mở.")
			}
			open = -1
		}
	}
	if open >= 0 {
		c.unbalanced("unbalanced-quote", p, open, len(p.text), "Có dấu mở ngoặc kép mà không có dấu đóng.")
	}
}

// nested reports whether a quotation goes on around another one: a title inside a title follows a word, not a full clause.
func nested(s string) bool { return !strings.ContainsAny(s, ";.,") && len(s) < 120 }

func (c *checker) unbalanced(rule string, p *para, from, to int, text string) {
	for from > 0 && !utf8.RuneStart(p.text[from]) {
		from++
	}
	c.addSure(rule, p.lineAt(from), shorten(p.text[from:to]), "", "%s", text)
}

// brackets notes brackets without a partner. The ")" of a list mark ("a)", "1)") is none.
func (c *checker) brackets(p *para) {
	var open []int
	for i := 0; i < len(p.text); i++ {
		switch p.text[i] {
		case '(':
			open = append(open, i)
		case ')':
			switch {
			case len(open) > 0:
				open = open[:len(open)-1]
			case !listMark(p.text, i):
				from := max(0, i-40)
				c.unbalanced("unbalanced-bracket", p, runeStart(p.text, from), i+1, "Có dấu đóng ngoặc mà không có dấu mở.")
			}
		}
	}
	if len(open) > 0 {
		c.unbalanced("unbalanced-bracket", p, open[len(open)-1], len(p.text), "Có dấu mở ngoặc mà không có dấu đóng.")
	}
}

func runeStart(s string, i int) int {
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}

// listMark reports whether the ")" at byte i closes a list mark: one letter or at most three figures after a blank.
func listMark(s string, i int) bool {
	k := i
	for k > 0 && i-k < 4 {
		r, size := utf8.DecodeLastRuneInString(s[:k])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		k -= size
	}
	if k == i || k > 0 && s[k-1] != ' ' && s[k-1] != ';' && s[k-1] != '.' {
		return false
	}
	w := s[k:i]
	return utf8.RuneCountInString(w) == 1 || strings.Trim(w, "0123456789") == "" || len(w) == 2 && isDigit(w[1]) || romanValue(strings.ToUpper(w)) > 0
}
