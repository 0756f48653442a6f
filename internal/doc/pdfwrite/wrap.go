package pdfwrite

import "strings"

// Wrap breaks text into lines that fit a width in millimetres; first is taken from the first line. Line breaks in the text
// stay. A word that is longer than a line is cut.
func (l Letters) Wrap(s string, width, first float64) []string {
	var out []string
	for part := range strings.SplitSeq(strings.ReplaceAll(s, "\r", ""), "\n") {
		out = append(out, l.wrapPart(Clean(part), width, first)...)
		first = 0
	}
	return out
}

func (l Letters) wrapPart(s string, width, first float64) []string {
	widths, em := metrics()[l.Face], l.Size*perPoint/1000
	room := func(lines int) int {
		if lines == 0 {
			return int((width - first) / em)
		}
		return int(width / em)
	}
	var out []string
	line, used := "", 0
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' }) {
		long := 0
		for _, r := range word {
			long += widths[r]
		}
		if line != "" && used+widths[' ']+long <= room(len(out)) {
			line, used = line+" "+word, used+widths[' ']+long
			continue
		}
		if line != "" {
			out = append(out, line)
		}
		for long > room(len(out)) {
			head, headLong := fit(word, widths, room(len(out)))
			if head == word {
				break
			}
			out, word, long = append(out, head), word[len(head):], long-headLong
		}
		line, used = word, long
	}
	return append(out, line)
}

// fit is the beginning of a word that has room, at least one character.
func fit(word string, widths map[rune]int, room int) (string, int) {
	used := 0
	for i, r := range word {
		if i > 0 && used+widths[r] > room {
			return word[:i], used
		}
		used += widths[r]
	}
	return word, used
}

// Cut is text that fits one line of a width in millimetres, with an ellipsis where something is missing.
func (l Letters) Cut(s string, width float64) string {
	if s = Clean(s); l.Width(s) <= width {
		return s
	}
	widths, room := metrics()[l.Face], int((width-l.Width("…"))/(l.Size*perPoint/1000))
	head, _ := fit(s, widths, room)
	return strings.TrimRight(head, " ,;.-") + "…"
}
