package day

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{2}|\d{4})$`)
	onlyDigit = regexp.MustCompile(`^(\d{2})(\d{2})(\d{4})$`)
	yearFirst = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
)

// oldest is the first year that a person can mean; an earlier one is a slip of the keys (05/06/0206).
const oldest = 1900

// Parse reads a date as people type it: 5/6/2026, 05-06-2026, 5.6.26, 05062026, and YYYY-MM-DD. Day comes before month.
// Two-digit years are of this century. The empty string is the zero Day. The error is an *errs.Error with words to show.
func Parse(s string) (Day, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Day{}, nil
	}
	year, month, date, ok := parts(s)
	if !ok {
		return Day{}, errs.Newf(errs.Invalid, "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/06/2026%s", asTyped(s))
	}
	d, ok := Of(year, month, date)
	if !ok {
		return Day{}, errs.Newf(errs.Invalid, "Không có ngày %s trong lịch", s)
	}
	if year < oldest {
		return Day{}, errs.Newf(errs.Invalid, "Năm %d quá xa; ghi năm từ %d trở đi", year, oldest)
	}
	return d, nil
}

// parts reads the three numbers of a date; ok is false when s has none of the known shapes.
func parts(s string) (year, month, date int, ok bool) {
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return number(m[1]), number(m[2]), number(m[3]), true
	}
	m := onlyDigit.FindStringSubmatch(s)
	if m == nil {
		m = dayFirst.FindStringSubmatch(s)
	}
	if m == nil {
		return 0, 0, 0, false
	}
	year = number(m[3])
	if len(m[3]) == 2 {
		year += 2000
	}
	return year, number(m[2]), number(m[1]), true
}

// number reads a few digits that a pattern has found.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// asTyped repeats what stands in the field, but only figures: a name that slipped into a date column must not reach a log.
func asTyped(s string) string {
	if len(s) > 20 || strings.Trim(s, "0123456789/-. ") != "" {
		return ""
	}
	return "; đang là “" + s + "”"
}
