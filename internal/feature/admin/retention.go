package admin

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// retentionView is the page Thời hạn lưu.
type retentionView struct {
	Rules  []Rule
	Files  []backup.HistoryFile
	Made   []store.Event // when each of the files was made
	Before string        // as typed
	May    bool          // the installation has a folder for such files
	Once   string
	Errors []errs.Field
}

// historyYears is how long the history stays where it is read.
const historyYears = 5

func (a *Admin) retention(w http.ResponseWriter, r *web.Request) error {
	return a.showRetention(w, r, day.Must(r.Today().Year()-historyYears, 1, 1).String(), nil)
}

func (a *Admin) showRetention(w http.ResponseWriter, r *web.Request, before string, mistakes []errs.Field) (err error) {
	v := retentionView{Rules: Rules(), Before: before, May: a.Archive != nil, Once: web.NewKey(), Errors: mistakes}
	if v.Files, v.Made, err = backup.HistoryFiles(r.Context(), a.DB, 20); err != nil {
		return err
	}
	view := web.View{Title: "Thời hạn lưu", Lead: "Mỗi loại dữ liệu ở lại bao lâu, rồi đi đâu, theo căn cứ nào.", Crumbs: []ui.Crumb{{Text: "Quản trị", Href: r.In("quan-tri")}, {Text: "Thời hạn lưu"}}, Errors: mistakes}
	return r.Show(w, view, retentionPage(r, v))
}

// archiveHistory asks for the history before a day as a file.
func (a *Admin) archiveHistory(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	if a.Archive == nil {
		return errs.New(errs.Invalid, "Cài đặt này không có thư mục riêng để cất tệp lưu trữ. Chạy chương trình với --dir rồi làm lại.")
	}
	typed := f.Text("truoc-ngay")
	before, err := day.Parse(typed)
	var form errs.Form
	switch latest := r.Today().Add(-365); {
	case err != nil:
		form.Add("truoc-ngay", "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 01/01/%d", r.Today().Year()-historyYears)
	case before.IsZero():
		form.Add("truoc-ngay", "Ghi ngày; mọi dòng trước ngày đó vào tệp")
	case before.After(latest):
		form.Add("truoc-ngay", "Chọn ngày không sau %s; lịch sử 12 tháng gần đây còn dùng hằng ngày", latest)
	}
	if fields, ok := web.Mistakes(form.Err()); ok {
		return a.showRetention(w, r, typed, fields)
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("thoi-han-luu"))
		if err := a.Archive(ctx, tx, before.ISO()+"/"+ident.New(), before); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "backup", ID: r.Unit.ID, UnitID: r.Unit.ID, Action: "Đặt việc xuất lịch sử cũ", Note: "Các dòng trước ngày " + before.String()})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã đặt việc. Tệp hiện ở trang này khi xong; tiến độ ở trang Việc nền.")
	return r.Go(w, r.In("thoi-han-luu"))
}
