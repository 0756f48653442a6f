package child

import (
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
)

// due is something that a child should have by law and has not, with what to do next.
type due struct {
	Text, Why, Source string
	Step              string // key of the move, or "sua", that writes down that it was done
	Verb              string
}

// dues are what the child has not received, by age, circumstances and answers; what nobody asked is due to be asked. A child who
// left the register has none.
func dues(rec register.Record, today day.Day) (out []due) {
	if rec.State != Kept {
		return nil
	}
	_, last, known := born(rec.Str("birth"))
	age := -1
	if known {
		age = years(last, today)
	}
	add := func(d due) { out = append(out, d) }
	switch rec.Str("birth_cert") {
	case no:
		add(due{"Đăng ký khai sinh", "Hồ sơ ghi chưa đăng ký", "Luật Trẻ em 2016, Điều 13", "sua", "Ghi đã khai sinh"})
	case "", unknown:
		add(due{"Hỏi giấy khai sinh", "Chưa rõ đã đăng ký khai sinh", "Luật Trẻ em 2016, Điều 13", "sua", "Ghi câu trả lời"})
	}
	if rec.Str("number_state") == NumberNone && rec.Str("birth_cert") == yes {
		add(due{"Số định danh cá nhân", "Đã khai sinh mà hồ sơ chưa có số", "Luật Căn cước 2023", "sua", "Ghi số"})
	}
	if rec.Str("insurance") == no {
		why := "Hồ sơ ghi chưa có thẻ"
		if age >= 0 && age < 6 {
			why = "Dưới 6 tuổi được cấp thẻ"
		}
		add(due{"Thẻ bảo hiểm y tế", why, "NĐ 56/2017/NĐ-CP, Điều 18", "sua", "Ghi số thẻ"})
	}
	if s := rec.Str("schooling"); age >= 5 && (s == "khong-hoc" || s == "bo-hoc" || s == "chua-den-tuoi" && age >= 6) {
		add(due{"Đi học", "Đủ " + Age(rec.Str("birth"), today) + " mà hồ sơ ghi không học", "Luật Trẻ em 2016, Điều 16", "hoc-tap", "Ghi năm học"})
	}
	if marked := rec.Str("circumstances") != ""; marked && !supported(rec, "CS_TGXH") {
		add(due{"Trợ giúp xã hội", "Có hoàn cảnh đặc biệt, chưa ghi lần trợ giúp nào", "NĐ 56/2017/NĐ-CP, Điều 19", "ho-tro", "Ghi hỗ trợ"})
	}
	return out
}

func supported(rec register.Record, kind string) bool {
	return slices.ContainsFunc(rec.Lines(supports), func(l register.Record) bool { return l.Str("kind") == kind })
}
