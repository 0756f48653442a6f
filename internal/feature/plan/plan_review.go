package plan

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// longReview is how many pairs a page may have before the browser is told to lay out only what is seen: below it a page
// that does not shift under the hand is worth more.
const longReview = 200

// reviewed is all that the review page shows.
type reviewed struct {
	Plan    Plan
	Pairs   []pair
	Notes   []string
	Bodies  []Body
	Counts  map[Kind]int
	Loose   int
	NoLead  int
	NoTime  int
	Doubts  int
	Open    int // doubts that nobody has decided
	Next    int // number of the first of them, 0 when there is none
	Beyond  int // number of an open doubt on another page, 0 when there is none
	Results int // what rests on the work of the plan
	Key     string
	Page    int
	Pages   int
	Only    string // filter: "", "viec", "chua-ro", "chua-xep", "cho-ngo"
	Errors  []errs.Field
	Typed   picked // lines for a task by hand that could not be taken
	versions
}

func (p *Plans) planOf(r *web.Request) (Plan, error) {
	id, err := r.ID("plan")
	if err != nil {
		return Plan{}, err
	}
	return store.Get[Plan](r.Context(), r.Reader(), planGet, id)
}

// review shows the source beside what was read from it.
func (p *Plans) review(w http.ResponseWriter, r *web.Request) error {
	return p.showReview(w, r, nil, picked{})
}

// showReview shows the page, with the mistakes of a form on it when there are any.
func (p *Plans) showReview(w http.ResponseWriter, r *web.Request, mistakes []errs.Field, typed picked) error {
	pl, err := p.planOf(r)
	if err != nil {
		return err
	}
	rv, n, err := p.reviewed(r, pl)
	if err != nil {
		return err
	}
	rv.Errors, rv.Typed = mistakes, typed
	all := rv.Pairs
	rv.turnTo(placeOf(r, mistakes), pageOf(r))
	rv.Beyond = elsewhere(all, rv.Pairs)
	v := web.View{Title: "Đối chiếu kế hoạch với việc đã tách", Here: ui.NavPlan, Errors: mistakes, Crumbs: []ui.Crumb{
		{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: pl.Name(), Href: r.In("ke-hoach/" + pl.ID)}, {Text: "Đối chiếu"}}}
	v.Under = planTabs(r, pl, viewText)
	if pl.State == Draft || pl.State == Replaced {
		v.Under = nil // the views are those of the plan at work
	}
	if pl.State == Draft {
		v.Under = ui.Steps(2, importSteps)
	}
	if pl.State == Draft && r.May(actor.PlanConfirm) {
		v.Actions = reviewActions(r, rv, n)
	}
	return r.Show(w, v, reviewPage(r, rv, n))
}

// reviewed reads all that the page shows, and counts the cards.
func (p *Plans) reviewed(r *web.Request, pl Plan) (rv reviewed, n int, err error) {
	ctx, from := r.Context(), r.Reader()
	src, err := store.Get[Source](ctx, from, planSource, pl.ID)
	if err != nil {
		return rv, 0, err
	}
	tasks, err := tasksWith(ctx, from, pl.ID)
	if err != nil {
		return rv, 0, err
	}
	tasks = inText(tasks)
	doubts, err := store.List[Doubt](ctx, from, doubtOfPlan, pl.ID)
	if err != nil {
		return rv, 0, err
	}
	if rv, err = reviewOf(pl, src, tasks, doubts, filterOf(r)); err != nil {
		return rv, 0, err
	}
	if rv.versions, err = versionsAround(ctx, from, pl); err != nil {
		return rv, 0, err
	}
	rv.Bodies, _, err = p.Bodies.Register(ctx, from, r.Today())
	return rv, len(tasks), err
}

func reviewOf(pl Plan, src Source, tasks []draftTask, doubts []Doubt, only string) (reviewed, error) {
	parts, err := src.Parts()
	if err != nil {
		return reviewed{}, err
	}
	rv := reviewed{Plan: pl, Counts: map[Kind]int{}, Key: web.NewKey(), Only: only, Doubts: len(doubts)}
	if src.Notes != "" {
		rv.Notes = strings.Split(src.Notes, "\n")
	}
	for _, t := range tasks {
		rv.Counts[t.Kind]++
		rv.Results += t.Results
		if t.Lead == "" {
			rv.NoLead++
		}
		if t.timeless() {
			rv.NoTime++
		}
	}
	for _, d := range doubts {
		if d.Open() {
			if rv.Open++; rv.Next == 0 {
				rv.Next = d.Seq
			}
		}
	}
	loose := looseLines(parts)
	rv.Loose = len(loose)
	for _, pr := range pairUp(strings.Split(src.Text, "\n"), tasks, doubts, loose) {
		if keepPair(pr, only) {
			rv.Pairs = append(rv.Pairs, pr)
		}
	}
	return rv, nil
}

func keepPair(pr pair, only string) bool {
	switch only {
	case "viec":
		return len(pr.Cards) > 0
	case "chua-xep":
		return pr.Loose
	case "chua-ro":
		return slices.ContainsFunc(pr.Cards, func(c cardView) bool { return c.Task.unclear() })
	case "cho-ngo":
		return len(pr.Doubts) > 0 || slices.ContainsFunc(pr.Cards, func(c cardView) bool { return len(c.Doubts) > 0 })
	default:
		return true
	}
}

// unclear reports whether a person should complete the task: nobody leads it, or it has no time.
func (d draftTask) unclear() bool { return d.Lead == "" || d.timeless() }

// timeless reports whether a time is missing. Duties of an actor section rarely give one, and nobody misses it.
func (d draftTask) timeless() bool {
	return d.Kind != KindStanding && d.WhenKind == planread.WhenNone && d.Due.IsZero()
}

// confirmPlan makes every card work.
func (p *Plans) confirmPlan(w http.ResponseWriter, r *web.Request) error {
	return p.decide(w, r, p.confirmed, "ke-hoach/%", "Đã xác nhận: mọi việc trong kế hoạch nay được theo dõi.")
}

// dropPlan takes a draft back. The file stays in the store, the draft leaves every list.
func (p *Plans) dropPlan(w http.ResponseWriter, r *web.Request) error {
	return p.decide(w, r, drop, "ke-hoach", "Đã bỏ bản nhập. Chưa có việc nào được giao từ bản này.")
}

func (p *Plans) decide(w http.ResponseWriter, r *web.Request, do func(context.Context, *store.Tx, Plan) error, next, said string) error {
	f, err := r.Form()
	if err != nil {
		return err
	}
	pl, err := p.planOf(r)
	if err != nil {
		return err
	}
	if f.Has("ban") {
		pl.Version = versionOf(f)
	}
	next = r.In(strings.ReplaceAll(next, "%", pl.ID))
	err = r.Write(func(ctx context.Context, tx *store.Tx) error {
		tx.Result(next)
		return do(ctx, tx, pl)
	})
	if err != nil {
		return err
	}
	r.Say(w, said)
	return r.Go(w, next)
}
