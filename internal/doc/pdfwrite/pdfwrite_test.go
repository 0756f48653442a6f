package pdfwrite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/doc/pdf"
)

var made = time.Date(2026, 5, 11, 6, 0, 0, 0, time.FixedZone("", 7*60*60))

const pangram = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐ₫ ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ ăâêôơưĂÂÊÔƠƯàáãèéìíĩòóõùúũýÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝ"

func written(t testing.TB, f *File) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// outside runs one of poppler's tools over a file and gives what it says.
func outside(t *testing.T, raw []byte, tool string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	if err != nil {
		t.Skip("needs " + tool)
	}
	name := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = name
		}
	}
	out, err := exec.CommandContext(t.Context(), path, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	return string(out)
}

func TestLockedFilesAreWhatTheyWere(t *testing.T) {
	list, err := fonts.ReadFile("fonts/vendor.lock")
	if err != nil {
		t.Fatal(err)
	}
	locked := map[string]string{}
	for line := range strings.Lines(string(list)) {
		if sum, name, ok := strings.Cut(strings.TrimSpace(line), " "); ok && len(sum) == 64 {
			locked[name] = sum
		}
	}
	names, err := fs.Glob(fonts, "fonts/*.ttf")
	if err != nil || len(names) != len(faceFiles) {
		t.Fatalf("%d faces, %v; want %d", len(names), err, len(faceFiles))
	}
	for _, name := range append(names, "fonts/LICENSE") {
		raw, err := fonts.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(raw)
		if got := hex.EncodeToString(sum[:]); got != locked[filepath.Base(name)] {
			t.Errorf("%s has the sum %s, vendor.lock says %s", name, got, locked[filepath.Base(name)])
		}
	}
}

// The embedded bytes have a glyph for every character that letters.txt promises, and letters.txt promises Vietnamese.
func TestEveryFaceHasEveryLetter(t *testing.T) {
	for _, r := range pangram {
		if !known()[r] {
			t.Errorf("letters.txt lacks %c (%U)", r, r)
		}
	}
	for f := range faceFiles {
		glyphs := characters(t, face(Face(f)))
		for r := range known() {
			if glyphs[r] == 0 {
				t.Errorf("%s has no glyph for %c (%U)", faceFiles[f], r, r)
			}
		}
	}
}

func TestTextComesOutAsItWentIn(t *testing.T) {
	lines := []string{pangram[:strings.Index(pangram, " ")], "Số: 05/KH-UBND", "12,5% · 1.234.567 đ – “trẻ em” … ≥ 3", "Trẻ em phường Mỹ Hào được bảo vệ"}
	for f := range faceFiles {
		file := New(Info{Title: "Thử", Made: made})
		page := file.Page(A4(20))
		for i, s := range lines {
			page.Text(20, 30+float64(i)*10, s, Letters{Face: Face(f), Size: 10}, Left)
		}
		raw := written(t, file)
		want := strings.Join(lines, "\n")
		if got := strings.TrimSpace(outside(t, raw, "pdftotext", "-enc", "UTF-8", "FILE", "-")); strings.ReplaceAll(got, "\n\n", "\n") != want {
			t.Errorf("%s: pdftotext gives\n%s\nwant\n%s", faceFiles[f], got, want)
		}
	}
}

func TestOurOwnReaderReadsIt(t *testing.T) {
	file := New(Info{Title: "Thử", Made: made})
	flow := file.Flow(A4(20))
	words := "Các cơ quan, đơn vị rà soát ao, hồ, cống hở; cắm biển cảnh báo và rào những chỗ nguy hiểm trước mùa hè. "
	flow.Add(Paragraph{Text: strings.Repeat(words, 6), Letters: Letters{Serif, 14, 0}, Align: Justify, First: 12.7, Spacing: 1.2})
	doc, err := pdf.Read(context.Background(), written(t, file))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(strings.Join(doc.Text(), " ")), " "); got != strings.TrimSpace(strings.Repeat(words, 6)) {
		t.Errorf("the reader gives\n%s", got)
	}
}

