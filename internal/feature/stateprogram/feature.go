package stateprogram

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Program is the feature over the register of children and its neighbours.
type Program struct {
	Children *register.Register
	Lists    map[string]register.Refs
	Matcher  register.Matcher // who is alike
}

const (
	base    = "phan-mem-tre-em"
	heading = "Phần mềm trẻ em của Bộ"
	maxFile = 21 << 20
)

// Feature is the table of contents.
func (x *Program) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	read, edit, at := web.Right(actor.ChildRead), web.Right(actor.ChildEdit), "/u/{unit}/{year}/"+base
	one := at + "/nhap/{program}"
	return web.Feature{Name: "stateprogram", Migrations: sub, Routes: []web.Route{
		{Method: "GET", Path: at, Title: "Cần sửa trên phần mềm", Access: read, Handle: x.list},
		{Method: "POST", Path: at + "/tep", Title: "Xuất danh sách cần sửa", Access: edit, Handle: x.file},
		{Method: "POST", Path: at + "/da-sua", Title: "Ghi đã sửa trên phần mềm", Access: edit, Handle: x.mark},
		{Method: "POST", Path: at + "/bo-danh-dau", Title: "Bỏ ghi đã sửa trên phần mềm", Access: edit, Handle: x.unmark},
		{Method: "GET", Path: at + "/nhap", Title: "Nhập tệp của phần mềm", Access: edit, Handle: x.bringForm},
		{Method: "POST", Path: at + "/nhap", Title: "Xem trước tệp của phần mềm", Access: edit, MaxBody: maxFile, Handle: x.bring},
		{Method: "GET", Path: one, Title: "So sổ với phần mềm", Access: edit, Handle: x.show},
		{Method: "POST", Path: one + "/chon", Title: "Chọn bên đúng", Access: edit, Handle: x.choose},
		{Method: "POST", Path: one + "/tiep", Title: "Làm tiếp", Access: edit, Handle: x.carry},
		{Method: "POST", Path: one + "/ghi", Title: "Ghi vào sổ", Access: edit, Handle: x.write},
		{Method: "POST", Path: one + "/hoan-tac", Title: "Hoàn tác lần nhập", Access: edit, Handle: x.undoAll},
	}}
}

// Menu puts the list beside the register.
func Menu() web.MenuItem {
	return web.MenuItem{Noun: ui.NavChildren, Text: "Phần mềm trẻ em", Path: base, Access: web.Right(actor.ChildRead), Seldom: true}
}

// kids is the register of children as an actor may see it.
func (x *Program) kids(a actor.Actor) *register.Register { return x.Children.With(x.Lists).For(a) }

// at is the address of an import, or of the page that takes files.
func (x *Program) at(r *web.Request, below string) string {
	if below == "" {
		return r.In(base + "/nhap")
	}
	return r.In(base + "/nhap/" + below)
}

func crumbs(r *web.Request, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Text: "Trẻ em", Href: r.In("tre-em")}, {Text: heading, Href: r.In(base)}}, more...)
}

// Bring takes a table with one row of headings, looks at it and, when told to, writes it with the choices given, without a page: for
// the demonstration and for tests of many rows.
func (x *Program) Bring(ctx context.Context, db *store.DB, by actor.Actor, unitID string, cells [][]string, on day.Day, entire bool, choices map[string]string, writeIt bool) (Import, error) {
	sum := sha256.Sum256([]byte(jsonOf(cells)))
	b := brought{Name: "danh-sach-tre-em.xlsx", Hash: hex.EncodeToString(sum[:]), On: on, Entire: entire}
	change := func(do func(context.Context, *store.Tx) error) error {
		return db.Write(ctx, by, func(tx *store.Tx) error { return do(ctx, tx) })
	}
	var err error
	if b.Shape, err = x.shapeOn(ctx, db.Reader(by), x.kids(by), on); err != nil {
		return Import{}, err
	}
	if b.Table, err = b.Shape.tableOf(cells); err != nil {
		return Import{}, err
	}
	var m Import
	if err = change(func(ctx context.Context, tx *store.Tx) error {
		m, err = x.receive(ctx, tx, unitID, b)
		return err
	}); err != nil {
		return m, err
	}
	if err := x.keep(change, m, b); err != nil {
		return m, err
	}
	if err := x.through(change, m.ID, on); err != nil || !writeIt {
		return m, err
	}
	err = change(func(ctx context.Context, tx *store.Tx) error {
		if m, err = store.Get[Import](ctx, tx, importGet, m.ID); err != nil {
			return err
		}
		return m.choose(ctx, tx, choices, writing)
	})
	if err != nil {
		return m, err
	}
	return m, x.through(change, m.ID, on)
}

// through goes on with an import until it waits for a person or is done.
func (x *Program) through(write writes, id string, today day.Day) error {
	for more := true; more; {
		err := write(func(ctx context.Context, tx *store.Tx) error {
			m, err := store.Get[Import](ctx, tx, importGet, id)
			if err != nil {
				return err
			}
			more, err = x.piece(ctx, tx, &m, today)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
