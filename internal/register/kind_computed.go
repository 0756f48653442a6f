package register

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Computed is an answer that follows from others and that nobody types. Expr is an expression of expr-lang over the columns of
// the fields that are typed: texts and keys as strings, dates as "2026-05-12", numbers in their unit. has_<column> says whether
// a number was answered; of a field of lines there are count_<column>, and sum_<column>_<column of the line> for each of its
// numbers, which has none while no line answers. An expression over a number without an answer has none itself, unless it asks has_ first. The result
// is an answer of the kind As: a number, or the key or text of the others.
//
// It is worked out whenever the record is written and stands in its own column, so that lists sort and filter by it. Records
// written before the field was declared have no answer until they are written again.
type Computed struct {
	As   Kind
	Expr string
}

// noAnswer stands in the column of a computed number that has none: both engines put it before every number.
const noAnswer = int64(math.MinInt64 / 2)

// Derived says that no form asks for it.
func (Computed) Derived() {}

// derived is a kind whose answers follow from others.
type derived interface{ Derived() }

func typedByPeople(f Field) bool {
	_, no := f.Kind.(derived)
	return !no
}

// asked are the fields that people answer.
func (g *Register) asked() []Field {
	return slices.DeleteFunc(slices.Clone(g.Fields), func(f Field) bool { return !typedByPeople(f) || f.InMoves })
}

// Columns implements Kind: the one of As, which always has a value.
func (k Computed) Columns() []Column {
	c := k.As.Columns()
	if len(c) == 1 && c[0].Type == "BIGINT" {
		return []Column{{Type: "BIGINT", Always: true}}
	}
	return c
}

func (k Computed) empty() Value {
	if k.Columns()[0].Always {
		return Value{noAnswer}
	}
	return emptyOf(k.As)
}

// known is the value as As keeps it.
func (Computed) known(v Value) Value {
	if n, ok := num(v); ok && n == noAnswer {
		return Value{nil}
	}
	return v
}

// kept is a value of As as the column keeps it.
func (k Computed) kept(v Value) Value {
	if len(v) == 1 && v[0] == nil {
		return k.empty()
	}
	return v
}

// Read reads what Text shows, for filters and properties; what is typed never reaches a record.
func (k Computed) Read(typed string, e *Env) (Value, string) {
	v, words := k.As.Read(typed, e)
	return k.kept(v), words
}

// Text implements Kind.
func (k Computed) Text(v Value, e *Env) string { return k.As.Text(k.known(v), e) }

// Control shows the answer, which cannot be typed.
func (k Computed) Control(p ui.FieldProps, typed string, _ *Env) templ.Component {
	p.Value, p.ReadOnly = typed, true
	return ui.TextField(p)
}

// Cell implements Kind.
func (k Computed) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.As.Cell(k.known(v), e) }

// Options implements lister where As does.
func (k Computed) Options(e *Env) []ui.Option {
	if l, ok := k.As.(lister); ok {
		return l.Options(e)
	}
	return nil
}

// sum is the expression of one field, ready to be run.
type sum struct {
	at      int // of the field
	program *vm.Program
	numbers []string // names of numbers without which there is no answer
}

// sums compiles the expressions of the declaration; err says which cannot be.
func (g *Register) compile() (sums []sum, problem string) {
	for i, f := range g.Fields {
		k, ok := f.Kind.(Computed)
		if !ok {
			continue
		}
		if len(k.As.Columns()) != 1 || f.Required {
			return nil, "the computed field " + f.Column + " must have one column and cannot be required"
		}
		want := reflect.String
		if k.Columns()[0].Type == "BIGINT" {
			want = reflect.Float64
		}
		program, err := expr.Compile(k.Expr, expr.Env(g.outline()), expr.AsKind(want), expr.DisableBuiltin("now"))
		if err != nil {
			return nil, fmt.Sprintf("the expression of %s: %v", f.Column, err)
		}
		sums = append(sums, sum{i, program, g.needed(program.Node())})
	}
	return sums, ""
}

// outline is an environment with a value of the right type for every name, by which expressions are judged.
func (g *Register) outline() map[string]any { return g.blank().environment() }

// environment are the answers as expressions see them.
func (rec Record) environment() map[string]any {
	env := map[string]any{}
	for i, f := range rec.of.Fields {
		if !typedByPeople(f) {
			continue
		}
		if k, ok := f.Kind.(Rows); ok {
			k.environment(f.Column, rec, env)
			continue
		}
		for j, c := range f.Kind.Columns() {
			name := f.Column + c.Suffix
			switch v := rec.Values[i][j].(type) {
			case int64:
				env[name], env["has_"+name] = float64(v)/stepOf(f.Kind), true
			case nil:
				env[name], env["has_"+name] = 0.0, false
			default:
				env[name] = v
			}
		}
	}
	return env
}

func stepOf(k Kind) float64 {
	if n, ok := k.(Number); ok {
		return float64(n.step())
	}
	return 1
}

// needed are the names of numbers that an expression uses without asking whether there is an answer.
func (g *Register) needed(node ast.Node) []string {
	names := identifiers{}
	ast.Walk(&node, names)
	var out []string
	for name := range g.outline() {
		if number, ok := strings.CutPrefix(name, "has_"); ok && names[number] && !names[name] {
			out = append(out, number)
		}
	}
	return out
}

// identifiers collects the names in an expression.
type identifiers map[string]bool

// Visit implements ast.Visitor.
func (names identifiers) Visit(node *ast.Node) {
	if id, ok := (*node).(*ast.IdentifierNode); ok {
		names[id.Value] = true
	}
}

// work puts the computed answers into a record whose others were judged.
func (g *Register) work(rec *Record, m *Mistakes, e *Env) {
	for _, s := range g.sums {
		f := g.Fields[s.at]
		k := f.Kind.(Computed)
		rec.Values[s.at] = k.empty()
		env := rec.environment()
		if slices.ContainsFunc(s.numbers, func(name string) bool { return env["has_"+name] != true }) {
			continue
		}
		result, err := expr.Run(s.program, env)
		if err != nil {
			m.At(f.Column, "%s: không tính được từ các mục đã ghi", f.Label)
			continue
		}
		v, words := k.read(result, e)
		if words != "" {
			m.At(f.Column, "%s: kết quả tính được %s", f.Label, words)
			continue
		}
		rec.Values[s.at] = v
	}
}

// read is a result as an answer of As; what is no number, as after a division by nought, is none.
func (k Computed) read(result any, e *Env) (Value, string) {
	n, ok := result.(float64)
	if !ok {
		s, _ := result.(string)
		v, words := k.As.Read(s, e)
		return v, words
	}
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return k.empty(), ""
	}
	kept := math.Round(n * stepOf(k.As))
	if math.Abs(kept) > math.MaxInt64/4 {
		return nil, "quá lớn"
	}
	v, words := k.As.Read(strings.TrimSpace(k.As.Text(Value{int64(kept)}, e)), e)
	return k.kept(v), words
}
