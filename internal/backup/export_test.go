package backup_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

func export(t testing.TB, db *store.DB, files *store.Files, a actor.Actor) (map[string][]byte, backup.Summary) {
	t.Helper()
	var buf bytes.Buffer
	s, err := backup.Export(t.Context(), db, files, a, &buf, nil)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts, s
}

func csvRows(t testing.TB, data []byte) [][]string {
	t.Helper()
	text, marked := bytes.CutPrefix(data, []byte("\ufeff"))
	if !marked {
		t.Error("the CSV has no byte order mark: Excel would garble it")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// column gives the cells under a heading.
func column(t testing.TB, rows [][]string, heading string) []string {
	t.Helper()
	i := slices.Index(rows[0], heading)
	if i < 0 {
		t.Fatalf("no column %q in %q", heading, rows[0])
	}
	var out []string
	for _, r := range rows[1:] {
		cell := ""
		if i < len(r) { // a sheet leaves out empty cells at the end
			cell = r[i]
		}
		out = append(out, cell)
	}
	return out
}

// TestExportIsTheUnitsOwn fills two units and takes one: every word of the other stays away, and what this unit refers
// to comes along.
func TestExportIsTheUnitsOwn(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		files := newFiles(t)
		mine := newWard(t, db, files, "Phường Của Tôi", 7)
		other := newWard(t, db, files, "Xã Khác", 3)
		got, s := export(t, db, files, mine.officer())
		for name, data := range got {
			if bytes.Contains(data, []byte("Xã Khác")) || bytes.Contains(data, []byte(other.unit)) {
				t.Errorf("%s holds something of another unit", name)
			}
			if bytes.Contains(data, []byte("bi-mat")) || bytes.Contains(data, []byte("digest")) {
				t.Errorf("%s holds a secret", name)
			}
		}
		rows := map[string]int64{}
		for _, table := range s.Tables {
			rows[table.Name] = table.Rows
		}
		want := map[string]int64{"place": 1, "unit": 1, "body": 1, "body_name": 1, "position": 1, "plan": 1, "task": 7,
			"task_body": 7, "result": 7, "result_file": 7, "file": 2, "audit": 7,
			"reminder": 0, "reminder_for": 0, "reminder_digest": 0}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Errorf("rows by table:\n%s", diff)
		}
		if string(got["tep/lễ _mồng 1_-"+mine.photo.Hash[:8]+".jpg"]) != "Ảnh chụp buổi lễ của Phường Của Tôi" {
			t.Errorf("the attachment is not there under a readable name; parts are %q", names(got))
		}
		if string(got["ban-goc/kế hoạch 2026-"+mine.plan.Hash[:8]+".docx"]) != "Kế hoạch của Phường Của Tôi" {
			t.Errorf("the plan as it was brought in is not there; parts are %q", names(got))
		}
	})
}