func TestTheFileSaysWhatItIs(t *testing.T) {
	file := New(Info{Title: "Bảng phân công nhiệm vụ", Author: "Ủy ban nhân dân phường Mỹ Hào", Made: made})
	file.Page(A4(20).Lying()).Text(20, 20, "Đã giao", Letters{Sans, 10, 0}, Left)
	raw := written(t, file)
	info := outside(t, raw, "pdfinfo", "-rawdates", "FILE")
	for _, want := range []string{"Bảng phân công nhiệm vụ", "Ủy ban nhân dân phường Mỹ Hào", "D:20260511060000", "841.89 x 595.28 pts (A4)"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	if !bytes.Contains(raw, []byte("/Lang (vi)")) {
		t.Error("the file does not say its language")
	}
	if again := written(t, file); !bytes.Equal(raw, again) {
		t.Error("the same pages gave other bytes")
	}
}

func TestWhatNoFaceHasBecomesABox(t *testing.T) {
	for in, want := range map[string]string{"漢a": "□a", "a\tb": "a b", "e\u0302\u0301": "ế", "\x00\u200bx": "x", "\xff": "□", "5\u00a0đ": "5\u00a0đ", "KH\u2011UBND": "KH-UBND", "\U0001F600": "□"} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// table is n rows of which some wrap.
func table(n int) Table {
	t := Table{Columns: []Column{{"TT", 10, Centre}, {"Nội dung công việc", 100, Left}, {"Cơ quan", 60, Left}},
		Letters: Letters{Serif, 12, 0}, Head: Letters{SerifBold, 12, 0}, Pad: 1, Rule: Look{Stroke: Black, Width: 0.2}}
	for i := range n {
		t.Rows = append(t.Rows, []string{fmt.Sprintf("R%03d", i), strings.Repeat("Rà soát ao, hồ và cắm biển ", 1+i%7), "Phòng Kinh tế, Hạ tầng và Đô thị"})
	}
	return t
}

func TestTheHeadReturnsAndRowsStayWhole(t *testing.T) {
	file := New(Info{Title: "Bảng", Made: made})
	flow := file.Flow(A4(20).Lying())
	flow.Add(table(120))
	for i, p := range flow.Pages() {
		p.Text(20, 10, fmt.Sprintf("trang %d/%d", i+1, len(flow.Pages())), Letters{Sans, 9, 0}, Left)
	}
	pages := strings.Split(strings.TrimSuffix(outside(t, written(t, file), "pdftotext", "-layout", "FILE", "-"), "\f"), "\f")
	if len(pages) != len(flow.Pages()) || len(pages) < 5 {
		t.Fatalf("%d pages are in the file, the flow made %d", len(pages), len(flow.Pages()))
	}
	seen := 0
	for i, page := range pages {
		if strings.Count(page, "Nội dung công việc") != 1 || !strings.Contains(page, fmt.Sprintf("trang %d/%d", i+1, len(pages))) {
			t.Errorf("page %d lacks its head or its number:\n%s", i+1, page)
		}
		words := 0 // of the rows that begin on this page
		for ; seen < 120 && strings.Contains(page, fmt.Sprintf("R%03d", seen)); seen++ {
			words += 1 + seen%7
		}
		if got := strings.Count(page, "soát"); got != words {
			t.Errorf("page %d holds %d pieces of rows, those that begin on it have %d", i+1, got, words)
		}
	}
	if seen != 120 {
		t.Errorf("%d rows, want 120", seen)
	}
}

func TestARowHigherThanAPageGoesOn(t *testing.T) {
	tb := table(1)
	tb.Rows[0][1] = strings.Repeat("từng chữ một ", 3000)
	file := New(Info{Made: made})
	flow := file.Flow(A4(20))
	flow.Add(tb)
	text := outside(t, written(t, file), "pdftotext", "FILE", "-")
	if got := strings.Count(strings.Join(strings.Fields(text), " "), "từng"); got != 3000 || len(flow.Pages()) < 3 {
		t.Errorf("%d of 3000 words on %d pages", got, len(flow.Pages()))
	}
}

// A narrow column grows to its longest word; all columns together stay as wide as the table.
func TestADateIsNotCutInTwo(t *testing.T) {
	tb := Table{Columns: []Column{{"STT", 1, Right}, {"Nội dung", 60, Left}, {"Hạn", 2, Centre}, {"Mã", 1, Left}}, Rows: [][]string{{"1", "Rà soát", "29/04/2026", strings.Repeat("x", 400)}},
		Letters: Letters{Serif, 11, 0}, Head: Letters{SerifBold, 11, 0}, Pad: 1}
	widths, sum := tb.widths(180), 0.0
	for i, word := range []string{"STT", "soát", "29/04/2026"} {
		if need := tb.Head.Width(word) + 2; widths[i] < need-1 {
			t.Errorf("the column of %s is %.1f mm wide, needs %.1f", word, widths[i], need)
		}
	}
	for _, w := range widths {
		sum += w
	}
	if sum < 179.9 || sum > 180.1 || widths[3] > 45.1 {
		t.Errorf("widths %v, together %.1f", widths, sum)
	}
}

// Whatever is written: nothing is lost by wrapping, and no line is longer than its room unless it is one character.
func TestWrapProperty(t *testing.T) {
	words := rapid.StringOf(rapid.SampledFrom([]rune("aăđợẢỮ WM12.,-\u00a0\n漢ế")))
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := Letters{Face: Face(rapid.IntRange(0, len(faceFiles)-1).Draw(t, "face")), Size: rapid.Float64Range(6, 20).Draw(t, "size")}
		s, width := words.Draw(t, "text"), rapid.Float64Range(5, 120).Draw(t, "width")
		lines := l.Wrap(s, width, 0)
		if got, want := squeeze(strings.Join(lines, "")), squeeze(Clean(s)); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		for _, line := range lines {
			if l.Width(line) > width+0.1 && len([]rune(line)) > 1 {
				t.Fatalf("%q is %.1f mm long, the room is %.1f", line, l.Width(line), width)
			}
		}
		if cut := l.Cut(s, width); l.Width(cut) > width+0.1 && len([]rune(cut)) > 2 {
			t.Fatalf("cut %q is %.1f mm long, the room is %.1f", cut, l.Width(cut), width)
		}
	})
}

func FuzzAnyTextMakesAFile(f *testing.F) {
	f.Add("Trẻ em")
	f.Add("\\()\x00\xff\U0001F600\u0301")
	f.Fuzz(func(t *testing.T, s string) {
		file := New(Info{Title: s, Author: s, Made: made})
		file.Flow(A4(20)).Add(Paragraph{Text: s, Letters: Letters{Serif, 12, 0}, Align: Justify}, Table{Columns: []Column{{Head: s, Width: 1}}, Rows: [][]string{{s}},
			Letters: Letters{Sans, 10, 0}, Head: Letters{SansBold, 10, 0}})
		if raw := written(t, file); !bytes.HasPrefix(raw, []byte("%PDF-")) {
			t.Fatal("not a PDF")
		}
	})
}

func BenchmarkOnePage(b *testing.B) {
	for b.Loop() {
		file := New(Info{Title: "Trang", Made: made})
		file.Flow(A4(20)).Add(table(12))
		written(b, file)
	}
}

func BenchmarkTwoHundredRows(b *testing.B) {
	for b.Loop() {
		file := New(Info{Title: "Bảng", Made: made})
		file.Flow(A4(20).Lying()).Add(table(200))
		written(b, file)
	}
}
