package hazard

import (
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Feature is the table of contents, over the lists to which the fields refer.
func Feature(lists map[string]register.Refs, places register.Landmarks) web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return web.Feature{Name: "hazard", Migrations: sub, Routes: Sites.With(lists).WithLandmarks(places).Routes()}
}
