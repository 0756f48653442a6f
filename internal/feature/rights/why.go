package rights

import (
	"maps"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// why says how a post came about: since when, given by whom, for whom.
func (p Post) why() string {
	s := "chức danh giữ từ " + p.From.String()
	if p.For != "" {
		s = "người thay " + p.For + " từ " + p.From.String()
	}
	if !p.To.IsZero() {
		s += " đến hết " + p.To.String()
	}
	if p.GivenBy != "" {
		s += ", " + p.GivenBy + " giao"
	}
	return s
}

// words are the post in one line.
func (p Post) words() string {
	parts := slices.DeleteFunc([]string{p.Title, p.BodyName}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// doors are the rights by which pages show records of a kind.
var doors = map[actor.Kind][]actor.Action{
	actor.KindWork:    {actor.WorkRead, actor.PlanRead, actor.HistoryRead},
	actor.KindFigures: {actor.FigureRead},
	actor.KindLaw:     {actor.LawRead, actor.WorkRead, actor.HistoryRead},
	actor.KindOrg:     {actor.OrgRead, actor.WorkRead, actor.StaffRead},
	actor.KindPeople:  {actor.AccountAdmin, actor.RightsRead, actor.HandOver, actor.HistoryRead},
	actor.KindMachine: {actor.MachineTend, actor.CalendarEdit, actor.PackEdit},
	actor.KindChild:   {actor.ChildRead, actor.HistoryRead},
}

// Line is what a post opens of one kind of record.
type Line struct{ Kind, Extent string }

// scope lists what the post opens, kind by kind, and up to which level.
func (p Post) scope() []Line {
	sight := actor.SightOf(p.Role)
	var out []Line
	for _, k := range actor.Kinds() {
		extent := sight.Of(k)
		if !slices.ContainsFunc(doors[k], p.Role.May) {
			extent = actor.Nothing // nothing leads there
		}
		out = append(out, Line{actor.KindWords[k], actor.ExtentWords[extent]})
	}
	level := "không đọc ghi chú nội bộ"
	if sight.Level() >= actor.Internal {
		level = "đọc cả ghi chú nội bộ"
		if sight.Of(actor.KindWork) == actor.Titles {
			level = "thấy có ghi chú nội bộ, không đọc lời"
		}
	}
	if p.Role == actor.RoleProvince {
		level = "đơn vị thuộc địa bàn của nơi giữ chức danh"
	}
	return append(out, Line{"phạm vi, mức", level})
}

// actions are what the post may do, in words.
func (p Post) actions() []actor.Action { return p.Role.Actions() }

// Seer is a person with one post by which a piece of work is seen.
type Seer struct {
	Person Person
	Post   Post
	What   string // how much of it
	Why    string
}

// seers lists who sees a piece of work and why. It says what the statements of the store do (see the test that compares them).
func seers(people []Person, rec Record) (out []Seer) {
	for _, h := range people {
		if !h.Active {
			continue
		}
		for _, p := range h.Posts {
			if what, why := sees(h, p, rec); what != "" {
				out = append(out, Seer{h, p, what, why + "; " + p.why()})
			}
		}
	}
	return out
}

// sees says how much of the work a post opens, and by which rule; nothing when it opens nothing.
func sees(h Person, p Post, rec Record) (what, why string) {
	sight := actor.SightOf(p.Role)
	role := strings.ToLower(actor.RoleWords[p.Role])
	switch sight.Of(actor.KindWork) {
	case actor.Whole:
		if sight.Level() >= actor.Internal {
			return "toàn bộ, cả ghi chú nội bộ", "vai trò " + role + " thấy mọi việc của đơn vị"
		}
		return "toàn bộ, trừ ghi chú nội bộ", "vai trò " + role + " thấy mọi việc của đơn vị"
	case actor.Titles:
		return "tên việc và lịch sử ai làm gì, không thấy nội dung", "vai trò " + role
	case actor.Own:
		if name, ok := rec.Bodies[p.BodyID]; ok && p.BodyID != "" {
			return "toàn bộ, trừ ghi chú nội bộ", name + " có tên trong việc"
		}
		if _, ok := rec.People[h.ID]; ok {
			return "toàn bộ, trừ ghi chú nội bộ", h.Name + " có tên trong việc"
		}
	}
	return "", ""
}

// may lists who has a right, with the post that gives it.
func may(people []Person, a actor.Action) (out []Seer) {
	for _, h := range people {
		for _, p := range h.Posts {
			if h.Active && p.Role.May(a) {
				out = append(out, Seer{Person: h, Post: p, What: actor.ExtentWords[actor.SightOf(p.Role).Of(actor.KindWork)], Why: p.why()})
			}
		}
	}
	return out
}

// known are all actions that have words, in the order of their words.
func known() []actor.Action {
	return slices.SortedFunc(maps.Keys(actor.Words), func(a, b actor.Action) int { return strings.Compare(actor.Words[a], actor.Words[b]) })
}
