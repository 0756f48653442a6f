package plan

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/web"
)

// AsOf is the work of a unit's year as it was known at the end of a day: the same bytes whenever it is written, as far as what is
// kept has dates.
//
// Dated, and so taken as of the day: bodies and their names; which plans were confirmed; results with what had become of them,
// and by them what was done; corrections of confirmed days; due dates that were moved by more time; work put off, handed outside or
// given up; work in the trash; who leads, as far as it changed by an act of reorganisation or by handing a task on.
//
// Not dated, and so as it stands today: the text and title of a plan that was amended, the wording and time of a task that was
// edited by hand, how a plan is cut into tasks, and the rule by which a task has check-points. Of these the history tells, and
// an amended plan keeps its earlier text beside it.
type AsOf struct {
	Unit   asOfUnit   `json:"unit"`
	Year   int        `json:"year"`
	Day    day.Day    `json:"day"`
	Bodies []asOfBody `json:"bodies"`
	Plans  []asOfPlan `json:"plans"`
}

type asOfUnit struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Province string `json:"province"`
}

type asOfBody struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Aliases   []string `json:"aliases,omitempty"`
	Requested bool     `json:"requested,omitempty"` // is asked, never ordered
}

type asOfPlan struct {
	ID       string     `json:"id"`
	Kind     PlanKind   `json:"kind"`
	Number   string     `json:"number"`
	Title    string     `json:"title"`
	Issuer   string     `json:"issuer"`
	IssuedOn day.Day    `json:"issuedOn"`
	Source   string     `json:"sourceHash"`
	Tasks    []asOfTask `json:"tasks"`
}

type asOfTask struct {
	ID          string            `json:"id"`
	PartOf      string            `json:"partOf,omitempty"`
	Kind        Kind              `json:"kind"`
	Path        string            `json:"path"`
	Title       string            `json:"title"`
	Text        string            `json:"text"`
	When        planread.WhenKind `json:"when"`
	WhenText    string            `json:"whenText,omitempty"`
	Starts      day.Day           `json:"starts"`
	Due         day.Day           `json:"due"`
	Done        day.Day           `json:"done"`
	Phase       Phase             `json:"phase,omitempty"`
	Requested   bool              `json:"requested,omitempty"`
	Assignments []asOfPart        `json:"assignments"`
	Points      []asOfPoint       `json:"checkpoints,omitempty"`
	Results     []asOfResult      `json:"results,omitempty"`
}

type asOfPart struct {
	Role planread.Role `json:"role"`
	Name string        `json:"name"`
	Via  string        `json:"via,omitempty"`
	Body string        `json:"body,omitempty"` // id in bodies; empty when no registered body has the name
}

type asOfPoint struct {
	ID    string     `json:"id"`
	Key   string     `json:"key"`
	Due   day.Day    `json:"due"`
	Done  day.Day    `json:"done"`
	State PointState `json:"state,omitempty"`
}

type asOfResult struct {
	ID       string   `json:"id"`
	Point    string   `json:"checkpoint,omitempty"`
	Body     string   `json:"body"`
	DoneOn   day.Day  `json:"doneOn"`
	Text     string   `json:"text"`
	Finishes bool     `json:"finishes,omitempty"`
	State    Standing `json:"state"`
	Amount   string   `json:"amount,omitempty"`
}

// export sends the work of the year as of a day. It needs the right to take data out.
func (p *Plans) export(w http.ResponseWriter, r *web.Request) error {
	on, err := asOfDay(r)
	if err != nil {
		return err
	}
	at, err := p.readAsOf(r.Context(), r.Reader(), r.Year, on)
	if err != nil {
		return err
	}
	at.Unit = asOfUnit{r.Unit.ID, r.Unit.Name, r.Unit.Province}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(at); err != nil {
		return err
	}
	return web.Download(w, "ke-hoach-"+strconv.Itoa(r.Year)+"-"+on.ISO()+".json", "application/json; charset=utf-8", &buf)
}

// asOfDay reads the day of an address; without one it is today.
func asOfDay(r *web.Request) (day.Day, error) {
	typed := r.URL.Query().Get("ngay")
	on, err := day.ParseISO(typed)
	if err != nil {
		if on, err = day.Parse(typed); err != nil {
			return on, errs.New(errs.Invalid, wordsOf(err))
		}
	}
	switch {
	case on.IsZero():
		return r.Today(), nil
	case on.After(r.Today()):
		return on, errs.Newf(errs.Invalid, "Ngày %s chưa tới. Chọn hôm nay, %s, hoặc một ngày trước đó.", on, r.Today())
	}
	return on, nil
}

func (p *Plans) asOfRoutes() []web.Route {
	return []web.Route{{Method: "GET", Path: "/u/{unit}/{year}/ke-hoach/xuat", Title: "Xuất kế hoạch theo ngày, tệp JSON", Access: web.Right(actor.DataExport), Handle: p.export}}
}

// parts are the assignments of a task in the order of the card.
func asOfParts(owed []Owed) []asOfPart {
	out := make([]asOfPart, len(owed))
	for i, o := range owed {
		out[i] = asOfPart{o.Role, o.Name, o.Via, o.BodyID}
	}
	return out
}

func sortByID[T any](list []T, id func(T) string) {
	slices.SortFunc(list, func(a, b T) int {
		switch x, y := id(a), id(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
}
