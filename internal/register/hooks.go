package register

import (
	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Drawn is a column of the list that a declaration draws itself: what several answers say at once. Draw sees the record as the
// reader may see it; an empty component leaves the cell empty. Of are the columns that Draw reads: when every Drawn says them, lists
// read no others, which is most of their work.
type Drawn struct {
	Head string
	Of   []string
	Num  bool // stands at the right
	Day  bool // is worked out for a day, which the heading names when it is not today
	Draw func(rec Record, today day.Day) templ.Component
}

// head is the heading of the column in a list that is looked at as of a day.
func (c Drawn) head(v listView) string {
	if !c.Day || v.onDay().IsZero() || v.onDay() == v.Env.Today {
		return c.Head
	}
	return c.Head + " tại " + v.onDay().String()
}

// class puts figures at the right.
func (c Drawn) class() string {
	if c.Num {
		return "num"
	}
	return ""
}

// withheld says in words why a record may not leave its page, empty when it may.
func (g *Register) withheld(rec Record) string {
	if g.Withheld == nil {
		return ""
	}
	return g.Withheld(rec)
}

// published are the records that may leave the program in files; withheld is how many may not.
func (g *Register) published(recs []Record) (out []Record, withheld int) {
	if g.Withheld == nil {
		return recs, 0
	}
	for _, rec := range recs {
		if g.Withheld(rec) == "" {
			out = append(out, rec)
		}
	}
	return out, len(recs) - len(out)
}
