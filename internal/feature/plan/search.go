package plan

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// found is what the search box gives.
type found struct {
	Query  string
	Tasks  []Task
	Bodies []Body
}

// search looks for tasks and bodies of the unit, without regard to marks.
func (p *Plans) search(w http.ResponseWriter, r *web.Request) error {
	fd := found{Query: strings.TrimSpace(r.URL.Query().Get("q"))}
	if len(fd.Query) > 200 {
		fd.Query = fd.Query[:200]
	}
	fd.Query = vi.NFC(strings.ToValidUTF8(fd.Query, ""))
	var err error
	if fd.Tasks, err = search(r.Context(), r.Reader(), fd.Query, PageSize); err != nil {
		return err
	}
	if fd.Bodies, err = p.findBodies(r, fd.Query); err != nil {
		return err
	}
	v := web.View{Title: "Tìm", Query: fd.Query, Lead: searchLead(fd), Crumbs: []ui.Crumb{{Text: "Tìm"}}}
	return r.Show(w, v, searchPage(r, fd, r.Today()))
}

func searchLead(fd found) string {
	if fd.Query == "" {
		return "Gõ vài chữ, có dấu hay không dấu đều được."
	}
	return strconv.Itoa(len(fd.Tasks)) + " việc và " + strconv.Itoa(len(fd.Bodies)) + " cơ quan khớp “" + fd.Query + "”."
}

func (p *Plans) findBodies(r *web.Request, typed string) ([]Body, error) {
	key := vi.Fold(typed)
	if key == "" {
		return []Body{}, nil
	}
	bodies, _, err := p.Bodies.Register(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return nil, err
	}
	var out []Body
	for _, b := range bodies {
		if strings.Contains(vi.Fold(b.Name), key) {
			out = append(out, b)
		}
	}
	return out, nil
}
