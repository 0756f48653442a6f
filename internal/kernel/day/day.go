// Package day holds dates without a clock, as plans and laws use them, and the one time zone of the program.
package day

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"time"

	_ "time/tzdata" // the zone must be there on a bare Windows or a minimal Linux
)

// Zone is Vietnam's time; clocks, due dates and printed times all use it, whatever the machine says.
var Zone = mustZone("Asia/Ho_Chi_Minh")

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic("day: embedded time zone data: " + err.Error())
	}
	return z
}

// Day is a calendar date. The zero Day means "not known"; in the database it is the empty string, otherwise YYYY-MM-DD,
// which sorts and compares the same way in both engines.
type Day struct{ t time.Time }

// Of makes a Day; ok is false when there is no such date (31/02) and for the first day of year 1, which stands for "not
// known".
func Of(year, month, date int) (d Day, ok bool) {
	t := time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != date || year < 1 || year > 9999 || t.IsZero() {
		return Day{}, false
	}
	return Day{t}, true
}

// Must is Of for dates that stand in the code.
func Must(year, month, date int) Day {
	d, ok := Of(year, month, date)
	if !ok {
		panic(fmt.Sprintf("day: no such date %d-%d-%d", year, month, date))
	}
	return d
}

// At is the date in Vietnam at an instant.
func At(t time.Time) Day {
	y, m, d := t.In(Zone).Date()
	return Day{time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// ParseISO reads YYYY-MM-DD; the empty string is the zero Day.
func ParseISO(s string) (Day, error) {
	if s == "" {
		return Day{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("day: %q is not YYYY-MM-DD", s)
	}
	y, m, dd := t.Date()
	d, ok := Of(y, int(m), dd)
	if !ok {
		return Day{}, fmt.Errorf("day: %q is out of range", s)
	}
	return d, nil
}

// IsZero reports whether the date is not known.
func (d Day) IsZero() bool { return d.t.IsZero() }

// ISO is YYYY-MM-DD, empty for the zero Day.
func (d Day) ISO() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// String is dd/mm/yyyy, empty for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format("02/01/2006")
}

// Short is d/m for rows whose year is plain from the page.
func (d Day) Short() string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.t.Day()) + "/" + strconv.Itoa(int(d.t.Month()))
}

// Official is the date as an official document writes it (NĐ 30/2020, Phụ lục I, II.4.b): days under 10 and the months 1
// and 2 get a zero.
func (d Day) Official() string {
	if d.IsZero() {
		return "ngày … tháng … năm …"
	}
	month := strconv.Itoa(d.Month())
	if d.Month() < 3 {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", d.t.Day(), month, d.Year())
}

var weekdays = [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}
var weekdaysShort = [...]string{"CN", "T2", "T3", "T4", "T5", "T6", "T7"}

// Weekday is the day's name in a sentence: "thứ Sáu"; empty for the zero Day.
func (d Day) Weekday() string {
	if d.IsZero() {
		return ""
	}
	return weekdays[d.t.Weekday()]
}

// WeekdayShort is the day's name in a row: "T6"; empty for the zero Day.
func (d Day) WeekdayShort() string {
	if d.IsZero() {
		return ""
	}
	return weekdaysShort[d.t.Weekday()]
}

// IsWeekend reports whether the day is a Saturday or a Sunday.
func (d Day) IsWeekend() bool {
	w := d.t.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// Year, Month and Date are the parts of the date.
func (d Day) Year() int  { return d.t.Year() }
func (d Day) Month() int { return int(d.t.Month()) }
func (d Day) Date() int  { return d.t.Day() }

// Add is the date n days later, earlier when n is negative.
func (d Day) Add(n int) Day { return Day{d.t.AddDate(0, 0, n)} }

// FirstOfMonth and LastOfMonth are the ends of the month of a known date.
func (d Day) FirstOfMonth() Day { return d.Add(1 - d.t.Day()) }
func (d Day) LastOfMonth() Day  { return Day{d.FirstOfMonth().t.AddDate(0, 1, -1)} }

// Sub is how many days d lies after other.
func (d Day) Sub(other Day) int { return int((d.t.Unix() - other.t.Unix()) / (24 * 60 * 60)) }

// Before and After compare two known dates.
func (d Day) Before(other Day) bool { return d.t.Before(other.t) }
func (d Day) After(other Day) bool  { return d.t.After(other.t) }

// Compare is -1, 0 or +1 for slices.SortFunc; the zero Day comes first.
func (d Day) Compare(other Day) int { return d.t.Compare(other.t) }

// Start is the first instant of the day in Vietnam.
func (d Day) Start() time.Time {
	y, m, dd := d.t.Date()
	return time.Date(y, m, dd, 0, 0, 0, 0, Zone)
}

// Value stores the date as text.
func (d Day) Value() (driver.Value, error) { return d.ISO(), nil }

// Scan reads what Value stored.
func (d *Day) Scan(src any) error {
	var s string
	switch v := src.(type) {
	case nil:
	case string:
		s = v
	case []byte:
		s = string(v)
	default:
		return fmt.Errorf("day: cannot read %T", src)
	}
	parsed, err := ParseISO(s)
	*d = parsed
	return err
}

// MarshalText and UnmarshalText use YYYY-MM-DD.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.ISO()), nil }
func (d *Day) UnmarshalText(b []byte) error {
	parsed, err := ParseISO(string(b))
	*d = parsed
	return err
}
