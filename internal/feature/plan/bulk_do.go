package plan

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// taskBefore is what a bulk change can touch, as it stood before. Its undoing restores these fields and nothing else.
type taskBefore struct {
	Owed []Owed
	Due  day.Day
	Kind planread.WhenKind
	Live bool
}

func beforeOf(t draftTask) taskBefore { return taskBefore{t.Owed, t.Due, t.WhenKind, t.Live} }

// carryOutBulk does the act to every chosen task that takes it, in one transaction, and keeps what stood there before.
func (p *Plans) carryOutBulk(r *web.Request, b bulkForm) (op bulk, err error) {
	op = bulk{ID: newID(), UnitID: r.Unit.ID, Year: r.Year, Act: b.Act.Key, Words: b.words(), Reason: b.Reason, AccountName: r.Actor.Name, CreatedAt: r.Now}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In(bulkPath + "/" + op.ID))
		if _, b.match, err = p.Bodies.Register(ctx, tx, r.Today()); err != nil {
			return err
		}
		if err := op.add(ctx, tx); err != nil {
			return err
		}
		for i, m := range b.Marks {
			line, err := b.doOne(ctx, tx, m)
			if err != nil {
				return err
			}
			line.BulkID, line.UnitID, line.Seq = op.ID, op.UnitID, i+1
			if err := line.add(ctx, tx); err != nil {
				return err
			}
			op.count(line)
		}
		return tx.Audit(ctx, store.Entry{Kind: "bulk", ID: op.ID, UnitID: op.UnitID, Action: "Sửa nhiều việc", Note: op.said()})
	})
	return op, err
}

// doOne does the act to one task and says what became of it.
func (b bulkForm) doOne(ctx context.Context, tx *store.Tx, m tick) (bulkTask, error) {
	line := bulkTask{ID: newID(), TaskID: m.ID, State: bulkRefused, Before: "{}"}
	t, err := taskWith(ctx, tx, m.ID)
	if errs.Is(err, errs.NotFound) {
		line.TaskID, line.Why = "", "không có việc này trong đơn vị"
		return line, nil
	}
	if err != nil {
		return line, err
	}
	line.Title = t.Title
	if line.Why = t.refusal(m.Version); line.Why != "" {
		return line, nil
	}
	b.line = line.ID
	if line.Why, err = b.Act.do(ctx, tx, b, t); err != nil || line.Why != "" {
		return line, err
	}
	raw, err := json.Marshal(beforeOf(t))
	line.State, line.Before = bulkChanged, string(raw)
	line.Version = t.Version + 1 // every act writes the task once
	return line, err
}

// refusal says why no act may touch the task.
func (t Task) refusal(version int64) string {
	switch {
	case t.Dropped:
		return "đã xóa"
	case t.Version != version:
		return "có người vừa sửa việc này sau khi anh/chị mở danh sách"
	case !t.Live:
		return "kế hoạch của việc này chưa được xác nhận"
	case !t.Done.IsZero():
		return "đã xong"
	case t.Ended():
		return t.PhaseWords()
	}
	return ""
}

func bulkLead(ctx context.Context, tx *store.Tx, b bulkForm, t draftTask) (string, error) {
	if t.Lead == b.Name {
		return "cơ quan này đang chủ trì", nil
	}
	after := t
	f := formOf(t)
	if f.Lead = b.Name; t.Kind == KindReport {
		f.Lead, f.Reporter = "", b.Name
	}
	after.Owed = rewriteOwed(t, f, b.match)
	after.settle(b.match)
	if err := rewrite(ctx, tx, after); err != nil {
		return "", err
	}
	return "", auditEdit(ctx, tx, "Đặt chủ trì", t, after)
}

func bulkTransfer(ctx context.Context, tx *store.Tx, b bulkForm, t draftTask) (string, error) {
	if t.Lead == b.Name {
		return "cơ quan này đang chủ trì", nil
	}
	tr := transfer{ID: b.line, UnitID: t.UnitID, TaskID: t.ID, OldLead: t.Lead, NewLead: b.Name, EndedOn: day.At(tx.Now().Time), Reason: b.Reason, MovedBy: tx.Actor().Name, MovedAt: tx.Now()}
	return "", tr.within(ctx, tx, t, t.Version, b.match)
}

func bulkDue(ctx context.Context, tx *store.Tx, b bulkForm, t draftTask) (string, error) {
	if !t.Due.IsZero() {
		return putOff(ctx, tx, b, t, b.due)
	}
	if !t.Starts.IsZero() && b.due.Before(t.Starts) {
		return "bắt đầu " + t.Starts.String() + ", sau hạn mới", nil
	}
	after := t
	after.Due = b.due
	if t.WhenKind != planread.WhenWindow {
		after.WhenKind = planread.WhenDue
	}
	if err := rewrite(ctx, tx, after); err != nil {
		return "", err
	}
	return "", auditEdit(ctx, tx, "Đặt hạn", t, after)
}

func bulkPutOff(ctx context.Context, tx *store.Tx, b bulkForm, t draftTask) (string, error) {
	if t.Due.IsZero() {
		return "không có hạn nên không có gì để lùi", nil
	}
	return putOff(ctx, tx, b, t, t.Due.Add(b.days))
}

// putOff gives more time as the officer does it for one task: the old date stays on record.
func putOff(ctx context.Context, tx *store.Tx, b bulkForm, t draftTask, due day.Day) (string, error) {
	switch {
	case t.Asking:
		return "có đề nghị lùi hạn chờ trả lời", nil
	case !due.After(t.Due):
		return "hạn đang có là " + t.Due.String() + ", không sớm hơn hạn mới", nil
	}
	at := tx.Now()
	x := extension{ID: b.line, UnitID: t.UnitID, TaskID: t.ID, AskedBy: tx.Actor().Name, AskedAt: at, OldDue: t.Due, NewDue: due, Reason: b.Reason,
		State: Allowed, DecidedBy: tx.Actor().Name, DecidedAt: at}
	return "", x.give(ctx, tx, t.Version)
}

func bulkPause(ctx context.Context, tx *store.Tx, b bulkForm, t draftTask) (string, error) {
	if t.Phase == Paused {
		return "đang tạm dừng", nil
	}
	s := course{Phase: Paused, PhaseOn: day.At(tx.Now().Time), PhaseWhy: b.Reason}
	if err := s.save(ctx, tx, t.ID, t.Version); err != nil {
		return "", err
	}
	return "", tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Tạm dừng", Note: b.Reason})
}

func bulkTrash(ctx context.Context, tx *store.Tx, _ bulkForm, t draftTask) (string, error) {
	if t.Results > 0 {
		return "đã có kết quả nên không bỏ đi được", nil
	}
	parts, err := store.List[Task](ctx, tx, partsOf, t.ID)
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(parts, func(p Task) bool { return !p.Dropped }) {
		return "đã chia thành các phần việc; xóa các phần trước", nil
	}
	if err := takeOut(ctx, tx, t); err != nil {
		return "", err
	}
	return "", tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Xóa nhiệm vụ", Before: formOf(t).record()})
}
