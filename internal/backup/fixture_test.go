package backup_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// The features declare these tables in the program; the backup knows them only by their declarations.
func init() {
	store.Declare(
		store.Table{Name: "place", Reference: true, Title: "Địa bàn"},
		store.Table{Name: "place_edition", Reference: true, Title: "Bản danh mục"},
		store.Table{Name: "unit", Title: "Đơn vị"},
		store.Table{Name: "body", Scoped: true, Title: "Cơ quan"},
		store.Table{Name: "body_name", Scoped: true, Title: "Tên cơ quan"},
		store.Table{Name: "account", Growing: true, Private: true},
		store.Table{Name: "position", Growing: true, Title: "Chức danh"},
		store.Table{Name: "session", Growing: true, Private: true},
		store.Table{Name: "reset_code", Growing: true, Private: true},
		store.Table{Name: "plan", Growing: true, Scoped: true, Title: "Kế hoạch"},
		store.Table{Name: "task", Growing: true, Scoped: true, Title: "Nhiệm vụ"},
		store.Table{Name: "task_body", Growing: true, Scoped: true, Title: "Cơ quan của nhiệm vụ"},
		store.Table{Name: "result", Growing: true, Scoped: true, Title: "Kết quả"},
		store.Table{Name: "result_file", Growing: true, Scoped: true, Title: "Tệp kết quả"},
		store.Table{Name: "task_word", Growing: true, Private: true},
		store.Table{Name: "reminder", Growing: true, Scoped: true, Title: "Nhắc việc"},
		store.Table{Name: "reminder_for", Growing: true, Scoped: true, Title: "Người được nhắc"},
		store.Table{Name: "reminder_digest", Growing: true, Scoped: true, Title: "Bản nhắc mỗi ngày"},
		store.Table{Name: "reminder_setting", Growing: true, Private: true},
	)
}

var template = &storetest.Template{Migrations: merged()}

func merged() fs.FS {
	all, err := store.Merge(store.CoreMigrations(), os.DirFS("../feature/org/migrations"),
		os.DirFS("../feature/account/migrations"), os.DirFS("../feature/plan/migrations"),
		os.DirFS("../feature/reminder/migrations"))
	if err != nil {
		panic(err)
	}
	return all
}

// ward is an invented unit with everything that the tables can hold.
type ward struct {
	db    *store.DB
	unit  string
	plan  store.Kept
	photo store.Kept
	ids   struct{ plan, body, account string }
}

var oddTexts = []string{
	"Tổ chức Tháng hành động vì trẻ em",
	"=HYPERLINK(\"http://vi.du/\",\"bấm\")",
	"- Phối hợp; \"ngoặc\", dấu phẩy,\ndòng hai\r\ndòng ba\ttab",
	"\u2028 <b>&amp;</b> 𝒯 👧🏽 \\u0000 ' `",
	"+84 900 000 000",
	"",
	"   cách đầu và cuối   ",
}

