package register

import (
	"bytes"
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// sheetRoutes are the pages of blank sheets.
func (g *Register) sheetRoutes() []web.Route {
	at, edit := "/u/{unit}/{year}/phieu-"+g.Path, web.Right(g.EditRight)
	return []web.Route{
		{Method: "GET", Path: at, Title: "Phiếu giấy: " + g.Title, Access: edit, Handle: g.sheets},
		{Method: "POST", Path: at, Title: "Tạo phiếu giấy", Access: edit, Handle: g.sheetsMake},
		{Method: "GET", Path: at + "/{" + g.Name + "_sheets}/phieu.pdf", Title: "Phiếu giấy để in", Access: edit, Handle: g.sheetsPDF},
	}
}

func (g *Register) sheetsAt(r *web.Request, below string) string {
	return r.In("phieu-" + g.Path + below)
}

// sheetsView is the page of blank sheets.
type sheetsView struct {
	of      *Register
	Batches []sheetBatch
	Typed   string
	Errors  []errs.Field
	Once    string
	New     string // batch that was just made
}

func (g *Register) sheets(w http.ResponseWriter, r *web.Request) error {
	return g.showSheets(w, r, sheetsView{Typed: "5", New: r.URL.Query().Get("moi")})
}

func (g *Register) showSheets(w http.ResponseWriter, r *web.Request, v sheetsView) (err error) {
	v.of, v.Once = g, web.NewKey()
	if v.Batches, err = store.List[sheetBatch](r.Context(), r.Reader(), batches, r.Unit.ID, g.Name); err != nil {
		return err
	}
	view := web.View{Title: "Phiếu giấy: " + lowerFirst(g.Title), Lead: "In phiếu trắng mang đi ghi tay. Mỗi tờ có một mã: quét hình vuông ở góc hoặc gõ mã thì mở đúng biểu mẫu, và một tờ không ghi hai lần.",
		Here: g.Noun, Errors: v.Errors, Crumbs: g.crumbs(r, ui.Crumb{Text: "Phiếu giấy"})}
	return r.Show(w, view, sheetsPage(r, v))
}

func (g *Register) sheetsMake(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	typed := f.Text("so-to")
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > sheetsAtOnce {
		bad := errs.Field{Name: "so-to", Message: "Ghi số tờ từ 1 đến " + vi.Int(sheetsAtOnce)}
		return g.showSheets(w, r, sheetsView{Typed: typed, Errors: []errs.Field{bad}})
	}
	next := ""
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		batch, err := g.PrintSheets(ctx, tx, r.Unit.ID, n)
		next = g.sheetsAt(r, "?moi="+batch)
		tx.Result(next)
		return err
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã tạo "+vi.Int(n)+" phiếu. Mở tệp PDF để in.")
	return r.Go(w, next)
}

// sheetsPDF is the sheets that were made together, to be printed.
func (g *Register) sheetsPDF(w http.ResponseWriter, r *web.Request) error {
	batch, err := r.ID(g.Name + "_sheets")
	if err != nil {
		return err
	}
	list, err := store.List[sheet](r.Context(), r.Reader(), sheetsOf, batch, g.Name, sheetsAtOnce)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return errs.New(errs.NotFound, "Không tìm thấy lần in này. Có thể địa chỉ bị gõ sai.")
	}
	b := blank{of: g, body: "UBND " + r.Unit.Name, made: list[0].MadeAt.In(day.Zone), env: g.envOf(r), link: func(code string) string { return origin(r) + g.here(r, "them") + "?" + sheetField + "=" + code }}
	var buf bytes.Buffer
	if err := b.write(&buf, list); err != nil {
		return err
	}
	if err := b.env.Err(); err != nil {
		return err
	}
	return web.Download(w, "phieu-"+g.Path+".pdf", "application/pdf", &buf)
}

// origin is the address of this site as the reader's browser knows it.
func origin(r *web.Request) string {
	if r.Site.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// sheetOnForm looks at the code with which a form was opened. A sheet that cannot be typed in is said at once, before anything is
// typed; the form then has no sheet.
func (g *Register) sheetOnForm(r *web.Request, v *formView) error {
	code := r.URL.Query().Get(sheetField)
	if code == "" {
		return nil
	}
	_, err := g.sheetOf(r.Context(), r.Reader(), r.Unit.ID, code)
	if fields, ok := web.Mistakes(err); ok {
		v.Errors = append(v.Errors, fields...)
		return nil
	}
	v.Sheet = sheetCode(code)
	return err
}
