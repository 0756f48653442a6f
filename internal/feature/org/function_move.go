package org

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// moveFunction ends the holder of a function on the eve of a day and gives the function to another body from the day on, in
// one change and on one ground.
func (o *Org) moveFunction(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	functionID := r.PathValue("function")
	v := functionView{BodyID: f.Text("co-quan"), From: f.Text("tu-ngay"), Basis: f.Text("can-cu")}
	seen, _ := strconv.ParseInt(f.Text("ban"), 10, 64)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("chuc-nang/" + functionID))
		return o.move(ctx, tx, r.Unit, functionID, v, Holding{ID: f.Text("dang-giu"), Span: Span{Version: seen}})
	})
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return o.showFunctionWith(w, r, http.StatusUnprocessableEntity, v)
	}
	if errs.Is(err, errs.Conflict) {
		v.Errors = []errs.Field{{Message: "Có người vừa đổi nơi giữ chức năng này. Chưa ghi gì; xem bảng mới bên dưới rồi chuyển lại nếu vẫn cần."}}
		return o.showFunctionWith(w, r, http.StatusConflict, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã giao chức năng.")
	return r.Go(w, r.In("chuc-nang/"+functionID))
}

// move is the change; seen is the holding from which the person moves the function, without an id when nobody had it.
func (o *Org) move(ctx context.Context, tx *store.Tx, u web.Unit, functionID string, v functionView, seen Holding) error {
	fn, err := chosenFunction(functionID)
	if err != nil {
		return err
	}
	var form errs.Form
	from := readDay(&form, "tu-ngay", v.From)
	b, ok, err := store.Find[Body](ctx, tx, bodyGet, v.BodyID)
	if err != nil {
		return err
	}
	if !ok {
		form.Add("co-quan", "Chọn cơ quan nhận chức năng")
	}
	Span{From: from, Basis: v.Basis}.check(&form, b)
	held, err := o.holders(ctx, tx, u.ID, functionID)
	if err != nil {
		return err
	}
	now := openOf(held)
	if now.ID != "" && !fn.Shared && !from.IsZero() && !from.After(now.From) {
		form.Add("tu-ngay", "Ngày chuyển phải sau %s, ngày %s bắt đầu giữ", now.From, now.BodyName)
	}
	if form.Err() != nil {
		return form.Err()
	}
	if now.ID != "" && !fn.Shared {
		if now.ID != seen.ID {
			return errs.New(errs.Conflict, "Có người vừa đổi nơi giữ chức năng này.")
		}
		now.Version, now.EndBasis = seen.Version, v.Basis
		if err := o.EndFunction(ctx, tx, now, from.Add(-1)); err != nil {
			return err
		}
	}
	_, err = o.GiveFunction(ctx, tx, u, b.ID, functionID, from, v.Basis, Stated)
	return onMovePage(err)
}

// onMovePage leads a mistake in the function to the body that cannot take it: the page asks for the body.
func onMovePage(err error) error {
	fields, ok := web.Mistakes(err)
	if !ok {
		return err
	}
	var form errs.Form
	for _, f := range fields {
		if f.Name == "chuc-nang" {
			f.Name = "co-quan"
		}
		form.Add(f.Name, "%s", f.Message)
	}
	return form.Err()
}
