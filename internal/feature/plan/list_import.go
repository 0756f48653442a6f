package plan

import (
	"bytes"
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// importRoutes are the ways to work that no plan orders.
func (p *Plans) importRoutes() []web.Route {
	const list = "/u/{unit}/{year}/danh-sach-viec"
	bring, confirm := web.Right(actor.PlanImport), web.Right(actor.PlanConfirm)
	return []web.Route{
		{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/cong-van", Title: "Việc từ công văn", Access: bring, Handle: p.letterForm},
		{Method: "POST", Path: "/u/{unit}/{year}/ke-hoach/cong-van", Title: "Việc từ công văn", Access: bring, MaxBody: uploadLimit, Handle: p.letterImport},
		{Method: "GET", Path: list, Title: "Dán danh sách việc", Access: bring, Handle: p.listForm},
		{Method: "POST", Path: list, Title: "Dán danh sách việc", Access: bring, MaxBody: uploadLimit, Handle: p.listBring},
		{Method: "GET", Path: list + "/{list}/cot", Title: "Ghép cột của danh sách", Access: bring, Handle: p.listColumnsForm},
		{Method: "POST", Path: list + "/{list}/cot", Title: "Ghép cột của danh sách", Access: bring, Handle: p.listColumns},
		{Method: "GET", Path: list + "/{list}", Title: "Xem trước danh sách", Access: bring, Handle: p.listShow},
		{Method: "POST", Path: list + "/{list}", Title: "Sửa danh sách trong bản xem trước", Access: bring, Handle: p.listRepair},
		{Method: "POST", Path: list + "/{list}/ghi", Title: "Ghi danh sách việc", Access: confirm, Handle: p.listWrite},
		{Method: "POST", Path: list + "/{list}/bo", Title: "Bỏ danh sách đang nhập", Access: bring, Handle: p.listDrop},
		{Method: "POST", Path: list + "/{list}/hoan-tac", Title: "Hoàn tác lần nhập danh sách", Access: confirm, Handle: p.listUndo},
	}
}

var listSteps = []string{"Chọn tệp hoặc dán", "Ghép cột", "Xem trước", "Ghi", "Biên nhận"}

// listStart is what the first step shows.
type listStart struct {
	Text   string
	Drafts []broughtList
	Key    string
	Errors []errs.Field
}

func (p *Plans) listForm(w http.ResponseWriter, r *web.Request) error {
	return p.showListForm(w, r, listStart{})
}

func (p *Plans) showListForm(w http.ResponseWriter, r *web.Request, in listStart) (err error) {
	in.Key = web.NewKey()
	if in.Drafts, err = store.List[broughtList](r.Context(), r.Reader(), listOpen, r.Year); err != nil {
		return err
	}
	v := web.View{Title: "Dán danh sách việc", Here: ui.NavPlan, Errors: in.Errors, Under: ui.Steps(1, listSteps),
		Lead:   "Chép các ô trong Excel rồi dán, hoặc chọn tệp. Chưa ghi gì cho tới khi anh/chị xem lại và bấm ghi.",
		Crumbs: listCrumbs(r, "Dán danh sách")}
	return r.Show(w, v, listStartPage(r, in))
}

func listCrumbs(r *web.Request, here string) []ui.Crumb {
	crumbs := []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}}
	if here != "Dán danh sách" {
		crumbs = append(crumbs, ui.Crumb{Text: "Dán danh sách", Href: r.In("danh-sach-viec")})
	}
	return append(crumbs, ui.Crumb{Text: here})
}

// listBring keeps what was pasted or chosen as a draft and leads to its columns.
func (p *Plans) listBring(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if errs.Is(err, errs.TooLarge) {
		return p.showListForm(w, r, listStart{Errors: []errs.Field{{Name: "tep", Message: wordsOf(err)}}})
	}
	if err != nil {
		return err
	}
	name, field, raw := pastedList, "bang", []byte(f.Raw("bang"))
	if files := f.Files("tep"); len(files) > 0 {
		name, field = files[0].Name, "tep"
		if raw, err = readUpload(files[0]); err != nil {
			return err
		}
	}
	address, err := p.keepBrought(r, name, raw)
	if words, told := web.Words(err); told && (errs.Is(err, errs.Invalid) || errs.Is(err, errs.TooLarge)) {
		return p.showListForm(w, r, listStart{Text: f.Raw("bang"), Errors: []errs.Field{{Name: field, Message: words}}})
	}
	if err != nil {
		return err
	}
	return r.Go(w, address)
}

func (p *Plans) keepBrought(r *web.Request, name string, raw []byte) (address string, err error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return "", errs.New(errs.Invalid, "Chép các ô trong Excel rồi dán vào ô này, hoặc chọn một tệp")
	}
	if len(raw) > store.MaxFile {
		return "", errs.New(errs.TooLarge, "Tệp lớn hơn 20 MB nên chưa nhận. Chia làm nhiều phần rồi nhập từng phần.")
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		l, err := p.BringList(ctx, tx, r.Unit.ID, r.Year, name, raw, r.Now)
		address = r.In("danh-sach-viec/" + l + "/cot")
		tx.Result(address)
		return err
	})
	return address, err
}

