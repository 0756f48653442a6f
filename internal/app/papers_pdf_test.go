package app_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/pdf"
)

// printed are the words of a PDF that the program sent, read by the program's own reader. MANGNON_SCREENS names a folder
// that keeps the file for looking at.
func printed(t *testing.T, a answer) string {
	t.Helper()
	if a.Code != 200 || a.Header().Get("Content-Type") != "application/pdf" {
		t.Fatalf("answers %d %v", a.Code, a.Header())
	}
	if keep := os.Getenv("MANGNON_SCREENS"); keep != "" {
		if err := os.WriteFile(filepath.Join(keep, strings.ReplaceAll(t.Name(), "/", "-")+".pdf"), a.Body.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	doc, err := pdf.Read(t.Context(), a.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return squash(strings.Join(doc.Text(), " "))
}

func TestTheAssignmentTableLeavesAsAPDF(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		page := w.do(request{As: "dat.lq", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"})
		href, _ := page.doc.Find("a[href$='.pdf']").Attr("href")
		a := w.do(request{As: "dat.lq", Path: href})
		if name := a.Header().Get("Content-Disposition"); !strings.Contains(name, "45-KH-UBND.pdf") {
			t.Errorf("the file is called %s", name)
		}
		all := printed(t, a)
		for _, want := range []string{"DỰ THẢO", "BẢNG PHÂN CÔNG NHIỆM VỤ", "(Kèm theo Kế hoạch số 45/KH-UBND ngày 20 tháng 3 năm 2026 của Ủy ban nhân dân phường Mỹ Hào)", "Trạm Y tế phường"} {
			if !strings.Contains(all, want) {
				t.Errorf("the file does not say %q:\n%s", want, all)
			}
		}
		if last := strconv.Itoa(page.doc.Find("#bang-phan-cong tbody tr").Length()); !strings.Contains(all, last+" ") {
			t.Errorf("the file has no row %s:\n%s", last, all)
		}
	})
}

// The paper list of a body names whose it is, when and by whom it was printed, and the number of its pages.
func TestTheListOfABodyLeavesAsAPDF(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		bring(t, w, citing)
		found := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tim?q=tram+y+te"})
		body, _ := found.doc.Find("main a[href*='/co-quan/']").Attr("href")
		href, _ := w.do(request{As: "hoa.tt", Path: body}).doc.Find("a[href$='/viec.pdf']").Attr("href")
		all := printed(t, w.do(request{As: "hoa.tt", Path: href}))
		for _, want := range []string{"VIỆC CỦA CƠ QUAN NĂM 2026", "Trạm Y tế phường", "UBND phường Mỹ Hào, tỉnh Hưng Yên", "Chấm điểm ngôi nhà an toàn", "In lúc 08:05 12/05/2026 bởi", "trang 1/2", "trang 2/2", "29/04/2026"} {
			if !strings.Contains(all, want) {
				t.Errorf("the file does not say %q:\n%s", want, all)
			}
		}
	})
}
