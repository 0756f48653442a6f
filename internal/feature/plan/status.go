package plan

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// Status is a task on its two axes, how far it has come and whether it is in time, computed for a date. The letters are
// keys of the state glyphs. Only results, decisions and requests are typed; the rest follows from dates.
type Status string

// The states.
const (
	DoneInTime Status = "Đ"  // hoàn thành đúng hạn
	DoneLate   Status = "M"  // hoàn thành quá hạn
	Unclear    Status = "U"  // chưa giao đủ thông tin
	NotYet     Status = "."  // chưa tới lúc
	Doing      Status = "G"  // trong hạn
	DueSoon    Status = "H"  // trong hạn, đến hạn trong vài ngày
	Overdue    Status = "Q"  // quá hạn
	Claimed    Status = "C"  // chờ xác nhận
	Asking     Status = "L"  // xin lùi
	OnHold     Status = "II" // tạm dừng
	Elsewhere  Status = "X"  // chuyển cơ quan khác
	NotDone    Status = "KT" // không thực hiện, có quyết định
	Unanswered Status = "?"  // requested of a body that is not commanded; never overdue
)

// SoonDays is how many days ahead work counts as due.
const SoonDays = 7

// StatusAt computes the state on a date. Work that goes on has no due date of its own: it is judged by its check-points, and
// without them it is never late. What is done late stays late: the day of doing decides, not the day of confirming, and a due
// date that was moved after it had passed does not take the lateness back.
func (t Task) StatusAt(today day.Day) Status {
	switch {
	case t.Phase == Cancelled:
		return NotDone
	case t.Phase == Moved:
		return Elsewhere
	case !t.Done.IsZero() && t.Late(today):
		return DoneLate
	case !t.Done.IsZero():
		return DoneInTime
	case t.Phase == Paused:
		return OnHold
	case !t.Claimed.IsZero():
		return Claimed
	case t.Asking:
		return Asking
	case t.Requested:
		return Unanswered
	default:
		return t.openAt(today)
	}
}

// openAt is the state of work that goes on, by its dates.
func (t Task) openAt(today day.Day) Status {
	switch {
	case t.Late(today):
		return Overdue
	case t.Lead == "":
		return Unclear
	case !t.Starts.IsZero() && t.Starts.After(today):
		return NotYet
	case !t.nextDue().IsZero() && t.nextDue().Sub(today) <= SoonDays:
		return DueSoon
	default:
		return Doing
	}
}

// Late is the second axis: done, claimed or still open after the due date. Work that a body was asked for, that has no due
// date, or that was put off or given up, is not late unless it was done late.
func (t Task) Late(today day.Day) bool {
	switch {
	case t.Due.IsZero():
		return t.pointLate(today)
	case !t.Done.IsZero():
		return t.Slipped || t.Done.After(t.Due)
	case t.Requested || t.Phase != "":
		return false
	case !t.Claimed.IsZero():
		return t.Claimed.After(t.Due)
	default:
		return today.After(t.Due)
	}
}

// pointLate reports whether a check-point of work that goes on is overdue.
func (t Task) pointLate(today day.Day) bool {
	return t.Done.IsZero() && !t.Requested && t.Phase == "" && !t.PointDue.IsZero() && today.After(t.PointDue)
}

// nextDue is the day by which something is owed next: the due date, or that of the next check-point.
func (t Task) nextDue() day.Day {
	if t.Due.IsZero() {
		return t.PointDue
	}
	return t.Due
}

// Official is the state in the words of the Government's reports on assigned tasks: both axes in one phrase.
func (t Task) Official(today day.Day) string {
	switch t.StatusAt(today) {
	case DoneInTime:
		return "hoàn thành đúng hạn"
	case DoneLate:
		return "hoàn thành quá hạn"
	case NotDone:
		return "không thực hiện (có quyết định)"
	case Elsewhere:
		return "chuyển cơ quan khác"
	case OnHold:
		return "tạm dừng"
	case Unclear:
		return "chưa giao đủ thông tin"
	case Unanswered:
		return "chưa có phản hồi"
	case Claimed:
		return "chờ xác nhận" + t.timing(today)
	}
	if t.Results == 0 {
		return "chưa thực hiện" + t.timing(today)
	}
	return "đang thực hiện" + t.timing(today)
}

// StateWords are the words beside the glyph: those of the glyph itself for what is done, both axes for the rest.
func (t Task) StateWords(today day.Day) string {
	switch t.StatusAt(today) {
	case DoneInTime, DoneLate:
		return ""
	case Overdue:
		if t.Due.IsZero() {
			return "có mốc quá hạn"
		}
		return t.Official(today)
	case Doing:
		if t.Points > 0 && t.Due.IsZero() {
			return "đúng nhịp"
		}
		return t.Official(today)
	case Asking:
		return "xin lùi hạn, " + t.Official(today)
	default:
		return t.Official(today)
	}
}

func (t Task) timing(today day.Day) string {
	switch {
	case t.Late(today):
		return " (quá hạn)"
	case t.Due.IsZero() || t.Requested:
		return ""
	default:
		return " (trong hạn)"
	}
}

// DueWords says until when, with the working days that are left: "còn 3 ngày làm việc (thứ Sáu 15/5)".
func (t Task) DueWords(c day.Calendar, today day.Day) string {
	switch {
	case t.Phase != "":
		return t.PhaseWords()
	case !t.Done.IsZero():
		return "xong " + t.Done.String()
	case !t.Claimed.IsZero():
		return "báo xong " + t.Claimed.String()
	case t.Due.IsZero() && !t.PointDue.IsZero() && !t.Requested:
		return t.timeWords() + "; mốc tới: " + c.Left(today, t.PointDue)
	case t.Due.IsZero():
		return t.timeWords()
	case t.Requested && t.Due != today:
		return "đề nghị xong " + c.Name(today, t.Due)
	default:
		return c.Left(today, t.Due)
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
