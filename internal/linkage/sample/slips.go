package sample

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// slip writes a name as somebody else would and says which kind of slip it was.
func (w *world) slip(name string) (written, kind string) {
	kind = w.habits.name.draw(w.rnd)
	if kind == "two" {
		first, a := w.slip(name)
		second, b := w.slip(first)
		return second, a + "+" + b
	}
	return w.slipOf(name, kind), kind
}

func (w *world) slipOf(name, kind string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name
	}
	at := w.rnd.IntN(len(words))
	switch kind {
	case "nodiac":
		return bare(name)
	case "upper":
		return vi.Upper(name)
	case "tone":
		words[at] = w.tone(words[at])
	case "letter":
		words[at] = w.letter(words[at])
	case "sound":
		words[at] = w.sound(words[at])
	case "telex":
		words[at] = typed(words[at], telex)
	case "vni":
		words[at] = typed(words[at], vni)
	case "middle":
		if len(words) > 2 {
			at = 1 + w.rnd.IntN(len(words)-2)
			words = append(words[:at], words[at+1:]...)
		}
	case "initial":
		if len(words) > 2 {
			at = 1 + w.rnd.IntN(len(words)-2)
			words[at] = string([]rune(words[at])[:1]) + "."
		}
	case "swap":
		at = 1 + w.rnd.IntN(len(words)-1)
		words[at], words[max(1, at-1)] = words[max(1, at-1)], words[at]
	case "glued":
		at = w.rnd.IntN(len(words) - 1)
		words[at] += words[at+1]
		words = append(words[:at+1], words[at+2:]...)
	case "nickname":
		words = append(words, "("+[]string{"Bông", "Tôm", "Na", "Bin", "Cún", "Gạo"}[w.rnd.IntN(6)]+")")
	case "mothers":
		words = append(words[:1], append([]string{w.words.family.draw(w.rnd)}, words[1:]...)...)
	}
	return strings.Join(words, " ")
}

// bare drops all marks and keeps capitals.
func bare(s string) string {
	var b strings.Builder
	for _, r := range s {
		f := vi.Fold(string(r))
		switch {
		case f == "":
			b.WriteRune(r)
		case string(r) != strings.ToLower(string(r)):
			b.WriteString(strings.ToUpper(f))
		default:
			b.WriteString(f)
		}
	}
	return b.String()
}

// rows are the vowels with their tones: none, grave, hook, tilde, acute, dot.
var rows = []string{"aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ"}

func toned(r rune) (row []rune, tone int) {
	for _, line := range rows {
		letters := []rune(line)
		if at := slices.Index(letters, r); at >= 0 {
			return letters, at
		}
	}
	return nil, 0
}

func (w *world) tone(s string) string {
	r := []rune(s)
	for i := len(r) - 1; i >= 0; i-- {
		if row, _ := toned(r[i]); row != nil {
			r[i] = row[w.rnd.IntN(len(row))]
			return string(r)
		}
	}
	return s
}

func (w *world) letter(s string) string {
	r := []rune(s)
	if len(r) < 2 {
		return s
	}
	at := w.rnd.IntN(len(r) - 1)
	switch w.rnd.IntN(4) {
	case 0:
		return string(append(r[:at], r[at+1:]...))
	case 1:
		return string(r[:at+1]) + string(r[at:])
	case 2:
		r[at], r[at+1] = r[at+1], r[at]
	default:
		r[at] = []rune("qwertyuiopasdfghjklzxcvbnm")[w.rnd.IntN(26)]
	}
	return string(r)
}

func (w *world) sound(s string) string {
	pairs := [][2]string{{"Tr", "Ch"}, {"Ch", "Tr"}, {"S", "X"}, {"X", "S"}, {"Gi", "D"}, {"D", "Gi"}, {"L", "N"}, {"y", "i"}, {"i", "y"}, {"Q", "Qu"}, {"nh", "n"}, {"ng", "n"}, {"V", "D"}}
	for range 8 {
		p := pairs[w.rnd.IntN(len(pairs))]
		if strings.Contains(s, p[0]) {
			return strings.Replace(s, p[0], p[1], 1)
		}
	}
	return s
}

// keyboard is a typing method: the keys of the tones in the order of rows and those of the letters with a mark.
type keyboard struct {
	tones   [6]string
	letters map[rune]string
}

var (
	telex = keyboard{[6]string{"", "f", "r", "x", "s", "j"}, map[rune]string{'ă': "aw", 'â': "aa", 'ê': "ee", 'ô': "oo", 'ơ': "ow", 'ư': "uw", 'đ': "dd", 'Đ': "DD"}}
	vni   = keyboard{[6]string{"", "2", "3", "4", "1", "5"}, map[rune]string{'ă': "a8", 'â': "a6", 'ê': "e6", 'ô': "o6", 'ơ': "o7", 'ư': "u7", 'đ': "d9", 'Đ': "D9"}}
)

// typed writes a word with the keys of a typing method that was switched off.
func typed(s string, k keyboard) string {
	tone := ""
	var b strings.Builder
	for _, r := range s {
		if row, at := toned(r); row != nil {
			r = row[0]
			tone += k.tones[at]
		}
		if keys, ok := k.letters[r]; ok {
			b.WriteString(keys)
			continue
		}
		b.WriteRune(r)
	}
	return b.String() + tone
}
