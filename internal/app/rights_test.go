package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// The page that says who sees a piece of work says what the pages do: everybody whom it lists opens the work, and nobody else.
func TestWhoSeesWorkIsWhoOpensIt(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	named := form("nguoi", w.accountID("cuc.nt"), "ban", "1", "once", web.NewKey())
	w.post("hoa.tt", "/u/{unit}/{year}/nhiem-vu/{task}/nguoi-lam", named)
	foreign := w.secretWork(w.samples["unit"]).samples["task"]
	for _, task := range []string{w.samples["task"], foreign} {
		page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ai-thay-gi/viec/" + task})
		if page.Code != http.StatusOK {
			t.Fatalf("the page answers %d", page.Code)
		}
		for username := range staff {
			a, err := w.app.Accounts.ByUsername(t.Context(), username)
			if err != nil {
				t.Fatal(err)
			}
			row := squash(page.doc.Find("tbody tr:contains('" + a.Name + "')").Text())
			opens := w.do(request{As: username, Path: "/u/{unit}/{year}/nhiem-vu/" + task}).Code == http.StatusOK
			if listed := strings.Contains(row, "toàn bộ"); listed != opens {
				t.Errorf("%s opens the work: %v; the page says %q", username, opens, row)
			}
		}
	}
}

func TestPagesOfRightsSayWhy(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	const page = "/u/{unit}/{year}/ai-thay-gi"
	w.samples["cuc"] = w.accountID("cuc.nt")
	w.run([]scenario{
		{Name: "everybody with a post", request: request{As: "phong.lh", Path: page}, Want: 200, Selector: "table", Has: "Ngô Thị Cúc"},
		{Name: "what a post opens", request: request{As: "dat.lq", Path: page + "/nguoi/{cuc}"}, Want: 200, Selector: "main", Has: "chỉ việc có tên cơ quan mình hoặc có tên mình"},
		{Name: "and since when, by whom", request: request{As: "dat.lq", Path: page + "/nguoi/{cuc}"}, Want: 200, Selector: "main", Has: "Chức danh giữ từ 01/01/2026, Hệ thống giao"},
		{Name: "who confirms plans", request: request{As: "kiem.dv", Path: page + "/quyen/plan.confirm"}, Want: 200, Selector: "tbody", Has: "Trần Thu Hoa"},
		{Name: "the office does not", request: request{As: "kiem.dv", Path: page + "/quyen/plan.confirm"}, Want: 200, Hasnt: "Phạm Thị Vân"},
		{Name: "an administrator sees no record, so not who sees it", request: request{As: "phong.lh", Path: page + "/viec/{task}"}, Want: 404},
		{Name: "a collaborator is not asked to audit", request: request{As: "cuc.nt", Path: page}, Want: 403},
	})
}

// Roles exist for what they do: each has an action that some route asks for, and no route asks for a right that nobody has.
func TestEveryRoleHasAnActionOfARoute(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	used := map[actor.Action]bool{}
	for _, rt := range w.app.Site.Routes() {
		if a := rt.Access.Action(); a != "" {
			used[a] = true
			if len(actor.Holders(a)) == 0 {
				t.Errorf("%s asks for %s, which nobody has", rt.Path, a)
			}
		}
	}
	for _, r := range actor.Roles() {
		doing := 0
		for _, a := range r.Actions() {
			if used[a] {
				doing++
			}
			if actor.Words[a] == "" {
				t.Errorf("%s has no words", a)
			}
		}
		if doing == 0 {
			t.Errorf("%s may do nothing", r)
		}
	}
}

// Whoever may take everything away in one file sees all or nothing of each kind: the file leaves out kinds and levels, not rows.
func TestOnlyWhoSeesEverythingTakesEverythingAway(t *testing.T) {
	for _, r := range actor.Holders(actor.DataExport) {
		for _, k := range actor.Kinds() {
			if e := actor.SightOf(r).Of(k); e != actor.Whole && e != actor.Nothing {
				t.Errorf("%s takes away what it does not see: %s", r, actor.KindWords[k])
			}
		}
	}
}

