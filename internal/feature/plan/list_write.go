package plan

import (
	"context"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// writeList makes the rows that are ready the work of a plan row of their own, inside the caller's change. What is not ready
// stays as a draft, whose id comes back.
func (p *Plans) writeList(ctx context.Context, tx *store.Tx, l broughtList, at store.Instant) (written int, rest string, err error) {
	rows := l.Rows.V
	all := make([]int, len(rows))
	for i := range rows {
		all[i] = i
	}
	if err := findTwins(ctx, tx, l.Year, rows, all); err != nil {
		return 0, "", err
	}
	var ready, left []listRow
	for _, row := range rows {
		switch row.tab() {
		case tabNew:
			ready = append(ready, row)
		case tabTwin, tabWrong:
			left = append(left, row)
		}
	}
	if len(ready) == 0 {
		return 0, "", errs.New(errs.Conflict, "Không còn dòng nào sẵn sàng để ghi: việc cùng tên vừa được ghi ở chỗ khác. Mở lại trang để chọn.")
	}
	planID, err := p.planOfList(ctx, tx, l, ready, at)
	if err != nil {
		return 0, "", err
	}
	if err := tx.UpdateOne(ctx, listWrite, jsonOf[[]listRow]{ready}, len(ready), at, planID, l.ID, l.Version); err != nil {
		return 0, "", err
	}
	tx.Unaudited("the plan row tells of it")
	if len(left) == 0 {
		return len(ready), "", nil
	}
	rest = newID()
	return len(ready), rest, addList(ctx, tx, broughtList{ID: rest, UnitID: l.UnitID, Year: l.Year, State: ListPreview, Name: l.Name, Hash: l.Hash,
		Shape: l.Shape, Rows: jsonOf[[]listRow]{left}, CreatedBy: l.CreatedBy, CreatedAt: at})
}

// planOfList writes a confirmed plan row with one task a row.
func (p *Plans) planOfList(ctx context.Context, tx *store.Tx, l broughtList, rows []listRow, at store.Instant) (string, error) {
	today := day.At(at.Time)
	_, match, err := p.Bodies.Register(ctx, tx, today)
	if err != nil {
		return "", err
	}
	work := make([]TypedWork, len(rows))
	for i, row := range rows {
		work[i] = row.Work
	}
	pl := Plan{ID: newID(), UnitID: l.UnitID, Year: l.Year, Kind: FromList, Title: dated("Danh sách "+strconv.Itoa(len(rows))+" việc nhập", today), State: Draft,
		SourceName: l.Name, SourceHash: l.Hash, CreatedBy: tx.Actor().Name, CreatedAt: at, Version: 1}
	src, tasks, err := typedSource([]string{pl.Title, "Từ " + l.Name + ", mã tệp " + l.fingerprint()}, work, l.Year, match)
	if err != nil {
		return "", err
	}
	if err := insert(ctx, tx, pl, src, planread.Version, tasks, nil); err != nil {
		return "", err
	}
	return pl.ID, confirm(ctx, tx, pl)
}

// touched is a task with whether somebody worked on it since it was brought.
type touched struct {
	ID      string `db:"id"`
	Title   string `db:"title"`
	Version int64  `db:"version"`
	Touched int    `db:"touched"`
}

// takeListBack takes exactly the tasks of a list back, inside the caller's change, and names those that stay because somebody
// worked on them.
func takeListBack(ctx context.Context, tx *store.Tx, l broughtList) (back int, kept []string, err error) {
	tasks, err := store.List[touched](ctx, tx, listTouched, l.PlanID)
	if err != nil {
		return 0, nil, err
	}
	for _, t := range tasks {
		if t.Touched != 0 {
			kept = append(kept, t.Title)
			if _, err := tx.Exec(ctx, taskReseat, len(kept), t.ID); err != nil {
				return 0, nil, err
			}
			continue
		}
		if err := tx.UpdateOne(ctx, taskDrop, tx.Now(), tx.Actor().Name, t.ID, t.Version); err != nil {
			return 0, nil, err
		}
		if err := tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: l.UnitID, Action: "Hoàn tác lần nhập danh sách"}); err != nil {
			return 0, nil, err
		}
		back++
	}
	touch(tx, l.PlanID)
	if len(kept) == 0 {
		if _, err := tx.Exec(ctx, planDropped, tx.Now(), tx.Actor().Name, l.PlanID); err != nil {
			return 0, nil, err
		}
	}
	if err := tx.UpdateOne(ctx, listState, string(ListUndone), l.ID, string(ListWritten)); err != nil {
		return 0, nil, err
	}
	return back, kept, tx.Audit(ctx, store.Entry{Kind: "plan", ID: l.PlanID, UnitID: l.UnitID, Action: "Hoàn tác lần nhập danh sách"})
}
