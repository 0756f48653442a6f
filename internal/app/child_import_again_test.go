package app_test

import (
	"strings"
	"testing"
)

// A list that comes again next month changes the children it brought: nobody decides about each of them. A row that says less takes
// nothing away; twins whose names differ by a mark stay two; a second row of one child waits for a person; undo puts all back.
func TestAListThatComesAgain(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		const heads = "Họ tên\tNgày sinh\tGiới tính\tMẹ\tSố định danh\tThôn\tLớp\n"
		w.bringChildren("hoa.tt", request{Form: form("bang", heads+
			"Đỗ Văn Mận\t15/06/2018\tNam\tLý Thị Bưởi\t033218000701\tTổ dân phố số 3\t2A\n"+
			"Đỗ Thị Hoa\t05/06/2020\tNữ\tLý Thị Bưởi\t\tTổ dân phố số 3\t\n"+
			"Ngô Văn Ổi\t01/02/2019\tNam\t\t\tTổ dân phố số 3\t1B\n")})
		w.writeChildren("hoa.tt")
		w.addChild("twin", "ho-ten", "Đỗ Thị Hòa", "ngay-sinh", "05/06/2020", "gioi", "nu", "me", "Lý Thị Bưởi", "khac", "1")
		all := "SELECT c.name, c.birth, c.mother, c.person_number, c.class, c.version FROM child c WHERE c.mother = 'Lý Thị Bưởi' OR c.name LIKE 'Ngô Văn Ổi%' ORDER BY c.number"
		const lines = "SELECT c.name, n.number, n.state, n.seq FROM child_numbers n JOIN child c ON c.id = n.record_id WHERE c.mother = 'Lý Thị Bưởi' ORDER BY c.number, n.seq"
		before, numbers := w.asked(all), w.asked(lines)

		page := w.bringChildren("hoa.tt", request{Form: form("bang", heads+
			"DO VAN MAN\t2018\tNam\tLY THI BUOI\t033218000701\tTổ dân phố số 3\t3A\n"+ // unaccented, the year alone, one number
			"Đỗ Thị Hòa\t05/06/2020\tNữ\tlý thị bưởi\t033320000702\tTổ dân phố số 3\t1A\n"+ // a number that was missing
			"Đỗ Thị Hoa\t05/06/2020\tNữ\tLý Thị Bưởi\t\tTổ dân phố số 3\t\n"+ // says nothing new
			"Đỗ Văn Mận\t15/06/2018\tNam\tLý Thị Bưởi\t033218000701\tTổ dân phố số 3\t4C\n"+ // the first row again
			"Ngô Văn Ổi\t01/02/2019\tNam\t\t\tTổ dân phố số 3\t2B\n"+ // nobody can be sure
			"Mai Văn Lê\t15/06/2018\tNam\tLý Thị Bưởi\t033218000701\tTổ dân phố số 3\t\n")}) // the number of another
		if text := squash(page.doc.Find("main").Text()); !strings.Contains(text, "6 dòng: 0 thêm mới, 2 cập nhật, 2 có thể trùng, 1 lỗi") {
			t.Fatalf("the preview says %s\n%s", text[:min(len(text), 400)], w.asked("SELECT n, verdict, twin_id, words, same FROM register_import_row WHERE import_id = (SELECT MAX(id) FROM register_import) ORDER BY n"))
		}
		w.writeChildren("hoa.tt")
		want := "Đỗ Văn Mận|2018-06-15|Lý Thị Bưởi|033218000701|3A|2\n" +
			"Đỗ Thị Hoa|2020-06-05|Lý Thị Bưởi|||1\n" +
			"Ngô Văn Ổi|2019-02-01|||1B|1\n" +
			"Đỗ Thị Hòa|2020-06-05|Lý Thị Bưởi|033320000702|1A|2"
		if got := w.asked(all); got != want {
			t.Errorf("written\n%s\nwant\n%s", got, want)
		}
		if got := w.asked(lines); got == numbers {
			t.Error("the number that came is not among the numbers")
		}
		w.undoChildren("hoa.tt")
		if got := w.asked(lines); got != numbers {
			t.Errorf("numbers after the undo\n%s\nbefore\n%s", got, numbers)
		}
		cut := func(s string) string { // versions go on
			var out []string
			for line := range strings.Lines(s) {
				out = append(out, line[:strings.LastIndexByte(line, '|')])
			}
			return strings.Join(out, "\n")
		}
		if got := w.asked(all); cut(got) != cut(before) {
			t.Errorf("after the undo\n%s\nwant\n%s", got, before)
		}

		// A number that another took the place of comes back as it was, and is not a new one.
		code := w.asked("SELECT number FROM child WHERE name = 'Đỗ Văn Mận'")
		w.bringChildren("hoa.tt", request{Form: form("bang", "Mã trẻ em\tHọ tên\tNgày sinh\tGiới tính\tSố định danh\nTE-"+code+"\tĐỗ Văn Mận\t15/06/2018\tNam\t033218000799\n")})
		w.writeChildren("hoa.tt")
		if got := w.asked(lines); strings.Count(got, "Mận") != 2 {
			t.Errorf("numbers after another came: %s", got)
		}
		w.undoChildren("hoa.tt")
		if got := w.asked(lines); got != numbers {
			t.Errorf("numbers after the undo\n%s\nbefore\n%s", got, numbers)
		}
	})
}
