package app_test

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/reminder"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/mail"
	"github.com/mangnon/mangnon/internal/mail/smtptest"
	"github.com/mangnon/mangnon/internal/store"
)

// work is a source of made-up work.
type work struct {
	items []reminder.Item
	fail  error
}

// Due implements reminder.Source.
func (s *work) Due(_ context.Context, _ store.Source, first, last day.Day) ([]reminder.Item, error) {
	var out []reminder.Item
	for _, it := range s.items {
		if !it.Due.Before(first) && !it.Due.After(last) {
			out = append(out, it)
		}
	}
	return out, s.fail
}

var (
	testTold = store.Query("test.reminder.told", `SELECT a.username, r.item_id, r.step, r.given_on, f.pass_on FROM reminder r
		JOIN reminder_for f ON f.reminder_id = r.id JOIN account a ON a.id = f.account_id WHERE {scope:r} AND r.item_id LIKE 'made-up-%' ORDER BY r.id, a.username`,
		store.Whole("a test with few rows"))
	testLetters = store.Query("test.mail.all", `SELECT m.to_address, m.subject, m.body FROM mail_message m WHERE {scope:m} ORDER BY m.id`,
		store.Whole("a test with few rows"))
	testForget = store.Change("test.reminder.forget", `DELETE FROM reminder_for AS f WHERE {scope:f} AND f.reminder_id IN (SELECT r.id FROM reminder r WHERE {scope:r} AND r.given_on >= '2026-05-12')`, store.Whole("a test with few rows"))
	testClear  = store.Change("test.reminder.clear", `DELETE FROM reminder_digest AS d WHERE {scope:d} AND d.given_on >= '2026-05-12'`, store.Whole("a test with few rows"))
)

type told struct {
	Username string  `db:"username"`
	ItemID   string  `db:"item_id"`
	Step     string  `db:"step"`
	On       day.Day `db:"given_on"`
	PassOn   bool    `db:"pass_on"`
}

func (t told) String() string {
	s := t.Username + " " + strings.TrimPrefix(t.ItemID, "made-up-") + " " + t.Step
	if t.PassOn {
		s += " to pass on"
	}
	return s
}

type letter struct {
	To      string `db:"to_address"`
	Subject string `db:"subject"`
	Body    string `db:"body"`
}

// reminded is a world whose only work is made up.
type reminded struct {
	*world
	work *work
}

func newReminded(w *world) *reminded {
	r := &reminded{w, &work{}}
	w.app.Reminders.Sources = []reminder.Source{r.work}
	w.change(func(ctx context.Context, tx *store.Tx) error { // the demonstration has reminded people today
		if _, err := tx.Aside(ctx, testForget); err != nil {
			return err
		}
		_, err := tx.Aside(ctx, testClear)
		return err
	})
	return r
}

// body is the id of a body of the demonstration.
func (r *reminded) body(name string) string {
	r.t.Helper()
	register, err := r.app.Org.Register(r.t.Context(), r.app.DB.Reader(actor.Actor{UnitID: r.unitID()}), day.At(today))
	if err != nil {
		r.t.Fatal(err)
	}
	b, ok := register.Match(name)
	if !ok {
		r.t.Fatalf("no body %q", name)
	}
	return b.ID
}

// owes adds made-up work of a body.
func (r *reminded) owes(id, body string, due day.Day, requested bool) {
	r.work.items = append(r.work.items, reminder.Item{ID: "made-up-" + id, Year: 2026, Path: "viec", Title: "Công việc " + id, LeadIDs: []string{r.body(body)}, Lead: body, Due: due, Requested: requested})
}

