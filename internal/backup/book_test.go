package backup

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// TestLongTablesGoOn gives a table more rows than a sheet holds.
func TestLongTablesGoOn(t *testing.T) {
	b, err := newBook(4)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	p := newPresenter(relation{name: "place", columns: []attribute{{Column: Column{"id", Text}}}})
	s, err := b.sheet("Địa bàn: [xã/phường] có tên rất dài để bị cắt", "csv/dia-ban.csv", p)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 7 {
		if err := s.add([]any{fmt.Sprint("dòng ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	var buf bytes.Buffer
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if err := b.writeTo(&buf); err != nil {
		t.Fatal(err)
	}
	read, err := excelize.OpenReader(&buf)
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	var got []string
	for _, name := range read.GetSheetList() {
		rows, err := read.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		if rows[0][0] != "Mã" {
			t.Errorf("sheet %q begins with %q", name, rows[0])
		}
		for _, r := range rows[1:] {
			got = append(got, r[0])
		}
	}
	if len(read.GetSheetList()) != 3 || len(got) != 7 || got[6] != "dòng 6" {
		t.Errorf("sheets %q hold %q", read.GetSheetList(), got)
	}
}

// TestFittingFits holds any text against the limit of a cell.
func TestFittingFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]string{"a", "ế", "👧", "e\u0301"}).Draw(t, "letter")
		s := strings.Repeat(unit, rapid.IntRange(32000, 33500).Draw(t, "n")/len(utf16.Encode([]rune(unit))))
		got := fitting(s, "csv/x.csv")
		n := len(utf16.Encode([]rune(got)))
		if n > maxCell || n < min(maxCell-2, len(utf16.Encode([]rune(s)))) {
			t.Fatalf("%d units of %d", n, len(utf16.Encode([]rune(s))))
		}
	})
}
