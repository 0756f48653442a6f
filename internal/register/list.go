package register

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/saved"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// askOf reads what the address asks of the list. What it does not know is left out.
func (g *Register) askOf(r *web.Request) Ask { return g.askFrom(r.Year, r.URL.Query()) }

func (g *Register) askFrom(year int, q url.Values) Ask {
	a := Ask{Is: map[string]string{}, Words: vi.Cut(vi.NFC(strings.ToValidUTF8(q.Get("tim"), "")), 200), Back: q.Get("lui") == "1", Trash: q.Get("thung-rac") == "1"}
	if id := q.Get("tu"); id != "" {
		a.After = id
	}
	if _, ok := g.state(q.Get("tinh-trang")); ok {
		a.State = q.Get("tinh-trang")
	}
	for _, v := range g.Views {
		if q.Get("xem") == v.Key {
			a.View = v.Key
		}
	}
	for _, s := range g.Sorts {
		if q.Get("sap-xep") == s.Key {
			a.Sort = s.Key
		}
	}
	for _, f := range g.Fields {
		if v := q.Get(f.Name); f.Filter && v != "" {
			a.Is[f.Column] = strings.TrimPrefix(v, unanswered)
		}
	}
	a.Lines = g.linesAsked(q)
	g.askFact(year, q, &a)
	return a
}

