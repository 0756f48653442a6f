package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/event"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/saved"
	"github.com/mangnon/mangnon/internal/store"
)

const hazardsAt = "/u/{unit}/{year}/nguy-co"

// site adds a hazard site that somebody must fix by a day, and gives its id.
func site(t *testing.T, w *world, once, name, by string) string {
	t.Helper()
	a := w.do(request{As: "hoa.tt", Path: hazardsAt + "/them", Form: form("once", once, "noi", name, "loai", "ao", "muc", "1", "co-quan", "Công an phường", "han", by)})
	if a.Code != http.StatusSeeOther {
		t.Fatal(words(a.doc))
	}
	return id(t, a.Header().Get("Location"), "nguy-co")
}

func (w *world) says(as, path string) string {
	return squash(w.do(request{As: as, Path: path}).doc.Find("main").Text())
}

func TestARegisterHasACalendarAndABoard(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.samples["hazard"] = site(t, w, "v1", "Ao thứ nhất", "15/5/2026")
		for i, name := range []string{"Ao thứ hai", "Ao thứ ba", "Ao thứ tư"} {
			site(t, w, "v2"+name, name, []string{"15/5/2026", "15/5/2026", "15/5/2026"}[i])
		}
		month := w.says("thinh.vv", hazardsAt+"/lich?thang=5")
		if strings.Count(month, "Hạn xử lý: Ao thứ") != 3 || !strings.Contains(month, "còn 1") {
			t.Errorf("a day of four shows %s", month)
		}
		if one := w.says("thinh.vv", hazardsAt+"/lich?thang=5&ngay=15"); strings.Count(one, "Ao thứ tư") != 1 || !strings.Contains(one, "Thứ Sáu 15/5: 4 điểm nguy cơ") {
			t.Errorf("the day says %s", one)
		}
		if none := w.says("thinh.vv", hazardsAt+"/lich?thang=5&tinh-trang=da-xoa"); strings.Contains(none, "Ao thứ") {
			t.Errorf("the filter is lost on the calendar: %s", none)
		}
		if unit := w.says("thinh.vv", "/u/{unit}/{year}/lich/5"); !strings.Contains(unit, "Hạn xử lý: Ao thứ nhất") {
			t.Errorf("the calendar of the unit does not know: %s", unit)
		}
		if page := w.says("hoa.tt", hazardsAt+"/{hazard}"); !strings.Contains(page, "Hạn xử lý: còn 3 ngày làm việc (thứ Sáu 15/5)") {
			t.Errorf("the record does not say how long: %s", page)
		}

		board := w.do(request{As: "hoa.tt", Path: hazardsAt + "/bang-viec"})
		if n := board.doc.Find("#cot-nguy-hiem + ul, .board-card").Length(); n == 0 || !strings.Contains(squash(board.doc.Find(".board").Text()), "Ao thứ nhất") {
			t.Errorf("the board shows %s", squash(board.doc.Find(".board").Text()))
		}
		if n := w.do(request{As: "thinh.vv", Path: hazardsAt + "/bang-viec"}).doc.Find(".board-moves").Length(); n > 0 {
			t.Error("who may not make a move is offered it")
		}
		w.run([]scenario{
			{request: request{As: "thinh.vv", Path: hazardsAt + "/{hazard}/buoc/xoa-bo", Form: form("once", "v5", "ban", "1", "bang", "")}, Name: "nor can it be forged", Want: 403},
			{request: request{As: "hoa.tt", Path: hazardsAt + "/{hazard}/buoc/xoa-bo", Form: form("once", "v6", "ban", "1", "bang", "muc=1&la=1")}, Name: "a move on the board", Want: 303, Audit: "Ghi đã hết nguy cơ"},
		})
		a := w.do(request{As: "hoa.tt", Path: hazardsAt + "/{hazard}/buoc/tro-lai", Form: form("once", "v7", "ban", "2", "bang", "muc=1&la=1")})
		if at := a.Header().Get("Location"); !strings.HasSuffix(at, "/nguy-co/bang-viec?muc=1") {
			t.Errorf("after a move on the board one is at %s", at)
		}
	})
}

