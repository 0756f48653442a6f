package app_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/doc/docx"
	"github.com/mangnon/mangnon/internal/store"
)

// citing is an invented plan that names documents in its general part and in a task.
const citing = `ỦY BAN NHÂN DÂN
PHƯỜNG MỸ HÀO

Số: 45/KH-UBND

Mỹ Hào, ngày 20 tháng 3 năm 2026

KẾ HOẠCH
Phòng, chống tai nạn thương tích trẻ em năm 2026

Thực hiện Chỉ thị số 28-CT/TW ngày 25/12/2023 của Ban Bí thư về tăng cường sự lãnh đạo của Đảng đối với công tác chăm sóc trẻ em, Ủy ban nhân dân phường ban hành Kế hoạch như sau:

I. NHIỆM VỤ

1. Chấm điểm ngôi nhà an toàn theo Quyết định số 77/QĐ-LĐTBXH ngày 02/02/2024 của Bộ Lao động - Thương binh và Xã hội.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Đơn vị phối hợp: Trạm Y tế phường.
- Thời gian thực hiện: Trước ngày 30/6/2026.

2. Mở lớp bơi hè.

- Đơn vị chủ trì: Đoàn Thanh niên Cộng sản Hồ Chí Minh phường.
- Thời gian thực hiện: Thường xuyên trong năm.

Nơi nhận:

- Lưu: VT.
`

// bring imports a text as the officer and confirms it; the plan becomes the world's {plan}.
func bring(t *testing.T, w *world, text string) string {
	t.Helper()
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("once", "k"), Files: []upload{{"tep", "ke-hoach.txt", text}}})
	plan := id(t, a.Header().Get("Location"), "ke-hoach")
	w.samples["plan"] = plan
	page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"})
	version, _ := page.doc.Find("input[name=ban]").First().Attr("value")
	if a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("once", "c", "ban", version)}); a.Code != 303 {
		t.Fatalf("confirm answers %d: %s", a.Code, words(a.doc))
	}
	return plan
}

func TestOneBoxFindsWorkPapersBodiesAndPlaces(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		find := func(q string) request {
			return request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=" + strings.ReplaceAll(q, " ", "+")}
		}
		w.run([]scenario{
			{Name: "party number with a blank for the dash", request: find("28 CT/TW"), Want: 200, Selector: "section:first-of-type", Has: "Chỉ thị số 28-CT/TW"},
			{Name: "number without marks and agency", request: find("23/QD"), Want: 200, Selector: "section:first-of-type", Has: "Quyết định số 23/QĐ-TTg"},
			{Name: "kind in front, zero left out", request: find("quyet dinh so 6/QD-TTg"), Want: 200, Selector: "section:first-of-type", Has: "06/QĐ-TTg"},
			{Name: "old place leads to the new one", request: find("ban yen nhan"), Want: 200, Selector: "main", Has: "phường Bần Yên Nhân, thị xã Mỹ Hào → phường Mỹ Hào, tỉnh Hưng Yên từ 01/07/2025"},
			{Name: "plan by its number", request: find("45/KH"), Want: 200, Selector: "main", Has: "Phòng, chống tai nạn thương tích trẻ em năm 2026 số 45/KH-UBND, năm 2026"},
			{Name: "plan by the name of its file", request: find("ke-hoach.txt"), Want: 200, Selector: "main", Has: "tai nạn thương tích"},
			{Name: "body by its name", request: find("tram y te"), Want: 200, Selector: "main", Has: "Trạm Y tế"},
			{Name: "task without marks", request: find("lop boi he"), Want: 200, Selector: ".tasks", Has: "Mở lớp bơi hè"},
			{Name: "nothing", request: find("xyzzy"), Want: 200, Selector: ".empty", Has: "Không có gì khớp"},
			{Name: "only signs", request: find("%25%25"), Want: 200, Selector: ".empty", Has: "Không có gì khớp"},
		})
	})
}

