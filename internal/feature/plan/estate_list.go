package plan

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// listedAtOnce is how many tasks one statement of a list names.
const listedAtOnce = 60

var (
	passingTasks = store.Query("plan.estate.tasks", `SELECT `+taskColumns+` FROM task t WHERE t.id IN (`+marks(listedAtOnce)+`) AND {scope:t}`)
	passingParts = store.Query("plan.estate.parts", `SELECT `+owedColumns+` FROM task_body o WHERE o.task_id IN (`+marks(listedAtOnce)+`) AND {scope:o} ORDER BY o.task_id, o.seq`)
)

// marks are n parameters of a statement: $1, $2, …
func marks(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = "$" + strconv.Itoa(i+1)
	}
	return strings.Join(out, ", ")
}

// passingTasksOf reads tasks with those who do them, in the order of their ids; however many there are, a page asks little.
func passingTasksOf(ctx context.Context, from store.Source, ids []string) ([]draftTask, error) {
	out := make([]draftTask, 0, len(ids))
	for some := range slices.Chunk(ids, listedAtOnce) {
		args := make([]any, listedAtOnce)
		for i := range args {
			args[i] = ""
			if i < len(some) {
				args[i] = some[i]
			}
		}
		tasks, err := store.List[Task](ctx, from, passingTasks, args...)
		if err != nil {
			return nil, err
		}
		parts, err := store.List[Owed](ctx, from, passingParts, args...)
		if err != nil {
			return nil, err
		}
		of := map[string][]Owed{}
		for _, o := range parts {
			of[o.TaskID] = append(of[o.TaskID], o)
		}
		for _, t := range tasks {
			out = append(out, draftTask{t, of[t.ID]})
		}
	}
	slices.SortFunc(out, func(a, b draftTask) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}
