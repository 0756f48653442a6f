package register

import (
	"context"
	"strings"

	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "register_turn", Narrow: store.HideAll, Scoped: true, Private: true},
		store.Table{Name: "register_change", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true},
	)
}

var (
	changeRows = store.ChangeRows("register.change.note_rows", `INSERT INTO register_change (unit_id, register, record_id, n) VALUES`, `($1, $2, #1, 0)`,
		`ON CONFLICT (unit_id, register, record_id) DO UPDATE SET n = 0`)
	turnNext = store.Change("register.turn.next", `INSERT INTO register_turn (unit_id, register, n) VALUES ($1, $2, 1)
		ON CONFLICT (unit_id, register) DO UPDATE SET n = register_turn.n + 1`)
	changeNumber = store.Change("register.change.number", `UPDATE register_change AS c SET n = (SELECT t.n FROM register_turn t WHERE t.unit_id = $1 AND t.register = $2 AND {scope:t})
		WHERE c.unit_id = $1 AND c.register = $2 AND c.n = 0 AND {scope:c}`)
	changeTrim = store.Change("register.change.trim", `DELETE FROM register_change AS c WHERE c.unit_id = $1 AND c.register = $2 AND c.n > 0 AND c.n < $3 AND {scope:c}`)
	turnAll    = store.Query("register.turn.all", `SELECT t.unit_id, t.n FROM register_turn t WHERE {scope:t} AND t.register = $1`)
	turnOf     = store.Query("register.turn.of_unit", `SELECT t.n FROM register_turn t WHERE {scope:t} AND t.unit_id = $1 AND t.register = $2`)
	changesOf  = store.Query("register.change.list", `SELECT c.n, c.record_id FROM register_change c WHERE {scope:c} AND c.unit_id = $1 AND c.register = $2 AND (c.n, c.record_id) > ($3, $5) AND c.n <= $4 ORDER BY c.n, c.record_id LIMIT $6`)
)

// TurnsKept is for how many turns it is known what changed in them. Who is further behind reads the register anew.
const TurnsKept = 10_000

// LetFollow names the columns of text that an index outside the database knows; from then on every change of a record is noted
// for it. Call it once for a register, when the program starts and before With.
func (g *Register) LetFollow(columns ...string) {
	g.followed = columns
	from := "SELECT r.id, r.unit_id, r." + strings.Join(columns, ", r.") + " FROM " + g.Name + " r WHERE {scope:r} AND r.dropped = FALSE AND "
	name := "register." + g.Name
	g.stmt.followedOf = store.Query(name+".followed_of", from+"r.id IN ("+params(1, changesAtOnce)+")")
	g.stmt.walk = store.Query(name+".walk", from+"r.id > $1 ORDER BY r.id LIMIT $2", store.Whole("fills an index outside the database, in pages along the primary key"))
}

// changed notes that records were written, for who follows the register.
func (g *Register) changed(ctx context.Context, tx *store.Tx, unitID string, ids ...any) error {
	if len(g.followed) == 0 || len(ids) == 0 {
		return nil
	}
	if _, err := tx.ExecRows(ctx, changeRows, []any{unitID, g.Name}, ids); err != nil {
		return err
	}
	tx.AtEnd("register.change."+g.Name+"."+unitID, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, turnNext, unitID, g.Name); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, changeNumber, unitID, g.Name)
		return err
	})
	return nil
}

type turnRow struct {
	UnitID string `db:"unit_id"`
	N      int64  `db:"n"`
}

// Turns are the newest turns of the units that the source sees; a unit without one was never written.
func (g *Register) Turns(ctx context.Context, from store.Source) (map[string]int64, error) {
	rows, err := store.List[turnRow](ctx, from, turnAll, g.Name)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.UnitID] = r.N
	}
	return out, err
}

