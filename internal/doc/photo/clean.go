package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// ErrBroken means that the bytes begin like a picture and are none.
var ErrBroken = errors.New("photo: not a whole picture")

// Markers of the segments of a JPEG (ITU T.81, B.1).
const (
	soi   = 0xD8
	eoi   = 0xD9
	sos   = 0xDA
	app0  = 0xE0
	app1  = 0xE1
	app2  = 0xE2
	app14 = 0xEE
	app15 = 0xEF
	com   = 0xFE
)

// IsJPEG reports whether the bytes begin like a JPEG.
func IsJPEG(raw []byte) bool { return bytes.HasPrefix(raw, []byte{0xFF, soi, 0xFF}) }

// cleanJPEG copies a JPEG without its metadata: EXIF with the position, XMP, IPTC, comments, embedded previews, and whatever
// follows the picture. What is needed to show it right stays: the colour profile, Adobe's colour transform, and the way up.
// The picture itself is copied bit by bit.
func cleanJPEG(raw []byte) ([]byte, error) {
	if !IsJPEG(raw) {
		return nil, ErrBroken
	}
	out := append(make([]byte, 0, len(raw)), 0xFF, soi)
	if way := Orientation(raw); way != 1 {
		out = append(out, wayUp(way)...)
	}
	rest := raw[2:]
	for {
		marker, segment, after, err := next(rest)
		if err != nil {
			return nil, err
		}
		if marker == eoi {
			return append(out, 0xFF, eoi), nil
		}
		if keeps(marker, segment) {
			out = append(out, 0xFF, marker)
			out = append(out, segment...)
		}
		rest = after
		if marker == sos {
			n := scanEnd(rest)
			out = append(out, rest[:n]...)
			if rest = rest[n:]; len(rest) == 0 { // cut off on the way: close it, a viewer shows what is there
				return append(out, 0xFF, eoi), nil
			}
		}
	}
}

// next splits the first segment off: its marker, and its bytes with the two that give their length.
func next(b []byte) (marker byte, segment, rest []byte, err error) {
	if len(b) < 2 || b[0] != 0xFF {
		return 0, nil, nil, ErrBroken
	}
	for len(b) > 2 && b[1] == 0xFF { // fill bytes
		b = b[1:]
	}
	marker, b = b[1], b[2:]
	switch {
	case marker == eoi:
		return marker, nil, b, nil
	case marker < 0xC0 || marker >= 0xD0 && marker <= soi || marker == 0xFF:
		return 0, nil, nil, ErrBroken // nothing that may stand between segments
	case len(b) < 2:
		return 0, nil, nil, ErrBroken
	}
	n := int(binary.BigEndian.Uint16(b))
	if n < 2 || n > len(b) {
		return 0, nil, nil, ErrBroken
	}
	return marker, b[:n], b[n:], nil
}

func keeps(marker byte, segment []byte) bool {
	switch {
	case marker == com:
		return false
	case marker == app0:
		return bytes.HasPrefix(segment[2:], []byte("JFIF\x00"))
	case marker == app2:
		return bytes.HasPrefix(segment[2:], []byte("ICC_PROFILE\x00"))
	case marker == app14:
		return bytes.HasPrefix(segment[2:], []byte("Adobe"))
	default:
		return marker < app0 || marker > app15
	}
}

// scanEnd is the length of the coded picture that follows a start of scan: up to the next marker that is neither a stuffed
// byte nor a restart.
func scanEnd(b []byte) int {
	for i := 0; i+1 < len(b); i++ {
		if b[i] != 0xFF {
			continue
		}
		if m := b[i+1]; m != 0 && m != 0xFF && (m < 0xD0 || m > 0xD7) {
			return i
		}
	}
	return len(b)
}
