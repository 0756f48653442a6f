package plan

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// mayProve reports whether the person may say what proves the work: who records results for every body, and the people of the
// bodies that owe the result.
func mayProve(r *web.Request, t draftTask) bool {
	if !r.May(actor.ResultRecord) {
		return false
	}
	if r.May(actor.ResultForAny) {
		return true
	}
	for _, o := range t.Owed {
		if r.Actor.HoldsPostIn(o.BodyID) {
			return true
		}
	}
	return false
}

// evidenceRoutes are the decisions about proposed evidence.
func (p *Plans) evidenceRoutes() []web.Route {
	const at = "/u/{unit}/{year}/nhiem-vu/{task}/minh-chung"
	right := web.Right(actor.ResultRecord)
	return []web.Route{
		{Method: "POST", Path: at, Title: "Nhận minh chứng", Access: right, Handle: p.evidenceDecide},
		{Method: "POST", Path: at + "/hoan-tac", Title: "Bỏ quyết định về minh chứng", Access: right, Handle: p.evidenceUndo},
	}
}

// evidenceDecide accepts or refuses one proposed record.
func (p *Plans) evidenceDecide(w http.ResponseWriter, r *web.Request) error {
	t, f, err := p.provable(r)
	if err != nil {
		return err
	}
	refused := f.Has("bo")
	chosen := f.Text("nhan")
	if refused {
		chosen = f.Text("bo")
	}
	pt, err := pointOf(r, t, f.Text("moc"))
	if err != nil {
		return err
	}
	found, err := p.proposed(r, t, pt, []string{chosen})
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(evidenceAt(r, t))
		return p.decideEvidence(ctx, tx, t, pt, found[0], "", refused)
	})
	if err != nil {
		return err
	}
	said := "Đã nhận " + found[0].Code + " làm minh chứng."
	if refused {
		said = "Đã bỏ " + found[0].Code + "; không đề xuất lại cho mốc này."
	}
	r.Say(w, said)
	return r.Go(w, evidenceAt(r, t))
}

func evidenceAt(r *web.Request, t draftTask) string {
	return r.In("nhiem-vu/"+t.ID) + "#minh-chung"
}

// provable reads the task of the address and the form, and refuses who may not decide.
func (p *Plans) provable(r *web.Request) (draftTask, *web.Form, error) {
	t, err := p.taskOf(r)
	if err != nil {
		return t, nil, err
	}
	if err := t.takesResults(); err != nil {
		return t, nil, err
	}
	if p.Prover == nil || !mayProve(r, t) {
		return t, nil, errs.New(errs.Conflict, "Minh chứng của việc này do cơ quan được giao hoặc cán bộ phụ trách nhận.")
	}
	f, err := r.Form()
	return t, f, err
}

// pointOf is the check-point of the task with an id; the zero one for the whole task.
func pointOf(r *web.Request, t draftTask, id string) (Point, error) {
	if id == "" {
		return Point{}, nil
	}
	points, err := store.List[Point](r.Context(), r.Reader(), pointOfTask, t.ID)
	if err != nil {
		return Point{}, err
	}
	pt, ok := pointsView{Points: points}.ofPoint(id)
	if !ok {
		return pt, errs.New(errs.NotFound, "Không tìm thấy mốc này của việc. Mở lại trang của việc rồi chọn lại.")
	}
	return pt, nil
}

// proposed are the chosen records with the reasons for which they are proposed. One that the person may not see, or that is gone,
// is errs.NotFound.
func (p *Plans) proposed(r *web.Request, t draftTask, pt Point, chosen []string) ([]directory.Proposal, error) {
	ctx, from := r.Context(), r.Reader()
	refs := make([]directory.Ref, 0, len(chosen))
	for _, c := range chosen[:min(len(chosen), directory.FacesAtOnce)] {
		refs = append(refs, refOf(c))
	}
	faces, err := p.Prover.Faces(ctx, from, r.Unit.ID, refs, r.May, r.Today())
	if err != nil {
		return nil, err
	}
	all, err := p.Prover.Propose(ctx, from, r.Unit.ID, sought(t, pt), r.May, r.Today())
	if err != nil {
		return nil, err
	}
	var out []directory.Proposal
	for _, ref := range refs {
		face, seen := faces[ref]
		if !seen || face.Dropped {
			return nil, errs.New(errs.NotFound, "Không tìm thấy hồ sơ này, hoặc hồ sơ đã ở thùng rác. Chưa ghi gì; mở lại trang của việc để xem.")
		}
		x := directory.Proposal{Face: face, Reason: "Chọn bằng tay"}
		for _, have := range all {
			if have.Ref == ref {
				x = have
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// evidenceTold is a decision about evidence as the history shows it: the number of the record, never its name, because not
// everybody who sees the work may see the record.
type evidenceTold struct {
	Code   string `json:"Hồ sơ"`
	Period string `json:"Mốc,omitempty"`
	Reason string `json:"Vì sao,omitempty"`
}

// decideEvidence writes a decision, with a line in the history of the work and of the record. A record about which somebody
// has decided meanwhile keeps that decision.
func (p *Plans) decideEvidence(ctx context.Context, tx *store.Tx, t draftTask, pt Point, x directory.Proposal, resultID string, refused bool) error {
	n, err := tx.Exec(ctx, evidenceAdd, newID(), t.UnitID, t.ID, pt.ID, pt.Label, resultID, x.Kind, x.ID, x.Code, refused, x.Reason, tx.Actor().Name, tx.Now())
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.New(errs.Conflict, "Đã có người quyết định về hồ sơ này. Chưa ghi gì thêm; mở lại trang của việc để xem.")
	}
	action := "Nhận minh chứng"
	if refused {
		action = "Bỏ minh chứng được đề xuất"
	}
	if err := tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: action, After: evidenceTold{x.Code, pt.Label, x.Reason}}); err != nil || refused {
		return err
	}
	return tx.Audit(ctx, store.Entry{Kind: x.Kind, ID: x.ID, UnitID: t.UnitID, Action: "Được nhận làm minh chứng", Note: pt.Label})
}

// evidenceUndo takes a decision back: an accepted record is no evidence any more, a refused one is proposed again.
func (p *Plans) evidenceUndo(w http.ResponseWriter, r *web.Request) error {
	t, f, err := p.provable(r)
	if err != nil {
		return err
	}
	x, err := store.Get[evidence](r.Context(), r.Reader(), evidenceGet, f.Text("id"), t.ID)
	if err != nil {
		return err
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(evidenceAt(r, t))
		if err := tx.UpdateOne(ctx, evidenceDrop, x.ID, t.ID); err != nil {
			return err
		}
		action := "Bỏ khỏi minh chứng"
		if x.Refused {
			action = "Cho đề xuất lại minh chứng"
		}
		if err := tx.Audit(ctx, store.Entry{Kind: "task", ID: t.ID, UnitID: t.UnitID, Action: action, Before: evidenceTold{x.Code, x.Label, x.Reason}}); err != nil || x.Refused {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: x.Register, ID: x.RecordID, UnitID: t.UnitID, Action: "Thôi làm minh chứng", Note: x.Label})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã bỏ quyết định về "+x.Code+".")
	return r.Go(w, evidenceAt(r, t))
}
