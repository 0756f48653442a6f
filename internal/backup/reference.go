package backup

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// isReference reports whether the program brings the rows of a table itself.
func isReference(table string) bool {
	t, _ := store.TableNamed(table)
	return t.Reference
}

// carriedOf finds the rows of a table that an archive carries: all, but of reference data only those that records name, so
// that the archive can be read by itself. The rest comes back at the next start of the program.
func carriedOf(r relation, all []relation) string {
	if !isReference(r.name) {
		return ""
	}
	var named []string
	for _, from := range all {
		for _, ref := range from.references {
			if ref.table == r.name && !isReference(from.name) {
				named = append(named, within(ref.to, ref.column, from.name, "TRUE"))
			}
		}
	}
	if len(named) == 0 {
		return "FALSE"
	}
	slices.Sort(named)
	return strings.Join(named, " OR ")
}

func countOf(r relation) string {
	q := "SELECT COUNT(*) FROM " + quoted(r.name)
	if r.carried != "" {
		q += " WHERE " + r.carried
	}
	return q
}
