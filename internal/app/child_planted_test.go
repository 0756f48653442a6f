package app_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// planted is one kind of error in a table, and the field whose cell must be named.
type planted struct {
	name  string
	field string // column of the register that the words must stand at
	spoil func(c *invented, all []invented, i int)
}

// kindsOfErrors are what goes wrong in tables of children.
var kindsOfErrors = []planted{
	{"no name", "ho-ten", func(c *invented, _ []invented, _ int) { c.Name = "" }},
	{"a name of digits", "ho-ten", func(c *invented, _ []invented, _ int) { c.Name = "123" }},
	{"a name too long", "ho-ten", func(c *invented, _ []invented, _ int) { c.Name = strings.Repeat("Nguyễn ", 20) }},
	{"no birth", "ngay-sinh", func(c *invented, _ []invented, _ int) { c.Birth = "" }},
	{"a day that is not", "ngay-sinh", func(c *invented, _ []invented, _ int) { c.Birth = "31/02/2019" }},
	{"a month that is not", "ngay-sinh", func(c *invented, _ []invented, _ int) { c.Birth = "15/13/2019" }},
	{"words for a birth", "ngay-sinh", func(c *invented, _ []invented, _ int) { c.Birth = "mùa xuân" }},
	{"born tomorrow", "ngay-sinh", func(c *invented, _ []invented, _ int) { c.Birth = "13/05/2026" }},
	{"aged 17", "ngay-sinh", func(c *invented, _ []invented, _ int) { c.Birth = "01/02/2009" }},
	{"a slip of the keys", "ngay-sinh", func(c *invented, _ []invented, _ int) { c.Birth = "15/06/0219" }},
	{"no sex", "gioi", func(c *invented, _ []invented, _ int) { c.Sex = "" }},
	{"an unknown sex", "gioi", func(c *invented, _ []invented, _ int) { c.Sex = "12" }},
	{"11 digits", "so-dinh-danh", func(c *invented, _ []invented, i int) { c.Number = fmt.Sprintf("332180%05d", i) }},
	{"13 digits", "so-dinh-danh", func(c *invented, _ []invented, i int) { c.Number = fmt.Sprintf("03321800%05d", i) }},
	{"letters in a number", "so-dinh-danh", func(c *invented, _ []invented, i int) { c.Number = fmt.Sprintf("0332180O%04d", i) }},
	{"a number in the register", "so-dinh-danh", func(c *invented, _ []invented, _ int) { c.Number = "033318999123" }},
	{"a number of an earlier row", "so-dinh-danh", func(c *invented, all []invented, i int) { c.Number = numberBefore(all, i) }},
	{"an unknown hamlet", "thon", func(c *invented, _ []invented, _ int) { c.Hamlet = "Tổ dân phố số 88" }},
	{"an unknown ethnic group", "dan-toc", func(c *invented, _ []invented, _ int) { c.Ethnic = "Sao Hỏa" }},
	{"a broken formula", "me", func(c *invented, _ []invented, _ int) { c.Mother = "#REF!" }},
	{"a phone too long", "dien-thoai", func(c *invented, _ []invented, _ int) { c.Phone = strings.Repeat("0912345678 ", 4) }},
	{"a class too long", "lop", func(c *invented, _ []invented, _ int) { c.Class = strings.Repeat("lớp ", 12) }},
}

// numberBefore is the number of an early row that is not spoiled itself.
func numberBefore(all []invented, i int) string {
	for j := i - 1; j >= 0; j-- {
		if j%25 != 0 && len(all[j].Number) == 12 {
			return all[j].Number
		}
	}
	return ""
}

// dump is every row of every table that is part of the data: not the history and its chain, the work of the program, what imports
// themselves keep, nor the counters that never go back.
func (w *world) dump() map[string]string {
	w.t.Helper()
	leave := []string{"audit", "seal", "job", "register_import", "register_mapping", "register_number", "register_change", "register_turn", "sqlite_", "goose", "request_key", "session", "outbox", "telemetry", "twin_run", "once", "read_trace"}
	tables := strings.Split(w.asked("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"), "\n")
	out := map[string]string{}
	for _, name := range tables {
		skip := false
		for _, l := range leave {
			skip = skip || strings.Contains(name, l)
		}
		if skip {
			continue
		}
		where := ""
		if name == "register_tally" {
			where = " WHERE n <> 0"
		}
		lines := strings.Split(w.asked("SELECT * FROM "+name+where), "\n")
		sort.Strings(lines)
		out[name] = fmt.Sprintf("%d rows, %x", len(lines), sha256.Sum256([]byte(strings.Join(lines, "\n"))))
	}
	return out
}

