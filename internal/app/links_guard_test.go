package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

func TestGuessesAreSlowedAndLookAlike(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.linkFor(lead)
	w.samples["link"] = linkID(w)
	w.run([]scenario{{Name: "revoke", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/duong-dan/{link}/thu-hoi", Form: form()}, Want: 303}})
	shape := func(a answer) string {
		var tags []string
		a.doc.Find("main *").Each(func(_ int, s *goquery.Selection) { tags = append(tags, goquery.NodeName(s)) })
		return fmt.Sprint(a.Code, a.doc.Find("title").Text(), a.doc.Find("h1").Text(), tags)
	}
	revoked := shape(w.do(request{Path: doorPath}))
	for i := range 20 {
		a := w.do(request{Path: fmt.Sprintf("/l/doan-thu-%d", i)})
		if got := shape(a); got != revoked {
			t.Fatalf("guess %d looks like %s, a revoked link like %s", i, got, revoked)
		}
	}
	w.run([]scenario{
		{Name: "too many", request: request{Path: "/l/doan-nua"}, Want: 429, Selector: "main", Has: "Chờ 30 giây rồi mở lại"},
		{Name: "also by sending", request: request{Path: "/l/doan-nua", Form: sentForm("1")}, Want: 429},
	})
	w.at(today.Add(31 * time.Second))
	w.run([]scenario{{Name: "after the wait", request: request{Path: doorPath}, Want: 404, Selector: "main", Has: "thu hồi"}})
}

func TestNoStrangerShutsTheDoorForEverybody(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.run([]scenario{{Name: "the link of the demonstration", request: request{Path: doorPath}, Want: 200}})
	from := func(i int, path string) int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		if err != nil {
			t.Fatal(err)
		}
		rec := httptest.NewRecorder()
		req.RemoteAddr = fmt.Sprintf("198.51.%d.%d:9", 100+i/250, i%250)
		w.handler.ServeHTTP(rec, req)
		return rec.Code
	}
	for i := range 1000 {
		if got := from(i, "/l/sai"); got != http.StatusNotFound {
			t.Fatalf("guess %d from its own address got %d", i, got)
		}
	}
	if got := from(2000, "/l/sai"); got != http.StatusTooManyRequests {
		t.Errorf("a guess over the limit of all got %d", got)
	}
	if got := from(2001, w.fill(doorPath)); got != http.StatusOK {
		t.Errorf("the right secret got %d while strangers guess", got)
	}
}

func TestFilesOfALinkAreJudged(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.linkFor(lead)
	big := strings.Repeat("0123456789abcdef", 21<<20/16)
	w.run([]scenario{
		{Name: "21 MB", request: request{Path: doorPath, Form: sentForm("1"), Files: []upload{{"tep", "nho.txt", "nhỏ"}, {"tep", "lon.bin", big}}}, Want: 422, Selector: ".errors", Has: "“lon.bin”"},
		{Name: "words stay", request: request{Path: doorPath, Form: sentForm("1"), Files: []upload{{"tep", "lon.bin", big}}}, Want: 422, Selector: "#ket-qua", Has: "Đã cắm 4 biển báo"},
		{Name: "six", request: request{Path: doorPath, Form: sentForm("1"), Files: []upload{{"tep", "1", "1"}, {"tep", "2", "2"}, {"tep", "3", "3"}, {"tep", "4", "4"}, {"tep", "5", "5"}, {"tep", "6", "6"}}}, Want: 422, Selector: ".errors", Has: "nhiều nhất 5 tệp"},
		{Name: "nothing came so far", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Hasnt: "Ngô Thị Lụa"},
		{Name: "a page named .pdf", request: request{Path: doorPath, Form: sentForm("2", "ket-qua", ""), Files: []upload{{"tep", "danh-sach.pdf", "<!DOCTYPE html><script>alert(1)</script>"}}}, Want: 303},
		{Name: "its name is shown, not the file", request: request{Path: doorPath}, Want: 200, Selector: "article.result", Has: "danh-sach.pdf"},
	})
	if n := w.do(request{Path: doorPath}).doc.Find(`main a[href*="/tep/"]`).Length(); n != 0 {
		t.Errorf("the link leads to %d files", n)
	}
	href := w.page("hoa.tt").Find(`.result a[href*="/tep/"]`).First().AttrOr("href", "")
	a := w.do(request{As: "hoa.tt", Path: href})
	if got := a.Header().Get("Content-Type") + a.Header().Get("Content-Disposition"); !strings.HasPrefix(got, "application/octet-stream"+"attachment") {
		t.Errorf("the page named .pdf is served as %s", got)
	}
	if got := w.do(request{Path: href}).Code; got != http.StatusUnauthorized {
		t.Errorf("a stranger asking for the file gets %d", got)
	}
}

func TestAPhotoSentByALinkLosesItsPlace(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.linkFor(lead)
	photo := photoWithPlace(t)
	w.run([]scenario{{Name: "sent", request: request{Path: doorPath, Form: sentForm("1"), Files: []upload{{"tep", "ao.jpg", photo}}}, Want: 303}})
	href := w.page("hoa.tt").Find(`.result a[href*="/tep/"]`).First().AttrOr("href", "")
	if got := w.do(request{As: "hoa.tt", Path: href}).Body.String(); got == "" || strings.Contains(got, "GPS") {
		t.Error("the photo that came by the link still says where it was taken")
	}
}

func TestALinkBoundsWhatItsHolderMayWrite(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.linkFor(lead)
	for range 5 {
		w.do(request{Path: doorPath})
	}
	w.at(today.Add(time.Minute))
	w.do(request{Path: doorPath})
	if got := squash(w.do(request{As: "hoa.tt", Path: linksPath}).doc.Find("table").Text()); !strings.Contains(got, "mở 2 lần, lần cuối 08:06 12/05/2026") {
		t.Errorf("six opens in two minutes: %s", got)
	}
	for i := range 20 {
		if a := w.do(request{Path: doorPath, Form: sentForm(fmt.Sprint(i))}); a.Code != http.StatusSeeOther {
			t.Fatalf("result %d: %d", i+1, a.Code)
		}
	}
	w.run([]scenario{
		{Name: "one too many keeps its words", request: request{Path: doorPath, Form: sentForm("more", "ket-qua", "Thêm nữa")}, Want: 429, Selector: "#ket-qua", Has: "Thêm nữa"},
		{Name: "and says whom to call", request: request{Path: doorPath, Form: sentForm("more")}, Want: 429, Selector: ".errors", Has: "Gọi cho Trần Thu Hoa"},
		{Name: "older ones are a page away", request: request{Path: doorPath}, Want: 200, Selector: "a.more", Has: "cũ hơn"},
	})
}

func TestALinkThatSendsInVainMustWait(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.linkFor(lead)
	for i := range 30 {
		if a := w.do(request{Path: doorPath, Form: sentForm("k", "nguoi-gui", "")}); a.Code != http.StatusUnprocessableEntity {
			t.Fatalf("try %d: %d", i+1, a.Code)
		}
	}
	w.run([]scenario{{Name: "too often", request: request{Path: doorPath, Form: sentForm("k", "ket-qua", "Gõ lần này")}, Want: 429, Selector: "#ket-qua", Has: "Gõ lần này"}})
	w.at(today.Add(31 * time.Second))
	w.run([]scenario{{Name: "after the wait", request: request{Path: doorPath, Form: sentForm("k")}, Want: 303}})
}

func TestFiftyLinksAPage(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	tasks := given(t, w)
	err := w.app.DB.Write(t.Context(), actor.System("test"), func(tx *store.Tx) error {
		for i := range 50 {
			if _, err := w.app.Plans.MakeLink(t.Context(), tx, tasks[0], plan.Owed{Name: fmt.Sprint("Cơ quan ", i)}, fmt.Sprint("bi-mat-", i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	list := "/u/{unit}/{year}/duong-dan"
	w.run([]scenario{
		{Name: "the newest first", request: request{As: "hoa.tt", Path: list}, Want: 200, Selector: "tbody tr:first-child", Has: "Cơ quan 49"},
		{Name: "the oldest on the second page", request: request{As: "hoa.tt", Path: list + "?trang=2"}, Want: 200, Selector: "tbody", Has: "Trạm Y tế phường"},
		{Name: "a page that is not there is the last", request: request{As: "hoa.tt", Path: list + "?trang=99"}, Want: 200, Selector: "tbody", Has: "Trạm Y tế phường"},
		{Name: "those of the task fill one page", request: request{As: "hoa.tt", Path: linksPath}, Want: 200, Hasnt: "Trang 2"},
		{Name: "another year has none", request: request{As: "hoa.tt", Path: "/u/{unit}/2025/duong-dan"}, Want: 200, Selector: ".empty", Has: "Chưa cấp đường dẫn nào"},
	})
	if n := w.do(request{As: "hoa.tt", Path: list}).doc.Find("tbody tr").Length(); n != 50 {
		t.Errorf("%d rows on the first page", n)
	}
}

// With no-referrer a browser says of a form that it comes from "null", and over plain HTTP nothing else.
func TestAPhoneMaySendWithoutSayingFromWhere(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.linkFor(lead)
	strange := http.Header{"Origin": {"null"}}
	w.run([]scenario{
		{Name: "the form of the link", request: request{Path: doorPath, Form: sentForm("1"), Header: strange}, Want: 303},
		{Name: "no other form", request: request{As: "hoa.tt", Path: taskPath + "/trao-doi", Form: form("trao-doi", "x"), Header: strange}, Want: 403},
	})
}

func TestTheSecretIsKeptNowhere(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.linkFor(lead)
	secret := w.samples["secret"]
	w.run([]scenario{
		{Name: "sent", request: request{Path: doorPath, Form: sentForm("1")}, Want: 303},
		{Name: "not in the list", request: request{As: "hoa.tt", Path: linksPath}, Want: 200, Hasnt: secret},
		{Name: "not on the task", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Hasnt: secret},
	})
	if strings.Contains(w.log.String(), secret) || strings.Contains(w.log.String(), "Ngô Thị Lụa") {
		t.Error("the log holds the secret or the name of the sender")
	}
	if n, err := store.Get[int](t.Context(), w.app.DB.Reader(actor.System("test")), keptSecrets, secret); err != nil || n != 0 {
		t.Errorf("%d rows hold the secret itself, %v", n, err)
	}
}
