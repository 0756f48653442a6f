package law

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func table(lines ...string) [][]string { return xlsx.ParseTSV(strings.Join(lines, "\n")) }

func TestTablesAreReadAsPeopleKeepThem(t *testing.T) {
	for _, c := range []struct {
		name  string
		table [][]string
		want  string
	}{
		{"titles above, columns in any order", table("SỔ VĂN BẢN", "", "STT\tTrích yếu\tSố, ký hiệu\tNgày ban hành", "1\tPhê duyệt\t23/QĐ-TTg\t07/01/2021"), "4 23/QĐ-TTg 07/01/2021 Phê duyệt"},
		{"no head", table("Quyết định\t23/QĐ-TTg\t7-1-2021\tThủ tướng\tPhê duyệt"), "1 23/QĐ-TTg 7-1-2021 Phê duyệt"},
		{"no head, numbered", table("1\tQuyết định\t23/QĐ-TTg\t7-1-2021\tThủ tướng\tPhê duyệt"), "1 23/QĐ-TTg 7-1-2021 Phê duyệt"},
		{"blank rows", table("Số\tTrích yếu", "", "23/QĐ-TTg\tPhê duyệt", "\t"), "3 23/QĐ-TTg  Phê duyệt"},
	} {
		rows, err := readRows(c.table)
		if err != nil || len(rows) != 1 {
			t.Errorf("%s: %v, %d rows", c.name, err, len(rows))
			continue
		}
		if got := fmt.Sprint(rows[0].Row, " ", rows[0].Typed.Number, " ", rows[0].Typed.IssuedOn, " ", rows[0].Typed.Title); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTablesThatAreRefused(t *testing.T) {
	long := []string{"Số\tTrích yếu"}
	for i := range maxRows + 1 {
		long = append(long, fmt.Sprint(i+1, "/QĐ-TTg\tx"))
	}
	for name, read := range map[string]func() error{
		"empty":     func() error { _, err := readTable(nil, ""); return err },
		"only head": func() error { _, err := readTable(nil, "Số\tTrích yếu"); return err },
		"too long":  func() error { _, err := readRows(table(long...)); return err },
		"no sheet":  func() error { _, err := readTable([]byte("PK\x03\x04 not a workbook"), ""); return err },
		"a picture": func() error { _, err := readTable([]byte("\x89PNG\r\n"), ""); return err },
	} {
		if err := read(); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryRowIsJudged(t *testing.T) {
	have := documentOf(Cite{Kind: "Quyết định", Number: "23/QĐ-TTg", Date: "07/01/2021"})
	have.ID, have.CitedTitle = "a", "Phê duyệt Chương trình"
	old, young := documentOf(someCite(1, "06/QĐ-TTg", "03/01/2019", "")), documentOf(someCite(2, "06/QĐ-TTg", "06/01/2022", ""))
	old.ID, young.ID = "b", "c"
	register := map[string][]Document{have.NumberFold: {have}, old.NumberFold: {old, young}}
	line := func(n int, number, date, title string) row {
		return row{Row: n, Typed: typed{Kind: "Quyết định", Number: number, IssuedOn: date, Title: title}}
	}
	picked := line(9, "06/QĐ-TTg", "", "Chọn")
	picked.Choice = "c"
	left := line(10, "sai", "", "")
	left.Choice = choiceSkip
	all := judge("u", []row{
		line(2, "77/QĐ-TTg", "02/02/2024", "Mới"), line(3, "23/QĐ-TTg", "07/01/2021", "Sửa trích yếu"), line(4, "23/QĐ-TTg", "7/1/2021", ""), line(5, "06/QĐ-TTg", "", "Nào?"),
		line(6, "khong so", "", ""), line(7, "78/QĐ-TTg", "31/02/2024", ""), line(8, "77/QĐ-TTg", "2/2/2024", "Lần hai"), picked, left,
	}, register)
	want := []group{groupAdd, groupUpdate, groupTwin, groupTwin, groupWrong, groupWrong, groupTwin, groupUpdate, groupSkip}
	for i, j := range all {
		if j.Group != want[i] {
			t.Errorf("row %d is %s, want %s: %v", j.Row, j.Group, want[i], j.Errors)
		}
	}
	if all[7].After.ID != "c" || all[4].Errors[0].Name != "dong-6-so" {
		t.Errorf("%+v, %+v", all[7].After.ID, all[4].Errors)
	}
}

// Two hundred mistakes among five thousand rows are all found, and nothing else is called one.
func TestPlantedMistakesAreAllFound(t *testing.T) {
	lines := []string{"Số, ký hiệu\tNgày ban hành\tTrích yếu\tGiai đoạn\tTình trạng"}
	wrong := []string{"không số\t05/01/2024\tx\t\t", "%d/KH-UBND\t31/02/2024\tx\t\t", "%d/KH-UBND\t05/01/2024\tx\t2028-2024\t", "%d/KH-UBND\t05/01/2024\tx\t\tcòn tốt"}
	planted := map[int]bool{}
	for i := range maxRows {
		line := "%d/KH-UBND\t05/01/2024\tCông tác trẻ em\t2024-2028\tcòn hiệu lực"
		if i%25 == 7 {
			line = wrong[i/25%len(wrong)]
			planted[i+2] = true
		}
		lines = append(lines, strings.ReplaceAll(line, "%d", fmt.Sprint(i+1)))
	}
	rows, err := readRows(table(lines...))
	if err != nil {
		t.Fatal(err)
	}
	all := judge("u", rows, nil)
	if len(planted) != 200 || count(all, groupWrong) != 200 || count(all, groupAdd) != maxRows-200 {
		t.Errorf("%d planted, %d found, %d to add", len(planted), count(all, groupWrong), count(all, groupAdd))
	}
	for _, j := range all {
		if planted[j.Row] != (j.Group == groupWrong) {
			t.Errorf("row %d is %s", j.Row, j.Group)
		}
	}
}

func FuzzReadRows(f *testing.F) {
	f.Add("Số\tTrích yếu\n23/QĐ-TTg\tx")
	f.Add("1\tQuyết định\t06/QĐ-TTg\t31/02/2020")
	f.Fuzz(func(t *testing.T, pasted string) {
		rows, err := readTable(nil, pasted)
		if err != nil {
			if !errs.Is(err, errs.Invalid) {
				t.Fatalf("an error without words: %v", err)
			}
			return
		}
		for _, j := range judge("u", rows, nil) {
			if j.Group == groupWrong && len(j.Errors) == 0 {
				t.Fatalf("row %d is wrong and does not say why", j.Row)
			}
		}
	})
}
