package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// demoHazard is an invented place and what has been done about it.
type demoHazard struct {
	name, kind, risk, address, pin, owner string
	move                                  string
	answers                               map[string]string
}

// demoHazards fills the register of hazard sites.
func (a *App) demoHazards(ctx context.Context, tx *store.Tx, unitID string) error {
	today := day.At(a.Site.Clock().Time)
	on := func(days int) string { return today.Add(days).String() }
	sites := []demoHazard{
		{"Ao đầu làng, không rào", "Ao, hồ, đầm", "Cao", "Sát lối vào trường tiểu học", "20.951200, 106.060100", "Ủy ban nhân dân phường", "", nil},
		{"Kênh tưới chạy qua xóm", "Sông, suối, kênh, mương", "Cao", "Đoạn sau nhà văn hóa", "20.944500, 106.042300", "Xí nghiệp thủy nông", "giao",
			map[string]string{"co-quan": "Phòng Kinh tế, Hạ tầng và Đô thị", "han": on(-4)}},
		{"Giếng cũ trong vườn bỏ không", "Giếng, bể, chum vại", "Vừa", "Ngõ 12", "20.958800, 106.074900", "Hộ gia đình", "da-lam",
			map[string]string{"bien-phap": "Nắp đậy", "kiem-tra-lai": on(60)}},
		{"Hố móng nhà đang xây", "Hố công trình, hố ga", "Vừa", "Đường 387, gần chợ", "20.941100, 106.088700", "Chủ công trình", "giao",
			map[string]string{"co-quan": "Phòng Kinh tế, Hạ tầng và Đô thị", "han": on(9), "bien-phap": "Rào chắn"}},
		{"Cột điện có dây võng thấp", "Điện", "Cao", "Sân bóng tổ dân phố", "20.952700, 106.082200", "Điện lực", "", nil},
		{"Hồ điều hòa mới đào", "Ao, hồ, đầm", "Cao", "Khu đô thị phía bắc", "20.966300, 106.071800", "Chủ đầu tư", "da-lam",
			map[string]string{"bien-phap": "Biển cảnh báo", "kiem-tra-lai": on(12)}},
	}
	g := hazard.Sites.With(registerLists(a.Org))
	for _, s := range sites {
		rec, err := g.Add(ctx, tx, unitID, map[string]string{"noi": s.name, "loai": s.kind, "muc": s.risk, "dia-chi": s.address, "toa-do": s.pin,
			"phat-hien": on(-30), "chu-so-huu": s.owner, "nguoi-bao": "Tổ trưởng tổ dân phố"}, today)
		if err != nil {
			return err
		}
		if err := a.demoPictures(ctx, tx, g, rec, s.move == "da-lam"); err != nil {
			return err
		}
		if s.move == "" {
			continue
		}
		if _, err := g.Move(ctx, tx, rec, s.move, rec.Version, s.answers, today); err != nil {
			return err
		}
	}
	if _, err := g.PrintSheets(ctx, tx, unitID, 3); err != nil {
		return err
	}
	_, err := g.Bring(ctx, tx, unitID, register.Brought{Name: "diem-nguy-co-to-3.xlsx", Hash: "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", Cells: xlsx.ParseTSV(demoSites)}, today)
	return err
}

// demoSites is an invented list of a neighbourhood, left in its preview: a date that does not exist, a place that is there already.
const demoSites = "STT\tNơi\tLoại\tMức nguy hiểm\tĐịa chỉ, chỉ dẫn\tHạn xử lý\n" +
	"1\tHố vôi cũ sau lò gạch\tHố công trình, hố ga\tCao\tCuối ngõ 7\t31/06\n" +
	"2\tAo đầu làng, không rào\tAo, hồ, đầm\tCao\tSát lối vào trường tiểu học\t\n" +
	"3\tĐường ngang qua quốc lộ\tĐiểm đen giao thông\tVừa\tTrước cổng trường mầm non\t\n"
