package officialdoc

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

const (
	nationWords = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	mottoWords  = "Độc lập - Tự do - Hạnh phúc"
	open        = "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0" // an unfilled position
)

// NumberWords is the line of cell 3: "Số: 05/KH-UBND". Numbers below 10 get a zero; an open number stays a blank.
func (d Document) NumberWords() string {
	n := d.Number
	if n == "" {
		n = open
	} else if len(n) == 1 {
		n = "0" + n
	}
	return "Số: " + n + "/" + d.Symbol
}

// PlaceDateWords is the line of cell 4: "Mỹ Hào, ngày 02 tháng 3 năm 2026".
func (d Document) PlaceDateWords() string { return d.Place + ", " + dateWords(d.Date) }

// dateWords is a date with open places when it is not known.
func dateWords(d day.Day) string {
	if d.IsZero() {
		return "ngày" + open + "tháng" + open + "năm" + open
	}
	return d.Official()
}

// Words is the line below the title of an annex.
func (r Reference) Words() string {
	number := r.Number
	if number == "" {
		number = open + "/" + r.Symbol
	}
	return "(Kèm theo " + r.Kind + " số " + number + " " + dateWords(r.Date) + " của " + r.Issuer + ")"
}

// label is the first line of an annex.
func (a Annex) label() string {
	if a.Number == 0 {
		return "PHỤ LỤC"
	}
	return "Phụ lục " + roman(a.Number)
}

func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}

// recipientLines are the lines of Nơi nhận with their marks: "- Như trên;", "- Lưu: VT.".
func recipientLines(to []string) []string { return marked(to, ";", ".") }

func marked(lines []string, each, last string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		end := each
		if i == len(lines)-1 {
			end = last
		}
		out[i] = "- " + strings.TrimRight(l, ".;, ") + end
	}
	return out
}

// shown is text as the letters of a part write it.
func (l Letters) shown(s string) string {
	if l.Upper {
		return vi.Upper(s)
	}
	return s
}

// width estimates how long a line of Times New Roman is, in points: enough to draw a rule below it.
func (l Letters) width(s string) float64 {
	em := 0.0
	for _, r := range s {
		switch {
		case r == ' ':
			em += 0.25
		case strings.ContainsRune("ilíìỉĩịtfrj,.-:/", r):
			em += 0.32
		case strings.ToUpper(string(r)) == string(r):
			em += 0.68
		default:
			em += 0.49
		}
	}
	if l.Bold {
		em *= 1.04
	}
	return em * l.Size
}
