package plan

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// linkPage is a page of links, of the unit in its year or of one task.
type linkPage struct {
	Links       []listedLink
	Count       int
	Page, Pages int
	Task        *draftTask // nil for the unit
	Path        string     // inside the unit
	Key         string
	Errors      []errs.Field
}

// linksOfUnit lists what was given out for the work of a year, newest first.
func (p *Plans) linksOfUnit(w http.ResponseWriter, r *web.Request) (err error) {
	lp := linkPage{Path: "duong-dan"}
	if err = lp.read(r, linkCount, linkList, r.Year); err != nil {
		return err
	}
	v := web.View{Title: "Đường dẫn đã cấp", Lead: "Mỗi đường dẫn cho một cơ quan gửi kết quả của một việc mà không cần tài khoản. Cấp mới ở trang của nhiệm vụ.",
		Here: ui.NavPlan, Crumbs: []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: "Đường dẫn đã cấp"}}}
	return r.Show(w, v, linkListPage(r, lp))
}

// linksOfTask lists the links of one task, with the form that makes another.
func (p *Plans) linksOfTask(w http.ResponseWriter, r *web.Request) error {
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	return p.showTaskLinks(w, r, t, nil)
}

func (p *Plans) showTaskLinks(w http.ResponseWriter, r *web.Request, t draftTask, mistakes []errs.Field) error {
	lp := linkPage{Task: &t, Path: "nhiem-vu/" + t.ID + "/duong-dan", Key: web.NewKey(), Errors: mistakes}
	if err := lp.read(r, linkCountOfTask, linkOfTask, t.ID); err != nil {
		return err
	}
	v := web.View{Title: "Đường dẫn của nhiệm vụ", Lead: t.Title, Here: ui.NavPlan, Crumbs: linkCrumbs(r, t.Task), Errors: mistakes}
	return r.Show(w, v, linkListPage(r, lp))
}

func (lp *linkPage) read(r *web.Request, count, list *store.Stmt, of any) (err error) {
	if lp.Count, err = store.Get[int](r.Context(), r.Reader(), count, of); err != nil {
		return err
	}
	lp.Pages = max(1, (lp.Count+PageSize-1)/PageSize)
	lp.Page = min(pageOf(r), lp.Pages)
	lp.Links, err = store.List[listedLink](r.Context(), r.Reader(), list, of, PageSize, (lp.Page-1)*PageSize)
	return err
}

func linkCrumbs(r *web.Request, t Task) []ui.Crumb {
	return []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: "Nhiệm vụ " + t.Path, Href: r.In("nhiem-vu/" + t.ID)}, {Text: "Đường dẫn"}}
}

// uses says how often the link was opened and what it brought.
func (l listedLink) uses() string {
	s := "chưa mở lần nào"
	if l.Opens > 0 {
		s = "mở " + strconv.Itoa(l.Opens) + " lần, lần cuối " + stamp(l.OpenedAt)
	}
	if l.Brought == 0 {
		return s + "; chưa gửi gì"
	}
	s += "; đã gửi " + strconv.Itoa(l.Brought) + " kết quả"
	if l.Waiting > 0 {
		s += ", " + strconv.Itoa(l.Waiting) + " chờ xem"
	}
	return s
}
