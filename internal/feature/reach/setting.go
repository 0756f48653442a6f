package reach

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// setting is a rule as the page of the rules shows it.
type setting struct {
	Rule    Rule
	Off     bool
	History []store.Event
}

// ruleID is under what the history keeps the switching of a rule in a unit.
func ruleID(unitID, rule string) string { return unitID + ":" + rule }

func (x *Reach) rules(w http.ResponseWriter, r *web.Request) error {
	off, err := switchedOff(r.Context(), r.Reader(), r.Unit.ID)
	if err != nil {
		return err
	}
	set := rulesOn(r.Today())
	var out []setting
	for _, rule := range set.Rules {
		if !rule.open(r.Actor) {
			continue
		}
		s := setting{Rule: rule, Off: off[rule.Key]}
		if r.May(actor.HistoryRead) {
			if s.History, err = store.HistoryOf(r.Context(), r.Reader(), Kind, ruleID(r.Unit.ID, rule.Key), 3); err != nil {
				return err
			}
		}
		out = append(out, s)
	}
	v := web.View{Title: "Quy tắc lập danh sách", Here: ui.NavChildren, Lead: "Bộ quy tắc dùng từ " + set.From.String() + ". Đơn vị bật, tắt từng danh sách; nguồn ghi “chưa đối chiếu” là ghi theo trí nhớ, cần so với văn bản.",
		Crumbs: []ui.Crumb{{Text: "Trẻ em", Href: r.In("tre-em")}, {Text: heading, Href: r.In(base)}, {Text: "Quy tắc"}}}
	return r.Show(w, v, rulesPage(r, out))
}

func (x *Reach) setRule(w http.ResponseWriter, r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	rule, err := ruleFor(form.Text("quy-tac"), r.Actor, r.Today())
	if err != nil {
		return err
	}
	off, action := form.Text("tat") == "1", "Bật danh sách"
	if off {
		action = "Tắt danh sách"
	}
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(r.In(base + "/quy-tac"))
		if _, err := tx.Exec(ctx, ruleSet1, r.Unit.ID, rule.Key, off, tx.Now(), tx.Actor().Name, int64(rule.Level())); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: Kind, ID: ruleID(r.Unit.ID, rule.Key), UnitID: r.Unit.ID, Action: action, Level: rule.Level(), Note: rule.title(missing)})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đã ghi: "+action+".")
	return r.Go(w, r.In(base+"/quy-tac"))
}

func (s setting) button() ui.Btn {
	if s.Off {
		return ui.Btn{Text: "Bật danh sách", About: s.Rule.Words}
	}
	return ui.Btn{Text: "Tắt danh sách", About: s.Rule.Words}
}

// next is what the button asks for: the other standing.
func (s setting) next() string {
	if s.Off {
		return "0"
	}
	return "1"
}
