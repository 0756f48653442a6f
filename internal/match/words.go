package match

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

type explained = linkage.Explanation

func joinWords(list []string) string { return strings.Join(list, ", ") }

var kinOptions = []ui.Option{{Value: Strangers, Text: "Hai trẻ khác nhau"}, {Value: Siblings, Text: "Anh chị em"}, {Value: Twins, Text: "Sinh đôi"}}

// kin is what the two are proposed to be: what was said before, else the best other explanation of the evidence.
func (v compareView) kin() string {
	if v.Kin != "" {
		return v.Kin
	}
	switch v.Why.Rival {
	case "anh chị em":
		return Siblings
	case "sinh đôi":
		return Twins
	}
	return Strangers
}

// tells are the columns beside the name by which a reader tells children apart.
func (f *Finder) tells(r *web.Request) []string {
	var out []string
	for _, c := range []string{f.Columns.Birth, f.Columns.Sex, f.Columns.Mother, f.Columns.Father, f.Columns.Hamlet} {
		if c != "" && !f.hidden(r.Actor, c) {
			out = append(out, c)
		}
	}
	return out
}

func (f *Finder) label(column string) string {
	for _, x := range f.Register.Fields {
		if x.Column == column {
			return x.Label
		}
	}
	return ""
}

// summary are the answers by which a record is told apart, in one line.
func (f *Finder) summary(r *web.Request, rec register.Record, e *register.Env) string {
	var parts []string
	for _, c := range f.tells(r) {
		text := rec.Text(c, e)
		switch {
		case text == "":
		case c == f.Columns.Mother:
			parts = append(parts, "mẹ "+text)
		case c == f.Columns.Father:
			parts = append(parts, "cha "+text)
		default:
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}

// errsOf says why two records cannot be merged: their answers do not go together.
func errsOf(fields []errs.Field, a, b register.Record) error {
	var words []string
	for _, f := range fields {
		words = append(words, f.Message)
	}
	return errs.Newf(errs.Invalid, "Chưa gộp %s và %s: %s. Quay lại và chọn giá trị khác.", a.Code(), b.Code(), strings.Join(words, "; "))
}

// understood says how the typed line was read.
func (v searchView) understood() string {
	parts := v.Answer.Read.Told
	if name := v.Answer.Read.Query.Name; name != "" {
		parts = append([]string{"tên “" + name + "”"}, parts...)
	}
	return "Hiểu là: " + strings.Join(parts, "; ") + "."
}

// orEmpty is an answer, or words for none.
func orEmpty(text string) string {
	if text == "" {
		return "để trống"
	}
	return text
}
