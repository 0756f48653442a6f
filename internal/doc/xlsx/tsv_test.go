package xlsx

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestParseTSV(t *testing.T) {
	tests := []struct {
		name, pasted string
		want         [][]string
	}{
		{"nothing", "", nil},
		{"rows and cells", "STT\tHọ tên\r\n1\tAn\r\n", [][]string{{"STT", "Họ tên"}, {"1", "An"}}},
		{"blank cells and rows", "a\t\tb\t\t\n\n\tc\n\n\n", [][]string{{"a", "", "b"}, {}, {"", "c"}}},
		{"line end in a cell", "1\t\"Tổ 1\nphường Mỹ Hào\"\tx\n2\ty", [][]string{{"1", "Tổ 1\nphường Mỹ Hào", "x"}, {"2", "y"}}},
		{"doubled quotes", "\"Mô hình \"\"Ngôi nhà an toàn\"\"\"\tx", [][]string{{`Mô hình "Ngôi nhà an toàn"`, "x"}}},
		{"the cell's own quotes", "\"Ngôi nhà an toàn\"\tx", [][]string{{`"Ngôi nhà an toàn"`, "x"}}},
		{"quotes inside a cell", "gọi \"111\" ngay\tx", [][]string{{`gọi "111" ngay`, "x"}}},
		{"quote that never shuts", "\"a\tb\nc\td", [][]string{{`"a`, "b"}, {"c", "d"}}},
		{"quote that another cell seems to shut", "\"a\tb\n\"c\" d\te", [][]string{{`"a`, "b"}, {`"c" d`, "e"}}},
		{"letters of an old charset", "Ph\u00ad\u00acng\tx", [][]string{{"Ph\u00ad\u00acng", "x"}}},
		{"spaces, marks, decomposed letters", "\ufeff\u00a0 Nguye\u0302\u0303n \u200b\tx", [][]string{{"Nguyễn", "x"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ParseTSV(tt.pasted), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("cells (-want +got):\n%s", diff)
			}
		})
	}
}

// copied is a table as a spreadsheet puts it on the clipboard.
func copied(rows [][]string) string {
	var b strings.Builder
	for _, row := range rows {
		for j, c := range row {
			if j > 0 {
				b.WriteByte('\t')
			}
			if strings.ContainsAny(c, "\t\n\"") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

func TestWhatIsCopiedIsPasted(t *testing.T) {
	cell := rapid.StringMatching(`([a-zđă"]|[a-z"]["\n]{0,3}[a-zơ"])?`)
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOf(rapid.SliceOfN(cell, 1, 5)).Draw(t, "rows")
		got := ParseTSV(copied(rows))
		var want [][]string
		for _, row := range rows {
			want = append(want, trimRow(slices.Clone(row)))
		}
		for len(want) > 0 && len(want[len(want)-1]) == 0 {
			want = want[:len(want)-1]
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("cells (-copied +pasted):\n%s", diff)
		}
	})
}

func FuzzParseTSV(f *testing.F) {
	f.Add("a\t\"b\nc\"\r\n\"\"\t\"")
	f.Fuzz(func(t *testing.T, pasted string) {
		for i, row := range ParseTSV(pasted) {
			if len(row) > 0 && row[len(row)-1] == "" {
				t.Errorf("row %d ends in a blank cell: %q", i+1, row)
			}
		}
	})
}

// Many open quotes must not make the time grow with the square of the text.
func BenchmarkParseTSVOpenQuotes(b *testing.B) {
	pasted := strings.Repeat("\"\"\"\t\"a\n", 200_000)
	for b.Loop() {
		ParseTSV(pasted)
	}
}
