// Package oldfont reads text typed for Vietnamese fonts older than Unicode.
//
// Such a font draws a Vietnamese letter where the character set has another one, so the file says "Céng hoµ x· héi" and
// only the font makes it "Cộng hòa xã hội". Two sets are still met in offices: TCVN3 (ABC, fonts named .Vn…) and
// VNI-Windows (fonts named VNI-…).
package oldfont

import "strings"

// Charset is the set that a text was typed in.
type Charset string

// The charsets. The values are those of doctext.Document.Encoding.
const (
	Unicode Charset = ""
	TCVN3   Charset = "tcvn3"
	VNI     Charset = "vni"
)

// Name is the charset as officers call it.
func (c Charset) Name() string {
	switch c {
	case TCVN3:
		return "TCVN3 (ABC)"
	case VNI:
		return "VNI-Windows"
	}
	return "Unicode"
}

// ToUnicode rewrites s, whose runes are the codes of the old set read as Windows-1252. Unicode text comes back as it is.
func ToUnicode(s string, c Charset) string {
	switch c {
	case TCVN3:
		return fromTCVN3(s)
	case VNI:
		return fromVNI(s)
	}
	return s
}

// ByFont tells the charset from the name of a font in a document. Capital says that the font draws small letters as
// capitals, as .VnTimeH does.
func ByFont(name string) (c Charset, capital bool) {
	lower := strings.ToLower(strings.TrimSpace(name))
	switch {
	case strings.HasPrefix(lower, ".vn"):
		return TCVN3, strings.HasSuffix(lower, "h")
	case strings.HasPrefix(lower, "vni-"), strings.HasPrefix(lower, "vni "):
		return VNI, false
	}
	return Unicode, false
}
