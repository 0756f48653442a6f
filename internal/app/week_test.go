package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	weekPath = "/u/{unit}/{year}/tuan"
	nextWeek = weekPath + "/2026-05-18"
)

// nextMonday is the Monday after today, at seven.
var nextMonday = time.Date(2026, 5, 18, 7, 0, 0, 0, day.Zone)

var editionsOf = store.Query("test.week.editions", `SELECT e.monday FROM week_edition e WHERE {scope:e} ORDER BY e.monday`, store.Whole("test"))

func (w *world) editions() []day.Day {
	w.t.Helper()
	all, err := store.List[day.Day](w.t.Context(), w.app.DB.Reader(actor.System("test")), editionsOf)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *world) makeAll(monday day.Day) {
	w.t.Helper()
	if err := w.app.Weeks.MakeAll(w.t.Context(), w.app.DB, monday); err != nil {
		w.t.Fatal(err)
	}
}

// aWeek makes overdue work and the page of the Monday on which a leader is asked about it.
func aWeek(t *testing.T, w *world) {
	t.Helper()
	given(t, w)
	w.at(nextMonday)
	w.makeAll(day.At(nextMonday))
	w.caseOf("Rào các ao")
}

// caseOf makes the number of a case {case}.
func (w *world) caseOf(title string) {
	w.t.Helper()
	cases := w.do(request{As: "dat.lq", Path: nextWeek}).doc.Find(".cases > li")
	for i := range cases.Nodes {
		if strings.Contains(cases.Eq(i).Text(), title) {
			w.samples["case"] = fmt.Sprint(i + 1)
			return
		}
	}
	w.t.Fatalf("nothing to decide about %q:\n%s", title, squash(cases.Text()))
}

// answered refuses the one wish for more time of the demonstration, for tests that count what waits.
func (w *world) answered() {
	w.t.Helper()
	task := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tuan"}).doc.Find(".case-title a").AttrOr("href", "")
	href, asked := w.do(request{As: "hoa.tt", Path: task}).doc.Find("a[href*='/gia-han/']").Attr("href")
	if !asked {
		w.t.Fatal("nobody of the demonstration asks for more time")
	}
	version := w.do(request{As: "hoa.tt", Path: href}).doc.Find("[name=ban]").AttrOr("value", "")
	w.run([]scenario{{Name: "refuse", request: request{As: "hoa.tt", Path: href, Form: form("once", "demo-answer", "ban", version, "tra-loi", "khong", "ly-do", "Chưa cần lùi")}, Want: 303}})
}

func TestAWeekHasOnePage(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		before := len(w.editions())
		monday := day.At(nextMonday)
		for name, at := range map[string]time.Time{"in time": nextMonday, "again": nextMonday, "clock set back": nextMonday.AddDate(0, 0, -3), "forward": nextMonday.Add(50 * time.Hour)} {
			w.at(at)
			w.makeAll(monday)
			if n := len(w.editions()); n != before+1 {
				t.Fatalf("%s: %d pages, want %d", name, n, before+1)
			}
		}
		w.at(nextMonday.Add(time.Hour))
		w.run([]scenario{{Name: "by hand", request: request{As: "hoa.tt", Path: weekPath + "/lap", Form: form("once", "l")}, Want: 303, Leads: nextWeek}})
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() { _ = w.app.Weeks.MakeAll(t.Context(), w.app.DB, monday.Add(7)) })
		}
		wg.Wait()
		if n := len(w.editions()); n != before+2 {
			t.Errorf("four machines at once made %d pages of a week", n-before-1)
		}
	})
}

