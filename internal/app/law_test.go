package app_test

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/law"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

const lawBase = "/u/{unit}/{year}/van-ban"

// twoDecisions is an invented plan that names one number of two decisions, and the number alone.
const twoDecisions = `ỦY BAN NHÂN DÂN
PHƯỜNG MỸ HÀO

Số: 46/KH-UBND

Mỹ Hào, ngày 20 tháng 3 năm 2026

KẾ HOẠCH
Xã, phường phù hợp với trẻ em năm 2026

Ủy ban nhân dân phường ban hành Kế hoạch như sau:

I. NHIỆM VỤ

1. Chấm điểm xã phù hợp theo Quyết định số 06/QĐ-TTg ngày 03/01/2019 của Thủ tướng Chính phủ về tiêu chuẩn xã phù hợp với trẻ em.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian thực hiện: Trước ngày 30/11/2026.

2. Cập nhật dữ liệu theo Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ về phát triển ứng dụng dữ liệu dân cư.

- Đơn vị chủ trì: Công an phường.
- Thời gian thực hiện: Trước ngày 30/10/2026.
`

// bare names the number without a date.
const bare = `ỦY BAN NHÂN DÂN
PHƯỜNG MỸ HÀO

Số: 47/KH-UBND

Mỹ Hào, ngày 21 tháng 3 năm 2026

KẾ HOẠCH
Tuyên truyền năm 2026

Ủy ban nhân dân phường ban hành Kế hoạch như sau:

I. NHIỆM VỤ

1. Tuyên truyền theo Quyết định số 06/QĐ-TTg của Thủ tướng Chính phủ.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian thực hiện: Trước ngày 30/09/2026.
`

// bringOther is bring for a further plan of one test.
func bringOther(t *testing.T, w *world, text, key string) string {
	t.Helper()
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("once", key), Files: []upload{{"tep", "ke-hoach.txt", text}}})
	plan := id(t, a.Header().Get("Location"), "ke-hoach")
	w.samples["plan"] = plan
	version, _ := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"}).doc.Find("input[name=ban]").First().Attr("value")
	if a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("once", key+"-c", "ban", version)}); a.Code != 303 {
		t.Fatalf("confirm answers %d: %s", a.Code, words(a.doc))
	}
	return plan
}

// lawRegister lists what the register shows, page by page.
func lawRegister(w *world, query string) []string {
	var out []string
	doc := w.do(request{As: "hoa.tt", Path: lawBase + query}).doc
	doc.Find("tbody th a").Each(func(_ int, s *goquery.Selection) { out = append(out, squash(s.Text())) })
	return out
}

func TestTheRegisterFillsItselfFromPlans(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		before := lawRegister(w, "?sap-xep=so")
		plan := bring(t, w, twoDecisions)
		bringOther(t, w, bare, "bare")
		after := lawRegister(w, "?sap-xep=so")
		if n := count(after, "Quyết định 06/QĐ-TTg"); n != 2 || len(after) != len(before)+2-count(before, "Quyết định 06/QĐ-TTg") {
			t.Errorf("%d documents of the number, %d then %d in the register", n, len(before), len(after))
		}
		for range 2 {
			if err := w.app.Law.FollowAll(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if again := lawRegister(w, "?sap-xep=so"); !slices.Equal(again, after) {
			t.Errorf("filled again: %v", again)
		}
		w.run([]scenario{
			{Name: "a number of two documents asks which", request: request{As: "hoa.tt", Path: lawBase + "/06-qd-ttg"}, Want: 200, Selector: "main", Has: "chưa rõ là văn bản nào"},
			{Name: "the open citation is counted", request: request{As: "hoa.tt", Path: lawBase + "?xem=khong-ro"}, Want: 200, Selector: "tbody", Has: "06/QĐ-TTg"},
			{Name: "search leads there", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=06/QD-TTg"}, Want: 200, Selector: "main", Has: "06/QĐ-TTg"},
		})
		w.samples["plan"] = plan
		if a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/rut-lai", Form: form("once", "law-r")}); a.Code != 303 {
			t.Fatalf("take back answers %d", a.Code)
		}
		one, _ := w.do(request{As: "hoa.tt", Path: lawBase + "/06-qd-ttg"}).doc.Find(".section a[href*='van-ban/']").First().Attr("href")
		w.run([]scenario{{Name: "a plan taken back counts no more", request: request{As: "hoa.tt", Path: one}, Want: 200, Selector: "tbody", Has: "bản nhập"}})
	})
}

