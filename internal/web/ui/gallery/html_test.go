package gallery

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/web/assets"
)

// each runs a check on the HTML of every page.
func each(t *testing.T, check func(t *testing.T, doc *goquery.Document)) {
	t.Helper()
	for _, page := range Pages("light") {
		t.Run(page.Name, func(t *testing.T) {
			var b bytes.Buffer
			if err := page.Body.Render(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			doc, err := goquery.NewDocumentFromReader(&b)
			if err != nil {
				t.Fatal(err)
			}
			check(t, doc)
		})
	}
}

// TestPolicyHolds finds what the content policy would block: style attributes, handlers in attributes, scripts in the page.
func TestPolicyHolds(t *testing.T) {
	each(t, func(t *testing.T, doc *goquery.Document) {
		if n := doc.Find("style, script:not([src]), [style], base, iframe, object").Length(); n != 0 {
			t.Errorf("%d elements that the policy forbids", n)
		}
		doc.Find("*").Each(func(_ int, s *goquery.Selection) {
			for _, a := range s.Nodes[0].Attr {
				if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") || strings.HasPrefix(a.Val, "js:") {
					t.Errorf("<%s %s> runs a script", s.Nodes[0].Data, a.Key)
				}
			}
		})
		doc.Find("script[src], link[href], img[src]").Each(func(_ int, s *goquery.Selection) {
			if url := s.AttrOr("src", s.AttrOr("href", "")); !slices.Contains(assets.URLs(), url) {
				t.Errorf("%s is loaded and not one of our files", url)
			}
		})
	})
}

func TestIconsExist(t *testing.T) {
	each(t, func(t *testing.T, doc *goquery.Document) {
		doc.Find("use").Each(func(_ int, use *goquery.Selection) {
			file, name, _ := strings.Cut(use.AttrOr("href", ""), "#")
			if file != assets.URL("icons.svg") || !slices.Contains(assets.Icons(), name) {
				t.Errorf("no icon %s in %s", name, file)
			}
		})
	})
}

func TestReferencesExist(t *testing.T) {
	each(t, func(t *testing.T, doc *goquery.Document) {
		seen := map[string]bool{}
		doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			if id := s.AttrOr("id", ""); seen[id] {
				t.Errorf("id %s stands twice", id)
			} else {
				seen[id] = true
			}
		})
		for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "list"} {
			doc.Find("[" + name + "]").Each(func(_ int, s *goquery.Selection) {
				for id := range strings.FieldsSeq(s.AttrOr(name, "")) {
					if !seen[id] {
						t.Errorf("%s leads to %s, which does not exist", name, id)
					}
				}
			})
		}
		doc.Find("a[href^='#']").Each(func(_ int, s *goquery.Selection) {
			if id := strings.TrimPrefix(s.AttrOr("href", ""), "#"); id != "" && !seen[id] {
				t.Errorf("a link leads to #%s, which does not exist", id)
			}
		})
	})
}

func TestPagesAreWellFormed(t *testing.T) {
	each(t, func(t *testing.T, doc *goquery.Document) {
		for selector, count := range map[string]int{"h1": 1, "main": 1, "head title": 1, "html[lang=vi]": 1, "#live[aria-live=polite]": 1, "a.skip[href='#noi-dung']": 1} {
			if n := doc.Find(selector).Length(); n != count {
				t.Errorf("%d of %s, want %d", n, selector, count)
			}
		}
		doc.Find("input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file]), textarea").Each(func(_ int, s *goquery.Selection) {
			if s.AttrOr("autocomplete", "") == "" {
				t.Errorf("%s does not say what may fill it in", s.AttrOr("name", ""))
			}
		})
		doc.Find("button").Each(func(_ int, s *goquery.Selection) {
			if s.AttrOr("type", "") == "" {
				t.Errorf("the button %q has no type", s.Text())
			}
		})
		doc.Find("form.form").Each(func(_ int, s *goquery.Selection) {
			if _, ok := s.Attr("novalidate"); !ok || s.AttrOr("method", "") != "post" {
				t.Error("a form is checked by the browser or not sent by POST")
			}
		})
		doc.Find("table").Each(func(_ int, s *goquery.Selection) {
			if s.Find("caption").Length() != 1 {
				t.Error("a table has no caption")
			}
		})
	})
}
