package plan

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/store"
)

var (
	ddl     = regexp.MustCompile(`(?s)(?:CREATE TABLE|ALTER TABLE) (\w+)[^;]*`)
	refers  = regexp.MustCompile(`REFERENCES (task|plan|result) \(id\)`)
	deletes = regexp.MustCompile(`DELETE FROM (\w+)`)
)

// What hangs on a task, a result or a plan must be deleted with it: the trash would never empty otherwise.
func TestEverythingThatHangsOnWorkIsErasedWithIt(t *testing.T) {
	erased := map[string]bool{}
	for _, s := range append(append([]*store.Stmt{}, goesWithTask...), goesWithPlan...) {
		erased[deletes.FindStringSubmatch(s.SQL)[1]] = true
	}
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d migrations, %v", len(names), err)
	}
	checked := 0
	for _, name := range names {
		raw, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ddl.FindAllStringSubmatch(string(raw), -1) {
			if !refers.MatchString(m[0]) {
				continue
			}
			checked++
			if !erased[m[1]] {
				t.Errorf("%s: %s refers to work that is erased, and is not erased with it", strings.TrimPrefix(name, "migrations/"), m[1])
			}
		}
	}
	if checked < 8 {
		t.Errorf("only %d references were found in the migrations", checked)
	}
}
