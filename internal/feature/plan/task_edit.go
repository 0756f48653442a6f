package plan

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// taskForm is a task as the form shows it: text in every field, as it was typed.
type taskForm struct {
	Title, Lead, Help, Starts, Due string
	Version                        int64
}

// edited is a task as the history compares it.
type edited struct {
	Title  string `json:"Tên việc"`
	Lead   string `json:"Chủ trì"`
	Help   string `json:"Phối hợp"`
	Starts string `json:"Bắt đầu"`
	Due    string `json:"Hạn"`
}

func (f taskForm) record() edited {
	return edited{f.Title, oneLine(f.Lead), oneLine(f.Help), f.Starts, f.Due}
}

func oneLine(s string) string { return strings.Join(splitNames(s), "; ") }

// formOf is the form of a task as it is stored. The first role that carries the work is edited as "chủ trì".
func formOf(t draftTask) taskForm {
	return taskForm{Title: t.Title, Lead: strings.ReplaceAll(t.Lead, "; ", "\n"),
		Help:   strings.ReplaceAll(withRole(t.Owed, planread.RoleCooperate), "; ", "\n"),
		Starts: t.Starts.String(), Due: t.Due.String(), Version: t.Version}
}

// taskFields are the fields of the form with their labels, in order: for the page with two versions.
var taskFields = []struct {
	Name, Label string
	Of          func(*taskForm) *string
}{
	{"ten", "Tên việc", func(f *taskForm) *string { return &f.Title }},
	{"chu-tri", "Chủ trì", func(f *taskForm) *string { return &f.Lead }},
	{"phoi-hop", "Phối hợp", func(f *taskForm) *string { return &f.Help }},
	{"bat-dau", "Bắt đầu", func(f *taskForm) *string { return &f.Starts }},
	{"han", "Hạn", func(f *taskForm) *string { return &f.Due }},
}

// editing is what the edit page shows.
type editing struct {
	Plan     Plan
	Task     draftTask
	Form     taskForm
	Bodies   []Body
	Key      string
	Errors   []errs.Field
	Conflict *ui.ConflictProps
	Back     string // "doi-chieu" when the person came from the review
}

func (p *Plans) editForm(w http.ResponseWriter, r *web.Request) error {
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	return p.showEdit(w, r, http.StatusOK, editing{Task: t, Form: formOf(t), Back: r.URL.Query().Get("tu")})
}

func (p *Plans) showEdit(w http.ResponseWriter, r *web.Request, status int, e editing) (err error) {
	ctx, from := r.Context(), r.Reader()
	if e.Plan, err = store.Get[Plan](ctx, from, planGet, e.Task.PlanID); err != nil {
		return err
	}
	if e.Bodies, _, err = p.Bodies.Register(ctx, from, r.Today()); err != nil {
		return err
	}
	e.Key = web.NewKey()
	v := web.View{Title: "Sửa: " + e.Task.Title, Here: ui.NavPlan, Crumbs: taskCrumbs(r, e.Plan, e.Task.Task), Errors: e.Errors}
	return r.ShowStatus(w, status, v, editPage(r, e))
}

// edit writes the corrections of a person. When somebody else was quicker, it shows both versions field by field.
func (p *Plans) edit(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	current, err := p.taskOf(r)
	if err != nil {
		return err
	}
	mine := readTaskForm(f)
	e := editing{Task: current, Form: mine, Back: f.Text("tu")}
	starts, due, err := mine.check()
	if fields, ok := web.Mistakes(err); ok {
		e.Errors = fields
		return p.showEdit(w, r, http.StatusOK, e)
	} else if err != nil {
		return err
	}
	if f.Has("hai-ban") {
		mine = choose(f, mine, formOf(current))
		if starts, due, err = mine.check(); err != nil {
			return err
		}
	}
	back := r.In("nhiem-vu/" + current.ID)
	if e.Back == "doi-chieu" {
		back = r.In("ke-hoach/"+current.PlanID+"/doi-chieu") + "#viec-" + strconv.Itoa(current.Seq)
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(back)
		_, match, err := p.Bodies.Register(ctx, tx, r.Today())
		if err != nil {
			return err
		}
		return saveEdit(ctx, tx, current, mine, starts, due, match)
	})
	if errs.Is(err, errs.Conflict) {
		return p.showConflict(w, r, e, mine)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã lưu “"+current.Title+"”.")
	return r.Go(w, back)
}

