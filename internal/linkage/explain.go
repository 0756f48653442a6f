package linkage

import "strings"

// Why compares two records of the register by their places and says in Vietnamese what speaks for and against one child.
func (r *Register) Why(m *Model, i, j int) Explanation {
	r.count()
	a, b := &r.people[i], &r.people[j]
	e := r.compare(a, b)
	jd := r.judge(m, a, b, &e)
	return explain(&e, &jd)
}

// Explanation is evidence for a person who decides.
type Explanation struct {
	Evidence
	Weight  float32  // bits; above 0 one child is more likely than not
	For     []string // "cùng ngày sinh"
	Against []string // "khác giới tính"
	Rival   string   // the best other explanation: "anh chị em", "sinh đôi", "hai người lạ"
	Said    []Said   // For and Against again, each with its field
}

// Said is what one field says about two records.
type Said struct {
	Field string // "name", "birth", "number", "sex", "mother", "father", "household", "phone", "commune", "hamlet", "ethnic"
	For   bool   // of one child
	Words string
}

// Without is the explanation for a reader who may not see some fields: they say nothing.
func (x Explanation) Without(hidden func(field string) bool) Explanation {
	y := Explanation{Evidence: x.Evidence, Weight: x.Weight, Rival: x.Rival}
	for _, s := range x.Said {
		if !hidden(s.Field) {
			y.say(s.Field, s.For, s.Words)
		}
	}
	return y
}

// String is one line: "tên gần giống, cùng ngày sinh, cùng mẹ; khác giới tính".
func (x Explanation) String() string {
	s := strings.Join(x.For, ", ")
	if len(x.Against) > 0 {
		s += "; " + strings.Join(x.Against, ", ")
	}
	return strings.TrimPrefix(s, "; ")
}

var nameWords = [nameLevels]string{"cùng họ tên", "cùng họ tên (một bên không dấu)", "họ tên chỉ khác dấu", "tên gần giống", "tên thiếu hoặc viết tắt tên đệm",
	"tên đảo thứ tự", "tên hơi giống", "tên khác một từ", "khác tên"}

var birthWords = [birthLevels]string{"", "cùng ngày sinh", "ngày sinh chưa đủ, không mâu thuẫn", "ngày và tháng sinh đảo chỗ", "ngày sinh lệch trong cùng tháng",
	"tháng sinh khác, cùng ngày và năm", "năm sinh khác, cùng ngày và tháng", "khác ngày sinh"}

var numberWords = [numberLevels]string{"", "cùng số định danh", "số định danh lệch một chữ số", "số định danh liền nhau", "khác số định danh"}

var rivals = [kins]string{"", "anh chị em", "sinh đôi", "hai người lạ"}

const confirmed = " (cả hai đã xác thực)"

func explain(e *Evidence, j *judgement) Explanation {
	x := Explanation{Evidence: *e, Weight: j.score()}
	rival := siblings
	for k := twins; k < kins; k++ {
		if j.kin[k] > j.kin[rival] {
			rival = k
		}
	}
	x.Rival = rivals[rival]
	x.say("name", e.Name <= NameTwo, nameWords[e.Name])
	x.say("birth", e.Birth != BirthOther, birthWords[e.Birth])
	x.say("number", e.Number < NumberNext, numberWords[e.Number])
	if e.Number == NumberOther && e.Verified {
		x.Against[len(x.Against)-1] += confirmed
		x.Said[len(x.Said)-1].Words += confirmed
	}
	x.parent("mother", "mẹ", e.Mother)
	x.parent("father", "cha", e.Father)
	x.field("household", "hộ", e.Household)
	x.field("phone", "điện thoại", e.Phone)
	if e.Commune == Differ {
		x.say("commune", false, "khác xã, phường")
	} else if e.Household != Agree {
		x.field("hamlet", "thôn, tổ dân phố", e.Hamlet)
	}
	if e.Sex == Differ {
		x.say("sex", false, "khác giới tính")
	}
	if e.Ethnic == Differ {
		x.say("ethnic", false, "khác dân tộc")
	}
	return x
}

func (x *Explanation) say(field string, speaksFor bool, words string) {
	if words != "" {
		x.Said = append(x.Said, Said{field, speaksFor, words})
	}
	switch {
	case words == "":
	case speaksFor:
		x.For = append(x.For, words)
	default:
		x.Against = append(x.Against, words)
	}
}

func (x *Explanation) parent(field, who string, l ParentLevel) {
	switch l {
	case ParentSame:
		x.say(field, true, "cùng "+who)
	case ParentNear:
		x.say(field, true, "tên "+who+" gần giống")
	case ParentOther:
		x.say(field, false, "khác "+who)
	}
}

func (x *Explanation) field(field, what string, a Agreement) {
	switch a {
	case Agree:
		x.say(field, true, "cùng "+what)
	case Differ:
		x.say(field, false, "khác "+what)
	}
}
