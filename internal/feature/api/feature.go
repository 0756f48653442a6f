package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/openapi"
)

// Work is what this feature needs of the plans. Lists hold at most limit records after the mark; the zero mark is the beginning.
type Work interface {
	Plans(ctx context.Context, from store.Source, year int, after Mark, limit int) ([]Plan, error)
	Plan(ctx context.Context, from store.Source, id string) (Plan, error)
	Tasks(ctx context.Context, from store.Source, year int, after Mark, limit int, today day.Day) ([]Task, error)
	PlanTasks(ctx context.Context, from store.Source, planID string, after Mark, limit int, today day.Day) ([]Task, error)
	Task(ctx context.Context, from store.Source, id string, today day.Day) (Task, error)
}

// Bodies is what it needs of the register of bodies.
type Bodies interface {
	// Current lists the bodies of the source's unit that exist on a day, under their names of that day, by id.
	Current(ctx context.Context, from store.Source, at day.Day) ([]Body, error)
}

// API is the feature over its neighbours.
type API struct {
	Work   Work
	Bodies Bodies
	Others []Described               // who else answers programs
	Shared map[string]openapi.Schema // shapes that several of them use
}

// Call is one line of what programs can ask.
type Call struct {
	Path   string // behind /api/v1/{unit}/{year}/
	Title  string // what it answers, in Vietnamese
	Action actor.Action
	Gives  any  // one record of what it answers, for the description
	Paged  bool // takes "limit" and "after", and answers with items and next
	Answer func(r *web.Request, page Page) (any, error)
}

// Base begins the address of every call.
const Base = web.APIPath + "v1/{unit}/{year}/"

// Calls is the table of what programs can ask.
func (a *API) Calls() []Call {
	return []Call{
		{Path: "plans", Title: "Các kế hoạch của năm", Action: actor.PlanRead, Gives: Plan{}, Paged: true, Answer: a.plans},
		{Path: "plans/{plan}", Title: "Một kế hoạch", Action: actor.PlanRead, Gives: Plan{}, Answer: a.plan},
		{Path: "plans/{plan}/tasks", Title: "Các việc của một kế hoạch", Action: actor.PlanRead, Gives: Task{}, Paged: true, Answer: a.planTasks},
		{Path: "tasks", Title: "Các việc của năm", Action: actor.PlanRead, Gives: Task{}, Paged: true, Answer: a.tasks},
		{Path: "tasks/{task}", Title: "Một việc", Action: actor.PlanRead, Gives: Task{}, Answer: a.task},
		{Path: "bodies", Title: "Các cơ quan", Action: actor.OrgRead, Gives: Body{}, Paged: true, Answer: a.bodies},
		{Path: "bodies/{body}", Title: "Một cơ quan", Action: actor.OrgRead, Gives: Body{}, Answer: a.body},
	}
}

// Actions are the rights that a token can carry: those that some call needs.
func (a *API) Actions() []actor.Action {
	var out []actor.Action
	for _, c := range a.Calls() {
		if !slices.Contains(out, c.Action) {
			out = append(out, c.Action)
		}
	}
	for _, d := range a.Others {
		for _, action := range d.APIActions() {
			if !slices.Contains(out, action) {
				out = append(out, action)
			}
		}
	}
	return out
}

// Feature is the table of contents.
func (a *API) Feature() web.Feature {
	f := web.Feature{Name: "api", Routes: []web.Route{
		{Method: http.MethodGet, Path: DescriptionPath, Title: "Mô tả API", Access: web.SignedIn(), Handle: a.describe()},
		{Method: http.MethodGet, Path: "/u/{unit}/{year}/" + pagePath, Title: pageTitle, Access: web.SignedIn(), Handle: a.page},
	}}
	for _, c := range a.Calls() {
		f.Routes = append(f.Routes, web.Route{Method: http.MethodGet, Path: Base + c.Path, Title: c.Title, Access: web.Right(c.Action), Handle: c.handle})
	}
	return f
}

func (c Call) handle(w http.ResponseWriter, r *web.Request) error {
	page, err := readPage(r.URL.Query(), c.Paged)
	if err != nil {
		return err
	}
	answer, err := c.Answer(r, page)
	if err != nil {
		return err
	}
	return r.JSON(w, answer)
}
