package api

import (
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/web"
)

// Plan is a plan, a letter or a list from which work comes.
type Plan struct {
	ID       string `json:"id"`
	Year     int    `json:"year"`
	Kind     string `json:"kind"` // "ke-hoach", "cong-van", "danh-sach"
	Title    string `json:"title"`
	Number   string `json:"number"`
	Issuer   string `json:"issuer"`
	IssuedOn string `json:"issued_on,omitempty"` // YYYY-MM-DD
	State    string `json:"state"`               // "draft" until somebody confirmed what was read from it, then "confirmed"
	Page     string `json:"page"`                // address for a person
}

// Task is one piece of work. Status is the letter of its state on the day of the call, StatusWords the same in words.
type Task struct {
	ID          string `json:"id"`
	PlanID      string `json:"plan_id"`
	PartOf      string `json:"part_of,omitempty"` // the task of which it is a part
	Path        string `json:"path"`              // place in the plan: "II.2.3.2"
	Title       string `json:"title"`
	Lead        string `json:"lead"`
	StartsOn    string `json:"starts_on,omitempty"`
	DueOn       string `json:"due_on,omitempty"` // last day that is still in time
	DoneOn      string `json:"done_on,omitempty"`
	Requested   bool   `json:"requested"` // asked for, not ordered: never overdue
	Status      string `json:"status"`
	StatusWords string `json:"status_words"`
	Results     int    `json:"results"`
	Page        string `json:"page"`

	Text   string     `json:"text,omitempty"`   // the words of the plan; only in the answer about one task
	Bodies []TaskBody `json:"bodies,omitempty"` // who owes it; only there

	Due day.Day `json:"-"` // by which lists are ordered
	Seq int     `json:"-"` // place in its plan
}

// TaskBody is a body's part in a task, as the plan writes it. BodyID is empty when the register does not know the name.
type TaskBody struct {
	Role   string `json:"role"`
	Name   string `json:"name"`
	BodyID string `json:"body_id,omitempty"`
}

// Body is a body of the unit as of today.
type Body struct {
	ID        string   `json:"id"`
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	Aliases   []string `json:"aliases,omitempty"`
	Requested bool     `json:"requested"` // is asked, never ordered
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"`
}

func (a *API) plans(r *web.Request, p Page) (any, error) {
	list, err := a.Work.Plans(r.Context(), r.Reader(), r.Year, p.After, p.Limit+1)
	for i := range list {
		list[i].Page = r.In("ke-hoach/" + list[i].ID)
	}
	return pageOf(list, p.Limit, func(p Plan) Mark { return Mark{ID: p.ID} }), err
}

func (a *API) plan(r *web.Request, _ Page) (any, error) {
	id, err := r.ID("plan")
	if err != nil {
		return nil, err
	}
	p, err := a.Work.Plan(r.Context(), r.Reader(), id)
	p.Page = r.In("ke-hoach/" + p.ID)
	return p, err
}

func (a *API) tasks(r *web.Request, p Page) (any, error) {
	list, err := a.Work.Tasks(r.Context(), r.Reader(), r.Year, p.After, p.Limit+1, r.Today())
	return pageOf(withPages(r, list), p.Limit, func(t Task) Mark { return Mark{Due: t.Due, ID: t.ID} }), err
}

func (a *API) planTasks(r *web.Request, p Page) (any, error) {
	id, err := r.ID("plan")
	if err != nil {
		return nil, err
	}
	if _, err := a.Work.Plan(r.Context(), r.Reader(), id); err != nil {
		return nil, err
	}
	list, err := a.Work.PlanTasks(r.Context(), r.Reader(), id, p.After, p.Limit+1, r.Today())
	return pageOf(withPages(r, list), p.Limit, func(t Task) Mark { return Mark{Seq: t.Seq} }), err
}

func (a *API) task(r *web.Request, _ Page) (any, error) {
	id, err := r.ID("task")
	if err != nil {
		return nil, err
	}
	t, err := a.Work.Task(r.Context(), r.Reader(), id, r.Today())
	return withPages(r, []Task{t})[0], err
}

func withPages(r *web.Request, list []Task) []Task {
	for i := range list {
		list[i].Page = r.In("nhiem-vu/" + list[i].ID)
	}
	return list
}

func (a *API) bodies(r *web.Request, p Page) (any, error) {
	list, err := a.Bodies.Current(r.Context(), r.Reader(), r.Today())
	from, found := slices.BinarySearchFunc(list, p.After.ID, func(b Body, id string) int { return strings.Compare(b.ID, id) })
	if found {
		from++
	}
	list = list[from:]
	return pageOf(list[:min(len(list), p.Limit+1)], p.Limit, func(b Body) Mark { return Mark{ID: b.ID} }), err
}

func (a *API) body(r *web.Request, _ Page) (any, error) {
	id, err := r.ID("body")
	if err != nil {
		return nil, err
	}
	list, err := a.Bodies.Current(r.Context(), r.Reader(), r.Today())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(b Body) bool { return b.ID == id })
	if i < 0 {
		return nil, errs.New(errs.NotFound, "Không tìm thấy cơ quan này trong các cơ quan đang hoạt động của đơn vị.")
	}
	return list[i], nil
}
