package handover

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// signView is the preview as the signer re-reads it.
type signView struct {
	showView
	Changed []string // what is different from what was read before
	Once    string
}

func (h *Handover) signForm(w http.ResponseWriter, r *web.Request) error {
	o, err := h.openDraft(r)
	if err != nil {
		return err
	}
	return h.showSign(w, r, o, http.StatusOK, "")
}

// showSign shows the preview; seen is what the signer had read when something had changed.
func (h *Handover) showSign(w http.ResponseWriter, r *web.Request, o opened, status int, seen string) error {
	p, err := h.look(r.Context(), o.from, o.whole)
	if err != nil {
		return err
	}
	v := signView{showView: showView{preview: p, Unit: o.unit.Name, Base: o.base(r), Groups: grouped(o.Lines), Titles: h.titles()}, Once: web.NewKey()}
	if seen != "" {
		v.Changed = p.changedSince(seen)
	}
	view := web.View{Title: "Đọc lại và ký bàn giao", Here: ui.NavDocuments, Crumbs: o.crumbs(r, "Ký"),
		Lead: "Ký xong thì cơ quan và chức năng đổi theo ngày " + p.Day.String() + ", rồi máy chuyển hồ sơ dần trong nền. Thu hồi được đến khi có người làm tiếp."}
	return r.ShowStatus(w, status, view, signPage(v))
}

// sign lets the act hold when nothing has changed since it was read.
func (h *Handover) sign(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	o, err := h.openDraft(r)
	if err != nil {
		return err
	}
	seen := f.Text("da-doc")
	err = o.write(r, func(ctx context.Context, tx *store.Tx) error {
		tx.Result(o.base(r))
		return h.Sign(ctx, tx, o.unit, o.Act, seen)
	})
	if errs.Is(err, errs.Conflict) || errs.Is(err, errs.Invalid) {
		fresh, ferr := h.openDraft(r)
		if ferr != nil {
			return err
		}
		p, lerr := h.look(r.Context(), fresh.from, fresh.whole)
		if lerr == nil && len(p.changedSince(seen)) > 0 {
			return h.showSign(w, r, fresh, conflictStatus, seen)
		}
		words, _ := web.Words(err)
		return h.showWith(w, r, conflictStatus, words)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã ký bàn giao. Hồ sơ chuyển dần trong nền; xem tiến độ ở đây.")
	return r.Go(w, o.base(r))
}

// takeBack asks for the act to be undone.
func (h *Handover) takeBack(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	o, err := h.open(r)
	if err != nil {
		return err
	}
	if typed, err := strconv.ParseInt(f.Text("ban"), 10, 64); err == nil {
		o.Version = typed
	}
	err = o.write(r, func(ctx context.Context, tx *store.Tx) error {
		tx.Result(o.base(r))
		return h.TakeBack(ctx, tx, o.Act)
	})
	if errs.Is(err, errs.Conflict) {
		words, _ := web.Words(err)
		return h.showWith(w, r, conflictStatus, words)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đang thu hồi. Hồ sơ trở về nơi cũ dần trong nền.")
	return r.Go(w, o.base(r))
}
