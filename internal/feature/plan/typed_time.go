package plan

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

var (
	serialDay = regexp.MustCompile(`^(\d{5})(?:[.,]0+)?$`)
	shortDay  = regexp.MustCompile(`^(\d{1,2})\s*[/\-.]\s*(\d{1,2})$`)
)

// The days that a serial number of Excel may mean; other numbers of five digits are slips.
var (
	serialZero  = day.Must(1899, 12, 30)
	serialFirst = day.Must(2000, 1, 1)
	serialLast  = day.Must(2099, 12, 31)
)

// typedDay reads a date as people type or paste it: what day.Parse reads, 5/6 of the given year, and the serial number that
// a cell of Excel holds.
func typedDay(s string, year int) (day.Day, error) {
	s = strings.TrimSpace(s)
	if m := serialDay.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		if d := serialZero.Add(n); !d.Before(serialFirst) && !d.After(serialLast) {
			return d, nil
		}
	}
	if m := shortDay.FindStringSubmatch(s); m != nil {
		s = m[1] + "/" + m[2] + "/" + strconv.Itoa(year)
	}
	return day.Parse(s)
}

// typedTime reads a time as it is typed into a column of due dates: a date, a kind of time ("thường xuyên"), or words that a
// plan would use ("trước ngày 20/7", "quý III").
func typedTime(s string, year int) (planread.When, error) {
	if utf8.RuneCountInString(s) > maxTime {
		return planread.When{}, errs.Newf(errs.Invalid, "Thời gian dài nhất %d ký tự; ghi phần còn lại vào tên việc", maxTime)
	}
	d, err := typedDay(s, year)
	switch {
	case err == nil && d.IsZero():
		return planread.When{Kind: planread.WhenNone}, nil
	case err == nil:
		return planread.When{Kind: planread.WhenDue, Due: d}, nil
	case strings.Trim(s, "0123456789/-.,() ") == "":
		return planread.When{}, err
	}
	for _, o := range whenOptions {
		if vi.Fold(o.Text) == vi.Fold(s) && o.Value != string(planread.WhenDue) && o.Value != string(planread.WhenWindow) {
			return planread.When{Kind: planread.WhenKind(o.Value)}, nil
		}
	}
	if w := planread.ReadWhen(s, year); w.Kind != planread.WhenUnknown && w.Kind != planread.WhenNone {
		return w, nil
	}
	return planread.When{}, errs.New(errs.Invalid, "Chưa hiểu thời gian. Ghi ngày như 05/06/2026, hoặc “trước ngày 20/7”, “quý III”, “thường xuyên”")
}

// maxTime is how long the words of a time may be.
const maxTime = 200

// byDates reports whether a kind of time is nothing but its dates.
func byDates(k planread.WhenKind) bool {
	switch k {
	case planread.WhenNone, planread.WhenUnknown, planread.WhenDue, planread.WhenWindow, planread.WhenFrom:
		return true
	}
	return false
}

// setTime puts a time into the form of a task. A date given to a recurring task is its next one; a task that was continuous
// becomes one with a due date.
func (f *taskForm) setTime(w planread.When) {
	kind := planread.WhenKind(f.Kind)
	switch w.Kind {
	case planread.WhenDue:
		f.Due = w.Last().String()
		if byDates(kind) || kind == planread.WhenContinuous {
			f.Kind = string(planread.WhenDue)
		}
	case planread.WhenWindow:
		f.Starts, f.Due, f.Kind = w.From.String(), w.To.String(), string(w.Kind)
	case planread.WhenFrom:
		f.Starts, f.Due, f.Kind = w.From.String(), "", string(w.Kind)
	case planread.WhenContinuous:
		f.Starts, f.Due, f.Kind = "", "", string(w.Kind)
	default:
		f.Due, f.Kind = "", string(w.Kind)
	}
	if len(w.Peaks) > 0 {
		f.Peaks = Peaks(w.Peaks).Words()
	}
}

// timeCell is the time of a task in one cell: its due date, else the kind of time in words when that is more than dates.
func (f taskForm) timeCell() string {
	if f.Due == "" && !byDates(planread.WhenKind(f.Kind)) {
		return whenWords(f.Kind)
	}
	return f.Due
}
