package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tab is a window of the browser with cookies of its own: one person at one machine.
type tab struct {
	t     *testing.T
	ctx   context.Context
	base  string
	touch bool // fingers instead of a mouse
	plain bool // no script of a page runs
	heard *complaints
}

const (
	desk  = 1366
	phone = 360
)

// sit opens a window at an installation. Whatever the browser complains of until the end fails the test.
func sit(t *testing.T, w *ward, width int64) *tab {
	t.Helper()
	heard := &complaints{base: w.base}
	ctx, stop := chromedp.NewContext(running(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(heard.listen))
	t.Cleanup(stop)
	p := &tab{t: t, ctx: ctx, base: w.base, heard: heard}
	p.must("window", chromedp.Do(ctx))                                                                    // the window lives as long as the context in which it was opened
	order(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}) // as if it were the window in front
	p.resize(width)
	t.Cleanup(func() { heard.report(t) })
	return p
}

// sitAs is sit for somebody who has signed in already.
func sitAs(t *testing.T, w *ward, username string, width int64) *tab {
	t.Helper()
	p := sit(t, w, width)
	p.hold(w.session(t, username))
	return p
}

// hold gives the window a session.
func (p *tab) hold(token string) {
	p.t.Helper()
	order(p, network.SetCookie, network.SetCookieParams{Name: "phien", Value: token, URL: p.base + "/"})
}

// withoutScript is a browser in which no script of a page runs; the tests still look into the page.
func (p *tab) withoutScript() *tab {
	p.t.Helper()
	order(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.plain = true
	return p
}

func (p *tab) resize(width int64) {
	p.t.Helper()
	height, more := int64(900), []chromedp.EmulateViewportOption{}
	if p.touch = width == phone; p.touch {
		height, more = 800, append(more, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	p.do("resize", chromedp.EmulateViewport(width, height, more...))
}

func (p *tab) must(what string, err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%s: %v\n%s", what, err, p.where())
	}
}

// perform does one thing and gives its answer; it fails the test when the thing cannot be done within the patience.
func perform[T any](p *tab, what string, a chromedp.Action[T]) T {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	answer, err := chromedp.Run(ctx, a)
	p.must(what, err)
	return answer
}

// order is a command of the browser that chromedp has no action for.
func order[P, R any](p *tab, command cdp.Command[P, R], params P) {
	p.t.Helper()
	perform(p, command.Method, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	}))
}

func (p *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	perform(p, what, chromedp.Steps(steps...))
}

// where tells what is on the screen, for the message of a failure.
func (p *tab) where() string {
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	words, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.title + "\n" + (document.querySelector("main") || document.body).innerText.replace(/\s+/g, " ").slice(0, 700)`))
	if err != nil {
		return "(no page: " + err.Error() + ")"
	}
	return words
}

// open goes to an address and gives the status of the answer.
func (p *tab) open(path string) int {
	p.t.Helper()
	return int(perform(p, "open "+path, chromedp.NavigateResponse(p.base+path)).Status)
}

// ask evaluates an expression in the page.
func ask[T any](p *tab, expression string) T {
	p.t.Helper()
	return perform(p, expression, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// named is what can be pressed and seen, by the words on it: those words alone, or else the first that begins with them.
func named(words string) chromedp.JSPath {
	return seen(`a[href], button, summary`, words)
}

// labelled is a control that can be seen, by the words of its label.
func labelled(label string) chromedp.JSPath {
	return seen(`label[for]`, label) + `?.control`
}

// seen finds an element that can be seen by words of it; null until there is one.
func seen(selector, words string) chromedp.JSPath {
	return chromedp.JSPath(fmt.Sprintf(`(() => {
		const squeeze = e => e.textContent.replace(/\s+/g, " ").trim();
		const all = [...document.querySelectorAll(%q)].filter(e => e.checkVisibility({visibilityProperty: true}));
		return all.find(e => squeeze(e) === %[2]q) || all.find(e => squeeze(e).startsWith(%[2]q)) || null;
	})()`, selector, words))
}

// hit clicks or taps.
func hit[S chromedp.Selectable](p *tab, at S) chromedp.Action[chromedp.Void] {
	if p.touch {
		return chromedp.Tap(at)
	}
	return chromedp.Click(at)
}

// press hits what stays on the page.
func (p *tab) press(words string) {
	p.t.Helper()
	p.do("press "+words, hit(p, named(words)))
}

// follow hits what leads to another page, and gives the status of the answer.
func (p *tab) follow(words string) int {
	p.t.Helper()
	return p.leads("follow "+words, hit(p, named(words)))
}

// followCSS is follow for something that is easier to point at.
func (p *tab) followCSS(selector string) int {
	p.t.Helper()
	return p.leads("follow "+selector, hit(p, chromedp.CSS(selector)))
}

// leads runs steps that lead to another page, and gives the status of the answer.
func (p *tab) leads(what string, steps ...chromedp.Action[chromedp.Void]) int {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	answer, err := chromedp.RunResponse(ctx, steps...)
	p.must(what, err)
	return int(answer.Status)
}

// write replaces what stands in the field with this label.
func (p *tab) write(label, text string) {
	p.t.Helper()
	p.do("field "+label, hit(p, labelled(label)), chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`))
	if text == "" {
		p.key(kb.Delete)
		return
	}
	p.put(text)
}

