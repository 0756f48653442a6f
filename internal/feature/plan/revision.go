package plan

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/plandiff"
	"github.com/mangnon/mangnon/internal/planread"
)

// fate is what a new version of the plan means for a piece of work.
type fate string

// The fates.
const (
	fateSame    fate = "same"    // nothing that anybody has to do changes
	fateChanged fate = "changed" // goes on with other words, bodies or time
	fateNew     fate = "new"
	fateGone    fate = "gone"   // no longer in the plan
	fateCopy    fate = "copy"   // the wording that stays with the replaced text
	fateBefore  fate = "before" // was gone already before this version
)

// revision is an amended text beside the plan that it amends: what becomes of every piece of work. Nothing of it is
// written until a person applies it.
type revision struct {
	Plan, Draft Plan // the plan at work and the amended text; after it was applied, the current text and the replaced one
	Items       []revised
}

// revised is one piece of work in both texts; one of the two is nil when only the other has it.
type revised struct {
	Old, New *draftTask
	Fate     fate
	Fields   []revisedField // what differs
	Worked   bool           // somebody has done, said or asked something: it is never thrown away
}

// revisedField is something that the two texts say differently about one piece of work.
type revisedField struct {
	Name, Label string
	Old, New    string
	Role        planread.Role // of a field with bodies
	Hand        bool          // a person corrected the old value: it stays unless the person chooses the new one
}

// task is the piece as the list names it: as it will be, or as it was.
func (i revised) task() *draftTask {
	if i.New != nil {
		return i.New
	}
	return i.Old
}

// hands are the fields of each task that a person corrected, with what the text said before.
type hands map[string]map[string]string

// revise compares the work of two texts. said are the pairs that a person corrected, by the place of the work in each text.
func revise(pl, draft Plan, old, updated []draftTask, byHand hands, worked map[string]bool, said []plandiff.Fixed) revision {
	rev := revision{Plan: pl, Draft: draft}
	to := plandiff.MatchWork(workPieces(old), workPieces(updated), said)
	from := make([]*draftTask, len(updated))
	for i, j := range to {
		if j >= 0 {
			from[j] = &old[i]
		}
	}
	for j := range updated {
		rev.Items = append(rev.Items, compare(from[j], &updated[j], byHand))
	}
	for i, j := range to {
		if j < 0 {
			rev.Items = append(rev.Items, compare(&old[i], nil, byHand))
		}
	}
	for i, it := range rev.Items {
		rev.Items[i].Worked = it.Old != nil && worked[it.Old.ID]
	}
	return rev
}

func workPieces(tasks []draftTask) []plandiff.Piece {
	out := make([]plandiff.Piece, len(tasks))
	for i, t := range tasks {
		out[i] = plandiff.Piece{Kind: string(t.Kind), Path: t.Path, Title: t.Title, Lead: t.Lead, Text: t.Text, At: i}
	}
	return out
}

func compare(old, updated *draftTask, byHand hands) revised {
	it := revised{Old: old, New: updated}
	switch {
	case old == nil:
		it.Fate = fateNew
	case updated == nil && old.Absent != "" && !old.Frozen():
		it.Fate = fateBefore
	case updated == nil:
		it.Fate = fateGone
	default:
		it.Fields = differing(*old, *updated, byHand[old.ID])
		it.Fate = fateSame
		if len(it.Fields) > 0 {
			it.Fate = fateChanged
		}
	}
	return it
}

// The names of the fields that are no bodies.
const (
	fieldTitle = "ten"
	fieldTime  = "thoi-gian"
	fieldText  = "noi-dung"
)

// differing lists what two texts say differently. A value that a person corrected is no difference while the text still
// says what it said then.
func differing(old, updated draftTask, hand map[string]string) []revisedField {
	var out []revisedField
	add := func(f revisedField, same bool) {
		was, touched := hand[f.Label]
		unmoved := was == f.New
		if f.Name == fieldTime {
			unmoved = old.WhenRaw == updated.WhenRaw // a correction leaves the words of the text
		}
		if same || touched && unmoved {
			return
		}
		f.Hand = touched
		out = append(out, f)
	}
	add(revisedField{Name: fieldTitle, Label: "Tên việc", Old: old.Title, New: updated.Title}, plandiff.Body(old.Title) == plandiff.Body(updated.Title))
	for _, role := range roleOrder {
		a, b := withRole(old.Owed, role), withRole(updated.Owed, role)
		add(revisedField{Name: string(role), Label: RoleWords(role), Old: a, New: b, Role: role}, sameNames(a, b))
	}
	add(revisedField{Name: fieldTime, Label: "Thời gian", Old: timeField(old), New: timeField(updated)}, timeField(old) == timeField(updated))
	add(revisedField{Name: fieldText, Label: "Nội dung", Old: old.Text, New: updated.Text}, sameText(old.Text, updated.Text))
	return out
}

