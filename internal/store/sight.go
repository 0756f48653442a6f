package store

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// A reader who does not see everything of the unit gets another text of each statement. Wherever the text names a table,
// it then names the rows and columns that the reader may see of it:
//
//	FROM task t  →  FROM (SELECT t.* FROM task t WHERE t.unit_id = $3 AND (…the own work…)) t
//
// So nothing else can be selected, joined, filtered, sorted or counted, with or without a mark. In a table that the
// statement itself changes, the scope mark becomes the condition. A column with a text becomes empty where {see:alias.column}
// stands, and the inspection test refuses a statement that names such a column without the mark.

// variant is the text of a statement for one sight, with what is bound after the caller's arguments.
type variant struct {
	text     string
	binds    []bind
	nameless bare
}

// bind is a value of the reader that a text needs.
type bind string

const (
	bindUnit bind = "{unit}"
	bindBody bind = "{body}"
	bindMe   bind = "{me}"
)

func (sc scope) value(b bind) string {
	switch b {
	case bindUnit:
		return sc.unit
	case bindBody:
		return sc.body
	default:
		return sc.me
	}
}

// variant is the statement as it runs for a scope.
func (s *Stmt) variant(sc scope) *variant {
	switch {
	case sc.all:
		return &s.unscoped
	case sc.sight.Unbounded():
		return &s.scoped
	}
	if have, ok := s.narrower.Load(sc.sight); ok {
		return have.(*variant)
	}
	v := s.narrowed(sc.sight)
	if v.text == s.scoped.text { // nothing in it is narrower for this reader
		v = &s.scoped
	}
	have, _ := s.narrower.LoadOrStore(sc.sight, v)
	return have.(*variant)
}

// TextFor is the SQL for a reader with a sight, and how many parameters it has, for the test that inspects the registry.
func (s *Stmt) TextFor(sight actor.Sight) (text string, params int) {
	v := s.variant(scope{sight: sight})
	return v.text, s.Params + len(v.binds)
}

// tableRef is a place where a statement names a table. Keywords are written in capitals, names and aliases small.
var tableRef = regexp.MustCompile(`(\bFROM|\bJOIN|\bUPDATE|\bINTO|,)\s+([a-z_]+)(?:\s+(?:AS\s+)?([a-z][a-z0-9_]*))?`)

// Ref is a table that a statement names, under its alias.
type Ref struct {
	Table Table
	Alias string
	// Target is set for the table that the statement changes.
	Target     bool
	start, end int // of the name and the alias in the text
}

// Refs are the declared tables that the statement names.
func (s *Stmt) Refs() []Ref {
	var out []Ref
	for _, m := range tableRef.FindAllStringSubmatchIndex(s.SQL, -1) {
		t, ok := TableNamed(s.SQL[m[4]:m[5]])
		if !ok || s.SQL[m[2]:m[3]] == "," && m[6] < 0 {
			continue // a column after a comma has no alias behind it
		}
		r := Ref{Table: t, Alias: t.Name, start: m[4], end: m[5]}
		if m[6] >= 0 {
			r.Alias, r.end = s.SQL[m[6]:m[7]], m[7]
		}
		first := len(out) == 0 && strings.IndexByte("UID", s.SQL[0]) >= 0 && m[0] <= len("DELETE ")
		r.Target = s.Write && (first || s.SQL[m[2]:m[3]] == "INTO")
		out = append(out, r)
	}
	return out
}

// narrowed writes the text for a sight.
func (s *Stmt) narrowed(sight actor.Sight) *variant {
	v := &variant{}
	var text strings.Builder
	last := 0
	targets := map[string]string{} // alias → condition
	tables := map[string]Table{}
	for _, r := range s.Refs() {
		tables[r.Alias] = r.Table
		cond, narrow := r.Table.seen(r.Alias, sight)
		switch {
		case !narrow:
		case r.Target:
			targets[r.Alias] = cond
		default:
			text.WriteString(s.SQL[last:r.start] + "(SELECT " + r.Alias + ".* FROM " + r.Table.Name + " " + r.Alias + " WHERE " + cond + ") " + r.Alias)
			last = r.end
		}
	}
	text.WriteString(s.SQL[last:])
	out := scopeMark.ReplaceAllStringFunc(text.String(), func(mark string) string {
		alias := scopeMark.FindStringSubmatch(mark)[1]
		if cond, ok := targets[alias]; ok {
			return cond
		}
		return alias + ".unit_id = " + string(bindUnit)
	})
	out = seeMark.ReplaceAllStringFunc(out, func(mark string) string {
		m := seeMark.FindStringSubmatch(mark)
		return tables[m[1]].column(m[1], m[2], sight)
	})
	v.text = v.number(out, s.Params)
	return v
}

