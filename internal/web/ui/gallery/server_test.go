package gallery

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
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

// chromium is the browser that all tests share, each with a window of its own.
var chromium struct {
	sync.Once
	context.Context
	stop func()
}

func TestMain(m *testing.M) {
	code := m.Run()
	if chromium.stop != nil {
		chromium.stop()
	}
	os.Exit(code)
}

// browser opens a window, or skips the test where there is no Chromium.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := program(t)
	chromium.Do(func() { chromium.Context, chromium.stop = start(path) })
	if chromium.Context == nil {
		t.Fatal("chromium does not start")
	}
	return window(t, chromium.Context)
}

// program is where Chromium is; without one, or with -short, the test is skipped.
func program(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("no chromium on this machine, or tests run with -short")
	}
	return path
}

// start runs Chromium until stop is called.
func start(path string, more ...chromedp.ExecAllocatorOption) (ctx context.Context, stop func()) {
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("force-prefers-reduced-motion", true), chromedp.Flag("hide-scrollbars", true))
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), append(flags, more...)...)
	ctx, stopBrowser := chromedp.NewContext(alloc)
	if err := chromedp.Do(ctx); err != nil {
		stopAlloc()
		return nil, nil
	}
	return ctx, func() { stopBrowser(); stopAlloc() }
}

// window is a new window of a running browser, closed at the end of the test.
func window(t *testing.T, parent context.Context) context.Context {
	t.Helper()
	ctx, stop := chromedp.NewContext(parent)
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
