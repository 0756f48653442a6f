package rhythm

import (
	"strconv"
	"strings"
)

var everyWords = map[Every]string{
	Month: "hằng tháng", Quarter: "hằng quý", Half: "6 tháng một lần", Year: "mỗi năm một lần", Peak: "theo cao điểm", Event: "theo sự kiện",
}

// Words is the beat as a form offers it: "hằng quý".
func (e Every) Words() string { return everyWords[e] }

// Words says a rule in a line: "hằng tháng, ngày 25", "hằng quý, ngày cuối quý", "5 ngày làm việc trước mỗi cao điểm".
func (r Rule) Words() string {
	switch {
	case r.Every == Peak && r.Days == 0:
		return "khi hết mỗi cao điểm"
	case r.Every == Peak && r.Days < 0:
		return r.count() + " trước mỗi cao điểm"
	case r.Every == Peak:
		return r.count() + " sau mỗi cao điểm"
	case r.Every == Event && r.Days == 0:
		return "trong ngày của mỗi sự kiện"
	case r.Every == Event:
		return r.count() + " sau mỗi sự kiện"
	case r.Date != 0 && r.Every == Month:
		return r.Every.Words() + ", ngày " + strconv.Itoa(r.Date)
	case r.Date != 0:
		return r.Every.Words() + ", ngày " + strconv.Itoa(r.Date) + " của tháng cuối kỳ"
	case r.Days == 0:
		return r.Every.Words() + ", ngày cuối kỳ"
	default:
		return r.Every.Words() + ", " + r.count() + " sau khi hết kỳ"
	}
}

func (r Rule) count() string {
	n := max(r.Days, -r.Days)
	if r.Working {
		return strconv.Itoa(n) + " ngày làm việc"
	}
	return strconv.Itoa(n) + " ngày"
}

// Words says the whole rhythm: "hằng quý, ngày cuối kỳ; 5 ngày làm việc trước mỗi cao điểm".
func (r Rhythm) Words() string {
	if len(r) == 0 {
		return "không chia mốc kiểm tra"
	}
	parts := make([]string, len(r))
	for i, rule := range r {
		parts[i] = rule.Words()
	}
	return strings.Join(parts, "; ")
}
