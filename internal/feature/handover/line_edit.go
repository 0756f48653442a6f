package handover

import (
	"context"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// unknownHeir is the answer that nobody is known on purpose; newHeir asks for a body that is not in the list.
const (
	unknownHeir = "chua-ro"
	stayingHeir = "giu-nguyen"
	newHeir     = "moi"
)

// lineView is the form of one line, as it was typed.
type lineView struct {
	Line
	Heir, Basis, Name, Kind, InUnit string
	Alike                           bool // the same in every receiving unit
	Part                            bool
	All                             bool // every line of the body that is still open
	OpenLines                       int  // how many those are beside this one
	Heirs, Units                    []ui.Option
	Many                            bool
	Action, Once                    string
	Errors                          []errs.Field
}

func (h *Handover) lineForm(w http.ResponseWriter, r *web.Request) error {
	o, l, err := h.openLine(r)
	if err != nil {
		return err
	}
	v := lineView{Line: l, Heir: l.HeirID, Basis: l.Basis, Part: l.Share == APart, InUnit: l.HeirUnit}
	switch l.State {
	case Unknown:
		v.Heir = unknownHeir
	case Stays:
		v.Heir = stayingHeir
	}
	return h.showLine(w, r, o, v)
}

// openLine finds the line of a request in its draft.
func (h *Handover) openLine(r *web.Request) (opened, Line, error) {
	o, err := h.openDraft(r)
	if err != nil {
		return o, Line{}, err
	}
	id, err := r.ID("line")
	if err != nil {
		return o, Line{}, err
	}
	i := slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == id })
	if i < 0 {
		return o, Line{}, errs.New(errs.NotFound, "Không tìm thấy dòng này; bảng có thể vừa được đề xuất lại.")
	}
	return o, o.Lines[i], nil
}

func (h *Handover) showLine(w http.ResponseWriter, r *web.Request, o opened, v lineView) error {
	v.Heirs = []ui.Option{{Text: "Chọn nơi nhận"}, {Value: unknownHeir, Text: "Chưa rõ: không ai giữ, ghi vào danh sách chức năng chưa có nơi giữ"}}
	if !v.Ends {
		v.Heirs = append(v.Heirs, ui.Option{Value: stayingHeir, Text: "Giữ nguyên ở " + v.BodyName})
	}
	for _, heir := range o.Heirs {
		if heir.BodyID != v.BodyID {
			v.Heirs = append(v.Heirs, ui.Option{Value: heir.ID, Text: o.nameOf(heir)})
		}
	}
	v.Heirs = append(v.Heirs, ui.Option{Value: newHeir, Text: "Cơ quan mới, ghi tên dưới đây"})
	for _, t := range o.Targets {
		v.Units = append(v.Units, ui.Option{Value: t.ID, Text: t.Name})
	}
	for _, l := range o.Lines {
		if l.BodyID == v.BodyID && l.State == Open && l.ID != v.ID {
			v.OpenLines++
		}
	}
	v.Many, v.Action, v.Once = len(o.Targets) > 1, o.base(r)+"/dong/"+v.ID, web.NewKey()
	view := web.View{Title: "Sửa nơi nhận", Lead: v.BodyName + ": " + v.What() + ".", Here: ui.NavDocuments, Errors: v.Errors, Crumbs: o.crumbs(r, "Sửa nơi nhận")}
	return r.Show(w, view, linePage(v))
}

func (h *Handover) lineSave(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	o, l, err := h.openLine(r)
	if err != nil {
		return err
	}
	v := lineView{Line: l, Heir: f.Text("nhan"), Basis: f.Text("can-cu"), Alike: f.Has("nhu-nhau"), Part: f.Has("mot-phan"), All: f.Has("ca-co-quan"), Name: f.Text("ten"), Kind: f.Text("loai"), InUnit: f.Text("o-don-vi")}
	err = v.check(o)
	if err == nil {
		err = o.write(r, func(ctx context.Context, tx *store.Tx) error {
			tx.Result(o.base(r) + "#dong-" + l.ID)
			return v.save(ctx, tx, o.whole)
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return h.showLine(w, r, o, v)
	}
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi nơi nhận của "+l.BodyName+".")
	return r.Go(w, o.base(r)+"#dong-"+l.ID)
}

// check refuses what cannot be: an heir that is not there, is the body itself, or itself passes this function on.
func (v lineView) check(o opened) error {
	var f errs.Form
	heir, known := o.heir(v.Heir)
	switch {
	case v.Heir == unknownHeir || v.Heir == stayingHeir && !v.Ends:
	case v.Heir == newHeir:
		v.checkNew(&f, o)
	case !known:
		f.Add("nhan", "Chọn nơi nhận, hoặc “Chưa rõ”")
	case heir.BodyID != "" && heir.BodyID == v.BodyID:
		f.Add("nhan", "%s không thể nhận từ chính mình; chọn cơ quan khác", heir.Name)
	case heir.BodyID != "" && slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Ends && l.BodyID == heir.BodyID }):
		f.Add("nhan", "%s cũng kết thúc trong lần bàn giao này; chọn cơ quan còn hoạt động từ %s", heir.Name, o.Day)
	case heir.BodyID != "" && v.FunctionID != "" && passesOn(o.Lines, heir.BodyID, v.FunctionID):
		f.Add("nhan", "%s lại chuyển chức năng này đi trong cùng lần bàn giao; chọn nơi nhận cuối cùng", heir.Name)
	}
	if v.Basis == "" {
		f.Add("can-cu", "Ghi căn cứ của việc chọn nơi nhận")
	} else if len([]rune(v.Basis)) > longestBasis {
		f.Add("can-cu", "Căn cứ dài nhất %d ký tự", longestBasis)
	}
	return f.Err()
}

