package app_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// small is an invented plan in the label form.
const small = `ỦY BAN NHÂN DÂN
PHƯỜNG MỸ HÀO

Số: 31/KH-UBND

Mỹ Hào, ngày 02 tháng 3 năm 2026

KẾ HOẠCH
Giữ an toàn cho trẻ em mùa nước năm 2026

Ủy ban nhân dân phường ban hành Kế hoạch như sau:

I. NHIỆM VỤ

1. Rào các ao gần trường mầm non và thay nắp cống đã mất.

- Đơn vị chủ trì: Phòng Kinh tế, Hạ tầng và Đô thị.
- Đơn vị phối hợp: Công an phường.
- Thời gian thực hiện: Trước ngày 30/4/2026.

2. Dạy bơi cho học sinh lớp 4 và lớp 5.

- Đơn vị chủ trì: Đoàn Thanh niên Cộng sản Hồ Chí Minh phường.
- Thời gian thực hiện: Thường xuyên trong năm.

II. TỔ CHỨC THỰC HIỆN

1. Phòng Văn hóa - Xã hội

Theo dõi, đôn đốc việc thực hiện Kế hoạch./.

Nơi nhận:

- Lưu: VT.
`

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// id takes the id that follows a word in an address.
func id(t testing.TB, address, after string) string {
	t.Helper()
	_, rest, ok := strings.Cut(address, "/"+after+"/")
	if !ok {
		t.Fatalf("no %s in %q", after, address)
	}
	rest, _, _ = strings.Cut(rest, "/")
	rest, _, _ = strings.Cut(rest, "?")
	return rest
}

// The officer's whole story over HTTP, on both engines: a document becomes work, a lead is corrected, a body that never
// signs in gets its result recorded, and both names stay.
func TestAPlanBecomesWork(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("van-ban", small, "once", "k-nhap")})
		if a.Code != http.StatusSeeOther {
			t.Fatalf("import answers %d: %s", a.Code, words(a.doc))
		}
		review := a.Header().Get("Location")
		w.samples["plan"] = id(t, review, "ke-hoach")
		again := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("van-ban", small, "once", "k-nhap")})
		if again.Header().Get("Location") != review {
			t.Errorf("the same form sent twice leads to %q, want %q", again.Header().Get("Location"), review)
		}
		w.run([]scenario{
			{Name: "the review shows the lines beside the cards", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: ".review", Has: "Rào các ao gần trường mầm non"},
			{Name: "what is read becomes three pieces of work", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: ".page-head", Has: "Xác nhận 3 việc"},
			{Name: "a draft is nobody's work yet", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=rao+cac+ao"}, Want: 200, Hasnt: "Rào các ao"},
			{Name: "the same text again is noticed", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("van-ban", small, "once", "k2")}, Want: 200, Selector: ".warn", Has: "đã được nhập"},
		})
		tasks, err := w.app.Plans.Work(t.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
		if err != nil || len(tasks) != 3 {
			t.Fatalf("%d tasks, %v", len(tasks), err)
		}
		w.samples["task"] = tasks[0].ID
		w.run([]scenario{
			{Name: "a wrong date is named beside its field", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Form: form("ban", "1", "ten", "Rào ao", "chu-tri", "Phòng Văn hóa - Xã hội", "han", "31/2/2026")},
				Want: 422, Selector: ".errors", Has: "Không có ngày 31/2/2026"},
			{Name: "a lead is corrected", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Form: form("once", "k3", "ban", "1", "tu", "doi-chieu", "ten", "Rào ao, thay nắp cống", "chu-tri", "Phòng Văn hóa - Xã hội", "han", "29/4/2026")},
				Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu", Audit: "Sửa nhiệm vụ"},
			{Name: "the card shows the new lead", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: "#viec-1", Has: "Phòng Văn hóa - Xã hội"},
			{Name: "somebody who was slower sees both versions", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Form: form("once", "k4", "ban", "1", "ten", "Rào ao, thay nắp cống", "chu-tri", "Công an phường", "han", "29/4/2026")},
				Want: 409, Selector: ".conflict", Has: "Công an phường"},
			{Name: "and chooses", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/sua", Form: form("once", "k5", "ban", "2", "hai-ban", "1", "chon-chu-tri", "theirs", "ten", "Rào ao, thay nắp cống", "chu-tri", "Công an phường", "han", "29/4/2026")},
				Want: 303},
			{Name: "the choice stands", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}"}, Want: 200, Selector: ".facts", Has: "Phòng Văn hóa - Xã hội"},
			{Name: "the leader may not confirm", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("ban", "1")}, Want: 403},
			{Name: "the officer confirms", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("once", "k6", "ban", "1")}, Want: 303, Audit: "Xác nhận kế hoạch"},
			{Name: "now it is found without marks", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=thay+nap+cong"}, Want: 200, Selector: ".tasks", Has: "Rào ao, thay nắp cống"},
			{Name: "it is late on the day's page", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200, Has: "Rào ao, thay nắp cống"},
			{Name: "a result needs words or a file", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", Form: form("co-quan", "ten:Không có", "ngay", "12/5/2026")}, Want: 422, Selector: ".errors", Has: "Chọn cơ quan"},
		})
		recordOnBehalf(t, w)
	})
}

