package app

import (
	"context"
	"fmt"

	"github.com/mangnon/mangnon/internal/feature/org"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// demoOrg gives the organisation something that has changed: a code of a document system, and a function that passed from the
// station to the room for children's affairs in March. Both are invented; codes of agencies, which the province gives out,
// are not.
func (a *App) demoOrg(ctx context.Context, tx *store.Tx, u web.Unit) error {
	tx = tx.As(actor.Actor{Name: "Hệ thống", UnitID: u.ID, System: "dữ liệu minh họa"})
	register, err := a.Org.Register(ctx, tx, day.At(a.Site.Clock().Time))
	if err != nil {
		return err
	}
	room, _ := register.Match("Phòng Văn hóa - Xã hội")
	station, ok := register.Match("Trạm Y tế")
	if !ok {
		return fmt.Errorf("no station among the bodies of %s", u.Name)
	}
	_, err = a.Org.AddCode(ctx, tx, room, org.OtherCode, "MH-VHXH", org.Span{From: room.From, Basis: "Sổ cấp mã phần mềm văn bản (minh họa)", Confidence: org.Stated})
	if err != nil {
		return err
	}
	const function, basis = "y-te.cong-tac-vien", "Phân công của UBND phường (minh họa)"
	year := a.Site.Clock().Year()
	held, err := a.Org.GiveFunction(ctx, tx, u, station.ID, function, day.Must(year, 1, 1), basis, org.Stated)
	if err != nil {
		return err
	}
	held.EndBasis = basis
	if err := a.Org.EndFunction(ctx, tx, held, day.Must(year, 2, 28)); err != nil {
		return err
	}
	_, err = a.Org.GiveFunction(ctx, tx, u, room.ID, function, day.Must(year, 3, 1), basis, org.Stated)
	return err
}
