package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

const allWorkPath = "/u/{unit}/{year}/viec/tat-ca"

// counted is the number of rows that a list says it has.
func counted(t *testing.T, a answer) int {
	t.Helper()
	if a.Code != http.StatusOK {
		t.Fatalf("the list answers %d: %s", a.Code, words(a.doc))
	}
	row := a.doc.Find("table.work tr.total th")
	if row.Length() == 0 {
		return 0
	}
	return number(t, strings.TrimSuffix(squash(row.Text()), " việc"))
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(s), ".", ""))
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return n
}

// Every number that stands for work leads to a list of as many rows, whoever looks.
func TestEveryNumberLeadsToItsList(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		if err := w.app.FillForBench(t.Context(), 2, 70, func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		w.do(request{As: "thinh.vv", Path: taskPath + "/gia-han", Form: form("ban", "1", "han-moi", "20/5/2026", "ly-do", "Mưa lớn")})
		w.samples["task"] = tasks[2].ID
		seen := map[string]int{}
		for _, who := range []string{"hoa.tt", "dat.lq", "thinh.vv"} {
			for _, path := range []string{"/u/{unit}/{year}/viec", "/u/{unit}/{year}/ke-hoach", "/u/{unit}/{year}/co-quan/{body}"} {
				page := w.do(request{As: who, Path: path})
				page.doc.Find("main a[href*='viec/tat-ca?']").Each(func(_ int, a *goquery.Selection) {
					text := strings.ReplaceAll(squash(a.Text()), ".", "")
					want, err := strconv.Atoi(text)
					if err != nil {
						return // words, not a number
					}
					href := a.AttrOr("href", "")
					seen[path]++
					if got := counted(t, w.do(request{As: who, Path: href})); got != want {
						t.Errorf("%s on %s for %s says %d, its list %d", href, path, who, want, got)
					}
				})
			}
		}
		for _, path := range []string{"/u/{unit}/{year}/viec", "/u/{unit}/{year}/ke-hoach", "/u/{unit}/{year}/co-quan/{body}"} {
			if seen[path] < 6 {
				t.Errorf("%s has only %d numbers that lead to a list", path, seen[path])
			}
		}
	})
}

// The pages of a list, whatever its filter and order, hold each task once and as many as it says; the file holds the same.
func TestPagesOfAListHoldEachTaskOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		if err := w.app.FillForBench(t.Context(), 1, 160, func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		for _, filter := range []string{"", "sap=han-xa", "sap=ten", "sap=ke-hoach", "han=qua-han", "han=khong-han", "han=thang-12", "tinh-trang=dang-mo&loai=task",
			"co-quan={body}", "co-quan={body}&vai=lam&sap=ten", "q=cong", "q=ra+soat&co-quan={body}", "tinh-trang=chua-ro-chu-tri", "tinh-trang=cho-tra-loi"} {
			first := w.do(request{As: "hoa.tt", Path: allWorkPath + "?" + filter})
			want, ids := counted(t, first), map[string]bool{}
			for page := 1; page <= (want+49)/50; page++ {
				a := w.do(request{As: "hoa.tt", Path: allWorkPath + "?" + filter + "&trang=" + strconv.Itoa(page)})
				a.doc.Find("tr[data-row] th a").Each(func(_ int, link *goquery.Selection) { ids[link.AttrOr("href", "")] = true })
			}
			if len(ids) != want {
				t.Errorf("%s says %d and has %d different rows", filter, want, len(ids))
			}
			if _, _, rows, _ := sheet(t, w.do(request{As: "hoa.tt", Path: allWorkPath + ".xlsx?" + filter})); len(rows) != want {
				t.Errorf("%s: the file has %d rows, the list says %d", filter, len(rows), want)
			}
			if paper := w.do(request{As: "hoa.tt", Path: allWorkPath + "?in=1&" + filter}); paper.doc.Find("tr[data-row]").Length() != want {
				t.Errorf("%s: on paper are %d rows, the list says %d", filter, paper.doc.Find("tr[data-row]").Length(), want)
			}
		}
	})
}

