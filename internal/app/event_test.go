package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/account"
	"github.com/mangnon/mangnon/internal/feature/comms"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const (
	eventsAt   = "/u/{unit}/{year}/su-kien"
	productsAt = "/u/{unit}/{year}/san-pham"
	contactsAt = "/u/{unit}/{year}/lien-he"
)

// furtherPost gives a person another post as well, so that only the rule about one's own keeps the person from approving.
func furtherPost(t *testing.T, w *world, username string, role actor.Role) {
	t.Helper()
	a, err := w.app.Accounts.ByUsername(t.Context(), username)
	if err != nil {
		t.Fatal(err)
	}
	reg, err := w.app.Org.Register(t.Context(), w.app.DB.Reader(byOfficer(t, w)), day.At(today))
	if err != nil {
		t.Fatal(err)
	}
	err = w.app.DB.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error {
		return w.app.Accounts.Appoint(t.Context(), tx, account.Position{AccountID: a.ID, UnitID: unitOf(t, w), BodyID: reg.Bodies[0].ID, BodyName: reg.Bodies[0].Name, Role: role, From: day.Must(2026, 1, 1)})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// actAs is how a person with several posts changes to the one with a role.
func actAs(t *testing.T, w *world, username string, role actor.Role) scenario {
	t.Helper()
	sess, err := w.app.Accounts.Session(t.Context(), w.token(username), clock())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range sess.Posts {
		if p.Post.Role == role {
			return scenario{request: request{As: username, Path: web.ActingPath, Form: form("don-vi", p.Unit.ID, "chuc-danh", p.Post.Key())}, Name: "acts by another post", Want: http.StatusSeeOther}
		}
	}
	t.Fatalf("%s has no post as %s", username, role)
	return scenario{}
}

func TestAnEventIsApprovedBySomebodyElse(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		furtherPost(t, w, "hoa.tt", actor.RoleLeader)
		plan := []string{"ten", "Hội trại hè", "loai", "thang-hanh-dong", "thoi-gian", "28/5/2026 - 2/7/2026", "co-quan", "Đoàn Thanh niên", "ke-hoach", "Hai ngày một đêm.", "du-toan", "10.000.000"}
		typed := func(key string, more ...string) request {
			f := form(append([]string{"once", key}, plan...)...)
			for i := 0; i < len(more); i += 2 {
				f.Set(more[i], more[i+1])
			}
			return request{As: "hoa.tt", Path: eventsAt + "/them", Form: f}
		}
		a := w.do(typed("e1"))
		if a.Code != http.StatusSeeOther {
			t.Fatalf("add answers %d: %s", a.Code, words(a.doc))
		}
		w.samples["event"] = id(t, a.Header().Get("Location"), "su-kien")
		one := eventsAt + "/{event}"
		step := func(as, move, key, version string, more ...string) request {
			return request{As: as, Path: one + "/buoc/" + move, Form: form(append([]string{"once", key, "ban", version}, more...)...)}
		}
		edit := func(key, version string, more ...string) request {
			r := typed(key, append([]string{"ban", version}, more...)...)
			r.Path = one + "/sua"
			return r
		}
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: one}, Name: "the last day before 20 July", Want: 200, Selector: ".facts", Has: "19/07/2026"},
			{request: edit("e1b", "1", "ke-hoach", ""), Name: "no plan yet", Want: 303},
			{request: step("dat.lq", "duyet", "e1c", "2"), Name: "nothing to approve", Want: 409, Has: "chưa có nội dung kế hoạch"},
			{request: edit("e1d", "2"), Name: "a plan", Want: 303},
			actAs(t, w, "hoa.tt", actor.RoleLeader),
			{request: step("hoa.tt", "duyet", "e2", "3"), Name: "one's own", Want: 403, Has: "người khác"},
			actAs(t, w, "hoa.tt", actor.RoleOfficer),
			{request: step("thinh.vv", "duyet", "e3", "3"), Name: "a body", Want: 403},
			{request: step("hoa.tt", "bat-dau", "e4", "3"), Name: "not before the approval", Want: 409, Has: "nháp"},
			{request: step("dat.lq", "duyet", "e5", "3"), Name: "somebody else", Want: 303, Audit: "Duyệt kế hoạch"},
			{request: edit("e6", "4", "tre-nam", "12"), Name: "an answer that is no plan", Want: 303},
			{request: request{As: "hoa.tt", Path: one}, Name: "is still approved", Want: 200, Selector: ".state-line", Has: "đã duyệt"},
			{request: edit("e7", "5", "du-toan", "90.000.000"), Name: "another budget", Want: 303},
			{request: request{As: "hoa.tt", Path: one}, Name: "must be approved again", Want: 200, Selector: ".state-line", Has: "nháp"},
			actAs(t, w, "hoa.tt", actor.RoleLeader),
			{request: step("hoa.tt", "duyet", "e8", "6"), Name: "not by who changed it", Want: 403},
			actAs(t, w, "hoa.tt", actor.RoleOfficer),
			{request: step("dat.lq", "duyet", "e9", "6"), Name: "by the leader", Want: 303},
			{request: step("hoa.tt", "bat-dau", "e10", "7"), Name: "begun", Want: 303},
			{request: step("hoa.tt", "xong", "e11", "8", "tre-nam", "70", "tre-nu", "81"), Name: "without a result", Want: 422, Selector: "#loi", Has: "Ghi kết quả"},
			{request: step("hoa.tt", "xong", "e12", "8", "tre-nam", "70", "tre-nu", "81", "nguoi-lon", "9", "ket-qua", "Vui", "da-chi", "88.500.000"), Name: "done", Want: 303},
			{request: step("hoa.tt", "bao-cao", "e13", "9", "ngay-bao-cao", "12/5/2026", "so-bao-cao", "31/BC-UBND"), Name: "reported", Want: 303, Audit: "Ghi đã báo cáo kết quả"},
		})
	})
}

