package register

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Choices is any number of answers of a list, kept in the order of the list with a bar around each: "|rao|bien|". A list of
// records cannot be narrowed by it.
type Choices struct{ Of []Option }

// Several says that the control sends each answer by itself.
func (Choices) Several() {}

// Columns implements Kind.
func (Choices) Columns() []Column { return text() }

// Read takes answers with semicolons, line ends or, when no answer holds one, commas between them.
func (k Choices) Read(typed string, e *Env) (Value, string) {
	var keys []string
	for _, part := range k.split(typed) {
		part = strings.TrimSpace(part)
		v, words := Choice{k.Of}.Read(part, e)
		if words != "" {
			return nil, "“" + part + "” không có trong danh sách; " + words
		}
		if key := str(v); key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return Value{""}, ""
	}
	slices.SortFunc(keys, func(a, b string) int { return k.place(a) - k.place(b) })
	return Value{"|" + strings.Join(keys, "|") + "|"}, ""
}

func (k Choices) split(typed string) []string {
	comma := !slices.ContainsFunc(k.Of, func(o Option) bool { return strings.Contains(o.Text, ",") })
	return strings.FieldsFunc(typed, func(r rune) bool { return r == ';' || r == '\n' || r == '|' || comma && r == ',' })
}

func (k Choices) place(key string) int {
	return slices.IndexFunc(k.Of, func(o Option) bool { return o.Key == key })
}

// Keys are the answers of a value of Choices.
func Keys(v Value) []string {
	return strings.FieldsFunc(str(v), func(r rune) bool { return r == '|' })
}

// Text implements Kind.
func (k Choices) Text(v Value, e *Env) string {
	var words []string
	for _, key := range Keys(v) {
		words = append(words, Choice{k.Of}.Text(Value{key}, e))
	}
	return strings.Join(words, "; ")
}

// Control implements Kind.
func (k Choices) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	v, words := k.Read(typed, e)
	var chosen []string
	if words == "" {
		chosen = Keys(v)
	}
	var options []ui.Option
	for _, o := range k.Of {
		if !o.Old || slices.Contains(chosen, o.Key) {
			options = append(options, ui.Option{Value: o.Key, Text: o.Text})
		}
	}
	return ui.CheckGroup(p, options, chosen)
}

// Cell implements Kind.
func (k Choices) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }
