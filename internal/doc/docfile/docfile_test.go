package docfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/mangnon/mangnon/examples"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

func zipOf(t testing.TB, names ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, "x")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func ole(stream string) []byte {
	return append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1________"), utf16LE(stream)...)
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	locked := zipOf(t, "word/document.xml")
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	tests := []struct {
		name string
		raw  []byte
		kind Kind
		says string
	}{
		{"empty", nil, Empty, "trống"},
		{"blanks", []byte("\r\n \n"), Empty, "trống"},
		{"old Word", ole("WordDocument"), DOC, ".docx"},
		{"protected Word", ole("EncryptedPackage"), Protected, "mật khẩu"},
		{"protected archive", locked, Protected, "mật khẩu"},
		{"old Excel", ole("Workbook"), XLS, "Excel"},
		{"some OLE file", ole("Contents"), OtherOLE, "Không nhận ra"},
		{"Excel", zipOf(t, "[Content_Types].xml", "xl/workbook.xml"), XLSX, "Excel"},
		{"PowerPoint", zipOf(t, "ppt/presentation.xml"), PPT, "PowerPoint"},
		{"OpenDocument", zipOf(t, "mimetype", "content.xml"), ODT, "LibreOffice"},
		{"archive of files", zipOf(t, "ke-hoach.docx"), Archive, "giải nén"},
		{"RAR", []byte("Rar!\x1A\x07\x01\x00"), Archive, "giải nén"},
		{"cut archive", zipOf(t, "word/document.xml")[:40], BrokenZip, "hỏng"},
		{"Word without its text", zipOf(t, "word/styles.xml"), DOCX, "không phải văn bản Word"},
		{"RTF", []byte(`{\rtf1\ansi K\'ea`), RTF, "RTF"},
		{"web page", []byte("\ufeff\n<!DOCTYPE html><html>"), HTML, "trang web"},
		{"web page named .doc", []byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x"), HTML, "trang web"},
		{"Word XML", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?>`), WordXML, "XML"},
		{"PNG", []byte("\x89PNG\r\n\x1a\n"), Image, "hình chụp"},
		{"JPEG", []byte("\xFF\xD8\xFF\xE0"), Image, "hình chụp"},
		{"phone photo", []byte("\x00\x00\x00\x18ftypheic\x00\x00"), Image, "hình chụp"},
		{"a program", append([]byte("MZ\x90"), make([]byte, 300)...), TXT, "không phải văn bản"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Sniff(tt.raw); got != tt.kind {
				t.Errorf("sniffed %q, want %q", got, tt.kind)
			}
			_, err := Read(t.Context(), "ke-hoach.docx", tt.raw)
			if errs.KindOf(err) != errs.Invalid || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want invalid saying %q", err, tt.says)
			}
		})
	}
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, file, format string
		raw                []byte
		notes              int
	}{
		{"text", "ke-hoach.txt", "txt", examples.PlanText, 0},
		{"Word", "ke-hoach.docx", "docx", examples.PlanDOCX, 0},
		{"Word under another name", "ke-hoach.PDF", "docx", examples.PlanDOCX, 1},
		{"text under another name", "ke-hoach.doc", "txt", examples.PlanText, 1},
		{"a name that promises nothing", "Kế hoạch số 18.2026", "txt", examples.PlanText, 0},
		{"a word that looks like a picture", "", "txt", []byte("BMTE gửi các phường"), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := ReadFrom(t.Context(), tt.file, bytes.NewReader(tt.raw))
			if err != nil {
				t.Fatal(err)
			}
			if doc.Format != tt.format || len(doc.Lines) == 0 || len(doc.Notes) != tt.notes {
				t.Errorf("format %q, %d lines, notes %q", doc.Format, len(doc.Lines), doc.Notes)
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	_, err := ReadFrom(t.Context(), "", io.LimitReader(neverEnding('a'), MaxBytes+5))
	if errs.KindOf(err) != errs.TooLarge || !strings.Contains(err.Error(), "20 MB") {
		t.Errorf("got %v", err)
	}
}

type neverEnding byte

func (b neverEnding) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(b)
	}
	return len(p), nil
}

func TestBrokenUpload(t *testing.T) {
	_, err := ReadFrom(t.Context(), "", iotest.ErrReader(errors.New("connection reset")))
	if errs.KindOf(err) != errs.Invalid || !strings.Contains(err.Error(), "chưa hết") {
		t.Errorf("got %v", err)
	}
}

// Every kind that cannot be read has its advice.
func TestEveryKindHasWords(t *testing.T) {
	for kind, message := range advice {
		if !strings.Contains(message, "Hãy") {
			t.Errorf("%s: %q does not say what to do", kind, message)
		}
	}
}
