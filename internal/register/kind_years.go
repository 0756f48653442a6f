package register

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Years is the period of a programme in whole years, both counted: 2021-2025. Its columns are 0 without one, so that statements
// compare them.
type Years struct{}

// Columns implements Kind: the first year, then the last.
func (Years) Columns() []Column {
	return []Column{{Type: "BIGINT", Always: true}, {Suffix: "_to", Type: "BIGINT", Always: true}}
}

func (Years) empty() Value { return Value{int64(0), int64(0)} }

var twoYears = regexp.MustCompile(`^((?:19|20)\d{2})\s*(?:[-–]|đến)\s*((?:19|20)\d{2})$`)

// Read takes two years with a dash or "đến" between them.
func (k Years) Read(typed string, _ *Env) (Value, string) {
	s := strings.TrimSpace(typed)
	if s == "" {
		return k.empty(), ""
	}
	m := twoYears.FindStringSubmatch(s)
	if m == nil || m[1] > m[2] {
		return nil, "ghi hai năm, năm đầu trước, ví dụ 2021-2025"
	}
	from, _ := strconv.ParseInt(m[1], 10, 64) // four figures
	to, _ := strconv.ParseInt(m[2], 10, 64)
	return Value{from, to}, ""
}

// Text implements Kind.
func (Years) Text(v Value, _ *Env) string {
	to, ok := num(v[min(1, len(v)):])
	if from, _ := num(v); ok && to != 0 {
		return strconv.FormatInt(from, 10) + "-" + strconv.FormatInt(to, 10)
	}
	return ""
}

// Control implements Kind.
func (Years) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value, p.Width = typed, ui.W12
	return ui.TextField(p)
}

// Cell implements Kind.
func (k Years) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }
