package textfile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/textfile"
)

func TestTable(t *testing.T) {
	want := [][]string{{"Nơi", "Loại"}, {"Ao, sau đình", "Ao; hồ"}, {"Mương\ncạn", ""}}
	for name, raw := range map[string]string{
		"commas":     "Nơi,Loại\r\n\"Ao, sau đình\",Ao; hồ\r\n\"Mương\ncạn\",\r\n",
		"semicolons": "\ufeffNơi;Loại\nAo, sau đình;\"Ao; hồ\"\n\"Mương\ncạn\";\n",
		"tabs":       "Nơi\tLoại\nAo, sau đình\tAo; hồ\n\"Mương\ncạn\"\t\n",
		"spaces":     "Nơi, Loại\n\"Ao, sau đình\", Ao; hồ\n\"Mương\ncạn\",\n",
	} {
		got, err := textfile.Table([]byte(raw))
		if err != nil || !cmp.Equal(got, want) {
			t.Errorf("%s: %v %s", name, err, cmp.Diff(want, got))
		}
	}
}

// Rows keep the numbers that they have in the file.
func TestABlankLineIsARow(t *testing.T) {
	got, err := textfile.Table([]byte("\r\nNơi;Loại\r\n\r\n\r\nAo;hồ\r\n"))
	if want := [][]string{nil, {"Nơi", "Loại"}, nil, nil, {"Ao", "hồ"}}; err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v %s", err, cmp.Diff(want, got))
	}
}

// An empty cell keeps its place whatever stands between the cells.
func TestAnEmptyCellKeepsItsPlace(t *testing.T) {
	for _, sep := range []string{",", ";", "\t"} {
		got, err := textfile.Table([]byte(strings.ReplaceAll("a|b|c|d\n1||3|4\n||3|\n", "|", sep)))
		if want := [][]string{{"a", "b", "c", "d"}, {"1", "", "3", "4"}, {"", "", "3", ""}}; err != nil || !cmp.Equal(got, want) {
			t.Errorf("%q: %v %s", sep, err, cmp.Diff(want, got))
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("a,b\n\"c"))
	f.Fuzz(func(_ *testing.T, raw []byte) {
		_, _ = textfile.Table(raw)
	})
}
