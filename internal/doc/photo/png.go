package photo

import (
	"encoding/binary"
	"slices"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// telling are the chunks of a PNG that hold words, times and EXIF (PNG specification, third edition, 11.3).
var telling = []string{"eXIf", "tEXt", "zTXt", "iTXt", "tIME"}

// cleanPNG leaves out the chunks that tell something, and whatever follows the end of the picture.
func cleanPNG(raw []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(raw)), pngSignature...)
	for rest := raw[len(pngSignature):]; len(rest) >= 12; {
		n := uint64(binary.BigEndian.Uint32(rest)) + 12 // length, kind and check sum
		if n > uint64(len(rest)) {
			return nil, ErrBroken
		}
		kind := string(rest[4:8])
		if !slices.Contains(telling, kind) {
			out = append(out, rest[:n]...)
		}
		if kind == "IEND" {
			return out, nil
		}
		rest = rest[n:]
	}
	return nil, ErrBroken
}
