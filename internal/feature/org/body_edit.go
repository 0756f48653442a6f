package org

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// editView is the form of a body, as it was typed, with the version on which it rests.
type editView struct {
	Body     Body
	Checked  bool
	Renamed  string // the day of the new name as it was typed
	Base     string
	Once     string
	Errors   []errs.Field
	Conflict *ui.ConflictProps
}

func (o *Org) editForm(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	b, err := o.body(r.Context(), r.Reader(), id)
	if err != nil {
		return err
	}
	return o.showEdit(w, r, http.StatusOK, editView{Body: b, Checked: b.Checked()})
}

func (o *Org) showEdit(w http.ResponseWriter, r *web.Request, status int, v editView) error {
	v.Base, v.Once = r.In("to-chuc/"+v.Body.ID), web.NewKey()
	view := web.View{
		Title: "Sửa cơ quan", Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: v.Body.Name, Href: v.Base}, {Text: "Sửa"}},
	}
	return r.ShowStatus(w, status, view, editPage(v))
}

// editSave writes what was typed over the version that the person saw; a newer one is shown beside it.
func (o *Org) editSave(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	v := typedEdit(f, id)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("to-chuc/" + id))
		now, err := o.body(ctx, tx, id)
		if err != nil {
			return err
		}
		v = v.settled(f, now)
		var form errs.Form
		renamed := readDay(&form, "doi-ten-tu", v.Renamed)
		if form.Err() != nil {
			return form.Err()
		}
		seen := now
		seen.Version = v.Body.Version
		return o.EditBody(ctx, tx, r.Unit, seen, v.over(now), renamed)
	})
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return o.showEdit(w, r, http.StatusUnprocessableEntity, v)
	}
	if errs.Is(err, errs.Conflict) {
		return o.showEditConflict(w, r, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã sửa cơ quan.")
	return r.Go(w, r.In("to-chuc/"+id))
}

func typedEdit(f *web.Form, id string) editView {
	v := editView{Checked: f.Has("doi-chieu"), Renamed: f.Text("doi-ten-tu")}
	v.Body = Body{ID: id, Name: f.Text("ten"), Kind: body.Kind(f.Text("loai")), Requested: f.Has("de-nghi"), Source: f.Text("can-cu")}
	v.Body.Version, _ = strconv.ParseInt(f.Text("ban"), 10, 64)
	return v
}

// over is the body as it will be: what was typed over what the form does not ask.
func (v editView) over(now Body) Body {
	after := now
	after.Name, after.Kind, after.Requested, after.Source = v.Body.Name, v.Body.Kind, v.Body.Requested || v.Body.Kind.Requested(), v.Body.Source
	switch {
	case v.Checked && !now.Checked():
		after.Confidence = Stated
	case !v.Checked && now.Checked():
		after.Confidence = body.Recall
	}
	return after
}

// choices are the fields of which two people may have two versions.
var choices = []struct {
	name, field string
	of          func(editView) string
	take        func(mine *editView, theirs editView)
}{
	{"chon-ten", "Tên cơ quan", func(v editView) string { return v.Body.Name }, func(m *editView, t editView) { m.Body.Name, m.Renamed = t.Body.Name, "" }},
	{"chon-loai", "Loại", func(v editView) string { return v.Body.Kind.Label() }, func(m *editView, t editView) { m.Body.Kind = t.Body.Kind }},
	{"chon-de-nghi", "Cách giao", func(v editView) string { return v.Body.record().Requested }, func(m *editView, t editView) { m.Body.Requested = t.Body.Requested }},
	{"chon-doi-chieu", "Đối chiếu", func(v editView) string { return checkedWords(v.Checked) }, func(m *editView, t editView) { m.Checked = t.Checked }},
	{"chon-can-cu", "Căn cứ", func(v editView) string { return v.Body.Source }, func(m *editView, t editView) { m.Body.Source = t.Body.Source }},
}

func checkedWords(checked bool) string {
	if checked {
		return "đã đối chiếu"
	}
	return "chưa đối chiếu"
}

// settled applies the choices that the person made between the two versions.
func (v editView) settled(f *web.Form, now Body) editView {
	theirs := editView{Body: now, Checked: now.Checked()}
	for _, c := range choices {
		if f.Text(c.name) == "theirs" {
			c.take(&v, theirs)
		}
	}
	return v
}

// showEditConflict shows both versions of what differs. The form then rests on the newer one.
func (o *Org) showEditConflict(w http.ResponseWriter, r *web.Request, v editView) error {
	now, err := o.body(r.Context(), r.Reader(), v.Body.ID)
	if err != nil {
		return err
	}
	if v.Conflict, err = o.conflict(r, now.ID); err != nil {
		return err
	}
	theirs := editView{Body: now, Checked: now.Checked()}
	for _, c := range choices {
		if mine, other := c.of(v), c.of(theirs); mine != other {
			v.Conflict.Rows = append(v.Conflict.Rows, ui.ConflictRow{Name: c.name, Field: c.field, Mine: mine, Theirs: other})
		}
	}
	v.Body.Version = now.Version
	return o.showEdit(w, r, http.StatusConflict, v)
}

// conflict says who changed the body last.
func (o *Org) conflict(r *web.Request, id string) (*ui.ConflictProps, error) {
	last, err := store.HistoryOf(r.Context(), r.Reader(), "body", id, 1)
	c := &ui.ConflictProps{Record: "cơ quan này"}
	if len(last) > 0 {
		c.Who, c.When = last[0].AccountName, web.Stamp(last[0].At)
	}
	return c, err
}
