package plan

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// bodyNews is what a new version of the plan changes for one body.
type bodyNews struct {
	Name  string
	Lines []bodyLine
}

// bodyLine is one change for one body: which work, what changes, and both wordings.
type bodyLine struct {
	What     newsKind
	Task     *draftTask
	Old, New string
}

type newsKind int

// The changes in the order in which a body hears of them.
const (
	newsMore newsKind = iota
	newsLess
	newsTime
	newsRole
	newsText
)

// Words is the change as the page and the message say it.
func (k newsKind) Words() string {
	return [...]string{"Thêm việc", "Bớt việc", "Đổi hạn", "Đổi vai trò", "Đổi nội dung"}[k]
}

// share is a body's part in one piece of work.
type share struct {
	name  string
	roles []planread.Role
}

func (s share) words() string {
	out := make([]string, len(s.roles))
	for i, role := range s.roles {
		out[i] = lowerFirst(RoleWords(role))
	}
	return strings.Join(out, ", ")
}

// bodyKey tells bodies apart: a registered one by its id, another by its name without marks.
func bodyKey(o Owed) string {
	if o.BodyID != "" {
		return o.BodyID
	}
	return vi.Fold(o.Name)
}

func sharesOf(t *draftTask) (keys []string, by map[string]share) {
	by = map[string]share{}
	if t == nil {
		return nil, by
	}
	for _, o := range t.Owed {
		key := bodyKey(o)
		s, seen := by[key]
		if !seen {
			keys = append(keys, key)
			s.name = o.Name
		}
		if !slices.Contains(s.roles, o.Role) {
			s.roles = append(s.roles, o.Role)
		}
		by[key] = s
	}
	return keys, by
}

// byBody tells for each body what changes for it, in the order of the plan. A correction by hand that stays is no change.
func (rev revision) byBody() []bodyNews {
	var out []bodyNews
	at := map[string]int{}
	add := func(key, name string, l bodyLine) {
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, bodyNews{Name: name})
		}
		out[i].Lines = append(out[i].Lines, l)
	}
	for _, it := range rev.Items {
		it.news(add)
	}
	for i := range out {
		slices.SortStableFunc(out[i].Lines, func(a, b bodyLine) int { return int(a.What) - int(b.What) })
	}
	return out
}

func (i revised) news(add func(key, name string, l bodyLine)) {
	if i.Fate == fateSame || i.Fate == fateBefore {
		return
	}
	after := i.asKept()
	oldKeys, before := sharesOf(i.Old)
	newKeys, now := sharesOf(after)
	for _, key := range oldKeys {
		if _, still := now[key]; !still {
			add(key, before[key].name, bodyLine{newsLess, i.Old, before[key].words(), ""})
		}
	}
	for _, key := range newKeys {
		old, had := before[key]
		s := now[key]
		if !had {
			add(key, s.name, bodyLine{newsMore, after, "", s.words()})
			continue
		}
		if a, b := timeField(*i.Old), timeField(*after); a != b {
			add(key, s.name, bodyLine{newsTime, after, a, b})
		}
		if a, b := old.words(), s.words(); a != b {
			add(key, s.name, bodyLine{newsRole, after, a, b})
		}
		if !sameText(i.Old.Text, after.Text) {
			add(key, s.name, bodyLine{newsText, after, i.Old.Text, after.Text})
		}
	}
}

// asKept is the work as it will be when every correction by hand stays.
func (i revised) asKept() *draftTask {
	if i.Old == nil || i.New == nil {
		return i.New
	}
	t := i.revisedTask(func(revised, revisedField) bool { return true }, func(string) (Body, bool) { return Body{}, false })
	return &t
}

// message is what changes for a body as plain text for Zalo: the words of the plan and nothing else.
func (n bodyNews) message(rev revision) string {
	lines := []string{rev.title() + ". Phần của " + n.Name + ":"}
	last := newsKind(-1)
	for _, l := range n.Lines {
		if l.What != last {
			lines = append(lines, l.What.Words()+":")
			last = l.What
		}
		lines = append(lines, "- "+l.sentence())
	}
	return strings.Join(lines, "\n")
}

func (l bodyLine) sentence() string {
	title := l.Task.Title
	switch l.What {
	case newsMore:
		if time := timeField(*l.Task); time != "" {
			return title + " (" + l.New + "; " + lowerFirst(time) + ")"
		}
		return title + " (" + l.New + ")"
	case newsLess:
		return title + " (trước đây " + l.Old + ")"
	case newsText:
		return title + ": đọc lại nội dung mới trong kế hoạch"
	default:
		return title + ": từ “" + orUnclear(l.Old) + "” thành “" + orUnclear(l.New) + "”"
	}
}

// title names the change in one line.
func (rev revision) title() string {
	if rev.Draft.State == Replaced {
		return rev.Plan.Name() + " thay " + lowerFirst(rev.Draft.Name())
	}
	return rev.Draft.Name() + " thay " + lowerFirst(rev.Plan.Name())
}
