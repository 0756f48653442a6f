package day

import "time"

// LunarDate is a date of the Vietnamese lunar calendar (âm lịch).
type LunarDate struct {
	Year, Month, Date int
	Leap              bool // the month is the second of that number in its year (tháng nhuận)
}

// The formulas are good for the lunar years from firstLunar to lastLunar.
const firstLunar, lastLunar = 1900, 2199

// Tet is the first day of the lunar year that begins in a year, HungKings the day of remembrance of the Hùng kings (10/3),
// MidAutumn the full moon of the eighth month (15/8). They are computed for Vietnam's time (UTC+7), which is the calendar in
// use since 1968; a calendar for UTC+8 differs in single years, as in 2030. Outside the years 1900 to 2199 the zero Day.
func Tet(year int) Day       { return lunarFeast(year, 1, 1) }
func HungKings(year int) Day { return lunarFeast(year, 3, 10) }
func MidAutumn(year int) Day { return lunarFeast(year, 8, 15) }

func lunarFeast(year, month, date int) Day {
	d, _ := FromLunar(LunarDate{Year: year, Month: month, Date: date})
	return d
}

// FromLunar is the common date of a lunar one; ok is false when there is no such date: a 30th of a short month, a leap month
// in a year without it, or a year outside 1900 to 2199.
func FromLunar(l LunarDate) (d Day, ok bool) {
	if l.Year < firstLunar || l.Year > lastLunar || l.Month < 1 || l.Month > 12 || l.Date < 1 || l.Date > 30 {
		return Day{}, false
	}
	// The months are counted from the eleventh, which holds the winter solstice.
	solstice := l.Year - 1
	if l.Month >= 11 {
		solstice = l.Year
	}
	y := lunarYearAt(solstice)
	offset := (l.Month + 1) % 12
	switch {
	case l.Leap && (y.leap == 0 || y.leap != offset+1):
		return Day{}, false
	case l.Leap || y.leap > 0 && offset >= y.leap:
		offset++
	}
	first := newMoon(y.moon + offset)
	if first+l.Date-1 >= newMoon(y.moon+offset+1) {
		return Day{}, false
	}
	return fromJulian(first + l.Date - 1), true
}

// Lunar is the date in the lunar calendar, for dates of the years 1900 to 2199.
func (d Day) Lunar() LunarDate {
	number := d.julian()
	y := lunarYearAt(d.Year())
	if newMoon(y.moon) > number {
		y = lunarYearAt(d.Year() - 1)
	}
	offset := 0
	for newMoon(y.moon+offset+1) <= number {
		offset++
	}
	l := LunarDate{Year: y.solstice, Date: number - newMoon(y.moon+offset) + 1}
	if y.leap > 0 && offset >= y.leap {
		l.Leap = offset == y.leap
		offset--
	}
	l.Month = (offset+10)%12 + 1
	if l.Month < 11 {
		l.Year++
	}
	return l
}

// lunarYear is the run of months from one eleventh month to the next.
type lunarYear struct {
	solstice int // the common year of the winter solstice with which it begins
	moon     int // number of the new moon that opens its eleventh month
	leap     int // place of the leap month counted from there, 0 when there is none
}

func lunarYearAt(solstice int) lunarYear {
	y := lunarYear{solstice: solstice, moon: eleventhMoon(solstice)}
	if eleventhMoon(solstice+1)-y.moon == 13 {
		y.leap = leapOffset(y.moon)
	}
	return y
}

// leapOffset finds, among thirteen months, the first during which the sun enters no new twelfth of its path (trung khí).
func leapOffset(moon int) int {
	sector := sunSector(newMoon(moon + 1))
	for i := 1; i <= 13; i++ {
		next := sunSector(newMoon(moon + i + 1))
		if next == sector {
			return i
		}
		sector = next
	}
	return 0
}

// eleventhMoon numbers the new moon that opens the month of the winter solstice of a year.
func eleventhMoon(year int) int {
	end := Day{time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)}.julian()
	moon := int(float64(end-firstMoonDay) / synodicMonth)
	if sunSector(newMoon(moon)) >= 9 {
		moon--
	}
	return moon
}
