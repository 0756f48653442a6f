package register

import (
	"encoding/json"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// gridAt is the address of the quick grid below that of the list.
const gridAt = "bang"

// pasteBody is how many bytes a paste may have: maxPaste rows of a wide table.
const pasteBody = 16 << 20

// gridRoutes are the pages and answers of the quick grid. What belongs to one paste has addresses beside those of records.
func (g *Register) gridRoutes(base string) []web.Route {
	at, edit := base+"/"+gridAt, web.Right(g.EditRight)
	paste := "/u/{unit}/{year}/dan-" + g.Path + "/{batch}"
	return []web.Route{
		{Method: "GET", Path: at, Title: g.Title + ": bảng nhập nhanh", Access: edit, Handle: g.grid},
		{Method: "POST", Path: at, Title: "Lưu ô của bảng nhập nhanh", Access: edit, Handle: g.gridSave},
		{Method: "POST", Path: at + "/dong", Title: "Lưu dòng của bảng nhập nhanh", Access: edit, Handle: g.gridRowSave},
		{Method: "POST", Path: at + "/hoan-tac", Title: "Hoàn tác trong bảng nhập nhanh", Access: edit, Handle: g.gridUndo},
		{Method: "POST", Path: at + "/dan", Title: "Dán vào bảng nhập nhanh", Access: edit, MaxBody: pasteBody, Handle: g.gridPaste},
		{Method: "POST", Path: paste + "/ghi", Title: "Ghi các dòng vừa dán", Access: edit, Handle: g.pasteWrite},
		{Method: "POST", Path: paste + "/hoan-tac", Title: "Hoàn tác lần dán", Access: edit, Handle: g.pasteUndo},
	}
}

// gridHref leads from the list to the grid of the same records.
func (g *Register) gridHref(r *web.Request) string {
	a := g.mapAsk(r)
	a.After, a.Back = "", false
	return g.here(r, gridAt) + g.query(a)
}

// pasteAt is an address of one paste.
func (g *Register) pasteAt(r *web.Request, id, below string) string {
	return r.In("dan-" + g.Path + "/" + id + "/" + below)
}

// gridColumn is a column of the grid: a field whose answer is one text.
type gridColumn struct {
	Field
	Fixed bool // follows from others: shown, not typed
	Many  bool // several answers with semicolons between them
	Lines bool // an answer may have several lines
	Words []ui.Option
}

// gridColumns are the fields with columns of their own, in the order of the declaration; the lists that they name are read.
func (g *Register) gridColumns(e *Env) []gridColumn {
	var out []gridColumn
	for _, f := range g.Fields {
		if len(f.Kind.Columns()) == 0 || f.inner() || f.InMoves {
			continue
		}
		c := gridColumn{Field: f, Fixed: !typedByPeople(f)}
		_, c.Many = f.Kind.(several)
		_, c.Lines = f.Kind.(LongText)
		if k, ok := f.Kind.(lister); ok && !c.Fixed {
			c.Words = k.Options(e)
		}
		out = append(out, c)
	}
	return out
}

// gridView is the page of the grid: records of the list, or the rows of one paste, and below them the rows that wait to be
// put right.
type gridView struct {
	listView
	Columns []gridColumn
	Rows    []gridLine
	Files   map[string]int64 // by record
	Last    lastStep         // when the reader last changed something here
	Recent  *Import          // the reader's last paste
	Paste   *pasteView       // set when the page shows one paste
	Key     string
}

// gridLine is a record, or a row that is not in the register yet.
type gridLine struct {
	Rec    Record
	Batch  string // import to which the row belongs, with its number there
	N      int64
	Cells  map[string]string // by field name
	Wrong  map[string]string // what is to be done, by field name; "" for the row as a whole
	TwinID string
	Twin   string // name of the record that the row may repeat
	Choose bool   // the row waits for a choice
}

func (l gridLine) saved() bool { return l.Rec.ID != "" }

// grid shows the quick grid.
func (g *Register) grid(w http.ResponseWriter, r *web.Request) error {
	v := gridView{listView: listView{of: g, Ask: g.mapAsk(r), Env: g.envOf(r), at: gridAt}, Key: web.NewKey()}
	v.Columns = g.gridColumns(v.Env)
	if err := v.read(r); err != nil {
		return err
	}
	if err := v.Env.Err(); err != nil {
		return err
	}
	view := web.View{Title: g.Title + ": bảng nhập nhanh", Here: g.Noun, Lead: v.said(), Crumbs: g.crumbs(r, ui.Crumb{Text: "Bảng nhập nhanh"})}
	return r.Show(w, view, gridPage(r, v))
}

// read fills the rows and what stands around them.
func (v *gridView) read(r *web.Request) (err error) {
	g, ctx, from := v.of, r.Context(), r.Reader()
	if v.Last, _, err = store.Find[lastStep](ctx, from, stepNewest, r.Unit.ID, g.Name, r.Actor.AccountID); err != nil {
		return err
	}
	recent, ok, err := store.Find[Import](ctx, from, pasteLast, r.Unit.ID, g.Name, r.Actor.AccountID, originPaste)
	if err != nil {
		return err
	}
	if ok && r.Now.Before(recent.undoUntil()) {
		v.Recent = &recent
	}
	if r.URL.Query().Get("dan") != "" {
		if err := v.readPaste(r); err != nil {
			return err
		}
	} else if err := v.readList(r); err != nil {
		return err
	}
	if err := v.nameTwins(r); err != nil {
		return err
	}
	return v.countFiles(r)
}

// readList fills a page of the list, and below it what the reader has not finished.
func (v *gridView) readList(r *web.Request) (err error) {
	g, ctx, from := v.of, r.Context(), r.Reader()
	if v.Page, v.Counts, err = g.List(ctx, from, r.Unit.ID, v.Ask, r.Today()); err != nil {
		return err
	}
	v.Env.Meet(v.Page.Records)
	for _, rec := range v.Page.Records {
		v.Rows = append(v.Rows, gridLine{Rec: rec, Cells: rec.cells(v.Env)})
	}
	since := store.Instant{Time: r.Now.Add(-UndoLife)}
	left, err := store.List[leftRow](ctx, from, rowsOpen, r.Unit.ID, g.Name, r.Actor.AccountID, since, PageSize)
	for _, row := range left {
		v.Rows = append(v.Rows, g.unsaved(row.importRow, listOf(row.Columns)))
	}
	return err
}

// nameTwins says which records the rows may repeat.
func (v *gridView) nameTwins(r *web.Request) error {
	var ids []string
	for _, l := range v.Rows {
		if l.TwinID != "" && len(ids) < namesAtOnce {
			ids = append(ids, l.TwinID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	names, err := v.of.Named(r.Context(), r.Reader(), ids)
	for i := range v.Rows {
		v.Rows[i].Twin = names[v.Rows[i].TwinID]
	}
	return err
}

type fileCount struct {
	RecordID string `db:"record_id"`
	N        int64  `db:"n"`
}

var filesCount = store.Query("register.file.counts", `SELECT f.record_id, COUNT(*) AS n FROM register_file f WHERE f.record_id IN (`+params(1, PageSize)+`) AND f.gone_at = 0 AND {scope:f} GROUP BY f.record_id`)

// countFiles counts the files beside the records, in a register that has files.
func (v *gridView) countFiles(r *web.Request) error {
	if len(v.of.attached.fields) == 0 {
		return nil
	}
	args, n := make([]any, PageSize), 0
	for i := range args {
		args[i] = ""
	}
	for _, l := range v.Rows {
		if l.saved() && n < PageSize {
			args[n] = l.Rec.ID
			n++
		}
	}
	counts, err := store.List[fileCount](r.Context(), r.Reader(), filesCount, args...)
	v.Files = map[string]int64{}
	for _, c := range counts {
		v.Files[c.RecordID] = c.N
	}
	return err
}

// said is the finding of the page.
func (v gridView) said() string {
	if v.Paste != nil {
		return v.Paste.said()
	}
	if v.Counts.All() == 0 {
		return ""
	}
	return v.countWords() + ". Sửa xong ô nào ghi ô ấy."
}

// waits is what keeps a row out of the register.
func (l gridLine) waits() string {
	switch {
	case l.Choose && l.Twin != "":
		return "có thể trùng " + l.Twin
	case l.Wrong[""] != "":
		return l.Wrong[""]
	}
	return "chưa ghi"
}

// gridStamp is a moment in few words: the clock alone today.
func gridStamp(r *web.Request, at store.Instant) string {
	if day.At(at.Time) == r.Today() {
		return clock(at)
	}
	return web.Stamp(at)
}

func jsonMap(m map[string]string) string {
	raw, _ := json.Marshal(m) // strings always marshal
	return string(raw)
}
