package app_test

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const popAt = "/u/{unit}/{year}/doi-chieu-dan-cu"

// policeList is a list as the police send it, in the order of policeHeads.
type policeList [][]string

var policeHeads = []string{"STT", "Họ, chữ đệm và tên khai sinh", "Ngày, tháng, năm sinh", "Giới tính", "Số ĐDCN/CCCD", "Dân tộc", "Nơi thường trú", "Họ tên cha", "Họ tên mẹ", "Tình trạng"}

const popHome = "Tổ dân phố số 3, phường Mỹ Hào, tỉnh Hưng Yên"

// citizen is a row of the list with some cells changed.
func citizen(changed ...string) []string {
	cells := map[string]string{"name": "", "birth": "", "sex": "Nữ", "number": "", "ethnic": "", "home": "", "father": "", "mother": "", "standing": ""}
	for i := 0; i+1 < len(changed); i += 2 {
		cells[changed[i]] = changed[i+1]
	}
	return []string{"", cells["name"], cells["birth"], cells["sex"], cells["number"], cells["ethnic"], cells["home"], cells["father"], cells["mother"], cells["standing"]}
}

// book is the list as a workbook under two lines of title.
func (p policeList) book(t testing.TB) string {
	t.Helper()
	table := xlsx.Table{Sheet: "DS", Title: "CÔNG AN PHƯỜNG", Subtitle: []string{"DANH SÁCH TRẺ EM"}}
	for _, h := range policeHeads {
		table.Columns = append(table.Columns, xlsx.Column{Head: h})
	}
	for _, row := range p {
		line := make([]any, len(row))
		for i, c := range row {
			line[i] = c
		}
		table.Rows = append(table.Rows, line)
	}
	var b bytes.Buffer
	if err := xlsx.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bringPopulation sends a list and follows it until it is open; the answer is the address of the check.
func (w *world) bringPopulation(who string, p policeList, typed ...string) string {
	w.t.Helper()
	a := w.sendPopulation(who, upload{"tep", "ds.xlsx", p.book(w.t)}, typed...)
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("the list answers %d: %s", a.Code, words(a.doc))
	}
	return w.settlePopulation(who, strings.Split(a.Header().Get("Location"), "?")[0])
}

func (w *world) sendPopulation(who string, file upload, typed ...string) answer {
	w.t.Helper()
	sent := form(append([]string{"van-ban", "128/CAP-QLHC", "ngay-van-ban", "11/05/2026", "once", web.NewKey()}, typed...)...)
	return w.do(request{As: who, Path: popAt, Form: sent, Files: []upload{file}})
}

// settlePopulation goes on as the page does by itself, and gives the address.
func (w *world) settlePopulation(who, at string) string {
	w.t.Helper()
	for range 1000 {
		next, going := w.do(request{As: who, Path: at}).doc.Find("form[data-carry-on]").Attr("action")
		if !going {
			return at
		}
		if a := w.do(request{As: who, Path: next, Form: form("once", web.NewKey())}); a.Code != http.StatusSeeOther {
			w.t.Fatalf("going on answers %d: %s", a.Code, words(a.doc))
		}
	}
	w.t.Fatal("the check never ends")
	return at
}

// popPage is the text of a page of a check.
func (w *world) popPage(who, at string) string {
	return squash(w.do(request{As: who, Path: at}).doc.Find("main").Text())
}

// post sends a form to a page of a check and follows what goes on by itself.
func (w *world) popPost(who, at, below string, typed ...string) answer {
	w.t.Helper()
	a := w.do(request{As: who, Path: at + below, Form: form(append(typed, "once", web.NewKey())...)})
	if a.Code == http.StatusSeeOther {
		w.settlePopulation(who, at)
	}
	return a
}

// decideRow decides about the row of a child on the page of differences.
func (w *world) decideRow(who, at, child string, typed ...string) answer {
	w.t.Helper()
	row := w.do(request{As: who, Path: at + "/khac-nhau"}).doc.Find(".pop-row:contains('" + child + "')")
	if row.Length() != 1 {
		w.t.Fatalf("%d rows of %s", row.Length(), child)
	}
	for _, name := range []string{"dong", "ban"} {
		typed = append(typed, name, row.Find("input[name="+name+"]").AttrOr("value", ""))
	}
	return w.popPost(who, at, "/khac-nhau", typed...)
}

// A list of the police is matched, shown side by side, accepted by field, written with its paper and taken back exactly.
func TestAPopulationCheck(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) { populationStory(t, newWorld(t, db)) })
}

func populationStory(t *testing.T, w *world) {
	same := w.addChild("a", "ho-ten", "Lò Thị Khớp", "ngay-sinh", "01/02/2018", "so-dinh-danh", "033318000001", "me", "Lò Thị Mẹ")
	numbered := w.addChild("b", "ho-ten", "Lò Thị Thiếu Số", "ngay-sinh", "03/04/2017", "me", "Quàng Thị Hoa", "thon", "Tổ dân phố số 3")
	differs := w.addChild("c", "ho-ten", "Lò Văn Lệch", "gioi", "nam", "ngay-sinh", "05/06/2016", "so-dinh-danh", "033216000003", "cha", "Lò Văn Bố")
	w.addChild("d", "ho-ten", "Lò Thị Chỉ Ở Sổ", "ngay-sinh", "07/08/2019")
	w.addChild("e", "ho-ten", "Lò Thị Gần Giống", "ngay-sinh", "09/10/2015")
	began := map[string]string{}
	for _, id := range []string{same, numbered, differs} {
		began[id] = w.childRow(id)
	}
	at := w.bringPopulation("hoa.tt", policeList{
		citizen("name", "LÒ THỊ KHỚP", "birth", "01/02/2018", "number", "033318000001", "home", popHome),
		citizen("name", "LÒ THỊ THIẾU SỐ", "birth", "03/04/2017", "number", "033317000002", "mother", "QUÀNG THỊ HOA", "home", popHome, "ethnic", "Thái"),
		citizen("name", "LÒ VĂN LỆCH", "sex", "Nam", "birth", "06/06/2016", "number", "033216000003", "father", "LÒ VĂN BỐN"),
		citizen("name", "LÒ THỊ GẦN GIỐN", "birth", "09/10/2015"),
		citizen("name", "LÒ THỊ MỚI", "birth", "25/12/2020", "number", "033320000005", "home", popHome),
		citizen("name", "LÒ VĂN LỚN", "birth", "01/01/1990", "number", "033090000006"),
		citizen("name", "LÒ THỊ XA", "birth", "01/01/2019", "home", "Xã Tân Lập, tỉnh Thái Nguyên"),
	})
	page := w.popPage("hoa.tt", at)
	for _, has := range []string{"5 trẻ trong danh sách", "Từ đủ 16 tuổi, không giữ1", "Ở nơi khác, không giữ1", "1 cần xem", "1 chưa có trong sổ"} {
		if !strings.Contains(page, has) {
			t.Errorf("the check does not say %q: %s", has, page)
		}
	}
	w.popSteps(at)
	if a := w.popPost("hoa.tt", at, "/ghi"); a.Code != http.StatusSeeOther {
		t.Fatalf("writing answers %d: %s", a.Code, words(a.doc))
	}
	page = w.popPage("hoa.tt", at)
	if !strings.Contains(page, "Biên nhận") && !strings.Contains(page, "Đã ghi vào sổ") {
		t.Fatalf("nothing was written: %s", page)
	}
	for id, has := range map[string]string{same: "Khớp dữ liệu dân cư", numbered: "033317000002", differs: "Lệch dữ liệu dân cư"} {
		if page := w.readable("hoa.tt", children+"/"+id); !strings.Contains(page, has) {
			t.Errorf("the record does not say %q", has)
		}
	}
	if page := w.readable("hoa.tt", children+"/"+numbered); !strings.Contains(page, "Thái") || !strings.Contains(page, "văn bản số 128/CAP-QLHC ngày 11/05/2026") {
		t.Error("ethnic group or paper did not reach the record")
	}
	if page := w.readable("hoa.tt", children+"/"+differs); !strings.Contains(page, "05/06/2016") || !strings.Contains(page, "Lò Văn Bốn") {
		t.Error("what was kept was written, or what was accepted was not")
	}
	w.editChild(differs, map[string]string{"dia-chi": "Ngõ sau"})
	if a := w.popPost("hoa.tt", at, "/hoan-tac"); a.Code != http.StatusSeeOther {
		t.Fatalf("taking back answers %d: %s", a.Code, words(a.doc))
	}
	if page := w.popPage("hoa.tt", at); !strings.Contains(page, "Đã trả 2 hồ sơ về như trước. 1 hồ sơ giữ nguyên") {
		t.Errorf("taken back: %s", page)
	}
	for _, id := range []string{same, numbered} {
		if now := w.childRow(id); now != began[id] {
			t.Errorf("the record is not as before:\n%s\n%s", began[id], now)
		}
	}
}

