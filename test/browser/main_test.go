// Package browser opens the whole program in Chromium as a person does: every page wide and narrow with axe-core, the
// keyboard, the story from the plan to the proof with and without JavaScript, the first run, and bad input on every form.
//
// MANGNON_SCREENS names a folder for a picture of every page. MANGNON_REQUIRE_BROWSER turns a missing Chromium from a
// skip into a failure.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// chromium is the browser that all tests share. Each test has cookies and tabs of its own in it.
var chromium struct {
	sync.Once
	ctx  context.Context
	stop context.CancelFunc
	err  error
}

// scratch is removed after the last test: the browser's profile and the templates of the installations.
var scratch string

var skipped atomic.Int64

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	if scratch, err = os.MkdirTemp("", "mangnon-browser-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	code := m.Run()
	if chromium.stop != nil {
		chromium.stop()
	}
	if n := skipped.Load(); n > 0 {
		fmt.Printf("SKIPPED %d browser tests: no chromium on this machine, or -short\n", n)
	}
	return code
}

// program is where Chromium is; without one, or with -short, the test is skipped.
func program(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err == nil && !testing.Short() {
		return path
	}
	if os.Getenv("MANGNON_REQUIRE_BROWSER") != "" {
		t.Fatalf("a browser was required: %v", err)
	}
	skipped.Add(1)
	t.Skip("no chromium on this machine, or tests run with -short")
	return ""
}

// running is the Chromium that all tests share.
func running(t *testing.T) context.Context {
	t.Helper()
	path := program(t)
	chromium.Do(func() { start(path) })
	if chromium.err != nil {
		t.Fatalf("chromium does not start: %v", chromium.err)
	}
	return chromium.ctx
}

func start(path string) {
	profile := filepath.Join(scratch, "profile")
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Env("TMPDIR="+scratch), // what a stopped browser leaves behind goes with the profile
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("force-prefers-reduced-motion", true), chromedp.Flag("hide-scrollbars", true))
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, stopBrowser := chromedp.NewContext(alloc)
	if chromium.err = chromedp.Do(ctx); chromium.err != nil {
		stopAlloc()
		return
	}
	chromium.ctx, chromium.stop = ctx, func() {
		_ = chromedp.Cancel(ctx) // lets Chromium close its files before they are removed
		stopBrowser()
		stopAlloc()
	}
}

// patience is how long a test waits for a sight before it gives up.
const patience = 20 * time.Second
