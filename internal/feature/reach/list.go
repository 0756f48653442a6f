package reach

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

const (
	pageSize  = 50
	fileReach = 20_000 // children of one file
	childKind = "child"
)

// view is one list of a rule.
type view struct {
	r        *web.Request
	x        *Reach
	Rule     Rule
	Part     part
	Hamlet   string // id, empty for all
	Page     int
	Children []Child
	Count    Count // of the hamlet, or of all
	Hamlets  []ui.Option
	Bodies   []ui.Option
	Given    []given
	counts   map[string]Count
	Errors   []errs.Field
	Typed    map[string]string
	Purpose  register.Purpose
	Taken    register.Export // whose mark a file carries
}

// open reads the rule, the part and the hamlet that the address names.
func (x *Reach) open(r *web.Request) (v view, err error) {
	v = view{r: r, x: x, Part: partOf(r.URL.Query().Get("phan")), Page: 1, Typed: map[string]string{}}
	if v.Rule, err = ruleFor(r.PathValue("reach"), r.Actor, r.Today()); err != nil {
		return v, err
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("trang")); err == nil && n > 1 && n < 10_000 {
		v.Page = n
	}
	if v.Hamlets, err = x.refs(r, register.RefHamlet); err != nil {
		return v, err
	}
	if id := r.URL.Query().Get("thon"); slices.ContainsFunc(v.Hamlets, func(o ui.Option) bool { return o.Value == id }) {
		v.Hamlet = id
	}
	if v.counts, err = v.Rule.byHamlet(r.Context(), r.Reader(), r.Today()); err != nil {
		return v, err
	}
	v.Count = v.counts[v.Hamlet]
	if v.Hamlet == "" {
		v.Count = Count{}
		for _, c := range v.counts {
			v.Count.Missing, v.Count.Unclear = v.Count.Missing+c.Missing, v.Count.Unclear+c.Unclear
		}
	}
	return v, nil
}

func (x *Reach) refs(r *web.Request, of string) ([]ui.Option, error) {
	return x.Lists[of](r.Context(), r.Reader(), r.Today())
}

// read reads the children of a page, or of a file, and traces them when they are no everybody's.
func (v *view) read(limit, offset int) (err error) {
	v.Children, err = v.Rule.children(v.r.Context(), v.r.Reader(), v.r.Today(), v.Part, v.Hamlet, limit, offset)
	if err != nil || !v.Rule.Secret {
		return err
	}
	ids := make([]string, len(v.Children))
	for i, c := range v.Children {
		ids[i] = c.ID
	}
	v.r.Trace(childKind, ids, "")
	return nil
}

func (x *Reach) list(w http.ResponseWriter, r *web.Request) error {
	v, err := x.open(r)
	if err != nil {
		return err
	}
	return x.show(w, v)
}

// show draws the list, with the mistakes of a form that stands below it.
func (x *Reach) show(w http.ResponseWriter, v view) (err error) {
	r := v.r
	v.Page = min(v.Page, max(v.pages(), 1))
	if err = v.read(pageSize, (v.Page-1)*pageSize); err != nil {
		return err
	}
	if v.Bodies, err = x.refs(r, register.RefBody); err != nil {
		return err
	}
	if v.Given, err = v.givenBefore(); err != nil {
		return err
	}
	page := web.View{Title: v.Rule.title(v.Part), Here: ui.NavChildren, Lead: v.lead(), Errors: v.Errors,
		Crumbs: []ui.Crumb{{Text: "Trẻ em", Href: r.In("tre-em")}, {Text: heading, Href: r.In(base)}, {Text: vi.Sentence(v.Rule.Words)}}}
	return r.Show(w, page, listPage(v))
}

func (v view) pages() int { return (v.Count.of(v.Part) + pageSize - 1) / pageSize }

// lead is the finding of the list, with the work that was given for it.
func (v view) lead() string {
	words := v.where() + ": " + number(v.Count.of(v.Part)) + " trẻ em, tính đến " + v.r.Today().String() + "."
	for _, g := range v.Given {
		if g.Hamlet == v.Hamlet {
			words += " Đã giao " + shortDay(g.On) + " (" + number(g.Children) + " trẻ), còn " + number(v.Count.of(v.Part)) + " trẻ."
			break
		}
	}
	return words
}

// where is the hamlet in words.
func (v view) where() string {
	if v.Hamlet == "" {
		return "Toàn đơn vị"
	}
	return v.hamlet(v.Hamlet)
}

func (v view) hamlet(id string) string {
	for _, o := range v.Hamlets {
		if o.Value == id {
			return o.Text
		}
	}
	return "Chưa rõ tổ dân phố, thôn"
}

// path is the address of the list with a part, a hamlet and a page.
func (v view) path(below string, p part, hamlet string, page int) string {
	q := url.Values{}
	if p == unclear {
		q.Set("phan", string(unclear))
	}
	if hamlet != "" {
		q.Set("thon", hamlet)
	}
	if page > 1 {
		q.Set("trang", strconv.Itoa(page))
	}
	at := v.r.In(base + "/" + v.Rule.Key + below)
	if len(q) == 0 {
		return at
	}
	return at + "?" + q.Encode()
}

func (v view) here(below string) string { return v.path(below, v.Part, v.Hamlet, v.Page) }

// hamletOptions are the hamlets with how many children of the part each has.
func (v view) hamletOptions() []ui.Option {
	out := []ui.Option{{Text: "Tất cả"}}
	for _, o := range v.Hamlets {
		out = append(out, ui.Option{Value: o.Value, Text: o.Text + " (" + number(v.counts[o.Value].of(v.Part)) + ")"})
	}
	return out
}

// carer is who is asked for a child.
func (c Child) carer() string {
	for _, p := range []struct{ name, as string }{{c.Guardian, ""}, {c.Mother, " (mẹ)"}, {c.Father, " (cha)"}} {
		if p.name != "" {
			return p.name + p.as
		}
	}
	return ""
}

func (v view) place(c Child) string {
	if c.Hamlet == "" {
		return c.Address
	}
	return joined(c.Address, v.hamlet(c.Hamlet))
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// date writes a date that may be known in part as people do.
func date(iso string) string {
	p := strings.Split(iso, "-")
	slices.Reverse(p)
	return strings.Join(p, "/")
}

func shortDay(iso string) string {
	d, err := day.ParseISO(iso)
	if err != nil {
		return iso
	}
	return d.String()
}

func sexWords(key string) string {
	return map[string]string{"nam": "Nam", "nu": "Nữ"}[key]
}

func number(n int) string { return vi.Int(n) }
