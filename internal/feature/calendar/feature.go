package calendar

import (
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Calendar is the feature over its neighbours.
type Calendar struct {
	Sources []Source
	Year    Overview
	People  People
	Bodies  Bodies

	guesses throttle.Throttle // wrong secrets of feeds
}

// feedsPath is the page of the secret addresses, behind the address of the unit and year.
const feedsPath = "lich/dia-chi"

// Feature is the table of contents.
func (c *Calendar) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	const base = "/u/{unit}/{year}/"
	read := web.Right(actor.PlanRead)
	return web.Feature{Name: "calendar", Migrations: sub, Routes: []web.Route{
		{Method: "GET", Path: base + "lich", Title: "Lịch năm", Access: read, Handle: c.year},
		{Method: "GET", Path: base + "lich/{month}", Title: "Lịch tháng", Access: read, Handle: c.month},
		{Method: "GET", Path: base + feedsPath, Title: "Địa chỉ lịch", Access: read, Handle: c.feeds},
		{Method: "POST", Path: base + feedsPath, Title: "Tạo địa chỉ lịch", Access: read, Handle: c.feedMake},
		{Method: "POST", Path: base + feedsPath + "/{feed}/thu-hoi", Title: "Thu hồi địa chỉ lịch", Access: read, Still: true, Handle: c.feedRevoke},
		{Method: "GET", Path: "/lich/{name}", Title: "Lịch cho phần mềm khác", Access: web.Public(), Handle: c.feedRead},
	}}
}

// Menu puts the pages into the person's own menu.
func Menu() []web.MenuItem {
	return []web.MenuItem{{Text: "Lịch", Path: "lich", Access: web.Right(actor.PlanRead)}}
}
