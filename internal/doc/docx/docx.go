// Package docx reads and writes Word documents: the words, their order and the few looks that carry meaning.
//
// Reading gives the document as it would be printed with all tracked changes accepted. Automatic numbers are written
// out, because a plan is quoted by them; "mục II.2.3" stands nowhere in the file. What is not on the paper (comments,
// deleted and hidden text, field codes) is left out, and a note says so.
//
// Footnotes and endnotes keep their place: the text has a mark "[n]", counted in the order of the marks, and the notes
// follow after the last line, each beginning with its mark.
//
// A table becomes one line a row. A table without borders that only places blocks side by side, as the heads and
// signatures of official documents do, becomes its paragraphs, cell after cell. Paragraphs inside one cell are divided
// by line feeds in Cells and by spaces in Text.
//
// Writing makes the small part of Word that an official document needs; see Document.
package docx

import (
	"fmt"
	"path"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/safezip"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// limits of a document that is read. The text of a document of a thousand pages inflates to about 20 MB.
var limits = safezip.Limits{Entries: 4000, Part: 32 << 20, Total: 64 << 20, Ratio: 250}

// Limits of the text that is kept.
const (
	maxLines = 200_000
	maxText  = 10 << 20
)

// Read reads a document from the bytes of its file. Errors are *errs.Error: Invalid when it is broken, no document or
// holds no text, TooLarge over a limit.
func Read(raw []byte) (doctext.Document, error) {
	archive, err := safezip.Open(raw, limits)
	if err != nil {
		return doctext.Document{}, err
	}
	parts, err := findParts(archive)
	if err != nil {
		return doctext.Document{}, err
	}
	r, err := newReader(parts)
	if err != nil {
		return doctext.Document{}, err
	}
	if err := r.readAll(); err != nil {
		return doctext.Document{}, err
	}
	return doctext.Document{Format: "docx", Lines: r.lines, Notes: r.notes()}, nil
}

// parts are the parts of a document by the role that they play in it.
type parts struct {
	archive *safezip.Archive
	main    string
	byRole  map[string][]string // "styles", "numbering", "footnotes", "header" …
}

func findParts(archive *safezip.Archive) (parts, error) {
	p := parts{archive: archive, main: "word/document.xml", byRole: map[string][]string{}}
	links, err := relationships(archive, "", "_rels/.rels")
	if err != nil {
		return p, err
	}
	if to := links["officedocument"]; len(to) > 0 && archive.Has(to[0]) {
		p.main = to[0]
	}
	if !archive.Has(p.main) {
		return p, errs.New(errs.Invalid, "Tệp này không phải văn bản Word (.docx). Hãy mở bằng Word, chọn Lưu thành (Save as) dạng .docx rồi gửi lại.")
	}
	folder, file := path.Split(p.main)
	p.byRole, err = relationships(archive, folder, folder+"_rels/"+file+".rels")
	return p, err
}

// read gives the scanner of the first part with a role; ok is false when the document has none.
func (p parts) read(role string) (s *scanner, ok bool, err error) {
	for _, name := range p.byRole[role] {
		if p.archive.Has(name) {
			s, err = p.open(name)
			return s, err == nil, err
		}
	}
	return nil, false, nil
}

func (p parts) open(name string) (*scanner, error) {
	raw, err := p.archive.Read(name)
	if err != nil {
		return nil, err
	}
	return newScanner(name, raw), nil
}

// relationships lists the targets of a part by the last word of their type, in small letters.
func relationships(archive *safezip.Archive, folder, name string) (map[string][]string, error) {
	links := map[string][]string{}
	if !archive.Has(name) {
		return links, nil
	}
	raw, err := archive.Read(name)
	if err != nil {
		return nil, err
	}
	s := newScanner(name, raw)
	return links, s.document(func(el element) error {
		return s.each(func(el element) error {
			role := strings.ToLower(path.Base(el.attr("Type")))
			target := el.attr("Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(folder, target)
			}
			if el.attr("TargetMode") != "External" {
				links[role] = append(links[role], target)
			}
			return s.skip()
		})
	})
}

func broken(part string, err error) error {
	return errs.Wrap(errs.Invalid, fmt.Errorf("docx: %s: %w", part, err),
		"Tệp Word bị hỏng. Hãy mở bằng Word, chọn Lưu thành (Save as) một tệp .docx mới rồi gửi lại, hoặc sao chép nội dung và dán vào ô văn bản.")
}
