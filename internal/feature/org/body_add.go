package org

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// addView is the form of a new body, as it was typed.
type addView struct {
	Name, Aliases, Kind, From, Source string
	Requested                         bool
	Base, Once                        string
	Errors                            []errs.Field
}

func (o *Org) addForm(w http.ResponseWriter, r *web.Request) error {
	return o.showAdd(w, r, addView{From: r.Today().String()})
}

func (o *Org) showAdd(w http.ResponseWriter, r *web.Request, v addView) error {
	v.Base, v.Once = r.In("to-chuc"), web.NewKey()
	view := web.View{
		Title: "Thêm cơ quan", Here: ui.NavDocuments, Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: v.Base}, {Text: "Thêm cơ quan"}},
	}
	return r.Show(w, view, addPage(v))
}

// add makes a body with the further names, one a line.
func (o *Org) add(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v := addView{
		Name: f.Text("ten"), Aliases: f.Text("ten-khac"), Kind: f.Text("loai"), From: f.Text("tu-ngay"), Source: f.Text("can-cu"),
		Requested: f.Has("de-nghi"),
	}
	t, err := v.template()
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(r.In("to-chuc"))
			_, err := o.AddBody(ctx, tx, r.Unit, t)
			return err
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return o.showAdd(w, r, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã thêm "+t.Name+".")
	return r.Go(w, r.In("to-chuc"))
}

// template reads the form.
func (v addView) template() (body.Template, error) {
	t := body.Template{Name: v.Name, Aliases: lines(v.Aliases), Kind: body.Kind(v.Kind), Source: v.Source}
	t.Requested = v.Requested || t.Kind.Requested()
	var f errs.Form
	t.From = readDay(&f, "tu-ngay", v.From)
	for _, alias := range t.Aliases {
		checkName(&f, "ten-khac", alias)
	}
	b := Body{Name: t.Name, Kind: t.Kind, Source: t.Source, From: t.From}
	b.check(&f)
	return t, f.Err()
}

// readDay reads a typed date; a mistake is noted in the form.
func readDay(f *errs.Form, field, typed string) day.Day {
	d, err := day.Parse(typed)
	if err != nil {
		f.Add(field, "%s", words(err))
	}
	return d
}

// lines are the lines of a text without blank ones.
func lines(text string) []string {
	out := strings.Split(text, "\n")
	for i := range out {
		out[i] = strings.Join(strings.Fields(out[i]), " ")
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

func kindOptions() []ui.Option {
	out := []ui.Option{{Text: "Chọn loại"}}
	for _, k := range body.Kinds() {
		out = append(out, ui.Option{Value: string(k), Text: k.Label()})
	}
	return out
}
