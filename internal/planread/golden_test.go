package planread_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/planread"
)

var update = flag.Bool("update", false, "write the golden files anew; read the difference before keeping it")

// TestInventedPlans compares what is read from the invented plans with what a person wrote down for them.
func TestInventedPlans(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no plans: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc := textDoc(string(raw))
			p := planread.Read(doc, planread.Options{Registers: planread.Default()})
			checkPromises(t, doc, p)
			golden := strings.TrimSuffix(file, ".txt") + ".golden"
			got := outlineOf(p)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// outlineOf writes a plan as one line for each thing that was read.
func outlineOf(p planread.Plan) string {
	var b strings.Builder
	h := p.Head
	fmt.Fprintf(&b, "head %s | %s | %s | %s | %d-%d | %s | %s | %s\n", h.Kind, h.Number, h.Issuer, h.Date, h.Year, h.YearTo, h.SignerFor, h.SignerAs, h.Signer)
	for _, t := range p.Tasks {
		fmt.Fprintf(&b, "task %s %d-%d | %s |%s | %s\n", t.Path, t.Span.From, t.Span.To, t.Title, actorsOf(t.Actors), whenOf(t.When))
	}
	for _, a := range p.Assignments {
		fmt.Fprintf(&b, "duty %s %d-%d | %s %s |%s\n", a.Path, a.Span.From, a.Span.To, a.Role, a.Agency, actorsOf(a.Actors))
	}
	for _, r := range p.Reports {
		fmt.Fprintf(&b, "report %s | %s |%s | %s %s %s %d | inclusive %t | %s\n", r.Path, r.Title, actorsOf(r.Actors), r.Frequency, r.Due,
			strings.Join(r.MonthDays, " "), r.MonthDay, r.Inclusive, r.Raw)
	}
	for _, c := range p.Citations {
		fmt.Fprintf(&b, "cites %s %s | %s | %s | %s | %v\n", c.Kind, c.Number, c.Date, c.Issuer, c.Title, c.Lines)
	}
	for _, d := range p.Doubts {
		fmt.Fprintf(&b, "doubt %s %d | %s | %s | certain %t\n", d.Rule, d.Line, d.Words, d.Proposal, d.Certain)
	}
	return b.String()
}

func actorsOf(as []planread.Actor) string {
	var b strings.Builder
	for _, a := range as {
		fmt.Fprintf(&b, " %s=%s", a.Role, a.Name)
		if a.Via != "" {
			fmt.Fprintf(&b, " (via %s)", a.Via)
		}
		b.WriteString(";")
	}
	return b.String()
}

func whenOf(w planread.When) string {
	s := string(w.Kind)
	for _, d := range []string{w.From.String(), w.To.String(), w.Due.String(), w.Rule} {
		if d != "" {
			s += " " + d
		}
	}
	if w.Exclusive {
		s += " exclusive"
	}
	for _, p := range w.Peaks {
		s += fmt.Sprintf(" peak %s-%s", p.From, p.To)
	}
	return s
}
