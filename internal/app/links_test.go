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

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

const (
	linksPath = taskPath + "/duong-dan"
	doorPath  = "/l/{secret}"
)

var (
	inMessage   = regexp.MustCompile(`/l/([a-z0-9]+)`)
	taskDeleted = store.Change("test.task.delete", `UPDATE task AS t SET dropped = TRUE, live = FALSE WHERE t.id = $1 AND {scope:t}`)
	keptSecrets = store.Query("test.link.secret", `SELECT COUNT(*) FROM task_link l WHERE l.digest = $1`, store.Unscoped("test"))
)

// linkFor presses the button on the page of the task and makes the secret of the answer {secret}.
func (w *world) linkFor(body string) answer {
	w.t.Helper()
	option := w.page("hoa.tt").Find("#co-quan-nhan option").FilterFunction(func(_ int, o *goquery.Selection) bool { return strings.Contains(o.Text(), body) })
	a := w.do(request{As: "hoa.tt", Path: linksPath, Form: form("once", "make-"+body, "co-quan-nhan", option.First().AttrOr("value", ""))})
	found := inMessage.FindStringSubmatch(a.doc.Find("#tin-nhan").Text())
	if a.Code != http.StatusOK || found == nil {
		w.t.Fatalf("no link for %s: %d\n%s", body, a.Code, words(a.doc))
	}
	w.samples["secret"] = found[1]
	return a
}

// sentForm is what a phone sends; the rest replaces or adds fields.
func sentForm(key string, rest ...string) url.Values {
	f := form("once", key, "nguoi-gui", "Ngô Thị Lụa", "chuc-danh", "Trưởng trạm", "ngay", "11/5/2026", "ket-qua", "Đã cắm 4 biển báo")
	for i := 0; i < len(rest); i += 2 {
		f.Set(rest[i], rest[i+1])
	}
	return f
}

// at moves the clock for the rest of the test; people sign in anew.
func (w *world) at(when time.Time) {
	c := func() store.Instant { return store.Instant{Time: when} }
	w.app.Site.Clock, w.app.DB.Clock = c, c
	w.signIn, w.tokens = c, map[string]string{}
}

const lead = "Phòng Kinh tế, Hạ tầng và Đô thị"

