package child

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
	return web.Feature{Name: "child", Migrations: sub, Routes: append(Children.With(lists).Routes(), Households.With(lists).Routes()...)}
}

// Registers are those of the feature in the order of the menu.
func Registers() []*register.Register { return []*register.Register{Children, Households} }
