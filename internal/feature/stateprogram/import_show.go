package stateprogram

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// bringView is the page that takes a file.
type bringView struct {
	Errors []errs.Field
	On     string
	Entire bool
	Recent []Import
	Shape  shape
	Once   string
}

func (x *Program) bringForm(w http.ResponseWriter, r *web.Request) error {
	return x.showBring(w, r, http.StatusOK, bringView{On: r.Today().String()})
}

func (x *Program) showBring(w http.ResponseWriter, r *web.Request, status int, v bringView) (err error) {
	v.Once = web.NewKey()
	if v.Recent, err = store.List[Import](r.Context(), r.Reader(), importLast, r.Unit.ID); err != nil {
		return err
	}
	if v.Shape, err = x.shapeOn(r.Context(), r.Reader(), x.kids(r.Actor), r.Today()); err != nil {
		return err
	}
	page := web.View{Title: "Nhập tệp của phần mềm", Here: ui.NavChildren, Errors: v.Errors, Crumbs: crumbs(r, ui.Crumb{Text: "Nhập tệp"}),
		Lead: "Chưa ghi gì vào sổ cho đến khi anh/chị chọn bên đúng và bấm ghi."}
	return r.ShowStatus(w, status, page, bringPage(x, r, v))
}

// showView is an import with one tab of its rows.
type showView struct {
	x       *Program
	r       *web.Request
	Import  Import
	Shape   shape
	Heads   []string
	Columns []string
	Sums    sums
	Tab     string
	Rows    []importRow
	Next    int64
	Records map[string]register.Record
	Env     *register.Env
	Same    *Import
	Known   int64 // children known to be in the software before
	Once    string
}

// sums count the rows by verdict, by what was picked and by their end.
type sums map[string]int64

type sumRow struct {
	Verdict string `db:"verdict"`
	Picked  string `db:"picked"`
	Done    string `db:"done"`
	N       int64  `db:"n"`
}

func sumsOf(ctx context.Context, from store.Source, id string) (sums, error) {
	rows, err := store.List[sumRow](ctx, from, rowSums, id)
	s := sums{}
	for _, row := range rows {
		s["all"] += row.N
		s[row.Verdict] += row.N
		s["done:"+row.Done] += row.N
		if row.Verdict == "" {
			s["wait"] += row.N
		}
		if row.Verdict == isNew && row.Picked == pickAdd {
			s["add"] += row.N
		}
	}
	return s, err
}

// tabs are the verdicts in their order.
var tabs = []struct{ verdict, text string }{{isOther, "Khác nhau"}, {isNew, "Mới ở phần mềm"}, {isUnsure, "Chưa chắc là ai"}, {isMistake, "Lỗi dòng"}, {isSame, "Khớp"}}

// pageSize is how many rows of a table stand on a page.
const pageSize = 40

func (x *Program) importOf(r *web.Request, from store.Source) (Import, error) {
	id, err := r.ID("program")
	if err != nil {
		return Import{}, err
	}
	return store.Get[Import](r.Context(), from, importGet, id)
}

func (x *Program) show(w http.ResponseWriter, r *web.Request) error {
	ctx, from := r.Context(), r.Reader()
	m, err := x.importOf(r, from)
	if err != nil {
		return err
	}
	g := x.kids(r.Actor)
	v := showView{x: x, r: r, Import: m, Heads: listOf(m.Heads), Columns: listOf(m.Columns), Env: g.EnvOf(r), Once: web.NewKey(), Records: map[string]register.Record{}}
	on, err := day.ParseISO(m.On)
	if err != nil {
		return err
	}
	if v.Shape, err = x.shapeOn(ctx, from, g, on); err != nil {
		return err
	}
	if v.Sums, err = sumsOf(ctx, from, m.ID); err != nil {
		return err
	}
	if err := v.rows(); err != nil {
		return err
	}
	if m.State == waiting {
		if same, ok, err := store.Find[Import](ctx, from, importSame, r.Unit.ID, m.Hash); err != nil {
			return err
		} else if ok {
			v.Same = &same
		}
		if v.Known, err = store.Get[int64](ctx, from, knownAll, r.Unit.ID); err != nil {
			return err
		}
	}
	page := web.View{Title: v.title(), Lead: v.lead(), Here: ui.NavChildren, Crumbs: crumbs(r, ui.Crumb{Text: "Nhập tệp", Href: x.at(r, "")}, ui.Crumb{Text: "Tệp ngày " + on.String()})}
	return r.Show(w, page, showPage(v))
}

// rows reads the tab that the address names, or the first that has rows, and the children of its rows.
func (v *showView) rows() (err error) {
	v.Tab = v.r.URL.Query().Get("nhom")
	if !slices.ContainsFunc(tabs, func(t struct{ verdict, text string }) bool { return t.verdict == v.Tab }) {
		v.Tab = tabs[0].verdict
		for _, t := range tabs {
			if v.Sums[t.verdict] > 0 {
				v.Tab = t.verdict
				break
			}
		}
	}
	after, _ := strconv.ParseInt(v.r.URL.Query().Get("sau"), 10, 64) // anything else is the beginning
	if v.Rows, err = store.List[importRow](v.r.Context(), v.r.Reader(), rowsOf, v.Import.ID, v.Tab, after, pageSize+1); err != nil {
		return err
	}
	if len(v.Rows) > pageSize {
		v.Rows = v.Rows[:pageSize]
		v.Next = v.Rows[pageSize-1].N
	}
	recs, err := v.x.kids(v.r.Actor).Read(v.r.Context(), v.r.Reader(), childrenIn(v.Rows))
	ids := make([]string, 0, len(recs))
	for _, rec := range recs {
		v.Records[rec.ID] = rec
		ids = append(ids, rec.ID)
	}
	if v.Import.Level > 0 {
		v.r.Trace(v.x.Children.Name, ids, "")
	}
	return err
}

