package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
)

// actionRevised is the history's word for what a new version of the plan did to a task: no correction by hand.
const actionRevised = "Đổi theo bản sửa đổi"

var (
	taskEvents = store.Query("plan.task.events", `SELECT `+store.EventColumns+` FROM task t JOIN audit e ON e.kind = 'task' AND e.record_id = t.id
		WHERE t.plan_id = $1 AND {scope:t} ORDER BY e.id`)
	// Work on which something rests: it is kept when the plan no longer names it.
	taskWorked = store.Query("plan.task.worked", `SELECT t.id FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.parent_id = '' AND {scope:t} AND (t.results > 0 OR t.waiting > 0 OR t.phase <> '' OR t.asking = TRUE
		OR EXISTS (SELECT 1 FROM task_comment c WHERE c.task_id = t.id) OR EXISTS (SELECT 1 FROM task_extension x WHERE x.task_id = t.id)
		OR EXISTS (SELECT 1 FROM task_transfer m WHERE m.task_id = t.id)
		OR EXISTS (SELECT 1 FROM task_link l WHERE l.task_id = t.id) OR EXISTS (SELECT 1 FROM task s WHERE s.parent_id = t.id))`)
)

// byHandOf reads from the history which fields of each task a person corrected, with the value that the text had given.
func byHandOf(ctx context.Context, from store.Source, planID string) (hands, error) {
	events, err := store.List[store.Event](ctx, from, taskEvents, planID)
	if err != nil {
		return nil, err
	}
	out := hands{}
	for _, e := range events {
		out.follow(e)
	}
	return out, nil
}

// timeLabels are the fields of the form that together are the time.
var timeLabels = map[string]bool{"Loại thời gian": true, "Bắt đầu": true, "Hạn": true, "Cao điểm": true}

// follow takes one event into account, oldest first. What a version of the plan wrote is the text's again.
func (h hands) follow(e store.Event) {
	if e.Before == "" || e.After == "" {
		return // made or gone, not corrected
	}
	for _, d := range e.Deltas() {
		label, was := d.Field, d.Before
		if timeLabels[label] {
			label, was = "Thời gian", ""
		}
		if e.Action == actionRevised {
			delete(h[e.RecordID], label)
			continue
		}
		if h[e.RecordID] == nil {
			h[e.RecordID] = map[string]string{}
		}
		if _, earlier := h[e.RecordID][label]; !earlier {
			h[e.RecordID][label] = was
		}
	}
}

// workedOn are the tasks of a plan on which something rests.
func workedOn(ctx context.Context, from store.Source, planID string) (map[string]bool, error) {
	ids, err := store.List[string](ctx, from, taskWorked, planID)
	if err != nil {
		return nil, err
	}
	out := make(map[string]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out, nil
}
