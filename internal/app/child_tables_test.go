package app_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/linkage/sample"
)

// invented is a child of a table: nobody is real, everything has the shape of a real list.
type invented struct {
	Name, Birth, Sex, Number, Father, Mother, Phone, Hamlet, Head, Book, Ethnic, School, Class string
}

// inventedHeads are the headings of a plain table, in the order of cells.
var inventedHeads = []string{"STT", "Họ và tên trẻ", "Ngày tháng năm sinh", "Giới tính", "Số ĐDCN", "Họ tên cha", "Họ tên mẹ", "SĐT", "Thôn/TDP", "Chủ hộ", "Số hộ", "Dân tộc", "Trường", "Học lớp"}

func (c invented) cells(n int) []string {
	return []string{strconv.Itoa(n), c.Name, c.Birth, c.Sex, c.Number, c.Father, c.Mother, c.Phone, c.Hamlet, c.Head, c.Book, c.Ethnic, c.School, c.Class}
}

// invent draws children none of whom is like another: the names come from the generator of the linkage samples, a table of a ward would
// repeat some of them.
func invent(t testing.TB, n int, seed uint64) []invented {
	t.Helper()
	var tsv bytes.Buffer
	if err := sample.Generate(sample.Options{Rows: 3*n + 200, Seed: seed}, &tsv, nil); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(seed, 1))
	seen, homes := map[string]bool{}, map[string]string{}
	var out []invented
	for line := range strings.Lines(tsv.String()) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		born, err := time.Parse(time.DateOnly, f[3])
		if err != nil || !typable(f[2]+f[6]+f[7]) || seen[f[1]] || born.Before(time.Date(2010, 6, 1, 0, 0, 0, 0, time.UTC)) || f[9] != "" && homes[f[9]] != "" {
			continue // one of each child, one of each family
		}
		seen[f[1]], homes[f[9]] = true, f[1]
		hamlet := fmt.Sprintf("Tổ dân phố số %d", 1+rnd.IntN(7))
		c := invented{Name: f[2], Birth: born.Format("02/01/2006"), Sex: f[4], Number: f[5], Mother: f[6], Father: f[7], Phone: f[12], Hamlet: hamlet, Head: f[7], Ethnic: f[11]}
		if c.Head == "" {
			c.Head = f[6]
		}
		if c.Head != "" {
			c.Book = strconv.Itoa(len(out) + 1)
		}
		if born.Year() < 2019 {
			c.School, c.Class = "TH Lê Lợi", strconv.Itoa(min(9, 2026-born.Year()-6+1))+"A"
		}
		if out = append(out, c); len(out) == n {
			return out
		}
	}
	t.Fatalf("only %d children of %d", len(out), n)
	return nil
}

// keyboards give what to type for a letter in an old font: what reads as that letter.
var keyboards = map[oldfont.Charset]map[rune]string{oldfont.TCVN3: {}, oldfont.VNI: {}}

func init() {
	for code := rune(0x80); code < 0x100; code++ {
		if r := []rune(oldfont.ToUnicode(string(code), oldfont.TCVN3)); len(r) == 1 && r[0] != code {
			keyboards[oldfont.TCVN3][r[0]] = string(code)
		}
		for _, base := range "aeouyiAEOUYI\u00f4\u00f6\u00d4\u00d6" {
			if r := []rune(norm.NFC.String(oldfont.ToUnicode(string(base)+string(code), oldfont.VNI))); len(r) == 1 {
				keyboards[oldfont.VNI][r[0]] = string(base) + string(code)
			}
		}
	}
	for code := rune(0x80); code < 0x100; code++ {
		if r := []rune(oldfont.ToUnicode(string(code), oldfont.VNI)); len(r) == 1 && r[0] != code {
			keyboards[oldfont.VNI][r[0]] = string(code)
		}
	}
}

// typable reports whether a text can be typed in both old fonts, whose letters with marks have no capitals.
func typable(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		_, tcvn3 := keyboards[oldfont.TCVN3][r]
		_, vni := keyboards[oldfont.VNI][r]
		return r >= 0x80 && (!tcvn3 || !vni)
	}) < 0
}

