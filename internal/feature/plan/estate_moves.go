package plan

import (
	"cmp"
	"slices"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/planread"
)

// moves says, for one succession, what becomes of each part that a body has in a task.
type moves struct {
	directory.Moves
	function string // of the work of the plans; see Plans.Function
}

// of are the heirs of a body's part in a task; passes is false when the body keeps it.
//
// Whoever receives the function carries on the work (clause IV.9): an heir without a function takes everything, one with a
// function what belongs to it. Of a body that ends, work that belongs to none of the functions it leaves goes to all of its heirs,
// because somebody must have it; a body that goes on and only loses functions keeps such work.
func (m moves) of(bodyID string) (heirs []directory.Heir, passes bool) {
	all, passes := m.Bodies[bodyID]
	if !passes || bodyID == "" {
		return nil, false
	}
	for _, h := range all {
		if h.Function == "" || h.Function == m.function {
			heirs = append(heirs, h)
		}
	}
	switch {
	case len(heirs) > 0 || len(all) == 0:
		return heirs, true
	case m.goesOn(bodyID, all):
		return nil, false
	}
	return all, true
}

// goesOn reports whether a body lasts beyond the day: it is among its own heirs, or the act names the bodies that end and it is
// not one of them.
func (m moves) goesOn(bodyID string, heirs []directory.Heir) bool {
	return slices.ContainsFunc(heirs, func(h directory.Heir) bool { return h.BodyID == bodyID }) || m.Gone != nil && !m.Gone[bodyID]
}

// passing are the bodies whose work passes on, in the order of their ids.
func (m moves) passing() []string {
	var out []string
	for id := range m.Bodies {
		if _, passes := m.of(id); passes {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// heirless are the bodies that leave their work to nobody, in the order of their ids.
func (m moves) heirless() []string {
	return slices.DeleteFunc(m.passing(), func(id string) bool { return len(m.Bodies[id]) > 0 })
}

// units are the units that go on with work when the unit itself ends, in the order of their ids.
func (m moves) units() []string {
	var out []string
	for _, heirs := range m.Bodies {
		for _, h := range heirs {
			if h.UnitID != "" && h.UnitID != m.UnitID {
				out = append(out, h.UnitID)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// into are the units that go on with a task of a unit that ends: those in which somebody who owes the result has an heir, each
// for its own territory. Work for which nobody has an heir, or that names nobody of the register, goes to all of them.
func (m moves) into(owed []Owed) []string {
	var out []string
	for _, o := range owed {
		if !carries(o.Role) {
			continue
		}
		heirs, passes := m.of(o.BodyID)
		if !passes {
			return m.units()
		}
		for _, h := range heirs {
			out = append(out, h.UnitID)
		}
	}
	if len(out) == 0 {
		return m.units()
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// given are the parts in a task from the day on, in the unit given; name finds a body of that unit by a written name. The ids
// of new parts follow from the act and the part, so that passing on twice writes the same rows.
func (m moves) given(t draftTask, unitID string, match Match) []Owed {
	var out []Owed
	for _, o := range t.Owed {
		heirs, passes := m.of(o.BodyID)
		if !passes {
			out = append(out, m.kept(o, t.ID, unitID, match))
			continue
		}
		for i, h := range heirs {
			if m.Ends && h.UnitID != unitID {
				continue
			}
			role := o.Role
			if i > 0 && !m.Ends {
				role = besideLead(role)
			}
			n := Owed{ID: passedID(o.ID, m.ActID, unitID, h.BodyID), UnitID: unitID, TaskID: t.ID, PlanID: t.PlanID, Role: role, Name: h.Name, Via: o.Via}
			if h.UnitID == "" || h.UnitID == unitID {
				n.BodyID = h.BodyID
			}
			out = append(out, n)
		}
	}
	return tidied(out)
}

// kept is a part that does not pass on. In another unit it belongs to the body of that unit with the same name, if there is one.
func (m moves) kept(o Owed, taskID, unitID string, match Match) Owed {
	if unitID == m.UnitID {
		return o
	}
	o.ID, o.UnitID, o.TaskID, o.BodyID = passedID(o.ID, m.ActID, unitID, ""), unitID, taskID, ""
	if b, ok := match(o.Name); ok {
		o.BodyID = b.ID
	}
	return o
}

// tidied leaves each body its weightiest part, one lead in front, and numbers the rows.
func tidied(owed []Owed) []Owed {
	weight := func(o Owed) int { return slices.Index(roleOrder, o.Role) }
	out := make([]Owed, 0, len(owed))
	for _, o := range owed {
		i := slices.IndexFunc(out, func(have Owed) bool {
			return have.BodyID == o.BodyID && o.BodyID != "" || have.Name == o.Name
		})
		switch {
		case i < 0:
			out = append(out, o)
		case weight(o) < weight(out[i]):
			out[i] = o
		}
	}
	led := false
	for i := range out {
		if out[i].Role == planread.RoleLead {
			if led {
				out[i].Role = planread.RoleCoLead
			}
			led = true
		}
		out[i].Seq = i + 1
	}
	return out
}

// heirsOf are all heirs of those who owe the result of a task, each once; empty when nobody has one.
func (m moves) heirsOf(owed []Owed) (out []directory.Heir) {
	for _, o := range owed {
		if !carries(o.Role) {
			continue
		}
		heirs, _ := m.of(o.BodyID)
		for _, h := range heirs {
			if !slices.ContainsFunc(out, func(have directory.Heir) bool { return have.BodyID == h.BodyID && have.UnitID == h.UnitID }) {
				out = append(out, h)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b directory.Heir) int { return cmp.Compare(a.UnitID, b.UnitID) })
	return out
}

// nowhere reports whether nobody owes the result of a task any more once it is passed on. Work that nobody led before waits for
// a decision only where it begins anew, in the heirs of a unit that ends.
func (m moves) nowhere(owed []Owed) bool {
	led := m.Ends
	for _, o := range owed {
		if !carries(o.Role) {
			continue
		}
		led = true
		if heirs, passes := m.of(o.BodyID); !passes || len(heirs) > 0 {
			return false
		}
	}
	return led
}
