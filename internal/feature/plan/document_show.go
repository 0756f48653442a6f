package plan

import (
	"net/http"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// edition is one of the documents that may share a number: another kind or another year is another document.
type edition struct {
	Citation
	Places []citedPlace
}

// documentView is a page of the lines that name a number.
type documentView struct {
	Number      string
	Editions    []edition
	Count       int
	Page, Pages int
}

// document shows where the plans of the unit name a document, and which work rests on it.
func (p *Plans) document(w http.ResponseWriter, r *web.Request) error {
	fold := foldOfPath(r.PathValue("document"))
	dv := documentView{Page: pageOf(r)}
	var err error
	if dv.Count, err = store.Get[int](r.Context(), r.Reader(), citationCount, fold); err != nil {
		return err
	}
	places, err := placesOf(r.Context(), r.Reader(), fold, dv.Page)
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return errs.New(errs.NotFound, "Không có kế hoạch nào của đơn vị dẫn văn bản này.")
	}
	dv.Pages = (dv.Count + PageSize - 1) / PageSize
	dv.Number, dv.Editions = places[0].Number, editionsOf(places)
	v := web.View{Title: "Văn bản " + dv.Number, Here: ui.NavPlan, Lead: documentLead(dv), Query: dv.Number,
		Crumbs: []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: "Văn bản " + dv.Number}}}
	return r.Show(w, v, documentPage(r, dv))
}

func documentLead(dv documentView) string {
	lead := "Được dẫn ở " + strconv.Itoa(dv.Count) + " chỗ trong các kế hoạch của đơn vị."
	if len(dv.Editions) > 1 {
		lead += " Số này ứng với " + strconv.Itoa(len(dv.Editions)) + " cách dẫn khác loại hoặc khác năm: đối chiếu trước khi dùng."
	}
	return lead
}

// editionsOf keeps documents apart that share a number.
func editionsOf(places []citedPlace) []edition {
	type key struct {
		kind string
		year int
	}
	at := map[key]int{}
	var out []edition
	for _, c := range places {
		k := key{c.Kind, c.year()}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, edition{Citation: c.Citation})
		}
		out[i].complete(c.Citation)
		out[i].Places = append(out[i].Places, c)
	}
	return out
}

// complete takes from a further line what the first one left out.
func (e *edition) complete(c Citation) {
	for _, f := range []struct{ have, more *string }{{&e.Issuer, &c.Issuer}, {&e.Title, &c.Title}} {
		if *f.have == "" {
			*f.have = *f.more
		}
	}
}

func (e edition) facts() []ui.Fact {
	return []ui.Fact{{Term: "Loại", Text: e.Kind}, {Term: "Ngày", Text: e.Date}, {Term: "Cơ quan", Text: e.Issuer}, {Term: "Trích yếu", Text: vi.Sentence(e.Title)}}
}

// basisFacts are the documents cited in a task's lines, each leading to its page.
func basisFacts(r *web.Request, cited []Citation) []ui.Fact {
	out := make([]ui.Fact, len(cited))
	for i, c := range cited {
		out[i] = ui.Fact{Term: c.Kind, Text: c.Number, Href: r.In(c.Path())}
		if c.Date != "" {
			out[i].Text += " ngày " + c.Date
		}
	}
	return out
}
