package plan

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// handedImage is what handing a task over inside its unit changes, as it was before.
type handedImage struct {
	Lead      string     `json:"lead"`
	Requested bool       `json:"requested"`
	Owed      []Owed     `json:"owed"`
	Links     []bodyPart `json:"links,omitempty"`
	Asked     []bodyPart `json:"asked,omitempty"`
}

// bodyPart names the body of a link or of a request for more time.
type bodyPart struct {
	ID   string `db:"id" json:"id"`
	Body string `db:"body_id" json:"body"`
	Name string `db:"body_name" json:"name"`
}

// handOver passes tasks on inside their unit. One that the act has passed on already is left alone.
func (e TaskEstate) handOver(ctx context.Context, tx *store.Tx, m moves, ids []string) (done int, err error) {
	tx = inUnit(tx, m.UnitID)
	_, match, err := e.Plans.Bodies.Register(ctx, tx, m.Day)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		_, again, err := store.Find[handedRow](ctx, tx, handedGet, m.ActID, id)
		if err != nil {
			return done, err
		}
		if again {
			continue
		}
		if err := handOne(ctx, tx, m, id, match); err != nil {
			return done, err
		}
		done++
	}
	return done, nil
}

func handOne(ctx context.Context, tx *store.Tx, m moves, id string, match Match) error {
	before, err := taskWith(ctx, tx, id)
	if err != nil {
		return err
	}
	after := before
	after.Owed = m.given(before, m.UnitID, match)
	after.settle(match)
	image := handedImage{Lead: before.Lead, Requested: before.Requested, Owed: before.Owed}
	if err := writeOwed(ctx, tx, after); err != nil {
		return err
	}
	if err := endParts(ctx, tx, m, before); err != nil {
		return err
	}
	if image.Links, err = handParts(ctx, tx, m, id, linksOpen, linkHand); err != nil {
		return err
	}
	if image.Asked, err = handParts(ctx, tx, m, id, askedOpen, askedHand); err != nil {
		return err
	}
	if m.nowhere(before.Owed) {
		if err := askForLead(ctx, tx, m, after.Task); err != nil {
			return err
		}
	}
	entry := store.Entry{Kind: "task", ID: id, UnitID: m.UnitID, Action: "Chuyển giao do sắp xếp tổ chức", Before: led{before.Lead}, After: led{after.Lead}, Note: m.Basis}
	if err := tx.Audit(ctx, entry); err != nil {
		return err
	}
	return image.keep(ctx, tx, m, id)
}

// writeOwed writes the bodies of a task over those that it has.
func writeOwed(ctx context.Context, tx *store.Tx, t draftTask) error {
	if err := tx.UpdateOne(ctx, taskHand, t.Lead, t.Requested, t.ID, t.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, owedClear, t.ID); err != nil {
		return err
	}
	if err := insertOwed(ctx, tx, t); err != nil {
		return err
	}
	touch(tx, t.PlanID)
	return index(ctx, tx, t.Task)
}

// endParts keeps the parts that end, with their days.
func endParts(ctx context.Context, tx *store.Tx, m moves, t draftTask) error {
	since, err := partsSince(ctx, tx, t)
	if err != nil {
		return err
	}
	for _, o := range t.Owed {
		heirs, passes := m.of(o.BodyID)
		if !passes {
			continue
		}
		var names []string
		for _, h := range heirs {
			names = append(names, h.Name)
		}
		if _, err := tx.Exec(ctx, pastAdd, passedID(o.ID, m.ActID, m.UnitID, "past"), t.UnitID, t.ID, t.PlanID, o.Seq, string(o.Role), o.Name, o.Via, o.BodyID,
			since(o), m.Day.Add(-1), strings.Join(names, "; "), m.ActID, m.Basis); err != nil {
			return err
		}
	}
	return nil
}

// partsSince tells from which day a part in the task was held: from the last act that made it, else from the day on which the plan
// was confirmed.
func partsSince(ctx context.Context, tx *store.Tx, t draftTask) (func(Owed) day.Day, error) {
	pl, err := store.Get[Plan](ctx, tx, planGet, t.PlanID)
	if err != nil {
		return nil, err
	}
	first := day.At(pl.ConfirmedAt.Time)
	last, found, err := store.Find[handedRow](ctx, tx, handedLast, t.ID)
	if err != nil || !found {
		return func(Owed) day.Day { return first }, err
	}
	image, err := last.image()
	return func(o Owed) day.Day {
		if slices.ContainsFunc(image.Owed, func(old Owed) bool { return old.ID == o.ID }) {
			return first
		}
		return last.On
	}, err
}

