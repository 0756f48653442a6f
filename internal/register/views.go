package register

import (
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// viewRoutes are the other ways to look at a list.
func (g *Register) viewRoutes(base string) []web.Route {
	read := web.Right(g.ReadRight)
	var out []web.Route
	if len(g.dates()) > 0 {
		out = append(out, web.Route{Method: "GET", Path: base + "/" + calendarAt, Title: g.Title + ": lịch", Access: read, Handle: g.calendarPage})
	}
	if len(g.Moves) > 0 {
		out = append(out, web.Route{Method: "GET", Path: base + "/" + boardAt, Title: g.Title + ": bảng theo tình trạng", Access: read, Handle: g.boardPage})
	}
	out = append(out,
		web.Route{Method: "GET", Path: base + "/" + paperAt, Title: g.Title + ": bản in", Access: g.takeRight(), Handle: g.paperPage},
		web.Route{Method: "GET", Path: base + "/danh-sach.csv", Title: g.Title + ", tệp CSV", Access: g.takeRight(), Handle: g.listCSV},
		web.Route{Method: "GET", Path: base + "/danh-sach.docx", Title: g.Title + ", tệp Word", Access: g.takeRight(), Handle: g.listDOCX})
	return append(out, g.filterRoutes()...)
}

// look is a way to look at a list, below its address.
type look struct{ text, at string }

func (g *Register) looks() []look {
	out := []look{{"Danh sách", ""}}
	if len(g.Moves) > 0 {
		out = append(out, look{"Bảng", boardAt})
	}
	if len(g.dates()) > 0 {
		out = append(out, look{"Lịch", calendarAt})
	}
	if _, ok := g.pin(); ok {
		out = append(out, look{"Bản đồ", mapAt})
	}
	return out
}

// tabs are the ways to look at a list, each with the same filters.
func (v listView) tabs(r *web.Request) []ui.Tab {
	var out []ui.Tab
	for _, l := range v.of.looks() {
		out = append(out, ui.Tab{Text: l.text, Href: v.of.here(r, l.at) + v.of.query(v.first()), Here: v.at == l.at})
	}
	return out
}
