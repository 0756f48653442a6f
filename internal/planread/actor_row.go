package planread

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// rowNouns are the nouns that stand once before a row of bodies: "các Sở: Y tế, Tài chính".
var rowNouns = wordSet("sở|phòng|ban|bộ|hội|trường|trung tâm|các sở|các phòng|các ban|các bộ|các hội|các trường|các trung tâm")

// rowOfBodies reports whether the colon at byte i of text opens a row of names that share the noun before it; before is what
// stands there in lower case, from the beginning of the names.
func rowOfBodies(text, before string, i int) bool {
	if k := strings.LastIndexAny(before, ",;"); k >= 0 {
		before = before[k+1:]
	}
	before = strings.TrimPrefix(strings.TrimSpace(before), "và ")
	k := skipBlanks(text, i+1)
	return rowNouns[before] && k < len(text) && isUpper(firstRune(text[k:])) && strings.Contains(text[k:], ",")
}

// spreadRow writes out a row of bodies: "các Sở: Y tế, Tài chính" is Sở Y tế and Sở Tài chính. Any other name stays as it is.
func spreadRow(name string) []string {
	colon := strings.IndexByte(name, ':')
	if colon < 0 || !rowOfBodies(name, low(name[:colon]), colon) {
		return []string{name}
	}
	noun := strings.TrimSpace(name[:colon])
	if l := low(noun); strings.HasPrefix(l, "các ") {
		noun = vi.Sentence(strings.TrimSpace(noun[len("các "):]))
	}
	var out []string
	rest := strings.TrimSpace(name[colon+1:])
	for rest != "" {
		end := rowItem(low(noun)+" ", rest)
		out = append(out, noun+" "+bare(rest[:end]))
		rest = strings.TrimLeft(rest[end:], " ,;")
		rest = strings.TrimSpace(strings.TrimPrefix(rest, "và "))
	}
	return out
}

// rowItem is where the first name of a row ends: a known name may hold a comma ("Văn hóa, Thể thao và Du lịch").
func rowItem(noun, rest string) int {
	l := low(rest)
	for _, b := range bodyRegister()[firstWord(noun)] {
		if name, ok := strings.CutPrefix(b.low, noun); ok && starts(l, name) {
			return len(name)
		}
	}
	end := len(rest)
	for _, mark := range []string{",", ";", " và "} {
		if i := strings.Index(l, mark); i > 0 {
			end = min(end, i)
		}
	}
	return end
}
