package child

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// backLife is for how long the receiver can give a child back.
const backLife = 30 * 24 * time.Hour

// acceptance is what the receiving officer says: where the child lives here.
type acceptance struct {
	Hamlet    string // id
	Address   string
	Residence string // key
	Home      string // id of a household; empty for none
	NewHome   string // name of the head of a household to be made
	On        day.Day
}

// accept makes the record of the child in the unit of the change and closes that of the sender, both or neither.
func (p passing) accept(ctx context.Context, tx *store.Tx, a arrival, in acceptance, today day.Day) (register.Record, error) {
	here, back := register.InUnit(tx, a.UnitID), register.InUnit(tx, a.FromUnit)
	t, rec, err := p.sent(ctx, back, a, waits)
	if err != nil {
		return rec, err
	}
	if rec.Dropped || rec.State != Kept {
		return rec, errs.Newf(errs.Conflict, "%s không còn quản lý hồ sơ này nên chưa tiếp nhận được. Hỏi lại nơi gửi, hoặc từ chối với lý do đó.", a.FromName)
	}
	if in.NewHome != "" {
		home, err := p.homes.Add(ctx, here, a.UnitID, map[string]string{"chu-ho": in.NewHome, "thon": in.Hamlet, "dia-chi": in.Address}, today)
		if err != nil {
			return rec, err
		}
		in.Home = home.ID
	}
	e := p.children.EnvOn(ctx, back, today)
	heir, err := p.children.PassOn(ctx, back, here, rec, func(heir *register.Record) { settle(rec, heir, a, in, e) }, today, "Tiếp nhận từ "+a.FromName, "Hồ sơ "+a.FromCode+". "+a.Why)
	if err != nil {
		return rec, err
	}
	if err := e.Err(); err != nil {
		return rec, err
	}
	if err := p.answer(ctx, tx, a.ID, waits, accepted, "", heir.ID, heir.Version); err != nil {
		return rec, err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: arrivalKind, ID: a.ID, UnitID: a.UnitID, Action: "Tiếp nhận từ " + a.FromName, Note: heir.Code()}); err != nil {
		return rec, err
	}
	if err := p.decide(ctx, back, a.ID, waits, accepted, ""); err != nil {
		return rec, err
	}
	return heir, p.children.Put(ctx, back, rec, left(rec, t, a.UnitID, "", today), today, "Nơi nhận đã tiếp nhận, hồ sơ chuyển đi", t.ToName)
}

// sent reads what the sender keeps of an arrival, and the record.
func (p passing) sent(ctx context.Context, back *store.Tx, a arrival, state string) (t transfer, rec register.Record, err error) {
	if t, err = store.Get[transfer](ctx, back, transferGet, a.ID); err != nil {
		return t, rec, err
	}
	if t.State != state || a.State != state {
		return t, rec, errs.Newf(errs.Conflict, "Đề nghị này đã có kết quả: %s. Chưa ghi gì; mở lại trang để xem.", transferWords[t.State])
	}
	rec, err = p.children.Get(ctx, back, t.ChildID)
	if errs.Is(err, errs.NotFound) {
		err = errs.Newf(errs.Conflict, "%s không còn giữ hồ sơ này. Chưa ghi gì; hỏi lại nơi gửi.", a.FromName)
	}
	return t, rec, err
}

// settle puts what holds in the new unit into the record that goes on there. Hamlets of the old one become words.
func settle(was register.Record, heir *register.Record, a arrival, in acceptance, e *register.Env) {
	for column, value := range map[string]string{"hamlet": in.Hamlet, "address": in.Address, "household": in.Home, "residence": in.Residence, "left_on": "", "left_to": "", "left_paper": "", "passed_to": ""} {
		heir.Set(column, register.Value{value})
	}
	lines, old := heir.Lines(residence), was.Lines(residence)
	for i := range lines {
		if i < len(old) && old[i].Str("hamlet") != "" {
			lines[i].Set("place", register.Value{cut(join(old[i].Text("hamlet", e), old[i].Str("place"), a.FromName), 150)})
		}
		if lines[i].Str("until") == "" {
			lines[i].Set("until", register.Value{in.On.ISO()})
		}
	}
	if len(lines) == 0 {
		l := heir.NewLine(residence)
		l.Set("kind", register.Value{cmp.Or(was.Str("residence"), unknown)})
		l.Set("place", register.Value{cut(join(was.Str("address"), was.Text("hamlet", e), a.FromName), 150)})
		l.Set("until", register.Value{in.On.ISO()})
		lines = append(lines, l)
	}
	l := heir.NewLine(residence)
	l.Set("kind", register.Value{in.Residence})
	l.Set("hamlet", register.Value{in.Hamlet})
	l.Set("since", register.Value{in.On.ISO()})
	heir.SetLines(residence, append(lines, l))
}

