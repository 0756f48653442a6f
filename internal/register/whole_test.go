package register_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

// add enters a mục and gives its id.
func (s *site) add(more ...string) string {
	s.t.Helper()
	s.n++
	return s.send(hoa, "so-thu/them", answers(fmt.Sprint("a", s.n), more...)).id(s.t)
}

func TestADeclarationIsAWholeRegister(t *testing.T) {
	for name, try := range map[string]func(*testing.T, *site){
		"every answer is kept and shown": everyAnswer, "mistakes keep what was typed": mistakes, "list": list, "two people": twoPeople, "moves": moves,
		"trash": trash, "rights": rights, "export comes back": exportComesBack, "template": fromTemplate, "import with errors": importWithErrors, "falls back": fallsBack,
	} {
		t.Run(name, func(t *testing.T) {
			template.Each(t, func(t *testing.T, db *store.DB) { try(t, newSite(t, db)) })
		})
	}
}

// shown are the answers of answers("") as a page says them.
var shown = []string{"Bến đò cũ", "Cao", "Dòng một", "1.250 hộ", "-2,5 m", "5.000.000 đồng", "12,5%", "Không", "Thuyền; Đi bộ", "05/05/2026", "03/2025",
	"01/05/2026 - 09/05/2026", "16:02 04/05/2026", "20.930120, 106.051230", "Trần Thu Hoa", "1/3 (Rào chắn: có; Biển báo: không)", "153,8", "Phải làm ngay", "Súc vật cắn; Đuối nước"}

func everyAnswer(t *testing.T, s *site) {
	s.send(hoa, "so-thu", nil).want(t, http.StatusOK, "main", "Chưa có mục thử nào")
	form := s.send(hoa, "so-thu/them", nil)
	for _, f := range trial.Fields {
		if form.doc.Find(`[name="`+f.Name+`"]`).Length() == 0 && !derived(f) {
			t.Errorf("the form does not ask for %s", f.Label)
		}
	}
	id := s.add()
	page := s.send(hoa, "so-thu/"+id, nil)
	page.want(t, http.StatusOK, "h1", "Bến đò cũ")
	page.want(t, http.StatusOK, ".state-line", "ST-0001")
	page.want(t, http.StatusOK, "ol.history", "Hoa")
	for _, words := range shown {
		if !strings.Contains(page.text("main"), words) {
			t.Errorf("the record does not say %q", words)
		}
	}
	before := snapshot(t, s)
	again := s.send(hoa, "so-thu/"+id+"/sua", nil)
	if a := s.send(hoa, "so-thu/"+id+"/sua", again.fields("main form.form")); a.Code != http.StatusSeeOther {
		t.Fatalf("the form as it was shown is answered with %d: %s", a.Code, a.text("#loi"))
	}
	if got := snapshot(t, s); got != before {
		t.Errorf("a form sent back as it was shown changed the record:\n%s\n%s", before, got)
	}
}

// derived says that nobody types the answer.
func derived(f register.Field) bool {
	_, ok := f.Kind.(interface{ Derived() })
	return ok
}

func mistakes(t *testing.T, s *site) {
	a := s.send(hoa, "so-thu/them", answers("m1", "ten", "", "ho", "mười", "ngay", "31/2/2026", "vi-tri", "ở kia", "co-quan", "Sở lạ", "tu-khi", "13/2026"))
	a.want(t, http.StatusUnprocessableEntity, "#loi", "Ghi tên mục")
	for _, words := range []string{"Số hộ: ghi bằng chữ số", "Vị trí: ghi vĩ độ", "Ngày ghi nhận", "Cơ quan: không có trong danh sách", "Có từ khi"} {
		if !strings.Contains(a.text("#loi"), words) {
			t.Errorf("the summary does not say %q: %s", words, a.text("#loi"))
		}
	}
	kept := a.fields("main form.form")
	for name, want := range map[string]string{"ho": "mười", "ngay": "31/2/2026", "vi-tri": "ở kia", "dien-bien": "Dòng một\nDòng hai", "luc": "16h02 4/5/2026", "rao": "khong"} {
		if kept.Get(name) != want {
			t.Errorf("%s: %q stands in the form again, want %q", name, kept.Get(name), want)
		}
	}
	s.send(hoa, "so-thu/them", answers("m2", "den-han", "1/5/2026")).want(t, http.StatusUnprocessableEntity, "#loi", "sau ngày ghi nhận")
	s.send(hoa, "so-thu", nil).want(t, http.StatusOK, "main", "Chưa có mục thử nào")
}

