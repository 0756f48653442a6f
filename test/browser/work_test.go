package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	currentRow  = `[...document.querySelectorAll("[data-row]")].indexOf(document.activeElement.closest("[data-row]"))`
	chosenRows  = `document.querySelectorAll("input[name=viec]:checked").length`
	shownBulk   = `[...document.querySelectorAll("[data-bulk-bar] button")].filter(b => b.checkVisibility()).length`
	leaveFields = `document.activeElement.blur()`
)

// The list is worked without a mouse: down, choose, edit, add, save.
func TestKeysOfTheListOfWork(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/viec/tat-ca"))
	if n := ask[int](p, shownBulk); n != 0 {
		t.Errorf("%d buttons for many tasks show before anything is chosen", n)
	}
	for _, letter := range "jjj" {
		p.key(string(letter))
	}
	p.key("k")
	if at := ask[int](p, currentRow); at != 1 {
		t.Errorf("j j j k leads to row %d, want the second", at)
	}
	p.key("x")
	p.key("j")
	p.key("x")
	if n, said := ask[int](p, chosenRows), ask[string](p, `document.querySelector("[data-bulk-said]").textContent`); n != 2 || said != "Đã chọn 2 việc" {
		t.Errorf("x on two rows chose %d and says %q", n, said)
	}
	if n := ask[int](p, shownBulk); n != 6 {
		t.Errorf("%d buttons for what is chosen, want 6", n)
	}
	p.key("x")
	if n := ask[int](p, chosenRows); n != 1 {
		t.Errorf("x once more leaves %d chosen", n)
	}
	p.leads("e", strokes("e"))
	if path := ask[string](p, `location.pathname`); !strings.HasSuffix(path, "/sua") {
		t.Errorf("e leads to %s", path)
	}
	p.leads("g k", strokes("gk"))
	p.leads("n", strokes("n"))
	if path := ask[string](p, `location.pathname`); !strings.HasSuffix(path, "/ke-hoach/nhap") {
		t.Errorf("n on the plans leads to %s", path)
	}
	p.leads("g v", strokes("gv"))
	if path := ask[string](p, `location.pathname`); !strings.HasSuffix(path, "/viec") {
		t.Errorf("g v leads to %s", path)
	}
}

// Ctrl and Enter send the form in which one types, and letters typed there stay letters.
func TestAFilterIsKeptByTheKeyboard(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "dat.lq", desk)
	p.open(w.fill("/u/{unit}/{year}/viec/tat-ca?han=30-ngay"))
	p.do("open the form", chromedp.Evaluate[chromedp.Void](`document.querySelector("#ten").closest("details").open = true; document.querySelector("#ten").focus()`))
	for _, letter := range "jxe" {
		p.key(string(letter))
	}
	p.leads("Ctrl+Enter", strokes(kb.Enter, chromedp.ModifierCtrl))
	if h1 := p.text("h1"); h1 != "jxe" {
		t.Errorf("the kept filter is called %q", h1)
	}
}

// Who types by voice switches the letters off; the machine remembers it.
func TestLettersCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	list := w.fill("/u/{unit}/{year}/viec/tat-ca")
	p.open(list)
	p.do("a letter that is being composed", chromedp.Evaluate[chromedp.Void](`document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "j", isComposing: true, bubbles: true}))`))
	if at := ask[int](p, currentRow); at != -1 {
		t.Errorf("a letter under composition moves to row %d", at)
	}
	p.key("?")
	p.do("switch off", chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-keys-switch] input").click()`))
	p.key(kb.Escape)
	p.open(list)
	for _, letter := range "jx?/" {
		p.key(string(letter))
	}
	if at, open := ask[int](p, currentRow), ask[bool](p, `document.querySelector("#phim-tat").open`); at != -1 || open || ask[int](p, chosenRows) != 0 {
		t.Errorf("switched off, the letters move to row %d, open the dialog: %t", at, open)
	}
	if got := ask[string](p, `document.activeElement.id`); got == "q" {
		t.Error("switched off, / still leads to the search box")
	}
	p.do("switch on by the mouse", chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-keys]").click(); document.querySelector("[data-keys-switch] input").click()`))
	p.key(kb.Escape)
	p.do("leave", chromedp.Evaluate[chromedp.Void](leaveFields))
	p.key("j")
	if at := ask[int](p, currentRow); at != 0 {
		t.Errorf("switched on again, j leads to row %d", at)
	}
}
