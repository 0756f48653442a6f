package app_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// routinePlan is an invented plan of 2025 with n tasks that go on, and a peak at the first.
func routinePlan(n int) []byte {
	var b strings.Builder
	b.WriteString("ỦY BAN NHÂN DÂN\nPHƯỜNG MỸ HÀO\n\nSố: 11/KH-UBND\n\nMỹ Hào, ngày 20 tháng 3 năm 2025\n\nKẾ HOẠCH\nCông tác trẻ em năm 2025\n\nỦy ban nhân dân phường Mỹ Hào ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH, YÊU CẦU\n\nChăm lo cho trẻ em.\n\nII. NHIỆM VỤ\n\n")
	for i := range n {
		time := "Thường xuyên trong năm."
		if i == 0 {
			time = "Thường xuyên trong năm, cao điểm vào tháng 6."
		}
		fmt.Fprintf(&b, "%d. Rà soát ao, hồ, cống hở lần thứ %d của năm.\n\n- Đơn vị chủ trì: Phòng Kinh tế, Hạ tầng và Đô thị.\n- Thời gian thực hiện: %s\n\n", i+1, i+1, time)
	}
	b.WriteString("III. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Văn hóa - Xã hội\n\nTheo dõi, đôn đốc việc thực hiện Kế hoạch./.\n\nNơi nhận:\n\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n")
	return []byte(b.String())
}

// keys are the check-points of the plan's first task, by due date, with how often each key is there.
func (y *yearWorld) keys() (list []string, twice bool) {
	y.t.Helper()
	a := y.do(request{As: "hoa.tt", Path: "/u/{unit}/2025/nhiem-vu/" + y.item("II.1", "2025-Q2").Task + "?moc=tat-ca"})
	seen := map[string]bool{}
	a.doc.Find("table.points tbody tr").Each(func(_ int, tr *goquery.Selection) {
		name := squash(tr.Find("td").First().Text())
		twice = twice || seen[name]
		seen[name] = true
		list = append(list, name+" "+squash(tr.Find("td.days").Text()))
	})
	return list, twice
}

func TestTheRuleOfATaskChanges(t *testing.T) {
	y := newYear(t, template.SQLite(t), "2025-04-01")
	y.bring("ke-hoach.txt", routinePlan(2))
	want := "Trước Tháng hành động vì trẻ em CN 25/5 nghỉ, Quý II T2 30/6, Quý III T3 30/9, Quý IV T4 31/12"
	list, _ := y.keys()
	if got := strings.Join(list, ", "); got != want {
		t.Fatalf("the proposal of the program is %s, want %s", got, want)
	}
	task := y.item("II.1", "2025-Q2").Task
	y.at("2025-05-10")
	y.done("II.1", "2025-Q2", "2025-05-10") // touched: no rule takes it away
	rule := url.Values{"ban": {"1"}, "nhip": {"month"}, "han": {"ngay"}, "so": {"25"}}
	path := "/u/{unit}/2025/nhiem-vu/" + task + "/nhip"
	preview := url.Values{"lam": {"xem"}}
	for k, v := range rule {
		preview[k] = v
	}
	y.run([]scenario{
		{request: request{As: "thinh.vv", Path: path}, Name: "a body has no say", Want: http.StatusForbidden},
		{request: request{As: "hoa.tt", Path: path}, Name: "the rule in force", Want: http.StatusOK, Selector: "#nhip-2[checked]"},
		{request: request{As: "hoa.tt", Path: path, Form: url.Values{"ban": {"1"}, "nhip": {"month"}, "han": {"ngay"}, "so": {"32"}}}, Name: "no such date", Want: http.StatusUnprocessableEntity, Has: "từ 1 đến 31"},
		{request: request{As: "hoa.tt", Path: path, Form: url.Values{"ban": {"1"}, "nhip": {"tuần"}, "han": {"cuoi"}}}, Name: "no such beat", Want: http.StatusUnprocessableEntity, Has: "Chọn một nhịp"},
		{request: request{As: "hoa.tt", Path: path, Form: preview}, Name: "looked at first", Want: http.StatusOK, Selector: "#xem-truoc", Has: "tháng 5"},
		{request: request{As: "hoa.tt", Path: path, Form: rule}, Name: "saved", Want: http.StatusSeeOther, Audit: "Đổi nhịp kiểm tra"},
		{request: request{As: "hoa.tt", Path: path, Form: rule}, Name: "the slower one keeps what was chosen", Want: http.StatusConflict, Selector: "#nhip[checked]"},
	})
	list, _ = y.keys()
	if got := strings.Join(list, ", "); len(list) != 9 || !strings.HasPrefix(got, "Tháng 5 CN 25/5 nghỉ, Tháng 6 T4 25/6, Quý II T2 30/6") {
		t.Errorf("after the change: %s", got)
	}
}

