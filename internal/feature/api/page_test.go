package api

import (
	"net/url"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
)

func TestAMarkComesBackAsItWent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Mark{Seq: rapid.IntRange(0, 1<<30).Draw(t, "seq")}
		if rapid.Bool().Draw(t, "dated") {
			m.Due = day.Must(2026, 1, 1).Add(rapid.IntRange(0, 3000).Draw(t, "days"))
		}
		if rapid.Bool().Draw(t, "named") {
			m.ID = ident.New()
		}
		if got, ok := parseMark(m.String()); !ok || got != m {
			t.Errorf("%+v came back as %+v, %v", m, got, ok)
		}
	})
}

// Whatever a program sends, a page is within its bounds or the mistake has a name.
func FuzzReadPage(f *testing.F) {
	f.Add("limit=50&after=eyJpIjoiMDE5In0")
	f.Add("after=e30&limit=0")
	f.Add("after=eyJzIjotMX0&x=1")
	f.Fuzz(func(t *testing.T, query string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Skip("no query")
		}
		p, err := readPage(q, true)
		if err != nil {
			if !errs.Is(err, errs.Invalid) {
				t.Errorf("%q: %v", query, err)
			}
			return
		}
		if p.Limit < 1 || p.Limit > longestPage || p.After.Seq < 0 || p.After.ID != "" && !ident.Valid(p.After.ID) {
			t.Errorf("%q gives %+v", query, p)
		}
	})
}