func TestEventsStandOnTheCalendar(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: eventsAt + "/them", Form: form("once", "l1", "ten", "Hội trại hè", "loai", "thang-hanh-dong", "thoi-gian", "28/5/2026 - 2/7/2026", "co-quan", "Đoàn Thanh niên")})
		if a.Code != http.StatusSeeOther {
			t.Fatal(words(a.doc))
		}
		for month, want := range map[string]string{"5": "Hội trại hè, đến 2/7", "6": "Đang diễn ra: Hội trại hè", "7": "Ngày cuối: Hội trại hè", "8": ""} {
			text := squash(w.do(request{As: "thinh.vv", Path: "/u/{unit}/{year}/lich/" + month}).doc.Find("main").Text())
			if !strings.Contains(text, want) || want == "" && strings.Contains(text, "Hội trại hè") {
				t.Errorf("month %s does not say %q: %s", month, want, text)
			}
			if month == "7" && !strings.Contains(text, "Hạn báo cáo: Hội trại hè") {
				t.Errorf("July does not say until when to report: %s", text)
			}
		}
	})
}

func TestAnotherWordingIsANewEditionToApprove(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		furtherPost(t, w, "hoa.tt", actor.RoleLeader)
		text := func(key, version, wording string) request {
			f := form("once", key, "ban", version, "ten", "Tờ rơi 111", "loai", "to-roi", "noi-dung", wording)
			if version == "" {
				return request{As: "hoa.tt", Path: productsAt + "/them", Form: f}
			}
			return request{As: "hoa.tt", Path: productsAt + "/{product}/sua", Form: f}
		}
		w.samples["product"] = id(t, w.do(text("p1", "", "Gọi 111.")).Header().Get("Location"), "san-pham")
		one := productsAt + "/{product}"
		step := func(as, move, key, version string, more ...string) request {
			return request{As: as, Path: one + "/buoc/" + move, Form: form(append([]string{"once", key, "ban", version}, more...)...)}
		}
		w.run([]scenario{
			{request: text("p2", "1", "Gọi 111, không mất tiền."), Name: "a draft changes freely", Want: 303},
			{request: request{As: "dat.lq", Path: one}, Name: "and stays the first edition", Want: 200, Selector: ".facts", Has: "Bản số1"},
			actAs(t, w, "hoa.tt", actor.RoleLeader),
			{request: step("hoa.tt", "duyet", "p3", "2"), Name: "one's own", Want: 403, Has: "người khác"},
			actAs(t, w, "hoa.tt", actor.RoleOfficer),
			{request: step("dat.lq", "duyet", "p4", "2"), Name: "somebody else", Want: 303, Audit: "Duyệt nội dung"},
			{request: step("hoa.tt", "dung", "p5", "3", "dung-tu", "12/5/2026", "so-ban", "500"), Name: "in use", Want: 303},
			{request: step("hoa.tt", "dem", "p6", "4", "luot", "420"), Name: "reach", Want: 303},
			{request: text("p7", "5", "Gọi 111, ngày nào cũng có người nghe."), Name: "other words", Want: 303},
			{request: request{As: "dat.lq", Path: one}, Name: "are another edition", Want: 200, Selector: ".facts", Has: "Bản số2"},
			{request: request{As: "dat.lq", Path: one}, Name: "not approved yet", Want: 200, Selector: ".state-line", Has: "nháp"},
			actAs(t, w, "hoa.tt", actor.RoleLeader),
			{request: step("hoa.tt", "duyet", "p8", "6"), Name: "nor by who wrote them", Want: 403, Has: "người khác"},
			actAs(t, w, "hoa.tt", actor.RoleOfficer),
			{request: request{As: "dat.lq", Path: one}, Name: "the words before are kept", Want: 200, Selector: "ol.history", Has: "Gọi 111, không mất tiền."},
		})
	})
}

