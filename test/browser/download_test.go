package browser

import (
	"context"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// saved hits a link to a file and gives what the browser saved, under the name that the person sees.
func (p *tab) saved(name string, link chromedp.JSPath) []byte {
	p.t.Helper()
	dir, yes := p.t.TempDir(), true
	place := browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: dir, EventsEnabled: &yes,
		BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID}
	_, err := chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior, place)
	p.must("folder of downloads", err)
	begun, ended := make(chan *browser.EventDownloadWillBegin, 1), make(chan *browser.EventDownloadProgress, 1)
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	p.must("listen", chromedp.ListenBrowser(ctx, func(event any) {
		switch e := event.(type) {
		case *browser.EventDownloadWillBegin:
			offer(begun, e)
		case *browser.EventDownloadProgress:
			if e.State != browser.DownloadProgressStateInProgress {
				offer(ended, e)
			}
		}
	}))
	p.do("save "+name, chromedp.Click(link))
	first := await(ctx, p, begun, "the beginning of "+name)
	if first.SuggestedFilename != name {
		p.t.Errorf("the file is called %q, want %q", first.SuggestedFilename, name)
	}
	if last := await(ctx, p, ended, "the end of "+name); last.State != browser.DownloadProgressStateCompleted {
		p.t.Fatalf("%s: download %s", name, last.State)
	}
	content, err := os.ReadFile(filepath.Join(dir, first.GUID))
	p.must("read "+name, err)
	return content
}

// offer sends without waiting; what nobody awaits is dropped.
func offer[E any](c chan E, e E) {
	select {
	case c <- e:
	default:
	}
}

func await[E any](ctx context.Context, p *tab, c chan E, what string) (e E) {
	p.t.Helper()
	select {
	case e = <-c:
	case <-ctx.Done():
		p.t.Fatalf("%s did not come\n%s", what, p.where())
	}
	return e
}