// The clock goes forward and back, the program starts again, the rule changes to and fro: no check-point is there twice, and the
// one that was confirmed stands as it was.
func TestTheClockMovesAndNothingIsThereTwice(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		y := newYear(t, w.app.DB, "2025-04-01")
		y.bring("ke-hoach.txt", routinePlan(2))
		y.at("2025-05-10")
		y.done("II.1", "2025-Q2", "2025-05-10")
		confirmed := y.item("II.1", "2025-Q2")
		task := confirmed.Task
		version := 0
		for i, date := range []string{"2026-01-05", "2025-02-01", "2025-05-20", "2025-04-02", "2025-11-30", "2025-04-15"} {
			y.at(date)
			y.fillAgain()
			version++
			y.post(task+"/nhip", url.Values{"ban": {fmt.Sprint(version)}, "nhip": {[]string{"month", "quarter"}[i%2]}, "han": {"cuoi"}})
			if list, twice := y.keys(); twice {
				t.Fatalf("on %s: %v", date, list)
			}
		}
		if now := y.item("II.1", "2025-Q2"); now != confirmed {
			t.Errorf("the confirmed check-point is %+v, was %+v", now, confirmed)
		}
		y.agreeAt("2025-07-01")
	})
}

func (y *yearWorld) agreeAt(date string) {
	y.t.Helper()
	y.figures(y.at(date))
}

// What happens on one day gives one state, in whatever order it is written down.
func TestTheOrderOfADayDoesNotMatter(t *testing.T) {
	y := newYear(t, template.SQLite(t), "2025-04-01")
	y.bring("ke-hoach.txt", routinePlan(12))
	orders := [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}
	for day, want := range map[string]string{"2025-06-30": "xong đúng hạn", "2025-07-02": "xong muộn"} {
		y.at(day)
		for i, order := range orders {
			path := fmt.Sprintf("II.%d", i+1)
			if day == "2025-07-02" {
				path = fmt.Sprintf("II.%d", i+7)
			}
			for _, event := range order {
				switch event {
				case 0: // done today
					y.done(path, "2025-Q2", day)
				case 1: // another result, done a day before
					y.done(path, "2025-Q2", iso(day).Add(-1).ISO())
				case 2: // more time, which is refused once the check-point is done
					it := y.item(path, "2025-Q2")
					y.do(request{As: "hoa.tt", Path: "/u/{unit}/2025/nhiem-vu/" + it.Task + "/moc/" + it.Item + "/gia-han",
						Form: url.Values{"ban": {fmt.Sprint(it.Version)}, "han-moi": {iso(day).Add(10).String()}, "ly-do": {"Mưa lũ"}}})
				}
			}
			it := y.item(path, "2025-Q2")
			a := y.do(request{As: "hoa.tt", Path: "/u/{unit}/2025/nhiem-vu/" + it.Task})
			state := squash(a.doc.Find("#moc-" + it.Item + " .state").Text())
			if full := want + ", ngày " + iso(day).Add(-1).String(); !strings.HasSuffix(state, full) {
				t.Errorf("%s in the order %v: %q, want %q", day, order, state, full)
			}
		}
	}
	y.agreeAt("2025-07-02")
}

