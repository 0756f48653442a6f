package org

import (
	"context"
	"github.com/mangnon/mangnon/internal/kernel/actor"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

func init() {
	store.Declare(
		store.Table{Name: "hamlet_act", Events: []string{"hamlet_act"}, Kind: actor.KindOrg, Narrow: store.ShowAll, Growing: true, Scoped: true, Title: "Sắp xếp thôn, tổ dân phố"},
		store.Table{Name: "hamlet", Events: []string{"hamlet"}, Kind: actor.KindOrg, Narrow: store.ShowAll, Growing: true, Scoped: true, Title: "Thôn, tổ dân phố"},
		store.Table{Name: "hamlet_succession", Kind: actor.KindOrg, Narrow: store.ShowAll, Growing: true, Scoped: true, Title: "Thôn, tổ dân phố cũ và mới"},
	)
}

const (
	hamletColumns = `h.id, h.unit_id, h.kind, h.name, h.match_key, h.households, h.pin, h.pin_lon, h.valid_from, h.valid_to, h.source, h.begun_by, h.ended_by, h.edited_at, h.version`
	actColumns    = `a.id, a.kind, a.day, a.basis, a.at`
	actsShown     = 20
)

var (
	hamletList = store.Query("org.hamlet.list", `SELECT `+hamletColumns+` FROM hamlet h WHERE {scope:h} ORDER BY h.sort_key, h.valid_from, h.id`)
	hamletGet  = store.Query("org.hamlet.get", `SELECT `+hamletColumns+` FROM hamlet h WHERE h.id = $1 AND {scope:h}`)
	hamletAdd  = store.Change("org.hamlet.add", `INSERT INTO hamlet
		(id, unit_id, kind, name, sort_key, match_key, households, valid_from, valid_to, source, begun_by, ended_by, edited_at, version, pin, pin_lon)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10, '', 0, 1, $11, $12)`)
	hamletEnd = store.Change("org.hamlet.end", `UPDATE hamlet AS h SET valid_to = $1, ended_by = $2, version = version + 1
		WHERE h.id = $3 AND h.version = $4 AND {scope:h}`)
	hamletEdit = store.Change("org.hamlet.edit", `UPDATE hamlet AS h SET kind = $1, name = $2, sort_key = $3, match_key = $4, households = $5, source = $6,
		edited_at = $7, pin = $8, pin_lon = $9, version = version + 1 WHERE h.id = $10 AND h.version = $11 AND {scope:h}`)
	hamletDrop = store.Change("org.hamlet.drop", `DELETE FROM hamlet AS h WHERE h.id = $1 AND h.version = $2 AND {scope:h}`)

	linkAdd  = store.Change("org.hamlet.link_add", `INSERT INTO hamlet_succession (old_id, new_id, unit_id, act_id, day, basis) VALUES ($1, $2, $3, $4, $5, $6)`)
	linkList = store.Query("org.hamlet.link_list", `SELECT s.old_id, s.new_id FROM hamlet_succession s WHERE {scope:s} ORDER BY s.old_id, s.new_id`)
	linkDrop = store.Change("org.hamlet.link_drop", `DELETE FROM hamlet_succession AS s WHERE s.act_id = $1 AND {scope:s}`)

	actAdd  = store.Change("org.hamlet.act_add", `INSERT INTO hamlet_act (id, unit_id, kind, day, basis, at) VALUES ($1, $2, $3, $4, $5, $6)`)
	actGet  = store.Query("org.hamlet.act_get", `SELECT `+actColumns+` FROM hamlet_act a WHERE a.id = $1 AND {scope:a}`)
	actList = store.Query("org.hamlet.act_list", `SELECT `+actColumns+` FROM hamlet_act a WHERE {scope:a} ORDER BY a.at DESC, a.id DESC LIMIT $1`)
	actDrop = store.Change("org.hamlet.act_drop", `DELETE FROM hamlet_act AS a WHERE a.id = $1 AND {scope:a}`)
)

// Hamlets lists the thôn and tổ dân phố of the source's unit that exist on a day, by name.
func (o *Org) Hamlets(ctx context.Context, from store.Source, at day.Day) ([]Hamlet, error) {
	all, err := store.List[Hamlet](ctx, from, hamletList)
	return hamletBook{all: all}.on(at), err
}

// HamletHeirs are the hamlets of a day that a hamlet of the source's unit became, however many changes lie between: itself
// while it exists, none when it ended without an heir. An unknown one has none.
func (o *Org) HamletHeirs(ctx context.Context, from store.Source, id string, at day.Day) ([]HamletHeir, error) {
	b, err := o.hamletBook(ctx, from)
	return b.heirs(id, at), err
}

// hamletBook reads all hamlets of the source's unit: at most a few hundred, with their pasts.
func (o *Org) hamletBook(ctx context.Context, from store.Source) (b hamletBook, err error) {
	if b.all, err = store.List[Hamlet](ctx, from, hamletList); err != nil {
		return b, err
	}
	b.links, err = store.List[hamletLink](ctx, from, linkList)
	return b, err
}

// ChangeHamlets does one act to the hamlets of a unit, inside the caller's change: adds, renames, merges, divides or ends.
// What is wrong is errs.Invalid with the fields of the form. The hamlets that begin are given in the order of the drafts.
func (o *Org) ChangeHamlets(ctx context.Context, tx *store.Tx, u web.Unit, c HamletChange) (act HamletAct, begun []Hamlet, err error) {
	b, err := o.hamletBook(ctx, tx)
	if err != nil {
		return act, nil, err
	}
	act = HamletAct{ID: ident.New(), Kind: c.Kind, Day: c.Day, Basis: c.Basis, At: tx.Now()}
	out, err := b.judge(act.ID, usualHamlet(u.Name), c)
	if err != nil {
		return act, nil, err
	}
	if act.Day.IsZero() {
		act.Day = earliest(out.begins)
	}
	if _, err := tx.Exec(ctx, actAdd, act.ID, u.ID, string(act.Kind), act.Day, act.Basis, act.At); err != nil {
		return act, nil, err
	}
	return act, out.begins, writeHamlets(ctx, tx, u, act, b, out)
}

func earliest(list []Hamlet) (first day.Day) {
	for _, h := range list {
		if first.IsZero() || h.From.Before(first) {
			first = h.From
		}
	}
	return first
}

// writeHamlets ends before it begins: a new hamlet may bear the name of one that goes into it.
func writeHamlets(ctx context.Context, tx *store.Tx, u web.Unit, act HamletAct, b hamletBook, out outcome) error {
	for _, h := range out.ends {
		if err := tx.UpdateOne(ctx, hamletEnd, h.To, act.ID, h.ID, h.Version); err != nil {
			return err
		}
		before, _ := b.find(h.ID)
		if err := auditHamlet(ctx, tx, u.ID, hamletActWords[act.Kind], &before, &h, act.Basis); err != nil {
			return err
		}
	}
	for _, h := range out.begins {
		if act.Kind == HamletRename && len(out.ends) == 1 { // it lies where it lay
			h.Lat, h.Lon = out.ends[0].Lat, out.ends[0].Lon
		}
		_, err := tx.Exec(ctx, hamletAdd, h.ID, u.ID, string(h.Kind), h.Name, hamletSortKey(h.Name), h.Key, h.Households, h.From, h.Source, act.ID, h.Lat, h.Lon)
		if err == nil {
			err = auditHamlet(ctx, tx, u.ID, hamletActWords[act.Kind], nil, &h, "")
		}
		if err != nil {
			return err
		}
	}
	for _, l := range out.links {
		if _, err := tx.Exec(ctx, linkAdd, l.Old, l.New, u.ID, act.ID, act.Day, act.Basis); err != nil {
			return err
		}
	}
	if len(out.links) > 0 {
		tx.Unaudited("the hamlets on both ends have their rows in the history")
	}
	return nil
}

func auditHamlet(ctx context.Context, tx *store.Tx, unitID, action string, before, after *Hamlet, note string) error {
	e := store.Entry{Kind: "hamlet", UnitID: unitID, Action: action, Note: note}
	if before != nil {
		e.ID, e.Before = before.ID, before.record()
	}
	if after != nil {
		e.ID, e.After = after.ID, after.record()
	}
	return tx.Audit(ctx, e)
}

// UndoHamlets takes an act back as a whole, inside the caller's change: what it began is gone, what it ended exists again.
// While something rests on it, it is errs.Conflict.
func (o *Org) UndoHamlets(ctx context.Context, tx *store.Tx, u web.Unit, actID string) (act HamletAct, err error) {
	if act, err = store.Get[HamletAct](ctx, tx, actGet, actID); err != nil {
		return act, err
	}
	b, err := o.hamletBook(ctx, tx)
	if err != nil {
		return act, err
	}
	gone, again, err := b.undo(act)
	if err != nil {
		return act, err
	}
	if _, err := tx.Exec(ctx, linkDrop, act.ID); err != nil {
		return act, err
	}
	action := "Hoàn tác: " + hamletActWords[act.Kind]
	for _, h := range gone {
		if err := tx.UpdateOne(ctx, hamletDrop, h.ID, h.Version); err != nil {
			return act, err
		}
		if err := auditHamlet(ctx, tx, u.ID, action, &h, nil, ""); err != nil {
			return act, err
		}
	}
	for _, h := range again {
		if err := tx.UpdateOne(ctx, hamletEnd, h.To, "", h.ID, h.Version); err != nil {
			return act, err
		}
		before, _ := b.find(h.ID)
		if err := auditHamlet(ctx, tx, u.ID, action, &before, &h, ""); err != nil {
			return act, err
		}
	}
	if _, err := tx.Exec(ctx, actDrop, act.ID); err != nil {
		return act, err
	}
	return act, tx.Audit(ctx, store.Entry{Kind: "hamlet_act", ID: act.ID, UnitID: u.ID, Action: action, Before: actRecord{act.Day.String(), act.Basis}})
}

// actRecord is an act as the history tells it.
type actRecord struct {
	Day   string `json:"Từ ngày"`
	Basis string `json:"Căn cứ"`
}

// EditHamlet corrects what was written of a hamlet, inside the caller's change: a slip in the name, the number of households,
// the ground. before is the version that the person saw; a newer one is errs.Conflict.
func (o *Org) EditHamlet(ctx context.Context, tx *store.Tx, u web.Unit, before Hamlet, d HamletDraft) error {
	b, err := o.hamletBook(ctx, tx)
	if err != nil {
		return err
	}
	var f errs.Form
	after := before
	after.Name, after.Kind = readHamletName(d.Name, usualHamlet(u.Name))
	after.Key, after.Households, after.Source = hamletKey(after.Name), d.Households, d.Source
	after.Lat, after.Lon = d.Lat, d.Lon
	checkHamlet(&f, d, after)
	for _, other := range b.all {
		if other.ID != after.ID && other.Key == after.Key && other.meets(after) {
			f.Add("ten", "Đã có %s từ ngày %s", other.Name, other.From)
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	err = tx.UpdateOne(ctx, hamletEdit, string(after.Kind), after.Name, hamletSortKey(after.Name), after.Key, after.Households, after.Source, tx.Now(), after.Lat, after.Lon, after.ID, before.Version)
	if err != nil {
		return err
	}
	return auditHamlet(ctx, tx, u.ID, "Sửa thông tin", &before, &after, "")
}
