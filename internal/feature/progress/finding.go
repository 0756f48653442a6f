package progress

import (
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// lead is the finding of the whole page, by rule.
func (v view) lead() string {
	f := v.All
	if f.Given == 0 {
		return ""
	}
	s := passed(v.Year, v.Today)
	switch {
	case f.Due == 0:
		return s + " Chưa có mốc nào đến hạn trong " + vi.Int(f.Given) + " mốc của năm."
	case f.InTime+f.Late == f.Due:
		s += " Cả " + vi.Int(f.Due) + " mốc đến hạn đã xong"
	default:
		s += " " + vi.Int(f.InTime+f.Late) + " trên " + vi.Int(f.Due) + " mốc đến hạn đã xong"
	}
	late := v.late()
	switch {
	case f.Overdue == 0:
		return s + "; không có mốc nào quá hạn."
	case len(late) == 1:
		return s + "; " + vi.Int(f.Overdue) + " mốc quá hạn, đều ở " + late[0].Label() + "."
	default:
		return s + "; " + vi.Int(f.Overdue) + " mốc quá hạn nằm ở " + vi.Int(len(late)) + " đơn vị."
	}
}

// passed says how far the year has come.
func passed(year int, today day.Day) string {
	switch {
	case today.Year() < year:
		return "Năm " + strconv.Itoa(year) + " chưa bắt đầu."
	case today.Year() > year:
		return "Năm " + strconv.Itoa(year) + " đã hết."
	}
	return "Đã qua " + strconv.Itoa(today.Sub(day.Must(year, 1, 1))+1) + " ngày."
}

var small = [...]string{"Không", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười"}

func inWords(n int) string {
	if n < len(small) {
		return small[n]
	}
	return vi.Int(n)
}

// often is how many times late in a strip's weeks is "again and again".
const often = 2

// stripFinding says who is late again and again, by the squares that are drawn.
func stripFinding(bodies []Body) string {
	var again, once []Body
	for _, b := range bodies {
		n := 0
		for _, key := range b.Weeks {
			if key == "Q" || key == "M" {
				n++
			}
		}
		switch {
		case b.Requested || n == 0:
		case n >= often:
			again = append(again, b)
		default:
			once = append(once, b)
		}
	}
	switch {
	case len(again) == 1:
		return again[0].Label() + " muộn nhiều lần"
	case len(again) > 1:
		return inWords(len(again)) + " đơn vị muộn nhiều lần"
	case len(once) == 1:
		return once[0].Label() + " có một tuần muộn"
	case len(once) > 1:
		return inWords(len(once)) + " đơn vị có một tuần muộn, không đơn vị nào muộn nhiều lần"
	}
	return "Không đơn vị nào muộn trong 12 tuần"
}

// nameLetters is how much of a name a finding takes.
const nameLetters = 48

// bandFinding says which rows of the band are behind and since when.
func bandFinding(rows []Part) string {
	var names []string
	first := 12
	for _, r := range rows {
		behind := false
		for m, key := range r.Months {
			if key == "Q" {
				behind, first = true, min(first, m)
			}
		}
		if behind {
			names = append(names, vi.Cut(r.Name, nameLetters))
		}
	}
	since := " chậm từ tháng " + strconv.Itoa(first+1)
	switch len(names) {
	case 0:
		return "Không mục nào có mốc quá hạn"
	case 1, 2:
		return strings.Join(names, " và ") + since
	}
	return inWords(len(names)) + " mục" + since
}

// treeFinding says in which part of the plan most of the overdue work lies, by the finest rows that are shown. No part stands out
// when two have as much.
func treeFinding(rows []Part) string {
	var top Part
	second := 0
	for _, r := range leaves(rows) {
		if r.Overdue > top.Overdue {
			top, second = r, top.Overdue
		} else {
			second = max(second, r.Overdue)
		}
	}
	if top.Overdue == second {
		return "Theo mục của kế hoạch"
	}
	return "Quá hạn nhiều nhất: " + vi.Cut(top.Name, nameLetters)
}