// A body hands in for a check-point, the officer confirms, somebody corrects: every hand stays visible.
func TestACheckPointFromResultToCorrection(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		y := newYear(t, w.app.DB, "2025-04-01")
		y.bring("ke-hoach.txt", routinePlan(2))
		y.at("2025-07-03")
		it := y.item("II.1", "2025-Q2")
		task, point := "/u/{unit}/2025/nhiem-vu/"+it.Task, "/u/{unit}/2025/nhiem-vu/"+it.Task+"/moc/"+it.Item
		y.run([]scenario{
			{request: request{As: "hoa.tt", Path: task}, Name: "overdue in working days", Want: http.StatusOK, Selector: "#moc-" + it.Item, Has: "quá 3 ngày làm việc"},
			{request: request{As: "hoa.tt", Path: task}, Name: "the task is not in its rhythm", Want: http.StatusOK, Selector: ".state-line", Has: "có mốc quá hạn"},
			{request: request{As: "hoa.tt", Path: task + "/ket-qua?moc=" + it.Item}, Name: "the form knows which", Want: http.StatusOK, Selector: "#moc option[selected]", Has: "Quý II, hạn 30/06/2025"},
			{request: request{As: "hoa.tt", Path: point + "/sua"}, Name: "nothing to correct yet", Want: http.StatusConflict, Has: "chưa xong"},
			{request: request{As: "hoa.tt", Path: point + "/bo", Form: url.Values{"ban": {"1"}}}, Name: "no skipping without a reason", Want: http.StatusUnprocessableEntity, Has: "Ghi lý do"},
		})
		y.done("II.1", "2025-Q2", "2025-06-30")
		it = y.item("II.1", "2025-Q2")
		y.run([]scenario{
			{request: request{As: "hoa.tt", Path: task}, Name: "in time by the day of the work", Want: http.StatusOK, Selector: "#moc-" + it.Item, Has: "xong đúng hạn, ngày 30/06/2025"},
			{request: request{As: "hoa.tt", Path: point + "/bo"}, Name: "what is done is not skipped", Want: http.StatusConflict, Has: "đã xong"},
			{request: request{As: "thinh.vv", Path: point + "/sua"}, Name: "a body corrects nothing", Want: http.StatusForbidden},
			{request: request{As: "hoa.tt", Path: point + "/sua", Form: url.Values{"ban": {fmt.Sprint(it.Version)}, "ngay": {"30/6/2025"}, "ly-do": {"x"}}}, Name: "the same day", Want: http.StatusUnprocessableEntity, Has: "ghi ngày khác"},
			{request: request{As: "hoa.tt", Path: point + "/sua", Form: url.Values{"ban": {fmt.Sprint(it.Version)}, "ngay": {"2/7/2025"}, "ly-do": {"Biên bản ghi ngày 02/7"}}}, Name: "corrected", Want: http.StatusSeeOther, Audit: "Sửa mốc đã xác nhận"},
			{request: request{As: "hoa.tt", Path: task}, Name: "late now", Want: http.StatusOK, Selector: "#moc-" + it.Item, Has: "xong muộn, ngày 02/07/2025"},
			{request: request{As: "hoa.tt", Path: task}, Name: "both days stay", Want: http.StatusOK, Selector: "#moc-" + it.Item, Has: "Trần Thu Hoa sửa từ xong 30/06/2025 thành xong 02/07/2025: Biên bản ghi ngày 02/7"},
			{request: request{As: "hoa.tt", Path: task}, Name: "in the history too", Want: http.StatusOK, Has: "Xong ngày: từ “30/06/2025” thành “02/07/2025”"},
			{request: request{As: "hoa.tt", Path: point + "/sua", Form: url.Values{"ban": {"1"}, "ngay": {"1/7/2025"}, "ly-do": {"khác"}}}, Name: "the slower one", Want: http.StatusConflict, Selector: "textarea", Has: "khác"},
		})
		y.agreeAt("2025-07-03")
	})
}