func TestACitedDocumentLeadsToTheWorkThatRestsOnIt(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		page := "/u/{unit}/{year}/van-ban/"
		w.run([]scenario{
			{Name: "cited in a task", request: request{As: "hoa.tt", Path: page + "77-qd-ldtbxh"}, Want: 200, Selector: "tbody", Has: "Chấm điểm ngôi nhà an toàn"},
			{Name: "what is known of it", request: request{As: "hoa.tt", Path: page + "28-ct-tw"}, Want: 200, Selector: ".facts", Has: "Ban Bí thư"},
			{Name: "cited in the general part", request: request{As: "hoa.tt", Path: page + "28-ct-tw"}, Want: 200, Selector: "tbody", Has: "dẫn trong phần chung"},
			{Name: "no such document", request: request{As: "hoa.tt", Path: page + "99-qd"}, Want: 404},
		})
		doc := w.do(request{As: "hoa.tt", Path: page + "77-qd-ldtbxh"}).doc
		task, _ := doc.Find("tbody td a[href*='nhiem-vu']").First().Attr("href")
		w.run([]scenario{
			{Name: "the task names its basis", request: request{As: "hoa.tt", Path: task}, Want: 200, Selector: ".side", Has: "77/QĐ-LĐTBXH ngày 02/02/2024"},
		})
		w.otherUnit("xa.la")
		if a := w.do(request{As: "xa.la", Path: "/u/" + w.samples["other"] + "/{year}/van-ban/77-qd-ldtbxh"}); a.Code != 404 {
			t.Errorf("another unit's document answers %d", a.Code)
		}
	})
}

func TestManyTasksComeInPages(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	if err := w.app.FillForBench(t.Context(), 1, 120, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for page := range 3 {
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=dot&trang=" + string(rune('1'+page))})
		rows := a.doc.Find(".tasks li a[href*='nhiem-vu']")
		rows.Each(func(_ int, s *goquery.Selection) { seen[s.AttrOr("href", "")] = true })
		if page < 2 && a.doc.Find(".tasks li").Length() != 50 {
			t.Errorf("page %d has %d rows", page+1, a.doc.Find(".tasks li").Length())
		}
	}
	if len(seen) < 120 {
		t.Errorf("three pages show %d different tasks, want at least 120", len(seen))
	}
}

// seedCitations is how many numbered documents the seed plan names.
const seedCitations = 22

func TestTheSeedPlanGivesItsCitations(t *testing.T) {
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
	template.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		plan := bring(t, w, string(raw))
		_, reader := db.Raw()
		var n int
		if err := reader.QueryRowContext(t.Context(), `SELECT COUNT(DISTINCT seq) FROM plan_citation WHERE plan_id = $1`, plan).Scan(&n); err != nil || n != seedCitations {
			t.Errorf("%d documents (%v), want %d", n, err, seedCitations)
		}
	})
}

