package org

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// hamletForm is the form of one hamlet, as it was typed.
type hamletForm struct {
	Name, Households, From, Source, Pin string
	Home                                templ.Component // the field of the place, with its map
	Usual                               HamletKind
	Hamlet                              Hamlet // that is edited; zero for a new one
	Back, Once                          string
	Errors                              []errs.Field
	Conflict                            *ui.ConflictProps
}

func typedHamlet(f *web.Form) hamletForm {
	return hamletForm{Name: f.Text("ten"), Households: f.Text("so-ho"), From: f.Text("tu-ngay"), Source: f.Text("can-cu"), Pin: f.Text("vi-tri")}
}

// draftOf reads the form.
func (o *Org) draftOf(v hamletForm) (HamletDraft, error) {
	var f errs.Form
	d := HamletDraft{Name: v.Name, Households: readHouseholds(&f, "so-ho", v.Households), From: readDay(&f, "tu-ngay", v.From), Source: v.Source}
	d.Lat, d.Lon = o.readPin(&f, v.Pin)
	return d, f.Err()
}

func (o *Org) hamletAddForm(w http.ResponseWriter, r *web.Request) error {
	return o.showHamletAdd(w, r, hamletForm{})
}

func (o *Org) showHamletAdd(w http.ResponseWriter, r *web.Request, v hamletForm) error {
	v.Back, v.Once, v.Usual = r.In(hamletPath), web.NewKey(), usualHamlet(r.Unit.Name)
	view := web.View{Title: "Thêm thôn, tổ dân phố", Here: ui.NavDocuments, Errors: v.Errors, Crumbs: hamletCrumbs(r, "Thêm")}
	v.Home = o.pinField(r, v)
	return r.Show(w, view, hamletFormPage(v))
}

// hamletAdd makes one hamlet.
func (o *Org) hamletAdd(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v := typedHamlet(f)
	d, err := o.draftOf(v)
	var act HamletAct
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
			tx.Result(r.In(hamletPath))
			act, _, err = o.ChangeHamlets(ctx, tx, r.Unit, HamletChange{Kind: HamletAdd, Basis: d.Source, News: []HamletDraft{d}})
			return err
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return o.showHamletAdd(w, r, v)
	}
	if err != nil {
		return err
	}
	name, _ := readHamletName(d.Name, usualHamlet(r.Unit.Name))
	r.SayUndo(w, "Đã thêm "+name+".", undoHref(r.In(hamletPath), act.ID))
	return r.Go(w, listFrom(r, d.From))
}

// listFrom is the list on a day on which what was just added is there.
func listFrom(r *web.Request, first day.Day) string {
	if first.After(asOf(r)) {
		return hamletsView{Base: r.In(hamletPath)}.onDay(first)
	}
	return r.In(hamletPath)
}

func (o *Org) hamletEditForm(w http.ResponseWriter, r *web.Request) error {
	h, _, err := o.hamletOf(r)
	if err != nil {
		return err
	}
	return o.showHamletEdit(w, r, http.StatusOK, formOf(h))
}

func formOf(h Hamlet) hamletForm {
	return hamletForm{Name: h.Name, Households: householdField(h.Households), Source: h.Source, Pin: h.pinText(), Hamlet: h}
}

func (o *Org) showHamletEdit(w http.ResponseWriter, r *web.Request, status int, v hamletForm) error {
	v.Back, v.Once, v.Usual = r.In(hamletPath)+"/"+v.Hamlet.ID, web.NewKey(), usualHamlet(r.Unit.Name)
	crumbs := hamletCrumbs(r, v.Hamlet.Name, "Sửa thông tin")
	crumbs[2].Href = v.Back
	view := web.View{Title: "Sửa thông tin", Here: ui.NavDocuments, Errors: v.Errors, Crumbs: crumbs,
		Lead: "Chỉ sửa chỗ ghi sai và số hộ. Đổi tên, gộp, tách từ một ngày thì dùng các nút ở trang trước."}
	v.Home = o.pinField(r, v)
	return r.ShowStatus(w, status, view, hamletFormPage(v))
}

