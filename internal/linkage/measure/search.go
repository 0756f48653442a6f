package measure

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/linkage"
)

// Query is one search with the child that it means.
type Query struct {
	child                uint32
	Name, Birth, Commune string
}

// LoadQueries reads searches: child, name as typed, birth date as typed, kind of slip, commune.
func (r *Register) LoadQueries(in io.Reader) ([]Query, error) {
	var out []Query
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if len(c) < 5 {
			return nil, &errs.Error{Kind: errs.Invalid, Line: len(out) + 1, Message: fmt.Sprintf("Dòng %d thiếu cột: cần 5 cột cách nhau bằng dấu tab.", len(out)+1)}
		}
		out = append(out, Query{r.id(c[0]), c[1], c[2], c[4]})
	}
	return out, lines.Err()
}

// Search is the measurement of one way of asking.
type Search struct {
	Asked  string        `json:"asked"`
	Number int           `json:"queries"`
	Hit1   float64       `json:"hit1"`
	Hit10  float64       `json:"hit10"`
	P50    time.Duration `json:"p50_ns"`
	P99    time.Duration `json:"p99_ns"`
}

// MeasureSearch asks all queries in four ways, one after the other.
func MeasureSearch(r *Register, queries []Query) []Search {
	if len(queries) == 0 {
		return nil
	}
	index := linkage.NewIndex(r.People)
	return []Search{
		r.ask(index, queries, "name+date", func(q Query) linkage.Query { return linkage.Query{Name: q.Name, Birth: linkage.ParseDate(q.Birth)} }),
		r.ask(index, queries, "name+date+commune", func(q Query) linkage.Query {
			return linkage.Query{Name: q.Name, Birth: linkage.ParseDate(q.Birth), Commune: q.Commune}
		}),
		r.ask(index, queries, "name", func(q Query) linkage.Query { return linkage.Query{Name: q.Name} }),
		r.ask(index, queries, "name+commune", func(q Query) linkage.Query { return linkage.Query{Name: q.Name, Commune: q.Commune} }),
	}
}

func (r *Register) ask(x *linkage.Index, queries []Query, name string, form func(Query) linkage.Query) Search {
	const most = 10
	times := make([]time.Duration, 0, len(queries))
	first, listed := 0, 0
	for _, q := range queries {
		asked := form(q)
		start := time.Now()
		hits := x.Search(asked, most)
		times = append(times, time.Since(start))
		at := slices.IndexFunc(hits, func(h linkage.Hit) bool { return r.truth[h.Place] == q.child })
		if at == 0 {
			first++
		}
		if at >= 0 {
			listed++
		}
	}
	slices.Sort(times)
	n := float64(len(queries))
	return Search{name, len(queries), float64(first) / n, float64(listed) / n, times[len(times)/2], times[len(times)*99/100]}
}
