package rhythm

import (
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Point is one dated check-point.
type Point struct {
	Key      string  // its place in the rhythm, one of a kind within a task: "2026-03", "2026-Q1", "2026-H1", "2026", "peak:1/6"
	Label    string  // the period in Vietnamese: "tháng 3", "quý I", "6 tháng đầu năm", "trước Tết Trung thu"
	From, To day.Day // the period that it judges, both days included
	Due      day.Day // the last day that is still in time; it may fall on a day off, which pages say
}

// Stretch is a run of days with a name: a peak. An empty Name is made from the days.
type Stretch struct {
	From, To day.Day
	Name     string
}

// Happening is an event from whose day points are counted.
type Happening struct {
	ID   string // stays the same when the day is corrected
	On   day.Day
	Name string
}

// Points lists the check-points of a year in the order of their due dates. Two rules that make a point with one key make it
// once, by the first rule.
func (r Rhythm) Points(year int, peaks []Stretch, events []Happening, c day.Calendar) []Point {
	var out []Point
	seen := map[string]bool{}
	for _, rule := range r {
		for _, p := range rule.points(year, peaks, events, c) {
			if !seen[p.Key] {
				seen[p.Key] = true
				out = append(out, p)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Point) int { return a.Due.Compare(b.Due) })
	return out
}

// Since leaves out the points that ended before a day: nobody owes proof for a time in which the work was not yet given.
func Since(points []Point, first day.Day) []Point {
	return slices.DeleteFunc(slices.Clone(points), func(p Point) bool { return p.Due.Before(first) || p.To.Before(first) })
}

func (r Rule) points(year int, peaks []Stretch, events []Happening, c day.Calendar) []Point {
	switch r.Every {
	case Month:
		return r.periods(year, 1, c)
	case Quarter:
		return r.periods(year, 3, c)
	case Half:
		return r.periods(year, 6, c)
	case Year:
		return r.periods(year, 12, c)
	case Peak:
		return r.around(peaks, c)
	case Event:
		return r.after(events, c)
	default:
		return nil
	}
}

// periods are the stretches of so many months of a year.
func (r Rule) periods(year, months int, c day.Calendar) []Point {
	var out []Point
	for i := range 12 / months {
		p := Point{From: day.Must(year, i*months+1, 1), To: day.Must(year, (i+1)*months, 1).LastOfMonth()}
		p.Key, p.Label = r.name(year, i+1)
		p.Due = r.due(p.To, c)
		if r.Date != 0 {
			p.Due = day.Must(year, p.To.Month(), min(r.Date, p.To.Date()))
		}
		out = append(out, p)
	}
	return out
}

var roman = [...]string{"", "I", "II", "III", "IV"}

func (r Rule) name(year, n int) (key, label string) {
	y, i := strconv.Itoa(year), strconv.Itoa(n)
	switch r.Every {
	case Month:
		if n < 10 {
			return y + "-0" + i, "tháng " + i
		}
		return y + "-" + i, "tháng " + i
	case Quarter:
		return y + "-Q" + i, "quý " + roman[n]
	case Half:
		if n == 1 {
			return y + "-H1", "6 tháng đầu năm"
		}
		return y + "-H2", "6 tháng cuối năm"
	default:
		return y, "năm " + y
	}
}

// due counts from the last day of a period.
func (r Rule) due(from day.Day, c day.Calendar) day.Day {
	if r.Working {
		return c.AddWorking(from, r.Days)
	}
	return from.Add(r.Days)
}

// around makes a point before or after each peak whose two ends are known.
func (r Rule) around(peaks []Stretch, c day.Calendar) []Point {
	var out []Point
	for _, s := range peaks {
		if s.From.IsZero() || s.To.Before(s.From) {
			continue
		}
		p := Point{Key: "peak:" + s.key(), Label: "sau " + s.Words(), From: s.From, To: s.To}
		if r.Days < 0 {
			p.Label = "trước " + s.Words()
			p.Due = r.due(s.From, c)
		} else {
			p.Due = r.due(s.To, c)
		}
		out = append(out, p)
	}
	return out
}

// after makes a point for each event.
func (r Rule) after(events []Happening, c day.Calendar) []Point {
	out := make([]Point, len(events))
	for i, e := range events {
		out[i] = Point{Key: "event:" + e.ID, Label: "sau " + e.Name + " (" + e.On.Short() + ")", From: e.On, To: e.On, Due: r.due(e.On, c)}
	}
	return out
}
