package day

import "strconv"

// Left says how far a due date lies from today in working days: "còn 3 ngày làm việc (thứ Sáu 15/5)", "quá 2 ngày làm việc
// (thứ Sáu 15/5)". A due date that is not worked says so, for nobody is in the office to hand in on it. Empty for the zero
// Day.
func (c Calendar) Left(today, due Day) string {
	if due.IsZero() {
		return ""
	}
	if due == today {
		return "hôm nay, " + c.Name(today, due)
	}
	return c.LeftShort(today, due) + " (" + c.Name(today, due) + ")"
}

// LeftShort is Left without the date, for rows that show it in a column of its own.
func (c Calendar) LeftShort(today, due Day) string {
	n := c.WorkingDaysBetween(today, due)
	switch {
	case due.IsZero():
		return ""
	case due == today:
		return "hôm nay"
	case n > 0:
		return "còn " + strconv.Itoa(n) + " ngày làm việc"
	case due.After(today) && c.IsWorking(today):
		return "hôm nay là ngày làm việc cuối"
	case due.After(today):
		return "hết ngày làm việc"
	case n == 0:
		return "vừa quá hạn"
	default:
		return "quá " + strconv.Itoa(-n) + " ngày làm việc"
	}
}

// Short is a date for a narrow column: "T6 15/5", "T7 12/7 nghỉ".
func (c Calendar) Short(d Day) string {
	switch {
	case d.IsZero():
		return ""
	case !c.IsWorking(d):
		return d.WeekdayShort() + " " + d.Short() + " nghỉ"
	default:
		return d.WeekdayShort() + " " + d.Short()
	}
}

// Name is a date with its weekday as lists show it: "thứ Sáu 15/5", "thứ Bảy 12/7, ngày nghỉ"; the year stands there only
// when it is not today's.
func (c Calendar) Name(today, d Day) string {
	if d.IsZero() {
		return ""
	}
	s := d.Weekday() + " " + d.Short()
	if d.Year() != today.Year() {
		s += "/" + strconv.Itoa(d.Year())
	}
	if !c.IsWorking(d) {
		s += ", ngày nghỉ"
	}
	return s
}

// Note is what a page that counts working days of a year has to say about its calendar; empty when every day of the year
// has been compared with the official notice.
func (c Calendar) Note(year int) string {
	y := strconv.Itoa(year)
	switch {
	case !c.Known(year):
		return "Chưa có lịch nghỉ năm " + y + ": ngày làm việc mới trừ thứ Bảy và Chủ nhật."
	case !c.Verified(year):
		return "Lịch nghỉ năm " + y + " chưa đối chiếu với thông báo chính thức."
	default:
		return ""
	}
}

// ConfidenceWords says how far one day of the calendar can be trusted.
func (s Special) ConfidenceWords() string {
	if s.Verified {
		return "đã đối chiếu"
	}
	return "chưa đối chiếu"
}

// KindWords says what the day is: "nghỉ" or "đi làm bù".
func (s Special) KindWords() string {
	if s.Work {
		return "đi làm bù"
	}
	return "nghỉ"
}
