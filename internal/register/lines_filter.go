package register

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// lineFilter is a code in the lines of records by which the list can be narrowed: those that have a line with the answer that
// holds today. A register that a reader sees without the lines has no such filter.
type lineFilter struct {
	Key   string // of Ask.Lines: "circumstance_log.kind"
	Name  string // in addresses and forms
	Label string
	of    Field // of the line
	rows  Rows
}

// lineFilters are those of the register, in the order of its fields.
func (g *Register) lineFilters() (out []lineFilter) {
	_ = g.rows(func(_ int, f Field, k Rows) error {
		for _, x := range k.Fields {
			if x.Filter {
				out = append(out, lineFilter{f.Column + "." + x.Column, f.Name + "-" + x.Name, filterLabel(k.One, x.Label), x, k})
			}
		}
		return nil
	})
	return out
}

// filterLabel names a filter by the word for a line and the column: "Hoàn cảnh: nhóm", and "Nguy cơ" when both say the same.
func filterLabel(one, label string) string {
	if strings.EqualFold(one, label) {
		return label
	}
	return vi.Sentence(one) + ": " + lowerFirst(label)
}

// linesAsked reads the filters over lines from an address; what is no answer is left out.
func (g *Register) linesAsked(q url.Values) map[string]string {
	out := map[string]string{}
	for _, x := range g.lineFilters() {
		if v := q.Get(x.Name); v != "" && x.knows(v) {
			out[x.Key] = v
		}
	}
	return out
}

func (x lineFilter) knows(key string) bool {
	k, ok := x.of.Kind.(Choice)
	return ok && contains(k.keys(), key)
}

// options are the answers, with those that do not begin with the answer of the filter before left out when that is a group of
// them: the kinds of HCDB04 are HCDB04.1 and so on.
func (x lineFilter) options(a Ask, e *Env) []ui.Option {
	out := []ui.Option{{Text: "Tất cả"}}
	group := ""
	for key, v := range a.Lines {
		if key != x.Key && strings.HasPrefix(key, strings.TrimSuffix(x.Key, x.of.Column)) {
			group = v
		}
	}
	for _, o := range x.of.Kind.(lister).Options(e) {
		if group == "" || !strings.Contains(o.Value, ".") || strings.HasPrefix(o.Value, group+".") {
			out = append(out, o)
		}
	}
	return out
}

// holds is the condition on a line l with the answer in the parameter first; the day is in the one behind it.
func (x lineFilter) holds(first int) string {
	s := fmt.Sprintf("l.%s = $%d", x.of.Column, first)
	if x.rows.Until == "" {
		return s + fmt.Sprintf(" AND $%d > ''", first+1) // the day decides nothing
	}
	return s + fmt.Sprintf(" AND (l.%[1]s = '' OR l.%[1]s > $%[2]d)", x.rows.Until, first+1)
}

var lineCounts = map[string]*store.Stmt{} // by table and column; filled when registers are made

func (x lineFilter) countName() string { return x.rows.shape.Name + "." + x.of.Column }

// condition finds the records that have such a line today.
func (x lineFilter) condition(ctx context.Context, from store.Source, unitID, value string, today day.Day) (condition, error) {
	n, err := store.Get[int64](ctx, from, lineCounts[x.countName()], value, today.ISO(), unitID, fewEnough)
	if err != nil {
		return condition{}, err
	}
	if n == fewEnough {
		n = -1
	}
	return x.has(unitID, value, today, n), nil
}

func (x lineFilter) has(unitID, value string, today day.Day, n int64) condition {
	c := condition{key: "#" + x.Key, args: []any{value, today.ISO(), unitID}, n: n, leads: true}
	c.sql = func(first int, drive bool) string {
		if drive {
			return "r.id = hit.record_id"
		}
		return fmt.Sprintf("EXISTS (SELECT 1 FROM %s l WHERE l.record_id = r.id AND %s AND COALESCE(l.unit_id, '') = $%d)", x.rows.shape.Name, x.holds(first), first+2)
	}
	c.from = func(first int) string {
		return fmt.Sprintf("(SELECT DISTINCT l.record_id FROM %s l WHERE l.unit_id = $%d AND %s) AS hit CROSS JOIN ", x.rows.shape.Name, first+2, x.holds(first))
	}
	return c
}

// prepareLineFilters registers a list narrowed by each filter, both ways, for the tests that inspect statements, and the counting
// of its lines.
func (g *Register) prepareLineFilters() {
	for i, x := range g.lineFilters() {
		name := g.stem() + ".list.lines_" + string(rune('a'+i))
		for _, drive := range []int{0, -1} {
			b := g.where(Ask{}, []condition{x.has("", "", day.Day{}, 0)}, drive)
			way := map[int]string{0: ".driving", -1: ".beside"}[drive]
			store.Query(name+way, g.selectsFrom(b.from)+g.marked(fmt.Sprintf(" WHERE %s ORDER BY r.%s, r.id LIMIT $4", b.text(), g.Sorts[0].Column)))
		}
		if g.uncut == nil {
			lineCounts[x.countName()] = store.Query(name+".count", fmt.Sprintf("SELECT COUNT(*) FROM (SELECT 1 FROM %s l WHERE {scope:l} AND l.unit_id = $3 AND %s LIMIT $4) AS hit", x.rows.shape.Name, x.holds(1)))
		}
	}
}
