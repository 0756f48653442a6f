package ui

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// The stem is twelve joints in a row, each with the gap in which the knot stands.
const (
	jointWidth = 56.0
	jointGap   = 6.0
)

// joint is one month of the stem.
type joint struct {
	month  int
	x      float64
	past   float64 // width of the part that is over
	isPast bool
	isNow  bool
}

func (j joint) width() float64 { return jointWidth - jointGap }

// joints are the twelve months as they stand on a day; a year that is not known has no past.
func joints(today day.Day) []joint {
	list := make([]joint, 12)
	for i := range list {
		j := joint{month: i + 1, x: float64(i) * jointWidth}
		switch {
		case today.IsZero():
		case j.month < today.Month():
			j.isPast, j.past = true, j.width()
		case j.month == today.Month():
			j.isNow, j.past = true, j.width()*share(today)
		}
		list[i] = j
	}
	return list
}

// share is how much of its month is over at the start of a day.
func share(d day.Day) float64 {
	first := day.Must(d.Year(), d.Month(), 1)
	next := first.Add(31)
	days := day.Must(next.Year(), next.Month(), 1).Sub(first)
	return float64(d.Date()-1) / float64(days)
}

// shootX is where today lies on the stem.
func shootX(today day.Day) float64 {
	for _, j := range joints(today) {
		if j.isNow {
			return j.x + j.past
		}
	}
	return 0
}

// px writes a length for an SVG attribute.
func px(f float64) string { return strconv.FormatFloat(f, 'f', -1, 32) }

func stemTitle(today day.Day) string {
	if today.IsZero() {
		return "Mười hai tháng của năm"
	}
	return "Năm " + strconv.Itoa(today.Year()) + ", hôm nay " + today.String()
}
