package plan

import (
	"cmp"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// succeeded is what a page of a task tells of reorganisations: who had it before, and from where and to where it went on.
type succeeded struct {
	Past   []pastPart
	Origin *origin // of a task that an heir goes on with
	Heirs  []heirTask
}

// heirTask is the work of an heir that goes on with a task.
type heirTask struct {
	TaskID string `db:"task_id"`
	UnitID string `db:"unit_id"`
	Slug   string `db:"slug"`
	Unit   string `db:"name"`
}

var (
	taskOrigin = store.Query("plan.task_heir.origin", `SELECT h.old_task_id, h.old_lead, h.on_day, h.basis, u.id AS unit_id, u.slug, u.name FROM task_heir h JOIN unit u ON u.id = h.old_unit_id
		WHERE h.task_id = $1 AND {scope:h}`)
	heirsOfTask = store.Query("plan.task_heir.of_task", `SELECT h.task_id, u.id AS unit_id, u.slug, u.name FROM task_heir h JOIN unit u ON u.id = h.unit_id
		WHERE h.old_task_id = $1 AND h.old_unit_id = $2 ORDER BY h.task_id`, store.Unscoped("leads from a unit that has ended to its heirs, and gives only addresses; the heir's page asks for the right"))
)

// readSucceeded reads what reorganisations did to the task. Heirs are asked for only where there can be some.
func (tv *taskView) readSucceeded(r *web.Request) (err error) {
	ctx, from, id := r.Context(), r.Reader(), tv.Task.ID
	if slices.Contains(tv.rare, rarePast) {
		if tv.Past, err = store.List[pastPart](ctx, from, pastOf, id); err != nil {
			return err
		}
	}
	if slices.Contains(tv.rare, rareOrigin) {
		came, found, err := store.Find[origin](ctx, from, taskOrigin, id)
		if err != nil {
			return err
		}
		if found {
			tv.Origin = &came
		}
	}
	if r.StandsStill() {
		tv.Heirs, err = store.List[heirTask](ctx, from, heirsOfTask, id, r.Unit.ID)
		slices.SortStableFunc(tv.Heirs, func(a, b heirTask) int { return cmp.Compare(vi.SortKey(a.Unit), vi.SortKey(b.Unit)) })
	}
	return err
}

// heirLinks lead from a task of a unit that has ended to where it goes on.
func (s succeeded) heirLinks(r *web.Request) []ui.Crumb {
	out := make([]ui.Crumb, len(s.Heirs))
	for i, h := range s.Heirs {
		out[i] = ui.Crumb{Text: h.Unit, Href: r.HeirHref(web.Unit{ID: h.UnitID, Slug: h.Slug}, "nhiem-vu/"+h.TaskID)}
	}
	return out
}

// href leads back to the task of the unit that ended, when the reader may read there.
func (o origin) href(r *web.Request) string {
	return r.HeirHref(web.Unit{ID: o.UnitID, Slug: o.Slug}, "nhiem-vu/"+o.OldTaskID)
}

// words tell from whom the work came.
func (o origin) words() string {
	s := "Tiếp nhận từ " + o.Unit + " từ ngày " + o.On.String()
	if o.OldLead != "" {
		s += "; trước đó " + o.OldLead + " chủ trì"
	}
	return s + "."
}

// days are the days of a part that ended.
func (b pastPart) days() string {
	if b.From.IsZero() || b.From.After(b.To) {
		return "đến hết " + b.To.String()
	}
	return "từ " + b.From.String() + " đến hết " + b.To.String()
}

func (b pastPart) takenBy() string {
	if b.Heirs == "" {
		return "chưa có cơ quan tiếp nhận"
	}
	return b.Heirs + " tiếp nhận"
}
