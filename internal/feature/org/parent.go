package org

import (
	"context"
	"github.com/mangnon/mangnon/internal/kernel/actor"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "body_parent", Kind: actor.KindOrg, Narrow: store.ShowAll, Growing: true, Scoped: true, Title: "Cơ quan cấp trên"})
}

// Parent says that a body stands under another body of its unit from one day to another: a room under the committee.
type Parent struct {
	ID       string `db:"id"`
	UnitID   string `db:"unit_id"`
	BodyID   string `db:"body_id"`
	ParentID string `db:"parent_id"`
	Name     string `db:"parent_name"` // of the body above, the newest
	Span
}

type parentRecord struct {
	Parent   string `json:"Thuộc"`
	From     string `json:"Từ ngày"`
	To       string `json:"Đến hết ngày"`
	Basis    string `json:"Căn cứ"`
	EndBasis string `json:"Căn cứ kết thúc"`
	Checked  string `json:"Đối chiếu"`
}

func (p Parent) record() parentRecord {
	return parentRecord{p.Name, p.From.String(), p.To.String(), p.Basis, p.EndBasis, checkedWords(p.Checked())}
}

const parentColumns = `p.id, p.unit_id, p.body_id, p.parent_id, u.name AS parent_name, p.valid_from, p.valid_to, p.basis, p.end_basis, p.confidence, p.version`

var (
	parentAdd = store.Change("org.parent.add", `INSERT INTO body_parent (id, unit_id, body_id, parent_id, `+spanColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`)
	parentEdit = store.Change("org.parent.edit", `UPDATE body_parent AS p SET parent_id = $1, valid_from = $2, valid_to = $3, basis = $4, end_basis = $5,
		confidence = $6, version = version + 1 WHERE p.id = $7 AND p.version = $8 AND {scope:p}`)
	parentGet    = store.Query("org.parent.get", `SELECT `+parentColumns+` FROM body_parent p JOIN body u ON u.id = p.parent_id WHERE p.id = $1 AND {scope:p}`)
	parentAll    = store.Query("org.parent.all", `SELECT `+parentColumns+` FROM body_parent p JOIN body u ON u.id = p.parent_id WHERE {scope:p} ORDER BY p.body_id, p.valid_from, p.id`)
	parentOfBody = store.Query("org.parent.of_body", `SELECT `+parentColumns+` FROM body_parent p JOIN body u ON u.id = p.parent_id
		WHERE p.body_id = $1 AND {scope:p} ORDER BY p.valid_from, p.id`)
	parentOfUnit = store.Query("org.parent.of_unit", `SELECT `+parentColumns+` FROM body_parent p JOIN body u ON u.id = p.parent_id
		WHERE p.unit_id = $1 AND {scope:p} ORDER BY p.body_id, p.valid_from, p.id`)
	bodyOfKind = store.Query("org.body.of_kind", `SELECT `+bodyColumns+` FROM body b WHERE b.unit_id = $1 AND b.kind = $2 AND b.valid_to = '' AND {scope:b} ORDER BY b.id`)
)

// place puts a body under another one; the caller leaves the audit row. A body stands under one other at a time, and never,
// through however many between, under itself: otherwise the tree of a day could not be drawn.
func (o *Org) place(ctx context.Context, tx *store.Tx, b, up Body, s Span) (Parent, error) {
	s.Version = 1
	p := Parent{ID: ident.New(), UnitID: b.UnitID, BodyID: b.ID, ParentID: up.ID, Name: up.Name, Span: s}
	if err := o.admitParent(ctx, tx, p, b, up); err != nil {
		return p, err
	}
	_, err := tx.Exec(ctx, parentAdd, p.ID, p.UnitID, p.BodyID, p.ParentID, p.From, p.To, p.Basis, p.EndBasis, string(p.Confidence))
	return p, err
}

// PlaceBody puts a body under another of its unit, inside the caller's change.
func (o *Org) PlaceBody(ctx context.Context, tx *store.Tx, b, up Body, s Span) (Parent, error) {
	p, err := o.place(ctx, tx, b, up, s)
	if err != nil {
		return p, err
	}
	return p, tx.Audit(ctx, store.Entry{Kind: "body", ID: b.ID, UnitID: b.UnitID, Action: "Ghi cơ quan cấp trên", After: p.record()})
}

// editParent writes after over before, whose version is the one that the person saw.
func (o *Org) editParent(ctx context.Context, tx *store.Tx, before, after Parent) error {
	b, err := o.body(ctx, tx, after.BodyID)
	if err != nil {
		return err
	}
	up, err := o.body(ctx, tx, after.ParentID)
	if err != nil {
		return err
	}
	after.Name = up.Name
	if err := o.admitParent(ctx, tx, after, b, up); err != nil {
		return err
	}
	err = tx.UpdateOne(ctx, parentEdit, after.ParentID, after.From, after.To, after.Basis, after.EndBasis, string(after.Confidence), after.ID, before.Version)
	if err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{
		Kind: "body", ID: b.ID, UnitID: b.UnitID, Action: spanAction(before.Span, after.Span, "cơ quan cấp trên") + ": " + after.Name,
		Before: before.record(), After: after.record(),
	})
}

// admitParent refuses wrong days, a second body above on the same day, and a ring.
func (o *Org) admitParent(ctx context.Context, tx *store.Tx, p Parent, b, up Body) error {
	var form errs.Form
	p.Span.check(&form, b)
	switch {
	case up.UnitID != b.UnitID || up.ID == b.ID:
		form.Add("cap-tren", "Chọn một cơ quan khác của đơn vị")
	case !p.From.IsZero() && !up.Exists(p.From):
		form.Add("tu-ngay", "Ngày %s %s không hoạt động", p.From, up.Name)
	}
	if form.Err() != nil {
		return form.Err()
	}
	all, err := store.List[Parent](ctx, tx, parentOfUnit, b.UnitID)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.BodyID == b.ID && other.ID != p.ID && other.meets(p.Span) {
			form.Add("tu-ngay", "%s thuộc %s %s; ghi ngày cuối ở đó trước", b.Name, other.Name, other.words())
			return form.Err()
		}
	}
	if ring(all, p, up.ID, p.Span) {
		form.Add("cap-tren", "%s đang ở dưới %s, nên không thể là cấp trên", up.Name, b.Name)
	}
	return form.Err()
}

// ring reports whether, on some day of p, going up from a body ends at the body of p. Every step keeps only the days that
// all rows on the way share, so that bodies that changed places over the years are no ring.
func ring(all []Parent, p Parent, at string, days Span) bool {
	if at == p.BodyID {
		return true
	}
	for _, next := range all {
		if next.BodyID == at && next.ID != p.ID && next.meets(days) && ring(all, p, next.ParentID, next.shared(days)) {
			return true
		}
	}
	return false
}

// shared is the days that two rows which meet have in common.
func (s Span) shared(other Span) Span {
	if other.From.After(s.From) {
		s.From = other.From
	}
	return s.until(other.To)
}
