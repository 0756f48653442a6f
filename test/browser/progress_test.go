package browser

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestProgressOnPaper prints a plan's progress: sheets of A4 lying on their side, with the pictures on them and nothing to press.
func TestProgressOnPaper(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	for name, path := range map[string]string{"tien-do": "/u/{unit}/{year}/ke-hoach/{plan}/tien-do", "lich": "/u/{unit}/{year}/lich/5"} {
		t.Run(name, func(t *testing.T) {
			p := p.as(t)
			p.open(w.fill(path))
			sheets := p.paper("giay-" + name)
			if len(sheets) > 2 {
				t.Errorf("the page takes %d sheets", len(sheets))
			}
			all := strings.Join(sheets, "")
			for _, absent := range []string{"Đăng xuất", "Trợ giúp", "Tháng trước"} {
				if strings.Contains(all, absent) {
					t.Errorf("the paper says %q, which one cannot press there", absent)
				}
			}
			pdf := perform(p, "print", chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
			size := regexp.MustCompile(`size: +([\d.]+) x ([\d.]+) pts`).FindAllStringSubmatch(p.poppler("pdfinfo", "-l", "9", p.file("khổ.pdf", pdf)), -1)
			for _, s := range size {
				width, _ := strconv.ParseFloat(s[1], 64)
				height, _ := strconv.ParseFloat(s[2], 64)
				if width < height {
					t.Errorf("a sheet is %s x %s, not on its side", s[1], s[2])
				}
			}
			if len(size) == 0 {
				t.Error("no sheet has a size")
			}
		})
	}
}
