package org

import (
	"context"
	"strconv"
	"sync/atomic"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

const unitColumns = `u.id, u.slug, u.name, u.province, u.place_id, u.demo, u.valid_from, u.valid_to`

var (
	unitAdd     = store.Change("org.unit.add", `INSERT INTO unit (id, place_id, slug, name, province, demo, created_at, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')`)
	unitAny     = store.Query("org.unit.any", `SELECT u.id FROM unit u ORDER BY u.id LIMIT 1`, store.Whole("reads one row along the primary key"))
	unitAll     = store.Query("org.unit.all", `SELECT `+unitColumns+` FROM unit u ORDER BY u.slug`, store.Whole("the localities of an installation are few and do not grow with the years"))
	unitBySlug  = store.Query("org.unit.by_slug", `SELECT `+unitColumns+` FROM unit u WHERE u.slug = $1`)
	unitByPlace = store.Query("org.unit.by_place", `SELECT `+unitColumns+` FROM unit u WHERE u.place_id = $1`)
)

// setUp remembers that there is a unit: units are never removed.
type setUp struct{ done atomic.Bool }

// SetUp reports whether the installation has a unit yet.
func (o *Org) SetUp(ctx context.Context) (bool, error) {
	if o.up.done.Load() {
		return true, nil
	}
	_, ok, err := store.Find[string](ctx, o.DB.Reader(actor.System("thiết lập")), unitAny)
	if ok {
		o.up.done.Store(true)
	}
	return ok, err
}

// Units lists the localities of the installation by their slug.
func (o *Org) Units(ctx context.Context) ([]web.Unit, error) {
	return store.List[web.Unit](ctx, o.DB.Reader(actor.System("danh sách đơn vị")), unitAll)
}

// UnitBySlug finds a locality; an unknown one is errs.NotFound.
func (o *Org) UnitBySlug(ctx context.Context, slug string) (web.Unit, error) {
	return store.Get[web.Unit](ctx, o.DB.Reader(actor.System("tìm đơn vị")), unitBySlug, slug)
}

// unitRecord is a unit as the history tells it.
type unitRecord struct {
	Name     string `json:"Tên"`
	Province string `json:"Tỉnh"`
	Code     string `json:"Mã"`
}

// CreateUnit makes a locality of a place of today, inside the caller's change; bodies are added after it. A place that is
// a unit already is errs.Conflict.
func (o *Org) CreateUnit(ctx context.Context, tx *store.Tx, p place.Place, demo bool) (web.Unit, error) {
	if _, there, err := store.Find[web.Unit](ctx, tx, unitByPlace, p.ID); err != nil {
		return web.Unit{}, err
	} else if there {
		return web.Unit{}, errs.Newf(errs.Conflict, "Máy chủ này đã có đơn vị %s. Chưa ghi gì thêm.", p.FullName)
	}
	slug, err := freeSlug(ctx, tx, p)
	if err != nil {
		return web.Unit{}, err
	}
	u := web.Unit{ID: ident.New(), Slug: slug, Name: p.FullName, Province: p.Province, PlaceID: p.ID, Demo: demo, From: p.From}
	if _, err := tx.Exec(ctx, unitAdd, u.ID, u.PlaceID, u.Slug, u.Name, u.Province, u.Demo, tx.Now(), u.From); err != nil {
		return web.Unit{}, err
	}
	record := unitRecord{u.Name, u.Province, p.Code}
	return u, tx.Audit(ctx, store.Entry{Kind: "unit", ID: u.ID, UnitID: u.ID, Action: "Lập đơn vị", After: record})
}

// freeSlug is the unit's name as it stands in addresses; a second unit of the name gets its province's name too.
func freeSlug(ctx context.Context, tx *store.Tx, p place.Place) (string, error) {
	base := vi.Slug(p.FullName)
	for n := 1; ; n++ {
		slug := base
		if n > 1 {
			slug += "-" + provinceSlug(p)
		}
		if n > 2 {
			slug += "-" + strconv.Itoa(n-1)
		}
		if _, taken, err := store.Find[web.Unit](ctx, tx, unitBySlug, slug); err != nil || !taken {
			return slug, err
		}
	}
}

func provinceSlug(p place.Place) string {
	_, name, ok := place.SplitKind(p.Province)
	if !ok {
		name = p.Province
	}
	return vi.Slug(name)
}
