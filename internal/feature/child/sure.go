package child

import (
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
)

// sure reports whether a row of a table is the child there beyond doubt: nobody is to decide about the hundreds of children of a
// list that comes again each month. One personal number with one name and one birth date is one child. Without a number it takes
// the whole name, the whole birth date and the mother: twins have the two latter in common, and names that differ by a mark.
func sure(row, there register.Record) bool {
	if a, b := row.Str("sex"), there.Str("sex"); a != "" && b != "" && a != b {
		return false
	}
	number, has := row.Str("person_number"), there.Str("person_number")
	switch {
	case number != "" && number == has:
		return vi.Fold(row.Str("name")) == vi.Fold(there.Str("name")) && agree(row.Str("birth"), there.Str("birth"))
	case number != "" && has != "":
		return false
	}
	mother := vi.Fold(there.Str("mother"))
	return len(there.Str("birth")) == len("2026-05-12") && row.Str("birth") == there.Str("birth") &&
		strings.EqualFold(vi.NFC(row.Str("name")), vi.NFC(there.Str("name"))) && mother != "" && vi.Fold(row.Str("mother")) == mother
}

// agree reports whether two birth dates, whole or in part, may be one.
func agree(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }
