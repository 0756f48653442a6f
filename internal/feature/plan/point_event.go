package plan

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// pointEvent is adding a check-point so many days after an event, such as a report after a forum.
func (p *Plans) pointEvent() deed {
	return deed{Path: "moc-su-kien", Title: "Thêm mốc sau một sự kiện", Page: eventPage, Ready: withRhythm, Check: checkEvent}
}

func checkEvent(r *web.Request, d *doing) (change, string, error) {
	var form errs.Form
	e := rhythm.Happening{ID: newID(), Name: strings.Join(strings.Fields(d.Typed("su-kien")), " ")}
	if n := utf8.RuneCountInString(e.Name); n == 0 || n > 120 {
		form.Add("su-kien", "Ghi tên sự kiện, dài nhất 120 ký tự, ví dụ: Diễn đàn trẻ em")
	}
	var err error
	if e.On, err = day.Parse(d.Typed("ngay")); err != nil {
		form.Add("ngay", "%s", wordsOf(err))
	} else if e.On.IsZero() || e.On.Year() < d.Task.Year-1 || e.On.Year() > d.Task.Year+1 {
		form.Add("ngay", "Ghi ngày của sự kiện, trong khoảng năm %d", d.Task.Year)
	}
	n, err := strconv.Atoi(d.Typed("so"))
	rule := rhythm.Rule{Every: rhythm.Event, Days: n, Working: d.Typed("don-vi") == "lam-viec"}
	if err == nil {
		err = rule.Check()
	}
	if err != nil {
		form.Add("so", "Ghi số ngày, từ 1 đến 180")
	}
	if form.Err() != nil {
		return nil, "", form.Err()
	}
	t, points := d.Task.Task, rhythm.Rhythm{rule}.Points(d.Task.Year, nil, []rhythm.Happening{e}, r.Calendar())
	added := points[0]
	return func(ctx context.Context, tx *store.Tx) error {
		if err := addPoints(ctx, tx, t, points, e.On); err != nil {
			return err
		}
		touchTask(tx, t.ID)
		return tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Thêm mốc kiểm tra", After: pointRecord{added.Label, added.Due}})
	}, "Đã thêm mốc " + added.Label + ", hạn " + added.Due.String() + ".", nil
}