func (r *reminded) on(days ...day.Day) {
	r.t.Helper()
	for _, d := range days {
		if err := r.app.Remind(r.t.Context(), d); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *reminded) told() []string {
	r.t.Helper()
	list, err := store.List[told](r.t.Context(), r.app.DB.Reader(actor.System("test")), testTold)
	if err != nil {
		r.t.Fatal(err)
	}
	var out []string
	for _, l := range list {
		out = append(out, l.String())
	}
	return out
}

func (r *reminded) letters() []letter {
	r.t.Helper()
	list, err := store.List[letter](r.t.Context(), r.app.DB.Reader(actor.System("test")), testLetters)
	if err != nil {
		r.t.Fatal(err)
	}
	return list
}

func (r *reminded) wantTold(want ...string) {
	r.t.Helper()
	got := r.told()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		r.t.Errorf("told:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func (r *reminded) address(username, address string, on bool) {
	r.t.Helper()
	form := url.Values{"dia-chi-thu": {address}}
	if on {
		form.Set("gui-thu", "co")
	}
	r.run([]scenario{{Name: "address of " + username, request: request{As: username, Path: "/u/{unit}/{year}/nhac-viec/cach-nhan", Form: form}, Want: 303, Audit: "Chọn cách nhận nhắc việc"}})
}

const (
	economy  = "Phòng Kinh tế, Hạ tầng và Đô thị" // has an account
	police   = "Công an phường"                   // has none
	tuesday  = 12
	mayEnds  = 29
	mayBegan = 1
)

func may(date int) day.Day { return day.Must(2026, 5, date) }

// allOfMay are the days on which the program runs, weekends included.
func allOfMay() []day.Day {
	var out []day.Day
	for d := mayBegan; d <= mayEnds; d++ {
		out = append(out, may(d))
	}
	return out
}

func TestTheWholeLadder(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		r := newReminded(w)
		r.owes("a", economy, may(tuesday), false)
		r.owes("b", police, may(tuesday), false)
		r.owes("c", economy, may(tuesday), true)
		r.on(allOfMay()...)
		want := []string{
			"thinh.vv a T-7", "thinh.vv a T-2", "thinh.vv a T0", "thinh.vv a T+1", "dat.lq a T+3",
			"hoa.tt b T-7 to pass on", "hoa.tt b T-2 to pass on", "hoa.tt b T0 to pass on", "hoa.tt b T+1 to pass on", "dat.lq b T+3",
			"thinh.vv c T-7", "thinh.vv c T-2", "thinh.vv c T0",
		}
		r.wantTold(want...)

		r.on(allOfMay()...) // the clock is set back a month and runs again
		r.wantTold(want...)

		r.work.items[0].Due = may(26) // more time: a new ladder for the new date, and the old one stays
		r.on(allOfMay()...)
		r.wantTold(append(want, "thinh.vv a T-7", "thinh.vv a T-2", "thinh.vv a T0", "thinh.vv a T+1", "dat.lq a T+3")...)
	})
}

func TestAMachineThatSleptGivesOnlyWhatStillHolds(t *testing.T) {
	r := newReminded(newWorld(t, template.SQLite(t)))
	r.owes("soon", economy, may(13), false)
	r.owes("late", economy, may(4), false)
	r.owes("forgotten", economy, day.Must(2026, 4, 1), false)
	r.on(may(tuesday))
	r.wantTold("thinh.vv soon T-2", "dat.lq late T+3")
}

