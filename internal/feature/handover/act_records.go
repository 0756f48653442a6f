package handover

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// perPage is how many records a page lists.
const perPage = 50

// recordsView is one page of the records of a kind with their heirs.
type recordsView struct {
	Items []directory.Item
	Base  string
	Unit  string // address of the unit, before an item's own
	Next  string
	After string
}

// records lists what the act passes on of one kind, a page after an id.
func (h *Handover) records(w http.ResponseWriter, r *web.Request) error {
	o, err := h.open(r)
	if err != nil {
		return err
	}
	e, ok := h.estate(r.PathValue("kind"))
	if !ok {
		return errs.New(errs.NotFound, "Không có loại hồ sơ này. Có thể địa chỉ bị gõ sai.")
	}
	v := recordsView{Base: o.base(r) + "/ho-so/" + e.Kind(), Unit: web.InUnit(o.unit.Slug, r.Year, ""), After: r.URL.Query().Get("sau")}
	if v.Items, err = e.List(r.Context(), o.from, o.moves(), v.After, perPage+1); err != nil {
		return err
	}
	if len(v.Items) > perPage {
		v.Items = v.Items[:perPage]
		v.Next = v.Items[perPage-1].ID
	}
	lead := fmt.Sprintf("Từng hồ sơ đang mở của %s và nơi nhận từ %s.", o.unit.Name, o.Day)
	return r.Show(w, web.View{Title: e.Title(), Lead: lead, Here: ui.NavDocuments, Crumbs: o.crumbs(r, e.Title())}, recordsPage(v))
}

// heirNames are the heirs of a record in one line.
func heirNames(heirs []directory.Heir) string {
	names := make([]string, len(heirs))
	for i, h := range heirs {
		names[i] = h.Name
	}
	return strings.Join(names, "; ")
}
