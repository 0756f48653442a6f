package app_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// doubtful is an invented plan with a misspelled body, an impossible date, a task without lead and time, and text that
// belongs to no task.
const doubtful = `ỦY BAN NHÂN DÂN
PHƯỜNG MỸ HÀO

Số: 32/KH-UBND

Mỹ Hào, ngày 02 tháng 3 năm 2026

KẾ HOẠCH
Sân chơi an toàn cho trẻ em năm 2026

Căn cứ Quyết định số 23/QĐ-TTg ngày 07/01/20211 của Thủ tướng Chính phủ;

Ủy ban nhân dân phường ban hành Kế hoạch như sau:

I. NHIỆM VỤ

1. Kiểm tra cầu trượt và xích đu ở các sân chơi.
- Thay ốc, dây đã mòn ở từng sân.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian thực hiện: Trước ngày 30/4/2026.

2. Lập danh sách sân chơi còn thiếu bóng mát, trồng cây trước mùa mưa.

- Đơn vị chủ trì: Ủy ban nhân các xã, phường.
- Thời gian thực hiện: Thường xuyên trong năm.

3. Vận động các gia đình đóng góp đồ chơi cũ còn tốt cho nhà văn hóa.

II. TỔ CHỨC THỰC HIỆN

1. Phòng Văn hóa - Xã hội

Theo dõi, đôn đốc việc thực hiện Kế hoạch./.

Nơi nhận:

- Lưu: VT.
`

var inPart = http.Header{"Hx-Request": {"true"}}

// bring imports a plan as the officer and remembers it as {plan}; it gives the address of its review.
func (w *world) bring(text string) string {
	w.t.Helper()
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("van-ban", text)})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("import answers %d: %s", a.Code, words(a.doc))
	}
	_, rest, _ := strings.Cut(a.Header().Get("Location"), "/ke-hoach/")
	w.samples["plan"], _, _ = strings.Cut(rest, "/")
	return a.Header().Get("Location")
}

// work lists the tasks of {plan} and remembers the one with these words in its title as {task}.
func (w *world) work(title string) (tasks []plan.Task, found plan.Task) {
	w.t.Helper()
	tasks, err := w.app.Plans.Work(w.t.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
	if err != nil {
		w.t.Fatal(err)
	}
	for i, t := range tasks {
		if t.Seq != i+1 {
			w.t.Errorf("the tasks are not numbered one after the other: %q is %d, want %d", t.Title, t.Seq, i+1)
		}
		if strings.Contains(t.Title, title) && found.ID == "" {
			found = t
		}
	}
	if found.ID == "" {
		w.t.Fatalf("no task %q among %d", title, len(tasks))
	}
	w.samples["task"] = found.ID
	return tasks, found
}

// doubtAbout remembers the doubt with these words on the review page as {doubt}, and its number as {ngo}.
func (w *world) doubtAbout(said string) {
	w.t.Helper()
	page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"})
	d := page.doc.Find(".doubt").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.Text(), said) }).First()
	_, action, ok := strings.Cut(d.Find("form").AttrOr("action", ""), "/cho-ngo/")
	if !ok {
		w.t.Fatalf("no doubt about %q that can be decided: %s", said, words(page.doc))
	}
	w.samples["doubt"], _, _ = strings.Cut(action, "?")
	w.samples["ngo"] = strings.TrimPrefix(d.AttrOr("id", ""), "ngo-")
}

