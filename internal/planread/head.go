package planread

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

var (
	nation     = regexp.MustCompile(`(?i)CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc`)
	headNumber = regexp.MustCompile(`(?i)(?:^|[^\p{L}])số\s*:?\s*(\d{1,5}[a-z]?)?[\s.…_]*([/-])\s*([A-ZĐƯ]{1,6}[a-z]{0,3}(?:\s?[-/&]\s?[\p{Lu}Đ][\p{L}\d]{0,14}){0,4})`)
	headDate   = regexp.MustCompile(`(?i)([^\n,;:]{0,60}),?[ \t]*ngày[\s.…_]*(\d{0,2})[\s.…_]*tháng[\s.…_]*(\d{0,2})[\s.…_]*năm[\s.…_]*(\d{4})`)
)

const headBytes = 6000 // the first page's head is shorter

// readHead reads the first lines.
func readHead(h *Head, head []*para) {
	var text strings.Builder
	for _, p := range head {
		if text.Len() > headBytes {
			break
		}
		text.WriteString(p.text + "\n")
	}
	before, title := splitTitle(h, head)
	h.Title = title
	s := nation.ReplaceAllString(text.String()[:min(text.Len(), headBytes)], " ")
	if m := headNumber.FindStringSubmatch(s); m != nil {
		h.Symbol = strings.ReplaceAll(m[3], " ", "")
		if m[1] != "" {
			h.Number = m[1] + m[2] + h.Symbol
		}
	}
	if m := headDate.FindStringSubmatch(s); m != nil {
		h.Place = strings.TrimSpace(m[1])
		h.Year, _ = strconv.Atoi(m[4])
		dd, _ := strconv.Atoi(m[2])
		mm, _ := strconv.Atoi(m[3])
		h.Date, _ = day.Of(h.Year, mm, dd)
	}
	h.YearTo = h.Year
	h.Issuer = headIssuer(before)
}

// splitTitle gives the paragraphs above the name of the kind of document and the title below it.
func splitTitle(h *Head, head []*para) (before []*para, title string) {
	for i, p := range head {
		if !isKindLine(p.text) {
			continue
		}
		h.Kind = docKinds[low(strings.TrimRight(p.text, " :."))].name
		var parts []string
		for _, t := range head[i+1:] {
			if !strings.HasPrefix(t.text, "(") {
				parts = append(parts, t.text)
			}
		}
		return head[:i], strings.Join(parts, " ")
	}
	return head, ""
}

// headIssuer reads the block of the issuing body: "ỦY BAN NHÂN DÂN" and "TỈNH X" are one name, "UBND TỈNH X" and "SỞ Y" are a
// superior and the issuer.
func headIssuer(paras []*para) string {
	issuer := ""
	for _, p := range paras {
		if len(p.text) > 300 {
			break
		}
		for _, s := range p.rows(nation.ReplaceAllStringFunc(p.text, blanks)) {
			s = squeeze(s)
			l := low(s)
			switch {
			case s == "" || !capitals(s) && issuer == "" && l != "ủy" || !upperOnly(s) || strings.Contains(s, "/"):
			case issuer != "" && (startsAny(l, unitTypes) != "" || !actorHead(s, l, 0) || low(issuer) == "ủy" || low(issuer) == "ủy ban nhân"):
				issuer += " " + s
			default:
				issuer = s
			}
		}
	}
	return issuer
}

// upperOnly reports whether s has letters and no small ones.
func upperOnly(s string) bool {
	return strings.ContainsFunc(s, unicode.IsUpper) && !strings.ContainsFunc(s, unicode.IsLower)
}

func blanks(s string) string { return strings.Repeat(" ", len(s)) }

// rows divides a text of the length of the paragraph at the ends of its source lines.
func (p *para) rows(text string) []string {
	var out []string
	for i, at := range p.at {
		end := len(text)
		if i+1 < len(p.at) {
			end = p.at[i+1]
		}
		out = append(out, text[at:end])
	}
	return out
}