// BringList keeps a list as a draft, inside the caller's change, and gives its id. Errors have words for the person: a list
// over MaxListRows, a broken file, a table without work.
func (p *Plans) BringList(ctx context.Context, tx *store.Tx, unitID string, year int, name string, raw []byte, at store.Instant) (id string, err error) {
	cells, err := readTable(name, raw)
	if err != nil {
		return "", err
	}
	kept, err := p.Files.Put(bytes.NewReader(raw), store.MaxFile)
	if err != nil {
		return "", err
	}
	if err := tx.AddFile(ctx, kept); err != nil {
		return "", err
	}
	shape, err := recall(ctx, tx, shapeOf(cells))
	if err != nil {
		return "", err
	}
	l := broughtList{ID: newID(), UnitID: unitID, Year: year, State: ListColumns, Name: name, Hash: kept.Hash, Cells: jsonOf[listCells]{cells},
		Shape: jsonOf[listShape]{shape}, CreatedBy: tx.Actor().Name, CreatedAt: at, Version: 1}
	return l.ID, addList(ctx, tx, l)
}

func listOf(r *web.Request) (broughtList, error) {
	id, err := r.ID("list")
	if err != nil {
		return broughtList{}, err
	}
	l, err := store.Get[broughtList](r.Context(), r.Reader(), listGet, id)
	if err == nil && l.State == ListDropped {
		return l, errs.New(errs.NotFound, "Danh sách này đã bỏ. Dán lại nếu vẫn cần.")
	}
	return l, err
}

// openList is a list that can still be changed.
func openList(r *web.Request) (broughtList, error) {
	l, err := listOf(r)
	if err == nil && l.State != ListColumns && l.State != ListPreview {
		return l, errs.New(errs.Conflict, "Danh sách này đã ghi nên không sửa được nữa. Sửa từng việc trong kế hoạch, hoặc hoàn tác lần nhập.")
	}
	return l, err
}

// listColumnsForm shows what each column holds and how it is read.
func (p *Plans) listColumnsForm(w http.ResponseWriter, r *web.Request) error {
	l, err := openList(r)
	if err != nil {
		return err
	}
	return p.showColumns(w, r, l, nil)
}

func (p *Plans) showColumns(w http.ResponseWriter, r *web.Request, l broughtList, mistakes []errs.Field) error {
	if len(l.Cells.V.Table) == 0 {
		return r.Go(w, r.In("danh-sach-viec/"+l.ID)) // what is left of a list that was written
	}
	rows := broughtRows(l.Cells.V.Table, l.Shape.V.Head)
	lead := l.Name + ", " + strconv.Itoa(len(rows)) + " dòng."
	if l.Shape.V.Known {
		lead += " Cột được ghép như lần trước."
	}
	v := web.View{Title: "Ghép cột", Here: ui.NavPlan, Lead: lead, Errors: mistakes, Under: ui.Steps(2, listSteps), Crumbs: listCrumbs(r, "Ghép cột")}
	return r.Show(w, v, listColumnsPage(r, l, rows, web.NewKey(), mistakes))
}

func columnField(i int) string { return "cot-" + strconv.Itoa(i+1) }
func orderField(i int) string  { return "ngay-" + strconv.Itoa(i+1) }

// listColumns reads the rows by the columns that the person confirmed.
func (p *Plans) listColumns(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	l, err := openList(r)
	if err != nil {
		return err
	}
	s := &l.Shape.V
	title := false
	for i := range s.Columns {
		s.Columns[i] = f.Text(columnField(i))
		title = title || s.Columns[i] == "ten"
		if o := dateOrder(f.Text(orderField(i))); o == dayFirst || o == monthFirst {
			s.Orders[i] = o
		}
	}
	s.Convert = f.Has("chuyen-ma")
	if !title {
		return p.showColumns(w, r, l, []errs.Field{{Name: columnField(0), Message: "Chọn cột nào là “Tên việc”"}})
	}
	l.Version = versionOf(f)
	next := r.In("danh-sach-viec/" + l.ID)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		if err := rememberColumns(ctx, tx, l.UnitID, l.Shape.V); err != nil {
			return err
		}
		return readRows(ctx, tx, l)
	})
	if err != nil {
		return err
	}
	return r.Go(w, next)
}

// readRows reads the rows of a draft by its columns, judges them and keeps them for the preview.
func readRows(ctx context.Context, tx *store.Tx, l broughtList) error {
	if l.Rows.V = l.rowsOf(); len(l.Rows.V) == 0 {
		return errs.New(errs.Conflict, "Các cột đã chọn không có chữ nào. Chưa đổi gì; quay lại chọn cột khác.")
	}
	all := make([]int, len(l.Rows.V))
	for i := range l.Rows.V {
		l.Rows.V[i].judge(l.Year)
		all[i] = i
	}
	if err := findTwins(ctx, tx, l.Year, l.Rows.V, all); err != nil {
		return err
	}
	l.State = ListPreview
	return keepList(ctx, tx, l)
}

// PreviewList reads the rows of a draft by the columns as they were guessed, inside the caller's change.
func (p *Plans) PreviewList(ctx context.Context, tx *store.Tx, id string) error {
	l, err := store.Get[broughtList](ctx, tx, listGet, id)
	if err != nil {
		return err
	}
	return readRows(ctx, tx, l)
}

// receiptStamp is when a list was written, for its receipt.
func receiptStamp(l broughtList) string { return web.Stamp(l.WrittenAt) }
