package plan

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// deed is something that a person does to a task on a page of its own: when it can be done, what is asked, and what the
// answers mean.
type deed struct {
	Path  string // behind the address of the task
	Title string
	Page  func(*web.Request, doing) templ.Component
	// Ready says why it cannot be done to the task now, or completes what the page shows.
	Ready func(r *web.Request, d *doing) error
	// Check reads the answers. The change it gives runs inside the transaction; said is what the next page tells.
	Check func(r *web.Request, d *doing) (c change, said string, err error)
}

type change func(ctx context.Context, tx *store.Tx) error

// doing is a deed under way.
type doing struct {
	Plan      Plan
	Task      draftTask
	Version   int64 // of the task as the person saw it
	Bodies    []Body
	Match     Match
	Result    Result    // the result that the deed is about
	Extension extension // the request for more time that the deed is about
	Point     Point     // the check-point that the deed is about; Task then has its shape
	Points    []Point   // all check-points of the task, when its rule is changed
	Rhythm    taskRhythm
	Foreseen  []foreseen  // what a changed rule would do
	Named     []Named     // people on the task
	Staff     []PersonRef // who can be named
	Key       string
	Errors    []errs.Field
	Stale     string // somebody else was quicker; what was typed is still there

	form *web.Form
}

// Typed is what stands in a field: what the person typed, empty on a fresh page.
func (d doing) Typed(name string) string {
	if d.form == nil {
		return ""
	}
	return d.form.Text(name)
}

// Wrong is the mistake in a field.
func (d doing) Wrong(name string) string { return ui.ErrorOf(d.Errors, name) }

// ask shows the page of a deed.
func (p *Plans) ask(dd deed) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		d, err := p.begin(r, dd)
		if err != nil {
			return err
		}
		return p.showDeed(w, r, http.StatusOK, dd, d)
	}
}

// carryOut does what the page of a deed asked for. With a mistake, or when somebody else changed the task meanwhile, the page
// comes back with everything that was typed.
func (p *Plans) carryOut(dd deed) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		f, err := r.Form()
		if err != nil {
			return err
		}
		d, err := p.begin(r, dd)
		if err != nil {
			return err
		}
		d.form = f
		d.Version, _ = strconv.ParseInt(f.Text("ban"), 10, 64)
		c, said, err := dd.Check(r, &d)
		if errors.Is(err, errPreview) {
			return p.showDeed(w, r, http.StatusOK, dd, d)
		}
		if fields, ok := web.Mistakes(err); ok {
			d.Errors = fields
			return p.showDeed(w, r, http.StatusOK, dd, d)
		} else if err != nil {
			return err
		}
		next := r.In("nhiem-vu/" + d.Task.ID)
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(next)
			return c(ctx, tx)
		})
		if errs.Is(err, errs.Conflict) {
			return p.showStale(w, r, dd, f)
		}
		if err != nil {
			return err
		}
		r.Say(w, said)
		return r.Go(w, next)
	}
}

// showStale shows the page again over the task as it is now.
func (p *Plans) showStale(w http.ResponseWriter, r *web.Request, dd deed, f *web.Form) error {
	d, err := p.begin(r, dd)
	if err != nil {
		return err
	}
	d.form = f
	d.Stale = "Có người vừa sửa nhiệm vụ này trước anh/chị. Chưa ghi gì; điều anh/chị gõ còn nguyên bên dưới. Xem lại tình trạng mới rồi bấm một lần nữa."
	return p.showDeed(w, r, http.StatusConflict, dd, d)
}

func (p *Plans) begin(r *web.Request, dd deed) (d doing, err error) {
	ctx, from := r.Context(), r.Reader()
	if d.Task, err = p.taskOf(r); err != nil {
		return d, err
	}
	d.Version = d.Task.Version
	if d.Plan, err = store.Get[Plan](ctx, from, planGet, d.Task.PlanID); err != nil {
		return d, err
	}
	if d.Bodies, d.Match, err = p.Bodies.Register(ctx, from, r.Today()); err != nil {
		return d, err
	}
	if !d.Task.Live {
		return d, errs.New(errs.Conflict, "Kế hoạch của việc này chưa được xác nhận nên việc chưa được giao cho ai. Xác nhận kế hoạch trước.")
	}
	if dd.Ready != nil {
		err = dd.Ready(r, &d)
	}
	return d, err
}

func (p *Plans) showDeed(w http.ResponseWriter, r *web.Request, status int, dd deed, d doing) error {
	d.Key = web.NewKey()
	crumbs := append(taskCrumbs(r, d.Plan, d.Task.Task), ui.Crumb{Text: dd.Title})
	crumbs[len(crumbs)-2].Href = r.In("nhiem-vu/" + d.Task.ID)
	v := web.View{Title: dd.Title, Lead: d.Task.Title, Here: ui.NavPlan, Crumbs: crumbs, Errors: d.Errors}
	return r.ShowStatus(w, status, v, deedPage(r, dd, d))
}

// reasonOf reads a reason that must be given.
func reasonOf(d *doing, form *errs.Form, name string) string {
	s := d.Typed(name)
	switch n := utf8.RuneCountInString(s); {
	case n == 0:
		form.Add(name, "Ghi lý do")
	case n > maxReason:
		form.Add(name, "Lý do dài nhất %d ký tự, đang có %d", maxReason, n)
	}
	return s
}

const maxReason = 500

// shortText reads a line that may be empty.
func shortText(d *doing, form *errs.Form, name, what string) string {
	s := d.Typed(name)
	if n := utf8.RuneCountInString(s); n > 100 {
		form.Add(name, "%s dài nhất 100 ký tự, đang có %d", what, n)
	}
	return s
}
