package app_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
)

// theSoftware stands for the software of the ministry: rows by code, in its own columns.
type theSoftware struct {
	heads []string
	rows  map[string][]string
	next  int
}

// apply does in the software what the list of the week asks for.
func (s *theSoftware) apply(t *testing.T, book []byte) (done int) {
	t.Helper()
	table, err := xlsx.ReadTable(book)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(table, func(row []string) bool { return len(row) > 0 && row[0] == "Việc cần làm" })
	if at < 0 {
		t.Fatalf("the workbook has no head: %q", table)
	}
	s.heads = table[at][1 : len(table[at])-1]
	for _, row := range table[at+1:] {
		if len(row) < len(s.heads) { // a line below the table
			continue
		}
		cells := slices.Clone(row[1 : len(s.heads)+1])
		switch row[0] {
		case "Thêm":
			s.next++
			cells[0] = fmt.Sprintf("PM%05d", s.next)
			s.rows[cells[0]] = cells
		case "Sửa":
			s.rows[cells[0]] = cells
		default:
			delete(s.rows, cells[0])
		}
		done++
	}
	return done
}

func (s *theSoftware) export() (rows [][]string) {
	for _, code := range slices.Sorted(maps.Keys(s.rows)) {
		rows = append(rows, s.rows[code])
	}
	return rows
}

func (w *world) softwareFile(who string) []byte {
	w.t.Helper()
	a := w.do(request{As: who, Path: software + "/tep", Form: form("muc-dich", "cập nhật phần mềm tuần này")})
	if a.Code != http.StatusOK {
		w.t.Fatalf("the file answers %d: %s", a.Code, words(a.doc))
	}
	return a.Body.Bytes()
}

// Whatever changes in the register: when what the list says has been done in the software, its next table leaves nothing to do, and
// every child is there once.
func TestWhatWasDoneInTheSoftwareLeavesTheList(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	rnd := rand.New(rand.NewPCG(3978, 2025))
	var ids []string
	for i := range 8 {
		ids = append(ids, w.addChild(fmt.Sprint("p", i), "ho-ten", fmt.Sprintf("Lò %s %c", marker, 'A'+i), "ngay-sinh", fmt.Sprintf("%02d/03/2019", i+1), "me", "Quàng Thị "+string(rune('A'+i))))
	}
	w.software(w.bringSoftware(true, softwareHeads[:4], []string{"X1", "", "Nhà Khác Hẳn", "01/01/2021"}) + "/ghi")
	s := &theSoftware{rows: map[string][]string{}}
	if n := s.apply(t, w.softwareFile("hoa.tt")); n < 50 {
		t.Fatalf("the software has nobody, and the list has %d children", n)
	}
	values := map[string][]string{"dien-thoai": {"0911", "0922", "từ chối"}, "ngay-sinh": {"03/2019", "2019", "07/08/2019"}, "dan-toc": {"Thái", "Kinh"}, "bao-hiem": {"co", "khong"},
		"dia-chi": {"Số 1", "=cmd|x", "Ngõ 2, \"kiốt\""}, "hoan-canh": {"Trẻ em khuyết tật", ""}, "di-hoc": {"dang-hoc", "chua-ro"}, "me": {"LÒ THỊ HOA", "Lò Thị Hoa"}}
	names := slices.Sorted(maps.Keys(values))
	for round := range 6 {
		page := w.software(w.bringSoftware(true, s.heads, s.export()...) + "/ghi")
		if left := w.toChange("hoa.tt"); len(left) != 0 {
			t.Fatalf("round %d leaves %d lines: %q\n%s", round, len(left), left, page)
		}
		for range 5 {
			name := names[rnd.IntN(len(names))]
			w.editChild(ids[rnd.IntN(len(ids))], map[string]string{name: values[name][rnd.IntN(len(values[name]))], "ly-do": "xem lại", "can-cu": "giấy khai sinh"})
		}
		if round == 3 {
			w.addChild("late", "ho-ten", "Lò "+marker+" Muộn", "ngay-sinh", "09/09/2021", "me", "Vi Thị Muộn")
		}
		s.apply(t, w.softwareFile("hoa.tt"))
	}
}

