package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// workRow is a task in the list of work, with the plan that gave it.
type workRow struct {
	Task
	PlanNumber string  `db:"plan_number"`
	PlanTitle  string  `db:"plan_title"`
	PlanIssued day.Day `db:"plan_issued_on"`
}

// PlanName is the plan as a narrow column names it.
func (w workRow) PlanName() string {
	if w.PlanNumber != "" {
		return w.PlanNumber
	}
	return w.PlanTitle
}

// workTotals are counted over all rows of a list, not over its page.
type workTotals struct {
	Count   int `db:"n"`
	Undated int `db:"undated"`
	Done    int `db:"done"`
	Overdue int `db:"overdue"`
	Waiting int `db:"waiting"`
}

// The conditions that every list of work has. A condition that is not asked for is switched off by its first parameter;
// ranges that are not asked for hold everything. The order is that of wanted.args.
const (
	workWhere = `{scope:t} AND t.year = $1 AND t.live = TRUE AND t.due_on >= $2 AND t.due_on <= $3 AND NOT (t.phase < $4 OR t.phase > $5)
		AND t.claimed_on >= $6 AND t.claimed_on <= $7 AND t.done_on >= $8 AND t.done_on <= $9 AND t.kind >= $10 AND t.kind <= $11
		AND NOT (t.plan_id < $12 OR t.plan_id > $13) AND t.parent_id <= $14 AND ($15 OR t.requested = $16) AND ($17 OR t.when_kind IN ('none', 'unknown'))
		AND ($20 OR (t.requested = FALSE AND (t.due_on <= $18 OR t.asking = TRUE AND t.due_on <= $19)) = $21)
		AND ($22 OR t.waiting > 0) AND ($23 OR t.asking = TRUE) AND ($24 OR t.waiting > 0 OR t.asking = TRUE)`
	workParams = 24
	// A body has a part in a task; the part is one of up to nine roles.
	workOfBody = `SELECT o.task_id FROM task_body o WHERE {scope:o} AND o.body_id = %s AND o.role IN (%s, %s, %s, %s, %s, %s, %s, %s, %s)`
	// Each word is a range of words, as in the search.
	workWithWords = `SELECT DISTINCT w.task_id FROM task_word w WHERE {scope:w} AND w.word >= %s AND w.word < %s AND w.year = $1
		AND EXISTS (SELECT 1 FROM task_word x WHERE x.task_id = w.task_id AND x.word >= %s AND x.word < %s)
		AND EXISTS (SELECT 1 FROM task_word y WHERE y.task_id = w.task_id AND y.word >= %s AND y.word < %s)`
	workTotalsOf = `SELECT COUNT(*) AS n, COUNT(CASE WHEN t.due_on = '' THEN 1 END) AS undated, COUNT(CASE WHEN t.done_on > '' THEN 1 END) AS done,
		COUNT(CASE WHEN t.due_on > '' AND t.due_on < %s AND t.phase = '' AND t.claimed_on = '' AND t.done_on = '' AND t.requested = FALSE THEN 1 END) AS overdue,
		COUNT(CASE WHEN t.waiting > 0 THEN 1 END) AS waiting FROM %s WHERE %s`
	// The rows are found by the index alone and only those of the page are read.
	workRowsOf = `SELECT ` + listColumns + `, p.number AS plan_number, p.title AS plan_title, p.issued_on AS plan_issued_on
		FROM (SELECT t.id FROM %s WHERE %s ORDER BY %s LIMIT %s OFFSET %s) AS hit JOIN task t ON t.id = hit.id JOIN plan p ON p.id = t.plan_id ORDER BY %s`
)

var workOrders = map[string]string{"": "t.due_on, t.id", "han-xa": "t.due_on DESC, t.id DESC", "ke-hoach": "t.plan_id, t.seq, t.id", "ten": "t.title_fold, t.id"}

var orderNames = map[string]string{"": "due", "han-xa": "due_last", "ke-hoach": "plan", "ten": "title"}

// workList is the statements of the list for one way to find the rows.
type workList struct {
	totals *store.Stmt
	rows   map[string]*store.Stmt
}

// The ways to find the rows: along the due dates, among the few that wait or that nobody leads, by a body, by words. A body
// and words are walked first, which CROSS JOIN says to SQLite: their work is little of all work.
var (
	workAll        = workVia("all", "task t", "", 0)
	workPending    = workVia("pending", "task t", " AND (t.waiting > 0 OR t.asking = TRUE)", 0)
	workLeaderless = workVia("leaderless", "task t", " AND t.lead = ''", 0)
	workByBody     = workVia("body", "(SELECT DISTINCT b.task_id FROM ("+workOfBody+") AS b) AS via CROSS JOIN task t", workTied, 10)
	workByWords    = workVia("words", "("+workWithWords+") AS via CROSS JOIN task t", workTied, 6)
	workByBoth     = workVia("both", "("+workWithWords+") AS via CROSS JOIN task t", workTied+" AND t.id IN ("+workOfBody+")", 16)
)

