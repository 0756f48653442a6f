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

// rowKind is one kind of dated rows on the page of a body: functions, bodies above, codes. They share one form.
type rowKind struct {
	path   string // in the address, below the body
	part   string // name of the id in the address
	add    string // "Giao chức năng"
	edit   string // "Sửa chức năng"
	field  string // control of what the row says
	label  string // of the control
	hint   string
	fixed  bool // what the row says stays once it is written
	coded  bool // it is typed, with a scheme before it
	choose func(o *Org, r *web.Request, b Body) ([]ui.Option, error)

	get  func(o *Org, ctx context.Context, from store.Source, id string) (row, error)
	make func(o *Org, ctx context.Context, tx *store.Tx, b Body, r row) error
	save func(o *Org, ctx context.Context, tx *store.Tx, r row) error
}

// row is a dated row as its form has it.
type row struct {
	ID     string
	BodyID string
	Value  string // id of the function or of the body above; the code
	Text   string // Value in words
	Scheme string
	Span
}

// rowView is the form, as it was typed, with the version on which it rests.
type rowView struct {
	rowKind
	Body     Body
	ID       string // empty for a new row
	Value    string
	Text     string
	Scheme   string
	From, To string
	Basis    string
	EndBasis string
	Checked  bool
	Version  int64
	Options  []ui.Option
	Base     string // page of the body
	Once     string
	Errors   []errs.Field
	Conflict *ui.ConflictProps
}

func (v rowView) action() string {
	if v.ID == "" {
		return v.Base + "/" + v.path + "/them"
	}
	return v.Base + "/" + v.path + "/" + v.ID
}

func (v rowView) title() string {
	if v.ID == "" {
		return v.add
	}
	return v.edit
}

// rowForm shows the form of a row; of a new one where the address has no id.
func (o *Org) rowForm(k rowKind) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		b, now, err := o.rowOf(r.Context(), r, r.Reader(), k)
		if err != nil {
			return err
		}
		v := typedAs(k, b, now)
		if now.ID == "" {
			v.From, v.Checked = r.Today().String(), true // a person who writes it has the text before her
		}
		return o.showRow(w, r, http.StatusOK, v)
	}
}

// rowOf reads the body and the row of the address; a row of another body is not found.
func (o *Org) rowOf(ctx context.Context, r *web.Request, from store.Source, k rowKind) (Body, row, error) {
	id, err := r.ID("id")
	if err != nil {
		return Body{}, row{}, err
	}
	b, err := o.body(ctx, from, id)
	if err != nil || r.PathValue(k.part) == "" {
		return b, row{}, err
	}
	rowID, err := r.ID(k.part)
	if err != nil {
		return b, row{}, err
	}
	now, err := k.get(o, ctx, from, rowID)
	if err == nil && now.BodyID != b.ID {
		err = errs.New(errs.NotFound, "Không tìm thấy mục này ở cơ quan này. Có thể địa chỉ bị gõ sai.")
	}
	return b, now, err
}

// typedAs is a stored row as its form shows it.
func typedAs(k rowKind, b Body, now row) rowView {
	return rowView{
		rowKind: k, Body: b, ID: now.ID, Value: now.Value, Text: now.Text, Scheme: now.Scheme, From: now.From.String(), To: now.To.String(),
		Basis: now.Basis, EndBasis: now.EndBasis, Checked: now.Checked(), Version: now.Version,
	}
}

func (o *Org) showRow(w http.ResponseWriter, r *web.Request, status int, v rowView) (err error) {
	v.Base, v.Once = r.In("to-chuc/"+v.Body.ID), web.NewKey()
	if v.choose != nil {
		if v.Options, err = v.choose(o, r, v.Body); err != nil {
			return err
		}
	}
	view := web.View{
		Title: v.title(), Lead: v.lead(), Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: v.Body.Name, Href: v.Base}, {Text: v.title()}},
	}
	return r.ShowStatus(w, status, view, rowPage(v))
}

func (v rowView) lead() string {
	if v.ID == "" {
		return v.Body.Name + "."
	}
	return v.Text + ", " + v.Body.Name + "."
}

// rowSave writes what was typed: a new row, or over the version that the person saw; a newer one is shown beside it.
func (o *Org) rowSave(k rowKind) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		f, err := r.Form()
		if err != nil {
			return err
		}
		var v rowView
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			b, now, err := o.rowOf(ctx, r, tx, k)
			if err != nil {
				return err
			}
			tx.Result(r.In("to-chuc/" + b.ID))
			v = typedRow(f, k, b, now)
			after, err := v.row(now)
			switch {
			case err != nil:
				return err
			case now.ID == "":
				return k.make(o, ctx, tx, b, after)
			}
			return k.save(o, ctx, tx, after)
		})
		if fields, ok := web.Mistakes(err); ok {
			v.Errors = fields
			return o.showRow(w, r, http.StatusUnprocessableEntity, v)
		}
		switch conflict := errs.Is(err, errs.Conflict); {
		case conflict && v.ID != "":
			return o.showRowConflict(w, r, v)
		case conflict:
			v.Errors = []errs.Field{{Message: words(err)}}
			return o.showRow(w, r, http.StatusConflict, v)
		}
		if err != nil {
			return err
		}
		r.Say(w, "Đã ghi vào "+v.Body.Name+".")
		return r.Go(w, r.In("to-chuc/"+v.Body.ID))
	}
}

