package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

const packsAt = "/u/{unit}/{year}/goi-du-lieu"

// newKinds is a list of injuries with one line less and one more, as an administrator pastes it.
const newKinds = "Mã\tNội dung\tTên khác\tMức chắc chắn\n01\tNgã\t\tđã đọc\n08\tĐuối nước\t\tđã đọc\n12\tSét đánh\tsét\tđã đọc\n11\tLoại khác\t\tđã đọc\n"

func bringing(more ...string) []string {
	return append([]string{"bang", newKinds, "van-ban", "Thông tư 99/2026/TT-BYT (mẫu thử)", "tu-ngay", "1/5/2026", "muc", "read"}, more...)
}

// An administrator brings a list for the days from a date on: incidents of before keep their kind and their words, new ones of
// those days can have what is new, ones of earlier days cannot, and the official form of each period has its own lines.
func TestANewListHoldsFromItsDayOn(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		const incidents, kinds = "/u/{unit}/{year}/tai-nan", packsAt + "/injury-kind"
		anIncident := func(key, kind, at string) request {
			return request{As: "hoa.tt", Path: incidents + "/them", Form: form("once", key, "loai", kind, "luc", at, "hau-qua", "mac", "noi", "nha", "gioi", "nam", "dia-chi", "Ngõ "+key)}
		}
		a := w.do(anIncident("p1", "07", "8:00 10/5/2026"))
		if a.Code != http.StatusSeeOther {
			t.Fatalf("add answers %d: %s", a.Code, words(a.doc))
		}
		w.samples["incident"] = id(t, a.Header().Get("Location"), "tai-nan")
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: packsAt}, Name: "an officer reads", Want: 200, Selector: "tbody", Has: "Loại tai nạn, thương tích"},
			{request: request{As: "hoa.tt", Path: kinds}, Name: "and does not change", Want: 200, Has: "Súc vật cắn", Hasnt: "Tải lên bản mới"},
			{request: request{As: "hoa.tt", Path: kinds + "/ghi", Form: form(bringing()...)}, Name: "nor writes", Want: 403},
			{request: request{As: "phong.lh", Path: kinds + "/tai-len", Form: form("once", "b0", "bang", "Mã\tNội dung\na b\tMột\nc\t\n", "muc", "read")}, Name: "mistakes all at once", Want: 422, Selector: "#loi", Has: "Dòng 2: mã “a b”"},
			{request: request{As: "phong.lh", Path: kinds + "/tai-len", Form: form("once", "b0", "bang", "Mã\tNội dung\na b\tMột\nc\t\n", "muc", "read")}, Name: "the next row too", Want: 422, Selector: "#loi", Has: "Dòng 3: ghi nội dung"},
			{request: request{As: "phong.lh", Path: kinds + "/tai-len", Form: form("once", "b0", "bang", "Mã\tNội dung\na b\tMột\n", "muc", "read")}, Name: "nothing typed is lost", Want: 422, Selector: "textarea", Has: "a b,Một"},
			{request: request{As: "phong.lh", Path: kinds + "/tai-len", Form: form(bringing("once", "b1")...)}, Name: "a preview", Want: 200, Selector: ".lead", Has: "4 mục; thêm 1, bỏ 8, sửa 1 so với bản của chương trình. Chưa ghi gì."},
			{request: request{As: "phong.lh", Path: kinds}, Name: "nothing was written", Want: 200, Hasnt: "Sét đánh"},
			{request: request{As: "phong.lh", Path: kinds + "/ghi", Form: form(bringing("once", "b2")...)}, Name: "written", Want: 303, Audit: "Thêm bản tải lên số 1 của gói “Loại tai nạn, thương tích”"},
			{request: request{As: "hoa.tt", Path: kinds}, Name: "in force", Want: 200, Selector: "main", Has: "Sét đánh"},
			{request: request{As: "hoa.tt", Path: kinds + "?ban=1"}, Name: "the old one stays", Want: 200, Selector: "main", Has: "Súc vật cắn"},
			{request: request{As: "hoa.tt", Path: kinds + "?ban=u1&so=1"}, Name: "what differs", Want: 200, Selector: "main", Has: "Khác với bản của chương trình"},
			{request: request{As: "hoa.tt", Path: incidents + "/{incident}"}, Name: "an old code stays readable", Want: 200, Selector: "h1", Has: "súc vật cắn"},
			{request: request{As: "hoa.tt", Path: incidents + "/{incident}"}, Name: "and says that it ended", Want: 200, Has: "nay không dùng cho hồ sơ mới"},
			{request: anIncident("p2", "12", "8:00 11/5/2026"), Name: "a new code", Want: 303},
			{request: anIncident("p3", "12", "8:00 11/4/2026"), Name: "on a day that did not have it", Want: 422, Selector: "#loi", Has: "không dùng cho ngày 11/04/2026"},
			{request: anIncident("p3", "12", "8:00 11/4/2026"), Name: "the form offers what that day had", Want: 422, Selector: "select[name=loai]", Has: "Súc vật cắn"},
			{request: anIncident("p4", "07", "8:00 11/5/2026"), Name: "a code that ended", Want: 422, Selector: "#loi", Has: "không dùng cho ngày 11/05/2026"},
			{request: anIncident("p5", "07", "8:00 30/4/2026"), Name: "on the eve it holds", Want: 303},
			{request: request{As: "hoa.tt", Path: incidents + "/{incident}/sua", Form: form("once", "p6", "ban", "1", "loai", "Súc vật cắn", "luc", "8:00 10/5/2026", "hau-qua", "mac", "noi", "nha", "gioi", "nu", "dia-chi", "Ngõ mới")}, Name: "another answer changes, the code stays", Want: 303},
			{request: request{As: "hoa.tt", Path: incidents + "/{incident}/sua"}, Name: "and is offered", Want: 200, Selector: "select[name=loai] option[selected], input[name=loai][checked] + label", Has: "Súc vật cắn"},
			{request: request{As: "hoa.tt", Path: incidents + "/bieu?tu=1/6/2026&den=30/6/2026"}, Name: "the form of June", Want: 200, Selector: "main", Has: "Sét đánh", Hasnt: "Súc vật cắn"},
			{request: request{As: "hoa.tt", Path: incidents + "/bieu?tu=1/4/2026&den=30/4/2026"}, Name: "the form of April", Want: 200, Selector: "main", Has: "Súc vật cắn", Hasnt: "Sét đánh"},
			{request: request{As: "hoa.tt", Path: incidents + "/bieu?tu=1/4/2026&den=30/6/2026"}, Name: "of both", Want: 200, Selector: "main", Has: "Súc vật cắn"},
			{request: request{As: "phong.lh", Path: kinds + "/doi-chieu", Form: form("once", "c0", "ban", "u1", "ma", "12")}, Name: "compared with nothing", Want: 422, Has: "Ghi số, ngày và cơ quan ban hành"},
			{request: request{As: "phong.lh", Path: kinds + "/doi-chieu", Form: form("once", "c1", "ban", "u1", "ma", "12", "van-ban", "Phụ lục 2 (mẫu thử)")}, Name: "an item compared", Want: 303, Audit: "Ghi đã đối chiếu mục 12, bản tải lên số 1, gói “Loại tai nạn, thương tích”"},
			{request: request{As: "hoa.tt", Path: kinds + "?ban=u1"}, Name: "who, when, with what", Want: 200, Selector: "tbody", Has: "đã đối chiếu với Phụ lục 2 (mẫu thử), "},
			{request: request{As: "phong.lh", Path: kinds + "/doi-chieu", Form: form("once", "c2", "ban", "u1", "ma", "77", "van-ban", "x")}, Name: "an item that is not there", Want: 404},
			{request: request{As: "phong.lh", Path: kinds + "/thu-hoi", Form: form("once", "w0", "ban", "1")}, Name: "the program's own stays", Want: 409},
			{request: request{As: "phong.lh", Path: kinds + "/thu-hoi", Form: form("once", "w1", "ban", "u1", "ly-do", "Tải nhầm")}, Name: "taken back", Want: 303, Audit: "Thu hồi bản tải lên số 1 của gói “Loại tai nạn, thương tích”"},
			{request: anIncident("p7", "12", "8:00 12/5/2026"), Name: "not for new ones then", Want: 422, Selector: "#loi", Has: "không dùng cho ngày 12/05/2026"},
			{request: request{As: "hoa.tt", Path: packsAt + "/xyz"}, Name: "no such pack", Want: 404},
		})
	})
}

// A file that was downloaded is taken back as it is: nothing differs.
func TestAPackIsTakenBackAsItWasDownloaded(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		for _, key := range []string{"special-circumstances", "safe-home", "ethnic-group"} {
			at := packsAt + "/" + key
			file := w.do(request{As: "phong.lh", Path: at + "/tep.csv"})
			if file.Code != http.StatusOK || !strings.HasPrefix(file.Body.String(), "\ufeffMã,") {
				t.Fatalf("%s answers %d: %.60q", key, file.Code, file.Body.String())
			}
			a := w.do(request{As: "phong.lh", Path: at + "/tai-len", Form: form("once", "d"+key, "bang", file.Body.String(), "van-ban", "Bản chép", "tu-ngay", "1/1/2027", "muc", "read")})
			if a.Code != http.StatusOK || !strings.Contains(leadOf(a.doc), "thêm 0, bỏ 0, sửa 0") {
				t.Errorf("%s: %d %s", key, a.Code, leadOf(a.doc))
			}
		}
	})
}

func leadOf(doc *goquery.Document) string { return doc.Find(".lead").First().Text() }
