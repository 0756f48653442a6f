package plan

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// reshape merges a task with the next one, makes one of its lines a task of its own, moves it or deletes it. It leads
// back to the place of the card.
func (p *Plans) reshape(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	t.Version = versionOf(f)
	do, ok := shapes[f.Text("lam")]
	if !ok {
		return errs.New(errs.Invalid, "Chọn một việc để làm: gộp, tách, chuyển hoặc xóa.")
	}
	var at Task // whose card is looked at next
	var done planChange
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if at, done, err = do(p, ctx, tx, r, t, f); err != nil {
			return err
		}
		tx.Result(cardHref(r, at))
		return nil
	})
	if err != nil {
		return err
	}
	if f.Text("lam") == "xoa" {
		r.SayUndo(w, "Đã xóa “"+t.Title+"”.", r.In("nhiem-vu/"+t.ID+"/khoi-phuc"))
		return r.Go(w, reviewAt(r, Plan{ID: t.PlanID}, "", linePlace(t.LineFrom)))
	}
	r.SayUndo(w, done.Said+".", undoHref(r, done))
	return r.Go(w, cardHref(r, at))
}

// shape is one way of changing the cut. It gives the card to look at next and what can be taken back.
type shape func(p *Plans, ctx context.Context, tx *store.Tx, r *web.Request, t draftTask, f *web.Form) (at Task, done planChange, err error)

var shapes = map[string]shape{
	"gop":  (*Plans).mergeNext,
	"tach": (*Plans).split,
	"len": func(_ *Plans, ctx context.Context, tx *store.Tx, _ *web.Request, t draftTask, _ *web.Form) (Task, planChange, error) {
		return move(ctx, tx, t, taskAhead, "Chuyển lên")
	},
	"xuong": func(_ *Plans, ctx context.Context, tx *store.Tx, _ *web.Request, t draftTask, _ *web.Form) (Task, planChange, error) {
		return move(ctx, tx, t, taskAfter, "Chuyển xuống")
	},
	"xoa": func(_ *Plans, ctx context.Context, tx *store.Tx, _ *web.Request, t draftTask, _ *web.Form) (at Task, none planChange, err error) {
		if err := takeOut(ctx, tx, t); err != nil {
			return t.Task, none, err
		}
		return t.Task, none, tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Xóa nhiệm vụ", Before: formOf(t).record()})
	},
}

func (p *Plans) mergeNext(ctx context.Context, tx *store.Tx, r *web.Request, t draftTask, _ *web.Form) (_ Task, done planChange, err error) {
	next, err := neighbour(ctx, tx, t, taskAfter)
	if err != nil {
		return t.Task, done, err
	}
	_, match, err := p.Bodies.Register(ctx, tx, r.Today())
	if err != nil {
		return t.Task, done, err
	}
	if err := takeOut(ctx, tx, next); err != nil {
		return t.Task, done, err
	}
	gone := store.Entry{Kind: "task", ID: next.ID, UnitID: next.UnitID, Action: "Gộp vào “" + t.Title + "”", Before: formOf(next).record()}
	if err := tx.Audit(ctx, gone); err != nil {
		return t.Task, done, err
	}
	merged := merge(t, next, match)
	if err := rewrite(ctx, tx, merged); err != nil {
		return t.Task, done, err
	}
	if _, err := tx.Exec(ctx, taskSpan, merged.Text, merged.LineFrom, merged.LineTo, merged.ID); err != nil {
		return t.Task, done, err
	}
	done, err = remember(ctx, tx, cardsMerged, "Gộp “"+next.Title+"” vào “"+t.Title+"”", []draftTask{t, next})
	if err != nil {
		return t.Task, done, err
	}
	return merged.Task, done, auditEdit(ctx, tx, "Gộp thêm “"+next.Title+"”", t, merged)
}

func (p *Plans) split(ctx context.Context, tx *store.Tx, _ *web.Request, t draftTask, f *web.Form) (_ Task, done planChange, err error) {
	src, err := store.Get[Source](ctx, tx, planSource, t.PlanID)
	if err != nil {
		return t.Task, done, err
	}
	n, _ := strconv.Atoi(f.Text("dong")) // no number is a line that the task does not have
	lines := src.lines(t.LineFrom, t.LineTo)
	at := slices.IndexFunc(lines, func(l line) bool { return l.N == n })
	if at < 0 || len(lines) < 2 {
		return t.Task, done, errs.New(errs.Invalid, "Chọn một dòng của việc này để tách thành việc riêng.")
	}
	taken, err := store.List[string](ctx, tx, taskPaths, t.PlanID)
	if err != nil {
		return t.Task, done, err
	}
	rest, own := splitOff(t, lines[at], freePath(t.Path, taken))
	if err := rewrite(ctx, tx, rest); err != nil {
		return t.Task, done, err
	}
	if _, err := tx.Exec(ctx, taskSpan, rest.Text, rest.LineFrom, rest.LineTo, rest.ID); err != nil {
		return t.Task, done, err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Tách dòng " + strconv.Itoa(n) + " thành việc riêng"}); err != nil {
		return t.Task, done, err
	}
	if err := squeezeIn(ctx, tx, own); err != nil {
		return t.Task, done, err
	}
	done, err = remember(ctx, tx, cardSplit, "Tách “"+own.Title+"” khỏi “"+t.Title+"”", []draftTask{t}, own.ID)
	if err != nil {
		return t.Task, done, err
	}
	return own.Task, done, tx.Audit(ctx, store.Entry{Kind: "task", ID: own.ID, UnitID: own.UnitID, Action: "Tách từ “" + t.Title + "”", After: formOf(own).record()})
}

// position is a number in the plan as the history shows it.
type position struct {
	Seq int `json:"Thứ tự"`
}

func move(ctx context.Context, tx *store.Tx, t draftTask, side *store.Stmt, action string) (_ Task, done planChange, err error) {
	other, err := neighbour(ctx, tx, t, side)
	if err != nil {
		return t.Task, done, err
	}
	if err := swap(ctx, tx, t, other); err != nil {
		return t.Task, done, err
	}
	moved := t.Task
	moved.Seq = other.Seq
	done, err = remember(ctx, tx, cardsMoved, action+" “"+t.Title+"”", []draftTask{t, other})
	if err != nil {
		return t.Task, done, err
	}
	return moved, done, tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: action, Before: position{t.Seq}, After: position{other.Seq}})
}

// restore brings a deleted task back.
func (p *Plans) restore(w http.ResponseWriter, r *web.Request) error {
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	if !t.Dropped {
		return r.Go(w, cardHref(r, t.Task)) // asked twice
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := restoreTask(ctx, tx, t.ID)
		return err
	})
	if err != nil {
		return err
	}
	if t, err = taskWith(r.Context(), r.Reader(), t.ID); err != nil {
		return err
	}
	r.Say(w, "Đã khôi phục “"+t.Title+"”.")
	return r.Go(w, cardHref(r, t.Task))
}
