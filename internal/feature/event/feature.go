package event

import (
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Feature is the table of contents, over the lists to which the fields refer.
func Feature(lists map[string]register.Refs) web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return web.Feature{Name: "event", Migrations: sub, Routes: Events.With(lists).Routes()}
}
