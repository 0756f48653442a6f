package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// demoCode gives the room for children's affairs an invented code of a document system. Codes of agencies are given out by
// the province and are not invented.
func (a *App) demoCode(ctx context.Context, tx *store.Tx, u web.Unit) error {
	tx = tx.As(actor.Actor{Name: "Hệ thống", UnitID: u.ID, System: "dữ liệu minh họa"})
	register, err := a.Org.Register(ctx, tx, day.At(a.Site.Clock().Time))
	if err != nil {
		return err
	}
	b, ok := register.Match("Phòng Văn hóa - Xã hội")
	if !ok {
		return nil
	}
	_, err = a.Org.AddCode(ctx, tx, b, org.OtherCode, "MH-VHXH", org.Span{From: b.From, Basis: "Sổ cấp mã phần mềm văn bản (minh họa)", Confidence: org.Stated})
	return err
}
