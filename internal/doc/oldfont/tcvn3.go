package oldfont

import (
	"strings"
	"unicode"
)

// tcvn3 gives the letter of each code (TCVN 5712:1993, third set). Capitals with a tone have no codes: texts in capitals
// use the codes of small letters and a capital font.
var tcvn3 = map[rune]rune{
	0xA1: 'Ă', 0xA2: 'Â', 0xA3: 'Ê', 0xA4: 'Ô', 0xA5: 'Ơ', 0xA6: 'Ư', 0xA7: 'Đ',
	0xA8: 'ă', 0xA9: 'â', 0xAA: 'ê', 0xAB: 'ô', 0xAC: 'ơ', 0xAD: 'ư', 0xAE: 'đ',
	0xB5: 'à', 0xB6: 'ả', 0xB7: 'ã', 0xB8: 'á', 0xB9: 'ạ',
	0xBB: 'ằ', 0xBC: 'ẳ', 0xBD: 'ẵ', 0xBE: 'ắ', 0xC6: 'ặ',
	0xC7: 'ầ', 0xC8: 'ẩ', 0xC9: 'ẫ', 0xCA: 'ấ', 0xCB: 'ậ',
	0xCC: 'è', 0xCE: 'ẻ', 0xCF: 'ẽ', 0xD0: 'é', 0xD1: 'ẹ',
	0xD2: 'ề', 0xD3: 'ể', 0xD4: 'ễ', 0xD5: 'ế', 0xD6: 'ệ',
	0xD7: 'ì', 0xD8: 'ỉ', 0xDC: 'ĩ', 0xDD: 'í', 0xDE: 'ị',
	0xDF: 'ò', 0xE1: 'ỏ', 0xE2: 'õ', 0xE3: 'ó', 0xE4: 'ọ',
	0xE5: 'ồ', 0xE6: 'ổ', 0xE7: 'ỗ', 0xE8: 'ố', 0xE9: 'ộ',
	0xEA: 'ờ', 0xEB: 'ở', 0xEC: 'ỡ', 0xED: 'ớ', 0xEE: 'ợ',
	0xEF: 'ù', 0xF1: 'ủ', 0xF2: 'ũ', 0xF3: 'ú', 0xF4: 'ụ',
	0xF5: 'ừ', 0xF6: 'ử', 0xF7: 'ữ', 0xF8: 'ứ', 0xF9: 'ự',
	0xFA: 'ỳ', 0xFB: 'ỷ', 0xFC: 'ỹ', 0xFD: 'ý', 0xFE: 'ỵ',
}

func fromTCVN3(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = tcvn3Line(line)
	}
	return strings.Join(lines, "\n")
}

func tcvn3Line(line string) string {
	out := strings.Map(func(r rune) rune {
		if v, ok := tcvn3[r]; ok {
			return v
		}
		return r
	}, line)
	capitals, small := capitalsOf(line)
	switch {
	case !capitals:
		return out
	case !small:
		return strings.ToUpper(out)
	}
	return raiseWords(line, out)
}

// capitalsOf tells what the plain letters of a text say of its accented ones, which have only small codes. Capitals: an
// accented word was typed in capitals ("HO¹CH"); one plain letter is no evidence, it may begin a name ("Mü"). Small: the
// text has small plain letters too.
func capitalsOf(s string) (capitals, small bool) {
	for word := range strings.FieldsSeq(s) {
		var upper, lower, codes int
		for _, r := range word {
			switch {
			case 'A' <= r && r <= 'Z':
				upper++
			case 'a' <= r && r <= 'z':
				lower++
			case tcvn3[r] != 0:
				codes++
			}
		}
		capitals = capitals || upper >= 2 && lower == 0 && codes > 0
		small = small || lower > 0
	}
	return capitals, small
}

// raiseWords writes the words typed in capitals in capitals. Typed and out have the same number of runes.
func raiseWords(typed, out string) string {
	from, to := []rune(typed), []rune(out)
	for start := 0; start < len(from); {
		end := start
		for end < len(from) && !unicode.IsSpace(from[end]) {
			end++
		}
		if capitals, _ := capitalsOf(string(from[start:end])); capitals {
			copy(to[start:end], []rune(strings.ToUpper(string(to[start:end]))))
		}
		start = end + 1
	}
	return string(to)
}