func TestInternalNotes(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		const task = "/u/{unit}/{year}/nhiem-vu/{task}"
		w.run([]scenario{
			{Name: "the office is asked who may read", request: request{As: "hoa.tt", Path: task}, Want: 200, Selector: "#trao-doi-phan", Has: "Nội bộ, cơ quan phối hợp không thấy"},
			{Name: "a body is not", request: request{As: "thinh.vv", Path: task}, Want: 200, Hasnt: "Nội bộ, cơ quan phối hợp không thấy"},
			{Name: "an internal note", request: request{As: "hoa.tt", Path: task + "/trao-doi", Form: form("trao-doi", "Đơn vị này hay chậm", "muc", "noi-bo", "once", "k1")}, Want: 303, Audit: "Ghi chú nội bộ"},
			{Name: "the leader reads it", request: request{As: "dat.lq", Path: task}, Want: 200, Selector: "#trao-doi-phan", Has: "Đơn vị này hay chậm"},
			{Name: "and its line in the history", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/lich-su"}, Want: 200, Selector: "main", Has: "ghi chú nội bộ"},
			{Name: "the body does not", request: request{As: "thinh.vv", Path: task}, Want: 200, Hasnt: "Đơn vị này hay chậm"},
			{Name: "nor its line in the history", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/lich-su"}, Want: 200, Hasnt: "ghi chú nội bộ"},
			{Name: "a body that claims the level writes an ordinary remark", request: request{As: "thinh.vv", Path: task + "/trao-doi", Form: form("trao-doi", "Xin gửi thêm ảnh", "muc", "noi-bo", "once", "k2")}, Want: 303, Audit: "Trao đổi"},
			{Name: "which it can read again", request: request{As: "thinh.vv", Path: task}, Want: 200, Selector: "#trao-doi-phan", Has: "Xin gửi thêm ảnh"},
		})
		id, err := store.Get[string](t.Context(), w.app.DB.Reader(actor.System("test")), newestInternal)
		if err != nil {
			t.Fatal(err)
		}
		w.samples["comment"] = id
		if read := w.tracesOf("task_comment"); len(read) != 1 || read[0][1] != w.accountID("dat.lq") || !strings.Contains(read[0][4], id) {
			t.Errorf("reading the note left %q", read)
		}
		w.run([]scenario{
			{Name: "a body takes back no internal note, and does not learn that there is one", request: request{As: "thinh.vv", Path: task + "/trao-doi/{comment}/rut", Form: form("once", "k3")}, Want: 404},
			{Name: "its author does", request: request{As: "hoa.tt", Path: task + "/trao-doi/{comment}/rut", Form: form("once", "k4")}, Want: 303},
			{Name: "and that stays internal too", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/lich-su"}, Want: 200, Hasnt: "rút lời trao đổi"},
		})
	})
}

var newestInternal = store.Query("test.note.internal", `SELECT c.id FROM task_comment c WHERE {scope:c} AND c.level = 1 ORDER BY c.id DESC LIMIT 1`, store.Whole("reads one row along the primary key"))

func TestACollaboratorSeesTheOwnWorkOnly(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.hireAll()
		const task = "/u/{unit}/{year}/nhiem-vu/{task}"
		w.samples["cuc"] = w.accountID("cuc.nt")
		w.run([]scenario{
			{Name: "not named, not found", request: request{As: "cuc.nt", Path: task}, Want: 404},
			{Name: "the officer names her", request: request{As: "hoa.tt", Path: task + "/nguoi-lam", Form: form("nguoi", w.samples["cuc"], "ban", "1", "once", "n1")}, Want: 303, Audit: "Ghi tên người làm"},
			{Name: "she finds it", request: request{As: "cuc.nt", Path: task}, Want: 200},
			{Name: "with its history", request: request{As: "cuc.nt", Path: "/u/{unit}/{year}/viec"}, Want: 200},
			{Name: "twice is refused", request: request{As: "hoa.tt", Path: task + "/nguoi-lam", Form: form("nguoi", w.samples["cuc"], "ban", "1", "once", "n2")}, Want: 409},
			{Name: "no plan", request: request{As: "cuc.nt", Path: "/u/{unit}/{year}/ke-hoach/{plan}"}, Want: 403},
			{Name: "no history of the unit", request: request{As: "cuc.nt", Path: "/u/{unit}/{year}/lich-su"}, Want: 403},
			{Name: "she writes", request: request{As: "cuc.nt", Path: task + "/trao-doi", Form: form("trao-doi", "Đã đi ba nhà", "once", "n3")}, Want: 303, Audit: "Trao đổi"},
			{Name: "her name is taken off", request: request{As: "hoa.tt", Path: task + "/nguoi-lam", Form: form("bo", w.samples["cuc"], "ban", "1", "once", "n4")}, Want: 303, Audit: "Bỏ tên người làm"},
			{Name: "and it is gone", request: request{As: "cuc.nt", Path: task}, Want: 404},
		})
	})
}

// Sums are those of everybody's work, also when a person who sees little of it changes something.
func TestAChangeByWhoSeesLittleKeepsTheSums(t *testing.T) {
	w := newWorld(t, template.SQLite(t)) // the world compares the sums with the work at its end
	w.hireAll()
	w.post("hoa.tt", "/u/{unit}/{year}/nhiem-vu/{task}/nguoi-lam", form("nguoi", w.accountID("cuc.nt"), "ban", "1", "once", "s1"))
	page := w.do(request{As: "cuc.nt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua"})
	if page.Code != http.StatusOK {
		t.Fatalf("the form answers %d", page.Code)
	}
	f := form("co-quan", page.doc.Find("select[name=co-quan] option[value!='']").First().AttrOr("value", ""), "ngay", "12/05/2026", "ket-qua", "Đã phát tờ rơi", "once", "s2")
	if a := w.do(request{As: "cuc.nt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", Form: f}); a.Code != http.StatusSeeOther {
		t.Fatalf("the result answers %d\n%s", a.Code, words(a.doc))
	}
}
