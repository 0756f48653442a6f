package week

import (
	"cmp"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// byLateness are the units with the most overdue work first; those that are only asked stand last.
func byLateness(units []Unit) []Unit {
	out := slices.Clone(units)
	slices.SortStableFunc(out, func(a, b Unit) int {
		if a.Requested != b.Requested {
			if b.Requested {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Overdue, a.Overdue), cmp.Compare(b.Late, a.Late), cmp.Compare(vi.SortKey(a.Name), vi.SortKey(b.Name)))
	})
	return out
}

// troubled reports whether the unit has anything late.
func (u Unit) troubled() bool { return !u.Requested && u.Overdue+u.Late > 0 }

// lateUnits are the units with something late, the worst first.
func lateUnits(units []Unit) []Unit {
	out := slices.DeleteFunc(byLateness(units), func(u Unit) bool { return !u.troubled() })
	for i := range out {
		if out[i].Name == "" {
			out[i].Name = "Chưa rõ ai chủ trì"
		}
	}
	return out
}

// restWords tell of the units that lateUnits leaves out.
func restWords(units []Unit) string {
	n := len(units) - len(lateUnits(units))
	switch n {
	case 0:
		return ""
	case len(units):
		return "Không đơn vị nào có việc muộn."
	}
	return vi.Int(n) + " đơn vị khác không có việc muộn."
}
