package planread

import "github.com/mangnon/mangnon/internal/kernel/day"

// WhenKind is the sort of a time.
type WhenKind string

// The kinds of times (plan_grammar section 4).
const (
	WhenNone        WhenKind = "none"          // the plan gives no time
	WhenContinuous  WhenKind = "continuous"    // thường xuyên
	WhenWindow      WhenKind = "range"         // quý IV, từ ngày … đến ngày …
	WhenDue         WhenKind = "deadline"      // trước ngày, hoàn thành trong
	WhenRecurring   WhenKind = "recurring"     // hằng năm, hằng tháng
	WhenFrom        WhenKind = "from"          // năm 2025 và các năm tiếp theo
	WhenEvent       WhenKind = "event"         // theo các vụ việc
	WhenAfterEvent  WhenKind = "after_event"   // sau khi có …
	WhenByOtherPlan WhenKind = "by_other_plan" // theo kế hoạch riêng
	WhenUnknown     WhenKind = "unknown"       // something stands there and cannot be read: ask
)

// Range is a run of days, both included; a zero end is open.
type Range struct{ From, To day.Day }

// When is a time in normal form. Dates are always inclusive: "trước ngày 16/5" has Due 16/5 and Exclusive, and Last() is 15/5.
type When struct {
	Kind         WhenKind
	From, To     day.Day // for continuous, range, from
	Due          day.Day // for deadline
	Exclusive    bool    // "trước ngày": the day itself is too late
	Rule         string  // RFC 5545 RRULE for recurring
	Condition    string  // words of the event or the other plan
	Peaks        []Range // cao điểm
	Tentative    bool    // dự kiến
	Aspirational bool    // phấn đấu
	Raw          string  // as written; empty when the plan gives no time
	Line         int
}

// Last is the last day on which the work is still in time, zero when the time gives none.
func (w When) Last() day.Day {
	switch w.Kind {
	case WhenDue:
		if w.Exclusive && !w.Due.IsZero() {
			return w.Due.Add(-1)
		}
		return w.Due
	case WhenWindow, WhenContinuous:
		return w.To
	default:
		return day.Day{}
	}
}
