package plan

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

func init() {
	store.Declare(store.Table{Name: "plan_citation", Growing: true, Scoped: true, Own: ownCitation, Title: "Văn bản được dẫn"})
}

const citationColumns = `c.id, c.unit_id, c.plan_id, c.seq, c.kind, c.number, c.number_fold, c.date_text, c.issuer, c.title, c.line`

var (
	citationAdd = store.Change("plan.citation.add", `INSERT INTO plan_citation (id, unit_id, plan_id, seq, kind, number, number_fold, date_text, issuer, title, line)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	citationOfLines = store.Query("plan.citation.of_lines", `SELECT `+citationColumns+` FROM plan_citation c
		WHERE c.plan_id = $1 AND c.line >= $2 AND c.line <= $3 AND {scope:c} ORDER BY c.line, c.seq`)
	// A number is the beginning of a range: "23 qd" finds "23 qd ttg".
	citationFind = store.Query("plan.citation.find", `SELECT c.number_fold, MIN(c.number) AS number, MIN(c.kind) AS kind, MAX(c.title) AS title, COUNT(*) AS places
		FROM plan_citation c JOIN plan p ON p.id = c.plan_id WHERE {scope:c} AND c.number_fold >= $1 AND c.number_fold < $2 AND p.state IN ('draft', 'confirmed')
		GROUP BY c.number_fold ORDER BY c.number_fold LIMIT $3`)
	citationPlaces = store.Query("plan.citation.places", `SELECT `+citationColumns+`, p.title AS plan_title, p.number AS plan_number, p.kind AS plan_kind, p.issuer AS plan_issuer, p.issued_on AS plan_issued_on, p.year AS plan_year, p.state AS plan_state
		FROM plan_citation c JOIN plan p ON p.id = c.plan_id WHERE {scope:c} AND c.number_fold = $1 AND p.state IN ('draft', 'confirmed')
		ORDER BY c.plan_id DESC, c.line, c.id LIMIT $2`)
	taskOfLine = store.Query("plan.task.of_line", `SELECT t.id, t.plan_id, t.path, t.title, t.line_from, t.line_to FROM plan_citation c
		JOIN task t ON t.plan_id = c.plan_id AND t.line_from <= c.line AND t.line_to >= c.line AND t.absent = '' AND t.dropped = FALSE AND t.parent_id = ''
		WHERE {scope:c} AND c.number_fold = $1 AND c.plan_id >= $2 AND c.plan_id <= $3 ORDER BY t.plan_id, t.line_from, t.id LIMIT 2000`)
)

// keepCitations writes the documents that a plan names, inside the change that audits the plan.
func keepCitations(ctx context.Context, tx *store.Tx, p Plan, cited []Citation) error {
	for _, c := range cited {
		if _, err := tx.Exec(ctx, citationAdd, c.ID, p.UnitID, p.ID, c.Seq, c.Kind, c.Number, c.NumberFold, c.Date, c.Issuer, c.Title, c.Line); err != nil {
			return err
		}
	}
	return nil
}

// citedIn are the documents named in some lines of a plan, each once.
func citedIn(ctx context.Context, from store.Source, planID string, first, last int) ([]Citation, error) {
	all, err := store.List[Citation](ctx, from, citationOfLines, planID, first, last)
	if err != nil {
		return nil, err
	}
	seen := map[int]bool{}
	out := make([]Citation, 0, len(all))
	for _, c := range all {
		if !seen[c.Seq] {
			seen[c.Seq] = true
			out = append(out, c)
		}
	}
	return out, nil
}

// Document is a number that plans of the unit name, with how often they do.
type Document struct {
	NumberFold string `db:"number_fold"`
	Number     string `db:"number"`
	Kind       string `db:"kind"`
	Title      string `db:"title"`
	Places     int    `db:"places"`
}

// findDocuments finds documents by the beginning of their number, the very number first.
func findDocuments(ctx context.Context, from store.Source, typed string, limit int) ([]Document, error) {
	key, ok := typedNumber(typed)
	if !ok {
		return []Document{}, nil
	}
	found, err := store.List[Document](ctx, from, citationFind, key, key+"~", limit)
	if err != nil {
		return nil, err
	}
	var exact, rest []Document
	for _, d := range found {
		if d.NumberFold == key || strings.HasPrefix(d.NumberFold, key+" ") {
			exact = append(exact, d)
		} else {
			rest = append(rest, d)
		}
	}
	return append(exact, rest...), nil
}

// CitedPlace is a line that names a document, with its plan and the work that rests on the line.
type CitedPlace struct {
	Citation
	PlanTitle  string   `db:"plan_title"`
	PlanNumber string   `db:"plan_number"`
	PlanIssued day.Day  `db:"plan_issued_on"`
	PlanYear   int      `db:"plan_year"`
	PlanState  State    `db:"plan_state"`
	PlanKind   PlanKind `db:"plan_kind"`
	PlanIssuer string   `db:"plan_issuer"`
	Tasks      []LineTask
}

// Plan is the plan of the line as far as it is known here.
func (c CitedPlace) Plan() Plan {
	return Plan{ID: c.PlanID, Title: c.PlanTitle, Number: c.PlanNumber, IssuedOn: c.PlanIssued, Year: c.PlanYear, State: c.PlanState, Kind: c.PlanKind, Issuer: c.PlanIssuer}
}

// PlanPath is where the plan stands inside a unit and the plan's year.
func (c CitedPlace) PlanPath() string { return "ke-hoach/" + c.PlanID }

// LinePath leads to the line beside its cards.
func (c CitedPlace) LinePath() string {
	return c.PlanPath() + "/doi-chieu?tai=" + linePlace(c.Line) + "#" + linePlace(c.Line)
}

// LineTask is a task in whose lines a document is named.
type LineTask struct {
	ID       string `db:"id"`
	PlanID   string `db:"plan_id"`
	Path     string `db:"path"`
	Title    string `db:"title"`
	LineFrom int    `db:"line_from"`
	LineTo   int    `db:"line_to"`
}

// PlacesOf are the lines that name a number, newest plan first, in two statements.
func (p *Plans) PlacesOf(ctx context.Context, from store.Source, fold string, limit int) ([]CitedPlace, error) {
	places, err := store.List[CitedPlace](ctx, from, citationPlaces, fold, limit)
	if err != nil || len(places) == 0 {
		return places, err
	}
	tasks, err := store.List[LineTask](ctx, from, taskOfLine, fold, places[len(places)-1].PlanID, places[0].PlanID)
	if err != nil {
		return nil, err
	}
	for i := range places {
		for _, t := range tasks {
			if c := places[i]; t.PlanID == c.PlanID && t.LineFrom <= c.Line && c.Line <= t.LineTo && !has(c.Tasks, t.ID) {
				places[i].Tasks = append(places[i].Tasks, t)
			}
		}
	}
	return places, nil
}

func has(tasks []LineTask, id string) bool {
	return slices.ContainsFunc(tasks, func(t LineTask) bool { return t.ID == id })
}