func recordOnBehalf(t *testing.T, w *world) {
	t.Helper()
	page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua"})
	police := ""
	page.doc.Find("#co-quan option").Each(func(_ int, o *goquery.Selection) {
		if strings.Contains(o.Text(), "Công an") {
			police = o.AttrOr("value", "")
		}
	})
	if police == "" {
		t.Fatal("the police cannot be chosen")
	}
	w.run([]scenario{
		{Name: "the result of a body that never signs in", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua",
			Form: form("once", "k7", "co-quan", police, "ngay", "11/5/2026", "ket-qua", "Đã rào 4 ao.", "xong", "1"), Files: []upload{{"tep", "biên bản.txt", "Biên bản rào ao"}}},
			Want: 303, Leads: "/u/{unit}/{year}/nhiem-vu/{task}", Audit: "Ghi kết quả"},
		{Name: "the task shows it", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/nhiem-vu/{task}"}, Want: 200, Selector: ".result", Has: "Đã rào 4 ao."},
		{Name: "done after the due date stays late", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/nhiem-vu/{task}"}, Want: 200, Selector: ".state-line", Has: "xong muộn"},
		{Name: "a body may record for itself only", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", Form: form("co-quan", police, "ngay", "11/5/2026", "ket-qua", "mạo danh")}, Want: 422, Selector: ".errors", Has: "Chọn cơ quan"},
	})
	last := w.lastAudit()
	if last.AccountName != "Trần Thu Hoa" || !strings.Contains(last.BodyName, "Công an") {
		t.Errorf("history keeps %q for %q, want both names", last.AccountName, last.BodyName)
	}
	file := w.do(request{As: "dat.lq", Path: "/u/{unit}/{year}/nhiem-vu/{task}"}).doc.Find(".result .files a").AttrOr("href", "")
	got := w.do(request{As: "dat.lq", Path: file})
	if got.Code != 200 || got.Body.String() != "Biên bản rào ao" {
		t.Errorf("the file comes back as %d %q", got.Code, got.Body.String())
	}
	if d := got.Header().Get("Content-Disposition"); !strings.Contains(d, "attachment") || !strings.Contains(d, "filename*=UTF-8''bi%C3%AAn") {
		t.Errorf("disposition %q", d)
	}
}

func TestTheAssignmentTableIsAFileForExcel(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	a := w.do(request{As: "dat.lq", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong.xlsx"})
	book, err := excelize.OpenReader(bytes.NewReader(a.Body.Bytes()))
	if err != nil {
		t.Fatalf("%d: %v", a.Code, err)
	}
	rows, err := book.GetRows(book.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	onPage := w.do(request{As: "dat.lq", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"}).doc.Find("tbody tr").Length()
	in := 0
	for _, r := range rows {
		if len(r) > 2 && r[0] != "" && r[0] != "STT" && strings.Trim(r[0], "0123456789") == "" {
			in++
		}
	}
	if in != onPage || in == 0 {
		t.Errorf("%d rows in the file, %d on the page", in, onPage)
	}
}

func TestAnotherUnitsRecordsAreNotThere(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.otherUnit("xa.la")
	for _, path := range []string{"viec", "ke-hoach", "ke-hoach/{plan}", "nhiem-vu/{task}", "tim?q=tre", "lich-su", "ke-hoach/{plan}/phan-cong.xlsx"} {
		if a := w.do(request{As: "xa.la", Path: "/u/{unit}/{year}/" + path}); a.Code != http.StatusNotFound {
			t.Errorf("/u/{unit}/…/%s answers %d to a stranger", path, a.Code)
		}
	}
	// From inside the own unit, with the id of another's record.
	for _, path := range []string{"ke-hoach/{plan}", "ke-hoach/{plan}/doi-chieu", "nhiem-vu/{task}", "ke-hoach/{plan}/tep-goc"} {
		if a := w.do(request{As: "xa.la", Path: "/u/" + w.samples["other"] + "/{year}/" + path}); a.Code != http.StatusNotFound {
			t.Errorf("another unit's %s answers %d", path, a.Code)
		}
	}
	found := w.do(request{As: "xa.la", Path: "/u/" + w.samples["other"] + "/{year}/tim?q=tre+em"})
	if n := found.doc.Find(".tasks li").Length(); found.Code != 200 || n != 0 {
		t.Errorf("search shows %d tasks of another unit (%d)", n, found.Code)
	}
}

func TestAnEndedSessionKeepsTheTypedText(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	a := w.do(request{Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", Form: form("once", "k9", "ket-qua", "Đã đậy 11 cống ở tổ 5", "ngay", "12/5/2026")})
	if a.Code != http.StatusUnauthorized {
		t.Fatalf("answers %d", a.Code)
	}
	held := url.Values{}
	a.doc.Find("form input").Each(func(_ int, in *goquery.Selection) {
		if n := in.AttrOr("name", ""); n != "" {
			held.Add(n, in.AttrOr("value", ""))
		}
	})
	held.Set("ten-dang-nhap", "hoa.tt")
	held.Set("mat-khau", "mang non mua he")
	back := w.do(request{Path: "/dang-nhap", Form: held})
	if html := back.Body.String(); back.Code != 200 || !strings.Contains(html, "Đã đậy 11 cống ở tổ 5") {
		t.Errorf("after sign-in (%d) the text is gone: %s", back.Code, words(back.doc))
	}
}

func TestAFileThatIsNoPlanIsRefusedInWords(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	cases := []struct{ name, content, says string }{
		{"cu.doc", ole, ".docx"},
		{"anh.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 100), "hình chụp"},
		{"rong.txt", "", "không có nội dung"},
		{"hong.docx", "PK\x03\x04" + strings.Repeat("z", 200), "hỏng"},
	}
	for _, c := range cases {
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("once", "k"), Files: []upload{{"tep", c.name, c.content}}})
		if a.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", c.name, a.Code)
		}
		if got := squash(a.doc.Find(".errors").Text()); !strings.Contains(got, c.says) {
			t.Errorf("%s: %q does not say %q", c.name, got, c.says)
		}
	}
}

func TestUTF16AndWindowsLineEndsAreRead(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	var b bytes.Buffer
	b.WriteString("\xff\xfe")
	for _, r := range strings.ReplaceAll(small, "\n", "\r\n") {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("once", "k"), Files: []upload{{"tep", "kh.txt", b.String()}}})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.Code, words(a.doc))
	}
	if page := w.do(request{As: "hoa.tt", Path: a.Header().Get("Location")}); !strings.Contains(page.doc.Find(".review").Text(), "Dạy bơi cho học sinh lớp 4") {
		t.Error("the text is not on the review page")
	}
}

func TestEverythingCanBeTakenHome(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/du-lieu", Form: form("once", "k")})
	watch := a.Header().Get("Location")
	var page answer
	for range 1000 { // on a busy machine it takes seconds
		if page = w.do(request{As: "hoa.tt", Path: watch}); page.Header().Get("Refresh") == "" {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if stranger := w.do(request{As: "dat.lq", Path: watch}); stranger.Code != http.StatusNotFound {
		t.Errorf("another person's file answers %d", stranger.Code)
	}
	got := w.do(request{As: "hoa.tt", Path: watch + "/tep"})
	z, err := zip.NewReader(bytes.NewReader(got.Body.Bytes()), int64(got.Body.Len()))
	if err != nil {
		t.Fatalf("%d %s: %v", got.Code, words(page.doc), err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if strings.Contains(f.Name, "account") || strings.Contains(f.Name, "session") {
			t.Errorf("the file holds %s", f.Name)
		}
	}
	if all := strings.Join(names, " "); !strings.Contains(all, ".xlsx") || !strings.Contains(all, ".docx") || !strings.Contains(all, "DOC-TRUOC") {
		t.Errorf("the file holds %s", all)
	}
}

// The seed plan of the corpus, as its officer would bring it in.
func TestTheSeedPlanBecomesWork(t *testing.T) {
	corpus := os.Getenv("MANGNON_CORPUS")
	if corpus == "" {
		t.Skip("MANGNON_CORPUS is not set: the real plans are not here")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "seed", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no seed in %s: %v", corpus, err)
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("once", "k"), Files: []upload{{"tep", "ke-hoach.txt", string(raw)}}})
		planID := id(t, a.Header().Get("Location"), "ke-hoach")
		tasks, err := w.app.Plans.Work(t.Context(), w.app.DB.Reader(actor.System("test")), planID)
		if err != nil {
			t.Fatal(err)
		}
		kinds := map[string]int{}
		for _, task := range tasks {
			kinds[string(task.Kind)]++
		}
		if kinds["task"] != 26 || kinds["standing"] != 8 || kinds["report"] != 5 {
			t.Errorf("work = %v, want 26 tasks, 8 actor sections and 5 report duties", kinds)
		}
	})
}