func TestAPageNeverChanges(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		aWeek(t, w)
		text := func() string {
			return squash(w.do(request{As: "dat.lq", Path: nextWeek}).doc.Find(".six, .cases").Text())
		}
		before := text()
		doer := w.do(request{As: "hoa.tt", Path: taskPath + "/ket-qua"}).doc.Find("#co-quan option").FilterFunction(func(_ int, o *goquery.Selection) bool { return o.Text() == lead }).AttrOr("value", "")
		w.run([]scenario{{Name: "done since", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("once", "r", "co-quan", doer, "ngay", "18/5/2026", "ket-qua", "Đã rào xong", "xong", "1")}, Want: 303}})
		if after := text(); after != before {
			t.Errorf("the page says\n%s\nand said\n%s", after, before)
		}
		w.run([]scenario{
			{Name: "nothing left to decide", request: request{As: "dat.lq", Path: nextWeek + "/viec/{case}/giao"}, Want: 409, Has: "đã kết thúc"},
			{Name: "another year leads to its own page", request: request{As: "dat.lq", Path: "/u/{unit}/2025/tuan/2026-05-18"}, Want: 303, Leads: "/u/{unit}/2025/tuan"},
			{Name: "no such week", request: request{As: "dat.lq", Path: weekPath + "/2026-06-08"}, Want: 404},
			{Name: "no date", request: request{As: "dat.lq", Path: weekPath + "/hom-qua"}, Want: 404},
			{Name: "the list", request: request{As: "dat.lq", Path: weekPath + "/cac-tuan"}, Want: 200, Selector: "table", Has: "Tuần 21, thứ Hai 18/05/2026"},
		})
	})
}

func TestTheFirstWeekHasNothingToCompare(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	first := time.Date(2026, 5, 25, 7, 0, 0, 0, day.Zone)
	w.at(first)
	w.makeAll(day.At(first))
	w.run([]scenario{{Name: "first", request: request{As: "dat.lq", Path: weekPath + "/2026-05-25"}, Want: 200, Selector: ".six", Has: "chưa có tuần trước"}})
	w.at(first.AddDate(0, 0, 7))
	w.makeAll(day.At(first).Add(7))
	w.run([]scenario{{Name: "second", request: request{As: "dat.lq", Path: weekPath + "/2026-06-01"}, Want: 200, Selector: ".six", Has: "không đổi", Hasnt: "chưa có tuần trước"}})
}

func TestALeaderDecidesInTheProgram(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		aWeek(t, w)
		at := nextWeek + "/viec/{case}/"
		version := w.do(request{As: "dat.lq", Path: at + "gia-han"}).doc.Find("[name=ban]").AttrOr("value", "")
		w.run([]scenario{
			{Name: "the officer may not", request: request{As: "hoa.tt", Path: at + "giao"}, Want: 403},
			{Name: "no such case", request: request{As: "dat.lq", Path: nextWeek + "/viec/9/giao"}, Want: 404},
			{Name: "a date that is no later", request: request{As: "dat.lq", Path: at + "gia-han", Form: form("once", "a", "ban", version, "han-moi", "1/4/2026", "ly-do", "mưa")}, Want: 422, Selector: ".errors", Has: "Hạn mới phải sau hạn đang có"},
			{Name: "without a reason", request: request{As: "dat.lq", Path: at + "gia-han", Form: form("once", "a", "ban", version, "han-moi", "29/5/2026")}, Want: 422, Selector: ".errors", Has: "Ghi lý do"},
			{Name: "urged", request: request{As: "dat.lq", Path: at + "don-doc", Form: form("once", "d", "ban", version, "tin", "Đề nghị báo kết quả trước thứ Sáu.")}, Want: 303, Leads: nextWeek},
			{Name: "the task has the words", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: "main", Has: "Đề nghị báo kết quả trước thứ Sáu."},
			{Name: "extended", request: request{As: "dat.lq", Path: at + "gia-han", Form: form("once", "b", "ban", version, "han-moi", "29/5/2026", "ly-do", "mưa nhiều")}, Want: 303, Leads: nextWeek, Audit: "Quyết định trên trang lãnh đạo"},
			{Name: "sent twice is one", request: request{As: "dat.lq", Path: at + "gia-han", Form: form("once", "b", "ban", version, "han-moi", "29/5/2026", "ly-do", "mưa nhiều")}, Want: 303, Leads: nextWeek},
			{Name: "it stands under its case", request: request{As: "hoa.tt", Path: nextWeek}, Want: 200, Selector: ".case-done", Has: "Đã gia hạn đến thứ Sáu 29/05/2026, lúc 07:00 18/05/2026"},
			{Name: "the task has the date", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: "main", Has: "29/05/2026"},
			{Name: "what was seen before is old now", request: request{As: "dat.lq", Path: at + "giao", Form: form("once", "c", "ban", version, "co-quan", "Trạm Y tế phường")}, Want: 409, Selector: ".warn", Has: "vừa được thay đổi"},
			{Name: "and nothing changed", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Hasnt: "Đã giao Trạm Y tế"},
		})
		version = w.do(request{As: "dat.lq", Path: at + "giao"}).doc.Find("[name=ban]").AttrOr("value", "")
		w.run([]scenario{
			{Name: "a body that does not exist", request: request{As: "dat.lq", Path: at + "giao", Form: form("once", "e", "ban", version, "co-quan", "Đội bóng")}, Want: 422, Selector: ".errors", Has: "Chọn cơ quan"},
			{Name: "given to another body", request: request{As: "dat.lq", Path: at + "giao", Form: form("once", "e", "ban", version, "co-quan", "Trạm Y tế phường")}, Want: 303, Leads: nextWeek},
			{Name: "the history says how", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".history", Has: "trên trang lãnh đạo tuần 21"},
		})
		if n := w.do(request{As: "dat.lq", Path: nextWeek}).doc.Find(".case-done").Length(); n != 3 {
			t.Errorf("%d decisions stand on the page, want 3", n)
		}
	})
}