// popSteps decides what the story asks: the number by its column, the date kept with a reason, the father accepted.
func (w *world) popSteps(at string) {
	t := w.t
	page := w.do(request{As: "hoa.tt", Path: at + "/can-xem"})
	box, found := page.doc.Find("input[name=dong]").Attr("value")
	if !found {
		t.Fatalf("nothing to look at: %s", words(page.doc))
	}
	if a := w.popPost("hoa.tt", at, "/can-xem", "dong", box, "la", "no"); a.Code != http.StatusSeeOther {
		t.Fatalf("saying no answers %d", a.Code)
	}
	if a := w.decideRow("hoa.tt", at, "Lò Văn Lệch", "m-ngay-sinh", "giu", "m-cha", "nhan"); a.Code != http.StatusUnprocessableEntity || a.doc.Find("option[value=giu][selected]").Length() == 0 {
		t.Errorf("keeping without a reason answers %d", a.Code)
	}
	if a := w.decideRow("hoa.tt", at, "Lò Văn Lệch", "m-ngay-sinh", "giu", "m-cha", "nhan", "ly-do", "Giấy khai sinh ghi khác"); a.Code != http.StatusSeeOther {
		t.Errorf("deciding answers %d", a.Code)
	}
	if page := w.popPage("hoa.tt", at+"/nhan-cot?muc=so"); !strings.Contains(page, "của 1 trẻ") {
		t.Errorf("a whole column is not asked about: %s", page)
	}
	for _, column := range []string{"so", "dan-toc", "noi-o", "me"} {
		if a := w.popPost("hoa.tt", at, "/nhan-cot", "muc", column); a.Code != http.StatusSeeOther {
			t.Errorf("accepting %s answers %d", column, a.Code)
		}
	}
}

var childColumnsOf = regexp.MustCompile(`\s+`)

// childRow is everything that the tables know of a child but its version and when it was written.
func (w *world) childRow(id string) string {
	w.t.Helper()
	from := w.app.DB.Reader(actor.System("test"))
	var out []string
	for _, s := range []*store.Stmt{testChildRow, testChildNumbers, testChildWords} {
		err := store.Each(w.t.Context(), from, s, func(row []any) error {
			var line []string
			for _, v := range row {
				text, _ := v.(string)
				line = append(line, text)
			}
			out = append(out, childColumnsOf.ReplaceAllString(strings.Join(line, "|"), " "))
			return nil
		}, id)
		if err != nil {
			w.t.Fatal(err)
		}
	}
	return strings.Join(out, "\n")
}

var (
	testChildRow     = store.Query("test.population.child", `SELECT c.state, c.state_by, c.state_on, c.name, c.name_key, c.birth, c.sex, {see:c.ethnic} AS ethnic, {see:c.ethnic_refused} AS refused, c.person_number, c.number_state, c.number_source, c.number_why, c.mother, c.mother_refused, c.father, c.hamlet, c.address, c.residence, c.closes_on FROM child c WHERE c.id = $1 AND {scope:c}`)
	testChildNumbers = store.Query("test.population.numbers", `SELECT l.number, l.state, l.source, l.since, l.until FROM child_numbers l WHERE l.record_id = $1 AND {scope:l} ORDER BY l.seq`)
	testChildWords   = store.Query("test.population.words", `SELECT w.word FROM register_word w WHERE w.record_id = $1 AND {scope:w} ORDER BY w.word`)
)

// What cannot be read is said in words that tell what to do, nothing of it is kept, and what was typed stands in the form again.
func TestListsOfThePoliceThatCannotBeRead(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	whole := policeList{citizen("name", "Lò Thị An", "birth", "01/02/2018")}.book(t)
	for _, tt := range []struct {
		name string
		file upload
		has  string
	}{
		{"no such columns", upload{"tep", "a.csv", "Mã,Giá trị\n1,2\n"}, "Không thấy cột “Họ và tên”"},
		{"no date of birth", upload{"tep", "a.csv", "Họ và tên,Giới tính\nLò Thị An,Nữ\n"}, "Không thấy cột “Ngày sinh”"},
		{"half a file", upload{"tep", "a.xlsx", whole[:len(whole)/2]}, ""},
		{"nobody under 16", upload{"tep", "a.csv", "Họ và tên,Ngày sinh,Giới tính\nLò Thị Lớn,15/01/1980,Nữ\n"}, "không có trẻ em nào của đơn vị: 1 người từ đủ 16 tuổi"},
		{"day or month", upload{"tep", "a.csv", "Họ và tên,Ngày sinh,Giới tính\nLò Thị An,03/04/2018,Nữ\n"}, "ngày hay tháng đứng trước"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := w.sendPopulation("hoa.tt", tt.file)
			if a.Code != http.StatusUnprocessableEntity || !strings.Contains(words(a.doc), tt.has) {
				t.Errorf("answers %d: %s", a.Code, words(a.doc))
			}
			if got := a.doc.Find("input[name=van-ban]").AttrOr("value", ""); got != "128/CAP-QLHC" {
				t.Errorf("the paper was lost: %q", got)
			}
		})
	}
	if a := w.sendPopulation("hoa.tt", upload{"tep", "a.csv", "Họ và tên,Ngày sinh,Giới tính\nLò Thị An,03/04/2018,Nữ\n"}, "thu-tu", "thang"); a.Code != http.StatusSeeOther {
		t.Errorf("a list whose order was said answers %d", a.Code)
	}
}