func count(all []string, one string) int {
	n := 0
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}

func TestAPersonChoosesWhichDocumentIsMeant(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, twoDecisions)
		bringOther(t, w, bare, "bare")
		page := w.do(request{As: "hoa.tt", Path: lawBase + "/06-qd-ttg"})
		cite, _ := page.doc.Find("input[name=cho-dan]").Attr("value")
		doc, _ := page.doc.Find("select option").Eq(2).Attr("value")
		w.samples["doc"] = doc
		choose := func(who, id string) request {
			return request{As: who, Path: lawBase + "/06-qd-ttg/cho-dan", Form: form("once", id+who, "cho-dan", cite, "van-ban-"+cite, id)}
		}
		w.run([]scenario{
			{Name: "a leader may not", request: choose("dat.lq", doc), Want: 403},
			{Name: "nothing chosen", request: choose("hoa.tt", ""), Want: 422, Has: "Chưa chọn văn bản"},
			{Name: "chosen", request: choose("hoa.tt", doc), Want: 303, Audit: "Chọn văn bản cho chỗ dẫn số 06/QĐ-TTg không ghi ngày"},
			{Name: "the work is there now", request: request{As: "hoa.tt", Path: lawBase + "/{doc}"}, Want: 200, Selector: "tbody", Has: "Tuyên truyền"},
		})
		if err := w.app.Law.FollowAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := w.do(request{As: "hoa.tt", Path: lawBase + "/06-qd-ttg"}).doc.Find("input[name=cho-dan]").Length(); n != 0 {
			t.Errorf("%d citations are open again", n)
		}
	})
}

// typedDoc is the form of a document.
func typedDoc(once string, more ...string) url.Values {
	f := form("once", once, "loai", "Kế hoạch", "so", "11/KH-UBND", "ngay", "05/02/2024", "co-quan", "UBND tỉnh Hưng Yên", "trich-yeu", "Phòng, chống đuối nước giai đoạn 2024-2028",
		"giai-doan", "2024-2028", "tinh-trang", "còn hiệu lực", "hieu-luc", "", "het-hieu-luc", "", "ghi-chu", "")
	for i := 0; i < len(more); i += 2 {
		f.Set(more[i], more[i+1])
	}
	return f
}

