package store

import (
	"slices"
	"strings"
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
}

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
