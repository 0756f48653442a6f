package law

import (
	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web/ui"
)

type oneLine = register.Text // under another name its field does not hide its method

// symbol is the number of a document with its symbol, written as registers write it.
type symbol struct{ oneLine }

// Read takes a number with its symbol in every way in which plans print it.
func (k symbol) Read(typed string, e *register.Env) (register.Value, string) {
	v, words := k.oneLine.Read(typed, e)
	if words != "" || v[0] == "" {
		return v, words
	}
	number, _ := v[0].(string)
	if !numbered(number) {
		return nil, "ghi số và ký hiệu như trên văn bản, ví dụ 23/QĐ-TTg"
	}
	n, _ := planread.ParseNumber(number) // numbered has seen that it can be read
	return register.Value{n.Written}, ""
}

// force is what is known of the force of a document. That nobody knows is one of the answers that the form offers.
type force struct{ register.Choice }

// Control implements register.Kind.
func (k force) Control(p ui.FieldProps, typed string, e *register.Env) templ.Component {
	p.Optional = false // no further answer for taking one back
	return k.Choice.Control(p, typed, e)
}
