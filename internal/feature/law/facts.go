package law

import (
	_ "embed" // the data file
	"strings"
	"sync"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
)

//go:embed data/validity.txt
var validityFile string

// factColumns is how many columns a line of the data file has.
const factColumns = 10

// fact is what the program knows of a document that plans often cite.
type fact struct {
	doc        Document
	confidence string // "read", "inferred" or "recall"
}

// stateRead are the words of the data file for how a document stands.
var stateRead = map[string]State{"valid": Valid, "partial": Partial, "expired": Expired}

// facts are the lines of the data file by folded number. The file is part of the program: a broken line is a defect that a
// test finds.
var facts = sync.OnceValue(func() map[string]fact {
	m := map[string]fact{}
	for line := range strings.Lines(validityFile) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if strings.HasPrefix(line, "#") || len(c) != factColumns {
			continue
		}
		d := Document{Kind: c[0], Number: c[1], State: stateRead[c[5]], Title: c[6], Note: c[7], Source: c[9]}
		d.IssuedOn, d.ValidFrom, d.ValidTo = isoDay(c[2]), isoDay(c[3]), isoDay(c[4])
		m[numberFold(d.Number)] = fact{d, c[8]}
	}
	return m
})

func isoDay(s string) day.Day {
	d, _ := day.ParseISO(s) // empty is the zero day; the test of the file finds the rest
	return d
}

// withFacts adds to a cited document what the data file tells of it. What was not read in a source gives only a note.
func (d Document) withFacts() Document {
	f, ok := facts()[numberFold(d.Number)]
	if !ok || !f.doc.key().meets(d.key()) || !sameDay(f.doc, d) {
		return d
	}
	d.Note, d.Source = f.doc.Note, f.doc.Source
	if f.confidence != string(Read) {
		return d
	}
	d.Confidence, d.State, d.ValidFrom, d.ValidTo = Read, f.doc.State, f.doc.ValidFrom, f.doc.ValidTo
	d.Title = f.doc.Title
	if d.IssuedOn.IsZero() {
		d.IssuedOn = f.doc.IssuedOn
	}
	if d.PeriodTo == 0 {
		d.PeriodFrom, d.PeriodTo = periodOf(f.doc.Title, d.IssuedOn.Year())
	}
	return d
}

// sameDay keeps a fact from a document of another day with the same number: 06/QĐ-TTg is two decisions.
func sameDay(f, d Document) bool {
	if f.IssuedOn.IsZero() {
		return true
	}
	if n, ok := planread.ParseNumber(f.Number); ok && n.Year != 0 {
		return true
	}
	return !d.IssuedOn.IsZero() && d.IssuedOn == f.IssuedOn
}