// What is wrong with a table is said, by the row of the file, and nothing is written.
func TestBadTablesOfTheSoftware(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	good := softwareBook(t, softwareHeads, []string{"M1", "", "Lò " + marker, "01/02/2020", "Nữ"})
	day := day.At(today).String()
	send := func(content, on string) answer {
		return w.do(request{As: "hoa.tt", Path: software + "/nhap", Form: form("once", web.NewKey(), "ngay-xuat", on), Files: []upload{{"tep", "t.xlsx", content}}})
	}
	for name, bad := range map[string]struct{ content, on, says string }{
		"other columns":     {softwareBook(t, []string{"STT", "Thửa đất", "Chủ sử dụng"}, []string{"1", "2", "3"}), day, "Không thấy dòng tên cột của phần mềm"},
		"no name":           {softwareBook(t, softwareHeads[:2], []string{"M1", "1"}), day, "chưa có cột họ tên"},
		"half a file":       {good[:len(good)/2], day, ""},
		"no file":           {"", day, "Chọn tệp Excel"},
		"text":              {"<html>đăng nhập</html>", day, ""},
		"only heads":        {softwareBook(t, softwareHeads), day, "chưa có dòng trẻ em nào"},
		"no day of export":  {good, "", "Ghi ngày xuất tệp"},
		"exported tomorrow": {good, "31/12/2026", "không sau hôm nay"},
	} {
		if a := send(bad.content, bad.on); a.Code != http.StatusUnprocessableEntity || !strings.Contains(words(a.doc), bad.says) {
			t.Errorf("%s answers %d: %s", name, a.Code, words(a.doc))
		}
	}
	at := w.bringSoftware(false, softwareHeads,
		[]string{"M1", "033318000021", "Lò " + marker + " Một", "01/02/2020", "Nữ"},
		[]string{"M1", "", "Lò " + marker + " Hai", "01/02/2020", "Nữ"},
		[]string{"M3", "33318000021", "Lò " + marker + " Ba", "01/02/2020", "Nữ"},
		[]string{"M4", "", "#REF!", "01/02/2020", "Nữ"},
		[]string{"M5", "", "Lò " + marker + " Năm", "31/02/2020", "Nữ"},
		[]string{"M6", "", "", "01/02/2020", "Nữ"},
		[]string{"M7", "033318000021", "Lò " + marker + " Bảy", "01/02/2020", "Nữ"},
		[]string{"M8", "", "Lò " + marker + " Lớn", "01/02/2005", "Nữ"})
	page := w.readable("hoa.tt", at+"?nhom=loi")
	for _, want := range []string{"mã này đã có ở dòng", "số định danh này đã có ở dòng", "đang có 11", "lỗi công thức #REF!", "Chưa có họ tên", "Đã đủ 16 tuổi", "1 mới ở phần mềm", "7 lỗi"} {
		if !strings.Contains(page, want) {
			t.Errorf("the mistakes do not say %q: %s", want, page)
		}
	}
	if page := w.software(at+"/chon", "moi", "phan-mem", "nhom", "moi"); !strings.Contains(page, "7 lỗi") {
		t.Errorf("a choice changed the verdicts: %s", page)
	}
	if page := w.software(at + "/ghi"); !strings.Contains(page, "1 trẻ thêm vào sổ, 0 hồ sơ sửa") {
		t.Errorf("the receipt says %s", page)
	}
	if a := w.do(request{As: "hoa.tt", Path: at + "/ghi", Form: form("once", web.NewKey())}); a.Code != http.StatusConflict {
		t.Errorf("writing twice answers %d", a.Code)
	}
}

// A doubtful row is nobody until a person says who it is: this child, another one by number, a new one, or nobody.
func TestAPersonSaysWhoADoubtfulRowIs(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	id := w.addChild("a", "ho-ten", "Lò "+marker+" Na", "ngay-sinh", "05/06/2018")
	at := w.bringSoftware(false, softwareHeads, []string{"D1", "033318000031", "Lò " + marker + " Na", "05/06/2018", "Nữ"})
	page := w.readable("hoa.tt", at)
	if !strings.Contains(page, "1 chưa chắc là ai") {
		t.Fatalf("same name and birth alone are taken for the same child: %s", page)
	}
	row := w.do(request{As: "hoa.tt", Path: at + "?nhom=nghi"}).doc.Find("select[name^=chon-]").AttrOr("name", "")
	if page := w.software(at+"/chon", row, id, "nhom", "khac"); !strings.Contains(page, "0 chưa chắc là ai") || !strings.Contains(page, "033318000031") {
		t.Errorf("after the choice: %s", page)
	}
	w.software(at+"/chon", "cot-so-dinh-danh", "phan-mem", "nhom", "khac")
	w.software(at + "/ghi")
	if now := w.readable("hoa.tt", children+"/"+id); !strings.Contains(now, "033318000031") {
		t.Error("the number was not written")
	}
}