func list(t *testing.T, s *site) {
	for i := range 53 {
		s.add("ten", fmt.Sprintf("Bến số %d", i), "cap", []string{"Cao", "Vừa", "Thấp"}[i%3], "ngay", fmt.Sprintf("%d/4/2026", 1+i%28))
	}
	first := s.send(member, "so-thu", nil)
	first.want(t, http.StatusOK, "main", "53 mục thử")
	first.want(t, http.StatusOK, ".chips", "Đang soạn (53)")
	first.want(t, http.StatusOK, "tbody tr:first-child", "Cao")
	next, ok := first.doc.Find(`a[rel="next"]`).Attr("href")
	if n := first.doc.Find("tbody tr").Length(); n != register.PageSize || !ok {
		t.Fatalf("%d rows on the first page, another page: %v", n, ok)
	}
	second := s.send(member, strings.TrimPrefix(next, "/u/"+s.units[0].Slug+"/2026/"), nil)
	if n := second.doc.Find("tbody tr").Length(); n != 3 {
		t.Errorf("%d rows on the second page", n)
	}
	s.send(member, "so-thu?cap=2", nil).want(t, http.StatusOK, "[role=status]", "18 mục thử")
	s.send(member, "so-thu?cap=2&rao=co", nil).want(t, http.StatusOK, "main", "Không có mục thử nào khớp")
	s.send(member, "so-thu?xem=chua-giao&cap=1", nil).want(t, http.StatusOK, "[role=status]", "18 mục thử")
	s.send(member, "so-thu?tim=ben+so+41", nil).want(t, http.StatusOK, "tbody tr", "Bến số 41")
	s.send(member, "so-thu?sap-xep=moi", nil).want(t, http.StatusOK, "tbody tr:first-child", "Bến số 52")
	s.send(member, "so-thu?sap-xep=ngay", nil).want(t, http.StatusOK, "tbody tr:first-child", "01/04/2026")
}

func twoPeople(t *testing.T, s *site) {
	id := s.add()
	if a := s.send(lan, "so-thu/"+id+"/sua", answers("t1", "ban", "1", "ho", "7")); a.Code != http.StatusSeeOther {
		t.Fatalf("the first change is answered with %d", a.Code)
	}
	late := s.send(hoa, "so-thu/"+id+"/sua", answers("t2", "ban", "1", "ho", "9", "sau", "3"))
	late.want(t, http.StatusConflict, ".conflict", "7 hộ")
	late.want(t, http.StatusConflict, ".conflict", "Lan")
	s.send(hoa, "so-thu/"+id+"/sua", answers("t3", "ban", "2", "ho", "9", "sau", "3", "chon-ho", "theirs", "chon-sau", "mine")).id(t)
	page := s.send(hoa, "so-thu/"+id, nil)
	page.want(t, http.StatusOK, ".facts", "7 hộ")
	page.want(t, http.StatusOK, ".facts", "3 m")
}

func moves(t *testing.T, s *site) {
	id := s.add()
	step := "so-thu/" + id + "/buoc/"
	s.send(hoa, step+"duyet", form("ban", "1", "den-han", "1/6/2026")).want(t, http.StatusConflict, "main", "đang soạn")
	s.send(hoa, step+"trinh", form("ban", "1")).want(t, http.StatusUnprocessableEntity, "#loi", "Ghi cơ quan")
	s.send(hoa, step+"trinh", form("ban", "1", "co-quan", s.body(), "tien", "6.000.000")).id(t)
	s.send(hoa, step+"duyet", form("ban", "2", "den-han", "1/6/2026")).want(t, http.StatusForbidden, "main", "không tự duyệt")
	if own := s.send(hoa, "so-thu/"+id, nil); strings.Contains(own.text("main"), "Duyệt") && own.doc.Find(`a[href$="/buoc/duyet"]`).Length() > 0 {
		t.Error("who submitted is offered to approve")
	}
	s.send(lan, "so-thu/"+id, nil).want(t, http.StatusOK, `a[href$="/buoc/duyet"]`, "Duyệt")
	s.send(leader, step+"duyet", form("ban", "2", "den-han", "1/6/2026")).want(t, http.StatusForbidden, "main", "")
	s.send(lan, step+"duyet", form("ban", "2", "den-han", "1/6/2026", "ly-do", "đủ hồ sơ")).id(t)
	page := s.send(hoa, "so-thu/"+id, nil)
	page.want(t, http.StatusOK, ".state-line", "đã duyệt")
	page.want(t, http.StatusOK, ".facts", "6.000.000 đồng")
	page.want(t, http.StatusOK, "ol.history", "Đủ hồ sơ")
	s.send(lan, step+"la", form("ban", "3")).want(t, http.StatusNotFound, "main", "")
}

