package register

import (
	"context"
	"slices"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
)

// Estate is what the records of one register leave when the body that answers for them, or the whole unit, ends.
//
// Open records, those whose state is not Closed, pass on. In a unit that goes on the body of a record changes, and nothing else. A
// record of a unit that ends stays there as it is; the unit of the heir gets one like it, with a number of its own, which begins
// its history with the act. Its files go with it; answers that name hamlets and accounts of the old unit stay behind. Who has no single heir waits for
// a person.
type Estate struct {
	Of *Register
	// Function of the bodies to which the register belongs: whoever receives it carries on.
	Function string
}

var _ directory.Chooser = Estate{}

// bodyColumn is the first field that names a body; empty when none does.
func (g *Register) bodyColumn() string {
	i := slices.IndexFunc(g.Fields, func(f Field) bool { return f.Kind == Kind(Ref{RefBody}) })
	if i < 0 {
		return ""
	}
	return g.Fields[i].Column
}

// Estates are those of the registers whose records name a body.
func (all Registers) Estates(function string) []directory.Estate {
	var out []directory.Estate
	for _, g := range all {
		if g.bodyColumn() != "" {
			out = append(out, Estate{g, function})
		}
	}
	return out
}

// Kind implements directory.Estate.
func (e Estate) Kind() string { return e.Of.Name }

// Title implements directory.Estate.
func (e Estate) Title() string { return e.Of.Title }

// heirs are the bodies that go on with a record of a body; passes is false when the body keeps it.
func (e Estate) heirs(m directory.Moves, body string) (heirs []directory.Heir, passes bool) {
	all, touched := m.Bodies[body]
	if !touched || body == "" {
		return nil, m.Ends
	}
	for _, h := range all {
		if h.Function == "" || h.Function == e.Function {
			heirs = append(heirs, h)
		}
	}
	stays := slices.ContainsFunc(all, func(h directory.Heir) bool { return h.BodyID == body }) || m.Gone != nil && !m.Gone[body]
	switch {
	case len(heirs) > 0:
		return heirs, true
	case stays && !m.Ends:
		return nil, false
	}
	return all, true
}

// heir is the one that takes a record over by itself: the first of a unit that goes on, or the only unit that receives. What no body
// answers for goes with the unit, when a single one receives all of it.
func (e Estate) heir(m directory.Moves, body string) (heirs []directory.Heir, passes bool) {
	all, passes := e.heirs(m, body)
	if m.Ends && body == "" {
		for _, list := range m.Bodies {
			for _, h := range list {
				all = append(all, directory.Heir{UnitID: h.UnitID})
			}
		}
	}
	if len(all) == 0 || m.Ends && slices.ContainsFunc(all, func(h directory.Heir) bool { return h.UnitID != all[0].UnitID }) {
		return nil, passes
	}
	return all[:1], passes
}

// Count implements directory.Estate: one statement, a row for each body.
func (e Estate) Count(ctx context.Context, from store.Source, m directory.Moves) (t directory.Tally, err error) {
	rows, err := store.List[estateCount](ctx, from, e.Of.stmt.estate.count, m.UnitID)
	for _, r := range rows {
		heirs, passes := e.heir(m, r.Body)
		switch {
		case !passes:
		case e.Of.closed(r.State):
			t.Done += r.N
		default:
			t.Open += r.N
			if len(heirs) == 0 {
				t.Nowhere += r.N
			}
		}
	}
	return t, err
}

// passing are the open records that the moves touch and that the act has not passed on yet, by id after one of them.
func (e Estate) passing(ctx context.Context, from store.Source, m directory.Moves, after string, limit int) ([]Record, error) {
	stmt, args := e.Of.stmt.estate.ofBodies, []any{m.UnitID, after, m.ActID, limit, e.bodies(m)}
	if m.Ends {
		stmt, args = e.Of.stmt.estate.ofUnit, args[:4]
	}
	return e.Of.records(ctx, from, stmt, args...)
}

// bodies are the ids of those that leave their records, between bars.
func (e Estate) bodies(m directory.Moves) string {
	set := "|"
	for _, id := range sortedKeys(m.Bodies) {
		if _, passes := e.heirs(m, id); passes {
			set += id + "|"
		}
	}
	return set
}

