package browser

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const sheetPath = "/u/{unit}/{year}/nguy-co/bang"

// sheetCell is what a cell of the quick grid holds, counted from 0; column 0 is the number of the record.
func (p *tab) sheetCell(row, column int) string {
	p.t.Helper()
	return ask[string](p, fmt.Sprintf(`(() => { const td = document.querySelectorAll("[data-sheet] tbody tr")[%d].cells[%d]; return td.dataset.text ?? td.firstChild.data; })()`, row, column))
}

// inSheet clicks a cell of the quick grid.
func (p *tab) inSheet(row, column int) {
	p.t.Helper()
	p.do("cell", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelectorAll("[data-sheet] tbody tr")[%d].cells[%d].dispatchEvent(new MouseEvent("mousedown", {bubbles: true, cancelable: true}))`, row, column)))
}

// sheetFocus is the cell in which the box stands: "1,2".
const sheetFocus = `(() => { const td = document.activeElement.closest("td,th"); return td ? td.parentElement.sectionRowIndex + "," + td.cellIndex : ""; })()`

// sheetSaved waits until nothing is on its way.
func (p *tab) sheetSaved() {
	p.t.Helper()
	p.do("answers", chromedp.WaitVisible(chromedp.JSPath(`(() => {
		const line = document.querySelector("#bang-trang-thai");
		return !document.querySelector("[data-save=saving]") && line.textContent.includes("Đã lưu 08:05") ? line : null;
	})()`)))
}

func TestSheet(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	path := w.fill(sheetPath)
	p.open(path)
	p.inSheet(0, 1)
	for _, step := range []struct {
		key  string
		mod  []chromedp.Modifier
		want string
	}{{kb.ArrowDown, nil, "1,1"}, {kb.Tab, nil, "1,2"}, {kb.Enter, nil, "2,2"}, {kb.Enter, []chromedp.Modifier{chromedp.ModifierShift}, "1,2"}, {kb.ArrowLeft, nil, "1,1"},
		{kb.Tab, []chromedp.Modifier{chromedp.ModifierShift}, "0,13"}, {kb.Home, nil, "0,1"}} {
		p.key(step.key, step.mod...)
		if at := ask[string](p, sheetFocus); at != step.want {
			t.Fatalf("%q leads to %s, want %s", step.key, at, step.want)
		}
	}

	name := p.sheetCell(0, 1)
	p.key(kb.F2)
	p.put(" và thêm")
	p.key(kb.Escape)
	if got := p.sheetCell(0, 1); got != name {
		t.Errorf("after Esc the cell holds %q", got)
	}

	// While Telex composes no key of the grid acts.
	order(p, input.ImeSetComposition, input.ImeSetCompositionParams{Text: "Ao mo", SelectionStart: 5, SelectionEnd: 5})
	p.do("keys while composing", chromedp.Evaluate[chromedp.Void](`for (const key of ["Enter", "ArrowDown", "Tab", "Escape", "Delete"]) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true, cancelable: true}))`))
	if at := ask[string](p, sheetFocus); at != "0,1" {
		t.Fatalf("while composing a key led to %s", at)
	}
	order(p, input.ImeSetComposition, input.ImeSetCompositionParams{Text: "Ao mới", SelectionStart: 6, SelectionEnd: 6})
	p.put("Ao mới đào")
	p.key(kb.Enter)
	p.sheetSaved()
	if got := p.sheetCell(0, 1); got != "Ao mới đào" {
		t.Errorf("the composed cell holds %q", got)
	}
	p.inSheet(0, 3)
	p.put("vu")
	p.do("words to choose from", chromedp.WaitVisible(chromedp.CSS(".sheet-words")))
	p.key(kb.Enter)
	p.sheetSaved()
	if got := p.sheetCell(0, 3); got != "Vừa" {
		t.Errorf("the chosen words are %q", got)
	}
	for range 2 {
		p.key("z", chromedp.ModifierCtrl)
		p.do("taken back", chromedp.WaitVisible(chromedp.CSS(".toast")))
		p.do("next", chromedp.Evaluate[chromedp.Void](`document.querySelector(".toast").remove()`))
	}
	if got := [2]string{p.sheetCell(0, 1), p.sheetCell(0, 3)}; got != [2]string{name, "Cao"} {
		t.Errorf("after Ctrl+Z the cells hold %q", got)
	}

	p.inSheet(0, 6)
	p.put("31/02/2026")
	p.key(kb.Enter)
	p.do("refused", chromedp.WaitVisible(chromedp.CSS(`.sheet .bad-cell .error`)))
	p.look("bang-nguy-co-loi")
	p.resize(desk)
	if got := p.sheetCell(0, 6); got != "31/02/2026" {
		t.Errorf("the refused cell holds %q", got)
	}
	p.inSheet(0, 6)
	p.key(kb.Escape)
	if n := ask[int](p, `document.querySelectorAll(".sheet .bad-cell").length`); n != 0 {
		t.Error("Esc does not bring back what is saved")
	}

	// A row at the foot is written once it is whole.
	end := ask[int](p, `document.querySelectorAll("[data-sheet] tbody tr").length`) - 1
	p.inSheet(end, 1)
	p.put("Mương sau chợ")
	p.key(kb.Tab)
	p.do("what lacks", chromedp.WaitVisible(seen(".sheet .unsaved td", "chưa ghi, còn thiếu: loại, mức nguy hiểm")))
	p.put("Điện")
	p.key(kb.Tab)
	p.put("Cao")
	p.key(kb.Enter)
	p.do("written", chromedp.WaitVisible(seen(".sheet tbody th a", "NC-0007")))
	p.heard.report(t)
}

// TestSheetPaste pastes 2,000 rows and takes the paste back.
func TestSheetPaste(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill(sheetPath))
	rows := []string{"STT\tNơi\tLoại\tMức nguy hiểm\tĐịa chỉ, chỉ dẫn\tNgày phát hiện"}
	for i := range 2000 {
		on := fmt.Sprintf("%d/4/2026", 1+i%28)
		if i%400 == 7 {
			on = "31/4/2026"
		}
		rows = append(rows, fmt.Sprintf("%d\tĐiểm dán số %d\tAo, hồ, đầm\tCao\tNgõ %d\t%s", i+1, i, i, on))
	}
	p.inSheet(0, 1)
	began := time.Now()
	p.paste(strings.Join(rows, "\r\n"))
	p.do("the page of the paste", chromedp.WaitVisible(seen("main p", "Dán 2.000 dòng")))
	t.Logf("2,000 rows from the paste to the page of the paste: %v", time.Since(began))
	p.sees("main", "1.995 dòng đã ghi, 5 dòng cần sửa")
	p.look("bang-nguy-co-dan")
	p.resize(desk)
	p.inSheet(0, 6)
	p.put("30/4/2026")
	p.key(kb.Enter)
	p.do("put right", chromedp.WaitVisible(chromedp.CSS(".sheet tbody tr:not(.unsaved) th a")))
	p.follow("Hoàn tác lần dán")
	p.do("taken back", chromedp.WaitVisible(seen("main p", "Đã hoàn tác lần dán")))
	p.open(w.fill(sheetPath))
	if n := ask[int](p, `document.querySelectorAll("[data-sheet] tbody tr").length`); n != 6+1 {
		t.Errorf("%d rows after the paste was taken back", n)
	}
	p.inSheet(4, 1)
	p.key(kb.ArrowRight, chromedp.ModifierShift)
	if got := ask[string](p, `(() => { const data = new DataTransfer(); document.activeElement.dispatchEvent(new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true})); return data.getData("text/plain"); })()`); strings.Count(got, "\t") != 1 {
		t.Errorf("copied: %q", got)
	}
}
