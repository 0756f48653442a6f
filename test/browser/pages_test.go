package browser

import (
	_ "embed"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/web"
)

//go:embed axe/axe.min.js
var axeSource string

// runAxe asks for every mistake of the page against WCAG 2.2 AA and good practice.
const runAxe = `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}).then(r =>
	r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary.split("\n").slice(1).join(" "))))`

// tooWide lists what reaches over the right edge of the screen.
const tooWide = `(() => { const edge = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= edge) return [];
	return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > edge + 0.5 && e.checkVisibility())
		.map(e => e.tagName.toLowerCase() + "." + e.className).slice(0, 5).concat(document.documentElement.scrollWidth + " px wide"); })()`

// TestEveryPage opens every page of the site, wide and narrow.
func TestEveryPage(t *testing.T) {
	w := demo(t)
	people := map[string]*tab{}
	for _, rt := range w.Site.Routes() {
		path, ok := w.samples.Address(rt)
		if rt.Method != http.MethodGet || !ok {
			continue
		}
		who := whoMay(rt)
		if people[who] == nil {
			people[who] = sitAs(t, w, who, desk)
		}
		t.Run(rt.Path, func(t *testing.T) { people[who].as(t).inspect(path, nameOf(rt.Path)) })
	}
}

func TestPagesBeforeSigningIn(t *testing.T) {
	p := sit(t, demo(t), desk)
	for path, name := range map[string]string{"/dang-nhap": "dang-nhap", "/dat-lai-mat-khau": "dat-lai-mat-khau", "/thiet-lap": "da-thiet-lap"} {
		t.Run(name, func(t *testing.T) { p.as(t).inspect(path, name) })
	}
}

// whoMay is a person of the demonstration who may open a page.
func whoMay(rt web.Route) string {
	for _, person := range app.DemoPeople() {
		if rt.Access.Action() == "" || person.Role.May(rt.Access.Action()) {
			return person.Username
		}
	}
	return ""
}

// nameOf is a route as the name of a picture.
func nameOf(path string) string {
	path = strings.TrimPrefix(path, "/u/{unit}/{year}/")
	return strings.Trim(strings.NewReplacer("/", "_", "{", "", "}", "").Replace(path), "_")
}

// as is the same window in a part of the test.
func (p *tab) as(t *testing.T) *tab {
	q := *p
	q.t = t
	return &q
}

// inspect opens a page, listens to what the browser says and looks at it.
func (p *tab) inspect(path, name string) {
	p.t.Helper()
	if kind := p.kindOf(path); kind != "text/html" {
		p.t.Skip("a file, not a page")
	}
	p.look(name)
	p.heard.report(p.t)
}

// look examines the page on the screen at both widths. Without scripts axe cannot look either.
func (p *tab) look(name string) {
	p.t.Helper()
	if p.plain {
		return
	}
	if title := ask[string](p, `document.title`); strings.TrimSpace(title) == "" {
		p.t.Error("the page has no title")
	}
	p.do("axe", chromedp.Evaluate[chromedp.Void](axeSource))
	for _, width := range []int64{phone, desk} {
		p.resize(width)
		p.examine(strconv.FormatInt(width, 10) + " px")
		p.picture(name, width, "")
	}
}

// examine runs axe and measures the width of the page on the screen.
func (p *tab) examine(at string) {
	p.t.Helper()
	for _, v := range ask[[]string](p, runAxe) {
		p.t.Errorf("%s: %s", at, v)
	}
	for _, v := range ask[[]string](p, tooWide) {
		p.t.Errorf("%s: too wide: %s", at, v)
	}
}

// picture keeps the whole page for looking at.
func (p *tab) picture(name string, width int64, theme string) {
	p.t.Helper()
	if os.Getenv("MANGNON_SCREENS") == "" {
		return
	}
	p.keep(name+"-"+strconv.FormatInt(width, 10)+theme+".png", perform(p, "picture", chromedp.FullScreenshot(100)))
}

// keep writes into the folder for looking at, when there is one.
func (p *tab) keep(name string, content []byte) {
	p.t.Helper()
	dir := os.Getenv("MANGNON_SCREENS")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// kindOf opens an address and gives the type of what came; a file is not shown but saved, and gives "".
func (p *tab) kindOf(path string) string {
	p.t.Helper()
	if strings.HasSuffix(path, ".xlsx") || strings.HasSuffix(path, ".docx") || strings.HasSuffix(path, "/tep-goc") || strings.Contains(path, "/tep/") {
		return ""
	}
	answer := perform(p, "open "+path, chromedp.NavigateResponse(p.base+path))
	if answer.Status != http.StatusOK {
		p.t.Fatalf("%s answers %d\n%s", path, answer.Status, p.where())
	}
	return answer.MimeType
}