func readTaskForm(f *web.Form) taskForm {
	out := taskForm{}
	for _, field := range taskFields {
		*field.Of(&out) = f.Text(field.Name)
	}
	out.Version, _ = strconv.ParseInt(f.Text("ban"), 10, 64)
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

func (f taskForm) check() (starts, due day.Day, err error) {
	var form errs.Form
	switch n := utf8.RuneCountInString(f.Title); {
	case n == 0:
		form.Add("ten", "Ghi tên việc")
	case n > 300:
		form.Add("ten", "Tên việc dài nhất 300 ký tự, đang có %d", n)
	}
	for _, field := range []struct{ name, value string }{{"chu-tri", f.Lead}, {"phoi-hop", f.Help}} {
		for _, name := range splitNames(field.value) {
			if utf8.RuneCountInString(name) > 200 {
				form.Add(field.name, "Tên cơ quan dài nhất 200 ký tự: “%s…”", string([]rune(name)[:40]))
			}
		}
	}
	if starts, err = day.Parse(f.Starts); err != nil {
		form.Add("bat-dau", "%s", wordsOf(err))
	}
	if due, err = day.Parse(f.Due); err != nil {
		form.Add("han", "%s", wordsOf(err))
	}
	if !starts.IsZero() && !due.IsZero() && due.Before(starts) {
		form.Add("han", "Hạn %s đứng trước ngày bắt đầu %s", due, starts)
	}
	return starts, due, form.Err()
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

func saveEdit(ctx context.Context, tx *store.Tx, current draftTask, f taskForm, starts, due day.Day, match Match) error {
	before := formOf(current).record()
	after := current
	after.Title, after.Starts, after.Due = f.Title, starts, due
	after.Owed = rewriteOwed(current, f, match)
	after.settle(match)
	if err := tx.UpdateOne(ctx, taskEdit, after.Title, foldAll(after.Title), after.Lead, after.Starts, after.Due, after.Requested, after.ID, f.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, owedClear, after.ID); err != nil {
		return err
	}
	if err := insertOwed(ctx, tx, after); err != nil {
		return err
	}
	if err := index(ctx, tx, after.Task); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: after.ID, UnitID: after.UnitID, Action: "Sửa nhiệm vụ", Before: before, After: formOf(after).record()})
}

// rewriteOwed replaces those who carry the work and those who cooperate, and keeps every other role. A body that stays
// keeps the role that the plan gave it.
func rewriteOwed(t draftTask, f taskForm, match Match) []Owed {
	var out []Owed
	add := func(name string, role planread.Role) {
		o := Owed{ID: newID(), TaskID: t.ID, Seq: len(out) + 1, Role: role, Name: name}
		for _, old := range t.Owed {
			if old.Name == name && carries(old.Role) == carries(role) {
				o.Role, o.Via = old.Role, old.Via
			}
		}
		if b, ok := match(name); ok {
			o.BodyID = b.ID
		}
		out = append(out, o)
	}
	for i, name := range splitNames(f.Lead) {
		role := planread.RoleLead
		if i > 0 {
			role = planread.RoleCoLead
		}
		add(name, role)
	}
	for _, name := range splitNames(f.Help) {
		add(name, planread.RoleCooperate)
	}
	for _, old := range t.Owed {
		if !carries(old.Role) && old.Role != planread.RoleCooperate {
			old.ID, old.Seq = newID(), len(out)+1
			out = append(out, old)
		}
	}
	return out
}

// showConflict shows the person's version beside the one that is stored now.
func (p *Plans) showConflict(w http.ResponseWriter, r *web.Request, e editing, mine taskForm) error {
	current, err := p.taskOf(r)
	if err != nil {
		return err
	}
	events, err := store.HistoryOf(r.Context(), r.Reader(), "task", current.ID, 1)
	if err != nil {
		return err
	}
	c := &ui.ConflictProps{Record: "nhiệm vụ " + current.Path}
	if len(events) > 0 {
		c.Who, c.When = events[0].AccountName, stamp(events[0].At)
	}
	theirs := formOf(current)
	for _, field := range taskFields {
		if a, b := *field.Of(&mine), *field.Of(&theirs); oneLine(a) != oneLine(b) {
			c.Rows = append(c.Rows, ui.ConflictRow{Name: "chon-" + field.Name, Field: field.Label, Mine: oneLine(a), Theirs: oneLine(b)})
		}
	}
	mine.Version = current.Version
	e.Task, e.Form, e.Conflict = current, mine, c
	return p.showEdit(w, r, http.StatusConflict, e)
}
