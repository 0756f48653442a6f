package browser

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// paper prints the page as the browser does and gives the words of each sheet. Every sheet must be A4.
func (p *tab) paper(name string) []string {
	p.t.Helper()
	pdf := perform(p, "print", chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	file := p.file("trang-in.pdf", pdf)
	p.keep(name+".pdf", pdf)
	if size := p.poppler("pdfinfo", "-l", "99", file); strings.Count(size, " rot:") != strings.Count(size, "(A4)") {
		p.t.Errorf("not every sheet is A4:\n%s", size)
	}
	sheets := p.poppler("pdftotext", "-layout", file, "-")
	return strings.Split(strings.TrimSuffix(sheets, "\f"), "\f")
}

func (p *tab) poppler(name string, args ...string) string {
	p.t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		p.t.Skip("no poppler-utils on this machine: " + name)
	}
	out, err := exec.Command(path, args...).Output()
	if err != nil {
		p.t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// TestAssignmentOnPaper prints a table that is longer than a sheet.
func TestAssignmentOnPaper(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"))
	sheets := p.paper("bang-phan-cong")
	if len(sheets) < 2 {
		t.Fatalf("forty tasks on %d sheet", len(sheets))
	}
	for i, sheet := range sheets {
		for _, head := range []string{"STT", "Nội dung công việc", "Tình trạng"} {
			if !strings.Contains(sheet, head) {
				t.Errorf("sheet %d does not repeat %q:\n%s", i+1, head, sheet)
			}
		}
	}
	all := strings.Join(sheets, "")
	for _, there := range []string{"Bảng phân công nhiệm vụ", "phường Mỹ Hào", "In lúc", "Trần Thu Hoa", "Minh họa"} {
		if !strings.Contains(all, there) {
			t.Errorf("the paper does not say %q", there)
		}
	}
	for _, absent := range []string{"Đăng xuất", "Việc hôm nay", "Xuất Excel", "Trợ giúp", "Phím tắt"} {
		if strings.Contains(all, absent) {
			t.Errorf("the paper says %q, which one cannot press there", absent)
		}
	}
}
