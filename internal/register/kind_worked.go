package register

import "github.com/mangnon/mangnon/internal/web/ui"

// Worked is an answer of another kind that Declaration.Follow works out and that nobody types: a key by which the list is put
// in order, the day on which a record closes. Inner ones stand on no page and in no file.
type Worked struct {
	Kind
	Inner bool
}

// Derived says that no form asks for it.
func (Worked) Derived() {}

func (k Worked) empty() Value { return emptyOf(k.Kind) }

// Options implements lister where the kind does.
func (k Worked) Options(e *Env) []ui.Option {
	if l, ok := k.Kind.(lister); ok {
		return l.Options(e)
	}
	return nil
}

// plainly is the kind of an answer, whoever gives it.
func plainly(k Kind) Kind {
	switch w := k.(type) {
	case Computed:
		return w.As
	case Worked:
		return w.Kind
	}
	return k
}

// inner reports whether a field serves the program alone.
func (f Field) inner() bool {
	k, ok := f.Kind.(Worked)
	return ok && k.Inner
}

// shown are the fields that pages and files show.
func (g *Register) shown() []Field {
	out := make([]Field, 0, len(g.Fields))
	for _, f := range g.Fields {
		if !f.inner() {
			out = append(out, f)
		}
	}
	return out
}