func sameNames(a, b string) bool {
	x, y := splitNames(a), splitNames(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// sameText reports whether two texts differ in nothing but numbers and blanks.
func sameText(a, b string) bool {
	return slices.EqualFunc(strings.Split(a, "\n"), strings.Split(b, "\n"), func(x, y string) bool { return plandiff.Body(x) == plandiff.Body(y) })
}

// timeField is the time as it is compared: dates, peaks and kind.
func timeField(t draftTask) string {
	s := t.TimeWords()
	if t.WhenKind == planread.WhenContinuous || s == "" {
		return s
	}
	if peaks := t.Peaks.Words(); peaks != "" {
		s += ", cao điểm " + peaks
	}
	return s
}

// keeps says for a field of a piece whether the value that a person corrected stays.
type keeps func(it revised, f revisedField) bool

// revisedTask is the old task with the words, bodies and time of the new text, except what stays by hand.
func (i revised) revisedTask(keep keeps, match Match) draftTask {
	after := imageOf(*i.New)
	before := imageOf(*i.Old)
	after.PlanID, after.Live, after.Dropped, after.Absent = before.PlanID, before.Live, false, ""
	after.Phase, after.PhaseOn, after.PhaseWhy, after.PhaseDoc, after.DocOn = before.Phase, before.PhaseOn, before.PhaseWhy, before.PhaseDoc, before.DocOn
	t := after.put(*i.Old)
	for _, f := range i.kept(keep) {
		t = t.withField(f, *i.Old)
	}
	t.Owed = owned(t)
	t.settle(match)
	return t
}

// kept are the fields that stay by hand: those that the person chose, and those that the text does not change.
func (i revised) kept(keep keeps) []revisedField {
	var out []revisedField
	for _, f := range allFields(*i.Old) {
		at := slices.IndexFunc(i.Fields, func(d revisedField) bool { return d.Name == f.Name })
		if at < 0 || i.Fields[at].Hand && keep(i, i.Fields[at]) {
			out = append(out, f)
		}
	}
	return out
}

// allFields are the fields that a person can correct.
func allFields(t draftTask) []revisedField {
	out := []revisedField{{Name: fieldTitle}, {Name: fieldTime}}
	for _, role := range roleOrder {
		out = append(out, revisedField{Name: string(role), Role: role})
	}
	return out
}

// withField is the task with one field of another.
func (d draftTask) withField(f revisedField, from draftTask) draftTask {
	switch {
	case f.Name == fieldTitle:
		d.Title = from.Title
	case f.Name == fieldTime:
		d.WhenKind, d.Starts, d.Due, d.Peaks = from.WhenKind, from.Starts, from.Due, from.Peaks // the words stay those of the text
	case f.Role != "":
		d.Owed = slices.DeleteFunc(slices.Clone(d.Owed), func(o Owed) bool { return o.Role == f.Role })
		for _, o := range from.Owed {
			if o.Role == f.Role {
				d.Owed = append(d.Owed, o)
			}
		}
	}
	return d
}

// owned gives the bodies of a task rows of their own, in the order of the roles.
func owned(t draftTask) []Owed {
	var out []Owed
	for _, role := range roleOrder {
		for _, o := range t.Owed {
			if o.Role == role {
				o.ID, o.TaskID, o.PlanID, o.UnitID, o.Seq = newID(), t.ID, t.PlanID, t.UnitID, len(out)+1
				out = append(out, o)
			}
		}
	}
	return out
}

// Counts of a revision, as its page and its history say them.
type revisionCount struct {
	Same    int `json:"Giữ nguyên"`
	Changed int `json:"Đổi"`
	New     int `json:"Thêm"`
	Gone    int `json:"Không còn"`
}

func (rev revision) count() (c revisionCount) {
	for _, it := range rev.Items {
		switch it.Fate {
		case fateSame:
			c.Same++
		case fateChanged:
			c.Changed++
		case fateNew:
			c.New++
		case fateGone:
			c.Gone++
		}
	}
	return c
}
