package app_test

import (
	"net/http"
	"net/url"
	"testing"
)

// signed is an act that gives everything of a room to another body, prepared and signed through the pages.
func (w *world) signed(body, heir, day string) (act string) {
	w.t.Helper()
	u := w.unit(w.samples["unit"])
	room, to := w.bodyNamed(u, body), w.bodyNamed(u, heir)
	act = w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ban-giao/lap", Form: actForm("co-quan", room.ID, "ngay", day)}).Header().Get("Location")
	line := w.do(request{As: "hoa.tt", Path: act}).doc.Find("tr[id^=dong-]").First().AttrOr("id", "dong-")[len("dong-"):]
	w.do(request{As: "hoa.tt", Path: act + "/dong/" + line, Form: form("nhan", w.heirRow(act, to.ID), "can-cu", "Điều 2", "ca-co-quan", "1")})
	seen := w.do(request{As: "dat.lq", Path: act + "/ky"}).doc.Find("input[name=da-doc]").AttrOr("value", "")
	if a := w.do(request{As: "dat.lq", Path: act + "/ky", Form: form("da-doc", seen)}); a.Code != http.StatusSeeOther {
		w.t.Fatalf("signing answers %d: %s", a.Code, words(a.doc))
	}
	return act
}

// Somebody's work is never thrown away: an act on which it rests stays, and the page says on what.
func TestAnActOnWhichWorkRestsIsNotTakenBack(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.samples["act"] = w.signed("Phòng Kinh tế", "Văn phòng", "12/05/2026")
	w.overnight()
	var task string
	writer, _ := w.app.DB.Raw()
	if err := writer.QueryRowContext(t.Context(), `SELECT task_id FROM task_handed ORDER BY task_id LIMIT 1`).Scan(&task); err != nil {
		t.Fatal(err)
	}
	w.samples["task"] = task
	w.run([]scenario{
		{Name: "it could be taken back", request: request{As: "dat.lq", Path: "{act}"}, Want: 200, Selector: "form[action$=thu-hoi]", Has: "Thu hồi bàn giao"},
		{Name: "somebody goes on", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/trao-doi", Form: form("trao-doi", "Đã nhận việc")}, Want: 303},
		{Name: "the page says what rests on it", request: request{As: "dat.lq", Path: "{act}"}, Want: 200, Selector: "main", Has: "Không thu hồi được nữa vì đã có việc làm tiếp"},
		{Name: "and it stays", request: request{As: "dat.lq", Path: "{act}/thu-hoi", Form: url.Values{}}, Want: 409, Has: "không thu hồi được nữa"},
	})
}

// An act of a later day passes nothing on before the day, and can be taken back until then.
func TestAnActOfALaterDayWaitsForIt(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.samples["act"] = w.signed("Phòng Kinh tế", "Văn phòng", "01/06/2026")
	w.overnight()
	w.run([]scenario{
		{Name: "nothing yet", request: request{As: "hoa.tt", Path: "{act}"}, Want: 200, Selector: ".lead", Has: "từ ngày 01/06/2026: 0/"},
		{Name: "taken back", request: request{As: "dat.lq", Path: "{act}/thu-hoi", Form: url.Values{}}, Want: 303},
	})
	w.overnight()
	w.run([]scenario{{Name: "as before", request: request{As: "hoa.tt", Path: "{act}"}, Want: 200, Selector: ".tag", Has: "đã thu hồi"}})
	if b := w.bodyNamed(w.unit(w.samples["unit"]), "Phòng Kinh tế"); !b.To.IsZero() {
		t.Errorf("the room still ends on %s", b.To)
	}
}