func TestABodyWithoutAnAccountSendsByALink(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		made := w.linkFor(lead)
		message := made.doc.Find("#tin-nhan").Text()
		for _, part := range []string{lead, "Rào các ao", "thứ Tư 29/4", "26/05/2026", "không cần tài khoản"} {
			if !strings.Contains(message, part) {
				t.Errorf("the message does not say %q:\n%s", part, message)
			}
		}
		if got := made.Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("the page with the secret may stay in a cache: %q", got)
		}
		if len(w.samples["secret"]) < 26 {
			t.Errorf("the secret %q is short", w.samples["secret"])
		}
		door := w.do(request{Path: doorPath})
		for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"} {
			if got := door.Header().Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if n := door.Body.Len(); n > 40<<10 {
			t.Errorf("the page has %d bytes", n)
		}
		if title := door.doc.Find("title").Text(); title != "Gửi kết quả - Măng Non" {
			t.Errorf("the title says %q", title)
		}
		w.run([]scenario{
			{Name: "history knows", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".history", Has: "cấp đường dẫn. Cơ quan: " + lead, Audit: "Cấp đường dẫn"},
			{Name: "making twice ends at the list", request: request{As: "hoa.tt", Path: linksPath, Form: form("once", "make-"+lead, "co-quan-nhan", "x")}, Want: 303, Leads: linksPath},
			{Name: "who asks whom", request: request{Path: doorPath}, Want: 200, Selector: "main", Has: "UBND phường Mỹ Hào đề nghị " + lead},
			{Name: "what", request: request{Path: doorPath}, Want: 200, Selector: "main h2", Has: "Rào các ao"},
			{Name: "the words of the plan", request: request{Path: doorPath}, Want: 200, Selector: "blockquote", Has: "Rào các ao gần trường"},
			{Name: "an empty form says what is missing", request: request{Path: doorPath, Form: form("once", "k0", "ngay", "11/5/2026")}, Want: 422, Selector: ".errors", Has: "Ghi họ tên người gửi"},
			{Name: "and keeps what is there", request: request{Path: doorPath, Form: sentForm("k0", "chuc-danh", "")}, Want: 422, Selector: "#ket-qua", Has: "Đã cắm 4 biển báo"},
			{Name: "sent", request: request{Path: doorPath, Form: sentForm("k1", "so-luong", "4", "don-vi-tinh", "biển", "xong", "1")}, Want: 303, Leads: doorPath + "?da-gui=", Audit: "Gửi kết quả bằng đường dẫn"},
			{Name: "sent twice is one", request: request{Path: doorPath, Form: sentForm("k1", "xong", "1")}, Want: 303, Leads: doorPath + "?da-gui="},
			{Name: "the link shows it", request: request{Path: doorPath}, Want: 200, Selector: "article.result", Has: "chờ xemĐã cắm 4 biển báo4 biển"},
			{Name: "the task waits", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "1 kết quả chờ xác nhận"},
			{Name: "the sender is named", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".result .note", Has: "Ngô Thị Lụa, Trưởng trạm, gửi bằng đường dẫn"},
			{Name: "history has the sender", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".history", Has: "Ngô Thị Lụa, Trưởng trạm thay mặt " + lead},
			{Name: "the day's page", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: "section:contains('Chờ tôi xác nhận')", Has: "Rào các ao"},
			{Name: "its uses", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/duong-dan"}, Want: 200, Selector: "table", Has: "mở 1 lần, lần cuối 08:05 12/05/2026; đã gửi 1 kết quả, 1 chờ xem"},
		})
		if n := w.page("hoa.tt").Find("article.result[id]").Length(); n != 1 {
			t.Errorf("%d results", n)
		}
		w.samples["result"] = firstResult(w)
		w.run([]scenario{
			{Name: "another body may not take it", request: request{As: "thinh.vv", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "t")}, Want: 403},
			{Name: "taken over", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "a")}, Want: 303, Audit: "Xác nhận kết quả"},
			{Name: "both hands", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".result", Has: "Trần Thu Hoa xác nhận lúc"},
			{Name: "done on the day of the work", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "xong 11/05/2026"},
			{Name: "the sender sees it", request: request{Path: doorPath}, Want: 200, Selector: "article.result", Has: "đã nhận"},
			{Name: "done work takes more", request: request{Path: doorPath}, Want: 200, Selector: ".remark", Has: "đã được ghi nhận là xong ngày 11/05/2026"},
		})
	})
}

func TestOneIsTakenAndTheOtherReturned(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		w.linkFor("Công an")
		if w.do(request{Path: doorPath}).doc.Find("#xong").Length() != 0 {
			t.Error("a body that only helps may say that the whole work is done")
		}
		w.run([]scenario{
			{Name: "one", request: request{Path: doorPath, Form: sentForm("1", "ket-qua", "Đợt một")}, Want: 303},
			{Name: "two", request: request{Path: doorPath, Form: sentForm("2", "ket-qua", "Đợt hai", "xong", "1")}, Want: 303},
			{Name: "two wait", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "2 kết quả chờ xác nhận"},
			{Name: "and are one row of the day", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: "section:contains('Chờ tôi xác nhận')", Has: "2 kết quả chờ xác nhận"},
			{Name: "helping claims nothing", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "quá hạn"},
		})
		w.samples["result"] = firstResult(w)
		w.run([]scenario{{Name: "returned", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/tra-lai", Form: form("once", "r", "ly-do", "Thiếu danh sách ao")}, Want: 303, Audit: "Trả lại kết quả"}})
		w.samples["result"] = strings.TrimPrefix(w.page("hoa.tt").Find("article.result[id]").Eq(1).AttrOr("id", ""), "ket-qua-")
		w.run([]scenario{
			{Name: "taken", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "c")}, Want: 303},
			{Name: "nothing waits", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Hasnt: "kết quả chờ xác nhận"},
			{Name: "the sender reads why", request: request{Path: doorPath}, Want: 200, Selector: "article.result:contains('Đợt hai')", Has: "trả lại Thiếu danh sách ao"},
			{Name: "and what was taken", request: request{Path: doorPath}, Want: 200, Selector: "article.result:contains('Đợt một')", Has: "đã nhận"},
		})
	})
}

