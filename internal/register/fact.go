package register

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Fact is a number that a register gives for a unit: how many records, or the sum of an answer over them. Every number that it
// gives has a list of the records behind it.
type Fact struct {
	Key   string // in the address: "phat-hien"
	Title string // "Điểm phát hiện trong kỳ"
	Unit  string // "điểm", "trẻ", "đồng"

	Where []Where  // what counts; everything when empty
	By    []string // columns of Filter fields, or state, by whose answers it is divided
	Sum   string   // column of a number that is added up; records are counted when empty
	// On is the column of the day by which a period chooses: a date, a moment, the first day of a period, or state_on. It
	// needs an index (unit_id, dropped, column, id). A fact without it is of the day of the reading.
	On string
	// Persons says that people are counted: who may see figures only does not see small ones (see Conceal).
	Persons bool
}

// Span is a period, both days counted.
type Span struct{ First, Last day.Day }

// Cell is a number with how many records it is of.
type Cell struct {
	Records int64
	N       int64 // as the column of Sum keeps it, or Records
}

func (c Cell) plus(d Cell) Cell { return Cell{c.Records + d.Records, c.N + d.N} }

// Figure is what a fact says about a unit and a period.
type Figure struct {
	Fact
	All Cell
	By  map[string]map[string]Cell // by column and answer; "" are the records without one
}

// fact is the declared fact of a key.
func (g *Register) fact(key string) (Fact, bool) {
	i := slices.IndexFunc(g.Facts, func(f Fact) bool { return f.Key == key })
	if i < 0 {
		return Fact{}, false
	}
	return g.Facts[i], true
}

// tallied reports whether the numbers kept with the records answer the fact.
func (f Fact) tallied() bool { return f.On == "" && f.Sum == "" && len(f.Where) == 0 }

// Figure reads a fact of the source's unit. What is asked of the day comes from the numbers kept with the records, where they
// know it; else one statement along an index gives all.
func (g *Register) Figure(ctx context.Context, from store.Source, unitID string, f Fact, in Span) (Figure, error) {
	out := Figure{Fact: f, By: map[string]map[string]Cell{}}
	for _, c := range f.By {
		out.By[c] = map[string]Cell{}
	}
	if f.tallied() {
		counts, err := g.Counts(ctx, from, unitID)
		out.All = Cell{counts.All(), counts.All()}
		for k, n := range counts {
			if by, ok := out.By[k.about]; ok && n != 0 {
				by[k.answer] = Cell{n, n}
			}
		}
		return out, err
	}
	var args []any
	if f.On != "" {
		args = []any{in.First.ISO(), in.Last.Add(1).ISO()}
	}
	for _, w := range f.Where {
		if w.Op == Is || w.Op == Not {
			args = append(args, w.Value)
		}
	}
	err := store.Each(ctx, from, g.stmt.facts[f.Key], func(row []any) error {
		last := len(row) - 2
		records, _ := row[last].(int64)
		n, _ := row[last+1].(int64)
		cell := Cell{records, n}
		out.All = out.All.plus(cell)
		for i, c := range f.By {
			answer, _ := row[i].(string)
			out.By[c][answer] = out.By[c][answer].plus(cell)
		}
		return nil
	}, args...)
	return out, err
}

// factText is the statement of a fact: one row for each set of answers.
func (g *Register) factText(f Fact) string {
	n := 1
	conds := "{scope:r} AND r.dropped = FALSE"
	if f.On != "" {
		conds += fmt.Sprintf(" AND r.%s >= $1 AND r.%[1]s < $2", f.On)
		n = 3
	}
	for _, w := range f.Where {
		conds += " AND " + w.condition(nil, day.Day{}).sql(n, true)
		if w.Op == Is || w.Op == Not {
			n++
		}
	}
	sum := "COUNT(*)"
	if f.Sum != "" {
		sum = "CAST(COALESCE(SUM(r." + f.Sum + "), 0) AS BIGINT)"
	}
	columns, group := "", ""
	if len(f.By) > 0 {
		columns = "r." + strings.Join(f.By, ", r.") + ", "
		group = " GROUP BY r." + strings.Join(f.By, ", r.")
	}
	return fmt.Sprintf("SELECT %sCOUNT(*) AS records, %s AS n FROM %s r WHERE %s%s", columns, sum, g.Name, conds, group)
}

// prepareFacts registers the statements of the facts.
func (g *Register) prepareFacts() {
	g.stmt.facts = map[string]*store.Stmt{}
	for i, f := range g.Facts {
		if !f.tallied() {
			g.stmt.facts[f.Key] = store.Query(g.stem()+".fact."+string(rune('a'+i)), g.factText(f))
		}
	}
}

// factProblem is the first thing in the facts that cannot work.
func (g *Register) factProblem() string {
	for _, f := range g.Facts {
		for _, c := range f.By {
			if i, ok := g.at[c]; c != "state" && (!ok || !g.Fields[i].Filter) {
				return fmt.Sprintf("fact %s: no list can be narrowed by %q", f.Key, c)
			}
		}
		if i, ok := g.at[f.Sum]; f.Sum != "" {
			if _, number := g.Fields[max(i, 0)].Kind.(Number); !ok || !number {
				return fmt.Sprintf("fact %s: %q is no number", f.Key, f.Sum)
			}
		}
		if _, ok := g.at[f.On]; f.On != "" && f.On != "state_on" && !ok {
			return fmt.Sprintf("fact %s: there is no day %q", f.Key, f.On)
		}
		if i := slices.IndexFunc(f.Where, func(w Where) bool { return w.Op == BeforeToday }); i >= 0 {
			return fmt.Sprintf("fact %s: what is counted must not change with the day of the reading", f.Key)
		}
	}
	return ""
}

// conditions are those of the list behind a fact.
func (f Fact) conditions(in Span, counts Counts, today day.Day) []condition {
	var out []condition
	for _, w := range f.Where {
		out = append(out, w.condition(counts, today))
	}
	if f.On != "" {
		out = append(out, condition{key: "in " + f.On, n: -1, args: []any{in.First.ISO(), in.Last.Add(1).ISO()}, sql: func(first int, _ bool) string {
			return fmt.Sprintf("r.%[1]s >= $%[2]d AND r.%[1]s < $%[3]d", f.On, first, first+1)
		}})
	}
	return out
}