func TestANumberMustBeCalledAgain(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: contactsAt + "/them", Form: form("once", "c1", "ten", "Trực hè", "so", "0221 000 0000")})
		w.samples["contact"] = id(t, a.Header().Get("Location"), "lien-he")
		one := contactsAt + "/{contact}"
		w.run([]scenario{
			{request: request{As: "thinh.vv", Path: one}, Name: "nobody has called yet", Want: 200, Selector: ".state-line", Has: "phải kiểm tra lại"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/goi", Form: form("once", "c2", "ban", "1", "da-goi", "12/5/2026", "kiem-tra-lai", "12/5/2026")}, Name: "not on the same day", Want: 422, Selector: "#loi", Has: "sau ngày đã gọi"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/goi", Form: form("once", "c3", "ban", "1", "da-goi", "12/5/2026", "kiem-tra-lai", "12/6/2026")}, Name: "somebody answered", Want: 303},
			{request: request{As: "hoa.tt", Path: one}, Name: "it works", Want: 200, Selector: ".state-line", Has: "gọi được"},
		})
		if err := comms.Contacts.With(nil).ExpireAll(t.Context(), w.app.DB, unitOf(t, w), day.Must(2026, 6, 13)); err != nil {
			t.Fatal(err)
		}
		w.run([]scenario{{request: request{As: "hoa.tt", Path: one}, Name: "a month later", Want: 200, Selector: ".state-line", Has: "phải kiểm tra lại"}})
	})
}

func TestWhoeverChangedADraftLastDoesNotApproveIt(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	furtherPost(t, w, "dat.lq", actor.RoleOfficer)
	furtherPost(t, w, "hoa.tt", actor.RoleLeader)
	typed := func(key, plan string) url.Values {
		return form("once", key, "ban", "1", "ten", "Hội trại hè", "loai", "khac", "thoi-gian", "28/5/2026", "co-quan", "Đoàn Thanh niên", "ke-hoach", plan)
	}
	a := w.do(request{As: "hoa.tt", Path: eventsAt + "/them", Form: typed("o1", "Một ngày.")})
	w.samples["event"] = id(t, a.Header().Get("Location"), "su-kien")
	one := eventsAt + "/{event}"
	w.run([]scenario{
		actAs(t, w, "dat.lq", actor.RoleOfficer),
		{request: request{As: "dat.lq", Path: one + "/sua", Form: typed("o2", "Ba ngày.")}, Name: "changed by the leader", Want: 303},
		actAs(t, w, "dat.lq", actor.RoleLeader),
		actAs(t, w, "hoa.tt", actor.RoleLeader),
		{request: request{As: "dat.lq", Path: one + "/buoc/duyet", Form: form("once", "o3", "ban", "2")}, Name: "who may not approve it now", Want: 403, Has: "người khác"},
		{request: request{As: "dat.lq", Path: one}, Name: "nor sees the button", Want: 200, Hasnt: "Duyệt kế hoạch"},
		{request: request{As: "hoa.tt", Path: one + "/buoc/duyet", Form: form("once", "o4", "ban", "2")}, Name: "its first author may", Want: 303},
	})
}
