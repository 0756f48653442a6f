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

// The conditions that every list of work has. Where a task stands is compared under a mask; ranges that are not asked for hold
// everything. The order is that of wanted.args. STANDING and each %s are filled in by workVia.
var (
	workWhere = `{scope:t} AND t.year = $1 AND t.due_on >= $2 AND t.due_on <= $3 AND (STANDING & $4) = $5 AND NOT (t.plan_id < $6 OR t.plan_id > $7)
		AND ($10 OR (` + bitsAre("STANDING", stRequested, 0) + ` AND (t.due_on <= $8 OR ` + bitsAre("STANDING", stAsking, stAsking) + ` AND t.due_on <= $9)) = $11)`
	workTotalsOf = `SELECT COUNT(*) AS n, COUNT(CASE WHEN t.due_on = '' THEN 1 END) AS undated, COUNT(CASE WHEN ` + bitsAre("STANDING", stDone, stDone) + ` THEN 1 END) AS done,
		COUNT(CASE WHEN t.due_on > '' AND t.due_on < %s AND ` + bitsAre("STANDING", stOpen|stRequested, stOpen) + ` THEN 1 END) AS overdue,
		COUNT(CASE WHEN ` + bitsAre("STANDING", stWaiting, stWaiting) + ` THEN 1 END) AS waiting FROM %s WHERE %s`
)

const (
	workParams = 11
	// The rows are found by the index alone and only those of the page are read.
	workRowsOf = `SELECT ` + listColumns + `, p.number AS plan_number, p.title AS plan_title, p.issued_on AS plan_issued_on
		FROM (SELECT t.id FROM %s WHERE %s ORDER BY %s LIMIT %s OFFSET %s) AS hit JOIN task t ON t.id = hit.id JOIN plan p ON p.id = t.plan_id ORDER BY %s`
	andLive = " AND t.live = TRUE"
	// The part that a body has in a task is one of some roles.
	withBody = " AND t.body_id = %s AND (t.roles & %s) > 0"
)

var workOrders = map[string]string{"": "t.due_on, t.id", "han-xa": "t.due_on DESC, t.id DESC", "ke-hoach": "t.plan_id, t.seq, t.id", "ten": "t.title_fold, t.id"}

var orderNames = map[string]string{"": "due", "han-xa": "due_last", "ke-hoach": "plan", "ten": "title"}

// workList is the statements of the list for one way to find the rows.
type workList struct {
	totals *store.Stmt
	rows   map[string]*store.Stmt
}

// The ways to find the rows: along the due dates, in one plan, among the few that wait or that nobody leads, by a body, by words.
var (
	workAll        = workVia("all", "task t", andLive, 0)
	workInPlan     = workVia("plan", "task t", andLive+" AND t.plan_id = %s", 1)
	workPending    = workVia("pending", "task t", andLive+" AND (t.waiting > 0 OR t.asking = TRUE)", 0)
	workLeaderless = workVia("leaderless", "task t", andLive+" AND t.lead = ''", 0)
	workByBody     = workVia("body", "body_task t", withBody, 2)
	workByWords    = workVia("words", "task t", andLive+withWords, 9)
	workByBoth     = workVia("both", "body_task t", withBody+withWords, 11)
)

// withWords asks for words, each a range as in the search, behind a switch that leaves it out. The tasks that hold the first are
// read once from its index; whether one of them holds the others is looked up.
const withWords = ` AND (%s OR t.id IN (SELECT u.task_id FROM task_word u WHERE {scope:u} AND u.word >= %s AND u.word < %s AND u.year = $1))
	AND (%s OR EXISTS (SELECT 1 FROM task_word v WHERE v.task_id = t.id AND v.word >= %s AND v.word < %s))
	AND (%s OR EXISTS (SELECT 1 FROM task_word w WHERE w.task_id = t.id AND w.word >= %s AND w.word < %s))`

func workVia(name, from, more string, params int) workList {
	n := workParams
	for strings.Contains(more, "%s") {
		n++
		more = strings.Replace(more, "%s", fmt.Sprintf("$%d", n), 1)
	}
	if n != workParams+params {
		panic("plan: parameters of the list " + name)
	}
	number := standingOf("t")
	if strings.HasPrefix(from, "body_task") {
		number = "t.standing"
	}
	stand := func(sql string) string { return strings.ReplaceAll(sql, "STANDING", number) }
	where := workWhere + more
	apart := func(sql string) string { // takes the due dates as a condition, not as the way to walk
		return strings.Replace(sql, "t.due_on >= $2 AND t.due_on <= $3", "NOT (t.due_on < $2 OR t.due_on > $3)", 1)
	}
	if name == "plan" {
		where = apart(where)
	}
	today, limit, offset := fmt.Sprintf("$%d", n+1), fmt.Sprintf("$%d", n+1), fmt.Sprintf("$%d", n+2)
	list := workList{rows: map[string]*store.Stmt{}}
	list.totals = store.Query("plan.work."+name+".totals", stand(fmt.Sprintf(workTotalsOf, today, from, where)))
	for key, order := range workOrders {
		from, where, inner := from, where, order
		if key == "ten" || key == "ke-hoach" { // along the titles or the plans, not along the due dates
			where = apart(where)
		}
		if key == "ten" && strings.HasPrefix(from, "body_task") { // which does not know the titles
			from, inner = from+" JOIN task k ON k.id = t.id", strings.Replace(order, "t.title_fold", "k.title_fold", 1)
		}
		list.rows[key] = store.Query("plan.work."+name+".rows_"+orderNames[key], stand(fmt.Sprintf(workRowsOf, from, where, inner, limit, offset, order)))
	}
	return list
}

