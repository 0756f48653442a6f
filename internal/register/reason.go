package register

import (
	"maps"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// The fields of a form that say why something is changed and on which paper that rests.
const (
	reasonField   = "ly-do"
	evidenceField = "can-cu"
)

// reasoned are the labels of the answers that nobody changes without saying why, and that a change touches. What stood empty is
// filled in without a reason.
func (g *Register) reasoned(before, after Record) (labels []string) {
	for _, f := range g.reasonedFields(before, after) {
		labels = append(labels, lowerFirst(f.Label))
	}
	return labels
}

func (g *Register) reasonedFields(before, after Record) (out []Field) {
	for i, f := range g.Fields {
		if f.Reason && len(before.Values) > i && !blankValue(f.Kind, before.Values[i]) && !slices.Equal(before.Values[i], after.Values[i]) {
			out = append(out, f)
		}
	}
	return out
}

// answerable leaves out what only moves ask for.
func (g *Register) answerable(typed map[string]string) map[string]string {
	out := maps.Clone(typed)
	for _, f := range g.Fields {
		if f.InMoves {
			delete(out, f.Name)
		}
	}
	return out
}

// asksReason reports whether the form of the register asks why.
func (g *Register) asksReason() bool {
	return slices.ContainsFunc(g.Fields, func(f Field) bool { return f.Reason })
}

// reasonWords name the answers that are not changed without a reason.
func (g *Register) reasonWords() string {
	var out []string
	for _, f := range g.Fields {
		if f.Reason {
			out = append(out, lowerFirst(f.Label))
		}
	}
	return strings.Join(out, ", ")
}

// reasonOf is the note for the history: the reason and the paper. A change that needs one and has none is errs.Invalid.
func (g *Register) reasonOf(before, after Record, typed map[string]string) (string, error) {
	reason, evidence := strings.TrimSpace(typed[reasonField]), strings.TrimSpace(typed[evidenceField])
	if labels := g.reasoned(before, after); len(labels) > 0 {
		var form errs.Form
		what := strings.Join(labels, ", ")
		if reason == "" {
			form.Add(reasonField, "Ghi lý do sửa %s", what)
		}
		if evidence == "" {
			form.Add(evidenceField, "Ghi giấy tờ làm căn cứ sửa %s, ví dụ: Giấy khai sinh số 15/2019", what)
		}
		if err := form.Err(); err != nil {
			return "", err
		}
	}
	if evidence != "" {
		reason = strings.TrimSpace(reason + ". Căn cứ: " + evidence)
	}
	return strings.TrimPrefix(reason, ". "), nil
}
