package house

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	testName = regexp.MustCompile(`\bTest[A-Z]\w*`)
	testFunc = regexp.MustCompile(`(?m)^func (Test[A-Z]\w*)\(t \*testing\.T\)`)
)

// The threat model promises tests. A promise whose test was renamed or removed is found here, and so is a row without any.
func TestTheThreatModelNamesTestsThatExist(t *testing.T) {
	have := map[string]bool{}
	walk(t, func(path string) {
		if !strings.HasSuffix(path, "_test.go") {
			return
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range testFunc.FindAllStringSubmatch(string(raw), -1) {
			have[m[1]] = true
		}
	})
	raw, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for i, line := range strings.Split(string(raw), "\n") {
		for _, name := range testName.FindAllString(line, -1) {
			if !have[name] {
				t.Errorf("docs/security.md, line %d names %s, which does not exist", i+1, name)
			}
		}
		cells := strings.Split(line, "|")
		if len(cells) != 5 || strings.HasPrefix(cells[1], "---") || strings.TrimSpace(cells[3]) == "test" {
			continue
		}
		rows++
		if cell := strings.TrimSpace(cells[3]); cell != "not yet" && cell != "chưa có" && !testName.MatchString(cell) {
			t.Errorf("docs/security.md, line %d: %q is neither a test nor “not yet”", i+1, cell)
		}
	}
	if rows < 30 {
		t.Errorf("the threat model has %d rows", rows)
	}
}
