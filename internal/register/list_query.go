package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Ask is what somebody wants of a list: the records outside the trash that meet everything named.
type Ask struct {
	State string            // key, empty for all
	Is    map[string]string // by column of a Filter field: the answer
	Lines map[string]string // by key of a filter over lines: the answer of a line that holds today
	View  string            // key of a View
	Words string            // as typed
	Sort  string            // key of a Sort
	Trash bool              // those in the trash instead
	Fact  string            // key of a Fact: the records behind its number
	In    Span              // the period of that number
	After string            // id of the row before the page, as Page.Next gave it
	Back  bool              // the page before After instead of the one behind it
	Size  int               // rows of a page, PageSize when 0

	brief bool // the records are read for the rows of a list alone
}

// PageSize is how many rows a page of a list has.
const PageSize = 50

// Page is one page of a list.
type Page struct {
	Records    []Record
	Count      int64  // of all that meets the Ask
	More       bool   // Count is only the least that it can be
	Prev, Next string // ids of its first and last row, empty at the ends of the list
}

// How far records are counted that no number is kept of; countBlind when not even one of the conditions has few.
const (
	countReach = 2_000
	countBlind = 200
)

// condition is one restriction of a list in SQL, with its values.
type condition struct {
	key   string // of the shape of the statement
	sql   func(first int, drive bool) string
	from  func(first int) string // what the statement reads first when the condition drives it; may be nil
	args  []any
	n     int64 // how many records meet it, when that is known; -1 when not
	leads bool  // has an index of its own
}

// fewEnough is how many records an index may give to be put in order by hand.
const fewEnough = 3000

// List reads a page of the records of the source's unit. The statement walks either the order asked for or the rarest of the
// filters, whichever is shorter by the numbers kept.
func (g *Register) List(ctx context.Context, from store.Source, unitID string, a Ask, today day.Day) (Page, Counts, error) {
	counts, err := g.Counts(ctx, from, unitID)
	if err != nil {
		return Page{}, nil, err
	}
	conds, err := g.conditions(ctx, from, unitID, a, counts, today)
	if err != nil {
		return Page{}, counts, err
	}
	p := Page{}
	if p.Records, err = g.page(ctx, from, a, conds); err != nil {
		return p, counts, err
	}
	g.turn(&p, a)
	p.Count, p.More, err = g.count(ctx, from, a, conds, counts)
	return p, counts, err
}

