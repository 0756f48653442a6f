package org

import (
	"context"
	"fmt"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// rowsAtOnce is how many rows one statement inserts: 500 values at most, far below what either engine allows.
const rowsAtOnce = 50

const (
	placeColumns = `id, code, kind, name, full_name, parent_id, valid_from, valid_to, source, also`
	placeInsert  = `INSERT INTO place (` + placeColumns + `) VALUES `
	placeRenewed = ` ON CONFLICT (id) DO UPDATE SET code = excluded.code, kind = excluded.kind, name = excluded.name, full_name = excluded.full_name,
		parent_id = excluded.parent_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source, also = excluded.also`
	successionInsert = `INSERT INTO place_succession (old_id, new_id, day, whole, source) VALUES `
)

var (
	editionNewest = store.Query("org.place.edition", `SELECT e.digest FROM place_edition e ORDER BY e.loaded_at DESC, e.digest LIMIT 1`)
	editionAdd    = store.Change("org.place.edition_add", `INSERT INTO place_edition (digest, loaded_at) VALUES ($1, $2)
		ON CONFLICT (digest) DO UPDATE SET loaded_at = excluded.loaded_at`)
	placeAll = store.Query("org.place.all", `SELECT `+placeColumns+` FROM place`,
		store.Whole("compares the table with a new edition of the catalogue, once an edition"))
	placeSave       = store.Change("org.place.save", placeInsert+valuesOf(1, 10)+placeRenewed)
	placeSaveMany   = store.Change("org.place.save_many", placeInsert+valuesOf(rowsAtOnce, 10)+placeRenewed)
	successionClear = store.Change("org.place.succession_clear", `DELETE FROM place_succession`,
		store.Whole("makes the table anew from a new edition of the catalogue, once an edition"))
	successionAdd     = store.Change("org.place.succession_add", successionInsert+valuesOf(1, 5))
	successionAddMany = store.Change("org.place.succession_add_many", successionInsert+valuesOf(rowsAtOnce, 5))
	successionOf      = store.Query("org.place.succession_of", `SELECT s.new_id, s.day, s.whole FROM place_succession s WHERE s.old_id = $1 ORDER BY s.new_id`)
	successionTo      = store.Query("org.place.succession_to", `SELECT s.old_id, s.day, s.whole FROM place_succession s WHERE s.new_id = $1 ORDER BY s.old_id`)
)

// valuesOf writes the parameters of an insert: ($1, $2), ($3, $4).
func valuesOf(rows, columns int) string {
	var b strings.Builder
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%columns == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i+1)
	}
	return b.String() + ")"
}

// placeRow is a unit as the table has it.
type placeRow struct {
	ID       string `db:"id"`
	Code     string `db:"code"`
	Kind     string `db:"kind"`
	Name     string `db:"name"`
	FullName string `db:"full_name"`
	ParentID string `db:"parent_id"`
	From     string `db:"valid_from"`
	To       string `db:"valid_to"`
	Source   string `db:"source"`
	Also     string `db:"also"`
}

func (p placeRow) values() []any {
	return []any{p.ID, p.Code, p.Kind, p.Name, p.FullName, p.ParentID, p.From, p.To, p.Source, p.Also}
}

// PlaceHeir is an administrative unit into which another went.
type PlaceHeir struct {
	PlaceID string  `db:"new_id"`
	Day     day.Day `db:"day"`
	Whole   bool    `db:"whole"` // all of it; else it is one of several, and a person must say what went where
}

// PlaceHeirs are the units into which an administrative unit went on the day after its last one; none while it exists.
func (o *Org) PlaceHeirs(ctx context.Context, from store.Source, placeID string) ([]PlaceHeir, error) {
	return store.List[PlaceHeir](ctx, from, successionOf, placeID)
}

// PlaceOrigin is an administrative unit of which another was made.
type PlaceOrigin struct {
	PlaceID string  `db:"old_id"`
	Day     day.Day `db:"day"`
	Whole   bool    `db:"whole"`
}

// PlaceOrigins are the units of which an administrative unit was made on its first day; districts that ended then too.
func (o *Org) PlaceOrigins(ctx context.Context, from store.Source, placeID string) ([]PlaceOrigin, error) {
	return store.List[PlaceOrigin](ctx, from, successionTo, placeID)
}
