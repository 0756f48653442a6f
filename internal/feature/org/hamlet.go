package org

import (
	"regexp"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// HamletKind is one of the two kinds of communities below a commune: a ward has tổ dân phố, a commune thôn (Nghị định
// 185/2026/NĐ-CP). A unit in between may have both.
type HamletKind string

// The kinds. Local words such as ấp, bản, khu phố belong to one of them.
const (
	Thon     HamletKind = "thon"
	ToDanPho HamletKind = "to-dan-pho"
)

// mostNamed is how many letters a name may have.
const mostNamed = 100

// Label is the kind as a page names it.
func (k HamletKind) Label() string {
	if k == ToDanPho {
		return "tổ dân phố"
	}
	return "thôn"
}

// usualHamlet is the kind that a unit of a name has by law.
func usualHamlet(unit string) HamletKind {
	if strings.HasPrefix(strings.ToLower(unit), "phường ") {
		return ToDanPho
	}
	return Thon
}

// Hamlet is a thôn or tổ dân phố of a unit under one name. Under a new name, merged or divided it is another one, with a
// link back: what was recorded under the old one stays there.
type Hamlet struct {
	ID         string        `db:"id"`
	UnitID     string        `db:"unit_id"`
	Kind       HamletKind    `db:"kind"`
	Name       string        `db:"name"` // with its kind, as papers write it: "Tổ dân phố số 3"
	Key        string        `db:"match_key"`
	Households int           `db:"households"` // 0 when not known
	Lat        int64         `db:"pin"`        // millionths of a degree; 0 when nobody has said where it lies
	Lon        int64         `db:"pin_lon"`
	From       day.Day       `db:"valid_from"`
	To         day.Day       `db:"valid_to"` // last day; zero while it exists
	Source     string        `db:"source"`
	BegunBy    string        `db:"begun_by"`
	EndedBy    string        `db:"ended_by"`
	EditedAt   store.Instant `db:"edited_at"`
	Version    int64         `db:"version"`
}

// Exists reports whether the hamlet exists on a day.
func (h Hamlet) Exists(at day.Day) bool {
	return !at.Before(h.From) && (h.To.IsZero() || !at.After(h.To))
}

// meets reports whether two hamlets exist on a common day.
func (h Hamlet) meets(other Hamlet) bool {
	return (h.To.IsZero() || !h.To.Before(other.From)) && (other.To.IsZero() || !other.To.Before(h.From))
}

// hamletRecord is a hamlet as the history tells it.
type hamletRecord struct {
	Name       string `json:"Tên"`
	Households int    `json:"Số hộ,omitempty"`
	Place      string `json:"Vị trí,omitempty"`
	From       string `json:"Từ ngày"`
	To         string `json:"Đến hết ngày"`
	Source     string `json:"Căn cứ"`
}

func (h Hamlet) record() hamletRecord {
	return hamletRecord{h.Name, h.Households, h.pinText(), h.From.String(), h.To.String(), h.Source}
}

type hamletWord struct {
	word string
	kind HamletKind
}

// hamletWords are the words that begin the name of a hamlet, longer ones first, with the kind to which they belong. Those
// without one are used for both.
var hamletWords = []hamletWord{
	{"tổ dân phố", ToDanPho}, {"khu dân cư", ""}, {"khu phố", ToDanPho}, {"khối phố", ToDanPho}, {"tiểu khu", ToDanPho}, {"tdp", ToDanPho},
	{"khóm", ToDanPho}, {"khối", ToDanPho}, {"khu", ""}, {"tổ", ToDanPho}, {"thôn", Thon}, {"xóm", Thon}, {"làng", Thon}, {"buôn", Thon}, {"bản", Thon},
	{"plei", Thon}, {"phum", Thon}, {"sóc", Thon}, {"bon", Thon}, {"ấp", Thon},
}

// readHamletName puts a typed name in order: one blank between words, the old and new tone places alike, a short kind written
// out, and the unit's usual kind before a name that has none.
func readHamletName(typed string, usual HamletKind) (name string, kind HamletKind) {
	name = strings.Join(strings.Fields(vi.Spell(vi.NFC(typed))), " ")
	if name == "" {
		return "", usual
	}
	words := strings.Fields(name)
	for _, w := range hamletWords {
		n := strings.Count(w.word, " ") + 1
		if len(words) <= n || !strings.EqualFold(strings.Join(words[:n], " "), w.word) {
			continue
		}
		if kind = w.kind; kind == "" {
			kind = usual
		}
		word := w.word
		if word == "tdp" {
			word = ToDanPho.Label()
		}
		return vi.Sentence(word) + " " + strings.Join(words[n:], " "), kind
	}
	return vi.Sentence(usual.Label()) + " " + name, usual
}

var (
	numberWord = regexp.MustCompile(` số (\d)`)
	figures    = regexp.MustCompile(`\d+`)
)

// hamletKey is the name as two writings of it are compared: "Tổ dân phố số 03" and "tổ dân phố 3" are one; marks count.
func hamletKey(name string) string {
	key := numberWord.ReplaceAllString(strings.ToLower(name), " $1")
	return figures.ReplaceAllStringFunc(key, func(n string) string {
		if n = strings.TrimLeft(n, "0"); n == "" {
			return "0"
		}
		return n
	})
}

// hamletSortKey orders names as people do, 2 before 10.
func hamletSortKey(name string) string {
	return vi.SortKey(figures.ReplaceAllStringFunc(hamletKey(name), func(n string) string { return strings.Repeat("0", max(0, 6-len(n))) + n }))
}

// HamletActKind is what was done to hamlets.
type HamletActKind string

// The acts.
const (
	HamletAdd    HamletActKind = "add"
	HamletRename HamletActKind = "rename"
	HamletMerge  HamletActKind = "merge"
	HamletSplit  HamletActKind = "split"
	HamletEnd    HamletActKind = "end"
)

// hamletActWords are the acts as a history line shows them.
var hamletActWords = map[HamletActKind]string{
	HamletAdd: "Thêm thôn, tổ dân phố", HamletRename: "Đổi tên", HamletMerge: "Gộp", HamletSplit: "Tách", HamletEnd: "Kết thúc",
}

// HamletAct is one such deed, with its first day and its legal ground.
type HamletAct struct {
	ID    string        `db:"id"`
	Kind  HamletActKind `db:"kind"`
	Day   day.Day       `db:"day"`
	Basis string        `db:"basis"`
	At    store.Instant `db:"at"`
}
