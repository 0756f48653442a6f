package planread

import (
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// reportTime is when a report is due: a date, days that return every year, or only a rhythm.
type reportTime struct {
	frequency Frequency
	due       day.Day
	monthDays []string
	monthDay  int
	inclusive bool
	at, end   int    // bytes of the clause
	period    string // "06 tháng", "năm 2025", for the title
}

// title names the report for lists.
func (t reportTime) title() string {
	switch {
	case t.period != "":
		return "Báo cáo " + t.period
	case t.frequency == Incident:
		return "Báo cáo đột xuất"
	case t.frequency == HalfYearly:
		return "Báo cáo 6 tháng, năm"
	case t.frequency == Yearly:
		return "Báo cáo năm"
	case t.frequency == Quarterly:
		return "Báo cáo quý"
	case t.frequency == Monthly:
		return "Báo cáo tháng"
	case t.frequency == Daily:
		return "Báo cáo ngày"
	case t.frequency == Periodic:
		return "Báo cáo định kỳ"
	}
	return "Báo cáo kết quả"
}

// reportTimes finds the times of a clause that orders to report. Several full dates are several duties; several days without a year
// are one duty that returns.
func (r *reader) reportTimes(l string) []reportTime {
	dues := r.reportDues(l)
	if len(dues) == 0 {
		return []reportTime{rhythmOf(l)}
	}
	yearly := hasAny(l, yearlyWords) || strings.Contains(l, "định kỳ")
	var out []reportTime
	var days *reportTime
	for _, d := range dues {
		if d.monthDay > 0 || d.frequency != "" {
			out = append(out, d)
			continue
		}
		from := 0
		if len(out) > 0 {
			from = out[len(out)-1].end
		}
		d.period, d.frequency = periodBefore(l[from:d.at])
		if len(d.monthDays) == 0 {
			out = append(out, d)
			continue
		}
		if !yearly && r.plan.Head.Year == r.plan.Head.YearTo && d.monthDays != nil {
			d.due, d.monthDays = monthDayOf(d.monthDays[0], r.plan.Head.Year), nil
			out = append(out, d)
			continue
		}
		if days == nil {
			d.period = ""
			days = &d
			continue
		}
		days.monthDays, days.end = append(days.monthDays, d.monthDays...), d.end
	}
	if days != nil {
		days.frequency = map[int]Frequency{1: Yearly, 2: HalfYearly, 3: Quarterly, 4: Quarterly}[len(days.monthDays)]
		if len(days.monthDays) > 4 {
			days.frequency = Monthly
		}
		out = append(out, *days)
	}
	return out
}

func monthDayOf(md string, year int) day.Day {
	var m, d int
	fmt.Sscanf(md, "%d-%d", &m, &d)
	out, _ := day.Of(year, m, d)
	return out
}

// reportDues finds the limits of a clause: "trước ngày 16/5/2025", "ngày 25 hằng tháng", "trước ngày 01/6 và 15/11".
func (r *reader) reportDues(l string) []reportTime {
	t := tokens(l)
	as := atoms(t, l)
	var out []reportTime
	limit := false
	for i, a := range as {
		b := strings.TrimRight(before(l, t, a), " ,")
		linked := i > 0 && limit && strings.Trim(l[t[as[i-1].after-1].end:t[a.first].at], " ,") == "và" || i > 0 && limit && strings.Trim(l[t[as[i-1].after-1].end:t[a.first].at], " ") == ","
		before := endsAny(b, []string{"trước", "trước ngày"})
		by := endsAny(b, []string{"chậm nhất", "chậm nhất là", "chậm nhất vào", "vào", "đến hết", "hạn", "muộn nhất"}) || a.kind == atomMonthDay && hasAny(l, []string{"hằng tháng", "hàng tháng", "tháng cuối", "của tháng"})
		if linked {
			before, by = !out[len(out)-1].inclusive, out[len(out)-1].inclusive
		}
		limit = false
		if !before && !by || a.kind != atomDay && a.kind != atomMonthDay {
			continue
		}
		d := reportTime{inclusive: !before, at: dueStart(l, t, a, linked), end: t[a.after-1].end}
		switch {
		case a.kind == atomMonthDay:
			d.monthDay, d.frequency = a.d1, Monthly
			if strings.Contains(l, "quý") {
				d.frequency = Quarterly
			}
		case a.y1 > 0:
			d.due = a.days(a.y1).To
		default:
			d.monthDays = []string{fmt.Sprintf("%02d-%02d", a.m1, a.d1)}
		}
		if a.kind == atomDay && a.y1 > 0 && d.due.IsZero() {
			continue
		}
		limit = true
		out = append(out, d)
	}
	return out
}

// dueStart is where the words of a limit begin, "trước ngày" included.
func dueStart(l string, t []token, a atom, linked bool) int {
	k := a.first
	for !linked && k > 0 {
		w := t[k-1].text
		if w != "trước" && w != "ngày" && w != "chậm" && w != "nhất" && w != "là" && w != "vào" && w != "hết" && w != "đến" {
			break
		}
		k--
	}
	return t[k].at
}

// periodBefore names the period that a report covers from the words before its date.
func periodBefore(l string) (string, Frequency) {
	half := max(strings.LastIndex(l, "06 tháng"), strings.LastIndex(l, "6 tháng"), strings.LastIndex(l, "sáu tháng"))
	year := max(strings.LastIndex(l, "năm 20"), strings.LastIndex(l, "cả năm"), strings.LastIndex(l, "báo cáo năm"), strings.LastIndex(l, "hằng năm"), strings.LastIndex(l, "hàng năm"))
	quarter := strings.LastIndex(l, "quý")
	switch {
	case half >= 0 && half > year && half > quarter:
		if strings.HasPrefix(l[half:], "06") {
			return "06 tháng", HalfYearly
		}
		return "6 tháng", HalfYearly
	case quarter >= 0 && quarter > year:
		return "quý", Quarterly
	case year >= 0:
		if strings.HasPrefix(l[year:], "năm 20") && len(l) >= year+9 {
			return l[year : year+len("năm 2025")], Yearly
		}
		return "năm", Yearly
	case strings.Contains(l, "sơ kết"):
		return "sơ kết", Once
	case strings.Contains(l, "tổng kết"):
		return "tổng kết", Once
	}
	return "", Once
}

// rhythmOf reads how often a report returns when no date is given.
func rhythmOf(l string) reportTime {
	rhythm := []struct {
		f     Frequency
		words []string
	}{
		{HalfYearly, []string{"06 tháng", "6 tháng", "sáu tháng", "bán niên"}},
		{Quarterly, []string{"hằng quý", "hàng quý", "mỗi quý", "theo quý", "quý, năm", "định kỳ quý"}},
		{Monthly, []string{"hằng tháng", "hàng tháng", "mỗi tháng", "định kỳ tháng"}},
		{Daily, []string{"hằng ngày", "hàng ngày", "lần/ngày"}},
		{Yearly, []string{"hằng năm", "hàng năm", "mỗi năm", "định kỳ năm", "báo cáo năm"}},
		{Periodic, []string{"định kỳ", "thường xuyên báo cáo"}},
		{Incident, []string{"đột xuất", "khi có vụ việc", "khi phát sinh", "vụ việc nghiêm trọng", "ngay khi", "sự cố"}},
	}
	for _, r := range rhythm {
		for _, w := range r.words {
			if i := indexWord(l, w); i >= 0 {
				return reportTime{frequency: r.f, at: i, end: i + len(w), inclusive: true}
			}
		}
	}
	at := max(reportVerb(l), 0)
	return reportTime{frequency: Unstated, at: at, end: clauseEnd(l, at), inclusive: true}
}