func TestAListTakesNoHarmFromItsAddress(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.otherUnit("xa.la")
	w.run([]scenario{
		{Name: "a page far beyond", request: request{As: "hoa.tt", Path: allWorkPath + "?trang=9999"}, Want: 200, Has: "Rào các ao"},
		{Name: "a page that is no number", request: request{As: "hoa.tt", Path: allWorkPath + "?trang=-1"}, Want: 200, Has: "Rào các ao"},
		{Name: "a filter nobody knows", request: request{As: "hoa.tt", Path: allWorkPath + "?tinh-trang=xyz"}, Want: 200, Selector: ".warn", Has: "Không có bộ lọc Tình trạng “xyz”"},
		{Name: "a month that is none", request: request{As: "hoa.tt", Path: allWorkPath + "?han=thang-13"}, Want: 200, Selector: ".warn", Has: "thang-13"},
		{Name: "a plan that is no id", request: request{As: "hoa.tt", Path: allWorkPath + "?ke-hoach=1"}, Want: 200, Selector: ".warn", Has: "Kế hoạch"},
		{Name: "a body of nobody", request: request{As: "hoa.tt", Path: allWorkPath + "?co-quan=01999999-9999-7999-8999-999999999999"}, Want: 200, Selector: ".warn", Has: "Cơ quan trong địa chỉ"},
		{Name: "broken letters", request: request{As: "hoa.tt", Path: allWorkPath + "?q=%FF%00'%25"}, Want: 200},
		{Name: "long words", request: request{As: "hoa.tt", Path: allWorkPath + "?q=" + strings.Repeat("a", 5000)}, Want: 200, Has: "Không có việc nào khớp"},
		{Name: "another unit", request: request{As: "xa.la", Path: allWorkPath}, Want: 404},
		{Name: "an own unit without work", request: request{As: "xa.la", Path: "/u/{other}/{year}/viec/tat-ca"}, Want: 200, Hasnt: "Rào các ao"},
		{Name: "a body of the other unit", request: request{As: "xa.la", Path: "/u/{other}/{year}/co-quan/{body}"}, Want: 404},
		{Name: "the leader has no boxes", request: request{As: "dat.lq", Path: allWorkPath}, Want: 200, Hasnt: "Chuyển vào thùng rác"},
		{Name: "nor has a body", request: request{As: "thinh.vv", Path: allWorkPath}, Want: 200, Hasnt: "Chuyển vào thùng rác"},
		{Name: "chips can be taken off", request: request{As: "hoa.tt", Path: allWorkPath + "?han=qua-han&q=ao"}, Want: 200, Selector: ".chip.on", Has: "Có chữ “ao”"},
	})
}