func TestOneDigestADay(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		r := newReminded(w)
		r.address("thinh.vv", "thinh.vv@example.vn", true)
		r.address("dat.lq", "dat.lq@example.vn", false)
		for _, id := range []string{"a", "b", "c"} {
			r.owes(id, economy, may(14), false)
		}
		r.owes("late", economy, may(6), false)
		r.on(may(tuesday), may(tuesday), may(tuesday))
		letters := r.letters()
		if len(letters) != 1 || letters[0].To != "thinh.vv@example.vn" || letters[0].Subject != "Nhắc việc 12/05/2026: 3 việc" {
			t.Fatalf("%+v", letters)
		}
		for _, word := range []string{"Công việc a", "Công việc c", "14/05/2026", "chưa"} {
			if want := word != "chưa"; strings.Contains(letters[0].Body, word) != want {
				t.Errorf("the letter: %s", letters[0].Body)
			}
		}
		for _, person := range []string{"Thịnh", "Hoa", "Đạt"} {
			if strings.Contains(letters[0].Body, person) {
				t.Errorf("the letter names %s", person)
			}
		}
		w.run([]scenario{
			{Name: "the reader", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/nhac-viec"}, Want: 200, Selector: "main", Has: "Công việc a"},
			{Name: "the bell", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: ".top-side .rail-count", Has: "chưa đọc"},
			{Name: "the office", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhac-viec/da-gui"}, Want: 200, Selector: "main", Has: "thinh.vv@example.vnchưa cài máy chủ thư"},
			{Name: "who has switched mail off", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhac-viec/da-gui"}, Want: 200, Selector: "main", Has: "người nhận tắt thư"},
		})
		r.on(may(tuesday + 1))
		if n := len(r.letters()); n != 1 {
			t.Errorf("a day without news made a digest: %d letters", n)
		}
	})
}

func TestARunCutOffGoesOn(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		r := newReminded(w)
		r.address("thinh.vv", "thinh.vv@example.vn", true)
		const n = 1200 // more than one change writes
		for i := range n {
			r.owes(string(rune('a'+i%26))+"-"+string(rune('0'+i/26%10))+string(rune('0'+i/260)), economy, may(14), false)
		}
		r.work.fail = errors.New("no answer")
		if err := w.app.Remind(t.Context(), may(tuesday)); err == nil {
			t.Error("a source that fails was not noticed")
		}
		r.work.fail = nil
		r.work.items[700].LeadIDs = []string{"ghost"}
		living := w.app.Reminders.People
		w.app.Reminders.People = haunted{living}
		if err := w.app.Remind(t.Context(), may(tuesday)); err == nil {
			t.Error("a run that broke in its second change ended well")
		}
		w.app.Reminders.People = living
		if got := len(r.told()); got == 0 || got >= n || len(r.letters()) != 0 {
			t.Errorf("%d reminders and %d letters before the end", got, len(r.letters()))
		}
		r.on(may(tuesday), may(tuesday))
		list := r.told()
		slices.Sort(list)
		if len(list) != n || len(slices.Compact(list)) != n || len(r.letters()) != 1 {
			t.Errorf("%d reminders, %d letters; want %d and 1", len(list), len(r.letters()), n)
		}
		if body := r.letters()[0].Body; !strings.Contains(body, "và 1159 việc nữa") {
			t.Errorf("the letter does not say how many more there are:\n%s", body)
		}
	})
}

// haunted are people with one who has no account: the change that tells that one something cannot be committed.
type haunted struct{ reminder.People }

// Holders implements reminder.People.
func (p haunted) Holders(ctx context.Context, from store.Source, unitID string, at day.Day) ([]reminder.Person, error) {
	list, err := p.People.Holders(ctx, from, unitID, at)
	return append(list, reminder.Person{AccountID: "nobody", BodyIDs: []string{"ghost"}}), err
}

func TestAPrivateTitleStaysInside(t *testing.T) {
	r := newReminded(newWorld(t, template.SQLite(t)))
	r.address("thinh.vv", "thinh.vv@example.vn", true)
	r.owes("a", economy, may(14), false)
	r.work.items[0].Title, r.work.items[0].Private = "Thăm cháu Bí Mật", true
	r.on(may(tuesday))
	if l := r.letters(); len(l) != 1 || strings.Contains(l[0].Body+l[0].Subject, "Bí Mật") {
		t.Errorf("%+v", l)
	}
	r.run([]scenario{
		{Name: "the words to pass on", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhac-viec/tin-nhan"}, Want: 200, Selector: "textarea", Has: "Một việc riêng", Hasnt: "Bí Mật"},
		{Name: "the person's own page", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/nhac-viec"}, Want: 200, Selector: "main", Has: "Bí Mật"},
	})
}

func TestReadingAndChoosing(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		r := newReminded(w)
		r.owes("a", economy, may(14), false)
		r.on(may(tuesday))
		page := "/u/{unit}/{year}/nhac-viec"
		w.run([]scenario{
			{Name: "an address that is none", request: request{As: "thinh.vv", Path: page + "/cach-nhan", Form: url.Values{"gui-thu": {"co"}, "dia-chi-thu": {"ở nhà"}}}, Want: 422, Selector: "input[value='ở nhà']"},
			{Name: "mail without an address", request: request{As: "thinh.vv", Path: page + "/cach-nhan", Form: url.Values{"gui-thu": {"co"}}}, Want: 422, Has: "Địa chỉ thư phải có dạng"},
			{Name: "another's reminder", request: request{As: "hoa.tt", Path: page + "/da-doc", Form: url.Values{"id": {r.firstOf("thinh.vv")}}}, Want: 303},
			{Name: "is still unread", request: request{As: "thinh.vv", Path: page}, Want: 200, Selector: "main", Has: "Chưa đọc"},
			{Name: "all read", request: request{As: "thinh.vv", Path: page + "/da-doc", Form: url.Values{}}, Want: 303},
			{Name: "nothing left", request: request{As: "thinh.vv", Path: page}, Want: 200, Selector: ".lead", Has: "Không có nhắc việc nào chưa đọc"},
		})
	})
}

