package comms

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
	f := web.Feature{Name: "comms", Migrations: sub}
	for _, g := range Registers() {
		f.Routes = append(f.Routes, g.With(lists).Routes()...)
	}
	return f
}

// Registers are all of the feature, in the order of the menu.
func Registers() []*register.Register {
	return []*register.Register{Products, Broadcasts, Trainings, Contacts}
}
