package register

import (
	"maps"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/web/openapi"
)

// JSON is every line as an object by column.
func (k Rows) JSON(v Value, e *Env) any {
	out := []any{}
	for _, line := range k.lines(v) {
		one := map[string]any{}
		for _, f := range k.Fields {
			one[f.Column] = spokenOf(f.Kind, line.Value(f.Column), e)
		}
		out = append(out, one)
	}
	return out
}

// Typed takes what JSON gives; what follows from other columns of a line may come back and counts for nothing.
func (k Rows) Typed(sent any) (string, string) {
	list, ok := sent.([]any)
	if !ok {
		return "", "gửi một mảng các dòng, mỗi dòng một đối tượng {…}"
	}
	var rows [][]string
	for _, x := range list {
		line, ok := x.(map[string]any)
		if !ok {
			return "", "gửi một mảng các dòng, mỗi dòng một đối tượng {…}"
		}
		var cells []string
		for _, f := range k.asked() {
			text, words := typedOf(f.Kind, line[f.Column])
			if words != "" {
				return "", f.Column + ": " + words
			}
			cells = append(cells, text)
		}
		for name := range maps.Keys(line) {
			if !slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Column == name }) {
				return "", "dòng không có mục này; có: " + strings.Join(k.columns(), ", ")
			}
		}
		rows = append(rows, cells)
	}
	return textOf(rows), ""
}

func (k Rows) columns() (out []string) {
	for _, f := range k.asked() {
		out = append(out, f.Column)
	}
	return out
}

// Schema implements spoken.
func (k Rows) Schema() openapi.Schema {
	return openapi.Schema{"type": "array", "maxItems": k.most(), "items": k.shape.fieldsSchema(k.Fields, false), "examples": []any{[]any{k.shape.exampleFields(k.asked())}}}
}

// rowsOnPaper is how many lines a blank sheet has for writing.
const rowsOnPaper = 4

func (k Rows) high(*paper, *Env) float64 { return 4 + rowsOnPaper*lineHigh }

// pen draws a table to be written into.
func (k Rows) pen(p *paper, _ *Env) {
	columns := k.asked()
	wide := p.width() / float64(len(columns))
	for i, f := range columns {
		p.page().Text(p.left()+float64(i)*wide, p.y+2.6, f.Label, penSmall, pdfwrite.Left)
	}
	p.y += 4
	top := p.y
	for range rowsOnPaper {
		p.y += lineHigh
		p.page().Line(p.left(), p.y, p.right(), p.y, penRule)
	}
	for i := 1; i < len(columns); i++ {
		x := p.left() + float64(i)*wide - 1
		p.page().Line(x, top, x, p.y, penRule)
	}
}
