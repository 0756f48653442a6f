package org

import (
	"embed"
	"io/fs"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of this feature.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Org is the feature's work on the database. It is the site's web.Units and answers the questions about bodies that other
// features ask.
type Org struct {
	Pins Pins // places on the map; nil leaves them out of forms

	DB *store.DB
	// BodyHeirs names who carries on for bodies that have ended; nil while nothing knows.
	BodyHeirs Heirs

	up setUp
}

// New makes the feature over a database.
func New(db *store.DB) *Org { return &Org{DB: db} }

// Feature is the table of contents.
func (o *Org) Feature() web.Feature {
	read, edit := web.Right(actor.OrgRead), web.Right(actor.OrgEdit)
	return web.Feature{
		Name:       "org",
		Migrations: Migrations(),
		Routes: slices.Concat(o.placeRoutes(), o.hamletRoutes(), o.rowRoutes(), o.functionRoutes(), []web.Route{
			{Method: "GET", Path: "/u/{unit}/{year}/to-chuc", Title: "Tổ chức", Access: read, Handle: o.list},
			{Method: "GET", Path: "/u/{unit}/{year}/to-chuc/them", Title: "Thêm cơ quan", Access: edit, Handle: o.addForm},
			{Method: "POST", Path: "/u/{unit}/{year}/to-chuc/them", Title: "Thêm cơ quan", Access: edit, Handle: o.add},
			{Method: "GET", Path: "/u/{unit}/{year}/to-chuc/{id}", Title: "Cơ quan", Access: read, Handle: o.show},
			{Method: "GET", Path: "/u/{unit}/{year}/to-chuc/{id}/sua", Title: "Sửa cơ quan", Access: edit, Handle: o.editForm},
			{Method: "POST", Path: "/u/{unit}/{year}/to-chuc/{id}/sua", Title: "Sửa cơ quan", Access: edit, Handle: o.editSave},
			{Method: "POST", Path: "/u/{unit}/{year}/to-chuc/{id}/den-ngay", Title: "Ghi ngày hoạt động cuối cùng", Access: edit, Handle: o.end},
			{Method: "POST", Path: "/u/{unit}/{year}/to-chuc/{id}/ten-khac", Title: "Thêm tên khác", Access: edit, Handle: o.addAlias},
			{Method: "POST", Path: "/u/{unit}/{year}/to-chuc/{id}/ten-khac/{name}/bo", Title: "Bỏ tên khác", Access: edit, Handle: o.endAlias},
		}),
	}
}
