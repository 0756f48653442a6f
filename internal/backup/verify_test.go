package backup_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// parts is an archive taken apart, so that a test can put another one together.
type parts struct {
	sum   backup.Summary
	files map[string][]byte // all but the manifest
	extra []string          // names written a second time
}

func takeApart(t testing.TB, path string) *parts {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	p := &parts{files: map[string][]byte{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		p.files[f.Name] = data
	}
	if err := json.Unmarshal(p.files["manifest.json"], &p.sum); err != nil {
		t.Fatal(err)
	}
	delete(p.files, "manifest.json")
	return p
}

func (p *parts) write(t testing.TB) string {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	add := func(name string, data []byte) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		add(name, p.files[name])
	}
	for _, name := range p.extra {
		add(name, p.files[name])
	}
	manifest, err := json.Marshal(p.sum)
	if err != nil {
		t.Fatal(err)
	}
	if p.sum.Format >= 0 { // a negative format stands for no manifest at all
		add("manifest.json", manifest)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "khac.zip")
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (p *parts) table(name string) *backup.Table {
	i := slices.IndexFunc(p.sum.Tables, func(t backup.Table) bool { return t.Name == name })
	return &p.sum.Tables[i]
}

// rewrite changes the rows of a table and makes the manifest agree with them.
func (p *parts) rewrite(name string, change func(lines []string) []string) {
	part := "tables/" + name + ".jsonl"
	lines := strings.Split(strings.TrimSuffix(string(p.files[part]), "\n"), "\n")
	lines = change(lines)
	text := strings.Join(lines, "\n") + "\n"
	p.files[part] = []byte(text)
	sum := sha256.Sum256([]byte(text))
	t := p.table(name)
	t.Rows, t.Bytes, t.SHA256 = int64(len(lines)), int64(len(text)), hex.EncodeToString(sum[:])
}

func firstLine(change func(string) string) func([]string) []string {
	return func(lines []string) []string {
		lines[0] = change(lines[0])
		return lines
	}
}

func replaced(old, by string) func([]string) []string {
	return firstLine(func(s string) string { return strings.Replace(s, old, by, 1) })
}

// bad archives, each with a piece of what a person is told.
var badArchives = []struct {
	name string
	make func(p *parts)
	want string
}{
	{"no manifest", func(p *parts) { p.sum.Format = -1 }, "thiếu mục lục"},
	{"format of the future", func(p *parts) { p.sum.Format = 99 }, "mới hơn"},
	{"format missing", func(p *parts) { p.sum.Format = 0 }, "không ghi dạng"},
	{"path out of the archive", func(p *parts) { p.files["../../etc/passwd"] = []byte("x") }, "phần lạ"},
	{"absolute path", func(p *parts) { p.files["/tmp/x"] = []byte("x") }, "phần lạ"},
	{"part twice", func(p *parts) { p.extra = []string{"tables/task.jsonl"} }, "hai phần cùng tên"},
	{"part missing", func(p *parts) { delete(p.files, "tables/task.jsonl") }, "thiếu phần tables/task.jsonl"},
	{"hash that is a path", func(p *parts) { p.sum.Files[0].Hash = "../../../../x" }, "ghi sai một tệp"},
	{"unknown table", func(p *parts) { p.table("task").Name = "sqlite_schema" }, `bảng lạ "sqlite_schema"`},
	{"table that is never in an archive", func(p *parts) { p.table("task").Name = "session" }, `bảng lạ "session"`},
	{"table twice", func(p *parts) { p.sum.Tables = append(p.sum.Tables, *p.table("task")) }, "hai lần"},
	{"column twice", func(p *parts) { p.table("task").Columns[1].Name = "id" }, `cột "id"`},
	{"column that is SQL", func(p *parts) { p.table("task").Columns[1].Name = `x"; DROP TABLE unit; --` }, "ghi sai cột"},
	{"unknown kind", func(p *parts) { p.table("task").Columns[1].Kind = "blob" }, "ghi sai cột"},
	{"no columns", func(p *parts) { p.table("task").Columns = nil }, "ghi sai bảng task"},
	{"declares more than it can hold", func(p *parts) { p.table("task").Bytes = 1 << 50 }, "phình ra quá lớn"},
	{"negative size", func(p *parts) { p.table("task").Bytes = -1 }, "phình ra quá lớn"},
	{"inflates beyond its size", func(p *parts) { p.files["tables/task.jsonl"] = bytes.Repeat([]byte(" "), 30<<20) }, "bảng task"},
	{"one bit of a table", func(p *parts) { flip(p.files["tables/task.jsonl"]) }, "bảng task"},
	{"one bit of an attachment", func(p *parts) { flip(p.files["files/"+p.sum.Files[0].Hash]) }, "tệp đính kèm"},
	{"attachment cut short", func(p *parts) { p.files["files/"+p.sum.Files[0].Hash] = []byte("K") }, "tệp đính kèm"},
	{"rows missing", func(p *parts) { p.table("task").Rows++ }, "mục lục ghi"},
	{"attachment without its row", func(p *parts) { p.rewrite("file", func(l []string) []string { return l[:1] }) }, "tệp đính kèm"},
	{"row without its attachment", func(p *parts) {
		delete(p.files, "files/"+p.sum.Files[0].Hash)
		p.sum.Files = p.sum.Files[1:]
	}, "không có trong bản sao lưu"},
	{"text for a number", func(p *parts) { p.rewrite("task", replaced(",2026,", `,"2026",`)) }, "bảng task, dòng 1: cột year cần là số nguyên"},
	{"fraction for a number", func(p *parts) { p.rewrite("task", replaced(",2026,", `,2026.5,`)) }, "cột year cần là số nguyên"},
	{"number out of range", func(p *parts) { p.rewrite("task", replaced(",2026,", `,1e40,`)) }, "cột year cần là số nguyên"},
	{"number for text", func(p *parts) { p.rewrite("unit", replaced(`["`, `[7,"`)) }, "bảng unit, dòng 1"},
	{"number for a boolean", func(p *parts) { p.rewrite("unit", replaced("false", "0")) }, "cần là đúng hoặc sai"},
	{"object for text", func(p *parts) { p.rewrite("unit", replaced(`"Tỉnh Thử"`, `{"a":1}`)) }, "cần là chữ"},
	{"NUL in text", func(p *parts) { p.rewrite("unit", replaced("Tỉnh Thử", `\u0000`)) }, "cần là chữ"},
	{"column too few", func(p *parts) { p.rewrite("unit", firstLine(func(string) string { return `["x"]` })) }, "có 1 cột"},
	{"no JSON", func(p *parts) { p.rewrite("unit", firstLine(func(string) string { return "không phải JSON" })) }, "dòng 1: không đọc được"},
	{"two rows in a line", func(p *parts) { p.rewrite("unit", firstLine(func(s string) string { return s + s })) }, "phần thừa"},
}

func flip(b []byte) { b[len(b)/2] ^= 1 }

func TestVerifyRefuses(t *testing.T) {
	good := someArchive(t)
	for _, c := range badArchives {
		t.Run(c.name, func(t *testing.T) {
			p := takeApart(t, good)
			c.make(p)
			_, err := backup.Verify(t.Context(), p.write(t))
			if k := errs.KindOf(err); err == nil || k != errs.Invalid && k != errs.TooLarge {
				t.Fatalf("got %v", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("the message does not say %q: %v", c.want, err)
			}
		})
	}
}

func someArchive(t testing.TB) string {
	t.Helper()
	db, files := template.SQLite(t), newFiles(t)
	newWard(t, db, files, "Phường Thử", 4)
	w := &ward{db: db}
	writer, _ := db.Raw()
	if _, err := writer.Exec(`UPDATE unit SET province = 'Tỉnh Thử'`); err != nil {
		t.Fatal(err)
	}
	w.insert(t, "place", row{"id": "p", "name": "Nơi khác"})
	path, _ := archive(t, db, files)
	return path
}

// TestVerifyRefusesACutFile cuts a good archive at every tenth of its length.
func TestVerifyRefusesACutFile(t *testing.T) {
	good, err := os.ReadFile(someArchive(t))
	if err != nil {
		t.Fatal(err)
	}
	for tenth := range 10 {
		path := filepath.Join(t.TempDir(), "cut.zip")
		if err := os.WriteFile(path, good[:len(good)*tenth/10], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Verify(t.Context(), path); !errs.Is(err, errs.Invalid) {
			t.Errorf("cut at %d/10: %v", tenth, err)
		}
	}
	if _, err := backup.Verify(t.Context(), filepath.Join(t.TempDir(), "khong-co.zip")); !errs.Is(err, errs.NotFound) {
		t.Errorf("no file: %v", err)
	}
}

// archives that are whole in themselves and do not fit the database.
var unfitArchives = []struct {
	name string
	make func(p *parts)
	want string
}{
	{"newer schema", func(p *parts) { p.sum.Schema = 99990101000000 }, "mới hơn chương trình này"},
	{"unknown column", func(p *parts) { p.table("unit").Columns[1].Name = "la_lam" }, `cột "la_lam" của bảng unit`},
	{"column missing", func(p *parts) {
		p.table("place").Columns = p.table("place").Columns[:1]
		p.rewrite("place", func(lines []string) []string {
			for i, l := range lines {
				lines[i] = l[:strings.Index(l, ",")] + "]"
			}
			return lines
		})
	}, "thiếu cột"},
	{"row that points nowhere", func(p *parts) {
		p.rewrite("task", func(lines []string) []string { return nil })
		p.files["tables/task.jsonl"] = nil
		empty := sha256.Sum256(nil)
		*p.table("task") = backup.Table{Name: "task", SHA256: hex.EncodeToString(empty[:]), Columns: p.table("task").Columns}
	}, "trỏ tới dòng không có"},
	{"two rows of one key", func(p *parts) {
		p.rewrite("unit", func(lines []string) []string { return append(lines, lines[0]) })
	}, "trùng nhau"},
	{"empty cell that may not be", func(p *parts) { p.rewrite("unit", replaced(`"Tỉnh Thử"`, "null")) }, "thiếu giá trị"},
}

// TestRestoreLeavesNothingBehind gives archives that fail late, on both engines: rows and files are as before.
func TestRestoreLeavesNothingBehind(t *testing.T) {
	good := someArchive(t)
	for _, c := range unfitArchives {
		t.Run(c.name, func(t *testing.T) {
			p := takeApart(t, good)
			c.make(p)
			path := p.write(t)
			template.Each(t, func(t *testing.T, db *store.DB) {
				files := newFiles(t)
				mine := put(t, files, "Ảnh chụp buổi lễ của Phường Thử") // in the archive too
				(&ward{db: db}).insert(t, "place", row{"id": "sẵn có"})
				_, err := backup.Restore(t.Context(), path, db, files, nil)
				if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), c.want) {
					t.Errorf("want %q, got %v", c.want, err)
				}
				if countRows(t, db, "place") != 1 || countRows(t, db, "unit")+countRows(t, db, "file")+countRows(t, db, "account") != 0 {
					t.Error("rows were left behind")
				}
				var left []string
				if err := files.Walk(func(h string, _ int64) error { left = append(left, h); return nil }); err != nil {
					t.Fatal(err)
				}
				if len(left) != 1 || left[0] != mine.Hash {
					t.Errorf("attachments are %v, want only the one that was there", left)
				}
			})
		})
	}
}

func TestRestoreChecksBeforeItWrites(t *testing.T) {
	p := takeApart(t, someArchive(t))
	flip(p.files["tables/task.jsonl"])
	db := template.SQLite(t)
	if _, err := backup.Restore(t.Context(), p.write(t), db, newFiles(t), nil); !errs.Is(err, errs.Invalid) {
		t.Errorf("a damaged archive reached the database: %v", err)
	}
	if n := countRows(t, db, "place"); n != 0 {
		t.Errorf("%d places from a damaged archive", n)
	}
}
