package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// FillForBench adds plans with tasks to the demonstration, through the same import that a person uses. It tells progress
// after each plan.
func (a *App) FillForBench(ctx context.Context, plans, tasks int, progress func(done, total int)) (err error) {
	defer errs.Prefix(&err, "app.FillForBench")
	units, err := a.Org.Units(ctx)
	if err != nil || len(units) == 0 {
		return errs.Wrap(errs.Invalid, err, "Chưa có đơn vị nào để nạp dữ liệu đo")
	}
	by := actor.Actor{AccountID: "", Name: "Dữ liệu đo", UnitID: units[0].ID}
	for n := range plans {
		text := benchPlan(n, tasks, a.Site.Clock().Year())
		doc, err := docfile.Read(ctx, "do.txt", []byte(text))
		if err != nil {
			return err
		}
		kept, err := a.Files.Put(strings.NewReader(text), store.MaxFile)
		if err != nil {
			return err
		}
		err = a.DB.Write(ctx, by, func(tx *store.Tx) error {
			pl, err := a.Plans.Import(ctx, tx, plan.Brought{UnitID: by.UnitID, Year: a.Site.Clock().Year(), Name: "do.txt", Kept: kept, Doc: doc, At: a.Site.Clock()})
			if err != nil {
				return err
			}
			return a.Plans.Confirm(ctx, tx, pl)
		})
		if err != nil {
			return err
		}
		progress(n+1, plans)
	}
	return nil
}

var benchTasks = store.Query("app.bench.tasks", `SELECT t.id FROM task t WHERE {scope:t} ORDER BY t.id DESC LIMIT 2000`,
	store.Whole("reads the newest along the primary key, for benchmarks"))

// historyBatch is how many rows of history one transaction writes.
const historyBatch = 2000

// FillHistoryForBench adds rows to the history of the newest tasks, as years of corrections would.
func (a *App) FillHistoryForBench(ctx context.Context, rows int, progress func(done, total int)) (err error) {
	defer errs.Prefix(&err, "app.FillHistoryForBench")
	units, err := a.Org.Units(ctx)
	if err != nil || len(units) == 0 {
		return errs.Wrap(errs.Invalid, err, "Chưa có đơn vị nào để nạp dữ liệu đo")
	}
	by := actor.Actor{AccountID: "", Name: "Dữ liệu đo", UnitID: units[0].ID}
	tasks, err := store.List[string](ctx, a.DB.Reader(by), benchTasks)
	if err != nil {
		return err
	}
	type lead struct {
		Name string `json:"Chủ trì"`
	}
	for done := 0; done < rows && len(tasks) > 0; {
		n := min(historyBatch, rows-done)
		err := a.DB.Write(ctx, by, func(tx *store.Tx) error {
			for i := range n {
				e := store.Entry{Kind: "task", ID: tasks[(done+i)%len(tasks)], UnitID: by.UnitID, Action: "Sửa nhiệm vụ", Before: lead{"Trạm Y tế phường"}, After: lead{"Công an phường"}}
				if err := tx.Audit(ctx, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		done += n
		progress(done, rows)
	}
	return nil
}

var benchWords = []string{
	"Rà soát ao, hồ, cống hở và cắm biển cảnh báo", "Truyền thông phòng, chống đuối nước tại tổ dân phố", "Tập huấn kỹ năng sống cho học sinh",
	"Cập nhật dữ liệu trẻ em trên phần mềm", "Kiểm tra cơ sở nuôi dưỡng trẻ em", "Tổ chức diễn đàn trẻ em", "Vận động Quỹ Bảo trợ trẻ em",
}

// benchPlan writes a plan of n tasks in the label form.
func benchPlan(number, n, year int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "ỦY BAN NHÂN DÂN\nPHƯỜNG MỸ HÀO\n\nSố: %d/KH-UBND\n\nMỹ Hào, ngày 15 tháng 01 năm %d\n\nKẾ HOẠCH\nCông tác trẻ em đợt %d năm %d\n\n", 200+number, year, number+1, year)
	b.WriteString("Ủy ban nhân dân phường Mỹ Hào ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH, YÊU CẦU\n\nChăm lo cho trẻ em.\n\nII. NHIỆM VỤ\n\n")
	for i := range n {
		fmt.Fprintf(&b, "%d. %s, đợt %d của năm.\n\n- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.\n- Đơn vị phối hợp: Công an phường; Trạm Y tế phường.\n", i+1, benchWords[(i+number)%len(benchWords)], i+1)
		switch i % 3 {
		case 0:
			b.WriteString("- Thời gian thực hiện: Thường xuyên trong năm.\n\n")
		case 1:
			fmt.Fprintf(&b, "- Thời gian thực hiện: Trước ngày %d/%d/%d.\n\n", i%28+1, i%12+1, year)
		default:
			fmt.Fprintf(&b, "- Thời gian thực hiện: Tháng %d/%d.\n\n", i%12+1, year)
		}
	}
	b.WriteString("III. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Văn hóa - Xã hội\n\nTheo dõi, đôn đốc việc thực hiện Kế hoạch./.\n\nNơi nhận:\n\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n")
	return b.String()
}