func TestSavedFilters(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		views := "/u/{unit}/{year}/viec/bo-loc"
		const name = "Việc của công an quá hạn"
		w.run([]scenario{
			{Name: "a name is needed", request: request{As: "hoa.tt", Path: views, Form: form("once", "v0", "loc", "han=qua-han")}, Want: 422, Selector: ".errors", Has: "Ghi tên cho bộ lọc"},
			{Name: "kept", request: request{As: "hoa.tt", Path: views, Form: form("once", "v1", "loc", "han=qua-han", "ten", name)}, Want: 303, Leads: allWorkPath + "?han=qua-han"},
			{Name: "over the list", request: request{As: "hoa.tt", Path: allWorkPath}, Want: 200, Selector: "nav.chips", Has: name},
			{Name: "as the title of its list", request: request{As: "hoa.tt", Path: allWorkPath + "?han=qua-han"}, Want: 200, Selector: "h1", Has: name},
			{Name: "beside the day", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: ".side", Has: name},
			{Name: "nobody else sees it", request: request{As: "dat.lq", Path: allWorkPath}, Want: 200, Hasnt: name},
			{Name: "not twice", request: request{As: "hoa.tt", Path: views, Form: form("once", "v2", "loc", "han=khan", "ten", name)}, Want: 422, Selector: ".errors", Has: "đã có bộ lọc tên này"},
		})
		action, _ := w.do(request{As: "hoa.tt", Path: views}).doc.Find("main form").Attr("action")
		w.run([]scenario{
			{Name: "another person's is not there", request: request{As: "dat.lq", Path: action, Form: form("lam", "xoa")}, Want: 404},
			{Name: "renamed", request: request{As: "hoa.tt", Path: action, Form: form("once", "v3", "lam", "doi-ten", "ten", "Quá hạn")}, Want: 303},
			{Name: "too long a name", request: request{As: "hoa.tt", Path: action, Form: form("once", "v4", "lam", "doi-ten", "ten", strings.Repeat("ă", 61))}, Want: 422, Selector: ".errors", Has: "đang có 61"},
			{Name: "the day opens without it", request: request{As: "hoa.tt", Path: "/"}, Want: 303, Leads: "/u/{unit}/{year}/viec"},
			{Name: "made the first page", request: request{As: "hoa.tt", Path: action, Form: form("once", "v5", "lam", "mo-dau")}, Want: 303},
			{Name: "it opens first", request: request{As: "hoa.tt", Path: "/"}, Want: 303, Leads: allWorkPath + "?han=qua-han"},
			{Name: "for nobody else", request: request{As: "phong.lh", Path: "/"}, Want: 303, Leads: "/u/{unit}/{year}/to-chuc"},
			{Name: "deleted", request: request{As: "hoa.tt", Path: action, Form: form("once", "v6", "lam", "xoa")}, Want: 303},
			{Name: "gone", request: request{As: "hoa.tt", Path: allWorkPath}, Want: 200, Hasnt: "aria-label=\"Bộ lọc đã lưu\""},
			{Name: "brought back by one press", request: request{As: "hoa.tt", Path: action, Form: form()}, Want: 303},
			{Name: "there again", request: request{As: "hoa.tt", Path: allWorkPath}, Want: 200, Selector: "nav.chips", Has: "Quá hạn"},
		})
	})
}

// The day's page in its order, with one verb in a row.
func TestTheDayHasItsOrder(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		w.do(request{As: "hoa.tt", Path: taskPath + "/gia-han", Form: form("once", "d1", "ban", "1", "han-moi", "13/5/2026", "ly-do", "Chờ vật tư")})
		w.run([]scenario{
			{Name: "due tomorrow is urgent", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: "section:has(.urgent)", Has: "Khẩn 1chưa thực hiện (trong hạn) HRào các ao"},
			{Name: "and said first", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: ".lead", Has: "1 việc khẩn."},
			{Name: "the body sees its own", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: ".urgent", Has: "Cập nhật"},
			{Name: "and nothing of others", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/viec"}, Want: 200, Hasnt: "Dạy bơi"},
			{Name: "the leader reads", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: ".urgent", Has: "Xem"},
		})
		page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"})
		page.doc.Find(".tasks > li").Each(func(_ int, li *goquery.Selection) {
			if n := li.Find(".task-do a, .task-do button").Length(); n != 1 {
				t.Errorf("%q has %d verbs", squash(li.Text()), n)
			}
		})
		_ = tasks
	})
}