func (v showView) title() string {
	switch v.Import.State {
	case receiving:
		return "Đang nhận tệp"
	case judging:
		return "Đang so từng dòng"
	case waiting:
		return "So sổ với phần mềm"
	case writing:
		return "Đang ghi vào sổ"
	case undoing:
		return "Đang hoàn tác"
	case undone:
		return "Đã hoàn tác"
	}
	return "Biên nhận"
}

func (v showView) lead() string {
	s := v.Sums
	switch v.Import.State {
	case receiving:
		return "Đã nhận " + vi.Int(s["all"]) + "/" + vi.Int(v.Import.Total) + " dòng. Chưa ghi gì vào sổ."
	case judging:
		return "Đã so " + vi.Int(v.Import.Total-s["wait"]) + "/" + vi.Int(v.Import.Total) + " dòng. Chưa ghi gì vào sổ; dừng lúc nào cũng được."
	case waiting:
		return vi.Int(s["all"]) + " trẻ em trong tệp: " + vi.Int(s[isSame]) + " khớp, " + vi.Int(s[isOther]) + " khác nhau, " + vi.Int(s[isNew]) + " mới ở phần mềm, " + vi.Int(s[isUnsure]) + " chưa chắc là ai, " + vi.Int(s[isMistake]) + " lỗi. Chưa ghi gì."
	case writing:
		return "Đã qua " + vi.Int(s["all"]-s["done:"]) + "/" + vi.Int(s["all"]) + " dòng. Dừng lúc nào cũng được, phần còn lại ghi tiếp từ chỗ này."
	case undoing:
		return "Còn " + vi.Int(s["done:"+doneAdded]+s["done:"+doneUpdated]+s["done:"+doneNoted]) + " dòng chưa hoàn tác."
	}
	words := vi.Int(v.Import.Added) + " trẻ thêm vào sổ, " + vi.Int(v.Import.Updated) + " hồ sơ sửa theo phần mềm, " + vi.Int(s["done:"+doneNoted]) + " hồ sơ chỉ ghi nhớ, " + vi.Int(s["done:"+doneLeft]) + " dòng không ghi."
	if n := s["done:"+doneKept]; n > 0 {
		words += " " + vi.Int(n) + " dòng giữ nguyên vì đã có người sửa sau đó."
	}
	return words
}

// stepTime is how long one request goes on with pieces.
const stepTime = time.Second

// undoUntil is the last moment at which an import can be taken back.
func (m Import) undoUntil() time.Time { return m.CreatedAt.Add(register.UndoLife) }

func (m Import) stateWords() string {
	switch m.State {
	case receiving:
		return "chưa lên đủ"
	case judging, waiting:
		return "chưa ghi"
	case writing:
		return "đang ghi dở"
	case undoing:
		return "đang hoàn tác dở"
	case undone:
		return "đã hoàn tác"
	}
	return vi.Int(m.Added) + " thêm, " + vi.Int(m.Updated) + " sửa"
}

// exported is the day of the export in words.
func (m Import) exported() string {
	d, err := day.ParseISO(m.On)
	if err != nil {
		return m.On
	}
	return d.String()
}

// strange are the headings that the pack does not have.
func (v showView) strange() (out []string) {
	for i, code := range v.Columns {
		if _, known := v.Shape.column(code); (code == "" || !known) && i < len(v.Heads) && v.Heads[i] != "" {
			out = append(out, v.Heads[i])
		}
	}
	return out
}

// apart are the headings that the pack has and the register has no answer for.
func (v showView) apart() (out []string) {
	for _, code := range v.Columns {
		if c, ok := v.Shape.column(code); ok && c.As == "" && !c.compared() {
			out = append(out, c.Head)
		}
	}
	return out
}

// missing reports a table that claims to be entire and has much fewer children than the software had.
func (v showView) missing() bool {
	return v.Import.Entire && v.Known > 10 && v.Import.Total*5 < v.Known*4
}

// columnChoice is a column in which the sides differ, with what was chosen, or else what the pack proposes.
type columnChoice struct {
	column
	N      int64
	Choice string
}

func (v showView) choices() (out []columnChoice) {
	had, n := chosen(v.Import.Choices), counted(v.Import.Differing)
	for _, c := range v.Shape.Columns {
		if n[c.Code] == 0 {
			continue
		}
		choice, said := had[c.Code]
		if !said && len(had) == 0 {
			choice = c.Leads
		}
		out = append(out, columnChoice{c, n[c.Code], choice})
	}
	return out
}

// name is what a row calls its child.
func (v showView) name(row importRow) string { return v.of(row, nameColumn) }

func (v showView) of(row importRow, field string) string {
	for i, code := range v.Columns {
		if c, ok := v.Shape.column(code); ok && c.Field.Column == field {
			return c.shown(cell(listOf(row.Cells), i), v.Env)
		}
	}
	return ""
}

func (v showView) tabAt(tab string, after int64) string {
	at := v.x.at(v.r, v.Import.ID) + "?nhom=" + tab
	if after > 0 {
		at += "&sau=" + strconv.FormatInt(after, 10)
	}
	return at
}
