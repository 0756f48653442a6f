package plan

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// editing is what the edit page shows.
type editing struct {
	Plan     Plan
	Task     draftTask
	Form     taskForm
	Bodies   []Body
	Lines    []line // of the task, when they can be parted
	Key      string
	Errors   []errs.Field
	Conflict *ui.ConflictProps
	Back     string // fromReview when the person came from there
}

// fromReview marks a form that leads back to the card on the review page.
const fromReview = "doi-chieu"

// inPart reports whether the page asked for a part of itself instead of a whole page.
func inPart(r *web.Request) bool { return r.Header.Get("HX-Request") == "true" }

func (p *Plans) editForm(w http.ResponseWriter, r *web.Request) error {
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	return p.showEdit(w, r, http.StatusOK, editing{Task: t, Form: formOf(t), Back: r.URL.Query().Get("tu")})
}

// showEdit shows the form: in the card when the review asks for it, else on a page of its own.
func (p *Plans) showEdit(w http.ResponseWriter, r *web.Request, status int, e editing) (err error) {
	ctx, from := r.Context(), r.Reader()
	w.Header().Add("Vary", "HX-Request")
	e.Key = web.NewKey()
	if e.Back == fromReview {
		src, err := store.Get[Source](ctx, from, planSource, e.Task.PlanID)
		if err != nil {
			return err
		}
		e.Lines = src.lines(e.Task.LineFrom, e.Task.LineTo)
	}
	if len(e.Errors) > 0 && status == http.StatusOK {
		status = http.StatusUnprocessableEntity
	}
	if inPart(r) && e.Back == fromReview {
		return r.Page(w, status, cardForm(r, e))
	}
	if e.Plan, err = store.Get[Plan](ctx, from, planGet, e.Task.PlanID); err != nil {
		return err
	}
	if e.Bodies, _, err = p.Bodies.Register(ctx, from, r.Today()); err != nil {
		return err
	}
	v := web.View{Title: "Sửa: " + e.Task.Title, Here: ui.NavPlan, Crumbs: taskCrumbs(r, e.Plan, e.Task.Task), Errors: e.Errors}
	return r.ShowStatus(w, status, v, editPage(r, e))
}

// edit writes the corrections of a person. When somebody else was quicker, it shows both versions field by field.
func (p *Plans) edit(w http.ResponseWriter, r *web.Request) error {
	current, err := p.taskOf(r)
	if err != nil {
		return err
	}
	f, err := r.Form()
	if errs.Is(err, errs.Done) && inPart(r) {
		return p.showCard(w, r, current)
	}
	if err != nil {
		return err
	}
	e := editing{Task: current, Form: readTaskForm(f, current), Back: f.Text("tu")}
	when, err := e.Form.check(current)
	if fields, ok := web.Mistakes(err); ok {
		e.Errors = fields
		return p.showEdit(w, r, http.StatusOK, e)
	} else if err != nil {
		return err
	}
	if f.Has("hai-ban") {
		e.Form = choose(f, e.Form, formOf(current))
		if when, err = e.Form.check(current); err != nil {
			return err
		}
	}
	back := r.In("nhiem-vu/" + current.ID)
	if e.Back == fromReview {
		back = cardHref(r, current.Task)
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(back)
		_, match, err := p.Bodies.Register(ctx, tx, r.Today())
		if err != nil {
			return err
		}
		if err := saveEdit(ctx, tx, current, e.Form, when, match); err != nil {
			return err
		}
		return repeak(ctx, tx, r, current.Task, when.Peaks)
	})
	if errs.Is(err, errs.Conflict) {
		return p.showConflict(w, r, e)
	}
	if err != nil {
		return err
	}
	if e.Back == fromReview && inPart(r) {
		return p.showSaved(w, r, current.ID)
	}
	r.Say(w, "Đã lưu “"+current.Title+"”.")
	return r.Go(w, back)
}

// showSaved gives the card of a task as it stands after the change.
func (p *Plans) showSaved(w http.ResponseWriter, r *web.Request, id string) error {
	t, err := taskWith(r.Context(), r.Reader(), id)
	if err != nil {
		return err
	}
	return p.showCard(w, r, t)
}