// Turn is the newest turn of a unit, 0 before the first.
func (g *Register) Turn(ctx context.Context, from store.Source, unitID string) (int64, error) {
	n, _, err := store.Find[int64](ctx, from, turnOf, unitID, g.Name)
	return n, err
}

// changeRow is a record and the turn in which it was written last. Pages go by turns: by records alone the statement would walk over
// all that were written before.
type changeRow struct {
	N        int64  `db:"n"`
	RecordID string `db:"record_id"`
}

// changesAtOnce is how many changed records are read at a time.
const changesAtOnce = 50

// Changed gives fn the ids of a unit's records that were written after one turn and up to another, and the followed answers of
// those that are there and not in the trash.
func (g *Register) Changed(ctx context.Context, from store.Source, unitID string, after, upTo int64, fn func(ids []string, now []Followed) error) error {
	last := changeRow{N: after + 1}
	for {
		page, err := store.List[changeRow](ctx, from, changesOf, unitID, g.Name, last.N, upTo, last.RecordID, changesAtOnce)
		if err != nil || len(page) == 0 {
			return err
		}
		ids := make([]string, len(page))
		for i, c := range page {
			ids[i] = c.RecordID
		}
		var now []Followed
		err = store.Each(ctx, from, g.stmt.followedOf, func(row []any) error {
			now = append(now, followedOf(row))
			return nil
		}, padded(ids, changesAtOnce)...)
		if err != nil {
			return err
		}
		if err := fn(ids, now); err != nil {
			return err
		}
		last = page[len(page)-1]
	}
}

// Followed is what an index outside the database knows of a record: its answers in the columns that the declaration names.
type Followed struct {
	ID, UnitID string
	Answers    []string
}

func followedOf(row []any) Followed {
	f := Followed{ID: row[0].(string), UnitID: row[1].(string), Answers: make([]string, len(row)-2)}
	for i, v := range row[2:] {
		f.Answers[i], _ = v.(string)
	}
	return f
}

// walkAtOnce is how many records one statement of Walk reads.
const walkAtOnce = 5000

// Walk gives fn every record outside the trash that the source sees, in the order of their ids.
func (g *Register) Walk(ctx context.Context, from store.Source, fn func(Followed) error) error {
	for last, n := "", walkAtOnce; n == walkAtOnce; {
		n = 0
		err := store.Each(ctx, from, g.stmt.walk, func(row []any) error {
			f := followedOf(row)
			last = f.ID
			n++
			return fn(f)
		}, last, walkAtOnce)
		if err != nil {
			return err
		}
	}
	return nil
}

// padded are ids as the arguments of a statement that takes n of them.
func padded(ids []string, n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = ""
		if i < len(ids) {
			out[i] = ids[i]
		}
	}
	return out
}

// ReadAtOnce is how many records Read takes.
const ReadAtOnce = namesAtOnce

// Read gives those of at most ReadAtOnce records that the source's reader may see, in one statement and in the order of ids.
func (g *Register) Read(ctx context.Context, from store.Source, ids []string) ([]Record, error) {
	list, err := g.records(ctx, from, g.stmt.named, padded(ids, namesAtOnce)...)
	if err != nil {
		return nil, err
	}
	at := make(map[string]int, len(list))
	for i, rec := range list {
		at[rec.ID] = i
	}
	out := make([]Record, 0, len(list))
	for _, id := range ids {
		if i, ok := at[id]; ok {
			out = append(out, list[i])
		}
	}
	return out, nil
}

// TrimChanges forgets what changed in turns that nobody asks about any more, inside the caller's change.
func (g *Register) TrimChanges(ctx context.Context, tx *store.Tx, unitID string) error {
	now, err := g.Turn(ctx, tx, unitID)
	if err != nil || now <= TurnsKept {
		return err
	}
	_, err = tx.Exec(ctx, changeTrim, unitID, g.Name, now-TurnsKept)
	tx.Unaudited("which records changed long ago, for indexes outside the database")
	return err
}
