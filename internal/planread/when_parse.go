package planread

import (
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// whenReader reads times of a plan; a time without a year is of the plan's.
type whenReader struct{ year, yearTo int }

// Words that decide the kind of a time, in lower case.
var (
	tentativeWords = []string{"dự kiến"}
	hopeWords      = []string{"phấn đấu"}
	otherPlans     = []string{"theo kế hoạch", "theo lộ trình", "theo chương trình", "theo tiến độ", "theo hướng dẫn", "theo chỉ đạo", "theo quy định",
		"theo quyết định", "theo đề án", "theo văn bản", "theo phân kỳ", "theo thời gian", "theo lịch", "theo kh "}
	eventWords = []string{"theo các vụ việc", "theo vụ việc", "theo yêu cầu", "theo tình hình", "theo thực tế", "theo đề nghị", "theo từng", "theo sự kiện",
		"theo nhu cầu", "theo đợt", "theo chuyên đề", "khi có vụ việc", "khi phát sinh", "khi có yêu cầu", "khi cần", "đột xuất", "khi xảy ra"}
	afterWords      = []string{"ngay sau khi", "ngay khi", "sau khi", "sau ngày", "khi", "ngay sau", "sau"}
	yearlyWords     = []string{"hằng năm", "hàng năm", "mỗi năm", "thường niên"}
	continuousWords = []string{"thường xuyên", "liên tục", "cả năm", "suốt năm", "quanh năm", "trong cả năm"}
	onwardWords     = []string{"các năm tiếp theo", "những năm tiếp theo", "năm tiếp theo", "các năm sau", "trở đi", "trở về sau"}
)

// parse reads a time as it stands behind a label or in a column.
func (w whenReader) parse(raw string, line int) When {
	raw = bare(raw)
	if raw == "" || !strings.ContainsFunc(raw, func(r rune) bool { return r != '/' && r != '.' && r != '-' }) {
		return When{Kind: WhenNone}
	}
	v := When{Raw: raw, Line: line}
	l := low(raw)
	v.Tentative, v.Aspirational = hasAny(l, tentativeWords), hasAny(l, hopeWords)
	main, peak := l, ""
	if i := strings.Index(l, "cao điểm"); i >= 0 {
		main, peak = strings.TrimRight(l[:i], " ,;(–-"), l[i:]
		for _, link := range []string{" trong đó", " tập trung", " và", " nhất là"} {
			main = strings.TrimRight(strings.TrimSuffix(main, link), " ,;")
		}
		v.Peaks = w.peaks(peak)
	}
	if main == "" {
		main = peak
	}
	w.classify(&v, main)
	return v
}

// classify decides the kind of the time from its words and its stretches of the calendar.
func (w whenReader) classify(v *When, l string) {
	t := tokens(l)
	as := atoms(t, l)
	w.fillYears(as)
	first := strings.TrimLeft(l, " (")
	switch {
	case startsAny(first, eventWords) != "":
		v.Kind, v.Condition = WhenEvent, v.Raw
	case startsAny(first, otherPlans) != "" && !dated(as):
		v.Kind, v.Condition = WhenByOtherPlan, v.Raw
	case startsAny(first, afterWords) != "":
		v.Kind, v.Condition = WhenAfterEvent, v.Raw
	case w.recurring(v, l, as, t):
	case w.due(v, l, as, t):
	case hasAny(l, continuousWords):
		v.Kind = WhenContinuous
		v.From, v.To = w.planYears()
		if r := span(as, w.year); !r.From.IsZero() && startsAny(first, continuousWords) != "" {
			v.From, v.To = r.From, r.To
		}
	case strings.Contains(l, "kể từ ngày") && !dated(as):
		v.Kind, v.Condition = WhenAfterEvent, v.Raw
	case len(as) > 0 && w.open(v, l, as, t):
	case len(as) > 0:
		w.window(v, as)
	case hasWord(l, "trong năm"):
		v.Kind = WhenWindow
		v.From, v.To = w.planYears()
	case hasAny(l, eventWords):
		v.Kind, v.Condition = WhenEvent, v.Raw
	case hasAny(l, []string{"sau khi", "ngay khi", "kể từ khi", "kể từ ngày", "trong vòng"}):
		v.Kind, v.Condition = WhenAfterEvent, v.Raw
	case hasAny(l, otherPlans):
		v.Kind, v.Condition = WhenByOtherPlan, v.Raw
	case hasAny(l, []string{"định kỳ"}):
		v.Kind = WhenRecurring
	default:
		v.Kind = WhenUnknown
	}
}

// planYears is from the first to the last day of the plan's years.
func (w whenReader) planYears() (from, to day.Day) {
	from, _ = day.Of(w.year, 1, 1)
	to, _ = day.Of(max(w.year, w.yearTo), 12, 31)
	return from, to
}

// fillYears gives a stretch without a year the year of the next one that has one: "từ ngày 03/10 đến ngày 06/10/2025".
func (w whenReader) fillYears(as []atom) {
	next := 0
	for i := len(as) - 1; i >= 0; i-- {
		a := &as[i]
		switch {
		case a.y1 > 0:
			next = a.y1
		case a.kind == atomMonthDay && i+1 < len(as) && as[i+1].kind == atomDay:
			b := as[i+1]
			a.kind, a.m1, a.m2, a.d2, a.y1, a.y2 = atomDay, b.m1, b.m1, a.d1, b.y1, b.y1
		case next > 0 && a.kind != atomNamed && a.kind != atomMonthDay:
			a.y1, a.y2 = next, next
			if i+1 < len(as) && as[i+1].y1 == next && as[i+1].kind == a.kind && a.m1 > as[i+1].m1 {
				a.y1, a.y2 = next-1, next-1
			}
		}
	}
}

func dated(as []atom) bool {
	for _, a := range as {
		if a.kind != atomMonthDay {
			return true
		}
	}
	return false
}

// span is from the earliest to the latest day of the stretches.
func span(as []atom, year int) Range {
	var out Range
	for _, a := range as {
		r := a.days(year)
		if !r.From.IsZero() && (out.From.IsZero() || r.From.Before(out.From)) {
			out.From = r.From
		}
		if !r.To.IsZero() && (out.To.IsZero() || r.To.After(out.To)) {
			out.To = r.To
		}
	}
	return out
}

func (w whenReader) window(v *When, as []atom) {
	r := span(as, w.year)
	if r.From.IsZero() || r.To.IsZero() {
		v.Kind = WhenUnknown
		return
	}
	v.Kind, v.From, v.To = WhenWindow, r.From, r.To
}

// open reads times without an end: "Năm 2025 và các năm tiếp theo", "Từ 01/7/2025", "Từ tháng 10/2025 đến khi …".
func (w whenReader) open(v *When, l string, as []atom, t []token) bool {
	r := as[0].days(w.year)
	if r.From.IsZero() {
		return false
	}
	onward := hasAny(l, onwardWords)
	since := hasAny(before(l, t, as[0]), []string{"từ", "kể từ", "bắt đầu từ", "bắt đầu"})
	until := strings.Contains(l, "đến khi") || strings.Contains(l, "cho đến khi")
	if !onward && !until && (!since || len(as) > 1 || as[0].spans()) {
		return false
	}
	v.Kind, v.From = WhenFrom, r.From
	if until {
		v.Condition = v.Raw[strings.Index(l, "đến khi"):]
	}
	return true
}

// spans reports whether a stretch names its own end: "01-06/6", "tháng 6 - 8", "2026 - 2030".
func (a atom) spans() bool {
	return a.kind != atomQuarter && a.kind != atomHalf && (a.d1 != a.d2 || a.kind == atomMonth && a.m1 != a.m2 || a.y2 > a.y1)
}

// before is the text in front of a stretch, back to the stretch or mark before it.
func before(l string, t []token, a atom) string {
	if a.first >= len(t) {
		return ""
	}
	end := t[a.first].at
	s := l[max(0, end-60):end]
	if i := strings.LastIndexAny(s, ";:("); i >= 0 {
		s = s[i+1:]
	}
	return s
}

// due reads limits: "trước ngày …" (exclusive), "chậm nhất …", "đến hết …", "hoàn thành trong …" (inclusive).
func (w whenReader) due(v *When, l string, as []atom, t []token) bool {
	for _, a := range as {
		b := strings.TrimRight(before(l, t, a), " ,")
		exclusive := endsAny(b, []string{"trước", "trước ngày", "trước thời điểm"})
		inclusive := endsAny(b, []string{"chậm nhất", "chậm nhất là", "chậm nhất ngày", "chậm nhất trong", "muộn nhất", "muộn nhất là", "đến hết", "đến hết ngày", "hết",
			"hạn", "hạn cuối", "thời hạn", "không quá", "xong trong", "hoàn thành", "hoàn thành trong", "hoàn thành vào", "hoàn thành ngày", "hoàn thành đến", "xong vào", "chậm nhất đến",
			"chậm nhất đến hết", "hoàn thành chậm nhất", "chậm nhất trước", "xong", "hoàn thành trong ngày", "hoàn thành dứt điểm trong", "xong ngày"}) ||
			strings.Contains(b, "hoàn thành") && endsAny(b, []string{"trong", "vào", "đến", "trong ngày"}) ||
			len(as) == 1 && (b == "đến" || b == "tới" || b == "đến ngày" || b == "đến cuối" || b == "đến hết")
		if exclusive && strings.Contains(b, "chậm nhất") {
			exclusive = true
			inclusive = false
		}
		if !exclusive && !inclusive || len(as) > 1 && !exclusive && since(l, t, as[0]) {
			continue
		}
		r := a.days(w.year)
		if r.To.IsZero() {
			continue
		}
		v.Kind, v.Due, v.Exclusive = WhenDue, r.To, exclusive
		if exclusive {
			v.Due = r.From
		}
		return true
	}
	return false
}

func since(l string, t []token, a atom) bool {
	return endsAny(before(l, t, a), []string{"từ", "từ ngày"})
}

// endsAny reports whether s ends with one of the phrases as whole words.
func endsAny(s string, phrases []string) bool {
	s = strings.TrimRight(s, " ")
	for _, p := range phrases {
		if strings.HasSuffix(s, p) && wordStart(s, len(s)-len(p)) {
			return true
		}
	}
	return false
}

// rhythms give the recurrence of RFC 5545 for words, in the order of trial.
var rhythms = []struct {
	words []string
	rule  string
}{
	{[]string{"hằng ngày", "hàng ngày", "mỗi ngày", "lần/ngày", "lần / ngày"}, "FREQ=DAILY"},
	{[]string{"hằng tuần", "hàng tuần", "mỗi tuần", "lần/tuần"}, "FREQ=WEEKLY"},
	{[]string{"hằng tháng", "hàng tháng", "mỗi tháng", "lần/tháng"}, "FREQ=MONTHLY"},
	{[]string{"hằng quý", "hàng quý", "mỗi quý", "lần/quý"}, "FREQ=MONTHLY;INTERVAL=3"},
	{[]string{"06 tháng một lần", "6 tháng một lần", "06 tháng/lần", "6 tháng/lần", "06 tháng, năm", "6 tháng, năm", "02 lần/năm"}, "FREQ=MONTHLY;INTERVAL=6"},
	{yearlyWords, "FREQ=YEARLY"},
	{[]string{"lần/năm"}, "FREQ=YEARLY"},
}

// recurring reads times that return.
func (w whenReader) recurring(v *When, l string, as []atom, t []token) bool {
	for _, rh := range rhythms {
		if !hasAny(l, rh.words) {
			continue
		}
		if startsAny(l, otherPlans) != "" {
			return false
		}
		v.Kind, v.Rule = WhenRecurring, rh.rule
		if len(as) == 0 {
			return true
		}
		a := as[0]
		switch {
		case a.kind == atomMonthDay:
			v.Rule += fmt.Sprintf(";BYMONTHDAY=%d", a.d1)
		case a.kind == atomDay && a.y1 == 0 && rh.rule == "FREQ=YEARLY":
			v.Rule += fmt.Sprintf(";BYMONTH=%d;BYMONTHDAY=%d", a.m1, a.d1)
			v.Exclusive = endsAny(before(l, t, a), []string{"trước", "trước ngày"})
		case a.kind == atomMonth && a.y1 == 0 && rh.rule == "FREQ=YEARLY":
			v.Rule += ";BYMONTH=" + monthList(as)
		}
		if a.kind == atomYear {
			v.From, v.To = a.days(w.year).From, a.days(w.year).To
		}
		return true
	}
	return false
}

// monthList writes the months of the stretches for a recurrence: "3,4,5".
func monthList(as []atom) string {
	var out []string
	from, to := as[0].m1, as[0].m2
	if last := as[len(as)-1]; last.kind == atomMonth {
		to = max(to, last.m2)
	}
	for m := from; m <= to; m++ {
		out = append(out, fmt.Sprint(m))
	}
	return strings.Join(out, ",")
}

// peaks reads the times of special effort. A bracket explains what stands before it: it gives days only where that gives none.
func (w whenReader) peaks(l string) []Range {
	var out []Range
	i := strings.IndexByte(l, '(')
	if i < 0 {
		return w.ranges(l)
	}
	end := strings.IndexByte(l[i:], ')')
	if end < 0 {
		end = len(l) - i
	}
	named := w.ranges(l[:i])
	out = append(out, named...)
	if len(named) == 0 || strings.Contains(l[:i], "các ngày") || strings.Contains(l[:i], "dịp") {
		out = append(out, w.ranges(l[i:i+end])...)
	}
	return append(out, w.ranges(l[min(len(l), i+end):])...)
}

func (w whenReader) ranges(l string) []Range {
	var out []Range
	t := tokens(l)
	as := atoms(t, l)
	w.fillYears(as)
	for i := 0; i < len(as); i++ {
		r := as[i].days(w.year)
		if i+1 < len(as) && since(l, t, as[i]) && strings.Contains(l[t[as[i].after-1].end:t[as[i+1].first].at], "đến") {
			r.To = as[i+1].days(w.year).To
			i++
		}
		if !r.From.IsZero() && !r.To.IsZero() {
			out = append(out, r)
		}
	}
	return out
}