func TestTheLifeOfADocument(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		add := request{As: "hoa.tt", Path: lawBase + "/them"}
		w.run([]scenario{
			{Name: "a body may not add", request: request{As: "thinh.vv", Path: lawBase + "/them"}, Want: 403},
			{Name: "mistakes come back with what was typed", request: request{As: "hoa.tt", Path: add.Path, Form: typedDoc("law-a", "so", "mười một", "ngay", "31/02/2024", "giai-doan", "2028-2024")},
				Want: 422, Selector: ".errors", Has: "ghi số và ký hiệu như trên văn bản"},
		})
		a := w.do(request{As: "hoa.tt", Path: add.Path, Form: typedDoc("law-b")})
		w.samples["doc"] = id(t, a.Header().Get("Location"), "van-ban")
		again := w.do(request{As: "hoa.tt", Path: add.Path, Form: typedDoc("law-b")})
		if again.Header().Get("Location") != a.Header().Get("Location") {
			t.Errorf("the form sent twice leads to %s", again.Header().Get("Location"))
		}
		one := lawBase + "/{doc}"
		edit := func(once, version string, more ...string) request {
			return request{As: "hoa.tt", Path: one + "/sua", Form: typedDoc(once, append([]string{"ban", version}, more...)...)}
		}
		w.run([]scenario{
			{Name: "the same document again", request: request{As: "hoa.tt", Path: add.Path, Form: typedDoc("law-c", "so", "011/KH-UBND")}, Want: 422, Selector: ".errors", Has: "Sổ đã có"},
			{Name: "its page", request: request{As: "dat.lq", Path: one}, Want: 200, Selector: "main", Has: "2024-2028"},
			{Name: "corrected", request: edit("law-d", "1", "het-hieu-luc", "30/06/2026"), Want: 303, Audit: "Sửa văn bản"},
			{Name: "amber 90 days before its end", request: request{As: "dat.lq", Path: one}, Want: 200, Selector: ".tag-late", Has: "sắp hết hiệu lực: 30/06/2026"},
			{Name: "in the list of what ends", request: request{As: "dat.lq", Path: lawBase + "?tinh-trang=sap-het"}, Want: 200, Selector: "tbody", Has: "11/KH-UBND"},
			{Name: "an old version is shown beside the new one", request: edit("law-e", "1", "ghi-chu", "Của chị Hoa"), Want: 409, Selector: ".conflict", Has: "Của chị Hoa"},
			{Name: "compared", request: request{As: "hoa.tt", Path: one + "/doi-chieu", Form: form("once", "law-f", "ban", "2")}, Want: 303, Audit: "Ghi đã đối chiếu với văn bản gốc"},
			{Name: "no longer among those that nobody compared", request: request{As: "dat.lq", Path: lawBase + "?xem=chua-doi-chieu"}, Want: 200, Selector: "tbody", Has: "28-CT/TW", Hasnt: "11/KH-UBND"},
			{Name: "by whom", request: request{As: "dat.lq", Path: one}, Want: 200, Selector: ".facts", Has: "Trần Thu Hoa, 12/05/2026"},
			{Name: "a relation needs the other document", request: request{As: "hoa.tt", Path: one + "/quan-he", Form: form("once", "law-g", "quan-he", "căn cứ vào", "van-ban-kia", "999/QĐ-X")}, Want: 422, Selector: ".errors", Has: "Sổ chưa có"},
			{Name: "rests on a directive", request: request{As: "hoa.tt", Path: one + "/quan-he", Form: form("once", "law-h", "quan-he", "căn cứ vào", "van-ban-kia", "28 CT/TW")}, Want: 303, Audit: "Thêm quan hệ: căn cứ vào Chỉ thị số 28-CT/TW ngày 25/12/2023"},
			{Name: "drawn", request: request{As: "dat.lq", Path: one}, Want: 200, Selector: "svg title", Has: "1 căn cứ, 0 việc dựa vào"},
			{Name: "and in the table", request: request{As: "dat.lq", Path: one}, Want: 200, Selector: "details table", Has: "căn cứ vào"},
			{Name: "replaced from a day", request: request{As: "hoa.tt", Path: one + "/quan-he", Form: form("once", "law-i", "quan-he", "được thay thế bởi", "van-ban-kia", "77/QĐ-LĐTBXH", "tu-ngay", "01/05/2026")}, Want: 303},
			{Name: "no longer in force", request: request{As: "dat.lq", Path: one}, Want: 200, Selector: "main", Has: "hết hiệu lực từ 01/05/2026"},
			{Name: "filter by state", request: request{As: "dat.lq", Path: lawBase + "?tinh-trang=het&loai=" + url.QueryEscape("Kế hoạch")}, Want: 200, Selector: "tbody", Has: "11/KH-UBND"},
		})
		w.otherUnit("xa.la")
		if a := w.do(request{As: "xa.la", Path: "/u/" + w.samples["other"] + "/{year}/van-ban/{doc}"}); a.Code != 404 {
			t.Errorf("another unit's document answers %d", a.Code)
		}
	})
}

