package law

import (
	"cmp"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
)

// Cite is a document as one plan cites it, and the document of the register that it was found to be.
type Cite struct {
	ID         string `db:"id"`
	UnitID     string `db:"unit_id"`
	PlanID     string `db:"plan_id"`
	Seq        int    `db:"seq"` // the document's place among those of the plan
	Kind       string `db:"kind"`
	Number     string `db:"number"`
	NumberFold string `db:"number_fold"`
	Date       string `db:"date_text"` // as printed: it may be impossible
	Issuer     string `db:"issuer"`
	Title      string `db:"title"`
	DocumentID string `db:"document_id"` // empty while nobody knows which one it is
	ChosenBy   string `db:"chosen_by"`   // who decided, empty when the key did
}

func (c Cite) key() Key { return KeyOf(c.Kind, c.Number, c.Issuer, c.Date) }

// resolved is what the citations of one number come to.
type resolved struct {
	Cites   []Cite
	Docs    []Document
	Added   []string // ids of documents that were not there
	Altered []string // ids of documents that learned their date or issuer
}

// resolve finds the document of every citation of one number. A citation with a date that fits no document makes one; one
// without a date that could be either stays open. What a person chose stays. The answer does not depend on the order in which
// the citations are given, and resolving again changes nothing.
func resolve(unitID string, docs []Document, cites []Cite) resolved {
	r := resolved{Docs: slices.Clone(docs), Cites: slices.Clone(cites)}
	slices.SortStableFunc(r.Cites, func(a, b Cite) int {
		return cmp.Or(cmp.Compare(vague(a), vague(b)), cmp.Compare(a.PlanID, b.PlanID), cmp.Compare(a.Seq, b.Seq))
	})
	for i, c := range r.Cites { // first the documents, so that the last look knows all of them
		if !c.chosen() && len(r.candidates(c.key())) == 0 {
			r.add(unitID, c)
		} else if !c.chosen() {
			r.learn(r.Cites[i])
		}
	}
	for i := range r.Cites {
		c := &r.Cites[i]
		if c.chosen() {
			continue
		}
		c.DocumentID, c.ChosenBy = "", ""
		if found := r.candidates(c.key()); len(found) == 1 {
			c.DocumentID = r.Docs[found[0]].ID
		}
	}
	return r
}

// vague orders citations by how little they tell.
func vague(c Cite) int {
	k := c.key()
	switch {
	case k.Year == 0:
		return 2
	case k.Issuer == "" || k.Day.IsZero() && planread.PrintedYear(c.Date) != 0:
		return 1
	}
	return 0
}

// chosen reports whether a person decided which document a citation means.
func (c Cite) chosen() bool { return c.ChosenBy != "" && c.DocumentID != "" }

// candidates are the documents that a key may mean: the one of that very key when it has a year, else all that it meets.
func (r *resolved) candidates(k Key) []int {
	var out []int
	for i, d := range r.Docs {
		dk := d.key()
		if k.Year != 0 && dk == k {
			return []int{i}
		}
		if k.meets(dk) {
			out = append(out, i)
		}
	}
	return out
}

func (r *resolved) add(unitID string, c Cite) {
	d := documentOf(c)
	d.ID, d.UnitID = ident.New(), unitID
	r.Docs, r.Added = append(r.Docs, d), append(r.Added, d.ID)
}

// learn gives the one document that a citation means what only the citation knows. What a person checked stays.
func (r *resolved) learn(c Cite) {
	found := r.candidates(c.key())
	if len(found) != 1 {
		return
	}
	d := &r.Docs[found[0]]
	if d.Confidence != Cited {
		return
	}
	was, from := d.key(), documentOf(c)
	if !from.key().covers(was) {
		return
	}
	if d.IssuedOn.IsZero() && !from.undated() {
		d.IssuedOn, d.Year = from.IssuedOn, from.Year
	}
	if len(from.key().Issuer) > len(was.Issuer) {
		d.Issuer = from.Issuer
	}
	if d.key() != was {
		*d = d.complete()
		if !slices.Contains(r.Altered, d.ID) && !slices.Contains(r.Added, d.ID) {
			r.Altered = append(r.Altered, d.ID)
		}
	}
}

// undated reports whether nothing is known of a document's date.
func (d Document) undated() bool { return d.IssuedOn.IsZero() && d.Year == 0 }

// periodOf is the period of a programme by its title. What is issued in the last year of the period that it names is the
// year's plan for somebody else's programme.
func periodOf(title string, issued int) (from, to int) {
	from, to = planread.Period(title)
	if from > to || to != 0 && issued >= to {
		return 0, 0
	}
	return from, to
}

// documentOf is a document as far as a citation tells it.
func documentOf(c Cite) Document {
	k := c.key()
	d := Document{Kind: c.Kind, Number: c.Number, Issuer: c.Issuer, IssuedOn: planread.PrintedDay(c.Date), Year: k.Year, CitedTitle: vi.NFC(c.Title), Confidence: Cited,
		Source: "theo kế hoạch dẫn"}
	if n, ok := planread.ParseNumber(c.Number); ok {
		d.Kind, d.Number, d.Issuer = orElse(n.Kind, d.Kind), n.Written, orElse(n.Issuer, d.Issuer)
	}
	if k.Year == 0 {
		d.IssuedOn = day.Day{}
	}
	d.PeriodFrom, d.PeriodTo = periodOf(d.CitedTitle, d.Year)
	return d.withFacts().complete()
}
