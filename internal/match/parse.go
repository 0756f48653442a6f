package match

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Words are what a search may name besides a child.
type Words struct {
	Today         day.Day
	Code          string // stem of the numbers of records: "TE"
	HouseholdCode string // stem of the numbers of households: "HO"
	Hamlets       []ui.Option
	Here          func(name string) (words string, here bool) // about the name of a commune; may be nil
}

// Read is a search as it was understood.
type Read struct {
	Query     linkage.Query
	Household int64    // number of a household that was named by it
	Code      int64    // number of a record that was named by it
	Told      []string // what was understood besides the name, in words: "sinh 2018", "mẹ: hoa"
}

// Empty reports that nothing was asked for.
func (r Read) Empty() bool {
	q := r.Query
	return q.Name == "" && q.Birth == 0 && q.Mother == "" && q.Father == "" && q.Number == "" && q.Phone == "" && r.Household == 0 && r.Code == 0
}

// longest is how many letters of a search are read.
const longest = 200

// Parse understands one line as people type it: "nguyễn thị an 2018 mẹ hoa tdp 3". What it does not know belongs to the name; it
// never fails.
func Parse(typed string, w Words) Read {
	p := &parser{w: w, words: split(vi.Cut(vi.NFC(strings.ToValidUTF8(typed, " ")), longest))}
	for p.at < len(p.words) {
		if !p.number() && !p.hamlet() && !p.commune() && !p.parent() && !p.noise() {
			p.name()
		}
	}
	p.read.Query.Name = strings.Join(p.own, " ")
	p.told()
	return p.read
}

// word is a word as typed and folded; a comma stands as a word of its own.
type word struct{ raw, plain string }

func split(s string) []word {
	var out []word
	for _, raw := range strings.Fields(strings.NewReplacer(",", " , ", ";", " , ", "\u00a0", " ").Replace(s)) {
		if raw == "," {
			out = append(out, word{",", ","})
			continue
		}
		out = append(out, word{raw, strings.ToLower(vi.Fold(raw))})
	}
	return out
}

type parser struct {
	w     Words
	words []word
	at    int
	read  Read
	own   []string // words of the child's name
	place string   // what is said about a commune
	ham   string   // name of the hamlet
}

// plain is a folded word some places ahead; empty beyond the end.
func (p *parser) plain(ahead int) string {
	if i := p.at + ahead; i < len(p.words) {
		return p.words[i].plain
	}
	return ""
}

func (p *parser) raw(ahead int) string {
	if i := p.at + ahead; i < len(p.words) {
		return p.words[i].raw
	}
	return ""
}

// number reads a word with a digit: a number of papers, a date, a year, an age, a code.
func (p *parser) number() bool {
	raw := p.raw(0)
	if !strings.ContainsFunc(raw, unicode.IsDigit) {
		return p.home()
	}
	for _, try := range []func(string) bool{p.code, p.date, p.age, p.digits} {
		if try(raw) {
			return true
		}
	}
	return false
}

// home reads "hộ 12" and "hộ HO-0012".
func (p *parser) home() bool {
	if p.plain(0) != "ho" || p.w.HouseholdCode == "" || vi.NFC(strings.ToLower(p.raw(0))) == "hồ" {
		return false
	}
	next := 1
	if p.plain(1) == "so" {
		next = 2
	}
	n, ok := coded(p.raw(next), p.w.HouseholdCode, true)
	if ok {
		p.read.Household, p.at = n, p.at+next+1
	}
	return ok
}

// code reads TE-0012 and HO-0012.
func (p *parser) code(raw string) bool {
	if n, ok := coded(raw, p.w.Code, false); ok {
		p.read.Code, p.at = n, p.at+1
		return true
	}
	if n, ok := coded(raw, p.w.HouseholdCode, false); ok {
		p.read.Household, p.at = n, p.at+1
		return true
	}
	return false
}

