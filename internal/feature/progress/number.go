package progress

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// number is one of the six numbers, in the order of the Government's reports on assigned tasks.
type number struct {
	Key   string // in addresses
	State string // key of package glyph, empty for sums
	Words string
	Of    func(Figures) int
}

var numbers = []number{
	{"giao", "", "Giao cả năm", func(f Figures) int { return f.Given }},
	{"den-han", "", "Đến hạn", func(f Figures) int { return f.Due }},
	{"dung-han", "Đ", "Xong đúng hạn", func(f Figures) int { return f.InTime }},
	{"muon", "M", "Xong muộn", func(f Figures) int { return f.Late }},
	{"qua-han", "Q", "Quá hạn", func(f Figures) int { return f.Overdue }},
	{"xin-lui", "L", "Xin lùi", func(f Figures) int { return f.Asking }},
}

func numberOf(key string) (number, bool) {
	for _, n := range numbers {
		if n.Key == key {
			return n, true
		}
	}
	return number{}, false
}

// six are the six numbers, each leading to the list behind it.
func (v view) six() []ui.Figure {
	out := make([]ui.Figure, len(numbers))
	for i, n := range numbers {
		value := n.Of(v.All)
		out[i] = ui.Figure{State: n.State, Of: n.Words, Value: vi.Int(value), Href: v.list(n.Key, "", ""), Note: v.note(n.Key), Over: n.Key == "qua-han" && value > 0}
	}
	return out
}

// note says what stands behind a number, in a few words.
func (v view) note(key string) string {
	f := v.All
	switch key {
	case "giao":
		return "mốc và việc có hạn"
	case "den-han":
		return part(f.Waiting, "chờ xác nhận")
	case "dung-han":
		if f.Due > 0 {
			return strconv.Itoa((f.InTime*100+f.Due/2)/f.Due) + "% số đến hạn"
		}
	case "muon":
		if f.InTime+f.Late > 0 && f.Late > 0 {
			return strconv.Itoa((f.Late*100+(f.InTime+f.Late)/2)/(f.InTime+f.Late)) + "% số đã xong"
		}
	case "qua-han":
		return part(len(v.late()), "đơn vị")
	case "xin-lui":
		if f.Asking > 0 {
			return "chờ trả lời"
		}
	}
	return ""
}

func part(n int, words string) string {
	if n == 0 {
		return ""
	}
	return vi.Int(n) + " " + words
}
