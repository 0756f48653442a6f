package plan

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
)

// TypedWork is a piece of work as a person typed or pasted it, in words: names of bodies parted by semicolons, times as
// typedTime reads them.
type TypedWork struct {
	Title  string `json:"ten,omitempty"`
	Lead   string `json:"chu-tri,omitempty"`
	Help   string `json:"phoi-hop,omitempty"`
	Starts string `json:"bat-dau,omitempty"`
	Due    string `json:"han,omitempty"`
	Output string `json:"san-pham,omitempty"`
}

// typedField is a field of typed work, named as its control and as its column.
type typedField struct {
	Name, Label string
	Of          func(*TypedWork) *string
}

var typedFields = []typedField{
	{"ten", "Tên việc", func(w *TypedWork) *string { return &w.Title }},
	{"chu-tri", "Chủ trì", func(w *TypedWork) *string { return &w.Lead }},
	{"phoi-hop", "Phối hợp", func(w *TypedWork) *string { return &w.Help }},
	{"bat-dau", "Bắt đầu", func(w *TypedWork) *string { return &w.Starts }},
	{"han", "Hạn", func(w *TypedWork) *string { return &w.Due }},
	{"san-pham", "Sản phẩm", func(w *TypedWork) *string { return &w.Output }},
}

func (w TypedWork) blank() bool { return w == TypedWork{} }

// when reads both times of the work; the mistakes name their fields.
func (w TypedWork) when(year int, form *errs.Form) planread.When {
	t, err := typedTime(w.Due, year)
	if err != nil {
		form.Add("han", "%s", wordsOf(err))
	}
	starts, err := typedDay(w.Starts, year)
	if err != nil {
		form.Add("bat-dau", "%s", wordsOf(err))
	}
	t.Raw = w.Due
	if starts.IsZero() {
		return t
	}
	switch last := t.Last(); {
	case t.Kind == planread.WhenDue && last.Before(starts):
		form.Add("han", "Hạn %s đứng trước ngày bắt đầu %s", last, starts)
	case t.Kind == planread.WhenDue:
		t = planread.When{Kind: planread.WhenWindow, From: starts, To: last, Raw: w.Due}
	case t.Kind == planread.WhenNone:
		t = planread.When{Kind: planread.WhenFrom, From: starts, Raw: "từ " + starts.String()}
	}
	return t
}

// check names everything in the work that cannot be written.
func (w TypedWork) check(year int) error {
	var form errs.Form
	switch n := utf8.RuneCountInString(w.Title); {
	case n == 0:
		form.Add("ten", "Ghi tên việc")
	case n > 300:
		form.Add("ten", "Tên việc dài nhất 300 ký tự, đang có %d", n)
	}
	for _, f := range []typedField{typedFields[1], typedFields[2]} {
		for _, name := range splitNames(*f.Of(&w)) {
			if utf8.RuneCountInString(name) > 200 {
				form.Add(f.Name, "Tên cơ quan dài nhất 200 ký tự: “%s…”", string([]rune(name)[:40]))
			}
		}
	}
	if n := utf8.RuneCountInString(w.Output); n > 500 {
		form.Add("san-pham", "Sản phẩm dài nhất 500 ký tự, đang có %d", n)
	}
	w.when(year, &form)
	return form.Err()
}

// line is the work as one line of the text that stands for a document.
func (w TypedWork) line(n int) string {
	parts := []string{strconv.Itoa(n) + ". " + strings.TrimRight(w.Title, ". ") + "."}
	for _, f := range typedFields[1:] {
		if v := oneLine(*f.Of(&w)); v != "" {
			parts = append(parts, f.Label+": "+strings.TrimRight(v, ". ")+".")
		}
	}
	return strings.Join(parts, " ")
}

// draft makes the task of a work that check has passed. It stands on one line of the text.
func (w TypedWork) draft(n, line, year int, match Match) draftTask {
	var actors []planread.Actor
	for i, name := range splitNames(w.Lead) {
		role := planread.RoleLead
		if i > 0 {
			role = planread.RoleCoLead
		}
		actors = append(actors, planread.Actor{Name: name, Role: role, Line: line})
	}
	for _, name := range splitNames(w.Help) {
		actors = append(actors, planread.Actor{Name: name, Role: planread.RoleCooperate, Line: line})
	}
	d := newDraft(KindTask, strconv.Itoa(n), w.Title, w.line(n), planread.Span{From: line, To: line}, actors, w.when(year, &errs.Form{}), match)
	d.Title, d.Seq = w.Title, n
	return d
}

// typedSource is a document made of typed work: opening lines, then one line each. Year is that of dates without one.
func typedSource(opening []string, work []TypedWork, year int, match Match) (Source, []draftTask, error) {
	lines, parts := opening, []Part{{Kind: planread.ItemHeader, From: 1, To: len(opening)}}
	var tasks []draftTask
	for i, w := range work {
		lines = append(lines, w.line(i+1))
		tasks = append(tasks, w.draft(i+1, len(lines), year, match))
		parts = append(parts, Part{Kind: planread.ItemTask, Path: strconv.Itoa(i + 1), From: len(lines), To: len(lines)})
	}
	outline, err := encode(parts)
	return Source{Text: strings.Join(lines, "\n"), Outline: outline}, tasks, err
}

// dated is the name of something that came on a day and has no other.
func dated(what string, d day.Day) string { return what + " ngày " + d.String() }