// Numbers that are none, and one number on two persons, match nobody by their number; the rows are told. A list of which nobody is
// in the register is not written before somebody says that it is the right one.
func TestADoubtfulListOfThePolice(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	at := w.bringPopulation("hoa.tt", policeList{
		citizen("name", "Sùng Thị Một", "birth", "13/02/2018", "number", "033318000011"),
		citizen("name", "Sùng Thị Hai", "birth", "14/02/2018", "number", "033318000011"),
		citizen("name", "Sùng Thị Ba", "birth", "15/02/2018", "number", "33318000012"),
		citizen("name", "Sùng Thị Bốn", "birth", "ba mươi tháng hai"),
	})
	page := w.popPage("hoa.tt", at)
	for _, has := range []string{"cùng số định danh với dòng", "có 11 chữ số, cần 12", "không giữ dòng này", "Có phải danh sách của xã, phường khác không?"} {
		if !strings.Contains(page, has) {
			t.Errorf("the check does not say %q: %s", has, page)
		}
	}
	if a := w.popPost("hoa.tt", at, "/ghi"); a.Code != http.StatusConflict {
		t.Errorf("a foreign list is written: %d", a.Code)
	}
	if a := w.popPost("hoa.tt", at, "/dung-tep"); a.Code != http.StatusSeeOther || strings.Contains(w.popPage("hoa.tt", at), "phường khác không?") {
		t.Errorf("confirming answers %d", a.Code)
	}
	if a := w.popPost("hoa.tt", at, "/bo"); a.Code != http.StatusSeeOther || !strings.Contains(w.popPage("hoa.tt", at), "sổ không có gì thay đổi") {
		t.Errorf("throwing it away answers %d", a.Code)
	}
}

// Two officers decide about one row: the second is shown what the first decided, and nothing is written over.
func TestTwoOfficersDecideAboutOneRow(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.addChild("a", "ho-ten", "Lò Thị Hai Người", "ngay-sinh", "13/02/2018", "so-dinh-danh", "033318000021", "me", "Lò Thị Cũ")
	at := w.bringPopulation("hoa.tt", policeList{citizen("name", "Lò Thị Hai Người", "birth", "13/02/2018", "number", "033318000021", "mother", "Lò Thị Mới")})
	row := w.do(request{As: "hoa.tt", Path: at + "/khac-nhau"}).doc.Find(".pop-row")
	n, version := row.Find("input[name=dong]").AttrOr("value", ""), row.Find("input[name=ban]").AttrOr("value", "")
	if a := w.popPost("hoa.tt", at, "/khac-nhau", "dong", n, "ban", version, "m-me", "nhan"); a.Code != http.StatusSeeOther {
		t.Fatalf("the first answers %d", a.Code)
	}
	a := w.popPost("hoa.tt", at, "/khac-nhau", "dong", n, "ban", version, "m-me", "giu", "ly-do", "Hộ khẩu ghi khác")
	if a.Code != http.StatusConflict || !strings.Contains(words(a.doc), "người khác vừa quyết định dòng này") {
		t.Errorf("the second answers %d: %s", a.Code, words(a.doc))
	}
	if page := w.popPage("hoa.tt", at); !strings.Contains(page, "Mẹ 1100") {
		t.Errorf("the first decision does not stand: %s", page)
	}
}

