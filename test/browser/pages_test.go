package browser

import (
	_ "embed"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/feature/plan"
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

// TestEveryPage opens every page of the site as somebody who may, wide and narrow, walks through it with the Tab key and
// follows every link on it one step.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	w := demo(t)
	for who, pages := range w.pages(t) {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			p, links := sitAs(t, w, who, desk), map[string]string{}
			for _, pg := range pages {
				t.Run(pg.name, func(t *testing.T) {
					p := p.as(t)
					p.inspect(pg.path, pg.name)
					for _, href := range ask[[]string](p, linksOfPage) {
						links[href] = pg.path
					}
				})
			}
			w.openLinks(t, w.session(t, who), links)
		})
	}
}

// TestEveryPageWithoutJavaScript demands that nothing on a page waits for a script.
func TestEveryPageWithoutJavaScript(t *testing.T) {
	t.Parallel()
	w := demo(t)
	for who, pages := range w.pages(t) {
		p := sitAs(t, w, who, desk).withoutScript()
		for _, pg := range pages {
			t.Run(pg.name, func(t *testing.T) {
				p := p.as(t)
				p.open(pg.path)
				if ask[string](p, `document.querySelector("main h1").innerText`) == "" {
					t.Error("the page has no heading")
				}
				for _, control := range ask[[]string](p, unseenControls) {
					t.Errorf("%s cannot be used without a script", control)
				}
			})
		}
	}
}

// unseenControls are the controls of a page that cannot be seen; what stands in a closed list of details is there when it
// is opened, and a button that only a script can answer hides itself.
const unseenControls = `[...document.querySelectorAll("main input:not([type=hidden]), main select, main textarea, main button:not([hidden]):not([data-copy-table]), main a[href], .rail a[href], .top input, .top summary")]
	.filter(e => !e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest("details:not([open])")).filter(e => !e.matches(".rail-user a, .rail-close"))
	.map(e => e.outerHTML.slice(0, 120))`

// page is a route as somebody can open it.
type page struct{ name, path string }

// pages are all pages of the site by who opens them.
func (w *ward) pages(t *testing.T) map[string][]page {
	t.Helper()
	out := map[string][]page{}
	for _, rt := range w.Site.Routes() {
		path, ok := w.address(t, rt)
		if rt.Method == http.MethodGet && ok && whoMay(rt) != "" && !isFile(rt.Path) && !ofAnEndedUnit(rt.Path) {
			out[whoMay(rt)] = append(out[whoMay(rt)], page{nameOf(rt.Path), path})
		}
	}
	return out
}

// ofAnEndedUnit reports whether a page is there only for a unit that has ended; TestAfterAReorganisation opens it.
func ofAnEndedUnit(path string) bool { return strings.Contains(path, "/"+plan.FormerPath) }

// isFile reports whether a route sends a file to be saved instead of a page.
func isFile(path string) bool {
	return strings.HasPrefix(path, web.APIPath) || strings.HasSuffix(path, ".xlsx") || strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".docx") || strings.HasSuffix(path, ".pdf") || strings.HasSuffix(path, "/tep-goc") || strings.HasSuffix(path, "/ke-hoach/xuat") || strings.Contains(path, "/tep")
}

const (
	linksOfPage = `[...document.querySelectorAll("a[href]")].filter(a => a.origin === location.origin).map(a => a.pathname + a.search)`
	deadAnchors = `[...document.querySelectorAll("a[href^='#']")].map(a => decodeURIComponent(a.hash.slice(1))).filter(id => id && !document.getElementById(id))`
)

// openLinks asks for every address that a page leads to; what a page offers must not be refused.
func (w *ward) openLinks(t *testing.T, session string, links map[string]string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for href, on := range links {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.base+href, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.AddCookie(&http.Cookie{Name: "phien", Value: session})
		answer, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode >= http.StatusBadRequest {
			t.Errorf("%s leads to %s, which answers %d", on, href, answer.StatusCode)
		}
	}
}

func TestPagesBeforeSigningIn(t *testing.T) {
	t.Parallel()
	p := sit(t, demo(t), desk)
	for path, name := range map[string]string{"/dang-nhap": "dang-nhap", "/dat-lai-mat-khau": "dat-lai-mat-khau", "/thiet-lap": "da-thiet-lap"} {
		t.Run(name, func(t *testing.T) { p.as(t).inspect(path, name) })
	}
}

