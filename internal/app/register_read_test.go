package app_test

import (
	"net/http"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

func TestATableIsReadAsItsSenderWritesIt(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		table := "Nơi\tLoại\tMức nguy hiểm\tNgày phát hiện\nAO CỦA NHÀ VĂN HÓA\tĐiện\tCao\t03/04/2026\nGIẾNG BỎ HOANG CUỐI XÓM\tĐiện\tCao\t04/02/2026\n"
		bring := func(once, sender string) string {
			a := w.do(request{As: "hoa.tt", Path: imports, Form: form("once", once, "bang", table, "nguoi-gui", sender)})
			if a.Code != http.StatusSeeOther {
				t.Fatalf("the table is answered with %d: %s", a.Code, words(a.doc))
			}
			w.samples["batch"] = id(t, a.Header().Get("Location"), "nhap-nguy-co")
			return imports + "/{batch}"
		}
		one := bring("r1", "Tổ dân phố 3")
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: one}, Name: "the order is asked for", Want: 200, Selector: "main", Has: "Cột “Ngày phát hiện” có ngày như 03/04 mà không dòng nào cho biết"},
			{request: request{As: "hoa.tt", Path: one}, Name: "capitals are read as a name", Want: 200, Selector: "tbody", Has: "Ao Của Nhà Văn Hóa"},
			{request: request{As: "hoa.tt", Path: one + "/ghi", Form: form("once", "r2")}, Name: "not written before it is said", Want: 422, Has: "Chưa ghi gì vào sổ"},
			{request: request{As: "hoa.tt", Path: one + "/cot", Form: form("once", "r3", "cot-0", "name", "cot-1", "kind", "cot-2", "risk", "cot-3", "found_on", "doc-0", "hoa", "doc-3", "thang-ngay")}, Name: "said", Want: 303, Leads: one},
			{request: request{As: "hoa.tt", Path: one + "/ghi", Form: form("once", "r4")}, Name: "written", Want: 303, Leads: one},
			{request: request{As: "hoa.tt", Path: one}, Name: "receipt names the sender", Want: 200, Selector: "main", Has: "Tổ dân phố 3"},
			{request: request{As: "hoa.tt", Path: hazards + "?tim=gieng+bo+hoang"}, Name: "as a name is written", Want: 200, Selector: "tbody", Has: "Giếng Bỏ Hoang Cuối Xóm"},
		})
		if n := onlyNumber(t, w, "SELECT COUNT(*) FROM hazard WHERE found_on IN ('2026-03-04', '2026-04-02')"); n != 2 {
			t.Errorf("%d sites have the days as the sender means them, want 2", n)
		}
		again := bring("r5", "tổ dân phố 3")
		w.run([]scenario{{request: request{As: "hoa.tt", Path: again}, Name: "the sender is not asked twice", Want: 200, Selector: "main", Has: "tháng đứng trước ngày"}})
		other := bring("r6", "Tổ dân phố 4")
		w.run([]scenario{{request: request{As: "hoa.tt", Path: other}, Name: "another sender is", Want: 200, Selector: "main", Has: "không dòng nào cho biết"}})
	})
}

func TestATableInAnOldFontIsUnderstood(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	table := "N¬i\tLo¹i\tMøc nguy hiÓm\nAo cña nhµ v¨n hãa cò\tAo, hå, ®Çm\tCao\nGiÕng bá hoang cuèi xãm\tGiÕng, bÓ, chum v¹i\tCao\n"
	a := w.do(request{As: "hoa.tt", Path: imports, Form: form("once", "f1", "bang", table)})
	w.samples["batch"] = id(t, a.Header().Get("Location"), "nhap-nguy-co")
	w.run([]scenario{
		{request: request{As: "hoa.tt", Path: imports + "/{batch}"}, Name: "says so", Want: 200, Selector: "main", Has: "đổi từ phông TCVN3"},
		{request: request{As: "hoa.tt", Path: imports + "/{batch}"}, Name: "shows Vietnamese", Want: 200, Selector: "tbody", Has: "Ao của nhà văn hóa cũ"},
	})
}

// A table whose upload broke off says so, and writes nothing however it is asked.
func TestHalfATableIsNotWritten(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	u, err := w.app.Org.UnitBySlug(t.Context(), w.samples["unit"])
	if err != nil {
		t.Fatal(err)
	}
	by := actor.Actor{Name: "đo", UnitID: u.ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
	g := hazard.Sites.With(nil)
	var m register.Import
	err = w.app.DB.Write(t.Context(), by, func(tx *store.Tx) (err error) {
		m, _, err = g.Receive(t.Context(), tx, by.UnitID, register.Brought{Name: "nua.xlsx", Hash: "0123456789abcdef0123456789abcdef", Cells: [][]string{{"Nơi", "Loại"}, {"Ao làng", "Điện"}}}, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.samples["batch"] = m.ID
	before := snapshot(t, w)
	w.run([]scenario{
		{request: request{As: "hoa.tt", Path: imports + "/{batch}"}, Name: "says how far", Want: 200, Selector: "main", Has: "Đã nhận 0/1 dòng"},
		{request: request{As: "hoa.tt", Path: imports + "/{batch}/ghi", Form: form("once", "h1")}, Name: "asked to write", Want: 303},
		{request: request{As: "hoa.tt", Path: imports + "/{batch}/sua", Form: form("once", "h2", "o-2-0", "x")}, Name: "asked to correct", Want: 409},
	})
	if snapshot(t, w) != before {
		t.Error("half a table changed the register")
	}
}

// onlyNumber is the only number of a statement.
func onlyNumber(t *testing.T, w *world, sql string) (n int) {
	t.Helper()
	_, raw := w.app.DB.Raw()
	if err := raw.QueryRowContext(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
