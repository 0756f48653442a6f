package register

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// declared are the registers that New made, in that order.
var declared []*Register

// Declared are all registers of the program, for what is tried or told of every one.
func Declared() []*Register { return slices.Clone(declared) }

// Built is a table as a database has it.
type Built struct {
	Columns map[string]string // by name: TEXT, BIGINT or BOOLEAN
	Indexes []string          // as the database writes them: "CREATE INDEX … ON … (…)"
}

// Missing are the lines of a migration that bring a table up to its declaration; none when it stands as declared. What no line
// can repair, a column of another type or one that nobody declares, is said behind "--".
func (g *Register) Missing(b Built) []string {
	return b.missing(g.Name, append(g.fixed(), g.typed()...), g.indexes(), g.derivedColumns())
}

// derivedColumns are those that nobody types.
func (g *Register) derivedColumns() map[string]bool {
	computed := map[string]bool{}
	for _, f := range g.Fields {
		computed[f.Column] = !typedByPeople(f)
	}
	return computed
}

func (b Built) missing(table string, columns []column, indexes []string, computed map[string]bool) []string {
	var out []string
	known := map[string]bool{}
	for _, c := range columns {
		known[c.name] = true
		want, _, _ := strings.Cut(c.decl, " ")
		switch have, ok := b.Columns[c.name]; {
		case !ok:
			out = append(out, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s %s;", table, c.name, added(c.decl, computed[c.name])))
		case have != want:
			out = append(out, fmt.Sprintf("-- %s.%s is %s, the declaration needs %s", table, c.name, have, want))
		}
	}
	for name := range b.Columns {
		if !known[name] {
			out = append(out, fmt.Sprintf("-- %s.%s is in the table and not in the declaration", table, name))
		}
	}
	have := map[string]bool{}
	for _, index := range b.Indexes {
		have[indexShape(index)] = true
	}
	for _, index := range indexes {
		if !have[indexShape(index)] {
			out = append(out, index+";")
		}
	}
	return out
}

// added is the declaration of a column in a table that has rows already.
func added(decl string, computed bool) string {
	switch decl {
	case "TEXT NOT NULL":
		return decl + " DEFAULT ''"
	case "BIGINT NOT NULL":
		if computed {
			return fmt.Sprintf("%s DEFAULT %d", decl, noAnswer)
		}
		return decl + " DEFAULT 0"
	case "BOOLEAN NOT NULL":
		return decl + " DEFAULT FALSE"
	}
	return decl
}

var indexParts = regexp.MustCompile(`^(CREATE (?:UNIQUE )?INDEX) \S+ ON (?:public\.)?(\w+)(?: USING btree)? (\(.+\))$`)

// indexShape is an index without its name, in one way of writing.
func indexShape(sql string) string { return indexParts.ReplaceAllString(sql, "$1 $2 $3") }