// TestPagesThatRefuse says in words why a page is not shown, and where to go.
func TestPagesThatRefuse(t *testing.T) {
	t.Parallel()
	w := demo(t)
	officer, visitor := sitAs(t, w, "hoa.tt", desk), sit(t, w, desk)
	for _, r := range []struct {
		name, path string
		who        *tab
		status     int
		says       string
	}{
		{"403", "/u/{unit}/{year}/sao-luu", officer, http.StatusForbidden, "chưa được giao quyền"},
		{"404", "/khong-co-trang-nay", officer, http.StatusNotFound, "Không tìm thấy"},
		{"404-viec", "/u/{unit}/{year}/nhiem-vu/01999999-9999-7999-8999-999999999999", officer, http.StatusNotFound, "Không tìm thấy"},
		{"404-don-vi", "/u/phuong-khac/2026/viec", officer, http.StatusNotFound, "đơn vị"},
		{"401", "/u/{unit}/{year}/viec", visitor, http.StatusUnauthorized, "cần đăng nhập"},
	} {
		t.Run(r.name, func(t *testing.T) {
			p := r.who.as(t)
			if status := p.open(w.fill(r.path)); status != r.status {
				t.Errorf("answer %d, want %d", status, r.status)
			}
			p.sees("main", r.says)
			if !ask[bool](p, `!!document.querySelector("main a[href], main form")`) {
				t.Error("the page leads nowhere")
			}
			p.look(r.name)
		})
	}
}

// TestPagesInOtherStates looks at what a filled demonstration does not show by itself.
func TestPagesInOtherStates(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	draft := w.importDraft(t)
	for _, page := range []struct{ name, path string }{
		{"ke-hoach-trong", "/u/{unit}/2025/ke-hoach"}, {"viec-trong", "/u/{unit}/2025/viec"},
		{"doi-chieu-ban-nhap", "/u/{unit}/{year}/ke-hoach/" + draft + "/doi-chieu"}, {"ke-hoach-co-ban-nhap", "/u/{unit}/{year}/ke-hoach"},
		{"tim-thay", "/u/{unit}/{year}/tim?q=duoi+nuoc"}, {"tim-khong-thay", "/u/{unit}/{year}/tim?q=xyzt"},
		{"nhiem-vu-co-moc", "/u/{unit}/{year}/nhiem-vu/{task of done}"}, {"nhiem-vu-tat-ca-moc", "/u/{unit}/{year}/nhiem-vu/{task of done}?moc=tat-ca"},
		{"ket-qua-cua-moc", "/u/{unit}/{year}/nhiem-vu/{task of point}/ket-qua?moc={point}"},
	} {
		t.Run(page.name, func(t *testing.T) { p.as(t).inspect(w.fill(page.path), page.name) })
	}
}

// TestDarkTheme looks at two pages as a machine shows them that asks for dark pages.
func TestDarkTheme(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	order(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	for _, page := range []struct{ name, path string }{{"viec-toi", "/u/{unit}/{year}/viec"}, {"nhiem-vu-toi", "/u/{unit}/{year}/nhiem-vu/{task}"}} {
		t.Run(page.name, func(t *testing.T) { p.as(t).inspect(w.fill(page.path), page.name) })
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

// inspect opens a page, looks at it, walks through it with the keyboard and listens to what the browser says.
func (p *tab) inspect(path, name string) {
	p.t.Helper()
	if status := p.open(path); status != http.StatusOK {
		p.t.Fatalf("%s answers %d\n%s", path, status, p.where())
	}
	p.look(name)
	for _, id := range ask[[]string](p, deadAnchors) {
		p.t.Errorf("a link leads to %s, which is not on the page", id)
	}
	p.tabThrough()
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
		p.picture(name, width)
	}
}

// examine runs axe, leaving out some rules, and measures the width of the page on the screen.
func (p *tab) examine(at string, without ...string) {
	p.t.Helper()
	for _, v := range ask[[]string](p, runAxe) {
		rule, _, _ := strings.Cut(v, ":")
		if !slices.Contains(without, rule) {
			p.t.Errorf("%s: %s", at, v)
		}
	}
	for _, v := range ask[[]string](p, tooWide) {
		p.t.Errorf("%s: too wide: %s", at, v)
	}
}

// picture keeps the whole page for looking at.
func (p *tab) picture(name string, width int64) {
	p.t.Helper()
	if os.Getenv("MANGNON_SCREENS") == "" {
		return
	}
	p.keep(name+"-"+strconv.FormatInt(width, 10)+".png", perform(p, "picture", chromedp.FullScreenshot(100)))
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
