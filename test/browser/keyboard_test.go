package browser

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// markStops numbers everything on the page that the Tab key must reach, in the order of the document, and remembers how
// each looks without the focus. Of a group of radio buttons one is reached.
const markStops = `(() => {
	const ring = s => s.outlineStyle === "none" || parseFloat(s.outlineWidth) === 0 ? "none" : s.outlineStyle + s.outlineWidth + s.outlineColor;
	const look = e => { const s = getComputedStyle(e); return [ring(s), s.boxShadow, s.borderColor, s.backgroundColor].join("|"); };
	window.looks = e => [e, e.parentElement, e.parentElement.parentElement].map(look).join("||");
	const reached = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0 && !e.disabled && e.tabIndex >= 0 &&
		!(e.type === "radio" && !e.checked && [...document.getElementsByName(e.name)].some(o => o.checked || o.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING));
	window.stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")].filter(reached);
	window.before = stops.map(looks);
	return stops.map(e => (e.textContent.trim() || e.getAttribute("aria-label") || e.id || e.name || e.className).replace(/\s+/g, " ").slice(0, 50));
})()`

// atStop tells where the focus is: the number of the stop, whether it can be seen, and whether it shows the focus.
const atStop = `(() => {
	const e = document.activeElement, i = stops.indexOf(e), b = e.getBoundingClientRect();
	// of what is higher than the window, such as a board, the part inside it counts
	const r = {left: Math.max(0, b.left), top: Math.max(0, b.top)};
	r.width = Math.min(innerWidth, b.right) - r.left, r.height = Math.min(innerHeight, b.bottom) - r.top;
	const inside = (x, y) => { const h = document.elementFromPoint(x, y); return !!h && (h === e || e.contains(h) || h.contains(e) || !!h.closest("label")?.control?.isSameNode(e)); };
	const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]].map(([a, b]) => [r.left + r.width * a, r.top + r.height * b]);
	return {n: i, what: e.tagName + " " + (e.textContent.trim().slice(0, 40) || e.id), seen: r.width > 0 && r.height > 0 && points.some(p => inside(...p)), shown: i >= 0 && looks(e) !== before[i]};
})()`

type stop struct {
	N     int    `json:"n"`
	What  string `json:"what"`
	Seen  bool   `json:"seen"`
	Shown bool   `json:"shown"`
}

// tabThrough presses Tab once for every stop of the page and demands each in its turn.
func (p *tab) tabThrough() {
	p.t.Helper()
	names := ask[[]string](p, markStops)
	for i, name := range names {
		if i == 0 {
			p.do("first stop", chromedp.Evaluate[chromedp.Void](`stops[0].focus({focusVisible: true})`))
		} else {
			p.do("Tab", tabKey)
		}
		at := ask[stop](p, atStop)
		switch {
		case at.N != i:
			p.t.Fatalf("Tab number %d leads to %q (stop %d), want %q", i+1, at.What, at.N, name)
		case !at.Seen:
			p.t.Errorf("%q has the focus and cannot be seen", name)
		case !at.Shown:
			p.t.Errorf("%q looks the same with and without the focus", name)
		}
	}
	p.do("Tab", tabKey)
	if at := ask[stop](p, atStop); len(names) > 1 && at.N == len(names)-1 {
		p.t.Errorf("the focus is caught on the last stop, %q", at.What)
	}
}

// tabKey is the Tab key pressed down, which is when the focus moves.
var tabKey = chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
	_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *kb.Encode('\t')[0])
	return err
})

func TestSkipLinkLeadsToTheContent(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/ke-hoach"))
	p.key(kb.Tab)
	p.key(kb.Enter)
	p.key(kb.Tab)
	if !ask[bool](p, `!!document.activeElement.closest("main")`) {
		t.Errorf("after the skip link Tab leads to %s", ask[string](p, `document.activeElement.outerHTML`))
	}
}

