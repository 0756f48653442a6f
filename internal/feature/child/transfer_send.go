package child

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// passing is how children go from one unit to another.
type passing struct {
	children, homes *register.Register
	match           register.Matcher // may be nil
	units           Units
}

// proposal is what the sending officer says.
type proposal struct {
	To    web.Unit // the zero Unit for a place outside
	Place string   // name of a place outside
	Why   string
	On    day.Day // first day of living there
}

// locked says why a record may not be changed: what another unit accepted is that unit's to change.
func locked(rec register.Record, move string) string {
	if rec.Str("passed_to") != "" {
		return "nơi nhận đã tiếp nhận trẻ này; hồ sơ ở đây đã đóng, chỉ để đọc"
	}
	if frozen(rec) != "" && !slices.Contains(byLaw, move) {
		return "đã rút đồng ý, hồ sơ đóng băng: chỉ làm các bước theo luật; ghi lại đồng ý ở “Ghi đồng ý, rút đồng ý” rồi sửa"
	}
	return ""
}

// byLaw are the moves that are made with a frozen record too: duties of the committee, and a new word about consent.
var byLaw = []string{"tham", "ho-tro", "hoan-canh", "dong-y", "chuyen-di", "mat", "mo-lai"}

// propose asks another unit to take a child over, or notes that a place outside is asked on paper.
func (p passing) propose(ctx context.Context, tx *store.Tx, from web.Unit, rec register.Record, in proposal, today day.Day) (transfer, error) {
	if err := p.movable(ctx, tx, rec); err != nil {
		return transfer{}, err
	}
	t := transfer{ID: ident.New(), ChildID: rec.ID, ToUnit: in.To.ID, ToName: in.Place, Why: in.Why, MovesOn: in.On, State: waits, ProposedBy: tx.Actor().Name, ProposedAt: tx.Now()}
	if in.To.ID != "" {
		t.ToName = in.To.Name + ", " + in.To.Province
	}
	if _, err := tx.Exec(ctx, transferAdd, t.ID, rec.UnitID, t.ChildID, t.ToUnit, t.ToName, t.Why, t.MovesOn, t.ProposedBy, t.ProposedAt); err != nil {
		return t, err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: Children.Name, ID: rec.ID, UnitID: rec.UnitID, Action: "Đề nghị chuyển đến " + t.ToName, Note: t.Why}); err != nil || t.ToUnit == "" {
		return t, err
	}
	there, e := register.InUnit(tx, t.ToUnit), p.children.EnvOn(ctx, tx, today)
	if _, err := there.Exec(ctx, arrivalAdd, t.ID, t.ToUnit, rec.UnitID, from.Name+", "+from.Province, rec.Code(), rec.Str("name"), rec.Str("birth"), rec.Str("sex"),
		rec.Text("mother", e), rec.Text("father", e), t.Why, t.MovesOn, t.ProposedBy, t.ProposedAt); err != nil {
		return t, err
	}
	return t, there.Audit(ctx, store.Entry{Kind: arrivalKind, ID: t.ID, UnitID: t.ToUnit, Action: "Được đề nghị tiếp nhận từ " + from.Name})
}

// movable refuses what cannot move: a record that stands closed, or one for which an answer is awaited.
func (p passing) movable(ctx context.Context, from store.Source, rec register.Record) error {
	if rec.Dropped || rec.State != Kept {
		return errs.Newf(errs.Conflict, "%s không ở tình trạng “đang quản lý” nên không chuyển được. Chưa ghi gì; mở lại hồ sơ để xem.", rec.Code())
	}
	t, waiting, err := store.Find[transfer](ctx, from, transferOpen, rec.ID)
	if err == nil && waiting {
		err = errs.Newf(errs.Conflict, "%s đang chờ %s trả lời. Rút đề nghị đó rồi đề nghị nơi khác.", rec.Code(), t.ToName)
	}
	return err
}

// withdraw takes a proposal back while nobody has answered it.
func (p passing) withdraw(ctx context.Context, tx *store.Tx, rec register.Record) (transfer, error) {
	t, err := p.waiting(ctx, tx, rec)
	if err != nil {
		return t, err
	}
	if err := p.decide(ctx, tx, t.ID, waits, withdrawn, ""); err != nil {
		return t, err
	}
	if err := tx.Audit(ctx, store.Entry{Kind: Children.Name, ID: rec.ID, UnitID: rec.UnitID, Action: "Rút đề nghị chuyển đến " + t.ToName}); err != nil || t.ToUnit == "" {
		return t, err
	}
	there := register.InUnit(tx, t.ToUnit)
	if err := p.answer(ctx, there, t.ID, waits, withdrawn, "", "", 0); err != nil {
		return t, err
	}
	return t, there.Audit(ctx, store.Entry{Kind: arrivalKind, ID: t.ID, UnitID: t.ToUnit, Action: "Nơi gửi rút đề nghị"})
}

// confirm closes the record of a child whom a place outside has accepted on paper.
func (p passing) confirm(ctx context.Context, tx *store.Tx, rec register.Record, paper string, today day.Day) (transfer, error) {
	t, err := p.waiting(ctx, tx, rec)
	if err != nil {
		return t, err
	}
	if t.ToUnit != "" {
		return t, errs.Newf(errs.Conflict, "%s dùng chung hệ thống này và tự trả lời ở trang “Chờ tiếp nhận”. Chưa ghi gì.", t.ToName)
	}
	if paper = strings.TrimSpace(paper); paper == "" {
		var form errs.Form
		form.Add("giay", "Ghi số, ngày văn bản của nơi nhận, ví dụ: 15/UBND-VHXH ngày 20/05/2026")
		return t, form.Err()
	}
	if err := p.decide(ctx, tx, t.ID, waits, accepted, paper); err != nil {
		return t, err
	}
	return t, p.children.Put(ctx, tx, rec, left(rec, t, "", paper, today), today, "Nơi nhận xác nhận bằng văn bản, hồ sơ chuyển đi", "Căn cứ: "+paper)
}

// left is a record whose child went away.
func left(rec register.Record, t transfer, unitID, paper string, today day.Day) register.Record {
	rec.Values = slices.Clone(rec.Values)
	rec.State, rec.StateBy, rec.StateOn = Moved, "", today.ISO()
	rec.Set("left_on", register.Value{t.MovesOn.ISO()})
	rec.Set("left_to", register.Value{t.ToName})
	rec.Set("left_paper", register.Value{paper})
	rec.Set("passed_to", register.Value{unitID})
	return rec
}

// waiting is the proposal about a record that nobody has answered.
func (p passing) waiting(ctx context.Context, from store.Source, rec register.Record) (transfer, error) {
	t, ok, err := store.Find[transfer](ctx, from, transferOpen, rec.ID)
	if err == nil && !ok {
		err = errs.Newf(errs.Conflict, "%s không còn đề nghị chuyển nào đang chờ. Chưa ghi gì; mở lại trang để xem.", rec.Code())
	}
	return t, err
}

// decide writes what became of a proposal on the side of the sender; answer does so on the side of the receiver.
func (p passing) decide(ctx context.Context, tx *store.Tx, id, was, is, words string) error {
	return tx.UpdateOne(ctx, transferDecide, is, tx.Actor().Name, tx.Now(), words, id, was)
}

func (p passing) answer(ctx context.Context, tx *store.Tx, id, was, is, words, childID string, version int64) error {
	return tx.UpdateOne(ctx, arrivalDecide, is, tx.Actor().Name, tx.Now(), words, childID, version, id, was)
}
