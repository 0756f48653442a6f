// Package pdf reads the text of PDF files with poppler's pdftotext, which must be installed beside the program.
//
// The text keeps the lines of the pages: a paragraph of several lines stays several lines. Page numbers at the edge of
// a page are left out. Blocks that stand side by side at the very top or the very end, as the head and the signature of
// official documents do, are read one after the other; elsewhere a wide gap divides the cells of a table row.
package pdf

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/textfile"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Read reads a document from the bytes of its file. Errors are *errs.Error, all Invalid but for a text that is TooLarge:
// the tool is not installed, the file has a password, is broken, takes too long, or is a scan without text.
func Read(ctx context.Context, raw []byte) (doctext.Document, error) {
	text, err := extract(ctx, raw)
	if err != nil {
		return doctext.Document{}, err
	}
	return document(text)
}

// document makes a document of what pdftotext prints: pages divided by form feeds.
func document(text string) (doctext.Document, error) {
	text, _, notes := textfile.Old(text)
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	empty := pagesWithoutText(pages)
	if letters(text) < lettersOfAPage*len(pages) {
		return doctext.Document{}, errs.New(errs.Invalid, "Tệp PDF này là bản chụp (scan), không có chữ để đọc. Hãy gửi tệp Word (.docx) gốc, hoặc sao chép nội dung rồi dán vào ô văn bản.")
	}
	if len(empty) > 0 {
		notes = append(notes, "Trang "+strings.Join(empty, ", ")+" không có chữ, có thể là ảnh chụp: hãy soát lại và bổ sung.")
	}
	doc := doctext.Document{Format: "pdf", Notes: notes}
	for i, page := range pages {
		lines, err := pageLines(page, i+1)
		if err != nil {
			return doctext.Document{}, err
		}
		doc.Lines = append(doc.Lines, lines...)
	}
	doc.Lines = divide(doc.Lines)
	if len(doc.Lines) > textfile.MaxLines {
		return doctext.Document{}, tooLarge()
	}
	return doc, nil
}

// lettersOfAPage is what a page of text has at the least on average. A scan may still hold the words of its digital
// signature.
const lettersOfAPage = 100

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

func pagesWithoutText(pages []string) []string {
	var out []string
	for i, page := range pages {
		if letters(page) == 0 {
			out = append(out, strconv.Itoa(i+1))
		}
	}
	return out
}

// pageLines are the lines of a page without its number and the blank lines at its edges.
func pageLines(page string, number int) ([]doctext.Line, error) {
	if strings.TrimSpace(page) == "" {
		return nil, nil
	}
	lines, err := textfile.Lines(page)
	if err != nil {
		return nil, err
	}
	lines = trimBlank(lines)
	if len(lines) > 1 && isPageNumber(lines[0].Text) {
		lines = trimBlank(lines[1:])
	}
	if len(lines) > 1 && isPageNumber(lines[len(lines)-1].Text) && number > 1 {
		lines = trimBlank(lines[:len(lines)-1])
	}
	for i := range lines {
		lines[i].Page = number
	}
	return lines, nil
}

// isPageNumber reports whether a line is a number alone, as "2" or "- 2 -". An annex counts its own pages, so the value
// says nothing.
func isPageNumber(s string) bool {
	s = strings.Trim(s, " \t-–")
	return s != "" && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

func trimBlank(lines []doctext.Line) []doctext.Line {
	for len(lines) > 0 && lines[0].Text == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].Text == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
