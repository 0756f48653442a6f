package org

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// end writes the last day of a body, or takes it back when the field is empty.
func (o *Org) end(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("id")
	if err != nil {
		return err
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	typed := f.Text("den-ngay")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		now, err := o.body(ctx, tx, id)
		if err != nil {
			return err
		}
		if f.Text("chon-den-ngay") == "theirs" {
			typed = now.To.String()
		}
		var form errs.Form
		last := readDay(&form, "den-ngay", typed)
		if form.Err() != nil {
			return form.Err()
		}
		now.Version, _ = strconv.ParseInt(f.Text("ban"), 10, 64)
		return o.EndBody(ctx, tx, r.Unit, now, last)
	})
	if fields, ok := web.Mistakes(err); ok {
		return o.showWith(w, r, http.StatusUnprocessableEntity, showView{Last: typed, Errors: fields})
	}
	if errs.Is(err, errs.Conflict) {
		return o.showEndConflict(w, r, id, typed)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi ngày hoạt động cuối cùng.")
	return r.Go(w, r.In("to-chuc/"+id))
}

func (o *Org) showEndConflict(w http.ResponseWriter, r *web.Request, id, typed string) error {
	now, err := o.body(r.Context(), r.Reader(), id)
	if err != nil {
		return err
	}
	c, err := o.conflict(r, id)
	if err != nil {
		return err
	}
	c.Rows = []ui.ConflictRow{{Name: "chon-den-ngay", Field: "Hoạt động đến hết ngày", Mine: typed, Theirs: now.To.String()}}
	return o.showWith(w, r, http.StatusConflict, showView{Last: typed, Conflict: c})
}

// words are what an error says to a person.
func words(err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return e.Message
	}
	return "Có một lỗi của chương trình, không phải do anh/chị."
}
