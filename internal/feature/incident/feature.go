package incident

import (
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Feature is the table of contents, over the lists to which the fields refer and the hazard sites of the unit.
func Feature(lists map[string]register.Refs, places register.Landmarks, hazards Hazards) web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	g := Incidents.With(lists).WithLandmarks(places)
	g.Aside = aside(hazards)
	const base = "/u/{unit}/{year}/"
	read := web.Right(actor.IncidentRead)
	return web.Feature{Name: "incident", Migrations: sub, Routes: append(g.Routes(),
		web.Route{Method: "GET", Path: base + gridPath, Title: gridTitle, Access: read, Handle: showGrid},
		web.Route{Method: "GET", Path: base + gridPath + ".xlsx", Title: gridTitle + ", tệp Excel", Access: read, Handle: gridXLSX})}
}

// Menu puts the form beside the register.
func Menu() web.MenuItem {
	return web.MenuItem{Noun: ui.NavHazards, Text: gridTitle, Path: gridPath, Access: web.Right(actor.IncidentRead)}
}
