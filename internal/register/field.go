package register

import (
	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Field is one question of a register.
type Field struct {
	Column   string // of the table, and its name in the API: "fix_by"
	Name     string // in forms and addresses: "han-xu-ly"
	Label    string // "Hạn xử lý"
	Hint     string
	Group    string // heading under which forms and records show it; that of the field before when empty
	Kind     Kind
	Required bool
	Filter   bool  // the list can be narrowed to one of its answers; needs an index (unit_id, dropped, column, id)
	Search   bool  // its words are found by the search
	When     Where // an Is or an Empty: on the page of a record that does not meet it the field is left out while it has no answer
	// Right is asked of whoever reads or writes the field; for others the register does not have it. Roles have it exactly when
	// they see actor.Restricted. Its history stands apart, reading it leaves a trace.
	Right actor.Action
	// Mark says of a field with a Right that an answer marks the record: lists tell readers without the right how many have one.
	Mark bool

	// Reason says that nobody changes an answer without a reason and a paper that proves it; filling in an empty one is no change.
	Reason bool

	// Unique says that only one record may have an answer: of two rows of a brought table with one answer the later is a mistake.
	// Against judges it against the register.
	Unique bool

	InMoves bool     // only moves ask for it; no form does
	Heads   []string // other words by which tables that people bring name it
}

// Value is the answer to a field as the database keeps it: one element a column of its kind, a string, an int64 or a bool.
type Value []any

// Kind is what an answer may be. Text and Read are each other's reverse: what a page shows can be typed back.
type Kind interface {
	// Columns are the types of the columns: the first is named like the field, each other one after it with the suffix.
	Columns() []Column
	// Read judges what was typed, pasted or imported; words say what to do when it cannot be taken. Empty text is the empty
	// value.
	Read(typed string, e *Env) (v Value, words string)
	// Text is the value for a page, a file and the history; empty when there is no answer.
	Text(v Value, e *Env) string
	// Control is the field of a form, with what stands in it.
	Control(p ui.FieldProps, typed string, e *Env) templ.Component
	// Cell is the value as a workbook keeps it: a number, a date, else its text.
	Cell(v Value, e *Env) (any, xlsx.Kind)
}

// Column is a column of the table.
type Column struct {
	Suffix string
	Type   string // TEXT, BIGINT or BOOLEAN
	Always bool   // a BIGINT with a value in every row; otherwise no answer is NULL
}

// lister is a kind with a known list of answers, by which a list can be narrowed.
type lister interface {
	Options(e *Env) []ui.Option
}

// Mistakes collects what is wrong with a record, each at its field.
type Mistakes struct {
	form   errs.Form
	fields []Field
}

// At notes a mistake of the field in a column, in the words of errs.Form.
func (m *Mistakes) At(column, format string, args ...any) {
	name := column
	for _, f := range m.fields {
		if f.Column == column {
			name = f.Name
		}
	}
	m.form.Add(name, format, args...)
}

// Err is an errs.Invalid with all mistakes, nil without one.
func (m *Mistakes) Err() error { return m.form.Err() }

// text is the only column of most kinds.
func text() []Column { return []Column{{Type: "TEXT"}} }

// str is the first column of a value as text.
func str(v Value) string {
	if len(v) == 0 {
		return ""
	}
	s, _ := v[0].(string)
	return s
}

// num is the first column of a value as a number; ok is false when there is no answer.
func num(v Value) (n int64, ok bool) {
	if len(v) == 0 {
		return 0, false
	}
	n, ok = v[0].(int64)
	return n, ok
}
