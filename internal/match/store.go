package match

import (
	"context"
	"embed"
	"io/fs"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of pairs and decisions.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

func init() {
	store.Declare(
		store.Table{Name: "match_pair", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true},
		store.Table{Name: "match_run", Narrow: store.HideAll, Scoped: true, Private: true},
		store.Table{Name: "match_apart", Narrow: store.HideAll, Growing: true, Scoped: true, Title: "Hồ sơ đã xác định không trùng", Heads: map[string]string{
			"register": "Sổ", "a_id": "Mã hồ sơ thứ nhất", "b_id": "Mã hồ sơ thứ hai", "kin": "Là gì của nhau", "said_by": "Người xác định", "said_at": "Lúc xác định"}})
}

// pair is two records that may be of one child.
type pair struct {
	A        string `db:"a_id"`
	B        string `db:"b_id"`
	Group    string `db:"group_id"`
	Position int64  `db:"position"`
}

type run struct {
	StartedAt store.Instant `db:"started_at"`
	EndedAt   store.Instant `db:"ended_at"`
	Pairs     int64         `db:"pairs"`
}

// under reports that the unit is being looked through.
func (r run) under() bool { return r.EndedAt.Before(r.StartedAt.Time) }

type apartRow struct {
	A string `db:"a_id"`
	B string `db:"b_id"`
}

var (
	pairAdd = store.Change("match.pair.add", `INSERT INTO match_pair (unit_id, register, a_id, b_id, group_id, position) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`)
	pairAll = store.Change("match.pair.clear", `DELETE FROM match_pair AS p WHERE p.unit_id = $1 AND p.register = $2 AND {scope:p}`)
	pairs   = store.Query("match.pair.list", `SELECT p.a_id, p.b_id, p.group_id, p.position FROM match_pair p WHERE {scope:p} AND p.unit_id = $1 AND p.register = $2 AND p.position > $3 ORDER BY p.position LIMIT $4`)
	pairOne = store.Change("match.pair.decided", `DELETE FROM match_pair AS p WHERE p.unit_id = $1 AND p.register = $2 AND p.a_id = $3 AND p.b_id = $4 AND {scope:p}`)
	pairOfA = store.Change("match.pair.of_a", `DELETE FROM match_pair AS p WHERE p.a_id = $1 AND {scope:p}`)
	pairOfB = store.Change("match.pair.of_b", `DELETE FROM match_pair AS p WHERE p.b_id = $1 AND {scope:p}`)

	apartAdd = store.Change("match.apart.add", `INSERT INTO match_apart (unit_id, register, a_id, b_id, kin, said_by, said_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (unit_id, register, a_id, b_id) DO UPDATE SET kin = $5, said_by = $6, said_at = $7`)
	apartAll = store.Query("match.apart.of_unit", `SELECT a.a_id, a.b_id FROM match_apart a WHERE {scope:a} AND a.unit_id = $1 AND a.register = $2`)
	apartOne = store.Query("match.apart.get", `SELECT a.kin FROM match_apart a WHERE {scope:a} AND a.unit_id = $1 AND a.register = $2 AND a.a_id = $3 AND a.b_id = $4`)

	runBegin = store.Change("match.run.begin", `INSERT INTO match_run (unit_id, register, started_at, ended_at, pairs) VALUES ($1, $2, $3, 0, 0)
		ON CONFLICT (unit_id, register) DO UPDATE SET started_at = $3`)
	runEnd = store.Change("match.run.finish", `UPDATE match_run AS r SET ended_at = $1, pairs = $2 WHERE r.unit_id = $3 AND r.register = $4 AND {scope:r}`)
	runGet = store.Query("match.run.get", `SELECT r.started_at, r.ended_at, r.pairs FROM match_run r WHERE {scope:r} AND r.unit_id = $1 AND r.register = $2`)
)

// ordered gives two ids the order in which a pair is kept.
func ordered(a, b string) (string, string) { return min(a, b), max(a, b) }

// The words for pairs that are not one child.
const (
	Strangers = "khac"
	Siblings  = "anh-chi-em"
	Twins     = "sinh-doi"
)

var kinWords = map[string]string{Strangers: "hai trẻ khác nhau", Siblings: "anh chị em", Twins: "sinh đôi"}

// Apart keeps what a person decided: the two are not one child but kin of each other. Nobody is asked about them again.
func (f *Finder) Apart(ctx context.Context, tx *store.Tx, a, b, kin string) error {
	words, ok := kinWords[kin]
	if !ok {
		return errs.New(errs.Invalid, "Chọn hai hồ sơ là gì của nhau: hai trẻ khác nhau, anh chị em hay sinh đôi.")
	}
	first, second := ordered(a, b)
	recs, err := f.Register.Read(ctx, tx, []string{first, second})
	if err != nil {
		return err
	}
	if len(recs) != 2 || first == second {
		return errs.New(errs.NotFound, "Không tìm thấy đủ hai hồ sơ. Có thể một hồ sơ vừa được gộp; mở lại danh sách.")
	}
	unitID := recs[0].UnitID
	if _, err := tx.Exec(ctx, apartAdd, unitID, f.Register.Name, first, second, kin, tx.Actor().Name, tx.Now()); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, pairOne, unitID, f.Register.Name, first, second); err != nil {
		return err
	}
	for i, rec := range recs {
		e := store.Entry{Kind: f.Register.Name, ID: rec.ID, UnitID: unitID, Action: "Xác định không trùng", Note: recs[1-i].Code() + ": " + words}
		if err := tx.Audit(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// forget takes a record out of the list of pairs: it was merged or split.
func (f *Finder) forget(ctx context.Context, tx *store.Tx, id string) error {
	if _, err := tx.Exec(ctx, pairOfA, id); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, pairOfB, id)
	tx.Unaudited("the list of what may be doubled follows from the register")
	return err
}
