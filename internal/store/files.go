package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// MaxFile is the largest file that a person may attach.
const MaxFile = 20 << 20

// Files keeps the bytes of attachments in a folder, once for each content, under the SHA-256 of the bytes. A file is
// whole and on the disk before any row of the database names it; a file that no row names is left over from a change
// that did not happen, and does no harm.
type Files struct{ dir string }

// staleAfter is the age at which an unfinished upload is one that a killed program left behind.
const staleAfter = 24 * time.Hour

// OpenFiles makes the folder when it is missing, and removes uploads that were never finished.
func OpenFiles(dir string) (*Files, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fileError(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, unfinished+"*"))
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > staleAfter {
			_ = os.Remove(path)
		}
	}
	return &Files{dir}, nil
}

// Dir is the folder.
func (f *Files) Dir() string { return f.dir }

// Room is how many bytes this program may still write to the disk that holds the folder.
func (f *Files) Room() (int64, error) { return Room(f.dir) }

// Room is how many bytes this program may still write to the disk that holds a folder.
func Room(dir string) (int64, error) {
	room, err := roomOf(dir)
	if err != nil {
		return 0, fmt.Errorf("store: room on the disk: %w", err)
	}
	return room, nil
}

// Kept is a file in the store.
type Kept struct {
	Hash  string
	Size  int64
	Media string // found from the bytes, never from the name
}

// unfinished begins the name of a file that is still being written.
const unfinished = "in-"

var fileAdd = Change("store.file.add", `INSERT INTO file (hash, size, media, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`)

// Put writes the bytes of r to the store. Over limit bytes is errs.TooLarge, a full disk errs.Full; in both cases
// nothing is left behind.
func (f *Files) Put(r io.Reader, limit int64) (k Kept, err error) {
	tmp, err := os.CreateTemp(f.dir, unfinished+"*")
	if err != nil {
		return Kept{}, fileError(err)
	}
	defer func() {
		_ = tmp.Close()
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	h := sha256.New()
	head := &headKeeper{}
	k.Size, err = io.Copy(io.MultiWriter(tmp, h, head), io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return Kept{}, fileError(err)
	case k.Size > limit:
		return Kept{}, errs.Newf(errs.TooLarge, "Tệp lớn hơn %s nên chưa nhận. Những gì đã ghi còn nguyên; chọn tệp nhỏ hơn.", vi.Bytes(limit))
	case k.Size == 0:
		return Kept{}, errs.New(errs.Invalid, "Tệp không có nội dung. Chọn lại tệp.")
	}
	k.Hash = hex.EncodeToString(h.Sum(nil))
	k.Media = http.DetectContentType(head.bytes)
	if err = tmp.Sync(); err == nil {
		err = tmp.Close()
	}
	if err == nil {
		err = f.place(tmp.Name(), k.Hash)
	}
	if err != nil {
		return Kept{}, fileError(err)
	}
	return k, nil
}

// place moves a finished file to its address and makes the name itself durable, and that of its folder: another upload
// may have made the folder a moment ago.
func (f *Files) place(tmp, hash string) error {
	path := f.path(hash)
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		// Windows does not replace a file that somebody is reading; the same bytes are there already.
		if f.Has(hash) {
			return os.Remove(tmp)
		}
		return err
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return err
	}
	return syncFolder(f.dir)
}

func (f *Files) path(hash string) string { return filepath.Join(f.dir, hash[:2], hash) }

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, os.ErrPermission) {
		return err // some systems cannot sync a folder, and say so
	}
	return nil
}

// ValidHash reports whether s has the form of a file's hash. Nothing else may become part of a path.
func ValidHash(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }

// Open reads a file by its hash; an unknown one is errs.NotFound.
func (f *Files) Open(hash string) (*os.File, error) {
	if !ValidHash(hash) {
		return nil, errs.New(errs.NotFound, "Không tìm thấy tệp này.")
	}
	file, err := os.Open(f.path(hash))
	if errors.Is(err, os.ErrNotExist) {
		return nil, errs.Wrap(errs.NotFound, err, "Tệp này không còn trên máy chủ. Báo người quản trị phục hồi từ bản sao lưu.")
	}
	return file, err
}

// Has reports whether the bytes of a hash are there. It does not read them.
func (f *Files) Has(hash string) bool {
	if !ValidHash(hash) {
		return false
	}
	_, err := os.Stat(f.path(hash))
	return err == nil
}

// Remove takes a file away. The caller must know that no row names it.
func (f *Files) Remove(hash string) error {
	if !ValidHash(hash) {
		return errs.New(errs.NotFound, "Không tìm thấy tệp này.")
	}
	if err := os.Remove(f.path(hash)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fileError(err)
	}
	return nil
}

// Walk calls fn with every finished file in the folder, also those that no row names.
func (f *Files) Walk(fn func(hash string, size int64) error) error {
	return filepath.WalkDir(f.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fileError(err)
		}
		if d.IsDir() || !ValidHash(d.Name()) || path != f.path(d.Name()) {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // taken away meanwhile
		}
		if err != nil {
			return fileError(err)
		}
		return fn(d.Name(), info.Size())
	})
}

// AddFile writes the row of a file inside a change; the record that refers to it comes after.
func (tx *Tx) AddFile(ctx context.Context, k Kept) error {
	_, err := tx.Exec(ctx, fileAdd, k.Hash, k.Size, k.Media, tx.db.Clock())
	return err
}

func fileError(err error) error {
	if DiskFull(err) {
		return errs.Wrap(errs.Full, err, "Ổ đĩa của máy chủ đã đầy nên chưa nhận được tệp. Dữ liệu cũ còn nguyên. Báo người quản trị dọn ổ đĩa rồi gửi lại.")
	}
	if _, ok := errors.AsType[*errs.Error](err); ok {
		return err
	}
	return fmt.Errorf("store: files: %w", err)
}

// The numbers by which Windows says that a disk is full; the portable names do not match them.
const (
	windowsHandleDiskFull = syscall.Errno(39)
	windowsDiskFull       = syscall.Errno(112)
)

// DiskFull reports whether writing failed because there is no room: a full disk, a used-up quota, a size limit.
func DiskFull(err error) bool {
	if runtime.GOOS == "windows" && (errors.Is(err, windowsDiskFull) || errors.Is(err, windowsHandleDiskFull)) {
		return true
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

// headKeeper keeps the first bytes, by which the kind of a file is told.
type headKeeper struct{ bytes []byte }

func (h *headKeeper) Write(p []byte) (int, error) {
	if room := 512 - len(h.bytes); room > 0 {
		h.bytes = append(h.bytes, p[:min(room, len(p))]...)
	}
	return len(p), nil
}
