package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// given brings in the small plan, confirms it, and makes its first task the {task} of the addresses: led by the body of
// thinh.vv, due on 29/4/2026. It gives all three.
func given(t *testing.T, w *world) []plan.Task {
	t.Helper()
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("van-ban", small)})
	w.samples["plan"] = id(t, a.Header().Get("Location"), "ke-hoach")
	w.run([]scenario{{Name: "confirm", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("ban", "1")}, Want: 303}})
	tasks, err := w.app.Plans.Work(t.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
	if err != nil || len(tasks) != 3 {
		t.Fatalf("%d tasks, %v", len(tasks), err)
	}
	w.samples["task"] = tasks[0].ID
	return tasks
}

const taskPath = "/u/{unit}/{year}/nhiem-vu/{task}"

// page opens the page of the task.
func (w *world) page(as string) *goquery.Document {
	w.t.Helper()
	a := w.do(request{As: as, Path: taskPath})
	if a.Code != http.StatusOK {
		w.t.Fatalf("the task answers %d", a.Code)
	}
	return a.doc
}

// version is what a form of the task carries now.
func (w *world) version(path string) string {
	w.t.Helper()
	v, ok := w.do(request{As: "hoa.tt", Path: path}).doc.Find("main input[name=ban]").Attr("value")
	if !ok {
		w.t.Fatalf("%s has no form", path)
	}
	return v
}

// ownBody is the choice of the person's own body in the result form.
func (w *world) ownBody(as string) string {
	w.t.Helper()
	return w.do(request{As: as, Path: taskPath + "/ket-qua"}).doc.Find("#co-quan option").First().AttrOr("value", "")
}

func TestABodysResultWaitsForTheOfficer(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.answered()
		given(t, w)
		own := w.ownBody("thinh.vv")
		w.run([]scenario{
			{Name: "the body records", request: request{As: "thinh.vv", Path: taskPath + "/ket-qua", Form: form("once", "r1", "co-quan", own, "ngay", "28/4/2026", "ket-qua", "Đã rào 3 ao", "xong", "1")}, Want: 303, Audit: "Ghi kết quả"},
			{Name: "it waits, in time", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "chờ xác nhận (trong hạn)"},
			{Name: "the day's page asks for confirmation", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: ".lead", Has: "2 việc chờ xác nhận"},
			{Name: "the body sees no button", request: request{As: "thinh.vv", Path: taskPath}, Want: 200, Hasnt: "Trả lại"},
		})
		w.samples["result"] = firstResult(w)
		w.run([]scenario{
			{Name: "nor may it confirm", request: request{As: "thinh.vv", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "x")}, Want: 403},
			{Name: "returning needs a reason", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/tra-lai", Form: form("once", "r2")}, Want: 422, Selector: ".errors", Has: "Ghi lý do"},
			{Name: "returned", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/tra-lai", Form: form("once", "r3", "ly-do", "Còn hai ao ở tổ 5")}, Want: 303, Audit: "Trả lại kết quả"},
			{Name: "both stay", request: request{As: "thinh.vv", Path: taskPath}, Want: 200, Selector: ".result", Has: "Đã rào 3 ao"},
			{Name: "with the reason", request: request{As: "thinh.vv", Path: taskPath}, Want: 200, Selector: ".result", Has: "Còn hai ao ở tổ 5"},
			{Name: "and the work is open and late", request: request{As: "thinh.vv", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "đang thực hiện (quá hạn)"},
			{Name: "a returned result cannot be confirmed", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "r4")}, Want: 409},
			{Name: "the body records again, done a day late", request: request{As: "thinh.vv", Path: taskPath + "/ket-qua", Form: form("once", "r5", "co-quan", own, "ngay", "30/4/2026", "ket-qua", "Đã rào cả 5 ao", "xong", "1")}, Want: 303},
		})
		w.samples["result"] = firstResult(w)
		w.run([]scenario{
			{Name: "confirmed", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "r6")}, Want: 303, Audit: "Xác nhận kết quả"},
			{Name: "the same press again", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "r6")}, Want: 303, Leads: taskPath},
			{Name: "another press is too late", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "r7")}, Want: 409},
			{Name: "the day of the work decides", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "xong muộn, xong 30/04/2026"},
		})
	})
}

