package plan

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// errPreview asks a deed's page to come back with what it would do; nothing is wrong and nothing is written.
var errPreview = errors.New("plan: preview")

// eventKey begins the keys of check-points after an event, which no rule makes or takes away.
const eventKey = "event:"

// foreseen is a check-point as it would be after a change of the rule.
type foreseen struct {
	Label string
	Due   day.Day
	What  string // "giữ nguyên", "mới", "bỏ"
}

// replan says what a rule changes from a day on: the untouched check-points of the future that go, and those that come. What
// somebody has touched stays, and so does the past.
func replan(t Task, now []Point, rule rhythm.Rhythm, c day.Calendar, today day.Day) (gone []Point, come []rhythm.Point) {
	kept := map[string]bool{}
	for _, pt := range now {
		if pt.untouched() && pt.Due.After(today) && !strings.HasPrefix(pt.Key, eventKey) {
			gone = append(gone, pt)
		} else {
			kept[pt.Key] = true
		}
	}
	for _, p := range rhythm.Since(pointsOf(t, rule, c), today) {
		if !kept[p.Key] {
			come = append(come, p)
		}
	}
	return gone, come
}

// foresee lists all check-points of a task under a new rule, for the preview.
func foresee(t Task, now []Point, rule rhythm.Rhythm, c day.Calendar, today day.Day) []foreseen {
	gone, come := replan(t, now, rule, c, today)
	var out []foreseen
	for _, pt := range now {
		what := "giữ nguyên"
		if slices.ContainsFunc(gone, func(g Point) bool { return g.ID == pt.ID }) {
			if slices.ContainsFunc(come, func(p rhythm.Point) bool { return p.Key == pt.Key && p.Due == pt.Due }) {
				continue // comes back as it was
			}
			what = "bỏ"
		}
		out = append(out, foreseen{pt.Label, pt.Due, what})
	}
	for _, p := range come {
		what := "mới"
		if slices.ContainsFunc(gone, func(g Point) bool { return g.Key == p.Key && g.Due == p.Due }) {
			what = "giữ nguyên"
		}
		out = append(out, foreseen{p.Label, p.Due, what})
	}
	slices.SortStableFunc(out, func(a, b foreseen) int { return a.Due.Compare(b.Due) })
	return out
}

// pointRhythm is changing the rule by which a task has check-points.
func (p *Plans) pointRhythm() deed {
	return deed{Path: "nhip", Title: "Nhịp kiểm tra", Page: rhythmPage, Ready: withRhythm, Check: checkRhythm}
}

func withRhythm(r *web.Request, d *doing) (err error) {
	ctx, from := r.Context(), r.Reader()
	switch {
	case d.Task.ParentID != "":
		return errs.New(errs.Conflict, "Đây là một phần của việc khác nên không có mốc riêng. Đặt nhịp ở việc chung.")
	case !d.Task.Done.IsZero() || d.Task.Ended():
		return errs.New(errs.Conflict, "Việc này đã kết thúc nên không đổi nhịp kiểm tra nữa.")
	}
	if d.Rhythm, _, err = store.Find[taskRhythm](ctx, from, rhythmGet, d.Task.ID); err != nil {
		return err
	}
	d.Version = d.Rhythm.Version
	d.Points, err = store.List[Point](ctx, from, pointOfTask, d.Task.ID)
	return err
}

func checkRhythm(r *web.Request, d *doing) (change, string, error) {
	rule, err := readRhythm(d)
	if err != nil {
		return nil, "", err
	}
	c, today := r.Calendar(), r.Today()
	if d.Typed("lam") == "xem" {
		d.Foreseen = foresee(d.Task.Task, d.Points, rule, c, today)
		return nil, "", errPreview
	}
	t, before := d.Task.Task, d.Rhythm
	before.Version = d.Version
	return func(ctx context.Context, tx *store.Tx) error { return saveRhythm(ctx, tx, t, before, rule, c, today) },
		"Đã đổi nhịp kiểm tra: " + rule.Words() + ".", nil
}

// rhythmRecord is a rule as the history shows it.
type rhythmRecord struct {
	Rule string `json:"Nhịp kiểm tra"`
}

func saveRhythm(ctx context.Context, tx *store.Tx, t Task, before taskRhythm, rule rhythm.Rhythm, c day.Calendar, today day.Day) error {
	save := func() error {
		return tx.UpdateOne(ctx, rhythmEdit, rule.String(), tx.Actor().Name, tx.Now(), t.ID, before.Version)
	}
	if before.Version == 0 {
		save = func() error {
			return tx.UpdateOne(ctx, rhythmAdd, t.ID, t.UnitID, rule.String(), tx.Actor().Name, tx.Now())
		}
	}
	if err := save(); err != nil {
		return err
	}
	if err := applyRhythm(ctx, tx, t, rule, c, today); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Đổi nhịp kiểm tra",
		Before: rhythmRecord{before.rules().Words()}, After: rhythmRecord{rule.Words()}})
}

// applyRhythm brings the check-points of a task into line with its rule, from a day on.
func applyRhythm(ctx context.Context, tx *store.Tx, t Task, rule rhythm.Rhythm, c day.Calendar, today day.Day) error {
	if _, err := tx.Exec(ctx, pointForget, t.ID, today); err != nil {
		return err
	}
	touchTask(tx, t.ID)
	return addPoints(ctx, tx, t, pointsOf(t, rule, c), today)
}

// repeak makes the check-points around peaks anew after somebody edited the peaks of a task.
func repeak(ctx context.Context, tx *store.Tx, r *web.Request, before Task, peaks Peaks) error {
	if slices.Equal(before.Peaks, peaks) || !before.Live {
		return nil
	}
	h, found, err := store.Find[taskRhythm](ctx, tx, rhythmGet, before.ID)
	if err != nil || !found {
		return err
	}
	rule := h.rules()
	if h.ChangedBy == "" {
		rule = rhythm.Default(before.WhenRaw, len(peaks))
		if err := tx.UpdateOne(ctx, rhythmEdit, rule.String(), "", tx.Now(), before.ID, h.Version); err != nil {
			return err
		}
	}
	t := before
	t.Peaks = peaks
	if err := applyRhythm(ctx, tx, t, rule, r.Calendar(), r.Today()); err != nil {
		return err
	}
	tx.Unaudited("check-points follow from the peaks, whose change has its own history row")
	return nil
}
