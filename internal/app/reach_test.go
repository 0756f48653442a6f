package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const reached = "/u/{unit}/{year}/chua-ai-den"

// reachList is the text of a list as somebody reads it.
func (w *world) reachList(who, below string) string {
	return squash(w.do(request{As: who, Path: reached + below}).doc.Find("main").Text())
}

// What nobody knows is no lack: both are counted, each in a list of its own, and a birthday moves a child without a write.
func TestWhomNobodyHasReached(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) { reachStory(t, newWorld(t, db)) })
}

func reachStory(t *testing.T, w *world) {
	d := day.At(today)
	born := func(years, days int) string { return day.Must(d.Year()-years, d.Month(), d.Date()).Add(days).String() }
	w.addChild("a", "ho-ten", "Lò Thị Thiếu", "ngay-sinh", born(6, 1), "bao-hiem", "khong")  // six tomorrow
	w.addChild("b", "ho-ten", "Lò Thị Đủ Sáu", "ngay-sinh", born(6, 0), "bao-hiem", "khong") // six today
	w.addChild("c", "ho-ten", "Lò Thị Chưa Hỏi", "ngay-sinh", born(3, 0))
	w.addChild("d", "ho-ten", "Lò Thị Có Thẻ", "ngay-sinh", born(3, 0), "bao-hiem", "co")
	w.addChild("e", "ho-ten", "Lò Thị Năm Sinh", "ngay-sinh", born(6, 0)[6:], "bao-hiem", "khong") // five or six
	w.addChild("f", "ho-ten", "Lò Thị Không Ngày", "ngay-sinh", "", "thieu-ngay-sinh", "Chưa có giấy tờ", "bao-hiem", "khong")
	lacks, maybe := w.reachList("hoa.tt", "/bao-hiem"), w.reachList("hoa.tt", "/bao-hiem?phan=chua-ro")
	for name, in := range map[string]string{"Lò Thị Thiếu": "lacks", "Lò Thị Đủ Sáu": "", "Lò Thị Chưa Hỏi": "maybe", "Lò Thị Có Thẻ": "", "Lò Thị Năm Sinh": "maybe", "Lò Thị Không Ngày": "maybe"} {
		if got := strings.Contains(lacks, name); got != (in == "lacks") {
			t.Errorf("%s in the list of those who lack it: %v", name, got)
		}
		if got := strings.Contains(maybe, name); got != (in == "maybe") {
			t.Errorf("%s in the list of those nobody knows of: %v", name, got)
		}
	}
	w.run([]scenario{
		{Name: "without a purpose nothing leaves", request: request{As: "hoa.tt", Path: reached + "/bao-hiem/tep", Form: form("dang", "docx")}, Want: 422, Selector: "main", Has: "Chọn mục đích"},
		{Name: "no work without a due date", request: request{As: "hoa.tt", Path: reached + "/bao-hiem/giao", Form: form("once", web.NewKey())}, Want: 422, Selector: "main", Has: "Ghi hạn xong"},
	})
	for as, begins := range map[string]string{"xlsx": "PK", "docx": "PK", "pdf": "%PDF"} {
		a := w.do(request{As: "hoa.tt", Path: reached + "/bao-hiem/tep", Form: form("dang", as, "muc-dich", "tham", "ly-do", "Rà soát tháng 5")})
		if a.Code != http.StatusOK || !strings.HasPrefix(a.Body.String(), begins) {
			t.Errorf("%s answers %d", as, a.Code)
		}
		if says := text(t, "", a.Result()); !strings.Contains(says, "TE-X") {
			t.Errorf("%s carries no mark", as)
		}
	}
	if all := said(w.do(request{As: "dat.lq", Path: leaving + "/cac-lan"}).doc); strings.Count(all, "Rà soát tháng 5") != 3 || !strings.Contains(all, "Tệp pdf: Cột của danh sách Chưa ai đến") {
		t.Errorf("the files of the list are not among the exports: %s", all)
	}
	a := w.do(request{As: "hoa.tt", Path: reached + "/bao-hiem/giao", Form: form("han", d.Add(10).String(), "once", web.NewKey())})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("giving work answers %d: %s", a.Code, words(a.doc))
	}
	if page := w.reachList("hoa.tt", "/bao-hiem"); !strings.Contains(page, "Đã giao "+d.String()) || !strings.Contains(page, "Nay còn") {
		t.Errorf("the list does not say that work was given: %s", page)
	}
}

