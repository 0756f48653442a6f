package account

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

const rowsPerPage = 50

// list shows the accounts of the unit by name, fifty a page.
func (p *pages) list(w http.ResponseWriter, r *web.Request) error {
	all, err := p.OfUnit(r.Context(), r.Reader(), r.Unit.ID)
	if err != nil {
		return err
	}
	page, pages, err := pageOf(r.URL.Query().Get("trang"), len(all))
	if err != nil {
		return err
	}
	from := (page - 1) * rowsPerPage
	v := web.View{
		Title: "Tài khoản của đơn vị", Lead: countWords(all, r.Today()),
		Crumbs:  []ui.Crumb{{Text: "Tài khoản của đơn vị"}},
		Actions: listActions(r.In("tai-khoan")),
	}
	rows := all[from:min(from+rowsPerPage, len(all))]
	r.Trace(confidential, idsOf(rows), "")
	return r.Show(w, v, listPage(listView{
		Rows: rows, Today: r.Today(), Page: page, Pages: pages, Base: r.In("tai-khoan"),
	}))
}

func idsOf(list []Holder) []string {
	ids := make([]string, len(list))
	for i, h := range list {
		ids[i] = h.ID
	}
	return ids
}

type listView struct {
	Rows        []Holder
	Today       day.Day
	Page, Pages int
	Base        string
}

// pageOf reads the number of a page; a page that is not there is not found.
func pageOf(typed string, rows int) (page, pages int, err error) {
	page, pages = 1, max((rows+rowsPerPage-1)/rowsPerPage, 1)
	if typed != "" {
		if page, err = strconv.Atoi(typed); err != nil || page < 1 || page > pages {
			return 0, 0, errs.Newf(errs.NotFound, "Danh sách có %d trang; không có trang này.", pages)
		}
	}
	return page, pages, nil
}

// countWords is the finding of the list.
func countWords(all []Holder, today day.Day) string {
	var locked, waiting, idle int
	for _, h := range all {
		switch {
		case !h.Active:
			locked++
		case !h.Ready:
			waiting++
		case len(h.heldPosts(today)) == 0:
			idle++
		}
	}
	out := fmt.Sprintf("%d tài khoản", len(all))
	for _, part := range []struct {
		n     int
		words string
	}{{waiting, "chưa đặt mật khẩu"}, {locked, "đang khóa"}, {idle, "không còn chức danh"}} {
		if part.n > 0 {
			out += fmt.Sprintf(", %d %s", part.n, part.words)
		}
	}
	return out + "."
}

func (h Holder) heldPosts(at day.Day) []Position {
	var out []Position
	for _, p := range h.Posts {
		if p.Held(at) {
			out = append(out, p)
		}
	}
	return out
}

// postWords is a post in one line: "Chuyên viên, Phòng Văn hóa - Xã hội".
func postWords(p Position) string {
	if p.Title == "" {
		return p.BodyName
	}
	return p.Title + ", " + p.BodyName
}
