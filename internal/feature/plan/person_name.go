package plan

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// personDeed names people on a task, or takes them off it.
func (p *Plans) personDeed() deed {
	return deed{Path: "nguoi-lam", Title: "Người làm việc này", Page: personPage, Ready: p.personReady, Check: checkPerson}
}

func (p *Plans) personReady(r *web.Request, d *doing) (err error) {
	if d.Named, err = store.List[Named](r.Context(), r.Reader(), personsOf, d.Task.ID); err != nil || p.People == nil {
		return err
	}
	d.Staff, err = p.People.Staff(r.Context(), r.Reader(), r.Unit.ID)
	return err
}

// checkPerson reads whom to name, and whose name to take off.
func checkPerson(_ *web.Request, d *doing) (change, string, error) {
	t := d.Task.Task
	if id := d.Typed("bo"); id != "" {
		at := slices.IndexFunc(d.Named, func(n Named) bool { return n.AccountID == id })
		if at < 0 {
			return nil, "", errs.New(errs.Conflict, "Người này không còn tên trong việc.")
		}
		who := PersonRef{ID: id, Name: d.Named[at].Name}
		return func(ctx context.Context, tx *store.Tx) error { return unname(ctx, tx, t, who) }, "Đã bỏ tên " + who.Name + " khỏi việc này.", nil
	}
	var form errs.Form
	at := slices.IndexFunc(d.Staff, func(p PersonRef) bool { return p.ID == d.Typed("nguoi") })
	if at < 0 {
		form.Add("nguoi", "Chọn người làm việc này")
		return nil, "", form.Err()
	}
	who := d.Staff[at]
	return func(ctx context.Context, tx *store.Tx) error { return name(ctx, tx, t, who) }, "Đã ghi tên " + who.Name + " vào việc này.", nil
}

// free are the people who can still be named.
func (d doing) free() []ui.Option {
	out := []ui.Option{{Text: "Chọn người"}}
	for _, p := range d.Staff {
		if !slices.ContainsFunc(d.Named, func(n Named) bool { return n.AccountID == p.ID }) {
			out = append(out, ui.Option{Value: p.ID, Text: p.Name + ", " + p.Words})
		}
	}
	return out
}
