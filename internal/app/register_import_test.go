package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/hazard"
)

const imports = "/u/{unit}/{year}/nhap-nguy-co"

// aTable is an invented list as it is copied from Excel: a title, a head of two rows, serial numbers, numbers of columns.
const aTable = "DANH SÁCH ĐIỂM NGUY CƠ\tDANH SÁCH ĐIỂM NGUY CƠ\tDANH SÁCH ĐIỂM NGUY CƠ\tDANH SÁCH ĐIỂM NGUY CƠ\tDANH SÁCH ĐIỂM NGUY CƠ\n" +
	"STT\tNơi\tLoại\tMức nguy hiểm\tHạn xử lý\tGhi gì đó\n" +
	"(1)\t(2)\t(3)\t(4)\t(5)\t(6)\n" +
	"1\tAo sau miếu\tAo, hồ, đầm\tCao\t20/6/2026\tx\n" +
	"2\tAo đầu làng, không rào\tAo, hồ, đầm\tCao\t\t\n" +
	"3\tCống chân đê\tCống\tCao\t31/6/2026\t\n" +
	"4\tAo sau miếu\tao ho dam\tVừa\t\t\n" +
	"5\t\tĐiện\tThấp\t\t\n"

func TestATableComesIntoARegisterAndIsTakenBack(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		before := snapshot(t, w)
		a := w.do(request{As: "hoa.tt", Path: imports + "", Form: form("once", "b1", "bang", aTable)})
		if a.Code != http.StatusSeeOther {
			t.Fatalf("the table is answered with %d: %s", a.Code, words(a.doc))
		}
		w.samples["batch"] = id(t, a.Header().Get("Location"), "nhap-nguy-co")
		one := imports + "/{batch}"
		if got := snapshot(t, w); got != before {
			t.Fatal("a preview changed the register")
		}
		// The site of the demonstration has an address, so it is no twin of row 2; row 4 repeats row 1.
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: one}, Name: "counts", Want: 200, Has: "5 dòng: 2 thêm mới, 0 cập nhật, 1 có thể trùng, 2 lỗi"},
			{request: request{As: "hoa.tt", Path: one + "?nhom=error"}, Name: "both mistakes of a row", Want: 200, Selector: "tbody tr:first-child td.imp-do", Has: "không có ngày 31/6/2026"},
			{request: request{As: "hoa.tt", Path: one + "?nhom=error"}, Name: "the empty cell", Want: 200, Selector: "tbody tr:last-child", Has: "Ghi nơi"},
			{request: request{As: "hoa.tt", Path: one + "?nhom=twin"}, Name: "the twin names its row", Want: 200, Selector: "tbody", Has: "trùng với dòng 4"},
			{request: request{As: "thinh.vv", Path: one}, Name: "a body may not", Want: 403},
			{request: request{As: "hoa.tt", Path: one + "/sua", Form: form("once", "b2", "o-6-2", "Khác", "o-6-4", "30/6/2026", "chon-7", "them")}, Name: "corrected", Want: 303, Leads: one},
			{request: request{As: "hoa.tt", Path: one}, Name: "counted again", Want: 200, Has: "3 thêm mới, 0 cập nhật, 1 có thể trùng, 1 lỗi"},
			{request: request{As: "hoa.tt", Path: one + "/ghi", Form: form("once", "b3")}, Name: "written", Want: 303, Leads: one},
			{request: request{As: "hoa.tt", Path: one}, Name: "receipt", Want: 200, Has: "4 thêm mới, 0 cập nhật, 1 dòng không ghi"},
			{request: request{As: "hoa.tt", Path: one + "/ghi", Form: form("once", "b4")}, Name: "written twice", Want: 303},
			{request: request{As: "hoa.tt", Path: hazards + "?tim=cong+chan+de"}, Name: "found", Want: 200, Selector: "tbody tr", Has: "30/06/2026"},
			{request: request{As: "hoa.tt", Path: imports + "", Form: form("once", "b5", "bang", aTable)}, Name: "the file again", Want: 303},
		})
		if got, want := len(listed(t, w)), 6+4; got != want {
			t.Errorf("%d sites, want %d", got, want)
		}
		inNumbers(t, w, hazard.Sites, "SELECT COUNT(*) FROM hazard WHERE dropped = FALSE", map[string]string{"state": "", "kind": "", "risk": ""})
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: one + "/hoan-tac", Form: form("once", "b6")}, Name: "taken back", Want: 303, Leads: one, Audit: "Hoàn tác một lần nhập: Điểm nguy cơ"},
			{request: request{As: "hoa.tt", Path: one}, Name: "says so", Want: 200, Selector: "h1", Has: "Đã hoàn tác"},
		})
		if got := snapshot(t, w); got != before {
			t.Error("taken back, the register is not what it was")
		}
		inNumbers(t, w, hazard.Sites, "SELECT COUNT(*) FROM hazard WHERE dropped = FALSE", map[string]string{"state": "", "kind": "", "risk": ""})
	})
}

// A workbook that the register gave comes back in as updates, and what was updated is taken back to the letter.
func TestAnExportComesBackAsUpdates(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		before := snapshot(t, w)
		rows := listed(t, w)
		table := "Mã điểm nguy cơ\tGhi chú\tHạn xử lý\n"
		for i, code := range rows {
			table += fmt.Sprintf("%s\tghi thêm %d\t%d/7/2026\n", code, i, i+1)
		}
		a := w.do(request{As: "hoa.tt", Path: imports + "", Form: form("once", "u1", "bang", table)})
		w.samples["batch"] = id(t, a.Header().Get("Location"), "nhap-nguy-co")
		one := imports + "/{batch}"
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: one}, Name: "all updates", Want: 200, Has: "0 thêm mới, 6 cập nhật, 0 có thể trùng, 0 lỗi"},
			{request: request{As: "hoa.tt", Path: one + "/ghi", Form: form("once", "u2")}, Name: "written", Want: 303},
			{request: request{As: "hoa.tt", Path: hazards + "?tim=ghi+them"}, Name: "found by the new words", Want: 200, Selector: "p[role=status]", Has: "6 điểm nguy cơ"},
			{request: request{As: "hoa.tt", Path: one + "/hoan-tac", Form: form("once", "u3")}, Name: "taken back", Want: 303},
			{request: request{As: "hoa.tt", Path: one}, Name: "says so", Want: 200, Has: "0 thêm mới, 0 cập nhật"},
		})
		if got := snapshot(t, w); got != before {
			t.Error("taken back, the register is not what it was")
		}
	})
}

// snapshot is every answer of every site, without versions and times.
func snapshot(t *testing.T, w *world) string {
	t.Helper()
	_, raw := w.app.DB.Raw()
	rows, err := raw.QueryContext(t.Context(), `SELECT number, state, dropped, name, kind, risk, address, pin, pin_lon, found_on, found_by, body, owner, fix_by, measure, recheck_on, note FROM hazard ORDER BY number`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		vals, ptrs := make([]any, 17), make([]any, 17)
		for i := range vals {
			ptrs[i] = &vals[i]
		}
		if err := rows.Scan(ptrs...); err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(vals)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(line))
	}
	return strings.Join(out, "\n")
}

// listed are the numbers of the sites on the first page.
func listed(t *testing.T, w *world) (codes []string) {
	t.Helper()
	doc := w.do(request{As: "hoa.tt", Path: hazards}).doc
	for _, n := range doc.Find("tbody tr td:first-child").EachIter() {
		codes = append(codes, squash(n.Text()))
	}
	return codes
}