// body is the name of a body of our unit.
func (s *site) body() string {
	s.t.Helper()
	return s.send(hoa, "so-thu/them", nil).text(`select[name="co-quan"] option:nth-child(2)`)
}

func trash(t *testing.T, s *site) {
	id := s.add()
	s.send(hoa, "so-thu/"+id+"/bo", form()).id(t)
	s.send(hoa, "so-thu", nil).want(t, http.StatusOK, "main", "Chưa có mục thử nào")
	s.send(hoa, "so-thu?thung-rac=1", nil).want(t, http.StatusOK, "tbody tr", "Bến đò cũ")
	s.send(hoa, "so-thu/"+id+"/sua", answers("r1", "ban", "2")).want(t, http.StatusConflict, "main", "")
	s.send(hoa, "so-thu/"+id+"/lay-lai", form()).id(t)
	s.send(hoa, "so-thu", nil).want(t, http.StatusOK, "tbody tr", "Bến đò cũ")
	s.send(hoa, "so-thu/"+id, nil).want(t, http.StatusOK, "ol.history", "lấy lại từ thùng rác")
}

func rights(t *testing.T, s *site) {
	id := s.add()
	reads := []string{"so-thu", "so-thu/" + id, "so-thu/danh-sach.xlsx"}
	edits := []string{"so-thu/them", "so-thu/" + id + "/sua", "so-thu/" + id + "/buoc/trinh", "so-thu/mau.xlsx", "nhap-so-thu"}
	for _, who := range []struct {
		as          string
		read, write int
	}{{hoa, 200, 200}, {leader, 200, 403}, {member, 200, 403}, {admin, 403, 403}, {other, 404, 404}} {
		for _, path := range reads {
			if a := s.send(who.as, path, nil); a.Code != who.read {
				t.Errorf("%s reads %s: %d, want %d", who.as, path, a.Code, who.read)
			}
		}
		for _, path := range edits {
			if a := s.send(who.as, path, nil); a.Code != who.write {
				t.Errorf("%s opens %s: %d, want %d", who.as, path, a.Code, who.write)
			}
		}
	}
	for _, path := range []string{"so-thu/" + id + "/bo", "so-thu/" + id + "/sua", "so-thu/them"} {
		if a := s.send(member, path, answers("", "once", "x"+path)); a.Code != http.StatusForbidden {
			t.Errorf("a body writes %s: %d", path, a.Code)
		}
	}
	theirs := actor.Actor{AccountID: "a-La", UnitID: s.units[1].ID, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
	if _, err := trial.Get(t.Context(), s.db.Reader(theirs), id); err == nil {
		t.Error("a reader of another unit gets the record by its id")
	}
}

func exportComesBack(t *testing.T, s *site) {
	s.add("co-quan", s.body())
	s.add("ten", "Bãi đá", "ho", "", "sau", "", "tien", "", "ty-le", "0", "rao", "", "ngay", "", "tu-khi", "2024", "dot", "từ 1/5/2026", "luc", "4/5/2026", "vi-tri", "")
	before := snapshot(t, s)
	book := s.send(member, "so-thu/danh-sach.xlsx", nil).Body.String()
	batch := s.send(hoa, "nhap-so-thu", form(), file{"tep", "so-thu.xlsx", book}).id(t)
	s.send(hoa, "nhap-so-thu/"+batch, nil).want(t, http.StatusOK, "main", "2 dòng: 0 thêm mới, 2 cập nhật, 0 có thể trùng, 0 lỗi")
	s.send(hoa, "nhap-so-thu/"+batch+"/ghi", form()).id(t)
	if got := snapshot(t, s); got != before {
		t.Errorf("the register's own workbook changed it:\n%s\n%s", before, got)
	}
}

func fromTemplate(t *testing.T, s *site) {
	rows, err := xlsx.ReadTable(s.send(hoa, "so-thu/mau.xlsx", nil).Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	id := s.add()
	exported, err := xlsx.ReadTable(s.send(hoa, "so-thu/danh-sach.xlsx", nil).Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	s.send(hoa, "so-thu/"+id+"/bo", form()).id(t)
	head := slices.IndexFunc(rows, func(r []string) bool { return slices.Contains(r, "Tên mục") })
	filled := slices.Insert(rows, head+1, under(rows[head], exported))
	var lines []string
	for _, r := range filled {
		for i, c := range r {
			if strings.Contains(c, "\n") {
				r[i] = `"` + c + `"`
			}
		}
		lines = append(lines, strings.Join(r, "\t"))
	}
	batch := s.send(hoa, "nhap-so-thu", form("bang", strings.Join(lines, "\n"))).id(t)
	s.send(hoa, "nhap-so-thu/"+batch, nil).want(t, http.StatusOK, "main", "1 dòng: 1 thêm mới, 0 cập nhật, 0 có thể trùng, 0 lỗi")
}

// under puts the last row of an exported table under the headings of another.
func under(head []string, exported [][]string) []string {
	at := slices.IndexFunc(exported, func(r []string) bool { return slices.Contains(r, "Tên mục") })
	out := make([]string, len(head))
	for i, name := range head {
		if j := slices.Index(exported[at], name); j >= 0 && j < len(exported[at+1]) {
			out[i] = exported[at+1][j]
		}
	}
	return out
}

func importWithErrors(t *testing.T, s *site) {
	s.add("ten", "Bến cũ", "ngay", "1/5/2026")
	before := snapshot(t, s)
	table := "Tên mục\tCấp độ\tSố hộ\tNgày ghi nhận\nBến mới\tCao\t3\t13/4/2026\nBến sai\tCao\tmười\t2/5/2026\nBến cũ\tVừa\t1\t1/5/2026\n"
	batch := s.send(hoa, "nhap-so-thu", form("bang", table)).id(t)
	one := "nhap-so-thu/" + batch
	s.send(hoa, one, nil).want(t, http.StatusOK, "main", "3 dòng: 1 thêm mới, 0 cập nhật, 1 có thể trùng, 1 lỗi")
	s.send(hoa, one+"?nhom=error", nil).want(t, http.StatusOK, "tbody", "ghi bằng chữ số")
	s.send(hoa, one+"/sua", form("o-3-2", "10")).id(t)
	s.send(hoa, one+"/ghi", form()).id(t)
	s.send(hoa, one, nil).want(t, http.StatusOK, "main", "2 thêm mới, 0 cập nhật, 1 dòng không ghi")
	s.send(hoa, "so-thu?tim=ben+sai", nil).want(t, http.StatusOK, "tbody tr", "Bến sai")
	s.send(hoa, one+"/hoan-tac", form()).id(t)
	if got := snapshot(t, s); got != before {
		t.Errorf("taken back, the register is not what it was:\n%s\n%s", before, got)
	}
	s.send(other, one, nil).want(t, http.StatusNotFound, "main", "")
}

func fallsBack(t *testing.T, s *site) {
	id := s.add()
	s.send(hoa, "so-thu/"+id+"/buoc/trinh", form("ban", "1", "co-quan", s.body())).id(t)
	s.send(lan, "so-thu/"+id+"/buoc/duyet", form("ban", "2", "den-han", "1/6/2026")).id(t)
	for _, tt := range []struct {
		on   day.Day
		says string
	}{{day.Must(2026, 6, 1), "đã duyệt"}, {day.Must(2026, 6, 2), "đang soạn"}} {
		if err := s.register.ExpireAll(t.Context(), s.db, s.units[0].ID, tt.on); err != nil {
			t.Fatal(err)
		}
		s.send(hoa, "so-thu/"+id, nil).want(t, http.StatusOK, ".state-line", tt.says)
	}
	s.send(hoa, "so-thu/"+id, nil).want(t, http.StatusOK, "ol.history", "hết hạn duyệt")
}

// Every statement that a declaration makes is planned on both engines: none reads a whole table or forgets the unit.
func TestTheStatementsOfADeclarationUseItsIndexes(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		for name, problems := range storetest.Problems(t, db) {
			if strings.HasPrefix(name, "register.") {
				t.Errorf("%s: %s", name, strings.Join(problems, "; "))
			}
		}
	})
}

// What is missing from the table of a register stands in the message, to be copied into a migration.
func TestEveryRegisterHasTheTableOfItsDeclaration(t *testing.T) {
	if len(register.Declared()) < 2 {
		t.Fatal("the registers of the program are not here")
	}
	template.Each(t, func(t *testing.T, db *store.DB) {
		for _, g := range register.Declared() {
			lines := g.Missing(built(t, db, g.Name))
			for _, below := range g.LineTables() {
				lines = append(lines, below.Missing(built(t, db, below.Name))...)
			}
			for _, line := range lines {
				t.Errorf("%s: a migration must say: %s", g.Title, line)
			}
		}
	})
}

func TestTheMissingLinesMakeTheTableWhole(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		raw, _ := db.Raw()
		for _, sql := range []string{"DROP INDEX trial_by_body", "DROP INDEX trial_by_held_on", "DROP INDEX trial_by_pin", "ALTER TABLE trial DROP COLUMN story", "ALTER TABLE trial DROP COLUMN pin_lon"} {
			if _, err := raw.ExecContext(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
		lines := trial.Missing(built(t, db, "trial"))
		if len(lines) != 5 {
			t.Fatalf("%d lines: %q", len(lines), lines)
		}
		for _, sql := range lines {
			if _, err := raw.ExecContext(t.Context(), strings.TrimSuffix(sql, ";")); err != nil {
				t.Fatalf("%s: %v", sql, err)
			}
		}
		if left := trial.Missing(built(t, db, "trial")); len(left) > 0 {
			t.Errorf("still missing: %q", left)
		}
		if _, err := raw.ExecContext(t.Context(), "ALTER TABLE trial ADD COLUMN stray BIGINT"); err != nil {
			t.Fatal(err)
		}
		if said := trial.Missing(built(t, db, "trial")); len(said) != 1 || !strings.Contains(said[0], "trial.stray") {
			t.Errorf("of a column that nobody declared it says %q", said)
		}
	})
}

// built reads a table from the engine's own catalogue.
func built(t *testing.T, db *store.DB, table string) register.Built {
	t.Helper()
	columns, indexes := "SELECT name, type FROM pragma_table_info($1)", "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql > '' AND tbl_name = $1"
	if db.Engine.Name() == "postgres" {
		columns, indexes = "SELECT column_name, UPPER(data_type) FROM information_schema.columns WHERE table_name = $1", "SELECT indexdef FROM pg_indexes WHERE tablename = $1"
	}
	b := register.Built{Columns: map[string]string{}}
	for _, row := range rawRows(t, db, columns, table) {
		b.Columns[fmt.Sprint(row[0])] = fmt.Sprint(row[1])
	}
	for _, row := range rawRows(t, db, indexes, table) {
		b.Indexes = append(b.Indexes, fmt.Sprint(row[0]))
	}
	return b
}

func rawRows(t *testing.T, db *store.DB, sql string, args ...any) (out [][]any) {
	t.Helper()
	raw, _ := db.Raw()
	rows, err := raw.QueryContext(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		row, at := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			at[i] = &row[i]
		}
		if err := rows.Scan(at...); err != nil {
			t.Fatal(err)
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = string(b)
			}
		}
		out = append(out, row)
	}
	return out
}

