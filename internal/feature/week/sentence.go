package week

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Sentence says the finding of a week by rule. Its numbers are those of the figures.
func Sentence(s Standing) string {
	f := s.Figures
	if f.Given == 0 {
		return "Tuần này: chưa có việc nào có hạn."
	}
	var parts []string
	if f.Overdue > 0 {
		parts = append(parts, vi.Int(f.Overdue)+" việc quá hạn"+where(s))
	} else {
		parts = append(parts, "không có việc quá hạn")
	}
	if f.Asking > 0 {
		parts = append(parts, vi.Int(f.Asking)+" đề nghị lùi hạn chờ trả lời")
	}
	if len(parts) == 1 || f.Overdue == 0 {
		parts = append(parts, vi.Int(f.Due)+" việc đến hạn, "+vi.Int(f.InTime)+" xong đúng hạn")
	}
	return "Tuần này: " + strings.Join(parts, ", ") + "."
}

// where tells at which bodies the overdue work lies.
func where(s Standing) string {
	var names []string
	nobody := 0
	for _, u := range s.Units {
		switch {
		case u.Overdue == 0:
		case u.Name == "":
			nobody += u.Overdue
		default:
			names = append(names, u.Name)
		}
	}
	words := ""
	switch {
	case len(names) == 1 && nobody == 0 && s.Figures.Overdue > 1:
		words = " (cùng ở " + names[0] + ")"
	case len(names) == 1:
		words = " ở " + names[0]
	case len(names) > 1:
		words = " ở " + vi.Int(len(names)) + " đơn vị"
	}
	if nobody > 0 {
		words += " (" + vi.Int(nobody) + " việc chưa rõ ai chủ trì)"
	}
	return words
}

// Change says how a number moved since last week: "thêm 6", "bớt 2", "không đổi"; empty without a last week.
func Change(now int, before *int) string {
	switch {
	case before == nil:
		return ""
	case now > *before:
		return "thêm " + vi.Int(now-*before)
	case now < *before:
		return "bớt " + vi.Int(*before-now)
	}
	return "không đổi"
}

// changes are those of the six numbers; without a last week all say so.
func (e Edition) changes() [6]string {
	var out [6]string
	if e.Before == nil {
		for i := range out {
			out[i] = "chưa có tuần trước"
		}
		return out
	}
	before := e.Before.All()
	for i, n := range e.All() {
		out[i] = Change(n, &before[i])
	}
	return out
}

// figureWords are the names of the six numbers, and the states whose letters stand before them.
var figureWords = [6]struct{ Name, State, Key string }{
	{"Giao", "", "giao"}, {"Đến hạn", "", "den-han"}, {"Đúng hạn", "Đ", "dung-han"},
	{"Xong muộn", "M", "muon"}, {"Quá hạn", "Q", "qua-han"}, {"Xin lùi", "L", "xin-lui"},
}

// ZaloText is the week as one paragraph for a message: figures, the sentence and what is coming, without a name of a person
// and without an address that opens anything.
func (e Edition) ZaloText(unit string) string {
	var b strings.Builder
	b.WriteString("Công tác trẻ em " + unit + ", tuần " + vi.Int(Number(e.Monday)) + " (" + e.AsOfWords() + "). " + e.Sentence + " ")
	for i, n := range e.All() {
		name := figureWords[i].Name
		if i > 0 {
			b.WriteString(", ")
			name = strings.ToLower(name)
		}
		b.WriteString(name + " " + vi.Int(n))
	}
	b.WriteString(". Cần quyết: " + vi.Int(len(e.Cases)) + " việc. 14 ngày tới: " + vi.Int(e.Coming) + " việc đến hạn.")
	return b.String()
}
