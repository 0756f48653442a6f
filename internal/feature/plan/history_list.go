package plan

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// history shows who changed what in the unit, newest first.
func (p *Plans) history(w http.ResponseWriter, r *web.Request) error {
	before := r.URL.Query().Get("truoc")
	if !ident.Valid(before) {
		before = ""
	}
	events, err := store.Recent(r.Context(), r.Reader(), before, PageSize+1)
	if err != nil {
		return err
	}
	next := ""
	if len(events) > PageSize {
		events = events[:PageSize]
		next = r.In("lich-su") + "?truoc=" + events[PageSize-1].ID
	}
	v := web.View{Title: "Lịch sử", Lead: "Mọi thay đổi của đơn vị, mới nhất trước. Không dòng nào bị sửa hay xóa.", Crumbs: []ui.Crumb{{Text: "Lịch sử"}}}
	return r.Show(w, v, historyPage(r, historyLines(events), next))
}
