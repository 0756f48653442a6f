package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The slider brings in the page of another day without losing its place, and the address names the day.
func TestDaySlider(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/to-chuc"))
	p.do("take the slider", chromedp.Evaluate[chromedp.Void](`document.querySelector("#moc").focus()`))
	// The keys of a slider are the browser's own; what is ours begins where it stops.
	p.do("move it to the first day", chromedp.Evaluate[chromedp.Void](`{ const s = document.querySelector("#moc"); s.value = s.min; for (const e of ["input", "change"]) s.dispatchEvent(new Event(e, { bubbles: true })); }`))
	const first = `new Promise((found, missed) => { let n = 0; const look = () => (document.querySelector(".lead")?.textContent || "").includes("01/07/2025") ?
		found(true) : ++n > 400 ? found(false) : setTimeout(look, 25); look(); })` // frames stand still in a window behind others
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

// TestOrganisationInOtherStates looks at days on which much changes or nothing is there, light and dark.
func TestOrganisationInOtherStates(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	for _, dark := range []bool{false, true} {
		suffix := ""
		if dark {
			suffix = "-toi"
			order(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
		}
		for _, page := range []struct{ name, path string }{
			{"to-chuc-truoc-khi-lap", "/u/{unit}/{year}/to-chuc?ngay=2025-06-30"},
			{"truoc-sau-lap-don-vi", "/u/{unit}/{year}/to-chuc/truoc-sau?tu=2025-06-30&den=2025-07-01"},
			{"truoc-sau-mot-chuc-nang", "/u/{unit}/{year}/to-chuc/truoc-sau?tu=2025-12-31&den=2026-03-01"},
			{"chuc-nang-chua-ai-giu", "/u/{unit}/{year}/chuc-nang/van-hoa.truyen-thanh"}, {"chuc-nang-qua-nhieu-noi", "/u/{unit}/{year}/chuc-nang/y-te.cong-tac-vien"},
		} {
			t.Run(page.name+suffix, func(t *testing.T) { p.as(t).inspect(w.fill(page.path), page.name+suffix) })
		}
	}
}
