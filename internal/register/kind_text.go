package register

import (
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Text is one line of at most Max letters, 200 when 0. Person says that it names people: in a table a name in capitals among others is
// written like the others.
type Text struct {
	Max    int
	Person bool
}

// Columns implements Kind.
func (Text) Columns() []Column { return text() }

// Read takes one line: blanks and line ends between words become one blank.
func (k Text) Read(typed string, _ *Env) (Value, string) {
	s := strings.Join(strings.Fields(vi.NFC(typed)), " ")
	return Value{s}, tooLong(s, k.limit())
}

func (k Text) limit() int {
	if k.Max > 0 {
		return k.Max
	}
	return 200
}

// tooLong is what to do about a text over its limit; empty when it fits.
func tooLong(s string, limit int) string {
	if n := utf8.RuneCountInString(s); n > limit {
		return "dài nhất " + vi.Int(limit) + " ký tự, đang có " + vi.Int(n)
	}
	return ""
}

// Text implements Kind.
func (Text) Text(v Value, _ *Env) string { return str(v) }

// Control implements Kind.
func (k Text) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value = typed
	return ui.TextField(p)
}

// Cell implements Kind.
func (Text) Cell(v Value, _ *Env) (any, xlsx.Kind) { return str(v), xlsx.Text }

// LongText is text of several lines, at most Max letters, 5,000 when 0.
type LongText struct{ Max int }

// Columns implements Kind.
func (LongText) Columns() []Column { return text() }

// Read keeps the lines that a person made.
func (k LongText) Read(typed string, _ *Env) (Value, string) {
	limit := k.Max
	if limit == 0 {
		limit = 5000
	}
	s := strings.TrimSpace(vi.NFC(strings.ReplaceAll(typed, "\r\n", "\n")))
	return Value{s}, tooLong(s, limit)
}

// Text implements Kind.
func (LongText) Text(v Value, _ *Env) string { return str(v) }

// Control implements Kind.
func (LongText) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value = typed
	return ui.TextArea(p)
}

// Cell implements Kind.
func (LongText) Cell(v Value, _ *Env) (any, xlsx.Kind) { return str(v), xlsx.Text }
