package plan

import (
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// taskForm is a task as the form shows it: text in every field, as it was typed. Names stand one a line or parted by
// semicolons.
type taskForm struct {
	Title                                     string
	Lead, CoLead, Doer, Reporter, Asked, Help string
	Kind, Starts, Due, Peaks                  string
	Version                                   int64
}

// edited is a task as the history compares it.
type edited struct {
	Title    string `json:"Tên việc"`
	Lead     string `json:"Chủ trì"`
	CoLead   string `json:"Cùng chủ trì"`
	Doer     string `json:"Thực hiện"`
	Reporter string `json:"Gửi báo cáo"`
	Asked    string `json:"Đề nghị"`
	Help     string `json:"Phối hợp"`
	Kind     string `json:"Loại thời gian"`
	Starts   string `json:"Bắt đầu"`
	Due      string `json:"Hạn"`
	Peaks    string `json:"Cao điểm"`
}

func (f taskForm) record() edited {
	return edited{f.Title, oneLine(f.Lead), oneLine(f.CoLead), oneLine(f.Doer), oneLine(f.Reporter), oneLine(f.Asked), oneLine(f.Help),
		whenWords(f.Kind), f.Starts, f.Due, f.Peaks}
}

func oneLine(s string) string { return strings.Join(splitNames(s), "; ") }

// formOf is the form of a task as it is stored.
func formOf(t draftTask) taskForm {
	f := taskForm{Title: t.Title, Kind: string(t.WhenKind), Starts: t.Starts.String(), Due: t.Due.String(), Peaks: t.Peaks.Words(), Version: t.Version}
	for _, field := range taskFields {
		if field.Role != "" {
			*field.Of(&f) = withRole(t.Owed, field.Role)
		}
	}
	return f
}

// taskField is a field of the form.
type taskField struct {
	Name, Label string
	Role        planread.Role // of the bodies in it, empty for the other fields
	Of          func(*taskForm) *string
}

// taskFields are the fields in the order of the form, also for the page with two versions.
var taskFields = []taskField{
	{"ten", "Tên việc", "", func(f *taskForm) *string { return &f.Title }},
	{"chu-tri", "Chủ trì", planread.RoleLead, func(f *taskForm) *string { return &f.Lead }},
	{"cung-chu-tri", "Cùng chủ trì", planread.RoleCoLead, func(f *taskForm) *string { return &f.CoLead }},
	{"thuc-hien", "Thực hiện", planread.RoleImplement, func(f *taskForm) *string { return &f.Doer }},
	{"gui-bao-cao", "Gửi báo cáo", planread.RoleReportFrom, func(f *taskForm) *string { return &f.Reporter }},
	{"de-nghi", "Đề nghị", planread.RoleRequest, func(f *taskForm) *string { return &f.Asked }},
	{"phoi-hop", "Phối hợp", planread.RoleCooperate, func(f *taskForm) *string { return &f.Help }},
	{"loai-tg", "Thời gian", "", func(f *taskForm) *string { return &f.Kind }},
	{"bat-dau", "Bắt đầu", "", func(f *taskForm) *string { return &f.Starts }},
	{"han", "Hạn", "", func(f *taskForm) *string { return &f.Due }},
	{"cao-diem", "Cao điểm", "", func(f *taskForm) *string { return &f.Peaks }},
}

// roleFields are the fields of bodies that a kind of work offers: a report has somebody who sends it, other work does not.
// A field that holds somebody is always there.
func roleFields(kind Kind, f taskForm) []taskField {
	var out []taskField
	for _, field := range taskFields {
		lead := field.Role == planread.RoleLead || field.Role == planread.RoleCoLead || field.Role == planread.RoleImplement
		idle := field.Role == planread.RoleReportFrom && kind != KindReport || lead && kind == KindReport
		if field.Role != "" && (!idle || *field.Of(&f) != "") {
			out = append(out, field)
		}
	}
	return out
}

// whenOptions are the kinds of time that the form offers.
var whenOptions = []ui.Option{
	{Value: string(planread.WhenNone), Text: "Chưa rõ"},
	{Value: string(planread.WhenContinuous), Text: "Thường xuyên"},
	{Value: string(planread.WhenDue), Text: "Có hạn"},
	{Value: string(planread.WhenWindow), Text: "Từ ngày đến ngày"},
	{Value: string(planread.WhenFrom), Text: "Từ một ngày trở đi"},
	{Value: string(planread.WhenRecurring), Text: "Định kỳ"},
	{Value: string(planread.WhenEvent), Text: "Khi có vụ việc"},
	{Value: string(planread.WhenAfterEvent), Text: "Sau một việc khác"},
	{Value: string(planread.WhenByOtherPlan), Text: "Theo kế hoạch riêng"},
	{Value: string(planread.WhenUnknown), Text: "Ghi bằng lời, chưa tính được"},
}

func whenWords(kind string) string {
	for _, o := range whenOptions {
		if o.Value == kind {
			return o.Text
		}
	}
	return ""
}

func readTaskForm(f *web.Form, current draftTask) taskForm {
	out := taskForm{Version: versionOf(f)}
	for _, field := range taskFields {
		*field.Of(&out) = f.Text(field.Name)
	}
	if out.Kind == "" {
		out.Kind = string(current.WhenKind)
	}
	if !f.Has("cao-diem") {
		out.Peaks = current.Peaks.Words()
	}
	return out
}

// choose takes for each field the version that the person picked; a field that was not in question keeps the person's own.
func choose(f *web.Form, mine, theirs taskForm) taskForm {
	for _, field := range taskFields {
		if f.Text("chon-"+field.Name) == "theirs" {
			*field.Of(&mine) = *field.Of(&theirs)
		}
	}
	return mine
}

// timing is the time of a task as a person typed it.
type timing struct {
	Kind        planread.WhenKind
	Starts, Due day.Day
	Peaks       Peaks
}

// check reads the form of a task; the mistakes name their fields.
func (f taskForm) check(current draftTask) (w timing, err error) {
	var form errs.Form
	switch n := utf8.RuneCountInString(f.Title); {
	case n == 0:
		form.Add("ten", "Ghi tên việc")
	case n > 300:
		form.Add("ten", "Tên việc dài nhất 300 ký tự, đang có %d", n)
	}
	for _, field := range taskFields {
		for _, name := range splitNames(*field.Of(&f)) {
			if field.Role != "" && utf8.RuneCountInString(name) > 200 {
				form.Add(field.Name, "Tên cơ quan dài nhất 200 ký tự: “%s…”", string([]rune(name)[:40]))
			}
		}
	}
	w = f.timing(current, &form)
	return w, form.Err()
}

func (f taskForm) timing(current draftTask, form *errs.Form) (w timing) {
	var err error
	if w.Starts, err = day.Parse(f.Starts); err != nil {
		form.Add("bat-dau", "%s", wordsOf(err))
	}
	if w.Due, err = day.Parse(f.Due); err != nil {
		form.Add("han", "%s", wordsOf(err))
	}
	if w.Peaks = current.Peaks; f.Peaks != current.Peaks.Words() {
		if w.Peaks, err = ParsePeaks(f.Peaks, current.Year); err != nil {
			form.Add("cao-diem", "%s", wordsOf(err))
		}
	}
	if w.Kind = planread.WhenKind(f.Kind); whenWords(f.Kind) == "" {
		form.Add("loai-tg", "Chọn loại thời gian")
	}
	switch {
	case !w.Starts.IsZero() && !w.Due.IsZero() && w.Due.Before(w.Starts):
		form.Add("han", "Hạn %s đứng trước ngày bắt đầu %s", w.Due, w.Starts)
	case w.Kind == planread.WhenContinuous && !w.Due.IsZero():
		form.Add("han", "Việc thường xuyên không có hạn. Xóa hạn, hoặc chọn “Có hạn”")
	}
	w.Kind = w.kindByDates()
	if w.Kind == planread.WhenDue && w.Due.IsZero() && f.Due == "" && current.WhenKind != planread.WhenDue {
		form.Add("han", "Ghi hạn, ngày cuối cùng còn đúng hạn")
	}
	return w
}

// kindByDates is the kind that follows from the dates, for the kinds that are nothing but dates.
func (w timing) kindByDates() planread.WhenKind {
	switch w.Kind {
	case planread.WhenNone, planread.WhenUnknown, planread.WhenDue, planread.WhenWindow, planread.WhenFrom:
	default:
		return w.Kind
	}
	switch {
	case !w.Starts.IsZero() && !w.Due.IsZero():
		return planread.WhenWindow
	case !w.Due.IsZero():
		return planread.WhenDue
	case !w.Starts.IsZero():
		return planread.WhenFrom
	}
	return w.Kind
}

func wordsOf(err error) string {
	words, _ := web.Words(err)
	return words
}

// splitNames reads bodies one a line or parted by semicolons.
func splitNames(s string) []string {
	var out []string
	for name := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == ';' }) {
		if name = strings.Join(strings.Fields(name), " "); name != "" {
			out = append(out, name)
		}
	}
	return out
}
