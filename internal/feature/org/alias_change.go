package org

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// addAlias gives a body a further name. It holds from the first day of the body: it is met in older papers too.
func (o *Org) addAlias(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	alias := strings.Join(strings.Fields(f.Text("ten-khac")), " ")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("to-chuc/" + id))
		b, err := o.body(ctx, tx, id)
		if err != nil {
			return err
		}
		return o.AddAlias(ctx, tx, r.Unit, b, alias, b.From)
	})
	if fields, ok := web.Mistakes(err); ok {
		return o.showWith(w, r, http.StatusUnprocessableEntity, showView{Alias: alias, Errors: fields})
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã thêm tên khác.")
	return r.Go(w, r.In("to-chuc/"+id))
}

// endAlias takes a further name away from today on.
func (o *Org) endAlias(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	nameID, err := r.ID("name")
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		names, err := o.names(ctx, tx, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(names, func(n Name) bool { return n.ID == nameID && n.Alias })
		if at < 0 {
			return errs.New(errs.NotFound, "Không tìm thấy tên này của cơ quan.")
		}
		return o.EndAlias(ctx, tx, names[at], r.Unit.ID, r.Today().Add(-1))
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã bỏ tên khác.")
	return r.Go(w, r.In("to-chuc/"+id))
}
