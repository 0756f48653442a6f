package register

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/doc/textfile"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// bringView is the page on which a table is brought in.
type bringView struct {
	of     *Register
	Pasted string
	Once   string
	Errors []errs.Field
	Recent []Import
}

func (g *Register) importForm(w http.ResponseWriter, r *web.Request) error {
	return g.showImport(w, r, bringView{})
}

func (g *Register) showImport(w http.ResponseWriter, r *web.Request, v bringView) (err error) {
	v.of, v.Once = g, web.NewKey()
	if v.Recent, err = store.List[Import](r.Context(), r.Reader(), importLast, g.Name); err != nil {
		return err
	}
	view := web.View{Title: "Nhập " + g.One + " từ Excel", Here: g.Noun, Errors: v.Errors, Lead: "Chưa ghi gì vào sổ cho đến khi anh/chị xem lại và bấm ghi.", Crumbs: g.crumbs(r, ui.Crumb{Text: "Nhập từ Excel"})}
	return r.Show(w, view, bringPage(r, v))
}

// bring keeps what was brought in, to be looked at.
func (g *Register) bring(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	pasted := f.Raw("bang")
	name, raw, table, err := readTable(f, pasted)
	var m Import
	if err == nil {
		sum := sha256.Sum256(raw)
		err = r.Write(func(ctx context.Context, tx *store.Tx) error {
			m, err = g.Bring(ctx, tx, r.Unit.ID, name, hex.EncodeToString(sum[:]), table, r.Today())
			tx.Result(g.importAt(r, m.ID))
			return err
		})
	}
	if fields, ok := web.Mistakes(err); ok {
		return g.showImport(w, r, bringView{Pasted: pasted, Errors: fields})
	}
	if err != nil {
		return err
	}
	return r.Go(w, g.importAt(r, m.ID))
}

// readTable reads the file of a form, a workbook or CSV, or else the cells that were pasted.
func readTable(f *web.Form, pasted string) (name string, raw []byte, table [][]string, err error) {
	name, raw, err = uploaded(f)
	switch {
	case err != nil:
		return name, raw, nil, err
	case len(raw) == 0 && strings.TrimSpace(pasted) == "":
		return name, raw, nil, tableMistake("Chọn một tệp, hoặc dán bảng chép từ Excel")
	case len(raw) == 0:
		return "bảng dán", []byte(pasted), xlsx.ParseTSV(pasted), nil
	case strings.HasSuffix(strings.ToLower(name), ".csv"):
		table, err = textfile.Table(raw)
	default:
		table, err = xlsx.ReadTable(raw)
	}
	if err != nil {
		words, ok := web.Words(err)
		if !ok {
			words = "Tệp không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại"
		}
		return name, raw, nil, tableMistake(words)
	}
	return name, raw, table, nil
}

func uploaded(f *web.Form) (name string, raw []byte, err error) {
	files := f.Files("tep")
	if len(files) == 0 {
		return "", nil, nil
	}
	file, err := files[0].Open()
	if err != nil {
		return "", nil, err
	}
	raw, err = io.ReadAll(io.LimitReader(file, xlsx.MaxBytes+1))
	return files[0].Name, raw, errors.Join(err, file.Close())
}

// previewView is an import with one tab of its rows.
type previewView struct {
	of      *Register
	Import  Import
	Heads   []string
	Columns []string
	Sums    rowSum
	Tab     string
	Rows    []importRow
	Next    int64 // row after which the next page begins, 0 at the end
	Once    string
	Env     *Env
	Same    *Import // the same file, written before
	Now     time.Time
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
		if x.Verdict == verdictNew || x.Verdict == verdictUpdate || x.Verdict == verdictTwin && (x.Choice == choiceAdd || x.Choice == choiceOver) {
			s["ready"] += x.N
		}
		if x.Verdict == verdictTwin && x.Choice == "" {
			s["open"] += x.N
		}
	}
	return s, err
}

