package docx

import (
	"strconv"
	"strings"
)

// label counts a paragraph and gives what Word prints before it, with the space after it.
func (n *numbering) label(p paraProps, all *styles) string {
	u, ok := n.nums[p.num]
	if !ok {
		return ""
	}
	id, l := n.resolve(u.list, all)
	if l == nil {
		return ""
	}
	at := depthOf(p, l)
	levels := l.levels
	for i, lv := range u.levels {
		if i >= 0 && i < maxLevels {
			levels[i] = lv
		}
	}
	count := n.count(id, p.num, u, &levels, at)
	return labelText(&levels, count, at)
}

// resolve follows a list that leaves its levels to a numbering style.
func (n *numbering) resolve(id string, all *styles) (string, *list) {
	l := n.lists[id]
	if l != nil && l.style != "" {
		linked := n.nums[all.byID[l.style].para.num].list
		if target := n.lists[linked]; target != nil {
			return linked, target
		}
	}
	return id, l
}

func depthOf(p paraProps, l *list) int {
	if p.depth > 0 {
		return p.depth - 1
	}
	for i, lv := range l.levels {
		if lv.style != "" && lv.style == p.style {
			return i
		}
	}
	return 0
}

// count moves the counters of a list on by one paragraph at a level.
func (n *numbering) count(id, numID string, u num, levels *[maxLevels]level, at int) *[maxLevels]int {
	count := n.counts[id]
	if count == nil {
		count = &[maxLevels]int{}
		for i := range count {
			count[i] = levels[i].start - 1
		}
		n.counts[id] = count
	}
	key := numID + "/" + strconv.Itoa(at)
	if start, ok := u.start[at]; ok && !n.begun[key] {
		n.begun[key] = true
		count[at] = start - 1
	}
	count[at]++
	for i := at + 1; i < maxLevels; i++ {
		if r := levels[i].restart; r < 0 || at < r {
			count[i] = levels[i].start - 1
		}
	}
	return count
}

func labelText(levels *[maxLevels]level, count *[maxLevels]int, at int) string {
	lv := levels[at]
	if lv.format == "bullet" {
		return bulletSign(lv.text) + " "
	}
	var b strings.Builder
	for i := 0; i < len(lv.text); i++ {
		c := lv.text[i]
		if c != '%' || i+1 == len(lv.text) || lv.text[i+1] < '1' || lv.text[i+1] > '9' {
			b.WriteByte(c)
			continue
		}
		i++
		k := int(lv.text[i] - '1')
		format := levels[k].format
		if lv.legal && format != "none" {
			format = "decimal"
		}
		b.WriteString(formatNumber(max(count[k], levels[k].start), format))
	}
	text := strings.TrimSpace(b.String())
	if text == "" || lv.suffix == "nothing" {
		return text
	}
	return text + " "
}

// bulletSign keeps the signs that Vietnamese documents type themselves and writes any drawn bullet as a hyphen.
func bulletSign(text string) string {
	switch text = strings.TrimSpace(text); text {
	case "-", "–", "+", "*":
		return text
	}
	return "-"
}

func formatNumber(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return strings.ToUpper(letters(n))
	case "lowerLetter":
		return letters(n)
	}
	return strconv.Itoa(n)
}

func roman(n int) string {
	if n <= 0 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := [...]string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, v := range values {
		for ; n >= v; n -= v {
			b.WriteString(signs[i])
		}
	}
	return b.String()
}

// letters counts as Word does: a … z, aa, bb … The Latin alphabet is used; đ has no place in it.
func letters(n int) string {
	if n <= 0 || n > 26*30 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}
