package app_test

import (
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

func TestWhatWasThrownAwayComesBackForThirtyDays(t *testing.T) {
	const (
		bin   = "/u/{unit}/{year}/thung-rac"
		shape = "/u/{unit}/{year}/nhiem-vu/{task}/xep-lai"
	)
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		w.samples["gone"] = tasks[0].ID
		w.run([]scenario{
			{Name: "empty at first", request: request{As: "hoa.tt", Path: bin}, Want: 200, Has: "Thùng rác trống"},
			{Name: "a task is deleted", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "1", "lam", "xoa")}, Want: 303, Audit: "Xóa nhiệm vụ"},
			{Name: "a leader has no trash", request: request{As: "dat.lq", Path: bin}, Want: 403},
			{Name: "nor may he restore", request: request{As: "dat.lq", Path: bin + "/viec", Form: form("viec", w.samples["gone"])}, Want: 403},
			{Name: "it is in the trash with who and how long", request: request{As: "hoa.tt", Path: bin}, Want: 200, Selector: "tbody tr", Has: "còn 30 ngày"},
			{Name: "nothing chosen", request: request{As: "hoa.tt", Path: bin + "/viec", Form: form("once", "t0")}, Want: 422, Has: "Chưa chọn việc nào"},
			{Name: "no id", request: request{As: "hoa.tt", Path: bin + "/viec", Form: form("viec", "x")}, Want: 404},
			{Name: "restored", request: request{As: "hoa.tt", Path: bin + "/viec", Form: form("once", "t1", "viec", w.samples["gone"])}, Want: 303, Audit: "Khôi phục nhiệm vụ"},
			{Name: "asked again, nothing happens", request: request{As: "hoa.tt", Path: bin + "/viec", Form: form("once", "t2", "viec", w.samples["gone"])}, Want: 303},
		})
		after, err := w.app.Plans.Work(t.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
		if err != nil || len(after) != len(tasks) || after[0].ID != tasks[0].ID || !after[0].Live {
			t.Fatalf("the task did not come back to its place: %d of %d, %v", len(after), len(tasks), err)
		}
	})
}

func TestADraftComesBackFromTheTrash(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("van-ban", small)})
		w.samples["plan"] = id(t, a.Header().Get("Location"), "ke-hoach")
		w.run([]scenario{
			{Name: "the draft is dropped", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/bo", Form: form("ban", "1")}, Want: 303},
			{Name: "it is in the trash", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/thung-rac"}, Want: 200, Selector: "main", Has: "1 bản nhập"},
			{Name: "restored", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/thung-rac/ban-nhap", Form: form("once", "p1", "ke-hoach", w.samples["plan"])}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu", Audit: "Khôi phục bản nhập"},
			{Name: "it is a draft again", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"}, Want: 200, Has: "Xác nhận 3 việc"},
			{Name: "a plan that is not in the trash", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/thung-rac/ban-nhap", Form: form("once", "p2", "ke-hoach", w.samples["plan"])}, Want: 409},
		})
	})
}

func TestTheTrashEmptiesAfterThirtyDays(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		w.run([]scenario{
			{Name: "somebody talks about the task", request: request{As: "hoa.tt", Path: taskPath + "/trao-doi", Form: form("once", "c", "trao-doi", "Xóa vì trùng")}, Want: 303},
			{Name: "deleted", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/xep-lai", Form: form("ban", "1", "lam", "xoa")}, Want: 303},
		})
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("van-ban", small, "van-nhap", "1")})
		w.samples["plan"] = id(t, a.Header().Get("Location"), "ke-hoach")
		w.run([]scenario{{Name: "a draft is dropped", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/bo", Form: form("ban", "1")}, Want: 303}})
		unit := tasks[0].UnitID
		empty := func(after time.Duration) int {
			w.at(today.Add(after))
			n, err := w.app.Plans.EmptyTrash(t.Context(), w.app.DB, unit)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := empty(29 * 24 * time.Hour); n != 0 {
			t.Errorf("%d went on the 29th day", n)
		}
		if n := empty(31 * 24 * time.Hour); n != 2 {
			t.Errorf("%d went on the 31st day", n)
		}
		if n := empty(31 * 24 * time.Hour); n != 0 {
			t.Errorf("%d went twice", n)
		}
		if _, err := w.app.Plans.Work(t.Context(), w.app.DB.Reader(actor.System("test")), tasks[0].PlanID); err != nil {
			t.Error(err)
		}
		w.at(today)
		w.run([]scenario{{Name: "its page is gone", request: request{As: "hoa.tt", Path: taskPath}, Want: 404},
			{Name: "the history tells that it was", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/lich-su"}, Want: 200, Has: "xóa hẳn sau 30 ngày trong thùng rác. Tên: Rào các ao gần trường mầm non"}})
	})
}
