package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	foreign "github.com/arran4/golang-ical"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

const feedsPath = "/u/{unit}/{year}/lich/dia-chi"

// feedFor makes an address as somebody and gives its path.
func (w *world) feedFor(as string, pairs ...string) string {
	w.t.Helper()
	a := w.do(request{As: as, Path: feedsPath, Form: form(pairs...)})
	made, err := url.Parse(strings.TrimSpace(a.doc.Find("#dia-chi").Text()))
	if err != nil || a.Code != http.StatusOK || !strings.HasSuffix(made.Path, ".ics") {
		w.t.Fatalf("no address: %d %v\n%s", a.Code, err, words(a.doc))
	}
	return made.Path
}

// subscribe reads a feed as another program does.
func (w *world) subscribe(path string) []*foreign.VEvent {
	w.t.Helper()
	rec := w.send(request{Path: path})
	if rec.Code != http.StatusOK || rec.Header().Get("Content-Type") != "text/calendar; charset=utf-8" || rec.Header().Get("Cache-Control") != "no-store" {
		w.t.Fatalf("the feed answers %d %v", rec.Code, rec.Header())
	}
	cal, err := foreign.ParseCalendar(rec.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return cal.Events()
}

func field(e *foreign.VEvent, p foreign.ComponentProperty) string {
	if v := e.GetProperty(p); v != nil {
		return v.Value
	}
	return ""
}

// about finds the event of a piece of work.
func about(t *testing.T, events []*foreign.VEvent, title string) *foreign.VEvent {
	t.Helper()
	i := slices.IndexFunc(events, func(e *foreign.VEvent) bool {
		return strings.Contains(field(e, foreign.ComponentPropertySummary), title)
	})
	if i < 0 {
		t.Fatalf("none of %d events is about %q", len(events), title)
	}
	return events[i]
}

func TestACalendarProgramFollowsTheWork(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		feed := w.feedFor("hoa.tt", "cho", "toi", "once", "f1")
		before := about(t, w.subscribe(feed), "Rào các ao")
		if got := field(before, foreign.ComponentPropertyDtStart) + field(before, foreign.ComponentPropertyDtEnd); got != "2026042920260430" {
			t.Errorf("due by 29/4, the event is on %s", got)
		}
		if link := field(before, foreign.ComponentPropertyUrl); !strings.HasSuffix(link, w.fill(taskPath)) {
			t.Errorf("the event leads to %s", link)
		}
		path := taskPath + "/gia-han"
		w.run([]scenario{{Name: "more time", request: request{As: "hoa.tt", Path: path, Form: form("ban", "1", "han-moi", "20/5/2026", "ly-do", "Mưa")}, Want: 303}})
		after := about(t, w.subscribe(feed), "Rào các ao")
		if before.Id() != after.Id() || field(after, foreign.ComponentPropertyDtStart) != "20260520" {
			t.Errorf("the event %s moved to %s on %s", before.Id(), after.Id(), field(after, foreign.ComponentPropertyDtStart))
		}
		phase := taskPath + "/tinh-trang"
		w.run([]scenario{{Name: "put off", request: request{As: "hoa.tt", Path: phase, Form: form("ban", w.version(phase), "viec", "tam-dung", "ly-do", "Mưa")}, Want: 303}})
		if got := field(about(t, w.subscribe(feed), "Rào các ao"), foreign.ComponentPropertyStatus); got != "CANCELLED" {
			t.Errorf("work that is put off reads %s", got)
		}
		for _, e := range w.subscribe(feed) {
			for _, person := range []string{"Trần Thu Hoa", "Lê Quang Đạt", "Vũ Văn Thịnh"} {
				if strings.Contains(e.Serialize(&foreign.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: "\r\n"}), person) {
					t.Errorf("an event names %s", person)
				}
			}
		}
	})
}

func TestAFeedShowsWhatItsHolderOwes(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		whole, own := w.subscribe(w.feedFor("dat.lq", "cho", "toi")), w.subscribe(w.feedFor("thinh.vv", "cho", "toi"))
		if len(own) == 0 || len(own) >= len(whole) {
			t.Errorf("a body's person has %d events, the leader %d", len(own), len(whole))
		}
		about(t, own, "Rào các ao")
		if slices.ContainsFunc(own, func(e *foreign.VEvent) bool {
			return strings.Contains(field(e, foreign.ComponentPropertySummary), "Dạy bơi")
		}) {
			t.Error("a body's person sees what another body owes")
		}
		body := w.do(request{As: "hoa.tt", Path: feedsPath}).doc.Find("#co-quan option:contains('Đoàn')").First().AttrOr("value", "")
		about(t, w.subscribe(w.feedFor("hoa.tt", "cho", "co-quan", "co-quan", body)), "Dạy bơi")
	})
}