func cut(s string, most int) string {
	r := []rune(s)
	return string(r[:min(len(r), most)])
}

// refuse leaves the child with the sender.
func (p passing) refuse(ctx context.Context, tx *store.Tx, a arrival, why string) error {
	if why = strings.TrimSpace(why); why == "" {
		var form errs.Form
		form.Add("ly-do", "Ghi vì sao không tiếp nhận, để nơi gửi biết phải làm gì")
		return form.Err()
	}
	back := register.InUnit(tx, a.FromUnit)
	t, err := store.Get[transfer](ctx, back, transferGet, a.ID)
	if err != nil {
		return err
	}
	if err := p.answer(ctx, tx, a.ID, waits, refused, why, "", 0); err != nil {
		return err
	}
	if err := p.decide(ctx, back, a.ID, waits, refused, why); err != nil {
		return err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: arrivalKind, ID: a.ID, UnitID: a.UnitID, Action: "Từ chối tiếp nhận từ " + a.FromName, Note: why}); err != nil {
		return err
	}
	return back.Audit(ctx, store.Entry{Kind: Children.Name, ID: t.ChildID, UnitID: a.FromUnit, Action: t.ToName + " từ chối tiếp nhận", Note: why})
}

// giveBack takes an acceptance back: the record here closes, that of the sender stands open again with what was changed here.
func (p passing) giveBack(ctx context.Context, tx *store.Tx, a arrival, why string, today day.Day) error {
	if why = strings.TrimSpace(why); why == "" {
		var form errs.Form
		form.Add("ly-do", "Ghi vì sao trả lại nơi gửi")
		return form.Err()
	}
	if tx.Now().Time.After(a.DecidedAt.Add(backLife)) {
		return errs.New(errs.Conflict, "Đã quá 30 ngày từ khi tiếp nhận nên không trả lại được. Dùng “Chuyển đi” để chuyển trẻ này về nơi gửi.")
	}
	here, back := register.InUnit(tx, a.UnitID), register.InUnit(tx, a.FromUnit)
	t, was, err := p.sent(ctx, back, a, accepted)
	if err != nil {
		return err
	}
	if was.Dropped || was.State != Moved || was.Str("passed_to") != a.UnitID {
		return errs.Newf(errs.Conflict, "%s không còn giữ bản đã chuyển nên không nhận lại được. Chưa ghi gì; dùng “Chuyển đi”.", a.FromName)
	}
	now, err := p.children.Get(ctx, here, a.ChildID)
	if err != nil {
		return err
	}
	if err := p.movable(ctx, here, now); err != nil {
		return err
	}
	if err := p.answer(ctx, tx, a.ID, accepted, givenBack, why, a.ChildID, a.Version); err != nil {
		return err
	}
	if err := p.decide(ctx, back, a.ID, accepted, givenBack, why); err != nil {
		return err
	}
	t.ToName, t.MovesOn = a.FromName, today
	if err := p.children.Put(ctx, here, now, left(now, t, a.FromUnit, "", today), today, "Trả lại "+a.FromName, why); err != nil {
		return err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: arrivalKind, ID: a.ID, UnitID: a.UnitID, Action: "Trả lại " + a.FromName, Note: why}); err != nil {
		return err
	}
	return p.children.Put(ctx, back, was, reopened(was, now, a), today, "Nơi nhận trả lại, hồ sơ mở lại", why)
}

// reopened is the sender's record as it stands again: with what the other unit changed, but for where the child lived there.
func reopened(was, now register.Record, a arrival) register.Record {
	out := was
	out.Values = slices.Clone(was.Values)
	if now.Version > a.Version {
		for _, f := range Children.Fields {
			if !slices.Contains(ofPlace, f.Column) {
				out.Set(f.Column, now.Value(f.Column))
			}
		}
	}
	out.State, out.StateBy, out.StateOn = Kept, "", was.StateOn
	for _, column := range []string{"left_on", "left_to", "left_paper", "passed_to"} {
		out.Set(column, register.Value{""})
	}
	return out
}

// ofPlace are the columns that say where a child lives: what one unit writes in them means nothing in another.
var ofPlace = []string{"household", "hamlet", "address", "residence", residence}
