package register

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Rows are lines below a record: the money of an event, the people of a household. They stand in a table of their own, named
// after the register and the column, and are read wherever the record is read by itself; lists do not read them. Each line
// answers Fields; a Computed one follows from its own line.
//
// As text a line is its answers with a bar between them, each line on its own: "Thuê loa | Ngân sách | 500.000 đồng". So drafts,
// imports and other programs bring them as forms do.
type Rows struct {
	One    string   // one line inside a sentence: "khoản kinh phí"
	Fields []Field  // the first names the line
	Totals []string // columns of numbers of which the page shows the sum
	Most   int      // how many lines a record has at most, 50 when 0
	Until  string   // column of the day after which a line holds no longer, for filters over lines; empty when every line holds
	By     string   // column by which lines are put in order; as typed when empty

	shape *Register // of one line; New makes it
}

// Columns implements Kind: none in the table of the record.
func (Rows) Columns() []Column { return nil }

func (Rows) empty() Value { return Value{""} }

func (k Rows) most() int { return cmp.Or(k.Most, 50) }

// Empty text stands for no lines; a nil Value for lines that were not read, which no change touches.

// Read takes lines as Text writes them. The words are those of the first mistake.
func (k Rows) Read(typed string, e *Env) (Value, string) {
	v, wrong := k.read(typed, e)
	if len(wrong) > 0 {
		return nil, wrong[0].words
	}
	return v, ""
}

// lineMistake is what is wrong with one cell, or with a line when column is empty, or with all of them when n is 0.
type lineMistake struct {
	n     int // of the line, from 1
	field string
	words string
}

