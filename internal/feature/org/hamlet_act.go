package org

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// actView is the form of an act, as it was typed.
type actView struct {
	Kind       HamletActKind
	Hamlet     Hamlet   // of which it is; zero when several are merged
	Choices    []Hamlet // of a merger
	Chosen     []string
	Name       string // one name, of a division one a line
	Households string
	Day, Basis string
	Action     string // address that does it
	Back, Once string
	Errors     []errs.Field
}

// actPages are the words and the address of each act.
var actPages = map[HamletActKind]struct{ title, path, verb, done string }{
	HamletRename: {"Đổi tên", "/doi-ten", "Ghi tên mới", "Đã ghi tên mới."},
	HamletMerge:  {"Gộp thôn, tổ dân phố", "/gop", "Gộp thành một", "Đã gộp."},
	HamletSplit:  {"Tách thành nhiều nơi", "/tach", "Tách", "Đã tách."},
	HamletEnd:    {"Ghi kết thúc", "/ket-thuc", "Ghi kết thúc", "Đã ghi kết thúc."},
}

func (o *Org) hamletActForm(kind HamletActKind) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		return o.showAct(w, r, actView{Kind: kind, Chosen: r.URL.Query()["chon"]})
	}
}

func (o *Org) showAct(w http.ResponseWriter, r *web.Request, v actView) error {
	page := actPages[v.Kind]
	v.Back, v.Once = r.In(hamletPath), web.NewKey()
	crumbs := hamletCrumbs(r, page.title)
	if v.Kind == HamletMerge {
		b, err := o.hamletBook(r.Context(), r.Reader())
		if err != nil {
			return err
		}
		v.Choices = slices.DeleteFunc(slices.Clone(b.all), func(h Hamlet) bool { return !h.To.IsZero() })
	} else {
		h, _, err := o.hamletOf(r)
		if err != nil {
			return err
		}
		v.Hamlet, v.Back = h, v.Back+"/"+h.ID
		crumbs = slices.Insert(crumbs, 2, ui.Crumb{Text: h.Name, Href: v.Back})
	}
	v.Action = v.Back + page.path
	view := web.View{Title: v.title(), Lead: v.lead(), Here: ui.NavDocuments, Errors: v.Errors, Crumbs: crumbs}
	return r.Show(w, view, actPage(v))
}

func (v actView) title() string {
	if v.Hamlet.ID == "" {
		return actPages[v.Kind].title
	}
	return actPages[v.Kind].title + ": " + v.Hamlet.Name
}

func (v actView) lead() string {
	switch v.Kind {
	case HamletRename:
		return "Tên cũ vẫn giữ cho hồ sơ trước ngày đổi; từ ngày đổi dùng tên mới."
	case HamletMerge:
		return "Các nơi được chọn kết thúc vào hôm trước; nơi mới có từ ngày ghi dưới đây."
	case HamletSplit:
		return "Nơi này kết thúc vào hôm trước; các nơi mới có từ ngày ghi dưới đây."
	}
	return "Chỉ dùng khi không có nơi nào tiếp nhận, ví dụ di dời hết dân. Nếu nhập vào nơi khác thì dùng Gộp."
}

// change reads the form. What is wrong by itself is noted; what is wrong beside other hamlets is found when it is written.
func (v actView) change(f *errs.Form) HamletChange {
	c := HamletChange{Kind: v.Kind, Basis: v.Basis, Day: readDay(f, "ngay", v.Day), Olds: v.Chosen}
	switch v.Kind {
	case HamletRename, HamletMerge:
		c.News = []HamletDraft{{Name: v.Name, Households: readHouseholds(f, "so-ho", v.Households)}}
		if strings.Contains(v.Name, "\n") {
			f.Add("ten", "Ghi một tên trên một dòng")
		}
	case HamletSplit:
		for _, name := range lines(v.Name) {
			c.News = append(c.News, HamletDraft{Name: name})
		}
	}
	checkAct(f, c)
	return c
}

func (o *Org) hamletAct(kind HamletActKind) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		form, err := r.Form()
		if err != nil {
			return err
		}
		v := actView{Kind: kind, Name: form.Text("ten"), Households: form.Text("so-ho"), Day: form.Text("ngay"), Basis: form.Text("can-cu"), Chosen: form.All("gop")}
		lead := r.In(hamletPath)
		if kind != HamletMerge {
			h, _, err := o.hamletOf(r)
			if err != nil {
				return err
			}
			v.Chosen, lead = []string{h.ID}, lead+"/"+h.ID
		}
		var f errs.Form
		c := v.change(&f)
		var act HamletAct
		if err = f.Err(); err == nil {
			err = r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
				tx.Result(lead)
				act, _, err = o.ChangeHamlets(ctx, tx, r.Unit, c)
				return err
			})
		}
		if fields, ok := web.Mistakes(err); ok {
			v.Errors = fields
			return o.showAct(w, r, v)
		}
		if err != nil {
			return err
		}
		r.SayUndo(w, actPages[kind].done, undoHref(r.In(hamletPath), act.ID))
		return r.Go(w, lead)
	}
}

// readHouseholds reads a number as people type it, with points or blanks between the thousands; an empty field is 0.
func readHouseholds(f *errs.Form, field, typed string) int {
	plain := strings.NewReplacer(".", "", " ", "", "hộ", "").Replace(typed)
	if plain == "" {
		return 0
	}
	n, err := strconv.Atoi(plain)
	if err != nil || n < 0 || n > 100_000 {
		f.Add(field, "Ghi số hộ bằng chữ số, ví dụ 120; chưa rõ thì để trống")
		return 0
	}
	return n
}

func householdField(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// hamletUndo takes an act back.
func (o *Org) hamletUndo(w http.ResponseWriter, r *web.Request) error {
	id, err := r.ID("act")
	if err != nil {
		return err
	}
	if _, err := r.Form(); err != nil {
		return err
	}
	var act HamletAct
	err = r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		tx.Result(r.In(hamletPath))
		act, err = o.UndoHamlets(ctx, tx, r.Unit, id)
		return err
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã hoàn tác; danh sách như trước khi ghi.")
	return r.Go(w, hamletsView{Base: r.In(hamletPath)}.onDay(act.Day))
}

// undoHref is the address that takes an act back.
func undoHref(base, actID string) string { return base + "/viec/" + actID + "/hoan-tac" }
