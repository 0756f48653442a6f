package register

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// totalSums are the sums over a whole list, of every page of it.
type totalSums struct {
	Terms []sumTerm
	// Words say why there are none: the list is too long to be summed while somebody waits.
	Words string
}

type sumTerm struct{ Label, Text string }

// sumReach is how many records are summed at most when no sum is kept with the records.
const sumReach = 5_000

// summed is the mark of a kept sum among the numbers kept with the records.
const summed = "+"

// sum counts the numbers of a record in, or out when n is -1.
func (t tallies) sum(rec Record, n int64) {
	for _, c := range rec.of.Totals {
		if value, ok := num(rec.Value(c)); ok {
			t[tallied{summed + c, ""}] += value * n
		}
	}
}

// totalProblem is the first of the totals that is no number.
func (g *Register) totalProblem() string {
	for _, c := range g.Totals {
		if _, ok := g.field(c).Kind.(Number); !ok {
			return fmt.Sprintf("%q cannot be summed", c)
		}
	}
	return ""
}

// sumsOf sums the list of a view: from the numbers kept when nothing narrows it, else along the index of a filter.
func (g *Register) sumsOf(ctx context.Context, from store.Source, unitID string, v listView, today day.Day) (totalSums, error) {
	if len(g.Totals) == 0 || v.Ask.Trash || v.at != "" || v.Counts.All() == 0 {
		return totalSums{}, nil
	}
	values := make([]int64, len(g.Totals))
	if !v.narrowed() {
		for i, c := range g.Totals {
			values[i] = v.Counts.Of(summed+c, "")
		}
		return g.terms(values), nil
	}
	if v.Page.More || v.Page.Count > sumReach {
		return totalSums{Words: "Danh sách còn dài; lọc bớt để thấy tổng."}, nil
	}
	conds, err := g.conditions(ctx, from, unitID, v.Ask, v.Counts, today)
	if err != nil {
		return totalSums{}, err
	}
	text, args := g.sumStmt(v.Ask, conds)
	err = store.Each(ctx, from, g.variant("sum "+text, text), func(row []any) error {
		for i := range values {
			values[i], _ = row[i].(int64)
		}
		return nil
	}, append(args, sumReach)...)
	return g.terms(values), err
}

// sumStmt sums the records that meet some conditions.
func (g *Register) sumStmt(a Ask, conds []condition) (string, []any) {
	b := g.where(a, conds, driver(conds, true))
	parts := make([]string, len(g.Totals))
	for i, c := range g.Totals {
		parts[i] = fmt.Sprintf("CAST(COALESCE(SUM(f.%s), 0) AS BIGINT)", c)
	}
	return fmt.Sprintf("SELECT %s FROM (SELECT r.%s FROM %s%s r WHERE %s LIMIT $%d) AS f", strings.Join(parts, ", "), strings.Join(g.Totals, ", r."), b.from, g.Name, b.text(), b.next()), b.args
}

func (g *Register) terms(values []int64) totalSums {
	var out totalSums
	for i, c := range g.Totals {
		if values[i] == 0 {
			continue // of nought nobody needs the sum, and mostly nobody has answered
		}
		f := g.field(c)
		out.Terms = append(out.Terms, sumTerm{f.Label, f.Kind.Text(Value{values[i]}, &Env{})})
	}
	return out
}

// isTotal reports whether a column has a sum, for the last row of an export.
func (g *Register) isTotal(column string) bool { return slices.Contains(g.Totals, column) }
