package planread_test

import (
	"context"
	"fmt"
	"os"
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
	name := os.Args[len(os.Args)-1]
	b, err := os.ReadFile(name)
	if err == nil {
		var doc doctext.Document
		doc, err = docfile.Read(context.Background(), name, b)
		if err == nil {
			b, err = planread.JSON(planread.Read(doc, planread.Options{Registers: planread.Default()}))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout.Write(b)
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
