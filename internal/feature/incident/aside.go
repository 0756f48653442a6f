package incident

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
)

// nearby is how far around an incident hazard sites are looked for, in metres.
const nearby = 500

// Site is a hazard site near an incident that was known then and not safe.
type Site struct {
	Code, Name, Path string // Path is behind the address of the unit and year
	Metres           int
	Then             string // state then
	Glyph, Now       string // state today
}

// Hazards knows the hazard sites of the unit.
type Hazards interface {
	// KnownNear are the nearest sites known at an instant with nothing between them and a child.
	KnownNear(ctx context.Context, from store.Source, unitID string, pin register.Value, metres int, at store.Instant) ([]Site, error)
}

// asideView is what stands below the answers of an incident.
type asideView struct {
	r     *web.Request
	Rec   register.Record
	Sites []Site
	Pin   bool
}

// aside shows what was known near the place before it happened, and the duty that a death opens.
func aside(h Hazards) func(*web.Request, register.Record) (templ.Component, error) {
	return func(r *web.Request, rec register.Record) (templ.Component, error) {
		v := asideView{r: r, Rec: rec}
		at, ok := instant(rec.Str("happened"))
		if _, _, v.Pin = register.PinOf(rec.Value("pin")); v.Pin && ok {
			var err error
			if v.Sites, err = h.KnownNear(r.Context(), r.Reader(), r.Unit.ID, rec.Value("pin"), nearby, at); err != nil {
				return nil, err
			}
		}
		return asidePart(v), nil
	}
}

// instant is the instant of a Moment in Vietnam; the beginning of the day when its time is not known.
func instant(moment string) (store.Instant, bool) {
	for _, shape := range []string{"2006-01-02T15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(shape, moment, day.Zone); err == nil {
			return store.Instant{Time: t}, true
		}
	}
	return store.Instant{}, false
}
