package gallery

import (
	"os"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestTmp(t *testing.T) {
	ctx := browser(t)
	source := axe(t)
	base := "http://127.0.0.1:8080"
	visit(t, ctx, base+"/", 1366)
	t.Log(ask[string](t, ctx, `location.href + [...document.querySelectorAll("input")].map(i=>i.name).join()`))
	do(t, ctx, chromedp.SendKeys(chromedp.CSS("form.form input[type=text]"), "hoa.tt"), chromedp.SendKeys(chromedp.CSS("input[type=password]"), "mang non mua he\r"), chromedp.WaitReady(chromedp.CSS(".rail")))
	seen := map[string]bool{}
	queue := []string{ask[string](t, ctx, `location.pathname`)}
	strip := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-z]{26}`)
	n := 0
	for len(queue) > 0 && n < 40 {
		p := queue[0]
		queue = queue[1:]
		key := strip.ReplaceAllString(p, "ID")
		if seen[key] {
			continue
		}
		seen[key] = true
		n++
		for _, width := range []int64{1366, 360} {
			visit(t, ctx, base+p, width)
			if over := ask[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				t.Errorf("%s at %d: %d too wide", p, width, over)
			}
			do(t, ctx, chromedp.Evaluate[chromedp.Void](source))
			for _, v := range ask[[]string](t, ctx, `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => r.violations.flatMap(v => v.nodes.slice(0,3).map(n => v.id + ": " + n.target.join(" ") + " " + n.failureSummary.split("\n")[1])))`) {
				t.Errorf("%s %d %s", p, width, v)
			}
			b, _ := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			name := regexp.MustCompile(`[^a-z0-9-]+`).ReplaceAllString(key, "_")
			os.WriteFile("/tmp/look/r/"+name+"-"+map[int64]string{1366: "d", 360: "p"}[width]+".png", b, 0o644)
		}
		for _, h := range ask[[]string](t, ctx, `[...document.querySelectorAll("a[href]")].filter(a=>a.origin===location.origin && !a.pathname.startsWith("/tinh")).map(a=>a.pathname+a.search)`) {
			queue = append(queue, h)
		}
	}
	for k := range seen {
		t.Log(k)
	}
}
