package backup

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Folder keeps the archives that the program makes by itself, readable to its owner only.
type Folder struct{ Dir string }

// Kept is one archive of a folder. When it was made stands in its name: copying a file changes its own date.
type Kept struct {
	Name string
	At   time.Time
	Size int64
}

const (
	keptPrefix = "mangnon-"
	keptTime   = "20060102-150405"
	keptSuffix = ".zip"
	// staleAfter is the age at which an unfinished archive is one that a killed program left behind.
	staleAfter = 24 * time.Hour
	// spare is how much of the disk a nightly backup leaves to the work of the day.
	spare = 500 << 20
)

// Path is where an archive lies.
func (f Folder) Path(k Kept) string { return filepath.Join(f.Dir, k.Name) }

// List gives the archives, newest first. A folder that is not there is empty; files of other names are somebody else's.
func (f Folder) List() ([]Kept, error) {
	entries, err := os.ReadDir(f.Dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	var out []Kept
	for _, e := range entries {
		at, err := time.ParseInLocation(keptTime, strings.TrimSuffix(strings.TrimPrefix(e.Name(), keptPrefix), keptSuffix), day.Zone)
		info, serr := e.Info()
		if err == nil && serr == nil && info.Mode().IsRegular() && e.Name() == keptName(at) {
			out = append(out, Kept{e.Name(), at, info.Size()})
		}
	}
	slices.SortFunc(out, func(a, b Kept) int { return b.At.Compare(a.At) })
	return out, err
}

func keptName(at time.Time) string { return keptPrefix + at.In(day.Zone).Format(keptTime) + keptSuffix }

// make writes the archive of a moment, when the disk has room for it, and then lets go of what the policy does not keep.
func (f Folder) make(ctx context.Context, db *store.DB, files *store.Files, at time.Time, p Policy, tell Progress) (k Kept, s Summary, err error) {
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return k, s, errs.Wrap(errs.Invalid, err, "Không tạo được thư mục sao lưu "+f.Dir+". Kiểm tra quyền ghi rồi thử lại.")
	}
	f.sweep(at)
	if err := f.fits(files); err != nil {
		return k, s, err
	}
	k = Kept{Name: keptName(at), At: at}
	if s, err = WriteFile(ctx, db, files, f.Path(k), tell); err != nil {
		return k, s, err
	}
	return k, s, f.trim(p)
}

// fits wants room for an archive a quarter larger than the last one, or as large as all attachments when there is none.
func (f Folder) fits(files *store.Files) error {
	var need int64
	list, err := f.List()
	if err != nil {
		return err
	}
	if len(list) > 0 {
		need = list[0].Size + list[0].Size/4
	} else if err := files.Walk(func(_ string, bytes int64) error { need += bytes; return nil }); err != nil {
		return err
	}
	room, err := store.Room(f.Dir)
	if err == nil && room < need+spare {
		return errs.Newf(errs.Full, "Ổ đĩa còn %s, bản sao lưu cần khoảng %s và chừa lại %s cho công việc. Chưa sao lưu; dọn ổ đĩa hoặc đặt thư mục sao lưu ở ổ khác.",
			vi.Bytes(room), vi.Bytes(need), vi.Bytes(spare))
	}
	return nil // a system that does not tell its room is no reason to have no backup
}

// trim removes what the policy does not keep.
func (f Folder) trim(p Policy) error {
	list, err := f.List()
	if err != nil {
		return err
	}
	var times []time.Time
	for _, k := range list {
		times = append(times, k.At)
	}
	gone := p.Expendable(times)
	for _, k := range list {
		if slices.Contains(gone, k.At) {
			if err := os.Remove(f.Path(k)); err != nil {
				return err
			}
		}
	}
	return nil
}

// sweep removes what a killed program left unfinished.
func (f Folder) sweep(now time.Time) {
	left, _ := filepath.Glob(filepath.Join(f.Dir, "."+keptPrefix+"*"))
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && now.Sub(info.ModTime()) > staleAfter {
			_ = os.Remove(path)
		}
	}
}
