package match

import (
	"iter"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/register"
)

// Among finds records of one list that are more likely than not one person, by what the reader may see. The list is not in the index.
func (m matcher) Among(by actor.Actor, unitID string, about int, recs iter.Seq[register.Record]) []register.Pairing {
	list, model := linkage.NewRegister(about), linkage.Prior()
	for rec := range recs {
		list.Add(m.visible(by, m.record(rec, unitID)))
	}
	pairs := list.Pairs(model, 0)
	slices.SortStableFunc(pairs, func(a, b linkage.Pair) int { return int(a.A) - int(b.A) })
	out, named := make([]register.Pairing, 0, len(pairs)), map[int32]bool{}
	for _, p := range pairs {
		if named[p.B] {
			continue
		}
		named[p.B] = true
		said := list.Why(model, int(p.A), int(p.B)).Without(m.silent(by)).String()
		out = append(out, register.Pairing{A: int(p.A), B: int(p.B), Words: said})
	}
	return out
}