// coded reads a number behind its stem; bare lets the stem be left out.
func coded(raw, stem string, bare bool) (int64, bool) {
	rest, had := strings.CutPrefix(strings.ToUpper(raw), stem)
	if stem == "" || !had && !bare {
		return 0, false
	}
	rest = strings.TrimLeft(rest, "-")
	if len(rest) > 9 || strings.ContainsFunc(rest, func(r rune) bool { return r < '0' || r > '9' }) {
		return 0, false
	}
	n, err := strconv.ParseInt(rest, 10, 64)
	return n, err == nil && n > 0
}

// oldest is how many years back a birth date of a child may lie; records of those who have grown up are kept for a while.
const oldest = 30

func (p *parser) date(raw string) bool {
	d := linkage.ParseDate(raw)
	if n := only(raw); d == 0 && len(n) == 8 && len(raw) == 8 {
		d = linkage.ParseDate(n[:2] + "/" + n[2:4] + "/" + n[4:])
	}
	if now := p.w.Today.Year(); d == 0 || d.Year() > now+1 || d.Year() < now-oldest || strings.ContainsFunc(raw, unicode.IsLetter) {
		return false
	}
	p.read.Query.Birth, p.at = d, p.at+1
	return true
}

// age reads "7 tuổi" and "7t".
func (p *parser) age(raw string) bool {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(p.plain(0), "tuoi"), "t"))
	if err != nil || n < 1 || n > oldest {
		return false
	}
	took := 1
	if only(raw) == raw { // no letters behind it
		if p.plain(1) != "tuoi" {
			return false
		}
		took = 2
	}
	t := p.w.Today
	p.read.Query.Age, p.read.Query.At = n, linkage.NewDate(t.Year(), t.Month(), t.Date())
	p.at += took
	return true
}

// digits joins words of digits into a personal number or a telephone: "001 219 000123", "0912.345.678".
func (p *parser) digits(string) bool {
	all := ""
	for took := 1; ; took++ {
		raw := p.raw(took - 1)
		if raw == "" || strings.Trim(raw, "0123456789.-+()") != "" {
			return false
		}
		all += only(raw)
		phone := len(all) == 10 && all[0] == '0' || len(all) == 11 && strings.HasPrefix(all, "84")
		switch next := only(p.raw(took)); {
		case len(all) > 12:
			return false
		case len(all) == 12:
			p.read.Query.Number = all
		case phone && (next == "" || len(all)+len(next) != 12):
			p.read.Query.Phone = all
		default:
			continue
		}
		p.at += took
		return true
	}
}

func only(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// noise are words that people put before a date, and commas.
func (p *parser) noise() bool {
	digits := func(ahead int) bool { return strings.ContainsFunc(p.raw(ahead), unicode.IsDigit) }
	switch p.plain(0) {
	case ",":
	case "sinh", "sn", "ngay", "nam", "thang", "sdt", "dt", "so":
		if !digits(1) && !(p.plain(0) == "sinh" && digits(2) && (p.plain(1) == "ngay" || p.plain(1) == "nam")) {
			return false
		}
	case "":
	default:
		return false
	}
	p.at++
	return true
}

func (p *parser) name() {
	p.own = append(p.own, p.raw(0))
	p.at++
}

// told puts into words what was understood besides the name.
func (p *parser) told() {
	q := p.read.Query
	add := func(words string) { p.read.Told = append(p.read.Told, words) }
	switch b := q.Birth; {
	case b.Day() > 0:
		add("sinh ngày " + strconv.Itoa(b.Day()) + "/" + strconv.Itoa(b.Month()) + "/" + strconv.Itoa(b.Year()))
	case b.Month() > 0:
		add("sinh tháng " + strconv.Itoa(b.Month()) + "/" + strconv.Itoa(b.Year()))
	case b != 0:
		add("sinh năm " + strconv.Itoa(b.Year()))
	case q.Age > 0:
		add(strconv.Itoa(q.Age) + " tuổi")
	}
	for _, f := range []struct{ words, value string }{{"mẹ", q.Mother}, {"cha", q.Father}, {"số định danh", q.Number}, {"điện thoại", q.Phone}, {"ở", p.ham}, {"", p.place}} {
		if f.value != "" {
			add(strings.TrimSpace(f.words + " " + f.value))
		}
	}
	if p.read.Household > 0 {
		add("hộ số " + strconv.FormatInt(p.read.Household, 10))
	}
}
