package register

import (
	"context"

	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// Alike is a record that a new one may repeat, with what speaks for it in words.
type Alike struct {
	Rec   Record
	Words string
	// Sure says that it is that record: a row of a table is taken for it when the register has a Key and no other is alike.
	Sure bool
}

// Matcher finds records that a new one may repeat by more than their name. It shows nothing that the source's reader may not see.
type Matcher interface {
	Alike(ctx context.Context, from store.Source, rec Record, e *Env) ([]Alike, error)
}

// afterImport is a Matcher that has something to do when a table was written whole, inside the change of its last piece.
type afterImport interface {
	Imported(ctx context.Context, tx *store.Tx, importID string) error
}

// Matching is the register with a matcher, which a form asks before it adds a record and an import before it judges a row.
func (g *Register) Matching(m Matcher) *Register {
	with := *g
	with.matcher = m
	return &with
}

// likely are the records of which the matcher asks whether a new one is one of them.
func (g *Register) likely(ctx context.Context, from store.Source, rec Record, e *Env) ([]neighbour, error) {
	if g.matcher == nil {
		return nil, nil
	}
	list, err := g.matcher.Alike(ctx, from, rec, e)
	out := make([]neighbour, len(list))
	for i, a := range list {
		out[i] = neighbour{Rec: a.Rec, Metres: -1, Said: a.Words, Sure: a.Sure}
	}
	return out, err
}

// EnvOf is what showing an answer needs, for pages that stand beside the generated ones.
func (g *Register) EnvOf(r *web.Request) *Env { return g.envOf(r) }

// Here is the address of the list or of what lies below it.
func (g *Register) Here(r *web.Request, below string) string { return g.here(r, below) }

// ByNumber finds a record outside the trash by its number; ok is false when there is none.
func (g *Register) ByNumber(ctx context.Context, from store.Source, unitID string, n int64) (Record, bool, error) {
	return g.byNumber(ctx, from, unitID, n)
}

// CodeOf is the number by which people call a record, and back: NumberOf reads TE-0012, te12 and 12.
func (g *Register) CodeOf(n int64) string { return g.codeOf(n) }

// NumberOf reads the number of a record as people write it.
func (g *Register) NumberOf(code string) (int64, bool) { return g.numberOf(code) }

// Searcher is a Matcher that finds records as people type them, the likeliest first: at most PageSize of those that the reader sees.
type Searcher interface {
	Find(r *web.Request, typed string) ([]Record, error)
}

// foundByName puts what a searcher finds before what has the typed words, when a list is asked for words and nothing else. The
// list then has one page.
func (g *Register) foundByName(r *web.Request, v *listView) error {
	s, ok := g.matcher.(Searcher)
	a := v.Ask
	if !ok || a.Words == "" || a.State != "" || a.View != "" || len(a.Is)+len(a.Lines) > 0 || a.Trash || a.After != "" || v.Page.Next != "" {
		return nil
	}
	found, err := s.Find(r, a.Words)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, rec := range found {
		have[rec.ID] = true
	}
	for _, rec := range v.Page.Records {
		if !have[rec.ID] {
			found = append(found, rec)
		}
	}
	v.Page = Page{Records: found, Count: int64(len(found))}
	return nil
}
