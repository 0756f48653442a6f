package trail

import (
	"context"
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Trail is the feature with what it needs of the neighbours.
type Trail struct {
	Kinds  []Kind
	People func(ctx context.Context, from store.Source, unitID string) ([]Choice, error)             // accounts of the unit, by name
	Bodies func(ctx context.Context, from store.Source, unitID string, at day.Day) ([]Choice, error) // bodies of the unit on a day
	// Told are the sources of an extract beside the history itself, such as the log of what was read.
	Told []directory.Told
}

// Choice is a person or a body that a filter offers.
type Choice struct{ ID, Name string }

func choiceName(list []Choice, id string) string {
	for _, c := range list {
		if c.ID == id {
			return c.Name
		}
	}
	return ""
}

// Feature is the table of contents.
func (t *Trail) Feature() web.Feature {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	read, whole, take, machine := web.Right(actor.HistoryRead), web.Right(actor.AuditRead), web.Right(actor.DataExport), web.Right(actor.MachineTend)
	const in = "/u/{unit}/{year}/"
	return web.Feature{Name: "trail", Migrations: sub, Routes: []web.Route{
		{Method: "GET", Path: in + "lich-su", Title: "Lịch sử", Access: read, Confidential: "history", Handle: t.period},
		{Method: "POST", Path: in + "lich-su/tai", Title: "Tải lịch sử", Access: take, Confidential: "history", Handle: t.take},
		{Method: "GET", Path: in + "lich-su/nguoi/{account}", Title: "Lịch sử theo người", Access: whole, Confidential: "history", Handle: t.person},
		{Method: "GET", Path: in + "lich-su/{kind}/{record}", Title: "Lịch sử một hồ sơ", Access: read, Confidential: "history", Handle: t.record},
		{Method: "GET", Path: in + "lich-su-may", Title: "Lịch sử của máy", Access: machine, Confidential: "history", Handle: t.machine},
		{Method: "GET", Path: in + "trich-luc", Title: "Trích lục cho người liên quan", Access: take, Handle: t.extractForm},
		{Method: "POST", Path: in + "trich-luc", Title: "Lập trích lục", Access: take, Confidential: "history", Handle: t.extract},
	}}
}

// Menu puts the pages into the person's own menu.
func Menu() []web.MenuItem {
	return []web.MenuItem{
		{Text: "Lịch sử của đơn vị", Path: "lich-su", Access: web.Right(actor.HistoryRead)},
		{Text: "Trích lục cho người liên quan", Path: "trich-luc", Access: web.Right(actor.DataExport)},
		{Text: "Lịch sử của máy", Path: "lich-su-may", Access: web.Right(actor.MachineTend)},
	}
}
