package handover

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
)

//go:embed data/heirs.csv
var heirsFile string

// rule says which body of a commune holds a function from a day on.
type rule struct {
	Function   string
	From       day.Day
	Kind       body.Kind // empty: nobody is known
	Name       string    // first words of its name, empty for the only body of the kind
	Confidence string
	Basis      string
}

// matches reports whether a body is the one that the rule means.
func (r rule) matches(k body.Kind, name string) bool {
	return r.Kind != "" && k == r.Kind && strings.HasPrefix(vi.Fold(name)+" ", vi.Fold(r.Name)+blank(r.Name))
}

func blank(name string) string {
	if name == "" {
		return ""
	}
	return " "
}

var rules = sync.OnceValues(func() ([]rule, error) { return readRules(heirsFile) })

// readRules reads the pack: six columns after a line of names, lines of # are remarks.
func readRules(text string) ([]rule, error) {
	var out []rule
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "function;") {
			continue
		}
		cells := strings.Split(line, ";")
		for len(cells) > 6 { // a basis may itself hold the mark
			cells[5] += ";" + cells[6]
			cells = append(cells[:6], cells[7:]...)
		}
		if len(cells) != 6 {
			return nil, fmt.Errorf("handover: heirs.csv line %d has %d cells", n+1, len(cells))
		}
		from, err := day.ParseISO(cells[1])
		if err != nil || from.IsZero() {
			return nil, fmt.Errorf("handover: heirs.csv line %d: day %q", n+1, cells[1])
		}
		r := rule{Function: cells[0], From: from, Kind: body.Kind(cells[2]), Name: cells[3], Confidence: cells[4], Basis: cells[5]}
		if r.Kind == "?" {
			r.Kind = ""
		}
		out = append(out, r)
	}
	return out, nil
}

// ruleFor is the newest rule of a function that holds on a day.
func ruleFor(rs []rule, function string, at day.Day) (best rule, ok bool) {
	for _, r := range rs {
		if r.Function == function && !r.From.After(at) && (!ok || r.From.After(best.From)) {
			best, ok = r, true
		}
	}
	return best, ok
}