func TestWhoMayMakeAndEndAFeed(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.otherUnit("la.dt")
		feed := w.feedFor("thinh.vv", "cho", "toi", "once", "f1")
		w.subscribe(feed)
		action := w.do(request{As: "thinh.vv", Path: feedsPath}).doc.Find(`form[action$="/thu-hoi"]`).AttrOr("action", "")
		_, id, _ := strings.Cut(strings.TrimSuffix(action, "/thu-hoi"), "dia-chi/")
		w.samples["feed"] = id
		end := feedsPath + "/{feed}/thu-hoi"
		w.run([]scenario{
			{Name: "made twice ends at the list", request: request{As: "thinh.vv", Path: feedsPath, Form: form("cho", "toi", "once", "f1")}, Want: 303, Leads: feedsPath},
			{Name: "the list tells the last use", request: request{As: "thinh.vv", Path: feedsPath}, Want: 200, Selector: "table", Has: "08:05 12/05/2026, 1 lần"},
			{Name: "and not the secret", request: request{As: "thinh.vv", Path: feedsPath}, Want: 200, Hasnt: ".ics"},
			{Name: "a body's person gives no body an address", request: request{As: "thinh.vv", Path: feedsPath, Form: form("cho", "co-quan", "co-quan", "x")}, Want: 403},
			{Name: "an unknown body", request: request{As: "hoa.tt", Path: feedsPath, Form: form("cho", "co-quan", "co-quan", "x")}, Want: 422, Selector: ".errors", Has: "Chọn cơ quan"},
			{Name: "a colleague does not end it", request: request{As: "hoa.tt", Path: end, Form: form()}, Want: 404},
			{Name: "nor another ward", request: request{As: "la.dt", Path: "/u/{other}/{year}/lich/dia-chi/{feed}/thu-hoi", Form: form()}, Want: 404},
			{Name: "nor does it stand in another ward's list", request: request{As: "la.dt", Path: "/u/{other}/{year}/lich/dia-chi"}, Want: 200, Hasnt: "Thịnh"},
			{Name: "its owner does", request: request{As: "thinh.vv", Path: end, Form: form("once", "e")}, Want: 303, Audit: "Thu hồi địa chỉ lịch"},
			{Name: "once", request: request{As: "thinh.vv", Path: end, Form: form("once", "e2")}, Want: 409},
			{Name: "at once", request: request{Path: feed}, Want: 404, Has: "đã được thu hồi"},
		})
	})
}

func TestAFeedEndsWithTheAccount(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	feed := w.feedFor("thinh.vv", "cho", "toi")
	w.subscribe(feed)
	writer, _ := w.app.DB.Raw()
	if _, err := writer.ExecContext(t.Context(), "UPDATE position SET valid_to = '2026-05-11' WHERE account_id = (SELECT id FROM account WHERE username = 'thinh.vv')"); err != nil {
		t.Fatal(err)
	}
	w.run([]scenario{{Name: "who holds no post reads nothing", request: request{Path: feed}, Want: 404}})
	if _, err := writer.ExecContext(t.Context(), "UPDATE position SET valid_to = ''"); err != nil {
		t.Fatal(err)
	}
	w.subscribe(feed)
	if _, err := writer.ExecContext(t.Context(), "UPDATE account SET active = FALSE WHERE username = 'thinh.vv'"); err != nil {
		t.Fatal(err)
	}
	w.run([]scenario{{Name: "nor who may not sign in", request: request{Path: feed}, Want: 404}})
}

func TestGuessedFeedsAreSlowed(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	feed := w.feedFor("hoa.tt", "cho", "toi")
	old := w.feedFor("hoa.tt", "cho", "toi")
	action := w.do(request{As: "hoa.tt", Path: feedsPath}).doc.Find(`form[action$="/thu-hoi"]`).First().AttrOr("action", "")
	w.run([]scenario{{Name: "revoke the newer", request: request{As: "hoa.tt", Path: action, Form: form()}, Want: 303}})
	for range 40 { // a telephone that nobody told
		if got := w.send(request{Path: old}).Code; got != http.StatusNotFound {
			t.Fatalf("a revoked address answers %d", got)
		}
	}
	for i := range 20 {
		if got := w.send(request{Path: fmt.Sprintf("/lich/doan-%d.ics", i)}).Code; got != http.StatusNotFound {
			t.Fatalf("guess %d gets %d", i, got)
		}
	}
	w.run([]scenario{
		{Name: "too many", request: request{Path: "/lich/doan.ics"}, Want: 429, Has: "Chờ 30 giây"},
		{Name: "from there also the right one", request: request{Path: feed}, Want: 429},
	})
	w.at(today.Add(31 * time.Second))
	w.subscribe(feed)
	if strings.Contains(w.log.String(), strings.TrimPrefix(feed, "/lich/")) {
		t.Error("the log holds the secret")
	}
}

