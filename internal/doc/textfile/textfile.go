// Package textfile reads plain text as it comes from offices: any Unicode encoding, any line ends, also the two old
// Vietnamese charsets, and text pasted into a form.
package textfile

import (
	"strings"

	"github.com/mangnon/mangnon/internal/doc/doctext"
	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// Limits of one text. A year's plan of a province is a tenth of them.
const (
	MaxBytes = 10 << 20
	MaxLines = 200_000
)

// Decode reads the bytes of a text file. Errors are *errs.Error: TooLarge over a limit, Invalid for an empty file, for
// bytes that are no text and for an unknown encoding.
func Decode(raw []byte) (doctext.Document, error) {
	if err := checkSize(len(raw)); err != nil {
		return doctext.Document{}, err
	}
	d, err := decode(raw)
	if err != nil {
		return doctext.Document{}, err
	}
	return document(d)
}

// DecodeString reads text pasted into a form; it treats it as Decode does a file in UTF-8.
func DecodeString(pasted string) (doctext.Document, error) { return Decode([]byte(pasted)) }

func checkSize(n int) error {
	if n > MaxBytes {
		return errs.Newf(errs.TooLarge, "Văn bản quá lớn (%s), nhiều nhất %s. Hãy tách thành nhiều phần rồi gửi từng phần.",
			vi.Bytes(int64(n)), vi.Bytes(MaxBytes))
	}
	return nil
}

// Old rewrites a text typed for an old font and says so. Text in Unicode comes back as it is, without a note.
func Old(text string) (out string, charset oldfont.Charset, notes []string) {
	charset = oldfont.Detect(text)
	if charset == oldfont.Unicode {
		return text, charset, nil
	}
	note := "Văn bản gõ bằng bảng mã cũ " + charset.Name() + " đã được chuyển sang Unicode. Hãy soát lại chữ hoa, tên riêng và số hiệu."
	return oldfont.ToUnicode(text, charset), charset, []string{note}
}

func document(d decoded) (doctext.Document, error) {
	text, charset, notes := Old(d.text)
	doc := doctext.Document{Format: "txt", Encoding: d.encoding, Notes: append(d.notes, notes...)}
	if charset != oldfont.Unicode {
		doc.Encoding = string(charset)
	}
	lines, err := Lines(text)
	doc.Lines = lines
	return doc, err
}

// Lines divides a text at every kind of line end and cleans each line. Blank lines stay, except those after the last
// letter of the text.
func Lines(text string) ([]doctext.Line, error) {
	text = lineEnds.Replace(text)
	if strings.Count(text, "\n") > MaxLines {
		return nil, errs.Newf(errs.TooLarge, "Văn bản có quá nhiều dòng, nhiều nhất %s dòng. Hãy tách thành nhiều phần.", vi.Int(MaxLines))
	}
	var lines []doctext.Line
	last := 0
	for line := range strings.SplitSeq(text, "\n") {
		clean := doctext.Clean(line)
		lines = append(lines, doctext.Line{Text: clean})
		if clean != "" {
			last = len(lines)
		}
	}
	if last == 0 {
		return nil, errs.New(errs.Invalid, "Tệp không có chữ nào. Hãy kiểm tra lại tệp, hoặc sao chép nội dung rồi dán vào ô văn bản.")
	}
	return lines[:last], nil
}

// lineEnds makes every line end "\n". A form feed opens a new page and ends no line by itself.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n", "\f", " ")
