package week

import (
	"context"
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Weeks is the feature over the work and the people of its neighbours.
type Weeks struct {
	Work   Work
	People People
	// Workdays is the calendar of working days in force; nil means the one that the program brings along.
	Workdays func(ctx context.Context) day.Calendar

	guesses throttle.Throttle // wrong secrets and wrong PINs of links
}

// Feature is the table of contents.
func (w *Weeks) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	const path = "/u/{unit}/{year}/tuan"
	read := web.Right(actor.WeekRead)
	routes := []web.Route{
		{Method: "GET", Path: path, Title: "Trang lãnh đạo", Access: read, Handle: w.newest},
		{Method: "GET", Path: path + "/cac-tuan", Title: "Các trang lãnh đạo đã lập", Access: read, Handle: w.list},
		{Method: "POST", Path: path + "/lap", Title: "Lập trang lãnh đạo của tuần này", Access: read, Handle: w.make},
		{Method: "GET", Path: path + "/{monday}", Title: "Trang lãnh đạo của một tuần", Access: read, Handle: ofYear(w.show)},
		{Method: "GET", Path: path + "/{monday}/so/{figure}", Title: "Các việc sau một con số của tuần", Access: read, Handle: ofYear(w.behind)},
		{Method: "GET", Path: path + "/{monday}/trang.pdf", Title: "Trang lãnh đạo, tệp PDF", Access: read, Handle: ofYear(w.pdf)},
	}
	return web.Feature{Name: "week", Migrations: sub, Routes: append(append(routes, w.decideRoutes()...), w.linkRoutes()...)}
}

// Menu puts the page into the person's own menu.
func Menu() []web.MenuItem {
	return []web.MenuItem{{Text: "Trang lãnh đạo", Path: "tuan", Access: web.Right(actor.WeekRead)}}
}

func (w *Weeks) calendar(ctx context.Context) day.Calendar {
	if w.Workdays == nil {
		return day.BuiltIn()
	}
	return w.Workdays(ctx)
}