// A body's own result waits; an event adds a check-point; a task that gets a date of its own loses the proposal.
func TestCheckPointsFollowTheTask(t *testing.T) {
	y := newYear(t, template.SQLite(t), "2025-07-28")
	y.bring("ke-hoach.txt", routinePlan(2))
	it := y.item("II.2", "2025-Q3")
	task := "/u/{unit}/2025/nhiem-vu/" + it.Task
	y.post(it.Task+"/moc-su-kien", url.Values{"ban": {"1"}, "su-kien": {"Diễn đàn trẻ em"}, "ngay": {"27/7/2025"}, "so": {"15"}, "don-vi": {"lich"}})
	y.run([]scenario{
		{request: request{As: "hoa.tt", Path: task}, Name: "15 days after the forum", Want: http.StatusOK, Selector: "table.points", Has: "Sau Diễn đàn trẻ em (27/7)"},
		{request: request{As: "hoa.tt", Path: task}, Name: "on a day of work", Want: http.StatusOK, Selector: "table.points", Has: "T2 11/8"},
		{request: request{As: "hoa.tt", Path: task + "/moc-su-kien", Form: url.Values{"ban": {"1"}, "su-kien": {""}, "ngay": {"27/7"}, "so": {"-2"}}}, Name: "mistakes", Want: http.StatusUnprocessableEntity, Has: "Ghi số ngày"},
		{request: request{As: "hoa.tt", Path: task + "/moc/" + it.Item + "/bo", Form: url.Values{"ban": {"1"}, "ly-do": {"Đã gộp vào quý IV"}}}, Name: "skipped with a reason", Want: http.StatusSeeOther, Audit: "Bỏ kỳ"},
		{request: request{As: "hoa.tt", Path: task + "?moc=tat-ca"}, Name: "and said so", Want: http.StatusOK, Selector: "#moc-" + it.Item, Has: "bỏ kỳ: Đã gộp vào quý IV"},
		{request: request{As: "hoa.tt", Path: task + "/ket-qua", Form: url.Values{"co-quan": {y.someBody(it.Task)}, "ngay": {"28/7/2025"}, "ket-qua": {"x"}, "moc": {it.Item}}}, Name: "takes no result", Want: http.StatusUnprocessableEntity, Has: "Mốc này đã bỏ"},
		{request: request{As: "hoa.tt", Path: task + "/moc/" + it.Item + "/bo", Form: url.Values{"ban": {"2"}, "ly-do": {"Vẫn phải làm"}}}, Name: "taken up again", Want: http.StatusSeeOther, Audit: "Lấy lại mốc"},
	})
	y.agreeAt("2025-09-30")
	other := y.item("II.1", "2025-Q4")
	before := y.figures(y.at("2025-07-29"))
	version, err := store.Get[yearItem](t.Context(), y.app.DB.Reader(y.by), testTask, y.planID, "II.1", day.Day{})
	if err != nil {
		t.Fatal(err)
	}
	y.post(other.Task+"/sua", url.Values{"ban": {fmt.Sprint(version.Version)}, "ten": {"Rà soát ao, hồ"}, "chu-tri": {"Công an phường"}, "loai-tg": {"deadline"}, "han": {"15/12/2025"}})
	if after := y.figures(iso("2025-07-29")); after.Given != before.Given-2+1 {
		t.Errorf("two quarters make way for one date: %d given, were %d", after.Given, before.Given)
	}
}

// A plan that was confirmed before there were check-points gets them at the next start, from that day on. A start that was cut off
// in between goes on where it stopped, and a further one changes nothing.
func TestOldPlansGetCheckPointsAtStart(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		y := newYear(t, w.app.DB, "2025-04-01")
		y.bring("ke-hoach.txt", routinePlan(3))
		y.bring("ke-hoach-2.txt", append(routinePlan(2), '\n'))
		writer, reader := w.app.DB.Raw()
		for _, sql := range []string{"DELETE FROM checkpoint", "DELETE FROM task_rhythm", "DELETE FROM due_tally", "UPDATE task SET points = 0, point_due = '', class = ''", "UPDATE result SET checkpoint_id = ''"} {
			if _, err := writer.ExecContext(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
		y.at("2025-07-15")
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := y.app.Plans.Fill(ctx, y.app.DB); err == nil {
			t.Error("a start that is cut off says so")
		}
		var counts []int
		for range 2 {
			y.fillAgain()
			var n int
			if err := reader.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM checkpoint WHERE year = 2025").Scan(&n); err != nil {
				t.Fatal(err)
			}
			counts = append(counts, n)
		}
		if counts[0] != 10 || counts[1] != 10 { // five tasks, the third and the fourth quarter; the peak in June has passed
			t.Errorf("check-points after one start and after two: %v", counts)
		}
	})
}
