package plan

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// list shows the plans of a year.
func (p *Plans) list(w http.ResponseWriter, r *web.Request) error {
	plans, err := store.List[Listed](r.Context(), r.Reader(), planList, r.Year)
	if err != nil {
		return err
	}
	v := web.View{Title: "Kế hoạch năm " + strconv.Itoa(r.Year), Here: ui.NavPlan, Crumbs: []ui.Crumb{{Text: "Kế hoạch"}}}
	v.Lead = listLead(plans)
	if r.May(actor.PlanImport) && len(plans) > 0 {
		v.Actions = addWork(r)
	}
	return r.Show(w, v, listPage(r, plans))
}

func listLead(plans []Listed) string {
	var tasks, done, drafts int
	for _, l := range plans {
		if l.State == Draft {
			drafts++
			continue
		}
		tasks += l.Tasks
		done += l.Done
	}
	if len(plans) == 0 {
		return ""
	}
	lead := strconv.Itoa(tasks) + " việc đang theo dõi, " + strconv.Itoa(done) + " việc đã xong."
	if drafts > 0 {
		lead += " " + strconv.Itoa(drafts) + " bản nhập chờ đối chiếu."
	}
	return lead
}
