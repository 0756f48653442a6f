package backup

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
)

// share is a table with the condition that finds the rows of one unit, given as $1.
type share struct {
	relation
	condition string
}

// sharesOfUnit are the tables that a unit may take away, each with its condition: records of work first, the history and
// the list of files last. Private tables are not among them, nor is a table that nothing ties to a unit, nor what the reader
// does not see: kinds of records and levels of confidentiality beyond the sight.
func sharesOfUnit(all []relation, sight actor.Sight) []share {
	var out []share
	for _, t := range store.Tables() {
		i := slices.IndexFunc(all, func(r relation) bool { return r.name == t.Name })
		condition := conditionOf(all[i], all)
		if condition == "" || t.Private || t.Scoped && !t.Trail && sight.Of(t.Kind) == actor.Nothing || sight.Level() < t.Least {
			continue
		}
		if t.Level != "" && sight.Level() < actor.Restricted {
			condition = fmt.Sprintf("(%s) AND %s <= %d", condition, quoted(t.Level), sight.Level())
		}
		out = append(out, share{all[i], condition})
	}
	slices.SortStableFunc(out, func(a, b share) int { return cmp.Compare(a.place(), b.place()) })
	return out
}

// keptFrom are the places of the columns that a reader gets empty.
func (s share) keptFrom(sight actor.Sight) (out []int) {
	t, _ := store.TableNamed(s.name)
	for i, c := range s.columns {
		if slices.Contains(t.Secret, c.Name) && sight.Level() < actor.Restricted {
			out = append(out, i)
		}
	}
	return out
}

func blank(values []any, places []int) {
	for _, i := range places {
		values[i] = ""
	}
}

func (s share) place() int {
	t, _ := store.TableNamed(s.name)
	switch {
	case s.name == "audit" || s.name == "file":
		return 2
	case t.Scoped:
		return 0
	}
	return 1
}

// conditionOf finds how a table belongs to a unit: it says so itself; or it belongs to the rows that it points to (a
// line of a record); or to those that point to it (a place, a file).
func conditionOf(r relation, all []relation) string {
	if c := ownCondition(r); c != "" {
		return c
	}
	for _, ref := range r.references {
		i := slices.IndexFunc(all, func(t relation) bool { return t.name == ref.table })
		if i < 0 {
			continue
		}
		if c := ownCondition(all[i]); c != "" {
			return within(ref.column, ref.to, ref.table, c)
		}
	}
	var pointing []string
	for _, from := range all {
		c := ownCondition(from)
		for _, ref := range from.references {
			if ref.table == r.name && c != "" {
				pointing = append(pointing, within(ref.to, ref.column, from.name, c))
			}
		}
	}
	return strings.Join(pointing, " OR ")
}

func ownCondition(r relation) string {
	switch {
	case r.name == "unit":
		return `"id" = $1`
	case r.has("unit_id"):
		return `"unit_id" = $1`
	}
	return ""
}

func within(column, from, table, condition string) string {
	return fmt.Sprintf("%s IN (SELECT %s FROM %s WHERE %s)", quoted(column), quoted(from), quoted(table), condition)
}

func (r relation) all() []Column {
	out := make([]Column, len(r.columns))
	for i, a := range r.columns {
		out[i] = a.Column
	}
	return out
}
