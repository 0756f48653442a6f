package gallery

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// ask evaluates an expression in the page.
func ask[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return answer
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// TestAxe asks axe-core for mistakes on every page, wide and narrow; the dark theme differs only in its colours.
func TestAxe(t *testing.T) {
	source, base, ctx := axe(t), serve(t), browser(t)
	const run = `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r =>
		r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.target.join(" ") + " " + n.failureSummary.split("\n")[1])))`
	for theme, widths := range map[string][]int64{"light": {1366, 360}, "dark": {1366}} {
		for _, page := range Pages(theme) {
			for _, width := range widths {
				t.Run(fmt.Sprintf("%s/%s/%d", theme, page.Name, width), func(t *testing.T) {
					visit(t, ctx, base+"/"+theme+"/"+page.Name, width)
					do(t, ctx, chromedp.Evaluate[chromedp.Void](source))
					for _, v := range ask[[]string](t, ctx, run) {
						t.Error(v)
					}
				})
			}
		}
	}
}

// TestNothingIsWiderThanTheScreen finds pages that must be pushed sideways on a phone.
func TestNothingIsWiderThanTheScreen(t *testing.T) {
	base, ctx := serve(t), browser(t)
	for _, page := range Pages("light") {
		visit(t, ctx, base+"/light/"+page.Name, 1366)
		for _, width := range []int64{360, 640, 1024, 1280, 1366} {
			do(t, ctx, chromedp.EmulateViewport(width, 900))
			if over := ask[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				t.Errorf("%s at %d px: %d px too wide", page.Name, width, over)
			}
			const left = `[...document.querySelectorAll("main .btn")].filter(b => b.getClientRects().length && b.getBoundingClientRect().left < 0).length`
			if cut := ask[int](t, ctx, left); cut > 0 {
				t.Errorf("%s at %d px: %d buttons begin outside the screen", page.Name, width, cut)
			}
		}
	}
}

const focused = `(document.activeElement.closest("[data-row]") || document.activeElement).textContent.trim().split("\n")[0].slice(0, 40)`

func TestKeys(t *testing.T) {
	base, ctx := serve(t), browser(t)
	open := func(page string) { visit(t, ctx, base+"/light/"+page, 1366) }
	press := func(keys string) { do(t, ctx, chromedp.KeyEvent(keys)) }

	open("viec")
	press("/")
	if id := ask[string](t, ctx, `document.activeElement.id`); id != "q" {
		t.Errorf("/ leads to %q", id)
	}
	press("jg?") // the slash may have been typed as well: the driver sends its character in any case
	if q := ask[string](t, ctx, `document.querySelector("#q").value`); strings.TrimPrefix(q, "/") != "jg?" {
		t.Errorf("letters typed into the search box came to %q", q)
	}
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	press("jj")
	if row := ask[string](t, ctx, focused); !strings.Contains(row, "Rà soát ao") {
		t.Errorf("j j stands at %q", row)
	}
	press("k")
	if row := ask[string](t, ctx, focused); !strings.Contains(row, "Xác minh") {
		t.Errorf("k stands at %q", row)
	}
	press("?")
	if !ask[bool](t, ctx, `document.querySelector("#phim-tat").open`) {
		t.Error("? does not open the list of keys")
	}
	press(kb.Escape)
	press("gk")
	if path := ask[string](t, ctx, `new Promise(r => setTimeout(() => r(location.pathname), 300))`); path != "/ke-hoach" {
		t.Errorf("g k leads to %s", path)
	}

	open("danh-sach")
	press("jx")
	if n := ask[int](t, ctx, `document.querySelectorAll("[data-row] input:checked").length`); n != 2 {
		t.Errorf("x leaves %d rows marked, want 2", n)
	}
}

func TestKeysCanBeSwitchedOff(t *testing.T) {
	base, ctx := serve(t), browser(t)
	visit(t, ctx, base+"/light/viec", 1366)
	do(t, ctx, chromedp.KeyEvent("?"), chromedp.Click(chromedp.CSS("#phim-tat input")), chromedp.KeyEvent(kb.Escape))
	visit(t, ctx, base+"/light/viec", 1366)
	do(t, ctx, chromedp.KeyEvent("j?"))
	if ask[bool](t, ctx, `!!document.activeElement.closest("[data-row]") || document.querySelector("#phim-tat").open`) {
		t.Error("a letter acts after the keys were switched off")
	}
	do(t, ctx, chromedp.Click(chromedp.CSS(".help")))
	if !ask[bool](t, ctx, `document.querySelector("#phim-tat").open`) {
		t.Error("the list of keys cannot be reached any more")
	}
}

func TestKeysWaitForTheInputMethod(t *testing.T) {
	base, ctx := serve(t), browser(t)
	visit(t, ctx, base+"/light/viec", 1366)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "?", isComposing: true, bubbles: true}))`))
	if ask[bool](t, ctx, `document.querySelector("#phim-tat").open`) {
		t.Error("a letter acts while the input method composes")
	}
}

func TestMistakesTakeTheFocus(t *testing.T) {
	base, ctx := serve(t), browser(t)
	visit(t, ctx, base+"/light/lan-dau", 1366)
	if id := ask[string](t, ctx, `document.activeElement.id`); id != "loi" {
		t.Errorf("the focus is on %q, not on the summary", id)
	}
	do(t, ctx, chromedp.Click(chromedp.CSS(".errors a")))
	if id := ask[string](t, ctx, `document.activeElement.id`); id != "mat_khau" {
		t.Errorf("the line of the summary leads to %q", id)
	}
}

func TestPasswordCanBeShown(t *testing.T) {
	base, ctx := serve(t), browser(t)
	visit(t, ctx, base+"/light/dang-nhap", 1366)
	do(t, ctx, chromedp.Click(chromedp.CSS(".show")))
	if kind := ask[string](t, ctx, `document.querySelector("#mat_khau").type`); kind != "text" {
		t.Errorf("a password that was asked to be shown has the type %s", kind)
	}
	do(t, ctx, chromedp.Click(chromedp.CSS(".show")))
	if kind := ask[string](t, ctx, `document.querySelector("#mat_khau").type`); kind != "password" {
		t.Errorf("a password that was asked to be hidden has the type %s", kind)
	}
}

func TestNamesAreSuggestedPerLine(t *testing.T) {
	base, ctx := serve(t), browser(t)
	visit(t, ctx, base+"/light/thanh-phan", 1366)
	do(t, ctx, chromedp.SendKeys(chromedp.CSS("#ly_do"), "Trạm Y tế\ncong an"))
	if n := ask[int](t, ctx, `document.querySelectorAll("#ly_do-ten li").length`); n != 1 {
		t.Fatalf("%d names fit, want 1", n)
	}
	do(t, ctx, chromedp.KeyEvent(kb.ArrowDown+kb.Enter))
	// The driver types the character of Enter in any case; a keyboard does not.
	if text := ask[string](t, ctx, `document.querySelector("#ly_do").value.trimEnd()`); text != "Trạm Y tế\nCông an phường" {
		t.Errorf("after choosing: %q", text)
	}
	if !ask[bool](t, ctx, `document.querySelector("#ly_do-ten").hidden`) {
		t.Error("the list stays open")
	}
}

// TestPageIsQuiet opens every page and listens for errors of the script and for anything that the content policy blocks.
func TestPageIsQuiet(t *testing.T) {
	base, ctx := serve(t), browser(t)
	do(t, ctx, chromedp.Navigate("about:blank"))
	messages := chromedp.Console(ctx)
	for _, page := range Pages("dark") {
		visit(t, ctx, base+"/dark/"+page.Name, 1366)
	}
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`console.log("end")`))
	for m, err := range messages {
		if err != nil {
			t.Fatal(err)
		}
		if m.Text == "end" {
			return
		}
		t.Errorf("%s: %s", m.Type, m.Text)
	}
}

func TestBadAnswersAreNotSwapped(t *testing.T) {
	base, ctx := serve(t), browser(t)
	visit(t, ctx, base+"/light/viec", 1366)
	if got := ask[string](t, ctx, `htmx.config.noSwap.join(" ")`); got != "204 304 4xx 5xx" {
		t.Errorf("htmx leaves out %q", got)
	}
	// An answer of 404 to a request of the page leaves the page as it is and is said aloud.
	const broken = `(async () => {
		const p = document.querySelector(".lead"); const before = p.textContent;
		try { await htmx.ajax("GET", "/khong-co", {target: p}); } catch {}
		await new Promise(r => setTimeout(r, 200));
		return [p.textContent === before, document.querySelector("#bao").textContent.includes("404"), document.querySelector("#live").textContent !== ""].join(" "); })()`
	if got := ask[string](t, ctx, broken); got != "true true true" {
		t.Errorf("kept, shown, said: %s", got)
	}
}

func TestFormIsSentOnce(t *testing.T) {
	base, ctx := serve(t), browser(t)
	visit(t, ctx, base+"/light/dang-nhap", 1366)
	const count = `(() => { let sent = 0; const f = document.querySelector("form");
		window.addEventListener("submit", e => { if (!e.defaultPrevented) { sent++; e.preventDefault(); } });
		const b = f.querySelector("button[type=submit]"); b.click(); b.click(); b.click();
		return b.getAttribute("aria-busy") === "true" ? sent : -1; })()`
	if n := ask[int](t, ctx, count); n != 1 {
		t.Errorf("three taps sent the form %d times", n)
	}
}

func TestMenuOfTheNarrowScreen(t *testing.T) {
	base, ctx := serve(t), browser(t)
	shown := `getComputedStyle(document.querySelector(".rail")).display !== "none"`
	visit(t, ctx, base+"/light/viec", 360)
	if ask[bool](t, ctx, shown) {
		t.Error("the menu is open from the start")
	}
	do(t, ctx, chromedp.Click(chromedp.CSS("[data-menu]")))
	if !ask[bool](t, ctx, shown) || ask[string](t, ctx, `document.querySelector("[data-menu]").ariaExpanded`) != "true" {
		t.Error("the menu button does not open the menu")
	}
	do(t, ctx, chromedp.KeyEvent(kb.Escape))
	if ask[bool](t, ctx, shown) {
		t.Error("Escape does not close the menu")
	}
}
