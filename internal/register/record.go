package register

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Record is one record of a register.
type Record struct {
	ID        string
	UnitID    string
	Number    int64 // counts the records of the unit
	State     string
	StateBy   string // account that put it into its state, or last changed what somebody else must approve
	StateOn   string // ISO date
	Version   int64
	CreatedAt store.Instant
	CreatedBy string // name
	UpdatedAt store.Instant
	Dropped   bool // in the trash
	Values    []Value

	of    *Register
	brief bool // has only what a list shows
}

// fixedColumns are the columns of every register in the order in which scan takes them.
const fixedColumns = "r.id, r.unit_id, r.number, r.state, r.state_by, r.state_on, r.version, r.created_at, r.created_by, r.updated_at, r.dropped"

const fixedCount = 11

// scan reads a row of fixedColumns and the columns of the fields, or of some of them.
func (g *Register) scan(row []any, only []bool) (rec Record, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("register: %s: a row of other types than declared: %v", g.Name, p)
		}
	}()
	rec = Record{of: g, brief: only != nil, ID: row[0].(string), UnitID: row[1].(string), Number: row[2].(int64), State: row[3].(string), StateBy: row[4].(string),
		StateOn: row[5].(string), Version: row[6].(int64), CreatedBy: row[8].(string), Dropped: truth(row[10])}
	if err := rec.CreatedAt.Scan(row[7]); err != nil {
		return rec, err
	}
	if err := rec.UpdatedAt.Scan(row[9]); err != nil {
		return rec, err
	}
	rec.Values = make([]Value, len(g.Fields))
	at := fixedCount
	for i, f := range g.Fields {
		if only != nil && !only[i] {
			continue
		}
		n := len(f.Kind.Columns())
		rec.Values[i] = append(Value(nil), row[at:at+n]...)
		at += n
	}
	return rec, nil
}

// truth reads a BOOLEAN, which SQLite may give as a number.
func truth(v any) bool {
	switch b := v.(type) {
	case bool:
		return b
	case int64:
		return b != 0
	}
	return false
}

// Value is the answer in a column; the zero Value for a column that is no field, and for the zero Record.
func (rec Record) Value(column string) Value {
	if rec.of == nil {
		return nil
	}
	i, ok := rec.of.at[column]
	if !ok || i >= len(rec.Values) {
		return nil
	}
	if rec.brief && !rec.of.listed[i] {
		panic("register: the list of " + rec.of.Name + " reads " + column + "; name it in the Of of what draws it")
	}
	return rec.Values[i]
}

// Str is the answer in a column of text: a key, an ISO date, an id.
func (rec Record) Str(column string) string { return str(rec.Value(column)) }

// Set changes an answer.
func (rec *Record) Set(column string, v Value) {
	if i, ok := rec.of.at[column]; ok { // a reader's register may not have the field
		rec.Values[i] = v
	}
}

// Text is the answer in a column as people read it.
func (rec Record) Text(column string, e *Env) string {
	return rec.of.field(column).Kind.Text(rec.Value(column), e)
}

// Code is the number by which people call the record: NC-0012.
func (rec Record) Code() string { return rec.of.codeOf(rec.Number) }

func (g *Register) codeOf(number int64) string {
	return fmt.Sprintf("%s-%04d", g.Declaration.Code, number)
}

// Label names the record.
func (rec Record) Label(e *Env) string {
	s := rec.Text(rec.of.Declaration.Label, e)
	switch {
	case s == "":
		return rec.Code()
	case rec.of.Coded:
		return rec.Code() + ": " + lowerFirst(s)
	}
	return s
}

// blank is a new record without answers, in the first state.
func (g *Register) blank() Record {
	rec := Record{of: g, State: g.States[0].Key, Values: make([]Value, len(g.Fields))}
	for i, f := range g.Fields {
		rec.Values[i] = emptyOf(f.Kind)
	}
	return rec
}

// emptyOf is no answer, as the columns of the kind keep it.
func emptyOf(k Kind) Value {
	if own, ok := k.(interface{ empty() Value }); ok {
		return own.empty()
	}
	var v Value
	for _, c := range k.Columns() {
		switch c.Type {
		case "TEXT":
			v = append(v, "")
		case "BOOLEAN":
			v = append(v, false)
		default:
			v = append(v, nil)
		}
	}
	return v
}

// blankValue reports whether nothing was answered.
func blankValue(k Kind, v Value) bool {
	empty := emptyOf(k)
	for i := range empty {
		if i < len(v) && v[i] != empty[i] {
			return false
		}
	}
	return true
}

// args are the answers in the order of the columns.
func (rec Record) args() []any {
	var out []any
	for i, f := range rec.of.Fields {
		out = append(out, rec.Values[i][:len(f.Kind.Columns())]...)
	}
	return out
}

// told is a record as the history tells it: labels and texts in the order of the fields, empty answers left out.
type told []struct{ label, text string }

// stateLabel is how the history calls the state.
const stateLabel = "Tình trạng"

func (rec Record) told(e *Env) told {
	var t told
	if s, ok := rec.of.state(rec.State); ok {
		t = append(t, struct{ label, text string }{stateLabel, s.Text})
	}
	for i, f := range rec.of.Fields {
		if _, lines := f.Kind.(Rows); lines || f.inner() || f.Right != "" {
			continue // toldLines says what became of them
		}
		t = append(t, struct{ label, text string }{f.Label, f.Kind.Text(rec.Values[i], e)})
	}
	return t
}

// MarshalJSON keeps the order of the fields, which a map would lose.
func (t told) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range t {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(p.label)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(p.text)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// words are the folded words by which the search finds the record, each once.
func (rec Record) words(e *Env) []string {
	texts := []string{rec.Code(), strconv.FormatInt(rec.Number, 10)}
	for i, f := range rec.of.Fields {
		if f.Search || f.Column == rec.of.Declaration.Label {
			texts = append(texts, f.Kind.Text(rec.Values[i], e))
		}
	}
	out := []string{rec.sameness(e)}
	seen := map[string]bool{}
	for _, w := range strings.Fields(vi.Fold(strings.Join(texts, " "))) {
		if !seen[w] {
			out = append(out, w)
		}
		seen[w] = true
	}
	return out
}
