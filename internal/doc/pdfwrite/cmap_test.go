package pdfwrite

import (
	"encoding/binary"
	"testing"
)

// characters reads the table cmap (format 4) of a face: which glyph each character has.
func characters(t *testing.T, font []byte) map[rune]int {
	t.Helper()
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	cmap := 0
	for i := range u16(4) {
		if record := 12 + 16*i; string(font[record:record+4]) == "cmap" {
			cmap = u32(record + 8)
		}
	}
	for i := range u16(cmap + 2) {
		if sub := cmap + u32(cmap+4+8*i+4); u16(sub) == 4 {
			return segments(u16, sub)
		}
	}
	t.Fatal("the face has no table of characters in format 4")
	return nil
}

func segments(u16 func(int) int, sub int) map[rune]int {
	out := map[rune]int{}
	n := u16(sub+6) / 2
	for i := range n {
		end, start := u16(sub+14+2*i), u16(sub+16+2*n+2*i)
		delta, offsetAt := u16(sub+16+4*n+2*i), sub+16+6*n+2*i
		for c := start; c <= end && c != 0xffff; c++ {
			glyph := c
			if offset := u16(offsetAt); offset != 0 {
				if glyph = u16(offsetAt + offset + 2*(c-start)); glyph == 0 {
					continue
				}
			}
			out[rune(c)] = (glyph + delta) & 0xffff
		}
	}
	return out
}
