package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// drowningWork adds work against drowning, led by nobody of the register, and gives its id.
func (w *world) drowningWork(t *testing.T) string {
	t.Helper()
	u := actor.ForUnit(w.unitOf(w.samples["unit"]))
	var path string
	err := w.app.DB.Write(t.Context(), u, func(tx *store.Tx) (err error) {
		path, err = w.app.Plans.AddWork(t.Context(), tx, plan.Extra{UnitID: u.UnitID, Year: today.Year(), Title: "Rào ao, phòng đuối nước cho trẻ em", Why: "Công văn hè", Due: day.At(today).Add(30)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(path, "nhiem-vu/")
}

func TestARecordProvesWork(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.samples["task"] = w.drowningWork(t)
		const work = "/u/{unit}/{year}/nhiem-vu/{task}"
		var refs []string
		for _, name := range []string{"Ao Bờ Đông", "Ao Bờ Tây", "Ao Bờ Nam"} {
			a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("m"+name, "noi", name, "khac", "1")})
			site := id(t, a.Header().Get("Location"), "nguy-co")
			refs = append(refs, "hazard:"+site)
			w.samples["hazard"] = site
			w.do(request{As: "hoa.tt", Path: hazards + "/{hazard}/buoc/da-lam", Form: form("once", "s"+name, "ban", "1", "bien-phap", "rao", "kiem-tra-lai", "1/9/2026")})
		}
		w.run([]scenario{
			{Name: "proposed with its reason", request: request{As: "hoa.tt", Path: work}, Want: 200, Selector: "#minh-chung", Has: "Trong kỳ cả năm, điểm nguy cơ đã có biện pháp"},
			{Name: "a leader decides nothing", request: request{As: "dat.lq", Path: work + "/minh-chung", Form: form("once", "e0", "nhan", refs[0])}, Want: 403},
			{Name: "accepted", request: request{As: "hoa.tt", Path: work + "/minh-chung", Form: form("once", "e1", "nhan", refs[0])}, Want: 303, Leads: work},
			{Name: "twice is once", request: request{As: "hoa.tt", Path: work + "/minh-chung", Form: form("once", "e2", "nhan", refs[0])}, Want: 409},
			{Name: "refused", request: request{As: "hoa.tt", Path: work + "/minh-chung", Form: form("once", "e3", "bo", refs[1])}, Want: 303, Audit: "Bỏ minh chứng được đề xuất"},
			{Name: "kept with who and when", request: request{As: "hoa.tt", Path: work}, Want: 200, Selector: "#minh-chung details", Has: "Ao Bờ Tây"},
			{Name: "a record that is none", request: request{As: "hoa.tt", Path: work + "/minh-chung", Form: form("once", "e4", "nhan", "hazard:nothing")}, Want: 404},
			{Name: "the record says of what", request: request{As: "thinh.vv", Path: hazards + "/" + strings.TrimPrefix(refs[0], "hazard:")}, Want: 200, Selector: "main", Has: "Minh chứng choRào ao, phòng đuối nước"},
			{Name: "with a result", request: request{As: "hoa.tt", Path: work + "/ket-qua", Form: form("once", "e5", "co-quan", w.anyBody(), "ngay", "12/5/2026", "minh-chung", refs[2])}, Want: 303},
			{Name: "stands with it", request: request{As: "dat.lq", Path: work}, Want: 200, Selector: "article.result .proofs", Has: "Ao Bờ Nam"},
			{Name: "in the history by its number", request: request{As: "hoa.tt", Path: work}, Want: 200, Selector: "ol.history", Has: "nhận minh chứng"},
		})
		page := w.do(request{As: "hoa.tt", Path: work})
		if n := page.doc.Find(`#minh-chung button[name="nhan"][value="` + refs[1] + `"]`).Length(); n != 0 {
			t.Error("what was refused is proposed again")
		}
		undo := page.doc.Find("#minh-chung details form").First()
		again := url.Values{"once": {"e6"}, "id": {undo.Find(`input[name="id"]`).AttrOr("value", "")}}
		w.run([]scenario{
			{Name: "a refusal is taken back", request: request{As: "hoa.tt", Path: work + "/minh-chung/hoan-tac", Form: again}, Want: 303, Audit: "Cho đề xuất lại minh chứng"},
			{Name: "and proposed again", request: request{As: "hoa.tt", Path: work}, Want: 200, Selector: `#minh-chung button[value="` + refs[1] + `"]`, Has: "Nhận"},
			{Name: "into the trash", request: request{As: "hoa.tt", Path: hazards + "/" + strings.TrimPrefix(refs[0], "hazard:") + "/bo", Form: form("once", "e7")}, Want: 303},
			{Name: "is lost evidence", request: request{As: "hoa.tt", Path: work}, Want: 200, Selector: "#minh-chung", Has: "minh chứng đã mất"},
		})
	})
}

// anyBody is a body of the demonstration for which the officer may record.
func (w *world) anyBody() string {
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua"})
	return a.doc.Find(`select[name="co-quan"] option`).Last().AttrOr("value", "")
}

// Who is named in work sees that it has evidence, and never what the register says.
func TestEvidenceSaysNothingOfARecordThatTheReaderMayNotSee(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.hireAll()
		w.samples["task"] = w.drowningWork(t)
		const work = "/u/{unit}/{year}/nhiem-vu/{task}"
		a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard("k1", "noi", "Ao Kín Đáo", "khac", "1")})
		w.samples["hazard"] = id(t, a.Header().Get("Location"), "nguy-co")
		ref := "hazard:" + w.samples["hazard"]
		w.do(request{As: "hoa.tt", Path: hazards + "/{hazard}/buoc/da-lam", Form: form("once", "k2", "ban", "1", "bien-phap", "rao", "kiem-tra-lai", "1/9/2026")})
		if a := w.do(request{As: "hoa.tt", Path: work + "/nguoi-lam", Form: form("nguoi", w.accountID("cuc.nt"), "ban", "1", "once", "k3")}); a.Code != http.StatusSeeOther {
			t.Fatalf("the collaborator is not named: %d %s", a.Code, words(a.doc))
		}
		w.run([]scenario{
			{Name: "nothing is proposed", request: request{As: "cuc.nt", Path: work}, Want: 200, Hasnt: "Kín Đáo"},
			{Name: "accepted by the officer", request: request{As: "hoa.tt", Path: work + "/minh-chung", Form: form("once", "k4", "nhan", ref)}, Want: 303},
			{Name: "only counted", request: request{As: "cuc.nt", Path: work}, Want: 200, Selector: "#minh-chung", Has: "1 hồ sơ hạn chế"},
			{Name: "not named", request: request{As: "cuc.nt", Path: work}, Want: 200, Hasnt: "Kín Đáo"},
			{Name: "not accepted by guessing", request: request{As: "cuc.nt", Path: work + "/minh-chung", Form: form("once", "k5", "nhan", ref)}, Want: 409},
		})
	})
}
