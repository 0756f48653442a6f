package planread_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/planread"
)

// TestDoubts reads an invented example for each rule. The file is named after the rule; lines that begin with "#" say what is to be
// found: line, words, proposal, certainty. Lines count from the first line below them.
func TestDoubts(t *testing.T) {
	files, err := filepath.Glob("testdata/doubts/*.txt")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d examples: %v", len(files), err)
	}
	for _, file := range files {
		rule := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(rule, func(t *testing.T) {
			want, text := example(t, file)
			var got []string
			for _, d := range planread.Read(textDoc(text), planread.Options{Registers: planread.Default()}).Doubts {
				if d.Rule == rule {
					got = append(got, fmt.Sprintf("%d | %s | %s | %t", d.Line, d.Words, d.Proposal, d.Certain))
				}
				if d.Text == "" {
					t.Errorf("%s says nothing", d.Rule)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func example(t *testing.T, file string) (want []string, text string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text = string(b)
	for strings.HasPrefix(text, "# ") {
		line, rest, _ := strings.Cut(text, "\n")
		want, text = append(want, strings.TrimPrefix(line, "# ")), rest
	}
	return want, text
}

// TestEveryRuleHasAnExample keeps the examples complete: a rule that an example does not show is not kept.
func TestEveryRuleHasAnExample(t *testing.T) {
	rules := map[string]bool{}
	files, _ := filepath.Glob("doubts*.go")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range []string{".add(\"", ".addSure(\"", "Rule: \"", "unbalanced(\""} {
			for _, part := range strings.Split(string(b), call)[1:] {
				name, _, _ := strings.Cut(part, "\"")
				rules[name] = true
			}
		}
	}
	for rule := range rules {
		if _, err := os.Stat("testdata/doubts/" + rule + ".txt"); err != nil {
			t.Errorf("no example for %s", rule)
		}
	}
}
