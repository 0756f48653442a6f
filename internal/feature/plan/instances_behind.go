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

// narrowed is what Behind asks of an instance o and of its task t besides the figure, and the order of the pages.
func narrowed(o string) string {
	return ` AND ($5 = '' OR ` + o + `.lead_id = $5) AND ($6 = '' OR ` + o + `.plan_id = $6)
		AND ($7 = '' OR t.path = $7 OR SUBSTR(t.path, 1, LENGTH($7) + 1) IN ($7 || '.', $7 || '#', $7 || ' '))
		AND (` + o + `.due_on > $8 OR (` + o + `.due_on = $8 AND ` + o + `.id > $9)) ORDER BY ` + o + `.due_on, ` + o + `.id LIMIT $10`
}

// both joins the tasks and the check-points of a condition into one list; x stands for either.
func both(cond string) string {
	part := func(o, columns, from string) string {
		return `SELECT * FROM (SELECT ` + columns + ` FROM ` + from + ` WHERE {scope:` + o + `} AND ` + o + `.year = $1 AND ` + strings.ReplaceAll(cond, "x.", o+".") + narrowed(o) + `) AS ` + o + `s`
	}
	return part("t", instanceOfTask, "task t") + ` UNION ALL ` + part("c", instanceOfPoint, "checkpoint c JOIN task t ON t.id = c.task_id") + ` ORDER BY due_on, item_id LIMIT $10`
}

var (
	// One class stands together in an index; several are most of the year and are met soon along the days.
	behindOne = store.Query("plan.instance.behind_one", both(`x.class = $2 AND x.due_on >= $3 AND x.due_on <= $4`))
	behindAll = store.Query("plan.instance.behind_all", both(`x.due_on > '' AND x.class > '' AND ($2 LIKE '%|' || x.class || '|%' OR ($3 LIKE '%|' || x.class || '|%' AND x.due_on <= $4))`))
)

// farDay is after every due date.
var farDay = day.Must(9999, 12, 31)

// Instances lists a page of the pieces behind a figure, the earliest due first: over all pages exactly as many as the figure says.
func (p *Plans) Instances(ctx context.Context, from store.Source, b Behind, limit int) ([]Instance, error) {
	always, dated, first, last := b.classSets()
	rest := []any{b.BodyID, b.PlanID, b.Branch, b.AfterDue, b.AfterItem, limit}
	switch {
	case len(always) == 1 && len(dated) == 0:
		return store.List[Instance](ctx, from, behindOne, append([]any{b.Year, string(always[0]), day.Day{}, farDay}, rest...)...)
	case len(always) == 0 && len(dated) == 1:
		return store.List[Instance](ctx, from, behindOne, append([]any{b.Year, string(dated[0]), first, last}, rest...)...)
	default:
		return store.List[Instance](ctx, from, behindAll, append([]any{b.Year, setOf(always), setOf(dated), last}, rest...)...)
	}
}
