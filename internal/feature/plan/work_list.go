package plan

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// workPath is the list of work, inside a unit and year.
const workPath = "viec/tat-ca"

// paperRows is how many rows go onto paper at once.
const paperRows = 2000

// listed is the list of work as its page shows it.
type listed struct {
	Filter  Filter
	Unknown []string // what the address asked for and nobody understands
	Totals  workTotals
	Rows    []workRow
	Page    int
	Pages   int
	Paper   bool // all rows on one page, for printing
	Plans   []Plan
	Bodies  []Body
	Views   []savedView
	Naming  naming
}

func (l listed) planName(id string) string {
	i := slices.IndexFunc(l.Plans, func(p Plan) bool { return p.ID == id })
	if i < 0 {
		return ""
	}
	return l.Plans[i].Name()
}

func (l listed) bodyName(id string) string {
	i := slices.IndexFunc(l.Bodies, func(b Body) bool { return b.ID == id })
	if i < 0 {
		return ""
	}
	return l.Bodies[i].Name
}

// chip is a part of the filter that is on.
type chip struct{ Words, Href string }

// chips are the parts of the filter, each leading to the list without it.
func (l listed) chips(r *web.Request) []chip {
	var out []chip
	for _, field := range filterFields {
		value := *field.Of(&l.Filter)
		if value == "" || field.Name == "vai" || field.Name == "sap" {
			continue
		}
		without := l.Filter
		*field.Of(&without) = ""
		if without.Body == "" {
			without.Part = ""
		}
		out = append(out, chip{l.chipWords(field, value), r.In(without.path(workPath))})
	}
	if l.Filter.Whole {
		without := l.Filter
		without.Whole = false
		out = append(out, chip{"Không kể phần việc", r.In(without.path(workPath))})
	}
	return out
}

