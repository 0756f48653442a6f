package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAssignmentIsCopiedAsATable presses the button and listens to what would be pasted into Word and into Excel.
func TestAssignmentIsCopiedAsATable(t *testing.T) {
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"))
	ask[bool](p, `(window.taken = null, document.addEventListener("copy", (e) => setTimeout(() => {}, 0)),
		DataTransfer.prototype.setData = new Proxy(DataTransfer.prototype.setData, {apply(f, self, args) { (window.taken ||= {})[args[0]] = args[1]; return Reflect.apply(f, self, args); }}), true)`)
	p.do("copy", chromedp.Click(chromedp.CSS(`[data-copy-table]`)))
	rows := ask[int](p, `document.querySelectorAll("#bang-phan-cong tr").length`)
	html, text := ask[string](p, `window.taken?.["text/html"] || ""`), ask[string](p, `window.taken?.["text/plain"] || ""`)
	if got := strings.Count(html, "<tr>"); got != rows || rows < 2 {
		t.Errorf("%d rows for Word, %d on the page", got, rows)
	}
	lines := strings.Split(text, "\r\n")
	if len(lines) != rows {
		t.Errorf("%d rows for Excel, %d on the page", len(lines), rows)
	}
	for i, line := range lines {
		if n := strings.Count(line, "\t"); n != 6 {
			t.Errorf("row %d has %d cells for Excel: %q", i, n+1, line)
		}
	}
	if said := ask[string](p, `document.querySelector("#bao")?.textContent || ""`); !strings.Contains(said, "Đã chép") {
		t.Errorf("the page says %q", said)
	}
	p.heard.report(t)
}

// TestAssignmentOnPaperNamesItsBody looks at the head of the first sheet, which the screen does not show.
func TestAssignmentOnPaperNamesItsBody(t *testing.T) {
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"))
	if ask[bool](p, `document.querySelector(".paper-head").checkVisibility()`) {
		t.Error("the head of the paper stands on the screen")
	}
	sheets := p.paper("phan-cong-giay")
	for i, sheet := range sheets {
		if first := strings.Contains(sheet, "PHƯỜNG MỸ HÀO"); first != (i == 0) {
			t.Errorf("sheet %d names the body: %v", i+1, first)
		}
	}
}

// TestFindingOldPlacesAndPapers looks at the search page wide and narrow.
func TestFindingOldPlacesAndPapers(t *testing.T) {
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	for name, q := range map[string]string{"tim-so": "23/QD", "tim-dia-danh": "ban yen nhan", "tim-viec": "tre em"} {
		p.open(w.fill("/u/{unit}/{year}/tim?q=" + strings.ReplaceAll(q, " ", "+")))
		p.look(name)
	}
	p.heard.report(t)
}