// read judges every line; empty ones are left out.
func (k Rows) read(typed string, e *Env) (Value, []lineMistake) {
	var lines []Record
	var wrong []lineMistake
	for i, cells := range cellsIn(typed) {
		if filled(cells) == 0 {
			continue
		}
		answers := map[string]string{}
		for j, f := range k.asked() {
			answers[f.Name] = cell(cells, j)
		}
		line, err := k.shape.judge(k.shape.blank(), answers, e)
		if bad := asInvalid(err); bad != nil {
			for _, f := range bad.Fields {
				wrong = append(wrong, lineMistake{i + 1, f.Name, fmt.Sprintf("dòng %d: %s", i+1, lowerFirst(f.Message))})
			}
			continue
		}
		if len(cells) > len(k.asked()) {
			wrong = append(wrong, lineMistake{i + 1, k.asked()[0].Name, fmt.Sprintf("dòng %d: có %d ô, nhiều nhất %d ô", i+1, len(cells), len(k.asked()))})
			continue
		}
		lines = append(lines, line)
	}
	if len(lines) > k.most() {
		wrong = append(wrong, lineMistake{words: fmt.Sprintf("nhiều nhất %d dòng, đang có %d", k.most(), len(lines))})
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return k.kept(k.ordered(lines)), nil
}

// judged is read with its mistakes noted at the cells.
func (k Rows) judged(f Field, typed string, e *Env, m *Mistakes) (Value, bool) {
	v, wrong := k.read(typed, e)
	for _, w := range wrong {
		name := f.Name
		if w.n > 0 {
			name = lineName(f.Name, w.n, w.field)
		}
		m.form.Add(name, "%s, %s", f.Label, w.words)
	}
	return v, len(wrong) == 0
}

// lineName is the name of the control of a cell, line n from 1.
func lineName(field string, n int, column string) string {
	return field + "-" + strconv.Itoa(n) + "-" + column
}

func (k Rows) asked() []Field { return k.shape.asked() }

// ordered puts lines in the order of By; those without an answer come last.
func (k Rows) ordered(lines []Record) []Record {
	if k.By == "" {
		return lines
	}
	slices.SortStableFunc(lines, func(a, b Record) int {
		x, y := a.Value(k.By), b.Value(k.By)
		f := k.shape.field(k.By)
		switch blankX, blankY := blankValue(f.Kind, x), blankValue(f.Kind, y); {
		case blankX || blankY:
			return cmp.Compare(truth01(blankX), truth01(blankY))
		}
		n, number := num(x)
		m, _ := num(y)
		if number {
			return cmp.Compare(n, m)
		}
		return cmp.Compare(str(x), str(y))
	})
	return lines
}

func truth01(b bool) int {
	if b {
		return 1
	}
	return 0
}

// kept is the value of lines: their columns as JSON, nothing for none.
func (k Rows) kept(lines []Record) Value {
	if len(lines) == 0 {
		return k.empty()
	}
	rows := make([][]any, len(lines))
	for i, l := range lines {
		rows[i] = l.args()
	}
	raw, _ := json.Marshal(rows) // texts, numbers and truths always marshal
	return Value{string(raw)}
}

// lines are those of a value.
func (k Rows) lines(v Value) []Record {
	var rows [][]json.RawMessage
	if json.Unmarshal([]byte(str(v)), &rows) != nil {
		return nil
	}
	out := make([]Record, 0, len(rows))
	for _, row := range rows {
		line, at := k.shape.blank(), 0
		for i, f := range k.shape.Fields {
			for j, c := range f.Kind.Columns() {
				if at < len(row) {
					if x, err := fromJSON(c, row[at]); err == nil && x != nil {
						line.Values[i][j] = x
					}
				}
				at++
			}
		}
		out = append(out, line)
	}
	return out
}

// fromJSON reads a column as the database has it; nil for no answer.
func fromJSON(c Column, raw json.RawMessage) (any, error) {
	if string(raw) == "null" {
		return nil, nil //nolint:nilnil // no answer is a value
	}
	switch c.Type {
	case "BIGINT":
		var n int64
		err := json.Unmarshal(raw, &n)
		return n, err
	case "BOOLEAN":
		var b bool
		err := json.Unmarshal(raw, &b)
		return b, err
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err
}

// Text is every line with bars between its answers.
func (k Rows) Text(v Value, e *Env) string {
	var rows [][]string
	for _, l := range k.lines(v) {
		rows = append(rows, k.cells(l, e))
	}
	return textOf(rows)
}

// cells are the answers of a line that people typed.
func (k Rows) cells(line Record, e *Env) []string {
	var out []string
	for _, f := range k.asked() {
		out = append(out, line.Text(f.Column, e))
	}
	return out
}

// Cell is how many lines there are.
func (k Rows) Cell(v Value, _ *Env) (any, xlsx.Kind) { return int64(len(k.lines(v))), xlsx.Number }

// Control is a row of controls for each line; see rows.templ.
func (k Rows) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	return lineFields(lineView{k: k, Field: p, Lines: withBlanks(cellsIn(typed), k.most()), Env: e})
}

// lists reads what the fields of a line refer to, before a page begins.
func (k Rows) lists(e *Env) {
	for _, f := range k.Fields {
		if l, ok := f.Kind.(lister); ok {
			l.Options(e)
		}
	}
}

// textOf writes cells; cellsIn reads them.
func textOf(rows [][]string) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = escaped.Replace(strings.TrimSpace(c))
		}
		lines[i] = strings.TrimRight(strings.Join(cells, " | "), " ")
	}
	return strings.Join(lines, "\n")
}

var escaped = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)

func cellsIn(text string) (rows [][]string) {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(vi.NFC(text), "\r\n", "\n"), "\n") {
		var row []string
		var cell strings.Builder
		escape := false
		for _, r := range line {
			switch {
			case escape && r == 'n':
				cell.WriteByte('\n')
				escape = false
			case escape:
				cell.WriteRune(r)
				escape = false
			case r == '\\':
				escape = true
			case r == '|':
				row = append(row, strings.TrimSpace(cell.String()))
				cell.Reset()
			default:
				cell.WriteRune(r)
			}
		}
		if last := strings.TrimSpace(cell.String()); last != "" || len(row) == 0 {
			row = append(row, last)
		}
		rows = append(rows, row)
	}
	return rows
}

