package register

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// previewView is an import with one tab of its rows.
type previewView struct {
	of      *Register
	Import  Import
	Heads   []string
	Columns []string
	Read    []reading
	Sums    rowSum
	Waiting int64 // rows that are not judged yet
	Tab     string
	Rows    []importRow
	Next    int64 // row after which the next page begins, 0 at the end
	Once    string
	Env     *Env
	There   map[string]Record // what the rows of the tab would change
	Same    *Import           // the same file, written before
	Now     time.Time
	Twins   map[string]string // what the records are called that rows may repeat
	Made    []string          // records of other registers that the import made
}

// previewSize is how many rows of a preview stand on a page.
const previewSize = 50

// rowSum counts the rows of an import.
type rowSum map[string]int64

type rowSumRow struct {
	Verdict string `db:"verdict"`
	Choice  string `db:"choice"`
	Done    string `db:"done"`
	N       int64  `db:"n"`
}

func sums(ctx context.Context, from store.Source, id string) (rowSum, error) {
	rows, err := store.List[rowSumRow](ctx, from, rowSums, id)
	s := rowSum{}
	for _, x := range rows {
		s[x.Verdict] += x.N
		s["all"] += x.N
		s["done:"+x.Done] += x.N
		if x.Done == doneLeft && x.Choice != choiceSkip {
			s["wait"] += x.N
		}
		if x.Verdict == verdictNew || x.Verdict == verdictUpdate || x.Verdict == verdictTwin && (x.Choice == choiceAdd || strings.HasPrefix(x.Choice, choiceOver)) {
			s["ready"] += x.N
		}
		if x.Verdict == verdictTwin && x.Choice == "" {
			s["open"] += x.N
		}
	}
	return s, err
}

// tabs are the verdicts in their order.
var tabs = []struct{ verdict, text string }{{verdictNew, "Thêm mới"}, {verdictUpdate, "Cập nhật"}, {verdictTwin, "Có thể trùng"}, {verdictError, "Lỗi"}, {verdictSame, "Giống hệt sổ"}}

func (g *Register) importOf(r *web.Request, from store.Source) (Import, error) {
	id, err := r.ID("batch")
	if err != nil {
		return Import{}, err
	}
	m, err := store.Get[Import](r.Context(), from, importGet, id, g.Name)
	if err == nil && g.bringsHidden(m) {
		return m, errs.New(errs.Forbidden, "Bảng này có mục mà anh/chị chưa được giao quyền xem. Hỏi người đã đưa bảng vào.")
	}
	return m, err
}

func (g *Register) importShow(w http.ResponseWriter, r *web.Request) error {
	m, err := g.importOf(r, r.Reader())
	if err != nil {
		return err
	}
	return g.showPreview(w, r, m)
}

