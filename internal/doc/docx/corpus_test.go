package docx

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// The same plan lies in the corpus as text and as a Word document made from it; both must read alike.
func TestCorpusPlan(t *testing.T) {
	dir := os.Getenv("MANGNON_CORPUS")
	if dir == "" {
		t.Skip("MANGNON_CORPUS is not set: the real plans are not part of the repository")
	}
	word, err := os.ReadFile(filepath.Join(dir, "plans", "my-hao-2025.docx"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "plans", "my-hao-2025.txt"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Read(word)
	if err != nil {
		t.Fatal(err)
	}
	got, want := paragraphs(doc.Text()), paragraphs(strings.Split(string(text), "\n"))
	same := 0
	for i := range min(len(got), len(want)) {
		if got[i] == want[i] {
			same++
			continue
		}
		t.Errorf("paragraph %d\n word: %.120q\n text: %.120q", i+1, got[i], want[i])
	}
	if len(got) != len(want) {
		t.Errorf("%d paragraphs in the Word document, %d in the text", len(got), len(want))
	}
	t.Logf("%d of %d paragraphs agree", same, len(want))
}

var stars = regexp.MustCompile(`\*+`)

// paragraphs are the lines with text, spaces folded, without the stars that the text file has for italic and bold. The
// program that made the Word document wrote three dots as one sign.
func paragraphs(lines []string) []string {
	var out []string
	for _, l := range lines {
		l = strings.ReplaceAll(l, "…", "...")
		if l = strings.Join(strings.Fields(stars.ReplaceAllString(vi.NFC(l), "")), " "); l != "" {
			out = append(out, l)
		}
	}
	return out
}
