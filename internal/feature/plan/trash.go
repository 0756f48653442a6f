package plan

import (
	"context"
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

func (p *Plans) trashRoutes() []web.Route {
	const path = "/u/{unit}/{year}/thung-rac"
	edit := web.Right(actor.TaskEdit)
	return []web.Route{
		{Method: "GET", Path: path, Title: "Thùng rác", Access: edit, Handle: p.trash},
		{Method: "POST", Path: path + "/viec", Title: "Khôi phục các việc đã chọn", Access: edit, Handle: p.restoreSome},
		{Method: "POST", Path: path + "/ban-nhap", Title: "Khôi phục bản nhập", Access: web.Right(actor.PlanImport), Handle: p.recallPlan},
	}
}

// trashed is what the page of the trash shows. Drafts are few: all of them stand on every page.
type trashed struct {
	Tasks, Plans []thrown
	Count        int
	Page, Pages  int
	Key          string
}

// trash shows what can still come back.
func (p *Plans) trash(w http.ResponseWriter, r *web.Request) error {
	ctx, from, since := r.Context(), r.Reader(), trashFrom(r.Now)
	count, err := store.Get[int](ctx, from, trashTaskCount, since)
	if err != nil {
		return err
	}
	tr := trashed{Count: count, Pages: max(1, (count+PageSize-1)/PageSize), Key: web.NewKey()}
	tr.Page = min(pageOf(r), tr.Pages)
	if tr.Tasks, err = store.List[thrown](ctx, from, trashTasks, since, PageSize, (tr.Page-1)*PageSize); err != nil {
		return err
	}
	if tr.Plans, err = store.List[thrown](ctx, from, trashPlans, since, PageSize); err != nil {
		return err
	}
	v := web.View{Title: "Thùng rác", Here: ui.NavPlan, Crumbs: []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: "Thùng rác"}}}
	if count+len(tr.Plans) > 0 {
		v.Lead = strconv.Itoa(count) + " việc và " + strconv.Itoa(len(tr.Plans)) + " bản nhập. Mỗi mục giữ " + strconv.Itoa(TrashDays) + " ngày rồi mới xóa hẳn."
	}
	return r.Show(w, v, trashPage(r, tr))
}

// leftWords is how long something stays: "còn 12 ngày".
func (t thrown) leftWords(today day.Day) string {
	left := TrashDays - today.Sub(day.At(t.At.Time))
	if left <= 0 {
		return "xóa hẳn trong hôm nay"
	}
	return "còn " + strconv.Itoa(left) + " ngày"
}

// restoreSome brings chosen tasks back to their places; what came back in the meantime is passed over.
func (p *Plans) restoreSome(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	chosen := f.All("viec")
	if len(chosen) == 0 {
		return errs.New(errs.Invalid, "Chưa chọn việc nào. Đánh dấu ô ở đầu hàng rồi bấm khôi phục.")
	}
	done := 0
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In("thung-rac"))
		for _, id := range chosen {
			again, err := restoreTask(ctx, tx, id)
			if err != nil {
				return err
			}
			if again {
				done++
			}
		}
		if done == 0 {
			tx.Unaudited("all of them had come back already")
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã khôi phục "+strconv.Itoa(done)+" việc, mỗi việc về chỗ cũ trong kế hoạch của nó.")
	return r.Go(w, r.In("thung-rac"))
}

// restoreTask brings a deleted task back to its place; ok is false when it was not deleted.
func restoreTask(ctx context.Context, tx *store.Tx, id string) (ok bool, err error) {
	if !ident.Valid(id) {
		return false, errs.New(errs.NotFound, "Không tìm thấy việc này. Có thể địa chỉ bị gõ sai.")
	}
	t, err := taskWith(ctx, tx, id)
	if err != nil || !t.Dropped {
		return false, err
	}
	pl, err := store.Get[Plan](ctx, tx, planGet, t.PlanID)
	if err != nil {
		return false, err
	}
	if pl.State == Dropped && pl.Kind == FromList {
		if _, err := tx.Exec(ctx, listRecall, pl.ID); err != nil {
			return false, err
		}
		pl.State = Confirmed
	}
	if err := putBack(ctx, tx, t, pl.State == Confirmed); err != nil {
		return false, err
	}
	return true, tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: "Khôi phục nhiệm vụ", After: formOf(t).record()})
}

// recallPlan brings a draft back that nobody wanted.
func (p *Plans) recallPlan(w http.ResponseWriter, r *web.Request) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	id := f.Text("ke-hoach")
	if !ident.Valid(id) {
		return errs.New(errs.NotFound, "Không tìm thấy bản nhập này. Có thể địa chỉ bị gõ sai.")
	}
	next := r.In("ke-hoach/" + id + "/doi-chieu")
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		if err := tx.UpdateOne(ctx, planRecall, id, trashFrom(tx.Now())); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "plan", ID: id, UnitID: r.Unit.ID, Action: "Khôi phục bản nhập"})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã khôi phục bản nhập với mọi chỗ đã sửa.")
	return r.Go(w, next)
}
