package population

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Where says whether a commune named in an address, also by an earlier name, lies in the unit: known is false for a name of which
// there is no commune.
type Where func(commune string) (here, known bool)

// The words, folded, with which parts of an address begin.
var (
	communeWords  = []string{"phuong ", "xa ", "thi tran ", "dac khu "}
	aboveWords    = []string{"tinh ", "thanh pho ", "tp ", "huyen ", "quan ", "thi xa ", "tx ", "viet nam", "h ", "t ", "q "}
	hamletWords   = []string{"to dan pho ", "tdp ", "khu dan cu ", "khu pho ", "tieu khu ", "khom ", "thon ", "ap ", "ban ", "xom ", "buon ", "bon ", "phum ", "soc ", "lang ", "khu ", "to ", "kp "}
	communeShorts = map[string]string{"p. ": "phường ", "p.": "phường ", "x. ": "xã ", "tt. ": "thị trấn "}
)

// parts are the parts of an address between commas.
func parts(home string) (out []string) {
	for _, p := range strings.FieldsFunc(home, func(r rune) bool { return r == ',' || r == ';' }) {
		p = strings.TrimSpace(p)
		for short, long := range communeShorts {
			if rest, ok := strings.CutPrefix(strings.ToLower(p), short); ok && rest != "" {
				p = long + p[len(p)-len(rest):]
			}
		}
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// begins reports whether a part begins with one of the words; bare parts such as "Hưng Yên" begin with none.
func begins(part string, words []string) bool {
	fold := vi.Fold(part) + " "
	for _, w := range words {
		if strings.HasPrefix(fold, w) {
			return true
		}
	}
	return false
}

// elsewhere reports whether an address surely lies outside the unit: it names a commune, and no commune of that name is here. A list
// of the police is of the commune, so an address without one is taken for one of it.
func elsewhere(home string, where Where) bool {
	for _, p := range parts(home) {
		if !begins(p, communeWords) {
			continue
		}
		if here, known := where(p); known && !here {
			return true
		}
	}
	return false
}

// homeIn divides an address into the hamlet of the unit that it names and what stands before it: house and street. Commune,
// district and province are left out; they are the unit's.
func homeIn(home, hamlet string, hamlets []ui.Option) (id, rest string) {
	id = hamletNamed(hamlet, hamlets)
	var left []string
	for i, p := range parts(home) {
		if found := hamletNamed(p, hamlets); found != "" && (id == "" || id == found) {
			id = found
			continue
		}
		if begins(p, communeWords) || begins(p, aboveWords) {
			break // what follows lies above as well
		}
		if i > 0 && len(left) == 0 && id != "" {
			break
		}
		left = append(left, p)
	}
	return id, strings.Join(left, ", ")
}

// hamletNamed is the hamlet that a part of an address means; of two of one name and number none is.
func hamletNamed(part string, hamlets []ui.Option) string {
	fold := vi.Fold(part)
	core := hamletCore(fold)
	if core == "" || core == fold && !strings.Contains(fold, " ") {
		return ""
	}
	found := ""
	for _, o := range hamlets {
		for _, name := range append([]string{o.Text}, strings.Split(o.Hint, ";")...) {
			switch f := vi.Fold(name); {
			case f == "":
			case f == fold:
				return o.Value
			case hamletCore(f) == core:
				if found != "" && found != o.Value {
					return ""
				}
				found = o.Value
			}
		}
	}
	return found
}

// hamletCore is the name of a hamlet without its kind: "to dan pho so 03" gives 3.
func hamletCore(fold string) string {
	for _, w := range hamletWords {
		if rest, ok := strings.CutPrefix(fold, w); ok {
			return strings.TrimLeft(strings.TrimPrefix(rest, "so "), "0")
		}
	}
	return strings.TrimLeft(fold, "0")
}