// put puts text where the cursor is, as an input method or a paste does.
func (p *tab) put(text string) {
	p.t.Helper()
	order(p, input.InsertText, input.InsertTextParams{Text: text})
}

// choose takes an answer of a list by its words, with the arrow keys.
func (p *tab) choose(label, answer string) {
	p.t.Helper()
	p.do("list "+label, chromedp.Focus(labelled(label)))
	p.key(kb.Home)
	const chosen = `document.activeElement.selectedOptions[0].textContent.trim()`
	for range ask[int](p, `document.activeElement.options.length`) {
		if ask[string](p, chosen) == answer {
			return
		}
		p.key(kb.ArrowDown)
	}
	p.t.Fatalf("%s offers no %q", label, answer)
}

// attach chooses files in the field with this label.
func (p *tab) attach(label string, files ...string) {
	p.t.Helper()
	p.do("files "+label, chromedp.SetUploadFiles(labelled(label), files))
}

// key presses one key as a keyboard does: what a handler prevents is not typed either.
func (p *tab) key(key string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	p.do("key "+key, strokes(key, modifiers...))
}

// strokes presses keys one after the other. For the page they come at one moment, however slow the machine is.
func strokes(keys string, modifiers ...chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		now := input.TimeSinceEpoch(time.Now().Unix())
		for _, r := range keys {
			for _, k := range kb.Encode(r) {
				if k.Type == kb.KeyChar {
					continue // the browser makes it out of the key, unless a handler prevents it
				}
				for _, m := range modifiers {
					k.Modifiers |= int64(m)
				}
				if known := kb.Keys[r]; k.Type == kb.KeyDown && len(modifiers) == 0 && known != nil && known.Print {
					k.Text = known.Text
				}
				k.Timestamp = now
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *k); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// forgetTyped empties the memory of unsaved words, so that the next address opens without a question.
func (p *tab) forgetTyped() {
	p.t.Helper()
	p.do("forget", chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("form[data-guard]").forEach(f => f.dispatchEvent(new Event("submit", {bubbles: true})))`))
}

// text is what an element says, blanks squeezed.
func (p *tab) text(selector string) string {
	p.t.Helper()
	return ask[string](p, `(document.querySelector("`+selector+`")?.innerText ?? "").replace(/\s+/g, " ").trim()`)
}

// sees demands words in an element.
func (p *tab) sees(selector string, words ...string) {
	p.t.Helper()
	text := p.text(selector)
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.t.Errorf("%s does not say %q but %q\n%s", selector, w, text, p.where())
		}
	}
}
