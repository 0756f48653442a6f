package handover

import (
	"cmp"
	"slices"

	"github.com/mangnon/mangnon/internal/directory"
)

// moves is what the act does to the bodies of its unit, as the estates are told. Before signing, bodies and units that do not
// exist yet stand under the ids of their rows.
func (w whole) moves() directory.Moves {
	m := directory.Moves{ActID: w.ID, UnitID: w.UnitID, Day: w.Day, Basis: w.Ground(), Ends: w.Whole, Bodies: map[string][]directory.Heir{},
		Gone: map[string]bool{}}
	for _, l := range w.Lines {
		if l.State == Stays {
			continue
		}
		heirs := m.Bodies[l.BodyID]
		if heirs == nil {
			heirs = []directory.Heir{}
		}
		if h, ok := w.heirOf(l); ok && l.Share == Everything {
			heirs = append(heirs, h)
		}
		m.Bodies[l.BodyID] = heirs
		if l.Ends {
			m.Gone[l.BodyID] = true
		}
	}
	for id, heirs := range m.Bodies {
		if w.Kind != Functions {
			m.Bodies[id] = simplify(heirs, w.functionsLeft(id))
		}
	}
	return m
}

// heirOf is the heir of a line as the estates are told.
func (w whole) heirOf(l Line) (directory.Heir, bool) {
	h, ok := w.heir(l.HeirID)
	if !ok {
		return directory.Heir{}, false
	}
	return w.asMove(h, l.FunctionID), true
}

// asMove names a receiving body, by its row while it does not exist.
func (w whole) asMove(h Heir, function string) directory.Heir {
	t, _ := w.target(h.HeirUnit)
	unit := cmp.Or(t.Unit, t.ID)
	if h.HeirUnit == "" {
		unit = w.UnitID
	}
	name := h.Name
	if t.Name != "" {
		name += " (" + t.Name + ")"
	}
	return directory.Heir{UnitID: unit, BodyID: cmp.Or(h.BodyID, h.ID), Name: name, Function: function}
}

// functionsLeft reports whether some function of the body has no heir: then what is not of a known function must wait.
func (w whole) functionsLeft(bodyID string) bool {
	return slices.ContainsFunc(w.Lines, func(l Line) bool { return l.BodyID == bodyID && l.HeirID == "" })
}

// simplify makes one heir of everything where all functions of a body go to the same body of a unit, so that records of which
// no function is known find it too.
func simplify(heirs []directory.Heir, left bool) []directory.Heir {
	of := map[string][]string{} // bodies that receive, by unit
	for _, h := range heirs {
		if !slices.Contains(of[h.UnitID], h.BodyID) {
			of[h.UnitID] = append(of[h.UnitID], h.BodyID)
		}
	}
	out := []directory.Heir{}
	for _, h := range heirs {
		if len(of[h.UnitID]) == 1 && !left {
			h.Function = ""
		}
		if !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}
