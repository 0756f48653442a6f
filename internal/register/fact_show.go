package register

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// factsAt is the address of the page of numbers below that of the list.
const factsAt = "so-lieu"

// factsView is the page of the numbers of a register.
type factsView struct {
	of       *Register
	r        *web.Request
	Span     Span
	from, to string // as typed
	Tables   []factTable
	Records  bool // the reader may open the records behind
	Errors   []errs.Field
}

// factTable is one fact.
type factTable struct {
	Figure
	Dims []factDim
	Text string // of the total
	Href string // of the list behind it, empty when the reader may not open it
}

// factDim is a fact divided by the answers to one question.
type factDim struct {
	Title string
	Rows  []factRow
}

type factRow struct {
	Text, N string
	Href    string
	Width   string // of its bar
	Records string
}

const factBar = 160

// usualSpans are the periods of a year that people report for.
func usualSpans(year int) []struct {
	Text string
	Span
} {
	type named = struct {
		Text string
		Span
	}
	var out []named
	for q, name := range []string{"Quý I", "Quý II", "Quý III", "Quý IV"} {
		out = append(out, named{name, Span{day.Must(year, 3*q+1, 1), day.Must(year, 3*q+3, 1).LastOfMonth()}})
	}
	return append(out, named{"6 tháng đầu năm", Span{day.Must(year, 1, 1), day.Must(year, 6, 30)}}, named{"Cả năm", Span{day.Must(year, 1, 1), day.Must(year, 12, 31)}})
}

// spanOf reads the period of an address; the whole year when it names none.
func spanOf(year int, q url.Values) (in Span, from, to string, err error) {
	in = Span{day.Must(year, 1, 1), day.Must(year, 12, 31)}
	if !q.Has("tu-ngay") && !q.Has("den-ngay") {
		return in, in.First.String(), in.Last.String(), nil
	}
	from, to = vi.Cut(q.Get("tu-ngay"), 20), vi.Cut(q.Get("den-ngay"), 20)
	var bad errs.Form
	first, err := day.Parse(from)
	if err != nil || first.IsZero() {
		bad.Add("tu-ngay", "Từ ngày: ghi ngày/tháng/năm, ví dụ 01/04/2026")
	}
	last, err := day.Parse(to)
	if err != nil || last.IsZero() {
		bad.Add("den-ngay", "Đến hết ngày: ghi ngày/tháng/năm, ví dụ 30/06/2026")
	}
	if bad.Err() == nil && last.Before(first) {
		bad.Add("den-ngay", "Đến hết ngày phải từ ngày đầu kỳ trở đi")
	}
	if bad.Err() == nil {
		in = Span{first, last}
	}
	return in, from, to, bad.Err()
}

func (g *Register) facts(w http.ResponseWriter, r *web.Request) error {
	v := factsView{of: g, r: r, Records: r.May(g.ReadRight)}
	var err error
	v.Span, v.from, v.to, err = spanOf(r.Year, r.URL.Query())
	view := web.View{Title: "Số liệu: " + lowerFirst(g.Title), Here: g.Noun, Crumbs: []ui.Crumb{{Text: g.Title}, {Text: "Số liệu"}}}
	view.Under = besideFacts(r, g.Noun)
	if v.Records {
		view.Crumbs[0].Href, view.Under, view.Actions = g.here(r, ""), Beside(r, g.Noun), ui.PrintButton()
	}
	if fields, ok := web.Mistakes(err); ok {
		v.Errors, view.Errors = fields, fields
		return r.ShowStatus(w, http.StatusUnprocessableEntity, view, factsPage(v))
	}
	if err != nil {
		return err
	}
	if err := v.read(); err != nil {
		return err
	}
	view.Lead = v.lead()
	return r.Show(w, view, factsPage(v))
}

// read reads all facts. Who sees figures only has no part in the records: the sums are made over the whole unit, and what is
// small is taken out before the page is made.
func (v *factsView) read() error {
	from, e := v.r.Reader(), v.of.envOf(v.r)
	if !v.Records {
		from = v.r.Site.DB.Reader(actor.ForUnit(v.r.Unit.ID))
		e = v.of.env(v.r.Context(), from, v.r.Today())
	}
	for _, f := range v.of.Facts {
		fig, err := v.of.Figure(v.r.Context(), store.Source(from), v.r.Unit.ID, f, v.Span)
		if err != nil {
			return err
		}
		v.Tables = append(v.Tables, v.table(fig, e))
	}
	return e.Err()
}