var inWeekMessage = regexp.MustCompile(`/t/([a-z0-9]+)`)

// weekLink presses the button that opens the week to the leader's telephone; {key} is the address, pin the PIN.
func (w *world) weekLink() (pin string) {
	w.t.Helper()
	account := w.do(request{As: "hoa.tt", Path: weekPath + "/duong-dan"}).doc.Find("#lanh-dao option").First().AttrOr("value", "")
	a := w.do(request{As: "hoa.tt", Path: nextWeek + "/duong-dan", Form: form("once", "w"+fmt.Sprint(len(w.log.String())), "lanh-dao", account)})
	found := inWeekMessage.FindStringSubmatch(a.doc.Find("#tin-nhan").Text())
	pin = a.doc.Find("#ma-pin").AttrOr("value", "")
	if a.Code != http.StatusOK || found == nil || len(pin) != 6 {
		w.t.Fatalf("no link: %d\n%s", a.Code, words(a.doc))
	}
	if strings.Contains(a.doc.Find("#tin-nhan").Text(), pin) {
		w.t.Error("the message with the address holds the PIN")
	}
	if len(found[1]) < 26 || a.Header().Get("Cache-Control") != "no-store" {
		w.t.Errorf("the address has %d letters, the page says %q", len(found[1]), a.Header().Get("Cache-Control"))
	}
	w.samples["key"] = found[1]
	w.samples["revoke"] = w.do(request{As: "hoa.tt", Path: weekPath + "/duong-dan"}).doc.Find("form[action*=thu-hoi]").First().AttrOr("action", "")
	return pin
}

// telephone is a browser with its own pass.
type telephone struct {
	*world
	cookie string
}

func (p *telephone) ask(path string, f url.Values) answer {
	p.t.Helper()
	h := http.Header{}
	if p.cookie != "" {
		h.Set("Cookie", p.cookie)
	}
	a := p.do(request{Path: path, Form: f, Header: h})
	for _, c := range a.Result().Cookies() {
		if c.Name != "tuan" {
			continue
		}
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != p.fill("/t/{key}") || c.MaxAge > 1800 {
			p.t.Errorf("the pass is %v", c)
		}
		p.cookie = c.Name + "=" + c.Value
	}
	return a
}

const weekDoor = "/t/{key}"

func TestATelephoneNeedsAddressAndPIN(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		aWeek(t, w)
		pin := w.weekLink()
		one, two := &telephone{world: w}, &telephone{world: w}
		a := one.ask(weekDoor, nil)
		for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"} {
			if got := a.Header().Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if strings.Contains(a.doc.Text(), "Rào các ao") || strings.Contains(a.doc.Text(), "Quá hạn") {
			t.Error("the page is seen without the PIN")
		}
		if a := one.ask(weekDoor+"/viec/{case}/giao", nil); a.Code != 303 {
			t.Errorf("the form of a decision is seen without the PIN: %d", a.Code)
		}
		for name, c := range map[string]struct {
			phone *telephone
			pin   string
			want  int
		}{"too short": {one, "12", 422}, "right, with a blank": {one, pin[:3] + " " + pin[3:], 303}, "right, elsewhere": {two, pin, 303}} {
			if got := c.phone.ask(weekDoor, form("pin", c.pin)).Code; got != c.want {
				t.Errorf("%s: %d, want %d", name, got, c.want)
			}
		}
		for _, p := range []*telephone{one, two} {
			if a := p.ask(weekDoor, nil); !strings.Contains(a.doc.Text(), "Rào các ao") || a.Body.Len() > 60<<10 {
				t.Errorf("the page behind the PIN has %d bytes:\n%s", a.Body.Len(), words(a.doc))
			}
		}
		stranger := &telephone{world: w, cookie: one.cookie}
		other := w.samples["key"]
		w.weekLink()
		if a := stranger.ask(weekDoor, nil); strings.Contains(a.doc.Text(), "Rào các ao") {
			t.Error("the pass of one link opens another")
		}
		w.samples["key"] = other
		w.at(nextMonday.Add(30 * time.Minute))
		if a := one.ask(weekDoor, nil); strings.Contains(a.doc.Text(), "Rào các ao") {
			t.Error("the pass has no end")
		}
		w.run([]scenario{{Name: "its uses", request: request{As: "hoa.tt", Path: weekPath + "/duong-dan"}, Want: 200, Selector: "table", Has: "mở 2 lần, lần cuối 07:00 18/05/2026"}})
	})
}

