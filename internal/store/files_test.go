package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

func newFiles(t testing.TB) *store.Files {
	t.Helper()
	f, err := store.OpenFiles(filepath.Join(t.TempDir(), "tep"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// everything lists all names under the folder, also those that Walk leaves out.
func everything(t testing.TB, f *store.Files) (names []string) {
	t.Helper()
	err := filepath.WalkDir(f.Dir(), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, d.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFilesGiveBackWhatTheyGot(t *testing.T) {
	f := newFiles(t)
	rapid.Check(t, func(rt *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 1, 5000).Draw(rt, "content")
		k, err := f.Put(iotest.OneByteReader(bytes.NewReader(content)), 5000)
		if err != nil {
			rt.Fatal(err)
		}
		sum := sha256.Sum256(content)
		if k.Hash != hex.EncodeToString(sum[:]) || k.Size != int64(len(content)) || !f.Has(k.Hash) {
			rt.Fatalf("kept as %+v", k)
		}
		r, err := f.Open(k.Hash)
		if err != nil {
			rt.Fatal(err)
		}
		defer r.Close()
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content) {
			rt.Fatalf("read %d bytes of %d, %v", len(got), len(content), err)
		}
	})
}

func TestPutRefuses(t *testing.T) {
	broken := errors.New("đường truyền đứt")
	cases := []struct {
		name string
		from io.Reader
		kind errs.Kind
	}{
		{"one byte too many", strings.NewReader("12345678901"), errs.TooLarge},
		{"much too much", io.LimitReader(zeros{}, 1<<40), errs.TooLarge},
		{"nothing", strings.NewReader(""), errs.Invalid},
		{"a reader that breaks", io.MultiReader(strings.NewReader("123"), iotest.ErrReader(broken)), errs.Internal},
		{"a reader with words of its own", iotest.ErrReader(errs.New(errs.TooMany, "chậm lại")), errs.TooMany},
		{"a full disk", iotest.ErrReader(&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}), errs.Full},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := newFiles(t)
			_, err := f.Put(c.from, 10)
			if err == nil || errs.KindOf(err) != c.kind {
				t.Errorf("got %v, want %v", err, c.kind)
			}
			if left := everything(t, f); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	f := newFiles(t)
	if _, err := f.Put(strings.NewReader("1234567890"), 10); err != nil {
		t.Errorf("exactly at the limit: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestSameBytesAreKeptOnce(t *testing.T) {
	f := newFiles(t)
	var wg sync.WaitGroup
	problems := make(chan error, 20)
	for range cap(problems) {
		wg.Go(func() {
			k, err := f.Put(strings.NewReader("cùng một tệp"), 100)
			if err == nil && !f.Has(k.Hash) {
				err = errors.New("acknowledged and not there")
			}
			problems <- err
		})
	}
	wg.Wait()
	close(problems)
	for err := range problems {
		if err != nil {
			t.Error(err)
		}
	}
	if left := everything(t, f); len(left) != 1 {
		t.Errorf("%d files: %v", len(left), left)
	}
}

func TestMediaComesFromTheBytes(t *testing.T) {
	f := newFiles(t)
	for content, want := range map[string]string{
		"%PDF-1.7\n":                      "application/pdf",
		"\x89PNG\r\n\x1a\n":               "image/png",
		"<!DOCTYPE html><script>":         "text/html; charset=utf-8",
		"Kế hoạch năm 2026":               "text/plain; charset=utf-8",
		strings.Repeat("a", 600) + "\x00": "text/plain; charset=utf-8", // told by the first 512 bytes
	} {
		if k, err := f.Put(strings.NewReader(content), 1000); err != nil || k.Media != want {
			t.Errorf("%.20q is %q, %v", content, k.Media, err)
		}
	}
}

func TestOnlyAHashOpensAFile(t *testing.T) {
	f := newFiles(t)
	if err := os.WriteFile(filepath.Join(f.Dir(), "..", "bi-mat"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, hash := range []string{"", "../bi-mat", "/etc/passwd", strings.Repeat("a", 63), strings.Repeat("A", 64), strings.Repeat("../", 21) + "x", strings.Repeat("0", 64)} {
		if _, err := f.Open(hash); !errs.Is(err, errs.NotFound) {
			t.Errorf("Open(%q): %v", hash, err)
		}
		if f.Has(hash) {
			t.Errorf("Has(%q)", hash)
		}
	}
	if err := f.Remove("../bi-mat"); !errs.Is(err, errs.NotFound) {
		t.Errorf("Remove out of the folder: %v", err)
	}
	if _, err := os.Stat(filepath.Join(f.Dir(), "..", "bi-mat")); err != nil {
		t.Errorf("the file beside the folder: %v", err)
	}
}

func TestWalkSeesFinishedFiles(t *testing.T) {
	f := newFiles(t)
	want := map[string]int64{}
	for i := range 5 {
		k, err := f.Put(strings.NewReader(strings.Repeat("x", i+1)), 100)
		if err != nil {
			t.Fatal(err)
		}
		want[k.Hash] = k.Size
	}
	strangers := []string{"in-123", "ghi-chu.txt", strings.Repeat("b", 64)} // the last one lies in the wrong folder
	for _, name := range strangers {
		if err := os.WriteFile(filepath.Join(f.Dir(), name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]int64{}
	if err := f.Walk(func(hash string, size int64) error { got[hash] = size; return nil }); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("saw %v, want %v", got, want)
	}
	stop := errors.New("đủ rồi")
	if err := f.Walk(func(string, int64) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the caller's error became %v", err)
	}
	for hash := range want {
		if err := errors.Join(f.Remove(hash), f.Remove(hash)); err != nil || f.Has(hash) {
			t.Errorf("removed twice: %v", err)
		}
	}
}

func TestUnfinishedUploadsOfYesterdayGo(t *testing.T) {
	f := newFiles(t)
	old, fresh := filepath.Join(f.Dir(), "in-cu"), filepath.Join(f.Dir(), "in-moi")
	for _, path := range []string{old, fresh} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	k, err := f.Put(strings.NewReader("giữ lại"), 100)
	if err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-25 * time.Hour)
	for _, path := range []string{old, filepath.Join(f.Dir(), k.Hash[:2], k.Hash)} {
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
	}
	if f, err = store.OpenFiles(f.Dir()); err != nil {
		t.Fatal(err)
	}
	left := everything(t, f)
	slices.Sort(left)
	if want := []string{k.Hash, "in-moi"}; !slices.Equal(left, want) {
		t.Errorf("left are %v, want %v", left, want)
	}
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	f := newFiles(t)
	k, err := f.Put(strings.NewReader("riêng"), 100)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{f.Dir(): 0o700, filepath.Join(f.Dir(), k.Hash[:2]): 0o700, filepath.Join(f.Dir(), k.Hash[:2], k.Hash): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestDiskFull(t *testing.T) {
	for _, err := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, fmt.Errorf("sâu: %w", &os.PathError{Err: syscall.ENOSPC})} {
		if !store.DiskFull(err) {
			t.Errorf("%v is not taken for a full disk", err)
		}
	}
	for _, err := range []error{nil, io.EOF, syscall.EIO, syscall.EACCES, os.ErrNotExist} {
		if store.DiskFull(err) {
			t.Errorf("%v is taken for a full disk", err)
		}
	}
}

func TestRoomIsKnown(t *testing.T) {
	f := newFiles(t)
	if room, err := f.Room(); err != nil || room <= 0 {
		t.Errorf("%d, %v", room, err)
	}
	if err := os.RemoveAll(f.Dir()); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Room(); err == nil {
		t.Error("a folder that is gone has room")
	}
	if _, err := f.Put(strings.NewReader("x"), 10); err == nil {
		t.Error("a folder that is gone took a file")
	}
}

// TestAFileRowIsOne adds the row of one file in two changes.
func TestAFileRowIsOne(t *testing.T) {
	template.Each(t, func(t *testing.T, db *store.DB) {
		k := store.Kept{Hash: strings.Repeat("a", 64), Size: 3, Media: "text/plain"}
		for range 2 {
			err := db.Write(t.Context(), person("u1"), func(tx *store.Tx) error {
				if err := tx.AddFile(t.Context(), k); err != nil {
					return err
				}
				return tx.Audit(t.Context(), store.Entry{Kind: "note", UnitID: "u1", Action: "Nộp tệp"})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		_, reader := db.Raw()
		var n int
		if err := reader.QueryRow(`SELECT COUNT(*) FROM file`).Scan(&n); err != nil || n != 1 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}
