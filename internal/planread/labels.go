package planread

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// labelKind is what a label before a colon announces.
type labelKind int

const (
	labelNone      labelKind = iota
	labelLead                // "Đơn vị chủ trì:"
	labelImplement           // "Cơ quan thực hiện:"
	labelCoop                // "Đơn vị phối hợp:"
	labelAdvise              // "Cơ quan tham mưu:"
	labelMonitor             // "Đơn vị theo dõi:"
	labelTime                // "Thời gian thực hiện:"
	labelContent             // "Nội dung:", opens the text of the task itself
	labelNote                // "Sản phẩm:", "Địa điểm:", "Kinh phí:"
	labelAll                 // "Đơn vị thực hiện và thời gian thực hiện:", announces labels
)

func (k labelKind) actors() bool { return k >= labelLead && k <= labelMonitor }

var labelRoles = map[labelKind]Role{labelLead: RoleLead, labelImplement: RoleImplement, labelCoop: RoleCooperate,
	labelAdvise: RoleAdvise, labelMonitor: RoleMonitor}

// labelVocabulary has the words and phrases of labels by class.
var labelVocabulary = sync.OnceValue(func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for _, r := range records("labels.txt") {
		if m[r[0]] == nil {
			m[r[0]] = map[string]bool{}
		}
		m[r[0]][r[1]] = true
	}
	return m
})

// timeAndPlace are what a label of time may name besides.
var timeAndPlace = wordSet(", địa điểm| và địa điểm|, địa điểm tổ chức| và địa điểm tổ chức|, địa điểm thực hiện| và địa điểm thực hiện|, địa điểm, thành phần|, đối tượng|, hình thức")

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.SplitSeq(list, "|") {
		m[w] = true
	}
	return m
}

const labelMax = 90 // bytes; a longer text before a colon is a sentence

// labelOf says what a phrase announces when it stands before a colon.
func labelOf(phrase string) labelKind {
	l := low(strings.Trim(phrase, " :.()[]"))
	if l == "" || len(l) > labelMax {
		return labelNone
	}
	v := labelVocabulary()
	switch {
	case v["content"][l]:
		return labelContent
	case v["note"][l]:
		return labelNote
	case timeAndPlace[strings.TrimPrefix(l, "thời gian")]:
		return labelTime
	}
	f := labelParts(l)
	switch {
	case f["other"] > 0:
		return labelNone
	case f["time"] > 0 && f["body"]+f["lead"]+f["cooperate"] > 0:
		return labelAll
	case f["time"] > 0:
		return labelTime
	case f["lead"] > 0:
		return labelLead
	case f["cooperate"] > 0 && (f["body"]+f["act"] > 0 || f["words"] <= 2):
		return labelCoop
	case f["advise"] > 0 && f["body"] > 0:
		return labelAdvise
	case f["monitor"] > 0 && f["body"] > 0:
		return labelMonitor
	case f["act"] > 0 && (f["body"] > 0 || f["words"] >= 2):
		return labelImplement
	}
	return labelNone
}

// labelClasses are tried in this order for each word of a label.
var labelClasses = []string{"time", "body", "lead", "cooperate", "act", "advise", "monitor"}

// labelParts counts the words of a label by class; "other" counts those that no label has.
func labelParts(l string) map[string]int {
	words := strings.FieldsFunc(l, func(r rune) bool { return strings.ContainsRune(" ,/-;()", r) })
	f := map[string]int{}
	for i := 0; i < len(words); f["words"]++ {
		if i+1 < len(words) {
			if class := labelClass(words[i]+" "+words[i+1], f["time"] > 0); class != "" {
				f[class]++
				i += 2
				continue
			}
		}
		class := labelClass(words[i], f["time"] > 0)
		switch {
		case class != "":
			f[class]++
		case !labelLinks[words[i]]:
			f["other"]++
		}
		i++
	}
	return f
}

// labelLinks join the words of a label.
var labelLinks = wordSet("và|cùng|hoặc|cho|dự|kiến|chính")

func labelClass(word string, afterTime bool) string {
	v := labelVocabulary()
	if afterTime && v["time-tail"][word] {
		return "time-tail"
	}
	for _, class := range labelClasses {
		if v[class][word] {
			return class
		}
	}
	return ""
}

// segment is a stretch of a paragraph: the text before the first label, or a label with its value.
type segment struct {
	kind     labelKind
	label    string
	from, to int // of the value in the paragraph's text
	start    int // of the label
}

// segments divides a paragraph at its labels. The first segment has labelNone and may be empty.
func segments(text string, from int) []segment {
	out := []segment{{from: from, to: len(text), start: from}}
	for i := from; i < len(text); {
		colon := strings.IndexByte(text[i:], ':')
		if colon < 0 {
			break
		}
		colon += i
		start := labelStart(text, i, colon)
		kind := labelOf(text[start:colon])
		if kind == labelNone && start < colon && colon-start < 40 && labelVocabulary()["weak"][low(text[start:colon])] {
			if k := skipBlanks(text, colon+1); k < len(text) && actorHead(text[k:], low(text[k:min(len(text), k+80)]), 0) {
				kind = labelImplement
			}
		}
		if kind != labelNone && kind != labelContent && kind != labelNote || kind != labelNone && start == from {
			out[len(out)-1].to = start
			out = append(out, segment{kind: kind, label: text[start:colon], from: colon + 1, to: len(text), start: start})
		}
		i = colon + 1
	}
	return out
}

// labelStart goes back from a colon to where its label can begin: after a full stop, a semicolon, a bracket or a list mark.
func labelStart(text string, from, colon int) int {
	lowest := max(from, colon-labelMax)
	for lowest < colon && !utf8.RuneStart(text[lowest]) {
		lowest++
	}
	start := lowest
	if i := strings.LastIndexAny(text[lowest:colon], ".;(\t"); i >= 0 {
		start = lowest + i + 1
	} else if lowest > from {
		return colon
	}
	for start < colon && text[start] == ' ' {
		start++
	}
	if m := markOf(text[start:colon] + " "); m.kind >= markLetter && start+m.size <= colon {
		start += m.size
	}
	return start
}

// startsLabel reports whether a line begins with a label and its colon.
func startsLabel(text string) bool {
	colon := strings.IndexByte(text, ':')
	if colon < 0 || colon > labelMax {
		return false
	}
	m := markOf(text)
	if m.size > colon {
		return false
	}
	k := labelOf(text[m.size:colon])
	return k != labelNone
}
