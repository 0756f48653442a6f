package planread

import (
	"strings"
)

// reportSection reads a section about reporting. A sentence that ends with a colon names the bodies for what stands below it.
func (r *reader) reportSection(n *node) {
	var who []Actor
	if n.head != nil {
		r.items.put(n.head, ItemHeading, n.path)
		if s, ok := readSentence(n.head.text, n.head.low, n.mark.size); ok {
			who = r.named(n.head.text[s.from:s.to], RoleReportFrom, n.head.lineAt(s.from))
		}
		if len(n.title) > 60 {
			r.findReports(n.path, who, []*para{n.head})
		}
	}
	r.reportEntries(n, who)
}

func (r *reader) reportEntries(n *node, who []Actor) {
	for _, e := range n.seq {
		switch {
		case e.p != nil:
			if strings.HasSuffix(e.p.text, ":") {
				if s, ok := readSentence(e.p.text, e.p.low, e.p.mark.size); ok {
					who = r.named(e.p.text[s.from:s.to], RoleReportFrom, e.p.lineAt(s.from))
				}
			}
			r.items.put(e.p, ItemReport, n.path)
			if !difficulty(e.p.low) {
				r.findReports(n.path, who, []*para{e.p})
			}
		case e.t != nil:
			r.annexTable(e.t, n.path)
		case e.n != nil:
			r.reportKid(e.n, who)
		}
	}
}

func (r *reader) reportKid(n *node, who []Actor) {
	r.items.put(n.head, ItemReport, n.path)
	if s, ok := readSentence(n.head.text, n.head.low, n.mark.size); ok && (s.order || s.stopped || actorHeading(n)) {
		who = r.named(n.head.text[s.from:s.to], RoleReportFrom, n.head.lineAt(s.from))
	}
	r.findReports(n.path, who, []*para{n.head})
	r.reportEntries(n, who)
}

// findReports finds the duties to report in paragraphs; who owes them unless a sentence names its own bodies.
func (r *reader) findReports(path string, who []Actor, paras []*para) {
	owners := reportFrom(who)
	for _, p := range paras {
		if difficulty(p.low) || strings.HasPrefix(p.low, "trên đây") {
			continue
		}
		from := p.mark.size
		for _, c := range clauses(p, from) {
			r.clauseReports(path, owners, p, c)
		}
	}
}

func reportFrom(who []Actor) []Actor {
	var out []Actor
	for _, a := range who {
		if a.Role == RoleCooperate {
			continue
		}
		a.Role = RoleReportFrom
		out = append(out, a)
	}
	return out
}

// clauses divides a paragraph at full stops and semicolons.
func clauses(p *para, from int) []Span {
	var out []Span
	start := from
	for i := from; i < len(p.text); i++ {
		if p.text[i] == ';' || p.text[i] == '.' && sentenceEnd(p.text, i) {
			out = append(out, Span{start, i})
			start = i + 1
		}
	}
	if start < len(p.text) {
		out = append(out, Span{start, len(p.text)})
	}
	return out
}

// clauseReports reads the duties of one clause.
func (r *reader) clauseReports(path string, who []Actor, p *para, c Span) {
	l := p.low[c.From:c.To]
	start := clauseTitle(l)
	at := reportVerb(l[start:])
	if at < 0 && start > 0 {
		start, at = 0, reportVerb(l)
	}
	if at < 0 {
		return
	}
	at += start
	text := p.text[c.From:c.To]
	f := r.reportTimes(l)
	to, via := r.recipient(text, l, at, p.lineAt(c.From+at))
	if !isDuty(l, at, f, to) {
		return
	}
	actors := append([]Actor{}, r.clauseSubject(text[start:], l[start:], at-start, who, p.lineAt(c.From))...)
	for i := range to {
		to[i].Via = via
	}
	if len(to) == 0 && via != "" {
		to = []Actor{{Role: RoleReportTo, Via: via, Line: p.lineAt(c.From + at)}}
	}
	actors = append(actors, to...)
	for _, t := range f {
		line := p.lineAt(c.From + min(at, t.at))
		r.plan.Reports = append(r.plan.Reports, Report{Path: path, Title: t.title(), Text: squeeze(text), Actors: actors,
			Frequency: t.frequency, Due: t.due, MonthDays: t.monthDays, MonthDay: t.monthDay, Inclusive: t.inclusive,
			Raw: bare(text[t.at:t.end]), Span: Span{line, p.lineAt(c.From + max(at, t.end-1))}})
	}
}

// clauseTitle is how many bytes a title before the order takes: "Báo cáo định kỳ: Các đơn vị gửi …". It names the report
// and orders nothing.
func clauseTitle(l string) int {
	from := len(l) - len(strings.TrimLeft(l, " -–+0123456789.)"))
	if !strings.HasPrefix(l[from:], "báo cáo") && !strings.HasPrefix(l[from:], "chế độ") {
		return 0
	}
	colon := strings.IndexByte(l, ':')
	if colon < 0 || colon > from+60 || strings.ContainsAny(l[from:colon], ";,") {
		return 0
	}
	return skipBlanks(l, colon+1)
}

