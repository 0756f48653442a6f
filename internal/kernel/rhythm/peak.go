package rhythm

import (
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// key names a peak by its days.
func (s Stretch) key() string {
	if s.From == s.To {
		return s.From.Short()
	}
	return s.From.Short() + "-" + s.To.Short()
}

// Words names a peak: as the office named it, as the feast or campaign whose days it has (Luật Trẻ em 2016, Điều 11 for June),
// or by its days.
func (s Stretch) Words() string {
	if s.Name != "" {
		return s.Name
	}
	if name := s.feast(); name != "" {
		return name
	}
	first, last := s.From.Date() == 1, s.To.Add(1).Date() == 1
	switch {
	case first && last && s.From.Month() == s.To.Month() && s.From.Year() == s.To.Year():
		return "cao điểm tháng " + strconv.Itoa(s.From.Month())
	case first && last:
		return "cao điểm tháng " + strconv.Itoa(s.From.Month()) + " đến tháng " + strconv.Itoa(s.To.Month())
	case s.From == s.To:
		return "ngày " + s.From.Short()
	default:
		return "cao điểm " + s.From.Short() + " đến " + s.To.Short()
	}
}

// feast is the name that the days of a peak have of themselves.
func (s Stretch) feast() string {
	year, one := s.From.Year(), s.From == s.To
	switch {
	case s.From == day.Must(year, 6, 1) && s.To == day.Must(year, 6, 30):
		return "Tháng hành động vì trẻ em"
	case one && s.From == day.Must(year, 6, 1):
		return "Tết Thiếu nhi 1/6"
	case one && s.From == day.MidAutumn(year):
		return "Tết Trung thu"
	case s.From == day.Tet(year) && s.To.Sub(s.From) < 10:
		return "Tết Nguyên đán"
	default:
		return ""
	}
}
