// Package safezip opens the ZIP archives that office files are, when a stranger made them.
//
// It believes no size that an archive declares of itself: what is inflated is counted, and reading stops at a limit.
package safezip

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Limits of one archive. Office writes far below them.
type Limits struct {
	Entries int   // number of parts
	Part    int64 // inflated bytes of one part
	Total   int64 // inflated bytes of all parts that are read
	Ratio   int64 // inflated to packed bytes of one part; parts under 1 MB may be denser
}

// Office suits a document or a workbook of a state office: 64 MB a part, 128 MB together.
var Office = Limits{Entries: 4000, Part: 64 << 20, Total: 128 << 20, Ratio: 250}

const freeOfRatio = 1 << 20

// ErrPassword is the cause of the error for an archive whose parts are encrypted.
var ErrPassword = errors.New("safezip: encrypted part")

// Archive is an opened archive.
type Archive struct {
	limits Limits
	parts  map[string]*zip.File // by key: Office does not tell case apart, some programs write backslashes
	left   int64                // bytes that may still be inflated
}

// Open lists the parts of an archive and inflates nothing. Errors are *errs.Error: Invalid when it is broken or has a
// password, TooLarge when it has too many parts.
func Open(raw []byte, limits Limits) (*Archive, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, broken(err)
	}
	if len(z.File) > limits.Entries {
		return nil, TooLarge(fmt.Errorf("safezip: %d parts", len(z.File)))
	}
	a := &Archive{limits: limits, parts: make(map[string]*zip.File, len(z.File)), left: limits.Total}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, errs.Wrap(errs.Invalid, ErrPassword, "Tệp có mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi.")
		}
		if _, twice := a.parts[key(f.Name)]; !twice {
			a.parts[key(f.Name)] = f
		}
	}
	return a, nil
}

// Has reports whether the archive has a part.
func (a *Archive) Has(name string) bool { return a.parts[key(name)] != nil }

// Under reports whether any part lies in a folder, given as "word/".
func (a *Archive) Under(folder string) bool {
	for name := range a.parts {
		if strings.HasPrefix(name, folder) {
			return true
		}
	}
	return false
}

// Read inflates a part. A part that is not there is a broken archive; ask Has first for the optional ones.
func (a *Archive) Read(name string) ([]byte, error) {
	f := a.parts[key(name)]
	if f == nil {
		return nil, broken(fmt.Errorf("safezip: no part %q", name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, broken(err)
	}
	defer r.Close()
	most := a.allowed(f)
	out, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case int64(len(out)) > most:
		return nil, TooLarge(fmt.Errorf("safezip: a part inflates beyond %d bytes", most))
	case err != nil:
		return nil, broken(err)
	}
	a.left -= int64(len(out))
	return out, nil
}

// ErrTooLarge is what a stream ends with when a part inflates beyond its limit.
var ErrTooLarge = errors.New("safezip: a part inflates beyond its limit")

// Stream inflates a part as it is read and holds none of it, so it may be longer than a part that Read gives: up to most bytes, and no
// denser than the limits say. What is read beyond ends the stream with ErrTooLarge.
func (a *Archive) Stream(name string, most int64) (io.ReadCloser, error) {
	f := a.parts[key(name)]
	if f == nil {
		return nil, broken(fmt.Errorf("safezip: no part %q", name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, broken(err)
	}
	packed := int64(min(f.CompressedSize64, uint64(most)))
	return &stream{ReadCloser: r, left: min(most, max(freeOfRatio, packed*a.limits.Ratio))}, nil
}

type stream struct {
	io.ReadCloser
	left int64
}

func (s *stream) Read(p []byte) (int, error) {
	if s.left < 0 {
		return 0, ErrTooLarge
	}
	n, err := s.ReadCloser.Read(p[:min(int64(len(p)), s.left+1)])
	if s.left -= int64(n); s.left < 0 {
		return n - 1, ErrTooLarge
	}
	return n, err
}

// allowed is how many bytes a part may inflate to.
func (a *Archive) allowed(f *zip.File) int64 {
	packed := int64(min(f.CompressedSize64, uint64(a.limits.Part)))
	return min(a.limits.Part, a.left, max(freeOfRatio, packed*a.limits.Ratio))
}

func key(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func broken(err error) error {
	return errs.Wrap(errs.Invalid, err, "Tệp bị hỏng hoặc tải lên chưa hết. Hãy mở thử trên máy, lưu lại thành tệp mới rồi gửi lại.")
}

// TooLarge is the error in words for a file that inflates to more than anybody typed.
func TooLarge(err error) error {
	return errs.Wrap(errs.TooLarge, err, "Tệp phình ra quá lớn khi mở, có thể là tệp độc hại. Nếu tệp do đơn vị soạn, hãy bỏ bớt hình ảnh, lưu lại rồi gửi lại.")
}
