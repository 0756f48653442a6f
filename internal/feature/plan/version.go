package plan

import (
	"context"
	"slices"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/plandiff"
	"github.com/mangnon/mangnon/internal/store"
)

// textVersion is what a plan's row has to do with other texts of the same plan.
type textVersion struct {
	Revises    string        `db:"revises" json:"-"`     // the plan that this text amends, or whose earlier text it is
	Resembles  string        `db:"resembles" json:"-"`   // a plan that this draft may amend
	ReplacedAt store.Instant `db:"replaced_at" json:"-"` // when a later text took the place of this one
}

const versionColumns = `p.revises, p.resembles, p.replaced_at`

// Amends reports whether the plan is a draft that would change another plan.
func (p Plan) Amends() bool { return p.State == Draft && p.Revises != "" }

// open reports whether the plan's cards can still be changed.
func (p Plan) open() bool { return p.State != Dropped && p.State != Replaced }

// Frozen reports whether the task is only the wording of a replaced text; the work itself goes on under another id.
func (t Task) Frozen() bool { return t.Absent != "" && t.Absent == t.PlanID }

var errReplaced = errs.New(errs.Conflict, "Đây là bản cũ của kế hoạch, chỉ để đọc. Mở bản đang thực hiện từ trang Nguyên văn của bản này.")

var (
	versionSet = store.Change("plan.version.set", `UPDATE plan AS p SET revises = $1, resembles = $2, version = version + 1
		WHERE p.id = $3 AND p.version = $4 AND p.state = 'draft' AND {scope:p}`)
	// The texts that were replaced, newest first.
	versionsOf = store.Query("plan.version.list", `SELECT `+planColumns+` FROM plan p WHERE p.revises = $1 AND p.state = 'replaced' AND {scope:p} ORDER BY p.replaced_at DESC, p.id DESC LIMIT 20`)
	// Drafts that wait to be applied.
	versionDraft = store.Query("plan.version.draft", `SELECT `+planColumns+` FROM plan p WHERE p.revises = $1 AND p.state = 'draft' AND {scope:p} ORDER BY p.id DESC LIMIT 1`)
	// What a new text is compared with: the confirmed plans of the year, newest first.
	planSources = store.Query("plan.sources_of_year", `SELECT `+planColumns+`, {see:p.source_text} AS source_text FROM plan p
		WHERE {scope:p} AND p.year = $1 AND p.state = 'confirmed' ORDER BY p.id DESC LIMIT 20`)
)

// versions are the other texts of a plan, and what can be taken back in it.
type versions struct {
	Replaced []Plan       // earlier texts, newest first
	Waiting  *Plan        // an amended draft that nobody has applied
	Current  *Plan        // of a replaced text or an amended draft: the plan at work
	Like     *Plan        // of a draft: a plan that it may amend
	Changes  []planChange // merges, splits and moves, newest first
}

// versionsAround reads what a page of a plan says about its other texts.
func versionsAround(ctx context.Context, from store.Source, pl Plan) (v versions, err error) {
	if pl.State == Confirmed {
		if v.Replaced, err = store.List[Plan](ctx, from, versionsOf, pl.ID); err != nil {
			return v, err
		}
		waiting, found, err := store.Find[Plan](ctx, from, versionDraft, pl.ID)
		if err != nil {
			return v, err
		}
		if found {
			v.Waiting = &waiting
		}
	}
	if v.Current, err = otherPlan(ctx, from, pl.Revises); err != nil {
		return v, err
	}
	if pl.State == Draft && pl.Revises == "" {
		if v.Like, err = otherPlan(ctx, from, pl.Resembles); err != nil {
			return v, err
		}
	}
	changes, err := store.List[planChange](ctx, from, changeLatest, pl.ID, undoable)
	for _, c := range changes {
		if c.Kind == textRevised {
			break // what was done before belongs to another text
		}
		v.Changes = append(v.Changes, c)
	}
	return v, err
}

// otherPlan reads a plan that another names; an empty id is none.
func otherPlan(ctx context.Context, from store.Source, id string) (*Plan, error) {
	if id == "" {
		return nil, nil //nolint:nilnil // no id, no plan
	}
	pl, err := store.Get[Plan](ctx, from, planGet, id)
	return &pl, err
}

// inText are the tasks that stand in the plan's own text.
func inText(tasks []draftTask) []draftTask {
	return slices.DeleteFunc(tasks, func(t draftTask) bool { return t.Absent != "" && !t.Frozen() })
}

// versionDay is the date by which a text is told from the others: that of the document, else the day on which it was taken up.
func versionDay(p Plan) string {
	if !p.IssuedOn.IsZero() {
		return p.IssuedOn.String()
	}
	return dayOf(p.ConfirmedAt)
}

// textOf is the row with the text in which a task stands.
func textOf(t Task) string {
	if t.Absent != "" {
		return t.Absent
	}
	return t.PlanID
}

func textName(tv taskView) string {
	if tv.Task.Absent != "" {
		return "bản trước"
	}
	return tv.Plan.Name()
}

// alikeEnough is the share of equal paragraphs from which a text may be the new version of another.
const alikeEnough = 0.6

// resembling finds the confirmed plan of the same year that a text may amend: the same number, the same title of the same
// issuer, or most paragraphs the same. It is empty when there is none.
func resembling(ctx context.Context, from store.Source, pl Plan, lines []string) (string, error) {
	type withText struct {
		Plan
		Text string `db:"source_text"`
	}
	others, err := store.List[withText](ctx, from, planSources, pl.Year)
	if err != nil {
		return "", err
	}
	best, id := alikeEnough, ""
	for _, o := range others {
		like := plandiff.Likeness(strings.Split(o.Text, "\n"), lines)
		sameNumber := pl.Number != "" && numberFold(o.Number) == numberFold(pl.Number)
		sameTitle := vi.Fold(o.Title) == vi.Fold(pl.Title) && vi.Fold(o.Issuer) == vi.Fold(pl.Issuer)
		if sameNumber || sameTitle {
			like++
		}
		if like > best {
			best, id = like, o.ID
		}
	}
	return id, nil
}
