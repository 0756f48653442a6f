package register

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// exportsAt is the address of exports: beside that of the list, whose records have every address below it.
func (g *Register) exportsAt() string { return "xuat-" + g.Path }

func (g *Register) exportAt(r *web.Request, below string) string { return r.In(g.exportsAt() + below) }

// takeRight is the right to a file of the list.
func (g *Register) takeRight() web.Access {
	if g.Guarded {
		return web.Right(actor.DataExport)
	}
	return web.Right(g.ReadRight)
}

// exportRoutes are the pages of a guarded register by which records leave it.
func (g *Register) exportRoutes() []web.Route {
	if !g.Guarded {
		return nil
	}
	at, out := "/u/{unit}/{year}/"+g.exportsAt(), web.Right(actor.DataExport)
	one := at + "/{" + g.Name + "_export}"
	title := lowerFirst(g.Title)
	return []web.Route{
		{Method: "GET", Path: at, Title: "Xuất " + title, Access: out, Handle: g.reads(g.exportPage)},
		{Method: "POST", Path: at, Title: "Xuất ra tệp", Access: out, Handle: g.reads(g.exportMake)},
		{Method: "GET", Path: at + "/cac-lan", Title: "Các lần xuất: " + title, Access: out, Handle: g.reads(g.exportAll)},
		{Method: "GET", Path: one, Title: "Lần xuất " + title, Access: out, Handle: g.reads(g.exportShow)},
		{Method: "POST", Path: one + "/tep", Title: "Tải tệp đã xuất", Access: out, Handle: g.reads(g.exportFetch)},
		{Method: "POST", Path: "/u/{unit}/{year}/" + g.Path + "/" + paperAt, Title: "Mở bản in", Access: out, Handle: g.reads(g.paperMake)},
	}
}

// reads lets in who may also read the register.
func (g *Register) reads(h web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		if !r.May(g.ReadRight) {
			return errs.Newf(errs.Forbidden, "Anh/chị chưa được giao quyền %s.", actor.Words[g.ReadRight])
		}
		return h(w, r)
	}
}

// askFirst leads from the address of a file to the form, with the same filters.
func (g *Register) askFirst(w http.ResponseWriter, r *web.Request, format string) error {
	return r.Go(w, g.exportHref(r, g.askOf(r), format))
}

// exportHref is the form for a list.
func (g *Register) exportHref(r *web.Request, a Ask, format string) string {
	a.After, a.Back, a.Trash = "", false, false
	q := g.query(a)
	if format != "" {
		q += map[bool]string{true: "?", false: "&"}[q == ""] + formatField + "=" + format
	}
	return g.exportAt(r, "") + q
}

// exportView is the form.
type exportView struct {
	listView
	Form   exportForm
	Errors []errs.Field
	Once   string
	Open   string // how the list is narrowed, in words
	Paper  bool   // asks for a paper
}

// exportList is the list of the address, of which only the number is read.
func (g *Register) exportList(r *web.Request) (v exportView, err error) {
	v = exportView{listView: listView{of: g, Ask: g.askOf(r), Env: g.envOf(r)}, Once: web.NewKey()}
	v.Ask = v.first()
	v.Ask.Trash, v.Ask.Size = false, 1
	if v.Page, v.Counts, err = g.List(r.Context(), r.Reader(), r.Unit.ID, v.Ask, r.Today()); err != nil {
		return v, err
	}
	v.Ask.Size = 0
	v.Open = v.narrowedBy()
	return v, v.Env.Err()
}

// leadWords say what would leave the register.
func (v exportView) leadWords() string {
	words := vi.Sentence(v.countWords())
	if v.Open != "" {
		words += ", đang lọc: " + v.Open
	}
	return words + "."
}

func (g *Register) exportPage(w http.ResponseWriter, r *web.Request) error {
	v, err := g.exportList(r)
	if err != nil {
		return err
	}
	v.Form.Format = cmp.Or(r.URL.Query().Get(formatField), formatXLSX)
	v.Form.Groups = []string{g.exportGroups()[0].Key}
	return g.askPurpose(w, r, v)
}