// cardHref is the place of a task's card on the review page.
func cardHref(r *web.Request, t Task) string {
	return reviewAt(r, Plan{ID: t.PlanID}, "", cardPlace(t.Seq))
}

func versionOf(f *web.Form) int64 {
	v, _ := strconv.ParseInt(f.Text("ban"), 10, 64) // without a version nothing matches, which is a conflict
	return v
}

func saveEdit(ctx context.Context, tx *store.Tx, current draftTask, f taskForm, w timing, match Match) error {
	after := current
	after.Title, after.WhenKind, after.Starts, after.Due, after.Peaks = f.Title, w.Kind, w.Starts, w.Due, w.Peaks
	after.Owed = rewriteOwed(current, f, match)
	after.settle(match)
	after.Version = f.Version
	if err := rewrite(ctx, tx, after); err != nil {
		return err
	}
	if err := settleDoubts(ctx, tx, after); err != nil {
		return err
	}
	return auditEdit(ctx, tx, "Sửa nhiệm vụ", current, after)
}

// rewrite writes all that a person can change in a task, over the version that the person saw.
func rewrite(ctx context.Context, tx *store.Tx, t draftTask) error {
	if err := tx.UpdateOne(ctx, taskEdit, t.Title, foldAll(t.Title), t.Lead, t.Starts, t.Due, t.Requested, string(t.WhenKind), t.Peaks, t.ID, t.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, owedClear, t.ID); err != nil {
		return err
	}
	if err := insertOwed(ctx, tx, t); err != nil {
		return err
	}
	if t.Live {
		touch(tx, t.PlanID)
	}
	return index(ctx, tx, t.Task)
}

func auditEdit(ctx context.Context, tx *store.Tx, action string, before, after draftTask) error {
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: after.ID, UnitID: after.UnitID, Action: action, Before: formOf(before).record(), After: formOf(after).record()})
}

// rewriteOwed writes the bodies of the form in its order and keeps every role that the form does not show. A body that
// stays in its role keeps the body through which it goes. Of several bodies that lead, the first leads and the others
// lead with it.
func rewriteOwed(t draftTask, f taskForm, match Match) []Owed {
	var out []Owed
	shown := map[planread.Role]bool{}
	for _, field := range taskFields {
		if field.Role == "" {
			continue
		}
		shown[field.Role] = true
		for i, name := range splitNames(*field.Of(&f)) {
			o := Owed{ID: newID(), TaskID: t.ID, Seq: len(out) + 1, Role: field.Role, Name: name}
			for _, old := range t.Owed {
				if old.Name == name && old.Role == field.Role {
					o.Via = old.Via
				}
			}
			if field.Role == planread.RoleLead && i > 0 {
				o.Role = planread.RoleCoLead
			}
			if b, ok := match(name); ok {
				o.BodyID = b.ID
			}
			out = append(out, o)
		}
	}
	for _, old := range t.Owed {
		if !shown[old.Role] {
			old.ID, old.Seq = newID(), len(out)+1
			out = append(out, old)
		}
	}
	return out
}

// showConflict shows the person's version beside the one that is stored now.
func (p *Plans) showConflict(w http.ResponseWriter, r *web.Request, e editing) error {
	current, err := p.taskOf(r)
	if err != nil {
		return err
	}
	if current.Dropped {
		return errs.New(errs.Conflict, "Việc này vừa được xóa khỏi kế hoạch nên chưa ghi gì.")
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
		if a, b := fieldWords(field, &e.Form), fieldWords(field, &theirs); a != b {
			c.Rows = append(c.Rows, ui.ConflictRow{Name: "chon-" + field.Name, Field: field.Label, Mine: a, Theirs: b})
		}
	}
	e.Form.Version = current.Version
	e.Task, e.Conflict = current, c
	return p.showEdit(w, r, http.StatusConflict, e)
}

// fieldWords is a field as two versions are compared.
func fieldWords(field taskField, f *taskForm) string {
	if field.Name == "loai-tg" {
		return whenWords(f.Kind)
	}
	return oneLine(*field.Of(f))
}