// typedIn is a table as it was typed in an old font.
func typedIn(rows [][]string, c oldfont.Charset) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			var b strings.Builder
			for _, r := range cell {
				if typed, ok := keyboards[c][r]; ok {
					b.WriteString(typed)
				} else {
					b.WriteRune(r)
				}
			}
			out[i] = append(out[i], b.String())
		}
	}
	return out
}

// dateShapes are the ways in which officers write one date.
var dateShapes = []func(time.Time) string{
	func(d time.Time) string { return d.Format("02/01/2006") },
	func(d time.Time) string { return d.Format("2/1/2006") },
	func(d time.Time) string { return d.Format("02-01-2006") },
	func(d time.Time) string { return d.Format("2.1.2006") },
	func(d time.Time) string { return d.Format("02012006") },
	func(d time.Time) string { return d.Format("2/1/06") },
	func(d time.Time) string { return d.Format("01/2006") },
	func(d time.Time) string { return d.Format("2006") },
	func(d time.Time) string {
		return strconv.Itoa(int(d.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)) // a serial number
	},
}

// wantBirth is what the register keeps of a date in a shape.
func wantBirth(d time.Time, shape int) string {
	switch shape {
	case 6:
		return d.Format("2006-01")
	case 7:
		return d.Format("2006")
	}
	return d.Format(time.DateOnly)
}

