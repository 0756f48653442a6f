package plan

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

// PartYear is one row of a year: a branch of a plan with everything below it, or a plan among those of the year.
type PartYear struct {
	ID    string // of the plan; empty for a branch
	Path  string // of the branch; empty for a plan
	Name  string
	Depth int
	Figures
	Months [12]Status // the worst standing of what is due in each month of the year; empty where nothing is
	Peaks  Peaks      // only of the work at this very branch and below
}

type namedRow struct {
	Path  string `db:"path"`
	Title string `db:"title"`
	Peaks Peaks  `db:"peaks"`
}

// partRow is what is due in one month of a part, on one side of the date of the figures.
type partRow struct {
	branchRow
	Due day.Day `db:"due_on"` // the earliest of them
}

// month is the month of a due date, which a part's row of squares is divided by.
func month(alias string) string { return `SUBSTR(` + alias + `.due_on, 1, 7)` }

var (
	tallyPlans = store.Query("plan.tally.plans", `SELECT y.plan_id AS path, 0 AS seq, `+side("y")+` AS side, y.class, MIN(y.due_on) AS due_on, SUM(y.n) AS n FROM due_tally y
		WHERE {scope:y} AND y.year = $1 GROUP BY y.plan_id, `+month("y")+`, `+side("y")+`, y.class`)
	tallyParts = store.Query("plan.tally.parts", `SELECT i.path, MIN(i.seq) AS seq, `+side("i")+` AS side, i.class, MIN(i.due_on) AS due_on, COUNT(*) AS n FROM (
			SELECT t.path, t.seq, t.due_on, t.class FROM plan p JOIN task t ON t.plan_id = p.id WHERE p.id = $1 AND t.class > '' AND {scope:p}
			UNION ALL
			SELECT t.path, t.seq, c.due_on, c.class FROM plan p JOIN checkpoint c ON c.plan_id = p.id JOIN task t ON t.id = c.task_id WHERE p.id = $1 AND c.class > '' AND {scope:p}
		) AS i GROUP BY i.path, `+month("i")+`, `+side("i")+`, i.class ORDER BY seq`)
	partNames = store.Query("plan.task.part_names", `SELECT t.path, t.title, t.peaks FROM plan p JOIN task t ON t.plan_id = p.id
		WHERE p.id = $1 AND t.live = TRUE AND t.dropped = FALSE AND t.parent_id = '' AND {scope:p} ORDER BY t.seq`)
	plansOfYear = store.Query("plan.confirmed_of_year", `SELECT p.id, p.title FROM plan p WHERE {scope:p} AND p.year = $1 AND p.state = 'confirmed' ORDER BY p.id`)
)

func (p *PartYear) count(r partRow, year int, at day.Day) {
	p.add(r.Class, at.Add(r.Side), at, r.N)
	if r.Due.Year() == year {
		worse(&p.Months[r.Due.Month()-1], r.Class.stateAt(r.Due, at))
	}
}

// worse keeps the worse of two standings.
func worse(s *Status, other Status) {
	if *s == "" || slices.Index(worst, other) < slices.Index(worst, *s) {
		*s = other
	}
}

// PlansOf reads the figures of each plan of a year.
func (p *Plans) PlansOf(ctx context.Context, from store.Source, year int, at day.Day) ([]PartYear, error) {
	rows, err := store.List[partRow](ctx, from, tallyPlans, year, at)
	if err != nil {
		return nil, err
	}
	plans, err := store.List[Plan](ctx, from, plansOfYear, year)
	if err != nil {
		return nil, err
	}
	out := make([]PartYear, len(plans))
	place := make(map[string]int, len(plans))
	for i, pl := range plans {
		out[i], place[pl.ID] = PartYear{ID: pl.ID, Name: vi.Sentence(pl.Title), Depth: 1}, i
	}
	for _, r := range rows {
		if i, ok := place[r.Path]; ok {
			out[i].count(r, year, at)
		}
	}
	return out, nil
}

// PartsOf reads the figures of each branch of a plan that has dated work, in the order of the plan, named as the plan names it.
func (p *Plans) PartsOf(ctx context.Context, from store.Source, pl Plan, at day.Day) ([]PartYear, error) {
	rows, err := store.List[partRow](ctx, from, tallyParts, pl.ID, at)
	if err != nil {
		return nil, err
	}
	tasks, err := store.List[namedRow](ctx, from, partNames, pl.ID)
	if err != nil {
		return nil, err
	}
	src, err := store.Get[Source](ctx, from, planSource, pl.ID)
	if err != nil {
		return nil, err
	}
	names, err := branchNames(src, tasks)
	if err != nil {
		return nil, err
	}
	var out []PartYear
	place := map[string]int{}
	for _, r := range rows {
		for _, path := range branchesOf(r.Path) {
			i, ok := place[path]
			if !ok {
				i, place[path] = len(out), len(out)
				out = append(out, PartYear{Path: path, Name: names[path], Depth: strings.Count(path, ".") + 1})
			}
			out[i].count(r, pl.Year, at)
		}
	}
	for _, t := range tasks {
		for _, path := range branchesOf(t.Path) {
			if i, ok := place[path]; ok {
				out[i].addPeaks(t.Peaks)
			}
		}
	}
	return out, nil
}

func (p *PartYear) addPeaks(peaks Peaks) {
	for _, r := range peaks {
		if !slices.Contains(p.Peaks, r) {
			p.Peaks = append(p.Peaks, r)
		}
	}
}

// branchNames are the headings of a plan by their paths; a branch without a heading is called by its first task.
func branchNames(src Source, tasks []namedRow) (map[string]string, error) {
	parts, err := src.Parts()
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	text := strings.Split(src.Text, "\n")
	for _, part := range parts {
		if part.Kind == planread.ItemHeading && names[part.Path] == "" && part.From >= 1 && part.From <= len(text) {
			names[part.Path] = headingName(text[part.From-1], part.Path)
		}
	}
	for _, t := range tasks {
		path := branchesOf(t.Path)
		if leaf := path[len(path)-1]; names[leaf] == "" {
			names[leaf] = t.Title
		}
	}
	return names, nil
}

// headingName is a heading without its number and its closing mark. What is written in capitals becomes a sentence.
func headingName(line, path string) string {
	s := strings.TrimSpace(line)
	last := path[strings.LastIndexByte(path, '.')+1:]
	for _, number := range []string{path, last} {
		if rest, ok := strings.CutPrefix(s, number); ok {
			s = strings.TrimLeft(rest, ".)/ -–")
			break
		}
	}
	if rest, ok := strings.CutPrefix(s, strings.TrimPrefix(path, strings.SplitN(path, ".", 2)[0]+".")); ok && rest != s {
		s = strings.TrimLeft(rest, ".)/ -–")
	}
	if s = strings.TrimRight(s, ":;. "); s == vi.Upper(s) {
		s = vi.Sentence(strings.ToLower(s))
	}
	return s
}
