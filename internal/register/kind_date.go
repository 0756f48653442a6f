package register

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Date is a day. With Partial a month (05/2026) or a year alone will do, kept as 2026-05 and 2026. Past refuses days after
// the day of the reading.
type Date struct {
	Partial bool
	Past    bool
}

// Columns implements Kind.
func (Date) Columns() []Column { return text() }

var (
	monthOnly = regexp.MustCompile(`^(\d{1,2})\s*[/\-.]\s*(\d{4})$`)
	yearOnly  = regexp.MustCompile(`^\d{4}$`)
)

// Read takes a date in every shape that day.Parse knows.
func (k Date) Read(typed string, e *Env) (Value, string) {
	s := strings.TrimSpace(typed)
	if s == "" {
		return Value{""}, ""
	}
	if k.Partial {
		if kept, ok := partial(s); ok {
			return k.judged(kept, e)
		}
	}
	d, err := day.Parse(s)
	if err != nil {
		if known, ok := errors.AsType[*errs.Error](err); ok {
			return nil, lowerFirst(known.Message)
		}
		return nil, "ghi ngày theo dạng ngày/tháng/năm"
	}
	return k.judged(d.ISO(), e)
}

// judged refuses what lies ahead when only the past will do.
func (k Date) judged(kept string, e *Env) (Value, string) {
	if today := e.Today.ISO(); k.Past && !e.Today.IsZero() && kept > today[:len(kept)] {
		return nil, "không được sau hôm nay, " + e.Today.String()
	}
	return Value{kept}, ""
}

// partial reads a month or a year.
func partial(s string) (kept string, ok bool) {
	if m := monthOnly.FindStringSubmatch(s); m != nil {
		month, _ := strconv.Atoi(m[1])
		if _, ok := day.Of(int(mustInt(m[2])), month, 1); !ok {
			return "", false
		}
		return m[2] + "-" + two(month), true
	}
	if len(s) == len("2026-05") && s[4] == '-' {
		if _, err := day.ParseISO(s + "-01"); err == nil {
			return s, true
		}
	}
	return s, yearOnly.MatchString(s) && s >= "1900"
}

func mustInt(digits string) int64 {
	n, _ := strconv.ParseInt(digits, 10, 64) // the pattern let only figures through
	return n
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// Text implements Kind: 12/05/2026, 05/2026 or 2026.
func (Date) Text(v Value, _ *Env) string {
	s := str(v)
	if len(s) == len("2026-05") {
		return s[5:] + "/" + s[:4]
	}
	if d, err := day.ParseISO(s); err == nil {
		return d.String()
	}
	return s
}

// Control implements Kind.
func (k Date) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value, p.Inputmode, p.Width = typed, "numeric", ui.W12
	if p.Hint == "" {
		p.Hint = "Ngày/tháng/năm, ví dụ 05/06/2026"
		if k.Partial {
			p.Hint += "; chỉ nhớ tháng hay năm cũng được"
		}
	}
	return ui.TextField(p)
}

// Cell implements Kind.
func (k Date) Cell(v Value, e *Env) (any, xlsx.Kind) {
	if d, err := day.ParseISO(str(v)); err == nil {
		return d, xlsx.Date
	}
	return k.Text(v, e), xlsx.Date
}