const (
	docxMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsxMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

func TestTheAssignmentTableLeavesAsAWordFile(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		page := w.do(request{As: "dat.lq", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"})
		href, _ := page.doc.Find("a[href$='.docx']").Attr("href")
		a := w.do(request{As: "dat.lq", Path: href})
		if a.Code != 200 || a.Header().Get("Content-Type") != docxMedia || !strings.Contains(a.Header().Get("Content-Disposition"), "45-KH-UBND.docx") {
			t.Fatalf("answers %d %v", a.Code, a.Header())
		}
		doc, err := docx.Read(a.Body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Join(doc.Text(), "\n")
		for _, want := range []string{"DỰ THẢO", "BẢNG PHÂN CÔNG NHIỆM VỤ", "(Kèm theo Kế hoạch số 45/KH-UBND ngày 20 tháng 3 năm 2026 của Ủy ban nhân dân phường Mỹ Hào)", "Mở lớp bơi hè", "Trạm Y tế phường"} {
			if !strings.Contains(all, want) {
				t.Errorf("the file does not say %q:\n%s", want, all)
			}
		}
		rows := 0
		for _, l := range doc.Lines {
			if l.Table > 0 {
				rows++
			}
		}
		if want := 1 + page.doc.Find("#bang-phan-cong tbody tr").Length(); rows != want {
			t.Errorf("%d rows in the file, %d on the page with the head", rows, want)
		}
	})
}

// sheet reads the rows of a list below its head, and the address of a link in it.
func sheet(t *testing.T, a answer) (title string, head []string, rows [][]string, link string) {
	t.Helper()
	if a.Code != 200 || a.Header().Get("Content-Type") != xlsxMedia {
		t.Fatalf("answers %d %s", a.Code, a.Header().Get("Content-Type"))
	}
	f, err := excelize.OpenReader(bytes.NewReader(a.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	name := f.GetSheetList()[0]
	all, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range all {
		if len(r) > 2 && (r[0] == "STT" || strings.HasPrefix(r[0], "Mã ")) {
			for col := range r {
				cell, _ := excelize.CoordinatesToCellName(col+1, i+2)
				if there, href, _ := f.GetCellHyperLink(name, cell); there {
					link = href
				}
			}
			return squash(fmt.Sprint(all[:i])), r, all[i+1:], link
		}
	}
	t.Fatal("no head in the sheet")
	return "", nil, nil, ""
}

func TestListsLeaveAsExcelFilesWithLinksBack(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.answered()
		bring(t, w, citing)
		page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"})
		count := 0
		page.doc.Find(".group .n").Each(func(_ int, s *goquery.Selection) { n, _ := strconv.Atoi(s.Text()); count += n })
		title, head, rows, link := sheet(t, w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec/danh-sach.xlsx"}))
		if len(rows) != count || count == 0 {
			t.Errorf("%d rows in the file, %d on the page", len(rows), count)
		}
		for _, want := range []string{"NĂM 2026", "UBND phường Mỹ Hào, tỉnh Hưng Yên", "Tính đến 08:05 12/05/2026"} {
			if !strings.Contains(title, want) {
				t.Errorf("the head of the file says %q, not %q", title, want)
			}
		}
		if !slices.Contains(head, "Hạn") || !slices.Contains(head, "Tình trạng") {
			t.Errorf("columns %v", head)
		}
		_, path, _ := strings.Cut(link, "//example.com")
		if back := w.do(request{As: "hoa.tt", Path: path}); back.Code != 200 || !strings.Contains(path, "/nhiem-vu/") {
			t.Errorf("the link %q answers %d", link, back.Code)
		}
	})
}

// A body's file holds what is asked of it and nothing that is asked only of others.
func TestABodysOwnList(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		page := w.do(request{As: "thinh.vv", Path: "/u/{unit}/{year}/viec"})
		own, ok := page.doc.Find("a[href*='/co-quan/']").Attr("href")
		if !ok {
			t.Fatal("a body's post has no link to its own list")
		}
		title, _, rows, _ := sheet(t, w.do(request{As: "thinh.vv", Path: own + "/viec.xlsx"}))
		if !strings.Contains(title, "Phòng Kinh tế, Hạ tầng và Đô thị") {
			t.Errorf("title %q", title)
		}
		for _, r := range rows {
			if strings.Contains(strings.Join(r, "|"), "Mở lớp bơi hè") {
				t.Errorf("a task of another body: %v", r)
			}
		}
		found := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=tram+y+te"})
		station, _ := found.doc.Find("a[href*='/co-quan/']").Attr("href")
		_, _, rows, _ = sheet(t, w.do(request{As: "hoa.tt", Path: station + "/viec.xlsx"}))
		if all := fmt.Sprint(rows); !strings.Contains(all, "Phối hợp") || !strings.Contains(all, "Chấm điểm ngôi nhà an toàn") {
			t.Errorf("the station's list: %v", rows)
		}
		w.otherUnit("xa.la")
		stranger := strings.Replace(station, "/"+w.samples["unit"]+"/", "/"+w.samples["other"]+"/", 1)
		if a := w.do(request{As: "xa.la", Path: stranger}); a.Code != 404 {
			t.Errorf("another unit's body answers %d", a.Code)
		}
	})
}