func TestKeysOfThePage(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/viec"))

	p.key("/")
	if got := ask[string](p, `document.activeElement.id + "=" + document.activeElement.value`); got != "q=" {
		t.Errorf("/ leads to %q, want the empty search box", got)
	}
	for _, letter := range "gk?jxne" {
		p.key(string(letter))
	}
	if got := ask[string](p, `document.querySelector("#q").value`); got != "gk?jxne" {
		t.Errorf("letters typed into the search box came to %q", got)
	}
	if ask[bool](p, `document.querySelector("#phim-tat").open`) {
		t.Error("? acts while somebody types")
	}

	p.do("leave the box", chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	p.key("?")
	if !ask[bool](p, `document.querySelector("#phim-tat").open && document.querySelector("#phim-tat").contains(document.activeElement)`) {
		t.Error("? does not open the list of keys, or the focus is not in it")
	}
	p.key(kb.Escape)
	const closed = `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(!document.querySelector("#phim-tat").open && document.activeElement === document.body))))`
	if !ask[bool](p, closed) {
		t.Error("Esc does not close the list of keys, or the focus stays in it")
	}

	p.leads("g k", strokes("gk"))
	if path := ask[string](p, `location.pathname`); path != w.fill("/u/{unit}/{year}/ke-hoach") {
		t.Errorf("g k leads to %s", path)
	}
}

func TestNoLetterActsInAForm(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	for _, path := range []string{"/u/{unit}/{year}/nhiem-vu/{task}/sua", "/u/{unit}/{year}/nhiem-vu/{task}/ket-qua", "/u/{unit}/{year}/to-chuc/them"} {
		p.open(w.fill(path))
		for _, id := range ask[[]string](p, `[...document.querySelectorAll("main input[type=text], main textarea")].map(e => e.id)`) {
			p.do("field "+id, chromedp.Focus(chromedp.ID(id)))
			for _, letter := range "/?gken" {
				p.key(string(letter))
			}
			got := ask[string](p, `document.activeElement.id + "=" + document.activeElement.value + " " + document.querySelector("#phim-tat").open`)
			if !strings.HasPrefix(got, id+"=") || !strings.Contains(got, "/?gken") || !strings.HasSuffix(got, " false") {
				t.Errorf("%s: after typing /?gken into %s: %q", path, id, got)
			}
		}
		p.forgetTyped()
	}
}

// TestWhatOpens looks at the parts of the shell that a key or a button opens.
func TestWhatOpens(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	for _, part := range []struct {
		name  string
		width int64
		open  func(p *tab)
	}{
		{"keys", desk, func(p *tab) { p.key("?") }},
		{"person", desk, func(p *tab) { p.do("open", chromedp.Click(chromedp.CSS(".user summary"))) }},
		{"years", desk, func(p *tab) { p.do("open", chromedp.Click(chromedp.CSS(".pick summary"))) }},
		{"menu", phone, func(p *tab) { p.do("open", hit(p, chromedp.CSS(".open-menu"))) }},
		{"search", phone, func(p *tab) { p.do("open", hit(p, chromedp.CSS(".open-search"))) }},
		{"names", desk, func(p *tab) {
			p.open(w.fill("/u/{unit}/{year}/nhiem-vu/{task}/sua"))
			p.write("Phối hợp", "")
			p.put("cong an")
			p.do("names", chromedp.WaitVisible(chromedp.CSS("#phoi-hop-ten li")))
			p.key(kb.ArrowDown)
		}},
	} {
		t.Run(part.name, func(t *testing.T) {
			p := p.as(t)
			p.resize(part.width)
			p.open(w.fill("/u/{unit}/{year}/viec"))
			part.open(p)
			p.do("axe", chromedp.Evaluate[chromedp.Void](axeSource))
			p.examine("open", "target-size") // a list that is open covers what lies under it
			p.picture("mo-"+part.name, part.width)
			p.key(kb.Escape)
			if still := ask[bool](p, `!!document.querySelector("dialog[open], details[open], [data-open], .suggest:not([hidden])")`); still {
				t.Error("Esc does not close it")
			}
			p.forgetTyped()
		})
	}
}
