package plan

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Figure names one of the numbers of Figures.
type Figure string

// The figures by the word that an address uses.
const (
	FigGiven      Figure = "giao"
	FigDue        Figure = "den-han"
	FigInTime     Figure = "dung-han"
	FigLate       Figure = "muon"
	FigOverdue    Figure = "qua-han"
	FigAsking     Figure = "xin-lui"
	FigWaiting    Figure = "cho-xac-nhan"
	FigUnanswered Figure = "chua-phan-hoi"
	FigToday      Figure = "hom-nay"
	FigPaused     Figure = "tam-dung"
)

// Of is the number of that name; 0 for an unknown name.
func (f Figures) Of(name Figure) int {
	return map[Figure]int{FigGiven: f.Given, FigDue: f.Due, FigInTime: f.InTime, FigLate: f.Late, FigOverdue: f.Overdue, FigAsking: f.Asking,
		FigWaiting: f.Waiting, FigUnanswered: f.Unanswered, FigToday: f.Today, FigPaused: f.Paused}[name]
}

// Behind asks for the instances behind a figure: the same pieces that the number counts.
type Behind struct {
	Year   int
	Figure Figure
	At     day.Day
	BodyID string // only work that this registered body leads
	PlanID string // only work of this plan
	Branch string // only work of this branch of the plan

	AfterDue  day.Day // the last row of the page before
	AfterItem string
}

// classSets are the classes of a figure: those that count whatever the due date, and those that count when due from a day to
// another.
func (b Behind) classSets() (always, dated []Class, first, last day.Day) {
	all := []Class{ClassInTime, ClassLate, ClassPaused, ClassWaiting, ClassAsking, ClassUnanswered, ClassOpen}
	switch b.Figure {
	case FigGiven:
		always = all
	case FigDue:
		always, dated, last = all[:2], all[3:], b.At
	case FigInTime:
		always = all[:1]
	case FigLate:
		always = all[1:2]
	case FigPaused:
		always = all[2:3]
	case FigAsking:
		always = []Class{ClassAsking}
	case FigWaiting:
		dated, last = []Class{ClassWaiting}, b.At
	case FigUnanswered:
		dated, last = []Class{ClassUnanswered}, b.At
	case FigToday:
		dated, first, last = []Class{ClassOpen}, b.At, b.At
	case FigOverdue:
		dated, last = []Class{ClassOpen}, b.At.Add(-1)
	}
	return always, dated, first, last
}

func setOf(cs []Class) string {
	s := "|"
	for _, c := range cs {
		s += string(c) + "|"
	}
	return s
}

// behindCond is the condition of Behind over an instance with its own columns (o) and the task (t).
func behindCond(o string) string {
	class := "'%|' || " + strings.ReplaceAll(classOf, "x.", o+".") + " || '|%'"
	return o + `.year = $1 AND ` + o + `.live = TRUE AND ($2 LIKE ` + class + ` OR ($3 LIKE ` + class + ` AND ` + o + `.due_on >= $4 AND ` + o + `.due_on <= $5))
		AND ($6 = '' OR EXISTS (SELECT 1 FROM task_body w WHERE w.task_id = t.id AND w.body_id = $6
			AND w.seq = (SELECT MIN(m.seq) FROM task_body m WHERE m.task_id = t.id AND m.role IN (` + carrierRoles + `))))
		AND ($7 = '' OR t.plan_id = $7) AND ($8 = '' OR t.path = $8 OR SUBSTR(t.path, 1, LENGTH($8) + 1) IN ($8 || '.', $8 || '#', $8 || ' '))
		AND (` + o + `.due_on > $9 OR (` + o + `.due_on = $9 AND ` + o + `.id > $10)) ORDER BY ` + o + `.due_on, ` + o + `.id LIMIT $11`
}

var behind = store.Query("plan.instance.behind", `SELECT * FROM (SELECT `+instanceOfTask+` FROM task t WHERE {scope:t} AND t.dropped = FALSE AND t.parent_id = '' AND t.due_on > ''
		AND `+behindCond("t")+`) AS a
	UNION ALL SELECT * FROM (SELECT `+instanceOfPoint+` FROM checkpoint c JOIN task t ON t.id = c.task_id WHERE {scope:c} AND c.state = ''
		AND `+behindCond("c")+`) AS b
	ORDER BY due_on, item_id LIMIT $11`)

// Instances lists a page of the pieces behind a figure, the earliest due first: over all pages exactly as many as the figure says.
func (p *Plans) Instances(ctx context.Context, from store.Source, b Behind, limit int) ([]Instance, error) {
	always, dated, first, last := b.classSets()
	return store.List[Instance](ctx, from, behind, b.Year, setOf(always), setOf(dated), first, last, b.BodyID, b.PlanID, b.Branch, b.AfterDue, b.AfterItem, limit)
}