// A date that the plan has wrong is corrected in the register; the work keeps resting on the document.
func TestACorrectedDateKeepsItsCitations(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, strings.ReplaceAll(citing, "77/QĐ-LĐTBXH ngày 02/02/2024", "77/QĐ-LĐTBXH ngày 02/02/2014"))
		n := len(lawRegister(w, ""))
		page := w.do(request{As: "hoa.tt", Path: lawBase + "/77-qd-ldtbxh/sua"})
		f := form("once", "law-x")
		page.doc.Find("main form input,main form textarea").Each(func(_ int, s *goquery.Selection) { f.Set(s.AttrOr("name", "-"), s.AttrOr("value", s.Text())) })
		f.Set("loai", "Quyết định")
		f.Set("tinh-trang", "còn hiệu lực")
		f.Set("ngay", "02/02/2024")
		w.run([]scenario{
			{Name: "corrected", request: request{As: "hoa.tt", Path: lawBase + "/77-qd-ldtbxh/sua", Form: f}, Want: 303, Audit: "Sửa văn bản"},
			{Name: "the work is still there", request: request{As: "hoa.tt", Path: lawBase + "/77-qd-ldtbxh"}, Want: 200, Selector: "tbody", Has: "Chấm điểm ngôi nhà an toàn"},
			{Name: "and what the plan says", request: request{As: "hoa.tt", Path: lawBase + "/77-qd-ldtbxh"}, Want: 200, Selector: ".facts", Has: "02/02/2014"},
		})
		if got := len(lawRegister(w, "")); got != n {
			t.Errorf("%d documents after the correction, %d before", got, n)
		}
	})
}

// A document that one plan cites under two titles keeps both, each with its line.
func TestEveryWayOfCitingIsKept(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		twice := strings.Replace(citing, "- Đơn vị phối hợp: Trạm Y tế phường.", "- Đơn vị phối hợp: Trạm Y tế phường.\n\n2. Thực hiện Chỉ thị số 28-CT/TW ngày 25/12/2023 của Bộ Chính trị về chăm sóc trẻ em trong tình hình mới.\n\n- Đơn vị chủ trì: Trạm Y tế phường.", 1)
		bring(t, w, twice)
		page := w.do(request{As: "dat.lq", Path: lawBase + "/28-ct-tw"})
		titles := map[string]bool{}
		page.doc.Find("q").Each(func(_ int, s *goquery.Selection) { titles[squash(s.Text())] = true })
		for _, want := range []string{"về tăng cường sự lãnh đạo của Đảng đối với công tác chăm sóc trẻ em", "về chăm sóc trẻ em trong tình hình mới"} {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(titles)), func(have string) bool { return strings.HasPrefix(have, want) }) {
				t.Errorf("%q is not among %v", want, titles)
			}
		}
		w.run([]scenario{{Name: "and who is said to have issued it", request: request{As: "dat.lq", Path: lawBase + "/28-ct-tw"}, Want: 200, Selector: ".facts", Has: "Cơ quan, nơi khác ghi"}})
	})
}

func TestATaskSaysHowItsBasisStands(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		page := w.do(request{As: "hoa.tt", Path: lawBase + "/77-qd-ldtbxh"})
		task, _ := page.doc.Find("tbody td a[href*='nhiem-vu']").First().Attr("href")
		w.run([]scenario{{Name: "nobody compared it", request: request{As: "hoa.tt", Path: task}, Want: 200, Selector: ".side .tag-unknown", Has: "chưa đối chiếu"}})
		f := typedDoc("law-x", "ban", "1", "loai", "Quyết định", "so", "77/QĐ-LĐTBXH", "ngay", "02/02/2024", "co-quan", "Bộ Lao động - Thương binh và Xã hội", "giai-doan", "", "het-hieu-luc", "31/03/2026",
			"tinh-trang", "hết hiệu lực")
		w.run([]scenario{
			{Name: "the register learns its end", request: request{As: "hoa.tt", Path: lawBase + "/77-qd-ldtbxh/sua", Form: f}, Want: 303},
			{Name: "the task says so", request: request{As: "thinh.vv", Path: task}, Want: 200, Selector: ".side .tag-over", Has: "hết hiệu lực từ 01/04/2026"},
		})
	})
}

// programmesEnded is what the seed plan's documents of 2019-2025 and 2021-2025 come to.
var programmesEnded = []string{"Kế hoạch 144/KH-UBND", "Kế hoạch 199/KH-UBND", "Kế hoạch 26/KH-UBND", "Kế hoạch 28/KH-UBND"}

