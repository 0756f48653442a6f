package rhythm

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Every says what sets the beat of a rule.
type Every string

// The beats.
const (
	Month   Every = "month"
	Quarter Every = "quarter"
	Half    Every = "half"
	Year    Every = "year"
	Peak    Every = "peak"  // each peak of the year (cao điểm)
	Event   Every = "event" // each event that the office notes
)

// Rule is one beat and the due date of its points. The zero Rule makes no points.
type Rule struct {
	Every   Every
	Date    int  // 1 to 31: due on this date of the period's last month, on its last day when the month is shorter
	Days    int  // otherwise due so many days after the end of the period, peak or event; negative: before the peak begins
	Working bool // Days are working days
}

// Rhythm is all the rules of a task. None means that the task has no check-points.
type Rhythm []Rule

// most is the largest number of days that a rule may count.
const most = 180

// Check tells what is wrong with a rule in words for the person who typed it.
func (r Rule) Check() error {
	periodic := slices.Contains([]Every{Month, Quarter, Half, Year}, r.Every)
	switch {
	case !periodic && r.Every != Peak && r.Every != Event:
		return errs.New(errs.Invalid, "Chọn một nhịp: hằng tháng, hằng quý, 6 tháng, hằng năm, theo cao điểm hoặc theo sự kiện")
	case r.Date != 0 && !periodic:
		return errs.New(errs.Invalid, "Ngày cố định chỉ dùng cho nhịp tháng, quý, 6 tháng hoặc năm")
	case r.Date < 0 || r.Date > 31:
		return errs.New(errs.Invalid, "Ngày trong tháng từ 1 đến 31")
	case r.Date != 0 && (r.Days != 0 || r.Working):
		return errs.New(errs.Invalid, "Chọn ngày cố định hoặc số ngày sau kỳ, không chọn cả hai")
	case r.Days < 0 && r.Every != Peak:
		return errs.New(errs.Invalid, "Chỉ cao điểm mới kiểm tra trước; các nhịp khác ghi số ngày từ 0 trở lên")
	case r.Days > most || r.Days < -most:
		return errs.Newf(errs.Invalid, "Số ngày tối đa là %d", most)
	case r.Working && r.Days == 0:
		return errs.New(errs.Invalid, "Ghi số ngày làm việc từ 1 trở lên")
	}
	return nil
}

// String is the rule as it is stored: "quarter", "month@25", "half+5w", "peak-5w", "event+15d".
func (r Rule) String() string {
	switch {
	case r.Date != 0:
		return string(r.Every) + "@" + strconv.Itoa(r.Date)
	case r.Days == 0:
		return string(r.Every)
	}
	unit := "d"
	if r.Working {
		unit = "w"
	}
	sign := ""
	if r.Days > 0 {
		sign = "+"
	}
	return string(r.Every) + sign + strconv.Itoa(r.Days) + unit
}

// String is the rhythm as it is stored; empty for none.
func (r Rhythm) String() string {
	parts := make([]string, len(r))
	for i, rule := range r {
		parts[i] = rule.String()
	}
	return strings.Join(parts, ";")
}

// Parse reads what String wrote. The error is an *errs.Error with words to show.
func Parse(s string) (Rhythm, error) {
	var out Rhythm
	for part := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == ';' }) {
		r, ok := parseRule(part)
		if !ok {
			return nil, errs.New(errs.Invalid, "Không đọc được nhịp kiểm tra đã gửi. Tải lại trang rồi chọn lại")
		}
		if err := r.Check(); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func parseRule(s string) (Rule, bool) {
	i := strings.IndexAny(s, "@+-")
	if i < 0 {
		return Rule{Every: Every(s)}, true
	}
	r, rest := Rule{Every: Every(s[:i])}, s[i:]
	if date, ok := strings.CutPrefix(rest, "@"); ok {
		n, err := strconv.Atoi(date)
		r.Date = n
		return r, err == nil && n > 0
	}
	unit := rest[len(rest)-1]
	n, err := strconv.Atoi(rest[:len(rest)-1])
	r.Days, r.Working = n, unit == 'w'
	return r, err == nil && n != 0 && (unit == 'w' || unit == 'd')
}
