package xlsx

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// epoch is the day before serial number 1.
type epoch bool

const from1904 epoch = true

// format is what matters of a number format.
type format struct {
	layout  string // of time.Format for dates and times, empty for numbers
	percent bool
	digits  int // leading zeros are shown up to this many digits
}

const (
	dateLayout  = "02/01/2006"
	clockLayout = "15:04"
)

// formatOf reads a built-in format by its id, any other by its code.
func formatOf(id int, code string) format {
	switch {
	case code != "":
		return parseFormat(code)
	case id == 9 || id == 10:
		return format{percent: true}
	case id == 17:
		return format{layout: "01/2006"}
	case id == 22:
		return format{layout: dateLayout + " " + clockLayout}
	case id >= 14 && id <= 16, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return format{layout: dateLayout}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return format{layout: clockLayout}
	}
	return format{}
}

var (
	literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`) // what a code shows as it is, and its colours and locales
	zeros   = regexp.MustCompile(`^0{2,15}$`)
)

func parseFormat(code string) format {
	first, _, _ := strings.Cut(code, ";")
	bare := strings.ToLower(literal.ReplaceAllString(first, ""))
	has := func(letters string) bool { return strings.ContainsAny(bare, letters) }
	switch {
	case zeros.MatchString(bare):
		return format{digits: len(bare)}
	case strings.Contains(bare, "general"), !has("ymdhs"):
		return format{percent: strings.Contains(bare, "%")}
	case has("d") && has("h"), has("y") && has("h"):
		return format{layout: dateLayout + " " + clockLayout}
	case has("d"):
		return format{layout: dateLayout}
	case has("y") && has("m"):
		return format{layout: "01/2006"}
	case has("y"):
		return format{layout: "2006"}
	case has("hs"):
		return format{layout: clockLayout}
	}
	return format{layout: dateLayout} // a month alone shows less than is known
}

// show writes a number as a person reads it; what is no number comes back as it is.
func (f format) show(value string, from epoch, dates string) string {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || len(value) > 40 {
		return tidy(value)
	}
	if f.layout != "" && n >= 0 && n < 2_958_466 { // up to the year 9999
		return f.showTime(n, from, dates)
	}
	if f.percent {
		n *= 100
	}
	n = asExcel(n)
	out := strings.Replace(strconv.FormatFloat(n, 'f', -1, 64), ".", ",", 1)
	if missing := f.digits - len(out); missing > 0 && n >= 0 {
		out = strings.Repeat("0", missing) + out
	}
	if f.percent {
		out += "%"
	}
	return out
}

// asExcel keeps the 15 digits that Excel shows: 0.1+0.2 is stored as 0.30000000000000004.
func asExcel(n float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return n
	}
	return rounded
}

// showTime writes a serial number of days. Excel's calendar of 1900 has a 29 February that never was.
func (f format) showTime(n float64, from epoch, dates string) string {
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from == from1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n >= 1 && n < 60:
		start = start.AddDate(0, 0, 1)
	}
	days := int(n)
	seconds := int((n-float64(days))*86_400 + 0.5)
	t := start.AddDate(0, 0, days).Add(time.Duration(seconds) * time.Second)
	layout := f.layout
	if n < 1 && layout != clockLayout && from != from1904 {
		layout = clockLayout
	}
	if layout == dateLayout+" "+clockLayout && seconds == 0 {
		layout = dateLayout
	}
	if layout == dateLayout {
		layout = dates
	}
	return t.Format(layout)
}

// isoDate writes a cell that holds a date as text, "2018-06-05T00:00:00".
func isoDate(value, dates string) string {
	date, clock, _ := strings.Cut(value, "T")
	d, err := day.ParseISO(date)
	if err != nil {
		return tidy(value)
	}
	if len(clock) >= 5 && clock[:5] != "00:00" {
		return d.String() + " " + clock[:5]
	}
	if dates != dateLayout {
		return d.ISO()
	}
	return d.String()
}
