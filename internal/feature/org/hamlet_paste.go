package org

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// pasteView is the table before it is read, as it was pasted.
type pasteView struct {
	Text, From, Source string
	Base               string
	Errors             []errs.Field
}

func (o *Org) hamletPasteForm(w http.ResponseWriter, r *web.Request) error {
	return o.showHamletPaste(w, r, pasteView{})
}

func (o *Org) showHamletPaste(w http.ResponseWriter, r *web.Request, v pasteView) error {
	v.Base = r.In(hamletPath)
	view := web.View{Title: "Dán thôn, tổ dân phố từ Excel", Lead: "Chưa ghi gì cho đến khi anh/chị xem lại và bấm ghi.", Here: ui.NavDocuments,
		Errors: v.Errors, Crumbs: hamletCrumbs(r, "Dán từ Excel")}
	return r.Show(w, view, hamletPastePage(v))
}

// hamletPastePreview shows what the table says, with the mistakes of each row in its cells. Nothing is written.
func (o *Org) hamletPastePreview(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	v := pasteView{Text: f.Raw("bang"), From: f.Text("tu-ngay"), Source: f.Text("can-cu")}
	t, err := readHamletTable(v.Text, v.From, v.Source)
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = fields
		return o.showHamletPaste(w, r, v)
	}
	if err != nil {
		return err
	}
	b, err := o.hamletBook(r.Context(), r.Reader())
	if err != nil {
		return err
	}
	return o.showHamletGrid(w, r, t, b.mistakes(r.Unit, t.Rows))
}

// mistakes are those of the rows by themselves and beside the hamlets that there are.
func (b hamletBook) mistakes(u web.Unit, rows []pastedHamlet) []errs.Field {
	var f errs.Form
	drafts := draftsOfTable(&f, rows)
	list, _ := web.Mistakes(f.Err())
	_, err := b.judge("", usualHamlet(u.Name), HamletChange{Kind: HamletAdd, News: drafts})
	more, _ := web.Mistakes(err)
	for _, m := range more {
		if ui.ErrorOf(list, m.Name) == "" {
			list = append(list, m)
		}
	}
	return list
}

// hamletPasteAdd writes all rows of the corrected table in one act, or shows the table again.
func (o *Org) hamletPasteAdd(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	rows := hamletGridIn(f)
	if len(rows) == 0 {
		return o.showHamletPaste(w, r, pasteView{Errors: []errs.Field{{Name: "bang", Message: "Mọi dòng đã bị bỏ; dán lại bảng"}}})
	}
	t := pastedTable{Rows: rows}
	var form errs.Form
	drafts := draftsOfTable(&form, rows)
	var act HamletAct
	if err = form.Err(); err == nil {
		err = r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
			tx.Result(r.In(hamletPath))
			act, _, err = o.ChangeHamlets(ctx, tx, r.Unit, HamletChange{Kind: HamletAdd, News: drafts})
			return err
		})
	}
	if _, ok := web.Mistakes(err); ok {
		b, err := o.hamletBook(r.Context(), r.Reader())
		if err != nil {
			return err
		}
		return o.showHamletGrid(w, r, t, b.mistakes(r.Unit, rows))
	}
	if err != nil {
		return err
	}
	r.SayUndo(w, fmt.Sprintf("Đã thêm %d thôn, tổ dân phố.", len(rows)), undoHref(r.In(hamletPath), act.ID))
	return r.Go(w, listFrom(r, latestFrom(drafts)))
}

// hamletGridIn reads the table back from the form, without the rows that the person left out.
func hamletGridIn(f *web.Form) []pastedHamlet {
	left := f.All("bo")
	var out []pastedHamlet
	for _, n := range f.All("dong") {
		row, err := strconv.Atoi(n)
		if err != nil || slices.Contains(left, n) || len(out) >= mostPasted {
			continue
		}
		p := pastedHamlet{Row: row}
		at := p.field()
		p.Name, p.Households, p.From, p.Source = f.Text(at+"ten"), f.Text(at+"so-ho"), f.Text(at+"tu-ngay"), f.Text(at+"can-cu")
		out = append(out, p)
	}
	return out
}

// hamletGrid is the pasted table as it can be corrected.
type hamletGrid struct {
	pastedTable
	Base, Once string
	Errors     []errs.Field
}

func (o *Org) showHamletGrid(w http.ResponseWriter, r *web.Request, t pastedTable, mistakes []errs.Field) error {
	v := hamletGrid{t, r.In(hamletPath), web.NewKey(), mistakes}
	crumbs := hamletCrumbs(r, "Dán từ Excel", "Xem lại")
	crumbs[2].Href = v.Base + "/dan"
	view := web.View{Title: "Xem lại trước khi ghi", Lead: v.lead(), Here: ui.NavDocuments, Errors: rowSummary(mistakes), Crumbs: crumbs}
	return r.Show(w, view, hamletGridPage(v))
}

func (v hamletGrid) lead() string {
	if len(v.Errors) == 0 {
		return fmt.Sprintf("%d dòng, không có lỗi. Chưa ghi gì.", len(v.Rows))
	}
	wrong := map[string]bool{}
	for _, f := range v.Errors {
		row, _, _ := strings.Cut(strings.TrimPrefix(f.Name, "dong-"), "-")
		wrong[row] = true
	}
	return fmt.Sprintf("%d dòng, %d dòng cần sửa ngay trong bảng; dòng đã có trong danh sách thì đánh dấu Bỏ dòng. Chưa ghi gì.", len(v.Rows), len(wrong))
}

// rowSummary puts the number of the row before each mistake.
func rowSummary(fields []errs.Field) []errs.Field {
	out := slices.Clone(fields)
	for i, f := range out {
		if rest, ok := strings.CutPrefix(f.Name, "dong-"); ok {
			row, _, _ := strings.Cut(rest, "-")
			out[i].Message = "Dòng " + row + ": " + f.Message
		}
	}
	return out
}
