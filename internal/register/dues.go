package register

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Dues reads the running clocks of several registers at once.
type Dues struct {
	regs          map[string]*Register
	open, periods *store.Stmt // nil without a register that has such dates
}

// Due is a record of which somebody must think on a day: a clock ends, or its period begins.
type Due struct {
	Register *Register
	ID       string
	Code     string
	Label    string // as Record.Label says it
	Text     string // of the clock: "Hạn xử lý"; empty for a period
	Column   string
	On       day.Day
	State    State
	BodyID   string // who is reminded; empty for the officer
}

// Title is the due as one line: "Hạn xử lý: Ao đầu làng".
func (d Due) Title() string {
	if d.Text == "" {
		return d.Label
	}
	return d.Text + ": " + d.Label
}

// Outside is the due as it may leave the program, in mail and in other people's calendars: a record is called by its number, for
// what people call a place may be the name of a neighbour. "Hạn xử lý: điểm nguy cơ NC-0012".
func (d Due) Outside() string {
	if d.Text == "" {
		return vi.Sentence(d.Register.One) + " " + d.Code
	}
	return d.Text + ": " + d.Register.One + " " + d.Code
}

// Path is the page of the record inside the unit and year.
func (d Due) Path() string { return d.Register.Path + "/" + d.ID }

// NewDues reads of these registers. Make it once, in a package variable: it registers its statements.
func NewDues(name string, regs ...*Register) *Dues {
	d := &Dues{regs: map[string]*Register{}}
	var open, periods []string
	for _, g := range regs {
		d.regs[g.Name] = g
		for _, c := range g.Clocks {
			open = append(open, g.dueStmt(c.Column, c.Who, " AND r.state IN ("+quoted(c.From)+")"))
		}
		for _, x := range g.dates() {
			if _, period := g.field(x.Column).Kind.(Period); period {
				periods = append(periods, g.dueStmt(x.Column, g.bodyColumn(), ""))
			}
		}
	}
	d.open, d.periods = union("register."+name+".due", open), union("register."+name+".period", periods)
	return d
}

// dueStmt reads what is due between $1 and $2 in one column, the earliest first, at most $3.
func (g *Register) dueStmt(column, who, further string) string {
	body := "''"
	if who != "" {
		body = "r." + who
	}
	return fmt.Sprintf("SELECT * FROM (SELECT '%s' AS register, '%s' AS about, r.id, r.number, r.state, r.%s AS label, r.%[2]s AS due_on, %[4]s AS body_id FROM %[1]s r WHERE {scope:r} AND r.dropped = FALSE AND r.%[2]s >= $1 AND r.%[2]s <= $2%[5]s ORDER BY r.%[2]s, r.id LIMIT $3) AS %[1]s_%[2]s",
		g.Name, column, g.Label, body, further)
}

// quoted are keys of states, which are small letters and dashes, as a list in a statement.
func quoted(keys []string) string {
	return "'" + strings.Join(keys, "', '") + "'"
}

func union(name string, parts []string) *store.Stmt {
	if len(parts) == 0 {
		return nil
	}
	return store.Query(name, strings.Join(parts, " UNION ALL ")+" ORDER BY due_on, id")
}

// Open lists the running clocks that end from one day to another, the earliest first; of each clock of each register at most
// reach, and of a record only the one that ends first.
func (d *Dues) Open(ctx context.Context, from store.Source, first, last day.Day, reach int) ([]Due, error) {
	list, err := d.read(ctx, from, d.open, first, last, reach)
	seen := map[string]bool{}
	var out []Due
	for _, x := range list {
		if !seen[x.ID] {
			out = append(out, x)
		}
		seen[x.ID] = true
	}
	return out, err
}

// Begin lists the periods that begin from one day to another.
func (d *Dues) Begin(ctx context.Context, from store.Source, first, last day.Day, reach int) ([]Due, error) {
	return d.read(ctx, from, d.periods, first, last, reach)
}

func (d *Dues) read(ctx context.Context, from store.Source, stmt *store.Stmt, first, last day.Day, reach int) (out []Due, err error) {
	if stmt == nil {
		return nil, nil
	}
	err = store.Each(ctx, from, stmt, func(row []any) error {
		var s [7]string
		for i, at := range []int{0, 1, 2, 4, 5, 6, 7} {
			s[i], _ = row[at].(string)
		}
		g, number := d.regs[s[0]], int64(0)
		number, _ = row[3].(int64)
		on, err := day.ParseISO(s[5])
		if err != nil || g == nil {
			return fmt.Errorf("register: %s.%s: a due of another type than declared", s[0], s[1])
		}
		out = append(out, g.dueOf(s[1], s[2], number, s[3], s[4], on, s[6]))
		return nil
	}, first.ISO(), last.ISO(), reach)
	return out, err
}

func (g *Register) dueOf(column, id string, number int64, state, label string, on day.Day, body string) Due {
	rec := g.blank()
	rec.ID, rec.Number = id, number
	rec.Set(g.Label, Value{label})
	d := Due{Register: g, ID: id, Code: rec.Code(), Label: rec.Label(&Env{}), Column: column, On: on, BodyID: body}
	d.State, _ = g.state(state)
	for _, c := range g.Clocks {
		if c.Column == column {
			d.Text = c.Text
		}
	}
	return d
}
