package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

var sampleProgram = store.Query("app.sample.program", `SELECT m.id FROM state_import m WHERE {scope:m} ORDER BY m.id DESC LIMIT 1`,
	store.Whole("reads one row along the primary key, for benchmarks and tests"))

// demoSoftware brings in two tables as the children's software exports them, made of the invented children with what is otherwise there:
// one was written, one waits for the officer.
func (a *App) demoSoftware(ctx context.Context, by actor.Actor) error {
	today := day.At(a.Site.Clock().Time)
	rows, err := a.softwareRows(ctx, by, today)
	if err != nil {
		return err
	}
	if _, err := a.Software.Bring(ctx, a.DB, by, by.UnitID, rows, today.Add(-8), true, map[string]string{}, true); err != nil {
		return err
	}
	for i := 1; i < len(rows); i += 9 {
		rows[i][5] = "Nguyễn Thị Bưởi"
	}
	rows = append(rows[:len(rows)-1], []string{"TE-9001", "", "Lê Bảo Ngân", "14/02/2021", "Nữ", "Lê Thị Mơ", "Tổ dân phố số 2", ""})
	if _, err := a.Software.Bring(ctx, a.DB, by, by.UnitID, rows, today.Add(-1), false, nil, false); err != nil {
		return err
	}
	return a.Software.Make(ctx, a.DB, by.UnitID, week.MondayOf(today))
}

// softwareRows are the children of the unit as the software could have them: the last is not there, every seventh has another address,
// every eleventh another spelling.
func (a *App) softwareRows(ctx context.Context, by actor.Actor, today day.Day) ([][]string, error) {
	g := child.Children.With(registerLists(a.Org))
	rows := [][]string{{"Mã trẻ em", "Số định danh cá nhân", "Họ và tên trẻ em", "Ngày sinh", "Giới tính", "Họ và tên mẹ", "Thôn, tổ dân phố", "Ghi chú của tỉnh"}}
	from := a.DB.Reader(by)
	e := g.EnvOn(ctx, from, today)
	for n := int64(1); n < demoKids; n++ {
		rec, ok, err := g.ByNumber(ctx, from, by.UnitID, n)
		if err != nil {
			return nil, err
		}
		if !ok || rec.State != child.Kept {
			continue
		}
		row := []string{"TE-" + rec.Code()[3:], rec.Str("person_number"), rec.Str("name"), rec.Text("birth", e), rec.Text("sex", e), rec.Text("mother", e), rec.Text("hamlet", e), ""}
		if n%7 == 0 {
			row[6] = ""
		}
		if n%11 == 0 {
			row[5] = ""
		}
		rows = append(rows, row)
	}
	return rows, e.Err()
}
