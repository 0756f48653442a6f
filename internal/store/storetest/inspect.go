package storetest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

var (
	identifiers = regexp.MustCompile(`[a-z_]+`)
	pgScan      = regexp.MustCompile(`Seq Scan on (\S+)`)
)

// Problems runs every registered statement through EXPLAIN and says what is wrong with each. It refuses a statement that
// reads a whole growing table and one that touches a scoped table without the scope mark, unless the statement gives its
// reason. A reason that is not needed is a problem too, so that it does not outlive its cause.
func Problems(t *testing.T, db *store.DB) map[string][]string {
	t.Helper()
	writer, _ := db.Raw()
	out := map[string][]string{}
	few := partialIndexes(t, db)
	for _, s := range store.Statements() {
		if s.OnlyOn != "" && s.OnlyOn != db.Engine.Name() {
			continue
		}
		note := func(format string, args ...any) { out[s.Name] = append(out[s.Name], fmt.Sprintf(format, args...)) }
		for _, v := range variants(s) {
			plan, err := db.Engine.Explain(t.Context(), writer, v.text, v.params)
			if err != nil {
				note("EXPLAIN%s: %v", v.whose, err)
				continue
			}
			if whole := wholeReads(plan, aliases(s.SQL)); len(whole) > 0 && s.WholeReason == "" && !v.nothing {
				note("reads all of %s%s: %s", strings.Join(whole, ", "), v.whose, strings.Join(plan, " | "))
			}
			for _, line := range plan {
				if v.whose == "" && walksTheUnit(line, v.text, few) {
					note("looks for what it names among all rows of the unit: %s", line)
				}
			}
		}
		for _, p := range unseen(s) {
			note("%s", p)
		}
		scoped := scopedTables(s.SQL)
		if len(scoped) > 0 && !s.Scoped() && s.UnscopedReason == "" && !isInsert(s.SQL) {
			note("touches %s without {scope:…}", strings.Join(scoped, ", "))
		}
		if s.UnscopedReason != "" && (s.Scoped() || len(scoped) == 0) {
			note("gives a reason to be unscoped and needs none: %s", s.UnscopedReason)
		}
	}
	return out
}

// TableProblems lists tables that nobody declared, and declarations without a table: the backup and the export walk the
// declarations.
func TableProblems(t *testing.T, db *store.DB) []string {
	t.Helper()
	writer, _ := db.Raw()
	names, err := db.Engine.Tables(t.Context(), writer)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range names {
		if _, ok := store.TableNamed(n); !ok {
			out = append(out, n+" is not declared")
		}
	}
	for _, d := range store.Tables() {
		if !slices.Contains(names, d.Name) {
			out = append(out, d.Name+" is declared and does not exist")
		}
		if d.Scoped && !d.Trail && d.Own == nil && d.Narrow == store.Undeclared {
			out = append(out, d.Name+" does not say what a reader sees who does not see all of the unit: Own or Narrow")
		}
		if !d.Private && d.Title == "" {
			out = append(out, d.Name+" has no title for the export")
		}
	}
	return out
}

func isInsert(sql string) bool { return strings.HasPrefix(strings.ToUpper(sql), "INSERT") }

var from = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|UPDATE|INTO)\s+([a-z_]+)(?:\s+(?:AS\s+)?([a-z_]+))?`)

// aliases maps the names by which a statement calls its tables to the tables.
func aliases(sql string) map[string]string {
	m := map[string]string{}
	for _, f := range from.FindAllStringSubmatch(sql, -1) {
		m[f[1]] = f[1]
		if f[2] != "" {
			m[f[2]] = f[1]
		}
	}
	return m
}

// wholeReads lists the growing tables that a plan reads from end to end. A walk along an index that ends early (LIMIT)
// shows in SQLite as SCAN … USING INDEX and is a whole read too unless the statement has a limit.
func wholeReads(plan []string, names map[string]string) []string {
	var out []string
	for _, line := range plan {
		var name string
		if rest, ok := strings.CutPrefix(line, "SCAN "); ok {
			name = identifiers.FindString(rest)
		} else if m := pgScan.FindStringSubmatch(line); m != nil {
			name = m[1]
		}
		if real, ok := names[name]; ok {
			name = real
		}
		if tab, ok := store.TableNamed(name); ok && tab.Growing {
			out = append(out, name)
		}
	}
	return out
}

var searched = regexp.MustCompile(`^SEARCH (\S+) USING (?:COVERING )?INDEX (\S+) \(unit_id=\?(?: AND dropped=\?)?\)`)

// walksTheUnit reports whether a step of a plan of SQLite uses nothing but the unit although the statement names the rows by an
// id. An index made for few rows of the unit (its trash) may be walked.
func walksTheUnit(step, sql string, few map[string]bool) bool {
	m := searched.FindStringSubmatch(step)
	if m == nil || few[m[2]] {
		return false
	}
	named := regexp.MustCompile(`\b` + m[1] + `\.(?:\w+_)?id (?:IN|=)`)
	return named.MatchString(strings.ReplaceAll(sql, m[1]+".unit_id =", ""))
}

// partialIndexes are the names of the indexes of SQLite that hold only some rows of their table.
func partialIndexes(t *testing.T, db *store.DB) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	if db.Engine.Name() != "sqlite" {
		return out
	}
	writer, _ := db.Raw()
	rows, err := writer.QueryContext(t.Context(), "SELECT l.name FROM sqlite_schema m, pragma_index_list(m.name) l WHERE m.type = 'table' AND l.partial")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out[name] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func scopedTables(sql string) []string {
	var out []string
	for _, f := range from.FindAllStringSubmatch(sql, -1) {
		if tab, ok := store.TableNamed(f[1]); ok && tab.Scoped {
			out = append(out, tab.Name)
		}
	}
	return out
}
