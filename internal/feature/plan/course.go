package plan

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Phase is what a person decided about the course of a task, apart from doing it.
type Phase string

// The phases. The zero Phase is work that goes on.
const (
	Paused    Phase = "paused"    // tạm dừng
	Moved     Phase = "moved"     // chuyển cơ quan khác, outside the unit
	Cancelled Phase = "cancelled" // không thực hiện, by decision
)

// course is what happened to a task besides its results.
type course struct {
	ParentID string  `db:"parent_id" json:"-"` // the task of which this is a part
	Phase    Phase   `db:"phase" json:"-"`
	PhaseOn  day.Day `db:"phase_on" json:"-"`
	PhaseWhy string  `db:"phase_why" json:"-"`
	PhaseDoc string  `db:"phase_doc" json:"-"` // number of the decision
	DocOn    day.Day `db:"phase_doc_on" json:"-"`
	Waiting  int     `db:"waiting" json:"-"`    // results that wait for confirmation
	Claimed  day.Day `db:"claimed_on" json:"-"` // the day on which a waiting result says that the work was done
	Asking   bool    `db:"asking" json:"-"`     // a body asks for more time
	Slipped  bool    `db:"slipped" json:"-"`    // was overdue before its due date was moved: done, it is done late
	Points   int     `db:"points" json:"-"`     // check-points that it has
	PointDue day.Day `db:"point_due" json:"-"`  // the earliest due date of an open check-point
}

const courseColumns = `t.parent_id, t.phase, t.phase_on, t.phase_why, t.phase_doc, t.phase_doc_on, t.waiting, t.claimed_on, t.asking, t.slipped, t.points, t.point_due`

// Ended reports whether the unit follows the task no longer, without it being done.
func (c course) Ended() bool { return c.Phase == Moved || c.Phase == Cancelled }

// PhaseWords says what was decided, when and why: "tạm dừng từ 12/05/2026: mưa lũ".
func (c course) PhaseWords() string {
	var s string
	switch c.Phase {
	case Paused:
		s = "tạm dừng từ " + c.PhaseOn.String()
	case Moved:
		s = "chuyển cơ quan khác ngày " + c.PhaseOn.String()
	case Cancelled:
		s = "không thực hiện theo văn bản " + c.PhaseDoc + " ngày " + c.DocOn.String()
	default:
		return ""
	}
	if c.PhaseWhy != "" {
		s += ": " + c.PhaseWhy
	}
	return s
}

var (
	taskClaimed = store.Query("plan.task.claimed", `SELECT `+listColumns+` FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.waiting > 0
		ORDER BY t.claimed_on, t.id LIMIT $2`)
	taskClaimedCount = store.Query("plan.task.count_claimed", `SELECT COUNT(*) FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.waiting > 0`)
)

// claimed is the work for which a result waits, by an account or by a link, whether or not it says that the work is done:
// what is not done stands among the open work as well.
type claimed struct {
	Claimed      []Task
	ClaimedCount int
}

func (c *claimed) claimedAt(ctx context.Context, from store.Source, year, limit int) (err error) {
	if c.Claimed, err = store.List[Task](ctx, from, taskClaimed, year, limit); err != nil {
		return err
	}
	c.ClaimedCount, err = store.Get[int](ctx, from, taskClaimedCount, year)
	return err
}
