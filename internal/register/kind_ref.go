package register

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Ref is another record of the unit: a body, a hamlet, an account. Of names the list of it in Env; the id is kept, the name of
// the day is shown.
type Ref struct{ Of string }

// The lists that every register may refer to.
const (
	RefBody    = "body"
	RefHamlet  = "hamlet"
	RefAccount = "account"
)

// Past names the list of what has ended of another list: RefHamlet + Past. It is read when a record names something that is not
// in the list of the day; nobody can choose from it.
const Past = ".past"

// Columns implements Kind.
func (Ref) Columns() []Column { return text() }

// Read takes the id or the name, without regard to marks when only one can be meant.
func (k Ref) Read(typed string, e *Env) (Value, string) {
	s := strings.Join(strings.Fields(vi.NFC(typed)), " ")
	if s == "" {
		return Value{""}, ""
	}
	fold, found := vi.Fold(s), ""
	for _, o := range e.Refs(k.Of) {
		if o.Value == s || strings.EqualFold(o.Text, s) {
			return Value{o.Value}, ""
		}
		if vi.Fold(o.Text) == fold || slices.ContainsFunc(strings.Split(o.Hint, ";"), func(also string) bool { return vi.Fold(also) == fold && fold != "" }) {
			if found != "" && found != o.Value {
				return nil, "có nhiều mục cùng tên; chọn trong danh sách"
			}
			found = o.Value
		}
	}
	if found == "" {
		return k.also(fold, e)
	}
	return Value{found}, ""
}

// Also names the list of further names of another list: RefHamlet + Also. It is read when the list itself has no such name.
const Also = ".also"

// also finds an entry by a name that it had or that people use for short.
func (k Ref) also(fold string, e *Env) (Value, string) {
	found := ""
	var names []string
	for _, o := range e.Refs(k.Of + Also) {
		if vi.Fold(o.Text) == fold && o.Value != found {
			found, names = o.Value, append(names, o.Hint)
		}
	}
	switch {
	case len(names) > 1:
		return nil, "tên này có thể là: " + strings.Join(names, "; ") + ". Ghi một tên trong số đó"
	case found == "":
		return nil, "không có trong danh sách của đơn vị; chọn một mục có sẵn"
	}
	return Value{found}, ""
}

// Text implements Kind. What is no longer in the list is said to be so.
func (k Ref) Text(v Value, e *Env) string {
	id := str(v)
	if id == "" {
		return ""
	}
	for _, of := range []string{k.Of, k.Of + Past} {
		for _, o := range e.Refs(of) {
			if o.Value == id {
				return o.Text
			}
		}
	}
	return "mục đã kết thúc"
}

// Options implements lister.
func (k Ref) Options(e *Env) []ui.Option { return e.Refs(k.Of) }

// Control implements Kind.
func (k Ref) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	if v, words := k.Read(typed, e); words == "" {
		p.Value = str(v)
	}
	options := append([]ui.Option{{Text: "Chưa rõ"}}, e.Refs(k.Of)...)
	if p.Value != "" && !slices.ContainsFunc(options, func(o ui.Option) bool { return o.Value == p.Value }) {
		options = append(options, ui.Option{Value: p.Value, Text: k.Text(Value{p.Value}, e)})
	}
	return ui.SelectField(p, options)
}

// Cell implements Kind.
func (k Ref) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }
