package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// WriteFile writes an archive to a new file that only its owner can read, reads it back whole, and only then gives it its
// name: a file under that name is always a complete archive. An existing file is never replaced (errs.Conflict).
func WriteFile(ctx context.Context, db *store.DB, files *store.Files, path string, progress Progress) (s Summary, err error) {
	if _, err := os.Lstat(path); err == nil {
		return Summary{}, errs.Newf(errs.Conflict, "Đã có tệp %s. Chưa sao lưu; chọn tên khác hoặc dời tệp cũ.", path)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // made with mode 0600
	if err != nil {
		return Summary{}, cannotWrite(db, err, path)
	}
	defer func() {
		_ = tmp.Close()
		_ = os.Remove(tmp.Name())
	}()
	if s, err = Write(ctx, db, files, tmp, progress); err != nil {
		return Summary{}, err
	}
	if err := errors.Join(tmp.Sync(), tmp.Close()); err != nil {
		return Summary{}, cannotWrite(db, err, path)
	}
	if _, err := Verify(ctx, tmp.Name()); err != nil {
		return Summary{}, err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return Summary{}, cannotWrite(db, err, path)
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync() // the bytes are safe already; not every system can sync a folder
		_ = dir.Close()
	}
	return s, nil
}

func cannotWrite(db *store.DB, err error, path string) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return errs.Wrap(errs.Invalid, err, "Không ghi được vào thư mục "+filepath.Dir(path)+". Kiểm tra thư mục có tồn tại và được phép ghi, rồi làm lại.")
	}
	return writeError(db, err)
}
