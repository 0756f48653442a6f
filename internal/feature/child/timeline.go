package child

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// moment is a line of what became of a child.
type moment struct {
	On    string // ISO, known in part perhaps
	When  string
	What  string
	Words string
	Ahead bool // lies ahead
}

// tail is what follows the name of the moment in its line.
func (m moment) tail() string {
	if m.Words == "" {
		return ""
	}
	return ", " + m.Words
}

// momentsShown is how many lines the page shows.
const momentsShown = 14

// timeline joins what lines, moves and changes tell of a child, newest first; what lies ahead stands on top.
func timeline(rec register.Record, history []store.Event, e *register.Env) (out []moment) {
	today := e.Today.ISO()
	add := func(on, what, words string) {
		if on != "" {
			out = append(out, moment{on, register.Date{}.Text(register.Value{on}, e), what, words, on > today})
		}
	}
	add(rec.Str("birth"), "Sinh", "")
	add(rec.Str("birth_cert_on"), "Đăng ký khai sinh", rec.Str("birth_cert_no"))
	add(rec.Str("died_on"), "Mất", rec.Str("death_paper"))
	add(rec.Str("left_on"), "Chuyển đi", rec.Str("left_to"))
	if rec.State == Kept && rec.Str("closes_on") != "" {
		add(rec.Str("closes_on"), "Ngày cuối dưới 16 tuổi", "sau ngày này hồ sơ đóng và được giữ")
	}
	for _, l := range rec.Lines(visits) {
		add(l.Str("day"), "Thăm", join(l.Text("by", e), l.Text("note", e)))
	}
	for _, l := range rec.Lines(supports) {
		add(l.Str("day"), l.Text("kind", e), join(l.Text("what", e), l.Text("amount", e), l.Text("giver", e)))
	}
	for _, l := range rec.Lines(agreements) {
		add(l.Str("day"), "Đồng ý", join(l.Text("by", e), l.Text("about", e)))
		add(l.Str("withdrawn"), "Rút đồng ý", l.Text("by", e))
	}
	for _, l := range rec.Lines(residence) {
		add(l.Str("since"), "Nơi ở: "+l.Text("kind", e), join(l.Text("hamlet", e), l.Text("place", e)))
	}
	for _, l := range rec.Lines(numbers) {
		add(l.Str("since"), "Ghi số định danh", l.Text("state", e))
	}
	for _, column := range []string{groupLog, riskLog} {
		for _, l := range rec.Lines(column) {
			add(l.Str("since"), "Từ đây: "+l.Text("kind", e), l.Text("evidence", e))
			add(l.Str("until"), "Hết: "+l.Text("kind", e), "")
		}
	}
	for _, ev := range history {
		if strings.Contains(ev.After, "Tình trạng") && slices.ContainsFunc(ev.Deltas(), func(d store.Delta) bool { return d.Field == "Tình trạng" && d.Before != d.After }) {
			add(day.At(ev.At.Time).ISO(), ev.Action, join(ev.AccountName, ev.Note))
		}
	}
	slices.SortStableFunc(out, func(a, b moment) int { return cmp.Compare(b.On, a.On) })
	return out[:min(len(out), momentsShown)]
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
