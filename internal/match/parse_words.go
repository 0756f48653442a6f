package match

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// parents are the words before the name of a parent; those with two need both.
var parents = []struct {
	words  string
	father bool
}{
	{"con ba", false}, {"con chi", false}, {"con co", false}, {"con me", false}, {"con ong", true}, {"con anh", true}, {"con bo", true}, {"con cha", true},
	{"me la", false}, {"bo la", true}, {"cha la", true}, {"me", false}, {"bo", true}, {"cha", true},
}

// spelt are the spellings with marks that a parent's word may have; a name may be Mè or Bổ.
var spelt = map[string][]string{"me": {"me", "mẹ"}, "bo": {"bo", "bố"}, "cha": {"cha"}}

// parent reads "mẹ hoa" up to the next thing that is no name. At the beginning only words with marks count: "Me" and "Bo" are
// names.
func (p *parser) parent() bool {
	for _, o := range parents {
		words := strings.Fields(o.words)
		if p.plain(0) != words[0] || len(words) > 1 && p.plain(1) != words[1] {
			continue
		}
		if len(words) == 1 && (!slices.Contains(spelt[words[0]], strings.ToLower(p.raw(0))) || p.at == 0 && strings.ToLower(p.raw(0)) == words[0]) {
			continue
		}
		if name := p.nameFrom(len(words)); name != "" {
			if o.father {
				p.read.Query.Father = name
			} else {
				p.read.Query.Mother = name
			}
			return true
		}
	}
	return false
}

// nameFrom takes the words of a name that begins some places ahead, at most five.
func (p *parser) nameFrom(ahead int) string {
	start, out := p.at, []string{}
	p.at += ahead
	if p.plain(0) == ":" {
		p.at++
	}
	for p.at < len(p.words) && len(out) < 5 && !p.ends() {
		out = append(out, strings.Trim(p.raw(0), ":"))
		p.at++
	}
	name := strings.TrimSpace(strings.Join(out, " "))
	if name == "" {
		p.at = start
	}
	return name
}

// ends reports that the word is not one of a name: a figure, a comma, a word that leads to something else.
func (p *parser) ends() bool {
	if p.raw(0) == "," || strings.ContainsAny(p.raw(0), "0123456789") {
		return true
	}
	if _, ok := areaAt(p); ok {
		return true
	}
	raw := strings.ToLower(p.raw(0))
	switch p.plain(0) {
	case "me", "bo", "cha":
		return slices.Contains(spelt[p.plain(0)], raw)
	case "con", "sinh", "sn":
		return true
	case "nam", "so", "ho", "ngay":
		return strings.ContainsAny(p.raw(1), "0123456789")
	}
	return false
}

// areas are the words before the name of a hamlet, folded, the longest first.
var areas = []string{"to dan pho", "khu dan cu", "khu pho", "tdp", "thon", "kdc", "xom", "ban", "buon", "ap", "kp", "to"}

// sure are areas that are also words of names: they count before a figure only, or with their marks.
var sure = map[string]string{"to": "tổ", "ban": "bản", "ap": "ấp", "thon": "thôn", "xom": "xóm", "buon": "buôn"}

// areaAt is the number of words of an area that stands here.
func areaAt(p *parser) (n int, ok bool) {
	for _, a := range areas {
		words := strings.Fields(a)
		match := true
		for i, w := range words {
			match = match && p.plain(i) == w
		}
		if !match {
			continue
		}
		marked, name := sure[a]
		if name && strings.ToLower(vi.NFC(p.raw(0))) != marked && !strings.ContainsAny(p.raw(1), "0123456789") && p.plain(1) != "so" {
			continue
		}
		return len(words), true
	}
	return 0, false
}

// hamlet reads "tdp 3", "thôn Phú Đa", and the bare name of a hamlet of two words or more behind the child's name.
func (p *parser) hamlet() bool {
	if n, ok := areaAt(p); ok {
		if p.plain(n) == "so" {
			n++
		}
		return p.hamletNamed(n, p.at)
	}
	return len(p.own) > 1 && p.hamletNamed(0, p.at)
}

// hamletNamed finds the hamlet whose name begins some places ahead, the longest name first. Among those of one name the one
// written with the same words is meant.
func (p *parser) hamletNamed(ahead, from int) bool {
	best, took, whole := -1, 0, false
	for i, h := range p.w.Hamlets {
		for _, name := range append([]string{h.Text}, strings.Split(h.Hint, ";")...) {
			core := coreOf(name)
			if len(core) == 0 || ahead == 0 && len(core) < 2 || !p.follow(ahead, core) {
				continue
			}
			same := strings.HasPrefix(vi.Fold(name), p.words[from].plain)
			if len(core) > took || len(core) == took && same && !whole {
				best, took, whole = i, len(core), same
			}
		}
	}
	if best < 0 {
		return false
	}
	p.read.Query.Hamlet, p.ham = p.w.Hamlets[best].Value, p.w.Hamlets[best].Text
	p.at = from + ahead + took
	return true
}

func (p *parser) follow(ahead int, core []string) bool {
	for i, w := range core {
		if strings.TrimLeft(p.plain(ahead+i), "0") != strings.TrimLeft(w, "0") {
			return false
		}
	}
	return true
}

// coreOf are the words of a hamlet's name without its kind: "Tổ dân phố số 3" gives 3.
func coreOf(name string) []string {
	plain := strings.ToLower(vi.Fold(name))
	for _, a := range areas {
		if rest, ok := strings.CutPrefix(plain, a+" "); ok {
			plain = rest
			break
		}
	}
	return strings.Fields(strings.TrimPrefix(plain, "so "))
}

// commune reads "xã Tân Lập", also under its name before 2025, when somebody can tell what it is.
func (p *parser) commune() bool {
	if p.w.Here == nil {
		return false
	}
	lead := 0
	switch raw := strings.ToLower(p.raw(0)); {
	case raw == "xã" || raw == "phường" || raw == "xa" && len(p.own) > 1 || raw == "phuong" && len(p.own) > 2:
		lead = 1
	case p.plain(0) == "thi" && p.plain(1) == "tran" && raw == "thị" && strings.ToLower(p.raw(1)) == "trấn":
		lead = 2
	default:
		return false
	}
	for n := 4; n > 0; n-- {
		if p.at+lead+n > len(p.words) {
			continue
		}
		var name []string
		for i := range n {
			name = append(name, p.raw(lead+i))
		}
		if words, _ := p.w.Here(strings.Join(name, " ")); words != "" {
			p.place, p.at = words, p.at+lead+n
			return true
		}
	}
	return false
}