// table puts a figure into words, without what the reader may not see.
func (v *factsView) table(fig Figure, e *Env) factTable {
	t := factTable{Figure: fig, Text: v.of.amount(fig.Fact, fig.All)}
	hidden := map[string]map[string]bool{}
	if !v.Records && fig.Persons {
		hidden = fig.conceal()
	}
	if hidden[""][""] {
		t.Text = few
	}
	if v.Records {
		t.Href = v.behind(fig.Fact, "", "")
	}
	for _, c := range fig.Fact.By {
		t.Dims = append(t.Dims, v.dim(fig, c, hidden[c], e))
	}
	return t
}

// few stands where a number of persons is not shown.
const few = "không nêu"

func (v *factsView) dim(fig Figure, column string, hidden map[string]bool, e *Env) factDim {
	d := factDim{Title: "Tình trạng"}
	if column != "state" {
		d.Title = v.of.field(column).Label
	}
	most := int64(1)
	for a, c := range fig.By[column] {
		if !hidden[a] {
			most = max(most, c.N)
		}
	}
	for _, a := range v.of.present(column, fig.By[column], e) {
		c := fig.By[column][a]
		row := factRow{Text: v.of.answerText(column, a, e), N: v.of.amount(fig.Fact, c), Records: vi.Int(c.Records), Width: strconv.FormatInt(max(1, c.N*factBar/most), 10)}
		switch {
		case hidden[a]:
			row.N, row.Width, row.Records = few, "0", ""
		case v.Records:
			row.Href = v.behind(fig.Fact, column, a)
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

// amount is a number as people read it.
func (g *Register) amount(f Fact, c Cell) string {
	if f.Sum == "" {
		return vi.Int(c.N)
	}
	return g.field(f.Sum).Kind.Text(Value{c.N}, nil)
}

// present are the answers that records have, in the order of their list, then the others, the largest first.
func (g *Register) present(column string, by map[string]Cell, e *Env) []string {
	place := map[string]int{}
	for i, s := range g.States {
		if column == "state" {
			place[s.Key] = i + 1
		}
	}
	if i, ok := g.at[column]; ok {
		if l, ok := g.Fields[i].Kind.(lister); ok {
			for i, o := range l.Options(e) {
				place[o.Value] = i + 1
			}
		}
	}
	out := sortedKeys(by)
	slices.SortStableFunc(out, func(a, b string) int {
		if pa, pb := place[a], place[b]; pa > 0 && pb > 0 {
			return cmp.Compare(pa, pb)
		} else if pa > 0 || pb > 0 {
			return cmp.Compare(pb, pa)
		}
		return cmp.Compare(by[b].N, by[a].N)
	})
	return out
}

func (g *Register) answerText(column, answer string, e *Env) string {
	switch {
	case column == "state":
		s, _ := g.state(answer)
		return vi.Sentence(s.Text)
	case answer == "":
		return "Chưa ghi"
	}
	return g.field(column).Kind.Text(Value{answer}, e)
}

// behind is the address of the list of the records of a number.
func (v *factsView) behind(f Fact, column, answer string) string {
	q := url.Values{"so": {f.Key}}
	if f.On != "" {
		q.Set("tu-ngay", v.Span.First.String())
		q.Set("den-ngay", v.Span.Last.String())
	}
	switch {
	case column == "state":
		q.Set("tinh-trang", answer)
	case column != "" && answer == "":
		q.Set(v.of.field(column).Name, unanswered)
	case column != "":
		q.Set(v.of.field(column).Name, answer)
	}
	return v.of.here(v.r, "") + "?" + q.Encode()
}

// at is the address of the page for a period.
func (v *factsView) at(in Span) string {
	return v.of.here(v.r, factsAt) + "?" + url.Values{"tu-ngay": {in.First.String()}, "den-ngay": {in.Last.String()}}.Encode()
}

// lead is the finding of the page.
func (v *factsView) lead() string {
	if len(v.Tables) == 0 {
		return ""
	}
	t := v.Tables[0]
	return t.Title + ": " + t.Text + " " + t.Unit + "."
}

// when says of which days a fact is.
func (v *factsView) when(f Fact) string {
	if f.On == "" {
		return "tính đến " + v.r.Today().String()
	}
	return "từ " + v.Span.First.String() + " đến hết " + v.Span.Last.String()
}