func TestMonthsOfTheCalendar(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		w.otherUnit("la.dt")
		const lich = "/u/{unit}/{year}/lich"
		w.run([]scenario{
			{Name: "work on its day", request: request{As: "hoa.tt", Path: lich + "/4"}, Want: 200, Selector: "td:contains('Thứ Tư 29/4')", Has: "Rào các ao"},
			{Name: "days off", request: request{As: "hoa.tt", Path: lich + "/4"}, Want: 200, Selector: "td:contains('Thứ Năm 30/4')", Has: "Nghỉ"},
			{Name: "nobody compared", request: request{As: "hoa.tt", Path: lich + "/4"}, Want: 200, Selector: "td:contains('Thứ Năm 30/4')", Has: "chưa đối chiếu"},
			{Name: "swapped days", request: request{As: "hoa.tt", Path: lich + "/8"}, Want: 200, Selector: "td:contains('Thứ Bảy 22/8')", Has: "Đi làm bù"},
			{Name: "a feast has its lunar date", request: request{As: "hoa.tt", Path: lich + "/9"}, Want: 200, Selector: "td:contains('Thứ Sáu 25/9')", Has: "15/8 âm lịch, Tết Trung thu"},
			{Name: "today", request: request{As: "hoa.tt", Path: lich + "/5"}, Want: 200, Selector: "td[aria-current=date]", Has: "Thứ Ba 12/5 hôm nay"},
			{Name: "the month before January", request: request{As: "hoa.tt", Path: lich + "/1"}, Want: 200, Selector: `a[href="` + w.fill("/u/{unit}/2025/lich/12") + `"]`, Has: "Tháng trước"},
			{Name: "the month after December", request: request{As: "hoa.tt", Path: lich + "/12"}, Want: 200, Selector: `a[href="` + w.fill("/u/{unit}/2027/lich/1") + `"]`, Has: "Tháng sau"},
			{Name: "no thirteenth", request: request{As: "hoa.tt", Path: lich + "/13"}, Want: 404, Has: "từ 1 đến 12"},
			{Name: "nor 05", request: request{As: "hoa.tt", Path: lich + "/05"}, Want: 404},
			{Name: "the year", request: request{As: "dat.lq", Path: lich}, Want: 200, Selector: "#nam-ten", Has: "năm 2026"},
			{Name: "another ward sees its own", request: request{As: "la.dt", Path: "/u/{other}/{year}/lich/4"}, Want: 200, Hasnt: "Rào các ao"},
			{Name: "and not this one's", request: request{As: "la.dt", Path: lich + "/4"}, Want: 404},
			{Name: "the machine's keeper sees no work", request: request{As: "phong.lh", Path: lich + "/4"}, Want: 403},
		})
	})
}

// The months say together what the year says, and every day stands once, under its weekday.
func TestMonthsAddUpToTheYear(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	year := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/lich"})
	for m := range 12 {
		first := day.Must(2026, m+1, 1)
		a := w.do(request{As: "hoa.tt", Path: fmt.Sprintf("/u/{unit}/{year}/lich/%d", m+1)})
		n, shown := 0, 0
		a.doc.Find("table.cal tbody tr").Each(func(_ int, tr *goquery.Selection) {
			if c := tr.Find("td").Length(); c != 7 {
				t.Errorf("a week of month %d has %d days", m+1, c)
			}
			tr.Find("td").Each(func(column int, td *goquery.Selection) {
				name := squash(td.Find(".cal-name").Text())
				if name == "" {
					return
				}
				if d := first.Add(n); !strings.EqualFold(name, d.Weekday()+" "+d.Short()) || []string{"T2", "T3", "T4", "T5", "T6", "T7", "CN"}[column] != d.WeekdayShort() {
					t.Errorf("day %d of month %d is called %s in column %d", n+1, m+1, name, column)
				}
				n++
				more := 0
				_, _ = fmt.Sscanf(squash(td.Find(".cal-more").Text()), "và %d mốc khác", &more)
				shown += td.Find(".cal-items li").Length() + more
			})
		})
		if n != first.LastOfMonth().Date() {
			t.Errorf("month %d has %d days", m+1, n)
		}
		if got := squash(year.doc.Find(".cal-months li").Eq(m).Find("span").Text()); got != fmt.Sprint(shown, " mốc") {
			t.Errorf("month %d shows %d, the year says %s", m+1, shown, got)
		}
	}
}

func TestDocumentsEndOnTheCalendar(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		writer, _ := w.app.DB.Raw()
		if _, err := writer.ExecContext(t.Context(), "UPDATE law_document SET ends_on = '2026-05-14' WHERE id = (SELECT MAX(id) FROM law_document)"); err != nil {
			t.Fatal(err)
		}
		day := w.do(request{As: "dat.lq", Path: "/u/{unit}/{year}/lich/5"}).doc.Find("td:contains('Thứ Năm 14/5')")
		if got := squash(day.Text()); !strings.Contains(got, "Hết hạn: ") {
			t.Fatalf("the day says %q", got)
		}
		if code := w.do(request{As: "dat.lq", Path: day.Find("a").AttrOr("href", "")}).Code; code != http.StatusOK {
			t.Errorf("the document answers %d", code)
		}
		about(t, w.subscribe(w.feedFor("dat.lq", "cho", "toi")), "Hết hạn: ")
		for _, e := range w.subscribe(w.feedFor("thinh.vv", "cho", "toi")) {
			if strings.Contains(field(e, foreign.ComponentPropertySummary), "Hết hạn: ") {
				t.Error("the end of a document is said to be a body's work")
			}
		}
	})
}
