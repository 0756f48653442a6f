package register

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables that all registers share.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

func init() {
	store.Declare(
		store.Table{Name: "register_word", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true},
		store.Table{Name: "register_tally", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true},
		store.Table{Name: "register_number", Narrow: store.HideAll, Scoped: true, Private: true},
	)
}

// statements are those of one register.
type statements struct {
	get, named, number, add, edit, drop, erase, sample, near *store.Stmt
	linkNumber, linkNumbers, linkNamed                       *store.Stmt
	addRows                                                  *store.Bulk
	namedMany                                                *store.Stmt            // for files of many records
	lines, linesSome                                         *store.Stmt            // nil with fewer than two fields of lines
	linking                                                  map[string]*store.Stmt // by column
	followedOf, walk, wordless                               *store.Stmt
	expire, lapse                                            []*store.Stmt
	facts                                                    map[string]*store.Stmt
	estate                                                   estateStatements
	find                                                     []*store.Stmt // by the number of words less one
	apart                                                    []*store.Stmt // by the place of the column in Apart
}

// prepare registers the statements of the table.
func (g *Register) prepare() {
	name := func(verb string) string { return g.stem() + "." + verb }
	g.stmt.get = store.Query(name("get"), g.selects()+" WHERE r.id = $1 AND {scope:r}")
	g.stmt.named = store.Query(name("named"), g.selects()+" WHERE r.id IN ("+params(1, namesAtOnce)+") AND {scope:r}")
	g.stmt.namedMany = store.Query(name("named_many"), g.selects()+" WHERE r.id IN ("+params(1, namesOfMany)+") AND {scope:r}")
	g.stmt.number = store.Query(name("by_number"), g.selects()+" WHERE {scope:r} AND r.unit_id = $1 AND r.number = $2")
	g.stmt.erase = store.Change(name("erase"), "DELETE FROM "+g.Name+" AS r WHERE r.id = $1 AND r.version = $2 AND {scope:r}")
	cols := append(strings.Split(strings.ReplaceAll(fixedColumns, "r.", ""), ", "), g.columns...)
	unsaid := strings.Repeat(", ''", len(g.hidden))
	g.stmt.addRows = store.ChangeRows(name("add_rows"), fmt.Sprintf("INSERT INTO %s (%s) VALUES", g.Name, strings.Join(append(slices.Clone(cols), g.hidden...), ", ")), "("+marks(1, len(cols))+unsaid+")", "")
	sets := make([]string, 0, len(g.columns))
	for i, c := range g.columns {
		sets = append(sets, fmt.Sprintf("%s = $%d", c, i+6))
	}
	g.stmt.edit = store.Change(name("edit"), fmt.Sprintf("UPDATE %s AS r SET version = version + 1, updated_at = $1, state = $2, state_by = $3, state_on = $4, %s WHERE r.id = $5 AND r.version = $%d AND r.dropped = FALSE AND {scope:r}",
		g.Name, strings.Join(sets, ", "), len(g.columns)+6))
	g.stmt.drop = store.Change(name("drop"), fmt.Sprintf("UPDATE %s AS r SET version = version + 1, updated_at = $1, dropped = $2 WHERE r.id = $3 AND r.dropped <> $2 AND {scope:r}", g.Name))
	for i, x := range g.Expires {
		g.stmt.expire = append(g.stmt.expire, store.Query(name("expire."+string(rune('a'+i))),
			fmt.Sprintf("%s WHERE {scope:r} AND r.dropped = FALSE AND r.%s > '' AND r.%[2]s < $1 AND r.state = $2 ORDER BY r.%[2]s, r.id LIMIT $3", g.selects(), x.Column)))
	}
	g.stmt.sample = store.Query(name("sample"), "SELECT r.id FROM "+g.Name+" r WHERE {scope:r} AND r.dropped = FALSE ORDER BY r.id DESC LIMIT 1",
		store.Whole("reads one row along the primary key"))
	if f, ok := g.pin(); ok {
		if g.Near != nil {
			g.stmt.near = store.Query(name("near"), g.nearStmt(f))
		}
		stmt, _ := g.pointQuery(Ask{}, nil, 1)
		store.Query(name("map"), stmt)
	}
	g.linkStatements(name)
	g.listed = g.shows()
	g.prepareLists()
	g.prepareFind()
	g.prepareApart()
	g.prepareLapses()
	g.prepareTakeOver()
	g.prepareFacts()
	g.prepareProofs()
	g.prepareEstate()
	g.prepareDates()
}

