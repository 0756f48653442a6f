package browser

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// inCell focuses a cell of the grid, counted from 0.
func (p *tab) inCell(row, column int) {
	p.t.Helper()
	p.do("cell", chromedp.Evaluate[chromedp.Void](cellAt(row, column)+`.focus()`))
}

func cellAt(row, column int) string {
	return `document.querySelectorAll("[data-grid] tbody tr")[` + string(rune('0'+row)) + `].querySelectorAll("input[data-f]")[` + string(rune('0'+column)) + `]`
}

func (p *tab) cell(row, column int) string {
	p.t.Helper()
	return ask[string](p, cellAt(row, column)+`.value`)
}

// where in the grid the focus is: "1,2".
const gridFocus = `(() => {
	const e = document.activeElement, rows = [...document.querySelectorAll("[data-grid] tbody tr")], r = rows.indexOf(e.closest("tr"));
	return r + "," + (r < 0 ? -1 : [...rows[r].querySelectorAll("input[data-f]")].indexOf(e));
})()`

// paste gives the cell with the focus what the clipboard holds.
func (p *tab) paste(text string) {
	p.t.Helper()
	raw, err := json.Marshal(text)
	if err != nil {
		p.t.Fatal(err)
	}
	p.do("paste", chromedp.Evaluate[chromedp.Void](`(() => {
		const data = new DataTransfer();
		data.setData("text/plain", `+string(raw)+`);
		document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
	})()`))
}

// settled waits until every cell has its answer.
func (p *tab) settled() {
	p.t.Helper()
	p.do("answers", chromedp.WaitVisible(chromedp.JSPath(`(() => {
		const line = document.querySelector("#bang-trang-thai");
		return !document.querySelector("[data-save=saving]") && line.textContent.includes("Đã lưu 08:05") ? line : null;
	})()`)))
}

func TestGrid(t *testing.T) {
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	path := w.fill("/u/{unit}/{year}/ke-hoach/{plan}/bang-nhap")
	p.open(path)
	if ask[bool](p, `document.querySelector(".form-actions").checkVisibility()`) {
		t.Error("a grid that saves by itself still shows its button")
	}

	p.inCell(0, 0)
	p.key(kb.ArrowDown)
	p.key(kb.ArrowRight)
	if at := ask[string](p, gridFocus); at != "1,1" {
		t.Fatalf("down and right lead to %s", at)
	}
	p.key(kb.ArrowUp)
	p.key(kb.ArrowLeft)
	p.put("Trạm Y tế phường")
	p.key(kb.ArrowLeft) // moves the cursor in the text, not the cell
	p.key(kb.Enter)
	if at := ask[string](p, gridFocus); at != "1,0" {
		t.Errorf("Enter leads to %s", at)
	}
	p.settled()
	p.open(path)
	if got := p.cell(0, 0); got != "Trạm Y tế phường" {
		t.Errorf("after reloading the cell holds %q", got)
	}
	p.inCell(1, 0)
	p.key(kb.Enter, chromedp.ModifierShift)
	if at := ask[string](p, gridFocus); at != "0,0" {
		t.Errorf("Shift+Enter leads to %s", at)
	}
	p.key(kb.F2)
	p.put(" và thêm")
	p.key(kb.Escape)
	if got := p.cell(0, 0); got != "Trạm Y tế phường" {
		t.Errorf("after Esc the cell holds %q", got)
	}

	before := [3]string{p.cell(1, 0), p.cell(2, 4), p.cell(2, 1)}
	p.inCell(1, 0)
	p.paste("Công an phường\t\tĐoàn Thanh niên\t01/06/2026\t15-6-26\r\n\"Hội Liên hiệp Phụ nữ\nMặt trận\"\t\t\t\tthường xuyên\r\n")
	p.settled()
	for at, want := range map[[2]int]string{{1, 0}: "Công an phường", {1, 2}: "Đoàn Thanh niên", {1, 4}: "15/06/2026", {2, 4}: "Thường xuyên"} {
		if got := p.cell(at[0], at[1]); got != want {
			t.Errorf("cell %v holds %q, want %q", at, got, want)
		}
	}
	if got := p.cell(2, 0); !strings.HasPrefix(got, "Hội Liên hiệp Phụ nữ") {
		t.Errorf("the quoted cell holds %q", got)
	}
	p.key("z", chromedp.ModifierCtrl)
	p.settled()
	if got := [3]string{p.cell(1, 0), p.cell(2, 4), p.cell(2, 1)}; got != before {
		t.Errorf("after Ctrl+Z the cells hold %q, want %q", got, before)
	}
	p.inCell(0, 5)
	p.paste("tháng 6\tthừa")
	p.sees(".toast", "bỏ 1 cột vượt ra ngoài bảng")

	p.inCell(1, 4)
	p.paste("31/02/2026")
	p.do("refused", chromedp.WaitVisible(chromedp.CSS(`.grid .bad-cell .error`)))
	p.sees(".grid .bad-cell .error", "Không có ngày 31/02/2026")
	p.look("bang-nhap-loi")
	p.resize(desk)

	p.open(path)
	p.follow("Hoàn tác lần lưu 08:05")
	p.sees(".toast", "Đã hoàn tác lần lưu")
}

// TestGridConflict has two people in one cell.
func TestGridConflict(t *testing.T) {
	w := demo(t)
	path := w.fill("/u/{unit}/{year}/ke-hoach/{plan}/bang-nhap")
	mine, theirs := sitAs(t, w, "hoa.tt", desk), sitAs(t, w, "hoa.tt", desk)
	mine.open(path)
	theirs.open(path)
	theirs.inCell(0, 0)
	theirs.put("Công an phường")
	theirs.key(kb.Enter)
	theirs.settled()
	mine.inCell(0, 0)
	mine.put("Trạm Y tế phường")
	mine.key(kb.Enter)
	mine.do("both versions", chromedp.WaitVisible(chromedp.CSS(`.grid .choice`)))
	mine.sees(".grid .bad-cell", "vừa ghi “Công an phường”")
	mine.look("bang-nhap-hai-ban")
	mine.resize(desk)
	mine.press("Giữ “Trạm Y tế phường”")
	mine.settled()
	mine.open(path)
	if got := mine.cell(0, 0); got != "Trạm Y tế phường" {
		t.Errorf("the chosen version is %q", got)
	}
}

// TestGridOnAPhone is one column of cards in which cells can be filled.
func TestGridOnAPhone(t *testing.T) {
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", phone)
	p.open(w.fill("/u/{unit}/{year}/ke-hoach"))
	p.open(ask[string](p, `[...document.querySelectorAll("tbody a")].find(a => a.closest("tr").textContent.includes("Sở Y tế")).getAttribute("href")`) + "/bang-nhap")
	p.look("bang-nhap")
	p.resize(phone)
	p.do("tap", chromedp.Tap(chromedp.JSPath(cellAt(0, 4))))
	p.put("20/11/2026")
	p.key(kb.Enter)
	p.settled()
	p.look("bang-nhap-da-luu")
}