func TestALinkIsUsedFromManyPhonesAtOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		w.linkFor(lead)
		const phones, taps = 4, 3
		var wg sync.WaitGroup
		codes := make(chan int, phones*taps)
		for phone := range phones {
			for range taps {
				wg.Go(func() {
					codes <- w.send(request{Path: doorPath, Form: sentForm(fmt.Sprint("phone", phone), "ket-qua", fmt.Sprint("Máy ", phone), "xong", "1")}).Code
				})
			}
		}
		wg.Wait()
		close(codes)
		for code := range codes {
			if code != http.StatusSeeOther {
				t.Errorf("a phone got %d", code)
			}
		}
		page := w.page("hoa.tt")
		if n := page.Find("article.result[id]").Length(); n != phones {
			t.Errorf("%d phones made %d results", phones, n)
		}
		if got := squash(page.Find(".state-line").Text()); !strings.Contains(got, fmt.Sprint(phones, " kết quả chờ")) {
			t.Errorf("the task counts wrongly: %s", got)
		}
	})
}

func TestALinkEnds(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		w.linkFor(lead)
		w.samples["link"] = linkID(w)
		w.run([]scenario{
			{Name: "a thing sent before", request: request{Path: doorPath, Form: sentForm("1")}, Want: 303},
		})
		w.at(today.Add(14*24*time.Hour - time.Minute))
		w.run([]scenario{{Name: "the last minute", request: request{Path: doorPath}, Want: 200}})
		w.at(today.Add(14 * 24 * time.Hour))
		w.run([]scenario{
			{Name: "expired", request: request{Path: doorPath}, Want: 404, Selector: "main", Has: "đã hết hạn lúc 08:05 26/05/2026"},
			{Name: "whom to call", request: request{Path: doorPath}, Want: 404, Selector: "main", Has: "gọi cho Trần Thu Hoa"},
			{Name: "no data of the task", request: request{Path: doorPath}, Want: 404, Hasnt: "Rào các ao"},
			{Name: "what is typed too late is kept to copy", request: request{Path: doorPath, Form: sentForm("2", "ket-qua", "Gõ muộn")}, Want: 404, Selector: "#chua-gui", Has: "Gõ muộn"},
			{Name: "the list says so", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/duong-dan"}, Want: 200, Selector: "table", Has: "hết hạn"},
			{Name: "prolonged", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/duong-dan/{link}/gia-han", Form: form("once", "g")}, Want: 303, Audit: "Gia hạn đường dẫn"},
			{Name: "the same address works", request: request{Path: doorPath}, Want: 200, Selector: "main", Has: "đến 08:05 09/06/2026"},
			{Name: "revoked", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/duong-dan/{link}/thu-hoi", Form: form("once", "t")}, Want: 303, Audit: "Thu hồi đường dẫn"},
			{Name: "at once", request: request{Path: doorPath}, Want: 404, Selector: "main", Has: "đã được thu hồi"},
			{Name: "also for sending", request: request{Path: doorPath, Form: sentForm("3")}, Want: 404},
			{Name: "for good", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/duong-dan/{link}/gia-han", Form: form("once", "g2")}, Want: 409},
			{Name: "once", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/duong-dan/{link}/thu-hoi", Form: form("once", "t2")}, Want: 409},
			{Name: "what came stays", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".result", Has: "Đã cắm 4 biển báo"},
		})
		if n := w.page("hoa.tt").Find("article.result[id]").Length(); n != 1 {
			t.Errorf("%d results, want the one that came in time", n)
		}
	})
}

// linkID is the id of the newest link, from the list of the unit.
func linkID(w *world) string {
	w.t.Helper()
	action := w.do(request{As: "hoa.tt", Path: linksPath}).doc.Find(`form[action$="/thu-hoi"]`).First().AttrOr("action", "")
	_, found, ok := strings.Cut(strings.TrimSuffix(action, "/thu-hoi"), "/duong-dan/")
	if !ok {
		w.t.Fatal("no link to revoke")
	}
	return found
}

func TestALinkOfWorkThatEnded(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		w.linkFor(lead)
		phase := taskPath + "/tinh-trang"
		w.run([]scenario{
			{Name: "put off takes still", request: request{As: "hoa.tt", Path: phase, Form: form("ban", w.version(phase), "viec", "tam-dung", "ly-do", "Mưa")}, Want: 303},
			{Name: "sent", request: request{Path: doorPath, Form: sentForm("1")}, Want: 303},
			{Name: "given up", request: request{As: "hoa.tt", Path: phase, Form: form("ban", "2", "viec", "bo", "ly-do", "Đã lấp ao", "van-ban", "12/QĐ-UBND", "ngay-van-ban", "11/5/2026")}, Want: 303},
			{Name: "the page says so without a form", request: request{Path: doorPath}, Want: 200, Selector: ".warn", Has: "quyết định không thực hiện"},
			{Name: "what came is still there", request: request{Path: doorPath}, Want: 200, Selector: "article.result", Has: "chờ xem"},
			{Name: "what is typed stays", request: request{Path: doorPath, Form: sentForm("2", "ket-qua", "Gõ sau khi bỏ")}, Want: 409, Selector: "#chua-gui", Has: "Gõ sau khi bỏ"},
			{Name: "no new link", request: request{As: "hoa.tt", Path: linksPath, Form: form("co-quan-nhan", "x")}, Want: 409},
			{Name: "the officer still sees what waits", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: "section:contains('Chờ tôi xác nhận')", Has: "Rào các ao"},
		})
	})
}

func TestALinkOfDeletedWork(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.byHand = true
	given(t, w)
	w.linkFor(lead)
	err := w.app.DB.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), taskDeleted, w.samples["task"])
		tx.Unaudited("test")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.run([]scenario{
		{Name: "the page says so", request: request{Path: doorPath}, Want: 200, Selector: ".warn", Has: "bỏ khỏi kế hoạch"},
		{Name: "and takes nothing", request: request{Path: doorPath, Form: sentForm("1")}, Want: 409},
	})
}

