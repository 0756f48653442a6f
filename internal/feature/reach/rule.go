package reach

import (
	"embed"
	"encoding/json"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
)

//go:embed data/*.json
var data embed.FS

// Rule says which children a list holds.
type Rule struct {
	Key    string `json:"key"`    // stored and in addresses
	Words  string `json:"words"`  // behind "trẻ em": "dưới 6 tuổi chưa có thẻ bảo hiểm y tế"
	Maybe  string `json:"maybe"`  // the same of those of whom nobody knows
	Ages   []int  `json:"ages"`   // completed years at the day: from the first, below the second; every age when empty
	Kind   string `json:"kind"`   // what is looked at: answer, visit or support
	Column string `json:"column"` // of an answer
	Months int    `json:"months"` // of a visit or support: how long ago is too long

	Missing []string `json:"missing"` // answers that say that the child lacks it
	Unknown []string `json:"unknown"` // answers that say that nobody knows

	To     string `json:"to"`     // whom a letter asks
	Asks   string `json:"asks"`   // for what
	Source string `json:"source"` // the law or whoever made the rule
	Sure   string `json:"sure"`   // whether somebody compared it with the text
	Secret bool   `json:"secret"` // only for actor.ChildSecret: neither its words nor its numbers reach others
}

// The kinds of rules.
const (
	ofAnswer  = "answer"
	ofVisit   = "visit"
	ofSupport = "support"
)

// ruleSet is the rules that hold from a day on.
type ruleSet struct {
	From  day.Day `json:"from"`
	Rules []Rule  `json:"rules"`

	open, secret counted
}

var ruleSets = readSets()

func readSets() (out []ruleSet) {
	files, err := data.ReadDir("data")
	for _, f := range files {
		var set ruleSet
		raw, readErr := data.ReadFile("data/" + f.Name())
		if readErr != nil {
			panic(readErr) // the file is embedded above
		}
		if err := json.Unmarshal(raw, &set); err != nil {
			panic("reach: " + f.Name() + ": " + err.Error())
		}
		out = append(out, set)
	}
	if err != nil || len(out) == 0 {
		panic("reach: no rules")
	}
	slices.SortFunc(out, func(a, b ruleSet) int { return a.From.Compare(b.From) })
	return out
}

// rulesOn are the rules of a day: the newest set that has begun, else the first that there is.
func rulesOn(at day.Day) ruleSet {
	set := ruleSets[0]
	for _, s := range ruleSets {
		if !s.From.After(at) {
			set = s
		}
	}
	return set
}

// Level is that of what tells of the rule.
func (r Rule) Level() actor.Level {
	if r.Secret {
		return actor.Restricted
	}
	return actor.Ordinary
}

// open reports whether an actor may see what the rule finds, or that there is such a rule.
func (r Rule) open(a actor.Actor) bool { return !r.Secret || a.May(actor.ChildSecret) }

// ruleFor is a rule that the actor may see. Any other is not found, in the same words.
func ruleFor(key string, a actor.Actor, at day.Day) (Rule, error) {
	for _, r := range rulesOn(at).Rules {
		if r.Key == key && r.open(a) {
			return r, nil
		}
	}
	return Rule{}, errs.New(errs.NotFound, "Không tìm thấy danh sách này. Có thể địa chỉ bị gõ sai.")
}

// part is one of the two lists of a rule.
type part string

const (
	missing part = "thieu"
	unclear part = "chua-ro"
)

func partOf(typed string) part {
	if part(typed) == unclear {
		return unclear
	}
	return missing
}

// title is what a list of the rule is called.
func (r Rule) title(p part) string {
	return "T" + r.inside(p)[1:]
}

// inside is title inside a sentence.
func (r Rule) inside(p part) string {
	if p == unclear {
		return "trẻ em " + r.Maybe
	}
	return "trẻ em " + r.Words
}