// workTied ties the tasks to what was walked first; nobody leads them when that is asked for.
const workTied = " AND t.id = via.task_id AND (%s OR t.lead = '')"

func workVia(name, from, more string, params int) workList {
	switches := strings.Count(more, "%s OR")
	n := workParams
	mark := func() string { n++; return fmt.Sprintf("$%d", n) }
	fill := func(s string) string {
		for strings.Contains(s, "%s") {
			s = strings.Replace(s, "%s", mark(), 1)
		}
		return s
	}
	from, more = fill(from), fill(more)
	if n != workParams+params+switches {
		panic("plan: parameters of the list " + name)
	}
	today, limit, offset := fmt.Sprintf("$%d", n+1), fmt.Sprintf("$%d", n+1), fmt.Sprintf("$%d", n+2)
	list := workList{rows: map[string]*store.Stmt{}}
	list.totals = store.Query("plan.work."+name+".totals", fmt.Sprintf(workTotalsOf, today, from, workWhere+more))
	for key, order := range workOrders {
		where := workWhere
		if key == "ten" { // along the titles, not along the due dates
			where = strings.Replace(where, "t.due_on >= $2 AND t.due_on <= $3", "NOT (t.due_on < $2 OR t.due_on > $3)", 1)
		}
		list.rows[key] = store.Query("plan.work."+name+".rows_"+orderNames[key], fmt.Sprintf(workRowsOf, from, where+more, order, limit, offset, order))
	}
	return list
}

// via chooses the statements of a filter and gives the arguments that they take after the common ones.
func (f Filter) via(k wanted) (workList, []any) {
	terms := strings.Fields(vi.Fold(f.Words))
	switch {
	case f.Body != "" && len(terms) > 0:
		return workByBoth, slices.Concat(wordArgs(terms), []any{!k.Led}, bodyArgs(f))
	case f.Body != "":
		return workByBody, append(bodyArgs(f), !k.Led)
	case len(terms) > 0:
		return workByWords, append(wordArgs(terms), !k.Led)
	case k.Pending || k.Waiting || k.Asking:
		return workPending, nil
	case k.Led:
		return workLeaderless, nil
	}
	return workAll, nil
}

// bodyArgs are the body and its roles; a short list repeats its last role.
func bodyArgs(f Filter) []any {
	var roles []planread.Role
	for _, r := range roleOrder {
		if f.Part == "" || f.Part == "lam" && carries(r) || f.Part == string(r) {
			roles = append(roles, r)
		}
	}
	args := []any{f.Body}
	for i := range roleOrder {
		args = append(args, string(roles[min(i, len(roles)-1)]))
	}
	return args
}

// wordArgs are three ranges of words; one that is not used is the range of all words.
func wordArgs(terms []string) []any {
	terms = slices.Clone(terms)
	slices.SortStableFunc(terms, func(a, b string) int { return len(b) - len(a) }) // the longest word leaves the fewest
	args := make([]any, 0, 6)
	for i := range 3 {
		if i < len(terms) {
			args = append(args, terms[i], terms[i]+"~")
		} else {
			args = append(args, "", "~")
		}
	}
	return args
}

// totalsOf counts the work of a filter as it stands on a date.
func totalsOf(ctx context.Context, from store.Source, f Filter, year int, today day.Day) (workTotals, error) {
	k := f.pick(year, today)
	list, more := f.via(k)
	return store.Get[workTotals](ctx, from, list.totals, append(append(k.args(year, today), more...), today)...)
}

// workRows reads a run of the rows of a filter. Work without a due date comes last, whichever way the dates run.
func workRows(ctx context.Context, from store.Source, f Filter, year int, today day.Day, n workTotals, offset, limit int) ([]workRow, error) {
	read := func(due span, offset, limit int) ([]workRow, error) {
		k := f.pick(year, today)
		k.Due = span{max(k.Due.Lo, due.Lo), min(k.Due.Hi, due.Hi)}
		list, more := f.via(k)
		return store.List[workRow](ctx, from, list.rows[f.Sort], append(append(k.args(year, today), more...), limit, offset)...)
	}
	if f.Sort != "" {
		return read(anything, offset, limit)
	}
	var rows []workRow
	var err error
	dated := n.Count - n.Undated
	if offset < dated {
		if rows, err = read(some, offset, limit); err != nil {
			return nil, err
		}
	}
	if len(rows) < limit && n.Undated > 0 {
		undated, err := read(nothing, max(0, offset-dated), limit-len(rows))
		return append(rows, undated...), err
	}
	return rows, nil
}
