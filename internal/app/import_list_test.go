package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/plan"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

const listPath = "/u/{unit}/{year}/danh-sach-viec"

// pastedTable is an invented list as Excel gives it to the clipboard: a title, a head of two rows, numbered columns, a group
// of work, dates in several shapes, one that does not exist, one row without a name and one that repeats another.
const pastedTable = "DANH SÁCH VIỆC HÈ 2026\t\t\t\t\t\r\n" +
	"STT\tNội dung công việc\tĐơn vị chủ trì\tThời gian\t\tSản phẩm\r\n" +
	"\t\t\tBắt đầu\tHoàn thành\t\r\n" +
	"(1)\t(2)\t(3)\t(4)\t(5)\t(6)\r\n" +
	"1\tSơn lại sân chơi khu A\tĐoàn Thanh niên\t1/6/2026\t15-6-26\tẢnh trước và sau\r\n" +
	"2\tMở lớp bơi tháng 7\tTrường Tiểu học Hoa Sen\t\tquý III\t\r\n" +
	"3\tPhát áo phao cho bến đò\tCông an phường\t\t31/02/2026\t\r\n" +
	"4\t\tCông an phường\t\t25/06/2026\t\r\n" +
	"5\tSơn lại sân chơi khu A\tĐoàn Thanh niên\t\t46188\t\r\n"

// bringList pastes a table and gives the columns page's form.
func (w *world) bringList(as, key, table string) url.Values {
	w.t.Helper()
	a := w.do(request{As: as, Path: listPath, Form: form("once", key, "bang", table)})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("the list answers %d\n%s", a.Code, words(a.doc))
	}
	w.samples["list"] = id(w.t, a.Header().Get("Location"), "danh-sach-viec")
	return w.pageForm(as, listPath+"/{list}/cot")
}

// pageForm is the form around the table of a page as it would be sent unchanged, its choices included.
func (w *world) pageForm(as, path string) url.Values {
	w.t.Helper()
	a := w.do(request{As: as, Path: path})
	if a.Code != http.StatusOK {
		w.t.Fatalf("%s answers %d\n%s", path, a.Code, words(a.doc))
	}
	f := formOn(a)
	for _, s := range a.doc.Find("main form:has(table) select").EachIter() {
		f.Set(s.AttrOr("name", ""), s.Find("option[selected]").AttrOr("value", ""))
	}
	return f
}

func (w *world) post(as, path string, f url.Values) {
	w.t.Helper()
	if a := w.do(request{As: as, Path: path, Form: f}); a.Code != http.StatusSeeOther {
		w.t.Fatalf("%s answers %d\n%s", path, a.Code, words(a.doc))
	}
}

// tabs are the numbers on the tabs of the preview.
func (w *world) tabs(as string) string {
	w.t.Helper()
	var n []string
	for _, s := range w.do(request{As: as, Path: listPath + "/{list}"}).doc.Find(".list-tabs b").EachIter() {
		n = append(n, s.Text())
	}
	return strings.Join(n, " ")
}

// versionOn is the version that a button of the page carries.
func (w *world) versionOn(as string) string {
	w.t.Helper()
	return w.do(request{As: as, Path: listPath + "/{list}"}).doc.Find("input[name=ban]").First().AttrOr("value", "")
}

