package store

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// Table declares a table to the program: what the inspection tests, the backup and the export must know of it.
type Table struct {
	// Reference says that the program brings the rows itself at start: a backup carries only those that records name.
	Reference bool

	Name    string
	Growing bool   // grows with the years: no statement may read it whole
	Scoped  bool   // has unit_id: every statement that touches it carries the scope mark
	Private bool   // left out of "Tải toàn bộ dữ liệu": secrets, sessions, keys
	Title   string // Vietnamese name of its sheet in the export
	// Heads are the Vietnamese headings of its columns in the export, where the usual word for the column will not do.
	Heads map[string]string

	// What readers see who do not see everything of the unit (see sight.go). A scoped table that says nothing here is
	// refused by the inspection test, and until then such readers see no row of it.
	Kind   actor.Kind                // the kind of record that the table holds; rights are given by kind
	Own    func(alias string) string // condition on a row in which the reader's body {body} or the reader {me} is named
	Narrow Narrow                    // in the place of Own
	Level  string                    // column with the actor.Level of a row; empty when all rows are ordinary
	Least  actor.Level               // of every row: readers below it see none
	Secret []string                  // columns of text that readers below actor.Restricted get empty (mark {see:alias.column})
	Titles bool                      // readers of titles and figures see its rows, without the hidden columns
	Hidden []string                  // columns with texts or names: readers of titles and figures get "" (mark {see:alias.column})
	Beyond []string                  // columns that tell of more than the row itself: readers of the own records get "" too
	Events []string                  // kinds of history rows that tell of this table's records, by their id
	Trail  bool                      // the history itself: a row of it is seen by whoever sees the record of which it tells
}

// Narrow says what a reader of the own records sees of a table that has no condition for them.
type Narrow uint8

// What a table without Own says.
const (
	Undeclared Narrow = iota // nobody has thought of it: nothing is seen
	HideAll                  // the rows say what is not the reader's: nothing is seen
	ShowAll                  // the rows are no secret within the unit
)

var tables []Table

// Declare registers tables. References between tables are deferrable, so that the restore can fill them in any order.
func Declare(ts ...Table) {
	for _, t := range ts {
		if slices.ContainsFunc(tables, func(have Table) bool { return have.Name == t.Name }) {
			panic("store: table declared twice: " + t.Name)
		}
		tables = append(tables, t)
	}
}

// Tables lists the declared tables.
func Tables() []Table { return slices.Clone(tables) }

// TableNamed finds a declared table.
func TableNamed(name string) (Table, bool) {
	i := slices.IndexFunc(tables, func(t Table) bool { return strings.EqualFold(t.Name, name) })
	if i < 0 {
		return Table{}, false
	}
	return tables[i], true
}
