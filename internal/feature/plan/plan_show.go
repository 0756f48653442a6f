package plan

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// PageSize is how many rows a list shows.
const PageSize = 50

// shown is one page of the work of a plan.
type shown struct {
	Plan        Plan
	Tasks       []Task
	Count       int
	Page, Pages int
	versions
}

// show lists the work of a plan, fifty rows a page.
func (p *Plans) show(w http.ResponseWriter, r *web.Request) error {
	pl, err := p.planOf(r)
	if err != nil {
		return err
	}
	if pl.State == Replaced {
		return r.Go(w, reviewHref(r, pl, ""))
	}
	s := shown{Plan: pl, Page: pageOf(r)}
	if s.versions, err = versionsAround(r.Context(), r.Reader(), pl); err != nil {
		return err
	}
	if s.Count, err = store.Get[int](r.Context(), r.Reader(), taskCount, pl.ID); err != nil {
		return err
	}
	s.Pages = max(1, (s.Count+PageSize-1)/PageSize)
	if s.Tasks, err = store.List[Task](r.Context(), r.Reader(), taskPage, pl.ID, (s.Page-1)*PageSize, PageSize); err != nil {
		return err
	}
	v := web.View{Title: vi.Sentence(pl.Title), Here: ui.NavPlan, Lead: planLead(pl, s.Count),
		Crumbs:  []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: pl.Name()}},
		Actions: showActions(r, pl), Under: planTabs(r, pl, viewWork)}
	return r.Show(w, v, showPage(r, s))
}

func planLead(pl Plan, count int) string {
	if pl.State == Draft {
		return "Bản nhập chưa xác nhận: " + strconv.Itoa(count) + " việc đã tách, chưa giao cho ai."
	}
	return strconv.Itoa(count) + " việc, xác nhận bởi " + pl.ConfirmedBy + " ngày " + dayOf(pl.ConfirmedAt) + "."
}

// pageOf is the page number in the address, 1 when there is none.
func pageOf(r *web.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("trang"))
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}

func pageHref(r *web.Request, path string) func(int) string {
	return func(n int) string { return r.In(path) + "?trang=" + strconv.Itoa(n) }
}

// original gives the file as it was brought in.
func (p *Plans) original(w http.ResponseWriter, r *web.Request) error {
	pl, err := p.planOf(r)
	if err != nil {
		return err
	}
	return p.serve(w, r, pl.SourceHash, pl.SourceName, "application/octet-stream")
}
