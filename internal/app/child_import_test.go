package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/web"
)

const childImports = "/u/{unit}/{year}/nhap-tre-em"

// bringChildren brings a table and opens its preview, which {batch} then names.
func (w *world) bringChildren(as string, r request) answer {
	w.t.Helper()
	r.As, r.Path = as, childImports
	if r.Form == nil {
		r.Form = form()
	}
	r.Form.Set("once", web.NewKey())
	a := w.do(r)
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("the table is answered with %d: %s", a.Code, words(a.doc))
	}
	w.samples["batch"] = id(w.t, a.Header().Get("Location"), "nhap-tre-em")
	return w.carried(as, "xem", "Đang xem từng dòng")
}

// carried presses the button of a long change until the page says something else.
func (w *world) carried(as, step, title string) answer {
	w.t.Helper()
	for range 400 {
		page := w.do(request{As: as, Path: childImports + "/{batch}"})
		if !strings.Contains(page.doc.Find("h1").Text(), title) {
			return page
		}
		if a := w.do(request{As: as, Path: childImports + "/{batch}/" + step, Form: form("once", web.NewKey())}); a.Code != http.StatusSeeOther {
			w.t.Fatalf("%s is answered with %d: %s", step, a.Code, words(a.doc))
		}
	}
	w.t.Fatalf("%s does not end", step)
	return answer{}
}

// writeChildren writes the table of {batch} and gives its receipt.
func (w *world) writeChildren(as string) answer {
	w.t.Helper()
	if a := w.do(request{As: as, Path: childImports + "/{batch}/ghi", Form: form("once", web.NewKey())}); a.Code != http.StatusSeeOther {
		w.t.Fatalf("writing is answered with %d: %s", a.Code, words(a.doc))
	}
	return w.carried(as, "ghi", "Đang ghi vào sổ")
}

func (w *world) undoChildren(as string) answer {
	w.t.Helper()
	if a := w.do(request{As: as, Path: childImports + "/{batch}/hoan-tac", Form: form("once", web.NewKey())}); a.Code != http.StatusSeeOther {
		w.t.Fatalf("taking back is answered with %d: %s", a.Code, words(a.doc))
	}
	return w.carried(as, "hoan-tac", "Đang hoàn tác")
}