// conditions turns an Ask into SQL.
func (g *Register) conditions(ctx context.Context, from store.Source, unitID string, a Ask, counts Counts, today day.Day) ([]condition, error) {
	var out []condition
	if a.State != "" {
		out = append(out, equals("state", a.State, counts))
	}
	for _, f := range g.Fields {
		if v, asked := a.Is[f.Column]; asked && f.Filter {
			out = append(out, equals(f.Column, v, counts))
		}
	}
	for _, x := range g.lineFilters() {
		if v := a.Lines[x.Key]; v != "" {
			c, err := x.condition(ctx, from, unitID, v, today)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	if i := slices.IndexFunc(g.Views, func(v View) bool { return v.Key == a.View && a.View != "" }); i >= 0 {
		for _, w := range g.Views[i].Where {
			out = append(out, w.condition(counts, today))
		}
	}
	if f, ok := g.fact(a.Fact); ok {
		out = append(out, f.conditions(a.In, counts, today)...)
	}
	for _, w := range searched(a.Words) {
		c, err := g.word(ctx, from, unitID, w)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// searched are the words of a search: at most four, the longest first.
func searched(typed string) []string {
	words := strings.Fields(vi.Fold(typed))
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return words[:min(len(words), 4)]
}

func equals(column, value string, counts Counts) condition {
	return condition{key: "=" + column, args: []any{value}, n: counts.Of(column, value), leads: true, sql: func(first int, drive bool) string {
		if drive {
			return fmt.Sprintf("r.%s = $%d", column, first)
		}
		return fmt.Sprintf("COALESCE(r.%s, '') = $%d", column, first) // so that no index on it is taken
	}}
}

func (w Where) condition(counts Counts, today day.Day) condition {
	c := condition{n: -1}
	switch w.Op {
	case Is:
		return equals(w.Column, w.Value, counts)
	case Empty:
		c.key, c.sql = "0"+w.Column, func(int, bool) string { return fmt.Sprintf("r.%s = ''", w.Column) }
	case Filled:
		c.key, c.sql = "1"+w.Column, func(int, bool) string { return fmt.Sprintf("r.%s > ''", w.Column) }
	case Unknown:
		c.key, c.sql = "?"+w.Column, func(int, bool) string { return fmt.Sprintf("r.%s IS NULL", w.Column) }
	case Not:
		c.key, c.args = "!"+w.Column, []any{w.Value}
		c.sql = func(first int, _ bool) string { return fmt.Sprintf("r.%s <> $%d", w.Column, first) }
	case BeforeToday:
		c.key, c.args = "<"+w.Column, []any{today.ISO()}
		c.sql = func(first int, _ bool) string { return fmt.Sprintf("r.%s > '' AND r.%[1]s < $%d", w.Column, first) }
	}
	return c
}

var wordCount = store.Query("register.word.count", `SELECT COUNT(*) FROM (SELECT 1 FROM register_word w WHERE {scope:w} AND w.unit_id = $1 AND w.register = $2 AND w.word >= $3 AND w.word < $4 LIMIT $5) AS hit`)

// word finds records by the beginning of a word.
func (g *Register) word(ctx context.Context, from store.Source, unitID, word string) (condition, error) {
	n, err := store.Get[int64](ctx, from, wordCount, unitID, g.Name, word, word+"~", fewEnough)
	if err != nil {
		return condition{}, err
	}
	if n == fewEnough {
		n = -1
	}
	return g.hasWord(unitID, word, n), nil
}

// hasWord is the condition that a record has a word that begins so; n is how many have, -1 when there are many.
func (g *Register) hasWord(unitID, word string, n int64) condition {
	c := condition{key: "~", args: []any{unitID, g.Name, word, word + "~"}, n: n, leads: true}
	c.sql = func(first int, drive bool) string {
		if drive {
			return "r.id = hit.record_id"
		}
		// Only by the record, so that its own words are walked and not everybody's.
		return fmt.Sprintf("EXISTS (SELECT 1 FROM register_word w WHERE w.record_id = r.id AND w.word >= $%d AND w.word < $%d AND COALESCE(w.unit_id, '') = $%d AND COALESCE(w.register, '') = $%d)", first+2, first+3, first, first+1)
	}
	c.from = func(first int) string {
		return fmt.Sprintf("(SELECT DISTINCT w.record_id FROM register_word w WHERE w.unit_id = $%d AND w.register = $%d AND w.word >= $%d AND w.word < $%d) AS hit CROSS JOIN ", first, first+1, first+2, first+3)
	}
	return c
}

// driver is the condition whose index the statement walks; -1 for the order's own.
func driver(conds []condition, usual bool) int {
	best := -1
	for i, c := range conds {
		if c.leads && c.n >= 0 && (best < 0 || c.n < conds[best].n) {
			best = i
		}
	}
	if best < 0 {
		return -1
	}
	if conds[best].n <= fewEnough || usual && conds[best].key[0] == '=' {
		return best
	}
	return -1
}

func (g *Register) sort(key string) Sort {
	i := slices.IndexFunc(g.Sorts, func(s Sort) bool { return s.Key == key })
	return g.Sorts[max(i, 0)]
}

// page reads one row more than a page has, which tells whether there is another.
func (g *Register) page(ctx context.Context, from store.Source, a Ask, conds []condition) ([]Record, error) {
	s := g.sort(a.Sort)
	b := g.where(a, conds, driver(conds, s == g.Sorts[0]))
	desc := s.Desc != a.Back
	word, sign := "", ">"
	if desc {
		word, sign = " DESC", "<"
	}
	if a.After != "" {
		at, err := g.Get(ctx, from, a.After)
		if err != nil {
			return nil, err
		}
		b.add("@"+sign, fmt.Sprintf("(r.%s, r.id) %s ($%d, $%d)", s.Column, sign, b.next(), b.next()+1), at.key(s), at.ID)
	}
	selects, shape, only := g.selectsFrom, "list ", []bool(nil)
	if a.brief && g.listed != nil {
		selects, shape, only = g.briefly, "brief list ", g.listed
	}
	shape += s.Key + word + " " + b.shape()
	stmt, ok := g.made(shape)
	if !ok {
		stmt = g.variant(shape, fmt.Sprintf("%s WHERE %s ORDER BY r.%s%s, r.id%s LIMIT $%d", selects(b.from), b.text(), s.Column, word, word, b.next()))
	}
	return g.read(ctx, from, only, stmt, append(b.args, a.size()+1)...)
}

func (a Ask) size() int {
	if a.Size > 0 {
		return a.Size
	}
	return PageSize
}

// turn cuts the row too many and says where the neighbours begin.
func (g *Register) turn(p *Page, a Ask) {
	more := len(p.Records) > a.size()
	p.Records = p.Records[:min(len(p.Records), a.size())]
	if a.Back {
		slices.Reverse(p.Records)
	}
	if len(p.Records) == 0 {
		return
	}
	if a.After != "" && !a.Back || a.Back && more {
		p.Prev = p.Records[0].ID
	}
	if a.Back || more {
		p.Next = p.Records[len(p.Records)-1].ID
	}
}

// count is known for no filter and for one; more are counted as far as countReach.
func (g *Register) count(ctx context.Context, from store.Source, a Ask, conds []condition, counts Counts) (int64, bool, error) {
	switch {
	case len(conds) == 0 && !a.Trash:
		return counts.All(), false, nil
	case len(conds) == 1 && !a.Trash && conds[0].key[0] == '=':
		return conds[0].n, false, nil
	}
	drive, reach := driver(conds, true), int64(countReach)
	switch {
	case counts.All() <= fewEnough || a.Fact != "":
		reach = max(2*fewEnough, counts.All()+1) // all of it
	case drive < 0:
		reach = countBlind
	}
	b := g.where(a, conds, drive)
	text := fmt.Sprintf("SELECT COUNT(*) FROM (SELECT 1 FROM %s%s r WHERE %s LIMIT $%d) AS found", b.from, g.Name, b.text(), b.next())
	n, err := store.Get[int64](ctx, from, g.variant("count "+b.shape(), text), append(b.args, reach)...)
	return n, n == reach, err
}

// builder puts a WHERE together.
type builder struct {
	from        string // what is read before the table
	parts, keys []string
	args        []any
}

func (b *builder) next() int { return len(b.args) + 1 }

func (b *builder) add(key, sql string, args ...any) {
	b.keys, b.parts, b.args = append(b.keys, key), append(b.parts, sql), append(b.args, args...)
}

func (b *builder) text() string  { return strings.Join(b.parts, " AND ") }
func (b *builder) shape() string { return strings.Join(b.keys, " ") }

func (g *Register) where(a Ask, conds []condition, drive int) *builder {
	b := &builder{}
	b.add("", "{scope:r}")
	b.add("trash="+strconv.FormatBool(a.Trash), "r.dropped = "+strings.ToUpper(strconv.FormatBool(a.Trash)))
	for i, c := range conds {
		key := c.key
		if i == drive {
			key += "!"
			if c.from != nil {
				b.from = c.from(b.next())
			}
		}
		b.add(key, c.sql(b.next(), i == drive), c.args...)
	}
	return b
}

// variant finds or makes the statement of a shape. The shapes are as many as there are sets of filters and orders.
func (g *Register) variant(shape, text string) *store.Stmt {
	if have, ok := g.made(shape); ok {
		return have
	}
	have, _ := g.variants.LoadOrStore(shape, store.Variant(g.stem()+".list", g.marked(text)))
	return have.(*store.Stmt)
}

// made is the variant of a shape that was needed before.
func (g *Register) made(shape string) (*store.Stmt, bool) {
	have, ok := g.variants.Load(shape)
	if !ok {
		return nil, false
	}
	return have.(*store.Stmt), true
}

// prepareLists registers a list in every order and narrowed by every filter, for the tests that inspect statements; other
// sets of filters are made of the same parts.
func (g *Register) prepareLists() {
	name := func(kind string, i int) string {
		return g.stem() + ".list." + kind + "_" + string(rune('a'+i))
	}
	none := g.where(Ask{}, nil, -1)
	for i, s := range g.Sorts {
		word := ""
		if s.Desc {
			word = " DESC"
		}
		store.Query(name("sort", i), g.selects()+g.marked(fmt.Sprintf(" WHERE %s ORDER BY r.%s%s, r.id%s LIMIT $1", none.text(), s.Column, word, word)))
	}
	n := 0
	for _, f := range g.Fields {
		if !f.Filter {
			continue
		}
		b := g.where(Ask{}, []condition{equals(f.Column, "", nil)}, 0)
		store.Query(name("filter", n), g.selects()+g.marked(fmt.Sprintf(" WHERE %s ORDER BY r.%s, r.id LIMIT $2", b.text(), g.Sorts[0].Column)))
		n++
	}
	g.prepareLineFilters()
}

// key is what the record is ordered by.
func (rec Record) key(s Sort) any {
	switch s.Column {
	case "created_at":
		return rec.CreatedAt
	case "updated_at":
		return rec.UpdatedAt
	case "number":
		return rec.Number
	case "state":
		return rec.State
	}
	return rec.Value(s.Column)[0]
}
