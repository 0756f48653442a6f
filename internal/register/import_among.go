package register

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// Pairing is two records of a list that may be one, A before B, with what speaks for it in words that the reader may see.
type Pairing struct {
	A, B  int
	Words string
}

// tableMatcher is a Matcher that finds rows of one table that may be one record. The records, about so many, have only what matching
// looks at and are not kept.
type tableMatcher interface {
	Among(by actor.Actor, unitID string, about int, recs iter.Seq[Record]) []Pairing
}

// rowTwin is the mark of a possible twin that is an earlier row of the same table, not a record: "#12".
const rowTwin = "#"

// rowOfTwin is the earlier row that a row may repeat.
func (row importRow) rowOfTwin() (n int64, ok bool) {
	s, ok := strings.CutPrefix(row.TwinID, rowTwin)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// amongRead is how many rows are read at once.
const amongRead = 2000

var rowsFrom = store.Query("register.import_row.from", `SELECT `+rowColumns+` FROM register_import_row w WHERE w.import_id = $1 AND w.n > $2 AND {scope:w} ORDER BY w.n LIMIT $3`)

// alikeRow is a row and the earlier one that it may repeat, 0 for none.
type alikeRow struct {
	row   importRow
	first int64
	words string
	clash Field // of the answer that only one may have
}

// among compares the rows of a table with one another and gives those of which another must be said than before. It writes nothing:
// a long table is compared outside of any change.
func (g *Register) among(ctx context.Context, from store.Source, by actor.Actor, m Import, today day.Day) ([]alikeRow, error) {
	t, ok := g.matcher.(tableMatcher)
	if !ok && !slices.ContainsFunc(g.Fields, func(f Field) bool { return f.Unique }) {
		return nil, nil
	}
	j := g.judging(ctx, nil, m, today)
	j.env = g.env(ctx, from, today)
	rows, apart := []importRow{}, clashes{of: g, first: map[string]map[string]int{}, out: map[int]clash{}}
	var failed error
	outlines := func(yield func(Record) bool) {
		for last, more := int64(0), true; more; {
			piece, err := store.List[importRow](ctx, from, rowsFrom, m.ID, last, amongRead)
			if err != nil {
				failed = err
				return
			}
			for _, row := range piece {
				last = row.N
				if _, again := row.rowOfTwin(); row.Verdict != verdictNew && row.Verdict != verdictUpdate && !again {
					continue
				}
				rec := j.outline(row)
				row.Cells = "" // not needed any more, and long
				rows = append(rows, row)
				if apart.add(rows, rec); !yield(rec) {
					return
				}
			}
			more = len(piece) == amongRead
		}
	}
	var found []Pairing
	if ok {
		found = t.Among(by, m.UnitID, int(m.Total), outlines)
	} else {
		for range outlines { // only for what no two may have
		}
	}
	if failed != nil {
		return nil, failed
	}
	return apartFrom(rows, found, apart.out), j.env.Err()
}

// clash is an answer that only one record may have and an earlier row has already.
type clash struct {
	first int64
	field Field
}

// clashes gathers the rows whose answer in a field that is Unique stands in an earlier row, by their place in the list. Rows that
// repeat one another to the letter are twins and no mistake.
type clashes struct {
	of    *Register
	first map[string]map[string]int // place of the row, by column and answer
	out   map[int]clash
}

// add looks at the last row and at what it says.
func (c *clashes) add(rows []importRow, rec Record) {
	i := len(rows) - 1
	for _, f := range c.of.Fields {
		answer := ""
		if f.Unique {
			answer = rec.Str(f.Column)
		}
		if answer == "" {
			continue
		}
		if c.first[f.Column] == nil {
			c.first[f.Column] = map[string]int{}
		}
		at, there := c.first[f.Column][answer]
		switch {
		case !there:
			c.first[f.Column][answer] = i
		case !strings.HasPrefix(rows[i].Words, sameRow):
			c.out[i] = clash{rows[at].N, f}
		}
	}
}

// apartFrom keeps of what was found for each row the first earlier row, and gives the rows of which something else was said before.
func apartFrom(rows []importRow, found []Pairing, clashes map[int]clash) (out []alikeRow) {
	best := map[int]Pairing{}
	for _, p := range found {
		if have, ok := best[p.B]; !ok || p.A < have.A {
			best[p.B] = p
		}
	}
	for i, row := range rows {
		p, twice := best[i]
		before, was := row.rowOfTwin()
		if c, ok := clashes[i]; ok {
			if row.Verdict != verdictError || before != c.first {
				out = append(out, alikeRow{row: row, first: c.first, clash: c.field})
			}
			continue
		}
		if row.Verdict == verdictUpdate {
			continue
		}
		was = was && row.Verdict == verdictTwin
		switch {
		case twice && (!was || before != rows[p.A].N) && !strings.HasPrefix(row.Words, sameRow):
			out = append(out, alikeRow{row: row, first: rows[p.A].N, words: p.Words})
		case !twice && (was || row.Verdict == verdictError) && !strings.HasPrefix(row.Words, sameRow):
			out = append(out, alikeRow{row: row})
		}
	}
	return out
}

// sameRow begins the words about a row that repeats another to the letter, which is found while it is judged.
const sameRow = "trùng với dòng"

// outline is of a row what matching looks at, read without the database: a household is what the row says of it.
func (j *judging) outline(row importRow) Record {
	typed, _ := j.typed(row)
	rec := j.g.blank()
	for _, c := range j.g.followed {
		f := j.g.fieldOr(c)
		if f.Kind == nil || typed[f.Name] == "" {
			continue
		}
		if _, link := f.Kind.(Link); link {
			rec.Set(c, Value{typed[f.Name]})
		} else if v, words := f.Kind.Read(typed[f.Name], j.env); words == "" {
			rec.Set(c, v)
		}
	}
	for _, c := range j.g.Brings {
		f, to, ok := j.g.link(c)
		if !ok || typed[f.Name] != "" || !slices.Contains(j.g.followed, c.Column) {
			continue
		}
		if like, mistake, err := j.companion(c, to, typed); err == nil && mistake == "" && like.of != nil {
			rec.Set(c.Column, Value{like.said(c.By)})
		}
	}
	return rec
}

var rowAlike = store.Change("register.import_row.alike", `UPDATE register_import_row AS w SET verdict = $1, twin_id = $2, words = $3 WHERE w.import_id = $4 AND w.n = $5 AND {scope:w}`)

// settleAmong writes down what among found and opens the table to a person, inside the caller's change.
func (g *Register) settleAmong(ctx context.Context, tx *store.Tx, m Import, found []alikeRow) error {
	for _, a := range found {
		verdict, twin, words := verdictNew, "", ""
		switch {
		case a.clash.Name != "":
			raw, _ := json.Marshal(map[string]string{a.clash.Name: fmt.Sprintf("%s: dòng %d của bảng cũng ghi như vậy. Xem lại giấy tờ của cả hai; nếu là một thì để nguyên, dòng này không ghi", a.clash.Label, a.first)}) // strings always marshal
			verdict, twin, words = verdictError, rowTwin+strconv.FormatInt(a.first, 10), string(raw)
		case a.first > 0:
			verdict, twin, words = verdictTwin, rowTwin+strconv.FormatInt(a.first, 10), "có thể là một với dòng "+strconv.FormatInt(a.first, 10)+" của bảng: "+a.words
		}
		if _, err := tx.Exec(ctx, rowAlike, verdict, twin, words, m.ID, a.row.N); err != nil {
			return err
		}
	}
	defer tx.Unaudited("a preview: nothing of it is in the register yet")
	return tx.UpdateOne(ctx, importStep, importWaiting, 0, 0, m.ID, importJudging)
}

// own reports whether a record was made by an earlier row of the same table: whether those are one was asked before anything was
// written.
func (j *judging) own(id string) (bool, error) {
	if j.m.State != importWriting || j.m.Origin != "" {
		return false, nil
	}
	if j.wait != nil && j.wait.mine[id] {
		return true, nil
	}
	_, own, err := store.Find[int64](j.ctx, j.tx, rowOfRecord, j.m.ID, id)
	return own, err
}

var rowOfRecord = store.Query("register.import_row.of_record", `SELECT w.n FROM register_import_row w WHERE w.import_id = $1 AND w.record_id = $2 AND w.record_id <> '' AND {scope:w} LIMIT 1`)

// rowChain lets an earlier row of an import stand for the record again after a later one was taken back.
var rowChain = store.Change("register.import_row.chain", `UPDATE register_import_row AS w SET after_version = $1 WHERE w.import_id = $2 AND w.record_id = $3 AND w.record_id <> '' AND w.done IN ('added', 'updated') AND w.after_version = $4 AND {scope:w}`)

// decided settles a row of which the preview said that it is wrong or a possible twin: one with mistakes, and one about which nobody
// decided, are not written, whatever has become of the register since. ok is false for rows that are to be judged once more.
func (p *piece) decided(row importRow) (out importRow, ok bool, err error) {
	switch {
	case p.m.Origin != "" || row.Verdict != verdictTwin && row.Verdict != verdictError:
		return row, false, nil
	case row.Verdict == verdictError:
		row.Done = doneLeft
		return row, true, nil
	}
	if row.Choice == "" || row.Choice == choiceSkip {
		row.Done = doneLeft
		return row, true, nil
	}
	n, inTable := row.rowOfTwin()
	if !inTable || row.Choice != choiceOver {
		return row, false, nil
	}
	first, found := p.did[n]
	if !found {
		first, found, err = store.Find[importRow](p.ctx, p.tx, rowGet, p.m.ID, n)
	}
	if err != nil {
		return row, true, err
	}
	if !found || first.RecordID == "" {
		row, err = p.add(row, nil) // the other was not written
		return row, true, err
	}
	row.TwinID = first.RecordID
	row, err = p.update(row)
	return row, true, err
}
