package browser

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// complaints are what the browser says of the pages of a window: errors of scripts, what the content policy blocked,
// files that did not come, and requests to other machines.
type complaints struct {
	base string
	mu   sync.Mutex
	said []string
}

func (c *complaints) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning || e.Type == runtime.ConsoleAPICalledTypeAssert {
			c.add("console %s: %v", e.Type, words(e.Args))
		}
	case *runtime.EventExceptionThrown:
		c.add("script: %s", thrown(e.ExceptionDetails))
	case *log.EventEntryAdded:
		c.entry(e.Entry)
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; strings.HasPrefix(u, "http") && !strings.HasPrefix(u, c.base+"/") {
			c.add("request to another machine: %s", u)
		}
	}
}

// entry keeps an entry of the browser's log. That a page itself answers with a refusal is no complaint.
func (c *complaints) entry(e *log.Entry) {
	page := strings.HasPrefix(e.Text, "Failed to load resource") && !strings.Contains(e.URL, "/tinh/")
	if !page && (e.Level == log.EntryLevelError || e.Level == log.EntryLevelWarning) {
		c.add("%s %s: %s %s", e.Source, e.Level, e.Text, e.URL)
	}
}

func thrown(e *runtime.ExceptionDetails) string {
	if e.Exception != nil {
		return e.Text + " " + e.Exception.Description
	}
	return e.Text
}

func words(args []*runtime.RemoteObject) string {
	var out []string
	for _, a := range args {
		out = append(out, string(a.Value)+a.Description)
	}
	return strings.Join(out, " ")
}

func (c *complaints) add(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, fmt.Sprintf(format, args...))
}

// report fails the test with what was heard, and forgets it.
func (c *complaints) report(t *testing.T) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.said {
		t.Error(s)
	}
	c.said = nil
}