func (g *Register) askPurpose(w http.ResponseWriter, r *web.Request, v exportView) error {
	view := web.View{Title: "Xuất " + lowerFirst(g.Title), Here: g.Noun, Lead: v.leadWords(), Errors: v.Errors, Crumbs: g.crumbs(r, ui.Crumb{Text: "Xuất tệp"})}
	return r.Show(w, view, exportFormPage(r, v))
}

// soon is how many records make a file while the page waits; longer ones are made beside it.
const soon = 2000

func (g *Register) exportMake(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	v, err := g.exportList(r)
	if err != nil {
		return err
	}
	if v.Form, err = g.exportFormOf(form); err != nil {
		fields, ok := web.Mistakes(err)
		if !ok {
			return err
		}
		v.Errors = fields
		return g.askPurpose(w, r, v)
	}
	later := v.Page.More || v.Page.Count > soon
	e, fresh, next := Export{}, false, ""
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if e, err = g.Take(ctx, tx, r.Unit.ID, g.taking(r, v)); err != nil {
			return err
		}
		fresh, next = true, g.exportAt(r, "/"+e.ID)
		tx.Result(next)
		if e.Format == formatLocked {
			passwords.Store(e.ID, v.Form.Password)
		}
		return e.laterWork(ctx, tx, later)
	})
	if err != nil {
		return err
	}
	if fresh && !later {
		if err := (Exporter{r.Site.DB, r.Site.Files}).make(r.Context(), g, r.Reader(), r.Actor, e); err != nil {
			return err
		}
	}
	return r.Go(w, next)
}

// laterWork leaves what must be done with the export when this request is over.
func (e Export) laterWork(ctx context.Context, tx *store.Tx, makeToo bool) error {
	work := ExportWork{ID: e.ID, UnitID: e.UnitID, Register: e.Register}
	if makeToo {
		if _, err := jobs.Enqueue(ctx, tx, ExportMake, e.ID, work, store.Instant{}); err != nil {
			return err
		}
	}
	_, err := jobs.Enqueue(ctx, tx, ExportTake, e.ID, work, store.Instant{Time: e.until()})
	return err
}

// taking is what the form asks for.
func (g *Register) taking(r *web.Request, v exportView) Taking {
	ask := exportAsk{Query: strings.TrimPrefix(g.query(v.Ask), "?"), Year: r.Year, Groups: v.Form.Groups, Body: "UBND " + r.Unit.Name + ", " + r.Unit.Province, Today: r.Today()}
	t := Taking{Purpose: v.Form.Purpose, Format: v.Form.Format, Fields: g.groupTitles(v.Form.Groups), total: v.Page.Count}
	if t.Format == formatDOCX {
		ask.Groups, t.Fields = nil, "Các cột của danh sách"
	}
	var secret string
	if t.Filter, secret = v.filterWords(); secret != "" {
		t.total = 0 // how many there are is nobody else's
	}
	ask.Whole = secret != "" || contains(ask.Groups, secretGroup)
	t.Secret, t.ask = ask.Whole, ask.String()
	return t
}

func (g *Register) exportOf(r *web.Request) (Export, error) {
	id, err := r.ID(g.Name + "_export")
	if err != nil {
		return Export{}, err
	}
	return g.export(r.Context(), r.Reader(), id)
}

func (g *Register) exportShow(w http.ResponseWriter, r *web.Request) error {
	e, err := g.exportOf(r)
	if err != nil {
		return err
	}
	if e.State == exportMaking && r.Now.Before(e.until()) {
		w.Header().Set("Refresh", "2")
	}
	view := web.View{Title: "Lần xuất " + e.Code, Here: g.Noun, Lead: e.leadWords(r), Crumbs: g.crumbs(r, ui.Crumb{Text: "Các lần xuất", Href: g.exportAt(r, "/cac-lan")}, ui.Crumb{Text: e.Code})}
	return r.Show(w, view, exportOnePage(r, g, e))
}

// leadWords are the finding of the page of one export.
func (e Export) leadWords(r *web.Request) string {
	switch {
	case e.State == exportMaking && e.Total > 0:
		return "Đang làm tệp: " + vi.Int(e.Done) + "/" + vi.Int(e.Total) + " hồ sơ."
	case e.State == exportMaking:
		return "Đang làm tệp."
	case e.State == exportBroken:
		return "Chưa làm được tệp. Xuất lại; nếu vẫn vậy, báo người quản trị."
	case e.open(r.Actor, r.Now.Time):
		return "Tệp đã xong: " + e.Counted() + ". Tải trước " + web.Stamp(store.Instant{Time: e.until()}) + "; sau đó máy xóa tệp."
	}
	return vi.Sentence(e.Counted()) + "."
}

