package register

import (
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/pack"
)

// standing is where an answer from a data pack stands: the day for which it is given, and the answer that the record has for
// that day already, which stays readable and may stay.
type standing struct {
	on   string // ISO date; empty is the day of Env
	have Value
}

// packed is a kind whose answers come from a data pack.
type packed interface {
	Kind
	pack() string
	by() string // column of the record's day; empty for the day of writing
	stand(standing) Kind
}

// book is the packs as they stand, read once a request.
func (e *Env) book() *pack.Book {
	if e.packs == nil && e.from == nil {
		e.packs = pack.BuiltIn()
	}
	if e.packs == nil {
		b, err := pack.Open(e.ctx, e.from)
		if err != nil && e.err == nil {
			e.err = err
		}
		e.packs = b
	}
	return e.packs
}

func (s standing) day(e *Env) string {
	if s.on != "" {
		return s.on
	}
	return e.Today.ISO()
}

// kindIn is the kind of a field for a record that is answered anew: one of a pack is placed on the record's day. An answer
// given for another day is judged like a new one.
func (g *Register) kindIn(f Field, rec Record, typed map[string]string, e *Env) Kind {
	k, ok := f.Kind.(packed)
	if !ok {
		return f.Kind
	}
	s := standing{on: g.dayTyped(k.by(), typed, e), have: rec.Value(f.Column)}
	old := rec.dayIn(k.by())
	if s.on == "" {
		s.on = old
	}
	if s.on != old {
		s.have = nil
	}
	return k.stand(s)
}

// dayTyped is the day in the field of a column as it was typed; empty when there is none.
func (g *Register) dayTyped(column string, typed map[string]string, e *Env) string {
	if column == "" {
		return ""
	}
	f := g.field(column)
	v, words := f.Kind.Read(typed[f.Name], e)
	if words != "" {
		return ""
	}
	return dayOf(v)
}

func (rec Record) dayIn(column string) string { return dayOf(rec.Value(column)) }

// dayOf is the day of a date, of a moment or of a period's beginning; the first of a month or year of which no day is known.
func dayOf(v Value) string {
	s := str(v)
	if s == "" {
		return ""
	}
	s = (s + "-01-01")[:len("2026-01-01")]
	if _, err := day.ParseISO(s); err != nil {
		return ""
	}
	return s
}

// packProblem is what is wrong with the fields of packs in a declaration.
func (g *Register) packProblem() string {
	for _, f := range g.Fields {
		if k, ok := f.Kind.(packed); ok {
			if _, known := pack.Find(k.pack()); !known {
				return "there is no data pack " + k.pack()
			}
			if i, known := g.at[k.by()]; k.by() != "" && (!known || g.Fields[i].Kind.Columns()[0].Type != "TEXT") {
				return "the field " + f.Column + " goes by a day that there is not"
			}
		}
		if k, ok := f.Kind.(Verdict); ok {
			i, known := g.at[k.Of]
			if !known || f.Required {
				return "the verdict " + f.Column + " is of a scorecard that there is not"
			}
			if _, known := g.Fields[i].Kind.(Scorecard); !known {
				return "the verdict " + f.Column + " is of a field that is no scorecard"
			}
		}
	}
	return ""
}

// kind is the kind of a field on the day that stands in the form.
func (v formView) kind(f Field) Kind {
	rec := v.Rec
	if rec.of == nil {
		rec = v.of.blank()
	}
	return v.of.kindIn(f, rec, v.Typed, v.Env)
}

// opened reads the packs of a form before its page begins.
func (v formView) opened() {
	for _, f := range v.Fields {
		if _, ok := f.Kind.(packed); ok {
			v.Env.book()
		}
	}
}
