package plan

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// bulkPath is where many tasks are changed at once, inside a unit and year.
const bulkPath = "viec/hang-loat"

// bulkLimit is how many tasks one change may hold: they are written together, and others wait meanwhile.
const bulkLimit = 500

// bulkAct is something that is done to many tasks at once.
type bulkAct struct {
	Key, Verb      string
	Name, Due      bool // asks for a body, for a date
	Days, Reasoned bool // asks for a number of days, for a reason
	do             bulkDo
}

// bulkDo does the act to one task. refused says why the task stays as it is; err stops everything.
type bulkDo func(ctx context.Context, tx *store.Tx, b bulkForm, t draftTask) (refused string, err error)

var bulkActs = []bulkAct{
	{Key: "chu-tri", Verb: "Đặt chủ trì", Name: true, do: bulkLead},
	{Key: "han", Verb: "Đặt hạn", Due: true, Reasoned: true, do: bulkDue},
	{Key: "lui", Verb: "Lùi hạn", Days: true, Reasoned: true, do: bulkPutOff},
	{Key: "chuyen", Verb: "Chuyển cơ quan", Name: true, Reasoned: true, do: bulkTransfer},
	{Key: "tam-dung", Verb: "Tạm dừng", Reasoned: true, do: bulkPause},
	{Key: "thung-rac", Verb: "Chuyển vào thùng rác", do: bulkTrash},
}

func bulkActOf(key string) (bulkAct, bool) {
	i := slices.IndexFunc(bulkActs, func(a bulkAct) bool { return a.Key == key })
	if i < 0 {
		return bulkAct{}, false
	}
	return bulkActs[i], true
}

// tick is a task that was chosen, at the version that the person saw; 0 when the person chose the whole list.
type tick struct {
	ID      string
	Version int64
}

// bulkForm is what the person chose and typed.
type bulkForm struct {
	Act    bulkAct
	Marks  []tick
	Filter Filter
	All    bool // everything that the filter leaves
	Count  int  // how many the list said it had
	Name   string
	Due    string
	Days   string
	Reason string
	Key    string
	Errors []errs.Field

	due   day.Day
	days  int
	match Match
	line  string // id of the line under way, which its extension or transfer bears too, so that undoing finds it
}

func readBulk(f *web.Form) bulkForm {
	b := bulkForm{Filter: viewFilter(f.Text("loc")), All: f.Text("pham-vi") == "tat-ca", Name: strings.Join(splitNames(f.Text("chu-tri")), "; "),
		Due: f.Text("han-moi"), Days: f.Text("so-ngay"), Reason: f.Text("ly-do")}
	b.Act, _ = bulkActOf(f.Text("lam"))
	b.Count, _ = strconv.Atoi(f.Text("so")) // no number is a list that has changed
	for _, value := range f.All("viec") {
		id, version, _ := strings.Cut(value, ":")
		if ident.Valid(id) {
			v, _ := strconv.ParseInt(version, 10, 64) // without a version nothing matches
			b.Marks = append(b.Marks, tick{id, v})
		}
	}
	return b
}

// check reads what the act asks for.
func (b *bulkForm) check(today day.Day) error {
	var form errs.Form
	if n := utf8.RuneCountInString(b.Name); b.Act.Name && (n == 0 || n > 600) {
		form.Add("chu-tri", "Ghi cơ quan nhận việc, dài nhất 600 ký tự")
	}
	if b.Act.Due {
		var err error
		if b.due, err = day.Parse(b.Due); err != nil {
			form.Add("han-moi", "%s", wordsOf(err))
		} else if b.due.Before(today) {
			form.Add("han-moi", "Ghi hạn từ hôm nay trở đi, ví dụ %s", today.Add(14))
		}
	}
	if b.Act.Days {
		b.days, _ = strconv.Atoi(b.Days) // no number is refused below
		if b.days < 1 || b.days > 366 {
			form.Add("so-ngay", "Ghi số ngày lùi, từ 1 đến 366")
		}
	}
	switch n := utf8.RuneCountInString(b.Reason); {
	case b.Act.Reasoned && n == 0:
		form.Add("ly-do", "Ghi lý do")
	case n > maxReason:
		form.Add("ly-do", "Lý do dài nhất %d ký tự, đang có %d", maxReason, n)
	}
	return form.Err()
}

