package trail

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

// conditions are those of every list. The first parameters are the kinds of the reader; then come the period and the row after
// which to go on, by the expression of the instant.
func conditions(at string) string {
	return ` FROM audit e WHERE ` + ofKinds() + afterKinds(` AND `+at+` >= $1 AND `+at+` <= $2 AND (`+at+` < $2 OR e.id < $3)
	AND ($4 = '' OR e.kind = $4) AND ($5 = '' OR e.body_id = $5) AND ($6 = '' OR e.action >= $6 AND e.action < $7)`)
}

// ownParams is how many parameters of conditions follow those of the kinds.
const ownParams = 7

var param = regexp.MustCompile(`\$(\d+)`)

// afterKinds numbers parameters from those of the kinds on.
func afterKinds(sql string) string {
	return param.ReplaceAllStringFunc(sql, func(mark string) string {
		n, _ := strconv.Atoi(mark[1:])
		return "$" + strconv.Itoa(kindsAtMost+1+n)
	})
}

// The instant as a list names it. Where a record or a person is asked for, SQLite must not take the index of the days, which it
// believes to be as good: an expression hides the instant from it.
const (
	indexed = `e.at`
	hidden  = `(e.at + 0)`
)

// ofKinds is the condition on the kinds: the flag for all of them, then their names.
func ofKinds() string {
	marks := make([]string, kindsAtMost)
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+2)
	}
	return `($1 = TRUE OR e.kind IN (` + strings.Join(marks, ", ") + `))`
}

const (
	// countAtMost is how far a page counts: past it the number says nothing that helps.
	countAtMost = 10_000
	inPeriod    = ` AND {scope:e}`
	ofPerson    = ` AND e.account_id = $8 AND {scope:e}`
	ofRecord    = ` AND e.kind = $8 AND e.record_id = $9 AND {scope:e}`
	ofMachine   = ` AND e.unit_id = ''`
)

var machineRows = store.Unscoped("rows of the installation itself belong to no unit")

// query is a list with its count by kind.
type query struct{ list, count *store.Stmt }

func register(name, at, order, condition string, params int, opts ...store.Option) query {
	limit := fmt.Sprintf("$%d", kindsAtMost+1+ownParams+params+1)
	where := conditions(at) + afterKinds(condition)
	return query{
		list:  store.Query("trail."+name+".list", `SELECT `+store.EventColumns+where+` ORDER BY `+order+` DESC, e.id DESC LIMIT `+limit, opts...),
		count: store.Query("trail."+name+".count", `SELECT k.kind, COUNT(*) AS n FROM (SELECT e.kind`+where+` LIMIT `+limit+`) k GROUP BY k.kind ORDER BY n DESC, k.kind`, opts...),
	}
}

var (
	byDay     = register("day", indexed, indexed, inPeriod, 0)
	byPerson  = register("person", hidden, indexed, ofPerson, 1)
	byRecord  = register("record", hidden, hidden, ofRecord, 2)
	byMachine = register("machine", indexed, indexed, ofMachine, 0, machineRows)
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
