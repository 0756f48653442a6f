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

func explain(e *Evidence, j *judgement) Explanation {
	x := Explanation{Evidence: *e, Weight: j.score()}
	rival := siblings
	for k := twins; k < kins; k++ {
		if j.kin[k] > j.kin[rival] {
			rival = k
		}
	}
	x.Rival = rivals[rival]
	x.say(e.Name <= NameTwo, nameWords[e.Name])
	x.say(e.Birth != BirthOther, birthWords[e.Birth])
	x.say(e.Number < NumberNext, numberWords[e.Number])
	if e.Number == NumberOther && e.Verified {
		x.Against[len(x.Against)-1] += " (cả hai đã xác thực)"
	}
	x.parent("mẹ", e.Mother)
	x.parent("cha", e.Father)
	x.field("hộ", e.Household)
	x.field("điện thoại", e.Phone)
	if e.Commune == Differ {
		x.say(false, "khác xã, phường")
	} else if e.Household != Agree {
		x.field("thôn, tổ dân phố", e.Hamlet)
	}
	if e.Sex == Differ {
		x.say(false, "khác giới tính")
	}
	if e.Ethnic == Differ {
		x.say(false, "khác dân tộc")
	}
	return x
}

func (x *Explanation) say(speaksFor bool, words string) {
	switch {
	case words == "":
	case speaksFor:
		x.For = append(x.For, words)
	default:
		x.Against = append(x.Against, words)
	}
}

func (x *Explanation) parent(who string, l ParentLevel) {
	switch l {
	case ParentSame:
		x.say(true, "cùng "+who)
	case ParentNear:
		x.say(true, "tên "+who+" gần giống")
	case ParentOther:
		x.say(false, "khác "+who)
	}
}

func (x *Explanation) field(what string, a Agreement) {
	switch a {
	case Agree:
		x.say(true, "cùng "+what)
	case Differ:
		x.say(false, "khác "+what)
	}
}
