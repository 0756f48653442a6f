package photo

import (
	"bytes"
	"slices"
)

// HeadSize is how many bytes Known needs to see.
const HeadSize = 16

// Known reports whether a file that begins with these bytes is of a kind that Clean takes metadata out of: JPEG, PNG,
// WebP, or HEIC and AVIF, which telephones make.
func Known(head []byte) bool {
	return IsJPEG(head) || isPNG(head) || isWebP(head) || isHEIF(head)
}

// Clean copies a picture without what says where, when and with what it was taken. The picture itself stays as it is, bit
// by bit, and the right way up. ErrBroken means that it begins like a picture and is none; a file that is not Known comes
// back as it is.
func Clean(raw []byte) ([]byte, error) {
	switch {
	case IsJPEG(raw):
		return cleanJPEG(raw)
	case isPNG(raw):
		return cleanPNG(raw)
	case isWebP(raw):
		return cleanWebP(raw)
	case isHEIF(raw):
		return cleanHEIF(raw)
	default:
		return raw, nil
	}
}

func isPNG(raw []byte) bool { return bytes.HasPrefix(raw, []byte(pngSignature)) }

func isWebP(raw []byte) bool {
	return len(raw) >= 12 && string(raw[:4]) == "RIFF" && string(raw[8:12]) == "WEBP"
}

// brands are the major brands of ISO media files with still pictures (ISO/IEC 23008-12, annex B; AV1 Image File Format).
var brands = []string{"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"}

func isHEIF(raw []byte) bool {
	return len(raw) >= 12 && string(raw[4:8]) == "ftyp" && slices.Contains(brands, string(raw[8:12]))
}