func (g *Register) showPreview(w http.ResponseWriter, r *web.Request, m Import) (err error) {
	v := previewView{of: g, Import: m, Heads: listOf(m.Heads), Columns: listOf(m.Columns), Read: readingsOf(m.Readings), Once: web.NewKey(), Env: g.envOf(r), Now: r.Now.Time}
	ctx, from := r.Context(), r.Reader()
	if v.Sums, err = sums(ctx, from, m.ID); err != nil {
		return err
	}
	if m.State == importJudging {
		if v.Waiting, err = store.Get[int64](ctx, from, rowsLeft, m.ID, m.Round); err != nil {
			return err
		}
	}
	v.Tab = r.URL.Query().Get("nhom")
	if v.Sums[v.Tab] == 0 {
		for _, t := range []string{verdictError, verdictTwin, verdictUpdate, verdictNew, verdictSame} {
			if v.Sums[t] > 0 {
				v.Tab = t
				break
			}
		}
	}
	after, _ := strconv.ParseInt(r.URL.Query().Get("sau"), 10, 64) // anything else is the beginning
	if m.State == importWritten {
		v.Tab = ""
		v.Rows, err = store.List[importRow](ctx, from, restRows, m.ID, after, previewSize+1)
	} else {
		v.Rows, err = store.List[importRow](ctx, from, rowsOf, m.ID, v.Tab, after, previewSize+1)
	}
	if err == nil {
		v.Twins, err = g.twinsOf(ctx, from, v.Rows)
	}
	if err != nil {
		return err
	}
	if len(v.Rows) > previewSize {
		v.Rows = v.Rows[:previewSize]
		v.Next = v.Rows[previewSize-1].N
	}
	if v.There, err = v.there(ctx, from); err != nil {
		return err
	}
	if m.State == importWritten || m.State == importUndone {
		if v.Made, err = g.madeWords(ctx, from, m); err != nil {
			return err
		}
	}
	if m.State == importWaiting {
		same, ok, err := store.Find[Import](ctx, from, importTwin, g.Name, m.Hash)
		if err != nil {
			return err
		}
		if ok {
			v.Same = &same
		}
	}
	view := web.View{Title: v.title(), Lead: v.lead(), Here: g.Noun, Crumbs: g.crumbs(r, ui.Crumb{Text: "Nhập từ Excel", Href: g.importAt(r, "")}, ui.Crumb{Text: m.Name})}
	return r.Show(w, view, previewPage(r, v))
}

func (v previewView) title() string {
	switch v.Import.State {
	case importReceiving:
		return "Đang nhận bảng"
	case importJudging:
		return "Đang xem từng dòng"
	case importWaiting:
		return "Xem trước khi ghi"
	case importWriting:
		return "Đang ghi vào sổ"
	case importUndoing:
		return "Đang hoàn tác"
	case importUndone:
		return "Đã hoàn tác"
	}
	return "Biên nhận"
}

func (v previewView) lead() string {
	s := v.Sums
	switch v.Import.State {
	case importReceiving:
		return "Đã nhận " + vi.Int(s["all"]) + "/" + vi.Int(v.Import.Total) + " dòng. Chưa ghi gì vào sổ."
	case importJudging:
		return "Đã xem " + vi.Int(v.judged()) + "/" + vi.Int(v.Import.Total) + " dòng. Chưa ghi gì vào sổ; dừng lúc nào cũng được."
	case importWaiting:
		return vi.Int(s["all"]) + " dòng: " + vi.Int(s[verdictNew]) + " thêm mới, " + vi.Int(s[verdictUpdate]) + " cập nhật, " + vi.Int(s[verdictTwin]) + " có thể trùng, " + vi.Int(s[verdictError]) + " lỗi." + v.sameWords() + " Chưa ghi gì."
	case importWriting:
		return "Đã qua " + vi.Int(s["all"]-s["done:"+doneNot]) + "/" + vi.Int(s["all"]) + " dòng. Dừng lúc nào cũng được, phần còn lại ghi tiếp từ chỗ này."
	case importUndoing:
		return "Còn " + vi.Int(s["done:"+doneAdded]+s["done:"+doneUpdated]) + " dòng chưa hoàn tác."
	}
	words := vi.Int(v.Import.Added) + " thêm mới, " + vi.Int(v.Import.Updated) + " cập nhật, " + vi.Int(s["done:"+doneLeft]) + " dòng không ghi."
	if n := s["done:"+doneKept]; n > 0 {
		words += " " + vi.Int(n) + " dòng giữ nguyên vì đã có người sửa sau đó."
	}
	return words
}

