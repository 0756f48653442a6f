package app

import (
	"context"

	"github.com/mangnon/mangnon/internal/feature/population"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
)

// demoPopulation brings an invented list of the police: most children of the register, some otherwise than there, some without a
// number in the register, a few whom the register does not have, and grown-ups who are not kept.
func (a *App) demoPopulation(ctx context.Context, by actor.Actor) error {
	today := day.At(a.Site.Clock().Time)
	families, err := demoFamilies(today)
	if err != nil {
		return err
	}
	table := [][]string{{"TT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân", "Dân tộc", "Nơi thường trú", "Họ tên mẹ", "Họ tên cha"}}
	for _, family := range families {
		for _, k := range family {
			if k.n%14 != 6 { // some are with us only
				table = append(table, demoCitizen(k))
			}
		}
	}
	home := "Tổ dân phố số 2, phường Mỹ Hào, tỉnh Hưng Yên"
	table = append(table, []string{"", "Hoàng Gia Bảo", "2019-04-11", "Nam", "033219004411", "Kinh", home, "Nguyễn Thị Lý", "Hoàng Văn Thế"},
		[]string{"", "Phạm Thị Ngọc Diệp", "2023-01-02", "Nữ", "033323000102", "Kinh", home, "Lê Thị Mơ", ""},
		[]string{"", "Đỗ Văn Hưng", "1988-09-30", "Nam", "033088003009", "Kinh", home, "", ""})
	src, err := population.Table(ctx, a.DB.Reader(by), "danh-sach-minh-hoa.xlsx", table, today)
	if err != nil {
		return err
	}
	catalogue, err := place.Load()
	if err != nil {
		return err
	}
	ward, _ := catalogue.Find(demoPlace, today)
	_, err = a.Population.Bring(ctx, a.DB, population.Bringing{By: by, UnitID: by.UnitID, PlaceID: ward.ID, Paper: "128/CAP-QLHC (minh họa)", Today: today}, src)
	return err
}

// demoCitizen is a child as the list of the police has it.
func demoCitizen(k demoKid) []string {
	c, n := k.cell, k.n
	name, birth, number := c[2], c[3], c[5]
	if n%20 == 8 && len(birth) == len("2018-06-05") { // somebody must look whether it is the child
		number, birth = "", birth[:8]+"28"
	}
	switch n % 9 {
	case 3:
		if d, err := day.ParseISO(birth); err == nil {
			birth = d.Add(1).ISO()
		}
	case 5:
		name += " Anh"
	case 7:
		number = "" // not confirmed yet
	}
	return []string{"", name, birth, c[4], number, "Kinh", "Ngõ " + c[9][6:] + ", " + demoHamlet(k) + ", phường Mỹ Hào, tỉnh Hưng Yên", c[6], c[7]}
}

var samplePopulation = store.Query("app.sample.population", `SELECT k.id FROM population_check k WHERE {scope:k} ORDER BY k.id DESC LIMIT 1`,
	store.Whole("reads one row along the primary key, for benchmarks and tests"))