var bindMark = regexp.MustCompile(`\{(?:unit|body|me)\}`)

// number gives the reader's values their places behind the caller's.
func (v *variant) number(text string, params int) string {
	place := map[bind]string{}
	return bindMark.ReplaceAllStringFunc(text, func(mark string) string {
		b := bind(mark)
		if place[b] == "" {
			v.binds = append(v.binds, b)
			place[b] = "$" + strconv.Itoa(params+len(v.binds))
		}
		return place[b]
	})
}

// seen is the condition on the rows of a table that a sight holds; narrow is false when that is every row of the unit.
func (t Table) seen(alias string, sight actor.Sight) (cond string, narrow bool) {
	if !t.Scoped {
		return "", false
	}
	unit := alias + ".unit_id = " + string(bindUnit)
	if t.Trail && sight.Of(actor.KindMachine) == actor.Whole {
		unit = "(" + unit + " OR " + alias + ".unit_id = '')" // what the installation does belongs to no unit
	}
	rows := t.rows(alias, sight)
	level := ""
	if t.Level != "" && sight.Level() < actor.Restricted {
		level = " AND " + alias + "." + t.Level + " <= " + strconv.Itoa(int(sight.Level()))
	}
	switch {
	case rows == "FALSE":
		return "FALSE", true
	case rows != "TRUE":
		return unit + " AND (" + rows + ")" + level, true
	}
	return unit + level, level != ""
}

// rows is the condition by the extent, without unit and level.
func (t Table) rows(alias string, sight actor.Sight) string {
	if t.Trail {
		return trail(alias, sight)
	}
	if sight.Level() < t.Least {
		return "FALSE"
	}
	switch sight.Of(t.Kind) {
	case actor.Whole:
		return "TRUE"
	case actor.Titles: // only tables that say which of their columns are texts
		if t.Titles || t.Narrow == ShowAll {
			return "TRUE"
		}
	case actor.Own:
		switch {
		case t.Own != nil:
			return t.Own(alias)
		case t.Narrow == ShowAll:
			return "TRUE"
		}
	}
	return "FALSE"
}

// trail is the condition on history rows: those of records that are seen.
func trail(alias string, sight actor.Sight) string {
	everything := true
	var kinds, conds []string
	for _, t := range tables {
		if t.Trail {
			continue
		}
		rows := t.rows(alias+"_of", sight)
		if sight.Of(t.Kind) == actor.Titles {
			rows = "TRUE" // that something was done; column leaves out the words
		}
		everything = everything && rows == "TRUE"
		for _, kind := range t.Events {
			switch rows {
			case "FALSE":
			case "TRUE":
				kinds = append(kinds, "'"+kind+"'")
			default:
				conds = append(conds, alias+".kind = '"+kind+"' AND EXISTS (SELECT 1 FROM "+t.Name+" "+alias+"_of WHERE "+alias+"_of.id = "+alias+".record_id AND ("+rows+"))")
			}
		}
	}
	if everything {
		return "TRUE"
	}
	if len(kinds) > 0 {
		conds = append(conds, alias+".kind IN ("+strings.Join(kinds, ", ")+")")
	}
	if len(conds) == 0 {
		return "FALSE"
	}
	return strings.Join(conds, " OR ")
}

// column is a marked column as a sight shows it.
func (t Table) column(alias, name string, sight actor.Sight) string {
	full := alias + "." + name
	if !t.Trail {
		extent := sight.Of(t.Kind)
		if sight.Level() < actor.Restricted && slices.Contains(t.Secret, name) || extent == actor.Titles || extent == actor.Own && slices.Contains(t.Beyond, name) {
			return "CAST('' AS TEXT)" // PostgreSQL sorts by no bare constant
		}
		return full
	}
	var blind []string
	for _, of := range tables {
		if sight.Of(of.Kind) == actor.Titles {
			for _, kind := range of.Events {
				blind = append(blind, "'"+kind+"'")
			}
		}
	}
	if len(blind) == 0 {
		return full
	}
	return "CASE WHEN " + alias + ".kind IN (" + strings.Join(blind, ", ") + ") THEN '' ELSE " + full + " END"
}