// Answers with a right of their own stay with those who have it: neither that they differ, nor what either side says. Who does not keep
// the register brings nothing in, and who has no part in children learns nothing.
func TestTheListOfTheSoftwareTellsNoMoreThanItsReaderMaySee(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	w.addChild("k", "ho-ten", "Lò "+marker, "so-dinh-danh", "033318000041", "dan-toc", "Kinh", "dien-thoai", "0911")
	at := w.bringSoftware(false, softwareHeads, []string{"S1", "033318000041", "Lò " + marker, "05/06/2018", "Nữ", "", "0922", "Thái", ""})
	w.software(at + "/ghi")
	if lines := strings.Join(mine(w.toChange("hoa.tt")), "\n"); !strings.Contains(lines, "Thái | Kinh") || !strings.Contains(lines, "0922 | 0911") {
		t.Fatalf("the officer does not see both lines: %s", lines)
	}
	for _, who := range []string{"dat.lq", "van.pt"} {
		if lines := strings.Join(mine(w.toChange(who)), "\n"); strings.Contains(lines, "Thái") || strings.Contains(lines, "Dân tộc") || !strings.Contains(lines, "0922 | 0911") {
			t.Errorf("%s reads: %s", who, lines)
		}
	}
	for _, who := range []string{"dat.lq", "van.pt", "thinh.vv", "phong.lh", "kiem.dv"} {
		for path, f := range map[string][]string{software + "/nhap": nil, at: nil, at + "/ghi": {"once", web.NewKey()}, software + "/tep": {"muc-dich", "xem"}, software + "/da-sua": {"dong", "x:y"}} {
			r := request{As: who, Path: path}
			if f != nil {
				r.Form = form(f...)
			}
			if a := w.do(r); a.Code < 400 || strings.Contains(a.Body.String(), marker) {
				t.Errorf("%s at %s: %d", who, path, a.Code)
			}
		}
	}
	for _, who := range []string{"thinh.vv", "phong.lh", "kiem.dv"} {
		if a := w.do(request{As: who, Path: software}); strings.Contains(a.Body.String(), marker) {
			t.Errorf("%s reads of the child", who)
		}
	}
}

// Twenty thousand rows: all new, then the list, then all known, which is every week but the first.
func BenchmarkSoftwareOfManyChildren(b *testing.B) {
	w := newWorld(b, template.SQLite(b))
	const n = 20_000
	by := officerFor(b, w)
	rows := [][]string{softwareHeads}
	for i := range n {
		rows = append(rows, []string{fmt.Sprint("B", i), fmt.Sprintf("0333180%05d", i), fmt.Sprintf("Lò Thị %c%c%c", 'A'+i%26, 'a'+i/26%26, 'a'+i/676%26), day.Must(2012, 1, 1).Add(i % 4000).String(), "Nữ", fmt.Sprint("Lò Thị Mẹ ", i%9000), fmt.Sprint("09", 10000000+i), "Kinh", ""})
	}
	bring := func() {
		if _, err := w.app.Software.Bring(b.Context(), w.app.DB, by, by.UnitID, rows, day.At(today), false, map[string]string{"+": "phan-mem"}, true); err != nil {
			b.Fatal(err)
		}
	}
	began := time.Now()
	read, err := xlsx.ReadTyped([]byte(softwareBook(b, rows[0], rows[1:]...)))
	if err != nil || len(read) < n {
		b.Fatalf("%d rows of the workbook are read: %v", len(read), err)
	}
	opened := time.Since(began)
	began = time.Now()
	saves := w.savesMeanwhile(b, bring)
	first := time.Since(began)
	began = time.Now()
	if err := w.app.Software.Make(b.Context(), w.app.DB, by.UnitID, day.At(today)); err != nil {
		b.Fatal(err)
	}
	list := time.Since(began)
	for b.Loop() {
		bring()
	}
	reportSaves(b, saves) // the loop forgets what was told before it
	b.ReportMetric(peakMemory(), "MB-peak")
	b.ReportMetric(opened.Seconds(), "s-workbook")
	b.ReportMetric(first.Seconds(), "s-all-new")
	b.ReportMetric(list.Seconds(), "s-list")
}

// officerFor is the person who keeps the register of children, as an actor.
func officerFor(b *testing.B, w *world) actor.Actor {
	b.Helper()
	a, err := w.app.Accounts.ByUsername(b.Context(), "hoa.tt")
	if err != nil {
		b.Fatal(err)
	}
	u, err := w.app.Org.UnitBySlug(b.Context(), w.samples["unit"])
	if err != nil {
		b.Fatal(err)
	}
	return actor.Actor{AccountID: a.ID, Username: a.Username, Name: a.Name, UnitID: u.ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
}
