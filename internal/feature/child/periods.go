package child

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
)

// followLines keeps the answers of today and the lines of the years in step: a changed answer opens and closes lines, changed
// lines give the answers of today.
func followLines(before register.Record, rec *register.Record, today day.Day) {
	followMarks(before, rec, "circumstances", groupLog, today)
	followMarks(before, rec, "risks", riskLog, today)
	followNumbers(before, rec, today)
	if last := lastOf(rec.Lines(visits), "day"); last > rec.Str("last_visit") {
		rec.Set("last_visit", register.Value{last})
	}
	followLearning(rec, today)
	followAgreement(rec)
}

// followMarks keeps a set of marks and its lines in step.
func followMarks(before register.Record, rec *register.Record, answer, log string, today day.Day) {
	if !rec.Holds(answer) {
		return
	}
	now := register.Keys(rec.Value(answer))
	lines := rec.Lines(log)
	open := func(l register.Record) bool { return l.Str("until") == "" || l.Str("until") > today.ISO() }
	if before.Str(answer) == rec.Str(answer) && before.ID != "" { // the lines decide
		var keys []string
		for _, l := range lines {
			if key := l.Str("kind"); open(l) && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
		slices.Sort(keys)
		rec.Set(answer, register.Value{marks(keys)})
		return
	}
	for i := range lines {
		if open(lines[i]) && !slices.Contains(now, lines[i].Str("kind")) {
			lines[i].Set("until", register.Value{today.ISO()})
		}
	}
	for _, key := range now {
		if !slices.ContainsFunc(lines, func(l register.Record) bool { return open(l) && l.Str("kind") == key }) {
			l := rec.NewLine(log)
			l.Set("kind", register.Value{key})
			l.Set("since", register.Value{today.ISO()})
			lines = append(lines, l)
		}
	}
	rec.SetLines(log, lines)
}

// marks are keys as Choices keeps them.
func marks(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return "|" + strings.Join(keys, "|") + "|"
}

// followNumbers writes down each number that the child had, with how it stood and until when.
func followNumbers(before register.Record, rec *register.Record, today day.Day) {
	was, is := before.Str("person_number"), rec.Str("person_number")
	lines := rec.Lines(numbers)
	last := len(lines) - 1
	for i, l := range lines {
		if l.Str("until") == "" {
			last = i
		}
	}
	switch {
	case is != was || is != "" && len(lines) == 0:
		if last >= 0 && lines[last].Str("until") == "" {
			lines[last].Set("until", register.Value{today.ISO()})
		}
		if is != "" {
			l := rec.NewLine(numbers)
			l.Set("number", register.Value{is})
			l.Set("state", register.Value{rec.Str("number_state")})
			l.Set("source", register.Value{rec.Str("number_source")})
			l.Set("since", register.Value{today.ISO()})
			lines = append(lines, l)
		}
	case last >= 0 && lines[last].Str("number") == is:
		lines[last].Set("state", register.Value{rec.Str("number_state")})
		if s := rec.Str("number_source"); s != "" {
			lines[last].Set("source", register.Value{s})
		}
	}
	rec.SetLines(numbers, lines)
}

// followLearning takes school and class from the line of the school year of today.
func followLearning(rec *register.Record, today day.Day) {
	for _, l := range rec.Lines(learning) {
		if l.Str("year") != SchoolYear(today) {
			continue
		}
		for from, to := range map[string]string{"school": "school", "class": "class", "state": "schooling"} {
			if v := l.Str(from); v != "" {
				rec.Set(to, register.Value{v})
			}
		}
	}
}

// followAgreement takes the newest word about publishing: withdrawn goes before given.
func followAgreement(rec *register.Record) {
	lines := rec.Lines(agreements)
	if len(lines) == 0 {
		return
	}
	last := lines[len(lines)-1]
	answer, on := yes, last.Str("day")
	if last.Str("withdrawn") != "" {
		answer, on = "rut", last.Str("withdrawn")
	}
	rec.Set("consent", register.Value{answer})
	rec.Set("consent_on", register.Value{on})
}

func lastOf(lines []register.Record, column string) (last string) {
	for _, l := range lines {
		last = max(last, l.Str(column))
	}
	return last
}

// checkLines judges the lines of a child.
func checkLines(rec register.Record, m *register.Mistakes) {
	for _, column := range []string{carers, residence, numbers, groupLog, riskLog} {
		for _, l := range rec.Lines(column) {
			if from, to := l.Str("since"), l.Str("until"); to != "" && from != "" && to < from[:min(len(from), len(to))] {
				m.At(column, "Ngày “Đến” phải từ ngày “Từ” trở đi")
			}
		}
	}
	for _, l := range rec.Lines(groupLog) {
		if sub := l.Str("sub"); sub != "" && !strings.HasPrefix(sub, l.Str("kind")+".") {
			m.At(groupLog, "Dạng không thuộc nhóm đã chọn; chọn lại dạng, hoặc để trống")
		}
	}
	for _, l := range rec.Lines(learning) {
		if !schoolYear.MatchString(l.Str("year")) {
			m.At(learning, "Năm học ghi như 2025-2026")
		}
	}
}
