package examples

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/docx"
	"github.com/mangnon/mangnon/internal/doc/textfile"
)

var update = flag.Bool("update", false, "write the Word document again from the text")

func TestMain(m *testing.M) {
	flag.Parse()
	if *update {
		var out bytes.Buffer
		if err := docx.Write(&out, layout(string(PlanText))); err != nil {
			panic(err)
		}
		if err := os.WriteFile(PlanName+".docx", out.Bytes(), 0o644); err != nil {
			panic(err)
		}
		PlanDOCX = out.Bytes()
	}
	os.Exit(m.Run())
}

// Both files must say the same: what the program reads from one it reads from the other.
func TestBothFilesAgree(t *testing.T) {
	text, err := textfile.Decode(PlanText)
	if err != nil {
		t.Fatal(err)
	}
	word, err := docx.Read(PlanDOCX)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(spoken(text.Text()), spoken(word.Text())); diff != "" {
		t.Errorf("the text (-) and the Word document (+) differ; run go test ./examples -update:\n%s", diff)
	}
	if len(word.Notes) > 0 {
		t.Errorf("the Word document gives rise to remarks: %q", word.Notes)
	}
}

func spoken(lines []string) []string {
	return slices.DeleteFunc(lines, func(s string) bool { return strings.TrimSpace(s) == "" })
}

// The plan is the demonstration of a complete plan: every task names who leads and when, nobody is left out of the
// list of recipients.
func TestPlanIsComplete(t *testing.T) {
	text := string(PlanText)
	lead, with, when := strings.Count(text, "- Đơn vị chủ trì: "), strings.Count(text, "- Đơn vị phối hợp: "), strings.Count(text, "- Thời gian thực hiện: ")
	if lead != 24 || with != lead || when != lead {
		t.Errorf("%d leads, %d partners, %d times; want 24 of each", lead, with, when)
	}
	if !strings.HasSuffix(strings.TrimSpace(text), "Đỗ Thị Khánh Vân") || !strings.Contains(text, "./.") {
		t.Error("the plan has no end")
	}
}
