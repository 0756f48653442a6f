package register

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Option is one answer of a Choice: Key is stored, Text is shown. An answer that no new record may have is Old: records that
// have it keep it.
type Option struct {
	Key, Text string
	Also      []string // other words by which tables name it
	Old       bool
}

// Choice is one answer of a list.
type Choice struct{ Of []Option }

// Columns implements Kind.
func (Choice) Columns() []Column { return text() }

// Read takes the key, the text or another word of an answer, without regard to marks and capitals.
func (k Choice) Read(typed string, _ *Env) (Value, string) {
	s := strings.TrimSpace(typed)
	if s == "" {
		return Value{""}, ""
	}
	fold := vi.Fold(s)
	for _, o := range k.Of {
		if s == o.Key || fold == vi.Fold(o.Text) {
			return Value{o.Key}, ""
		}
		for _, also := range o.Also {
			if fold == vi.Fold(also) {
				return Value{o.Key}, ""
			}
		}
	}
	return nil, "chọn một trong: " + k.words()
}

func (k Choice) words() string {
	var list []string
	for _, o := range k.Of {
		if !o.Old {
			list = append(list, o.Text)
		}
	}
	return strings.Join(list, "; ")
}

// Text implements Kind; a key that is no longer in the list is shown as it is.
func (k Choice) Text(v Value, _ *Env) string {
	for _, o := range k.Of {
		if o.Key == str(v) {
			return o.Text
		}
	}
	return str(v)
}

// Options implements lister.
func (k Choice) Options(*Env) []ui.Option {
	out := make([]ui.Option, 0, len(k.Of))
	for _, o := range k.Of {
		out = append(out, ui.Option{Value: o.Key, Text: o.Text})
	}
	return out
}

// fewChoices is how many answers are shown at once, to be tapped; more are a list that opens.
const fewChoices = 6

// Control implements Kind.
func (k Choice) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	if len(k.offered(&p, typed, e)) <= fewChoices {
		return k.tapped(p, typed, e)
	}
	return k.list(p, typed, e)
}

// tapped shows every answer at once; list in a list that opens.
func (k Choice) tapped(p ui.FieldProps, typed string, e *Env) templ.Component {
	options := k.offered(&p, typed, e)
	return ui.RadioGroup(p, options)
}

func (k Choice) list(p ui.FieldProps, typed string, e *Env) templ.Component {
	options := k.offered(&p, typed, e)
	return ui.SelectField(p, append([]ui.Option{{Text: "Chọn"}}, options...))
}

// offered are the answers of the control, in which the one that was typed is chosen.
func (k Choice) offered(p *ui.FieldProps, typed string, e *Env) (options []ui.Option) {
	if v, words := k.Read(typed, e); words == "" {
		p.Value = str(v)
	}
	for _, o := range k.Of {
		if !o.Old || o.Key == p.Value {
			options = append(options, ui.Option{Value: o.Key, Text: o.Text})
		}
	}
	return options
}

// Cell implements Kind.
func (k Choice) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }

// YesNo has three answers and none: có, không, chưa rõ. Chưa rõ is an answer, the empty one means that nobody was asked.
func YesNo() Kind {
	return Choice{[]Option{{Key: "co", Text: "Có", Also: []string{"x", "1", "true", "yes"}}, {Key: "khong", Text: "Không", Also: []string{"0", "false", "no"}},
		{Key: "chua-ro", Text: "Chưa rõ", Also: []string{"không rõ", "không biết"}}}}
}
