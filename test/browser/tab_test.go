package browser

import (
	"context"
	"strings"
	"testing"

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
	ctx, stop := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(heard.listen))
	t.Cleanup(stop)
	ctx, giveUp := context.WithTimeout(ctx, patience)
	t.Cleanup(giveUp)
	p := &tab{t: t, ctx: ctx, base: w.base, heard: heard}
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
	_, err := chromedp.Call(p.ctx, network.SetCookie, network.SetCookieParams{Name: "phien", Value: token, URL: p.base + "/"})
	p.must("session", err)
}

// withoutScript is a browser in which no script of a page runs; the tests still look into the page.
func (p *tab) withoutScript() *tab {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.must("no script", err)
	return p
}

func (p *tab) resize(width int64) {
	p.t.Helper()
	height, more := int64(900), []chromedp.EmulateViewportOption{}
	if width == phone {
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

func (p *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	p.must(what, chromedp.Do(p.ctx, steps...))
}

// where tells what is on the screen, for the message of a failure.
func (p *tab) where() string {
	words, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`location.href + "\n" + document.title + "\n" + (document.querySelector("main") || document.body).innerText.slice(0, 700)`))
	if err != nil {
		return "(no page: " + err.Error() + ")"
	}
	return words
}

// open goes to an address and gives the status of the answer.
func (p *tab) open(path string) int {
	p.t.Helper()
	answer, err := chromedp.RunResponse(p.ctx, chromedp.Navigate(p.base+path))
	p.must("open "+path, err)
	return int(answer.Status)
}

// ask evaluates an expression in the page.
func ask[T any](p *tab, expression string) T {
	p.t.Helper()
	answer, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	p.must(expression, err)
	return answer
}

// named is a button or link of the page by the words on it; the first that begins with them.
func named(words string) chromedp.Search {
	return chromedp.Search(`//*[self::a[@href] or self::button or self::summary][starts-with(normalize-space(.), "` + words + `")]`)
}

// labelled is a control by the words of its label.
func labelled(label string) chromedp.Search {
	return chromedp.Search(`//*[@id=//label[starts-with(normalize-space(.), "` + label + `")]/@for]`)
}

// press clicks what stays on the page.
func (p *tab) press(words string) {
	p.t.Helper()
	p.do("press "+words, chromedp.Click(named(words)))
}

// follow clicks what leads to another page, and gives the status of the answer.
func (p *tab) follow(words string) int {
	p.t.Helper()
	return p.leads("follow "+words, chromedp.Click(named(words)))
}

// followCSS is follow for something that is easier to point at.
func (p *tab) followCSS(selector string) int {
	p.t.Helper()
	return p.leads("follow "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// leads runs steps that lead to another page, and gives the status of the answer.
func (p *tab) leads(what string, steps ...chromedp.Action[chromedp.Void]) int {
	p.t.Helper()
	answer, err := chromedp.RunResponse(p.ctx, steps...)
	p.must(what, err)
	return int(answer.Status)
}

// write replaces what stands in the field with this label.
func (p *tab) write(label, text string) {
	p.t.Helper()
	p.do("field "+label, chromedp.Click(labelled(label)))
	p.key("a", chromedp.ModifierCtrl)
	if text == "" {
		p.key(kb.Delete)
		return
	}
	p.put(text)
}

// put puts text where the cursor is, as an input method or a paste does.
func (p *tab) put(text string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text})
	p.must("type", err)
}

// choose takes an answer of a list by its words.
func (p *tab) choose(label, answer string) {
	p.t.Helper()
	p.do("list "+label, chromedp.Focus(labelled(label)))
	p.put(answer)
	if got := ask[string](p, `document.activeElement.selectedOptions[0].textContent`); !strings.HasPrefix(got, answer) {
		for _, r := range answer {
			p.key(string(r))
		}
	}
	if got := ask[string](p, `document.activeElement.selectedOptions[0].textContent`); !strings.HasPrefix(got, answer) {
		p.t.Fatalf("%s offers no %q; %q is chosen", label, answer, got)
	}
}

// attach chooses files in the field with this label.
func (p *tab) attach(label string, files ...string) {
	p.t.Helper()
	p.do("files "+label, chromedp.SetUploadFiles(labelled(label), files))
}

// key presses one key as a keyboard does: what a handler prevents is not typed either.
func (p *tab) key(key string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	for _, k := range kb.Encode([]rune(key)[0]) {
		if k.Type == kb.KeyChar {
			continue
		}
		for _, m := range modifiers {
			k.Modifiers |= int64(m)
		}
		if known := kb.Keys[[]rune(key)[0]]; k.Type == kb.KeyDown && len(modifiers) == 0 && known != nil && known.Print {
			k.Text = known.Text
		}
		if len(modifiers) == 1 && modifiers[0] == chromedp.ModifierCtrl && key == "a" && k.Type == kb.KeyDown {
			k.Commands = []string{"selectAll"}
		}
		_, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, *k)
		p.must("key "+key, err)
	}
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