var bookkeeping = regexp.MustCompile(`(?m)^\s+(id|unit_id|version|created_at|created_by|updated_at|state_on|state_by) .*\n`)

// snapshot is every answer of every record, without the bookkeeping.
func snapshot(t *testing.T, s *site) string {
	t.Helper()
	names := []string{"number", "state", "dropped"}
	ddl, _, _ := strings.Cut(bookkeeping.ReplaceAllString(trial.DDL(), ""), ");")
	for _, line := range strings.Split(ddl, "\n")[1:] {
		if f := strings.Fields(line); len(f) > 1 && !slices.Contains(names, f[0]) {
			names = append(names, f[0])
		}
	}
	var out []string
	for _, row := range rawRows(t, s.db, "SELECT "+strings.Join(names, ", ")+" FROM trial ORDER BY number") {
		out = append(out, fmt.Sprintf("%q", row))
	}
	for _, row := range rawRows(t, s.db, "SELECT number, seq, what, source, planned, spent, paid_on, payer, rest FROM trial_money JOIN trial ON trial.id = record_id ORDER BY number, seq") {
		out = append(out, fmt.Sprintf("%q", row))
	}
	return strings.Join(out, "\n")
}

// fields are the values of the controls of a form, as the browser would send them.
func (a answer) fields(form string) url.Values {
	out := url.Values{}
	for _, c := range a.doc.Find(form).Find("input[name],textarea[name],select[name]").EachIter() {
		_, checked := c.Attr("checked")
		if kind := c.AttrOr("type", ""); (kind == "checkbox" || kind == "radio") && !checked || kind == "file" {
			continue
		}
		value, ok := c.Attr("value")
		switch {
		case c.Is("select"):
			value = c.Find("option[selected]").AttrOr("value", "")
		case !ok:
			value = c.Text()
		}
		out.Add(c.AttrOr("name", ""), value)
	}
	return out
}
