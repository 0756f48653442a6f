package register

import (
	"context"
	"fmt"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// onDay is a record on one day of a calendar.
type onDay struct {
	Rec  Record
	On   day.Day
	What Dated
}

// longest is how many days a period may have begun before the days looked at and still be found on them.
const longest = 366

// periodReach bounds the periods of one reading.
const periodReach = 500

// countStmt counts the records of each day.
func (g *Register) countStmt(column string, conds []condition, a Ask) (string, []any) {
	b := g.between(column, conds, a)
	return fmt.Sprintf("SELECT SUBSTR(r.%s, 1, 10) AS on_day, COUNT(*) AS n FROM %s r WHERE %s GROUP BY SUBSTR(r.%[1]s, 1, 10)", column, g.Name, b.text()), b.args
}

// firstStmt reads the first few records of each day: one walk along the days, whatever their number.
func (g *Register) firstStmt(column string, conds []condition, a Ask) (string, []any) {
	b := g.between(column, conds, a)
	from := fmt.Sprintf("(SELECT r.id, ROW_NUMBER() OVER (PARTITION BY SUBSTR(r.%s, 1, 10) ORDER BY r.%[1]s, r.id) AS nth FROM %s r WHERE %s) AS d CROSS JOIN ", column, g.Name, b.text())
	return fmt.Sprintf("%s WHERE r.id = d.id AND d.nth <= $%d AND {scope:r} ORDER BY r.%s, r.id", g.selectsFrom(from), b.next(), column), b.args
}

// periodStmt reads the periods that touch some days.
func (g *Register) periodStmt(column string, conds []condition, a Ask) (string, []any) {
	b := g.between(column, conds, a)
	b.add("to", fmt.Sprintf("(r.%s >= $%d OR r.%[1]s_to >= $%[2]d)", column, b.next()))
	return fmt.Sprintf("%s WHERE %s ORDER BY r.%s, r.id LIMIT $%d", g.selects(), b.text(), column, b.next()+1), b.args
}

// between begins a WHERE whose first two values are the first day and the one behind the last.
func (g *Register) between(column string, conds []condition, a Ask) *builder {
	b := g.where(a, nil, -1)
	b.add(column, fmt.Sprintf("r.%s >= $1 AND r.%[1]s < $2", column), "", "")
	for _, c := range conds {
		b.add(c.key, c.sql(b.next(), false), c.args...)
	}
	return b
}

// prepareDates registers the statements of calendars without a filter, for the tests that inspect statements.
func (g *Register) prepareDates() {
	for i, d := range g.dates() {
		name := g.stem() + ".dates." + string(rune('a'+i))
		if _, period := g.field(d.Column).Kind.(Period); period {
			text, _ := g.periodStmt(d.Column, nil, Ask{})
			store.Query(name, text)
			continue
		}
		count, _ := g.countStmt(d.Column, nil, Ask{})
		first, _ := g.firstStmt(d.Column, nil, Ask{})
		store.Query(name+"_count", count)
		store.Query(name+"_first", first)
	}
}

// Dated reads what the calendar shows of an Ask from a day to another: the first few records of each day, and how many there
// are. Only is a column of the dates; all of them when it is empty.
func (g *Register) Dated(ctx context.Context, from store.Source, unitID string, a Ask, only string, first, last day.Day, few int, today day.Day) (shown []onDay, counts map[day.Day]int, err error) {
	numbers, err := g.Counts(ctx, from, unitID)
	if err != nil {
		return nil, nil, err
	}
	conds, err := g.conditions(ctx, from, unitID, a, numbers, today)
	if err != nil {
		return nil, nil, err
	}
	counts = map[day.Day]int{}
	for _, d := range g.dates() {
		if only != "" && only != d.Column {
			continue
		}
		read := g.ofDays
		if _, period := g.field(d.Column).Kind.(Period); period {
			read = g.ofPeriods
		}
		some, err := read(ctx, from, a, conds, d, first, last, few, counts)
		if err != nil {
			return nil, nil, err
		}
		shown = append(shown, some...)
	}
	return shown, counts, nil
}

func (g *Register) ofDays(ctx context.Context, from store.Source, a Ask, conds []condition, d Dated, first, last day.Day, few int, counts map[day.Day]int) ([]onDay, error) {
	text, args := g.countStmt(d.Column, conds, a)
	args[0], args[1] = first.ISO(), last.Add(1).ISO()
	err := store.Each(ctx, from, g.variant("dates "+text, text), func(row []any) error {
		iso, ok := row[0].(string)
		n, isNumber := row[1].(int64)
		on, err := day.ParseISO(iso)
		if !ok || !isNumber || err != nil {
			return fmt.Errorf("register: %s.%s: a day of another type than declared", g.Name, d.Column)
		}
		counts[on] += int(n)
		return nil
	}, args...)
	if err != nil {
		return nil, err
	}
	text, args = g.firstStmt(d.Column, conds, a)
	args[0], args[1] = first.ISO(), last.Add(1).ISO()
	list, err := g.records(ctx, from, g.variant("dates "+text, text), append(args, few)...)
	out := make([]onDay, len(list))
	for i, rec := range list {
		on, _ := day.ParseISO(rec.Str(d.Column)[:len("2026-05-12")]) // the statement compared it with days
		out[i] = onDay{rec, on, d}
	}
	return out, err
}

// ofPeriods puts every period on all its days; one without an end on its first.
func (g *Register) ofPeriods(ctx context.Context, from store.Source, a Ask, conds []condition, d Dated, first, last day.Day, few int, counts map[day.Day]int) ([]onDay, error) {
	text, args := g.periodStmt(d.Column, conds, a)
	args[0], args[1] = first.Add(-longest).ISO(), last.Add(1).ISO()
	list, err := g.records(ctx, from, g.variant("dates "+text, text), append(args, first.ISO(), periodReach)...)
	var out []onDay
	shown := map[day.Day]int{}
	for _, rec := range list {
		begin, err := day.ParseISO(rec.Str(d.Column))
		if err != nil {
			continue // no day, though the column takes nothing else
		}
		end, err := day.ParseISO(str(rec.Value(d.Column)[1:]))
		if err != nil || end.IsZero() {
			end = begin
		}
		for on := later(begin, first); !on.After(end) && !on.After(last); on = on.Add(1) {
			counts[on]++
			if shown[on]++; shown[on] <= few {
				out = append(out, onDay{rec, on, d})
			}
		}
	}
	return out, err
}

func later(a, b day.Day) day.Day {
	if a.Before(b) {
		return b
	}
	return a
}
