package trial

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/linkage"
	"github.com/mangnon/mangnon/internal/linkage/measure"
	"github.com/mangnon/mangnon/internal/match"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Result is a measurement through a database.
type Result struct {
	Records    int                `json:"records"`
	Writing    time.Duration      `json:"writing_ns"` // rows into the database
	Filling    time.Duration      `json:"filling_ns"` // the index out of the database
	Duplicates measure.Duplicates `json:"duplicates"`
	Searches   []measure.Search   `json:"searches,omitempty"`
}

// Measure writes a register into an empty database, fills the index, looks for doubles and asks the searches; queries may be nil.
func Measure(ctx context.Context, db *store.DB, registry, queries io.Reader) (res Result, err error) {
	if err := prepare(ctx, db); err != nil {
		return res, err
	}
	truth, l := measure.NewTruth(), &loader{ctx: ctx, db: db, units: map[string]int64{}}
	people := map[int]linkage.Person{} // of the children who are asked for
	var asked []measure.Query
	start := time.Now()
	if err := truth.Read(registry, l.add); err != nil {
		return res, err
	}
	if err := l.write(); err != nil {
		return res, err
	}
	res.Records, res.Writing = truth.Len(), time.Since(start)
	f := match.New(db, children(), columns)
	f.Hamlets = hamlets
	start = time.Now()
	if err := f.Fill(ctx, nil); err != nil {
		return res, err
	}
	res.Filling = time.Since(start)
	res.Duplicates = doubles(f, truth)
	if queries == nil {
		return res, nil
	}
	if asked, err = truth.LoadQueries(queries); err != nil || len(asked) == 0 {
		return res, err
	}
	first := truth.First(asked)
	from := db.Reader(actor.System("đo"))
	for _, at := range slices.Collect(maps.Values(first)) {
		rec, err := children().Read(ctx, from, []string{idOf(at)})
		if err != nil || len(rec) == 0 {
			return res, err
		}
		people[at] = linkage.Person{Birth: linkage.ParseDate(rec[0].Str("birth")), Mother: rec[0].Str("mother"), Hamlet: rec[0].Str("hamlet"), Commune: rec[0].UnitID}
	}
	for _, form := range forms {
		s, err := ask(ctx, db, f, truth, asked, first, people, form)
		if err != nil {
			return res, err
		}
		res.Searches = append(res.Searches, s)
	}
	return res, nil
}

// hamlets of the generator, and of the sample.
func hamlets(context.Context, store.Source, day.Day) ([]ui.Option, error) {
	out := make([]ui.Option, 20)
	for i := range out {
		name := fmt.Sprintf("Thôn %d", i+1)
		out[i] = ui.Option{Value: name, Text: name}
	}
	return out, nil
}

func doubles(f *match.Finder, truth *measure.Register) (d measure.Duplicates) {
	start := time.Now()
	list := f.Doubles(true, nil)
	d.Match = time.Since(start)
	d.Total = d.Match
	found := make([]int32, truth.Len())
	for i := range found {
		found[i] = int32(i)
	}
	for _, p := range list {
		if p.Group != "" {
			g := int32(rowOf(p.Group))
			found[rowOf(p.A)], found[rowOf(p.B)] = g, g
		}
	}
	d.Pairs, d.Clusters = truth.Compare(found)
	return d
}

// today is the day on which ages are told: the end of the year in which the last children of the generator are born.
var today, _ = day.Of(2025, 12, 31)

// form is one way of asking; it gives the typed line. known is false when what it needs is not written about the child.
type form struct {
	name string
	near bool // the asking person's unit is known
	line func(q measure.Query, p linkage.Person) (line string, known bool)
}

var forms = []form{
	{"name+date", false, func(q measure.Query, _ linkage.Person) (string, bool) { return q.Name + " " + q.Birth, true }},
	{"name+date+commune", true, func(q measure.Query, _ linkage.Person) (string, bool) { return q.Name + " " + q.Birth, true }},
	{"name", false, func(q measure.Query, _ linkage.Person) (string, bool) { return q.Name, true }},
	{"name+commune", true, func(q measure.Query, _ linkage.Person) (string, bool) { return q.Name, true }},
	{"name+hamlet", false, withHamlet}, {"name+hamlet+commune", true, withHamlet},
	{"name+age", false, withAge}, {"name+age+commune", true, withAge},
	{"name+mother", false, withMother}, {"name+mother+commune", true, withMother},
	{"name+mother's given name+commune", true, withGiven},
}

func withHamlet(q measure.Query, p linkage.Person) (string, bool) {
	return q.Name + ", " + strings.ToLower(p.Hamlet), p.Hamlet != ""
}

func withAge(q measure.Query, p linkage.Person) (string, bool) {
	age := today.Year() - p.Birth.Year()
	return fmt.Sprintf("%s, %d tuổi", q.Name, age), p.Birth.Day() > 0 && age > 0
}

func withMother(q measure.Query, p linkage.Person) (string, bool) {
	return q.Name + ", mẹ " + strings.ToLower(p.Mother), p.Mother != ""
}

func withGiven(q measure.Query, p linkage.Person) (string, bool) {
	words := strings.Fields(p.Mother)
	if len(words) == 0 {
		return "", false
	}
	return q.Name + ", mẹ " + words[len(words)-1], true
}

func ask(ctx context.Context, db *store.DB, f *match.Finder, truth *measure.Register, queries []measure.Query, first map[int]int, people map[int]linkage.Person, way form) (measure.Search, error) {
	const most = 10
	var times []time.Duration
	top, listed := 0, 0
	by := actor.System("đo")
	for i, q := range queries {
		line, known := way.line(q, people[first[i]])
		if !known {
			continue
		}
		a := match.Asked{By: by, From: db.Reader(by), Today: today, Typed: line, Most: most}
		if way.near {
			a.First = "u" + q.Commune
		}
		start := time.Now()
		answer, err := f.Search(ctx, a)
		if err != nil {
			return measure.Search{}, err
		}
		times = append(times, time.Since(start))
		for at, rec := range answer.Records {
			if truth.Means(q, rowOf(rec.ID)) {
				listed++
				if at == 0 {
					top++
				}
				break
			}
		}
	}
	slices.Sort(times)
	n := max(len(times), 1)
	s := measure.Search{Asked: way.name, Number: len(times), Hit1: float64(top) / float64(n), Hit10: float64(listed) / float64(n)}
	if len(times) > 0 {
		s.P50, s.P99 = times[len(times)/2], times[len(times)*99/100]
	}
	return s, nil
}