// importMapSave takes the columns that a person gave to the headings, or alone which of two numbers is the day where nothing tells.
func (g *Register) importMapSave(w http.ResponseWriter, r *web.Request) error {
	return g.changePreview(w, r, func(ctx context.Context, tx *store.Tx, m Import, f *web.Form) error {
		if order := reading(f.Text("thu-tu")); order == dayFirst || order == monthFirst {
			readings := readingsOf(m.Readings)
			for i, r := range readings {
				if r == askOrder {
					readings[i] = order
				}
			}
			return g.Remap(ctx, tx, m, listOf(m.Columns), readings)
		}
		columns := make([]string, len(listOf(m.Heads)))
		readings := make([]reading, len(columns))
		taken := map[string]bool{}
		for i := range columns {
			c := f.Text("cot-" + strconv.Itoa(i))
			if !g.known(c) || taken[c] {
				c = ""
			}
			columns[i], taken[c] = c, c != ""
			readings[i] = reading(f.Text("doc-" + strconv.Itoa(i)))
		}
		return g.Remap(ctx, tx, m, columns, readings)
	})
}

// importFix takes cells and choices that a person corrected in the preview.
func (g *Register) importFix(w http.ResponseWriter, r *web.Request) error {
	return g.changePreview(w, r, func(ctx context.Context, tx *store.Tx, m Import, f *web.Form) error {
		changes := map[int64]correction{}
		for _, name := range f.Names() {
			parts := strings.Split(name, "-")
			if len(parts) < 2 || parts[0] != "o" && parts[0] != "chon" {
				continue
			}
			n, err := strconv.ParseInt(parts[1], 10, 64)
			if err != nil {
				continue
			}
			c := changes[n]
			if parts[0] == "chon" {
				c.Choice = f.Text(name)
			} else if i, err := strconv.Atoi(cmp.Or(strings.Join(parts[2:], ""), "x")); err == nil && i >= 0 && i < len(listOf(m.Heads)) {
				if c.Cells == nil {
					c.Cells = map[int]string{}
				}
				c.Cells[i] = f.Text(name)
			}
			changes[n] = c
		}
		return g.Correct(ctx, tx, m, changes)
	})
}

func (g *Register) changePreview(w http.ResponseWriter, r *web.Request, change func(context.Context, *store.Tx, Import, *web.Form) error) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	var m Import
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if m, err = g.importOf(r, tx); err != nil {
			return err
		}
		tx.Result(g.importAt(r, m.ID))
		if m.State != importWaiting && m.State != importJudging {
			return errs.New(errs.Conflict, "Bảng này đã ghi hoặc đang ghi nên không sửa được nữa.")
		}
		return change(ctx, tx, m, f)
	})
	if err != nil {
		return err
	}
	return g.judgeAwhile(w, r, m.ID)
}

// judged is how many rows have been looked at.
func (v previewView) judged() int64 { return v.Import.Total - v.Waiting }

// cells are those of a row, as many as there are headings.
func (v previewView) cells(row importRow) []string {
	out := make([]string, len(v.Heads))
	copy(out, (&judging{readings: v.Read}).read(row))
	return out
}

// wrong are the words about a row, by column of the table; those about fields without a column stand under -1.
func (v previewView) wrong(row importRow) map[int]string {
	words := map[string]string{}
	if json.Unmarshal([]byte(row.Words), &words) != nil {
		return map[int]string{-1: row.Words}
	}
	out := map[int]string{}
	for name, text := range words {
		at := -1
		for i, c := range v.Columns {
			if v.of.explains(c, name) && (at < 0 || v.said(row, at) == "") {
				at = i
			}
		}
		out[at] = strings.TrimPrefix(out[at]+"; "+text, "; ")
	}
	return out
}

// columnChoices are the fields that a column of the table may be.
func (v previewView) columnChoices() []ui.Option {
	out := []ui.Option{{Text: "Không nhập cột này"}, {Value: codeColumn, Text: "Số của " + v.of.One + " đã có"}}
	for _, f := range v.of.asked() {
		out = append(out, ui.Option{Value: f.Column, Text: f.Label})
	}
	for _, p := range v.of.Parts {
		out = append(out, ui.Option{Value: p.Key, Text: p.Label})
	}
	return out
}

// said is what a row says in a column of the table.
func (v previewView) said(row importRow, i int) string { return cell(listOf(row.Cells), i) }
