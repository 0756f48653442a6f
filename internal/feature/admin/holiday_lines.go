package admin

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// maxHolidays is far more than any year has; what is longer was pasted by mistake.
const maxHolidays = 120

// holidayLines writes special days the way that parseHolidays reads them, one a line.
func holidayLines(days []day.Special) string {
	lines := make([]string, len(days))
	for i, s := range days {
		lines[i] = strings.Join([]string{s.Day.String(), s.KindWords(), s.Name, s.ConfidenceWords()}, "; ")
	}
	return strings.Join(lines, "\n")
}

// parseHolidays reads the special days of a year, as the page shows them or as a CSV file or a spreadsheet gives them: date,
// kind, name and, when somebody compared it, "đã đối chiếu". Mistakes name the line.
func parseHolidays(text string, year int) ([]day.Special, error) {
	var form errs.Form
	var out []day.Special
	seen := map[day.Day]int{}
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || isHead(line) {
			continue
		}
		s, wrong := parseHoliday(line, year)
		if first, twice := seen[s.Day]; wrong == "" && twice {
			wrong = "ngày " + s.Day.String() + " đã có ở dòng " + strconv.Itoa(first)
		}
		if wrong != "" {
			form.Add("ngay-nghi", "Dòng %d: %s", i+1, wrong)
			continue
		}
		seen[s.Day] = i + 1
		out = append(out, s)
	}
	switch {
	case len(out) == 0 && form.Err() == nil:
		form.Add("ngay-nghi", "Ghi ít nhất một ngày, ví dụ: 02/09/%d; nghỉ; Quốc khánh", year)
	case len(out) > maxHolidays:
		form.Add("ngay-nghi", "Một năm nhiều nhất %d dòng, đang có %d", maxHolidays, len(out))
	}
	slices.SortFunc(out, func(a, b day.Special) int { return a.Day.Compare(b.Day) })
	return out, form.Err()
}

// isHead reports whether a line is the head of a pasted table.
func isHead(line string) bool {
	first := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(";,\t", r) })
	return len(first) > 0 && slices.Contains([]string{"date", "ngay"}, vi.Fold(first[0]))
}

// parseHoliday reads one line; wrong says in words what to repair.
func parseHoliday(line string, year int) (s day.Special, wrong string) {
	cells := splitCells(line)
	if len(cells) < 3 {
		return s, "cần ba phần cách nhau bằng dấu chấm phẩy: ngày; nghỉ hoặc đi làm bù; tên"
	}
	var err error
	if s.Day, err = day.Parse(cells[0]); err != nil || s.Day.IsZero() {
		return s, "phần đầu phải là ngày, ví dụ 02/09/" + strconv.Itoa(year)
	}
	switch vi.Fold(cells[1]) {
	case "nghi", "off":
	case "di lam bu", "lam bu", "di lam", "work":
		s.Work = true
	default:
		return s, "phần thứ hai phải là “nghỉ” hoặc “đi làm bù”"
	}
	s.Name = strings.ReplaceAll(cells[2], ";", ",") // the lines are written with semicolons
	s.Verified = len(cells) > 3 && slices.Contains([]string{"da doi chieu", "verified"}, vi.Fold(cells[3]))
	switch {
	case s.Day.Year() != year:
		return s, "ngày " + s.Day.String() + " không thuộc năm " + strconv.Itoa(year)
	case s.Work && !s.Day.IsWeekend():
		return s, s.Day.Weekday() + " " + s.Day.String() + " vốn là ngày làm việc, không cần ghi đi làm bù"
	case s.Name == "" || utf8.RuneCountInString(s.Name) > 120:
		return s, "ghi tên ngày nghỉ, dài nhất 120 ký tự"
	}
	return s, ""
}

// splitCells cuts a line at tabs, else at semicolons, else at commas.
func splitCells(line string) []string {
	sep := ","
	for _, s := range []string{"\t", ";"} {
		if strings.Contains(line, s) {
			sep = s
			break
		}
	}
	cells := strings.Split(line, sep)
	for i := range cells {
		cells[i] = strings.Trim(strings.TrimSpace(cells[i]), `"`)
	}
	return cells
}