// tableText is a table as text with a separator, quoted where it must be.
func tableText(rows [][]string, sep string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, c := range row {
			if i > 0 {
				b.WriteString(sep)
			}
			if strings.ContainsAny(c, sep+"\"\n") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

func plainTable(list []invented) [][]string {
	rows := [][]string{inventedHeads}
	for i, c := range list {
		rows = append(rows, c.cells(i+1))
	}
	return rows
}

// inUTF16 is a text as Excel saves "Unicode text".
func inUTF16(s string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// workbook is the table as an officer's workbook: letterhead and title above, a head of two rows with merged cells, day, month and year
// and the sex in columns of their own, names in capitals, numbers as text, a row of totals and signatures below.
func workbook(t testing.TB, list []invented) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const s = "Sheet1"
	set := func(col, row int, v any) {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err == nil {
			err = f.SetCellValue(s, cell, v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	merge := func(from, to string) {
		if err := f.MergeCell(s, from, to); err != nil {
			t.Fatal(err)
		}
	}
	set(1, 1, "ỦY BAN NHÂN DÂN PHƯỜNG")
	merge("A1", "D1")
	set(6, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	merge("F1", "M1")
	set(1, 3, "DANH SÁCH TRẺ EM DƯỚI 16 TUỔI")
	merge("A3", "M3")
	heads := []string{"STT", "Họ và tên", "Ngày tháng năm sinh", "", "", "Giới tính", "", "Số định danh/CCCD", "Họ tên cha/mẹ", "Tổ dân phố", "Chủ hộ", "Số hộ", "Điện thoại liên hệ"}
	for i, h := range heads {
		if h != "" {
			set(i+1, 5, h)
		}
	}
	merge("C5", "E5")
	merge("F5", "G5")
	for i, h := range []string{"Ngày", "Tháng", "Năm", "Nam", "Nữ"} {
		set(i+3, 6, h)
	}
	for _, c := range []string{"A", "B", "H", "I", "J", "K", "L", "M"} {
		merge(c+"5", c+"6")
	}
	for i, c := range list {
		row := i + 7
		d, err := time.Parse("02/01/2006", c.Birth)
		if err != nil {
			t.Fatal(err)
		}
		set(1, row, i+1)
		set(2, row, strings.ToUpper(c.Name))
		set(3, row, d.Day())
		set(4, row, strconv.Itoa(int(d.Month())))
		set(5, row, d.Year())
		set(map[string]int{"Nam": 6, "Nữ": 7}[c.Sex], row, "x")
		set(8, row, c.Number)
		switch {
		case c.Father == "" && c.Mother != "":
			set(9, row, "Mẹ: "+c.Mother)
		case c.Mother == "":
			set(9, row, strings.TrimSuffix("Cha: "+c.Father, "Cha: "))
		default:
			set(9, row, "Cha: "+c.Father+"\nMẹ: "+c.Mother)
		}
		set(10, row, strings.Replace(c.Hamlet, "Tổ dân phố số", "TDP", 1))
		set(11, row, c.Head)
		set(12, row, c.Book)
		set(13, row, c.Phone)
	}
	set(1, len(list)+7, "Tổng cộng: "+strconv.Itoa(len(list))+" trẻ")
	set(11, len(list)+9, "NGƯỜI LẬP BIỂU")
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// What the table says must stand in the register to the letter, whatever the file is like.
func TestTheSameChildrenFromEveryKindOfFile(t *testing.T) {
	list := invent(t, 60, 7)
	plain := plainTable(list)
	capitals := make([][]string, len(plain))
	for i, row := range plain {
		capitals[i] = append([]string(nil), row...)
		if i > 0 {
			capitals[i][1], capitals[i][5] = strings.ToUpper(row[1]), strings.ToUpper(row[5])
		}
	}
	shaped := make([][]string, len(plain))
	births := map[string]string{}
	for i, row := range plain {
		shaped[i] = append([]string(nil), row...)
		if i == 0 {
			continue
		}
		d, err := time.Parse("02/01/2006", row[2])
		if err != nil {
			t.Fatal(err)
		}
		shaped[i][2] = dateShapes[i%len(dateShapes)](d)
		births[row[1]] = wantBirth(d, i%len(dateShapes))
	}
	csv := func(name, text string) request { return request{Files: []upload{{"tep", name, text}}} }
	for name, r := range map[string]request{
		"semicolons":       csv("t.csv", tableText(plain, ";")),
		"commas and a BOM": csv("t.csv", "\ufeff"+tableText(plain, ",")),
		"tabs":             csv("t.txt", tableText(plain, "\t")),
		"UTF-16":           csv("t.csv", string(inUTF16(tableText(plain, "\t")))),
		"NFD":              csv("t.csv", norm.NFD.String(tableText(plain, ";"))),
		"capitals":         csv("t.csv", tableText(capitals, ";")),
		"dates":            csv("t.csv", tableText(shaped, ";")),
		"pasted":           {Form: form("bang", tableText(plain, "\t"))},
		"TCVN3":            {Form: form("bang", tableText(typedIn(plain, oldfont.TCVN3), "\t"))},
		"VNI":              {Form: form("bang", tableText(typedIn(plain, oldfont.VNI), "\t"))},
		"workbook":         csv("t.xlsx", string(workbook(t, list))),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, template.SQLite(t))
			before := w.asked("SELECT COUNT(*) FROM child")
			page := w.bringChildren("hoa.tt", r)
			if text := squash(page.doc.Find("main").Text()); !strings.Contains(text, "60 dòng: 60 thêm mới, 0 cập nhật, 0 có thể trùng, 0 lỗi") {
				t.Fatalf("the preview says %s\n%s", text[:min(len(text), 200)], w.asked("SELECT n, words, cells FROM register_import_row WHERE verdict <> 'new' AND verdict <> '' ORDER BY import_id DESC, n LIMIT 3"))
			}
			w.writeChildren("hoa.tt")
			got := strings.Split(w.asked("SELECT c.name, c.birth, c.sex, c.person_number, c.father, c.mother, h.name, o.book FROM child c JOIN hamlet h ON h.id = c.hamlet LEFT JOIN household o ON o.id = c.household ORDER BY c.number DESC LIMIT 60"), "\n")
			for i, c := range list {
				d, _ := time.Parse("02/01/2006", c.Birth)
				birth := d.Format(time.DateOnly)
				if name == "dates" {
					birth = births[c.Name]
				}
				father, mother := c.Father, c.Mother
				book := c.Book
				if book == "" {
					book = "<nil>"
				}
				want := strings.Join([]string{c.Name, birth, map[string]string{"Nam": "nam", "Nữ": "nu"}[c.Sex], c.Number, father, mother, c.Hamlet, book}, "|")
				if have := got[len(got)-1-i]; have != want {
					t.Errorf("row %d is %s\nwant %s", i+1, have, want)
				}
			}
			w.undoChildren("hoa.tt")
			if after := w.asked("SELECT COUNT(*) FROM child"); after != before {
				t.Errorf("%s children after the undo, %s before", after, before)
			}
		})
	}
}
