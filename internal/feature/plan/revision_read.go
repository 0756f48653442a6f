package plan

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/plandiff"
	"github.com/mangnon/mangnon/internal/store"
)

// coupling is what a person said about one piece of old work, by the numbers that both texts show: it is New, or nothing
// when New is 0.
type coupling struct{ Old, New int }

func (c coupling) String() string { return strconv.Itoa(c.Old) + "-" + strconv.Itoa(c.New) }

// couplingsOf reads "3-5" and "4-0"; the last word about a piece counts.
func couplingsOf(values []string) []coupling {
	var out []coupling
	for _, v := range values {
		a, b, _ := strings.Cut(v, "-")
		old, err := strconv.Atoi(a)
		updated, err2 := strconv.Atoi(b)
		if err != nil || err2 != nil || old < 1 || updated < 0 {
			continue
		}
		out = slices.DeleteFunc(out, func(c coupling) bool { return c.Old == old || updated > 0 && c.New == updated })
		out = append(out, coupling{old, updated})
	}
	return out
}

// fixed turns the numbers into places in the two lists.
func fixed(said []coupling, old, updated []draftTask) []plandiff.Fixed {
	place := func(tasks []draftTask, seq int) int {
		return slices.IndexFunc(tasks, func(t draftTask) bool { return t.Seq == seq })
	}
	var out []plandiff.Fixed
	for _, c := range said {
		if i := place(old, c.Old); i >= 0 {
			out = append(out, plandiff.Fixed{Old: i, New: place(updated, c.New)})
		}
	}
	return out
}

// revisionOf compares an amended draft with its plan, or a replaced text with the one that came after it.
func revisionOf(ctx context.Context, from store.Source, draft Plan, said []coupling) (revision, error) {
	pl, err := store.Get[Plan](ctx, from, planGet, draft.Revises)
	if err != nil {
		return revision{}, err
	}
	if draft.State == Replaced {
		return revisionMade(ctx, from, pl, draft)
	}
	if pl.State != Confirmed {
		return revision{}, errs.New(errs.Conflict, "Kế hoạch mà bản này sửa đổi đang là bản nháp. Xác nhận kế hoạch đó trước, rồi mở lại trang này.")
	}
	old, err := tasksWith(ctx, from, pl.ID)
	if err != nil {
		return revision{}, err
	}
	updated, err := tasksWith(ctx, from, draft.ID)
	if err != nil {
		return revision{}, err
	}
	byHand, err := byHandOf(ctx, from, pl.ID)
	if err != nil {
		return revision{}, err
	}
	worked, err := workedOn(ctx, from, pl.ID)
	if err != nil {
		return revision{}, err
	}
	return revise(pl, draft, old, updated, byHand, worked, fixed(said, old, updated)), nil
}

// revisionMade is a comparison that was applied, read from what was kept of it.
func revisionMade(ctx context.Context, from store.Source, pl, replaced Plan) (revision, error) {
	rev := revision{Plan: pl, Draft: replaced}
	c, found, err := store.Find[planChange](ctx, from, changeOfTwin, pl.ID, replaced.ID)
	if err != nil || !found {
		return rev, err
	}
	images, err := store.List[taskImage](ctx, from, imagesOf, c.ID)
	if err != nil {
		return rev, err
	}
	old, err := tasksWith(ctx, from, replaced.ID)
	if err != nil {
		return rev, err
	}
	updated, err := tasksWith(ctx, from, pl.ID)
	if err != nil {
		return rev, err
	}
	before, now := byID(old), byID(updated)
	for _, i := range images {
		a, b := before[i.TwinID], now[i.TaskID]
		switch i.Fate {
		case fateNew:
			a = nil
		case fateGone:
			b = nil
		case fateSame, fateChanged:
		default:
			continue
		}
		if a != nil || b != nil {
			rev.Items = append(rev.Items, compare(a, b, nil))
		}
	}
	slices.SortStableFunc(rev.Items, func(a, b revised) int { return cmp.Compare(a.order(), b.order()) })
	return rev, nil
}

// order puts the work of the new text first, what is gone behind it.
func (i revised) order() int {
	if i.New != nil {
		return i.New.Seq
	}
	return 1<<20 + i.Old.Seq
}

func byID(tasks []draftTask) map[string]*draftTask {
	out := make(map[string]*draftTask, len(tasks))
	for i := range tasks {
		out[tasks[i].ID] = &tasks[i]
	}
	return out
}

// stamp is a short mark of all that the person saw: which work goes with which, and in which wording. When it is another
// at the time of applying, somebody changed something meanwhile.
func (rev revision) stamp() string {
	h := sha256.New()
	_, _ = fmt.Fprintln(h, rev.Plan.ID, rev.Plan.Version, rev.Draft.ID, rev.Draft.Version)
	for _, it := range rev.Items {
		for _, t := range []*draftTask{it.Old, it.New} {
			if t != nil {
				_, _ = fmt.Fprint(h, t.ID, " ", t.Version, " ", t.Seq, " ")
			}
		}
		_, _ = fmt.Fprintln(h, it.Fate, it.Worked)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
