package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// editionDays are the last days of the assignments of a plan that ended by reorganisations, the latest first.
var editionDays = store.Query("plan.past.days", `SELECT DISTINCT b.to_day FROM task_body_past b WHERE b.plan_id = $1 AND {scope:b} ORDER BY b.to_day DESC`)

// editions are the assignment tables of a plan: the one of the day that the address asks for, and the days of earlier ones.
type editions struct {
	Day   day.Day
	Past  bool      // an earlier day than today
	Older []day.Day // the last days of earlier assignments
}

func editionsOf(r *web.Request, planID string) (e editions, err error) {
	if e.Day, err = asOfDay(r); err != nil {
		return e, err
	}
	e.Past = e.Day.Before(r.Today())
	e.Older, err = store.List[day.Day](r.Context(), r.Reader(), editionDays, planID)
	return e, err
}

// putBackTo gives tasks the bodies that had them on a day, and takes back what was done after it.
func putBackTo(r *web.Request, on day.Day, tasks []draftTask) error {
	if !on.Before(r.Today()) {
		return nil
	}
	handed, err := store.List[handedRow](r.Context(), r.Reader(), asOfHanded, on)
	if err != nil {
		return err
	}
	first := map[string]handedRow{}
	for _, h := range handed {
		if _, earlier := first[h.TaskID]; !earlier {
			first[h.TaskID] = h
		}
	}
	for i := range tasks {
		t := &tasks[i]
		if t.Done.After(on) {
			t.Done = day.Day{}
		}
		h, changed := first[t.ID]
		if !changed {
			continue
		}
		image, err := h.image()
		if err != nil {
			return err
		}
		t.Owed, t.Lead, t.Requested = image.Owed, image.Lead, image.Requested
	}
	return nil
}
