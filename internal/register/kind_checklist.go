package register

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Checklist is a list of things to look at, each có, không or chưa rõ, or not looked at yet. It is kept in the order of the
// list with a bar around each: "|rao=co|bien=khong|". The text of an item holds no semicolon, colon or bracket.
type Checklist struct{ Of []Option }

// Several says that the control sends each of its answers by itself.
func (Checklist) Several() {}

// checks are things to look at and what may be answered to each.
type checks struct {
	Of      []Option
	answers Choice
}

func (k Checklist) checks() checks { return checks{k.Of, YesNo().(Choice)} }

// Columns implements Kind.
func (Checklist) Columns() []Column { return text() }

var checked = regexp.MustCompile(`^\d+/\d+\s*`)

// Read implements Kind.
func (k Checklist) Read(typed string, e *Env) (Value, string) { return k.checks().Read(typed, e) }

// Text implements Kind.
func (k Checklist) Text(v Value, e *Env) string { return k.checks().Text(v, e) }

// Control implements Kind.
func (k Checklist) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	return k.checks().Control(p, typed, e)
}

func (k Checklist) words() string { return k.checks().words() }

// Read takes "Rào chắn: có; Biển báo: không", with or without the count in front that Text writes.
func (k checks) Read(typed string, e *Env) (Value, string) {
	s := strings.TrimSpace(typed)
	if !strings.Contains(s, ":") {
		if checked.ReplaceAllString(s, "") == "" {
			return Value{""}, "" // nothing, or only a count
		}
	} else {
		s = strings.TrimSuffix(strings.TrimPrefix(checked.ReplaceAllString(s, ""), "("), ")")
	}
	answers := map[string]string{}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		if strings.TrimSpace(part) == "" {
			continue
		}
		item, answer, ok := strings.Cut(part, ":")
		v, words := Choice{k.Of}.Read(item, e)
		if !ok || words != "" || str(v) == "" {
			return nil, "“" + strings.TrimSpace(part) + "” không có trong danh mục; ghi như: " + k.Of[0].Text + ": có"
		}
		a, words := k.answers.Read(answer, e)
		if words != "" || str(a) == "" {
			return nil, "“" + strings.TrimSpace(part) + "”: ghi " + k.said()
		}
		answers[str(v)] = str(a)
	}
	return k.kept(answers), ""
}

func (k checks) kept(answers map[string]string) Value {
	var b strings.Builder
	for _, o := range k.Of {
		if a := answers[o.Key]; a != "" {
			b.WriteString("|" + o.Key + "=" + a)
		}
	}
	if b.Len() == 0 {
		return Value{""}
	}
	return Value{b.String() + "|"}
}

// Answers are the items of a value of Checklist that were looked at: co, khong or chua-ro by key.
func Answers(v Value) map[string]string {
	out := map[string]string{}
	for _, pair := range Keys(v) {
		if key, answer, ok := strings.Cut(pair, "="); ok {
			out[key] = answer
		}
	}
	return out
}

// Text is how many items are there, then what is known of each: "1/3 (Rào chắn: có; Biển báo: không)".
func (k checks) Text(v Value, e *Env) string {
	answers := Answers(v)
	if len(answers) == 0 {
		return ""
	}
	var parts []string
	yes := 0
	for _, o := range k.Of {
		a, ok := answers[o.Key]
		if !ok {
			continue
		}
		if a == "co" {
			yes++
		}
		parts = append(parts, o.Text+": "+lowerFirst(k.answers.Text(Value{a}, e)))
	}
	return strconv.Itoa(yes) + "/" + strconv.Itoa(len(k.items(answers))) + " (" + strings.Join(parts, "; ") + ")"
}

// items are those that can be answered; one that is Old stays where it was answered.
func (k checks) items(answers map[string]string) []Option {
	return slices.DeleteFunc(slices.Clone(k.Of), func(o Option) bool { return o.Old && answers[o.Key] == "" })
}

// Control is one short choice for each item.
func (k checks) Control(p ui.FieldProps, typed string, e *Env) templ.Component {
	answers := map[string]string{}
	if v, words := k.Read(typed, e); words == "" {
		answers = Answers(v)
	}
	return checklistField(p, k.items(answers), k.answers.Of, answers)
}

// Cell implements Kind.
func (k Checklist) Cell(v Value, e *Env) (any, xlsx.Kind) { return k.Text(v, e), xlsx.Text }

func (k checks) words() string {
	var items []string
	for _, o := range k.items(nil) {
		items = append(items, o.Text+": có")
	}
	return strings.Join(items, "; ") + " (hoặc không, chưa rõ)"
}

// said are the answers inside a sentence.
func (k checks) said() string {
	var list []string
	for _, o := range k.answers.Of {
		list = append(list, lowerFirst(o.Text))
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " hoặc " + list[last]
}

// itemID is the id of the control of an item; the first has the name itself, to which a mistake leads.
func itemID(name string, i int) string {
	if i == 0 {
		return name
	}
	return name + "-" + vi.Int(int64(i))
}