func (w *world) sameData(name string, before map[string]string) {
	w.t.Helper()
	for table, now := range w.dump() {
		if before[table] != now {
			w.t.Errorf("%s: %s is %s, was %s", name, table, now, before[table])
		}
	}
}

func TestErrorsPlantedInATable(t *testing.T) { plantErrors(t, 500, 20) }

func TestTwoHundredErrorsInFiveThousandRows(t *testing.T) {
	if os.Getenv("MANGNON_LONG") == "" {
		t.Skip("five thousand rows are written and taken back, minutes of computing: set MANGNON_LONG")
	}
	plantErrors(t, 5000, 200)
}

// plantErrors brings a table with errors: each is found at its row and its cell, none of them is written, all others are, and taken
// back the database is what it was.
func plantErrors(t *testing.T, rows, errors int) {
	t.Helper()
	w := newWorld(t, template.SQLite(t))
	w.addChild("there", "ho-ten", "Trịnh Sẵn Có", "so-dinh-danh", "033318999123")
	list := invent(t, rows, 11)
	good := append([]invented(nil), list...)
	wrong := map[int]planted{}
	for k := range errors {
		i := (k+1)*rows/errors - 1
		p := kindsOfErrors[k%len(kindsOfErrors)]
		p.spoil(&list[i], good, i)
		wrong[i+2] = p // as Excel counts the rows, with the head
	}
	before := w.dump()
	w.bringChildren("hoa.tt", request{Files: []upload{{"tep", "danh sách.csv", tableText(plainTable(list), ";")}}})
	w.sameData("a preview", before)
	verdicts := w.asked("SELECT verdict, COUNT(*) FROM register_import_row GROUP BY verdict ORDER BY verdict")
	found := 0
	for _, line := range strings.Split(w.asked("SELECT n, verdict, words FROM register_import_row WHERE import_id = ? AND verdict = 'error' ORDER BY n", w.samples["batch"]), "\n") {
		part := strings.SplitN(line, "|", 3)
		var n int
		_, _ = fmt.Sscan(part[0], &n)
		words := map[string]string{}
		_ = json.Unmarshal([]byte(part[2]), &words)
		p, ok := wrong[n]
		if !ok || words[p.field] == "" {
			t.Errorf("row %d (%s, %t) is said to be wrong: %s", n, p.name, ok, part[2])
			continue
		}
		found++
	}
	if found != errors {
		t.Errorf("%d of %d errors are found; %s", found, errors, verdicts)
	}
	// Families of a ward are alike: who may be one child is asked, and the officer says that they are not.
	a := w.do(request{As: "hoa.tt", Path: childImports + "/{batch}/quyet", Form: form("once", "sure", "chon", "them", "chac", "1")})
	if a.Code != 303 {
		t.Fatalf("deciding all is answered with %d: %s", a.Code, words(a.doc))
	}
	receipt := squash(w.writeChildren("hoa.tt").doc.Find("main").Text())
	if !strings.Contains(receipt, vi.Int(rows-errors)+" thêm mới, 0 cập nhật, "+vi.Int(errors)+" dòng không ghi") {
		t.Errorf("the receipt says %s\n%s", receipt[:min(len(receipt), 600)], w.asked("SELECT n, verdict, choice, done, twin_id, words FROM register_import_row WHERE import_id = ? AND done = 'left' AND verdict <> 'error' LIMIT 5", w.samples["batch"]))
	}
	for n := range wrong {
		if got := w.asked("SELECT record_id FROM register_import_row WHERE import_id = ? AND n = ?", w.samples["batch"], n); got != "" {
			t.Errorf("row %d, which is wrong, was written", n)
		}
	}
	w.undoChildren("hoa.tt")
	w.sameData("taken back", before)
}
