package reach

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// shape is a kind of rule in SQL. where takes the first parameters; lacks is true of a child who surely lacks it.
type shape struct {
	where, lacks string
	n            int    // of parameters
	answer       string // what the list shows of the answer
	total        string // counts, for a rule with a number
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
	for i := range ruleSets {
		set := &ruleSets[i]
		open := slices.DeleteFunc(slices.Clone(set.Rules), func(r Rule) bool { return r.Secret })
		secret := slices.DeleteFunc(slices.Clone(set.Rules), func(r Rule) bool { return !r.Secret })
		set.open, set.secret = newCounted("reach.counts."+setName(i), open), newCounted("reach.counts_secret."+setName(i), secret)
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
	s.total = "SELECT %d AS rule, COUNT(*) AS n, COALESCE(SUM(" + lacks + "), 0) AS missing FROM child c WHERE " + s.where
	if undated != "" {
		s.total += " UNION ALL SELECT %[1]d AS rule, COUNT(*) AS n, 0 AS missing FROM child c WHERE " + undated
	}
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
	Rule    int `db:"rule"`
	N       int `db:"n"`
	Missing int `db:"missing"`
}

// counted asks for the numbers of several rules at once, each along its index.
type counted struct {
	stmt  *store.Stmt
	rules []Rule
}

func newCounted(name string, rules []Rule) counted {
	parts := make([]string, len(rules))
	first := 0
	for i, r := range rules {
		s, _ := r.shape(day.Must(2026, 1, 1))
		parts[i] = shifted(fmt.Sprintf(s.total, i), first)
		first += s.n
	}
	return counted{store.Query(name, strings.Join(parts, " UNION ALL ")), rules}
}

var parameter = regexp.MustCompile(`\$(\d+)`)

// shifted moves the parameters of a statement behind those of others.
func shifted(sql string, by int) string {
	return parameter.ReplaceAllStringFunc(sql, func(p string) string {
		n, _ := strconv.Atoi(p[1:]) // digits, says the pattern
		return "$" + strconv.Itoa(n+by)
	})
}

// on are the numbers of a day, by the key of the rule.
func (c counted) on(ctx context.Context, from store.Source, at day.Day) (map[string]Count, error) {
	var args []any
	for _, r := range c.rules {
		_, more := r.shape(at)
		args = append(args, more...)
	}
	rows, err := store.List[totalRow](ctx, from, c.stmt, args...)
	out := map[string]Count{}
	for _, row := range rows {
		n := out[c.rules[row.Rule].Key]
		out[c.rules[row.Rule].Key] = Count{n.Missing + row.Missing, n.Unclear + row.N - row.Missing}
	}
	return out, err
}

// counts are those of the rules that an actor may see.
func (s ruleSet) counts(ctx context.Context, from store.Source, a actor.Actor, at day.Day) (map[string]Count, error) {
	out, err := s.open.on(ctx, from, at)
	if err != nil || !a.May(actor.ChildSecret) {
		return out, err
	}
	more, err := s.secret.on(ctx, from, at)
	maps.Copy(out, more)
	return out, err
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

// setName is how statements call the set of rules at a place.
func setName(i int) string { return "set_" + string(rune('a'+i)) }
