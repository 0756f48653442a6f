package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The slider brings in the page of another day without losing its place, and the address names the day.
func TestDaySlider(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/to-chuc"))
	p.do("take the slider", chromedp.Evaluate[chromedp.Void](`document.querySelector("#moc").focus()`))
	p.key(kb.Home)
	const first = `new Promise((found, missed) => { let n = 0; const look = () => document.querySelector(".lead").textContent.includes("01/07/2025") ?
		found(true) : ++n > 600 ? found(false) : requestAnimationFrame(look); look(); })`
	if !ask[bool](p, first) {
		t.Fatalf("the page of the first day does not come in\n%s", p.where())
	}
	for what, is := range map[string]bool{
		"the address names the day":     ask[bool](p, `location.search === "?ngay=2025-07-01"`),
		"the field has the day":         ask[bool](p, `document.querySelector("#ngay").value === "01/07/2025"`),
		"the slider keeps the focus":    ask[bool](p, `document.activeElement.id === "moc"`),
		"the slider says the day":       strings.HasPrefix(ask[string](p, `document.querySelector("#moc").getAttribute("aria-valuetext")`), "01/07/2025: "),
		"the functions are of that day": strings.Contains(ask[string](p, `document.querySelector("#theo-ngay").innerText`), "Chưa ai giữ (2)"),
	} {
		if !is {
			t.Errorf("not so: %s", what)
		}
	}
}
