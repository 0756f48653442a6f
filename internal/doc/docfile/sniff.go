package docfile

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"

	"github.com/mangnon/mangnon/internal/doc/safezip"
)

// Kind is the format of a file, by its bytes.
type Kind string

// The kinds. The first three can be read; for the others there are words of advice.
const (
	TXT  Kind = "txt"
	DOCX Kind = "docx"
	PDF  Kind = "pdf"

	Empty     Kind = "empty"
	DOC       Kind = "doc"
	XLS       Kind = "xls"
	XLSX      Kind = "xlsx"
	PPT       Kind = "ppt"
	ODT       Kind = "odt"
	RTF       Kind = "rtf"
	HTML      Kind = "html"
	WordXML   Kind = "word-xml"
	Image     Kind = "image"
	Protected Kind = "protected"
	Archive   Kind = "archive"
	BrokenZip Kind = "broken-zip"
	OtherOLE  Kind = "other-ole"
)

var signatures = []struct {
	prefix string
	kind   Kind
}{
	{`{\rtf`, RTF},
	{"\x89PNG\r\n", Image}, {"\xFF\xD8\xFF", Image}, {"GIF8", Image}, {"BM", Image}, {"II*\x00", Image}, {"MM\x00*", Image},
	{"Rar!\x1A\x07", Archive}, {"7z\xBC\xAF\x27\x1C", Archive}, {"\x1F\x8B", Archive},
}

// Sniff tells the format of a file from its bytes.
func Sniff(raw []byte) Kind {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return Empty
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")), bytes.HasPrefix(raw, []byte("PK\x05\x06")):
		return sniffZip(raw)
	case bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return sniffOLE(raw)
	case bytes.Contains(raw[:min(len(raw), 1024)], []byte("%PDF-")):
		return PDF
	case isPhoto(raw):
		return Image
	}
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.prefix)) && (s.prefix != "BM" || isBitmap(raw)) {
			return s.kind
		}
	}
	return sniffMarkup(raw)
}

// sniffZip tells apart the office formats that are ZIP archives.
func sniffZip(raw []byte) Kind {
	a, err := safezip.Open(raw, safezip.Office)
	switch {
	case errors.Is(err, safezip.ErrPassword):
		return Protected
	case err != nil:
		return BrokenZip
	case a.Under("word/"):
		return DOCX
	case a.Under("xl/"):
		return XLSX
	case a.Under("ppt/"):
		return PPT
	case a.Has("mimetype") && a.Has("content.xml"):
		return ODT
	case a.Has("[Content_Types].xml"):
		return DOCX // a document may keep its parts elsewhere; its reader finds out
	}
	return Archive
}

// sniffOLE tells apart the older office formats by the names of their streams.
func sniffOLE(raw []byte) Kind {
	for _, s := range []struct {
		stream string
		kind   Kind
	}{
		{"EncryptedPackage", Protected}, {"WordDocument", DOC}, {"Workbook", XLS}, {"PowerPoint Document", PPT},
	} {
		if bytes.Contains(raw, utf16LE(s.stream)) {
			return s.kind
		}
	}
	return OtherOLE
}

func utf16LE(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// sniffMarkup finds pages and documents that are text outside but markup inside, also when named .doc.
func sniffMarkup(raw []byte) Kind {
	head := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(raw[:min(len(raw), 2048)], []byte("\ufeff")), " \t\r\n")))
	switch {
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"):
		return HTML
	case strings.HasPrefix(head, "mime-version:") && strings.Contains(head, "multipart/related"):
		return HTML
	case strings.HasPrefix(head, "<?xml") && strings.Contains(head, "<html"):
		return HTML
	case strings.HasPrefix(head, "<?xml") && (strings.Contains(head, "wordml") || strings.Contains(head, "word.document") || strings.Contains(head, "opendocument")):
		return WordXML
	}
	return TXT
}

// isPhoto finds HEIC, AVIF and WEBP, the formats of phones.
func isPhoto(raw []byte) bool {
	if len(raw) < 12 {
		return false
	}
	box, brand := string(raw[4:8]), string(raw[8:12])
	return box == "ftyp" && strings.Contains("heic heix mif1 msf1 avif", brand) || string(raw[:4]) == "RIFF" && brand == "WEBP"
}

// isBitmap checks what follows "BM", which also begins words.
func isBitmap(raw []byte) bool { return len(raw) > 18 && bytes.Equal(raw[6:10], make([]byte, 4)) }
