package xlsx

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A link keeps its words, even those that look like a formula, and leads to its address.
func TestLinksLeadToTheirAddress(t *testing.T) {
	raw := written(t, Table{Sheet: "Việc", Title: "VIỆC", Columns: []Column{{Head: "STT", Kind: Number}, {Head: "Việc"}},
		Rows: [][]any{{1, Link{"=Rào ao", "https://may.xa/u/a/2026/nhiem-vu/1?x=1&y=2"}}, {2, Link{Text: "Không có trang"}}}})
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]struct{ text, href string }{
		"B4": {"=Rào ao", "https://may.xa/u/a/2026/nhiem-vu/1?x=1&y=2"}, "B5": {"Không có trang", ""},
	} {
		text, err := f.GetCellValue("Việc", cell)
		if err != nil || text != want.text {
			t.Errorf("%s = %q (%v), want %q", cell, text, err, want.text)
		}
		if formula, _ := f.GetCellFormula("Việc", cell); formula != "" {
			t.Errorf("%s is the formula %q", cell, formula)
		}
		there, href, err := f.GetCellHyperLink("Việc", cell)
		if err != nil || there != (want.href != "") || href != want.href {
			t.Errorf("%s leads to %q (%v), want %q", cell, href, err, want.href)
		}
	}
}
