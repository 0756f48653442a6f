package planread_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// FuzzRead reads any text and holds the reader to its promises. A line that begins with "¦" is a table row with cells between "¦".
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seed texts: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add("¦TT¦Nội dung¦Chủ trì¦Thời gian\n¦1¦Dạy bơi¦Đoàn xã¦Tháng 6\n")
	f.Fuzz(func(t *testing.T, s string) {
		doc := fuzzDoc(s)
		checkPromises(t, doc, planread.Read(doc, planread.Options{Registers: planread.Default()}))
	})
}

func fuzzDoc(s string) doctext.Document {
	doc := textDoc(s)
	for i := range doc.Lines {
		if cells, ok := strings.CutPrefix(doc.Lines[i].Text, "¦"); ok {
			doc.Lines[i].Cells, doc.Lines[i].Table = strings.Split(cells, "¦"), 1
			doc.Lines[i].Text = strings.ReplaceAll(cells, "¦", "\t")
		}
	}
	return doc
}

// checkPromises holds a reading to what the package promises of any text.
func checkPromises(t testing.TB, doc doctext.Document, p planread.Plan) {
	t.Helper()
	owner := make([]int, len(doc.Lines)+1)
	last := 0
	for i, it := range p.Items {
		inRange(t, doc, it.Span, "item")
		if it.Span.From <= last {
			t.Fatalf("item %d at lines %v begins before line %d ends", i, it.Span, last)
		}
		last = it.Span.To
		for n := it.Span.From; n <= it.Span.To; n++ {
			owner[n]++
		}
	}
	for n, l := range doc.Lines {
		if vi.NFC(l.Text) != "" && owner[n+1] != 1 {
			t.Fatalf("line %d %q lies in %d items", n+1, l.Text, owner[n+1])
		}
	}
	for _, task := range p.Tasks {
		inRange(t, doc, task.Span, "task "+task.Path)
		if n := len([]rune(task.Title)); n > 121 {
			t.Fatalf("title of %d letters: %q", n, task.Title)
		}
	}
	for _, a := range p.Assignments {
		inRange(t, doc, a.Span, "assignment "+a.Path)
	}
	for _, r := range p.Reports {
		inRange(t, doc, r.Span, "report "+r.Path)
	}
	for _, d := range p.Doubts {
		if d.Line < 1 || d.Line > len(doc.Lines) {
			t.Fatalf("doubt %s at line %d of %d", d.Rule, d.Line, len(doc.Lines))
		}
	}
	if _, err := planread.JSON(p); err != nil {
		t.Fatal(err)
	}
}

func inRange(t testing.TB, doc doctext.Document, s planread.Span, what string) {
	t.Helper()
	if s.From < 1 || s.To < s.From || s.To > len(doc.Lines) {
		t.Fatalf("%s has lines %v of %d", what, s, len(doc.Lines))
	}
}
