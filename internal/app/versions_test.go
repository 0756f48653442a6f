package app_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

const summerHead = `ỦY BAN NHÂN DÂN
PHƯỜNG MỸ HÀO

Số: %s

Mỹ Hào, ngày %s

KẾ HOẠCH
Hoạt động hè cho trẻ em năm 2026

Ủy ban nhân dân phường ban hành Kế hoạch như sau:

`

// summer is an invented plan of five tasks; summerAmended is what an amendment makes of it: the first task is gone and all
// others are renumbered, one has another lead and one another time, two change places, one is new.
var (
	summer = strings.NewReplacer("%s\n\nMỹ", "41/KH-UBND\n\nMỹ", "ngày %s", "ngày 02 tháng 3 năm 2026").Replace(summerHead) + `I. NHIỆM VỤ

1. Dọn vệ sinh sân nhà văn hóa trước ngày khai mạc hè.

- Đơn vị chủ trì: Đoàn Thanh niên phường.
- Thời gian thực hiện: Trước ngày 20/5/2026.

2. Mở lớp dạy bơi miễn phí cho học sinh lớp 4 và lớp 5.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Đơn vị phối hợp: Trạm Y tế phường.
- Thời gian thực hiện: Trước ngày 15/6/2026.

3. Rà soát ao, hồ, giếng chưa có rào chắn và cắm biển báo nguy hiểm.

- Đơn vị chủ trì: Phòng Kinh tế, Hạ tầng và Đô thị.
- Thời gian thực hiện: Trước ngày 30/5/2026.

4. Khám sức khỏe, đo thị lực cho trẻ em có hoàn cảnh đặc biệt.

- Đơn vị chủ trì: Trạm Y tế phường.
- Thời gian thực hiện: Trước ngày 10/7/2026.

5. Tổ chức trại hè hai ngày tại nhà văn hóa cho trẻ em các tổ dân phố.

- Đơn vị chủ trì: Đoàn Thanh niên phường.
- Thời gian thực hiện: Trước ngày 31/7/2026.

6. Phát thanh hằng tuần về phòng chống đuối nước trên loa truyền thanh.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian thực hiện: Thường xuyên trong năm.

Nơi nhận:

- Lưu: VT.
`
	summerAmended = strings.NewReplacer("%s\n\nMỹ", "58/KH-UBND\n\nMỹ", "ngày %s", "ngày 04 tháng 5 năm 2026").Replace(summerHead) + `I. NHIỆM VỤ

1. Mở lớp dạy bơi miễn phí cho học sinh lớp 4 và lớp 5.

- Đơn vị chủ trì: Đoàn Thanh niên phường.
- Đơn vị phối hợp: Trạm Y tế phường.
- Thời gian thực hiện: Trước ngày 15/6/2026.

2. Tổ chức trại hè hai ngày tại nhà văn hóa cho trẻ em các tổ dân phố.

- Đơn vị chủ trì: Đoàn Thanh niên phường.
- Thời gian thực hiện: Trước ngày 31/7/2026.

3. Rà soát ao, hồ, giếng chưa có rào chắn và cắm biển báo nguy hiểm.

- Đơn vị chủ trì: Phòng Kinh tế, Hạ tầng và Đô thị.
- Thời gian thực hiện: Trước ngày 05/6/2026.

4. Phát thanh hằng tuần về phòng chống đuối nước trên loa truyền thanh.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian thực hiện: Thường xuyên trong năm.

5. Trao mũ bảo hiểm cho học sinh lớp 1 có hoàn cảnh khó khăn.

- Đơn vị chủ trì: Công an phường.
- Thời gian thực hiện: Trước ngày 25/8/2026.

Nơi nhận:

- Lưu: VT.
`
)

// state is all that the history of a version must bring back: tasks with their bodies, words, results and talk, doubts and
// citations, without the counters of edits.
func (w *world) state(planID string) map[string][]string {
	w.t.Helper()
	out := map[string][]string{}
	for name, sql := range map[string]*store.Stmt{"plan": stateOfPlan, "task": stateOfTasks, "body": stateOfBodies, "word": stateOfWords, "result": stateOfResults, "doubt": stateOfDoubts} {
		rows, err := store.List[string](w.t.Context(), w.app.DB.Reader(actor.System("test")), sql, planID)
		if err != nil {
			w.t.Fatal(err)
		}
		out[name] = rows
	}
	return out
}

