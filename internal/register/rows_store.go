package register

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// LineTable is the table of a field of lines.
type LineTable struct {
	Name  string
	of    *Register
	k     Rows
	least actor.Level // below it nobody sees a line
}

// LineTables are the tables of the register's fields of lines.
func (g *Register) LineTables() (out []LineTable) {
	_ = g.rows(func(_ int, f Field, k Rows) error {
		least := actor.Ordinary
		if f.Right != "" {
			least = actor.Restricted
		}
		out = append(out, LineTable{k.shape.Name, g, k, least})
		return nil
	})
	return out
}

func (t LineTable) fixed() []column {
	return []column{
		{"id", "TEXT NOT NULL PRIMARY KEY"}, {"unit_id", "TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED"},
		{"record_id", "TEXT NOT NULL REFERENCES " + t.of.Name + " (id) DEFERRABLE INITIALLY DEFERRED"}, {"seq", "BIGINT NOT NULL"},
	}
}

func (t LineTable) indexes() []string {
	out := []string{fmt.Sprintf("CREATE INDEX %[1]s_by_record ON %[1]s (record_id, seq)", t.Name), fmt.Sprintf("CREATE INDEX %[1]s_by_unit ON %[1]s (unit_id, record_id, seq)", t.Name)}
	for _, x := range t.k.Fields {
		if x.Filter {
			out = append(out, fmt.Sprintf("CREATE INDEX %[1]s_by_%[2]s ON %[1]s (unit_id, %[2]s, record_id)", t.Name, x.Column))
		}
	}
	return out
}

// DDL is the statement that makes the table.
func (t LineTable) DDL() string {
	var columns []string
	for _, c := range append(t.fixed(), t.k.shape.typed()...) {
		columns = append(columns, "    "+c.name+" "+c.decl)
	}
	return fmt.Sprintf("CREATE TABLE %s (\n%s\n);\n%s;\n", t.Name, strings.Join(columns, ",\n"), strings.Join(t.indexes(), ";\n"))
}

// Missing is Register.Missing for the table of lines.
func (t LineTable) Missing(b Built) []string {
	if len(b.Columns) == 0 {
		return strings.Split(strings.TrimSuffix(t.DDL(), "\n"), ";\n")
	}
	return b.missing(t.Name, append(t.fixed(), t.k.shape.typed()...), t.indexes(), t.k.shape.derivedColumns())
}

// lineStatements are those of one field of lines.
type lineStatements struct {
	get, some, span, ids, edit, drop, clear *store.Stmt
	addRows                                 *store.Bulk
}

// prepareLines declares the tables of lines, each seen by whoever sees the record: their statements read them through it.
func (g *Register) prepareLines(of store.Table) {
	g.lines = map[string]lineStatements{}
	for _, t := range g.LineTables() {
		heads := map[string]string{"record_id": "Mã " + g.One, "seq": "Thứ tự"}
		for _, f := range t.k.Fields {
			for _, c := range f.Kind.Columns() {
				heads[f.Column+c.Suffix] = f.Label
			}
		}
		table := store.Table{Name: t.Name, Growing: true, Scoped: true, Private: of.Private, Kind: of.Kind, Least: t.least, Narrow: of.Narrow, Title: of.Title + ": " + t.k.One, Heads: heads}
		if of.Own != nil {
			table.Own = func(alias string) string {
				return fmt.Sprintf("EXISTS (SELECT 1 FROM %s %s_of WHERE %[2]s_of.id = %[2]s.record_id AND (%[3]s))", of.Name, alias, of.Own(alias+"_of"))
			}
		}
		store.Declare(table)
		g.lines[t.Name] = t.statements()
	}
}

func (t LineTable) statements() (s lineStatements) {
	name := func(verb string) string {
		return "register." + t.of.Name + ".line_" + strings.TrimPrefix(t.Name, t.of.Name+"_") + "." + verb
	}
	columns := t.k.shape.columns
	read := fmt.Sprintf("SELECT l.record_id, l.%s FROM %s r JOIN %s l ON l.record_id = r.id WHERE ", strings.Join(columns, ", l."), t.of.Name, t.Name)
	scoped := " AND {scope:r} AND {scope:l} ORDER BY l.record_id, l.seq"
	s.get = store.Query(name("get"), read+"r.id = $1"+scoped)
	s.some = store.Query(name("some"), read+"r.id IN ("+params(1, namesAtOnce)+")"+scoped)
	s.span = store.Query(name("span"), read+"r.id BETWEEN $1 AND $2"+scoped, store.Whole("an export reads the lines of its records in one pass along their index"))
	s.ids = store.Query(name("ids"), fmt.Sprintf("SELECT l.id, l.%s FROM %s l WHERE l.record_id = $1 AND {scope:l} ORDER BY l.seq", strings.Join(columns, ", l."), t.Name))
	s.addRows = store.ChangeRows(name("add_rows"), fmt.Sprintf("INSERT INTO %s (id, unit_id, record_id, seq, %s) VALUES", t.Name, strings.Join(columns, ", ")), "("+marks(1, len(columns)+4)+")", "")
	sets := make([]string, len(columns))
	for i, c := range columns {
		sets[i] = fmt.Sprintf("%s = $%d", c, i+3)
	}
	s.edit = store.Change(name("edit"), fmt.Sprintf("UPDATE %s AS l SET seq = $1, %s WHERE l.id = $2 AND {scope:l}", t.Name, strings.Join(sets, ", ")))
	s.drop = store.Change(name("drop"), fmt.Sprintf("DELETE FROM %s AS l WHERE l.id = $1 AND {scope:l}", t.Name))
	s.clear = store.Change(name("clear"), fmt.Sprintf("DELETE FROM %s AS l WHERE l.record_id = $1 AND {scope:l}", t.Name))
	return s
}

