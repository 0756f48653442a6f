package photo

import "encoding/binary"

// Flags of the VP8X chunk that promise metadata (RFC 9649, 2.7).
const webpEXIF, webpXMP = 0x08, 0x04

// cleanWebP leaves out the chunks EXIF and XMP, takes back the promise of them, and drops whatever follows the picture.
func cleanWebP(raw []byte) ([]byte, error) {
	end := uint64(binary.LittleEndian.Uint32(raw[4:])) + 8
	if end > uint64(len(raw)) || end < 12 {
		return nil, ErrBroken
	}
	out := append(make([]byte, 0, end), raw[:12]...)
	for rest := raw[12:end]; len(rest) > 0; {
		if len(rest) < 8 {
			return nil, ErrBroken
		}
		n := uint64(binary.LittleEndian.Uint32(rest[4:])) + 8
		n += n & 1 // chunks have an even length; the last one may leave the filling byte out
		if n > uint64(len(rest))+1 {
			return nil, ErrBroken
		}
		n = min(n, uint64(len(rest)))
		switch kind := string(rest[:4]); {
		case kind == "EXIF" || kind == "XMP ":
		case kind == "VP8X" && n > 8:
			at := len(out) + 8
			out = append(out, rest[:n]...)
			out[at] &^= webpEXIF | webpXMP
		default:
			out = append(out, rest[:n]...)
		}
		rest = rest[n:]
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8)) //nolint:gosec // shorter than the length that was read from 32 bits
	return out, nil
}