func TestWhatIsDueInRegistersIsRemindedOf(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		one := site(t, w, "r1", "Ao quá hạn", "11/5/2026")
		closed := site(t, w, "r2", "Ao đã lấp", "11/5/2026")
		w.samples["hazard"] = closed
		w.run([]scenario{{request: request{As: "hoa.tt", Path: hazardsAt + "/{hazard}/buoc/xoa-bo", Form: form("once", "r3", "ban", "1")}, Name: "closed", Want: 303}})
		if err := w.app.Remind(t.Context(), day.At(today)); err != nil {
			t.Fatal(err)
		}
		if err := w.app.Remind(t.Context(), day.At(today)); err != nil { // a second run tells nothing twice
			t.Fatal(err)
		}
		told, err := store.List[toldOf](t.Context(), w.app.DB.Reader(actor.System("test")), testToldOf, one)
		if err != nil || len(told) == 0 {
			t.Fatalf("nobody is told of the late site: %v", err)
		}
		seen := map[string]bool{}
		for _, x := range told {
			if seen[x.Username] || x.Step != "T+1" {
				t.Errorf("%s is told twice, or of %s", x.Username, x.Step)
			}
			seen[x.Username] = true
		}
		if list, _ := store.List[toldOf](t.Context(), w.app.DB.Reader(actor.System("test")), testToldOf, closed); len(list) > 0 {
			t.Errorf("%v are told of a site that is no hazard any more", list)
		}
		if day := w.says("hoa.tt", "/u/{unit}/{year}/viec"); !strings.Contains(day, "Trong các sổ: quá hạn") || !strings.Contains(day, "Hạn xử lý: Ao quá hạn") || strings.Contains(day, "Ao đã lấp") {
			t.Errorf("the page of the day says %s", day)
		}
	})
}

var testToldOf = store.Query("test.reminder.told_of", `SELECT a.username, r.step FROM reminder r JOIN reminder_for f ON f.reminder_id = r.id JOIN account a ON a.id = f.account_id
	WHERE {scope:r} AND r.item_id = $1 ORDER BY a.username`, store.Whole("a test with few rows"))

type toldOf struct {
	Username string `db:"username"`
	Step     string `db:"step"`
}

func TestFiltersOfARegisterAreSavedAndShared(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		site(t, w, "s1", "Ao", "15/5/2026")
		filters := "/u/{unit}/{year}/bo-loc-nguy-co"
		save := func(as, once, name string, more ...string) request {
			return request{As: as, Path: filters, Form: form(append([]string{"once", once, "ten", name, "loc", "muc=1&xx=2", "xem-o", "bang-viec"}, more...)...)}
		}
		w.run([]scenario{
			{request: save("thinh.vv", "s2", ""), Name: "without a name", Want: 422, Selector: "#loi", Has: "Ghi tên cho bộ lọc"},
			{request: save("thinh.vv", "s3", "Của tôi", "chung", "1"), Name: "a reader's own", Want: 303},
			{request: save("hoa.tt", "s4", "Mức cao", "chung", "1"), Name: "shared by who may write", Want: 303},
			{request: save("hoa.tt", "s5", "Mức cao"), Name: "one name twice", Want: 422, Selector: "#loi", Has: "Anh/chị đã có bộ lọc tên này"},
			{request: save("hoa.tt", "s6", "Riêng"), Name: "her own", Want: 303},
		})
		if page := w.says("hoa.tt", hazardsAt); strings.Contains(page, "Của tôi") || !strings.Contains(page, "Mức cao") || !strings.Contains(page, "Riêng") {
			t.Errorf("her chips: %s", page)
		}
		mine := w.do(request{As: "thinh.vv", Path: hazardsAt})
		if page := squash(mine.doc.Find("main").Text()); !strings.Contains(page, "Của tôi") || !strings.Contains(page, "Mức cao") || strings.Contains(page, "Riêng") {
			t.Errorf("his chips: %s", page)
		}
		if href, _ := mine.doc.Find(".chips a:contains('Mức cao')").Attr("href"); !strings.HasSuffix(href, "/nguy-co/bang-viec?muc=1") {
			t.Errorf("the chip opens %s", href)
		}
		who, err := w.app.Accounts.ByUsername(t.Context(), "thinh.vv")
		if err != nil {
			t.Fatal(err)
		}
		his, err := saved.Of(t.Context(), w.app.DB.Reader(byOfficer(t, w)), who.ID, "hazard")
		if err != nil || len(his) != 1 || his[0].Shared {
			t.Fatalf("%v, %v: who may not write the register cannot share", his, err)
		}
		w.samples["view"] = his[0].ID
		act := func(as, once, do string) request {
			return request{As: as, Path: filters + "/{view}", Form: form("once", once, "lam", do, "ten", "Tên mới")}
		}
		w.run([]scenario{
			{request: act("hoa.tt", "s7", "xoa"), Name: "nobody deletes another's", Want: 404},
			{request: act("thinh.vv", "s8", "chung"), Name: "nor shares without the right", Want: 403},
			{request: act("thinh.vv", "s9", "doi-ten"), Name: "renames", Want: 303},
			{request: act("thinh.vv", "s10", "xoa"), Name: "deletes", Want: 303},
			{request: act("thinh.vv", "s11", ""), Name: "and takes it back", Want: 303},
			{request: request{As: "thinh.vv", Path: filters}, Name: "it is there", Want: 200, Selector: "main", Has: "Tên mới"},
		})
	})
}