// List implements directory.Estate.
func (e Estate) List(ctx context.Context, from store.Source, m directory.Moves, after string, limit int) ([]directory.Item, error) {
	recs, err := e.passing(ctx, from, m, after, limit)
	if err != nil {
		return nil, err
	}
	env := e.Of.env(ctx, from, m.Day.Add(-1))
	out := make([]directory.Item, len(recs))
	for i, rec := range recs {
		body := rec.Str(e.Of.bodyColumn())
		heirs, _ := e.heir(m, body)
		out[i] = directory.Item{ID: rec.ID, Title: rec.Label(env), Address: e.Of.Path + "/" + rec.ID, Body: rec.Text(e.Of.bodyColumn(), env), Heirs: heirs}
	}
	return out, env.Err()
}

// Pass implements directory.Estate. Records without an heir stay with who had them until a person decides.
func (e Estate) Pass(ctx context.Context, tx *store.Tx, m directory.Moves, after string, limit int) (next string, done int, err error) {
	recs, err := e.passing(ctx, tx, m, after, limit)
	if err != nil {
		return "", 0, err
	}
	for _, rec := range recs {
		heirs, _ := e.heir(m, rec.Str(e.Of.bodyColumn()))
		if len(heirs) == 0 {
			continue
		}
		if err := e.hand(ctx, tx, m, rec, heirs[0]); err != nil {
			return "", done, err
		}
		done++
	}
	if len(recs) == limit {
		next = recs[len(recs)-1].ID
	}
	if done == 0 {
		tx.Unaudited("no record of this piece has an heir, and nothing was written")
	}
	return next, done, nil
}

// PassTo implements directory.Chooser.
func (e Estate) PassTo(ctx context.Context, tx *store.Tx, m directory.Moves, id string, heirs []directory.Heir) error {
	rec, err := e.Of.Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if n, err := store.Get[int](ctx, tx, handedCount, m.ActID, e.Of.Name, id); err != nil || n > 0 || len(heirs) == 0 {
		if err != nil {
			return err
		}
		return errs.Newf(errs.Conflict, "%s không còn chờ chọn nơi nhận. Chưa ghi gì; mở lại trang để xem.", rec.Code())
	}
	return e.hand(ctx, tx, m, rec, heirs[0])
}

// hand gives a record to an heir.
func (e Estate) hand(ctx context.Context, tx *store.Tx, m directory.Moves, rec Record, h directory.Heir) error {
	if h.UnitID != "" && h.UnitID != m.UnitID {
		return e.carryOn(ctx, tx, m, rec, h)
	}
	g, column := e.Of, e.Of.bodyColumn()
	after := rec
	after.Values = slices.Clone(rec.Values)
	after.Set(column, Value{h.BodyID})
	if _, err := tx.Exec(ctx, handedAdd, ident.New(), rec.UnitID, m.ActID, g.Name, rec.ID, rec.Str(column), "", "", rec.Version+1); err != nil {
		return err
	}
	return g.rewrite(ctx, tx, rec, after, g.env(ctx, tx, m.Day), "Chuyển cơ quan chịu trách nhiệm theo bàn giao", m.Basis)
}

// carryOn makes the record that goes on in the unit of the heir.
func (e Estate) carryOn(ctx context.Context, tx *store.Tx, m directory.Moves, rec Record, h directory.Heir) error {
	g, there := e.Of, inUnit(tx, h.UnitID)
	env := g.env(ctx, there, m.Day)
	heir := rec
	heir.Values = slices.Clone(rec.Values)
	for _, f := range g.Fields {
		if k, ok := f.Kind.(Ref); ok {
			heir.Set(f.Column, emptyOf(k))
		}
	}
	if h.BodyID != "" {
		heir.Set(g.bodyColumn(), Value{h.BodyID})
	}
	var err error
	if heir.Number, err = g.numbers(ctx, there, h.UnitID, 1); err != nil {
		return err
	}
	if heir, err = g.insert(ctx, there, heir, h.UnitID, env, "Tiếp nhận theo bàn giao", m.Basis); err != nil {
		return err
	}
	if err := g.passFiles(ctx, tx, there, rec.ID, heir.ID); err != nil {
		return err
	}
	if _, err = tx.Exec(ctx, handedAdd, ident.New(), rec.UnitID, m.ActID, g.Name, rec.ID, rec.Str(g.bodyColumn()), h.UnitID, heir.ID, int64(1)); err != nil {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: g.Name, ID: rec.ID, UnitID: rec.UnitID, Action: "Đơn vị tiếp nhận làm tiếp với số " + heir.Code(), Note: m.Basis})
}

// inUnit is the same change, written on in one unit.
func inUnit(tx *store.Tx, unitID string) *store.Tx {
	a := tx.Actor()
	return tx.As(actor.Actor{AccountID: a.AccountID, Username: a.Username, Name: a.Name, UnitID: unitID, Posts: a.Posts, Program: true})
}
