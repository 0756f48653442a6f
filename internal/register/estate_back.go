package register

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "register_handed", Narrow: store.HideAll, Growing: true, Scoped: true, Private: true})
}

// estateStatements are what a register asks when bodies end.
type estateStatements struct{ count, ofBodies, ofUnit, worked, carried *store.Stmt }

type estateCount struct {
	Body  string `db:"body"`
	State string `db:"state"`
	N     int    `db:"n"`
}

// handed is what an act did to one record.
type handed struct {
	ID       string `db:"id"`
	UnitID   string `db:"unit_id"`
	RecordID string `db:"record_id"`
	BodyWas  string `db:"body_was"`
	HeirUnit string `db:"heir_unit"` // empty when the record stayed in its unit
	HeirID   string `db:"heir_id"`
	Version  int64  `db:"version"`
}

var (
	handedAdd = store.Change("register.handed.add", `INSERT INTO register_handed (id, unit_id, act_id, register, record_id, body_was, heir_unit, heir_id, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	handedCount = store.Query("register.handed.count", `SELECT COUNT(*) FROM register_handed d WHERE d.act_id = $1 AND d.register = $2 AND d.record_id = $3 AND {scope:d}`)
	handedList  = store.Query("register.handed.list", `SELECT d.id, d.unit_id, d.record_id, d.body_was, d.heir_unit, d.heir_id, d.version FROM register_handed d
		WHERE d.act_id = $1 AND d.register = $2 AND {scope:d} ORDER BY d.record_id LIMIT $3`)
	handedDrop = store.Change("register.handed.drop", `DELETE FROM register_handed AS d WHERE d.id = $1 AND {scope:d}`)
)

// closed reports whether records in a state are history: they stay with who had them.
func (g *Register) closed(state string) bool { s, _ := g.state(state); return s.Closed }

// prepareEstate registers the statements for bodies that end.
func (g *Register) prepareEstate() {
	c := g.bodyColumn()
	if c == "" {
		return
	}
	name := func(verb string) string { return g.stem() + ".estate." + verb }
	open := ""
	for _, s := range g.States {
		if s.Closed {
			open += fmt.Sprintf(" AND r.state <> '%s'", s.Key)
		}
	}
	passing := fmt.Sprintf(`%s WHERE {scope:r} AND r.unit_id = $1 AND r.dropped = FALSE AND r.id > $2%s
		AND NOT EXISTS (SELECT 1 FROM register_handed d WHERE d.act_id = $3 AND d.register = '%s' AND d.record_id = r.id AND {scope:d})`, g.selects(), open, g.Name)
	g.stmt.estate = estateStatements{
		count:    store.Query(name("count"), fmt.Sprintf(`SELECT r.%s AS body, r.state, COUNT(*) AS n FROM %s r WHERE {scope:r} AND r.unit_id = $1 AND r.dropped = FALSE GROUP BY r.%[1]s, r.state`, c, g.Name)),
		ofBodies: store.Query(name("of_bodies"), fmt.Sprintf(`%s AND $5 LIKE '%%|' || r.%s || '|%%' ORDER BY r.id LIMIT $4`, passing, c)),
		ofUnit:   store.Query(name("of_unit"), passing+` ORDER BY r.id LIMIT $4`),
		worked: store.Query(name("worked"), fmt.Sprintf(`%s FROM register_handed d JOIN %s r ON r.id = d.record_id
			WHERE d.act_id = $1 AND d.register = '%[2]s' AND d.heir_id = '' AND r.version > d.version AND {scope:d} AND {scope:r} ORDER BY r.id LIMIT $2`, strings.TrimSuffix(g.selects(), " FROM "+g.Name+" r"), g.Name)),
		carried: store.Query(name("carried"), fmt.Sprintf(`%s FROM register_handed d JOIN %s r ON r.id = d.heir_id
			WHERE d.act_id = $1 AND d.register = '%[2]s' AND d.heir_id > '' AND (r.version > 1 OR r.dropped = TRUE) ORDER BY r.id LIMIT $2`, strings.TrimSuffix(g.selects(), " FROM "+g.Name+" r"), g.Name),
			store.Unscoped("asks about one act of reorganisation, which passes records from one unit to others")),
	}
}

// Rests implements directory.Estate: records that somebody changed since the act passed them on.
func (e Estate) Rests(ctx context.Context, from store.Source, actID string, limit int) ([]directory.Item, error) {
	out := []directory.Item{}
	for _, s := range []*store.Stmt{e.Of.stmt.estate.worked, e.Of.stmt.estate.carried} {
		recs, err := e.Of.records(ctx, from, s, actID, limit)
		if err != nil {
			return nil, err
		}
		for _, rec := range recs {
			if len(out) < limit {
				out = append(out, directory.Item{ID: rec.ID, Title: rec.Code() + " " + rec.Str(e.Of.Label), Address: e.Of.Path + "/" + rec.ID})
			}
		}
	}
	return out, nil
}

// Restore implements directory.Estate.
func (e Estate) Restore(ctx context.Context, tx *store.Tx, actID string, limit int) (more bool, done int, err error) {
	list, err := store.List[handed](ctx, tx, handedList, actID, e.Of.Name, limit)
	if err != nil {
		return false, 0, err
	}
	for _, h := range list {
		if err := tx.UpdateOne(ctx, handedDrop, h.ID); err != nil {
			return false, done, err
		}
		if err := e.takeBack(ctx, tx, h); err != nil {
			return false, done, err
		}
		done++
	}
	if done == 0 {
		tx.Unaudited("the act passed on no record of this register")
	}
	return len(list) == limit, done, nil
}

func (e Estate) takeBack(ctx context.Context, tx *store.Tx, h handed) error {
	g := e.Of
	if h.HeirID != "" {
		there := inUnit(tx, h.HeirUnit)
		heir, err := g.Get(ctx, there, h.HeirID)
		if err != nil {
			return err
		}
		if _, err := there.Exec(ctx, fileErase, heir.ID); err != nil {
			return err
		}
		if err := g.erase(ctx, there, heir, "Thu hồi bàn giao"); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: g.Name, ID: h.RecordID, UnitID: h.UnitID, Action: "Thu hồi bàn giao"})
	}
	now, err := g.Get(ctx, tx, h.RecordID)
	if err != nil {
		return err
	}
	before := now
	before.Values = slices.Clone(now.Values)
	before.Set(g.bodyColumn(), Value{h.BodyWas})
	return g.rewrite(ctx, tx, now, before, g.env(ctx, tx, day.At(tx.Now().Time)), "Thu hồi bàn giao", "")
}
