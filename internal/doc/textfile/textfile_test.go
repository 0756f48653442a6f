package textfile

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

const plan = "KẾ HOẠCH\n\n  1. Cắm biển cảnh báo ở ao, hồ.\n\t- Đơn vị chủ trì: Công an phường."

func utf16Bytes(s string, order binary.ByteOrder, mark bool) []byte {
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	raw := make([]byte, 2*len(units))
	for i, u := range units {
		order.PutUint16(raw[2*i:], u)
	}
	return raw
}

func windows1252(t *testing.T, s string) []byte {
	t.Helper()
	raw, err := charmap.Windows1252.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestDecodeEncodings(t *testing.T) {
	want := strings.Split(plan, "\n")
	tests := []struct {
		name, encoding string
		raw            []byte
		want           []string
		notes          int
	}{
		{"utf-8", "utf-8", []byte(plan), want, 0},
		{"utf-8 with mark", "utf-8", []byte("\ufeff" + plan), want, 0},
		{"decomposed", "utf-8", []byte(norm.NFD.String(plan)), want, 0},
		{"utf-16 LE with mark", "utf-16", utf16Bytes(plan, binary.LittleEndian, true), want, 0},
		{"utf-16 BE with mark", "utf-16", utf16Bytes(plan, binary.BigEndian, true), want, 0},
		{"utf-16 LE without mark", "utf-16", utf16Bytes(plan, binary.LittleEndian, false), want, 0},
		{"utf-16 BE without mark", "utf-16", utf16Bytes(plan, binary.BigEndian, false), want, 0},
		{"Windows line ends", "utf-8", []byte(strings.ReplaceAll(plan, "\n", "\r\n") + "\r\n\r\n"), want, 0},
		{"old Mac line ends", "utf-8", []byte(strings.ReplaceAll(plan, "\n", "\r")), want, 0},
		{"TCVN3 bytes", "tcvn3", windows1252(t, "KÕ ho¹ch\nB¶o vÖ, ch¨m sãc trÎ em"), []string{"Kế hoạch", "Bảo vệ, chăm sóc trẻ em"}, 1},
		{"TCVN3 pasted as Unicode", "tcvn3", []byte("KÕ ho¹ch\nB¶o vÖ, ch¨m sãc trÎ em"), []string{"Kế hoạch", "Bảo vệ, chăm sóc trẻ em"}, 1},
		{"VNI bytes", "vni", windows1252(t, "Keá hoaïch\nBaûo veä, chaêm soùc treû em"), []string{"Kế hoạch", "Bảo vệ, chăm sóc trẻ em"}, 1},
		{"one damaged byte", "utf-8", []byte(strings.Repeat("ủy ban nhân dân phường\n", 40) + "tr\xFFi"), append(slicesRepeat("ủy ban nhân dân phường", 40), "tr�i"), 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Decode(tt.raw)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, doc.Text()); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
			if doc.Encoding != tt.encoding || doc.Format != "txt" || len(doc.Notes) != tt.notes {
				t.Errorf("encoding %q, format %q, notes %q", doc.Encoding, doc.Format, doc.Notes)
			}
		})
	}
}

func slicesRepeat(s string, n int) []string {
	return strings.Split(strings.TrimSuffix(strings.Repeat(s+"\n", n), "\n"), "\n")
}

func TestDecodeCleans(t *testing.T) {
	doc, err := DecodeString("a\u00a0b \t \n\u200b\u202ec\x07d\r\n\n\u00a0\u00a0e\u200b\u0301\vf\n\n \n")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a b", "cd", "", "  é", "f"}
	if diff := cmp.Diff(want, doc.Text()); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		name string
		raw  []byte
		kind errs.Kind
		says string
	}{
		{"nothing", nil, errs.Invalid, "không có chữ"},
		{"blanks only", []byte(" \r\n\t\n\u00a0"), errs.Invalid, "không có chữ"},
		{"a program", append([]byte("\x7fELF\x02\x01"), make([]byte, 400)...), errs.Invalid, "không phải văn bản"},
		{"unknown 8-bit charset", []byte("Gr\xfc\xdfe aus K\xf6ln"), errs.Invalid, "UTF-8"},
		{"too large", bytes.Repeat([]byte("a"), MaxBytes+1), errs.TooLarge, "10 MB"},
		{"too many lines", bytes.Repeat([]byte("a\n"), MaxLines+1), errs.TooLarge, "200.000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Decode(tt.raw)
			if errs.KindOf(err) != tt.kind || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %v saying %q", err, tt.kind, tt.says)
			}
		})
	}
}

func TestUnknownCharsetNamesTheLine(t *testing.T) {
	_, err := Decode([]byte("one\ntwo\nGr\xfc\xdfe\n"))
	if want := (&errs.Error{}); !asError(err, &want) || want.Line != 3 {
		t.Errorf("got %v, want line 3", err)
	}
}

func asError(err error, target **errs.Error) bool {
	e, ok := err.(*errs.Error)
	*target = e
	return ok
}

func TestCorpusLineNumbers(t *testing.T) {
	dir := os.Getenv("MANGNON_CORPUS")
	if dir == "" {
		t.Skip("MANGNON_CORPUS is not set: the real plans are not part of the repository")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "plans", "*.txt"))
	if len(files) == 0 {
		t.Fatal("no plans in the corpus")
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Decode(raw)
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(file), err)
		}
		for i, line := range strings.Split(strings.TrimRight(string(raw), "\n"), "\n") {
			if got := doc.Lines[i].Text; strings.Join(strings.Fields(norm.NFC.String(line)), " ") != strings.Join(strings.Fields(got), " ") {
				t.Errorf("%s line %d: %q, file has %q", filepath.Base(file), i+1, got, line)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(plan))
	f.Add(utf16Bytes(plan, binary.LittleEndian, true))
	f.Add(utf16Bytes(plan, binary.BigEndian, false))
	f.Add([]byte("KÕ ho¹ch\nB¶o vÖ, ch¨m sãc trÎ em"))
	f.Add([]byte("Keá hoaïch\nBaûo veä, chaêm soùc treû em"))
	f.Add([]byte("Gr\xfc\xdfe\x00\x01"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, err := Decode(raw)
		if err != nil {
			if errs.KindOf(err) == errs.Internal {
				t.Fatalf("no words for a person: %v", err)
			}
			return
		}
		for i, line := range doc.Lines {
			checkLine(t, i+1, line.Text)
		}
		again, err := DecodeString(strings.Join(doc.Text(), "\n"))
		if doc.Encoding != "utf-8" || len(again.Notes) > 0 {
			return // a second look may see other evidence in text that was converted
		}
		if err != nil || !cmp.Equal(doc.Text(), again.Text()) {
			t.Fatalf("reading the result again changed it: %v\n%s", err, cmp.Diff(doc.Text(), again.Text()))
		}
	})
}

func checkLine(t *testing.T, n int, s string) {
	switch {
	case !utf8.ValidString(s):
		t.Fatalf("line %d is not UTF-8: %q", n, s)
	case !norm.NFC.IsNormalString(s):
		t.Fatalf("line %d is not NFC: %q", n, s)
	case strings.TrimRightFunc(s, unicode.IsSpace) != s:
		t.Fatalf("line %d ends in space: %q", n, s)
	case strings.ContainsFunc(s, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }):
		t.Fatalf("line %d holds a control character: %q", n, s)
	}
}