func TestDoubtsAreDecided(t *testing.T) {
	const decide = "/u/{unit}/{year}/ke-hoach/{plan}/cho-ngo/{doubt}"
	both(t, func(t *testing.T, w *world) {
		review := w.bring(doubtful)
		before := w.do(request{As: "hoa.tt", Path: review})
		w.doubtAbout("Ủy ban nhân các xã")
		w.run([]scenario{
			{Name: "the words in question are marked in the text", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: ".src mark", Has: "Ủy ban nhân các xã, phường"},
			{Name: "a reader sees no buttons", request: request{As: "dat.lq", Path: review}, Want: 200, Selector: ".doubt", Hasnt: "Bỏ qua"},
			{Name: "nor may decide", request: request{As: "dat.lq", Path: decide, Form: form("ban", "1", "lam", "nhan")}, Want: 403},
			{Name: "the officer takes it, and the task gets the name", request: request{As: "hoa.tt", Path: decide, Form: form("ban", "1", "lam", "nhan")}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu?tai=ngo-", Audit: "Nhận chỗ ngờ " + w.samples["ngo"]},
			{Name: "the card has the new name", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: ".card .facts", Has: "Ủy ban nhân dân các xã, phường"},
			{Name: "the source text has the old one", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: ".src", Has: "Ủy ban nhân các xã, phường"},
			{Name: "somebody who was slower changes nothing", request: request{As: "hoa.tt", Path: decide, Form: form("ban", "1", "lam", "nhan")}, Want: 409},
			{Name: "it can be opened again", request: request{As: "hoa.tt", Path: decide, Form: form("ban", "2", "lam", "mo-lai")}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu?tai=ngo-{ngo}#ngo-{ngo}"},
		})
		w.doubtAbout("07/01/20211")
		w.run([]scenario{
			{Name: "to dismiss asks why", request: request{As: "hoa.tt", Path: decide, Form: form("ban", "1", "lam", "bo-qua")}, Want: 422, Selector: ".errors", Has: "Ghi lý do"},
			{Name: "also inside the page", request: request{As: "hoa.tt", Path: decide, Form: form("ban", "1", "lam", "bo-qua"), Header: inPart}, Want: 422, Selector: "article .dismiss[open] .error", Has: "Ghi lý do"},
			{Name: "dismissed inside the page", request: request{As: "hoa.tt", Path: decide, Form: form("ban", "1", "lam", "bo-qua", "ly-do", "Đúng như bản giấy"), Header: inPart}, Want: 200, Selector: "article .doubt", Has: "Đúng như bản giấy", Audit: "Bỏ qua chỗ ngờ " + w.samples["ngo"]},
		})
		w.work("Vận động các gia đình")
		w.run([]scenario{
			{Name: "who writes the lead answers the doubt", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua",
				Form: form("ban", "1", "tu", "doi-chieu", "ten", "Vận động đồ chơi", "chu-tri", "Đoàn phường; Hội Phụ nữ", "loai-tg", "continuous", "cao-diem", "tháng 6"), Header: inPart},
				Want: 200, Selector: "article#viec-3", Has: "Đã ghi vào việc"},
			{Name: "a mistake stays in the card", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Form: form("ban", "2", "tu", "doi-chieu", "ten", "", "han", "31/2/2026"), Header: inPart},
				Want: 422, Selector: "article.editing .errors", Has: "Ghi tên việc"},
			{Name: "so does a conflict", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Form: form("ban", "1", "tu", "doi-chieu", "ten", "Khác", "chu-tri", "Đoàn phường"), Header: inPart},
				Want: 409, Selector: "article.editing .conflict", Has: "Hội Phụ nữ"},
			{Name: "the second leader leads too", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/the", Header: inPart}, Want: 200, Selector: ".facts", Has: "Cùng chủ trìHội Phụ nữ"},
			{Name: "and the peak is kept", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/the", Header: inPart}, Want: 200, Selector: ".facts", Has: "Thường xuyên, cao điểm 1/6 đến 30/6"},
			{Name: "a card without a script leads to its place", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/the"}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu?tai=viec-3#viec-3"},
		})
		after := w.do(request{As: "hoa.tt", Path: review})
		if a, b := sourceOf(before), sourceOf(after); a != b {
			t.Errorf("the source text changed:\n%s\n%s", a, b)
		}
		if first, now := openCount(t, before), openCount(t, after); now != first-3 {
			t.Errorf("%d doubts are open, were %d: one dismissed, two answered by an edit", now, first)
		}
	})
}

// sourceOf is the source text of a review page without the numbers of doubts.
func sourceOf(a answer) string {
	src := a.doc.Find(".src li").Clone()
	src.Find("sup").Remove()
	return src.Text()
}

func openCount(t *testing.T, a answer) int {
	t.Helper()
	_, rest, _ := strings.Cut(squash(a.doc.Find(".chips").Text()), ", còn ")
	digits, _, _ := strings.Cut(rest, "C")
	n, err := strconv.Atoi(strings.TrimSpace(digits))
	if err != nil {
		t.Fatalf("chips say %q", a.doc.Find(".chips").Text())
	}
	if open := a.doc.Find(".doubt.open").Length(); open != n {
		t.Errorf("%d open doubts are shown, the chip says %d", open, n)
	}
	return n
}

func TestTheSourceIsShownLetterByLetter(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	page := w.do(request{As: "hoa.tt", Path: w.bring(doubtful)})
	lines := strings.Split(doubtful, "\n")
	seen := 0
	page.doc.Find(".src li").Each(func(_ int, li *goquery.Selection) {
		n, _ := strconv.Atoi(li.AttrOr("data-n", ""))
		li.Find("sup").Remove()
		if got := li.Text(); n < 1 || n > len(lines) || strings.TrimSpace(got) != lines[n-1] || strings.Contains(got, "  ") {
			t.Errorf("line %d shows %q", n, got)
		}
		seen++
	})
	for _, l := range lines {
		if l != "" {
			seen--
		}
	}
	if seen != 0 {
		t.Errorf("%+d lines too many", seen)
	}
}

func TestAPlanIsRecut(t *testing.T) {
	const shape = "/u/{unit}/{year}/nhiem-vu/{task}/xep-lai"
	both(t, func(t *testing.T, w *world) {
		review := w.bring(doubtful)
		all, first := w.work("Kiểm tra cầu trượt")
		n := len(all)
		w.run([]scenario{
			{Name: "a line becomes a task", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "1", "lam", "tach", "dong", strconv.Itoa(first.LineFrom+1))}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu?tai=viec-2#viec-2", Audit: "Tách từ “Kiểm tra cầu trượt và xích đu ở các sân chơi”"},
			{Name: "with the lead of the whole", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: "#viec-2", Has: "Phòng Văn hóa - Xã hội"},
			{Name: "a line of another task is refused", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "2", "lam", "tach", "dong", "1")}, Want: 422},
			{Name: "an old page changes nothing", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "1", "lam", "xoa")}, Want: 409},
			{Name: "it is merged again", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "2", "lam", "gop")}, Want: 303},
		})
		if now, _ := w.work("Kiểm tra cầu trượt"); len(now) != n {
			t.Fatalf("%d tasks after splitting and merging, want %d", len(now), n)
		}
		_, second := w.work("Lập danh sách")
		w.run([]scenario{
			{Name: "a task moves up", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "1", "lam", "len")}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu?tai=viec-1#viec-1", Audit: "Chuyển lên"},
			{Name: "no further", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "2", "lam", "len")}, Want: 409},
			{Name: "its card stays beside its lines", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: ".pair:has(#dong-" + strconv.Itoa(second.LineFrom) + ")", Has: "nhiệm vụ 1"},
			{Name: "and down", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "2", "lam", "xuong")}, Want: 303, Audit: "Chuyển xuống"},
			{Name: "a task is deleted", request: request{As: "hoa.tt", Path: shape, Form: form("ban", "3", "lam", "xoa")}, Want: 303, Audit: "Xóa nhiệm vụ"},
			{Name: "it is on no list", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}"}, Want: 200, Hasnt: "bóng mát"},
			{Name: "and cannot be edited", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Form: form("ban", "4", "ten", "x")}, Want: 409},
		})
		if now, _ := w.work("Kiểm tra"); len(now) != n-1 {
			t.Errorf("%d tasks after one was deleted, want %d", len(now), n-1)
		}
		w.samples["task"] = second.ID
		w.run([]scenario{
			{Name: "it comes back", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/khoi-phuc", Form: form()}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu?tai=viec-2#viec-2", Audit: "Khôi phục nhiệm vụ"},
		})
		if _, back := w.work("Lập danh sách"); back.Seq != 2 || back.Lead != second.Lead {
			t.Errorf("it came back as number %d of %q", back.Seq, back.Lead)
		}
		takeBack(t, w, review)
	})
}

