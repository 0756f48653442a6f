package child

import (
	"embed"
	"io/fs"
	"slices"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Feature is the table of contents, over the lists to which the fields refer; m finds who is alike, units are those to which
// children move, under stands below the list of children.
func Feature(lists map[string]register.Refs, m register.Matcher, units Units, under func(*web.Request) (templ.Component, error)) web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	children, homes := Children.With(lists).Matching(m), Households.With(lists)
	children.Above, children.Under, homes.Aside = above(children), under, homeAside(children)
	return web.Feature{Name: "child", Migrations: sub, Routes: slices.Concat(children.Routes(), homes.Routes(), book{children}.routes(web.Right(actor.ChildRead)), passing{children, homes, m, units}.routes(), meeting{children}.routes())}
}

// Registers are those of the feature in the order of the menu.
func Registers() []*register.Register { return []*register.Register{Children, Households} }

// Menu puts the book beside the registers.
func Menu() web.MenuItem {
	return web.MenuItem{Noun: ui.NavChildren, Text: bookTitle, Path: bookPath, Access: web.Right(actor.ChildRead)}
}