// unitTypes are the kinds of administrative units, the longer names first.
var unitTypes = []string{"thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã"}

var planYear = regexp.MustCompile(`(?i)(ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+|tháng\s+\d{1,2}\s+)?năm\s+((?:19|20)\d{2})(?:\s*[-–]\s*((?:19|20)\d{2}))?`)
var planPeriod = regexp.MustCompile(`(?i)(?:giai đoạn|thời kỳ|nhiệm kỳ|các năm|từ năm)\s+(?:năm\s+)?((?:19|20)\d{2})\s*(?:[-–]|đến năm|đến)\s*((?:19|20)\d{2})`)

// titleYears gives the years that a title names, 0 when it names none. A year inside a date belongs to another document.
func titleYears(title string) (from, to int) {
	if m := planPeriod.FindStringSubmatch(title); m != nil {
		from, _ = strconv.Atoi(m[1])
		to, _ = strconv.Atoi(m[2])
		return from, max(from, to)
	}
	for _, m := range planYear.FindAllStringSubmatchIndex(title, -1) {
		if m[2] >= 0 || strings.HasSuffix(low(strings.TrimRight(title[:m[0]], " ")), "đến") {
			continue
		}
		from, _ = strconv.Atoi(title[m[4]:m[5]])
		to = from
		if m[6] >= 0 {
			to, _ = strconv.Atoi(title[m[6]:m[7]])
		}
		return from, max(from, to)
	}
	return 0, 0
}

// finishHead fills in what the first lines leave open, from the sentence that promulgates and the title, and writes names as a
// sentence writes them.
func (r *reader) finishHead(body []block) {
	h := &r.plan.Head
	if from, to := titleYears(h.Title); from > 0 {
		h.Year, h.YearTo = from, to
	}
	if h.Year == 0 {
		h.Year, h.YearTo = textYears(body)
	}
	if l := low(h.Issuer); l == "" || l == "ubnd" || l == "ủy ban nhân dân" {
		if who := promulgator(body); who != "" {
			h.Issuer = who
		}
		if t := bareUnit(h.Issuer); t != "" {
			if name := unitName(h.Title, t); name != "" {
				if capitals(name) {
					name = strings.TrimSpace(titleCase(low(name)))
				}
				h.Issuer += " " + name
			} else if h.Place != "" {
				h.Issuer += " " + h.Place
			}
		}
	}
	h.Issuer = r.asSentence(h.Issuer, body)
}

// textYears gives the first years that the text names outside a date, for a plan whose first lines name none.
func textYears(body []block) (from, to int) {
	for _, b := range body[:min(len(body), 60)] {
		if b.p == nil || len(b.p.text) > titleBytes {
			continue
		}
		if from, to = titleYears(b.p.text); from > 0 {
			return from, to
		}
	}
	return 0, 0
}

const titleBytes = 2000

// promulgator is the body that issues, from "… ban hành Kế hoạch …" or "… xây dựng Kế hoạch …".
func promulgator(body []block) string {
	for _, b := range body[:min(len(body), 12)] {
		if b.p == nil || sectionLike(b.p) {
			break
		}
		for _, verb := range []string{" ban hành kế hoạch", " xây dựng kế hoạch", " ban hành"} {
			i := strings.Index(b.p.low, verb)
			if i <= 0 {
				continue
			}
			if i < 160 && actorHead(b.p.text, b.p.low, 0) {
				return committee(strings.TrimSpace(b.p.text[:i]))
			}
			from := runeStart(b.p.low, max(0, i-100))
			if k := max(strings.LastIndex(b.p.low[from:i], "ủy ban nhân dân"), strings.LastIndex(b.p.low[from:i], "ubnd")); k >= 0 {
				return committee(strings.TrimSpace(b.p.text[from+k : i]))
			}
		}
	}
	return ""
}

