// Package docfile reads a document that somebody brings, whatever program made it. It looks at the bytes and never
// trusts the name of the file, and it tells people what to do with a file that it cannot read.
package docfile

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/docx"
	"github.com/mangnon/mangnon/internal/doc/pdf"
	"github.com/mangnon/mangnon/internal/doc/textfile"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// MaxBytes is the largest file that is read. A plan with scanned annexes stays below it.
const MaxBytes = 20 << 20

// Read reads a document from the bytes of its file. The name serves only to say that it promised another format. A
// failing machine aside, errors are *errs.Error with words for the person: TooLarge over a limit, else Invalid.
func Read(ctx context.Context, name string, raw []byte) (doctext.Document, error) {
	if len(raw) > MaxBytes {
		return doctext.Document{}, tooLarge()
	}
	kind := Sniff(raw)
	doc, err := read(ctx, kind, raw)
	if err != nil {
		return doctext.Document{}, err
	}
	if promised := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); promised != "" && promised != string(kind) && known[promised] {
		doc.Notes = append(doc.Notes, "Tên tệp có đuôi ."+promised+" nhưng nội dung là ."+string(kind)+": đã đọc theo nội dung.")
	}
	return doc, nil
}

// ReadFrom reads a document from a stream, at most MaxBytes of it.
func ReadFrom(ctx context.Context, name string, r io.Reader) (doctext.Document, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return doctext.Document{}, errs.Wrap(errs.Invalid, err, "Tệp tải lên chưa hết. Hãy kiểm tra đường truyền rồi gửi lại.")
	}
	return Read(ctx, name, raw)
}

func read(ctx context.Context, kind Kind, raw []byte) (doctext.Document, error) {
	switch kind {
	case TXT:
		return textfile.Decode(raw)
	case DOCX:
		return docx.Read(raw)
	case PDF:
		return pdf.Read(ctx, raw)
	}
	message, ok := advice[kind]
	if !ok {
		return doctext.Document{}, errors.New("docfile: no words for " + string(kind))
	}
	return doctext.Document{}, errs.New(errs.Invalid, message)
}

func tooLarge() error {
	return errs.Newf(errs.TooLarge, "Tệp quá lớn, nhiều nhất %s. Hãy bỏ bớt hình ảnh hoặc tách phụ lục ra tệp riêng rồi gửi lại.", vi.Bytes(MaxBytes))
}

// known are the endings that people go by; another ending promises nothing.
var known = map[string]bool{"txt": true, "docx": true, "doc": true, "pdf": true, "rtf": true, "odt": true, "html": true, "htm": true, "xlsx": true, "xls": true}
