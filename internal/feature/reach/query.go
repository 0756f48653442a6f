package reach

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// shape is a kind of rule in SQL. where takes the first parameters; lacks is true of a child who surely lacks it.
type shape struct {
	where, lacks string
	n            int    // of parameters
	answer       string // what the list shows of the answer
	counts       *store.Stmt
	hamlets      *store.Stmt
	list         *store.Stmt
}

// answersAtMost is how many answers a rule names on each side.
const answersAtMost = 3

// kept is who is still a child of the unit.
const kept = "{scope:c} AND c.dropped = FALSE AND c.state = 'quan-ly'"

var shapes = map[string]*shape{
	ofVisit: {where: kept + " AND c.last_visit < $1", lacks: "c.last_visit > ''", n: 1, answer: "c.last_visit"},
	ofSupport: {where: kept + " AND {see:c.circumstances} > '' AND NOT EXISTS (SELECT 1 FROM child_supports s WHERE s.record_id = c.id AND s.day >= $1 AND {scope:s})",
		lacks: "NOT EXISTS (SELECT 1 FROM child_supports t WHERE t.record_id = c.id AND t.day = '' AND {scope:t})", n: 1, answer: "''"},
}

func init() {
	for _, column := range []string{"insurance", "birth_cert", "schooling", "number_why"} {
		is := kept + " AND c." + column + " IN ($1, $2, $3, $4, $5, $6)"
		lacks := "c." + column + " IN ($1, $2, $3)"
		shapes[column] = &shape{where: is, lacks: lacks, n: 6, answer: "c." + column}
		shapes[column+" by age"] = &shape{where: is + " AND (c.birth >= $7 AND c.birth <= $8 AND (LENGTH(c.birth) < 10 OR c.birth >= $9))",
			lacks: lacks + " AND (LENGTH(c.birth) = 10 OR LENGTH(c.birth) = 7 AND c.birth >= $10 AND c.birth <= $11 OR LENGTH(c.birth) = 4 AND c.birth >= $12 AND c.birth <= $13)", n: 13, answer: "c." + column}
	}
	for key, s := range shapes {
		s.prepare("reach." + strings.ReplaceAll(key, " ", "_"))
	}
}

const childColumns = `c.id, c.number, c.name, c.birth, c.sex, c.hamlet, c.address, c.mother, c.father, c.guardian, c.phone, c.school, c.class, c.last_visit, c.consent`

func (s *shape) prepare(name string) {
	in := "c.hamlet = $%d"
	where := s.where
	undated := ""
	if s.n > answersAtMost*2 { // no date of birth at all: of any age
		undated = strings.Split(s.where, " AND (c.birth")[0] + " AND c.birth = ''"
		where = strings.Replace(s.where, " AND (c.birth", " AND (c.birth = '' OR c.birth", 1)
	}
	lacks := "CASE WHEN " + s.lacks + " THEN 1 ELSE 0 END"
	total := "SELECT COUNT(*) AS n, COALESCE(SUM(" + lacks + "), 0) AS missing FROM child c WHERE " + s.where
	if undated != "" {
		total += " UNION ALL SELECT COUNT(*) AS n, 0 AS missing FROM child c WHERE " + undated
	}
	s.counts = store.Query(name+".count", total)
	s.hamlets = store.Query(name+".hamlets", "SELECT c.hamlet, COUNT(*) AS n, COALESCE(SUM("+lacks+"), 0) AS missing FROM child c WHERE "+where+" GROUP BY c.hamlet ORDER BY c.hamlet")
	s.list = store.Query(name+".list", fmt.Sprintf("SELECT %s, %s AS answer FROM child c WHERE %s AND %s = $%d AND ($%d = '' OR "+in+") ORDER BY c.name_key, c.id LIMIT $%d OFFSET $%d",
		childColumns, s.answer, where, lacks, s.n+1, s.n+2, s.n+2, s.n+3, s.n+4))
}

// shape is the SQL of the rule and the values that it takes on a day.
func (r Rule) shape(at day.Day) (*shape, []any) {
	if r.Kind != ofAnswer {
		return shapes[r.Kind], []any{monthsBefore(at, r.Months).ISO()}
	}
	args := append(padded(r.Missing), padded(r.Unknown)...)
	if len(r.Ages) < 2 {
		return shapes[r.Column], args
	}
	return shapes[r.Column+" by age"], append(args, spanOf(r.Ages[0], r.Ages[1], at).args()...)
}

// padded repeats the last answer, so that every rule has as many.
func padded(answers []string) []any {
	out := make([]any, answersAtMost)
	for i := range out {
		out[i] = answers[min(i, len(answers)-1)]
	}
	return out
}

// Count is how many children a rule finds.
type Count struct {
	Missing int // surely lack it
	Unclear int // nobody knows
}

func (c Count) of(p part) int {
	if p == unclear {
		return c.Unclear
	}
	return c.Missing
}

type countRow struct {
	Hamlet  string `db:"hamlet"`
	N       int    `db:"n"`
	Missing int    `db:"missing"`
}

type totalRow struct {
	N       int `db:"n"`
	Missing int `db:"missing"`
}

// count asks along the index of the rule. The caller has seen that the source's actor may see it.
func (r Rule) count(ctx context.Context, from store.Source, at day.Day) (c Count, err error) {
	s, args := r.shape(at)
	rows, err := store.List[totalRow](ctx, from, s.counts, args...)
	for _, row := range rows {
		c.Missing, c.Unclear = c.Missing+row.Missing, c.Unclear+row.N-row.Missing
	}
	return c, err
}

// byHamlet counts in each hamlet; the empty id is of those of whom no hamlet is known.
func (r Rule) byHamlet(ctx context.Context, from store.Source, at day.Day) (map[string]Count, error) {
	s, args := r.shape(at)
	rows, err := store.List[countRow](ctx, from, s.hamlets, args...)
	out := make(map[string]Count, len(rows))
	for _, row := range rows {
		out[row.Hamlet] = Count{row.Missing, row.N - row.Missing}
	}
	return out, err
}

// Child is a line of a list.
type Child struct {
	ID        string `db:"id"`
	Number    int64  `db:"number"`
	Name      string `db:"name"`
	Birth     string `db:"birth"`
	Sex       string `db:"sex"`
	Hamlet    string `db:"hamlet"`
	Address   string `db:"address"`
	Mother    string `db:"mother"`
	Father    string `db:"father"`
	Guardian  string `db:"guardian"`
	Phone     string `db:"phone"`
	School    string `db:"school"`
	Class     string `db:"class"`
	LastVisit string `db:"last_visit"`
	Consent   string `db:"consent"`
	Answer    string `db:"answer"`
}

// frozen says that consent was withdrawn: the child is seen on pages and stands in no file.
func (c Child) frozen() bool { return c.Consent == "rut" }

// children reads a page of a list, by name.
func (r Rule) children(ctx context.Context, from store.Source, at day.Day, p part, hamlet string, limit, offset int) ([]Child, error) {
	s, args := r.shape(at)
	lacks := 1
	if p == unclear {
		lacks = 0
	}
	return store.List[Child](ctx, from, s.list, append(args, lacks, hamlet, limit, offset)...)
}
