package plan

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// maxEdits is how many cells one saving may hold: more than a page has.
const maxEdits = 1000

func (p *Plans) gridRoutes() []web.Route {
	const grid = "/u/{unit}/{year}/ke-hoach/{plan}/bang-nhap"
	edit := web.Right(actor.TaskEdit)
	return []web.Route{
		{Method: "GET", Path: grid, Title: "Bảng nhập nhanh", Access: edit, Handle: p.grid},
		{Method: "POST", Path: grid, Title: "Lưu bảng nhập nhanh", Access: edit, Handle: p.gridSave},
		{Method: "POST", Path: grid + "/hoan-tac", Title: "Hoàn tác lần lưu bảng", Access: edit, Handle: p.gridUndo},
	}
}

// gridView is what the page shows.
type gridView struct {
	Plan        Plan
	Rows        []gridRow
	Cells       map[string]gridCell // what became of the cells that were sent and not saved, by the name of the control
	Bodies      []Body
	Unclear     bool
	Count       int
	Page, Pages int
	Last        lastSaving
	Key         string
	Errors      []errs.Field
}

func (p *Plans) grid(w http.ResponseWriter, r *web.Request) error {
	pl, err := p.openPlan(r)
	if err != nil {
		return err
	}
	return p.showGrid(w, r, pl, nil)
}

// showGrid shows a page of the grid; cells are those that could not be saved, with what was typed.
func (p *Plans) showGrid(w http.ResponseWriter, r *web.Request, pl Plan, cells []gridCell) error {
	ctx, from := r.Context(), r.Reader()
	g := gridView{Plan: pl, Unclear: r.URL.Query().Get("xem") == "chua-ro", Page: pageOf(r), Key: web.NewKey(), Cells: map[string]gridCell{}}
	tasks, count, err := gridPage(ctx, from, pl.ID, g.Unclear, g.Page)
	if err != nil {
		return err
	}
	g.Count, g.Pages = count, max(1, (count+PageSize-1)/PageSize)
	var match Match
	if g.Bodies, match, err = p.Bodies.Register(ctx, from, r.Today()); err != nil {
		return err
	}
	if g.Last, _, err = store.Find[lastSaving](ctx, from, gridSaveLast, pl.ID, r.Actor.AccountID); err != nil {
		return err
	}
	for _, t := range tasks {
		g.Rows = append(g.Rows, gridRowOf(t, match))
	}
	g.blame(cells)
	v := web.View{Title: "Bảng nhập nhanh", Lead: pl.Name() + ". " + strconv.Itoa(count) + " việc; sửa xong ô nào ghi ô ấy.", Here: ui.NavPlan, Errors: g.Errors,
		Crumbs: []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: pl.Name(), Href: r.In("ke-hoach/" + pl.ID)}, {Text: "Bảng nhập nhanh"}},
		Under:  planTabs(r, pl, viewGrid)}
	return r.Show(w, v, gridPageView(r, g))
}

// blame puts the cells that were not saved onto the page, and their words into the summary in the order of the rows.
func (g *gridView) blame(cells []gridCell) {
	for _, row := range g.Rows {
		for _, c := range cells {
			if c.Task != row.Task || c.State == cellSaved {
				continue
			}
			name := cellName(c.Task, c.Field)
			g.Cells[name] = c
			g.Errors = append(g.Errors, errs.Field{Name: name, Message: "Dòng " + strconv.Itoa(row.Seq) + ": " + c.Words})
		}
	}
}

// gridSave writes a batch of cells. A script sends the cells it knows of as JSON and gets an answer for each; without one the
// whole page comes as a form.
func (p *Plans) gridSave(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	script := r.Header.Get("Accept") == "application/json"
	if errs.Is(err, errs.Done) && script {
		return p.answerAgain(w, r, err)
	}
	if err != nil {
		return err
	}
	pl, err := p.openPlan(r)
	if err != nil {
		return err
	}
	edits, err := editsIn(f)
	if err != nil {
		return gridRefusal(w, script, err)
	}
	s := gridSaving{plan: pl}
	next := r.In("ke-hoach/" + pl.ID + "/bang-nhap?" + r.URL.RawQuery)
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		_, match, err := p.Bodies.Register(ctx, tx, r.Today())
		if err != nil {
			return err
		}
		s.match = match
		if err := s.save(ctx, tx, edits); err != nil || !script {
			return err
		}
		raw, err := json.Marshal(s.cells)
		tx.Result(string(raw)) // what a script hears that did not get its first answer
		return err
	})
	if err != nil {
		return gridRefusal(w, script, err)
	}
	if script {
		return p.answerGrid(w, r, s)
	}
	if slices.ContainsFunc(s.cells, func(c gridCell) bool { return c.State != cellSaved }) {
		return p.showGrid(w, r, pl, s.cells)
	}
	r.Say(w, "Đã lưu "+strconv.Itoa(s.saved)+" ô lúc "+clock(r.Now)+".")
	return r.Go(w, next)
}

func clock(at store.Instant) string { return at.In(day.Zone).Format("15:04") }

