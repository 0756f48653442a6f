package org

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/body"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// AddBody makes a body of a unit with its aliases, inside the caller's change. A template without a confidence is what a
// person of the unit wrote. A name that a body of the unit has already is errs.Invalid; an alias that is one is left out.
func (o *Org) AddBody(ctx context.Context, tx *store.Tx, u web.Unit, t body.Template) (id string, err error) {
	b := Body{ID: ident.New(), UnitID: u.ID, Kind: t.Kind, Name: t.Name, Requested: t.Requested, Confidence: t.Confidence, Source: t.Source, From: t.From}
	if b.Confidence == "" {
		b.Confidence = Stated
	}
	var f errs.Form
	if b.check(&f); f.Err() != nil {
		return "", f.Err()
	}
	if err := refuseTaken(ctx, tx, u, t.Name, "ten", ""); err != nil {
		return "", err
	}
	_, err = tx.Exec(ctx, bodyAdd, b.ID, b.UnitID, string(b.Kind), b.Name, sortKey(b.Kind, b.Name), b.Requested, string(b.Confidence), b.Source, b.From)
	if err != nil {
		return "", err
	}
	if err := addName(ctx, tx, u, b, b.Name, false, b.From); err != nil {
		return "", err
	}
	for _, alias := range t.Aliases {
		err := refuseTaken(ctx, tx, u, alias, "ten-khac", "")
		if errs.Is(err, errs.Invalid) {
			continue
		}
		if err == nil {
			err = addName(ctx, tx, u, b, alias, true, b.From)
		}
		if err != nil {
			return "", err
		}
	}
	after := added{record: b.record()}
	if t.Confidence != "" {
		if after.proposal, err = o.propose(ctx, tx, u, b); err != nil {
			return "", err
		}
	}
	return b.ID, tx.Audit(ctx, store.Entry{Kind: "body", ID: b.ID, UnitID: u.ID, Action: "Thêm cơ quan", After: after})
}

// added is a new body as the history tells it.
type added struct {
	record
	proposal
}

func addName(ctx context.Context, tx *store.Tx, u web.Unit, b Body, name string, alias bool, from day.Day) error {
	_, err := tx.Exec(ctx, nameAdd, ident.New(), b.ID, u.ID, name, body.MatchKey(name, u.Name), alias, from)
	return err
}

// refuseTaken refuses a name by which a body of the unit that has not ended is known already; the names of the body but
// do not count.
func refuseTaken(ctx context.Context, tx *store.Tx, u web.Unit, name, field, but string) error {
	taken, err := store.List[Name](ctx, tx, nameTaken, u.ID, body.MatchKey(name, u.Name))
	if err != nil {
		return err
	}
	for _, n := range taken {
		if n.BodyID == but {
			continue
		}
		var f errs.Form
		f.Add(field, "Máy đã nhận ra tên này: “%s” là của một cơ quan trong danh sách", n.Name)
		return f.Err()
	}
	return nil
}

// AddAlias gives a body a further name from a day, inside the caller's change. A name that the unit knows already is
// errs.Invalid.
func (o *Org) AddAlias(ctx context.Context, tx *store.Tx, u web.Unit, b Body, alias string, from day.Day) error {
	var f errs.Form
	if checkName(&f, "ten-khac", alias); f.Err() != nil {
		return f.Err()
	}
	if err := refuseTaken(ctx, tx, u, alias, "ten-khac", ""); err != nil {
		return err
	}
	if err := addName(ctx, tx, u, b, alias, true, from); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "body", ID: b.ID, UnitID: u.ID, Action: "Thêm tên khác", After: aliasRecord{alias}})
}

type aliasRecord struct {
	Alias string `json:"Tên khác"`
}

// EndAlias takes a further name away from a day on, inside the caller's change; papers from before keep being understood.
func (o *Org) EndAlias(ctx context.Context, tx *store.Tx, n Name, unitID string, last day.Day) error {
	if err := tx.UpdateOne(ctx, nameEnd, last, n.ID); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "body", ID: n.BodyID, UnitID: unitID, Action: "Bỏ tên khác", Before: aliasRecord{n.Name}})
}

// RenameBody gives a body a new name from a day, inside the caller's change; the old name keeps its days.
func (o *Org) RenameBody(ctx context.Context, tx *store.Tx, u web.Unit, b Body, name string, from day.Day) error {
	after := b
	after.Name = name
	return o.EditBody(ctx, tx, u, b, after, from)
}

// EndBody ends a body on its last day, inside the caller's change; the zero day takes the end back.
func (o *Org) EndBody(ctx context.Context, tx *store.Tx, u web.Unit, b Body, last day.Day) error {
	after := b
	after.To = last
	return o.EditBody(ctx, tx, u, b, after, day.Day{})
}

// EditBody writes after over before, whose version is the one that the person saw, inside the caller's change. A changed name
// is a new one from the day given, or a corrected one when that day is zero.
func (o *Org) EditBody(ctx context.Context, tx *store.Tx, u web.Unit, before, after Body, renamed day.Day) error {
	var f errs.Form
	after.check(&f)
	if !renamed.IsZero() && !renamed.After(before.From) {
		f.Add("doi-ten-tu", "Ngày đổi tên phải sau ngày bắt đầu hoạt động %s; nếu chỉ sửa lỗi gõ, để trống", before.From)
	}
	if f.Err() != nil {
		return f.Err()
	}
	if after.Name != before.Name {
		if err := o.changeName(ctx, tx, u, after, renamed); err != nil {
			return err
		}
	}
	err := tx.UpdateOne(ctx, bodyEdit, string(after.Kind), after.Name, sortKey(after.Kind, after.Name), after.Requested, string(after.Confidence),
		after.Source, after.To, after.ID, before.Version)
	if err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: "body", ID: after.ID, UnitID: u.ID, Action: editAction(before, after, renamed), Before: before.record(), After: after.record()})
}

func editAction(before, after Body, renamed day.Day) string {
	switch {
	case before.Name != after.Name && !renamed.IsZero():
		return "Đổi tên cơ quan từ " + renamed.String()
	case before.To != after.To && after.To.IsZero():
		return "Bỏ ngày kết thúc"
	case before.To != after.To:
		return "Kết thúc cơ quan"
	}
	return "Sửa cơ quan"
}

// changeName corrects the official name of a body, or ends it on the eve of the day of the new one.
func (o *Org) changeName(ctx context.Context, tx *store.Tx, u web.Unit, b Body, from day.Day) error {
	if err := refuseTaken(ctx, tx, u, b.Name, "ten", b.ID); err != nil {
		return err
	}
	names, err := o.names(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	for _, n := range names {
		if n.Alias || !n.To.IsZero() {
			continue
		}
		if from.IsZero() {
			_, err := tx.Exec(ctx, nameCorrect, b.Name, body.MatchKey(b.Name, u.Name), n.ID)
			return err
		}
		if err := tx.UpdateOne(ctx, nameEnd, from.Add(-1), n.ID); err != nil {
			return err
		}
	}
	return addName(ctx, tx, u, b, b.Name, false, from)
}
