package plan

import (
	"context"
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// decision is what a person says about a doubt.
type decision struct {
	State  DoubtState
	Reason string
	Action string // for the history
}

// decide takes a doubt, dismisses it with a reason, or opens it again.
func (p *Plans) decideDoubt(w http.ResponseWriter, r *web.Request) error {
	pl, err := p.openPlan(r)
	if err != nil {
		return err
	}
	id, err := r.ID("doubt")
	if err != nil {
		return err
	}
	d, err := store.Get[Doubt](r.Context(), r.Reader(), doubtGet, id, pl.ID)
	if err != nil {
		return err
	}
	f, err := r.Form()
	if err != nil {
		return err
	}
	choice, err := readDecision(f, d)
	if fields, ok := web.Mistakes(err); ok {
		return p.refuseDecision(w, r, d, fields)
	} else if err != nil {
		return err
	}
	d.Version = versionOf(f)
	back := ""
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := p.writeDecision(ctx, tx, r, d, choice); err != nil {
			return err
		}
		next, found, err := store.Find[int](ctx, tx, doubtNext, pl.ID, d.Seq)
		if !found || choice.State == DoubtOpen {
			next = d.Seq
		}
		back = reviewAt(r, pl, filterOf(r), doubtPlace(next))
		tx.Result(back)
		return err
	})
	if err != nil {
		return err
	}
	if inPart(r) {
		return p.showHolder(w, r, d, nil)
	}
	return r.Go(w, back)
}

func readDecision(f *web.Form, d Doubt) (decision, error) {
	number := "chỗ ngờ " + strconv.Itoa(d.Seq)
	switch f.Text("lam") {
	case "nhan":
		return decision{DoubtTaken, "", "Nhận " + number}, nil
	case "mo-lai":
		return decision{DoubtOpen, "", "Mở lại " + number}, nil
	}
	reason := f.Text("ly-do")
	var form errs.Form
	switch n := utf8.RuneCountInString(reason); {
	case n == 0:
		form.Add(reasonField(d), "Ghi lý do bỏ qua %s, ví dụ “đúng như bản đã ký”", number)
	case n > 500:
		form.Add(reasonField(d), "Lý do dài nhất 500 ký tự, đang có %d", n)
	}
	return decision{DoubtDismissed, reason, "Bỏ qua " + number}, form.Err()
}

// reasonField is the id of the box in which a doubt is dismissed.
func reasonField(d Doubt) string { return reasonPrefix + strconv.Itoa(d.Seq) }

const reasonPrefix = "ly-do-"

func (p *Plans) refuseDecision(w http.ResponseWriter, r *web.Request, d Doubt, fields []errs.Field) error {
	if inPart(r) {
		return p.showHolder(w, r, d, fields)
	}
	return p.showReview(w, r, fields, picked{})
}

// decided is a decision as the history shows it.
type decided struct {
	Words    string `json:"Chữ trong kế hoạch"`
	State    string `json:"Quyết định"`
	Proposal string `json:"Đề xuất"`
	Reason   string `json:"Lý do"`
}

var doubtWords = map[DoubtState]string{DoubtOpen: "chưa quyết định", DoubtTaken: "đã nhận", DoubtDismissed: "đã bỏ qua"}

func (p *Plans) writeDecision(ctx context.Context, tx *store.Tx, r *web.Request, d Doubt, c decision) error {
	by, at := tx.Actor().Name, tx.Now()
	if c.State == DoubtOpen {
		by, at = "", store.Instant{}
	}
	if err := tx.UpdateOne(ctx, doubtDecide, string(c.State), c.Reason, by, at, d.ID, d.Version); err != nil {
		return err
	}
	before, after := decided{d.Words, doubtWords[d.State], "", d.Reason}, decided{d.Words, doubtWords[c.State], "", c.Reason}
	if c.State == DoubtTaken {
		after.Proposal = d.Proposal
	}
	if err := tx.Audit(ctx, store.Entry{Kind: "plan", ID: d.PlanID, UnitID: r.Unit.ID, Action: c.Action, Before: before, After: after}); err != nil {
		return err
	}
	if c.State != DoubtTaken {
		return nil
	}
	return p.putIntoTask(ctx, tx, r, d, c.Action)
}

// putIntoTask writes the proposal of a taken doubt into the task that it concerns.
func (p *Plans) putIntoTask(ctx context.Context, tx *store.Tx, r *web.Request, d Doubt, action string) error {
	tasks, err := tasksAcross(ctx, tx, d.PlanID, d.Line, d.Line)
	if err != nil {
		return err
	}
	_, match, err := p.Bodies.Register(ctx, tx, r.Today())
	if err != nil {
		return err
	}
	before, after, ok := d.amend(tasks, match)
	if !ok {
		return nil
	}
	if err := rewrite(ctx, tx, after); err != nil {
		return err
	}
	return auditEdit(ctx, tx, action, before, after)
}

// showHolder gives the part of the review page on which a doubt stands: its card, or the doubts of its line.
func (p *Plans) showHolder(w http.ResponseWriter, r *web.Request, d Doubt, mistakes []errs.Field) error {
	tasks, err := tasksAcross(r.Context(), r.Reader(), d.PlanID, d.Line, d.Line)
	if err != nil {
		return err
	}
	plain := make([]Task, len(tasks))
	for i, t := range tasks {
		plain[i] = t.Task
	}
	if i := d.holder(plain); i >= 0 {
		return p.showPart(w, r, tasks[i], mistakes)
	}
	doubts, err := store.List[Doubt](r.Context(), r.Reader(), doubtBetween, d.PlanID, d.Line, d.Line)
	if err != nil {
		return err
	}
	return r.Page(w, partStatus(mistakes), lonelyDoubts(r, Plan{ID: d.PlanID}, lineDoubts{d.Line, doubts}, mistakes))
}

func partStatus(mistakes []errs.Field) int {
	if len(mistakes) > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}
