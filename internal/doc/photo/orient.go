package photo

import (
	"bytes"
	"encoding/binary"
)

var exifHead = []byte("Exif\x00\x00")

const orientationTag = 0x0112

// Orientation is the way up that the EXIF of a JPEG gives, 1 to 8; 1, upright, when it gives none.
func Orientation(raw []byte) int {
	if !IsJPEG(raw) {
		return 1
	}
	for rest := raw[2:]; ; {
		marker, segment, after, err := next(rest)
		if err != nil || marker == sos || marker == eoi {
			return 1
		}
		if marker == app1 {
			if tiff, ok := bytes.CutPrefix(segment[2:], exifHead); ok {
				return orientationIn(tiff)
			}
		}
		rest = after
	}
}

// orientationIn reads the tag from the first directory of a TIFF.
func orientationIn(tiff []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(tiff, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(tiff) < 8 {
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for n := int(order.Uint16(tiff[at:])); n > 0 && len(entries) >= 12; n, entries = n-1, entries[12:] {
		if order.Uint16(entries) == orientationTag {
			if way := int(order.Uint16(entries[8:])); way >= 1 && way <= 8 {
				return way
			}
			return 1
		}
	}
	return 1
}

// wayUp is an EXIF segment that says the way up and nothing else.
func wayUp(way int) []byte {
	body := append([]byte{}, exifHead...)
	body = append(body, "MM\x00\x2A\x00\x00\x00\x08"...) // big-endian TIFF, directory at 8
	body = append(body, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(way), 0, 0, 0, 0, 0, 0)
	head := []byte{0xFF, app1, 0, byte(len(body) + 2)}
	return append(head, body...)
}
