package plan

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// gridChange is what one saving did to one task: its fields before and after, by their names in the form.
type gridChange struct {
	Task   string            `json:"t"`
	Title  string            `json:"n"`
	Before map[string]string `json:"b"`
	After  map[string]string `json:"a"`
}

// gridSaving is a batch of edits under way.
type gridSaving struct {
	plan    Plan
	match   Match
	cells   []gridCell
	changes []gridChange
	saved   int
}

// save writes every cell that can be written and says of each other one why not. A mistake in one cell keeps no other back.
func (s *gridSaving) save(ctx context.Context, tx *store.Tx, edits []gridEdit) error {
	var order []string
	byTask := map[string][]gridEdit{}
	for _, e := range edits {
		if byTask[e.Task] == nil {
			order = append(order, e.Task)
		}
		byTask[e.Task] = append(byTask[e.Task], e)
	}
	for _, id := range order {
		if err := s.saveTask(ctx, tx, id, byTask[id]); err != nil {
			return err
		}
	}
	return keepSaving(ctx, tx, s.plan, s.saved, s.changes)
}

func (s *gridSaving) saveTask(ctx context.Context, tx *store.Tx, id string, edits []gridEdit) error {
	current, err := taskWith(ctx, tx, id)
	if errs.Is(err, errs.NotFound) || err == nil && (current.PlanID != s.plan.ID || current.Dropped) {
		for _, e := range edits {
			s.say(e, cellWrong, "Việc này vừa được xóa khỏi kế hoạch nên chưa ghi ô này", "")
		}
		return nil
	} else if err != nil {
		return err
	}
	form, changed := formOf(current), false
	for _, e := range edits {
		ok, err := s.take(ctx, tx, current, &form, e)
		if err != nil {
			return err
		}
		changed = changed || ok
	}
	if !changed {
		return nil
	}
	form.Version = current.Version
	when, err := form.check(current)
	if err != nil {
		return err
	}
	if err := saveEdit(ctx, tx, current, form, when, s.match); err != nil {
		return err
	}
	after, err := taskWith(ctx, tx, id)
	s.changes = append(s.changes, changeOf(current, after))
	return err
}

// take puts an edit into the form of its task; ok is false when the edit changes nothing or cannot be taken.
func (s *gridSaving) take(ctx context.Context, tx *store.Tx, current draftTask, form *taskForm, e gridEdit) (ok bool, err error) {
	col, known := columnNamed(e.Field)
	if !known {
		s.say(e, cellWrong, "Bảng không có cột này", "")
		return false, nil
	}
	stored := col.Show(formOf(current))
	switch {
	case e.Value == stored:
		s.say(e, cellSaved, "", "")
		return false, nil
	case e.Version != current.Version && e.Was != stored:
		words, err := otherHand(ctx, tx, current.ID, stored)
		s.say(e, cellConflict, words, stored)
		return false, err
	}
	trial := *form
	if err := col.Set(&trial, e.Value, current.Year); err != nil {
		s.say(e, cellWrong, wordsOf(err), "")
		return false, nil
	}
	if _, err := trial.check(current); err != nil {
		fields, isForm := web.Mistakes(err)
		if !isForm {
			return false, err
		}
		s.say(e, cellWrong, fields[0].Message, "")
		return false, nil
	}
	*form = trial
	s.saved++
	s.say(e, cellSaved, "", "")
	return true, nil
}

func (s *gridSaving) say(e gridEdit, state, words, theirs string) {
	s.cells = append(s.cells, gridCell{Task: e.Task, Field: e.Field, State: state, Words: words, Typed: e.Value, Theirs: theirs})
}

// otherHand tells who changed the task last, for a cell that two people filled.
func otherHand(ctx context.Context, from store.Source, task, stored string) (string, error) {
	events, err := store.HistoryOf(ctx, from, "task", task, 1)
	who, when := "Người khác", ""
	if len(events) > 0 {
		who, when = events[0].AccountName, " lúc "+stamp(events[0].At)
	}
	if stored == "" {
		return who + " vừa xóa trống ô này" + when, err
	}
	return who + " vừa ghi “" + stored + "”" + when, err
}

// changeOf are the fields in which two versions of a task differ.
func changeOf(before, after draftTask) gridChange {
	a, b := formOf(before), formOf(after)
	c := gridChange{Task: before.ID, Title: before.Title, Before: map[string]string{}, After: map[string]string{}}
	for _, f := range taskFields {
		if old, now := *f.Of(&a), *f.Of(&b); old != now {
			c.Before[f.Name], c.After[f.Name] = old, now
		}
	}
	return c
}

// takeBack puts the fields of a saving back and gives the names of the tasks that somebody changed since: those keep what
// they hold now.
func takeBack(ctx context.Context, tx *store.Tx, changes []gridChange, match Match) (back int, kept []string, err error) {
	for _, c := range changes {
		current, err := taskWith(ctx, tx, c.Task)
		if err != nil {
			return back, kept, err
		}
		form, moved := formOf(current), 0
		for _, f := range taskFields {
			if old, in := c.Before[f.Name]; in && *f.Of(&form) == c.After[f.Name] {
				*f.Of(&form) = old
				moved++
			}
		}
		when, wrong := form.check(current)
		if moved < len(c.Before) || wrong != nil || current.Dropped {
			kept = append(kept, c.Title)
		}
		if moved == 0 || wrong != nil || current.Dropped {
			continue
		}
		form.Version = current.Version
		if err := saveEdit(ctx, tx, current, form, when, match); err != nil {
			return back, kept, err
		}
		back++
	}
	return back, kept, nil
}

// quoted joins the first few titles for a sentence.
func quoted(titles []string) string {
	const few = 3
	out := "“" + strings.Join(titles[:min(few, len(titles))], "”, “") + "”"
	if len(titles) > few {
		out += "…"
	}
	return out
}
