package register

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Registers are several registers as one part of the directory.
type Registers []*Register

var _ directory.Finder = Registers{}

const (
	findReach = 500 // records of the rarest word up to which all are looked at
	findRead  = 50  // of which so many are ranked
	findWords = 4   // as many as searched gives
)

// rarityText counts, up to findReach, the records of each register that have each word.
func rarityText(registers, words int) string {
	var parts []string
	for i := range registers {
		for j := range words {
			parts = append(parts, fmt.Sprintf(`SELECT %d AS register, %d AS word, (SELECT COUNT(*) FROM (SELECT 1 FROM register_word w WHERE {scope:w} AND w.unit_id = $1 AND w.register = $%d AND w.word >= $%d AND w.word < $%d LIMIT %d) AS hit) AS n`,
				i, j, 2+2*words+i, 2+2*j, 3+2*j, findReach))
		}
	}
	return strings.Join(parts, " UNION ALL ")
}

var (
	_        = store.Query("register.find.rarity", rarityText(2, 2))
	rarities = variants{}
)

type rarity struct {
	Register int `db:"register"`
	Word     int `db:"word"`
	N        int `db:"n"`
}

// Find implements directory.Finder. One statement tells how rare each word is in each register; then each register that has
// all of them is asked once, beginning with its rarest word.
func (all Registers) Find(ctx context.Context, from store.Source, unitID, typed string, may func(actor.Action) bool, today day.Day) ([]directory.Found, error) {
	words := searched(typed)
	open := slices.DeleteFunc(slices.Clone(all), func(g *Register) bool { return !may(g.ReadRight) })
	if len(words) == 0 || len(open) == 0 {
		return nil, nil
	}
	args := []any{unitID}
	for _, w := range words {
		args = append(args, w, w+"~")
	}
	for _, g := range open {
		args = append(args, g.Name)
	}
	stmt := rarities.of(fmt.Sprint(len(open), "x", len(words)), "register.find.rarity", func() string { return rarityText(len(open), len(words)) })
	rows, err := store.List[rarity](ctx, from, stmt, args...)
	if err != nil {
		return nil, err
	}
	rare := make([][]rarity, len(open))
	for _, r := range rows {
		rare[r.Register] = append(rare[r.Register], r)
	}
	var out []directory.Found
	for i, g := range open {
		g = g.plain()
		slices.SortStableFunc(rare[i], func(a, b rarity) int { return cmp.Compare(a.N, b.N) })
		if rare[i][0].N == 0 {
			continue
		}
		f, err := g.find(ctx, from, unitID, typed, words, rare[i], today)
		if err != nil {
			return nil, err
		}
		if f.Count > 0 {
			out = append(out, f)
		}
	}
	return out, nil
}

// find asks one register.
func (g *Register) find(ctx context.Context, from store.Source, unitID, typed string, words []string, rare []rarity, today day.Day) (directory.Found, error) {
	f := directory.Found{Kind: g.Name, Title: g.Title, One: g.One, All: g.Path + "?" + url.Values{"tim": {typed}}.Encode()}
	var recs []Record
	var err error
	if rare[0].N < findReach {
		recs, f.Count, err = g.findRare(ctx, from, unitID, words, rare)
	} else {
		recs, err = g.findCommon(ctx, from, unitID, words)
		f.Count, f.More = min(len(recs), findRead), len(recs) > findRead
	}
	if err != nil {
		return f, err
	}
	e := g.env(ctx, from, today)
	for _, rec := range nearestFirst(recs, typed, e) {
		f.Hits = append(f.Hits, directory.Hit{Code: rec.Code(), Label: rec.Label(e), Glyph: rec.glyph(), State: rec.stateWords(), Address: g.Path + "/" + rec.ID})
	}
	return f, e.Err()
}

// findRare reads the newest records with all words, of which one is rare, and how many there are.
func (g *Register) findRare(ctx context.Context, from store.Source, unitID string, words []string, rare []rarity) (recs []Record, n int, err error) {
	args := []any{unitID, g.Name}
	for _, r := range rare {
		args = append(args, words[r.Word], words[r.Word]+"~")
	}
	err = store.Each(ctx, from, g.stmt.find[len(words)-1], func(row []any) error {
		all, _ := row[len(row)-1].(int64)
		n = int(all)
		rec, err := g.scan(row, nil)
		recs = append(recs, rec)
		return err
	}, args...)
	return recs, n, err
}

// findCommon reads one record more than findRead with words that each have many, along the usual order of the list: where
// each word is in every other record, a page is soon full.
func (g *Register) findCommon(ctx context.Context, from store.Source, unitID string, words []string) ([]Record, error) {
	var conds []condition
	for _, w := range words {
		conds = append(conds, g.hasWord(unitID, w, -1))
	}
	return g.page(ctx, from, Ask{Size: findRead}, conds)
}

// nearestFirst puts first the record whose number was typed, then those whose name says what was typed with its marks, then
// without them; otherwise the newest first, as they come.
func nearestFirst(recs []Record, typed string, e *Env) []Record {
	exact, folded := strings.ToLower(vi.NFC(strings.TrimSpace(typed))), vi.Fold(typed)
	rank := func(rec Record) int {
		label := rec.Text(rec.of.Declaration.Label, e)
		switch {
		case vi.Fold(rec.Code()) == folded:
			return 0
		case strings.Contains(strings.ToLower(label), exact):
			return 1
		case strings.Contains(" "+vi.Fold(label), " "+folded):
			return 2
		}
		return 3
	}
	recs = recs[:min(len(recs), findRead)]
	slices.SortStableFunc(recs, func(a, b Record) int { return cmp.Compare(rank(a), rank(b)) })
	return recs[:min(len(recs), directory.HitsShown)]
}

// findText finds the records with n words. The first word is walked along its index; the others are asked of each record.
func (g *Register) findText(n int) string {
	var also strings.Builder
	for i := 1; i < n; i++ {
		alias := "w" + string(rune('a'+i))
		fmt.Fprintf(&also, " AND EXISTS (SELECT 1 FROM register_word %[1]s WHERE %[1]s.record_id = r.id AND %[1]s.word >= $%[2]d AND %[1]s.word < $%[3]d AND {scope:%[1]s})", alias, 3+2*i, 4+2*i)
	}
	columns := strings.TrimSuffix(g.selects(), " FROM "+g.Name+" r")
	return fmt.Sprintf(`%s, COUNT(*) OVER () AS n FROM (SELECT DISTINCT d.record_id FROM (SELECT w.record_id FROM register_word w WHERE {scope:w} AND w.unit_id = $1 AND w.register = $2 AND w.word >= $3 AND w.word < $4 ORDER BY w.word, w.record_id LIMIT %d) AS d) AS hit
		CROSS JOIN %s r WHERE r.id = hit.record_id AND {scope:r} AND r.dropped = FALSE%s ORDER BY r.id DESC LIMIT %d`, columns, findReach, g.Name, also.String(), findRead)
}

// prepareFind registers the statement for each number of words.
func (g *Register) prepareFind() {
	for n := 1; n <= findWords; n++ {
		g.stmt.find = append(g.stmt.find, store.Query(g.stem()+".find."+string(rune('a'+n-1)), g.findText(n)))
	}
}