func TestAnswersComeBackToTheOneWhoAsked(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		dayOf := func(who string) request { return request{As: who, Path: "/u/{unit}/{year}/viec"} }
		w.run([]scenario{
			{Name: "the officer asks", request: request{As: "hoa.tt", Path: taskPath + "/trao-doi", Form: form("once", "a1", "trao-doi", "Còn mấy ao chưa rào?")}, Want: 303},
			{Name: "the body that carries the work hears of it", request: dayOf("thinh.vv"), Want: 200, Selector: "#tra-loi", Has: "Còn mấy ao chưa rào?"},
			{Name: "one's own words are no answer", request: dayOf("hoa.tt"), Want: 200, Hasnt: "Còn mấy ao"},
			{Name: "the body opens the task", request: request{As: "thinh.vv", Path: taskPath}, Want: 200},
			{Name: "and has read it", request: dayOf("thinh.vv"), Want: 200, Hasnt: "Trả lời tôi"},
			{Name: "the body answers", request: request{As: "thinh.vv", Path: taskPath + "/trao-doi", Form: form("once", "a2", "trao-doi", "Còn hai ao ở tổ 5")}, Want: 303},
			{Name: "it comes back to the officer", request: dayOf("hoa.tt"), Want: 200, Selector: "#tra-loi", Has: "Còn hai ao ở tổ 5"},
			{Name: "not to the leader, who took no part", request: dayOf("dat.lq"), Want: 200, Hasnt: "Trả lời tôi"},
			{Name: "marked as seen without opening", request: request{As: "hoa.tt", Path: taskPath + "/da-xem", Form: form("once", "a3")}, Want: 303},
			{Name: "and gone", request: dayOf("hoa.tt"), Want: 200, Hasnt: "Trả lời tôi"},
		})
	})
}

func TestDecisionsComeBackToTheBodyThatAsked(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.answered()
		given(t, w)
		w.do(request{As: "thinh.vv", Path: taskPath + "/ket-qua", Form: form("once", "a4", "co-quan", w.ownBody("thinh.vv"), "ngay", "11/5/2026", "ket-qua", "Đã rào 3 ao")})
		w.do(request{As: "thinh.vv", Path: taskPath + "/gia-han", Form: form("once", "a5", "ban", "1", "han-moi", "20/5/2026", "ly-do", "Mưa lớn")})
		w.samples["result"] = firstResult(w)
		answer, _ := w.page("hoa.tt").Find("a[href*='/gia-han/']").Attr("href")
		day := "/u/{unit}/{year}/viec"
		w.run([]scenario{
			{Name: "the officer is asked twice for one task", request: request{As: "hoa.tt", Path: day}, Want: 200, Selector: "section:contains('Chờ tôi xác nhận')", Has: "Chờ tôi xác nhận 2"},
			{Name: "returned", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/tra-lai", Form: form("once", "a6", "ly-do", "Thiếu ảnh")}, Want: 303},
			{Name: "the body reads why", request: request{As: "thinh.vv", Path: day}, Want: 200, Selector: "#tra-loi", Has: "Kết quả bị trả lại: Thiếu ảnh"},
			{Name: "not the leader", request: request{As: "dat.lq", Path: day}, Want: 200, Hasnt: "Thiếu ảnh"},
		})
		w.do(request{As: "hoa.tt", Path: answer, Form: form("once", "a7", "ban", w.version(answer), "tra-loi", "khong", "ly-do", "Còn kịp")})
		if got := squash(w.do(request{As: "thinh.vv", Path: day}).doc.Find("#tra-loi").Text()); !strings.Contains(got, "Chưa được lùi hạn: Còn kịp") {
			t.Errorf("the body hears of the decision: %q", got)
		}
		if got := squash(w.do(request{As: "hoa.tt", Path: day}).doc.Find("#tra-loi").Text()); got != "" {
			t.Errorf("the officer is told of the own answer: %s", got)
		}
	})
}

