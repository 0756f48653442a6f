package register_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/store"
)

// Whatever sign a text begins with, no file of a register lets a table program take it for a formula; a number keeps its sign, and
// the file comes back as it went.
func TestNoFileOfARegisterHasAFormula(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, sign := range []string{"=", "+", "-", "@"} {
			s.add("ten", sign+"cmd|' /C calc'!A0", "dien-bien", sign+"1+1\n"+sign+"2")
		}
		before := snapshot(t, s)
		raw := s.send(hoa, "so-thu/danh-sach.csv", nil).Body.Bytes()
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\uFEFF")))).ReadAll()
		if err != nil || len(rows) != 5 {
			t.Fatalf("the CSV has %d rows: %v", len(rows), err)
		}
		negative := regexp.MustCompile(`^-[\d.,]+ m$`)
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") && !negative.MatchString(cell) {
					t.Errorf("the CSV has a cell %q", cell)
				}
			}
		}
		if flat := fmt.Sprint(rows); !strings.Contains(flat, "'=cmd") || !strings.Contains(flat, "-2,5 m") {
			t.Errorf("the CSV is %s", flat)
		}
		book, err := excelize.OpenReader(bytes.NewReader(s.send(hoa, "so-thu/danh-sach.xlsx", nil).Body.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		for _, sheet := range book.GetSheetList() {
			rows, err := book.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for y, row := range rows {
				for x, cell := range row {
					at, _ := excelize.CoordinatesToCellName(x+1, y+1)
					formula, _ := book.GetCellFormula(sheet, at)
					kind, _ := book.GetCellType(sheet, at)
					if formula != "" || strings.HasPrefix(cell, "=") && kind != excelize.CellTypeInlineString {
						t.Errorf("%s!%s %q is a formula", sheet, at, cell)
					}
				}
			}
		}
		batch := s.send(hoa, "nhap-so-thu", form(), file{"tep", "so-thu.csv", string(raw)}).id(t)
		s.send(hoa, "nhap-so-thu/"+batch+"/ghi", form()).id(t)
		if got := snapshot(t, s); got != before {
			t.Errorf("the register's own CSV changed it:\n%s\n%s", before, got)
		}
	})
}