func TestSumsAndFilesOfAList(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		add := func(once, name, kind, budget string) {
			a := w.do(request{As: "hoa.tt", Path: eventsAt + "/them", Form: form("once", once, "ten", name, "loai", kind, "thoi-gian", "1/6/2026", "co-quan", "Đoàn Thanh niên", "du-toan", budget)})
			if a.Code != http.StatusSeeOther {
				t.Fatal(words(a.doc))
			}
		}
		add("t1", "Ngày hội", "1-6", "1.000.000")
		add("t2", "=HYPERLINK(\"x\")", "1-6", "2.500.000")
		add("t3", "Rước đèn Thử", "trung-thu", "4.000.000")
		if got := squash(w.do(request{As: "hoa.tt", Path: eventsAt + "?tim=Rước+đèn+Thử"}).doc.Find(".reg-totals").Text()); got != "Tổng1 sự kiệnKinh phí dự toán4.000.000 đồng" {
			t.Errorf("the sum of a search is %q", got)
		}
		// What is kept with the records is what a sum over them gives.
		from := w.app.DB.Reader(byOfficer(t, w))
		counts, err := event.Events.Counts(t.Context(), from, byOfficer(t, w).UnitID)
		if err != nil {
			t.Fatal(err)
		}
		real, err := store.Get[int64](t.Context(), from, testBudget)
		if err != nil || counts.Of("+budget", "") != real || real < 7_500_000 {
			t.Errorf("%d is kept, the records sum up to %d: %v", counts.Of("+budget", ""), real, err)
		}
		csv := w.do(request{As: "hoa.tt", Path: eventsAt + "/danh-sach.csv?loai=1-6"}).Body.String()
		if !strings.HasPrefix(csv, "\uFEFF") || !strings.Contains(csv, `"'=HYPERLINK(""x"")"`) || strings.Contains(csv, "Rước đèn Thử") {
			t.Errorf("the file is %q", csv)
		}
		paper := w.do(request{As: "hoa.tt", Path: eventsAt + "/in?loai=1-6"})
		if text := squash(paper.doc.Find("main").Text()); !strings.Contains(text, "mã kiểm tra") || !strings.Contains(text, "ỦY BAN NHÂN DÂN") || strings.Contains(text, "Rước đèn Thử") {
			t.Errorf("the paper says %s", text)
		}
	})
}

var testBudget = store.Query("test.event.budget", `SELECT CAST(COALESCE(SUM(r.budget), 0) AS BIGINT) FROM event r WHERE {scope:r} AND r.dropped = FALSE`, store.Whole("a test with few rows"))

func TestAHamletStandsOnTheMap(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/thon/them", Form: form("once", "h1", "ten", "Tổ dân phố Thử", "tu-ngay", "01/07/2025", "vi-tri", "20.9512, 106.0601")})
		if a.Code != http.StatusSeeOther {
			t.Fatal(words(a.doc))
		}
		b := w.do(request{As: "hoa.tt", Path: hazardsAt + "/them", Form: form("once", "h2", "noi", "Ao gần đình", "loai", "ao", "muc", "1", "toa-do", "20.9540, 106.0640")})
		if b.Code != http.StatusSeeOther {
			t.Fatal(words(b.doc))
		}
		if json := w.do(request{As: "thinh.vv", Path: hazardsAt + "/ban-do.json"}).Body.String(); !strings.Contains(json, `["Tổ dân phố Thử",20951200,106060100]`) {
			t.Errorf("the map does not know the hamlet: %s", json)
		}
		if list := w.says("thinh.vv", hazardsAt+"/ban-do"); !strings.Contains(list, "Gần Tổ dân phố Thử") {
			t.Errorf("the list beside the map does not say the hamlet: %s", list)
		}
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/thon/them", Form: form("once", "h3", "ten", "Tổ dân phố Khác", "tu-ngay", "01/07/2025", "vi-tri", "106.0601, 20.9512")}, Name: "exchanged", Want: 422, Selector: "#loi", Has: "ghi vĩ độ rồi kinh độ"},
		})
	})
}
