package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(
		store.Table{Name: "place", Growing: true, Reference: true, Kind: actor.KindOrg, Events: []string{"place"}, Title: "Đơn vị hành chính"},
		store.Table{Name: "place_edition", Reference: true, Title: "Bản danh mục đơn vị hành chính"},
		store.Table{Name: "unit", Kind: actor.KindOrg, Events: []string{"unit"}, Title: "Đơn vị"},
		store.Table{Name: "body", Growing: true, Scoped: true, Kind: actor.KindOrg, Narrow: store.ShowAll, Events: []string{"body"}, Title: "Cơ quan"},
		store.Table{Name: "body_name", Growing: true, Scoped: true, Kind: actor.KindOrg, Narrow: store.ShowAll, Title: "Tên cơ quan"},
	)
}

const (
	bodyColumns = `b.id, b.unit_id, b.kind, b.name, b.requested, b.confidence, b.source, b.valid_from, b.valid_to, b.version`
	nameColumns = `n.id, n.body_id, n.name, n.match_key, n.alias, n.valid_from, n.valid_to`
)

var (
	bodyAdd = store.Change("org.body.add", `INSERT INTO body (id, unit_id, kind, name, sort_key, requested, confidence, source, valid_from, valid_to, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 1)`)
	bodyEdit = store.Change("org.body.edit", `UPDATE body AS b SET kind = $1, name = $2, sort_key = $3, requested = $4, confidence = $5, source = $6,
		valid_to = $7, version = version + 1 WHERE b.id = $8 AND b.version = $9 AND {scope:b}`)
	bodyGet  = store.Query("org.body.get", `SELECT `+bodyColumns+` FROM body b WHERE b.id = $1 AND {scope:b}`)
	bodyList = store.Query("org.body.list", `SELECT `+bodyColumns+` FROM body b WHERE {scope:b} ORDER BY b.sort_key, b.id`)
	bodyUnit = store.Query("org.body.unit", `SELECT DISTINCT u.name FROM body b JOIN unit u ON u.id = b.unit_id WHERE {scope:b}`)

	nameAdd = store.Change("org.name.add", `INSERT INTO body_name (id, body_id, unit_id, name, match_key, alias, valid_from, valid_to)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '')`)
	nameCorrect = store.Change("org.name.correct", `UPDATE body_name AS n SET name = $1, match_key = $2 WHERE n.id = $3 AND {scope:n}`)
	nameEnd     = store.Change("org.name.end", `UPDATE body_name AS n SET valid_to = $1 WHERE n.id = $2 AND n.valid_to = '' AND {scope:n}`)
	namesOf     = store.Query("org.name.of_body", `SELECT `+nameColumns+` FROM body_name n WHERE n.body_id = $1 AND {scope:n} ORDER BY n.alias, n.valid_from, n.name`)
	nameList    = store.Query("org.name.list", `SELECT `+nameColumns+` FROM body_name n WHERE {scope:n} ORDER BY n.match_key, n.id`)
	nameTaken   = store.Query("org.name.taken", `SELECT `+nameColumns+` FROM body_name n JOIN body b ON b.id = n.body_id
		WHERE n.unit_id = $1 AND n.match_key = $2 AND n.valid_to = '' AND b.valid_to = '' AND {scope:n} ORDER BY n.id`)
)

// Bodies lists the bodies of the source's unit that exist on a day, under their names of that day, by kind and name.
func (o *Org) Bodies(ctx context.Context, from store.Source, at day.Day) ([]Body, error) {
	r, err := o.Register(ctx, from, at)
	if err != nil {
		return nil, err
	}
	return r.Bodies, nil
}

// body reads one body of the source's unit.
func (o *Org) body(ctx context.Context, from store.Source, id string) (Body, error) {
	return store.Get[Body](ctx, from, bodyGet, id)
}

// names lists all names of a body, official ones first, each in the order of its days.
func (o *Org) names(ctx context.Context, from store.Source, bodyID string) ([]Name, error) {
	return store.List[Name](ctx, from, namesOf, bodyID)
}