// reportVerb is where a clause orders to report, -1 when it does not: "để tổng hợp, báo cáo" is an aim and no order.
func reportVerb(l string) int {
	for from := 0; from < len(l); {
		i := indexWord(l[from:], "báo cáo")
		if i < 0 {
			break
		}
		i += from
		if !purpose(l, i) && !endsAny(l[max(0, i-40):i], notOrders) {
			return i
		}
		from = i + len("báo cáo")
	}
	if i := indexWord(l, "gửi"); i > 0 && strings.Contains(l[max(0, i-90):i], "kết quả") && !purpose(l, i) {
		return i
	}
	for _, w := range []string{"gửi kết quả", "thông tin kết quả", "gửi văn bản", "thông tin, phản hồi"} {
		if i := indexWord(l, w); i >= 0 && !purpose(l, i) {
			return i
		}
	}
	return -1
}

// notOrders before "báo cáo" make it a thing and no order.
var notOrders = []string{"việc", "chế độ", "mẫu", "nội dung", "hệ thống", "biểu mẫu", "dữ liệu", "số liệu", "theo", "qua", "các", "trong", "tại", "nghe", "cơ quan", "phần mềm"}

// purpose reports whether the verb at byte i follows "để" or "nhằm" without a new clause between.
func purpose(l string, i int) bool {
	head := l[max(0, i-60):i]
	k := max(strings.LastIndex(head, "để "), strings.LastIndex(head, "nhằm "), strings.LastIndex(head, "cơ sở "))
	return k >= 0 && !strings.ContainsAny(head[k:], ".)")
}

// decisions after a report make it a request for a decision.
var decisions = []string{"phê duyệt", "xem xét", "quyết định", "cho ý kiến", "chỉ đạo giải quyết", "đề nghị ban hành", "chấp thuận"}

// isDuty decides whether a clause is a duty to report: it gives a time or says that results go to a body.
func isDuty(l string, at int, f []reportTime, to []Actor) bool {
	if strings.Contains(l, "khó khăn") && strings.Contains(l, "vướng mắc") {
		return false
	}
	if len(f) > 0 && f[0].frequency != Unstated {
		return true
	}
	tail := l[at:]
	if hasAny(tail, decisions) || strings.Contains(l, "quyết toán") {
		return false
	}
	return len(to) > 0 && (strings.Contains(tail, "kết quả") || strings.Contains(tail, "tình hình") || strings.Contains(tail, "tiến độ"))
}

// clauseSubject is who reports: the bodies that the clause names before the verb, else those of the part.
func (r *reader) clauseSubject(text, l string, at int, who []Actor, line int) []Actor {
	if s, ok := readSentence(text, l, 0); ok && s.to <= at && (s.order || s.stopped) && !strings.HasPrefix(l[skipBlanks(l, s.rest):], "tham mưu") {
		return r.named(text[s.from:s.to], RoleReportFrom, line)
	}
	for _, w := range []string{"đề nghị", "yêu cầu", "giao"} {
		if i := indexWord(l[:at], w); i >= 0 {
			k := skipMarks(l, i+len(w))
			if actorHead(text, l, k) {
				if end, _ := actorEnd(text, l, k); end > k && end <= at {
					return r.named(text[k:end], RoleReportFrom, line)
				}
			}
		}
	}
	return who
}

// recipientEnds end the name of a recipient.
var recipientEnds = []string{" trước", " để", " kết quả", " theo", " định kỳ", " hằng", " hàng", " qua ", " thông qua", " tình hình", " đúng", " chậm nhất", " khi ", " về ", " (", " tổng hợp",
	" vào ", " những", " và các cơ quan liên quan theo", " bằng ", " đồng thời", " việc ", " biết", " xem xét", " tiến độ", " nội dung", " sau ", " ngay ", " kịp thời", " trong ", " gửi ", " từ "}

// recipient finds to whom a report goes and through whom.
func (r *reader) recipient(text, l string, at int, line int) (to []Actor, via string) {
	for _, i := range recipientStarts(text, l, at) {
		end := len(l)
		for _, stop := range recipientEnds {
			if k := strings.Index(l[i:end], stop); k > 0 {
				end = i + k
			}
		}
		if e, _ := actorEnd(text, l, i); e < end {
			end = e
		}
		if end > i {
			to = r.named(text[i:end], RoleReportTo, line)
			break
		}
	}
	for _, w := range []string{"thông qua", "qua"} {
		for from := at; from < len(l); {
			i := indexWord(l[from:], w)
			if i < 0 {
				break
			}
			i += from
			k := skipBlanks(l, i+len(w))
			if actorHead(text, l, k) {
				end, _ := actorEnd(text, l, k)
				return to, bare(text[k:end])
			}
			from = i + len(w)
		}
	}
	return to, ""
}

// recipientStarts are the places after the verb where the name of a recipient can begin, the likeliest first.
func recipientStarts(text, l string, at int) []int {
	var out []int
	first := skipBlanks(l, at+len(firstWord(l[at:])))
	first = skipBlanks(l, first+len(firstWord(l[first:])))
	if startsAny(l[at:], []string{"báo cáo"}) != "" && actorHead(text, l, first) && !strings.HasPrefix(l[first:], "các") {
		out = append(out, first)
	}
	for _, w := range []string{"gửi về", "gửi", "về", "cho", "đến", "tới", "với"} {
		for from := at; from < len(l); {
			i := indexWord(l[from:], w)
			if i < 0 {
				break
			}
			i += from + len(w)
			if k := skipBlanks(l, i); actorHead(text, l, k) {
				out = append(out, k)
			}
			from = i
		}
	}
	return out
}
