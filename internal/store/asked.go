package store

import (
	"strconv"
	"strings"
)

// Asked is the list of n parameters from $first as the table "asked" with the one column column1, to begin the FROM of a statement that
// looks up many rows by one column: what follows is read once for each parameter. `id IN (…)` would leave the order to SQLite, which
// without statistics takes the unit's part of an index to be short, and reads the whole unit.
func Asked(first, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = "($" + strconv.Itoa(first+i) + ")"
	}
	return "(VALUES " + strings.Join(out, ", ") + ") AS asked CROSS JOIN "
}
