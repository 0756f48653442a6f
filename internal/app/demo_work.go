package app

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// demoList is an invented list, left in its preview: one row has a date that does not exist, one repeats another.
const demoList = "STT\tNội dung công việc\tĐơn vị chủ trì\tPhối hợp\tHạn\tSản phẩm\n" +
	"1\tSơn lại lan can cầu thang nhà văn hóa\tĐoàn Thanh niên\tTrạm Y tế\t20/06\tẢnh trước và sau\n" +
	"2\tMở tủ sách hè ở tổ dân phố số 3\tPhòng Văn hóa - Xã hội\tĐoàn Thanh niên\tquý III\t\n" +
	"3\tPhát tờ rơi an toàn sông nước ở bến đò\tCông an phường\t\t31/06\t2.000 tờ\n" +
	"4\tMở tủ sách hè ở tổ dân phố số 3\tPhòng Văn hóa - Xã hội\t\tquý III\t\n"

// demoOtherWork brings what no plan ordered: a letter with three pieces of work, confirmed, and a list in its preview.
func (a *App) demoOtherWork(ctx context.Context, tx *store.Tx, u web.Unit) error {
	now := a.Site.Clock()
	today := day.At(now.Time)
	l := plan.Letter{Number: "412/SYT-NVY", Sender: "Sở Y tế", Summary: "Phối hợp tổ chức đợt khám sức khỏe đầu hè cho trẻ mầm non", Date: today.Add(-6)}
	l.Work = append(l.Work,
		plan.TypedWork{Title: "Lập danh sách trẻ mầm non chưa khám trong năm", Lead: "Trạm Y tế phường", Help: "Các trường mầm non", Due: today.Add(20).String(), Output: "Danh sách theo trường"},
		plan.TypedWork{Title: "Bố trí hội trường và lịch khám cho từng trường", Lead: "Văn phòng HĐND và UBND", Help: "Trạm Y tế phường", Due: today.Add(27).String()},
		plan.TypedWork{Title: "Báo cáo kết quả đợt khám về Sở Y tế", Lead: "Phòng Văn hóa - Xã hội", Help: "Trạm Y tế phường", Due: today.Add(55).String(), Output: "Báo cáo bằng văn bản"})
	kept, err := a.Files.Put(strings.NewReader(l.Words()), store.MaxFile)
	if err != nil {
		return err
	}
	pl, err := a.Plans.BringLetter(ctx, tx, plan.Brought{UnitID: u.ID, Year: now.Year(), Name: "Công văn 412.txt", Kept: kept, At: now}, l)
	if err != nil {
		return err
	}
	if err := a.Plans.Confirm(ctx, tx, pl); err != nil {
		return err
	}
	list, err := a.Plans.BringList(ctx, tx, u.ID, now.Year(), "viec-he.tsv", []byte(demoList), now)
	if err != nil {
		return err
	}
	return a.Plans.PreviewList(ctx, tx, list)
}
