package plan

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// Status is a task on its two axes, done or not and in time or late, computed for a date. The letters are those of the
// state glyphs.
type Status string

// The states.
const (
	DoneInTime Status = "Đ"
	DoneLate   Status = "M"
	Overdue    Status = "Q"
	DueSoon    Status = "H"
	Doing      Status = "G"
	NotYet     Status = "."
	Unanswered Status = "?" // requested of a body that is not commanded; never overdue
)

// SoonDays is how many days ahead work counts as due.
const SoonDays = 7

// StatusAt computes the state on a date. Continuous work has no due date of its own and is never late.
func (t Task) StatusAt(today day.Day) Status {
	switch {
	case !t.Done.IsZero() && !t.Due.IsZero() && t.Done.After(t.Due):
		return DoneLate
	case !t.Done.IsZero():
		return DoneInTime
	case t.Requested:
		return Unanswered
	case !t.Starts.IsZero() && t.Starts.After(today):
		return NotYet
	case t.Due.IsZero():
		return Doing
	case t.Due.Before(today):
		return Overdue
	case t.Due.Sub(today) <= SoonDays:
		return DueSoon
	default:
		return Doing
	}
}

// DueWords says until when, with the days that are left: "còn 3 ngày (thứ Sáu 15/05/2026)".
func (t Task) DueWords(today day.Day) string {
	date := t.Due.Weekday() + " " + t.Due.String()
	switch {
	case !t.Done.IsZero():
		return "xong " + t.Done.String()
	case t.Due.IsZero():
		return t.timeWords()
	case t.Due == today:
		return "hôm nay, " + date
	case t.Requested:
		return "đề nghị xong " + date
	case t.Due.Before(today):
		return "quá " + strconv.Itoa(today.Sub(t.Due)) + " ngày (" + date + ")"
	default:
		return "còn " + strconv.Itoa(t.Due.Sub(today)) + " ngày (" + date + ")"
	}
}

// timeWords says the time of work that has no due date.
func (t Task) timeWords() string {
	switch {
	case t.WhenKind == planread.WhenContinuous && len(t.Peaks) > 0:
		return "thường xuyên, cao điểm " + t.Peaks.Words()
	case t.WhenKind == planread.WhenContinuous:
		return "thường xuyên"
	default:
		return lowerFirst(t.WhenRaw)
	}
}

// TimeWords is the time as a card and the assignment table show it; empty means that the plan gives none.
func (t Task) TimeWords() string {
	switch {
	case t.WhenKind == planread.WhenContinuous:
		return vi.Sentence(t.timeWords())
	case !t.Starts.IsZero() && !t.Due.IsZero():
		return "Từ " + t.Starts.String() + " đến " + t.Due.String()
	case !t.Due.IsZero():
		return "Đến hết " + t.Due.Weekday() + " " + t.Due.String()
	case !t.Starts.IsZero():
		return "Từ " + t.Starts.String()
	default:
		return t.WhenRaw
	}
}
