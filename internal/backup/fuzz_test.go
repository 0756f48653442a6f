package backup_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/backup"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// The fuzz tests stop at Verify, which is all that reads foreign bytes: what Restore gets are typed rows of columns that
// the database has. They keep SQLite out, which is too slow when it is instrumented.

const placeColumns = `[{"name":"id","kind":"text"},{"name":"year","kind":"integer"},{"name":"live","kind":"boolean"}]`

// FuzzRestore puts any manifest and any rows together to an archive whose hashes and numbers are right. Whatever the
// bytes say, a person gets words and nothing panics.
func FuzzRestore(f *testing.F) {
	f.Add([]byte(`{"format":1,"schema":20261123000400,"at":"2026-11-23T01:02:03Z","tables":[{"name":"place","columns":`+placeColumns+`}]}`), []byte("[\"Mỹ Hào\",2026,true]\n[null,-1,false]\n"))
	f.Add([]byte(`{"format":1,"tables":[{"name":"file","columns":[{"name":"hash","kind":"text"},{"name":"size","kind":"integer"}]}],"lost":["ab"]}`), []byte("[\"ab\",3]\n"))
	f.Add([]byte(`{"format":1,"files":[{"hash":"e3b0","size":1}]}`), []byte(""))
	f.Fuzz(func(t *testing.T, manifest, rows []byte) {
		var s backup.Summary
		if json.Unmarshal(manifest, &s) != nil {
			return
		}
		sum := sha256.Sum256(rows)
		p := &parts{files: map[string][]byte{}}
		for i := range s.Tables {
			s.Tables[i].SHA256, s.Tables[i].Bytes, s.Tables[i].Rows = hex.EncodeToString(sum[:]), int64(len(rows)), lines(rows)
			p.files["tables/"+s.Tables[i].Name+".jsonl"] = rows
		}
		p.sum = s
		got, err := backup.Verify(t.Context(), p.write(t))
		if err != nil && errs.KindOf(err) == errs.Internal {
			t.Errorf("an error without words: %v", err)
		}
		if err == nil && got.Rows() != lines(rows)*int64(len(s.Tables)) {
			t.Errorf("%d rows verified of %d", got.Rows(), lines(rows))
		}
	})
}

func lines(b []byte) int64 {
	n := int64(bytes.Count(b, []byte("\n")))
	if len(b) > 0 && !bytes.HasSuffix(b, []byte("\n")) {
		n++
	}
	return n
}

// FuzzVerify gives bytes that may be no ZIP at all.
func FuzzVerify(f *testing.F) {
	rows := []byte("[\"Mỹ Hào\",2026,true]\n")
	sum := sha256.Sum256(rows)
	p := &parts{files: map[string][]byte{"tables/place.jsonl": rows}, sum: backup.Summary{Format: 1, Tables: []backup.Table{{Name: "place", Rows: 1,
		Bytes: int64(len(rows)), SHA256: hex.EncodeToString(sum[:])}}}}
	if err := json.Unmarshal([]byte(placeColumns), &p.sum.Tables[0].Columns); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(p.write(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		path := filepath.Join(t.TempDir(), "x.zip")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Verify(t.Context(), path); err != nil && errs.KindOf(err) == errs.Internal {
			t.Errorf("an error without words: %v", err)
		}
	})
}