// typedRow reads the form over the row as it stands, with the choices made between two versions.
func typedRow(f *web.Form, k rowKind, b Body, now row) rowView {
	theirs := typedAs(k, b, now)
	v := theirs
	if !k.fixed || now.ID == "" {
		v.Value, v.Scheme = f.Text(k.field), f.Text("loai-ma")
	}
	if now.ID != "" {
		v.Scheme = now.Scheme
	}
	v.From, v.To, v.Basis, v.EndBasis = f.Text("tu-ngay"), f.Text("den-ngay"), f.Text("can-cu"), f.Text("can-cu-cuoi")
	v.Checked = f.Has("doi-chieu")
	v.Version, _ = strconv.ParseInt(f.Text("ban"), 10, 64)
	for _, c := range rowChoices {
		if f.Text("chon-"+c.name) == "theirs" {
			c.take(&v, theirs)
		}
	}
	return v
}

// row is what was typed, over what the form does not ask.
func (v rowView) row(now row) (row, error) {
	out := row{ID: v.ID, BodyID: v.Body.ID, Value: v.Value, Text: v.Text, Scheme: v.Scheme}
	var f errs.Form
	out.Span = Span{
		From: readDay(&f, "tu-ngay", v.From), To: readDay(&f, "den-ngay", v.To), Basis: v.Basis, EndBasis: v.EndBasis,
		Confidence: v.confidence(now), Version: v.Version,
	}
	return out, f.Err()
}

// confidence keeps how a row was known unless the person says otherwise.
func (v rowView) confidence(now row) body.Confidence {
	switch {
	case v.Checked && (now.ID == "" || !now.Checked()):
		return Stated
	case !v.Checked && (now.ID == "" || now.Checked()):
		return body.Recall
	}
	return now.Confidence
}

// rowChoices are the fields of which two people may have two versions.
var rowChoices = []struct {
	name, field string
	of          func(rowView) string
	take        func(mine *rowView, theirs rowView)
}{
	{"gia-tri", "", func(v rowView) string { return v.valueWords() }, func(m *rowView, t rowView) { m.Value = t.Value }},
	{"tu-ngay", "Từ ngày", func(v rowView) string { return v.From }, func(m *rowView, t rowView) { m.From = t.From }},
	{"den-ngay", "Đến hết ngày", func(v rowView) string { return v.To }, func(m *rowView, t rowView) { m.To = t.To }},
	{"can-cu", "Căn cứ", func(v rowView) string { return v.Basis }, func(m *rowView, t rowView) { m.Basis = t.Basis }},
	{"can-cu-cuoi", "Căn cứ kết thúc", func(v rowView) string { return v.EndBasis }, func(m *rowView, t rowView) { m.EndBasis = t.EndBasis }},
	{"doi-chieu", "Đối chiếu", func(v rowView) string { return checkedWords(v.Checked) }, func(m *rowView, t rowView) { m.Checked = t.Checked }},
}

// valueWords are what the row says.
func (v rowView) valueWords() string {
	for _, o := range v.Options {
		if o.Value == v.Value {
			return o.Text
		}
	}
	if v.coded {
		return v.Value
	}
	return v.Text
}

// showRowConflict shows both versions of what differs. The form then rests on the newer one.
func (o *Org) showRowConflict(w http.ResponseWriter, r *web.Request, v rowView) error {
	b, now, err := o.rowOf(r.Context(), r, r.Reader(), v.rowKind)
	if err != nil {
		return err
	}
	theirs := typedAs(v.rowKind, b, now)
	if v.choose != nil {
		if v.Options, err = v.choose(o, r, b); err != nil {
			return err
		}
		theirs.Options = v.Options
	}
	if v.Conflict, err = o.conflict(r, b.ID); err != nil {
		return err
	}
	v.Conflict.Record = "mục này"
	for _, c := range rowChoices {
		if mine, other := c.of(v), c.of(theirs); mine != other {
			field := c.field
			if field == "" {
				field = v.label
			}
			v.Conflict.Rows = append(v.Conflict.Rows, ui.ConflictRow{Name: "chon-" + c.name, Field: field, Mine: mine, Theirs: other})
		}
	}
	v.Version = now.Version
	return o.showRow(w, r, http.StatusConflict, v)
}
