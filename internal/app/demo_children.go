package app

import (
	"bytes"
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/linkage/sample"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// How many invented households and children the demonstration has.
const (
	demoHomes = 25
	demoKids  = 60
)

// demoChildren fills the registers of households and children with the invented families of the matching samples. Their gaps are
// those of real lists: no number, no date, no school, nobody asked.
func (a *App) demoChildren(ctx context.Context, tx *store.Tx, unitID string) error {
	today := day.At(a.Site.Clock().Time)
	families, err := demoFamilies(today)
	if err != nil {
		return err
	}
	homes, kids := child.Households.With(registerLists(a.Org)), child.Children.With(registerLists(a.Org))
	for _, family := range families {
		home, err := homes.Add(ctx, tx, unitID, demoHome(family), today)
		if err != nil {
			return err
		}
		for _, kid := range family {
			if err := a.demoChild(ctx, tx, kids, unitID, home.Code(), kid, today); err != nil {
				return err
			}
		}
	}
	return nil
}

// demoKid is a row of the samples and its place in the order of all.
type demoKid struct {
	n    int
	cell []string // number, truth, name, birth, sex, personal number, mother, father, commune, household, hamlet, ethnic group, phone
}

// demoFamilies are families with children under 16 on a day, larger ones before smaller ones.
func demoFamilies(today day.Day) ([][]demoKid, error) {
	var rows bytes.Buffer
	if err := sample.Generate(sample.Options{Rows: 160, Seed: 20260512}, &rows, nil); err != nil {
		return nil, err
	}
	var order []string
	by := map[string][]demoKid{}
	seen := map[string]bool{}
	for line := range strings.Lines(rows.String()) {
		cell := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		of := cell[9]
		if seen[cell[1]] || of == "" || cell[3] < today.Add(-365*child.Adult+200).ISO() || cell[3] > today.ISO() {
			continue
		}
		seen[cell[1]] = true
		if by[of] == nil {
			order = append(order, of)
		}
		by[of] = append(by[of], demoKid{cell: cell})
	}
	var out [][]demoKid
	n := 0
	for _, of := range order {
		left := demoHomes - len(out)
		family := by[of]
		if left == 0 || len(family) < 2 && (demoKids-n) > 2*left || n+len(family) > demoKids-left+1 {
			continue
		}
		for i := range family {
			family[i].n = n + i
		}
		n += len(family)
		out = append(out, family)
	}
	return out, nil
}

func demoHome(family []demoKid) map[string]string {
	first := family[0]
	head := first.cell[7]
	if head == "" {
		head = first.cell[6]
	}
	if head == "" {
		head = "Nguyễn Thị Hợi"
	}
	return map[string]string{"chu-ho": head, "thon": demoHamlet(first), "dia-chi": "Ngõ " + first.cell[9][6:], "dien-thoai": first.cell[12],
		"ho-ngheo": []string{"Không", "Không", "Chưa rõ", "Hộ cận nghèo", "Không", "Hộ nghèo"}[first.n%6]}
}

// demoHamlet is one of the tổ dân phố that demoHamlets made and that still stand.
func demoHamlet(k demoKid) string {
	last := k.cell[10][len(k.cell[10])-1]
	return "Tổ dân phố số " + string('1'+(last-'0')%8)
}

// demoChild writes one child as an officer would, and for some what became of them.
func (a *App) demoChild(ctx context.Context, tx *store.Tx, g *register.Register, unitID, home string, k demoKid, today day.Day) error {
	c, n := k.cell, k.n
	typed := map[string]string{"ho-ten": c[2], "ngay-sinh": c[3], "gioi": c[4], "dan-toc": c[11], "quoc-tich": "Việt Nam", "so-dinh-danh": c[5], "ho": home,
		"me": c[6], "cha": c[7], "dien-thoai": c[12], "thon": demoHamlet(k), "dia-chi": "Ngõ " + c[9][6:], "khai-sinh": "Có", "bao-hiem": "Có", "cu-tru": "Thường trú và đang ở"}
	age := today.Year() - demoYear(c[3])
	switch {
	case age < 5:
		typed["di-hoc"] = "Chưa đến tuổi đi học"
	case age < 6:
		typed["di-hoc"], typed["truong"] = "Đang học", "Trường Mầm non Hoa Sen"
	case age < 11:
		typed["di-hoc"], typed["truong"], typed["lop"] = "Đang học", "Trường Tiểu học Bình Minh", string('1'+byte(age-6))+"A"
	default:
		typed["di-hoc"], typed["truong"] = "Đang học", "Trường THCS Bình Minh"
	}
	for name, value := range demoGaps(n, c[3], today) {
		typed[name] = value
	}
	rec, err := g.Add(ctx, tx, unitID, typed, today)
	if err != nil {
		return err
	}
	switch n {
	case 17:
		_, err = g.Move(ctx, tx, rec, "chuyen-di", rec.Version, map[string]string{"ngay-chuyen": today.Add(-12).String(), "chuyen-den": "Phường Thượng Hồng, tỉnh Hưng Yên"}, today)
	case 41:
		_, err = g.Move(ctx, tx, rec, "mat", rec.Version, map[string]string{"ngay-mat": today.Add(-40).String(), "giay-chung-tu": "Trích lục khai tử số 14 (minh họa)"}, today)
	}
	return err
}

func demoYear(iso string) int {
	d, err := day.ParseISO(iso)
	if err != nil {
		return 0
	}
	return d.Year()
}

// demoGaps are what is otherwise or missing in the record of one child.
func demoGaps(n int, birth string, today day.Day) map[string]string {
	out := map[string]string{}
	if n%5 != 2 {
		out["tham"] = today.Add(-13*n%430 - 3).String()
	}
	switch n {
	case 6, 29:
		out["ngay-sinh"] = birth[:4]
	case 13:
		out["ngay-sinh"], out["thieu-ngay-sinh"] = "", "Trẻ mới đến, gia đình chưa tìm thấy giấy tờ"
	case 21:
		out["ngay-sinh"] = birth[5:7] + "/" + birth[:4]
	case 33, 52:
		out["so-dinh-danh"], out["chua-co-so-vi"], out["khai-sinh"], out["bao-hiem"] = "", "Chưa đăng ký khai sinh", "Không", "Không"
	case 9, 38:
		out["bao-hiem"] = "Không"
	case 26:
		out["bao-hiem"], out["khai-sinh"] = "Chưa rõ", ""
	case 11:
		out["me"], out["cha"], out["giam-ho"], out["giam-ho-la"], out["hoan-canh"] = "", "", "Trần Thị Mận", "bà nội", "Trẻ em mồ côi cả cha và mẹ"
	case 24:
		out["khuyet-tat"], out["hoan-canh"] = "Khuyết tật nặng", "Trẻ em khuyết tật"
	case 36, 47:
		out["nguy-co"] = "Cha mẹ đi làm xa"
	case 44:
		out["cu-tru"], out["dia-chi"] = "Tạm trú", "Khu trọ công nhân"
	case 55:
		out["thon"], out["cu-tru"] = "", "Ở thực tế, chưa đăng ký"
	}
	return out
}