// listWork are the tasks of the list's plan row.
func (w *world) listWork() []plan.Task {
	w.t.Helper()
	href := w.do(request{As: "hoa.tt", Path: listPath + "/{list}"}).doc.Find("main a.btn.primary").AttrOr("href", "")
	w.samples["plan"] = id(w.t, href, "ke-hoach")
	tasks, err := w.app.Plans.Work(w.t.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
	if err != nil {
		w.t.Fatal(err)
	}
	return tasks
}

func TestAPastedListBecomesWork(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		columns := w.bringList("hoa.tt", "l1", pastedTable)
		for i, want := range []string{"", "ten", "chu-tri", "bat-dau", "han", "san-pham"} {
			if got := columns.Get(fmt.Sprintf("cot-%d", i+1)); got != want {
				t.Errorf("column %d is read as %q, want %q", i+1, got, want)
			}
		}
		w.post("hoa.tt", listPath+"/{list}/cot", columns)
		if got := w.tabs("hoa.tt"); got != "2 1 2 0" {
			t.Fatalf("tabs %s, want 2 new, 1 repeated, 2 wrong", got)
		}
		w.run([]scenario{
			{Name: "the wrong rows come first", request: request{As: "hoa.tt", Path: listPath + "/{list}"}, Want: 200, Selector: ".fill", Has: "Không có ngày 31/02/2026 trong lịch"},
			{Name: "somebody without the right", request: request{As: "thinh.vv", Path: listPath + "/{list}"}, Want: 403},
		})
		repaired := w.pageForm("hoa.tt", listPath+"/{list}?xem=loi")
		repaired.Set("d-7-han", "28/02/2026")
		repaired.Set("d-8-ten", "Trực bến đò")
		w.post("hoa.tt", listPath+"/{list}", repaired)
		if got := w.tabs("hoa.tt"); got != "4 1 0 0" {
			t.Fatalf("repaired: tabs %s", got)
		}
		if a := w.do(request{As: "hoa.tt", Path: listPath + "/{list}", Form: repaired}); a.Code != http.StatusSeeOther {
			t.Errorf("the same page sent twice answers %d", a.Code)
		}
		w.post("hoa.tt", listPath+"/{list}/ghi", form("once", "g1", "ban", w.versionOn("hoa.tt")))
		w.run([]scenario{
			{Name: "a receipt", request: request{As: "hoa.tt", Path: listPath + "/{list}"}, Want: 200, Selector: ".facts", Has: "4"},
			{Name: "the repeated row is kept", request: request{As: "hoa.tt", Path: listPath}, Want: 200, Selector: ".files", Has: "bản nháp"},
			{Name: "found", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=ben+do"}, Want: 200, Has: "Trực bến đò"},
		})
		tasks := w.listWork()
		if len(tasks) != 4 || !tasks[0].Live || tasks[0].Starts != day.Must(2026, 6, 1) || tasks[0].Due != day.Must(2026, 6, 15) || tasks[1].Due != day.Must(2026, 9, 30) {
			t.Errorf("%d tasks, the first %+v", len(tasks), tasks[0])
		}
	})
}

func TestAListIsTakenBackExceptWhatSomebodyWorkedOn(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.post("hoa.tt", listPath+"/{list}/cot", w.bringList("hoa.tt", "l1", pastedTable))
		w.post("hoa.tt", listPath+"/{list}/ghi", form("once", "g1", "ban", w.versionOn("hoa.tt")))
		tasks := w.listWork()
		grid := w.gridPage("hoa.tt")
		grid.Set(cell(tasks[1].ID, "chu-tri"), "Trạm Y tế phường")
		w.post("hoa.tt", gridPath, grid)
		w.run([]scenario{
			{Name: "undo", request: request{As: "hoa.tt", Path: listPath + "/{list}/hoan-tac", Form: form("once", "h1")}, Want: 303, Audit: "Hoàn tác lần nhập danh sách"},
			{Name: "undo twice", request: request{As: "hoa.tt", Path: listPath + "/{list}/hoan-tac", Form: form("once", "h2")}, Want: 409},
			{Name: "what somebody changed is still there", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}"}, Want: 200, Has: tasks[1].Title, Hasnt: tasks[0].Title},
		})
		if left := w.listWork(); len(left) != 1 || left[0].Seq != 1 {
			t.Errorf("%d tasks are left", len(left))
		}
	})
}

