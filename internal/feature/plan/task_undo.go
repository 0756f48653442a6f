package plan

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// undoable is how many of the newest changes the review page offers to take back.
const undoable = 3

func undoHref(r *web.Request, c planChange) string {
	return r.In("ke-hoach/"+c.PlanID+"/hoan-tac") + "?lan=" + c.ID
}

// remember keeps what the cards were before they were merged, split or moved, inside the change that did it and before its row in the history. A task that is
// not among the tasks before was made by the change.
func remember(ctx context.Context, tx *store.Tx, kind changeKind, said string, before []draftTask, made ...string) (planChange, error) {
	t := before[0]
	c := planChange{ID: newID(), UnitID: t.UnitID, PlanID: t.PlanID, Kind: kind, Said: said}
	if err := addChange(ctx, tx, c); err != nil {
		return c, err
	}
	for i := range before {
		now, err := store.Get[Task](ctx, tx, taskGet, before[i].ID)
		if err != nil {
			return c, err
		}
		if err := addImage(ctx, tx, c, now, &before[i], "", ""); err != nil {
			return c, err
		}
	}
	for _, id := range made {
		now, err := store.Get[Task](ctx, tx, taskGet, id)
		if err != nil {
			return c, err
		}
		if err := addImage(ctx, tx, c, now, nil, "", ""); err != nil {
			return c, err
		}
	}
	return c, nil
}

// undo takes a merge, a split or a move back.
func (p *Plans) undo(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	pl, err := p.openPlan(r)
	if err != nil {
		return err
	}
	id := r.URL.Query().Get("lan")
	if !ident.Valid(id) {
		return errs.New(errs.Invalid, "Không rõ cần hoàn tác lần nào. Mở trang Nguyên văn của kế hoạch rồi bấm Hoàn tác ở đó.")
	}
	back := reviewHref(r, pl, "")
	said := ""
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		c, err := store.Get[planChange](ctx, tx, changeGet, id, pl.ID)
		if err != nil {
			return err
		}
		said = c.Said
		at, err := c.takeBack(ctx, tx, pl)
		if err != nil {
			return err
		}
		back = cardHref(r, at)
		tx.Result(back)
		return tx.Audit(ctx, store.Entry{Kind: "plan", ID: pl.ID, UnitID: pl.UnitID, Action: "Hoàn tác: " + lowerFirst(said)})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã hoàn tác: "+lowerFirst(said)+".")
	return r.Go(w, back)
}

// takeBack brings the cards back as they were and gives the one to look at.
func (c planChange) takeBack(ctx context.Context, tx *store.Tx, pl Plan) (at Task, err error) {
	back, ok := map[changeKind]func(context.Context, *store.Tx, bool, []past) (Task, error){
		cardsMerged: unmerge, cardSplit: unsplit, cardsMoved: moveBack}[c.Kind]
	if !ok {
		return at, errs.New(errs.Invalid, "Bản sửa đổi được rút lại ở trang Có gì thay đổi.")
	}
	if err := tx.UpdateOne(ctx, changeUndone, tx.Actor().Name, tx.Now(), c.ID); err != nil {
		return at, errs.Wrap(errs.Conflict, err, "Lần này đã được hoàn tác rồi. Chưa đổi gì thêm.")
	}
	images, err := store.List[taskImage](ctx, tx, imagesOf, c.ID)
	if err != nil {
		return at, err
	}
	was := make([]past, len(images))
	for n, i := range images {
		if was[n].now, err = i.untouched(ctx, tx); err != nil {
			return at, err
		}
		if i.Before == "" {
			continue
		}
		if was[n].before, err = decodeImage(i.Before); err != nil {
			return at, err
		}
	}
	return back(ctx, tx, pl.State == Confirmed, was)
}

// past is a task now, and as it was before a change.
type past struct {
	now    draftTask
	before image
}

// rewind gives the task its old words, bodies and time. Its place and whether it is work are those of now.
func (p past) rewind(ctx context.Context, tx *store.Tx) error {
	m := p.before
	m.Seq, m.Live, m.Dropped, m.Absent = p.now.Seq, p.now.Live, p.now.Dropped, p.now.Absent
	return paint(ctx, tx, m.put(p.now))
}

// unmerge gives the first task its own words again and brings the second back behind it.
func unmerge(ctx context.Context, tx *store.Tx, live bool, was []past) (Task, error) {
	first, second := was[0], was[1]
	if err := first.rewind(ctx, tx); err != nil {
		return first.now.Task, err
	}
	back := second.before.put(second.now)
	back.Seq, back.Live, back.Dropped = first.now.Seq+1, live, false
	if _, err := tx.Exec(ctx, taskShift, 1, back.PlanID, back.Seq); err != nil {
		return first.now.Task, err
	}
	return first.now.Task, paint(ctx, tx, back)
}

// unsplit takes the task of the line out again and gives the line back to the first.
func unsplit(ctx context.Context, tx *store.Tx, _ bool, was []past) (Task, error) {
	first, own := was[0], was[1]
	if err := takeOut(ctx, tx, own.now); err != nil {
		return first.now.Task, err
	}
	return first.now.Task, first.rewind(ctx, tx)
}

// moveBack changes the places of the two tasks again, when they still stand beside each other.
func moveBack(ctx context.Context, tx *store.Tx, _ bool, was []past) (Task, error) {
	a, b := was[0].now, was[1].now
	if a.Seq-b.Seq != 1 && b.Seq-a.Seq != 1 {
		return a.Task, errs.New(errs.Conflict, "Hai việc không còn đứng cạnh nhau nên không hoàn tác được nữa. Chưa đổi gì; chuyển lên hoặc xuống ngay trên thẻ của việc.")
	}
	return b.at(a.Seq), swap(ctx, tx, a, b)
}

func (d draftTask) at(seq int) Task {
	t := d.Task
	t.Seq = seq
	return t
}