func TestALinkOpensNothingElse(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		w.linkFor(lead)
		w.samples["link"] = linkID(w)
		w.otherUnit("la.dt")
		w.run([]scenario{
			{Name: "a result of an account", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("once", "o", "co-quan", w.ownBody("hoa.tt"), "ngay", "1/5/2026", "ket-qua", "Chỉ người trong nhà biết")}, Want: 303},
			{Name: "is not on the page of the link", request: request{Path: doorPath}, Want: 200, Hasnt: "Chỉ người trong nhà biết"},
			{Name: "nor another task", request: request{Path: doorPath}, Want: 200, Hasnt: tasks[1].Title},
			{Name: "the list of one's own ward is one's own", request: request{As: "la.dt", Path: "/u/{other}/{year}/duong-dan"}, Want: 200, Hasnt: lead},
			{Name: "another ward's officer does not see the task's links", request: request{As: "la.dt", Path: "/u/{other}/{year}/nhiem-vu/{task}/duong-dan"}, Want: 404},
			{Name: "nor makes one", request: request{As: "la.dt", Path: "/u/{other}/{year}/nhiem-vu/{task}/duong-dan", Form: form("co-quan-nhan", "x")}, Want: 404},
			{Name: "nor revokes", request: request{As: "la.dt", Path: "/u/{other}/{year}/duong-dan/{link}/thu-hoi", Form: form()}, Want: 404},
			{Name: "nor prolongs", request: request{As: "la.dt", Path: "/u/{other}/{year}/duong-dan/{link}/gia-han", Form: form()}, Want: 404},
			{Name: "the leader does not give links", request: request{As: "dat.lq", Path: linksPath}, Want: 403},
			{Name: "a phone that is signed in is a phone", request: request{As: "hoa.tt", Path: doorPath, Form: sentForm("1", "ket-qua", "Gửi khi đã đăng nhập")}, Want: 303},
			{Name: "and waits all the same", request: request{Path: doorPath}, Want: 200, Selector: "article.result", Has: "chờ xemGửi khi đã đăng nhập"},
		})
	})
}
