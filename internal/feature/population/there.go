package population

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// thereView is the children who are only in the population base.
type thereView struct {
	r     *web.Request
	Check check
	Rows  []row
	Held  map[string]holder // by number: who was added meanwhile
	All   int64
	Page  int
	Once  string
	code  func(int64) string
}

func (x *Population) onlyTherePage(w http.ResponseWriter, r *web.Request) error {
	k, err := decidedOf(r, r.Reader())
	if err != nil {
		return err
	}
	n, err := numbers(r.Context(), r.Reader(), k)
	if err != nil {
		return err
	}
	v := thereView{r: r, Check: k, All: n.there(), Once: web.NewKey(), code: x.Children.CodeOf}
	v.Page, _ = pageOf(r, v.All)
	if v.Rows, err = store.List[row](r.Context(), r.Reader(), rowsMissing, k.ID, pageSize, (v.Page-1)*pageSize); err != nil {
		return err
	}
	if v.Held, err = heldBy(r.Context(), r.Reader(), k.UnitID, numbersIn(v.Rows)); err != nil {
		return err
	}
	view := web.View{Title: "Trẻ chưa có trong sổ", Here: ui.NavChildren, Lead: vi.Int(v.All) + " trẻ có trong danh sách của công an mà sổ chưa có. Đến hộ hỏi lại trước khi thêm: trẻ có thể đã chuyển đi hoặc ghi trong sổ bằng tên khác.",
		Crumbs: crumbs(r, ui.Crumb{Text: "Văn bản " + k.Paper, Href: k.here(r, "")}, ui.Crumb{Text: "Chưa có trong sổ"})}
	return r.Show(w, view, thereList(v))
}

func numbersIn(rows []row) (out []string) {
	for _, w := range rows {
		if w.Number != "" {
			out = append(out, w.Number)
		}
	}
	return out
}

// held is the child to whom the number of a row belongs by now; ok is false without one.
func (v thereView) held(w row) (h holder, ok bool) {
	if w.Number == "" {
		return h, false
	}
	h, ok = v.Held[w.Number]
	return h, ok
}

// decidedOf is the check of the address while its rows are there and settled.
func decidedOf(r *web.Request, from store.Source) (check, error) {
	k, err := checkOf(r, from)
	if err == nil && !k.decides() {
		err = errs.New(errs.Conflict, "Danh sách này chưa so xong, đã hoàn tác, hoặc các dòng của công an đã xóa sau 30 ngày. Mở trang biên nhận để xem số liệu.")
	}
	return k, err
}

// answers are what the register is given of a row, by column.
func (c comparing) answers(w row, k check) map[string]string {
	hamlet, rest := homeIn(w.Home, "", c.hamlets)
	if hamlet == "" {
		hamlet = w.Hamlet
	}
	out := map[string]string{"name": w.Name, "birth": w.Birth, "sex": w.Sex, "person_number": w.Number, "ethnic": w.Ethnic, "mother": w.Mother, "father": w.Father, "address": rest, "hamlet": c.hamlet(hamlet), "residence": "Thường trú và đang ở"}
	if w.Number != "" {
		out["number_state"], out["number_source"] = numberWords[numberMatched], vi.Cut("Công an đối chiếu, "+k.paperWords(), 100)
	}
	if w.Sex == "" {
		out["sex"] = "Chưa rõ"
	}
	return out
}

// forms are what compares rows outside of a change.
func (x *Population) forms(r *web.Request) (c comparing, err error) {
	c.g = x.children(r.Actor)
	c.hamlets, err = x.Lists[register.RefHamlet](r.Context(), r.Reader(), r.Today())
	return c, err
}

// addOne shows the form of a new record with what the base says in it. Nothing is written before the form is sent, and no name
// stands in an address.
func (x *Population) addOne(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	k, err := decidedOf(r, r.Reader())
	if err != nil {
		return err
	}
	n, _ := strconv.ParseInt(f.Text("dong"), 10, 64) // anything else is no row that exists
	one, err := store.Get[row](r.Context(), r.Reader(), rowGet, k.ID, n)
	if err != nil {
		return err
	}
	c, err := x.forms(r)
	if err != nil {
		return err
	}
	if one.live() {
		return errs.New(errs.Conflict, "Trẻ này đã thấy trong sổ; không thêm.")
	}
	typed, answers := map[string]string{}, c.answers(one, k)
	for _, x := range c.g.Fields {
		if text := answers[x.Column]; text != "" {
			typed[x.Name] = text
		}
	}
	typed["ngay-sinh"] = date(one.Birth)
	return c.g.Prefilled(w, r, typed)
}

// addAll hands the rows to the import of the register, which looks for doubles, shows every row before it is written and can be
// taken back. Rows whose number has a child by now are left out.
func (x *Population) addAll(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	k, err := decidedOf(r, r.Reader())
	if err != nil {
		return err
	}
	rows, err := x.newRows(r, k)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return errs.New(errs.Conflict, "Không còn trẻ nào chưa có trong sổ.")
	}
	c, err := x.forms(r)
	if err != nil {
		return err
	}
	b := register.Brought{Name: "Trẻ chưa có trong sổ, " + k.paperWords(), Hash: ident.Digest(k.ID), Sender: "Công an, đối chiếu dân cư", Cells: c.table(rows, k)}
	var m register.Import
	var keepRows func() error
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		m, keepRows, err = c.g.Receive(ctx, tx, r.Unit.ID, b, writing1(r))
		tx.Result(r.In("nhap-" + c.g.Path + "/" + m.ID))
		return err
	})
	if err == nil {
		err = keepRows()
	}
	if err != nil {
		return err
	}
	return r.Go(w, r.In("nhap-"+c.g.Path+"/"+m.ID))
}

// newRows are the rows without a child, also by their number as the register stands now.
func (x *Population) newRows(r *web.Request, k check) ([]row, error) {
	rows, err := store.List[row](r.Context(), r.Reader(), rowsMissing, k.ID, register.MaxRows, 0)
	if err != nil {
		return nil, err
	}
	held := map[string]bool{}
	for piece := range slices.Chunk(rows, atOnce) {
		some, err := heldBy(r.Context(), r.Reader(), k.UnitID, numbersIn(piece))
		if err != nil {
			return nil, err
		}
		for n := range some {
			held[n] = true
		}
	}
	return slices.DeleteFunc(rows, func(w row) bool { return w.Number != "" && held[w.Number] }), nil
}

// table is rows as a table that the import of the register reads.
func (c comparing) table(rows []row, k check) [][]string {
	columns := []string{"name", "birth", "sex", "ethnic", "person_number", "number_state", "number_source", "mother", "father", "hamlet", "address", "residence"}
	var shown []string
	out := [][]string{nil}
	for _, column := range columns {
		for _, f := range c.g.Fields {
			if f.Column == column {
				shown, out[0] = append(shown, column), append(out[0], f.Label)
			}
		}
	}
	for _, w := range rows {
		answers := c.answers(w, k)
		var line []string
		for _, column := range shown {
			text := answers[column]
			if column == "sex" && sexWords(text) != "" {
				text = sexWords(text)
			}
			line = append(line, text)
		}
		out = append(out, line)
	}
	return out
}
