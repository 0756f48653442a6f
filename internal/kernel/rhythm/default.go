package rhythm

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
)

// beats are the words, folded, by which a plan names a beat, in the order of trial: "06 tháng, năm" is no yearly beat.
var beats = []struct {
	words *regexp.Regexp
	every Every
}{
	{regexp.MustCompile(`\b(hang|moi) (ngay|tuan|thang)\b|\blan (ngay|tuan|thang)\b`), Month},
	{regexp.MustCompile(`\b(hang|moi) qu[yi]\b|\blan qu[yi]\b|\b0?3 thang (mot|01|1) lan\b`), Quarter},
	{regexp.MustCompile(`\b0?6 thang (mot lan|0?1 lan|lan|nam)\b|\b0?2 lan nam\b`), Half},
	{regexp.MustCompile(`\b(hang|moi) nam\b|\blan nam\b`), Year},
}

var dateInMonth = regexp.MustCompile(`\bngay (\d{1,2})( hang| moi|$)`)

// ready is how many days before a peak its preparation is looked at by default.
const ready = 7

// Default is the rhythm of work that goes on, by the words of its time in the plan. Words that name no beat, as "thường
// xuyên" mostly does, mean every quarter: the quarter is the shortest period for which plans ask for figures. Peaks add a
// look at the preparation a week before each of them. It is the program's proposal, not law: the office changes it.
func Default(words string, peaks int) Rhythm {
	folded := vi.Fold(words)
	first := Rule{Every: Quarter}
	for _, b := range beats {
		if b.words.MatchString(folded) {
			first = Rule{Every: b.every, Date: dateOf(folded, b.every)}
			break
		}
	}
	out := Rhythm{first}
	if peaks > 0 {
		out = append(out, Rule{Every: Peak, Days: -ready})
	}
	return out
}

// dateOf finds the date in "ngày 25 hằng tháng", 0 when the words give none.
func dateOf(folded string, every Every) int {
	if every != Month || !strings.Contains(folded, "thang") {
		return 0
	}
	m := dateInMonth.FindStringSubmatch(folded)
	if m == nil {
		return 0
	}
	if n, _ := strconv.Atoi(m[1]); n <= 31 {
		return n
	}
	return 0
}
