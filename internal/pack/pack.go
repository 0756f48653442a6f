package pack

import (
	"slices"
	"strings"
)

// Kind is what a pack is for.
type Kind string

// The kinds.
const (
	List      Kind = "list"      // answers of a choice
	Scorecard Kind = "scorecard" // things to look at, and when that is enough
)

// Pack is one subject: what it is called and for what it is used.
type Pack struct {
	Key   string // "injury-kind"
	Title string
	Kind  Kind
	About string
}

// Confidence says how the maker of a version came to know something.
type Confidence string

// The confidences.
const (
	Read     Confidence = "read"     // seen in the text that is named
	Inferred Confidence = "inferred" // follows from what was read
	Recall   Confidence = "recall"   // from memory
)

// Words are the confidence for a page.
func (c Confidence) Words() string {
	switch c {
	case Read:
		return "đã đọc văn bản"
	case Inferred:
		return "suy ra, chưa đối chiếu"
	}
	return "theo trí nhớ, chưa đối chiếu"
}

// Version is what a pack says between two days.
type Version struct {
	Key         string // kept by records: "1" as the program brings it, "u1" as an administrator did
	Pack        string
	From, Until string // ISO dates, both counted; empty without an end
	Source      string // the legal text, with number and date
	Page        string // where in it
	Confidence  Confidence
	Rule        Rule // of a scorecard
	Note        string
	Items       []Item

	ID        string // of the stored row; empty when the program brings it
	AddedBy   string // name, of a stored one
	AddedOn   string // ISO date
	Withdrawn bool   // taken back: no new record takes it

	at map[string]int
}

// Item is one code.
type Item struct {
	Code        string
	Text        string
	Parent      string   // code of the item above it
	Also        []string // other words by which tables name it
	From, Until string   // within the version; empty without an end
	Confidence  Confidence
	Must        string // of a scorecard: MustPass or Condition; empty for an item that need not pass, or of which that is not known
	Extra       string // "tai nạn=08; nhóm=2.1"
}

// What an item of a scorecard demands.
const (
	MustPass  = "co"        // the whole does not pass without it
	Condition = "dieu-kien" // like MustPass, and it is not one of the items that are counted
)

// index makes the items findable.
func (v *Version) index() {
	v.at = make(map[string]int, len(v.Items))
	for i, it := range v.Items {
		v.at[it.Code] = i
	}
}

// Indexed is a version made elsewhere, ready to find its items.
func (v Version) Indexed() Version { v.index(); return v }

// Item finds a code.
func (v Version) Item(code string) (Item, bool) {
	i, ok := v.at[code]
	if !ok {
		return Item{}, false
	}
	return v.Items[i], true
}

// On are the items that hold on a day.
func (v Version) On(day string) []Item {
	return slices.DeleteFunc(slices.Clone(v.Items), func(it Item) bool { return !within(day, it.From, it.Until) })
}

// Name is how pages call the version.
func (v Version) Name() string {
	if n, own := strings.CutPrefix(v.Key, "u"); own {
		return "bản tải lên số " + n
	}
	return "bản của chương trình"
}

func within(day, from, until string) bool { return from <= day && (until == "" || day <= until) }
