package app_test

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const software = "/u/{unit}/{year}/phan-mem-tre-em"

// softwareHeads are the headings of an invented table of the software.
var softwareHeads = []string{"Mã trẻ em", "Số định danh cá nhân", "Họ và tên trẻ em", "Ngày sinh", "Giới tính", "Họ và tên mẹ", "Số điện thoại", "Dân tộc", "Tình trạng hồ sơ"}

// softwareBook is a workbook under the headings.
func softwareBook(t testing.TB, heads []string, rows ...[]string) string {
	t.Helper()
	table := xlsx.Table{Sheet: "Trẻ em", Title: "DANH SÁCH TRẺ EM"}
	for _, h := range heads {
		table.Columns = append(table.Columns, xlsx.Column{Head: h})
	}
	for _, row := range rows {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = c
		}
		table.Rows = append(table.Rows, cells)
	}
	var out bytes.Buffer
	if err := xlsx.Write(&out, table); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// bringSoftware brings a table in as the officer does, entire or not, and gives the address of its page.
func (w *world) bringSoftware(entire bool, heads []string, rows ...[]string) string {
	w.t.Helper()
	f := form("once", web.NewKey(), "ngay-xuat", day.At(today).String())
	if entire {
		f.Set("toan-bo", "1")
	}
	a := w.do(request{As: "hoa.tt", Path: software + "/nhap", Form: f, Files: []upload{{"tep", "tre-em.xlsx", softwareBook(w.t, heads, rows...)}}})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("the table answers %d: %s", a.Code, words(a.doc))
	}
	return a.Header().Get("Location")
}

// software posts to the page of an import and gives the page that follows.
func (w *world) software(at string, values ...string) string {
	w.t.Helper()
	path, _, _ := strings.Cut(at, "?")
	a := w.do(request{As: "hoa.tt", Path: path, Form: form(append(values, "once", web.NewKey())...)})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("%s answers %d: %s", path, a.Code, words(a.doc))
	}
	return w.readable("hoa.tt", a.Header().Get("Location"))
}

// toChange are the lines of the list as somebody reads them: "child | code | what | theirs | ours".
func (w *world) toChange(who string) (out []string) {
	w.t.Helper()
	w.do(request{As: who, Path: software}).doc.Find("table.tbl tbody tr").Each(func(_ int, s *goquery.Selection) {
		var cells []string
		s.Find("th,td").Each(func(i int, c *goquery.Selection) {
			if i < 5 {
				cells = append(cells, squash(c.Text()))
			}
		})
		out = append(out, strings.Join(cells, " | "))
	})
	return out
}

// mine are the lines about children of the test.
func mine(lines []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return !strings.Contains(l, marker) })
}

func TestTheSoftwareOfTheMinistry(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) { softwareStory(t, newWorld(t, db)) })
}