// Four programmes of the seed plan end with 2025; those of 2021-2030 are then half over.
func TestTheClockFindsProgrammesThatEnd(t *testing.T) {
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
	half := []string{"Sơ kết 188/KH-UBND", "Sơ kết 23/QĐ-TTg", "Sơ kết 94/KH-UBND"}
	whole := []string{"Tổng kết 144/KH-UBND", "Tổng kết 199/KH-UBND", "Tổng kết 26/KH-UBND", "Tổng kết 28/KH-UBND"}
	for _, c := range []struct {
		day      string
		ending   []string
		ended    []string
		proposed []string
	}{
		{"2025-04-01", nil, nil, nil},
		{"2025-10-01", nil, nil, nil},
		{"2025-10-07", programmesEnded, nil, nil},
		{"2025-12-31", programmesEnded, nil, nil},
		{"2026-01-01", nil, programmesEnded, slices.Concat(half, whole)},
	} {
		t.Run(c.day, func(t *testing.T) {
			at, err := time.ParseInLocation("2006-01-02 15:04", c.day+" 08:00", today.Location())
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t, template.SQLite(t))
			w.newDay(time.Date(2025, 4, 1, 8, 0, 0, 0, today.Location()))
			bring(t, w, string(raw))
			w.newDay(at)
			if err := law.Documents.ExpireAll(t.Context(), w.app.DB, w.unitID(), day.At(at)); err != nil {
				t.Fatal(err)
			}
			if got := sorted(lawRegister(w, "?tinh-trang=sap-het")); !slices.Equal(got, c.ending) {
				t.Errorf("ending: %v, want %v", got, c.ending)
			}
			if got := sorted(lawRegister(w, "?tinh-trang=het")); !slices.Equal(got, c.ended) {
				t.Errorf("ended: %v, want %v", got, c.ended)
			}
			var got []string
			w.do(request{As: "hoa.tt", Path: lawBase}).doc.Find(".law-reviews li a").Each(func(_ int, s *goquery.Selection) {
				f := strings.Fields(s.Text())
				got = append(got, f[0]+" "+f[1]+" "+f[slices.Index(f, "số")+1])
			})
			if got = sorted(got); !slices.Equal(got, c.proposed) {
				t.Errorf("proposed: %v, want %v", got, c.proposed)
			}
		})
	}
}

func sorted(s []string) []string {
	slices.Sort(s)
	return s
}

// newDay moves the world's clock, forgets who was signed in, and lets the posts begin early enough for it.
func (w *world) newDay(now time.Time) {
	w.app = app.Wire(w.app.DB, w.app.Files, app.Config{Clock: func() store.Instant { return store.Instant{Time: now} }})
	w.handler, w.signIn = w.app.Handler(), w.app.Site.Clock
	w.tokens = map[string]string{}
	writer, _ := w.app.DB.Raw()
	if _, err := writer.ExecContext(w.t.Context(), `UPDATE position SET valid_from = '2024-01-01'`); err != nil {
		w.t.Fatal(err)
	}
}

func TestAnEndedProgrammeBecomesATask(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		a := w.do(request{As: "hoa.tt", Path: lawBase + "/them", Form: typedDoc("law-a", "giai-doan", "2021-2025")})
		w.samples["doc"] = id(t, a.Header().Get("Location"), "van-ban")
		one := lawBase + "/{doc}"
		w.run([]scenario{
			{Name: "proposed", request: request{As: "hoa.tt", Path: one}, Want: 200, Selector: ".law-card", Has: "Tổng kết việc thực hiện Kế hoạch số 11/KH-UBND"},
			{Name: "dismissed without a reason", request: request{As: "hoa.tt", Path: one + "/de-xuat", Form: form("once", "law-b", "de-xuat", "tong-ket")}, Want: 422, Selector: ".errors", Has: "Ghi lý do"},
		})
		w.run([]scenario{
			{Name: "there is a button", request: request{As: "hoa.tt", Path: one}, Want: 200, Selector: ".law-card", Has: "Giao thành việc"},
			{Name: "a leader does not get it", request: request{As: "dat.lq", Path: one}, Want: 200, Hasnt: "Giao thành việc"},
			{Name: "given", request: request{As: "hoa.tt", Path: one + "/de-xuat", Form: form("once", "law-c", "de-xuat", "tong-ket", "viec", "giao")}, Want: 303, Leads: "/u/{unit}/2026/nhiem-vu/", Audit: "Tổng kết: đã giao thành việc"},
			{Name: "not proposed again", request: request{As: "hoa.tt", Path: one}, Want: 200, Hasnt: "Hạn đề xuất"},
			{Name: "given twice", request: request{As: "hoa.tt", Path: one + "/de-xuat", Form: form("once", "law-d", "de-xuat", "tong-ket", "viec", "giao")}, Want: 409},
		})
		found, err := w.app.Plans.Dated(t.Context(), w.app.DB.Reader(actor.Actor{UnitID: w.unitID()}), day.Must(2026, 3, 31), day.Must(2026, 3, 31))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if strings.Contains(f.Title, "Tổng kết việc thực hiện Kế hoạch số 11/KH-UBND") {
				w.samples["task"] = f.TaskID
				w.run([]scenario{{Name: "it is work with its reason", request: request{As: "hoa.tt", Path: taskPath}, Want: 200, Selector: "main", Has: "quá"}})
				return
			}
		}
		t.Errorf("no such work among %d", len(found))
	})
}

