package progress

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// showFigures shows the six numbers of a unit to a reader of figures: no lists behind them, no bodies, no branches. What is
// not shown is not read either; the sums are all that the reader's statements hold.
func (p *Progress) showFigures(w http.ResponseWriter, r *web.Request, v view) error {
	page := web.View{Title: v.title(), Here: ui.NavPlan, Crumbs: []ui.Crumb{{Text: "Tiến độ"}},
		Lead: "Con số tiến độ của " + r.Unit.Name + " năm " + strconv.Itoa(v.Year) + ". Anh/chị được xem con số, không xem tên và nội dung từng việc."}
	return r.Show(w, page, figuresPage(v))
}

// bare are the six numbers without the lists behind them.
func (v view) bare() []ui.Figure {
	out := v.six()
	for i := range out {
		out[i].Href = ""
		if out[i].Of == "Quá hạn" {
			out[i].Note = "" // how many bodies is no figure of progress
		}
	}
	return out
}
