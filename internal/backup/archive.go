package backup

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

// Bounds of an archive. Whoever made it may be a stranger, so nothing is read beyond what the manifest owns up to, and
// the manifest may not own up to more than honest data packs into the file.
const (
	maxManifest = 64 << 20
	maxLine     = 64 << 20
	freeOfRatio = 64 << 20
	maxRatio    = 250 // rows differ at least by their ids, so real tables stay far below
)

// archive is an opened archive whose manifest and list of parts agree.
type archive struct {
	file  *os.File
	parts map[string]*zip.File
	sum   Summary
}

func open(path string) (a *archive, err error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errs.Wrap(errs.NotFound, err, "Không có tệp "+path+". Kiểm tra lại đường dẫn.")
	case err != nil:
		return nil, errs.Wrap(errs.Invalid, err, "Không mở được tệp "+path+". Kiểm tra quyền đọc tệp.")
	}
	a = &archive{file: f, parts: map[string]*zip.File{}}
	if err := a.read(); err != nil {
		_ = f.Close()
		return nil, err
	}
	return a, nil
}

func (a *archive) close() { _ = a.file.Close() }

func (a *archive) read() error {
	info, err := a.file.Stat()
	if err != nil {
		return err
	}
	z, err := zip.NewReader(a.file, info.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are checked one by one below
		return broken(err, "tệp không phải bản sao lưu của Măng Non, hoặc chép chưa hết")
	}
	for _, f := range z.File {
		if a.parts[f.Name] != nil {
			return broken(nil, "có hai phần cùng tên")
		}
		a.parts[f.Name] = f
	}
	if err := a.readManifest(); err != nil {
		return err
	}
	return a.checkManifest(info.Size())
}

func (a *archive) readManifest() error {
	part := a.parts[manifestName]
	if part == nil {
		return broken(nil, "thiếu mục lục "+manifestName+"; tệp không phải bản sao lưu của Măng Non")
	}
	r, err := part.Open()
	if err != nil {
		return broken(err, "không đọc được mục lục")
	}
	defer func() { _ = r.Close() }()
	raw, err := io.ReadAll(io.LimitReader(r, maxManifest+1))
	if err != nil || len(raw) > maxManifest {
		return broken(err, "không đọc được mục lục")
	}
	if err := json.Unmarshal(raw, &a.sum); err != nil {
		return broken(err, "mục lục không đúng dạng")
	}
	switch {
	case a.sum.Format > Format:
		return errs.Newf(errs.Invalid, "Bản sao lưu do phiên bản %s mới hơn lập ra. Cài phiên bản đó rồi làm lại.", a.sum.Program)
	case a.sum.Format < 1:
		return broken(nil, "mục lục không ghi dạng của bản sao lưu")
	}
	return nil
}

// checkManifest wants exactly the parts that the manifest lists, all of sizes that the file can hold.
func (a *archive) checkManifest(fileSize int64) error {
	listed := map[string]bool{manifestName: true}
	room := freeOfRatio + fileSize*maxRatio
	take := func(part string, size int64) error {
		if listed[part] {
			return broken(nil, "mục lục ghi hai lần "+part)
		}
		listed[part] = true
		if a.parts[part] == nil {
			return broken(nil, "thiếu phần "+part)
		}
		if size < 0 || size > room {
			return errs.New(errs.TooLarge, "Bản sao lưu phình ra quá lớn khi mở, có thể là tệp độc hại. Chưa phục hồi gì.")
		}
		room -= size
		return nil
	}
	for _, t := range a.sum.Tables {
		if err := checkTable(t); err != nil {
			return err
		}
		if err := take(tablePart(t.Name), t.Bytes); err != nil {
			return err
		}
	}
	for _, f := range a.sum.Files {
		if !store.ValidHash(f.Hash) || f.Size < 1 {
			return broken(nil, "mục lục ghi sai một tệp đính kèm")
		}
		if err := take(filePart(f.Hash), f.Size); err != nil {
			return err
		}
	}
	if len(listed) != len(a.parts) {
		return broken(nil, "có phần lạ không ghi trong mục lục")
	}
	return nil
}

var columnName = regexp.MustCompile(`^[a-z_][a-z0-9_]*$`)

func checkTable(t Table) error {
	if _, ok := store.TableNamed(t.Name); !ok || leftOut[t.Name] != "" {
		return broken(nil, fmt.Sprintf("có bảng lạ %q; bản sao lưu có thể do phiên bản mới hơn của chương trình lập ra", t.Name))
	}
	if t.Rows < 0 || len(t.Columns) == 0 {
		return broken(nil, "mục lục ghi sai bảng "+t.Name)
	}
	for i, c := range t.Columns {
		known := c.Kind == Text || c.Kind == Integer || c.Kind == Boolean
		twice := slices.ContainsFunc(t.Columns[:i], func(other Column) bool { return other.Name == c.Name })
		if !known || twice || !columnName.MatchString(c.Name) {
			return broken(nil, fmt.Sprintf("mục lục ghi sai cột %q của bảng %s", c.Name, t.Name))
		}
	}
	return nil
}

func broken(cause error, what string) error {
	return errs.Wrap(errs.Invalid, cause, "Bản sao lưu không dùng được: "+what+". Dùng một bản sao lưu khác.")
}