// scanLine reads the columns of a line.
func (k Rows) scanLine(row []any) Record {
	line, at := k.shape.blank(), 0
	for i, f := range k.shape.Fields {
		n := len(f.Kind.Columns())
		for j := range n {
			line.Values[i][j] = row[at+j]
			if f.Kind.Columns()[j].Type == "BOOLEAN" {
				line.Values[i][j] = truth(row[at+j])
			}
		}
		at += n
	}
	return line
}

// WithLines reads the lines of records of which only the row was read, in one pass for all of them.
func (g *Register) WithLines(ctx context.Context, from store.Source, recs []Record) error {
	if len(recs) == 0 {
		return nil
	}
	all, once, err := g.readUnion(ctx, from, recs)
	if err != nil {
		return err
	}
	nth := -1
	return g.rows(func(i int, _ Field, k Rows) error {
		if nth++; once {
			for j := range recs {
				recs[j].Values = slices.Clone(recs[j].Values)
				recs[j].Values[i] = k.kept(all[nth][recs[j].ID])
			}
			return nil
		}
		found := map[string][]Record{}
		stmt, args := g.lineReading(k, recs)
		err := store.Each(ctx, from, stmt, func(row []any) error {
			id, _ := row[0].(string)
			found[id] = append(found[id], k.scanLine(row[1:]))
			return nil
		}, args...)
		for j := range recs {
			recs[j].Values = slices.Clone(recs[j].Values)
			recs[j].Values[i] = k.kept(found[recs[j].ID])
		}
		return err
	})
}

// lineReading is the statement that reads the lines of records: by their ids, or when they are many between the ends of them.
func (g *Register) lineReading(k Rows, recs []Record) (*store.Stmt, []any) {
	stmts := g.lines[k.shape.Name]
	if len(recs) == 1 {
		return stmts.get, []any{recs[0].ID}
	}
	if len(recs) > namesAtOnce {
		first, last := recs[0].ID, recs[0].ID
		for _, r := range recs {
			first, last = min(first, r.ID), max(last, r.ID)
		}
		return stmts.span, []any{first, last}
	}
	args := make([]any, namesAtOnce)
	for i := range args {
		args[i] = ""
		if i < len(recs) {
			args[i] = recs[i].ID
		}
	}
	return stmts.some, args
}

// whole1 reads the lines of one record, when they were not read.
func (g *Register) whole1(ctx context.Context, from store.Source, rec *Record) error {
	unread := rec.ID != "" && g.rows(func(i int, _ Field, _ Rows) error {
		if len(rec.Values[i]) == 0 {
			return errUnread
		}
		return nil
	}) != nil
	if !unread {
		return nil
	}
	one := []Record{*rec}
	err := g.WithLines(ctx, from, one)
	*rec = one[0]
	return err
}

var errUnread = fmt.Errorf("register: lines that were not read")

// writeLines brings the tables of lines to what the record says, inside the caller's change, which leaves the row in the
// history. Lines that stay keep their ids; lines that were not read stay as they are.
func (g *Register) writeLines(ctx context.Context, tx *store.Tx, before, after Record) error {
	return g.rows(func(i int, _ Field, k Rows) error {
		if len(after.Values[i]) == 0 || len(before.Values) > i && slices.Equal(before.Values[i], after.Values[i]) {
			return nil
		}
		stmts := g.lines[k.shape.Name]
		var have []Record
		err := store.Each(ctx, tx, stmts.ids, func(row []any) error {
			line := k.scanLine(row[1:])
			line.ID, _ = row[0].(string)
			have = append(have, line)
			return nil
		}, after.ID)
		if err != nil {
			return err
		}
		want := k.lines(after.Values[i])
		pairs := k.pairs(have, want)
		for j, line := range have {
			if !slices.Contains(pairs, j) {
				if _, err := tx.Exec(ctx, stmts.drop, line.ID); err != nil {
					return err
				}
			}
		}
		for j, line := range want {
			switch at := pairs[j]; {
			case at < 0:
				_, err = tx.ExecRows(ctx, stmts.addRows, nil, append([]any{ident.New(), after.UnitID, after.ID, j + 1}, line.args()...))
			case at != j || !slices.EqualFunc(have[at].Values, line.Values, slices.Equal[Value]):
				_, err = tx.Exec(ctx, stmts.edit, append([]any{j + 1, have[at].ID}, line.args()...)...)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// clearLines removes the lines of a record that is itself removed, inside the caller's change.
func (g *Register) clearLines(ctx context.Context, tx *store.Tx, id string) error {
	return g.rows(func(_ int, _ Field, k Rows) error {
		_, err := tx.Exec(ctx, g.lines[k.shape.Name].clear, id)
		return err
	})
}