func names(parts map[string][]byte) (out []string) {
	for name := range parts {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func TestExportNeedsTheRight(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 1)
	body := w.officer()
	body.Posts = []actor.Post{{Role: actor.RoleBody}}
	for name, a := range map[string]actor.Actor{"a body": body, "nobody": {}, "the program without a unit": actor.System("thử")} {
		var buf bytes.Buffer
		if _, err := backup.Export(t.Context(), db, files, a, &buf, nil); !errs.Is(err, errs.Forbidden) || buf.Len() > 0 {
			t.Errorf("%s got %d bytes and %v", name, buf.Len(), err)
		}
	}
}

// TestExportReadsTheSameEverywhere compares the CSV with what was put in, and the workbook with the CSV.
func TestExportReadsTheSameEverywhere(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", len(oddTexts))
	got, _ := export(t, db, files, w.officer())
	rows := csvRows(t, got["csv/nhiem-vu.csv"])
	var want []string
	for _, s := range oddTexts {
		s = strings.ReplaceAll(s, "\r\n", "\n") // CSV readers do not tell line ends apart
		if s != "" && strings.ContainsAny(s[:1], "=-+") {
			s = "'" + s
		}
		want = append(want, s)
	}
	if diff := cmp.Diff(want, column(t, rows, "Tên")); diff != "" {
		t.Errorf("titles in the CSV:\n%s", diff)
	}
	if due := column(t, rows, "Hạn")[0]; due != "30/06/2026" {
		t.Errorf("date %q", due)
	}
	if at := column(t, csvRows(t, got["csv/ket-qua.csv"]), "Lúc tạo")[0]; at != "05/06/2026 17:03:22" {
		t.Errorf("instant %q, want Vietnam's time", at)
	}
	if live := column(t, rows, "Đã xác nhận"); live[0] != "Có" || live[1] != "Không" {
		t.Errorf("booleans %q", live)
	}
	if file := column(t, csvRows(t, got["csv/tep-ket-qua.csv"]), "Tệp trong gói này")[0]; got[file] == nil {
		t.Errorf("the row names %q, which is not in the ZIP", file)
	}
	for _, secret := range []string{"title_fold", "match_key"} {
		if slices.Contains(rows[0], secret) {
			t.Errorf("column %s is for the program only", secret)
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(got["du-lieu.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet, err := book.GetRows("Nhiệm vụ")
	if err != nil {
		t.Fatal(err)
	}
	for i, title := range column(t, sheet, "Tên") {
		if plain := strings.ReplaceAll(oddTexts[i], "\r\n", "\n"); strings.ReplaceAll(title, "\r\n", "\n") != plain {
			t.Errorf("title in the workbook is %q, want %q", title, plain)
		}
	}
	if due := column(t, sheet, "Hạn")[0]; due != "30/06/2026" {
		t.Errorf("date in the workbook %q", due)
	}
	cell, _ := excelize.CoordinatesToCellName(slices.Index(sheet[0], "Tên")+1, 3) // the =HYPERLINK row
	if formula, _ := book.GetCellFormula("Nhiệm vụ", cell); formula != "" {
		t.Errorf("%s is a formula: %s", cell, formula)
	}
}

func TestExportCutsWhatNoCellHolds(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 0) // its plan has 42,000 letters
	got, _ := export(t, db, files, w.officer())
	whole := column(t, csvRows(t, got["csv/ke-hoach.csv"]), "Toàn văn")[0]
	if whole != strings.Repeat("Toàn văn dài. ", 3000) {
		t.Errorf("the CSV has %d bytes of the text", len(whole))
	}
	book, err := excelize.OpenReader(bytes.NewReader(got["du-lieu.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet, err := book.GetRows("Kế hoạch")
	if err != nil {
		t.Fatal(err)
	}
	cut := []rune(column(t, sheet, "Toàn văn")[0])
	if len(cut) != 32767 || !strings.HasSuffix(string(cut), "[còn nữa, xem đủ trong csv/ke-hoach.csv]") {
		t.Errorf("the cell has %d letters and ends with %q", len(cut), string(cut[len(cut)-60:]))
	}
}

func TestExportTellsOfLostFiles(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 2)
	damage(t, files, w.photo.Hash)
	got, s := export(t, db, files, w.officer())
	guide := string(got["DOC-TRUOC.txt"])
	if len(s.Lost) != 1 || !strings.Contains(guide, "TỆP ĐÃ MẤT") || !strings.Contains(guide, strings.ReplaceAll(s.Lost[0], "/", `\`)) {
		t.Errorf("lost %q; guide:\n%s", s.Lost, guide)
	}
	for _, want := range []string{"TOÀN BỘ DỮ LIỆU CỦA PHƯỜNG THỬ", "Nhiệm vụ: 2 dòng"} {
		if !strings.Contains(guide, want) {
			t.Errorf("the guide does not say %q:\n%s", want, guide)
		}
	}
}

// TestExportNamesAreSafe looks at every path of the ZIP when the names that people gave are hostile.
func TestExportNamesAreSafe(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 1)
	writer, _ := db.Raw()
	for _, name := range []string{"../../../etc/passwd", `..\..\windows\win.ini`, "/", "", "...", "a\x00b\nc", "CON", "x.e/xe", strings.Repeat("dài ", 200) + ".pdf", "tệp.\u202Efdp.exe", "a:b*c?"} {
		if _, err := writer.Exec(`UPDATE result_file SET name = $1`, name); err != nil {
			t.Fatal(err)
		}
		got, _ := export(t, db, files, w.officer())
		seen := 0
		for part := range got {
			rest, ok := strings.CutPrefix(part, "tep/")
			if !ok {
				continue
			}
			seen++
			if path.Base(rest) != rest || strings.ContainsAny(rest, "\\/:*?\"<>|\x00\n\u202e") || len([]rune(rest)) > 100 || strings.HasPrefix(rest, ".") {
				t.Errorf("%q became %q", name, part)
			}
		}
		if seen != 1 {
			t.Errorf("%q gave %d files", name, seen)
		}
	}
}

// TestEveryColumnHasWords wants a heading for each column that an officer sees. Add new ones to export_words.go.
func TestEveryColumnHasWords(t *testing.T) {
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 1)
	got, s := export(t, db, files, w.officer())
	known := map[string]bool{}
	for _, table := range s.Tables {
		for _, c := range table.Columns {
			known[c.Name] = true
		}
	}
	for name, data := range got {
		if path.Dir(name) != "csv" {
			continue
		}
		for _, heading := range csvRows(t, data)[0] {
			if known[heading] {
				t.Errorf("%s: the column %q has no Vietnamese heading", name, heading)
			}
		}
	}
}

func TestExportLeavesNoTemporaryFiles(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	db, files := template.SQLite(t), newFiles(t)
	w := newWard(t, db, files, "Phường Thử", 50)
	export(t, db, files, w.officer())
	left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "excelize-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