// hamletEdit writes what was typed over the version that the person saw; a newer one is shown beside it.
func (o *Org) hamletEdit(w http.ResponseWriter, r *web.Request) error {
	now, _, err := o.hamletOf(r)
	if err != nil {
		return err
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	v := typedHamlet(f).settled(f, now)
	v.Hamlet = now
	d, err := o.draftOf(v)
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(v.Back)
			before, err := store.Get[Hamlet](ctx, tx, hamletGet, now.ID)
			if err != nil {
				return err
			}
			before.Version, _ = strconv.ParseInt(f.Text("ban"), 10, 64)
			return o.EditHamlet(ctx, tx, r.Unit, before, d)
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors, v.Hamlet.Version = fields, versionIn(f)
		return o.showHamletEdit(w, r, http.StatusUnprocessableEntity, v)
	}
	if errs.Is(err, errs.Conflict) {
		return o.showHamletConflict(w, r, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã sửa thông tin.")
	return r.Go(w, r.In(hamletPath)+"/"+now.ID)
}

func versionIn(f *web.Form) int64 {
	n, _ := strconv.ParseInt(f.Text("ban"), 10, 64)
	return n
}

// hamletFields are the fields of which two people may have two versions.
var hamletFields = []struct {
	name, field string
	of          func(*hamletForm) *string
}{
	{"chon-ten", "Tên", func(v *hamletForm) *string { return &v.Name }},
	{"chon-so-ho", "Số hộ", func(v *hamletForm) *string { return &v.Households }},
	{"chon-can-cu", "Căn cứ", func(v *hamletForm) *string { return &v.Source }},
	{"chon-vi-tri", "Vị trí trên bản đồ", func(v *hamletForm) *string { return &v.Pin }},
}

// settled applies the choices that the person made between the two versions.
func (v hamletForm) settled(f *web.Form, now Hamlet) hamletForm {
	theirs := formOf(now)
	for _, field := range hamletFields {
		if f.Text(field.name) == "theirs" {
			*field.of(&v) = *field.of(&theirs)
		}
	}
	return v
}

// showHamletConflict shows both versions of what differs. The form then rests on the newer one.
func (o *Org) showHamletConflict(w http.ResponseWriter, r *web.Request, v hamletForm) error {
	now, _, err := o.hamletOf(r)
	if err != nil {
		return err
	}
	last, err := store.HistoryOf(r.Context(), r.Reader(), "hamlet", now.ID, 1)
	if err != nil {
		return err
	}
	v.Hamlet, v.Conflict = now, &ui.ConflictProps{Record: "thôn, tổ dân phố này"}
	if len(last) > 0 {
		v.Conflict.Who, v.Conflict.When = last[0].AccountName, web.Stamp(last[0].At)
	}
	theirs := formOf(now)
	for _, field := range hamletFields {
		if mine, other := *field.of(&v), *field.of(&theirs); mine != other {
			v.Conflict.Rows = append(v.Conflict.Rows, ui.ConflictRow{Name: field.name, Field: field.field, Mine: mine, Theirs: other})
		}
	}
	return o.showHamletEdit(w, r, http.StatusConflict, v)
}

// nameHint says what happens to a name without its kind.
func (v hamletForm) nameHint() string {
	return "Ví dụ Thôn Phúc Lai, Tổ dân phố số 3. Chưa ghi loại thì máy thêm “" + v.Usual.Label() + "” vào trước"
}

func hamletOptions(list []Hamlet) []ui.Option {
	out := make([]ui.Option, len(list))
	for i, h := range list {
		out[i] = ui.Option{Value: h.ID, Text: h.Name, Hint: "từ " + h.From.String()}
	}
	return out
}

func actDayLabel(kind HamletActKind) string {
	if kind == HamletEnd {
		return "Không còn từ ngày"
	}
	return "Áp dụng từ ngày"
}

func hamletFormAction(v hamletForm) string {
	if v.Hamlet.ID == "" {
		return v.Back + "/them"
	}
	return v.Back + "/sua"
}

// latestFrom is the last first day of several drafts.
func latestFrom(drafts []HamletDraft) (last day.Day) {
	for _, d := range drafts {
		if d.From.After(last) {
			last = d.From
		}
	}
	return last
}
