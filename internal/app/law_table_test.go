package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestATableComesInAndGoesOut(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, twoDecisions)
		before := w.do(request{As: "hoa.tt", Path: lawBase + "/danh-sach.xlsx"}).Body.String()
		names := lawRegister(w, "?sap-xep=so")
		stage := func(once, text string) string {
			t.Helper()
			a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhap-van-ban", Form: form("once", once, "bang", text)})
			if a.Code != 303 {
				t.Fatalf("stage answers %d: %s", a.Code, words(a.doc))
			}
			w.samples["batch"] = id(t, a.Header().Get("Location"), "nhap-van-ban")
			return a.Header().Get("Location")
		}
		pasted := "STT\tSố, ký hiệu\tNgày ban hành\tTrích yếu\tGiai đoạn\n1\t501/KH-UBND\t25/01/2024\tPhòng, chống đuối nước\t2024-2028\n" +
			"2\t06/QĐ-TTg\t03/01/2019\tTiêu chuẩn xã, phường phù hợp với trẻ em\t\n3\t06/QĐ-TTg\t\tKhông ghi ngày\t\n4\tsai số\t\tDòng lỗi\t\n"
		preview := stage("law-a", pasted)
		in := "/u/{unit}/{year}/nhap-van-ban/{batch}"
		w.run([]scenario{
			{Name: "a body may not", request: request{As: "thinh.vv", Path: in}, Want: 403},
			{Name: "four counted tabs", request: request{As: "hoa.tt", Path: preview}, Want: 200, Selector: ".chips", Has: "Thêm mới (1)Cập nhật (1)Có thể trùng (1)Lỗi (1)"},
			{Name: "mistakes first, in their cells", request: request{As: "hoa.tt", Path: preview}, Want: 200, Selector: ".error", Has: "ghi số và ký hiệu"},
			{Name: "what an update changes", request: request{As: "hoa.tt", Path: in + "?nhom=update"}, Want: 200, Selector: "tbody", Has: "thành “Tiêu chuẩn xã, phường phù hợp với trẻ em”"},
			{Name: "rows that are open would not be written", request: request{As: "hoa.tt", Path: in}, Want: 200, Selector: "main", Has: "Ghi 2 dòng vào sổ"},
		})
		if now := lawRegister(w, "?sap-xep=so"); !slices.Equal(now, names) {
			t.Errorf("the preview wrote: %v", now)
		}
		twin := w.do(request{As: "hoa.tt", Path: in + "?nhom=twin"})
		chosen, _ := twin.doc.Find("select[name=chon-4] option").Eq(2).Attr("value")
		w.run([]scenario{
			{Name: "a double is told apart", request: request{As: "hoa.tt", Path: in + "/sua", Form: form("once", "law-c", "chon-4", chosen)}, Want: 303},
			{Name: "a mistake is repaired in place", request: request{As: "hoa.tt", Path: in + "/sua", Form: form("once", "law-d", "o-5-1", "502/KH-UBND", "o-5-2", "06/01/2024")}, Want: 303},
			{Name: "all is clear", request: request{As: "hoa.tt", Path: in}, Want: 200, Selector: "main", Has: "Ghi 4 dòng vào sổ"},
			{Name: "written", request: request{As: "hoa.tt", Path: in + "/ghi", Form: form("once", "law-e")}, Want: 303, Audit: "Ghi xong một bảng vào sổ: Văn bản"},
			{Name: "written twice", request: request{As: "hoa.tt", Path: in + "/ghi", Form: form("once", "law-f")}, Want: 303},
			{Name: "receipt", request: request{As: "hoa.tt", Path: in}, Want: 200, Selector: "main", Has: "2 thêm mới, 2 cập nhật"},
			{Name: "in the register", request: request{As: "hoa.tt", Path: lawBase + "?sap-xep=so"}, Want: 200, Selector: "tbody", Has: "502/KH-UBND"},
		})
		first := w.samples["batch"]
		stage("law-g", strings.Replace(strings.Replace(pasted, "sai số\t\t", "502/KH-UBND\t06/01/2024\t", 1), "3\t06/QĐ-TTg\t\tKhông ghi ngày\t\n", "", 1))
		w.run([]scenario{{Name: "the same table again has nothing to write", request: request{As: "hoa.tt", Path: in}, Want: 200, Selector: "main", Has: "không có gì để ghi"}})
		w.samples["batch"] = first
		w.run([]scenario{
			{Name: "taken back", request: request{As: "hoa.tt", Path: in + "/hoan-tac", Form: form("once", "law-h")}, Want: 303, Audit: "Hoàn tác một lần nhập: Văn bản"},
			{Name: "taken back twice", request: request{As: "hoa.tt", Path: in + "/hoan-tac", Form: form("once", "law-i")}, Want: 303},
		})
		if now := lawRegister(w, "?sap-xep=so"); !slices.Equal(now, names) {
			t.Errorf("after undo %v, before %v", now, names)
		}
		_, _, was, _ := sheet(t, w.do(request{As: "hoa.tt", Path: lawBase + "/danh-sach.xlsx"}))
		if fmt.Sprint(was) != fmt.Sprint(rowsOf(t, w, before)) {
			t.Errorf("the sheet after undo:\n%v", was)
		}
	})
}

// rowsOf reads the rows of a sheet that was fetched before.
func rowsOf(t *testing.T, w *world, body string) [][]string {
	t.Helper()
	a := w.do(request{As: "hoa.tt", Path: lawBase + "/danh-sach.xlsx"})
	a.Body.Reset()
	a.Body.WriteString(body)
	_, _, rows, _ := sheet(t, a)
	return rows
}

// What the register sends out comes back in unchanged, and files that are no table are refused in words.
func TestTheRegistersOwnFileComesBackIn(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, twoDecisions)
		file := w.do(request{As: "hoa.tt", Path: lawBase + "/danh-sach.xlsx"}).Body.String()
		in := func(name, content string) answer {
			return w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhap-van-ban", Form: form("once", name), Files: []upload{{"tep", name, content}}})
		}
		a := in("so.xlsx", file)
		page := w.do(request{As: "hoa.tt", Path: a.Header().Get("Location")})
		if !strings.Contains(words(page.doc), "không có gì để ghi") {
			t.Errorf("the register's own file: %s", words(page.doc))
		}
		for name, content := range map[string]string{"anh.png": "\x89PNG\r\n\x1a\n", "hong.xlsx": file[:len(file)/2], "rong.xlsx": "", "chu.xlsx": "Quyết định"} {
			if a := in(name, content); a.Code != 422 || a.doc.Find(".errors").Length() == 0 {
				t.Errorf("%s answers %d: %s", name, a.Code, words(a.doc))
			}
		}
	})
}

// A row that leaves out who issued a document of the same number and day is that document.
func TestARowOfATableThatSaysLessIsTheSameDocument(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.do(request{As: "hoa.tt", Path: lawBase + "/them", Form: typedDoc("law-a", "ngay", "25/02/2024")})
		a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/nhap-van-ban", Form: form("once", "law-b", "bang", "Số, ký hiệu\tNgày ban hành\tTrích yếu\n11/KH-UBND\t25/02/2024\tTrích yếu mới\n11/KH-UBND\t26/02/2024\tNgày khác\n")})
		w.run([]scenario{{Name: "one is changed, one is new", request: request{As: "hoa.tt", Path: a.Header().Get("Location")}, Want: 200, Selector: ".chips", Has: "Thêm mới (1)Cập nhật (1)Có thể trùng (0)Lỗi (0)"}})
	})
}