// asked is what a statement gives, a line a row.
func (w *world) asked(statement string, args ...any) string {
	w.t.Helper()
	_, raw := w.app.DB.Raw()
	rows, err := raw.QueryContext(w.t.Context(), statement, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		vals, ptrs := make([]any, len(names)), make([]any, len(names))
		for i := range vals {
			ptrs[i] = &vals[i]
		}
		if err := rows.Scan(ptrs...); err != nil {
			w.t.Fatal(err)
		}
		line := make([]string, len(vals))
		for i, v := range vals {
			line[i] = fmt.Sprint(v)
		}
		out = append(out, strings.Join(line, "|"))
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// The same two children, as different officers keep them.
func TestTablesOfChildrenAreReadAsOfficersKeepThem(t *testing.T) {
	for name, table := range map[string]string{
		"plain": "STT\tHọ và tên trẻ\tNgày tháng năm sinh\tNam/Nữ\tDân tộc\tHọ tên cha\tHọ tên mẹ\tSố ĐDCN\tThôn/TDP\tNơi ở hiện nay\tSĐT\tHọc lớp\tTrường\tSố thẻ BHYT\n" +
			"1\tLê Văn Khôi\t15/06/2018\tNam\tKinh\tLê Văn Tú\tPhạm Thị Na\t033218000101\tTổ dân phố số 3\t12 Lê Lợi\t0912000111\t2A\tTH Lê Lợi\tTE4330011223344\n" +
			"2\tLê Thị Mây\t09/2020\tNữ\t01\tLê Văn Tú\tPhạm Thị Na\t033320000102\tTDP 3\t12 Lê Lợi\t0912000111\t\t\t\n",
		"a title, two rows of heads, marks and three columns of a date": "UBND PHƯỜNG\n\nDANH SÁCH TRẺ EM\tDANH SÁCH TRẺ EM\tDANH SÁCH TRẺ EM\n" +
			"STT\tHọ tên trẻ em\tNgày sinh\tNgày sinh\tNgày sinh\tGiới tính\tGiới tính\tDT\tHọ tên cha/mẹ\tCCCD/ĐDCN\tTổ dân phố\tHộ khẩu\tĐiện thoại liên hệ\tLớp\tTrường\tMã thẻ BHYT\n" +
			"STT\tHọ tên trẻ em\tNgày\tTháng\tNăm\tNam\tNữ\tDT\tHọ tên cha/mẹ\tCCCD/ĐDCN\tTổ dân phố\tHộ khẩu\tĐiện thoại liên hệ\tLớp\tTrường\tMã thẻ BHYT\n" +
			"(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\t(8)\t(9)\t(10)\t(11)\t(12)\t(13)\t(14)\t(15)\t(16)\n" +
			"1\tLÊ VĂN KHÔI\t15\t6\t2018\tx\t\tKinh\tLê Văn Tú / Phạm Thị Na\t033218000101\t3\t12 Lê Lợi\t0912000111\t2A\tTH Lê Lợi\tTE4330011223344\n" +
			"2\tLÊ THỊ MÂY\t\t9\t2020\t\tX\tKinh\tMẹ: Phạm Thị Na; Cha: Lê Văn Tú\t033320000102\tTổ 3\t12 Lê Lợi\t0912000111\t\t\t\n" +
			"Tổng cộng: 2 trẻ\n\t\t\t\t\tNGƯỜI LẬP BIỂU\n",
		"births below the sex, heads of a CSV without merged cells": "TT\tHọ và tên\tNăm sinh\t\tDân tộc\tHọ và tên bố\tHọ và tên mẹ\tMã định danh\tThôn\tĐịa chỉ\tSố điện thoại\tLớp học\tTên trường\tBHYT\n" +
			"\t\tNam\tNữ\t\t\t\t\t\t\t\t\t\t\n" +
			"1\tLê Văn Khôi\t15/6/2018\t\tKinh\tLê Văn Tú\tPhạm Thị Na\t033218000101\tTổ dân phố 3\t12 Lê Lợi\t0912000111\t2A\tTH Lê Lợi\tTE4330011223344\n" +
			"2\tLê Thị Mây\t\t9/2020\t1\tLê Văn Tú\tPhạm Thị Na\t033320000102\ttdp số 3\t12 Lê Lợi\t0912000111\t\t\t\n",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, template.SQLite(t))
			page := w.bringChildren("hoa.tt", request{Form: form("bang", table)})
			if text := squash(page.doc.Find("main").Text()); !strings.Contains(text, "2 dòng: 2 thêm mới, 0 cập nhật, 0 có thể trùng, 0 lỗi") || strings.Contains(name, "marks") && !strings.Contains(text, "là dòng cộng nên không nhập, cùng 1 dòng bên dưới") {
				t.Fatalf("the preview says %s", text[:min(len(text), 700)])
			}
			if notes := w.asked("SELECT columns FROM register_import ORDER BY id DESC LIMIT 1"); strings.Contains(notes[4:], `""`) {
				t.Errorf("a heading is not known: %s", notes)
			}
			w.writeChildren("hoa.tt")
			got := w.asked("SELECT c.name, c.birth, c.sex, c.ethnic, c.father, c.mother, c.person_number, h.name, c.address, c.phone, c.class, c.school, c.insurance_no, c.schooling, c.insurance FROM child c LEFT JOIN hamlet h ON h.id = c.hamlet WHERE c.person_number LIKE '033%00010_' ORDER BY c.birth")
			want := "Lê Văn Khôi|2018-06-15|nam|01|Lê Văn Tú|Phạm Thị Na|033218000101|Tổ dân phố số 3|12 Lê Lợi|0912000111|2A|" + "TH Lê Lợi" + "|TE4330011223344|dang-hoc|co\n" +
				"Lê Thị Mây|2020-09|nu|01|Lê Văn Tú|Phạm Thị Na|033320000102|Tổ dân phố số 3|12 Lê Lợi|0912000111||||" + "|"
			if got != want {
				t.Errorf("written\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// A household is found by the name of its head and the hamlet, whoever made it; one that is missing is made once, counted, and goes
// with the import. One that somebody used since stays.
func TestHouseholdsComeWithTheirChildren(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		const table = "Họ tên\tNgày sinh\tGiới tính\tChủ hộ\tSố hộ\tThôn\tHộ nghèo\n" +
			"Lê Văn Khôi\t15/06/2018\tNam\tLê Văn Sửu\t12\tTổ dân phố số 3\tx\n" +
			"Lê Thị Mây\t05/06/2020\tNữ\tLÊ VĂN SỬU\t\tTổ 3\t\n" +
			"Trần Văn Bút\t05/06/2019\tNam\tTrần Thị Mực\t7\tTổ dân phố số 3\t\n" +
			"Trần Văn Nghiên\t05/06/2021\tNam\tTrần Thị Mực\t8\tTổ dân phố số 3\t\n"
		children, homes := "SELECT COUNT(*) FROM child", "SELECT COUNT(*) FROM household"
		before := w.asked(children) + " " + w.asked(homes)
		w.bringChildren("hoa.tt", request{Form: form("bang", table)})
		receipt := squash(w.writeChildren("hoa.tt").doc.Find("main").Text())
		if !strings.Contains(receipt, "Thêm 3 hộ gia đình") {
			t.Errorf("the receipt says %s", receipt)
		}
		if got, want := w.asked("SELECT c.name, h.name, h.book, h.poverty FROM child c JOIN household h ON h.id = c.household WHERE h.name IN ('Lê Văn Sửu', 'Trần Thị Mực') ORDER BY c.birth"),
			"Lê Văn Khôi|Lê Văn Sửu|12|ngheo\nTrần Văn Bút|Trần Thị Mực|7|\nLê Thị Mây|Lê Văn Sửu|12|ngheo\nTrần Văn Nghiên|Trần Thị Mực|8|"; got != want {
			t.Errorf("written\n%s\nwant\n%s", got, want)
		}
		undone := squash(w.undoChildren("hoa.tt").doc.Find("main").Text())
		if !strings.Contains(undone, "Đã hoàn tác 3 hộ gia đình") {
			t.Errorf("the receipt of the undo says %s", undone)
		}
		if after := w.asked(children) + " " + w.asked(homes); after != before {
			t.Errorf("%s children and homes, before %s", after, before)
		}
		w.bringChildren("hoa.tt", request{Form: form("bang", table)})
		w.writeChildren("hoa.tt")
		home := w.asked("SELECT number FROM household WHERE name = 'Lê Văn Sửu'")
		w.addChild("late", "ho-ten", "Lê Văn Muộn", "ngay-sinh", "01/02/2022", "ho", "HO-"+home)
		if kept := squash(w.undoChildren("hoa.tt").doc.Find("main").Text()); !strings.Contains(kept, "Giữ lại vì đã có người dùng: 1 hộ gia đình") || !strings.Contains(kept, "Đã hoàn tác 2 hộ gia đình") {
			t.Errorf("the receipt of the second undo says %s", kept)
		}
	})
}

var _ = xlsx.Text