// The officer compares, takes one column from the software, keeps another; the rest is what must be changed there. The next table
// settles what was done there by itself, and what was written is taken back exactly.
func softwareStory(t *testing.T, w *world) {
	an := w.addChild("an", "ho-ten", "Lò "+marker+" An", "ngay-sinh", "05/06/2018", "so-dinh-danh", "033318000011", "me", "Lò Thị Mẹ", "dien-thoai", "0912000111", "dan-toc", "Kinh")
	before := w.readable("hoa.tt", children+"/"+an)
	rows := [][]string{
		{"M1", "033318000011", "LÒ " + strings.ToUpper(marker) + " AN", "06/06/2018", "1", "Lò Thị Khác", "0912000222", "Thái", "Đang quản lý"},
		{"M2", "", "Lò " + marker + " Mới", "01/02/2020", "Nữ", "Vi Thị Mới", "", "Kinh", "Đang quản lý"},
	}
	at := w.bringSoftware(false, softwareHeads, rows...)
	page := w.readable("hoa.tt", at)
	for _, want := range []string{"chưa đối chiếu", "06/06/2018", "05/06/2018", "Lò Thị Khác", "0 lỗi", "1 mới ở phần mềm", "1 khác nhau"} {
		if !strings.Contains(page, want) {
			t.Errorf("the preview does not say %q: %s", want, page)
		}
	}
	if now := w.readable("hoa.tt", children+"/"+an); now != before {
		t.Error("looking at a table changed the register")
	}
	w.software(at+"/chon", "moi", "phan-mem", "cot-ngay-sinh", "phan-mem", "cot-ho-ten-me", "minh", "cot-gioi", "minh", "nhom", "khac")
	receipt := w.software(at + "/ghi")
	if !strings.Contains(receipt, "1 trẻ thêm vào sổ, 1 hồ sơ sửa theo phần mềm") {
		t.Errorf("the receipt says %s", receipt)
	}
	history := w.readable("hoa.tt", children+"/"+an+"/lich-su-muc")
	if now := w.readable("hoa.tt", children+"/"+an); !strings.Contains(now, "06/06/2018") || !strings.Contains(now, "0912000111") {
		t.Errorf("the record is not as it was chosen: %s", now)
	}
	if !strings.Contains(history, "heo phần mềm của Bộ ngày "+day.At(today).String()) {
		t.Errorf("the history does not say why: %s", history)
	}
	lines := mine(w.toChange("hoa.tt"))
	for _, want := range []string{"Lò Thị Khác | Lò Thị Mẹ", "0912000222 | 0912000111", "Thái | Kinh"} {
		if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasSuffix(l, want) }) {
			t.Errorf("nothing says that %q is to be changed: %q", want, lines)
		}
	}
	w.run([]scenario{{Name: "one line is marked", request: request{As: "hoa.tt", Path: software + "/da-sua", Form: form("dong", an+":ho-ten-me", "once", web.NewKey())}, Want: 303}})
	if now := mine(w.toChange("hoa.tt")); len(now) != len(lines)-1 {
		t.Errorf("after a mark there are %d lines of %d: %q", len(now), len(lines), now)
	}
	// The next table has one thing changed there, and shows that the mark was wrong.
	rows[0][6] = "0912000111"
	rows[0][3] = "06/06/2018"
	at2 := w.bringSoftware(false, softwareHeads, rows...)
	if page := w.readable("hoa.tt", at2); !strings.Contains(page, "0 mới ở phần mềm") {
		t.Errorf("a child that was added is new again: %s", page)
	}
	w.software(at2 + "/ghi")
	now := mine(w.toChange("hoa.tt"))
	for want, there := range map[string]bool{"Lò Thị Khác | Lò Thị Mẹ": true, "0912000222 | 0912000111": false, "Thái | Kinh": true} {
		if got := slices.ContainsFunc(now, func(l string) bool { return strings.HasSuffix(l, want) }); got != there {
			t.Errorf("%q stands in the list: %v; %q", want, got, now)
		}
	}
	w.software(at2 + "/hoan-tac")
	w.software(at + "/hoan-tac")
	if now := w.recordWithoutHistory(an); now != withoutHistory(before) {
		t.Errorf("taking back leaves the record otherwise: %s", difference(withoutHistory(before), now))
	}
	if left := mine(w.toChange("hoa.tt")); len(left) != 1 || !strings.Contains(left[0], "Thêm vào phần mềm") {
		t.Errorf("what is known of the software was not taken back: %q", left)
	}
}

// recordWithoutHistory are the answers of a record, which an undo must bring back.
func (w *world) recordWithoutHistory(id string) string {
	return withoutHistory(w.readable("hoa.tt", children+"/"+id))
}

func withoutHistory(page string) string {
	answers, _, _ := strings.Cut(page, "Lịch sử")
	return answers
}

