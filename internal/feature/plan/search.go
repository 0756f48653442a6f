package plan

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/directory"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// found is what the search box gives, group by group.
type found struct {
	Query       string
	Tasks       []Task // one page of them
	TaskCount   int    // at most searchReach
	Page, Pages int
	Plans       []Plan
	Documents   []Document
	Bodies      []Body
	Places      []place.Match
	Records     []directory.Found // by kind
}

const (
	searchReach  = 200 // tasks that are looked at: who finds more types another word
	searchLetter = 200 // letters of a query that count
	placesShown  = 10
)

// search looks for tasks, plans, cited documents, bodies and places, without regard to marks.
func (p *Plans) search(w http.ResponseWriter, r *web.Request) error {
	fd, err := p.find(r, typedQuery(r))
	if err != nil {
		return err
	}
	v := web.View{Title: "Tìm", Query: fd.Query, Lead: searchLead(fd), Crumbs: []ui.Crumb{{Text: "Tìm"}}}
	return r.Show(w, v, searchPage(r, fd, r.Today()))
}

func typedQuery(r *web.Request) string {
	q := vi.NFC(strings.ToValidUTF8(r.URL.Query().Get("q"), ""))
	if letters := []rune(q); len(letters) > searchLetter {
		q = string(letters[:searchLetter])
	}
	return q
}

func (p *Plans) find(r *web.Request, q string) (found, error) {
	fd := found{Query: q, Page: pageOf(r), Pages: 1}
	if vi.Fold(q) == "" {
		return fd, nil
	}
	tasks, err := search(r.Context(), r.Reader(), q, searchReach)
	if err != nil {
		return fd, err
	}
	fd.turn(tasks)
	if fd.Documents, err = findDocuments(r.Context(), r.Reader(), q, PageSize); err != nil {
		return fd, err
	}
	if fd.Plans, err = findPlans(r.Context(), r.Reader(), q); err != nil {
		return fd, err
	}
	if fd.Bodies, err = p.findBodies(r, q); err != nil {
		return fd, err
	}
	if p.Finder != nil {
		if fd.Records, err = p.Finder.Find(r.Context(), r.Reader(), r.Unit.ID, q, r.May, r.Today()); err != nil {
			return fd, err
		}
	}
	fd.Places, err = findPlaces(q, r.Today())
	return fd, err
}

// turn cuts the page that was asked for out of all tasks.
func (fd *found) turn(tasks []Task) {
	fd.TaskCount = len(tasks)
	fd.Pages = max(1, (len(tasks)+PageSize-1)/PageSize)
	fd.Page = min(fd.Page, fd.Pages)
	fd.Tasks = tasks[(fd.Page-1)*PageSize : min(fd.Page*PageSize, len(tasks))]
}

// empty reports whether nothing was found.
func (fd found) empty() bool {
	return fd.TaskCount+len(fd.Plans)+len(fd.Documents)+len(fd.Bodies)+len(fd.Places)+len(fd.Records) == 0
}

func searchLead(fd found) string {
	if fd.Query == "" {
		return "Gõ vài chữ, có dấu hay không dấu đều được: tên việc, số của văn bản, hồ sơ trong các sổ (NC-0012), cơ quan, địa danh cũ hoặc mới."
	}
	var parts []string
	for _, g := range []struct {
		n  int
		of string
	}{{fd.TaskCount, "việc"}, {len(fd.Documents), "văn bản"}, {len(fd.Plans), "kế hoạch"}, {len(fd.Bodies), "cơ quan"}, {len(fd.Places), "địa danh"}} {
		if g.n > 0 {
			parts = append(parts, strconv.Itoa(g.n)+" "+g.of)
		}
	}
	for _, g := range fd.Records {
		parts = append(parts, recordCount(g)+" "+g.One)
	}
	if len(parts) == 0 {
		return "Không có gì khớp “" + fd.Query + "”."
	}
	lead := strings.Join(parts, ", ") + " khớp “" + fd.Query + "”."
	if fd.TaskCount == searchReach {
		lead += " Có thể còn nhiều việc nữa: gõ thêm chữ để thu hẹp."
	}
	return vi.Sentence(lead)
}

// recordCount says how many records of a kind answer.
func recordCount(g directory.Found) string {
	if g.More {
		return "ít nhất " + vi.Int(int64(g.Count))
	}
	return vi.Int(int64(g.Count))
}

var planNames = store.Query("plan.names", `SELECT p.id, p.year, p.kind, p.title, p.number, p.issuer, p.issued_on, p.state, p.source_name FROM plan p
	WHERE {scope:p} AND p.state <> 'dropped' ORDER BY p.year DESC, p.id DESC`)

// nearness says how well a text answers what was typed: 0 the words with their marks, 1 without them, 2 not at all.
func nearness(typed string, texts ...string) int {
	exact, folded, best := strings.ToLower(typed), vi.Fold(typed), 2
	for _, text := range texts {
		switch {
		case strings.Contains(strings.ToLower(text), exact):
			return 0
		case strings.Contains(" "+vi.Fold(text), " "+folded):
			best = 1
		}
	}
	return best
}

// nearest keeps what answers, the exact answers first, at most a page of them.
func nearest[T any](all []T, near func(T) int) []T {
	type ranked struct {
		v    T
		rank int
	}
	var hits []ranked
	for _, v := range all {
		if n := near(v); n < 2 {
			hits = append(hits, ranked{v, n})
		}
	}
	slices.SortStableFunc(hits, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	out := make([]T, 0, min(len(hits), PageSize))
	for _, h := range hits[:min(len(hits), PageSize)] {
		out = append(out, h.v)
	}
	return out
}

// findPlans finds plans of all years by number, title or the name of the file.
func findPlans(ctx context.Context, from store.Source, typed string) ([]Plan, error) {
	plans, err := store.List[Plan](ctx, from, planNames)
	if err != nil {
		return nil, err
	}
	return nearest(plans, func(p Plan) int { return nearness(typed, p.Number, p.Title, p.Issuer, p.SourceName) }), nil
}

// findBodies finds bodies of today by any of their names.
func (p *Plans) findBodies(r *web.Request, typed string) ([]Body, error) {
	bodies, _, err := p.Bodies.Register(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return nil, err
	}
	return nearest(bodies, func(b Body) int { return nearness(typed, append([]string{b.Name}, b.Aliases...)...) }), nil
}

// findPlaces finds administrative units by their names of today or of earlier days.
func findPlaces(typed string, today day.Day) ([]place.Match, error) {
	catalogue, err := place.Load()
	if err != nil {
		return nil, err
	}
	var out []place.Match
	for _, m := range catalogue.Search(typed, today, placesShown) {
		if m.Rank <= place.ByParent { // the beginning of a name is too little: every word begins some name
			out = append(out, m)
		}
	}
	return out, nil
}

// placeWords tell what became of a place: "phường A, thị xã B → phường C từ 01/07/2025".
func placeWords(m place.Match) string {
	if !m.Renamed() {
		return m.Place.Address()
	}
	was := m.Was.FullName
	if m.Was.Parent != "" {
		was += ", " + m.Was.Parent
	}
	words := was + " → " + m.Place.Address()
	if !m.Was.To.IsZero() {
		words += " từ " + m.Was.To.Add(1).String()
	}
	if !m.Whole {
		words += " (một phần)"
	}
	return words
}
