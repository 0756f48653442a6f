package planread_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/docfile"
	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// TestMain lets the test binary stand in for the command that score-plan runs: with PLANREAD_PRINT set it reads the file named by
// its last argument and prints the plan as JSON.
func TestMain(m *testing.M) {
	if os.Getenv("PLANREAD_PRINT") == "" {
		os.Exit(m.Run())
	}
	if err := printPlan(os.Args[len(os.Args)-1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func printPlan(file string) error {
	doc, err := readFile(file)
	if err != nil {
		return err
	}
	b, err := planread.JSON(planread.Read(doc, planread.Options{Registers: planread.Default()}))
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(b)
	return err
}

func readFile(file string) (doctext.Document, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return doctext.Document{}, err
	}
	return docfile.Read(context.Background(), file, b)
}

// textDoc is a text file as the reader of text files gives it.
func textDoc(s string) doctext.Document {
	doc := doctext.Document{Format: "txt", Encoding: "utf-8"}
	for l := range strings.SplitSeq(s, "\n") {
		doc.Lines = append(doc.Lines, doctext.Line{Text: vi.NFC(l)})
	}
	return doc
}

func corpus(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("MANGNON_CORPUS")
	if dir == "" {
		t.Skip("MANGNON_CORPUS is not set: the annotated plans are not here")
	}
	return dir
}

// TestScore measures the reader against the annotated plans with the corpus's own tool.
func TestScore(t *testing.T) {
	dir := corpus(t)
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("python3 is not here to run score-plan")
	}
	least := map[string]float64{"tasks": 0.95, "leads": 0.95, "citations": 0.97, "coordinating": 0.93, "times": 0.93, "assignments": 0.93, "reports": 0.93,
		"doubts": 0.9, "document": 1}
	for _, ext := range []string{"txt", "docx"} {
		t.Run(ext, func(t *testing.T) {
			cmd := exec.Command("python3", filepath.Join(dir, "tools", "score-plan"), "--ext", ext, filepath.Join(dir, "plans"), "--", os.Args[0])
			cmd.Env = append(os.Environ(), "PLANREAD_PRINT=1")
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Logf("\n%s", out)
			rows := strings.Split(strings.TrimSpace(string(out)), "\n")
			var got map[string]float64
			if err := json.Unmarshal([]byte(rows[len(rows)-1]), &got); err != nil {
				t.Fatal(err)
			}
			for what, want := range least {
				if what == "doubts" && ext != "txt" {
					continue // the lines of doubts are annotated for the text file
				}
				if got[what] < want {
					t.Errorf("%s %.3f, want %.2f", what, got[what], want)
				}
			}
		})
	}
}

// TestCorpusPromises reads every plan of the corpus, in every format, and holds the reading to the promises.
func TestCorpusPromises(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t), "plans", "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	_, noPDF := exec.LookPath("pdftotext")
	for _, file := range files {
		ext := filepath.Ext(file)
		if ext == ".json" || ext == ".pdf" && noPDF != nil {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			doc, err := readFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := planread.Read(doc, planread.Options{Registers: planread.Default()})
			checkPromises(t, doc, p)
			for _, i := range p.Items {
				if i.Kind == planread.ItemUnassigned {
					t.Errorf("lines %v are unassigned", i.Span)
				}
			}
		})
	}
}

// TestTwinsAgree reads the same plan from three formats and finds the same work in it.
func TestTwinsAgree(t *testing.T) {
	base := filepath.Join(corpus(t), "plans", "my-hao-2025.")
	formats := []string{"txt", "docx"}
	if _, err := exec.LookPath("pdftotext"); err == nil {
		formats = append(formats, "pdf")
	}
	var want []string
	for _, ext := range formats {
		doc, err := readFile(base + ext)
		if err != nil {
			t.Fatal(err)
		}
		p := planread.Read(doc, planread.Options{})
		var got []string
		for _, task := range p.Tasks {
			got = append(got, task.Path+actorsOf(task.Actors)+whenOf(task.When))
		}
		if len(p.Tasks) != 26 || len(p.Assignments) != 8 || len(p.Reports) != 5 || len(p.Citations) != 22 {
			t.Errorf("%s: %d tasks, %d duties, %d reports, %d citations; want 26, 8, 5, 22", ext, len(p.Tasks), len(p.Assignments), len(p.Reports), len(p.Citations))
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s differs:\n%s\n%s", ext, strings.Join(want, "\n"), strings.Join(got, "\n"))
		}
	}
}

// TestCleanPlan finds nothing certain in a plan that was written without mistakes.
func TestCleanPlan(t *testing.T) {
	doc, err := readFile(filepath.Join(corpus(t), "plans", "clean-ward-2026.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range planread.Read(doc, planread.Options{Registers: planread.Default()}).Doubts {
		if d.Certain {
			t.Errorf("line %d: %s %q", d.Line, d.Rule, d.Words)
		}
	}
}