func TestInTimeStaysInTimeHoweverLateItIsConfirmed(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.do(request{As: "thinh.vv", Path: taskPath + "/ket-qua", Form: form("co-quan", w.ownBody("thinh.vv"), "ngay", "29/4/2026", "ket-qua", "Xong", "xong", "1")})
	w.samples["result"] = firstResult(w)
	w.do(request{As: "hoa.tt", Path: taskPath + "/ket-qua/{result}/xac-nhan", Form: form("once", "c")})
	if got := squash(w.page("hoa.tt").Find(".state-line").Text()); !strings.Contains(got, "xong đúng hạn") {
		t.Errorf("done on the last day, confirmed thirteen days later: %q", got)
	}
}

func firstResult(w *world) string {
	return strings.TrimPrefix(w.page("hoa.tt").Find("article.result[id]").First().AttrOr("id", ""), "ket-qua-")
}

func TestMoreTimeIsAskedForAndGiven(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		tasks := given(t, w)
		path := taskPath + "/gia-han"
		w.run([]scenario{
			{Name: "the body sees the verb", request: request{As: "thinh.vv", Path: taskPath}, Want: 200, Selector: ".page-head", Has: "Xin lùi"},
			{Name: "a day before the due date", request: request{As: "thinh.vv", Path: path, Form: form("ban", "1", "han-moi", "1/4/2026", "ly-do", "Mưa")}, Want: 422, Selector: ".errors", Has: "Hạn mới phải sau hạn đang có"},
			{Name: "a day that is gone", request: request{As: "thinh.vv", Path: path, Form: form("ban", "1", "han-moi", "5/5/2026", "ly-do", "Mưa")}, Want: 422, Selector: ".errors", Has: "hôm nay hoặc sau đó"},
			{Name: "no reason", request: request{As: "thinh.vv", Path: path, Form: form("ban", "1", "han-moi", "20/5/2026")}, Want: 422, Selector: ".errors", Has: "Ghi lý do"},
			{Name: "the body asks", request: request{As: "thinh.vv", Path: path, Form: form("once", "e1", "ban", "1", "han-moi", "20/5/2026", "ly-do", "Mưa lớn, đường ngập")}, Want: 303, Audit: "Xin lùi hạn"},
			{Name: "the glyph says so", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line .gl-ext", Has: "L"},
			{Name: "and late is not hidden", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "quá 7 ngày làm việc"},
			{Name: "one at a time", request: request{As: "thinh.vv", Path: path}, Want: 409},
		})
		w.samples["extension"] = idAfter(w, "gia-han/")
		answer := path + "/{extension}"
		w.run([]scenario{
			{Name: "the body does not answer itself", request: request{As: "thinh.vv", Path: answer}, Want: 403},
			{Name: "refusing needs a reason", request: request{As: "hoa.tt", Path: answer, Form: form("ban", "2", "tra-loi", "khong")}, Want: 422, Selector: ".errors", Has: "Ghi lý do"},
			{Name: "refused", request: request{As: "hoa.tt", Path: answer, Form: form("once", "e2", "ban", "2", "tra-loi", "khong", "ly-do", "Đã nghỉ mưa từ 5/5")}, Want: 303, Audit: "Không cho lùi hạn"},
			{Name: "the date stands", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "quá hạn"},
			{Name: "the refusal is there to read", request: request{As: "thinh.vv", Path: taskPath}, Want: 200, Selector: ".side", Has: "Đã nghỉ mưa từ 5/5"},
			{Name: "the body asks again", request: request{As: "thinh.vv", Path: path, Form: form("once", "e3", "ban", "3", "han-moi", "22/5/2026", "ly-do", "Thiếu cọc rào")}, Want: 303},
		})
		w.samples["extension"] = idAfter(w, "gia-han/")
		w.run([]scenario{
			{Name: "allowed, with its document", request: request{As: "hoa.tt", Path: answer, Form: form("once", "e4", "ban", "4", "tra-loi", "cho", "van-ban", "48/UBND-VHXH")}, Want: 303, Audit: "Lùi hạn"},
			{Name: "the new date holds", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "còn 8 ngày làm việc (thứ Sáu 22/5)"},
			{Name: "the old date stays", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".side", Has: "29/04/2026 → 22/05/2026"},
			{Name: "the officer extends at once", request: request{As: "hoa.tt", Path: path, Form: form("once", "e5", "ban", "5", "han-moi", "30/5/2026", "ly-do", "Lùi chung cả phường")}, Want: 303, Audit: "Lùi hạn"},
			{Name: "somebody slower keeps what was typed", request: request{As: "hoa.tt", Path: path, Form: form("once", "e6", "ban", "5", "han-moi", "15/6/2026", "ly-do", "Chờ vật tư")}, Want: 409, Selector: "main", Has: "Chờ vật tư"},
		})
		w.samples["task"] = tasks[1].ID
		w.run([]scenario{{Name: "work without a due date has none to move", request: request{As: "hoa.tt", Path: path}, Want: 409}})
		w.samples["task"] = tasks[2].ID
		w.run([]scenario{{Name: "a stranger to the task does not ask", request: request{As: "thinh.vv", Path: path, Form: form("han-moi", "1/9/2026")}, Want: 409}})
	})
}