// exportFetch gives the file to its maker.
func (g *Register) exportFetch(w http.ResponseWriter, r *web.Request) error {
	e, err := g.exportOf(r)
	switch {
	case err != nil:
		return err
	case e.MadeBy != r.Actor.AccountID:
		return errs.New(errs.NotFound, "Tệp này chỉ người xuất tải được. Cần dữ liệu thì tự xuất, ghi mục đích của mình.")
	case e.Opened && !g.opens(r.Actor):
		return errs.New(errs.Forbidden, "Tệp này có mục riêng mà anh/chị không còn quyền xem.")
	case e.State != exportReady || !e.open(r.Actor, r.Now.Time):
		return errs.New(errs.NotFound, "Tệp của lần xuất này không còn: máy xóa sau một giờ. Xuất lại nếu vẫn cần.")
	}
	in, err := r.Site.Files.Open(e.Hash)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	err = r.Site.DB.Write(r.Context(), r.Actor, func(tx *store.Tx) error {
		return tx.Audit(r.Context(), store.Entry{Kind: ExportKind, ID: e.ID, UnitID: e.UnitID, Action: "Tải tệp của lần xuất " + e.Code})
	})
	if err != nil {
		return err
	}
	media, ending := exportMedia(e.Format)
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", web.Disposition(false, g.Path+"-"+e.Code+ending))
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.Copy(w, in) // the reader has gone away; nothing to repair
	return nil
}

// exportsAtOnce is how many exports a page lists.
const exportsAtOnce = 50

// exportAll lists the exports of the register and what programs read.
func (g *Register) exportAll(w http.ResponseWriter, r *web.Request) error {
	before, err := strconv.ParseInt(r.URL.Query().Get("truoc"), 10, 64)
	if err != nil || before < 1 {
		before = 1 << 60
	}
	list, err := store.List[Export](r.Context(), r.Reader(), exportList, r.Unit.ID, g.Name, before, exportsAtOnce+1)
	if err != nil {
		return err
	}
	next := int64(0)
	if len(list) > exportsAtOnce {
		list = list[:exportsAtOnce]
		next = list[len(list)-1].Number
	}
	for i := range list {
		list[i] = g.called(list[i])
	}
	reads, err := store.List[programRead](r.Context(), r.Reader(), readList, r.Unit.ID, g.Name, r.Today().Add(-readsBack).ISO(), exportsAtOnce)
	if err != nil {
		return err
	}
	view := web.View{Title: "Các lần xuất: " + lowerFirst(g.Title), Here: g.Noun, Lead: "Ai đưa hồ sơ ra khỏi sổ, lúc nào, để làm gì. Không ghi tên trẻ em.", Crumbs: g.crumbs(r, ui.Crumb{Text: "Các lần xuất"})}
	return r.Show(w, view, exportsPage(r, g, list, next, reads))
}

// TakeFile is Take and Taken around a file that a feature makes in memory and sends at once: make writes it into out and says how many
// records it has and how many it leaves out.
func (g *Register) TakeFile(r *web.Request, t Taking, out *bytes.Buffer, make func(Export) (records, withheld int, err error)) error {
	var e Export
	err := r.Write(func(ctx context.Context, tx *store.Tx) (err error) {
		e, err = g.Take(ctx, tx, r.Unit.ID, t)
		return err
	})
	if err != nil {
		return err
	}
	records, withheld, err := make(e)
	if err != nil {
		return errors.Join(err, Exporter{DB: r.Site.DB}.fail(r.Context(), r.Actor, e))
	}
	sum := sha256.Sum256(out.Bytes())
	secret := ""
	if t.Secret {
		secret = t.Told
	}
	return r.Site.DB.Write(r.Context(), r.Actor, func(tx *store.Tx) error {
		return g.Taken(r.Context(), tx, e, hex.EncodeToString(sum[:]), int64(records), int64(withheld), secret)
	})
}
