package law

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// PageSize is how many rows a page of a list has.
const PageSize = 50

// filter is what the address asks of the list.
type filter struct {
	Kind      string // loại, as the register writes it
	State     string // a State, "chua" for an unknown one, empty for all
	Ending    bool   // ends within SoonDays
	Unchecked bool   // nobody compared it
	Unclear   bool   // its date is not known, or a citation of its number could be either
	Sort      string // "", "so", "het-han", "dan"
	Page      int
}

// sorts are the orders of the list by their word in the address.
var sorts = []struct{ word, text string }{{"", "Mới ban hành trước"}, {"so", "Theo số"}, {"het-han", "Hết hạn trước"}, {"dan", "Được dẫn nhiều trước"}}

// stateWords are the states in an address.
var stateWords = []struct {
	word  string
	state State
}{{"con", Valid}, {"mot-phan", Partial}, {"het", Expired}, {"chua", Unknown}}

func filterOf(r *web.Request) filter {
	q := r.URL.Query()
	f := filter{Ending: q.Get("sap-het") == "1", Unchecked: q.Get("chua-doi-chieu") == "1", Unclear: q.Get("khong-ro") == "1", Page: pageOf(r)}
	if k := q.Get("loai"); slices.Contains(planread.Kinds(), k) {
		f.Kind = k
	}
	for _, s := range stateWords {
		if q.Get("tinh-trang") == s.word {
			f.State = s.word
		}
	}
	for _, s := range sorts {
		if q.Get("sap-xep") == s.word {
			f.Sort = s.word
		}
	}
	return f
}

func pageOf(r *web.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("trang"))
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}

