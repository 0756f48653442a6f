package app_test

import (
	"net/http"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

const letterPath = "/u/{unit}/{year}/ke-hoach/cong-van"

func TestALetterGivesWork(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		head := func(more ...string) []string {
			return append([]string{"so", "128/SYT-NVY", "ngay", "04/05/2026", "noi-gui", "Sở Y tế", "trich-yeu", "Uống vitamin A đợt 1"}, more...)
		}
		w.run([]scenario{
			{Name: "nothing", request: request{As: "hoa.tt", Path: letterPath, Form: form("once", "a")}, Want: 422, Selector: ".errors", Has: "Ghi ít nhất một việc"},
			{Name: "a bad date keeps the rest", request: request{As: "hoa.tt", Path: letterPath, Form: form(head("once", "b", "viec-1-ten", "Lập danh sách trẻ", "viec-1-han", "32/5/2026")...)}, Want: 422,
				Selector: ".errors", Has: "Việc 1: Không có ngày 32/5/2026 trong lịch"},
			{Name: "more rows", request: request{As: "hoa.tt", Path: letterPath, Form: form(head("once", "c", "lam", "them", "viec-1-ten", "Lập danh sách trẻ")...)}, Want: 200, Selector: "#viec-4-ten"},
		})
		a := w.do(request{As: "hoa.tt", Path: letterPath, Form: form(head("once", "d", "viec-1-ten", "Lập danh sách trẻ", "viec-1-chu-tri", "Trạm Y tế phường",
			"viec-1-han", "20/5/2026", "bang", "Chủ trì\tViệc\tHạn\nCông an phường\tGiữ trật tự điểm uống\ttrước ngày 2/6\n")...)})
		if a.Code != http.StatusSeeOther {
			t.Fatalf("the letter answers %d\n%s", a.Code, words(a.doc))
		}
		w.samples["plan"] = id(t, a.Header().Get("Location"), "ke-hoach")
		const name = "Công văn số 128/SYT-NVY ngày 04/05/2026 của Sở Y tế"
		w.run([]scenario{
			{Name: "its review", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/doi-chieu"}, Want: 200, Has: name},
			{Name: "confirm", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/xac-nhan", Form: form("ban", "1")}, Want: 303},
			{Name: "the table of assignments", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"}, Want: 200, Has: name},
			{Name: "found by its number", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=128%2FSYT"}, Want: 200, Has: "công văn số 128/SYT-NVY"},
			{Name: "among the plans", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach"}, Want: 200, Selector: "tbody", Has: "Sở Y tế"},
			{Name: "the same again is noticed", request: request{As: "hoa.tt", Path: letterPath, Form: form(head("once", "e", "viec-1-ten", "Lập danh sách trẻ")...)}, Want: 200, Selector: ".warn", Has: "đã được nhập"},
		})
		tasks, err := w.app.Plans.Work(t.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
		if err != nil || len(tasks) != 2 || tasks[1].Due != day.Must(2026, 6, 1) || tasks[1].Lead != "Công an phường" {
			t.Errorf("%v %+v", err, tasks)
		}
	})
}

func TestALettersFileIsReadOrKept(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	a := w.do(request{As: "hoa.tt", Path: letterPath, Form: form("once", "a", "so", "9/UBND", "noi-gui", "UBND tỉnh"), Files: []upload{{"tep", "cv.txt", small}}})
	if a.Code != http.StatusSeeOther {
		t.Fatalf("the file answers %d\n%s", a.Code, words(a.doc))
	}
	w.samples["plan"] = id(t, a.Header().Get("Location"), "ke-hoach")
	tasks, err := w.app.Plans.Work(t.Context(), w.app.DB.Reader(actor.System("test")), w.samples["plan"])
	if err != nil || len(tasks) != 3 {
		t.Errorf("%d tasks were read from the file, %v", len(tasks), err)
	}

	picture := upload{"tep", "anh.jpg", "\xff\xd8\xff\xe0" + "picture of a letter"}
	a = w.do(request{As: "hoa.tt", Path: letterPath, Form: form("once", "b", "trich-yeu", "Họp phụ huynh"), Files: []upload{picture}})
	if a.Code != http.StatusUnprocessableEntity {
		t.Fatalf("a picture without work answers %d", a.Code)
	}
	held := a.doc.Find("input[name=tep-giu]").AttrOr("value", "")
	w.run([]scenario{{Name: "the picture was kept", request: request{As: "hoa.tt", Path: letterPath,
		Form: form("once", "c", "trich-yeu", "Họp phụ huynh", "tep-giu", held, "tep-ten", "anh.jpg", "viec-1-ten", "Mời phụ huynh")}, Want: 303}})
}