// idAfter is the id that follows a word in a link of the task's page, as the officer sees it.
func idAfter(w *world, word string) string {
	w.t.Helper()
	href := w.page("hoa.tt").Find(`main a[href*="`+word+`"]`).First().AttrOr("href", "")
	_, found, ok := strings.Cut(href, word)
	if !ok {
		w.t.Fatalf("no link with %s", word)
	}
	return found
}

func TestABodyOutsideTheTaskMayNotAsk(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.run([]scenario{
		{Name: "the lead changes", request: request{As: "hoa.tt", Path: taskPath + "/chuyen", Form: form("once", "t1", "ban", "1", "chu-tri", "Công an phường", "ly-do", "Đúng chức năng")}, Want: 303},
		{Name: "the former lead asks", request: request{As: "thinh.vv", Path: taskPath + "/gia-han", Form: form("ban", "2", "han-moi", "20/5/2026", "ly-do", "Mưa")}, Want: 422, Selector: ".errors", Has: "Chỉ cơ quan chủ trì"},
	})
}

func TestWorkGoesToOtherHands(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		path := taskPath + "/chuyen"
		w.run([]scenario{
			{Name: "only the officer", request: request{As: "thinh.vv", Path: path}, Want: 403},
			{Name: "to whom and why", request: request{As: "hoa.tt", Path: path, Form: form("ban", "1")}, Want: 422, Selector: ".errors", Has: "Ghi cơ quan nhận việc"},
			{Name: "to the one that has it", request: request{As: "hoa.tt", Path: path, Form: form("ban", "1", "chu-tri", "Phòng Kinh tế, Hạ tầng và Đô thị", "ly-do", "x")}, Want: 422, Selector: ".errors", Has: "đang chủ trì"},
			{Name: "handed on", request: request{As: "hoa.tt", Path: path, Form: form("once", "t1", "ban", "1", "chu-tri", "Phòng Văn hóa - Xã hội", "ly-do", "Đúng chức năng")}, Want: 303, Audit: "Chuyển nhiệm vụ"},
			{Name: "the new lead", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".side .facts", Has: "Phòng Văn hóa - Xã hội"},
			{Name: "those who help stay", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".side .facts", Has: "Công an"},
			{Name: "the part that ended stays", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".side .remark", Has: "Phòng Kinh tế, Hạ tầng và Đô thị → Phòng Văn hóa - Xã hội"},
			{Name: "history knows old, new and why", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".history", Has: "Chủ trì: từ “Phòng Kinh tế, Hạ tầng và Đô thị” thành “Phòng Văn hóa - Xã hội”. Đúng chức năng"},
			{Name: "search finds it under the new lead", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/tim?q=rao+cac+ao+van+hoa"}, Want: 200, Selector: ".tasks", Has: "Rào các ao"},
			{Name: "to a body outside", request: request{As: "hoa.tt", Path: path, Form: form("once", "t2", "ban", "2", "chu-tri", "Sở Nông nghiệp và Môi trường", "ly-do", "Thuộc tỉnh quản lý", "ngoai", "1")}, Want: 303, Audit: "Chuyển cơ quan khác"},
			{Name: "it is followed no more", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "chuyển cơ quan khác"},
			{Name: "and not late", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/viec"}, Want: 200, Hasnt: "Rào các ao"},
			{Name: "and takes no result", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("ket-qua", "x")}, Want: 409},
		})
	})
}

