package register

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
)

// apiRows is how many records a page has at most.
const apiRows = 200

// apiPage is a page of a list as programs get it. Count is of everything that meets the filters; AtLeast says that there may
// be more than that.
type apiPage struct {
	Items   []apiRecord `json:"items"`
	Count   int64       `json:"count"`
	AtLeast bool        `json:"count_at_least,omitempty"`
	Next    string      `json:"next,omitempty"` // give it as "after" for the next page; missing on the last one
}

// spokenFilters are the fields by which programs can narrow the list: those by which people can.
func (g *Register) spokenFilters() []Field {
	return slices.DeleteFunc(slices.Clone(g.Fields), func(f Field) bool {
		_, ok := f.Kind.(lister)
		return !ok || !f.Filter
	})
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// codesOf are the answers that a kind of a fixed or dated list has; none for other kinds.
func codesOf(k Kind, e *Env) (keys []string) {
	switch k := k.(type) {
	case Choice:
		return k.keys()
	case Codes:
		for _, o := range k.Options(e) {
			keys = append(keys, o.Value)
		}
	}
	return keys
}

// apiAsk reads the parameters of a list. What nobody understands is a mistake.
func (g *Register) apiAsk(q url.Values, e *Env) (Ask, error) {
	a := Ask{Is: map[string]string{}, Size: PageSize}
	known := []string{"limit", "after", "state", "view", "sort", "trash", "q"}
	var f errs.Form
	for _, x := range g.spokenFilters() {
		known = append(known, x.Column)
		if !q.Has(x.Column) {
			continue
		}
		v := q.Get(x.Column)
		if keys := codesOf(x.Kind, e); len(keys) > 0 && v != "" && !contains(keys, v) {
			f.Add(x.Column, "%s: dùng một trong các mã %s, hoặc để trống cho mục chưa ghi", x.Label, strings.Join(keys, ", "))
		}
		a.Is[x.Column] = v
	}
	a.Lines = map[string]string{}
	for _, x := range g.lineFilters() {
		known = append(known, x.Key)
		if v := q.Get(x.Key); v != "" && !x.knows(v) {
			f.Add(x.Key, "%s: dùng một trong các mã %s", x.Label, strings.Join(codesOf(x.of.Kind, e), ", "))
		} else {
			a.Lines[x.Key] = v
		}
	}
	for name := range q {
		if !contains(known, name) {
			f.Add(name, "Lời gọi này không có tham số “%s”; có: %s", name, strings.Join(known, ", "))
		}
	}
	a.Words = vi.Cut(vi.NFC(q.Get("q")), 200)
	g.askPlace(&a, q, &f)
	g.askOrder(&a, q, &f)
	return a, f.Err()
}

// askPlace is which part of the list.
func (g *Register) askPlace(a *Ask, q url.Values, f *errs.Form) {
	if v := q.Get("limit"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > apiRows {
			f.Add("limit", "limit phải là số từ 1 đến %d", apiRows)
		}
		a.Size = n
	}
	if a.After = q.Get("after"); a.After != "" && !ident.Valid(a.After) {
		f.Add("after", "after phải là giá trị next của trang trước, chép nguyên")
	}
	switch q.Get("trash") {
	case "", "false":
	case "true":
		a.Trash = true
	default:
		f.Add("trash", "trash là true hoặc false")
	}
}

// askOrder is the state, the view and the order.
func (g *Register) askOrder(a *Ask, q url.Values, f *errs.Form) {
	if a.State = q.Get("state"); a.State != "" {
		if _, ok := g.state(a.State); !ok {
			f.Add("state", "state là một trong: %s", strings.Join(g.stateNames(), ", "))
		}
	}
	if a.View = q.Get("view"); a.View != "" && !slices.ContainsFunc(g.Views, func(v View) bool { return v.Key == a.View }) {
		f.Add("view", "sổ này không có góc nhìn “%s”", vi.Cut(a.View, 60))
	}
	if a.Sort = q.Get("sort"); !contains(g.sortNames(), a.Sort) {
		f.Add("sort", "sort để trống hoặc là một trong: %s", strings.Join(g.sortNames()[1:], ", "))
	}
}

func (g *Register) stateNames() (out []string) {
	for _, s := range g.States {
		out = append(out, s.Key)
	}
	return out
}

// sortNames are the orders; the usual one has the empty name.
func (g *Register) sortNames() []string {
	out := []string{""}
	for _, s := range g.Sorts {
		if s.Key != "" {
			out = append(out, s.Key)
		}
	}
	return out
}

func (g *Register) apiList(r *web.Request) (apiAnswer, error) {
	a, err := g.apiAsk(r.URL.Query(), g.envOf(r))
	if err != nil {
		return apiAnswer{}, err
	}
	p, _, err := g.List(r.Context(), r.Reader(), r.Unit.ID, a, r.Today())
	if err != nil {
		return apiAnswer{}, err
	}
	if err := g.WithLines(r.Context(), r.Reader(), p.Records); err != nil {
		return apiAnswer{}, err
	}
	e := g.envOf(r)
	e.Meet(p.Records)
	out := apiPage{Items: []apiRecord{}, Count: p.Count, AtLeast: p.More, Next: p.Next}
	for _, rec := range p.Records {
		out.Items = append(out.Items, g.spoken(r, rec, e))
	}
	if err := g.noteRead(r, a, len(out.Items)); err != nil {
		return apiAnswer{}, err
	}
	return apiAnswer{body: out}, e.Err()
}
