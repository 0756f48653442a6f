package app

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/feature/handover"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// demoHandover prepares a draft that nobody has signed: an invented merger of a room, some functions of which have no heir yet.
func (a *App) demoHandover(ctx context.Context, tx *store.Tx, u web.Unit) error {
	today := day.At(a.Site.Clock().Time)
	bodies, err := a.Org.Bodies(ctx, tx, today)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		if !strings.HasPrefix(b.Name, "Phòng Kinh tế") {
			continue
		}
		_, err := a.Handovers.Prepare(ctx, tx, u, handover.Act{Kind: handover.Merge, Day: today.Add(60), Basis: "Đề án sắp xếp các phòng (bản thảo)",
			SignerName: "Lê Quốc Đạt", SignerTitle: "Chủ tịch UBND"}, []string{b.ID})
		return err
	}
	return nil
}

var sampleAct = store.Query("app.sample.act", `SELECT a.id, (SELECT l.id FROM handover_line l WHERE l.act_id = a.id ORDER BY l.seq LIMIT 1) AS line
		FROM handover_act a WHERE {scope:a} ORDER BY a.id DESC LIMIT 1`, store.Whole("reads one row along the primary key, for benchmarks and tests"))

// handoverSamples are the parts of addresses of the newest act.
func (a *App) handoverSamples(ctx context.Context, out Samples) error {
	row, found, err := store.Find[struct {
		ID   string `db:"id"`
		Line string `db:"line"`
	}](ctx, a.DB.Reader(actor.System("mẫu địa chỉ")), sampleAct)
	if found {
		out["act"], out["line"], out["kind"] = row.ID, row.Line, "task"
	}
	return err
}
