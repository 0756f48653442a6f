package officialdoc

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var made = time.Date(2026, 2, 3, 8, 0, 0, 0, time.FixedZone("", 7*60*60))

func writtenPDF(t testing.TB, d Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WritePDF(&out, ProfileOn(d.Date), d, made); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pagesOf are the texts of the pages of a PDF. MANGNON_SCREENS names a folder that keeps them for looking at.
func pagesOf(t *testing.T, raw []byte) []string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("needs pdftotext")
	}
	name := filepath.Join(t.TempDir(), "a.pdf")
	if keep := os.Getenv("MANGNON_SCREENS"); keep != "" {
		name = filepath.Join(keep, strings.ReplaceAll(t.Name(), "/", "-")+".pdf")
	}
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// Word and PDF say the same, in the same frame.
func TestPDFSaysWhatWordSays(t *testing.T) {
	d := plan()
	d.Annexes = []Annex{assignment(0, 60)}
	raw := writtenPDF(t, d)
	if again := writtenPDF(t, d); !bytes.Equal(raw, again) {
		t.Error("the same document gave other bytes")
	}
	pages := pagesOf(t, raw)
	if len(pages) < 4 {
		t.Fatalf("%d pages, want the plan and an annex of some", len(pages))
	}
	for _, want := range []string{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "UBND TỈNH HƯNG YÊN", "Số: 05/KH-UBND", "Mỹ Hào, ngày 03 tháng 02 năm 2026", "DỰ THẢO", "KẾ HOẠCH",
		"Phòng, chống đuối nước trẻ em năm 2026", "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;", "I. MỤC ĐÍCH", "a) Cắm biển cảnh báo",
		"Các đơn vị tổ chức thực hiện./.", "Nơi nhận:", "- Lưu: VT, VHXH.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Quang Đạt",
	} {
		if !strings.Contains(pages[0], want) {
			t.Errorf("no %q on the first page:\n%s", want, pages[0])
		}
	}
	for i, page := range pages[1:] {
		if !strings.Contains(page, "Nội dung công việc") {
			t.Errorf("page %d of the annex lacks the head of the table", i+1)
		}
		number := strings.TrimSpace(strings.SplitN(page, "\n", 2)[0])
		if i > 0 && number != fmt.Sprint(i+1) || i == 0 && number != "DỰ THẢO" {
			t.Errorf("page %d of the annex begins with %q", i+1, number)
		}
	}
	for _, want := range []string{"PHỤ LỤC", "BẢNG PHÂN CÔNG NHIỆM VỤ", "(Kèm theo Kế hoạch số 05/KH-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân phường Mỹ Hào)"} {
		if !strings.Contains(pages[1], want) {
			t.Errorf("no %q on the annex:\n%s", want, pages[1])
		}
	}
}

func TestALetterNamesItsSubjectBelowItsNumber(t *testing.T) {
	d := plan()
	d.Kind, d.Annexes, d.Addressees = "", nil, []string{"Trạm Y tế", "Công an phường"}
	page := pagesOf(t, writtenPDF(t, d))[0]
	for _, want := range []string{"V/v Phòng, chống đuối nước", "Kính gửi:", "- Trạm Y tế;", "- Công an phường."} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q:\n%s", want, page)
		}
	}
}

func BenchmarkAnnexOf200RowsPDF(b *testing.B) {
	a := assignment(0, 200)
	for b.Loop() {
		if err := WriteAnnexPDF(&bytes.Buffer{}, ProfileOn(a.Of.Date), a, made); err != nil {
			b.Fatal(err)
		}
	}
}