var (
	stateOfPlan    = store.Query("test.state.plan", `SELECT p.number || '|' || p.title || '|' || p.issued_on || '|' || p.state || '|' || {see:p.source_text} || '|' || {see:p.outline} || '|' || p.confirmed_by FROM plan p WHERE p.id = $1 AND {scope:p}`)
	stateOfTasks   = store.Query("test.state.task", `SELECT t.id || '|' || t.seq || '|' || t.path || '|' || t.title || '|' || t.lead || '|' || {see:t.text} || '|' || t.line_from || '-' || t.line_to || '|' || t.when_kind || '|' || t.when_raw || '|' || t.due_on || '|' || t.peaks || '|' || t.results || '|' || t.phase || '|' || t.absent || '|' || t.done_on FROM task t WHERE t.plan_id = $1 AND t.dropped = FALSE AND {scope:t} ORDER BY t.seq, t.id`)
	stateOfBodies  = store.Query("test.state.body", `SELECT t.id || '|' || o.seq || '|' || o.role || '|' || o.name || '|' || o.via || '|' || o.body_id || '|' || o.plan_id FROM task t JOIN task_body o ON o.task_id = t.id WHERE t.plan_id = $1 AND t.dropped = FALSE AND {scope:t} ORDER BY t.seq, o.seq`)
	stateOfWords   = store.Query("test.state.word", `SELECT t.id || '|' || x.word FROM task t JOIN task_word x ON x.task_id = t.id WHERE t.plan_id = $1 AND t.dropped = FALSE AND {scope:t} ORDER BY t.seq, x.word`)
	stateOfResults = store.Query("test.state.result", `SELECT t.id || '|' || r.id || '|' || r.text FROM task t JOIN result r ON r.task_id = t.id WHERE t.plan_id = $1 AND {scope:t} ORDER BY r.id`)
	stateOfDoubts  = store.Query("test.state.doubt", `SELECT d.id || '|' || d.seq || '|' || d.words || '|' || d.state FROM plan_doubt d WHERE d.plan_id = $1 AND {scope:d} ORDER BY d.seq`)
)

// confirmed brings a plan in and confirms it; {plan} is its id.
func (w *world) confirmed(text string) (planID string) {
	w.t.Helper()
	w.bring(text)
	w.run([]scenario{{Name: "confirmed", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("ban", "1")}, Want: 303}})
	return w.samples["plan"]
}

// amend brings the new text of a plan; {plan} is then the draft.
func (w *world) amend(planID, text string) (draftID string) {
	w.t.Helper()
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/nhap", Form: form("van-ban", text, "cua", planID)})
	if a.Code != http.StatusSeeOther || !strings.Contains(a.Header().Get("Location"), "/thay-doi") {
		w.t.Fatalf("the amendment answers %d to %s: %s", a.Code, a.Header().Get("Location"), words(a.doc))
	}
	w.samples["plan"] = id(w.t.(*testing.T), a.Header().Get("Location"), "ke-hoach")
	return w.samples["plan"]
}

// applied signs the amendment of {plan} as its page shows it, with further fields.
func (w *world) applied(query string, more ...string) answer {
	w.t.Helper()
	page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/thay-doi" + query})
	fields := []string{"dau", page.doc.Find("#ap-dung input[name=dau]").AttrOr("value", "")}
	for _, n := range page.doc.Find("#ap-dung input[name=g]").Nodes {
		for _, a := range n.Attr {
			if a.Key == "value" {
				fields = append(fields, "g", a.Val)
			}
		}
	}
	return w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/ap-dung", Form: form(append(fields, more...)...)})
}

func titled(t *testing.T, tasks []plan.Task, title string) plan.Task {
	t.Helper()
	i := slices.IndexFunc(tasks, func(x plan.Task) bool { return strings.Contains(x.Title, title) })
	if i < 0 {
		t.Fatalf("no task %q among %d", title, len(tasks))
	}
	return tasks[i]
}

