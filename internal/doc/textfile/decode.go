package textfile

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/mangnon/mangnon/internal/doc/oldfont"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// decoded is a text before it is divided into lines.
type decoded struct {
	text     string
	encoding string
	notes    []string
}

func decode(raw []byte) (decoded, error) {
	var d decoded
	switch order := utf16Order(raw); {
	case order != nil:
		d = decoded{text: fromUTF16(raw, order), encoding: "utf-16"}
	case utf8.Valid(raw):
		d = decoded{text: string(bytes.TrimPrefix(raw, []byte("\ufeff"))), encoding: "utf-8"}
	default:
		return eightBit(raw)
	}
	if isBinary(d.text) {
		return decoded{}, notText()
	}
	return d, nil
}

// utf16Order finds UTF-16 by its mark or, without one, by the zero bytes that plain letters have on one side only.
func utf16Order(raw []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return binary.LittleEndian
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return binary.BigEndian
	}
	head := raw[:min(len(raw), 4096)&^1]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs == 0:
	case zeros[1]*5 > pairs*2 && zeros[0]*50 < pairs:
		return binary.LittleEndian
	case zeros[0]*5 > pairs*2 && zeros[1]*50 < pairs:
		return binary.BigEndian
	}
	return nil
}

func fromUTF16(raw []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
}

// eightBit reads bytes that are no Unicode: a text in an old charset, or UTF-8 of which a few bytes are damaged.
func eightBit(raw []byte) (decoded, error) {
	if d, ok := damagedUTF8(raw); ok {
		return d, nil
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	switch {
	case err != nil || isBinary(string(text)):
		return decoded{}, notText()
	case oldfont.Detect(string(text)) == oldfont.Unicode:
		return decoded{}, &errs.Error{Kind: errs.Invalid, Line: badLine(raw), Message: "Không nhận ra bảng mã của tệp. " +
			"Hãy mở tệp bằng Notepad, chọn Lưu thành (Save as), đặt Mã hóa (Encoding) là UTF-8 rồi gửi lại; hoặc sao chép nội dung và dán vào ô văn bản."}
	}
	return decoded{text: string(text)}, nil
}

// damagedUTF8 accepts text in which good letters outnumber bad bytes a hundred to one, and marks what was lost.
func damagedUTF8(raw []byte) (decoded, bool) {
	good, bad := 0, 0
	for rest := raw; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		rest = rest[size:]
	}
	text := strings.ToValidUTF8(string(raw), "\ufffd")
	if good < 100*bad || isBinary(text) {
		return decoded{}, false
	}
	note := "Có " + vi.Int(bad) + " ký tự bị hỏng, chỗ đầu tiên ở dòng " + vi.Int(badLine(raw)) + "; mỗi chỗ hỏng được ghi bằng dấu �. Hãy soát lại."
	return decoded{text: strings.TrimPrefix(text, "\ufeff"), encoding: "utf-8", notes: []string{note}}, true
}

// badLine is the 1-based line of the first byte that is no UTF-8.
func badLine(raw []byte) int {
	line := 1
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		raw = raw[size:]
	}
	return line
}

// isBinary reports whether control characters make up more than a hundredth of a text; a few stray ones do not.
func isBinary(text string) bool {
	controls, runes := 0, 0
	for _, r := range text {
		runes++
		if r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1a", r) {
			controls++
		}
	}
	return controls > 4 && controls*100 > runes
}

func notText() error {
	return errs.New(errs.Invalid, "Tệp này không phải văn bản. Hãy gửi tệp Word (.docx), PDF có chữ hoặc tệp .txt, hoặc sao chép nội dung rồi dán vào ô văn bản.")
}
