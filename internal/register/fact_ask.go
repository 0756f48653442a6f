package register

import (
	"cmp"
	"net/url"
)

// unanswered asks in an address for the records without an answer to a question.
const unanswered = "-"

// askFact reads from the address which fact's records are asked for.
func (g *Register) askFact(year int, q url.Values, a *Ask) {
	if f, ok := g.fact(q.Get("so")); ok {
		if in, _, _, err := spanOf(year, q); err == nil || f.On == "" {
			a.Fact, a.In = f.Key, in
		}
	}
}

// queryFact is askFact's reverse.
func (g *Register) queryFact(a Ask, q url.Values) {
	f, ok := g.fact(a.Fact)
	if !ok {
		return
	}
	q.Set("so", f.Key)
	if f.On != "" {
		q.Set("tu-ngay", a.In.First.String())
		q.Set("den-ngay", a.In.Last.String())
	}
}

// factWords say of which number the list shows the records; empty when it is of none.
func (v listView) factWords() string {
	f, ok := v.of.fact(v.Ask.Fact)
	switch {
	case !ok:
		return ""
	case f.On == "":
		return f.Title
	}
	return f.Title + ", từ " + v.Ask.In.First.String() + " đến hết " + v.Ask.In.Last.String()
}

// chosen is the answer that a filter's list shows as taken.
func (v listView) chosen(f Field) string {
	if have, asked := v.Ask.Is[f.Column]; asked {
		return cmp.Or(have, unanswered)
	}
	return ""
}

// countedBy are the columns on which the numbers of facts and the rules of evidence rest besides their days.
func (g *Register) countedBy() (all []string) {
	where := func(list []Where) {
		for _, w := range list {
			all = append(all, w.Column)
		}
	}
	for _, f := range g.Facts {
		all = append(append(all, f.Sum), f.By...)
		where(f.Where)
	}
	for _, p := range g.Proof {
		all = append(all, p.Body, p.Place)
		where(p.Where)
	}
	return all
}

// datedBy are the columns of days by which facts and evidence choose.
func (g *Register) datedBy() (all []string) {
	for _, f := range g.Facts {
		if f.On != "" {
			all = append(all, f.On)
		}
	}
	for _, p := range g.Proof {
		all = append(all, p.On)
	}
	return all
}
