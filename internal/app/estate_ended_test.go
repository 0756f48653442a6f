package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

func TestAUnitThatHasEndedStandsStill(t *testing.T) {
	db := template.SQLite(t)
	w := newWorld(t, db)
	s := w.unitEnds()
	items := s.list()
	w.samples["task"] = items[0].ID
	eve := w.later(today.Add(15*time.Hour + 54*time.Minute + 59*time.Second + 999*time.Millisecond))
	pages := []string{"viec", "viec/tat-ca", "ke-hoach", "ke-hoach/{plan}", "ke-hoach/{plan}/phan-cong", "nhiem-vu/{task}", "tien-do", "tien-do/den-han", "lich", "lich/5", "to-chuc", "van-ban", "tuan"}
	before := map[string]string{}
	for _, p := range pages {
		before[p] = eve.main("hoa.tt", p)
	}
	s.sign()
	s.pass(100, 1000)
	w = w.later(today.AddDate(0, 0, 3))
	for _, p := range pages {
		if diff := cmp.Diff(before[p], w.main("hoa.tt", p)); diff != "" {
			t.Errorf("%s is not what it was on the last day:\n%s", p, diff)
		}
	}
	w.samples["heir"] = s.heirs[0].Slug
	w.run([]scenario{
		{Name: "it says that it ended", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach"}, Want: 200, Selector: ".ended", Has: "đã kết thúc ngày 12/05/2026"},
		{Name: "and who goes on", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach"}, Want: 200, Selector: ".ended", Has: "phường Đường Hào, phường Thượng Hồng"},
		{Name: "it takes no changes", request: request{As: "hoa.tt", Path: taskPath + "/trao-doi", Form: form("trao-doi", "Thêm")}, Want: 409, Has: "không nhận thay đổi nào nữa"},
		{Name: "a filter of one's own is none", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec/bo-loc", Form: form("ten", "Của tôi", "loc", "loc=mo")}, Want: 303},
		{Name: "a person of the heir reads it", request: request{As: "can.b1", Path: taskPath}, Want: 200, Selector: ".ended a", Has: "phường Đường Hào"},
		{Name: "and changes nothing", request: request{As: "can.b1", Path: taskPath + "/trao-doi", Form: form("trao-doi", "Thêm")}, Want: 409},
		{Name: "not even as a form", request: request{As: "can.b1", Path: taskPath + "/chuyen"}, Want: 403},
		{Name: "home is where one's work lives", request: request{As: "can.b1", Path: "/"}, Want: 303, Leads: "/u/{heir}/"},
	})
	link := w.do(request{As: "can.b1", Path: taskPath}).doc.Find(".ended a").First().AttrOr("href", "")
	w.run([]scenario{
		{Name: "the heir's task says whose it was", request: request{As: "can.b1", Path: link}, Want: 200, Selector: ".origin", Has: "Tiếp nhận từ phường Mỹ Hào từ ngày 13/05/2026"},
		{Name: "with the ground", request: request{As: "can.b1", Path: link}, Want: 200, Selector: ".origin", Has: "mục IV.9"},
		{Name: "and leads back", request: request{As: "can.b1", Path: link}, Want: 200, Selector: ".origin a", Has: "Xem việc ở đơn vị cũ"},
		{Name: "who has no post there does not enter", request: request{As: "hoa.tt", Path: link}, Want: 404},
	})
}

// main is the main part of a page as a person sees it, without the line of the print.
func (w *world) main(who, path string) string {
	w.t.Helper()
	a := w.do(request{As: who, Path: "/u/{unit}/{year}/" + path})
	if a.Code != 200 {
		w.t.Fatalf("%s answers %d", path, a.Code)
	}
	a.doc.Find("main .print-foot").Remove()
	a.doc.Find("main input[type=hidden]").Remove()
	html, err := a.doc.Find("main").Html()
	if err != nil {
		w.t.Fatal(err)
	}
	return html
}

// Every route of the unit that ended, tried by an officer of its heir: what changes something is refused, what reads is not.
func TestAnHeirReadsEverythingOfTheUnitThatEndedAndChangesNothing(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	s := w.unitEnds()
	s.sign()
	w = w.later(today.AddDate(0, 0, 3))
	mine := w.rows("unit_id = '" + s.old.ID + "'")
	for _, rt := range w.app.Site.Routes() {
		if !strings.HasPrefix(rt.Path, "/u/{unit}/") {
			continue
		}
		r := request{As: "can.b1", Method: rt.Method, Path: address(w.samples, rt)}
		if rt.Method == http.MethodPost {
			r.Form = url.Values{}
		}
		code := w.send(r).Code
		reads := rt.Access.Action() == "" || actor.RoleOfficer.May(rt.Access.Action()) && rt.Access.Action().Reads()
		switch {
		case !reads && code != http.StatusForbidden:
			t.Errorf("%s %s answers %d to who may only read", rt.Method, rt.Path, code)
		case reads && code == http.StatusForbidden:
			t.Errorf("%s %s is closed to who may read", rt.Method, rt.Path)
		case reads && rt.Method == http.MethodPost && !rt.Still && code != http.StatusConflict:
			t.Errorf("%s %s answers %d in a unit that has ended", rt.Method, rt.Path, code)
		case code == http.StatusInternalServerError:
			t.Errorf("%s %s fails: %s", rt.Method, rt.Path, w.log)
		}
	}
	if diff := cmp.Diff(mine, w.rows("unit_id = '"+s.old.ID+"'")); diff != "" {
		t.Errorf("rows of the unit that ended changed:\n%s", diff)
	}
}
