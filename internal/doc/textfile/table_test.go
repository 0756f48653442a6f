package textfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/textfile"
)

func TestTable(t *testing.T) {
	want := [][]string{{"Nơi", "Loại"}, {"Ao, sau đình", "Ao; hồ"}, {"Mương\ncạn", ""}}
	for name, raw := range map[string]string{
		"commas":         "Nơi,Loại\r\n\"Ao, sau đình\",Ao; hồ\r\n\"Mương\ncạn\",\r\n",
		"semicolons":     "\ufeffNơi;Loại\nAo, sau đình;\"Ao; hồ\"\n\"Mương\ncạn\";\n",
		"tabs":           "Nơi\tLoại\nAo, sau đình\tAo; hồ\n\"Mương\ncạn\"\t\n",
		"blanks between": "Nơi, Loại\n\"Ao, sau đình\", Ao; hồ\n\n\"Mương\ncạn\",\n",
	} {
		got, err := textfile.Table([]byte(raw))
		if err != nil || !cmp.Equal(got, want) {
			t.Errorf("%s: %v %s", name, err, cmp.Diff(want, got))
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("a,b\n\"c"))
	f.Fuzz(func(_ *testing.T, raw []byte) {
		_, _ = textfile.Table(raw)
	})
}
