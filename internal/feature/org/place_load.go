package org

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "place_succession", Growing: true, Reference: true, Title: "Đơn vị hành chính cũ và mới"})
}

// Load brings every unit of every day and who went into whom from the embedded catalogue into the database. It does nothing
// when the catalogue stands there already, and else writes only what differs: a unit keeps its id for good, and one that the
// catalogue no longer has stays, because records may name it.
func Load(ctx context.Context, db *store.DB) (err error) {
	defer errs.Prefix(&err, "org.Load")
	digest := place.Edition()
	by := actor.System("danh mục đơn vị hành chính")
	newest, _, err := store.Find[string](ctx, db.Reader(by), editionNewest)
	if err != nil || newest == digest {
		return err
	}
	catalogue, err := place.Load()
	if err != nil {
		return err
	}
	return db.Write(ctx, by, func(tx *store.Tx) error {
		changed, err := loadPlaces(ctx, tx, catalogue)
		if err != nil {
			return err
		}
		if err := loadSuccessions(ctx, tx, catalogue); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, editionAdd, digest, store.Now()); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "place", ID: digest, Action: "Nạp danh mục đơn vị hành chính", Note: fmt.Sprintf("%d đơn vị mới hoặc sửa", changed)})
	})
}

// loadPlaces writes the units that are new or differ.
func loadPlaces(ctx context.Context, tx *store.Tx, c *place.Catalogue) (changed int, err error) {
	list, err := store.List[placeRow](ctx, tx, placeAll)
	if err != nil {
		return 0, err
	}
	have := make(map[string]placeRow, len(list))
	for _, row := range list {
		have[row.ID] = row
	}
	var rows [][]any
	for _, p := range c.All() {
		row := placeRow{p.ID, p.Code, string(p.Kind), p.Name, p.FullName, p.ParentID, p.From.ISO(), p.To.ISO(), p.Source, strings.Join(c.Also(p), "|")}
		if have[p.ID] != row {
			rows = append(rows, row.values())
		}
	}
	return len(rows), insertAll(ctx, tx, placeSave, placeSaveMany, rows)
}

// loadSuccessions writes them anew: they are made of the catalogue alone, and nothing names them.
func loadSuccessions(ctx context.Context, tx *store.Tx, c *place.Catalogue) error {
	if _, err := tx.Exec(ctx, successionClear); err != nil {
		return err
	}
	var rows [][]any
	for _, ch := range c.Changes() {
		heir, _ := c.ByID(ch.New)
		source := heir.Source
		if ch.Derived {
			source = "suy từ các đơn vị cấp xã"
		}
		rows = append(rows, []any{ch.Old, ch.New, ch.Day, ch.Whole, source})
	}
	return insertAll(ctx, tx, successionAdd, successionAddMany, rows)
}

// insertAll writes rows a hand at a time and the last ones singly: a statement a row would cost a network round trip each.
func insertAll(ctx context.Context, tx *store.Tx, one, many *store.Stmt, rows [][]any) error {
	for hand := range slices.Chunk(rows, rowsAtOnce) {
		if len(hand) == rowsAtOnce {
			if _, err := tx.Exec(ctx, many, slices.Concat(hand...)...); err != nil {
				return err
			}
			continue
		}
		for _, row := range hand {
			if _, err := tx.Exec(ctx, one, row...); err != nil {
				return err
			}
		}
	}
	return nil
}
