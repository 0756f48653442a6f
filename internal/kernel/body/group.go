package body

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// IsGroup reports whether a name stands for several bodies that it does not name one by one: "UBND các xã, phường", "Các
// phòng, ban, ngành, đoàn thể", "các đơn vị liên quan", "UBND cấp xã". Who they are depends on the day, so the words stay as
// they are and a person or the register says who is meant. A list of named bodies is no group.
func IsGroup(name string) bool {
	s := strings.ToLower(vi.Spell(vi.NFC(name)))
	if slices.ContainsFunc(singles, func(head string) bool { return strings.HasPrefix(s, head) }) {
		return false
	}
	return namesMany(strings.Fields(strings.NewReplacer(",", " , ", ";", " ; ", "/", " , ", ".", " ", ":", " ").Replace(s)))
}

// singles are the heads of single bodies whose names hold "các".
var singles = []string{"ban quản lý các", "bql các", "liên hiệp các", "quỹ ", "câu lạc bộ "}

// manyOf are the words that make a noun stand for all of its kind.
var manyOf = []string{"các", "những", "mọi", "toàn thể", "tất cả", "từng", "mỗi"}

// nouns are the common nouns of bodies and units that a group is named by.
var nouns = strings.Split("cơ quan|đơn vị|địa phương|tổ chức|đoàn thể|doanh nghiệp|sở|ban|ngành|phòng|hội|đoàn|bộ|cấp|xã|phường|"+
	"đặc khu|thị trấn|thị xã|quận|huyện|thành phố|tỉnh|thôn|xóm|ấp|bản|buôn|làng|tổ dân phố|khu dân cư|khu phố|trường|nhà trường|"+
	"trường học|cơ sở|trạm y tế|trung tâm|công an|chi hội|chi đoàn|liên đội|thành viên|hộ|gia đình|thủ trưởng|lực lượng|tập thể|"+
	"ủy ban|ubnd|hội đồng|phòng ban", "|")

// after are the words that may follow the last noun of a group.
var after = strings.Split("liên quan|có liên quan|chuyên môn|thuộc|trực thuộc|trên|trong|ở|tại|của|theo|được|khác|thị xã|thành phố|"+
	"tỉnh|phường|xã|huyện|quận|đặc khu|thị trấn|địa phương|và|và các", "|")

// namesMany looks through the words of a name, in which commas and semicolons stand as words of their own.
func namesMany(words []string) bool {
	for i := range words {
		rest := words[i:]
		if n := startsWith(rest, manyOf); n > 0 && startsWith(rest[n:], nouns) > 0 {
			return true
		}
		if startsWith(rest, allOfALevel) > 0 || enumerates(rest) || isUnnamed(rest) {
			return true
		}
	}
	return false
}

// allOfALevel stands behind a body of which every unit of a level has one.
var allOfALevel = []string{"cấp xã", "cấp huyện", "cấp tỉnh", "hai cấp"}

// enumerates reports whether words begin with two common nouns that a comma or "và" joins: "xã, phường", "sở, ban, ngành".
func enumerates(words []string) bool {
	n := startsWith(words, nouns)
	if n == 0 || n >= len(words) || words[n] != "," && words[n] != "và" {
		return false
	}
	second := words[n+1:]
	m := startsWith(second, nouns)
	if m == 0 {
		return false
	}
	tail := second[m:]
	return len(tail) == 0 || tail[0] == "," || tail[0] == ";" || startsWith(tail, after) > 0
}

// isUnnamed reports whether words begin with a common noun that is told only by its concern: "đơn vị liên quan".
func isUnnamed(words []string) bool {
	n := startsWith(words, nouns)
	return n > 0 && startsWith(words[n:], []string{"liên quan", "có liên quan"}) > 0
}

// startsWith gives how many words the longest of the phrases at the head of words has, 0 when none stands there.
func startsWith(words []string, phrases []string) int {
	longest := 0
	for _, phrase := range phrases {
		want := strings.Fields(phrase)
		if len(want) > longest && len(want) <= len(words) && slices.Equal(words[:len(want)], want) {
			longest = len(want)
		}
	}
	return longest
}
