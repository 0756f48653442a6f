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
	list
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

// everyRecord is the list of all kinds; people are those records that the administrator decides: posts.
var (
	everyRecord = list{path: "/cho", title: "Hồ sơ chờ chọn nơi nhận"}
	peopleOnly  = list{path: "/nguoi", kind: "post", title: "Chức danh chờ giao ở nơi nhận"}
)

// list is one way to see what waits.
type list struct{ path, kind, title string }

func (h *Handover) queue(w http.ResponseWriter, r *web.Request) error {
	return h.openQueue(w, r, everyRecord)
}

// people lists the posts that wait: whoever tends the machine gives them, because nobody else has a post in a new unit yet.
func (h *Handover) people(w http.ResponseWriter, r *web.Request) error {
	return h.openQueue(w, r, peopleOnly)
}

func (h *Handover) decideQueue(w http.ResponseWriter, r *web.Request) error {
	return h.decide(w, r, everyRecord)
}

func (h *Handover) decidePeople(w http.ResponseWriter, r *web.Request) error {
	return h.decide(w, r, peopleOnly)
}

func (h *Handover) openQueue(w http.ResponseWriter, r *web.Request, l list) error {
	o, err := h.open(r)
	if err != nil {
		return err
	}
	return h.showQueue(w, r, o, queueView{list: l})
}

func (h *Handover) showQueue(w http.ResponseWriter, r *web.Request, o opened, v queueView) error {
	v.Kept = r.URL.Query().Get("chua-ro") == "1"
	v.Page, _ = strconv.Atoi(r.URL.Query().Get("trang"))
	v.Page = max(1, v.Page)
	v.Base, v.Unit, v.Once = o.base(r)+v.path, web.InUnit(o.unit.Slug, r.Year, ""), web.NewKey()
	state := waiting
	if v.Kept {
		state = waitKept
	}
	var err error
	if v.Total, err = store.Get[int](r.Context(), o.from, waitCount, o.ID, state, v.kind); err != nil {
		return err
	}
	waits, err := store.List[Wait](r.Context(), o.from, waitsOf, o.ID, state, perPage, (v.Page-1)*perPage, v.kind)
	if err != nil {
		return err
	}
	titles := h.titles()
	for _, it := range waits {
		v.Rows = append(v.Rows, waitRow{it, titles[it.Kind], o.proposed(it.BodyName), o.reason(it.BodyName)})
	}
	v.Heirs = o.receiving()
	lead := fmt.Sprintf("%d hồ sơ không quy tắc nào xếp được; chọn nơi nhận cho từng hồ sơ hoặc nhiều hồ sơ một lần.", v.Total)
	view := web.View{Title: v.title, Lead: lead, Here: ui.NavDocuments, Crumbs: o.crumbs(r, "Chờ chọn"), Errors: v.Errors}
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

// decide passes chosen records on: one by its own button with the proposal, or all that are ticked.
func (h *Handover) decide(w http.ResponseWriter, r *web.Request, l list) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	o, err := h.open(r)
	if err != nil {
		return err
	}
	one, ids := f.Text("mot"), f.All("ho-so")
	v := queueView{list: l, Chosen: ids}
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
			tx.Result(o.base(r) + l.path)
			left, err = h.decideAll(ctx, tx, o, l, ids, heirs, keep, proposal)
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
	return r.Go(w, o.base(r)+l.path)
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
func (h *Handover) decideAll(ctx context.Context, tx *store.Tx, o opened, l list, ids []string, heirs []directory.Heir, keep, proposal bool) (left int, err error) {
	for _, id := range ids {
		it, err := store.Get[Wait](ctx, tx, waitGet, id, o.ID)
		if err != nil {
			return left, err
		}
		if l.kind != "" && it.Kind != l.kind {
			return left, errs.New(errs.NotFound, "Không tìm thấy mục này trong danh sách. Chưa ghi gì.")
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
