package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// functionRows are the functions of a body.
var functionRows = rowKind{
	path: "chuc-nang", part: "holding", add: "Giao chức năng", edit: "Sửa chức năng", field: "chuc-nang", label: "Chức năng", fixed: true,
	choose: func(o *Org, r *web.Request, _ Body) ([]ui.Option, error) {
		list, err := o.Functions(r.Context(), r.Reader())
		out := []ui.Option{{Text: "Chọn chức năng"}}
		for _, f := range list {
			out = append(out, ui.Option{Value: f.ID, Text: f.Field + ": " + f.Name})
		}
		return out, err
	},
	get: func(_ *Org, ctx context.Context, from store.Source, id string) (row, error) {
		h, err := store.Get[Holding](ctx, from, holdingGet, id)
		return row{ID: h.ID, BodyID: h.BodyID, Value: h.FunctionID, Text: h.Name, Span: h.Span}, err
	},
	make: func(o *Org, ctx context.Context, tx *store.Tx, b Body, r row) error {
		_, err := o.give(ctx, tx, web.Unit{ID: b.UnitID}, b.ID, r.Value, r.Span)
		return err
	},
	save: func(o *Org, ctx context.Context, tx *store.Tx, r row) error {
		before, err := store.Get[Holding](ctx, tx, holdingGet, r.ID)
		if err != nil {
			return err
		}
		after := before
		before.Version, after.Span = r.Version, r.Span
		return o.editHolding(ctx, tx, before, after)
	},
}

// parentRows are the bodies above a body.
var parentRows = rowKind{
	path: "cap-tren", part: "parent", add: "Ghi cơ quan cấp trên", edit: "Sửa cơ quan cấp trên", field: "cap-tren", label: "Cơ quan cấp trên",
	hint: "Cơ quan trong danh sách của đơn vị mà cơ quan này trực thuộc",
	choose: func(o *Org, r *web.Request, b Body) ([]ui.Option, error) {
		all, err := store.List[Body](r.Context(), r.Reader(), bodyList)
		out := []ui.Option{{Text: "Chọn cơ quan"}}
		for _, up := range all {
			if up.ID != b.ID {
				out = append(out, ui.Option{Value: up.ID, Text: up.Name})
			}
		}
		return out, err
	},
	get: func(_ *Org, ctx context.Context, from store.Source, id string) (row, error) {
		p, err := store.Get[Parent](ctx, from, parentGet, id)
		return row{ID: p.ID, BodyID: p.BodyID, Value: p.ParentID, Text: p.Name, Span: p.Span}, err
	},
	make: func(o *Org, ctx context.Context, tx *store.Tx, b Body, r row) error {
		up, err := o.chosenBody(ctx, tx, r.Value)
		if err == nil {
			_, err = o.PlaceBody(ctx, tx, b, up, r.Span)
		}
		return err
	},
	save: func(o *Org, ctx context.Context, tx *store.Tx, r row) error {
		before, err := store.Get[Parent](ctx, tx, parentGet, r.ID)
		if err != nil {
			return err
		}
		if _, err := o.chosenBody(ctx, tx, r.Value); err != nil {
			return err
		}
		after := before
		before.Version, after.Span, after.ParentID = r.Version, r.Span, r.Value
		return o.editParent(ctx, tx, before, after)
	},
}

// chosenBody finds the body that a form names as the one above.
func (o *Org) chosenBody(ctx context.Context, from store.Source, id string) (Body, error) {
	b, ok, err := store.Find[Body](ctx, from, bodyGet, id)
	if err != nil || ok {
		return b, err
	}
	var form errs.Form
	form.Add("cap-tren", "Chọn một cơ quan trong danh sách")
	return b, form.Err()
}

// codeRows are the codes of a body.
var codeRows = rowKind{
	path: "ma", part: "code", add: "Thêm mã", edit: "Sửa mã", field: "ma", label: "Mã", coded: true,
	hint: "Mã định danh theo QĐ 20/2020 có dạng H01.25.3",
	get: func(_ *Org, ctx context.Context, from store.Source, id string) (row, error) {
		c, err := store.Get[Code](ctx, from, codeGet, id)
		return row{ID: c.ID, BodyID: c.BodyID, Value: c.Code, Text: c.Scheme.Label() + " " + c.Code, Scheme: string(c.Scheme), Span: c.Span}, err
	},
	make: func(o *Org, ctx context.Context, tx *store.Tx, b Body, r row) error {
		_, err := o.AddCode(ctx, tx, b, Scheme(r.Scheme), r.Value, r.Span)
		return err
	},
	save: func(o *Org, ctx context.Context, tx *store.Tx, r row) error {
		before, err := store.Get[Code](ctx, tx, codeGet, r.ID)
		if err != nil {
			return err
		}
		after := before
		before.Version, after.Span, after.Code = r.Version, r.Span, r.Value
		return o.editCode(ctx, tx, before, after)
	},
}

func schemeOptions() []ui.Option {
	out := []ui.Option{{Text: "Chọn loại mã"}}
	for _, s := range schemes {
		out = append(out, ui.Option{Value: string(s.scheme), Text: s.label})
	}
	return out
}
