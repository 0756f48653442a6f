package plan

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

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
