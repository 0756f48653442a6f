package plan

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mangnon/mangnon/internal/doc/officialdoc"
	"github.com/mangnon/mangnon/internal/doc/safezip"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The annex, a row a line, is compared with a file that was opened in LibreOffice and looked at.
func TestAssignmentAnnexStaysAsItWasLookedAt(t *testing.T) {
	u := web.Unit{Name: "phường Mỹ Hào", Province: "tỉnh Hưng Yên"}
	pl := Plan{Number: "31/KH-UBND", IssuedOn: day.Must(2026, 3, 2), Title: "Giữ an toàn cho trẻ em mùa nước năm 2026"}
	rows := []row{
		{Path: "II.1", Title: "Rào các ao gần trường & thay nắp cống <đã mất>", Lead: "Phòng Kinh tế, Hạ tầng và Đô thị", Others: "Công an phường; Trạm Y tế", Time: "Đến hết thứ Năm 30/04/2026"},
		{Path: "II.2", Title: "Dạy bơi cho học sinh lớp 4", Lead: "chưa rõ", Time: "Thường xuyên"},
	}
	var out bytes.Buffer
	if err := officialdoc.WriteAnnex(&out, officialdoc.ProfileOn(pl.IssuedOn), assignmentAnnex(u, pl, rows)); err != nil {
		t.Fatal(err)
	}
	archive, err := safezip.Open(out.Bytes(), safezip.Office)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := archive.Read("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer("<w:p>", "\n<w:p>", "<w:tr>", "\n<w:tr>", "<w:sectPr>", "\n<w:sectPr>").Replace(string(raw)) + "\n"
	golden := filepath.Join("testdata", "phan-cong.document.xml")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("document.xml (-golden +now):\n%s", diff)
	}
}

func TestTypedNumbers(t *testing.T) {
	for typed, want := range map[string]string{
		"28 CT/TW": "28 ct tw", "28-CT/TW": "28 ct tw", "23/QD": "23 qd", "Quyết định số 06/QĐ-TTg ngày 06/01/2022": "6 qd ttg",
		"ke hoach 12/KH-UBND cua tinh": "12 kh ubnd", "đuối nước": "", "số": "", "": "", "000": "", "ngày 5": "",
	} {
		got, ok := typedNumber(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q gives %q, %v; want %q", typed, got, ok, want)
		}
	}
}
