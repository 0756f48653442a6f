package handover

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// queueView is one page of the records that wait for a person.
type queueView struct {
	Rows       []waitRow
	Heirs      []ui.Option // all that may receive
	Chosen     []string
	Kept       bool // those left open on purpose, instead
	Total      int
	Page       int
	Base, Unit string
	Once       string
	Errors     []errs.Field
}

// waitRow is a waiting record with the proposal for it.
type waitRow struct {
	Wait
	KindTitle string
	Proposed  []directory.Heir
	Reason    string
}

func (h *Handover) queue(w http.ResponseWriter, r *web.Request) error {
	o, err := h.open(r)
	if err != nil {
		return err
	}
	return h.showQueue(w, r, o, queueView{})
}

func (h *Handover) showQueue(w http.ResponseWriter, r *web.Request, o opened, v queueView) error {
	v.Kept = r.URL.Query().Get("chua-ro") == "1"
	v.Page, _ = strconv.Atoi(r.URL.Query().Get("trang"))
	v.Page = max(1, v.Page)
	v.Base, v.Unit, v.Once = o.base(r)+"/cho", web.InUnit(o.unit.Slug, r.Year, ""), web.NewKey()
	state := waiting
	if v.Kept {
		state = waitKept
	}
	var err error
	if v.Total, err = store.Get[int](r.Context(), o.from, waitCount, o.ID, state); err != nil {
		return err
	}
	list, err := store.List[Wait](r.Context(), o.from, waitsOf, o.ID, state, perPage, (v.Page-1)*perPage)
	if err != nil {
		return err
	}
	titles := h.titles()
	for _, it := range list {
		v.Rows = append(v.Rows, waitRow{it, titles[it.Kind], o.proposed(it.BodyName), o.reason(it.BodyName)})
	}
	v.Heirs = o.receiving()
	lead := fmt.Sprintf("%d hồ sơ không quy tắc nào xếp được; chọn nơi nhận cho từng hồ sơ hoặc nhiều hồ sơ một lần.", v.Total)
	view := web.View{Title: "Hồ sơ chờ chọn nơi nhận", Lead: lead, Here: ui.NavDocuments, Crumbs: o.crumbs(r, "Chờ chọn"), Errors: v.Errors}
	return r.Show(w, view, queuePage(v))
}

// receiving are the bodies that exist and may receive.
func (w whole) receiving() []ui.Option {
	var out []ui.Option
	for _, h := range w.Heirs {
		if h.BodyID != "" {
			out = append(out, ui.Option{Value: h.ID, Text: w.nameOf(h)})
		}
	}
	return out
}

// decideQueue passes chosen records on: one by its own button with the proposal, or all that are ticked.
func (h *Handover) decideQueue(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	o, err := h.open(r)
	if err != nil {
		return err
	}
	one, ids := f.Text("mot"), f.All("ho-so")
	v := queueView{Chosen: ids}
	if one != "" {
		ids = []string{one}
	}
	heirs := o.chosenHeirs(f.All("nhan"))
	keep, proposal := f.Text("viec") == unknownHeir, one != "" || f.Text("viec") == "de-xuat"
	var form errs.Form
	if len(ids) == 0 {
		form.Add("ho-so", "Chọn ít nhất một hồ sơ")
	}
	if !keep && !proposal && len(heirs) == 0 {
		form.Add("nhan", "Chọn nơi nhận")
	}
	err, left := form.Err(), 0
	if err == nil {
		err = o.write(r, func(ctx context.Context, tx *store.Tx) (err error) {
			tx.Result(o.base(r) + "/cho")
			left, err = h.decideAll(ctx, tx, o, ids, heirs, keep, proposal)
			return err
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return h.showQueue(w, r, o, v)
	}
	if err != nil {
		return err
	}
	switch {
	case keep:
		r.Say(w, fmt.Sprintf("Đã để “chưa rõ” %d hồ sơ.", len(ids)))
	case left > 0:
		r.Say(w, fmt.Sprintf("Đã chuyển %d hồ sơ; %d hồ sơ không có đề xuất, chọn nơi nhận trong danh sách.", len(ids)-left, left))
	default:
		r.Say(w, fmt.Sprintf("Đã chuyển %d hồ sơ.", len(ids)))
	}
	return r.Go(w, o.base(r)+"/cho")
}

// chosenHeirs are the heirs of a form as the estates are told.
func (w whole) chosenHeirs(ids []string) []directory.Heir {
	var out []directory.Heir
	for _, id := range ids {
		if h, ok := w.heir(id); ok && h.BodyID != "" {
			out = append(out, w.asMove(h, ""))
		}
	}
	return out
}

// decideAll decides each record; left counts those for which there is no proposal to follow, and which go on waiting.
func (h *Handover) decideAll(ctx context.Context, tx *store.Tx, o opened, ids []string, heirs []directory.Heir, keep, proposal bool) (left int, err error) {
	for _, id := range ids {
		it, err := store.Get[Wait](ctx, tx, waitGet, id, o.ID)
		if err != nil {
			return left, err
		}
		to := heirs
		if proposal {
			to = o.proposed(it.BodyName)
		}
		switch {
		case keep:
			err = it.keep(ctx, tx)
		case len(to) == 0:
			left++
		default:
			err = h.choose(ctx, tx, o.whole, it, to)
		}
		if err != nil {
			return left, err
		}
	}
	return left, nil
}