// editsIn are the changed cells of a form.
func editsIn(f *web.Form) (edits []gridEdit, err error) {
	if raw := f.Raw("sua"); raw != "" {
		if err := json.Unmarshal([]byte(raw), &edits); err != nil {
			return nil, errs.Wrap(errs.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng nên chưa ghi. Gửi lại một lần nữa.")
		}
		for i := range edits {
			edits[i].Value = oneCell(edits[i].Value)
		}
	} else if edits, err = editsOfPage(f); err != nil {
		return nil, err
	}
	if len(edits) > maxEdits {
		return nil, errs.Newf(errs.Invalid, "Mỗi lần ghi nhiều nhất %d ô, đang có %d. Dán ít dòng hơn.", maxEdits, len(edits))
	}
	for _, e := range edits {
		if !ident.Valid(e.Task) {
			return nil, errs.New(errs.Invalid, "Nội dung gửi lên không phải của bảng này nên chưa ghi. Mở lại trang.")
		}
	}
	return edits, nil
}

// oneCell is a value as a cell holds it: lines of a pasted cell are several names.
func oneCell(s string) string {
	s = strings.ReplaceAll(vi.NFC(s), "\r", "")
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\n", "; ")), " ")
}

// seenRow is what the page showed in a row, so that only changed cells are written.
type seenRow struct {
	Version int64             `json:"v"`
	Cells   map[string]string `json:"w"`
}

func (row gridRow) seen() string {
	raw, _ := json.Marshal(seenRow{row.Version, row.Cells}) // a map of strings always encodes
	return string(raw)
}

func editsOfPage(f *web.Form) (edits []gridEdit, err error) {
	names := f.Names()
	slices.Sort(names)
	for _, name := range names {
		task, field, ok := cellOf(name)
		if !ok {
			continue
		}
		var seen seenRow
		if err := json.Unmarshal([]byte(f.Raw("d-"+task)), &seen); err != nil {
			return nil, errs.Wrap(errs.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng nên chưa ghi. Mở lại trang rồi gửi lần nữa.")
		}
		value := oneCell(f.Text(name))
		if value == seen.Cells[field] || f.Has("k-"+task+"-"+field) {
			continue
		}
		edits = append(edits, gridEdit{Task: task, Version: seen.Version, Field: field, Was: seen.Cells[field], Value: value})
	}
	return edits, nil
}

// gridAnswer is what a script gets for a batch.
type gridAnswer struct {
	Saved string     `json:"saved,omitempty"` // "14:05"
	Cells []gridCell `json:"cells"`
	Rows  []gridRow  `json:"rows"`
	Error string     `json:"error,omitempty"`
}

func (p *Plans) answerGrid(w http.ResponseWriter, r *web.Request, s gridSaving) error {
	a := gridAnswer{Cells: s.cells, Saved: clock(r.Now)}
	seen := map[string]bool{}
	for _, c := range s.cells {
		if seen[c.Task] {
			continue
		}
		seen[c.Task] = true
		t, err := taskWith(r.Context(), r.Reader(), c.Task)
		if errs.Is(err, errs.NotFound) {
			continue
		} else if err != nil {
			return err
		}
		a.Rows = append(a.Rows, gridRowOf(t, s.match))
	}
	return gridJSON(w, http.StatusOK, a)
}

// answerAgain gives the answer of a batch that was carried out before: a script asks again when it heard nothing.
func (p *Plans) answerAgain(w http.ResponseWriter, r *web.Request, done error) error {
	e, _ := errors.AsType[*errs.Error](done)
	var s gridSaving
	if err := json.Unmarshal([]byte(e.Result), &s.cells); err != nil {
		return done
	}
	var err error
	if _, s.match, err = p.Bodies.Register(r.Context(), r.Reader(), r.Today()); err != nil {
		return err
	}
	return p.answerGrid(w, r, s)
}

// gridRefusal answers a script in words; without one the error becomes a page.
func gridRefusal(w http.ResponseWriter, script bool, err error) error {
	words, ok := web.Words(err)
	if !script || !ok {
		return err
	}
	return gridJSON(w, http.StatusUnprocessableEntity, gridAnswer{Error: words})
}

func gridJSON(w http.ResponseWriter, status int, a gridAnswer) error {
	raw, err := json.Marshal(a)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(raw) // the reader has gone away; nothing to repair
	return nil
}

// gridUndo takes the last saving back.
func (p *Plans) gridUndo(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	pl, err := p.openPlan(r)
	if err != nil {
		return err
	}
	next := r.In("ke-hoach/" + pl.ID + "/bang-nhap")
	var back int
	var kept []string
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		_, match, err := p.Bodies.Register(ctx, tx, r.Today())
		if err == nil {
			back, kept, err = undoSaving(ctx, tx, pl, f.Text("lan"), match)
		}
		return err
	})
	if err != nil {
		return err
	}
	said := "Đã hoàn tác lần lưu: " + strconv.Itoa(back) + " việc trở lại như trước."
	if len(kept) > 0 {
		said += " Giữ nguyên chỗ người khác đã sửa sau đó: " + quoted(kept) + "."
	}
	r.Say(w, said)
	return r.Go(w, next)
}