// asks reports whether the act needs more than the choice of tasks.
func (a bulkAct) asks() bool { return a.Name || a.Due || a.Days || a.Reasoned }

// words say what was done, for the list of changes and the page after it.
func (b bulkForm) words() string {
	switch {
	case b.Act.Name:
		return b.Act.Verb + ": " + b.Name
	case b.Act.Due:
		return b.Act.Verb + " " + b.due.String()
	case b.Act.Days:
		return b.Act.Verb + " " + strconv.Itoa(b.days) + " ngày"
	}
	return b.Act.Verb
}

// bulkPost takes the choice of tasks, asks for what the act needs, and then does it.
func (p *Plans) bulkPost(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	b := readBulk(f)
	if b.Act.Key == "" {
		return errs.New(errs.Invalid, "Chưa chọn làm gì với các việc. Quay lại danh sách rồi bấm một nút, ví dụ Đặt chủ trì.")
	}
	if err := p.bulkScope(r, &b); err != nil {
		return err
	}
	if b.Act.asks() && !f.Has("ghi") {
		return p.showBulkForm(w, r, http.StatusOK, b)
	}
	if fields, ok := web.Mistakes(b.check(r.Today())); ok {
		b.Errors = fields
		return p.showBulkForm(w, r, http.StatusOK, b)
	}
	op, err := p.carryOutBulk(r, b)
	if err != nil {
		return err
	}
	r.SayUndo(w, op.said(), op.undoPath(r))
	return r.Go(w, r.In(bulkPath+"/"+op.ID))
}

// bulkScope finds the tasks when the whole list was chosen, and refuses a choice that is empty, too large, or of a list
// that is no longer the one that was seen.
func (p *Plans) bulkScope(r *web.Request, b *bulkForm) error {
	if !b.All {
		b.Count = len(b.Marks)
	} else {
		n, err := totalsOf(r.Context(), r.Reader(), b.Filter, r.Year, r.Today())
		if err != nil {
			return err
		}
		if n.Count != b.Count {
			return errs.Newf(errs.Conflict, "Danh sách vừa đổi từ %d thành %d việc nên chưa sửa việc nào. Mở lại danh sách rồi chọn một lần nữa.", b.Count, n.Count)
		}
		if n.Count <= bulkLimit {
			rows, err := workRows(r.Context(), r.Reader(), b.Filter, r.Year, r.Today(), n, 0, bulkLimit)
			if err != nil {
				return err
			}
			b.Marks = b.Marks[:0]
			for _, row := range rows {
				b.Marks = append(b.Marks, tick{row.ID, row.Version})
			}
		}
	}
	switch {
	case b.Count == 0:
		return errs.New(errs.Invalid, "Chưa chọn việc nào. Quay lại danh sách, đánh dấu các việc cần sửa rồi bấm lại.")
	case b.Count > bulkLimit:
		return errs.Newf(errs.Invalid, "Mỗi lần sửa nhiều nhất %d việc, đang chọn %s. Thu hẹp bộ lọc, ví dụ theo kế hoạch hoặc theo cơ quan, rồi làm từng phần.", bulkLimit, vi.Int(b.Count))
	}
	return nil
}

func (p *Plans) showBulkForm(w http.ResponseWriter, r *web.Request, status int, b bulkForm) error {
	bodies, _, err := p.Bodies.Register(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return err
	}
	b.Key = web.NewKey()
	b.All = false // from here on the tasks are the ones that were counted
	v := web.View{Title: b.Act.Verb + " cho " + strconv.Itoa(b.Count) + " việc", Here: ui.NavToday, Errors: b.Errors,
		Crumbs: []ui.Crumb{{Text: "Việc hôm nay", Href: r.In("viec")}, {Text: "Tất cả việc", Href: r.In(b.Filter.path(workPath))}, {Text: b.Act.Verb}}}
	return r.ShowStatus(w, status, v, bulkFormPage(r, b, bodies))
}