// query is the Ask as an address carries it.
func (g *Register) query(a Ask) string {
	q := url.Values{}
	for name, value := range map[string]string{"tim": a.Words, "tinh-trang": a.State, "xem": a.View, "sap-xep": a.Sort, "tu": a.After} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for name, on := range map[string]bool{"lui": a.Back, "thung-rac": a.Trash} {
		if on {
			q.Set(name, "1")
		}
	}
	g.queryFact(a, q)
	for c, v := range a.Is {
		q.Set(g.field(c).Name, cmp.Or(v, unanswered))
	}
	for _, x := range g.lineFilters() {
		if v := a.Lines[x.Key]; v != "" {
			q.Set(x.Name, v)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// with is the address of the list after a change of the Ask, from its beginning.
func (v listView) with(r *web.Request, change func(*Ask)) string {
	a := v.Ask
	a.After, a.Back = "", false
	is := make(map[string]string, len(a.Is))
	for k, x := range a.Is {
		is[k] = x
	}
	a.Is = is
	change(&a)
	return v.of.here(r, v.at) + v.kept(v.of.query(a))
}

// first is the Ask from the beginning of its list.
func (v listView) first() Ask {
	a := v.Ask
	a.After, a.Back = "", false
	return a
}

// listView is the page of a list.
type listView struct {
	of     *Register
	Ask    Ask
	Page   Page
	Counts Counts
	Env    *Env
	at     string // address below that of the list, on which filters stay: mapAt for the map
	Saved  []saved.Filter
	Sums   totalSums
	Over   templ.Component // of the declaration; may be nil
	Foot   string          // of every sheet, on paper; empty on the screen
	keep   [][2]string     // what the address says besides the Ask, such as the month of a calendar
	On     day.Day         // as of which the list is looked at; the zero Day for today
	Under  templ.Component // see Declaration.Under; nil for none
}

func (g *Register) list(w http.ResponseWriter, r *web.Request) error {
	v := listView{of: g, Ask: g.askOf(r), Env: g.envOf(r)}
	if g.OnDay != nil {
		v.lookOn(r.URL.Query().Get(DayField))
	}
	var err error
	ask := v.Ask
	ask.brief = true
	if v.Page, v.Counts, err = g.List(r.Context(), r.Reader(), r.Unit.ID, ask, r.Today()); err != nil {
		return err
	}
	if err := v.beyond(r); err != nil {
		return err
	}
	if err := g.foundByName(r, &v); err != nil {
		return err
	}
	if g.Over != nil && !v.narrowed() && !v.Ask.Trash && v.Ask.After == "" {
		if v.Over, err = g.Over(r); err != nil {
			return err
		}
	}
	v.Env.Meet(v.Page.Records)
	g.trace(r, v.Page.Records...)
	view := web.View{Title: g.Title, Here: g.Noun, Lead: v.lead(), Under: Beside(r, g.Noun), Crumbs: []ui.Crumb{{Text: g.Title}}}
	if v.Ask.Trash {
		view.Title, view.Crumbs = "Thùng rác: "+g.Title, g.crumbs(r, ui.Crumb{Text: "Thùng rác"})
	} else if r.May(g.EditRight) {
		view.Actions = listActions(r, g)
	}
	if g.Under != nil && !v.Ask.Trash && !v.narrowed() {
		if v.Under, err = g.Under(r); err != nil {
			return err
		}
	}
	page := listPage(r, v)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.Show(w, view, page)
}

// DayField is the name of the control that says as of which day a page is looked at.
const DayField = "tai-ngay"

// lookOn takes the day as of which the list is looked at; what is no day is today.
func (v *listView) lookOn(typed string) {
	if on, err := day.Parse(typed); err == nil && !on.IsZero() {
		v.On = on
		v.keep = append(v.keep, [2]string{DayField, on.ISO()})
	}
}

// onDay is the day for which the columns are worked out.
func (v listView) onDay() day.Day {
	if v.On.IsZero() {
		return v.Env.Today
	}
	return v.On
}

// lead is the finding of the page: how many there are, and how many of them somebody must act on.
func (v listView) lead() string {
	all := v.Counts.All()
	if all == 0 || v.Ask.Trash {
		return ""
	}
	parts := []string{vi.Int(all) + " " + v.of.One}
	for _, s := range v.of.States {
		if n := v.Counts.Of("state", s.Key); n > 0 && s.Open {
			parts = append(parts, vi.Int(n)+" "+s.Text)
		}
	}
	if words := v.of.markedWords(v.Counts); words != "" && !v.narrowed() {
		parts = append(parts, words)
	}
	return strings.Join(parts, ", ") + "."
}

// countWords say how many rows the list has.
func (v listView) countWords() string {
	if v.Page.More {
		return "hơn " + vi.Int(v.Page.Count) + " " + v.of.One
	}
	return vi.Int(v.Page.Count) + " " + v.of.One
}

// narrowed reports whether the list is of less than everything.
func (v listView) narrowed() bool {
	return v.Ask.Fact != "" || v.Ask.State != "" || v.Ask.View != "" || v.Ask.Words != "" || len(v.Ask.Is)+len(v.Ask.Lines) > 0
}

// filters are the fields by which the list can be narrowed with a list of answers.
func (v listView) filters() []Field {
	var out []Field
	for _, f := range v.of.Fields {
		if _, ok := f.Kind.(lister); ok && f.Filter {
			out = append(out, f)
		}
	}
	return out
}

// manyFilters says that the filters would push the first row off the screen, so that they wait behind one word.
func (v listView) manyFilters() bool { return len(v.filters())+len(v.of.lineFilters()) > 5 }

// options are the answers of a filter with how many records have each; answers that none has are left out.
func (v listView) options(f Field) []ui.Option {
	out := []ui.Option{{Text: "Tất cả"}}
	if have, asked := v.Ask.Is[f.Column]; asked && have == "" {
		out = append(out, ui.Option{Value: unanswered, Text: "Chưa ghi (" + vi.Int(v.Counts.Of(f.Column, "")) + ")"})
	}
	for _, o := range f.Kind.(lister).Options(v.Env) {
		if n := v.Counts.Of(f.Column, o.Value); n > 0 || v.Ask.Is[f.Column] == o.Value {
			out = append(out, ui.Option{Value: o.Value, Text: o.Text + " (" + vi.Int(n) + ")"})
		}
	}
	return out
}

func (v listView) sorts() []ui.Option {
	var out []ui.Option
	for _, s := range v.of.Sorts {
		out = append(out, ui.Option{Value: s.Key, Text: s.Text})
	}
	return out
}