// stem begins the names of the register's statements.
func (g *Register) stem() string {
	if g.uncut != nil {
		return "register." + g.Name + ".plain"
	}
	return "register." + g.Name
}

// selects begins every statement that reads records.
func (g *Register) selects() string { return g.selectsFrom("") }

// selectsFrom is selects with what is read before the table, ending in CROSS JOIN: SQLite then keeps the order.
func (g *Register) selectsFrom(before string) string {
	columns := strings.Join(g.columns, ", r.")
	key := [2]string{columns, strings.Join(g.secretColumns(), ",")}
	text, ok := selected.Load(key)
	if !ok {
		text, _ = selected.LoadOrStore(key, g.marked("SELECT "+fixedColumns+", r."+columns)+" FROM ")
	}
	return text.(string) + before + g.Name + " r"
}

// selected are the columns that a statement reads, with their marks, by what a register has: every list asks for them.
var selected sync.Map

// briefly is selectsFrom without what a list does not show.
func (g *Register) briefly(before string) string {
	if g.listed == nil {
		return g.selectsFrom(before)
	}
	var columns []string
	for i, f := range g.Fields {
		for _, c := range f.Kind.Columns() {
			if g.listed[i] {
				columns = append(columns, ", r."+f.Column+c.Suffix)
			}
		}
	}
	return g.marked("SELECT "+fixedColumns+strings.Join(columns, "")) + " FROM " + before + g.Name + " r"
}

// shows are the fields that a page of a list reads, nil for all.
func (g *Register) shows() []bool {
	out := make([]bool, len(g.Fields))
	need := append([]string{g.Label}, g.Columns...)
	for _, d := range g.Drawn {
		if len(d.Of) == 0 {
			return nil
		}
		need = append(need, d.Of...)
	}
	for _, c := range need {
		i, ok := g.at[c]
		if !ok {
			continue // one with a right, of which this register is the cut
		}
		if _, lines := g.Fields[i].Kind.(Rows); lines {
			return nil
		}
		out[i] = true
	}
	return out
}

// params are "$1, $2, …", n of them from the first.
func params(first, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(out, ", ")
}

// marks are params of one row of several.
func marks(first, n int) string { return strings.ReplaceAll(params(first, n), "$", "#") }

// records runs a statement that begins with selects.
func (g *Register) records(ctx context.Context, from store.Source, s *store.Stmt, args ...any) ([]Record, error) {
	return g.read(ctx, from, nil, s, args...)
}

// read runs a statement that reads some fields, all when only is nil.
func (g *Register) read(ctx context.Context, from store.Source, only []bool, s *store.Stmt, args ...any) ([]Record, error) {
	var out []Record
	err := store.Each(ctx, from, s, func(row []any) error {
		rec, err := g.scan(row, only)
		out = append(out, rec)
		return err
	}, args...)
	return out, err
}

// Get reads a record of the source's unit, also one in the trash. One that is not there or not the reader's is errs.NotFound.
func (g *Register) Get(ctx context.Context, from store.Source, id string) (Record, error) {
	list, err := g.records(ctx, from, g.stmt.get, id)
	if err != nil {
		return Record{}, err
	}
	if len(list) == 0 {
		return Record{}, errs.Newf(errs.NotFound, "Không tìm thấy %s này. Có thể địa chỉ bị gõ sai.", g.One)
	}
	return list[0], g.WithLines(ctx, from, list)
}

// namesAtOnce is for how many records Named asks at once.
const namesAtOnce = 50

// namesOfMany is for how many it asks when a whole file needs them.
const namesOfMany = 2000

// Named gives the names of records that the source's actor may read, by their ids: at most namesOfMany of them.
func (g *Register) Named(ctx context.Context, from store.Source, ids []string) (map[string]string, error) {
	stmt, most := g.stmt.named, namesAtOnce
	if len(ids) > namesAtOnce {
		stmt, most = g.stmt.namedMany, namesOfMany
	}
	list, err := g.records(ctx, from, stmt, padded(ids, most)...)
	out := make(map[string]string, len(list))
	for _, rec := range list {
		out[rec.ID] = rec.Code() + " " + str(rec.Value(g.Label))
	}
	return out, err
}

