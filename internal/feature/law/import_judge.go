package law

import (
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/web"
)

// group is a tab of the preview.
type group string

// The tabs, and what needs no decision: rows that say what the register says, and rows that a person left out.
const (
	groupAdd    group = "them"
	groupUpdate group = "cap-nhat"
	groupTwin   group = "trung"
	groupWrong  group = "loi"
	groupSame   group = "nhu-cu"
	groupSkip   group = "bo"
)

// groups are the tabs in their order.
var groups = []struct {
	group group
	text  string
}{{groupAdd, "Thêm mới"}, {groupUpdate, "Cập nhật"}, {groupTwin, "Trùng, cần chọn"}, {groupWrong, "Lỗi"}}

// judged is a row with what will become of it.
type judged struct {
	row
	Group  group
	Before Document   // what the row would change
	After  Document   // what it would become
	Twins  []Document // what it may mean
	Errors []errs.Field
}

// judge says of every row what will become of it. The register is given whole, by folded number.
func judge(unitID string, rows []row, register map[string][]Document) []judged {
	out := make([]judged, len(rows))
	first := map[string]int{} // key of a document to the row that brought it first
	for i, r := range rows {
		out[i] = judgeRow(unitID, r, register)
		j := &out[i]
		if j.Group != groupAdd && j.Group != groupUpdate && j.Group != groupSame {
			continue
		}
		k := j.After.key().String()
		if n, twice := first[k]; twice {
			j.Group = groupTwin
			j.Errors = []errs.Field{{Name: j.cell("so"), Message: "Trùng với dòng " + itoa(n) + " của bảng; bỏ một dòng hoặc sửa số, ngày"}}
			continue
		}
		first[k] = r.Row
	}
	return out
}

func judgeRow(unitID string, r row, register map[string][]Document) judged {
	j := judged{row: r}
	if r.Choice == choiceSkip {
		j.Group = groupSkip
		return j
	}
	var form errs.Form
	fresh := r.Typed.over(Document{ID: ident.New(), UnitID: unitID, Confidence: Typed, Source: "nhập từ bảng"}, &form)
	if fields, wrong := web.Mistakes(form.Err()); wrong {
		j.Group, j.Errors = groupWrong, j.named(fields)
		return j
	}
	j.Twins = twinsOf(fresh, register[fresh.NumberFold])
	switch i := slices.IndexFunc(j.Twins, func(d Document) bool { return d.ID == r.Choice }); {
	case i >= 0:
		return j.over(j.Twins[i])
	case len(j.Twins) == 0 || r.Choice == choiceNew && !slices.ContainsFunc(j.Twins, func(d Document) bool { return d.key() == fresh.key() }):
		j.Group, j.After = groupAdd, fresh
		return j
	case len(j.Twins) == 1 && (j.Twins[0].key() == fresh.key() || certain(fresh, j.Twins[0])):
		return j.over(j.Twins[0])
	}
	j.Group, j.After = groupTwin, fresh
	return j
}

// twinsOf are the documents that a row may mean: the very one, else those of its number that do not contradict it, and
// those of the same number on another day, which a person must tell apart.
func twinsOf(fresh Document, same []Document) []Document {
	var out []Document
	for _, d := range same {
		if d.key() == fresh.key() {
			return []Document{d}
		}
		if fresh.key().meets(d.key()) {
			out = append(out, d)
		}
	}
	return out
}

// certain reports whether a row surely means a document although it tells less or more: both name the same day.
func certain(fresh, d Document) bool {
	return !fresh.IssuedOn.IsZero() && fresh.IssuedOn == d.IssuedOn
}

// over judges a row as a change of a document. A cell that is empty changes nothing.
func (j judged) over(d Document) judged {
	t, have := j.Typed, typedOf(d)
	for _, tf := range typedFields {
		if *tf.of(&t) == "" {
			*tf.of(&t) = *tf.of(&have)
		}
	}
	var form errs.Form
	j.Before, j.After = d, t.over(d, &form)
	if fields, wrong := web.Mistakes(form.Err()); wrong {
		j.Group, j.Errors = groupWrong, j.named(fields)
		return j
	}
	j.Group = groupUpdate
	if j.After == d {
		j.Group = groupSame
	}
	return j
}

// cell is the name of a field's control in the preview.
func (r row) cell(field string) string { return "dong-" + itoa(r.Row) + "-" + field }

func (j judged) named(fields []errs.Field) []errs.Field {
	out := slices.Clone(fields)
	for i := range out {
		out[i].Name = j.cell(out[i].Name)
	}
	return out
}

// changes are the fields that an update would change, old and new.
func (j judged) changes() []string {
	was, is := typedOf(j.Before), typedOf(j.After)
	var out []string
	for _, tf := range typedFields {
		if a, b := *tf.of(&was), *tf.of(&is); a != b {
			out = append(out, tf.label+": “"+orElse(a, "để trống")+"” thành “"+orElse(b, "để trống")+"”")
		}
	}
	return out
}

// shownFields are the fields that the grid of the preview always shows: enough to know the document. What else is wrong
// stands beside its words.
var shownFields = []typedField{typedFields[1], typedFields[2], typedFields[4]}

// furtherWrong are the fields with mistakes that the grid does not show by itself.
func (j judged) furtherWrong() []typedField {
	var out []typedField
	for _, tf := range typedFields {
		shown := slices.ContainsFunc(shownFields, func(s typedField) bool { return s.name == tf.name })
		wrong := slices.ContainsFunc(j.Errors, func(e errs.Field) bool { return e.Name == j.cell(tf.name) })
		if wrong && !shown {
			out = append(out, tf)
		}
	}
	return out
}

func count(all []judged, g group) int {
	n := 0
	for _, j := range all {
		if j.Group == g {
			n++
		}
	}
	return n
}
