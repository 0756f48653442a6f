package trail

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// The conditions of every list. The first parameters are the kinds of the reader; the period and the row after which to go on
// bound the walk along the index.
var listed = ` FROM audit e WHERE ` + ofKinds() + ` AND e.at >= $26 AND e.at <= $27 AND (e.at < $27 OR e.id < $28)
	AND ($29 = '' OR e.kind = $29) AND ($30 = '' OR e.body_id = $30) AND ($31 = '' OR e.action >= $31 AND e.action < $32)`

// ofKinds is the condition on the kinds: the flag for all of them, then their names.
func ofKinds() string {
	marks := make([]string, kindsAtMost)
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+2)
	}
	return `($1 = TRUE OR e.kind IN (` + strings.Join(marks, ", ") + `))`
}

const (
	newest = ` ORDER BY e.at DESC, e.id DESC LIMIT `
	// countAtMost is how far a page counts: past it the number says nothing that helps.
	countAtMost = 10_000
	inPeriod    = ` AND {scope:e}`
	ofPerson    = ` AND e.account_id = $33 AND {scope:e}`
	ofRecord    = ` AND e.kind = $33 AND e.record_id = $34 AND {scope:e}`
	ofMachine   = ` AND e.unit_id = ''`
)

var machineRows = store.Unscoped("rows of the installation itself belong to no unit")

// query is a list with its count by kind.
type query struct{ list, count *store.Stmt }

func register(name, condition string, params int, opts ...store.Option) query {
	limit := fmt.Sprintf("$%d", params+1)
	return query{
		list:  store.Query("trail."+name+".list", `SELECT `+store.EventColumns+listed+condition+newest+limit, opts...),
		count: store.Query("trail."+name+".count", `SELECT k.kind, COUNT(*) AS n FROM (SELECT e.kind`+listed+condition+` LIMIT `+limit+`) k GROUP BY k.kind ORDER BY n DESC, k.kind`, opts...),
	}
}

var (
	byDay     = register("day", inPeriod, 32)
	byPerson  = register("person", ofPerson, 33)
	byRecord  = register("record", ofRecord, 34)
	byMachine = register("machine", ofMachine, 32, machineRows)
)

// kindCount is how many rows a kind has in the period.
type kindCount struct {
	Kind string `db:"kind"`
	N    int    `db:"n"`
}

// wanted is one list that a page asks for.
type wanted struct {
	of     query
	reach  reach
	filter filter
	more   []any // values of the list's own condition
}

func (q wanted) args(f filter, last ...any) []any {
	out := append(q.reach.args(), f.args()...)
	return append(append(out, q.more...), last...)
}

// rows reads one page and whether another follows.
func (q wanted) rows(ctx context.Context, from store.Source, size int) (list []store.Event, more bool, err error) {
	list, err = store.List[store.Event](ctx, from, q.of.list, q.args(q.filter, size+1)...)
	if len(list) > size {
		return list[:size], true, err
	}
	return list, false, err
}

// counts tells how many rows each kind has; the choice of a kind does not change it.
func (q wanted) counts(ctx context.Context, from store.Source) ([]kindCount, error) {
	f := q.filter
	f.Kind, f.Before = "", cursor{}
	return store.List[kindCount](ctx, from, q.of.count, q.args(f, countAtMost+1)...)
}

// whole lists every row of the filter, at most limit of them.
func (q wanted) whole(ctx context.Context, from store.Source, limit int) ([]store.Event, bool, error) {
	q.filter.Before = cursor{}
	return q.rows(ctx, from, limit)
}