func TestTheWorkOfABody(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		own := w.ownBody("thinh.vv")
		w.samples["own"] = own
		w.do(request{As: "thinh.vv", Path: taskPath + "/ket-qua", Form: form("once", "b1", "co-quan", own, "ngay", "28/4/2026", "ket-qua", "Đã rào 3 ao")})
		path := "/u/{unit}/{year}/co-quan/{own}"
		w.run([]scenario{
			{Name: "what, in which part, by whom, what was sent", request: request{As: "dat.lq", Path: path}, Want: 200, Selector: "tr:contains('Rào các ao')", Has: "Chủ trìKế hoạch số 31/KH-UBND ngày 02/03/2026, mục I.1"},
			{Name: "with its proof", request: request{As: "dat.lq", Path: path}, Want: 200, Selector: "tr:contains('Rào các ao')", Has: "1 kết quả, gần nhất 28/04/2026"},
			{Name: "for a message", request: request{As: "thinh.vv", Path: path}, Want: 200, Selector: "#zalo", Has: "Rào các ao gần trường mầm non và thay nắp cống đã mất: quá 7 ngày làm việc"},
			{Name: "from the task", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: ".facts a[href$='/co-quan/" + own + "']", Has: "Phòng Kinh tế"},
			{Name: "from the register", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/to-chuc"}, Want: 200, Selector: "a[href$='/co-quan/" + own + "']", Has: "việc"},
			{Name: "who may see no work gets no link", request: request{As: "phong.lh", Path: "/u/{unit}/{year}/to-chuc"}, Want: 200, Hasnt: "của Phòng Kinh tế"},
			{Name: "and no page", request: request{As: "phong.lh", Path: path}, Want: 403},
			{Name: "no such body", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/co-quan/01999999-9999-7999-8999-999999999999"}, Want: 404},
			{Name: "far beyond its pages", request: request{As: "hoa.tt", Path: path + "?trang=99"}, Want: 200, Has: "Rào các ao"},
		})
	})
}

// ticks are the boxes of a list, each with the title of its task.
func ticks(w *world, query string) map[string]string {
	out := map[string]string{}
	w.do(request{As: "hoa.tt", Path: allWorkPath + query}).doc.Find("tr[data-row]").Each(func(_ int, tr *goquery.Selection) {
		out[tr.Find("input[name=viec]").AttrOr("value", "")] = squash(tr.Find("th a").Text())
	})
	return out
}

func bulkForm(pairs ...string) url.Values { return form(append([]string{"ghi", "1"}, pairs...)...) }

func TestManyTasksAtOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.answered()
		given(t, w)
		if err := w.app.FillForBench(t.Context(), 1, 30, func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		bulk, all := "/u/{unit}/{year}/viec/hang-loat", allWorkPath+"?tinh-trang=dang-mo&han=thang-5"
		chosen := ticks(w, "?tinh-trang=dang-mo&han=thang-5")
		n := strconv.Itoa(len(chosen))
		var pick []string
		for v := range chosen {
			pick = append(pick, "viec", v)
		}
		if len(chosen) < 4 {
			t.Fatalf("only %d tasks in May", len(chosen))
		}
		w.otherUnit("xa.la")
		w.run([]scenario{
			{Name: "a leader may not", request: request{As: "dat.lq", Path: bulk, Form: bulkForm(append(pick, "lam", "thung-rac")...)}, Want: 403},
			{Name: "nor a body", request: request{As: "thinh.vv", Path: bulk, Form: bulkForm(append(pick, "lam", "thung-rac")...)}, Want: 403},
			{Name: "nothing chosen", request: request{As: "hoa.tt", Path: bulk, Form: form("lam", "chu-tri")}, Want: 422, Has: "Chưa chọn việc nào"},
			{Name: "no act", request: request{As: "hoa.tt", Path: bulk, Form: form(pick...)}, Want: 422, Has: "Chưa chọn làm gì"},
			{Name: "asked for what it needs", request: request{As: "hoa.tt", Path: bulk, Form: form(append(pick, "lam", "chuyen")...)}, Want: 200, Selector: "h1", Has: "Chuyển cơ quan cho " + n + " việc"},
			{Name: "a reason is needed", request: request{As: "hoa.tt", Path: bulk, Form: bulkForm(append(pick, "lam", "tam-dung")...)}, Want: 422, Selector: ".errors", Has: "Ghi lý do"},
			{Name: "days are a number", request: request{As: "hoa.tt", Path: bulk, Form: bulkForm(append(pick, "lam", "lui", "so-ngay", "mười", "ly-do", "Mưa")...)}, Want: 422, Selector: ".errors", Has: "Ghi số ngày lùi"},
			{Name: "another unit's tasks are not there", request: request{As: "xa.la", Path: "/u/{other}/{year}/viec/hang-loat", Form: bulkForm(append(pick, "lam", "thung-rac", "once", "x1")...)}, Want: 303},
			{Name: "and stand untouched", request: request{As: "hoa.tt", Path: all}, Want: 200, Selector: "tr.total th", Has: n + " việc"},
			{Name: "a list that changed meanwhile", request: request{As: "hoa.tt", Path: bulk, Form: form("lam", "chu-tri", "pham-vi", "tat-ca", "so", "3", "loc", "tinh-trang=dang-mo")}, Want: 409, Has: "Danh sách vừa đổi từ 3 thành"},
		})
		due := w.do(request{As: "hoa.tt", Path: bulk, Form: bulkForm(append(pick, "lam", "lui", "so-ngay", "40", "ly-do", "Chờ kinh phí", "once", "x2")...)})
		made := due.Header().Get("Location")
		page := w.do(request{As: "hoa.tt", Path: made})
		if !strings.Contains(squash(page.doc.Find(".lead").Text()), n+" việc đổi, 0 việc giữ nguyên") {
			t.Fatalf("put off: %s", words(page.doc))
		}
		if got := counted(t, w.do(request{As: "hoa.tt", Path: all})); got != 0 {
			t.Errorf("%d tasks are still due in May", got)
		}
		// Somebody changes one of them before it is taken back.
		touched := page.doc.Find(".bulk-list a").First().AttrOr("href", "")
		version := w.version(touched + "/sua")
		edit := w.do(request{As: "hoa.tt", Path: touched + "/sua"})
		f := url.Values{}
		edit.doc.Find("main form input[name], main form textarea[name], main form select[name]").Each(func(_ int, in *goquery.Selection) {
			value := in.AttrOr("value", in.Text())
			if goquery.NodeName(in) == "select" {
				value = in.Find("option[selected]").AttrOr("value", "")
			}
			f.Set(in.AttrOr("name", ""), value)
		})
		f.Set("ten", "Tên mới của việc")
		f.Set("ban", version)
		w.run([]scenario{
			{Name: "somebody edits one", request: request{As: "hoa.tt", Path: touched + "/sua", Form: f}, Want: 303},
			{Name: "a leader may not take it back", request: request{As: "dat.lq", Path: made + "/hoan-tac", Form: form("once", "x3")}, Want: 403},
			{Name: "taken back", request: request{As: "hoa.tt", Path: made + "/hoan-tac", Form: form("once", "x4")}, Want: 303, Audit: "Hoàn tác sửa nhiều việc"},
			{Name: "the one is named and left", request: request{As: "hoa.tt", Path: made}, Want: 200, Selector: "section:contains('Có người sửa sau đó')", Has: "Trần Thu Hoa đã sửa lúc"},
			{Name: "the others are as before", request: request{As: "hoa.tt", Path: all}, Want: 200, Selector: "tr.total th", Has: strconv.Itoa(len(chosen)-1) + " việc"},
			{Name: "not twice", request: request{As: "hoa.tt", Path: made + "/hoan-tac", Form: form("once", "x5")}, Want: 409, Has: "đã hoàn tác lần sửa này"},
			{Name: "listed", request: request{As: "hoa.tt", Path: bulk}, Want: 200, Has: "đã hoàn tác"},
			{Name: "not for another unit", request: request{As: "xa.la", Path: strings.Replace(made, w.fill("/{unit}/"), w.fill("/{other}/"), 1)}, Want: 404},
		})
	})
}

