package admin

import (
	"context"
	"net/http"

	"github.com/mangnon/mangnon/internal/jobs"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/seal"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// chainRoutes are the page on which one sees whether the history is whole, and has it checked.
func (a *Admin) chainRoutes() []web.Route {
	const path = "/u/{unit}/{year}/kiem-tra-chuoi"
	right := web.Right(actor.ChainVerify)
	return []web.Route{
		{Method: "GET", Path: path, Title: "Kiểm tra chuỗi", Access: right, Handle: a.chain},
		{Method: "POST", Path: path, Title: "Kiểm tra chuỗi lịch sử", Access: right, Handle: a.checkChain},
	}
}

// chainView is the page: how far sealing is, the walk under way and the last result.
type chainView struct {
	Now      seal.Standing
	Backlog  int64 // rows older than the chain that are not sealed yet
	Running  *seal.Check
	Last     *seal.Check
	Result   seal.Report
	Once     string
	Finished []seal.Check
}

// chainShown is how many walks the page lists.
const chainShown = 10

func (a *Admin) chain(w http.ResponseWriter, r *web.Request) (err error) {
	v := chainView{Once: web.NewKey()}
	if v.Now, err = a.Chain.Standing(r.Context()); err != nil {
		return err
	}
	if v.Backlog, err = a.Chain.Backlog(r.Context()); err != nil {
		return err
	}
	list, err := seal.Checks(r.Context(), r.Reader(), chainShown)
	if err != nil {
		return err
	}
	for i := range list {
		switch {
		case list[i].Ended():
			v.Finished = append(v.Finished, list[i])
		case i == 0: // an earlier one that did not end was cut off, and another took its place
			v.Running = &list[i]
		}
	}
	if len(v.Finished) > 0 {
		v.Last = &v.Finished[0]
		if v.Result, err = v.Last.Result(); err != nil {
			return err
		}
	}
	if v.Running != nil {
		w.Header().Set("Refresh", "2")
	}
	return r.Show(w, web.View{Title: "Kiểm tra chuỗi", Lead: v.lead(), Crumbs: []ui.Crumb{{Text: "Kiểm tra chuỗi"}}}, chainPage(r, v))
}

func (v chainView) lead() string {
	if v.Last == nil {
		return "Chưa kiểm tra lần nào."
	}
	return v.Result.Verdict()
}

// checkChain asks for a walk; the page shows how far it is.
func (a *Admin) checkChain(w http.ResponseWriter, r *web.Request) error {
	if _, err := r.Form(); err != nil {
		return err
	}
	err := r.Write(func(ctx context.Context, tx *store.Tx) error {
		id, err := seal.Ask(ctx, tx, r.Actor.AccountID)
		if err != nil {
			return err
		}
		if _, err := jobs.Enqueue(ctx, tx, seal.CheckJob, id, struct{}{}, store.Instant{}); err != nil {
			return err
		}
		return tx.Audit(ctx, store.Entry{Kind: "chain", ID: id, UnitID: r.Unit.ID, Action: "Kiểm tra chuỗi lịch sử"})
	})
	if err != nil {
		return err
	}
	r.Say(w, "Đang kiểm tra chuỗi. Trang tự tải lại cho tới khi xong.")
	return r.Go(w, r.In("kiem-tra-chuoi"))
}
