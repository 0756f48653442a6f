package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
)

// sourceHref leads to the lines of the task in the plan, for those who may read the plan.
func sourceHref(r *web.Request, t Task) string {
	if !r.May(actor.PlanRead) {
		return ""
	}
	return reviewAt(r, Plan{ID: textOf(t)}, "", linePlace(t.LineFrom))
}

func sourceWords(r *web.Request) string {
	if !r.May(actor.PlanRead) {
		return ""
	}
	return ". Mở trong nguyên văn"
}