// via chooses the statements of a filter and gives the arguments that they take after the common ones.
func (f Filter) via(ctx context.Context, from store.Source, year int, k wanted) (list workList, args []any, err error) {
	terms, err := rarestFirst(ctx, from, year, strings.Fields(vi.Fold(f.Words)))
	if err != nil {
		return list, nil, err
	}
	switch {
	case f.Body != "" && len(terms) > 0:
		return workByBoth, append(bodyArgs(f), wordArgs(terms)...), nil
	case f.Body != "":
		return workByBody, bodyArgs(f), nil
	case len(terms) > 0:
		return workByWords, wordArgs(terms), nil
	case k.Is&(stPending|stWaiting|stAsking) != 0:
		return workPending, nil, nil
	case k.Is&stLeaderless != 0:
		return workLeaderless, nil, nil
	case f.Plan != "":
		return workInPlan, []any{f.Plan}, nil
	}
	return workAll, nil, nil
}

// bodyArgs are the body and its roles.
func bodyArgs(f Filter) []any {
	return []any{f.Body, roleBits(func(r planread.Role) bool {
		return f.Part == "" || f.Part == "lam" && carries(r) || f.Part == string(r)
	})}
}

const (
	termsAsked = 3    // words beyond these narrow no list
	commonWord = 1000 // tasks that hold it, from which on it no longer matters how many more do
)

var wordCounts = store.Query("plan.word.counts", `SELECT
	(SELECT COUNT(*) FROM (SELECT u.task_id FROM task_word u WHERE {scope:u} AND u.word >= $2 AND u.word < $3 AND u.year = $1 LIMIT $8) AS a) AS first,
	(SELECT COUNT(*) FROM (SELECT v.task_id FROM task_word v WHERE {scope:v} AND v.word >= $4 AND v.word < $5 AND v.year = $1 LIMIT $8) AS b) AS second,
	(SELECT COUNT(*) FROM (SELECT w.task_id FROM task_word w WHERE {scope:w} AND w.word >= $6 AND w.word < $7 AND w.year = $1 LIMIT $8) AS c) AS third`)

// rarestFirst gives the words that a list asks for, the one that leaves the fewest tasks first: each other is looked up in what
// it leaves.
func rarestFirst(ctx context.Context, from store.Source, year int, terms []string) ([]string, error) {
	slices.SortStableFunc(terms, func(a, b string) int { return len(b) - len(a) })
	terms = terms[:min(len(terms), termsAsked)]
	if len(terms) < 2 {
		return terms, nil
	}
	args := []any{year}
	for i := range termsAsked {
		term := terms[min(i, len(terms)-1)]
		args = append(args, term, term+"~")
	}
	n, err := store.Get[struct {
		First  int `db:"first"`
		Second int `db:"second"`
		Third  int `db:"third"`
	}](ctx, from, wordCounts, append(args, commonWord)...)
	if err != nil {
		return nil, err
	}
	held := map[string]int{terms[0]: n.First, terms[1]: n.Second, terms[len(terms)-1]: n.Third}
	slices.SortStableFunc(terms, func(a, b string) int { return held[a] - held[b] })
	return terms, nil
}

// wordArgs are ranges of words, each behind the switch that leaves it out.
func wordArgs(terms []string) (args []any) {
	for i := range termsAsked {
		if i < len(terms) {
			args = append(args, false, terms[i], terms[i]+"~")
		} else {
			args = append(args, true, "", "")
		}
	}
	return args
}

// The totals of a year without a filter, each along the index that holds the least beside it.
var workYear = store.Query("plan.work.year", `SELECT
	(SELECT COUNT(*) FROM task a WHERE {scope:a} AND a.year = $1 AND a.live = TRUE) AS n,
	(SELECT COUNT(*) FROM task b WHERE {scope:b} AND b.year = $1 AND b.live = TRUE AND b.due_on = '') AS undated,
	(SELECT COUNT(*) FROM task c WHERE {scope:c} AND c.year = $1 AND c.live = TRUE AND c.done_on > '') AS done,
	(SELECT COUNT(*) FROM task d WHERE {scope:d} AND d.year = $1 AND d.live = TRUE AND d.phase = '' AND d.claimed_on = '' AND d.done_on = ''
		AND d.due_on > '' AND d.due_on < $2 AND d.requested = FALSE) AS overdue,
	(SELECT COUNT(*) FROM task e WHERE {scope:e} AND e.year = $1 AND e.live = TRUE AND e.waiting > 0) AS waiting`)

// totalsOf counts the work of a filter as it stands on a date.
func totalsOf(ctx context.Context, from store.Source, f Filter, year int, today day.Day) (workTotals, error) {
	if f.empty() {
		return store.Get[workTotals](ctx, from, workYear, year, today)
	}
	k := f.pick(year, today)
	list, more, err := f.via(ctx, from, year, k)
	if err != nil {
		return workTotals{}, err
	}
	return store.Get[workTotals](ctx, from, list.totals, append(append(k.args(year, today), more...), today)...)
}

// workRows reads a run of the rows of a filter. Work without a due date comes last, whichever way the dates run.
func workRows(ctx context.Context, from store.Source, f Filter, year int, today day.Day, n workTotals, offset, limit int) ([]workRow, error) {
	read := func(due span, offset, limit int) ([]workRow, error) {
		k := f.pick(year, today)
		k.Due = span{max(k.Due.Lo, due.Lo), min(k.Due.Hi, due.Hi)}
		list, more, err := f.via(ctx, from, year, k)
		if err != nil {
			return nil, err
		}
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