// handParts gives links or requests of a task to the first heir of their body, and tells whose they were.
func handParts(ctx context.Context, tx *store.Tx, m moves, taskID string, list, hand *store.Stmt) (was []bodyPart, err error) {
	parts, err := store.List[bodyPart](ctx, tx, list, taskID)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		heirs, passes := m.of(p.Body)
		if !passes || len(heirs) == 0 {
			continue
		}
		if _, err := tx.Exec(ctx, hand, heirs[0].BodyID, heirs[0].Name, p.ID); err != nil {
			return nil, err
		}
		was = append(was, p)
	}
	return was, nil
}

// keep remembers what the task was, and the end of its history: what comes after is somebody's work.
func (i handedImage) keep(ctx context.Context, tx *store.Tx, m moves, taskID string) error {
	raw, err := json.Marshal(i)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, handedAdd, m.ActID, taskID, m.UnitID, m.Day, m.Basis, string(raw), newID())
	tx.Unaudited("the line of the task in the history stands before its mark")
	return err
}

func (h handedRow) image() (i handedImage, err error) {
	err = json.Unmarshal([]byte(h.Before), &i)
	return i, err
}

// handBack gives tasks back to the bodies that had them before an act.
func (e TaskEstate) handBack(ctx context.Context, tx *store.Tx, actID string, limit int) (done int, err error) {
	rows, err := store.List[handedRow](ctx, tx, handedOf, actID, limit)
	if err != nil {
		return 0, err
	}
	for _, h := range rows {
		if err := h.undo(ctx, inUnit(tx, h.UnitID)); err != nil {
			return done, err
		}
		done++
	}
	return done, nil
}

func (h handedRow) undo(ctx context.Context, tx *store.Tx) error {
	image, err := h.image()
	if err != nil {
		return err
	}
	t, err := taskWith(ctx, tx, h.TaskID)
	if err != nil {
		return err
	}
	now := t.Lead
	t.Lead, t.Requested, t.Owed = image.Lead, image.Requested, image.Owed
	if err := writeOwed(ctx, tx, t); err != nil {
		return err
	}
	for _, back := range []struct {
		parts []bodyPart
		hand  *store.Stmt
	}{{image.Links, linkHand}, {image.Asked, askedHand}} {
		for _, p := range back.parts {
			if _, err := tx.Exec(ctx, back.hand, p.Body, p.Name, p.ID); err != nil {
				return err
			}
		}
	}
	for _, s := range []*store.Stmt{pastForget, handedForget} {
		if _, err := tx.Exec(ctx, s, h.ActID, h.TaskID); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, doubtForget, leadDoubtID(h.TaskID, h.ActID)); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: h.TaskID, UnitID: h.UnitID, Action: "Trả lại phân công trước khi sắp xếp", Before: led{now}, After: led{t.Lead}, Note: h.Basis})
}

var (
	doubtForget = store.Change("plan.doubt.forget", `DELETE FROM plan_doubt AS d WHERE d.id = $1 AND {scope:d}`)
	doubtLast   = store.Query("plan.doubt.last", `SELECT COALESCE(MAX(d.seq), 0) FROM plan_doubt d WHERE d.plan_id = $1 AND {scope:d}`)
)

func leadDoubtID(taskID, actID string) string { return passedID(taskID, actID, "", "doubt") }

// askForLead leaves a doubt on a task that nobody leads any more. It is answered when somebody writes a lead into the task.
func askForLead(ctx context.Context, tx *store.Tx, m moves, t Task) error {
	last, err := store.Get[int](ctx, tx, doubtLast, t.PlanID)
	if err != nil {
		return err
	}
	words := "Nhiệm vụ " + t.Path + " chưa có cơ quan tiếp nhận khi sắp xếp tổ chức (" + m.Basis + "). Chọn cơ quan chủ trì."
	d := Doubt{ID: leadDoubtID(t.ID, m.ActID), Seq: last + 1, Rule: "missing-lead", Line: t.LineFrom, Words: t.Path, Text: words}
	return insertDoubts(ctx, tx, Plan{ID: t.PlanID, UnitID: t.UnitID}, []Doubt{d})
}