var (
	wordRows  = store.ChangeRows("register.word.add_rows", `INSERT INTO register_word (unit_id, register, word, record_id) VALUES`, `($1, $2, #1, #2)`, `ON CONFLICT DO NOTHING`)
	wordClear = store.Change("register.word.clear", `DELETE FROM register_word AS w WHERE w.record_id = $1 AND {scope:w}`)
	// wordClearRows takes the words of many records away.
	wordClearRows = store.ChangeRows("register.word.clear_rows", `DELETE FROM register_word AS w WHERE {scope:w} AND w.record_id IN (`, `#1`, `)`)

	tallyRows = store.ChangeRows("register.tally.add_rows", `INSERT INTO register_tally (unit_id, register, about, answer, n) VALUES`, `($1, $2, #1, #2, #3)`,
		`ON CONFLICT (unit_id, register, about, answer) DO UPDATE SET n = register_tally.n + excluded.n`)
	tallyAll  = store.Query("register.tally.all", `SELECT t.about, t.answer, t.n FROM register_tally t WHERE {scope:t} AND t.unit_id = $1 AND t.register = $2 AND t.n <> 0`)
	numberAdd = store.Change("register.number.add", `INSERT INTO register_number (unit_id, register, n) VALUES ($1, $2, $3)
		ON CONFLICT (unit_id, register) DO UPDATE SET n = register_number.n + $3`)
	numberGet = store.Query("register.number.get", `SELECT n.n FROM register_number n WHERE {scope:n} AND n.unit_id = $1 AND n.register = $2`)
)

// rewords writes the words of a record.
func rewords(ctx context.Context, tx *store.Tx, rec Record, words []string) error {
	rows := make([]any, 0, 2*len(words))
	for _, w := range words {
		rows = append(rows, w, rec.ID)
	}
	_, err := tx.ExecRows(ctx, wordRows, []any{rec.UnitID, rec.of.Name}, rows)
	return err
}

// tallies are changes of the numbers, gathered to be written once.
type tallies map[tallied]int64

type tallied struct{ about, answer string }

// add counts a record in, or out when n is -1.
func (t tallies) add(rec Record, n int64) {
	if rec.Dropped {
		return
	}
	t[tallied{}] += n
	t[tallied{"state", rec.State}] += n
	for i, f := range rec.of.Fields {
		if f.Filter {
			t[tallied{f.Column, str(rec.Values[i])}] += n
		}
	}
	t.sum(rec, n)
	if rec.hasMark() {
		t[tallied{markTally, ""}] += n
	}
	if whole := rec.of.uncut; whole != nil && rec.Version == 1 && n > 0 { // a new record: nothing stands in what its author does not see
		for _, f := range whole.rightful() {
			if f.Filter {
				t[tallied{f.Column, ""}] += n
			}
		}
	}
}

func (t tallies) write(ctx context.Context, tx *store.Tx, unitID, register string) error {
	keys := make([]tallied, 0, len(t))
	for k, n := range t {
		if n != 0 {
			keys = append(keys, k)
		}
	}
	// One order for everybody: two who count the same answers in different orders would wait for each other.
	slices.SortFunc(keys, func(a, b tallied) int { return cmp.Or(cmp.Compare(a.about, b.about), cmp.Compare(a.answer, b.answer)) })
	rows := make([]any, 0, 3*len(keys))
	for _, k := range keys {
		rows = append(rows, k.about, k.answer, t[k])
	}
	_, err := tx.ExecRows(ctx, tallyRows, []any{unitID, register}, rows)
	return err
}

type tallyRow struct {
	About  string `db:"about"`
	Answer string `db:"answer"`
	N      int64  `db:"n"`
}

// Counts are how many records a unit's register has with each answer.
type Counts map[tallied]int64

// All is how many records there are outside the trash.
func (c Counts) All() int64 { return c[tallied{}] }

// Of is how many records have an answer in a column that the list can be narrowed by, or in state.
func (c Counts) Of(column, answer string) int64 { return c[tallied{column, answer}] }

// Counts reads the numbers of the source's unit.
func (g *Register) Counts(ctx context.Context, from store.Source, unitID string) (Counts, error) {
	rows, err := store.List[tallyRow](ctx, from, tallyAll, unitID, g.Name)
	c := make(Counts, len(rows))
	for _, r := range rows {
		if !slices.Contains(g.hidden, r.About) {
			c[tallied{r.About, r.Answer}] = r.N
		}
	}
	return c, err
}

// numbers reserves n numbers for new records and gives the first.
func (g *Register) numbers(ctx context.Context, tx *store.Tx, unitID string, n int64) (first int64, err error) {
	if _, err := tx.Exec(ctx, numberAdd, unitID, g.Name, n); err != nil {
		return 0, err
	}
	last, err := store.Get[int64](ctx, tx, numberGet, unitID, g.Name)
	return last - n + 1, err
}
