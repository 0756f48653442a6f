package register

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/pack"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Refs reads a list to which fields refer, of the source's unit on a day: names and, in Hint, other names with semicolons.
type Refs func(ctx context.Context, from store.Source, today day.Day) ([]ui.Option, error)

// Env is what reading and showing an answer needs of its surroundings: the day, and the lists of the unit. It is made once a
// request, and reads each list once, when it is first asked for.
type Env struct {
	Today day.Day

	place string // id of the unit's place, for maps; empty when nobody looks at a page
	ctx   context.Context
	from  store.Source
	lists map[string]Refs
	read  map[string][]ui.Option
	packs *pack.Book
	links map[string]string // what linked records are called, by id
	meant map[string]string // which of them was meant, by register and what was typed
	err   error

	tabled bool                         // rows of a table are judged, which may be records that are there
	known  map[string]map[string]string // see Known
}

func (g *Register) env(ctx context.Context, from store.Source, today day.Day) *Env {
	return &Env{Today: today, ctx: ctx, from: from, lists: g.lists, read: map[string][]ui.Option{}}
}

func (g *Register) envOf(r *web.Request) *Env {
	e := g.env(r.Context(), r.Reader(), r.Today())
	e.place = r.Unit.PlaceID
	r.Request = r.Request.WithContext(context.WithValue(r.Context(), envKey(g.Name), e))
	return e
}

// envKey is under what the context of a request has the surroundings of a register.
type envKey string

// Refs is a list of the unit; empty when it could not be read, which Err tells.
func (e *Env) Refs(of string) []ui.Option {
	if have, ok := e.read[of]; ok || e.lists[of] == nil {
		return have
	}
	list, err := e.lists[of](e.ctx, e.from, e.Today)
	if err != nil && e.err == nil {
		e.err = err
	}
	e.read[of] = list
	return list
}

// Known is how a list calls what a text names by one of its names, without regard to marks and capitals; ok is false when none or
// several are called so.
func (e *Env) Known(of, text string) (name string, ok bool) {
	names, read := e.known[of]
	if !read {
		names = map[string]string{}
		texts := map[string]string{} // by value
		for _, o := range e.Refs(of) {
			texts[o.Value] = o.Text
			for _, n := range append(strings.Split(o.Hint, ";"), o.Text) {
				called(names, n, o.Text)
			}
		}
		also := map[string]string{}
		for _, o := range e.Refs(of + Also) {
			called(also, o.Text, texts[o.Value])
		}
		for fold, text := range also {
			if _, own := names[fold]; !own {
				names[fold] = text
			}
		}
		if e.known == nil {
			e.known = map[string]map[string]string{}
		}
		e.known[of] = names
	}
	name = names[vi.Fold(text)]
	return name, name != ""
}

// called notes that a name is what a list calls text; "" when several are called so.
func called(names map[string]string, name, text string) {
	fold := vi.Fold(name)
	if other, twice := names[fold]; twice && other != text {
		names[fold] = ""
	} else if fold != "" {
		names[fold] = text
	}
}

// Err is the first list that could not be read. Ask before a page or a change rests on the answers.
func (e *Env) Err() error { return e.err }

// lowerFirst puts words into the middle of a sentence.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToLower(r)) + s[n:]
}