// BenchmarkRegister5000 shows the first page of a register of 5,000 documents, with a filter.
func BenchmarkRegister5000(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	manyDocuments(b, w, 5000)
	for _, query := range []string{"", "?tinh-trang=sap-het", "?xem=khong-ro", "?sap-xep=dan&tinh-trang=con"} {
		b.Run("list"+query, func(b *testing.B) {
			for b.Loop() {
				if rec := w.send(request{As: "hoa.tt", Path: lawBase + query}); rec.Code != 200 {
					b.Fatal(rec.Code)
				}
			}
		})
	}
}

// manyDocuments brings in a table of n documents.
func manyDocuments(tb testing.TB, w *world, n int) {
	tb.Helper()
	var text strings.Builder
	text.WriteString("Số, ký hiệu\tNgày ban hành\tTrích yếu\tGiai đoạn\tTình trạng\n")
	for i := range n {
		fmt.Fprintf(&text, "%d/KH-UBND\t%02d/%02d/%d\tCông tác trẻ em đợt %d\t%s\tcòn hiệu lực\n", i%900+1, i%28+1, i%12+1, 2015+i%11, i, []string{"", "2021-2026"}[i%2])
	}
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhap-van-ban", Form: form("once", "law-n", "bang", text.String())})
	if a.Code != 303 {
		tb.Fatalf("stage answers %d: %s", a.Code, words(a.doc))
	}
	at := a.Header().Get("Location")
	for _, step := range []struct{ path, until string }{{"/xem", "Xem trước khi ghi"}, {"/ghi", "Biên nhận"}} {
		for i := 0; squash(w.do(request{As: "hoa.tt", Path: at}).doc.Find("h1").Text()) != step.until; i++ {
			if a := w.do(request{As: "hoa.tt", Path: at + step.path, Form: form("once", fmt.Sprint("law-m", i, step.until))}); a.Code != 303 || i > 1000 {
				tb.Fatalf("%s answers %d: %s", step.path, a.Code, words(a.doc))
			}
		}
	}
}

// A document on which plans rest stays; any other can go and come back, unless the register has it again meanwhile.
func TestADocumentGoesIntoTheTrash(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		a := w.do(request{As: "hoa.tt", Path: lawBase + "/them", Form: typedDoc("law-a")})
		w.samples["doc"] = id(t, a.Header().Get("Location"), "van-ban")
		one := lawBase + "/{doc}"
		w.run([]scenario{
			{Name: "a plan rests on it", request: request{As: "hoa.tt", Path: lawBase + "/77-qd-ldtbxh/bo", Form: form("once", "law-b")}, Want: 409, Has: "đang được 1 kế hoạch dẫn"},
			{Name: "no plan does", request: request{As: "hoa.tt", Path: one + "/bo", Form: form("once", "law-c")}, Want: 303, Audit: "Chuyển vào thùng rác"},
			{Name: "its number is nobody's", request: request{As: "hoa.tt", Path: lawBase + "/11-kh-ubnd/sua"}, Want: 404},
			{Name: "typed again", request: request{As: "hoa.tt", Path: lawBase + "/them", Form: typedDoc("law-d")}, Want: 303},
			{Name: "it cannot come back as a second one", request: request{As: "hoa.tt", Path: one + "/lay-lai", Form: form("once", "law-e")}, Want: 409, Has: "Sổ đã có"},
		})
	})
}