func newFiles(t testing.TB) *store.Files {
	t.Helper()
	files, err := store.OpenFiles(filepath.Join(t.TempDir(), "tep"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func put(t testing.TB, files *store.Files, content string) store.Kept {
	t.Helper()
	k, err := files.Put(strings.NewReader(content), store.MaxFile)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// newWard fills a database with a place, a unit, its bodies and people, one plan and n tasks with a result each.
func newWard(t testing.TB, db *store.DB, files *store.Files, name string, n int) *ward {
	t.Helper()
	w := &ward{db: db, unit: ident.New()}
	w.plan = put(t, files, "Kế hoạch của "+name)
	w.photo = put(t, files, "Ảnh chụp buổi lễ của "+name)
	place, body, account, plan := ident.New(), ident.New(), ident.New(), ident.New()
	w.ids.plan, w.ids.body, w.ids.account = plan, body, account
	w.insert(t, "place", row{"id": place, "code": "0" + w.unit, "kind": "ward", "name": name, "valid_from": "2025-07-01"})
	w.insert(t, "unit", row{"id": w.unit, "place_id": place, "slug": "don-vi-" + w.unit, "name": name, "created_at": 1767225600000})
	w.insert(t, "body", row{"id": body, "unit_id": w.unit, "name": "Phòng Văn hóa – Xã hội", "valid_from": "2025-07-01"})
	w.insert(t, "body_name", row{"id": ident.New(), "body_id": body, "unit_id": w.unit, "name": "Phòng VH-XH", "match_key": "vh xh", "alias": true})
	w.insert(t, "account", row{"id": account, "username": "hoa." + w.unit, "name": "Trần Thu Hoa", "password": "$argon2id$bi-mat", "active": true})
	w.insert(t, "position", row{"id": ident.New(), "account_id": account, "unit_id": w.unit, "body_id": body, "title": "Chuyên viên", "role": "officer"})
	w.insert(t, "session", row{"id": ident.New(), "digest": "digest-" + w.unit, "account_id": account})
	w.insert(t, "reset_code", row{"id": ident.New(), "account_id": account})
	w.insert(t, "request_key", row{"key": ident.New(), "account_id": account})
	for _, k := range []store.Kept{w.plan, w.photo} {
		w.insert(t, "file", row{"hash": k.Hash, "size": k.Size, "media": k.Media, "created_at": 1767225600000})
	}
	w.insert(t, "plan", row{"id": plan, "unit_id": w.unit, "year": 2026, "title": "Kế hoạch năm 2026", "issued_on": "2026-02-13",
		"source_name": "kế hoạch 2026.docx", "source_hash": w.plan.Hash, "source_text": strings.Repeat("Toàn văn dài. ", 3000)})
	w.addTasks(t, n)
	return w
}

func (w *ward) addTasks(t testing.TB, n int) {
	t.Helper()
	plan, body, account := w.ids.plan, w.ids.body, w.ids.account
	for i := range n {
		text := oddTexts[i%len(oddTexts)]
		task, result := ident.New(), ident.New()
		w.insert(t, "task", row{"id": task, "unit_id": w.unit, "plan_id": plan, "year": 2026, "live": i%2 == 0, "seq": i, "title": text, "title_fold": "k", "due_on": "2026-06-30"})
		w.insert(t, "task_body", row{"id": ident.New(), "unit_id": w.unit, "task_id": task, "plan_id": plan, "name": "Phòng VH-XH", "body_id": body})
		w.insert(t, "task_word", row{"unit_id": w.unit, "word": fmt.Sprint("tu", i), "year": 2026, "task_id": task})
		w.insert(t, "result", row{"id": result, "unit_id": w.unit, "task_id": task, "body_id": body, "account_id": account, "done_on": "2026-06-05", "text": text, "created_at": 1780653802000})
		w.insert(t, "result_file", row{"id": ident.New(), "unit_id": w.unit, "result_id": result, "task_id": task, "name": photoName, "hash": w.photo.Hash, "size": w.photo.Size})
		w.insert(t, "audit", row{"id": ident.New(), "at": 1780653802000, "unit_id": w.unit, "kind": "task", "record_id": task, "action": "Ghi kết quả", "after": `{"Kết quả":"x"}`})
	}
}

const photoName = `C:\ảnh\..\lễ "mồng 1".jpg`

// row is a row of a table; columns that it does not name are empty.
type row map[string]any

func (w *ward) insert(t testing.TB, table string, r row) {
	t.Helper()
	writer, _ := w.db.Raw()
	columns := columnsOf(t, w.db, table)
	var names, marks []string
	var values []any
	for _, c := range columns {
		v, given := r[c.Name()]
		if !given {
			v = map[string]any{"TEXT": "", "BIGINT": 0, "INT8": 0, "BOOLEAN": false, "BOOL": false}[c.DatabaseTypeName()]
		}
		names, values = append(names, c.Name()), append(values, v)
		marks = append(marks, fmt.Sprintf("$%d", len(values)))
	}
	for name := range r {
		if !slices.Contains(names, name) {
			t.Fatalf("table %s has no column %s", table, name)
		}
	}
	query := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	if _, err := writer.ExecContext(context.Background(), query, values...); err != nil {
		t.Fatalf("%s: %v", table, err)
	}
}

func columnsOf(t testing.TB, db *store.DB, table string) []*sql.ColumnType {
	t.Helper()
	writer, _ := db.Raw()
	rows, err := writer.Query("SELECT * FROM " + table + " LIMIT 0")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	return columns
}

func (w *ward) officer() actor.Actor {
	return actor.Actor{AccountID: "a", Name: "Trần Thu Hoa", UnitID: w.unit, Posts: []actor.Post{{Role: actor.RoleOfficer}}}
}

// archive writes a backup to a file.
func archive(t testing.TB, db *store.DB, files *store.Files) (path string, s backup.Summary) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "sao-luu.zip")
	s, err := backup.WriteFile(t.Context(), db, files, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return path, s
}

func countRows(t testing.TB, db *store.DB, table string) (n int) {
	t.Helper()
	writer, _ := db.Raw()
	if err := writer.QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
