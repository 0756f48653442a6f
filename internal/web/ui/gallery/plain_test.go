package gallery

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestWithoutScript walks through what a script makes comfortable: everything must be reachable without it.
func TestWithoutScript(t *testing.T) {
	plain, stop := start(program(t), chromedp.Flag("blink-settings", "scriptEnabled=false"))
	if plain == nil {
		t.Fatal("chromium does not start")
	}
	t.Cleanup(stop)
	base, ctx := serve(t), window(t, plain)
	shown := func(selector string) bool {
		return ask[bool](t, ctx, `getComputedStyle(document.querySelector("`+selector+`")).display !== "none" && document.querySelector("`+selector+`").getClientRects().length > 0`)
	}
	visit(t, ctx, base+"/light/viec", 360)
	if ask[int](t, ctx, `document.querySelectorAll("[aria-expanded]").length`) != 0 {
		t.Fatal("the script runs in a browser without scripts")
	}
	for opener, opened := range map[string]string{".open-menu": ".rail", ".open-search": "#q"} {
		if shown(opened) {
			t.Errorf("%s is open from the start", opened)
		}
		do(t, ctx, chromedp.Click(chromedp.CSS(opener)))
		if !shown(opened) {
			t.Errorf("%s does not open %s", opener, opened)
		}
	}

	visit(t, ctx, base+"/light/viec", 1366)
	for opener, opened := range map[string]string{".pick summary": ".pick a", ".user summary": ".user button", ".help": "#phim-tat"} {
		do(t, ctx, chromedp.Click(chromedp.CSS(opener)))
		if !shown(opened) {
			t.Errorf("%s does not open %s", opener, opened)
		}
	}

	visit(t, ctx, base+"/light/thanh-phan", 1366)
	if !shown("#tep") || ask[string](t, ctx, `getComputedStyle(document.querySelector("#tep")).opacity`) != "1" {
		t.Error("a file cannot be chosen")
	}
}

// TestPrint prints a list that is longer than a page and reads the paper.
func TestPrint(t *testing.T) {
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext on this machine")
	}
	base, ctx := serve(t), browser(t)
	visit(t, ctx, base+"/dark/danh-sach", 1366)
	paper, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "list.pdf")
	if err := os.WriteFile(file, paper, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(pdftotext, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := bytes.Split(bytes.TrimSuffix(text, []byte("\f")), []byte("\f"))
	if len(pages) < 2 {
		t.Fatalf("fifty rows on %d page", len(pages))
	}
	for i, page := range pages {
		if !bytes.Contains(page, []byte("Họ và tên")) || !bytes.Contains(page, []byte("trang ")) {
			t.Errorf("page %d has no head of the table or no number", i+1)
		}
	}
	for _, absent := range []string{"Đăng xuất", "Việc hôm nay", "Tìm", "Phím tắt"} {
		if strings.Contains(string(text), absent) {
			t.Errorf("the paper says %q, which one cannot press there", absent)
		}
	}
	for _, present := range []string{"Minh họa", "214 trẻ", "mã kiểm tra 9F3A-71C2"} {
		if !strings.Contains(string(text), present) {
			t.Errorf("the paper does not say %q", present)
		}
	}
}