// committee writes "UBND" out.
func committee(name string) string {
	if rest, ok := strings.CutPrefix(name, "UBND "); ok {
		return "Ủy ban nhân dân " + rest
	}
	return name
}

// bareUnit gives the kind of unit with which a name ends when its proper name is left out: "Ủy ban nhân dân thị xã".
func bareUnit(name string) string {
	l := low(name)
	for _, t := range unitTypes {
		if strings.HasSuffix(l, " "+t) {
			return t
		}
	}
	return ""
}

// unitName is the proper name after the kind of unit in s: "Mỹ Hào" after "thị xã".
func unitName(s, unitType string) string {
	i := indexWord(low(s), unitType)
	if i < 0 {
		return ""
	}
	return properName(s, i+len(unitType))
}

// properName is the run of capitalised words of s from byte i.
func properName(s string, i int) string {
	end := i
	for at := i; at < len(s) && s[at] == ' '; {
		start := at + 1
		stop := start
		for stop < len(s) {
			r, size := utf8.DecodeRuneInString(s[stop:])
			if !unicode.IsLetter(r) && r != '\'' && r != '’' && !(r == '-' && stop > start) && !unicode.IsDigit(r) {
				break
			}
			stop += size
		}
		r := firstRune(s[start:])
		if stop == start || !unicode.IsUpper(r) && !(start == i+1 && unicode.IsDigit(r)) {
			break
		}
		end, at = stop, stop
	}
	return strings.TrimSpace(strings.TrimRight(s[i:end], "-"))
}

// asSentence writes a name that stands in capitals as the text writes it elsewhere, else with capitals only where a word of a
// proper name begins.
func (r *reader) asSentence(name string, body []block) string {
	if !capitals(name) {
		return name
	}
	l := low(name)
	if found := findCased(l, body); found != "" {
		return found
	}
	if rest, ok := strings.CutPrefix(l, "ubnd "); ok {
		l = "ủy ban nhân dân " + rest
	}
	unit, at := "", -1
	for _, t := range unitTypes {
		if i := indexWord(l, t); i >= 0 && (at < 0 || i < at) {
			unit, at = t, i
		}
	}
	if at < 0 {
		return vi.Sentence(l)
	}
	place := titleCase(l[at+len(unit):])
	if found := findCased(l[at:], body); found != "" {
		return vi.Sentence(l[:at]) + found
	}
	return vi.Sentence(l[:at]) + unit + place
}

func findCased(l string, body []block) string {
	for _, b := range body[:min(len(body), 40)] {
		if b.p == nil || capitals(b.p.text) {
			continue
		}
		if i := indexWord(b.p.low, l); i >= 0 {
			if found := b.p.text[i : i+len(l)]; !capitals(found) {
				return found
			}
		}
	}
	return ""
}

func titleCase(l string) string {
	words := strings.Fields(l)
	for i, w := range words {
		words[i] = vi.Sentence(w)
	}
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ")
}

// readClosing reads the recipients and the signature.
func readClosing(h *Head, closing []*para) {
	for _, p := range closing {
		for _, s := range strings.Split(p.text, "\n") {
			m := markOf(s)
			switch {
			case authorityLine(s):
				h.SignerFor, h.SignerAs, h.Signer = s, "", ""
			case signatureLine(s):
				h.Signer = ""
				if h.SignerAs == "" {
					h.SignerAs = s
				}
			case m.kind == markDash:
				if to := bare(s[m.size:]); !strings.HasPrefix(low(to), "lưu") && to != "" {
					h.SentTo = append(h.SentTo, to)
				}
			case h.SignerAs != "" || h.SignerFor != "":
				if h.Signer == "" && personName(s) {
					h.Signer = s
				}
			}
		}
	}
}

// personName reports whether s looks like a person's name: two to six capitalised words.
func personName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 6 || len(s) > 60 {
		return false
	}
	for _, w := range words {
		if !unicode.IsUpper(firstRune(w)) || strings.ContainsAny(w, ".:;/0123456789") {
			return false
		}
	}
	return true
}
