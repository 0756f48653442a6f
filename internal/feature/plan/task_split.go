package plan

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// maxParts is how many parts a task may have: the page of the task shows all of them.
const maxParts = 50

// taskSplit is making a part of a task, with a lead and a due date of its own. A part is a task in every respect but one: it
// has no parts.
func (p *Plans) taskSplit() deed {
	return deed{Path: "chia", Title: "Chia một phần việc", Page: splitPage, Ready: maySplit, Check: checkSplit}
}

func maySplit(_ *web.Request, d *doing) error {
	switch {
	case d.Task.ParentID != "":
		return errs.New(errs.Conflict, "Đây đã là một phần của việc khác nên không chia nhỏ nữa. Chia ở việc chung.")
	case !d.Task.Done.IsZero() || d.Task.Ended():
		return errs.New(errs.Conflict, "Việc này đã kết thúc nên không chia được nữa.")
	}
	return nil
}

func checkSplit(_ *web.Request, d *doing) (change, string, error) {
	var form errs.Form
	title := strings.Join(strings.Fields(d.Typed("ten")), " ")
	switch n := utf8.RuneCountInString(title); {
	case n == 0:
		form.Add("ten", "Ghi tên phần việc")
	case n > 300:
		form.Add("ten", "Tên phần việc dài nhất 300 ký tự, đang có %d", n)
	}
	lead := splitNames(d.Typed("chu-tri"))
	if len(lead) == 0 {
		form.Add("chu-tri", "Ghi cơ quan làm phần này")
	} else if utf8.RuneCountInString(strings.Join(lead, "")) > 600 {
		form.Add("chu-tri", "Tên các cơ quan dài nhất 600 ký tự")
	}
	due, err := day.Parse(d.Typed("han"))
	switch {
	case err != nil:
		form.Add("han", "%s", wordsOf(err))
	case !due.IsZero() && !d.Task.Due.IsZero() && due.After(d.Task.Due):
		form.Add("han", "Hạn của phần việc phải trong hạn của việc chung, %s", d.Task.Due)
	}
	whole, version, match := d.Task, d.Version, d.Match
	part := partOf(whole.Task, title, lead, due, match)
	return func(ctx context.Context, tx *store.Tx) error { return addPart(ctx, tx, whole.Task, version, part) },
		"Đã chia phần “" + title + "”.", form.Err()
}

// partOf is a new part. It keeps the sentence of the plan from which the whole came.
func partOf(whole Task, title string, lead []string, due day.Day, match Match) draftTask {
	part := draftTask{Task: Task{ID: newID(), UnitID: whole.UnitID, PlanID: whole.PlanID, Year: whole.Year, Kind: whole.Kind, Live: true,
		Title: title, Text: whole.Text, LineFrom: whole.LineFrom, LineTo: whole.LineTo, Due: due, Version: 1, course: course{ParentID: whole.ID}}}
	if due.IsZero() {
		part.WhenKind, part.WhenRaw, part.Peaks = whole.WhenKind, whole.WhenRaw, whole.Peaks
	} else {
		part.WhenKind = planread.WhenDue
	}
	part.Owed = rewriteOwed(draftTask{Task: part.Task}, taskForm{Lead: strings.Join(lead, "\n")}, match)
	part.settle(match)
	return part
}

var (
	partsOf     = store.Query("plan.task.parts", `SELECT `+listColumns+` FROM task t WHERE t.parent_id = $1 AND {scope:t} ORDER BY t.seq`)
	partsCount  = store.Query("plan.task.count_parts", `SELECT COUNT(*) FROM task t WHERE t.parent_id = $1 AND t.parent_id > '' AND {scope:t}`)
	taskTouched = store.Change("plan.task.touch", `UPDATE task AS t SET version = version + 1 WHERE t.id = $1 AND t.version = $2 AND {scope:t}`)
	taskJoin    = store.Change("plan.task.join", `UPDATE task AS t SET parent_id = $1 WHERE t.id = $2 AND {scope:t}`)
)

// divided is a part as the history shows it.
type divided struct {
	Title string  `json:"Phần việc"`
	Lead  string  `json:"Chủ trì"`
	Due   day.Day `json:"Hạn"`
}

func addPart(ctx context.Context, tx *store.Tx, whole Task, version int64, part draftTask) error {
	if err := tx.UpdateOne(ctx, taskTouched, whole.ID, version); err != nil {
		return err
	}
	n, err := store.Get[int](ctx, tx, partsCount, whole.ID)
	if err != nil {
		return err
	}
	if n >= maxParts {
		return errs.Newf(errs.Invalid, "Một việc chia nhiều nhất %d phần. Chưa ghi gì thêm.", maxParts)
	}
	part.Seq = n + 1
	part.Path = strings.TrimSpace(whole.Path + " phần " + strconv.Itoa(part.Seq))
	if err := insertTask(ctx, tx, part); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, taskJoin, whole.ID, part.ID); err != nil {
		return err
	}
	shown := divided{part.Title, part.Lead, part.Due}
	if err := tx.Audit(ctx, store.Entry{Kind: "task", ID: part.ID, UnitID: part.UnitID, Action: "Tạo phần việc", After: shown}); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: whole.ID, UnitID: whole.UnitID, Action: "Chia phần việc", After: shown})
}

// partsDone counts the parts that are done; parts that were given up do not count at all.
func partsDone(parts []Task) (done, all int) {
	for _, p := range parts {
		if p.Ended() {
			continue
		}
		all++
		if !p.Done.IsZero() {
			done++
		}
	}
	return done, all
}
