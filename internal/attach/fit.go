package attach

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/photo"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
)

// sniffed is how far into a file a script is looked for.
const sniffed = 1 << 10

// Fit refuses, before anything is kept, what no record shall hold: a page or a drawing that can run a script, a program, a file
// whose bytes are not what its name says, and with onlyPictures everything but pictures. Words name the file and what to do.
func Fit(uploads []web.Upload, field string, onlyPictures bool) error {
	for _, u := range uploads {
		head, err := headOf(u)
		if err != nil {
			return err
		}
		if words := misfit(u.Name, head, onlyPictures); words != "" {
			return mistake(field, u.Name, errs.New(errs.Invalid, words))
		}
	}
	return nil
}

func headOf(u web.Upload) ([]byte, error) {
	in, err := u.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }()
	head := make([]byte, sniffed)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return head[:n], nil
}

// promises are the beginnings of the files that a name promises; a picture is known by doc/photo.
var promises = map[string][]string{
	"jpg": nil, "jpeg": nil, "png": nil, "webp": nil, "heic": nil, "heif": nil, "avif": nil,
	"pdf": {"%PDF-"}, "docx": {"PK"}, "xlsx": {"PK"}, "pptx": {"PK"}, "zip": {"PK"}, "doc": {"\xD0\xCF\x11\xE0"}, "xls": {"\xD0\xCF\x11\xE0"},
}

// misfit is what to do about a file that is not taken; empty when it is.
func misfit(name string, head []byte, onlyPictures bool) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	start := bytes.ToLower(bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n"))
	begins, promised := promises[ext]
	known := photo.Known(head)
	switch {
	case ext == "svg" || bytes.Contains(start, []byte("<svg")):
		return "Tệp SVG có thể mang mã lệnh nên không nhận. Mở hình, lưu thành PNG hoặc JPEG rồi chọn lại."
	case bytes.HasPrefix(start, []byte("<!doctype html")), bytes.HasPrefix(start, []byte("<html")), bytes.Contains(start, []byte("<script")):
		return "Đây là một trang web nên không nhận, dù tên tệp là gì. In trang ra PDF hoặc chụp màn hình rồi chọn tệp đó."
	case bytes.HasPrefix(head, []byte("MZ")), bytes.HasPrefix(head, []byte("\x7fELF")), bytes.HasPrefix(head, []byte("#!")):
		return "Đây là một chương trình nên không nhận. Chọn ảnh, văn bản hoặc bảng tính."
	case onlyPictures && !known:
		return "Đây không phải ảnh. Chọn ảnh JPEG, PNG, WebP hoặc HEIC như điện thoại chụp ra."
	case promised && begins == nil && !known, begins != nil && !startsAny(head, begins):
		return "Tên tệp có đuôi ." + ext + " nhưng nội dung không phải vậy. Mở tệp, lưu lại đúng loại rồi chọn lại."
	}
	return ""
}

func startsAny(head []byte, begins []string) bool {
	for _, b := range begins {
		if bytes.HasPrefix(head, []byte(b)) {
			return true
		}
	}
	return false
}
