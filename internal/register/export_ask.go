package register

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// exportAsk is of what a file is made: the list with its filters as it was when somebody asked, and the groups of fields.
type exportAsk struct {
	Query  string   // of the address of the list
	Year   int      // of that address
	Groups []string // keys
	Body   string   // "UBND phường Mỹ Hào, tỉnh Hưng Yên"
	Today  day.Day
	Whole  bool // of the register with the fields that have a right
}

func (a exportAsk) String() string { return asJSON(a) }

func readAsk(raw string) (a exportAsk, err error) {
	return a, json.Unmarshal([]byte(raw), &a)
}

// of is the Ask, from the beginning of its list.
func (a exportAsk) of(g *Register) Ask {
	q, _ := url.ParseQuery(a.Query) // what cannot be read is no filter, as on the page
	ask := g.askFrom(a.Year, q)
	ask.After, ask.Back, ask.Trash = "", false, false
	return ask
}

// exportGroup are the fields under one heading.
type exportGroup struct {
	Key, Title string
	Fields     []Field
}

// secretGroup is the key of the group of all fields that have a right.
const secretGroup = "muc-rieng"

// exportGroups are the groups of fields that may leave the register, which is that of its reader: other fields it does not have.
func (g *Register) exportGroups() []exportGroup {
	var out []exportGroup
	add := func(key, title string, f Field) {
		i := slices.IndexFunc(out, func(x exportGroup) bool { return x.Key == key })
		if i < 0 {
			out, i = append(out, exportGroup{Key: key, Title: title}), len(out)
		}
		out[i].Fields = append(out[i].Fields, f)
	}
	title := g.Title
	for _, f := range g.Fields {
		if f.Group != "" {
			title = f.Group
		}
		if !f.inner() && f.Right == "" {
			add(vi.Slug(title), title, f)
		}
	}
	for _, f := range g.rightful() {
		add(secretGroup, "Mục riêng", f)
	}
	return out
}

// labels are the fields of a group in words.
func (x exportGroup) labels() string {
	out := make([]string, len(x.Fields))
	for i, f := range x.Fields {
		out[i] = f.Label
	}
	return strings.Join(out, ", ")
}

// groupOptions are the groups of the form.
func (g *Register) groupOptions() (out []ui.Option) {
	for _, x := range g.exportGroups() {
		out = append(out, ui.Option{Value: x.Key, Text: x.Title, Hint: x.labels()})
	}
	return out
}

// groupTitles names groups by their keys.
func (g *Register) groupTitles(keys []string) string {
	var out []string
	for _, x := range g.exportGroups() {
		if slices.Contains(keys, x.Key) {
			out = append(out, x.Title)
		}
	}
	return strings.Join(out, "; ")
}

// taken are the fields of groups, in the order of the declaration.
func (g *Register) taken(keys []string) []Field {
	in := map[string]bool{}
	for _, x := range g.exportGroups() {
		for _, f := range x.Fields {
			in[f.Column] = slices.Contains(keys, x.Key)
		}
	}
	return slices.DeleteFunc(slices.Clone(g.Fields), func(f Field) bool { return !in[f.Column] })
}

// asksSecret reports whether a list is narrowed by answers that only some may see: then its number is theirs too.
func (g *Register) asksSecret(a Ask) bool {
	if len(g.rightful()) == 0 {
		return false
	}
	open := g.plain()
	for c := range a.Is {
		if g.fieldOr(c).Right != "" {
			return true
		}
	}
	hasView := slices.ContainsFunc(open.Views, func(v View) bool { return v.Key == a.View })
	_, hasFact := open.fact(a.Fact)
	return a.View != "" && !hasView || a.Fact != "" && !hasFact
}

// exportForm is the form as somebody sent it.
type exportForm struct {
	Purpose  Purpose
	Format   string
	Groups   []string
	Password string
}

// The fields of the form.
const (
	formatField   = "dang"
	groupsField   = "nhom"
	passwordField = "mat-khau-tep"
	againField    = "mat-khau-lai"
)

// shortest is how many letters the password of a file has at least.
const shortest = 8

// exportFormOf reads the form of a file. Mistakes are at the fields; what somebody may not see is not among the groups.
func (g *Register) exportFormOf(f *web.Form) (exportForm, error) {
	var wrong errs.Form
	x := exportForm{Purpose: ReadPurpose(f, true, &wrong), Format: f.Text(formatField), Password: f.Raw(passwordField)}
	if !slices.ContainsFunc(exportFormats, func(o ui.Option) bool { return o.Value == x.Format }) {
		wrong.Add(formatField, "Chọn dạng tệp")
	}
	for _, group := range g.exportGroups() {
		if slices.Contains(f.All(groupsField), group.Key) {
			x.Groups = append(x.Groups, group.Key)
		}
	}
	if len(x.Groups) == 0 && x.Format != formatDOCX {
		wrong.Add(groupsField, "Chọn ít nhất một nhóm mục; chỉ chọn nhóm mà việc này cần")
	}
	if x.Format != formatLocked {
		x.Password = ""
		return x, wrong.Err()
	}
	switch {
	case utf8.RuneCountInString(x.Password) < shortest:
		wrong.Add(passwordField, "Mật khẩu của tệp có ít nhất %d ký tự", shortest)
	case x.Password != f.Raw(againField):
		wrong.Add(againField, "Hai lần gõ khác nhau; gõ lại")
	}
	return x, wrong.Err()
}

// filterWords name the conditions of a list without what was searched for, which may be a name. Those on answers that only some may
// see stand apart.
func (v listView) filterWords() (open, secret string) {
	words := v.Ask.Words
	v.Ask.Words = ""
	open = v.narrowedBy()
	if v.of.asksSecret(v.Ask) {
		open, secret = "điều kiện thuộc mục riêng", open
	}
	if words != "" {
		open = strings.TrimPrefix(open+"; có từ tìm kiếm", "; ")
	}
	if _, ok := v.of.fact(v.Ask.Fact); ok && open == "" {
		open = "theo một số liệu"
	}
	return open, secret
}
