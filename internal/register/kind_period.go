package register

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Period is two days, both counted; the second may lie open.
type Period struct{}

// Columns implements Kind: the first day, then the last.
func (Period) Columns() []Column { return []Column{{Type: "TEXT"}, {Suffix: "_to", Type: "TEXT"}} }

// Read takes "12/05/2026 - 20/05/2026", one day alone, and "từ 12/05/2026" for an open end.
func (k Period) Read(typed string, e *Env) (Value, string) {
	s := strings.TrimSpace(typed)
	if s == "" {
		return Value{"", ""}, ""
	}
	open := strings.HasPrefix(strings.ToLower(s), "từ ") && !strings.Contains(strings.ToLower(s), "đến")
	from, to := halves(s)
	first, words := Date{}.Read(from, e)
	if words != "" {
		return nil, "ghi hai ngày, ví dụ 12/05/2026 - 20/05/2026"
	}
	if to == "" && !open {
		to = from
	}
	last, words := Date{}.Read(to, e)
	if words != "" {
		return nil, "ghi hai ngày, ví dụ 12/05/2026 - 20/05/2026"
	}
	if str(last) != "" && str(last) < str(first) {
		return nil, "ngày cuối phải từ ngày đầu trở đi"
	}
	return Value{str(first), str(last)}, ""
}

// halves splits at the word or the dash between two days; a dash inside a day has no blanks around it.
func halves(s string) (from, to string) {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "từ "), "Từ "))
	for _, between := range []string{" đến hết ", " đến ", " - ", " – ", "–", "→"} {
		if from, to, ok := strings.Cut(s, between); ok {
			return strings.TrimSpace(from), strings.TrimSpace(to)
		}
	}
	return s, ""
}

// Text implements Kind.
func (Period) Text(v Value, e *Env) string {
	if len(v) != 2 || str(v) == "" {
		return ""
	}
	first := Date{}.Text(v[:1], e)
	switch last := (Date{}).Text(v[1:], e); last {
	case "":
		return "từ " + first
	case first:
		return first
	default:
		return first + " - " + last
	}
}

// Control implements Kind.
func (k Period) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value, p.Width = typed, ui.W30
	if p.Hint == "" {
		p.Hint = "Hai ngày, ví dụ 12/05/2026 - 20/05/2026; một ngày cũng được"
	}
	return ui.TextField(p)
}

// Cell implements Kind.
func (k Period) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }
