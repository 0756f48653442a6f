package handover

import (
	"context"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// The values of the field that says how far an act reaches.
const (
	someBodies = "co-quan"
	wholeUnit  = "don-vi"
)

// newView is the form of a new act, as it was typed.
type newView struct {
	Kind, Scope, Day, Basis, Document, Signer, Title, NewName, Codes string
	Bodies                                                           []string
	Choices, Documents                                               []ui.Option
	Base, Once                                                       string
	Errors                                                           []errs.Field
}

func (h *Handover) newForm(w http.ResponseWriter, r *web.Request) error {
	return h.showNew(w, r, newView{Kind: string(Merge), Scope: someBodies})
}

func (h *Handover) showNew(w http.ResponseWriter, r *web.Request, v newView) error {
	bodies, err := h.Register.Bodies(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return err
	}
	for _, b := range bodies {
		v.Choices = append(v.Choices, ui.Option{Value: b.ID, Text: b.Name})
	}
	v.Documents = []ui.Option{{Text: "Không chọn"}}
	if h.Documents != nil {
		list, err := h.Documents.Choices(r.Context(), r.Reader(), r.Unit.ID)
		if err != nil {
			return err
		}
		v.Documents = append(v.Documents, list...)
	}
	v.Base, v.Once = r.In("ban-giao"), web.NewKey()
	view := web.View{Title: "Lập bàn giao", Here: ui.NavDocuments, Errors: v.Errors, Crumbs: []ui.Crumb{{Text: "Bàn giao", Href: v.Base}, {Text: "Lập bàn giao"}},
		Lead: "Máy đề xuất nơi nhận theo chức năng; anh/chị sửa từng dòng, lãnh đạo đọc lại rồi ký. Chưa ký thì chưa có gì thay đổi."}
	return r.Show(w, view, newPage(v))
}

// make reads the form, proposes the lines and keeps the draft.
func (h *Handover) make(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v := newView{Kind: f.Text("loai"), Scope: f.Text("pham-vi"), Day: f.Text("ngay"), Basis: f.Text("can-cu"), Document: f.Text("van-ban"), Signer: f.Text("nguoi-ky"),
		Title: f.Text("chuc-danh"), NewName: f.Text("ten-moi"), Codes: f.Text("noi-nhan"), Bodies: f.All("co-quan")}
	wh, err := h.compose(r, v)
	if err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			tx.Result(r.In("ban-giao/" + wh.ID))
			return wh.save(ctx, tx)
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return h.showNew(w, r, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã lập bản nháp. Đối chiếu từng dòng trước khi ký.")
	return r.Go(w, r.In("ban-giao/"+wh.ID))
}

// compose makes the act of a form with its proposed lines.
func (h *Handover) compose(r *web.Request, v newView) (whole, error) {
	a := Act{ID: ident.New(), UnitID: r.Unit.ID, Kind: Kind(v.Kind), Whole: v.Scope == wholeUnit, Basis: v.Basis, DocumentID: v.Document, State: Draft,
		SignerName: v.Signer, SignerTitle: v.Title}
	var f errs.Form
	d, err := day.Parse(v.Day)
	if words, ok := web.Words(err); ok {
		f.Add("ngay", "%s", words)
	}
	a.Day = d
	codes := readCodes(&f, v.Codes, d)
	if a.Day.IsZero() {
		a.check(&f, make([]Body, len(v.Bodies)))
		return whole{}, f.Err()
	}
	s, err := h.survey(r.Context(), r.Reader(), r.Unit, a, v.Bodies, codes)
	if err != nil {
		return whole{}, err
	}
	a.check(&f, s.bodies)
	h.checkOthers(r, &f, a, s)
	if f.Err() != nil {
		return whole{}, f.Err()
	}
	wh, err := compose(s)
	if err == nil && a.Kind == Rename && !a.Whole {
		err = wh.rename(&f, s.bodies[0], v.NewName)
	}
	return wh, err
}

// checkOthers adds what only the register knows: a body chosen that is not there on the eve, a unit that has an act already.
func (h *Handover) checkOthers(r *web.Request, f *errs.Form, a Act, s situation) {
	if a.Whole && !r.Unit.To.IsZero() {
		f.Add("pham-vi", "%s đã kết thúc ngày %s", r.Unit.Name, r.Unit.To)
	}
	if a.Whole && !r.Unit.From.IsZero() && !r.Unit.From.Before(a.Day) {
		f.Add("ngay", "%s bắt đầu ngày %s; ngày bàn giao phải sau ngày đó", r.Unit.Name, r.Unit.From)
	}
}

// readCodes reads the codes of receiving units, one a line or with commas between.
func readCodes(f *errs.Form, typed string, at day.Day) []string {
	codes := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" ,;\n\t", r) })
	if len(codes) == 0 || at.IsZero() {
		return nil
	}
	c, err := place.Load()
	if err != nil {
		return nil
	}
	for _, code := range codes {
		if p, ok := c.Find(code, at); !ok || p.Level() != place.CommuneLevel {
			f.Add("noi-nhan", "Ngày %s không có xã, phường mang mã “%s”; mã gồm 5 số, ví dụ 12103", at, code)
		}
	}
	return codes
}

// rename makes the one line of an act that gives a body a new name.
func (w *whole) rename(f *errs.Form, b Body, name string) error {
	if name == "" || name == b.Name {
		f.Add("ten-moi", "Ghi tên mới, khác tên %s", b.Name)
		return f.Err()
	}
	w.Lines = []Line{{ID: ident.New(), BodyID: b.ID, BodyName: b.Name, Function: name, Share: Everything, State: Stays, Confidence: "stated", Basis: w.Basis}}
	w.Heirs = nil
	return nil
}

// Prepare keeps a draft of an act that ends or changes bodies of a unit, with its proposed lines, inside the caller's change.
func (h *Handover) Prepare(ctx context.Context, tx *store.Tx, u web.Unit, a Act, bodies []string) (id string, err error) {
	a.ID, a.UnitID, a.State = ident.New(), u.ID, Draft
	s, err := h.survey(ctx, tx, u, a, bodies, nil)
	if err != nil {
		return "", err
	}
	var f errs.Form
	if a.check(&f, s.bodies); f.Err() != nil {
		return "", f.Err()
	}
	wh, err := compose(s)
	if err != nil {
		return "", err
	}
	return a.ID, wh.save(ctx, tx)
}