// shaped gives every field of lines the register of one of its lines, and says what in it cannot work.
func (d Declaration) shaped() (Declaration, string) {
	d.Fields = slices.Clone(d.Fields)
	for i, f := range d.Fields {
		k, ok := f.Kind.(Rows)
		if !ok {
			continue
		}
		if f.Filter || f.Search || len(k.Fields) == 0 || k.One == "" {
			return d, "the lines of " + f.Column + " need fields and a word for one, and no list can be narrowed by them"
		}
		k.shape = &Register{Declaration: Declaration{Name: d.Name + "_" + f.Column, Fields: k.Fields, Label: k.Fields[0].Column, States: []State{{}}}, at: map[string]int{}}
		for j, x := range k.Fields {
			if _, twice := k.shape.at[x.Column]; twice || x.Name == "" || x.Name == lineGone || x.Label == "" || x.Kind == nil || len(x.Kind.Columns()) == 0 {
				return d, "the lines of " + f.Column + " cannot have the field " + x.Column
			}
			if _, many := x.Kind.(several); many {
				return d, "a line has no room for the answers of " + x.Column
			}
			if _, list := x.Kind.(Choice); x.Filter && !list {
				return d, "no list can be narrowed by " + x.Column + " of the lines of " + f.Column
			}
			k.shape.at[x.Column] = j
			for _, c := range x.Kind.Columns() {
				k.shape.columns = append(k.shape.columns, x.Column+c.Suffix)
			}
		}
		for _, c := range append(slices.Clone(k.Totals), k.By, k.Until) {
			if _, ok := k.shape.at[c]; !ok && c != "" {
				return d, "the lines of " + f.Column + " have no column " + c
			}
		}
		var problem string
		if k.shape.sums, problem = k.shape.compile(); problem != "" {
			return d, problem
		}
		d.Fields[i].Kind = k
	}
	return d, ""
}

// rows are the fields of lines with their places among the fields.
func (g *Register) rows(each func(i int, f Field, k Rows) error) error {
	for i, f := range g.Fields {
		if k, ok := f.Kind.(Rows); ok {
			if err := each(i, f, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// Lines are the lines of a record in a field of Rows, each a Record of its own fields; none when they were not read.
func (rec Record) Lines(column string) []Record {
	if k, ok := rec.of.field(column).Kind.(Rows); ok {
		return k.lines(rec.Value(column))
	}
	return nil
}

// Sum is the sum of a column of numbers over the lines of a field; ok is false when no line answers it.
func (rec Record) Sum(field, column string) (sum int64, ok bool) {
	for _, l := range rec.Lines(field) {
		if n, answered := num(l.Value(column)); answered && n != noAnswer {
			sum, ok = sum+n, true
		}
	}
	return sum, ok
}

// flat are the fields that a file with one row a record shows, those included that nobody types.
func (g *Register) flat() []Field {
	return slices.DeleteFunc(g.shown(), func(f Field) bool { _, lines := f.Kind.(Rows); return lines })
}

// tabled are the fields that a table with one row a record holds.
func (g *Register) tabled() []Field {
	return slices.DeleteFunc(g.asked(), func(f Field) bool { _, lines := f.Kind.(Rows); return lines })
}

// environment is what an expression of the record sees of its lines.
func (k Rows) environment(column string, rec Record, env map[string]any) {
	env["count_"+column] = float64(len(rec.Lines(column)))
	for _, f := range k.Fields {
		kind := f.Kind
		if c, ok := kind.(Computed); ok {
			kind = c.As
		}
		if n, ok := kind.(Number); ok {
			name := "sum_" + column + "_" + f.Column
			sum, answered := rec.Sum(column, f.Column)
			env[name], env["has_"+name] = float64(sum)/float64(n.step()), answered
		}
	}
}
