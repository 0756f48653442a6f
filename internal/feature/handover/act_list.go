package handover

import (
	"net/http"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// acts lists what the unit passes on and what it receives.
func (h *Handover) acts(w http.ResponseWriter, r *web.Request) error {
	mine, err := store.List[Act](r.Context(), r.Reader(), actMine)
	if err != nil {
		return err
	}
	here, err := store.List[Act](r.Context(), r.Reader(), actHere, r.Unit.ID)
	if err != nil {
		return err
	}
	view := web.View{Title: "Bàn giao", Here: ui.NavDocuments, Crumbs: []ui.Crumb{{Text: "Tổ chức", Href: r.In("to-chuc")}, {Text: "Bàn giao"}},
		Lead: "Khi cơ quan hay đơn vị chia tách, nhập, giải thể, đổi tên: ai nhận chức năng thì làm tiếp, việc cũ và giấy tờ cũ giữ nguyên tên cũ."}
	if r.May(actor.HandoverPrepare) && !r.StandsStill() {
		view.Actions = ui.LinkButton(ui.Primary, "Lập bàn giao", r.In("ban-giao/lap"), "plus")
	}
	return r.Show(w, view, listPage(listView{Mine: mine, Here: here, Base: r.In("ban-giao"), May: r.May(actor.HandoverPrepare) && !r.StandsStill()}))
}

type listView struct {
	Mine, Here []Act
	Base       string
	May        bool
}

// stateTag is the colour of a state.
func stateTag(s State) string {
	switch s {
	case Passed:
		return "ok"
	case Passing, Taking:
		return "wait"
	case Draft:
		return "unknown"
	}
	return "plain"
}