func (l listed) chipWords(field filterField, value string) string {
	switch field.Name {
	case "ke-hoach":
		return l.planName(value)
	case "co-quan":
		part, _ := wordsFor(bodyParts, l.Filter.Part)
		return l.bodyName(value) + prefixed(" ", part)
	case "q":
		return "Có chữ “" + value + "”"
	}
	words, _ := wordsFor(field.Choices, value)
	return words
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// quick are the filters that are asked for most, offered when they are not on.
var quick = []Filter{{Due: "qua-han"}, {Due: "khan"}, {Due: "7-ngay"}, {Due: "30-ngay"}, {State: "cho-tra-loi"}, {State: "chua-ro-chu-tri"}, {Due: "chua-ro-han"}, {State: "xong"}}

func (l listed) offers(r *web.Request) []chip {
	var out []chip
	for _, q := range quick {
		with := l.Filter
		words, _ := wordsFor(dueSpans, q.Due)
		if q.Due != "" {
			with.Due = q.Due
		} else {
			with.State = q.State
			words, _ = wordsFor(workStates, q.State)
		}
		if with != l.Filter {
			out = append(out, chip{words, r.In(with.path(workPath))})
		}
	}
	return out
}

// work shows the list of all work, as the filter of the address cuts it.
func (p *Plans) work(w http.ResponseWriter, r *web.Request) error {
	return p.showWork(w, r, naming{})
}

func (p *Plans) showWork(w http.ResponseWriter, r *web.Request, named naming) error {
	l, err := p.listed(r)
	if err != nil {
		return err
	}
	l.Naming = named
	v := web.View{Title: l.title(), Lead: l.lead(r), Here: ui.NavToday, Errors: named.Errors,
		Crumbs: []ui.Crumb{{Text: "Việc hôm nay", Href: r.In("viec")}, {Text: "Tất cả việc"}}, Actions: workActions(r, l)}
	return r.Show(w, v, workPage(r, l))
}

// title is the name under which the person kept this filter, if there is one.
func (l listed) title() string {
	i := slices.IndexFunc(l.Views, func(v savedView) bool { return v.Query == l.Filter.Query() && v.Query != "" })
	if i < 0 {
		return "Tất cả việc"
	}
	return l.Views[i].Name
}

// lead counts the list: "212 việc trong 1.420 việc của năm" is for the eye, the totals stand over the columns.
func (l listed) lead(r *web.Request) string {
	if l.Filter.empty() {
		return vi.Int(l.Totals.Count) + " việc của năm " + strconv.Itoa(r.Year) + "."
	}
	return vi.Int(l.Totals.Count) + " việc khớp bộ lọc."
}

func (p *Plans) listed(r *web.Request) (l listed, err error) {
	ctx, from := r.Context(), r.Reader()
	l.Filter, l.Unknown = readFilter(r.URL.Query())
	if err := p.neighbours(r, &l); err != nil {
		return l, err
	}
	if l.Totals, err = totalsOf(ctx, from, l.Filter, r.Year, r.Today()); err != nil {
		return l, err
	}
	l.Pages = max(1, (l.Totals.Count+PageSize-1)/PageSize)
	l.Page = min(pageOf(r), l.Pages)
	offset, limit := (l.Page-1)*PageSize, PageSize
	if l.Paper = r.URL.Query().Get("in") == "1"; l.Paper {
		offset, limit = 0, paperRows
	}
	l.Rows, err = workRows(ctx, from, l.Filter, r.Year, r.Today(), l.Totals, offset, limit)
	return l, err
}

// neighbours reads the names that the filter uses and offers. A plan or a body that is not there is left out and named.
func (p *Plans) neighbours(r *web.Request, l *listed) (err error) {
	ctx, from := r.Context(), r.Reader()
	plans, err := store.List[Plan](ctx, from, planNames)
	if err != nil {
		return err
	}
	for _, pl := range plans {
		if pl.Year == r.Year && pl.State == Confirmed {
			l.Plans = append(l.Plans, pl)
		}
	}
	if l.Bodies, _, err = p.Bodies.Register(ctx, from, r.Today()); err != nil {
		return err
	}
	if l.Filter.Plan != "" && l.planName(l.Filter.Plan) == "" {
		l.Filter.Plan, l.Unknown = "", append(l.Unknown, "Kế hoạch trong địa chỉ")
	}
	if l.Filter.Body != "" && l.bodyName(l.Filter.Body) == "" {
		l.Filter.Body, l.Filter.Part, l.Unknown = "", "", append(l.Unknown, "Cơ quan trong địa chỉ")
	}
	l.Views, err = viewsOf(ctx, from, r.Actor.AccountID)
	return err
}

// workXLSX is the list as a file: exactly what the filter leaves.
func (p *Plans) workXLSX(w http.ResponseWriter, r *web.Request) error {
	l := listed{}
	l.Filter, l.Unknown = readFilter(r.URL.Query())
	err := p.neighbours(r, &l)
	if err != nil {
		return err
	}
	if l.Totals, err = totalsOf(r.Context(), r.Reader(), l.Filter, r.Year, r.Today()); err != nil {
		return err
	}
	if l.Rows, err = workRows(r.Context(), r.Reader(), l.Filter, r.Year, r.Today(), l.Totals, 0, listLimit); err != nil {
		return err
	}
	t := xlsx.Table{Sheet: "Việc", Title: vi.Upper(l.title()) + " NĂM " + strconv.Itoa(r.Year), Subtitle: underTitle(r, "Bộ lọc: "+l.filterWords(r)+". "+vi.Int(l.Totals.Count)+" việc"),
		Columns: slices.Concat([]xlsx.Column{{Head: "STT", Width: 6, Kind: xlsx.Number}}, workColumns, []xlsx.Column{{Head: "Kế hoạch", Width: 34}})}
	for i, row := range l.Rows {
		plan := Plan{Number: row.PlanNumber, Title: row.PlanTitle, IssuedOn: row.PlanIssued}
		t.Rows = append(t.Rows, append(append([]any{i + 1}, workCells(r, row.Task, r.Today())...), plan.Name()))
	}
	return sendTable(w, "viec-"+r.Today().ISO(), t)
}

// filterWords is the filter in one line, for paper and files.
func (l listed) filterWords(r *web.Request) string {
	var s string
	for _, c := range l.chips(r) {
		s = joinWords(s, c.Words)
	}
	if s == "" {
		return "không lọc"
	}
	return s
}

// mayBulk reports whether the person may change many tasks at once.
func mayBulk(r *web.Request) bool { return r.May(actor.TaskEdit) }
