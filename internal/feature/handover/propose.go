package handover

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// receiver is one place that may receive: a unit that follows, or the unit itself when only bodies change.
type receiver struct {
	Target         // zero in the same unit
	heirs   []Heir // its bodies on the day
	holding map[string]Holding
	of      []string // names of the old communes that went into it, folded; whole or in part
	parts   []string // of these the ones that were divided
}

// situation is what a proposal rests on.
type situation struct {
	act      Act
	bodies   []Body    // that end, lose a function or are renamed
	holdings []Holding // of the old unit on the eve
	to       []receiver
	divided  bool // the old unit itself was divided: for each record a person must say where it goes
	rules    []rule
}

// propose makes the lines of an act, body by body and function by function. Whoever held a function on the eve is followed by
// whoever holds it from the day on; the name of a body never decides. Where nobody is known the line stays open.
func (s situation) propose() []Line {
	if s.act.Kind == Rename && !s.act.Whole {
		return nil
	}
	var out []Line
	for _, b := range s.bodies {
		to := s.receiversOf(b)
		for _, h := range s.held(b) {
			out = append(out, s.linesOf(b, h, to)...)
		}
	}
	return out
}

// held are the functions of a body; a body of which none is known has one line for everything.
func (s situation) held(b Body) []Holding {
	var out []Holding
	for _, h := range s.holdings {
		if h.BodyID == b.ID {
			out = append(out, h)
		}
	}
	if len(out) == 0 {
		out = append(out, Holding{BodyID: b.ID})
	}
	return out
}

// receiversOf are the units that can follow a body: the one of its own commune when its name says of which commune it is, else
// each of them for its own territory.
func (s situation) receiversOf(b Body) []receiver {
	name := vi.Fold(b.Name)
	var own []receiver
	for _, r := range s.to {
		for _, commune := range r.of {
			if strings.HasSuffix(name, " "+commune) {
				r.Whole = !slices.Contains(r.parts, commune)
				own = append(own, r)
			}
		}
	}
	if len(own) > 0 {
		return own
	}
	out := slices.Clone(s.to)
	for i := range out {
		out[i].Whole = !s.divided
	}
	return out
}

func (s situation) linesOf(b Body, h Holding, to []receiver) []Line {
	var out []Line
	for _, r := range to {
		l := Line{ID: ident.New(), BodyID: b.ID, BodyName: b.Name, Ends: s.act.Kind != Functions, FunctionID: h.FunctionID, Function: h.Function,
			HoldingID: h.ID, HeirUnit: r.ID, Share: Everything, State: Open, Basis: s.act.Basis}
		if !r.Whole && r.ID != "" {
			l.Share = APart
		}
		if heir, c, basis, ok := s.heirIn(r, b, h.FunctionID); ok {
			l.HeirID, l.Confidence, l.State = heir.ID, c, Proposed
			if basis != "" {
				l.Basis = s.act.Basis + "; " + basis
			}
		}
		if !l.Ends && l.State == Open {
			l.State = Stays
		}
		out = append(out, l)
	}
	if onePlace(b.Kind) {
		out = out[:min(len(out), 1)] // it lies in one of them, and nothing here says in which
		for i := range out {
			out[i].HeirID, out[i].HeirUnit, out[i].State, out[i].Confidence, out[i].Share = "", "", Open, "", Everything
		}
	}
	return out
}

// onePlace are the kinds that stand in one spot: a school goes into one ward and not into each.
func onePlace(k body.Kind) bool { return k == body.School || k == body.Neighbourhood }

// heirIn finds who holds a function in a unit from the day on: the holder that is written there, else the one of the rule, else,
// for a body of which no function is known, the only one of its kind.
func (s situation) heirIn(r receiver, b Body, function string) (h Heir, confidence, basis string, ok bool) {
	if function == "" {
		h, ok = onlyOfKind(r.heirs, b)
		return h, string(body.Inferred), "", ok
	}
	if have, held := r.holding[function]; held {
		if i := slices.IndexFunc(r.heirs, func(h Heir) bool { return h.BodyID == have.BodyID && have.BodyID != b.ID }); i >= 0 {
			return r.heirs[i], have.Confidence, "", true
		}
	}
	rule, ok := ruleFor(s.rules, function, s.act.Day)
	if !ok || onePlace(b.Kind) {
		return Heir{}, "", "", false
	}
	i := slices.IndexFunc(r.heirs, func(h Heir) bool { return h.BodyID != b.ID && rule.matches(h.Kind, h.Name) })
	if i < 0 {
		return Heir{}, "", "", false
	}
	return r.heirs[i], rule.Confidence, rule.Basis, true
}

// single are the kinds of which a commune has one, so that the kind itself says what the body is for.
var single = []body.Kind{body.Committee, body.Council, body.HealthStation, body.Police, body.Military, body.Front, body.Party, body.Court, body.Procuracy}

func onlyOfKind(heirs []Heir, b Body) (found Heir, ok bool) {
	if !slices.Contains(single, b.Kind) {
		return Heir{}, false
	}
	for _, h := range heirs {
		if h.Kind == b.Kind && h.BodyID != b.ID {
			if ok {
				return Heir{}, false
			}
			found, ok = h, true
		}
	}
	return found, ok
}

// asHeir is a body that exists as one that may receive.
func asHeir(unit string, b Body) Heir {
	return Heir{ID: ident.New(), HeirUnit: unit, BodyID: b.ID, Kind: b.Kind, Name: b.Name, Requested: b.Requested, Confidence: "stated"}
}

// asNewHeir is a usual body of a unit that signing makes.
func asNewHeir(unit string, t body.Template) Heir {
	return Heir{ID: ident.New(), HeirUnit: unit, Kind: t.Kind, Name: t.Name, Aliases: joinLines(t.Aliases), Requested: t.Requested, Confidence: t.Confidence, Source: t.Source}
}

// template is the body that signing makes.
func (h Heir) template(from day.Day) body.Template {
	return body.Template{Name: h.Name, Aliases: h.aliases(), Kind: h.Kind, Requested: h.Requested, From: from, Confidence: h.Confidence, Source: h.Source}
}