// What another is due there follows from what became of the child here.
func TestWhatIsToBeDoneInTheSoftware(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	ids := map[string]string{}
	var rows [][]string
	for i, name := range []string{"Chuyển", "Mất", "Rút", "Bỏ", "Ở"} {
		number := "03331800010" + strconv.Itoa(i)
		ids[name] = w.addChild(name, "ho-ten", "Lò "+marker+" "+name, "ngay-sinh", "0"+strconv.Itoa(i+1)+"/06/2018", "so-dinh-danh", number, "dien-thoai", "091200010"+strconv.Itoa(i))
		rows = append(rows, []string{"N" + strconv.Itoa(i), number, "Lò " + marker + " " + name, "0" + strconv.Itoa(i+1) + "/06/2018", "Nữ", "", "091200010" + strconv.Itoa(i), "", ""})
	}
	w.software(w.bringSoftware(false, softwareHeads, rows...) + "/ghi")
	if lines := mine(w.toChange("hoa.tt")); len(lines) != 0 {
		t.Fatalf("two that agree have lines: %q", lines)
	}
	move := func(name, key string, answers ...string) {
		t.Helper()
		if a := w.do(request{As: "hoa.tt", Path: children + "/" + ids[name] + "/" + key, Form: form(append(answers, "once", web.NewKey(), "ban", "1")...)}); a.Code != http.StatusSeeOther {
			t.Fatalf("%s answers %d: %s", key, a.Code, words(a.doc))
		}
	}
	move("Chuyển", "buoc/chuyen-di", "ngay-chuyen", "01/05/2026", "chuyen-den", "Phường Bên Cạnh")
	move("Mất", "buoc/mat", "ngay-mat", "01/05/2026", "giay-chung-tu", "Trích lục 1")
	move("Bỏ", "bo")
	w.editChild(ids["Rút"], map[string]string{"dong-y": "rut", "dien-thoai": "0999"})
	w.editChild(ids["Ở"], map[string]string{"dien-thoai": "0912000999"})
	lines := strings.Join(mine(w.toChange("hoa.tt")), "\n")
	for name, want := range map[string]string{"Chuyển": "Ghi chuyển đi trên phần mềm", "Mất": "Khóa trên phần mềm: đã mất", "Bỏ": "sổ đã gộp hoặc bỏ", "Ở": "0912000104 | 0912000999"} {
		if !strings.Contains(lines, want) {
			t.Errorf("%s: nothing says %q:\n%s", name, want, lines)
		}
	}
	if strings.Contains(lines, "0999\n") || strings.Contains(lines, marker+" Rút") {
		t.Errorf("a child whose consent was withdrawn is in the list:\n%s", lines)
	}
	if page := w.readable("hoa.tt", software); !strings.Contains(page, "1 hồ sơ đã rút đồng ý không đưa vào") {
		t.Error("nobody says that one was left out")
	}
}

// On Monday the page of the day says how much is to be changed, until the list was taken.
func TestMondayTellsOfTheSoftware(t *testing.T) {
	monday := today.AddDate(0, 0, 6) // the clock of the tests stands on a Tuesday
	w := newWorldWith(t, template.SQLite(t), app.Config{Clock: func() store.Instant { return store.Instant{Time: monday} }})
	w.signIn = func() store.Instant { return store.Instant{Time: monday} }
	has := func() bool {
		return strings.Contains(w.readable("hoa.tt", "/u/{unit}/{year}/viec"), "Phần mềm trẻ em tuần này")
	}
	if has() {
		t.Fatal("there is a list before it was made")
	}
	unit, err := w.app.Org.UnitBySlug(t.Context(), w.samples["unit"])
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.app.Software.Make(t.Context(), w.app.DB, unit.ID, day.At(monday)); err != nil {
			t.Fatal(err)
		}
	}
	if !has() {
		t.Error("Monday says nothing of the list")
	}
	w.softwareFile("hoa.tt")
	if has() {
		t.Error("the list was taken and is still offered")
	}
}