// Whatever is done to a task together with others, taking it back leaves the task as it was.
func TestEveryActIsTakenBackWhole(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		bulk := "/u/{unit}/{year}/viec/hang-loat"
		shown := func() string {
			page := w.page("hoa.tt")
			return squash(page.Find(".facts").First().Text() + page.Find(".state-line").Text() + page.Find(".side .remark").Text())
		}
		order := func() string {
			return squash(w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}"}).doc.Find(".tasks").Text())
		}
		before, place := shown(), order()
		for i, act := range [][]string{{"lam", "chu-tri", "chu-tri", "Trạm Y tế phường\nCông an phường"}, {"lam", "han", "han-moi", "1/7/2026", "ly-do", "Đủ vật tư"}, {"lam", "lui", "so-ngay", "30", "ly-do", "Mưa"},
			{"lam", "chuyen", "chu-tri", "Công an phường", "ly-do", "Đúng chức năng"}, {"lam", "tam-dung", "ly-do", "Lũ"}, {"lam", "thung-rac"}} {
			var pick []string
			for v, title := range ticks(w, "?q=rao") {
				if strings.HasPrefix(title, "Rào các ao") {
					pick = append(pick, "viec", v)
				}
			}
			a := w.do(request{As: "hoa.tt", Path: bulk, Form: bulkForm(append(append(pick, act...), "once", fmt.Sprint("m", i))...)})
			if a.Code != http.StatusSeeOther {
				t.Fatalf("%v answers %d: %s", act, a.Code, words(a.doc))
			}
			if act[1] != "thung-rac" && shown() == before {
				t.Errorf("%v changes nothing", act)
			}
			if act[1] == "thung-rac" && order() == place {
				t.Error("nothing went into the bin")
			}
			w.do(request{As: "hoa.tt", Path: a.Header().Get("Location") + "/hoan-tac", Form: form("once", fmt.Sprint("u", i))})
			if got := shown(); got != before {
				t.Errorf("%v taken back leaves\n%s\nwant\n%s", act, got, before)
			}
			if got := order(); got != place {
				t.Errorf("%v taken back leaves the order\n%s\nwant\n%s", act, got, place)
			}
		}
	})
}

// The whole of a list is changed with one choice, also what stands on its other pages.
func TestAWholeListAtOnce(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		if err := w.app.FillForBench(t.Context(), 2, 120, func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		bulk, filter := "/u/{unit}/{year}/viec/hang-loat", "tinh-trang=dang-mo&han=khong-han"
		n := counted(t, w.do(request{As: "hoa.tt", Path: allWorkPath + "?" + filter}))
		if n <= 50 {
			t.Fatalf("%d tasks fit one page", n)
		}
		ask := w.do(request{As: "hoa.tt", Path: bulk, Form: form("lam", "han", "pham-vi", "tat-ca", "so", strconv.Itoa(n), "loc", filter)})
		sent := form("han-moi", "30/11/2026", "ly-do", "Chốt năm")
		ask.doc.Find("main form input[type=hidden]").Each(func(_ int, in *goquery.Selection) { sent.Add(in.AttrOr("name", ""), in.AttrOr("value", "")) })
		if len(sent["viec"]) != n {
			t.Fatalf("the form holds %d of %d tasks", len(sent["viec"]), n)
		}
		done := w.do(request{As: "hoa.tt", Path: bulk, Form: sent})
		made := done.Header().Get("Location")
		w.run([]scenario{
			{Name: "all have the date", request: request{As: "hoa.tt", Path: made}, Want: 200, Selector: ".lead", Has: strconv.Itoa(n) + " việc đổi, 0 việc giữ nguyên"},
			{Name: "none is left without", request: request{As: "hoa.tt", Path: allWorkPath + "?" + filter}, Want: 200, Has: "Không có việc nào khớp"},
			{Name: "sent twice it acts once", request: request{As: "hoa.tt", Path: bulk, Form: sent}, Want: 303, Leads: made},
			{Name: "an empty list", request: request{As: "hoa.tt", Path: bulk, Form: form("lam", "han", "pham-vi", "tat-ca", "so", "0", "loc", filter)}, Want: 422, Has: "Chưa chọn việc nào"},
			{Name: "taken back", request: request{As: "hoa.tt", Path: made + "/hoan-tac", Form: form("once", "w1")}, Want: 303},
			{Name: "as before", request: request{As: "hoa.tt", Path: allWorkPath + "?" + filter}, Want: 200, Selector: "tr.total th", Has: strconv.Itoa(n) + " việc"},
		})
	})
}
