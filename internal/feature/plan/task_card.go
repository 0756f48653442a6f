package plan

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// card gives one card of the review page; a browser that asks for a whole page is led to the card's place.
func (p *Plans) card(w http.ResponseWriter, r *web.Request) error {
	t, err := p.taskOf(r)
	if err != nil {
		return err
	}
	w.Header().Add("Vary", "HX-Request")
	if !inPart(r) {
		return r.Go(w, cardHref(r, t.Task))
	}
	return p.showCard(w, r, t)
}

func (p *Plans) showCard(w http.ResponseWriter, r *web.Request, t draftTask) error {
	return p.showPart(w, r, t, nil)
}

// showPart gives a card with the doubts that stand on it and the mistakes made in deciding them.
func (p *Plans) showPart(w http.ResponseWriter, r *web.Request, t draftTask, mistakes []errs.Field) error {
	doubts, err := doubtsOn(r.Context(), r.Reader(), t)
	if err != nil {
		return err
	}
	return r.Page(w, partStatus(mistakes), card(r, Plan{ID: t.PlanID}, cardView{t, doubts}, mistakes))
}

// doubtsOn are the doubts that stand on the card of a task and on no other.
func doubtsOn(ctx context.Context, from store.Source, t draftTask) ([]Doubt, error) {
	around, err := store.List[Task](ctx, from, taskAcross, t.PlanID, t.LineFrom, t.LineTo)
	if err != nil {
		return nil, err
	}
	doubts, err := store.List[Doubt](ctx, from, doubtBetween, t.PlanID, t.LineFrom, t.LineTo)
	if err != nil {
		return nil, err
	}
	var out []Doubt
	for _, d := range doubts {
		if i := d.holder(around); i >= 0 && around[i].ID == t.ID {
			out = append(out, d)
		}
	}
	return out, nil
}

// openPlan is the plan of the address, when it can still be changed.
func (p *Plans) openPlan(r *web.Request) (Plan, error) {
	pl, err := p.planOf(r)
	if err == nil && pl.State == Replaced {
		return pl, errReplaced
	}
	if err == nil && pl.State == Dropped {
		return pl, errs.New(errs.Conflict, "Bản nhập này đã bỏ nên không sửa được nữa. Nhập lại tệp nếu vẫn cần.")
	}
	return pl, err
}
