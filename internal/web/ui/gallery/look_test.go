package gallery

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestScreens takes a picture of every page for people to look at; it judges nothing.
func TestScreens(t *testing.T) {
	dir := os.Getenv("MANGNON_SCREENS")
	if dir == "" {
		t.Skip("set MANGNON_SCREENS to a folder to take pictures")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	only := os.Getenv("MANGNON_SCREENS_ONLY")
	base, ctx := serve(t), browser(t)
	for _, shot := range []struct {
		theme string
		width int64
		scale float64
	}{{"light", 1366, 1}, {"dark", 1366, 1}, {"light", 360, 2}} {
		for _, page := range Pages(shot.theme) {
			name := fmt.Sprintf("%s-%d-%s.png", page.Name, shot.width, shot.theme)
			if !strings.Contains(name, only) {
				continue
			}
			visit(t, ctx, base+"/"+shot.theme+"/"+page.Name, shot.width, chromedp.EmulateScale(shot.scale))
			picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), picture, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