// A tap writes a visit, the button in the message takes it back, and the record is as before.
func TestMetToday(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	id := w.addChild("m", "ho-ten", "Lò Thị Gặp", "tham", "01/02/2025")
	visited := func() bool { return strings.Contains(w.reachList("hoa.tt", "/tham"), "Lò Thị Gặp") }
	if !visited() {
		t.Fatal("a child whose last visit is fifteen months old is not in the list")
	}
	a := w.do(request{As: "hoa.tt", Path: reached + "/tham/gap", Form: form("tre", id, "once", web.NewKey())})
	if a.Code != http.StatusSeeOther || visited() {
		t.Fatalf("meeting answers %d and leaves the child in the list: %v", a.Code, visited())
	}
	if a := w.do(request{As: "hoa.tt", Path: reached + "/tham/gap", Form: form("tre", id, "once", web.NewKey())}); a.Code != http.StatusConflict {
		t.Errorf("meeting twice a day answers %d", a.Code)
	}
	back := reached + "/gap-lai?tre=" + id + "&ban=2&ngay=" + day.At(today).ISO() + "&truoc=2025-02-01&ve=tham"
	if a := w.do(request{As: "hoa.tt", Path: back, Form: form("once", web.NewKey())}); a.Code != http.StatusSeeOther || !visited() {
		t.Fatalf("taking it back answers %d, in the list again: %v\n%s", a.Code, visited(), words(a.doc))
	}
	if page := w.readable("hoa.tt", children+"/"+id); !strings.Contains(page, "01/02/2025") {
		t.Error("the earlier visit is gone")
	}
}

// A list that a unit does not follow is switched off for all, with its history, and on again.
func TestAListIsSwitchedOff(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	set := func(off string) {
		if a := w.do(request{As: "hoa.tt", Path: reached + "/quy-tac", Form: form("quy-tac", "mam-non", "tat", off, "once", web.NewKey())}); a.Code != http.StatusSeeOther {
			t.Fatalf("switching answers %d", a.Code)
		}
	}
	has := func() bool { return strings.Contains(w.reachList("dat.lq", ""), "chưa học mầm non") }
	if !has() {
		t.Fatal("the leader does not see the list")
	}
	set("1")
	if has() {
		t.Error("the list is still there")
	}
	if page := w.reachList("hoa.tt", "/quy-tac"); !strings.Contains(page, "Tắt danh sách") || !strings.Contains(page, "Trần Thu Hoa") {
		t.Error("nobody knows who switched it off")
	}
	set("0")
	if !has() {
		t.Error("the list does not come back")
	}
}

// Circumstances reach nobody without the right: neither as a list, nor a number, nor a word, nor in the title of given work.
func TestTheListOfCircumstancesIsNobodyElses(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	id := w.addChild("s", "ho-ten", "Lò "+marker)
	before := map[string]string{}
	readers := []string{"dat.lq", "van.pt"}
	for _, who := range readers {
		before[who] = w.reachList(who, "")
	}
	w.editChild(id, map[string]string{"hoan-canh": "Trẻ em khuyết tật"})
	if page := w.reachList("hoa.tt", "/ho-tro"); !strings.Contains(page, marker) {
		t.Fatal("the officer does not find the child")
	}
	if a := w.do(request{As: "hoa.tt", Path: reached + "/ho-tro/giao", Form: form("han", day.At(today).Add(10).String(), "once", web.NewKey())}); a.Code != http.StatusSeeOther {
		t.Fatalf("giving work answers %d", a.Code)
	}
	for _, who := range readers {
		if page := w.reachList(who, ""); page != before[who] || strings.Contains(page, "hoàn cảnh") {
			t.Errorf("%s sees that there is such a list: %s", who, difference(before[who], page))
		}
		if a := w.do(request{As: who, Path: reached + "/ho-tro"}); a.Code != http.StatusNotFound {
			t.Errorf("%s opens the list: %d", who, a.Code)
		}
		if a := w.do(request{As: who, Path: reached + "/ho-tro/tep", Form: form("dang", "xlsx", "muc-dich", "tham", "ly-do", "xem")}); a.Code != http.StatusNotFound {
			t.Errorf("%s takes the file: %d", who, a.Code)
		}
		if page := w.readable(who, "/u/{unit}/{year}/viec"); strings.Contains(page, "chưa được hỗ trợ") {
			t.Errorf("%s reads of it in the work", who)
		}
	}
}

// Who keeps the register reads below its list how many children each list has; a narrowed list and other readers do not.
func TestTheListOfChildrenCountsWhomNobodyReached(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	has := func(who, query string) bool {
		return w.do(request{As: who, Path: children + query}).doc.Find(`main .counts a[href$="/chua-ai-den/bao-hiem"]`).Length() > 0
	}
	if !has("hoa.tt", "") || has("hoa.tt", "?gioi=nu") || has("dat.lq", "") {
		t.Error("the numbers stand where they should not, or not where they should")
	}
}
