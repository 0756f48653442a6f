package plan

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	taskColumns = `t.id, t.unit_id, t.plan_id, t.year, t.kind, t.live, t.seq, t.path, t.title, t.lead, {see:t.text} AS text, t.line_from, t.line_to,
	t.when_kind, t.when_raw, t.starts_on, t.due_on, t.peaks, t.requested, t.done_on, t.results, t.version, t.dropped, t.absent, ` + courseColumns
	// Lists leave out the text of the plan: a page of fifty would carry it for nothing.
	listColumns = `t.id, t.unit_id, t.plan_id, t.year, t.kind, t.live, t.seq, t.path, t.title, t.lead, '' AS text, t.line_from, t.line_to,
	t.when_kind, t.when_raw, t.starts_on, t.due_on, t.peaks, t.requested, t.done_on, t.results, t.version, t.dropped, t.absent, ` + courseColumns
	owedColumns = `o.id, o.unit_id, o.task_id, o.plan_id, o.seq, o.role, o.name, o.via, o.body_id`
)

var (
	taskAdd = store.Change("plan.task.add", `INSERT INTO task (id, unit_id, plan_id, year, kind, live, seq, path, title, title_fold, lead, text,
		line_from, line_to, when_kind, when_raw, starts_on, due_on, peaks, requested, done_on, results, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, '', 0, 1)`)
	taskGet    = store.Query("plan.task.get", `SELECT `+taskColumns+` FROM task t WHERE t.id = $1 AND {scope:t}`)
	taskOfPlan = store.Query("plan.task.of_plan", `SELECT `+taskColumns+` FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.parent_id = '' AND {scope:t} ORDER BY t.seq`)
	taskPage   = store.Query("plan.task.page", `SELECT `+listColumns+` FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.parent_id = '' AND t.seq > $2 AND {scope:t} ORDER BY t.seq LIMIT $3`)
	taskCount  = store.Query("plan.task.count", `SELECT COUNT(*) FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND t.parent_id = '' AND {scope:t}`)
	taskEdit   = store.Change("plan.task.edit", `UPDATE task AS t SET title = $1, title_fold = $2, lead = $3, starts_on = $4, due_on = $5, requested = $6,
		when_kind = $7, peaks = $8, version = version + 1 WHERE t.id = $9 AND t.version = $10 AND t.dropped = FALSE AND {scope:t}`)

	taskOverdue = store.Query("plan.task.overdue", `SELECT `+listColumns+` FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.phase = '' AND t.claimed_on = '' AND t.done_on = ''
		AND t.due_on > '' AND t.due_on < $2 AND t.requested = FALSE ORDER BY t.due_on, t.id LIMIT $3`)
	taskSoon = store.Query("plan.task.soon", `SELECT `+listColumns+` FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.phase = '' AND t.claimed_on = '' AND t.done_on = ''
		AND t.due_on >= $2 AND t.due_on <= $3 ORDER BY t.due_on, t.id LIMIT $4`)
	taskOpen = store.Query("plan.task.open_ended", `SELECT `+listColumns+` FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.phase = '' AND t.claimed_on = '' AND t.done_on = ''
		AND t.due_on = '' ORDER BY t.id LIMIT $2`)
	taskOverdueCount = store.Query("plan.task.count_overdue", `SELECT COUNT(*) FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.phase = '' AND t.claimed_on = '' AND t.done_on = ''
		AND t.due_on > '' AND t.due_on < $2 AND t.requested = FALSE`)
	taskSoonCount = store.Query("plan.task.count_soon", `SELECT COUNT(*) FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.phase = '' AND t.claimed_on = '' AND t.done_on = ''
		AND t.due_on >= $2 AND t.due_on <= $3`)
	taskOpenCount = store.Query("plan.task.count_open_ended", `SELECT COUNT(*) FROM task t WHERE {scope:t} AND t.year = $1 AND t.live = TRUE AND t.phase = '' AND t.claimed_on = '' AND t.done_on = '' AND t.due_on = ''`)

	owedAdd    = store.Change("plan.owed.add", `INSERT INTO task_body (id, unit_id, task_id, plan_id, seq, role, name, via, body_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	owedOfTask = store.Query("plan.owed.of_task", `SELECT `+owedColumns+` FROM task_body o WHERE o.task_id = $1 AND {scope:o} ORDER BY o.seq`)
	owedOfPlan = store.Query("plan.owed.of_plan", `SELECT `+owedColumns+` FROM task_body o WHERE o.plan_id = $1 AND {scope:o} ORDER BY o.task_id, o.seq`)
	owedClear  = store.Change("plan.owed.clear", `DELETE FROM task_body AS o WHERE o.task_id = $1 AND {scope:o}`)

	// Ten words at a time: an import writes thousands of them.
	wordAdd = store.Change("plan.word.add", `INSERT INTO task_word (unit_id, year, task_id, word) VALUES
		($1, $2, $3, $4), ($1, $2, $3, $5), ($1, $2, $3, $6), ($1, $2, $3, $7), ($1, $2, $3, $8),
		($1, $2, $3, $9), ($1, $2, $3, $10), ($1, $2, $3, $11), ($1, $2, $3, $12), ($1, $2, $3, $13) ON CONFLICT DO NOTHING`)
	wordClear = store.Change("plan.word.clear", `DELETE FROM task_word AS w WHERE w.task_id = $1 AND {scope:w}`)
	// Each term is a range of words ("duoi" to "duoi~"); a term that is not used is the range of all words. The words are
	// walked first and the walk ends at its limit: a common word costs no more than a rare one.
	wordFind = store.Query("plan.word.find", `SELECT `+listColumns+` FROM (SELECT DISTINCT w.task_id FROM task_word w
		WHERE {scope:w} AND w.word >= $1 AND w.word < $2
		AND EXISTS (SELECT 1 FROM task_word x WHERE x.task_id = w.task_id AND x.word >= $3 AND x.word < $4)
		AND EXISTS (SELECT 1 FROM task_word y WHERE y.task_id = w.task_id AND y.word >= $5 AND y.word < $6) LIMIT $7) AS hit
		JOIN task t ON t.id = hit.task_id WHERE t.live = TRUE`)
)

func insertTask(ctx context.Context, tx *store.Tx, t draftTask) error {
	if _, err := tx.Exec(ctx, taskAdd, t.ID, t.UnitID, t.PlanID, t.Year, string(t.Kind), t.Live, t.Seq, t.Path, t.Title, vi.Fold(t.Title), t.Lead, t.Text,
		t.LineFrom, t.LineTo, string(t.WhenKind), t.WhenRaw, t.Starts, t.Due, t.Peaks, t.Requested); err != nil {
		return err
	}
	if err := insertOwed(ctx, tx, t); err != nil {
		return err
	}
	if t.Live {
		touch(tx, t.PlanID)
	}
	return addWords(ctx, tx, t.Task)
}

func insertOwed(ctx context.Context, tx *store.Tx, t draftTask) error {
	for _, o := range t.Owed {
		if _, err := tx.Exec(ctx, owedAdd, o.ID, t.UnitID, t.ID, t.PlanID, o.Seq, string(o.Role), o.Name, o.Via, o.BodyID); err != nil {
			return err
		}
	}
	return nil
}

// index writes the words by which a changed task is found.
func index(ctx context.Context, tx *store.Tx, t Task) error {
	if _, err := tx.Exec(ctx, wordClear, t.ID); err != nil {
		return err
	}
	return addWords(ctx, tx, t)
}

const wordsAtOnce = 10

func addWords(ctx context.Context, tx *store.Tx, t Task) error {
	for words := range slices.Chunk(searchWords(t), wordsAtOnce) {
		args := []any{t.UnitID, t.Year, t.ID}
		for i := range wordsAtOnce {
			args = append(args, words[min(i, len(words)-1)]) // a short last row repeats its last word
		}
		if _, err := tx.Exec(ctx, wordAdd, args...); err != nil {
			return err
		}
	}
	return nil
}

func foldAll(parts ...string) string { return vi.Fold(strings.Join(parts, " ")) }

// taskWith reads a task with its bodies.
func taskWith(ctx context.Context, from store.Source, id string) (draftTask, error) {
	t, err := store.Get[Task](ctx, from, taskGet, id)
	if err != nil {
		return draftTask{}, err
	}
	owed, err := store.List[Owed](ctx, from, owedOfTask, id)
	return draftTask{t, owed}, err
}

// tasksWith reads all tasks of a plan with their bodies, in two statements.
func tasksWith(ctx context.Context, from store.Source, planID string) ([]draftTask, error) {
	tasks, err := store.List[Task](ctx, from, taskOfPlan, planID)
	if err != nil {
		return nil, err
	}
	owed, err := store.List[Owed](ctx, from, owedOfPlan, planID)
	if err != nil {
		return nil, err
	}
	by := map[string][]Owed{}
	for _, o := range owed {
		by[o.TaskID] = append(by[o.TaskID], o)
	}
	out := make([]draftTask, len(tasks))
	for i, t := range tasks {
		out[i] = draftTask{t, by[t.ID]}
	}
	return out, nil
}

// search finds live tasks that hold every word of the query as the beginning of a word, best first: the very words with
// their marks, then the folded words in that order, then the rest.
func search(ctx context.Context, from store.Source, typed string, limit int) ([]Task, error) {
	terms := strings.Fields(vi.Fold(typed))
	if len(terms) == 0 {
		return nil, nil //nolint:nilnil // no words, no answers
	}
	slices.SortStableFunc(terms, func(a, b string) int { return len(b) - len(a) }) // the longest word leaves the fewest
	args := make([]any, 0, 7)
	for i := range 3 {
		if i < len(terms) {
			args = append(args, terms[i], terms[i]+"~")
		} else {
			args = append(args, "", "~")
		}
	}
	found, err := store.List[Task](ctx, from, wordFind, append(args, 200)...)
	if err != nil {
		return nil, err
	}
	return rankFound(found, typed, limit), nil
}

func rankFound(found []Task, typed string, limit int) []Task {
	exact, folded := strings.ToLower(vi.NFC(typed)), vi.Fold(typed)
	rank := func(t Task) int {
		switch title := strings.ToLower(t.Title); {
		case strings.Contains(title, exact):
			return 0
		case strings.Contains(vi.Fold(t.Title), folded):
			return 1
		case strings.Contains(vi.Fold(t.Lead), folded):
			return 2
		}
		return 3
	}
	ranks := make(map[string]int, len(found))
	for _, t := range found {
		ranks[t.ID] = rank(t)
	}
	slices.SortStableFunc(found, func(a, b Task) int { return ranks[a.ID] - ranks[b.ID] })
	return found[:min(len(found), limit)]
}

// Work is what Việc hôm nay shows, each group with the number of all its rows.
type Work struct {
	Overdue, Soon, Open                []Task
	OverdueCount, SoonCount, OpenCount int
	claimed
}

// workAt reads the open work of a year as it stands on a date.
func workAt(ctx context.Context, from store.Source, year int, today day.Day, limit int) (w Work, err error) {
	soon := today.Add(SoonDays)
	if w.Overdue, err = store.List[Task](ctx, from, taskOverdue, year, today, limit); err != nil {
		return w, err
	}
	if w.Soon, err = store.List[Task](ctx, from, taskSoon, year, today, soon, limit); err != nil {
		return w, err
	}
	if w.Open, err = store.List[Task](ctx, from, taskOpen, year, limit); err != nil {
		return w, err
	}
	if w.OverdueCount, err = store.Get[int](ctx, from, taskOverdueCount, year, today); err != nil {
		return w, err
	}
	if w.SoonCount, err = store.Get[int](ctx, from, taskSoonCount, year, today, soon); err != nil {
		return w, err
	}
	if w.OpenCount, err = store.Get[int](ctx, from, taskOpenCount, year); err != nil {
		return w, err
	}
	return w, w.claimedAt(ctx, from, year, limit)
}
