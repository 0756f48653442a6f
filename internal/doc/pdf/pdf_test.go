package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// filler is enough text for a page not to be taken for a scan.
const filler = "Các đơn vị phân công người phụ trách và chịu trách nhiệm về số liệu đã báo cáo với cấp có thẩm quyền.\n" +
	"Hoạt động tổ chức cho trẻ em phải thiết thực, tiết kiệm, bảo đảm an toàn tuyệt đối cho mọi trẻ em.\n"

func TestDocument(t *testing.T) {
	head := "   ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" +
		"   PHƯỜNG MỸ HÀO                      Độc lập - Tự do - Hạnh phúc\n\n" +
		"     Số: 18/KH-UBND                Mỹ Hào, ngày 26 tháng 01 năm 2026\n\n" +
		"                             KẾ HOẠCH\n\n"
	foot := "Nơi nhận:                                 TM. ỦY BAN NHÂN DÂN\n" +
		"- Sở Y tế;                                    KT. CHỦ TỊCH\n" +
		"- Các trường học, các tổ dân phố;\n" +
		"                                              PHÓ CHỦ TỊCH\n" +
		"- Lưu: VT.\n"
	tests := []struct {
		name, text string
		want       []doctext.Line
	}{
		{"head and foot of two columns", head + filler + foot, lines(1, "ỦY BAN NHÂN DÂN", "PHƯỜNG MỸ HÀO", "Số: 18/KH-UBND",
			"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mỹ Hào, ngày 26 tháng 01 năm 2026", "", "KẾ HOẠCH", "", "F", "F",
			"Nơi nhận:", "- Sở Y tế;", "- Các trường học, các tổ dân phố;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")},
		{"page numbers go, sentences meet", filler + "dòng cuối\n\n\f                 2\n\n" + filler + "\f               - 3 -\n" + filler + "\n",
			append(append(lines(1, "F", "F", "dòng cuối"), lines(2, "F", "F")...), lines(3, "F", "F")...)},
		{"number below the text", filler + "1\n\f" + filler + "\n    2\n", append(lines(1, "F", "F", "1"), lines(2, "F", "F")...)},
		{"wide labels", filler + " a)   Mục a\n -    gạch\n 1.2.   mục\n", lines(1, "F", "F", "a) Mục a", "- gạch", "1.2. mục")},
		{"table in the middle", filler + "TT    Nhiệm vụ      Hạn\n1     Dạy bơi       15/8\n" + filler, []doctext.Line{
			lines(1, "F")[0], lines(1, "F", "F")[1],
			{Text: "TT\tNhiệm vụ\tHạn", Cells: []string{"TT", "Nhiệm vụ", "Hạn"}, Table: 1, Page: 1},
			{Text: "1\tDạy bơi\t15/8", Cells: []string{"1", "Dạy bơi", "15/8"}, Table: 1, Page: 1},
			lines(1, "F")[0], lines(1, "F", "F")[1],
		}},
		{"old charset", strings.Repeat("Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc\n", 3), lines(1, repeat("Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc", 3)...)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := document(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, doc.Lines); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

// lines are lines of a page; "F" stands for the lines of the filler in turn.
func lines(page int, texts ...string) []doctext.Line {
	fill := strings.Split(strings.TrimSpace(filler), "\n")
	var out []doctext.Line
	n := 0
	for _, s := range texts {
		if s == "F" {
			s = fill[n%2]
			n++
		}
		out = append(out, doctext.Line{Text: s, Page: page})
	}
	return out
}

func repeat(s string, n int) []string {
	return strings.Split(strings.TrimSuffix(strings.Repeat(s+"\n", n), "\n"), "\n")
}

func TestScans(t *testing.T) {
	for name, text := range map[string]string{
		"no text at all":           "\f\f",
		"only a digital signature": "Ký bởi: Ủy ban nhân dân phường\nThời gian ký: 26/01/2026\n\f\f\f",
	} {
		if _, err := document(text); errs.KindOf(err) != errs.Invalid || !strings.Contains(err.Error(), "scan") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	doc, err := document(strings.Repeat(filler, 3) + "\f  \f" + filler + "\f")
	if err != nil || len(doc.Notes) != 1 || !strings.Contains(doc.Notes[0], "Trang 2 ") {
		t.Errorf("a page without text gave %q, %v", doc.Notes, err)
	}
}

// made is a small PDF with the given lines; trailer is added to its trailer.
func made(texts []string, trailer string) []byte {
	var content strings.Builder
	content.WriteString("BT /F1 12 Tf 14 TL 50 800 Td\n")
	for _, s := range texts {
		fmt.Fprintf(&content, "(%s) Tj T*\n", s)
	}
	content.WriteString("ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", content.Len(), content.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

func needTool(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("needs pdftotext")
	}
}

func TestRead(t *testing.T) {
	needTool(t)
	want := []string{"The first line of a page that holds enough letters to be taken for text", "The second line of the same page, which has about as many letters"}
	doc, err := Read(t.Context(), made(want, ""))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, doc.Text()); diff != "" || doc.Format != "pdf" {
		t.Errorf("format %q, lines (-want +got):\n%s", doc.Format, diff)
	}
}

func TestReadRefuses(t *testing.T) {
	needTool(t)
	key := strings.Repeat("x", 32)
	encrypted := "/ID [(a) (a)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + key + ") /U (" + key + ") >>"
	for says, raw := range map[string][]byte{
		"hỏng":     []byte("%PDF-1.4\nnothing"),
		"mật khẩu": made([]string{"secret"}, encrypted),
		"scan":     made(nil, ""),
	} {
		if _, err := Read(t.Context(), raw); errs.KindOf(err) != errs.Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("want invalid saying %q, got %v", says, err)
		}
	}
}

func TestWithoutTool(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Read(t.Context(), made(nil, "")); errs.KindOf(err) != errs.Invalid || !strings.Contains(err.Error(), "pdftotext") {
		t.Errorf("got %v", err)
	}
}

func TestStopsWhenTheCallerLeaves(t *testing.T) {
	needTool(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, made(nil, "")); err == nil {
		t.Error("a cancelled reading succeeded")
	}
}

func TestNothingStaysOnTheDisk(t *testing.T) {
	needTool(t)
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	_, _ = Read(t.Context(), made([]string{"text"}, ""))
	_, _ = Read(t.Context(), []byte("%PDF-1.4\nnothing"))
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The words of the plan's PDF are those of its text, in the same order.
func TestCorpusPlan(t *testing.T) {
	needTool(t)
	dir := os.Getenv("MANGNON_CORPUS")
	if dir == "" {
		t.Skip("MANGNON_CORPUS is not set: the real plans are not part of the repository")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "plans", "my-hao-2025.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "plans", "my-hao-2025.txt"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Read(t.Context(), raw)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(words(string(text)), words(strings.Join(doc.Text(), "\n"))); diff != "" {
		t.Errorf("words (-text +pdf):\n%s", diff)
	}
}

var (
	marks = regexp.MustCompile(`\*+`)
	split = regexp.MustCompile(`(\S[-/])\n`) // "KH-" at the end of a line
)

func words(s string) []string {
	s = strings.ReplaceAll(marks.ReplaceAllString(vi.NFC(s), ""), "…", "...")
	return strings.Fields(split.ReplaceAllString(s, "$1"))
}

func FuzzDocument(f *testing.F) {
	f.Add("   A              B\n   C              D\n\n" + filler + "\f   2\n" + filler + "x:      y\n-        z\n")
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := document(text)
		if err != nil {
			if errs.KindOf(err) == errs.Internal {
				t.Fatalf("no words for a person: %v", err)
			}
			return
		}
		for i, l := range doc.Lines {
			if l.Page == 0 || (l.Table > 0) != (len(l.Cells) > 1) || strings.Contains(l.Text, "\n") {
				t.Fatalf("line %d: %+v", i+1, l)
			}
		}
	})
}
