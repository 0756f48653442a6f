package plan

import (
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
)

// ParsePeaks reads what Words writes and what people type: "1/5 đến 30/6, 25/9", "tháng 5, tháng 9". Days without a year
// lie in the year of the plan.
func ParsePeaks(text string, year int) (Peaks, error) {
	var out Peaks
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		part = strings.Join(strings.Fields(part), " ")
		if part == "" {
			continue
		}
		r, ok := peak(part, year)
		if !ok {
			return nil, errs.Newf(errs.Invalid, "Chưa hiểu cao điểm “%s”. Ghi như “1/5 đến 30/6, 25/9” hoặc “tháng 5”", part)
		}
		if r.To.Before(r.From) {
			return nil, errs.Newf(errs.Invalid, "Cao điểm “%s” kết thúc trước khi bắt đầu", part)
		}
		out = append(out, r)
	}
	return out, nil
}

func peak(part string, year int) (planread.Range, bool) {
	if n, ok := strings.CutPrefix(strings.ToLower(part), "tháng "); ok {
		month, err := strconv.Atoi(n)
		first, real := day.Of(year, month, 1)
		if err != nil || !real {
			return planread.Range{}, false
		}
		next, ok := day.Of(year, month+1, 1)
		if !ok {
			next = day.Must(year+1, 1, 1)
		}
		return planread.Range{From: first, To: next.Add(-1)}, true
	}
	from, to, two := strings.Cut(part, "đến")
	if !two {
		from, to, two = strings.Cut(part, "-")
	}
	f, ok := dayInYear(from, year)
	if !ok || !two {
		return planread.Range{From: f, To: f}, ok
	}
	t, ok := dayInYear(to, year)
	return planread.Range{From: f, To: t}, ok
}

func dayInYear(s string, year int) (day.Day, bool) {
	if s = strings.TrimSpace(s); strings.Count(s, "/") == 1 {
		s += "/" + strconv.Itoa(year)
	}
	d, err := day.Parse(s)
	return d, err == nil && !d.IsZero()
}
