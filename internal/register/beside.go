package register

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Beside leads between the registers and pages that share a noun of the rail; nil when the reader sees only one of them.
func Beside(r *web.Request, noun string) templ.Component {
	var tabs []ui.Tab
	for _, m := range r.Site.Menu {
		if m.Noun == noun && m.Text != "" && r.Allowed(m.Access) {
			tabs = append(tabs, ui.Tab{Text: m.Text, Href: r.In(m.Path), Here: strings.TrimSuffix(r.URL.Path, "/") == r.In(m.Path), Seldom: m.Seldom})
		}
	}
	if len(tabs) < 2 {
		return nil
	}
	return ui.Tabs("Các sổ cùng nhóm", tabs)
}

// besideFacts are tabs with the numbers of all registers under a noun, for those who see no list; nil when there is one alone.
func besideFacts(r *web.Request, noun string) templ.Component {
	var tabs []ui.Tab
	for _, m := range r.Site.Menu {
		path, facts := strings.CutSuffix(m.Path, "/"+factsAt)
		if m.Noun != noun || !facts || !r.Allowed(m.Access) {
			continue
		}
		for _, g := range declared {
			if g.Path == path {
				tabs = append(tabs, ui.Tab{Text: g.Title, Href: r.In(m.Path), Here: strings.TrimSuffix(r.URL.Path, "/") == r.In(m.Path)})
			}
		}
	}
	if len(tabs) < 2 {
		return nil
	}
	return ui.Tabs("Số liệu của các sổ cùng nhóm", tabs)
}