// query is the filter as an address carries it.
func (f filter) query() string {
	q := url.Values{}
	for name, value := range map[string]string{"loai": f.Kind, "tinh-trang": f.State, "sap-xep": f.Sort} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for name, on := range map[string]bool{"sap-het": f.Ending, "chua-doi-chieu": f.Unchecked, "khong-ro": f.Unclear} {
		if on {
			q.Set(name, "1")
		}
	}
	if f.Page > 1 {
		q.Set("trang", strconv.Itoa(f.Page))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// on is the filter after a change, on its first page.
func (f filter) on(change func(*filter)) string {
	f.Page = 1
	change(&f)
	return f.query()
}

// args are the values of the conditions of the list, for a day.
func (f filter) args(unitID string, today day.Day) []any {
	state, all := "", true
	for _, s := range stateWords {
		if f.State == s.word {
			state, all = string(s.state), false
		}
	}
	return []any{unitID, f.Kind, all, state, today, f.Ending, today.Add(SoonDays), f.Unchecked, f.Unclear}
}

const listed = ` FROM law_document d WHERE d.unit_id = $1 AND {scope:d} AND ($2 = '' OR d.kind = $2)
	AND ($3 = TRUE OR CASE WHEN d.ends_on > '' AND d.ends_on < $5 THEN 'expired' ELSE d.state END = $4)
	AND ($6 = FALSE OR d.ends_on >= $5 AND d.ends_on <= $7 AND d.state <> 'expired')
	AND ($8 = FALSE OR d.confidence <> 'checked')
	AND ($9 = FALSE OR d.year = 0 OR d.number_fold IN (SELECT c.number_fold FROM law_citation c WHERE c.unit_id = $1 AND c.document_id = ''))`

var (
	listCount = store.Query("law.list.count", `SELECT COUNT(*)`+listed)
	lists     = map[string]*store.Stmt{
		"":        store.Query("law.list.by_day", `SELECT `+documentColumns+listed+` ORDER BY d.issued_on DESC, d.year DESC, d.sort_key, d.id LIMIT $10 OFFSET $11`),
		"so":      store.Query("law.list.by_number", `SELECT `+documentColumns+listed+` ORDER BY d.sort_key, d.id LIMIT $10 OFFSET $11`),
		"het-han": store.Query("law.list.by_end", `SELECT `+documentColumns+listed+` ORDER BY CASE WHEN d.ends_on = '' THEN '9' ELSE d.ends_on END, d.sort_key, d.id LIMIT $10 OFFSET $11`),
		"dan":     store.Query("law.list.by_uses", `SELECT `+documentColumns+listed+` ORDER BY d.uses DESC, d.sort_key, d.id LIMIT $10 OFFSET $11`),
	}
	listSums = store.Query("law.list.sums", `SELECT COUNT(*) AS total,
		COALESCE(SUM(CASE WHEN d.ends_on >= $2 AND d.ends_on <= $3 AND d.state <> 'expired' THEN 1 ELSE 0 END), 0) AS ending,
		COALESCE(SUM(CASE WHEN d.confidence <> 'checked' THEN 1 ELSE 0 END), 0) AS unchecked,
		COALESCE(SUM(CASE WHEN d.year = 0 OR d.number_fold IN (SELECT c.number_fold FROM law_citation c WHERE c.unit_id = $1 AND c.document_id = '')
			THEN 1 ELSE 0 END), 0) AS unclear
		FROM law_document d WHERE d.unit_id = $1 AND {scope:d}`)
	listKinds = store.Query("law.list.kinds", `SELECT d.kind, COUNT(*) AS n FROM law_document d WHERE d.unit_id = $1 AND {scope:d} GROUP BY d.kind ORDER BY n DESC, d.kind`)
)

// sums count the register of a unit.
type sums struct {
	Total     int `db:"total"`
	Ending    int `db:"ending"`
	Unchecked int `db:"unchecked"`
	Unclear   int `db:"unclear"`
}

type kindCount struct {
	Kind string `db:"kind"`
	N    int    `db:"n"`
}

// listView is the page of the register.
type listView struct {
	Filter  filter
	Docs    []Document
	Count   int
	Pages   int
	Sums    sums
	Kinds   []kindCount
	Reviews []review
	Key     string
	Today   day.Day
}

// list shows the register: is our basis alive?
func (l *Law) list(w http.ResponseWriter, r *web.Request) error {
	v := listView{Filter: filterOf(r), Today: r.Today(), Key: web.NewKey()}
	ctx, from := r.Context(), r.Reader()
	var err error
	if v.Docs, err = find(ctx, from, r.Unit.ID, v.Filter, v.Today, PageSize); err != nil {
		return err
	}
	if v.Sums, err = store.Get[sums](ctx, from, listSums, r.Unit.ID, v.Today, v.Today.Add(SoonDays)); err != nil {
		return err
	}
	if v.Count, err = v.count(r); err != nil {
		return err
	}
	v.Pages = max(1, (v.Count+PageSize-1)/PageSize)
	if v.Kinds, err = store.List[kindCount](ctx, from, listKinds, r.Unit.ID); err != nil {
		return err
	}
	if v.Reviews, err = reviewsDue(ctx, from, r.Unit.ID, v.Today); err != nil {
		return err
	}
	view := web.View{Title: "Văn bản", Here: ui.NavDocuments, Lead: v.Sums.words(), Crumbs: []ui.Crumb{{Text: "Văn bản"}}, Under: nounTabs(r)}
	view.Actions = listActions(r)
	return r.Show(w, view, listPage(r, v))
}

// find reads a page of the list.
func find(ctx context.Context, from store.Source, unitID string, f filter, today day.Day, size int) ([]Document, error) {
	return store.List[Document](ctx, from, lists[f.Sort], append(f.args(unitID, today), size, (f.Page-1)*size)...)
}

// count is how many documents the filter lets through; without a filter that is known.
func (v listView) count(r *web.Request) (int, error) {
	if (v.Filter == filter{Sort: v.Filter.Sort, Page: v.Filter.Page}) {
		return v.Sums.Total, nil
	}
	return store.Get[int](r.Context(), r.Reader(), listCount, v.Filter.args(r.Unit.ID, v.Today)...)
}

// words is the finding of the page.
func (s sums) words() string {
	if s.Total == 0 {
		return ""
	}
	out := strconv.Itoa(s.Total) + " văn bản"
	for _, p := range []struct {
		n    int
		text string
	}{{s.Ending, " sắp hết hạn trong 90 ngày"}, {s.Unchecked, " chưa đối chiếu"}, {s.Unclear, " chưa rõ ngày hoặc chỗ dẫn"}} {
		if p.n > 0 {
			out += ", " + strconv.Itoa(p.n) + p.text
		}
	}
	return out + "."
}

func mayEdit(r *web.Request) bool { return r.May(actor.LawEdit) }
