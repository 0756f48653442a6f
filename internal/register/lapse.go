package register

import (
	"context"
	"fmt"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Lapse is an answer of several that lasts as long as lines of the record: on the day after which the last line with one of its keys
// holds no longer, the program works the answer out anew, so that lists, marks and figures do not wait for somebody to write.
type Lapse struct {
	Column string   // of a Choices field, which Follow keeps in step with the lines
	Rows   string   // of a Rows field with Until
	Key    string   // column of its lines with a key of Column
	From   []string // keys of the states in which it lapses; a record in another stays as it was closed
	Done   string   // for the history: "Hết thời gian hoàn cảnh"
}

// prepareLapses registers the search for answers that outlasted their lines. It needs an index (unit_id, Until) on the lines, which
// may leave out lines without an end.
func (g *Register) prepareLapses() {
	if g.uncut != nil { // who does not see the answers does not work them out
		return
	}
	for i, x := range g.Lapses {
		k, _ := g.field(x.Rows).Kind.(Rows)
		lines, ends := k.shape.Name, k.Until
		g.stmt.lapse = append(g.stmt.lapse, store.Query(g.stem()+".lapse."+string(rune('a'+i)), fmt.Sprintf(
			`%[1]s WHERE r.id IN (SELECT l.record_id FROM %[2]s l JOIN %[5]s c ON c.id = l.record_id WHERE {scope:l} AND l.%[3]s > '' AND l.%[3]s <= $1 AND {see:c.%[4]s} LIKE '%%|' || l.%[6]s || '|%%'
				AND NOT EXISTS (SELECT 1 FROM %[2]s o WHERE o.record_id = l.record_id AND o.%[6]s = l.%[6]s AND (o.%[3]s = '' OR o.%[3]s > $1)))
				AND r.dropped = FALSE AND r.state IN (%[7]s) AND {scope:r} ORDER BY r.id LIMIT $2`,
			g.selects(), lines, ends, x.Column, g.Name, x.Key, params(3, len(x.From)))))
	}
}

// lapse works out the answers of at most a few hundred records whose lines ended by the day, inside the caller's change, and says how
// many changed.
func (g *Register) lapse(ctx context.Context, tx *store.Tx, today day.Day) (n int, err error) {
	e := g.env(ctx, tx, today)
	for i, stmt := range g.stmt.lapse {
		x := g.Lapses[i]
		args := []any{today.ISO(), expireAtOnce}
		for _, s := range x.From {
			args = append(args, s)
		}
		due, err := g.records(ctx, tx, stmt, args...)
		if err == nil {
			err = g.WithLines(ctx, tx, due)
		}
		if err != nil {
			return n, err
		}
		for _, now := range due {
			after := now
			after.Values = slices.Clone(now.Values)
			g.follow(now, &after, e)
			if !changed(now, after) { // what Follow does not keep in step is not tried for ever
				continue
			}
			if err := g.rewrite(ctx, tx, now, after, e, x.Done, ""); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// lapseProblem is the first thing in the lapses of a declaration that cannot work.
func (g *Register) lapseProblem() string {
	for _, x := range g.Lapses {
		k, ok := g.field(x.Rows).Kind.(Rows)
		if !ok || k.Until == "" || x.Done == "" || len(x.From) == 0 || !slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Column == x.Key }) {
			return fmt.Sprintf("the lapse of %q needs lines with an end, states and words", x.Column)
		}
	}
	return ""
}
