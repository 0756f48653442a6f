package calendar

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mangnon/mangnon/internal/doc/draw/glyph"
	"github.com/mangnon/mangnon/internal/doc/ics"
	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/kernel/ident"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/throttle"
)

// A secret has 130 bits: nobody guesses one. The limits save the machine's work; that of all addresses together stops only wrong
// secrets, so that no stranger takes everybody's calendar away. See docs/decisions/0011-calendar-feed.md.
const (
	freeGuesses    = 20
	freeGuessesAll = 1000
)

// What a feed tells: from a month ago to a year ahead, and no more events than a telephone takes well.
const (
	daysBack   = 31
	daysAhead  = 366
	feedEvents = 1000
	feedEvery  = 6 * time.Hour
)

var errNoFeed = errs.New(errs.NotFound, "Không có lịch nào ở địa chỉ này, hoặc địa chỉ đã được thu hồi. Xin địa chỉ mới ở trang Lịch của Măng Non.")

// feedRead answers a calendar program. A wrong secret, a revoked one and one whose account may no longer read look alike.
func (c *Calendar) feedRead(w http.ResponseWriter, r *web.Request) error {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	f, err := c.enter(r)
	if err != nil {
		return err
	}
	bodies, may, err := c.bodiesOf(r, f)
	if err != nil {
		return err
	}
	cal, err := c.calendarOf(r, f, bodies, may)
	if err != nil {
		return err
	}
	if err := f.count(r); err != nil {
		return err
	}
	body := cal.Write(r.Now.Time)
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", web.Disposition(true, "lich-mang-non.ics"))
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the reader has gone away; nothing to repair
	return nil
}

// enter finds the feed of the address. A wrong secret is errs.NotFound, too many of them errs.TooMany.
func (c *Calendar) enter(r *web.Request) (Feed, error) {
	now := r.Now.Time
	var here []throttle.Key
	if a := throttle.Address(r.Request); a != "" {
		here = append(here, throttle.Key{What: "lich", Of: a, Free: freeGuesses})
	}
	if wait := c.guesses.Wait(now, here...); wait > 0 {
		return Feed{}, tooManyGuesses(wait)
	}
	secret, _ := strings.CutSuffix(strings.ToLower(r.PathValue("name")), ".ics")
	f, found, err := store.Find[Feed](r.Context(), r.Site.DB.Reader(actor.Actor{}), feedOfDigest, ident.Digest(secret))
	switch {
	case err != nil:
		return f, err
	case found && f.Revoked(): // a forgotten telephone that goes on asking is no guesser
		return f, errNoFeed
	case found:
		return f, nil
	}
	if wait := c.guesses.Enter(now, append(here, throttle.Key{What: "moi-lich", Free: freeGuessesAll})...); wait > 0 {
		return Feed{}, tooManyGuesses(wait)
	}
	return Feed{}, errNoFeed
}

func tooManyGuesses(wait time.Duration) error {
	return errs.Newf(errs.TooMany, "Đã mở quá nhiều địa chỉ lịch sai. Chờ %s rồi thử lại đúng địa chỉ.", throttle.Words(wait))
}

// bodiesOf are the bodies whose work the feed shows, none for all of the unit, and the rights by which it is read. An account
// sees what its posts of today let it see: who works for a body, what that body owes. A body's address has a body's rights.
func (c *Calendar) bodiesOf(r *web.Request, f Feed) (bodies []string, may func(actor.Action) bool, err error) {
	if f.BodyID != "" {
		return []string{f.BodyID}, actor.RoleBody.May, nil
	}
	a, found, err := c.People.Holder(r.Context(), r.Site.DB.Reader(actor.Actor{}), f.AccountID, f.UnitID, r.Today())
	if err != nil {
		return nil, nil, err
	}
	may = func(right actor.Action) bool {
		return slices.ContainsFunc(a.Posts, func(p actor.Post) bool { return p.Role.May(right) })
	}
	for _, p := range a.Posts {
		switch {
		case !p.Role.May(actor.PlanRead):
		case p.Role != actor.RoleBody:
			return nil, may, nil
		case !slices.Contains(bodies, p.BodyID):
			bodies = append(bodies, p.BodyID)
		}
	}
	if !found || len(bodies) == 0 {
		return nil, nil, errNoFeed
	}
	return bodies, may, nil
}

// calendarOf reads what the feed shows.
func (c *Calendar) calendarOf(r *web.Request, f Feed, bodies []string, may func(actor.Action) bool) (ics.Calendar, error) {
	cal := ics.Calendar{Name: "Măng Non: " + f.Of(), Every: feedEvery}
	if f.AccountID != "" {
		cal.Name = "Măng Non"
	}
	if len(bodies) == 0 {
		bodies = []string{""}
	}
	var items []Item
	from := r.Site.DB.Reader(f.reader())
	for _, body := range bodies {
		for _, s := range c.sourcesFor(may) {
			list, err := s.Items(r.Context(), from, r.Today().Add(-daysBack), r.Today().Add(daysAhead), body, feedEvents, r.Today())
			if err != nil {
				return cal, err
			}
			items = append(items, list...)
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int { return a.On.Compare(b.On) })
	items = slices.CompactFunc(items, func(a, b Item) bool { return a.Key == b.Key })
	slug, _, err := store.Find[string](r.Context(), from, feedSlug, f.ID)
	if err != nil {
		return cal, err
	}
	for _, it := range items[:min(len(items), feedEvents)] {
		cal.Events = append(cal.Events, event(it, address(r)+web.InUnit(slug, it.Year, it.Path)))
	}
	if len(items) >= feedEvents {
		last := items[feedEvents-1].On
		cal.Events = append(cal.Events, ics.Event{UID: "con-nua@mang-non", On: last, Title: "Còn nữa: mở Măng Non để xem đủ từ ngày này"})
	}
	return cal, nil
}

var feedSlug = store.Query("calendar.feed.slug", `SELECT u.slug FROM calendar_feed f JOIN unit u ON u.id = f.unit_id WHERE f.id = $1 AND {scope:f}`)

// event is a thing as another program shows it. The title says what and who owes it; the state stands in the note.
func event(it Item, url string) ics.Event {
	title := titleOf(it)
	if it.State == "Đ" || it.State == "M" {
		title = "Đã xong: " + title
	}
	return ics.Event{UID: it.Key + "@mang-non", On: it.On, Title: title, Note: "Tình trạng: " + glyph.Of(it.State).Words, URL: url, Cancelled: it.Off}
}

// countEvery bounds how often reading a feed writes.
const countEvery = time.Minute

// count notes that the feed was read.
func (f Feed) count(r *web.Request) error {
	before := store.Instant{Time: r.Now.Add(-countEvery)}
	if f.ReadAt.After(before.Time) {
		return nil
	}
	return r.Site.DB.Write(r.Context(), f.reader(), func(tx *store.Tx) error {
		_, err := tx.Exec(r.Context(), feedRead, r.Now, f.ID, before)
		tx.Unaudited("that a calendar was read changes no record of work; the counter is on the list of addresses")
		return err
	})
}

// address is the address of this site as the reader knows it.
func address(r *web.Request) string {
	if r.Site.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