// tabs are the verdicts in their order.
var tabs = []struct{ verdict, text string }{{verdictNew, "Thêm mới"}, {verdictUpdate, "Cập nhật"}, {verdictTwin, "Có thể trùng"}, {verdictError, "Lỗi"}}

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
	v := previewView{of: g, Import: m, Heads: listOf(m.Heads), Columns: listOf(m.Columns), Once: web.NewKey(), Env: g.envOf(r), Now: r.Now.Time}
	ctx, from := r.Context(), r.Reader()
	if v.Sums, err = sums(ctx, from, m.ID); err != nil {
		return err
	}
	v.Tab = r.URL.Query().Get("nhom")
	if v.Sums[v.Tab] == 0 {
		for _, t := range []string{verdictError, verdictTwin, verdictUpdate, verdictNew} {
			if v.Sums[t] > 0 {
				v.Tab = t
				break
			}
		}
	}
	after, _ := strconv.ParseInt(r.URL.Query().Get("sau"), 10, 64) // anything else is the beginning
	if v.Rows, err = store.List[importRow](ctx, from, rowsOf, m.ID, v.Tab, after, previewSize+1); err != nil {
		return err
	}
	if len(v.Rows) > previewSize {
		v.Rows = v.Rows[:previewSize]
		v.Next = v.Rows[previewSize-1].N
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
	case importWaiting:
		return vi.Int(s["all"]) + " dòng: " + vi.Int(s[verdictNew]) + " thêm mới, " + vi.Int(s[verdictUpdate]) + " cập nhật, " + vi.Int(s[verdictTwin]) + " có thể trùng, " + vi.Int(s[verdictError]) + " lỗi. Chưa ghi gì."
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

// importMapSave takes the columns that a person gave to the headings.
func (g *Register) importMapSave(w http.ResponseWriter, r *web.Request) error {
	return g.changePreview(w, r, func(ctx context.Context, tx *store.Tx, m Import, f *web.Form) error {
		columns := make([]string, len(listOf(m.Heads)))
		taken := map[string]bool{}
		for i := range columns {
			c := f.Text("cot-" + strconv.Itoa(i))
			if i, ok := g.at[c]; !ok && c != codeColumn || ok && !typedByPeople(g.Fields[i]) || taken[c] {
				c = ""
			}
			columns[i], taken[c] = c, c != ""
		}
		return g.Remap(ctx, tx, m, columns, r.Today())
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
		return g.Correct(ctx, tx, m, changes, r.Today())
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
		if m.State != importWaiting {
			return errs.New(errs.Conflict, "Bảng này đã ghi hoặc đang ghi nên không sửa được nữa.")
		}
		return change(ctx, tx, m, f)
	})
	if err != nil {
		return err
	}
	return r.Go(w, g.importAt(r, m.ID))
}

// stepTime is how long one request goes on writing pieces.
const stepTime = time.Second

// importWrite writes pieces for about a second; the page that follows goes on.
func (g *Register) importWrite(w http.ResponseWriter, r *web.Request) error {
	return g.carry(w, r, importWaiting, importWriting, g.WritePiece)
}

// importUndo takes pieces back.
func (g *Register) importUndo(w http.ResponseWriter, r *web.Request) error {
	return g.carry(w, r, importWritten, importUndoing, g.UndoPiece)
}

type pieceFunc = func(context.Context, *store.Tx, Import, day.Day) (bool, error)

// carry begins a long change or goes on with it, piece by piece. The key of the form counts for the beginning alone: the rest
// is the same work, however often it is asked for.
func (g *Register) carry(w http.ResponseWriter, r *web.Request, from, to string, do pieceFunc) error {
	if _, err := r.Form(); err != nil && !errs.Is(err, errs.Done) {
		return err
	}
	ctx, db := r.Context(), r.Site.DB
	started := time.Now()
	for more := true; more && time.Since(started) < stepTime; {
		err := db.Write(ctx, r.Actor, func(tx *store.Tx) error {
			m, err := g.importOf(r, tx)
			if err != nil {
				return err
			}
			switch m.State {
			case from:
				if from == importWritten && r.Now.After(m.undoUntil()) {
					return errs.New(errs.Conflict, "Đã quá 30 ngày nên không hoàn tác được lần nhập này nữa.")
				}
				if err := tx.UpdateOne(ctx, importStep, to, 0, 0, m.ID, from); err != nil {
					return err
				}
				m.State = to
			case to:
			default:
				more = false
				return nil
			}
			more, err = do(ctx, tx, m, r.Today())
			return err
		})
		if err != nil {
			return err
		}
	}
	id, err := r.ID("batch")
	if err != nil {
		return err
	}
	return r.Go(w, g.importAt(r, id))
}

// cells are those of a row, as many as there are headings.
func (v previewView) cells(row importRow) []string {
	out := make([]string, len(v.Heads))
	copy(out, listOf(row.Cells))
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
			if c != "" && c != codeColumn && v.of.field(c).Name == name {
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
	return out
}
