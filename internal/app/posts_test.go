package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
)

// appoint gives an account a further post in the demonstration's unit and gives its id.
func (w *world) appoint(username, title, bodyName string, role actor.Role) string {
	w.t.Helper()
	ctx, unitID, id := w.t.Context(), w.unitOf(w.samples["unit"]), w.accountID(username)
	err := w.app.DB.Write(ctx, actor.ForUnit(unitID), func(tx *store.Tx) error {
		register, err := w.app.Org.Register(ctx, tx, day.At(today))
		if err != nil {
			return err
		}
		b, _ := register.Match(bodyName)
		return w.app.Accounts.Appoint(ctx, tx, account.Position{AccountID: id, UnitID: unitID, BodyID: b.ID, BodyName: b.Name, Title: title, Role: role, From: day.Must(2026, 2, 1)})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	posts, err := w.app.Accounts.Posts(ctx, w.app.DB.Reader(actor.ForUnit(unitID)), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return posts[len(posts)-1].ID
}

func TestOnePostActsAtATime(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.samples["unitid"] = w.unitOf(w.samples["unit"])
		admin := w.appoint("hoa.tt", "Quản trị", "Văn phòng HĐND và UBND", actor.RoleAdmin)
		const work, people = "/u/{unit}/{year}/viec", "/u/{unit}/{year}/tai-khoan"
		change := func(post string) request {
			return request{As: "hoa.tt", Path: "/tai-khoan/tu-cach", Form: form("don-vi", w.samples["unitid"], "chuc-danh", post, "tro-lai", w.fill(people))}
		}
		w.run([]scenario{
			{Name: "one post, no line", request: request{As: "thinh.vv", Path: work}, Want: 200, Hasnt: "đang làm với tư cách"},
			{Name: "two posts, the one that works with records acts", request: request{As: "hoa.tt", Path: work}, Want: 200, Selector: ".acting", Has: "Chuyên viên, Phòng Văn hóa - Xã hội Chuyển sang Quản trị, Văn phòng HĐND và UBND phường"},
			{Name: "the other post has the right, not this one", request: request{As: "hoa.tt", Path: people}, Want: 403, Has: "Chức danh Quản trị"},
			{Name: "she changes", request: change(admin), Want: 303, Leads: people},
			{Name: "now the accounts are there", request: request{As: "hoa.tt", Path: people}, Want: 200, Selector: ".acting", Has: "Quản trị"},
			{Name: "and the work is not", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}"}, Want: 403},
			{Name: "a post of somebody else", request: change("01999999-9999-7999-8999-999999999999"), Want: 404},
			{Name: "the choice leads nowhere else", request: request{As: "hoa.tt", Path: "/tai-khoan/tu-cach", Form: form("don-vi", w.samples["unitid"], "chuc-danh", admin, "tro-lai", "https://xa.example")}, Want: 303, Leads: "/"},
			{Name: "what she does is written with the post", request: request{As: "hoa.tt", Path: people + "/" + w.accountID("thinh.vv") + "/ma", Form: form("once", "p1")}, Want: 200},
		})
		if e := w.lastAudit(); e.Post != "Quản trị" {
			t.Errorf("the history says %q did it", e.Post)
		}
	})
}

// daysLater is the same installation some days later.
func (w *world) daysLater(days int) *world {
	w.t.Helper()
	clock := func() store.Instant { return store.Instant{Time: today.Add(time.Duration(days) * 24 * time.Hour)} }
	other := newWorldWith(w.t, w.app.DB, app.Config{Clock: clock})
	other.signIn = clock
	return other
}

func TestADeputyActsForDatedDays(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	leader, admin := w.postOf("dat.lq"), w.postOf("phong.lh")
	const page = "/u/{unit}/{year}/nguoi-thay"
	name := func(as, post, from, to string, more ...string) request {
		return request{As: as, Path: page, Form: form(append([]string{"chuc-danh", post, "nguoi", w.accountID("thinh.vv"), "tu-ngay", from, "den-ngay", to, "ly-do", "Nghỉ phép"}, more...)...)}
	}
	w.run([]scenario{
		{Name: "no days", request: name("dat.lq", leader, "", ""), Want: 422, Has: "Ghi ngày bắt đầu"},
		{Name: "not into the past", request: name("dat.lq", leader, "01/05/2026", "20/05/2026"), Want: 422, Has: "sớm nhất là hôm nay"},
		{Name: "not for ever", request: name("dat.lq", leader, "12/05/2026", "12/05/2027"), Want: 422, Has: "nhiều nhất 90 ngày"},
		{Name: "not in the post of another", request: name("hoa.tt", leader, "12/05/2026", "14/05/2026"), Want: 422, Has: "Chọn chức danh của mình"},
		{Name: "an administrator is asked for the password", request: name("phong.lh", admin, "12/05/2026", "14/05/2026"), Want: 422, Has: "Ghi đúng mật khẩu"},
		{Name: "and has it", request: name("phong.lh", admin, "12/05/2026", "12/05/2026", "mat-khau", app.DemoPassword, "once", "d0"), Want: 303, Audit: "Cử người thay"},
		{Name: "the leader goes on leave", request: name("dat.lq", leader, "13/05/2026", "15/05/2026", "once", "d1"), Want: 303, Audit: "Cử người thay"},
		{Name: "one deputy at a time", request: name("dat.lq", leader, "15/05/2026", "16/05/2026", "once", "d2"), Want: 422, Has: "đã có người thay"},
		{Name: "not yet", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/viec"}, Want: 200, Hasnt: "thay Lê Quang Đạt"},
	})
	w = w.daysLater(1)
	key := w.deputyOf("thinh.vv")
	w.samples["unitid"] = w.unitOf(w.samples["unit"])
	w.run([]scenario{
		{Name: "the day has come", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: ".acting", Has: "Chuyển sang Phó Chủ tịch (thay Lê Quang Đạt)"},
		{Name: "the own post acts until he chooses", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/tuan"}, Want: 403},
		{Name: "he chooses", request: request{As: "thinh.vv", Path: "/tai-khoan/tu-cach", Form: form("don-vi", w.samples["unitid"], "chuc-danh", key)}, Want: 303},
		{Name: "he sees what the leader sees", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/tuan"}, Want: 200},
		{Name: "he writes in the leader's place", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/nhiem-vu/{task}/trao-doi", Form: form("trao-doi", "Đồng ý", "once", "d3")}, Want: 303, Audit: "Trao đổi"},
		{Name: "he names no deputy for what was lent", request: name("thinh.vv", leader, "13/05/2026", "14/05/2026"), Want: 422, Has: "Chọn chức danh của mình"},
	})
	if e := w.lastAudit(); e.Post != "Phó Chủ tịch (thay Lê Quang Đạt)" || e.AccountName != "Vũ Văn Thịnh" {
		t.Errorf("the history says %s, %s", e.AccountName, e.Post)
	}
	w = w.daysLater(4)
	if a := w.do(request{As: "thinh.vv", Path: "/u/{unit}/{year}/tuan"}); a.Code != http.StatusForbidden {
		t.Errorf("after the last day the deputy still acts: %d", a.Code)
	}
}

// postOf is the first post of a person.
func (w *world) postOf(username string) string {
	w.t.Helper()
	posts, err := w.app.Accounts.Posts(w.t.Context(), w.app.DB.Reader(actor.System("test")), w.accountID(username))
	if err != nil || len(posts) == 0 {
		w.t.Fatalf("posts of %s: %v", username, err)
	}
	return posts[0].ID
}

// deputyOf is the deputising under which a person may act today.
func (w *world) deputyOf(username string) string {
	w.t.Helper()
	list, err := w.app.Accounts.Deputies(w.t.Context(), w.app.DB.Reader(actor.System("test")), w.unitOf(w.samples["unit"]), day.At(w.app.Site.Clock().Time))
	if err != nil || len(list) == 0 {
		w.t.Fatalf("deputies: %v", err)
	}
	for _, d := range list {
		if d.AccountID == w.accountID(username) {
			return d.ID
		}
	}
	w.t.Fatalf("%s is nobody's deputy", username)
	return ""
}

func TestNothingStaysWithoutAnOwner(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.hireAll()
		cuc, thinh := w.accountID("cuc.nt"), w.accountID("thinh.vv")
		w.samples["cuc"] = cuc
		other := w.secretWork(w.samples["unit"]).samples["task"]
		for i, task := range []string{w.samples["task"], other} {
			w.post("hoa.tt", "/u/{unit}/{year}/nhiem-vu/"+task+"/nguoi-lam", form("nguoi", cuc, "ban", "1", "once", "l"+string(rune('0'+i))))
		}
		w.post("cuc.nt", "/u/{unit}/{year}/viec/bo-loc", form("ten", "Việc của tôi", "loc", "tt=dang-lam", "once", "l2"))
		const page = "/u/{unit}/{year}/ban-giao-viec/{cuc}"
		w.run([]scenario{
			{Name: "what is bound to her", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: "main", Has: "Việc có tên người này"},
			{Name: "the administrator cannot end the last post over it", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/tai-khoan/{cuc}/chuc-danh/" + w.postOf("cuc.nt") + "/thoi", Form: form("once", "l3")}, Want: 403, Has: "Bàn giao trước"},
			{Name: "nor does it end with something left", request: request{As: "hoa.tt", Path: page, Form: form("ngay-cuoi", "15/05/2026", "viec-"+other, thinh, "once", "l4")}, Want: 422, Has: "chưa có người nhận"},
			{Name: "nothing chosen", request: request{As: "hoa.tt", Path: page, Form: form("once", "l5")}, Want: 422, Has: "Chọn người nhận chung"},
			{Name: "each and all", request: request{As: "hoa.tt", Path: page, Form: form("ngay-cuoi", "15/05/2026", "nguoi-nhan", w.accountID("van.pt"), "viec-"+other, thinh, "once", "l6")}, Want: 303, Audit: "Thôi giao chức danh"},
			{Name: "nothing is left", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: ".lead", Has: "Không có gì đứng tên"},
			{Name: "the one has the one", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/" + other}, Want: 200, Selector: "main", Has: "Người làm: Vũ Văn Thịnh"},
			{Name: "the other the rest", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}"}, Want: 200, Selector: "main", Has: "Người làm: Phạm Thị Vân"},
			{Name: "whoever leaves is given nothing new", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/nguoi-lam", Form: form("nguoi", cuc, "ban", "1", "once", "l7")}, Want: 422},
			{Name: "a body hands nothing over", request: request{As: "thinh.vv", Path: page}, Want: 403},
		})
		if a := w.do(request{As: "van.pt", Path: "/u/{unit}/{year}/viec"}); !strings.Contains(a.doc.Text(), "Việc của tôi") {
			t.Error("the saved filter went to nobody")
		}
		w = w.daysLater(4)
		if a := w.do(request{As: "cuc.nt", Path: "/u/{unit}/{year}/viec"}); a.Code != http.StatusNotFound {
			t.Errorf("after the last day she still enters: %d", a.Code)
		}
	})
}

// The province reads the figures of the units in its place, and of no other; no name and no list.
func TestAProvinceReadsFiguresOfItsUnits(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.otherUnit("la.dt")
	catalogue, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	ward, _ := catalogue.Find("12103", day.At(today))
	province, ok := catalogue.ByID(ward.ParentID)
	if !ok {
		t.Fatal("no province")
	}
	ctx := t.Context()
	err = w.app.DB.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		far, _ := catalogue.Find("00004", day.At(today)) // phường Ba Đình, Hà Nội
		away, err := w.app.Org.CreateUnit(ctx, tx, far, true)
		if err != nil {
			return err
		}
		w.samples["far"] = away.Slug
		u, err := w.app.Org.CreateUnit(ctx, tx, province, true)
		if err != nil {
			return err
		}
		w.samples["province"] = u.Slug
		bodyID, err := w.app.Org.AddBody(ctx, tx, u, body.Template{Name: "Sở Y tế", Kind: body.Department, From: day.Must(2026, 1, 1)})
		if err != nil {
			return err
		}
		_, _, err = w.app.Accounts.Create(ctx, tx, account.Draft{Name: "Lý Xuân Tính", Username: "so.yt", Role: actor.RoleProvince}, "",
			account.Position{UnitID: u.ID, BodyID: bodyID, Role: actor.RoleProvince, From: day.Must(2026, 1, 1)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const figures = "/u/{unit}/{year}/tien-do"
	w.run([]scenario{
		{Name: "the six numbers of a ward", request: request{As: "so.yt", Path: figures}, Want: 200, Selector: ".six", Has: "Quá hạn"},
		{Name: "of the other ward too", request: request{As: "so.yt", Path: "/u/{other}/{year}/tien-do"}, Want: 200},
		{Name: "not of a ward of another province", request: request{As: "so.yt", Path: "/u/{far}/{year}/tien-do"}, Want: 404},
		{Name: "no list behind a number", request: request{As: "so.yt", Path: figures + "/qua-han"}, Want: 403},
		{Name: "no work", request: request{As: "so.yt", Path: "/u/{unit}/{year}/nhiem-vu/{task}"}, Want: 403},
		{Name: "nobody's posts", request: request{As: "so.yt", Path: "/u/{unit}/{year}/nguoi-thay"}, Want: 403},
	})
	ours, theirs := w.do(request{As: "hoa.tt", Path: figures}), w.do(request{As: "so.yt", Path: figures})
	if got, want := squash(theirs.doc.Find(".six .figure").Text()), squash(ours.doc.Find(".six .figure").Text()); got != want || got == "" {
		t.Errorf("the province reads %q where the ward reads %q", got, want)
	}
	if theirs.doc.Find(".six a").Length() > 0 || strings.Contains(theirs.doc.Find("main").Text(), "Phòng Văn hóa") {
		t.Error("the province is led behind the numbers, or reads names")
	}
}
