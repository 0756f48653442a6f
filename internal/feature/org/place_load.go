package org

import (
	"context"
	"fmt"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/store"
)

var (
	editionFind = store.Query("org.place.edition", `SELECT e.digest FROM place_edition e WHERE e.digest = $1`)
	editionAdd  = store.Change("org.place.edition_add", `INSERT INTO place_edition (digest, loaded_at) VALUES ($1, $2)`)
	placeSave   = store.Change("org.place.save", `INSERT INTO place (id, code, kind, name, full_name, parent_id, valid_from, valid_to, source)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (id) DO UPDATE SET code = excluded.code, kind = excluded.kind, name = excluded.name, full_name = excluded.full_name,
			parent_id = excluded.parent_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source`)
)

// Edition is the edition of the embedded catalogue whose places the database should hold. Raise it when the catalogue
// changes; the next start then brings the table up to date.
const Edition = "2025-07-01/1"

// Load brings the places of today, provinces and communes, from the embedded catalogue into the database. It does nothing
// when this edition stands there already.
func Load(ctx context.Context, db *store.DB) (err error) {
	defer errs.Prefix(&err, "org.Load")
	digest := ident.Digest(Edition)
	by := actor.System("danh mục đơn vị hành chính")
	if _, there, err := store.Find[string](ctx, db.Reader(by), editionFind, digest); err != nil || there {
		return err
	}
	catalogue, err := place.Load()
	if err != nil {
		return err
	}
	return db.Write(ctx, by, func(tx *store.Tx) error {
		for _, level := range []place.Level{place.ProvinceLevel, place.CommuneLevel} {
			for _, p := range catalogue.On(level, day.Day{}) {
				if err := savePlace(ctx, tx, p); err != nil {
					return err
				}
			}
		}
		if _, err := tx.Exec(ctx, editionAdd, digest, store.Now()); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "place", ID: digest, Action: "Nạp danh mục đơn vị hành chính", Note: Edition})
	})
}

func savePlace(ctx context.Context, tx *store.Tx, p place.Place) error {
	_, err := tx.Exec(ctx, placeSave, p.ID, p.Code, string(p.Kind), p.Name, p.FullName, p.ParentID, p.From, p.To, p.Source)
	if err != nil {
		return fmt.Errorf("place %s: %w", p.Code, err)
	}
	return nil
}