// passesOn reports whether a body that goes on gives the function away in the same act.
func passesOn(lines []Line, bodyID, function string) bool {
	return slices.ContainsFunc(lines, func(l Line) bool {
		return l.BodyID == bodyID && l.FunctionID == function && l.HeirID != ""
	})
}

func (v lineView) checkNew(f *errs.Form, o opened) {
	if n := len([]rune(v.Name)); n == 0 || n > 200 {
		f.Add("ten", "Ghi tên cơ quan mới, dài nhất 200 ký tự")
	}
	if !slices.Contains(body.Kinds(), body.Kind(v.Kind)) {
		f.Add("loai", "Chọn loại cơ quan")
	}
	if _, ok := o.target(v.InUnit); !ok && len(o.Targets) > 0 {
		f.Add("o-don-vi", "Chọn đơn vị có cơ quan mới")
	}
	for _, h := range o.Heirs {
		if h.Name == v.Name && h.HeirUnit == v.InUnit {
			f.Add("ten", "“%s” đã có trong danh sách nơi nhận; chọn ở danh sách", v.Name)
		}
	}
}

// save writes the decision into the line, or into all lines of the same body and function.
func (v lineView) save(ctx context.Context, tx *store.Tx, w whole) error {
	if v.Heir == newHeir {
		h := Heir{ID: ident.New(), HeirUnit: v.InUnit, Kind: body.Kind(v.Kind), Name: v.Name, Requested: body.Kind(v.Kind).Requested(), Confidence: "stated", Source: v.Basis}
		_, err := tx.Exec(ctx, heirAdd, h.ID, w.UnitID, w.ID, h.HeirUnit, "", string(h.Kind), h.Name, "", h.Requested, string(h.Confidence), h.Source)
		if err != nil {
			return err
		}
		w.Heirs = append(w.Heirs, h)
		v.Heir = h.ID
	}
	names := func(id string) string { return w.heirName(Line{HeirID: id}) }
	for _, l := range w.Lines {
		alike := v.Alike && l.FunctionID == v.FunctionID || v.All && l.State == Open && (v.Alike || l.HeirUnit == v.HeirUnit)
		if l.ID != v.ID && !(alike && l.BodyID == v.BodyID) {
			continue
		}
		after, ok := v.decided(w, l)
		if !ok {
			continue
		}
		if err := after.decide(ctx, tx, l, names); err != nil {
			return err
		}
	}
	return nil
}

// decided is a line as the form decides it; another unit gets its body of the same kind and name.
func (v lineView) decided(w whole, l Line) (Line, bool) {
	l.Basis, l.Confidence, l.Share = v.Basis, "stated", Everything
	if v.Part {
		l.Share = APart
	}
	switch v.Heir {
	case unknownHeir:
		l.HeirID, l.State = "", Unknown
		return l, true
	case stayingHeir:
		l.HeirID, l.State = "", Stays
		return l, true
	}
	l.State, l.HeirID = Decided, v.Heir
	if l.ID == v.ID {
		return l, true
	}
	chosen, _ := w.heir(v.Heir)
	if l.HeirUnit == chosen.HeirUnit {
		return l, true
	}
	i := slices.IndexFunc(w.Heirs, func(h Heir) bool {
		return h.HeirUnit == l.HeirUnit && h.Kind == chosen.Kind && sameBut(h, chosen, w)
	})
	if i < 0 {
		return l, false
	}
	l.HeirID = w.Heirs[i].ID
	return l, true
}

// sameBut reports whether two bodies of different units have the same name but for the names of the units.
func sameBut(a, b Heir, w whole) bool {
	at, _ := w.target(a.HeirUnit)
	bt, _ := w.target(b.HeirUnit)
	return body.MatchKey(a.Name, at.Name) == body.MatchKey(b.Name, bt.Name)
}
