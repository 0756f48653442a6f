package plan

import (
	"net/http"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// taskView is all that a task's page shows.
type taskView struct {
	Plan    Plan
	Task    draftTask
	Results []Result
	Cited   []Citation // the documents named in its lines
	Marks   map[int]Mark
	History []ui.Event
	Today   day.Day

	Older      bool // there are older results
	Whole      *Task
	Parts      []Task
	Extensions []extension
	Named      []Named
	Transfers  []transfer
	Talk       []comment
	OlderTalk  string
	Typed      taskTyped
	Key        string
	pointsView
	succeeded
	Evidence evidenceView
	rare     []string // which of the things that few tasks have
}

// taskTyped is what came back to the page with a mistake.
type taskTyped struct {
	Comment string
	Level   actor.Level // of the comment
	Errors  []errs.Field
}

// task shows one task from its sentence in the plan to what was done.
func (p *Plans) task(w http.ResponseWriter, r *web.Request) error {
	return p.showTask(w, r, taskTyped{})
}

func (p *Plans) showTask(w http.ResponseWriter, r *web.Request, typed taskTyped) error {
	tv, err := p.taskView(r)
	if err != nil {
		return err
	}
	t := tv.Task
	if err := p.seen(r, t.ID); err != nil {
		return err
	}
	tv.Typed, tv.Key = typed, web.NewKey()
	v := web.View{Title: t.Title, Here: ui.NavPlan, Crumbs: taskCrumbs(r, tv.Plan, t.Task), Actions: taskActions(r, tv), Errors: typed.Errors, Heirs: tv.heirLinks(r)}
	return r.Show(w, v, taskPageOf(r, tv))
}

func taskCrumbs(r *web.Request, pl Plan, t Task) []ui.Crumb {
	if !r.May(actor.PlanRead) {
		return []ui.Crumb{{Text: "Việc hôm nay", Href: r.In("viec")}, {Text: t.Path}}
	}
	return []ui.Crumb{{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: pl.Name(), Href: r.In("ke-hoach/" + pl.ID)}, {Text: t.Path}}
}

func (p *Plans) taskOf(r *web.Request) (draftTask, error) {
	id, err := r.ID("task")
	if err != nil {
		return draftTask{}, err
	}
	t, err := taskWith(r.Context(), r.Reader(), id)
	if err == nil && t.Frozen() {
		return t, errReplaced
	}
	return t, err
}

func (p *Plans) taskView(r *web.Request) (tv taskView, err error) {
	ctx, from := r.Context(), r.Reader()
	if tv.Task, err = p.taskOf(r); err != nil {
		return tv, err
	}
	if tv.Plan, err = store.Get[Plan](ctx, from, planGet, tv.Task.PlanID); err != nil {
		return tv, err
	}
	if tv.Results, tv.Older, err = resultsOf(ctx, from, tv.Task.ID, pageMark(r, "truoc")); err != nil {
		return tv, err
	}
	if err = tv.read(ctx, from, tv.Task.Task); err != nil {
		return tv, err
	}
	if err = tv.aroundOf(r); err != nil {
		return tv, err
	}
	if err = tv.readSucceeded(r); err != nil {
		return tv, err
	}
	if tv.Cited, err = citedIn(ctx, from, textOf(tv.Task.Task), tv.Task.LineFrom, tv.Task.LineTo); err != nil {
		return tv, err
	}
	if tv.Marks, err = p.marksOf(r, tv.Task.Task, tv.Cited); err != nil {
		return tv, err
	}
	tv.Today = r.Today()
	if tv.Evidence, err = p.readEvidence(r, tv.Task, tv.evidencePoint("", tv.Today)); err != nil {
		return tv, err
	}
	if !r.May(actor.HistoryRead) {
		return tv, nil
	}
	events, err := store.HistoryOf(ctx, from, "task", tv.Task.ID, 50)
	tv.History = append(web.HistoryLines(events), planLines(tv.Plan)...)
	return tv, err
}

// pageMark is the id before which a page of a list begins, empty for the first page.
func pageMark(r *web.Request, name string) string {
	id := r.URL.Query().Get(name)
	if !ident.Valid(id) {
		return ""
	}
	return id
}

// What few tasks have is asked for once, and read when there is any: the page of a task asks enough questions without it.
const (
	rareMoreTime   = "xin lùi"
	rareOtherHands = "chuyển"
	rarePast       = "trước đây"
	rareOrigin     = "đơn vị cũ"
)

var rareOf = store.Query("plan.task.rare", `SELECT '`+rareMoreTime+`' AS rare FROM task_extension x WHERE x.task_id = $1 AND {scope:x}
	UNION SELECT '`+rareOtherHands+`' FROM task_transfer m WHERE m.task_id = $1 AND {scope:m}
	UNION SELECT '`+rarePast+`' FROM task_body_past b WHERE b.task_id = $1 AND {scope:b}
	UNION SELECT '`+rareOrigin+`' FROM task_heir h WHERE h.task_id = $1 AND {scope:h}`)

// aroundOf reads what stands around the results: parts, more time, other hands, talk.
func (tv *taskView) aroundOf(r *web.Request) (err error) {
	ctx, from, t := r.Context(), r.Reader(), tv.Task
	if t.ParentID != "" {
		whole, err := store.Get[Task](ctx, from, taskGet, t.ParentID)
		if err != nil {
			return err
		}
		tv.Whole = &whole
	} else if tv.Parts, err = store.List[Task](ctx, from, partsOf, t.ID); err != nil {
		return err
	}
	rare, err := store.List[string](ctx, from, rareOf, t.ID)
	if err != nil {
		return err
	}
	tv.rare = rare
	if slices.Contains(rare, rareMoreTime) {
		if tv.Extensions, err = store.List[extension](ctx, from, extensionOf, t.ID); err != nil {
			return err
		}
	}
	if tv.Named, err = store.List[Named](ctx, from, personsOf, t.ID); err != nil {
		return err
	}
	if slices.Contains(rare, rareOtherHands) {
		if tv.Transfers, err = store.List[transfer](ctx, from, transferOf, t.ID); err != nil {
			return err
		}
	}
	tv.Talk, tv.OlderTalk, err = commentsOf(ctx, from, t.ID, pageMark(r, "trao-doi-truoc"))
	for _, c := range tv.Talk {
		if c.Level > actor.Ordinary {
			r.Trace("task_comment", []string{c.ID}, "")
		}
	}
	return err
}

// planLines are the steps that the task shares with its plan.
func planLines(pl Plan) []ui.Event {
	var out []ui.Event
	if pl.State == Confirmed {
		out = append(out, ui.Event{When: stamp(pl.ConfirmedAt), Who: pl.ConfirmedBy, What: "xác nhận kế hoạch, việc được giao"})
	}
	return append(out, ui.Event{When: stamp(pl.CreatedAt), Who: pl.CreatedBy, What: "nhập kế hoạch " + pl.SourceName})
}

// lowerFirst puts words into the middle of a sentence.
func lowerFirst(s string) string {
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

func stamp(i store.Instant) string { return web.Stamp(i) }

func dayOf(i store.Instant) string { return day.At(i.Time).String() }

func lineWords(t Task) string {
	if t.LineFrom == t.LineTo {
		return "Dòng " + strconv.Itoa(t.LineFrom)
	}
	return "Dòng " + strconv.Itoa(t.LineFrom) + " đến " + strconv.Itoa(t.LineTo)
}
