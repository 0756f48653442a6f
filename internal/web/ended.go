package web

import (
	"cmp"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Ended reports whether the unit's last day has passed on a day. Such a unit stands still on its last day: its pages show
// what they showed then, and it takes no changes. Its work goes on in its heirs (clause IV.9 of the plans: who receives the
// function carries on).
func (u Unit) Ended(on day.Day) bool { return !u.To.IsZero() && on.After(u.To) }

// StandsStill reports whether the unit of the request has ended.
func (r *Request) StandsStill() bool { return r.Unit.Ended(day.At(r.came.Time)) }

// standStill sets the clock of the request to the last moment of a unit that has ended.
func (r *Request) standStill() {
	if r.StandsStill() {
		r.Now = LastMoment(r.Unit.To)
	}
}

// LastMoment is the last moment of a day in Vietnam: the time that it is in a unit whose last day that was.
func LastMoment(last day.Day) store.Instant {
	return store.Instant{Time: last.Add(1).Start().Add(-time.Millisecond)}
}

// refuseEnded refuses a change in a unit that has ended, unless its route says that it is none.
func (r *Request) refuseEnded() error {
	if r.route.Still || !r.StandsStill() {
		return nil
	}
	words := vi.Sentence(r.Unit.Name) + " đã kết thúc ngày " + r.Unit.To.String() + " nên không nhận thay đổi nào nữa. Chưa ghi gì."
	heirs, err := r.Site.Units.Heirs(r.Context(), r.Unit.ID)
	if err != nil {
		return err
	}
	if len(heirs) > 0 {
		var names []string
		for _, u := range heirs {
			names = append(names, u.Name)
		}
		words += " Làm tiếp ở " + strings.Join(names, ", ") + "."
	}
	return errs.New(errs.Conflict, words)
}

// endedBanner is what stands above every page of a unit that has ended: the heirs of what the page shows, else those of the unit.
// Words about heirs stay when they cannot be read: a page of the past must not fail for them.
func (r *Request) endedBanner(heirs []ui.Crumb) *ui.Ended {
	if !r.StandsStill() {
		return nil
	}
	e := &ui.Ended{Text: vi.Sentence(r.Unit.Name) + " đã kết thúc ngày " + r.Unit.To.String(), Heirs: heirs}
	if f := r.Site.Former; f.Path != "" && r.Allowed(f.Access) {
		e.Total = ui.Crumb{Text: f.Text, Href: r.In(f.Path)}
	}
	if len(heirs) > 0 {
		return e
	}
	units, err := r.Site.Units.Heirs(r.Context(), r.Unit.ID)
	if err != nil {
		r.Site.Log.Error("heirs of a unit", "error", err.Error())
		return e
	}
	for _, u := range units {
		e.Heirs = append(e.Heirs, ui.Crumb{Text: u.Name, Href: r.HeirHref(u, "")})
	}
	return e
}

// HeirHref is the address of a page in another unit, empty when the reader has no post there.
func (r *Request) HeirHref(u Unit, path string) string {
	for _, mine := range r.Session.Units() {
		if mine.ID == u.ID {
			return InUnit(u.Slug, r.Year, cmp.Or(path, "ke-hoach"))
		}
	}
	return ""
}

// Inside is the same request in another unit in which the person has a post, today as it is there; errs.NotFound without one.
// It is for pages that put the figures of several units side by side: each is read with the rights that the person has there.
func (r *Request) Inside(slug string) (*Request, error) {
	in := *r
	in.Now = r.came
	err := r.Site.enterUnit(&in, slug)
	return &in, err
}
