package store

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Stmt is one named statement of the registry.
type Stmt struct {
	Name   string // "plan.task.list": feature, noun, verb
	SQL    string // as written, with marks
	Params int    // how many $n the caller binds
	Write  bool

	WholeReason    string // why this statement may read a whole growing table
	UnscopedReason string // why this statement may touch a scoped table without its mark
	OnlyOn         string // the one engine that runs this statement; empty is both

	scoped   variant  // marks replaced by a condition on the unit: for who sees all of it
	unscoped variant  // marks replaced by TRUE, for the program itself
	narrower sync.Map // actor.Sight → *variant
	hasScope bool
}

var (
	registry   = map[string]*Stmt{}
	scopeMark  = regexp.MustCompile(`\{scope:([a-z_]+)\}`)
	paramMark  = regexp.MustCompile(`\$(\d+)`)
	seeMark    = regexp.MustCompile(`\{see:([a-z_]+)\.([a-z_]+)\}`)
	nameFormat = regexp.MustCompile(`^[a-z_]+(\.[a-z_]+)+$`)
)

// Option marks a statement for the test that inspects the registry.
type Option func(*Stmt)

// Whole allows a statement to read a whole growing table; say why.
func Whole(reason string) Option { return func(s *Stmt) { s.WholeReason = reason } }

// Unscoped allows a statement to touch a scoped table without the mark; say why.
func Unscoped(reason string) Option { return func(s *Stmt) { s.UnscopedReason = reason } }

// Only says that one engine runs the statement; the other has one of its own for the same thing.
func Only(engine string) Option { return func(s *Stmt) { s.OnlyOn = engine } }

// Query registers a statement that reads. Call it in a package variable; a second statement of the same name panics at
// start, as does a name or a mark that is not well formed.
func Query(name, sql string, opts ...Option) *Stmt { return register(name, sql, false, opts) }

// Change registers a statement that writes.
func Change(name, sql string, opts ...Option) *Stmt { return register(name, sql, true, opts) }

func register(name, sql string, write bool, opts []Option) *Stmt {
	if _, twice := registry[name]; twice {
		panic("store: two statements named " + name)
	}
	s := newStmt(name, sql, write, opts)
	registry[name] = s
	return s
}

func newStmt(name, sql string, write bool, opts []Option) *Stmt {
	if !nameFormat.MatchString(name) {
		panic("store: statement name " + strconv.Quote(name))
	}
	s := &Stmt{Name: name, SQL: strings.TrimSpace(sql), Write: write}
	for _, o := range opts {
		o(s)
	}
	for _, m := range paramMark.FindAllStringSubmatch(sql, -1) {
		n, _ := strconv.Atoi(m[1])
		s.Params = max(s.Params, n)
	}
	s.hasScope = scopeMark.MatchString(s.SQL)
	s.unscoped.text = seeMark.ReplaceAllString(scopeMark.ReplaceAllString(s.SQL, "TRUE"), "${1}.${2}")
	s.scoped.text = seeMark.ReplaceAllString(scopeMark.ReplaceAllString(s.SQL, "${1}.unit_id = $$"+strconv.Itoa(s.Params+1)), "${1}.${2}")
	if s.hasScope {
		s.scoped.binds = []bind{bindUnit}
	}
	return s
}

// Statements lists the registry by name, for the tests that inspect it.
func Statements() []*Stmt {
	out := make([]*Stmt, 0, len(registry))
	for _, s := range registry {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b *Stmt) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Scoped reports whether the statement carries a scope mark.
func (s *Stmt) Scoped() bool { return s.hasScope }

// Text is the SQL as an engine gets it for a person who sees all of the unit; the scope, when there is one, is the last
// parameter.
func (s *Stmt) Text() string { return s.scoped.text }

// bind gives the text and the arguments for an actor. An empty unit with a scoped statement is a defect of the caller: it
// would read nothing or everything, so it is refused.
func (s *Stmt) bind(sc scope, args []any) (*variant, []any, error) {
	if len(args) != s.Params {
		return nil, nil, fmt.Errorf("store: %s takes %d arguments, got %d", s.Name, s.Params, len(args))
	}
	v := s.variant(sc)
	if len(v.binds) == 0 {
		return v, args, nil
	}
	if sc.unit == "" {
		return nil, nil, fmt.Errorf("store: %s needs a unit and the actor has none", s.Name)
	}
	args = slices.Clip(args)
	for _, b := range v.binds {
		args = append(args, sc.value(b))
	}
	return v, args, nil
}