func TestALeaderDecidesOnTheTelephone(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		aWeek(t, w)
		pin := w.weekLink()
		p := &telephone{world: w}
		p.ask(weekDoor, form("pin", pin))
		at := weekDoor + "/viec/{case}/"
		version := p.ask(at+"gia-han", nil).doc.Find("[name=ban]").AttrOr("value", "")
		decide := func(name, key string, want int, has string, pairs ...string) {
			t.Helper()
			a := p.ask(at+"gia-han", form(append([]string{"once", key, "ban", version, "han-moi", "29/5/2026", "ly-do", "mưa"}, pairs...)...))
			if a.Code != want || !strings.Contains(squash(a.doc.Text()), has) {
				t.Errorf("%s: %d, want %d with %q\n%s", name, a.Code, want, has, words(a.doc))
			}
		}
		decide("without the PIN", "k", 422, "Mã PIN có 6 chữ số")
		decide("with a wrong one", "k", 422, "Mã PIN chưa đúng", "pin", other(pin))
		decide("decided", "k", 303, "", "pin", pin)
		decide("the same form again", "k", 303, "", "pin", pin)
		decide("another form over old work", "k2", 409, "vừa được thay đổi", "pin", pin)
		if a := p.ask(weekDoor, nil); strings.Count(a.doc.Find(".case-done").Text(), "Đã gia hạn") != 1 || !strings.Contains(a.doc.Text(), "qua đường dẫn tuần") {
			t.Errorf("the page tells: %s", squash(a.doc.Find(".case-done").Text()))
		}
		w.run([]scenario{{Name: "in whose name and how", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".history", Has: "qua đường dẫn tuần do Trần Thu Hoa cấp"}})
		if got := w.lastAudit(); got.AccountName != "Lê Quang Đạt" || got.Action != "Quyết định trên trang lãnh đạo" {
			t.Errorf("the history names %q for %q", got.AccountName, got.Action)
		}
	})
}

// other is a PIN that is not the given one.
func other(pin string) string {
	if pin == "000000" {
		return "111111"
	}
	return "000000"
}

func TestFiveWrongPINsCloseALinkForGood(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		aWeek(t, w)
		pin := w.weekLink()
		p, second := &telephone{world: w}, &telephone{world: w}
		second.ask(weekDoor, form("pin", pin))
		codes := []int{}
		for range 5 {
			codes = append(codes, p.ask(weekDoor, form("pin", other(pin))).Code)
		}
		if fmt.Sprint(codes) != "[422 422 422 422 404]" {
			t.Errorf("five wrong PINs answer %v", codes)
		}
		for name, a := range map[string]answer{"the right PIN": p.ask(weekDoor, form("pin", pin)), "who was inside": second.ask(weekDoor, nil)} {
			if a.Code != 404 || !strings.Contains(a.doc.Text(), "bị khóa") {
				t.Errorf("%s gets %d\n%s", name, a.Code, words(a.doc))
			}
		}
		w.run([]scenario{{Name: "the list says so", request: request{As: "hoa.tt", Path: weekPath + "/duong-dan"}, Want: 200, Selector: "table", Has: "bị khóa", Audit: "Khóa đường dẫn trang lãnh đạo vì sai mã PIN"}})
	})
}