func TestWorkIsPutOffTakenUpAndGivenUp(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		path := taskPath + "/tinh-trang"
		w.run([]scenario{
			{Name: "a reason is needed", request: request{As: "hoa.tt", Path: path, Form: form("ban", "1", "viec", "tam-dung")}, Want: 422, Selector: ".errors", Has: "Ghi lý do"},
			{Name: "what cannot be done is not offered", request: request{As: "hoa.tt", Path: path, Form: form("ban", "1", "viec", "tiep-tuc", "ly-do", "x")}, Want: 422, Selector: ".errors", Has: "Chọn một việc"},
			{Name: "put off", request: request{As: "hoa.tt", Path: path, Form: form("once", "p1", "ban", "1", "viec", "tam-dung", "ly-do", "Chờ nước rút")}, Want: 303, Audit: "Tạm dừng"},
			{Name: "the page says since when and why", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "tạm dừng từ 12/05/2026: Chờ nước rút"},
			{Name: "not late meanwhile", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/viec"}, Want: 200, Hasnt: "Rào các ao"},
			{Name: "taken up", request: request{As: "hoa.tt", Path: path, Form: form("once", "p2", "ban", "2", "viec", "tiep-tuc", "ly-do", "Nước đã rút")}, Want: 303, Audit: "Tiếp tục thực hiện"},
			{Name: "late again", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/viec"}, Want: 200, Has: "Rào các ao"},
			{Name: "giving up needs a decision", request: request{As: "hoa.tt", Path: path, Form: form("ban", "3", "viec", "bo", "ly-do", "Ao đã lấp")}, Want: 422, Selector: ".errors", Has: "Ghi số quyết định"},
			{Name: "a decision of tomorrow", request: request{As: "hoa.tt", Path: path, Form: form("ban", "3", "viec", "bo", "ly-do", "Ao đã lấp", "van-ban", "125/QĐ-UBND", "ngay-van-ban", "13/5/2026")}, Want: 422, Selector: ".errors", Has: "hôm nay hoặc trước đó"},
			{Name: "given up", request: request{As: "hoa.tt", Path: path, Form: form("once", "p3", "ban", "3", "viec", "bo", "ly-do", "Ao đã lấp", "van-ban", "125/QĐ-UBND", "ngay-van-ban", "11/5/2026")}, Want: 303, Audit: "Không thực hiện"},
			{Name: "the decision stands on the page", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "không thực hiện theo văn bản 125/QĐ-UBND ngày 11/05/2026: Ao đã lấp"},
			{Name: "it can be found", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/tim?q=rao+cac+ao"}, Want: 200, Selector: ".tasks", Has: "Rào các ao"},
		})
	})
}

func TestWorkIsSplitIntoParts(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		path := taskPath + "/chia"
		w.run([]scenario{
			{Name: "what and who", request: request{As: "hoa.tt", Path: path, Form: form("ban", "1")}, Want: 422, Selector: ".errors", Has: "Ghi tên phần việc"},
			{Name: "not later than the whole", request: request{As: "hoa.tt", Path: path, Form: form("ban", "1", "ten", "Tổ 1", "chu-tri", "Công an phường", "han", "30/4/2026")}, Want: 422, Selector: ".errors", Has: "trong hạn của việc chung"},
			{Name: "first part", request: request{As: "hoa.tt", Path: path, Form: form("once", "s1", "ban", "1", "ten", "Rào ao ở tổ 1", "chu-tri", "Công an phường", "han", "20/4/2026")}, Want: 303, Audit: "Chia phần việc"},
			{Name: "second part", request: request{As: "hoa.tt", Path: path, Form: form("once", "s2", "ban", "2", "ten", "Thay nắp cống ở tổ 2", "chu-tri", "Phòng Kinh tế, Hạ tầng và Đô thị")}, Want: 303},
			{Name: "the whole counts them", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "Xong 0/2 phần"},
			{Name: "the plan's list does not", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/ke-hoach/{plan}"}, Want: 200, Selector: ".lead", Has: "3 việc"},
		})
		whole := w.samples["task"]
		w.samples["task"] = id(t, w.page("hoa.tt").Find(".tasks a").First().AttrOr("href", ""), "nhiem-vu")
		w.run([]scenario{
			{Name: "a part knows the whole", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: "main", Has: "Là một phần của Rào các ao"},
			{Name: "and has no parts", request: request{As: "hoa.tt", Path: path}, Want: 409},
			{Name: "it gets a result of its own", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("once", "s3", "co-quan", w.ownBody("hoa.tt"), "ngay", "19/4/2026", "ket-qua", "Đã rào", "xong", "1")}, Want: 303},
		})
		w.samples["task"] = whole
		w.run([]scenario{
			{Name: "the whole counts it", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "Xong 1/2 phần"},
			{Name: "and stays open", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".state-line", Has: "quá hạn"},
		})
	})
}

