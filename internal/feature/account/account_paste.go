package account

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// pasteForm asks for the table.
func (p *pages) pasteForm(w http.ResponseWriter, r *web.Request) error {
	return p.showPaste(w, r, "", nil)
}

func (p *pages) showPaste(w http.ResponseWriter, r *web.Request, text string, mistakes []errs.Field) error {
	v := web.View{
		Title: "Dán tài khoản từ Excel", Errors: mistakes, Lead: "Chưa ghi gì cho đến khi anh/chị xem lại và bấm cấp.",
		Crumbs: []ui.Crumb{{Text: "Tài khoản của đơn vị", Href: r.In("tai-khoan")}, {Text: "Dán từ Excel"}},
	}
	return r.Show(w, v, pastePage(text, r.In("tai-khoan"), mistakes))
}

// pastePreview shows what the table says, with the mistakes of each row in its cells. Nothing is written.
func (p *pages) pastePreview(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	rows, err := readPaste(f.Raw("bang"))
	if fields, ok := web.Mistakes(err); ok {
		return p.showPaste(w, r, f.Raw("bang"), fields)
	}
	if err != nil {
		return err
	}
	_, err = p.prepare(r.Context(), r.Reader(), p.bodies, draftsOf(rows), rowPrefix(rows), r.Today())
	return p.showGrid(w, r, rows, err)
}

// pasteAdd makes all accounts of the corrected table in one change, or shows the table again.
func (p *pages) pasteAdd(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	rows := gridIn(f)
	if len(rows) == 0 {
		return p.showPaste(w, r, "", []errs.Field{{Name: "bang", Message: "Mọi dòng đã bị bỏ; dán lại bảng"}})
	}
	issued, err := p.addAll(r, draftsOf(rows), rowPrefix(rows))
	if errs.Is(err, errs.Invalid) {
		return p.showGrid(w, r, rows, err)
	}
	if err != nil {
		return err
	}
	return p.showSlips(w, r, issued)
}

// gridView is the pasted table as it can be corrected.
type gridView struct {
	Rows   []pastedRow
	Drafts []Draft // the same, completed
	Bodies []ui.Option
	Same   map[string]string // folded name to the username of a person of the unit with the same name
	Base   string
	Once   string
	Errors []errs.Field
	Ready  bool // nothing is wrong
}

func (p *pages) showGrid(w http.ResponseWriter, r *web.Request, rows []pastedRow, problem error) error {
	fields, ok := web.Mistakes(problem)
	if problem != nil && !ok {
		return problem
	}
	v := gridView{Rows: rows, Drafts: draftsOf(rows), Base: r.In("tai-khoan"), Once: web.NewKey(), Errors: fields, Ready: problem == nil}
	if _, err := p.proposeUsernames(r.Context(), r.Reader(), v.Drafts); err != nil {
		return err
	}
	var err error
	if v.Bodies, err = p.bodyNames(r); err != nil {
		return err
	}
	if v.Same, err = p.sameNames(r); err != nil {
		return err
	}
	view := web.View{
		Title: "Xem lại trước khi cấp", Lead: v.lead(), Errors: summary(fields),
		Crumbs: []ui.Crumb{{Text: "Tài khoản của đơn vị", Href: r.In("tai-khoan")}, {Text: "Dán từ Excel", Href: r.In("tai-khoan/dan")}, {Text: "Xem lại"}},
	}
	return r.Show(w, view, gridPage(v))
}

func (v gridView) lead() string {
	if v.Ready {
		return fmt.Sprintf("%d người, không có lỗi. Chưa ghi gì.", len(v.Rows))
	}
	wrong := map[string]bool{}
	for _, f := range v.Errors {
		row, _, _ := strings.Cut(strings.TrimPrefix(f.Name, "dong-"), "-")
		wrong[row] = true
	}
	return fmt.Sprintf("%d người, %d dòng cần sửa ngay trong bảng. Chưa ghi gì.", len(v.Rows), len(wrong))
}

// sameNames finds people who may be there already, so that a table pasted twice is noticed.
func (p *pages) sameNames(r *web.Request) (map[string]string, error) {
	all, err := store.List[ordered](r.Context(), r.Reader(), accountsOfUnit, r.Unit.ID)
	out := make(map[string]string, len(all))
	for _, a := range all {
		out[vi.Fold(a.Name)] = a.Username
	}
	return out, err
}

// rowPrefix names the cells of a row: "dong-7-ho-ten".
func rowPrefix(rows []pastedRow) func(int) string {
	return func(i int) string { return "dong-" + strconv.Itoa(rows[i].Row) + "-" }
}

// summary puts the number of the row before each mistake.
func summary(fields []errs.Field) []errs.Field {
	out := slices.Clone(fields)
	for i, f := range out {
		if rest, ok := strings.CutPrefix(f.Name, "dong-"); ok {
			row, _, _ := strings.Cut(rest, "-")
			out[i].Message = "Dòng " + row + ": " + f.Message
		}
	}
	return out
}

// gridIn reads the table back from the form, without the rows that the person left out.
func gridIn(f *web.Form) []pastedRow {
	left := f.All("bo")
	var out []pastedRow
	for _, n := range f.All("dong") {
		row, err := strconv.Atoi(n)
		if err != nil || slices.Contains(left, n) || len(out) >= maxPasted {
			continue
		}
		p := "dong-" + n + "-"
		out = append(out, pastedRow{
			Row: row, Name: f.Text(p + "ho-ten"), Username: f.Text(p + "ten-dang-nhap"), Title: f.Text(p + "chuc-danh"),
			Body: f.Text(p + "co-quan"), Role: f.Text(p + "vai-tro"),
		})
	}
	return out
}
