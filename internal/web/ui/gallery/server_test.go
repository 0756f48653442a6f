package gallery

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/mangnon/mangnon/internal/web/assets"
)

// policy is the strictest content policy that the product promises to work under.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// serve gives the gallery an address: /{theme}/{page}.
func serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(assets.Prefix, assets.Handler())
	for _, theme := range []string{"light", "dark"} {
		for _, page := range Pages(theme) {
			mux.HandleFunc("GET /"+theme+"/"+page.Name, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Security-Policy", policy)
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				if err := page.Body.Render(r.Context(), w); err != nil {
					t.Errorf("%s: %v", page.Name, err)
				}
			})
		}
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// browser starts Chromium, or skips the test where there is none.
func browser(t *testing.T, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests are left out by -short")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine")
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("force-prefers-reduced-motion", true), chromedp.Flag("hide-scrollbars", true))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(flags, more...)...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// visit opens an address in a window of a width.
func visit(t *testing.T, ctx context.Context, url string, width int64, more ...chromedp.EmulateViewportOption) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900, more...), chromedp.Navigate(url)); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
}

// axe is the source of axe-core, kept with the browser tests.
func axe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("../../../../test/browser/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}