func TestTalkIsNeverEditedAndBrieflyWithdrawn(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		path := taskPath + "/trao-doi"
		w.run([]scenario{
			{Name: "empty", request: request{As: "dat.lq", Path: path, Form: form("once", "c0")}, Want: 422, Selector: ".errors", Has: "Viết điều muốn trao đổi"},
			{Name: "the leader writes", request: request{As: "dat.lq", Path: path, Form: form("once", "c1", "trao-doi", "Tổ 5 còn mấy ao?")}, Want: 303, Audit: "Trao đổi"},
			{Name: "the body answers", request: request{As: "thinh.vv", Path: path, Form: form("once", "c2", "trao-doi", "Còn 2 ao, <b>tuần sau</b> xong")}, Want: 303},
			{Name: "a double tap says it once", request: request{As: "thinh.vv", Path: path, Form: form("once", "c2", "trao-doi", "Còn 2 ao, <b>tuần sau</b> xong")}, Want: 303},
		})
		talk := w.page("dat.lq").Find("#trao-doi-phan article")
		if got := squash(talk.Last().Text()); talk.Length() != 2 || !strings.Contains(got, "Vũ Văn Thịnh Cán bộ, Phòng Kinh tế, Hạ tầng và Đô thị, 08:05 12/05/2026Còn 2 ao, <b>tuần sau</b> xong") {
			t.Errorf("%d remarks, the last is %q", talk.Length(), got)
		}
		action, _ := w.page("thinh.vv").Find(`#trao-doi-phan form[action$="/rut"]`).Attr("action")
		w.run([]scenario{
			{Name: "another's remark stays", request: request{As: "dat.lq", Path: action, Form: form("once", "c3")}, Want: 409},
			{Name: "withdrawn", request: request{As: "thinh.vv", Path: action, Form: form("once", "c4")}, Want: 303, Audit: "Rút lời trao đổi"},
			{Name: "it leaves its place", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: "#trao-doi-phan", Has: "đã rút"},
			{Name: "without its words", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Hasnt: "Còn 2 ao"},
		})
		first, _ := w.page("dat.lq").Find(`#trao-doi-phan form[action$="/rut"]`).Attr("action")
		defer func() { w.app.Site.Clock = clock }()
		w.app.Site.Clock = func() store.Instant { return store.Instant{Time: today.Add(16 * 60e9)} }
		w.run([]scenario{
			{Name: "after a quarter of an hour it stays", request: request{As: "dat.lq", Path: first, Form: form("once", "c5")}, Want: 409},
		})
		if n := w.page("dat.lq").Find(`form[action$="/rut"]`).Length(); n != 0 {
			t.Errorf("%d buttons to withdraw are left", n)
		}
	})
}

// photoWithPlace is a JPEG with a position in its EXIF.
func photoWithPlace(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 600, 300)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00\x2A\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00GPS 20.93N 106.06E"
	return "\xFF\xD8\xFF\xE1\x00" + string([]byte{byte(len(exif) + 2)}) + exif + b.String()[2:]
}

