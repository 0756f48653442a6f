package plan

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// line is a numbered line of the source.
type line struct {
	N    int
	Text string
}

// pair is a run of source lines beside the cards born from it. Lines that gave no card stand alone; lines that the
// reader could not place are loose.
type pair struct {
	Lines []line
	Cards []draftTask
	Loose bool
}

// reviewed is all that the review page shows.
type reviewed struct {
	Plan   Plan
	Pairs  []pair
	Notes  []string
	Counts map[Kind]int
	Loose  int
	NoLead int
	NoTime int
	Key    string
	Only   string // filter: "", "viec", "chua-ro", "chua-xep"
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
	pl, err := p.planOf(r)
	if err != nil {
		return err
	}
	src, err := store.Get[Source](r.Context(), r.Reader(), planSource, pl.ID)
	if err != nil {
		return err
	}
	tasks, err := tasksWith(r.Context(), r.Reader(), pl.ID)
	if err != nil {
		return err
	}
	rv, err := reviewOf(pl, src, tasks, r.URL.Query().Get("xem"))
	if err != nil {
		return err
	}
	v := web.View{Title: "Đối chiếu kế hoạch với việc đã tách", Here: ui.NavPlan, Crumbs: []ui.Crumb{
		{Text: "Kế hoạch", Href: r.In("ke-hoach")}, {Text: pl.Name(), Href: r.In("ke-hoach/" + pl.ID)}, {Text: "Đối chiếu"}}}
	if pl.State == Draft {
		v.Under = ui.Steps(2, importSteps)
	}
	if pl.State == Draft && r.May(actor.PlanConfirm) {
		v.Actions = reviewActions(r, rv, len(tasks))
	}
	return r.Show(w, v, reviewPage(r, rv, len(tasks)))
}

func reviewOf(pl Plan, src Source, tasks []draftTask, only string) (reviewed, error) {
	parts, err := src.Parts()
	if err != nil {
		return reviewed{}, err
	}
	rv := reviewed{Plan: pl, Counts: map[Kind]int{}, Key: web.NewKey(), Only: only}
	if src.Notes != "" {
		rv.Notes = strings.Split(src.Notes, "\n")
	}
	for _, t := range tasks {
		rv.Counts[t.Kind]++
		if t.Lead == "" {
			rv.NoLead++
		}
		if t.timeless() {
			rv.NoTime++
		}
	}
	loose := looseLines(parts)
	rv.Loose = len(loose)
	for _, pr := range pairUp(strings.Split(src.Text, "\n"), tasks, loose) {
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
		for _, c := range pr.Cards {
			if c.unclear() {
				return true
			}
		}
		return false
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

func looseLines(parts []Part) map[int]bool {
	m := map[int]bool{}
	for _, p := range parts {
		if p.Kind == planread.ItemUnassigned {
			for n := p.From; n <= p.To; n++ {
				m[n] = true
			}
		}
	}
	return m
}

// pairUp lays the cards beside their lines. Cards whose lines overlap share one pair.
func pairUp(text []string, tasks []draftTask, loose map[int]bool) []pair {
	var out []pair
	next := 0
	for n := 1; n <= len(text); {
		if next < len(tasks) && tasks[next].LineFrom <= n {
			end := max(n, tasks[next].LineTo)
			pr := pair{}
			for next < len(tasks) && tasks[next].LineFrom <= end {
				end = max(end, tasks[next].LineTo)
				pr.Cards = append(pr.Cards, tasks[next])
				next++
			}
			pr.Lines = linesOf(text, n, end)
			out = append(out, pr)
			n = end + 1
			continue
		}
		if strings.TrimSpace(text[n-1]) != "" {
			out = addPlain(out, line{n, text[n-1]}, loose[n])
		}
		n++
	}
	if next < len(tasks) { // work that was added by hand lies behind the text
		out = append(out, pair{Cards: tasks[next:]})
	}
	return out
}

func addPlain(out []pair, l line, loose bool) []pair {
	if last := len(out) - 1; last >= 0 && len(out[last].Cards) == 0 && out[last].Loose == loose && len(out[last].Lines) < 12 {
		out[last].Lines = append(out[last].Lines, l)
		return out
	}
	return append(out, pair{Lines: []line{l}, Loose: loose})
}

func linesOf(text []string, from, to int) []line {
	var out []line
	for n := from; n <= min(to, len(text)); n++ {
		if strings.TrimSpace(text[n-1]) != "" {
			out = append(out, line{n, text[n-1]})
		}
	}
	return out
}

// confirmPlan makes every card work.
func (p *Plans) confirmPlan(w http.ResponseWriter, r *web.Request) error {
	return p.decide(w, r, confirm, "ke-hoach/%", "Đã xác nhận: mọi việc trong kế hoạch nay được theo dõi.")
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
	if v, err := strconv.ParseInt(f.Text("ban"), 10, 64); err == nil {
		pl.Version = v
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
