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
	if before == "" {
		before = "~" // sorts after every id
	}
	events, err := store.List[told](r.Context(), r.Reader(), historyRecent, before, PageSize+1)
	if err != nil {
		return err
	}
	next := ""
	if len(events) > PageSize {
		events = events[:PageSize]
		next = r.In("lich-su") + "?truoc=" + events[PageSize-1].ID
	}
	for _, e := range events {
		r.Trace("history", []string{e.ID}, "")
	}
	v := web.View{Title: "Lịch sử", Lead: "Mọi thay đổi của đơn vị, mới nhất trước. Không dòng nào bị sửa hay xóa.", Crumbs: []ui.Crumb{{Text: "Lịch sử"}}}
	return r.Show(w, v, historyPage(r, toldLines(r, events), next))
}

// told is an event with the name of its record.
type told struct {
	store.Event
	About string `db:"about"`
	Year  int    `db:"year"`
}

var historyRecent = store.Query("plan.history.recent", `SELECT `+store.EventColumns+`, COALESCE(t.title, p.title, '') AS about, COALESCE(t.year, p.year, 0) AS year
	FROM audit e LEFT JOIN task t ON e.kind = 'task' AND t.id = e.record_id LEFT JOIN plan p ON e.kind = 'plan' AND p.id = e.record_id
	WHERE {scope:e} AND e.id < $1 ORDER BY e.id DESC LIMIT $2`)

// addresses of the records of this feature.
var pathOf = map[string]string{"task": "nhiem-vu/", "plan": "ke-hoach/"}

func toldLines(r *web.Request, events []told) []ui.Event {
	out := make([]ui.Event, len(events))
	for i, e := range events {
		out[i] = web.HistoryLine(e.Event)
		if path, ok := pathOf[e.Kind]; ok && e.About != "" {
			out[i].About, out[i].Href = e.About, web.InUnit(r.Unit.Slug, e.Year, path+e.RecordID)
		}
	}
	return out
}
