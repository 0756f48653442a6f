package register

import (
	"fmt"
	"slices"
)

// Dated is a date of the records that the calendar of their register shows.
type Dated struct {
	Column string // of a Date, a Moment or a Period, which stands on all its days
	Text   string // "Hạn xử lý"; the label of the field when empty
}

// Clock is a day until which somebody must act on a record. People are reminded of it as they are of work; there is at most one
// line for a record, that of the clock that ends first.
type Clock struct {
	Column string   // of a Date field: the last day
	From   []string // keys of the states in which the clock runs; in every other it is silent
	Text   string   // "Hạn xử lý"
	Who    string   // column of a field that refers to a body: who is reminded. The officer is when it is empty or has no answer.
}

// dates are the columns that the calendar shows.
func (g *Register) dates() []Dated {
	out := slices.Clone(g.Dates)
	if out == nil {
		for _, f := range g.Fields {
			if isDated(f) && g.ordered(f.Column) {
				out = append(out, Dated{Column: f.Column})
			}
		}
	}
	for i, d := range out {
		if d.Text == "" {
			out[i].Text = g.field(d.Column).Label
		}
	}
	return out
}

// isDated reports whether the answers to a field are days. What may be a month or a year alone stands on no day.
func isDated(f Field) bool {
	switch k := plainly(f.Kind).(type) {
	case Date:
		return !k.Partial
	case Moment, Period:
		return true
	}
	return false
}

// ordered reports whether a column has an index for another reason than its dates.
func (g *Register) ordered(column string) bool {
	return slices.ContainsFunc(g.Sorts, func(s Sort) bool { return s.Column == column }) ||
		slices.ContainsFunc(g.Expires, func(x Expiry) bool { return x.Column == column }) ||
		slices.ContainsFunc(g.Clocks, func(c Clock) bool { return c.Column == column })
}

// datedColumns are those that need an index for their dates.
func (g *Register) datedColumns() (all []string) {
	for _, d := range g.Dates {
		all = append(all, d.Column)
	}
	for _, c := range g.Clocks {
		all = append(all, c.Column)
	}
	return all
}

// dateProblem is the first thing in the dates and clocks of a declaration that cannot work.
func (g *Register) dateProblem() string {
	for _, d := range g.Dates {
		if !isDated(g.field(d.Column)) {
			return fmt.Sprintf("%q has no days for a calendar", d.Column)
		}
	}
	for _, c := range g.Clocks {
		k, dated := plainly(g.field(c.Column).Kind).(Date)
		if !dated || k.Partial || c.Text == "" || len(c.From) == 0 {
			return fmt.Sprintf("the clock of %q needs a day, words and states", c.Column)
		}
		if ref, ok := g.field(c.Who).Kind.(Ref); c.Who != "" && (g.at[c.Who] == 0 && g.Fields[0].Column != c.Who || !ok || ref.Of != RefBody) {
			return fmt.Sprintf("the clock of %q reminds %q, which is no body", c.Column, c.Who)
		}
	}
	return ""
}
