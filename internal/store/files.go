package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// MaxFile is the largest file that a person may attach.
const MaxFile = 20 << 20

// Files keeps the bytes of attachments in a folder, once for each content, under the SHA-256 of the bytes. A file is
// whole and on the disk before any row of the database names it; a file that no row names is left over from a change
// that did not happen, and does no harm.
type Files struct{ dir string }

// OpenFiles makes the folder when it is missing.
func OpenFiles(dir string) (*Files, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("store: files: %w", err)
	}
	return &Files{dir}, nil
}

// Dir is the folder, for the backup.
func (f *Files) Dir() string { return f.dir }

// Kept is a file in the store.
type Kept struct {
	Hash  string
	Size  int64
	Media string // found from the bytes, never from the name
}

var fileAdd = Change("store.file.add", `INSERT INTO file (hash, size, media, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`)

// Put writes the bytes of r to the store. Over limit bytes is errs.TooLarge, a full disk errs.Full; in both cases
// nothing is left behind.
func (f *Files) Put(r io.Reader, limit int64) (k Kept, err error) {
	tmp, err := os.CreateTemp(f.dir, "in-*")
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

// place moves a finished file to its address and makes the name itself durable.
func (f *Files) place(tmp, hash string) error {
	dir := filepath.Join(f.dir, hash[:2])
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.Rename(tmp, filepath.Join(dir, hash)); err != nil {
		return err
	}
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

// Open reads a file by its hash; an unknown one is errs.NotFound.
func (f *Files) Open(hash string) (*os.File, error) {
	if len(hash) != 64 || strings.Trim(hash, "0123456789abcdef") != "" {
		return nil, errs.New(errs.NotFound, "Không tìm thấy tệp này.")
	}
	file, err := os.Open(filepath.Join(f.dir, hash[:2], hash))
	if errors.Is(err, os.ErrNotExist) {
		return nil, errs.Wrap(errs.NotFound, err, "Tệp này không còn trên máy chủ. Báo người quản trị phục hồi từ bản sao lưu.")
	}
	return file, err
}

// AddFile writes the row of a file inside a change; the record that refers to it comes after.
func (tx *Tx) AddFile(ctx context.Context, k Kept) error {
	_, err := tx.Exec(ctx, fileAdd, k.Hash, k.Size, k.Media, Now())
	return err
}

func fileError(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return errs.Wrap(errs.Full, err, "Ổ đĩa của máy chủ đã đầy nên chưa nhận được tệp. Dữ liệu cũ còn nguyên. Báo người quản trị dọn ổ đĩa rồi gửi lại.")
	}
	if _, ok := errors.AsType[*errs.Error](err); ok {
		return err
	}
	return fmt.Errorf("store: files: %w", err)
}

// headKeeper keeps the first bytes, by which the kind of a file is told.
type headKeeper struct{ bytes []byte }

func (h *headKeeper) Write(p []byte) (int, error) {
	if room := 512 - len(h.bytes); room > 0 {
		h.bytes = append(h.bytes, p[:min(room, len(p))]...)
	}
	return len(p), nil
}