func TestAnAmendmentKeepsTheWork(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		planID := w.confirmed(summer)
		before, swim := w.work("Mở lớp dạy bơi")
		_, camp := w.work("trại hè")
		ponds, eyes, yard := titled(t, before, "Rà soát ao"), titled(t, before, "Khám sức khỏe"), titled(t, before, "Dọn vệ sinh")
		record := func(task plan.Task, text string) scenario {
			w.samples["task"] = task.ID
			return scenario{Name: "a result", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/" + task.ID + "/ket-qua",
				Form: form("co-quan", w.someBody(), "ngay", "11/5/2026", "ket-qua", text)}, Want: 303}
		}
		w.run([]scenario{
			record(swim, "Đã mở hai lớp."),
			record(eyes, "Đã khám 40 cháu."),
			{Name: "more time", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/" + ponds.ID + "/gia-han", Form: form("ban", "1", "han-moi", "10/6/2026", "ly-do", "Chờ vật tư.")}, Want: 303},
			{Name: "a correction that the new text does not touch", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/" + camp.ID + "/sua", Form: form("ban", "1", "ten", "Trại hè hai ngày", "chu-tri", "Đoàn Thanh niên phường", "loai-tg", "deadline", "han", "31/7/2026")}, Want: 303},
		})
		saved := w.state(planID)
		draftID := w.amend(planID, summerAmended)
		const page = "/u/{unit}/{year}/ke-hoach/{plan}/thay-doi"
		w.run([]scenario{
			{Name: "what changes", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: ".page-head, h1 ~ *, main", Has: "2 việc giữ nguyên, 2 việc đổi, 1 việc thêm, 2 việc không còn"},
			{Name: "the lead in both wordings", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: ".change:contains('dạy bơi') dl", Has: "Phòng Văn hóa - Xã hội"},
			{Name: "a due date put off by hand is asked about", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: ".change:contains('Rà soát ao') .hand", Has: "Giữ bản sửa tay"},
			{Name: "what is gone and was worked on is asked about", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: ".change:contains('Khám sức khỏe') .hand", Has: "Giữ, theo dõi tiếp"},
			{Name: "for each body", request: request{As: "hoa.tt", Path: page + "?xem=co-quan"}, Want: 200, Selector: "section:contains('Đoàn Thanh niên phường')", Has: "Thêm việc"},
			{Name: "ready for Zalo", request: request{As: "hoa.tt", Path: page + "?xem=co-quan"}, Want: 200, Selector: "textarea", Has: "Kế hoạch số 58/KH-UBND ngày 04/05/2026 thay kế hoạch số 41/KH-UBND ngày 02/03/2026"},
			{Name: "as a Word file", request: request{As: "hoa.tt", Path: page + ".docx"}, Want: 200},
			{Name: "a body reads it and signs nothing", request: request{As: "thinh.vv", Path: page}, Want: 200, Hasnt: "Áp dụng bản sửa đổi"},
			{Name: "nor may send it", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/ke-hoach/{plan}/ap-dung", Form: form()}, Want: 403},
			{Name: "the usual way of confirming is closed", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("ban", "1")}, Want: 409},
			{Name: "an old page signs nothing", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/ap-dung", Form: form("dau", "cũ")}, Want: 409},
			{Name: "to give up asks for the document", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/ap-dung", Form: form("mat-"+strconv.Itoa(eyes.Seq), "thoi")}, Want: 422, Selector: ".errors", Has: "Ghi số văn bản"},
			{Name: "and keeps the choice", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/ap-dung", Form: form("mat-"+strconv.Itoa(eyes.Seq), "thoi")}, Want: 422, Selector: "#mat-" + strconv.Itoa(eyes.Seq) + "-thoi[checked]"},
		})
		if d := cmp.Diff(saved, w.state(planID)); d != "" {
			t.Fatalf("looking changed something:\n%s", d)
		}
		if a := w.applied("", "van-ban", "58/KH-UBND", "ngay-van-ban", "4/5/2026"); a.Code != http.StatusSeeOther {
			t.Fatalf("applying answers %d: %s", a.Code, words(a.doc))
		}
		w.samples["plan"] = planID
		after, _ := w.work("Mở lớp dạy bơi")
		for _, want := range []struct {
			was       plan.Task
			seq       int
			lead, due string
			results   int
		}{
			{swim, 1, "Đoàn Thanh niên phường", "14/06/2026", 1},
			{camp, 2, camp.Lead, "31/07/2026", 0},
			{ponds, 3, ponds.Lead, "10/06/2026", 0}, // put off by hand: that date stays
			{eyes, 6, eyes.Lead, eyes.Due.String(), 1},
		} {
			i := slices.IndexFunc(after, func(x plan.Task) bool { return x.ID == want.was.ID })
			if i < 0 {
				t.Errorf("%q is not the same task any more", want.was.Title)
				continue
			}
			if got := after[i]; got.Seq != want.seq || got.Lead != want.lead || got.Due.String() != want.due || got.Results != want.results || !got.Live {
				t.Errorf("%q: number %d of %q until %s with %d results, want %d, %q, %s, %d", got.Title, got.Seq, got.Lead, got.Due, got.Results, want.seq, want.lead, want.due, want.results)
			}
		}
		if got := titled(t, after, "Trại hè hai ngày"); got.ID != camp.ID {
			t.Error("the title that a person corrected is gone")
		}
		if slices.ContainsFunc(after, func(x plan.Task) bool { return x.ID == yard.ID }) {
			t.Error("work without a trace that the plan no longer names is still there")
		}
		if eyesNow := titled(t, after, "Khám sức khỏe"); eyesNow.Absent != draftID {
			t.Errorf("work that the plan no longer names is marked %q, want %q", eyesNow.Absent, draftID)
		}
		w.samples["old"], w.samples["eyes"], w.samples["swim"] = draftID, eyes.ID, swim.ID
		w.run([]scenario{
			{Name: "the result hangs on", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{swim}"}, Want: 200, Has: "Đã mở hai lớp."},
			{Name: "history says what changed", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{swim}"}, Want: 200, Selector: ".history", Has: "đổi theo bản sửa đổi. Chủ trì: từ “Phòng Văn hóa - Xã hội” thành “Đoàn Thanh niên phường”"},
			{Name: "what is gone says so", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{eyes}"}, Want: 200, Has: "Không còn trong bản mới"},
			{Name: "new work is found", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=mu+bao+hiem"}, Want: 200, Selector: ".tasks", Has: "Trao mũ bảo hiểm"},
			{Name: "old words are not", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=don+ve+sinh+san"}, Want: 200, Hasnt: "Dọn vệ sinh sân"},
			{Name: "the list has one plan", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach"}, Want: 200, Has: "58/KH-UBND", Hasnt: "41/KH-UBND"},
			{Name: "its page lists both texts", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}"}, Want: 200, Has: "Kế hoạch số 41/KH-UBND ngày 02/03/2026, thay ngày 12/05/2026"},
			{Name: "the old text is read", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{old}/doi-chieu"}, Want: 200, Selector: ".src", Has: "Dọn vệ sinh sân nhà văn hóa"},
			{Name: "with its cards", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{old}/doi-chieu"}, Want: 200, Selector: "#viec-1", Has: "Dọn vệ sinh sân nhà văn hóa"},
			{Name: "and not edited", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{old}/doi-chieu"}, Want: 200, Selector: ".warn", Has: "Đã được thay bằng bản ngày 04/05/2026"},
			{Name: "no lines of it become work", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{old}/doan", Form: form("ban", "2", "lam", "viec", "tu-dong", "1", "den-dong", "1")}, Want: 409},
			{Name: "the new text is the plan's", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"}, Want: 200, Selector: ".src", Has: "Trao mũ bảo hiểm"},
			{Name: "what changed is still told", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/ke-hoach/{plan}/thay-doi"}, Want: 200, Has: "1 việc thêm, 2 việc không còn"},
			{Name: "paragraph by paragraph", request: request{As: "dat.lq", Path: "/u/{unit}/{year}/ke-hoach/{old}/so-sanh?voi={plan}"}, Want: 200, Selector: "tr.moved ins", Has: "05/6/2026"},
			{Name: "twice is too often", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{old}/ap-dung", Form: form("dau", "x")}, Want: 409},
			{Name: "a body takes nothing back", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/ke-hoach/{plan}/rut-ban-sua-doi", Form: form("ban", "3")}, Want: 403},
			{Name: "taken back", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/rut-ban-sua-doi", Form: form("ban", "3")}, Want: 303, Audit: "Rút lại bản sửa đổi"},
		})
		if d := cmp.Diff(saved, w.state(planID)); d != "" {
			t.Fatalf("taking back did not restore the plan (-was +is):\n%s", d)
		}
		w.correctedAndKept(t, planID, draftID, swim, eyes)
	})
}

// correctedAndKept applies the same amendment with a correction of the pairs and with work given up, and tries to take it
// back when somebody has worked on.
func (w *world) correctedAndKept(t *testing.T, planID, draftID string, swim, eyes plan.Task) {
	t.Helper()
	w.samples["plan"] = draftID
	eyesAndHats := "?g=" + strconv.Itoa(eyes.Seq) + "-5"
	w.run([]scenario{
		{Name: "a person says what belongs together", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/thay-doi" + eyesAndHats}, Want: 200, Has: "2 việc giữ nguyên, 3 việc đổi, 0 việc thêm, 1 việc không còn"},
		{Name: "and what does not", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/thay-doi?g=" + strconv.Itoa(swim.Seq) + "-0"}, Want: 200, Has: "2 việc giữ nguyên, 1 việc đổi, 2 việc thêm, 3 việc không còn"},
	})
	page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/thay-doi" + eyesAndHats})
	hand := page.doc.Find(".hand input[value=moi]").AttrOr("name", "")
	if a := w.applied(eyesAndHats, hand, "moi"); a.Code != http.StatusSeeOther {
		t.Fatalf("applying answers %d: %s", a.Code, words(a.doc))
	}
	w.samples["plan"] = planID
	tasks, hats := w.work("Trao mũ bảo hiểm")
	if hats.ID != eyes.ID || hats.Results != 1 {
		t.Errorf("the task that a person coupled is %s with %d results", hats.ID, hats.Results)
	}
	if got := titled(t, tasks, "Rà soát ao").Due.String(); got != "04/06/2026" {
		t.Errorf("the person took the new date and it is %s", got)
	}
	back := "/u/{unit}/{year}/ke-hoach/{plan}/rut-ban-sua-doi"
	w.run([]scenario{
		{Name: "a result for changed work", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/" + swim.ID + "/ket-qua", Form: form("co-quan", w.someBody(), "ngay", "12/5/2026", "ket-qua", "Thêm một lớp.")}, Want: 303},
		{Name: "rests on the change", request: request{As: "hoa.tt", Path: back, Form: form("ban", w.planVersion(planID))}, Want: 409, Has: "Mở lớp dạy bơi"},
	})
}

var versionOfPlan = store.Query("test.plan.version", `SELECT p.version FROM plan p WHERE p.id = $1 AND {scope:p}`)

func (w *world) planVersion(id string) string {
	w.t.Helper()
	n, err := store.Get[int](w.t.Context(), w.app.DB.Reader(actor.System("test")), versionOfPlan, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return strconv.Itoa(n)
}

func TestAnImportThatLooksLikeAPlanIsOfferedAsItsAmendment(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	planID := w.confirmed(summer)
	review := w.bring(summerAmended)
	const say = "/u/{unit}/{year}/ke-hoach/{plan}/ban-sua-doi"
	w.run([]scenario{
		{Name: "the offer", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: ".warn form", Has: "Nhập như bản sửa đổi"},
		{Name: "of another unit", request: request{As: "hoa.tt", Path: say, Form: form("ban", "1", "cua", "01999999-9999-7999-8999-999999999999")}, Want: 404},
		{Name: "taken", request: request{As: "hoa.tt", Path: say, Form: form("ban", "1", "cua", planID)}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/thay-doi"},
		{Name: "the review leads on", request: request{As: "hoa.tt", Path: review}, Want: 200, Selector: "main", Has: "Xem có gì thay đổi"},
		{Name: "the plan says that something waits", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/" + planID}, Want: 200, Selector: ".warn", Has: "Có bản sửa đổi chờ áp dụng"},
		{Name: "given up", request: request{As: "hoa.tt", Path: say, Form: form("ban", "2", "cua", "")}, Want: 303, Leads: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"},
		{Name: "and confirmed by itself", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("ban", "3")}, Want: 303},
	})
}

// Merging, splitting and moving are taken back exactly, until something else changes the cards.
func TestCardsComeBackAsTheyWere(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		planID := w.confirmed(doubtful)
		_, first := w.work("Kiểm tra cầu trượt")
		_, second := w.work("Lập danh sách")
		w.samples["task"] = first.ID
		w.run([]scenario{{Name: "a result", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/" + first.ID + "/ket-qua",
			Form: form("co-quan", w.someBody(), "ngay", "11/5/2026", "ket-qua", "Đã thay ốc ở hai sân.")}, Want: 303}})
		saved := w.state(planID)
		for _, c := range []struct {
			name string
			task plan.Task
			form []string
		}{
			{"merge", first, []string{"lam", "gop"}},
			{"split", first, []string{"lam", "tach", "dong", strconv.Itoa(first.LineFrom + 1)}},
			{"down", first, []string{"lam", "xuong"}},
			{"up", second, []string{"lam", "len"}},
		} {
			undo := w.reshaped(c.task.ID, c.form...)
			if cmp.Equal(saved, w.state(planID)) {
				t.Errorf("%s changed nothing", c.name)
			}
			if a := w.do(request{As: "dat.lq", Path: undo, Form: form()}); a.Code != http.StatusForbidden {
				t.Errorf("a reader takes %s back: %d", c.name, a.Code)
			}
			if a := w.do(request{As: "hoa.tt", Path: undo, Form: form()}); a.Code != http.StatusSeeOther {
				t.Fatalf("taking %s back answers %d: %s", c.name, a.Code, words(a.doc))
			}
			if d := cmp.Diff(saved, w.state(planID)); d != "" {
				t.Errorf("%s did not come back as it was:\n%s", c.name, d)
			}
			if a := w.do(request{As: "hoa.tt", Path: undo, Form: form()}); a.Code != http.StatusConflict {
				t.Errorf("%s is taken back twice: %d", c.name, a.Code)
			}
		}
		undo := w.reshaped(first.ID, "lam", "gop")
		w.run([]scenario{
			{Name: "the page offers it", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"}, Want: 200, Selector: ".undo-list", Has: "Gộp “Lập danh sách"},
			{Name: "another result", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/" + first.ID + "/ket-qua", Form: form("co-quan", w.someBody(), "ngay", "12/5/2026", "ket-qua", "Thêm một sân.")}, Want: 303},
			{Name: "now it says why not", request: request{As: "hoa.tt", Path: undo, Form: form()}, Want: 409, Has: "đã có kết quả ghi sau đó"},
		})
	})
}

// reshaped changes a card and gives the address that takes it back.
func (w *world) reshaped(taskID string, fields ...string) (undo string) {
	w.t.Helper()
	current, err := store.Get[int](w.t.Context(), w.app.DB.Reader(actor.System("test")), versionOfTask, taskID)
	if err != nil {
		w.t.Fatal(err)
	}
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/" + taskID + "/xep-lai", Form: form(append([]string{"ban", strconv.Itoa(current)}, fields...)...)})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("%v answers %d: %s", fields, a.Code, words(a.doc))
	}
	page := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"})
	undo, ok := page.doc.Find(".undo-list form").First().Attr("action")
	if !ok {
		w.t.Fatalf("%v offers no undo", fields)
	}
	return undo
}

var versionOfTask = store.Query("test.task.version", `SELECT t.version FROM task t WHERE t.id = $1 AND {scope:t}`)

// A third text brings back what the second left out: the work is the same again. Taking it back gives the second text.
func TestAVersionUponAVersion(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		planID := w.confirmed(summer)
		_, eyes := w.work("Khám sức khỏe")
		w.run([]scenario{{Name: "a result", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua",
			Form: form("co-quan", w.someBody(), "ngay", "11/5/2026", "ket-qua", "Đã khám 40 cháu.")}, Want: 303}})
		w.amend(planID, summerAmended)
		if a := w.applied(""); a.Code != http.StatusSeeOther {
			t.Fatalf("the second text answers %d: %s", a.Code, words(a.doc))
		}
		second := w.state(planID)
		w.amend(planID, strings.Replace(summer, "41/KH-UBND", "66/KH-UBND", 1))
		if a := w.applied(""); a.Code != http.StatusSeeOther {
			t.Fatalf("the third text answers %d: %s", a.Code, words(a.doc))
		}
		w.samples["plan"] = planID
		if _, now := w.work("Khám sức khỏe"); now.ID != eyes.ID || now.Absent != "" || now.Seq != eyes.Seq || now.Results != 1 {
			t.Errorf("the work that came back is number %d with %d results, absent from %q", now.Seq, now.Results, now.Absent)
		}
		const back, page = "/u/{unit}/{year}/ke-hoach/{plan}/rut-ban-sua-doi", "/u/{unit}/{year}/ke-hoach/{plan}"
		w.run([]scenario{
			{Name: "both older texts are listed", request: request{As: "hoa.tt", Path: page}, Want: 200, Has: "Kế hoạch số 58/KH-UBND ngày 04/05/2026, thay ngày 12/05/2026"},
			{Name: "with the first", request: request{As: "hoa.tt", Path: page}, Want: 200, Has: "Kế hoạch số 41/KH-UBND ngày 02/03/2026, thay ngày 12/05/2026"},
			{Name: "the third is taken back", request: request{As: "hoa.tt", Path: back, Form: form("ban", w.planVersion(planID))}, Want: 303},
		})
		if d := cmp.Diff(second, w.state(planID)); d != "" {
			t.Fatalf("the second text did not come back (-was +is):\n%s", d)
		}
	})
}
