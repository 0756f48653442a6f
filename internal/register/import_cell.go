package register

import (
	"maps"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
)

// unread adds to the mistakes of a row its cells that hold no value: a formula without a result, an error of Excel.
func (j *judging) unread(row importRow, words map[string]string) map[string]string {
	for i, c := range listOf(row.Cells) {
		if i >= len(j.columns) || c == "" || c[0] != '#' {
			continue
		}
		what := ""
		switch {
		case c == xlsx.NoResult:
			what = "công thức chưa có kết quả"
		case excelErrors[strings.ToUpper(c)]:
			what = "công thức hỏng (" + c + ")"
		default:
			continue
		}
		name := j.g.asked1(j.columns[i])
		if name == "" {
			continue
		}
		if words = maps.Clone(words); words == nil {
			words = map[string]string{}
		}
		words[name] = "Ô này là " + what + "; gõ giá trị vào đây, hoặc mở tệp bằng Excel, lưu lại rồi nhập lại"
	}
	return words
}

// excelErrors are what Excel shows in the place of a value.
var excelErrors = map[string]bool{"#REF!": true, "#N/A": true, "#VALUE!": true, "#NAME?": true, "#DIV/0!": true, "#NUM!": true, "#NULL!": true}

// asked1 is the name of the field that a column of a brought table helps to answer, empty for none.
func (g *Register) asked1(column string) string {
	if i, ok := g.at[column]; ok {
		return g.Fields[i].Name
	}
	if p, ok := g.part(column); ok && len(p.Of) > 0 {
		return g.fieldOr(p.Of[0]).Name
	}
	return ""
}