// takeBack recasts lines, confirms the plan and takes it back until a result rests on it.
func takeBack(t *testing.T, w *world, review string) {
	t.Helper()
	const recast, back = "/u/{unit}/{year}/ke-hoach/{plan}/doan", "/u/{unit}/{year}/ke-hoach/{plan}/rut-lai"
	line := strings.Count(doubtful[:strings.Index(doubtful, "Theo dõi, đôn đốc")], "\n") + 1
	at := strconv.Itoa(line)
	before, _ := w.work("Kiểm tra")
	w.run([]scenario{
		{Name: "lines that are not there", request: request{As: "hoa.tt", Path: recast, Form: form("ban", "1", "lam", "viec", "tu-dong", "900", "den-dong", "x")}, Want: 422, Selector: ".errors", Has: "Ghi số dòng"},
		{Name: "a task by hand", request: request{As: "hoa.tt", Path: recast, Form: form("ban", "1", "lam", "viec", "tu-dong", at, "den-dong", at, "ten-moi", "Đôn đốc hằng tuần")}, Want: 303, Audit: "Thêm nhiệm vụ từ dòng " + at},
		{Name: "the outline was changed meanwhile", request: request{As: "hoa.tt", Path: recast, Form: form("ban", "1", "lam", "chung", "tu-dong", at, "den-dong", at)}, Want: 409},
		{Name: "general words", request: request{As: "hoa.tt", Path: recast, Form: form("ban", "2", "lam", "chung", "tu-dong", "1", "den-dong", "2")}, Want: 303, Audit: "Ghi là yêu cầu chung"},
		{Name: "the draft is nobody's work", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=don+doc+hang+tuan"}, Want: 200, Hasnt: "Đôn đốc hằng tuần"},
		{Name: "confirmed", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("ban", "3")}, Want: 303},
		{Name: "found", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=don+doc+hang+tuan"}, Want: 200, Selector: ".tasks", Has: "Đôn đốc hằng tuần"},
		{Name: "the page says what taking back does", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: "main", Has: "trở lại bản nháp"},
		{Name: "the leader may not", request: request{As: "dat.lq", Path: back, Form: form("ban", "4")}, Want: 403},
		{Name: "taken back", request: request{As: "hoa.tt", Path: back, Form: form("ban", "4")}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu", Audit: "Rút lại kế hoạch"},
		{Name: "not found any more", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=don+doc+hang+tuan"}, Want: 200, Hasnt: "Đôn đốc hằng tuần"},
		{Name: "twice is too often", request: request{As: "hoa.tt", Path: back, Form: form("ban", "5")}, Want: 409},
		{Name: "confirmed again", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("ban", "5")}, Want: 303},
	})
	if now, _ := w.work("Đôn đốc hằng tuần"); len(now) != len(before)+1 {
		t.Errorf("%d tasks, want one more than %d", len(now), len(before))
	}
	w.run([]scenario{
		{Name: "a result rests on it", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", Form: form("co-quan", w.someBody(), "ngay", "11/5/2026", "ket-qua", "Đã nhắc.")}, Want: 303},
		{Name: "now it stays", request: request{As: "hoa.tt", Path: back, Form: form("ban", "6")}, Want: 409},
		{Name: "and so does the task", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/xep-lai", Form: form("ban", "1", "lam", "xoa")}, Want: 409},
		{Name: "the page says why", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: "main", Has: "không rút lại được"},
	})
}

// someBody is the first body for which a result of {task} can be recorded.
func (w *world) someBody() string {
	w.t.Helper()
	return w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua"}).doc.Find("#co-quan option[value!='']").First().AttrOr("value", "")
}

// A plan whose duties stand under the names of the bodies still gives each body its list.
func TestAPlanWithoutLabelsGivesEachBodyItsList(t *testing.T) {
	corpus := os.Getenv("MANGNON_CORPUS")
	if corpus == "" {
		t.Skip("MANGNON_CORPUS is not set: the real plans are not here")
	}
	raw, err := os.ReadFile(filepath.Join(corpus, "plans", "07.txt"))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, template.SQLite(t))
	w.bring(string(raw))
	tasks, _ := w.work("")
	standing, lists := 0, map[string]int{}
	for _, task := range tasks {
		if task.Kind != plan.KindStanding {
			continue
		}
		standing++
		lists[task.Lead]++
		if task.Lead == "" {
			t.Errorf("nobody owes %q", task.Title)
		}
	}
	if standing == 0 || len(lists) < 2 {
		t.Errorf("%d duties for %d bodies among %d tasks", standing, len(lists), len(tasks))
	}
}

// BenchmarkReview3000 shows the review of a plan of 3,000 paragraphs, and answers one card of it.
func BenchmarkReview3000(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	if err := w.app.FillForBench(b.Context(), 1, 750, func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	samples, err := w.app.Samples(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	w.samples = samples
	for name, r := range map[string]request{
		"page": {As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"},
		"card": {As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/the", Header: inPart},
		"form": {As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua?tu=doi-chieu", Header: inPart},
	} {
		b.Run(name, func(b *testing.B) {
			bytes := 0
			for b.Loop() {
				bytes = w.send(r).Body.Len()
			}
			b.ReportMetric(float64(bytes), "bytes/page")
		})
	}
}