func TestTheSameListTwice(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		good := "Tên việc\tChủ trì\tHạn\nTrồng cây ở sân trường\tĐoàn Thanh niên\t05/06/2026\nDọn kênh sau mưa\tCông an phường\t13/06/2026\n"
		w.post("hoa.tt", listPath+"/{list}/cot", w.bringList("hoa.tt", "l1", good))
		w.post("hoa.tt", listPath+"/{list}/ghi", form("once", "g1", "ban", w.versionOn("hoa.tt")))
		first := w.samples["list"]
		colleague := w.secondOfficer()
		w.post(colleague, listPath+"/{list}/cot", w.bringList(colleague, "l2", good))
		if got := w.tabs(colleague); got != "0 2 0 0" {
			t.Errorf("the second time: tabs %s", got)
		}
		w.run([]scenario{
			{Name: "it is said", request: request{As: colleague, Path: listPath + "/{list}"}, Want: 200, Selector: ".warn", Has: "đã được nhập"},
			{Name: "nothing is ready", request: request{As: colleague, Path: listPath + "/{list}/ghi", Form: form("once", "g2", "ban", w.versionOn(colleague))}, Want: 409},
		})
		choice := w.pageForm(colleague, listPath+"/{list}")
		choice.Set("chon-3", "them")
		choice.Add("bo", "2")
		w.post(colleague, listPath+"/{list}", choice)
		if got := w.tabs(colleague); got != "1 0 0 1" {
			t.Errorf("chosen: tabs %s", got)
		}
		stale := w.do(request{As: "hoa.tt", Path: listPath + "/{list}", Form: choice})
		if stale.Code != http.StatusConflict {
			t.Errorf("an older page of the preview answers %d", stale.Code)
		}
		w.post(colleague, listPath+"/{list}/ghi", form("once", "g3", "ban", w.versionOn(colleague)))
		if tasks := w.listWork(); len(tasks) != 1 || tasks[0].Title != "Dọn kênh sau mưa" {
			t.Errorf("written: %d tasks", len(tasks))
		}
		if w.samples["list"] == first {
			t.Error("both lists have one id")
		}
	})
}

func TestWritingTakesWhatWasJustRepaired(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.post("hoa.tt", listPath+"/{list}/cot", w.bringList("hoa.tt", "l1", pastedTable))
	repaired := w.pageForm("hoa.tt", listPath+"/{list}?xem=loi")
	repaired.Set("d-7-han", "28/02/2026")
	w.post("hoa.tt", listPath+"/{list}/ghi", repaired)
	if tasks := w.listWork(); len(tasks) != 3 || tasks[2].Due != day.Must(2026, 2, 28) {
		t.Errorf("%d tasks", len(tasks))
	}
}

func TestADateThatCanBeReadTwoWaysIsAskedOnce(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	columns := w.bringList("hoa.tt", "l1", "Việc\tPhụ trách\tHạn\nA một\tX\t03/04/2026\nB hai\tY\t05/06/2026\n")
	if got := columns.Get("ngay-3"); got != "ngay-thang" {
		t.Fatalf("the column of dates asks %q", got)
	}
	columns.Set("ngay-3", "thang-ngay")
	w.post("hoa.tt", listPath+"/{list}/cot", columns)
	f := w.pageForm("hoa.tt", listPath+"/{list}")
	if got := f.Get("d-2-han") + " " + f.Get("d-3-han"); got != "04/03/2026 06/05/2026" {
		t.Errorf("the dates became %s", got)
	}
	if again := w.bringList("hoa.tt", "l2", "Việc\tPhụ trách\tHạn\nC ba\tX\t13/04/2026\n"); again.Has("ngay-3") {
		t.Error("a date with one reading is asked about")
	}
}

func TestTheColumnsOfAHeadAreRemembered(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	table := "Mã\tNội dung\tĐơn vị\tLưu ý\n%s\tViệc %s\tCông an phường\tPhòng Văn hóa - Xã hội\n"
	columns := w.bringList("hoa.tt", "l1", fmt.Sprintf(table, "a", "một"))
	columns.Set("cot-4", "phoi-hop")
	w.post("hoa.tt", listPath+"/{list}/cot", columns)
	if got := w.bringList("hoa.tt", "l2", fmt.Sprintf(table, "b", "hai")).Get("cot-4"); got != "phoi-hop" {
		t.Errorf("the corrected column is read as %q the second time", got)
	}
}

