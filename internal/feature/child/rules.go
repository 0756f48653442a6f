package child

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
)

// follow works out what the answers say: the order of names, the last day under sixteen, whether the record stands open, how
// the number stands.
func follow(before register.Record, rec *register.Record, today day.Day) {
	rec.Set("name_key", register.Value{vi.NameKey(rec.Str("name"))})
	last := lastDay(rec.Str("birth"))
	rec.Set("closes_on", register.Value{last})
	switch {
	case last != "" && last < today.ISO() && rec.State == Kept:
		rec.State = Closed
	case rec.State == Closed && last >= today.ISO() && before.Str("birth") != rec.Str("birth"):
		rec.State = Kept // the date of birth was wrong
	}
	followNumber(rec)
	followLines(before, rec, today)
}

// followNumber keeps number, state and reason in step: a number that nobody compared is untried, a child without one has a reason.
func followNumber(rec *register.Record) {
	number, state := rec.Str("person_number"), rec.Str("number_state")
	switch {
	case number == "":
		state = NumberNone
	case state == "" || state == NumberNone:
		state = NumberUntried
	}
	why := rec.Str("number_why")
	switch {
	case number != "":
		why = ""
	case why == "":
		why = unknown
	}
	rec.Set("number_state", register.Value{state})
	rec.Set("number_why", register.Value{why})
}

// check judges a record as a whole.
func check(rec register.Record, m *register.Mistakes) {
	switch {
	case rec.Str("birth") == "" && rec.Str("birth_why") == "":
		m.At("birth", "Ghi ngày sinh; chưa rõ thì ghi vì sao chưa rõ ở mục bên dưới. Chỉ nhớ tháng hay năm cũng được")
	case rec.ID == "" && rec.State == Closed:
		m.At("birth", "Đã đủ 16 tuổi. Sổ này ghi trẻ em, là người dưới 16 tuổi (Luật Trẻ em 2016, Điều 1)")
	}
	if born := rec.Str("birth"); born != "" {
		for _, c := range []string{"died_on", "left_on", "birth_cert_on"} {
			if on := rec.Str(c); on != "" && on < born[:min(len(born), len(on))] {
				m.At(c, "Ngày này phải từ ngày sinh trở đi")
			}
		}
	}
	checkLines(rec, m)
	switch name := rec.Str("name"); {
	case name == "":
	case strings.Trim(name, "0123456789 ") == "":
		m.At("name", "Họ và tên phải có chữ")
	case strings.ContainsAny(name, "=<>{}[]|\\@#"):
		m.At("name", "Đây không phải họ tên: có dấu “%s”. Gõ lại họ tên của trẻ", name[strings.IndexAny(name, "=<>{}[]|\\@#"):][:1])
	}
}
