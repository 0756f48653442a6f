package app_test

import (
	"net/http"
	"strings"
	"testing"
)

// What a person said of the columns of a sender's table holds for the sender's next one, although its heads are not all the same; only
// a head that was never seen is open.
func TestTheNextTableOfASenderIsMatchedHeadByHead(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	bring := func(sender, table string) answer {
		return w.bringChildren("hoa.tt", request{Form: form("bang", table, "nguoi-gui", sender)})
	}
	picked := func(a answer) (out []string) {
		for i := range a.doc.Find("select[name^='cot-']").Length() {
			out = append(out, a.doc.Find("select[name^='cot-']").Eq(i).Find("option[selected]").AttrOr("value", ""))
		}
		return out
	}
	const who = "Trường Mầm non Hoa Ban"
	first := bring(who, "Tên cháu bé\tNgày sinh\tGiới\tKý hiệu A\tKý hiệu B\nLò Văn Thử\t05/06/2021\tNam\tLò Thị Mẹ\tLò Văn Cha\n")
	columns := picked(first)
	if len(columns) != 5 || columns[3] != "" || columns[4] != "" {
		t.Fatalf("heads that say nothing are matched: %q", columns)
	}
	values := []string{"once", "sender-1"}
	for i, c := range []string{"name", "birth", "sex", "mother", "father"} {
		values = append(values, "cot-"+string(rune('0'+i)), c, "doc-"+string(rune('0'+i)), "")
	}
	if a := w.do(request{As: "hoa.tt", Path: childImports + "/{batch}/cot", Form: form(values...)}); a.Code != 303 {
		t.Fatalf("saying what the heads mean answers %d", a.Code)
	}

	table := "STT\tKý hiệu B\tTên cháu bé\tKý hiệu A\tNgày sinh\tGiới\tKý hiệu C\n1\tLò Văn Bố\tLò Thị Sau\tLò Thị Má\t07/08/2020\tNữ\tabc\n"
	if got := picked(bring(who, table)); len(got) != 7 || got[1] != "father" || got[2] != "name" || got[3] != "mother" || got[4] != "birth" || got[5] != "sex" || got[6] != "" {
		t.Errorf("the next table of the sender is matched as %q", got)
	}
	// A date under a head that was never seen is asked about, as in any table.
	asked := bring(who, "Tên cháu bé\tSinh ngày\tGiới\tKý hiệu A\nLò Thị Ba\t07/08/2020\tNữ\tLò Thị Má\n")
	if got := picked(asked); got[1] != "birth" || asked.doc.Find(".warn button[name='thu-tu']").Length() != 2 {
		t.Errorf("the order of day and month is not asked for; columns %q", got)
	}
	if n := asked.doc.Find("form[action$='/ghi']").Length(); n != 0 {
		t.Error("what is not clear can be written")
	}
	if a := w.do(request{As: "hoa.tt", Path: childImports + "/{batch}/ghi", Form: form("once", "unclear-1")}); a.Code != http.StatusUnprocessableEntity {
		t.Errorf("writing what is not clear answers %d", a.Code)
	}
	if a := w.do(request{As: "hoa.tt", Path: childImports + "/{batch}/cot", Form: form("once", "order-1", "thu-tu", "thang-ngay")}); a.Code != http.StatusSeeOther {
		t.Fatalf("saying what stands first answers %d", a.Code)
	}
	if a := w.do(request{As: "hoa.tt", Path: childImports + "/{batch}/ghi", Form: form("once", "clear-1")}); a.Code != http.StatusSeeOther {
		t.Fatalf("writing answers %d", a.Code)
	}
	if born := w.asked("SELECT birth FROM child WHERE name = 'Lò Thị Ba'"); born != "2020-07-08" {
		t.Errorf("with the month first the child was born on %s", born)
	}
	// One name in capitals among others is a name like the others.
	loud := bring("Trạm y tế", "Họ tên trẻ\tNgày sinh\tGiới\nLÒ VĂN NĂM\t2019\tNam\nLò Văn Sáu\t2020\tNam\n")
	if got := squash(loud.doc.Find("tbody").Text()); !strings.Contains(got, "Lò Văn Năm") {
		t.Errorf("the preview shows %s", got)
	}
	// What one column proves holds for the other columns of the table.
	both := bring("Trạm y tế", "Tên cháu bé\tNgày sinh\tGiới\tNgày đăng ký khai sinh\nLò Thị Tư\t07/08/2020\tNữ\t25/08/2020\n")
	if n := both.doc.Find(".warn button[name='thu-tu']").Length(); n != 0 {
		t.Error("the order is asked for although another column proves it")
	}
	if got := picked(bring("Công an phường", table)); got[1] != "" || got[3] != "" {
		t.Errorf("the table of another sender is matched as %q", got)
	}
}

// What a row says of where the child lives is understood wherever it stands: the hamlet in the address, how they are registered in the
// column of permanent residence.
func TestTheHamletIsFoundInTheAddress(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	hamlet := w.asked("SELECT name FROM hamlet ORDER BY name LIMIT 1")
	w.bringChildren("hoa.tt", request{Form: form("bang", "Họ tên trẻ\tNgày sinh\tGiới\tHộ khẩu\tChỗ ở\n"+
		"Lò Văn Bảy\t25/08/2019\tNam\tThường trú\t"+hamlet+"\nLò Văn Tám\t25/08/2019\tNam\tTạm trú\tSố 5, "+strings.ToUpper(hamlet)+"\nLò Thị Chín\t25/08/2019\tNữ\t\tXóm Không Có\nLò Thị Mười\t25/08/2019\tNữ\tSố 7, "+hamlet+"\t\n")})
	w.post("hoa.tt", childImports+"/{batch}/ghi", form("once", "where-1"))
	for name, want := range map[string]string{
		"Lò Văn Bảy":  hamlet + "||thuong-tru",
		"Lò Văn Tám":  hamlet + "|Số 5|tam-tru",
		"Lò Thị Chín": "|Xóm Không Có|",
		"Lò Thị Mười": hamlet + "|Số 7|",
	} {
		if got := w.asked("SELECT COALESCE((SELECT h.name FROM hamlet h WHERE h.id = c.hamlet), '') || '|' || c.address || '|' || c.residence FROM child c WHERE c.name = '" + name + "'"); got != want {
			t.Errorf("%s lives at %q, not %q", name, got, want)
		}
	}
}
