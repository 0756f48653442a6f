package register

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// lineView is a field of lines on a form.
type lineView struct {
	k      Rows
	Field  ui.FieldProps
	Lines  [][]string
	Errors []errs.Field
	Env    *Env
}

// What a form of lines sends besides its cells.
const (
	lineMark = "dong"      // value of the field itself: its lines were on the form
	lineGone = "bo"        // name of the box that takes a line away
	lineMore = "them-dong" // name of the button that asks for more lines; its value is the field
)

// blankLines is how many empty lines a form offers to a record without any, and at each wish for more.
const blankLines = 3

// withBlanks are lines with empty ones behind them to be filled.
func withBlanks(lines [][]string, most int) [][]string {
	n := blankLines
	if len(lines) > 0 {
		n = 1
		if filled(lines[len(lines)-1]) == 0 {
			n = 0 // the form was asked for more
		}
	}
	for ; n > 0 && len(lines) < most; n-- {
		lines = append(lines, nil)
	}
	return lines
}

// typedLines are the lines that a form sent, as Rows.Text writes them; sent is false when it had none of the field's controls.
// Empty lines and those ticked to be taken away are left out.
func typedLines(f *web.Form, field Field, k Rows) (text string, sent bool) {
	text = f.Text(field.Name)
	if text != lineMark {
		return text, f.Has(field.Name)
	}
	last := 0
	for _, name := range f.Names() {
		if rest, ok := strings.CutPrefix(name, field.Name+"-"); ok {
			number, _, _ := strings.Cut(rest, "-")
			if n, err := strconv.Atoi(number); err == nil && n <= 4*k.most() {
				last = max(last, n)
			}
		}
	}
	var rows [][]string
	for n := 1; n <= last; n++ {
		if f.Has(lineName(field.Name, n, lineGone)) {
			continue
		}
		cells := make([]string, len(k.asked()))
		for i, x := range k.asked() {
			cells[i] = f.Text(lineName(field.Name, n, x.Name))
		}
		if filled(cells) > 0 {
			rows = append(rows, cells)
		}
	}
	return textOf(rows), true
}

// moreLines gives what was typed room for more lines when the form asked for that, and says whether it did.
func moreLines(f *web.Form, fields []Field, typed map[string]string) bool {
	for _, x := range fields {
		k, lines := x.Kind.(Rows)
		if !lines || f.Text(lineMore) != x.Name {
			continue
		}
		rows := cellsIn(typed[x.Name])
		for range blankLines {
			if len(rows) < k.most() {
				rows = append(rows, make([]string, 2))
			}
		}
		typed[x.Name] = textOf(rows)
		return true
	}
	return false
}

// control is the control of a field with what stands in it.
func (v formView) control(f Field) templ.Component {
	if k, lines := f.Kind.(Rows); lines {
		return lineFields(lineView{k: k, Field: v.props(f), Lines: withBlanks(cellsIn(v.Typed[f.Name]), k.most()), Errors: v.Errors, Env: v.Env})
	}
	return f.Kind.Control(v.props(f), v.Typed[f.Name], v.Env)
}

// cell is the control of one answer of a line, n from 1.
func (v lineView) cell(f Field, i, n int) templ.Component {
	name := lineName(v.Field.Name, n, f.Name)
	p := ui.FieldProps{Name: name, Label: f.Label, Hint: f.Hint, Error: ui.ErrorOf(v.Errors, name)}
	typed := cell(v.Lines[n-1], i)
	if k, ok := f.Kind.(Choice); ok { // a line has no room for every answer at once
		return k.list(p, typed, v.Env)
	}
	return f.Kind.Control(p, typed, v.Env)
}

// legend names a line to those who do not see its place.
func (v lineView) legend(n int) string { return v.Field.Label + ", dòng " + strconv.Itoa(n) }

// total is the sum of a column as a page shows it; empty when no line answers or the column has none.
func (k Rows) total(lines []Record, column string, e *Env) string {
	sum, any := int64(0), false
	for _, l := range lines {
		if n, ok := num(l.Value(column)); ok && n != noAnswer {
			sum, any = sum+n, true
		}
	}
	if !any {
		return ""
	}
	return k.shape.field(column).Kind.Text(Value{sum}, e)
}