func TestEvidenceIsWordsNumbersLinksAndFiles(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		given(t, w)
		own := w.ownBody("hoa.tt")
		w.run([]scenario{
			{Name: "a link must be safe", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("co-quan", own, "ngay", "11/5/2026", "lien-ket", "javascript:alert(1)")}, Want: 422, Selector: ".errors", Has: "https://"},
			{Name: "a broken picture is named", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("co-quan", own, "ngay", "11/5/2026"), Files: []upload{{"tep", "hong.jpg", "\xFF\xD8\xFF\xE1\xFF\xFFx"}}}, Want: 422, Selector: ".errors", Has: "“hong.jpg”: Ảnh này bị hỏng"},
			{Name: "recorded", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("once", "f1", "co-quan", own, "ngay", "11/5/2026", "so-luong", "1.250", "don-vi-tinh", "lượt", "lien-ket", "https://hungyen.gov.vn/bai"),
				Files: []upload{{"tep", "ao.jpg", photoWithPlace(t)}, {"tep", "bien-ban.pdf", "<!doctype html><script>alert(1)</script>"}}}, Want: 303},
			{Name: "the number", request: request{As: "dat.lq", Path: taskPath}, Want: 200, Selector: ".result", Has: "1.250 lượt"},
		})
		page := w.page("dat.lq")
		link := page.Find(`.result a[href="https://hungyen.gov.vn/bai"]`)
		if link.Text() != "hungyen.gov.vn" || link.AttrOr("rel", "") != "noopener noreferrer" {
			t.Errorf("the link shows %q, rel %q", link.Text(), link.AttrOr("rel", ""))
		}
		files := map[string]string{}
		page.Find(".result .files a").Each(func(_ int, a *goquery.Selection) { files[squash(a.Text())] = a.AttrOr("href", "") })
		kept := w.do(request{As: "dat.lq", Path: files["ao.jpg"]})
		if strings.Contains(kept.Body.String(), "GPS") || kept.Header().Get("Content-Type") != "image/jpeg" {
			t.Errorf("the picture keeps its place, or is %s", kept.Header().Get("Content-Type"))
		}
		if _, err := jpeg.Decode(kept.Body); err != nil {
			t.Errorf("the picture is damaged: %v", err)
		}
		small := w.do(request{As: "dat.lq", Path: page.Find(".files img").AttrOr("src", "")})
		if m, err := jpeg.Decode(small.Body); err != nil || m.Bounds().Dx() != 240 || m.Bounds().Dy() != 120 {
			t.Errorf("the small picture: %d %v", small.Code, err)
		}
		html := w.do(request{As: "dat.lq", Path: files["bien-ban.pdf"]})
		h := html.Header()
		if h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("a page named .pdf is served as %v", h)
		}
	})
}

func TestATaskWithThreeHundredFilesIsShownInPages(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	tasks := given(t, w)
	w.page("hoa.tt")
	before := w.log.lastQueries(t)
	manyFiles(t, w, tasks[0], 60)
	page := w.page("hoa.tt")
	if n := page.Find(".result .files li").Length(); n != 50 {
		t.Errorf("%d files on the page, want 50", n)
	}
	if after := w.log.lastQueries(t); after > before+1 || after > mostQuestions {
		t.Errorf("%d questions with 300 files, %d with none", after, before)
	}
	seen := map[string]bool{}
	for path := w.fill(taskPath); path != ""; {
		a := w.do(request{As: "hoa.tt", Path: path})
		a.doc.Find(".result .files a").Each(func(_ int, s *goquery.Selection) { seen[s.AttrOr("href", "")] = true })
		path = a.doc.Find(`.more a[href*="truoc="]`).AttrOr("href", "")
	}
	if len(seen) != 300 {
		t.Errorf("the pages show %d files, want 300", len(seen))
	}
}

// manyFiles records results with five files each.
func manyFiles(t testing.TB, w *world, task plan.Task, results int) {
	t.Helper()
	ctx := t.Context()
	var kept []attach.File
	var files []plan.ResultFile
	for i := range 5 {
		k, err := w.app.Files.Put(strings.NewReader(fmt.Sprint("biên bản số ", i)), store.MaxFile)
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, attach.File{Kept: k})
		files = append(files, plan.ResultFile{Name: fmt.Sprint("bien-ban-", i, ".txt"), Hash: k.Hash, Size: k.Size})
	}
	err := w.app.DB.Write(ctx, actor.System("test"), func(tx *store.Tx) error {
		for range results {
			r := plan.Result{BodyName: "Công an phường", AccountName: "Người thử", DoneOn: day.Must(2026, 4, 20), Text: "Đã kiểm tra", Files: append([]plan.ResultFile{}, files...)}
			if err := w.app.Plans.Record(ctx, tx, task, r, kept); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func BenchmarkATaskWithThreeHundredFiles(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	tasks, err := w.app.Plans.Work(b.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
	if err != nil {
		b.Fatal(err)
	}
	w.samples["task"] = tasks[0].ID
	manyFiles(b, w, tasks[0], 60)
	for b.Loop() {
		w.page("hoa.tt")
	}
}

func TestTheTaskIsCopiedAsPlainText(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	given(t, w)
	w.do(request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("co-quan", w.ownBody("hoa.tt"), "ngay", "11/5/2026", "ket-qua", "Đã gặp cháu Bí Mật")})
	got := w.page("dat.lq").Find("#zalo").Text()
	want := w.fill("Rào các ao gần trường mầm non và thay nắp cống đã mất\nAi làm: Phòng Kinh tế, Hạ tầng và Đô thị\nThời hạn: quá 7 ngày làm việc (thứ Tư 29/4)\nXem và nộp kết quả: http://example.com" + taskPath)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