var testFirstOf = store.Query("test.reminder.first_of", `SELECT f.id FROM reminder_for f JOIN account a ON a.id = f.account_id WHERE {scope:f} AND a.username = $1 AND f.read_at = 0 ORDER BY f.id LIMIT 1`)

func (r *reminded) firstOf(username string) string {
	r.t.Helper()
	id, err := store.Get[string](r.t.Context(), r.app.DB.Reader(actor.System("test")), testFirstOf, username)
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

// A reminder of work that is done, or that has another date, rings no bell on the next day.
func TestWorkThatIsDoneRingsNoBell(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		r := newReminded(w)
		for _, id := range []string{"done", "moved", "open"} {
			r.owes(id, economy, may(14), false)
		}
		r.on(may(tuesday))
		r.work.items = r.work.items[1:]
		r.work.items[0].Due = may(28)
		r.on(may(tuesday + 1))
		page := request{As: "thinh.vv", Path: "/u/{unit}/{year}/nhac-viec"}
		w.run([]scenario{{Name: "the bell", request: page, Want: 200, Selector: ".lead", Has: "1 nhắc việc chưa đọc"}})
	})
}

// The whole way, from the job at seven to the server, with the clock set back and forward: one message arrives.
func TestTheJobAtSevenReachesTheMailboxOnce(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		server := smtptest.Start(t)
		w := newWorldWith(t, db, app.Config{URL: "https://mangnon.example.vn",
			Mail: mail.Settings{Server: server.Address, Security: mail.Plain, From: "phuong@example.vn", FromName: "Măng Non", Timeout: 2 * time.Second}})
		r := newReminded(w)
		r.address("thinh.vv", "busy.thinh@example.vn", true)
		r.owes("a", economy, may(14), false)
		at := today
		w.app.DB.Clock = func() store.Instant { return store.Instant{Time: at} }
		for _, move := range []time.Duration{0, -90 * time.Minute, 0, 24 * time.Hour, -24 * time.Hour, 2 * time.Hour} {
			at = today.Add(move)
			w.drain()
			if err := w.deliver(); err != nil {
				t.Fatal(err)
			}
		}
		r.wantTold("thinh.vv a T-2")
		arrived := server.Arrived(t)
		for key, times := range arrived {
			if key[0] != "busy.thinh@example.vn" || times != 1 {
				t.Errorf("%v arrived %d times", key, times)
			}
		}
		if len(arrived) != 1 {
			t.Errorf("%d messages arrived, want 1", len(arrived))
		}
		w.run([]scenario{{Name: "the office", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhac-viec/da-gui"}, Want: 200, Selector: "main", Has: "thư đã gửi"}})
		if l := r.letters(); len(l) != 1 || !strings.Contains(l[0].Body, "https://mangnon.example.vn/u/"+w.samples["unit"]+"/2026/nhac-viec") {
			t.Errorf("%+v", l)
		}
	})
}

// deliver sends what is due.
func (w *world) deliver() error {
	for {
		state, err := w.app.Mail.Step(w.t.Context())
		if err != nil || state == "" {
			return err
		}
	}
}
