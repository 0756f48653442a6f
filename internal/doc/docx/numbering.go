package docx

const maxLevels = 9

// level is how one level of a list is numbered.
type level struct {
	start   int
	format  string // decimal, upperRoman, bullet …
	text    string // "%1.%2."
	restart int    // the 1-based level whose counting starts this one anew, 0 never, -1 the level above
	legal   bool   // all numbers decimal
	suffix  string // tab, space or nothing
	style   string // paragraph style that stands for this level
}

type list struct {
	levels [maxLevels]level
	style  string // a numbering style that defines the levels instead
}

// numbering are the lists of a document. A num is one use of a list; all uses count on together unless they say so.
type numbering struct {
	lists  map[string]*list
	nums   map[string]num
	counts map[string]*[maxLevels]int // by list; the number last printed, less than the start before the first
	begun  map[string]bool            // num and level whose own start has been used
}

type num struct {
	list   string
	start  map[int]int
	levels map[int]level
}

func readNumbering(p parts) (*numbering, error) {
	n := &numbering{lists: map[string]*list{}, nums: map[string]num{}, counts: map[string]*[maxLevels]int{}, begun: map[string]bool{}}
	s, ok, err := p.read("numbering")
	if !ok {
		return n, err
	}
	return n, s.document(func(element) error {
		return s.each(func(el element) error {
			switch el.name {
			case "w:abstractNum":
				return n.readList(s, el.attr("abstractNumId"))
			case "w:num":
				return n.readNum(s, el.attr("numId"))
			}
			return s.skip()
		})
	})
}

func (n *numbering) readList(s *scanner, id string) error {
	l := &list{}
	for i := range l.levels {
		l.levels[i] = level{start: 1, format: "none", restart: -1}
	}
	n.lists[id] = l
	return s.each(func(el element) (err error) {
		switch el.name {
		case "w:lvl":
			lv, err := s.level()
			if i := el.number("ilvl", -1); i >= 0 && i < maxLevels {
				l.levels[i] = lv
			}
			return err
		case "w:numStyleLink":
			l.style = el.val()
		}
		return s.skip()
	})
}

func (s *scanner) level() (level, error) {
	lv := level{start: 0, format: "decimal", restart: -1, suffix: "tab"}
	err := s.each(func(el element) error {
		switch el.name {
		case "w:start":
			lv.start = el.number("val", 0)
		case "w:numFmt":
			lv.format = el.val()
		case "w:lvlText":
			lv.text = el.val()
		case "w:lvlRestart":
			lv.restart = el.number("val", -1)
		case "w:isLgl":
			lv.legal = el.toggle() == on
		case "w:suff":
			lv.suffix = el.val()
		case "w:pStyle":
			lv.style = el.val()
		}
		return s.skip()
	})
	return lv, err
}

func (n *numbering) readNum(s *scanner, id string) error {
	u := num{start: map[int]int{}, levels: map[int]level{}}
	err := s.each(func(el element) error {
		switch el.name {
		case "w:abstractNumId":
			u.list = el.val()
		case "w:lvlOverride":
			return u.readOverride(s, el.number("ilvl", -1))
		}
		return s.skip()
	})
	n.nums[id] = u
	return err
}

func (u num) readOverride(s *scanner, i int) error {
	return s.each(func(el element) error {
		switch el.name {
		case "w:startOverride":
			u.start[i] = el.number("val", 1)
		case "w:lvl":
			lv, err := s.level()
			u.levels[i] = lv
			return err
		}
		return s.skip()
	})
}