func TestTwoThousandRows(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	var b strings.Builder
	b.WriteString("Tên việc\tChủ trì\tHạn\n")
	for i := range plan.MaxListRows {
		fmt.Fprintf(&b, "Việc đánh số %d của hè\tĐoàn Thanh niên\t%d/6/2026\n", i, i%28+1)
	}
	w.post("hoa.tt", listPath+"/{list}/cot", w.bringList("hoa.tt", "l1", b.String()))
	if got := w.tabs("hoa.tt"); got != "2.000 0 0 0" {
		t.Fatalf("tabs %s", got)
	}
	w.post("hoa.tt", listPath+"/{list}/ghi", form("once", "g1", "ban", w.versionOn("hoa.tt")))
	if n := len(w.listWork()); n != plan.MaxListRows {
		t.Errorf("%d tasks", n)
	}
	w.post("hoa.tt", listPath+"/{list}/hoan-tac", form("once", "h1"))
	if n := len(w.listWork()); n != 0 {
		t.Errorf("taken back, %d tasks are left", n)
	}
	b.WriteString("Một việc nữa\tĐoàn Thanh niên\t1/6/2026\n")
	w.run([]scenario{{Name: "one more is too many", request: request{As: "hoa.tt", Path: listPath, Form: form("once", "l2", "bang", b.String())}, Want: 422, Selector: ".errors", Has: "2.001 dòng"}})
}

func TestForeignListsAreRefusedInWords(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	for name, content := range map[string]string{
		"trong.csv": "", "anh.xlsx": "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01", 300), "cu.xls": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "hong.xlsx": "PK\x03\x04nothing",
		"trang.csv": "\n\n\n",
	} {
		a := w.do(request{As: "hoa.tt", Path: listPath, Form: form("once", name, "bang", ""), Files: []upload{{"tep", name, content}}})
		if a.Code != http.StatusUnprocessableEntity || a.doc.Find(".errors").Length() != 1 {
			t.Errorf("%s answers %d\n%s", name, a.Code, words(a.doc))
		}
	}
	csv := "Tên việc;Chủ trì;Hạn\nDán pa nô;Đoàn Thanh niên;5/6/2026\n\"Hội thi; vẽ tranh\";Công an phường;13/6/2026\n"
	a := w.do(request{As: "hoa.tt", Path: listPath, Form: form("once", "c1"), Files: []upload{{"tep", "viec.csv", "\ufeff" + csv}}})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("a CSV answers %d\n%s", a.Code, words(a.doc))
	}
	w.samples["list"] = id(t, a.Header().Get("Location"), "danh-sach-viec")
	w.post("hoa.tt", listPath+"/{list}/cot", w.pageForm("hoa.tt", listPath+"/{list}/cot"))
	if f := w.pageForm("hoa.tt", listPath+"/{list}"); f.Get("d-3-ten") != "Hội thi; vẽ tranh" {
		t.Errorf("the quoted cell is %q", f.Get("d-3-ten"))
	}
}

// BenchmarkList2000 reads a list of the largest size and writes it.
func BenchmarkList2000(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	for n := 0; b.Loop(); n++ {
		var table strings.Builder
		table.WriteString("Tên việc\tChủ trì\tHạn\n")
		for i := range plan.MaxListRows {
			fmt.Fprintf(&table, "Việc đánh số %d của lượt %d\tĐoàn Thanh niên\t%d/6/2026\n", i, n, i%28+1)
		}
		key := fmt.Sprint(n)
		w.post("hoa.tt", listPath+"/{list}/cot", w.bringList("hoa.tt", "b"+key, table.String()))
		w.post("hoa.tt", listPath+"/{list}/ghi", form("once", "g"+key, "ban", w.versionOn("hoa.tt")))
	}
}
