package packs

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// codes are what can be compared by itself: the version as a whole, then each item.
func (v showView) codes() []ui.Option {
	out := []ui.Option{{Text: "Cả " + v.Shown.Name()}}
	for _, it := range v.Shown.Items {
		out = append(out, ui.Option{Value: it.Code, Text: it.Code + ": " + vi.Cut(it.Text, 80)})
	}
	return out
}

func verify(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	p, _, err := shownOf(r)
	if err != nil {
		return err
	}
	version, typed := f.Text("ban"), verifyTyped{Code: f.Text("ma"), Document: f.Text("van-ban")}
	back := showView{Pack: p}.at(r, version)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(back)
		return pack.Verify(ctx, tx, r.Unit.ID, p.Key, version, typed.Code, typed.Document)
	})
	if fields, ok := web.Mistakes(err); ok {
		return showWith(w, r, http.StatusUnprocessableEntity, version, typed, fields)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi: đã đối chiếu với "+typed.Document+".")
	return r.Go(w, back)
}

func withdraw(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	p, _, err := shownOf(r)
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(here(r, p, ""))
		return pack.Withdraw(ctx, tx, r.Unit.ID, p.Key, f.Text("ban"), f.Text("ly-do"))
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã thu hồi. Bản trước đó được dùng lại cho hồ sơ mới.")
	return r.Go(w, here(r, p, ""))
}
