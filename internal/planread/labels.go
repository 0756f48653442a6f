package planread

import (
	"strings"
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
	labelUnknown             // something before a colon in the place of a label
)

func (k labelKind) actors() bool { return k >= labelLead && k <= labelMonitor }

func (k labelKind) meta() bool {
	return k.actors() || k == labelTime || k == labelNote || k == labelAll
}

var labelRoles = map[labelKind]Role{labelLead: RoleLead, labelImplement: RoleImplement, labelCoop: RoleCooperate,
	labelAdvise: RoleAdvise, labelMonitor: RoleMonitor}

// The words that labels are made of. A label is made of nothing else.
var (
	labelBodies   = wordSet("đơn vị|cơ quan|tổ chức|bộ phận|các|cấp|người|lực lượng|địa phương|ban ngành|cá nhân|thành phần|phòng ban|sở ngành")
	labelLeads    = wordSet("chủ trì|chủ quản|chủ công")
	labelCoops    = wordSet("phối hợp|cùng phối hợp|tham gia|hỗ trợ")
	labelActs     = wordSet("thực hiện|triển khai|tổ chức|chịu trách nhiệm|phụ trách|trách nhiệm|phân công|đảm nhiệm|được giao|giao|nhiệm vụ|chính")
	labelAdvisers = wordSet("tham mưu|đầu mối|thường trực|soạn thảo|tổng hợp")
	labelMonitors = wordSet("theo dõi|đôn đốc|giám sát|kiểm tra|chỉ đạo")
	labelTimes    = wordSet("thời gian|thời hạn|tiến độ|thời điểm|lộ trình")
	labelTimeTail = wordSet("thực hiện|hoàn thành|triển khai|tổ chức|dự kiến|kết thúc|bắt đầu|cụ thể|trình|ban hành|xong|hoạt động|và|nhiệm vụ|kế hoạch|công việc|chính thức")
	labelContents = wordSet("nội dung|nội dung thực hiện|nội dung công việc|nội dung nhiệm vụ|nội dung hoạt động|nội dung chính|nội dung triển khai|nội dung cụ thể|nhiệm vụ|nhiệm vụ cụ thể|công việc|hoạt động|tên nhiệm vụ|mục tiêu|mục đích|yêu cầu|chỉ tiêu|hình thức|hình thức thực hiện|hình thức tổ chức|biện pháp|giải pháp|giải pháp thực hiện|cách thức thực hiện|cách thức|phương pháp|phạm vi|chủ đề|quy mô|đối tượng|đối tượng tham gia")
	labelNotes    = wordSet("sản phẩm|sản phẩm dự kiến|sản phẩm đầu ra|kết quả|kết quả đầu ra|kết quả dự kiến|kết quả cần đạt|đầu ra|địa điểm|địa điểm thực hiện|địa điểm tổ chức|địa bàn|địa bàn thực hiện|địa bàn triển khai|kinh phí|kinh phí thực hiện|nguồn kinh phí|nguồn lực|số lượng|thành phần|thành phần tham dự|thành phần tham gia|ghi chú|lưu ý|phương tiện|dự toán")
)

// timeAndPlace are what a label of time may name besides.
var timeAndPlace = wordSet(", địa điểm| và địa điểm|, địa điểm tổ chức| và địa điểm tổ chức|, địa điểm thực hiện| và địa điểm thực hiện|, địa điểm, thành phần|, đối tượng|, hình thức")

// weakLabels are labels only when the name of a body follows.
var weakLabels = wordSet("thực hiện|trách nhiệm|phụ trách|phân công|tổ chức|triển khai|đầu mối|tham mưu|giao|theo dõi")

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
	switch {
	case labelContents[l]:
		return labelContent
	case labelNotes[l]:
		return labelNote
	case strings.HasPrefix(l, "thời gian") && timeAndPlace[strings.TrimPrefix(l, "thời gian")]:
		return labelTime
	}
	f := labelWords(l)
	switch {
	case f.other:
		return labelNone
	case f.time && (f.body || f.lead || f.coop):
		return labelAll
	case f.time:
		return labelTime
	case f.lead && !f.bodyless():
		return labelLead
	case f.lead:
		return labelLead
	case f.coop && (f.body || f.act || f.words <= 2):
		return labelCoop
	case f.advise && f.body:
		return labelAdvise
	case f.monitor && f.body:
		return labelMonitor
	case f.act && (f.body || f.words >= 2):
		return labelImplement
	}
	return labelNone
}

// labelParts says of which words a label is made.
type labelParts struct {
	body, lead, coop, act, advise, monitor, time, other bool
	words                                               int
}

func (f labelParts) bodyless() bool { return !f.body }

func labelWords(l string) labelParts {
	var f labelParts
	words := strings.FieldsFunc(l, func(r rune) bool {
		return r == ' ' || r == ',' || r == '/' || r == '-' || r == ';' || r == '(' || r == ')'
	})
	for i := 0; i < len(words); {
		two := words[i]
		if i+1 < len(words) {
			two += " " + words[i+1]
		}
		n, known := 2, true
		switch {
		case labelTimes[two]:
			f.time = true
		case f.time && labelTimeTail[two]:
		case labelBodies[two]:
			f.body = true
		case labelLeads[two]:
			f.lead = true
		case labelCoops[two]:
			f.coop = true
		case labelActs[two]:
			f.act = true
		case labelAdvisers[two]:
			f.advise = true
		case labelMonitors[two]:
			f.monitor = true
		default:
			n, known = 1, labelOne(words[i], &f)
		}
		f.other = f.other || !known
		i += n
		f.words++
	}
	return f
}

// labelOne takes a word that makes part of a label alone.
func labelOne(w string, f *labelParts) bool {
	switch {
	case labelBodies[w]:
		f.body = true
	case labelActs[w]:
		f.act = true
	case w == "và" || w == "cùng" || w == "hoặc" || w == "cho" || w == "dự" || w == "kiến" || w == "chính":
	default:
		return false
	}
	return true
}

// segment is a stretch of a paragraph: the text before the first label, or a label with its value.
type segment struct {
	kind       labelKind
	label      string
	from, to   int // of the value in the paragraph's text
	start      int // of the label
	wholeValue bool
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
		if kind == labelNone && start < colon && colon-start < 40 && weakLabels[low(text[start:colon])] {
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
