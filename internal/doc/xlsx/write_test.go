package xlsx

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/doc/safezip"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

func report() Table {
	return Table{
		Sheet:    "Trẻ em: tổ 1/2",
		Title:    "DANH SÁCH TRẺ EM CÓ HOÀN CẢNH ĐẶC BIỆT",
		Subtitle: []string{"Phường Mỹ Hào, tỉnh Hưng Yên", "Tính đến 06:00 ngày 16/11/2026"},
		Columns: []Column{
			{Head: "TT", Kind: Number}, {Head: "Mã hồ sơ"}, {Head: "Ngày lập", Kind: Date}, {Head: "Cập nhật", Kind: DateTime},
			{Head: "Hỗ trợ (đồng)", Kind: Money}, {Head: "Tỷ lệ", Kind: Percent}, {Head: "Điểm", Kind: Decimal}, {Head: "Ghi chú", Width: 30},
		},
		Rows: [][]any{
			{1, "=1+1", day.Must(2026, 2, 5), time.Date(2026, 11, 15, 20, 30, 0, 0, time.UTC), int64(1_500_000), 0.125, 7.5, "+84 912\n-dòng hai"},
			{2, "@cmd", day.Day{}, time.Time{}, nil, math.NaN(), 8.0, true},
			{3, "-5", day.Must(1895, 1, 2), nil, "dưới 5"},
		},
		Foot: []string{"Nguồn: sổ theo dõi trẻ em của các tổ dân phố."},
	}
}

func written(t testing.TB, table Table) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, table); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWrittenReportReadsBack(t *testing.T) {
	got, err := ReadTable(written(t, report()))
	if err != nil {
		t.Fatal(err)
	}
	wide := func(s string) []string { return strings.Split(strings.Repeat(s+"|", 7)+s, "|") }
	want := [][]string{
		wide("DANH SÁCH TRẺ EM CÓ HOÀN CẢNH ĐẶC BIỆT"), wide("Phường Mỹ Hào, tỉnh Hưng Yên"), wide("Tính đến 06:00 ngày 16/11/2026"), nil,
		{"TT", "Mã hồ sơ", "Ngày lập", "Cập nhật", "Hỗ trợ (đồng)", "Tỷ lệ", "Điểm", "Ghi chú"},
		{"1", "=1+1", "05/02/2026", "16/11/2026 03:30", "1500000", "12,5%", "7,5", "+84 912\n-dòng hai"},
		{"2", "@cmd", "", "", "", "", "8", "Có"},
		{"3", "-5", "02/01/1895", "", "dưới 5"}, nil,
		wide("Nguồn: sổ theo dõi trẻ em của các tổ dân phố."),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

// Excel must see the types, the filter and the paper as they were meant.
func TestWrittenReportForExcel(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, report())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	if sheet != "Trẻ em  tổ 1 2" {
		t.Errorf("sheet %q", sheet)
	}
	for cell, want := range map[string]struct {
		value   string
		numeric bool
	}{
		"A6": {"1", true}, "B6": {"=1+1", false}, "C6": {"05/02/2026", true}, "D6": {"16/11/2026 03:30", true}, "E6": {"1,500,000", true}, "F6": {"12.5%", true}, "B8": {"-5", false},
	} {
		value, _ := f.GetCellValue(sheet, cell)
		formula, _ := f.GetCellFormula(sheet, cell)
		kind, _ := f.GetCellType(sheet, cell)
		numeric := kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset
		if value != want.value || formula != "" || numeric != want.numeric {
			t.Errorf("%s: %q of type %v, formula %q; want %q, numeric %v", cell, value, kind, formula, want.value, want.numeric)
		}
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	quoted := "'" + sheet + "'!"
	if names["_xlnm.Print_Titles"] != quoted+"$5:$5" || names["_xlnm.Print_Area"] != quoted+"$A$1:$H$10" || !strings.Contains(names["_xlnm._FilterDatabase"], "$A$5:$H$8") {
		t.Errorf("names %v", names)
	}
	layout, _ := f.GetPageLayout(sheet)
	props, _ := f.GetSheetProps(sheet)
	panes, _ := f.GetPanes(sheet)
	if *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 || !*props.FitToPage || panes.YSplit != 5 || !panes.Freeze {
		t.Errorf("paper %+v, fit %v, panes %+v", layout, *props.FitToPage, panes)
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	several := report()
	several.More = []Table{report(), report()}
	several.More[0].Sheet, several.More[1].Sheet = "Hai", "Ba"
	if !bytes.Equal(written(t, several), written(t, several)) || !bytes.Equal(written(t, report()), written(t, report())) {
		t.Error("the same report gave different bytes")
	}
}

func TestWriteHostileText(t *testing.T) {
	long := strings.Repeat("ợ", 40_000)
	raw := written(t, Table{Sheet: "'[]:*?/\\'", Columns: []Column{{Head: "a"}}, Rows: [][]any{{"\x00\x1b<b>&\ufffe"}, {long}, {"=HYPERLINK(\"x\")"}, {"\t=1"}}})
	got, err := ReadTable(raw)
	if err != nil {
		t.Fatal(err)
	}
	if got[1][0] != "<b>&\ufffd" && got[1][0] != "<b>&" || got[3][0] != `=HYPERLINK("x")` || got[4][0] != "=1" {
		t.Errorf("cells %q %q %q", got[1], got[3], got[4])
	}
	if n := len([]rune(got[2][0])); n > 32_767 || !strings.HasSuffix(got[2][0], "…") {
		t.Errorf("a text of %d letters", n)
	}
	archive, err := safezip.Open(raw, safezip.Office)
	if err != nil {
		t.Fatal(err)
	}
	if part, err := archive.Read("xl/worksheets/sheet1.xml"); err != nil || bytes.Contains(part, []byte("<f>")) {
		t.Errorf("a formula was written: %v", err)
	}
}

func TestWriteRefusesWhatACallerMustNotDo(t *testing.T) {
	one := []Column{{Head: "a"}}
	for name, table := range map[string]Table{
		"no columns":         {},
		"too many values":    {Columns: one, Rows: [][]any{{1, 2}}},
		"a value of no kind": {Columns: one, Rows: [][]any{{struct{}{}}}},
	} {
		if err := Write(&bytes.Buffer{}, table); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// LibreOffice opens the report, and its own copy of it reads the same.
func TestLibreOfficeReadsTheSame(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("needs soffice, and time")
	}
	dir := t.TempDir()
	ours := filepath.Join(dir, "report.xlsx")
	raw := written(t, report())
	if err := os.WriteFile(ours, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), ours)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	theirs, err := os.ReadFile(filepath.Join(dir, "out", "report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := ReadTable(raw)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadTable(theirs)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("our file (-) and LibreOffice's (+):\n%s", diff)
	}
}

func BenchmarkWrite(b *testing.B) {
	t := Table{Columns: []Column{{Head: "TT", Kind: Number}, {Head: "Họ tên"}, {Head: "Ngày sinh", Kind: Date}, {Head: "Địa chỉ"}}}
	for i := range 20_000 {
		t.Rows = append(t.Rows, []any{i, "Nguyễn Thị Bình Minh", day.Must(2018, 6, 5), "Tổ dân phố Phố Nối, phường Mỹ Hào"})
	}
	for b.Loop() {
		if err := Write(&bytes.Buffer{}, t); err != nil {
			b.Fatal(err)
		}
	}
}
