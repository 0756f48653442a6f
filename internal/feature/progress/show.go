package progress

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/doc/draw/picture"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// view is the progress of a plan or of a year as its pages show it.
type view struct {
	Scope
	r      *web.Request
	Of     Plan // zero for a year
	Today  day.Day
	Weeks  weeks
	All    Figures
	Bodies []Body
	Parts  []Part
	Whole  bool // the tree shows every branch
}

// open reads who is asked about: the plan of the address, or the year.
func (p *Progress) open(r *web.Request) (view, error) {
	v := view{Scope: Scope{Year: r.Year}, r: r, Today: r.Today(), Weeks: weeksUpTo(r.Today(), r.Year)}
	if r.PathValue("plan") == "" {
		return v, nil
	}
	id, err := r.ID("plan")
	if err != nil {
		return v, err
	}
	v.Scope.Plan = id
	v.Of, err = p.Work.Plan(r.Context(), r.Reader(), id)
	return v, err
}

// readBodies reads who leads what; the sum is the whole.
func (p *Progress) readBodies(v *view) (err error) {
	v.Bodies, err = p.Work.Bodies(v.r.Context(), v.r.Reader(), v.Scope, v.Weeks.First, v.Today)
	v.All = total(v.Bodies)
	return err
}

func (p *Progress) show(w http.ResponseWriter, r *web.Request) error {
	v, err := p.open(r)
	if err != nil {
		return err
	}
	if err := p.readBodies(&v); err != nil {
		return err
	}
	if !r.May(actor.PlanRead) {
		return p.showFigures(w, r, v)
	}
	if v.Parts, err = p.Work.Parts(r.Context(), r.Reader(), v.Scope, v.Today); err != nil {
		return err
	}
	v.Whole = r.URL.Query().Get("du") == "1"
	page := web.View{Title: v.title(), Lead: v.lead(), Here: ui.NavPlan, Crumbs: v.crumbs(""), Actions: showActions(v)}
	if v.Scope.Plan != "" {
		page.Under = p.Work.Tabs(r, v.Scope.Plan)
	}
	return r.Show(w, page, showPage(v))
}

func (v view) title() string {
	if v.Scope.Plan == "" {
		return "Tiến độ năm " + strconv.Itoa(v.Year)
	}
	return vi.Sentence(v.Of.Title)
}

// crumbs lead to the page; last is the page below the progress, empty for the progress itself.
func (v view) crumbs(last string) []ui.Crumb {
	out := []ui.Crumb{{Text: "Kế hoạch", Href: v.r.In("ke-hoach")}}
	if v.Scope.Plan != "" {
		out = append(out, ui.Crumb{Text: v.Of.Name, Href: v.r.In("ke-hoach/" + v.Scope.Plan)})
	}
	if last == "" {
		return append(out, ui.Crumb{Text: "Tiến độ"})
	}
	return append(out, ui.Crumb{Text: "Tiến độ", Href: v.at(pagePath)}, ui.Crumb{Text: last})
}

// at is the address of a page of this plan or year.
func (v view) at(page string) string {
	if v.Scope.Plan == "" {
		return v.r.In(page)
	}
	return v.r.In("ke-hoach/" + v.Scope.Plan + "/" + page)
}

// list is the address of the list behind a number, of one body or one branch when they are given.
func (v view) list(number, body, branch string) string {
	q := url.Values{}
	if body != "" {
		q.Set("co-quan", body)
	}
	if branch != "" {
		q.Set("muc", branch)
	}
	if len(q) == 0 {
		return v.at(pagePath + "/" + number)
	}
	return v.at(pagePath+"/"+number) + "?" + q.Encode()
}

// rows are the rows of the tree: all of them, the branches as deep as they fit, or the plans with the most overdue.
func (v view) rows() []Part {
	switch {
	case v.Whole:
		return v.Parts
	case v.Scope.Plan != "":
		return shallow(v.Parts, treeRows)
	}
	return worstPlans(v.Parts, treeRows)
}

// late are the bodies with something overdue, the most first.
func (v view) late() []Body {
	out := slices.DeleteFunc(slices.Clone(v.Bodies), func(b Body) bool { return b.Overdue == 0 })
	slices.SortStableFunc(out, func(a, b Body) int { return b.Overdue - a.Overdue })
	return out
}

func (v view) head(id, finding, period string) picture.Head {
	return picture.Head{ID: id, Finding: finding, Unit: "UBND " + v.r.Unit.Name, Period: period, Source: "sổ mốc, " + web.Stamp(v.r.Now)}
}

// stripLimit is how many bodies the strip draws; its table has all.
const stripLimit = 14

func (v view) strip() (string, picture.Picture) {
	finding := stripFinding(v.Bodies)
	rows := make([]picture.UnitRow, len(v.Bodies))
	for i, b := range v.Bodies {
		rows[i] = picture.UnitRow{Name: b.Label(), Weeks: b.Weeks, Overdue: b.Overdue, Late: b.Late, Requested: b.Requested}
	}
	size := picture.StripSize{Limit: stripLimit, Name: 166}
	return finding, picture.UnitsStrip(v.head("don-vi", finding, v.Weeks.words(v.Year)), v.Weeks.Number, rows, size)
}

func (v view) band() (string, picture.Picture) {
	return band(v.head("nam", "", "năm "+strconv.Itoa(v.Year)), v.Year, v.Today, v.Parts)
}

func band(h picture.Head, year int, today day.Day, parts []Part) (string, picture.Picture) {
	chosen := forBand(parts)
	h.Finding = bandFinding(chosen)
	rows := make([]picture.BandRow, len(chosen))
	for i, p := range chosen {
		rows[i] = picture.BandRow{Code: p.Path, Name: p.Name, Months: p.Months, Peaks: p.Peaks}
	}
	return h.Finding, picture.YearBand(h, year, today, rows)
}

// YearBand draws the year of a unit as an overview for other pages, with its finding.
func (p *Progress) YearBand(r *web.Request) (finding string, drawn picture.Picture, err error) {
	v := view{Scope: Scope{Year: r.Year}, r: r, Today: r.Today()}
	if v.Parts, err = p.Work.Parts(r.Context(), r.Reader(), v.Scope, v.Today); err != nil {
		return "", picture.Picture{}, err
	}
	finding, drawn = v.band()
	return finding, drawn, nil
}

// urgeWords are the button that leads to the prepared texts.
func (v view) urgeWords() string {
	return "Đôn đốc " + strconv.Itoa(len(v.late())) + " đơn vị"
}