// What the police do not have goes back to them as a workbook and as a letter, with a purpose; what the register does not have is
// added by its form or its import, and no name stands in an address.
func TestWhatOnlyOneSideHas(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.addChild("a", "ho-ten", "Lò Thị Chỉ Ở Sổ", "ngay-sinh", "13/02/2018")
	w.addChild("b", "ho-ten", "Lò Thị Có", "ngay-sinh", "14/02/2018", "so-dinh-danh", "033318000031")
	at := w.bringPopulation("hoa.tt", policeList{citizen("name", "Lò Thị Có", "birth", "14/02/2018", "number", "033318000031"),
		citizen("name", "Tráng Thị Mới", "birth", "25/12/2020", "number", "033320000032", "home", popHome, "mother", "Giàng Thị Mẹ")})
	if page := w.popPage("hoa.tt", at+"/chi-o-so"); !strings.Contains(page, "trẻ đang quản lý mà danh sách của công an không có") {
		t.Error("the list of those only in the register does not open")
	}
	if a := w.do(request{As: "hoa.tt", Path: at + "/chi-o-so", Form: form("dang", "docx")}); a.Code != http.StatusUnprocessableEntity {
		t.Errorf("a letter without a purpose answers %d", a.Code)
	}
	for _, as := range []string{"xlsx", "docx"} {
		a := w.do(request{As: "hoa.tt", Path: at + "/chi-o-so", Form: form("dang", as, "muc-dich", "Đề nghị công an đối chiếu")})
		if a.Code != http.StatusOK || !strings.HasPrefix(a.Body.String(), "PK") {
			t.Errorf("%s answers %d", as, a.Code)
		}
	}
	list := w.do(request{As: "hoa.tt", Path: at + "/chua-co"})
	n := list.doc.Find("tr:contains('Tráng Thị Mới') input[name=dong]").AttrOr("value", "")
	one := w.do(request{As: "hoa.tt", Path: at + "/them", Form: form("dong", n)})
	for name, want := range map[string]string{"ho-ten": "Tráng Thị Mới", "ngay-sinh": "25/12/2020", "so-dinh-danh": "033320000032", "me": "Giàng Thị Mẹ"} {
		if got := one.doc.Find("input[name='"+name+"']").AttrOr("value", ""); got != want {
			t.Errorf("the form has %q in %s", got, name)
		}
	}
	a := w.do(request{As: "hoa.tt", Path: at + "/them-het", Form: form("once", web.NewKey())})
	if a.Code != http.StatusSeeOther || !strings.Contains(a.Header().Get("Location"), "/nhap-tre-em/") {
		t.Fatalf("handing over to the import answers %d: %s", a.Code, words(a.doc))
	}
	batch := strings.Split(a.Header().Get("Location"), "?")[0]
	w.settlePopulation("hoa.tt", batch)
	if page := w.popPage("hoa.tt", batch); !strings.Contains(page, "Tráng Thị Mới") || strings.Contains(page, "1 lỗi") {
		t.Errorf("the import shows %s", page)
	}
	if strings.Contains(w.log.String(), "Tráng Thị Mới") {
		t.Error("a name stands in the log")
	}
}

// A list and what differs in it are nothing to those who do not keep the register, and the ethnic group is nothing to who keeps it
// without the right to it. Who opens a page leaves a trace.
func TestAPopulationCheckIsNowhereForOthers(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.hireAll()
	w.addChild("a", "ho-ten", "Lò Thị Riêng", "ngay-sinh", "13/02/2018", "so-dinh-danh", "033318000041")
	at := w.bringPopulation("hoa.tt", policeList{citizen("name", "Lò Thị Riêng", "birth", "13/02/2018", "number", "033318000041", "ethnic", "Thái", "mother", marker),
		citizen("name", "Vừ "+marker, "birth", "25/12/2020")})
	for _, who := range []string{"dat.lq", "van.pt", "thinh.vv", "cuc.nt", "phong.lh", "tinh.lx", "kiem.dv"} {
		for _, below := range []string{"", "/khac-nhau", "/chi-o-so", "/chua-co", "/can-xem"} {
			if a := w.do(request{As: who, Path: at + below}); a.Code != http.StatusForbidden && a.Code != http.StatusNotFound || strings.Contains(a.Body.String(), marker) {
				t.Errorf("%s opens %s: %d", who, below, a.Code)
			}
		}
	}
	if page := w.popPage("hoa.tt", at+"/khac-nhau"); !strings.Contains(page, "Dân tộc") || !strings.Contains(page, "Thái") {
		t.Errorf("who may see it does not: %s", page)
	}
	type seen struct {
		N int64 `db:"n"`
	}
	row, err := store.Get[seen](t.Context(), w.app.DB.Reader(actor.System("test")), tracesOf, "population_check")
	if err != nil || row.N == 0 {
		t.Errorf("reading left %d traces: %v", row.N, err)
	}
	if strings.Contains(w.log.String(), marker) {
		t.Error("a name stands in the log")
	}
}
