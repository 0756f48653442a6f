package register

import (
	"slices"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Refusable is an answer that people may refuse to give. Nobody asked (empty), nobody knows (an answer of the kind itself, chưa
// rõ) and refused differ: the refusal stands in a column of its own.
type Refusable struct{ Kind }

// The refusal as it is stored, shown and typed.
const (
	refused     = "tu-choi"
	refusedText = "Từ chối trả lời"
)

// Columns implements Kind.
func (k Refusable) Columns() []Column {
	return append(slices.Clone(k.Kind.Columns()), Column{Suffix: "_refused", Type: "TEXT"})
}

// Read takes "từ chối" besides what the kind takes.
func (k Refusable) Read(typed string, e *Env) (Value, string) {
	if fold := vi.Fold(typed); typed == refused || fold == vi.Fold(refusedText) || fold == vi.Fold("từ chối") {
		return append(emptyOf(k.Kind), refused), ""
	}
	v, words := k.Kind.Read(typed, e)
	if words != "" {
		return nil, words
	}
	return append(slices.Clone(v), ""), ""
}

// Refused reports whether a value of a Refusable says that the answer was refused.
func Refused(v Value) bool { return len(v) > 1 && v[len(v)-1] == refused }

func (k Refusable) empty() Value { return append(emptyOf(k.Kind), "") }

// Text implements Kind.
func (k Refusable) Text(v Value, e *Env) string {
	if Refused(v) {
		return refusedText
	}
	return k.Kind.Text(v[:max(0, min(len(v), len(k.Kind.Columns())))], e)
}

// Options implements lister.
func (k Refusable) Options(e *Env) []ui.Option {
	if l, ok := k.Kind.(lister); ok {
		return l.Options(e)
	}
	return nil
}

// Control implements Kind: a list has the refusal as one more answer, a line is told so.
func (k Refusable) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	if c, ok := k.Kind.(Choice); ok {
		return Choice{append(slices.Clone(c.Of), Option{Key: refused, Text: refusedText})}.Control(p, typed, e)
	}
	if p.Hint != "" {
		p.Hint += ". "
	}
	p.Hint += "Người được hỏi không muốn trả lời: ghi “từ chối”"
	return k.Kind.Control(p, typed, e)
}

// Cell implements Kind.
func (k Refusable) Cell(v Value, e *Env) (any, xlsx.Kind) {
	if Refused(v) {
		return refusedText, xlsx.Text
	}
	return k.Kind.Cell(v[:max(0, min(len(v), len(k.Kind.Columns())))], e)
}