func TestManyPINsAtOnceAreNotManyTries(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		aWeek(t, w)
		pin := w.weekLink()
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				req := request{Path: weekDoor, Form: form("pin", fmt.Sprintf("%06d", (i+1)*7)), Header: http.Header{}}
				w.send(req)
			})
		}
		wg.Wait()
		if a := w.do(request{Path: weekDoor, Form: form("pin", pin)}); a.Code != 404 && a.Code != 429 {
			t.Errorf("after twenty wrong PINs at once the right one answers %d", a.Code)
		}
	})
}

func TestALinkOfAWeekEnds(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		aWeek(t, w)
		pin := w.weekLink()
		p := &telephone{world: w}
		p.ask(weekDoor, form("pin", pin))
		w.at(nextMonday.Add(week.LinkLife))
		if a := p.ask(weekDoor, form("pin", pin)); a.Code != 404 || !strings.Contains(a.doc.Text(), "hết hạn") {
			t.Errorf("after seven days: %d\n%s", a.Code, words(a.doc))
		}
		w.at(nextMonday)
		w.run([]scenario{{Name: "revoke", request: request{As: "dat.lq", Path: w.samples["revoke"], Form: form("once", "x")}, Want: 303, Audit: "Thu hồi đường dẫn trang lãnh đạo"}})
		if a := p.ask(weekDoor, nil); a.Code != 404 || !strings.Contains(a.doc.Text(), "thu hồi") {
			t.Errorf("revoked: %d\n%s", a.Code, words(a.doc))
		}
	})
}

func TestGuessedAddressesOfWeeksAreSlowed(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	shape := func(a answer) string {
		return fmt.Sprint(a.Code, a.doc.Find("title").Text(), a.doc.Find("main > p").Length())
	}
	var first string
	for i := range 20 {
		got := shape(w.do(request{Path: fmt.Sprintf("/t/doan-thu-%d", i)}))
		if i == 0 {
			first = got
		}
		if got != first || !strings.HasPrefix(got, "404") {
			t.Fatalf("guess %d answers %s, the first %s", i, got, first)
		}
	}
	if a := w.do(request{Path: "/t/doan-nua"}); a.Code != http.StatusTooManyRequests {
		t.Errorf("guess 21 answers %d", a.Code)
	}
	if a := w.do(request{Path: "/t/" + app.DemoWeekSecret}); a.Code != http.StatusTooManyRequests {
		t.Errorf("the guesser's address is looked up again: %d", a.Code)
	}
}

func TestWeekNamesNobodyOutside(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	aWeek(t, w)
	pin := w.weekLink()
	p := &telephone{world: w}
	p.ask(weekDoor, form("pin", pin))
	p.ask(weekDoor, nil)
	for _, secret := range []string{pin, w.samples["key"], "Lê Quang Đạt", "Rào các ao"} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	message := w.do(request{As: "hoa.tt", Path: nextWeek}).doc.Find("#tin-tuan").Text()
	for _, person := range app.DemoPeople() {
		if strings.Contains(message, person.Name) {
			t.Errorf("the message names %s", person.Name)
		}
	}
	if !strings.Contains(message, "quá hạn") || strings.Contains(message, "http") {
		t.Errorf("the message says %q", message)
	}
}

// Each of the six numbers opens a list with as many rows.
func TestTheNumbersOfAWeekAgreeWithTheirLists(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		aWeek(t, w)
		w.agrees(nextWeek)
		w.agrees(weekPath)
	})
}

// agrees opens the list behind each number of a page and counts its rows. What the list says of today is what it holds, and
// while nothing has changed since the page was made, that is the number.
func (w *world) agrees(page string) {
	w.t.Helper()
	doc := w.do(request{As: "dat.lq", Path: page}).doc
	figures, decided := doc.Find(".six .figure"), doc.Find(".case-done").Length() > 0
	if figures.Length() != 6 {
		w.t.Errorf("%d numbers", figures.Length())
	}
	for i := range figures.Nodes {
		want := squash(figures.Eq(i).Text())
		rows, next := 0, figures.Eq(i).AttrOr("href", "")
		name, title := next, ""
		for next != "" {
			a := w.do(request{As: "dat.lq", Path: next})
			rows += a.doc.Find(".tasks > li").Length()
			title = squash(a.doc.Find("h1").Text())
			next = a.doc.Find("a.more").AttrOr("href", "")
		}
		if !strings.HasSuffix(title, fmt.Sprintf(": %d việc", rows)) || !decided && fmt.Sprint(rows) != want {
			w.t.Errorf("%s: the number is %s, the list is headed %q and has %d rows", name, want, title, rows)
		}
	}
}
