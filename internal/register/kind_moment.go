package register

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Moment is a day with the time of the day in Vietnam, kept as 2026-05-12T16:02; the time may not be known.
type Moment struct{ Past bool }

// Columns implements Kind.
func (Moment) Columns() []Column { return text() }

var clockTime = regexp.MustCompile(`(?i)(?:^|[ ,lúc]+)(\d{1,2})\s*(?:[:hg]|giờ)\s*(\d{1,2})?(?:\s*phút)?(?:$|[ ,]+)`)

// Read takes "16:02 12/05/2026", "12/05/2026 16h02" and the day alone.
func (k Moment) Read(typed string, e *Env) (Value, string) {
	s := strings.TrimSpace(typed)
	clock := ""
	if m := clockTime.FindStringSubmatch(s); m != nil {
		hour, _ := strconv.Atoi(m[1])
		minute, _ := strconv.Atoi(m[2])
		if hour > 23 || minute > 59 {
			return nil, "giờ từ 0:00 đến 23:59, ví dụ 16:02 12/05/2026"
		}
		clock = "T" + two(hour) + ":" + two(minute)
		s = strings.TrimSpace(strings.Replace(s, m[0], " ", 1))
	}
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "ngày "), "Ngày "))
	if s == "" && clock != "" {
		return nil, "ghi cả ngày, ví dụ 16:02 12/05/2026"
	}
	v, words := Date{Past: k.Past}.Read(s, e)
	if words != "" || str(v) == "" {
		return v, words
	}
	return Value{str(v) + clock}, ""
}

// Text implements Kind: 16:02 12/05/2026.
func (Moment) Text(v Value, e *Env) string {
	date, clock, timed := strings.Cut(str(v), "T")
	s := Date{}.Text(Value{date}, e)
	if timed {
		return clock + " " + s
	}
	return s
}

// Control implements Kind.
func (k Moment) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value, p.Width = typed, ui.W20
	if p.Hint == "" {
		p.Hint = "Giờ và ngày, ví dụ 16:02 12/05/2026; không nhớ giờ thì chỉ ghi ngày"
	}
	return ui.TextField(p)
}

// Cell implements Kind.
func (k Moment) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }
