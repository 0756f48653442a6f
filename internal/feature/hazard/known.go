package hazard

import (
	"context"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// Known is a site that was known and not safe at an instant, and how it stands today.
type Known struct {
	ID, Code, Name string
	Metres         int
	Then, Now      register.State
}

// KnownNear are the nearest sites that were known at an instant, with nothing between them and a child, at most so many metres
// from a place; pin is a value of register.Pin.
func KnownNear(ctx context.Context, from store.Source, unitID string, pin register.Value, metres int, at store.Instant) ([]Known, error) {
	near, err := Sites.Within(ctx, from, unitID, "pin", pin, metres)
	if err != nil {
		return nil, err
	}
	then, err := Sites.StatesAt(ctx, from, near, at)
	if err != nil {
		return nil, err
	}
	var out []Known
	for _, site := range near {
		if was := then[site.ID]; was.Open && knownOn(site.Record, day.At(at.Time)) {
			out = append(out, Known{site.ID, site.Code(), site.Str("name"), site.Metres, was, site.Standing()})
		}
	}
	return out, nil
}

// knownOn reports whether somebody had found the site by a day; the day of its entry counts when nobody wrote that down.
func knownOn(site register.Record, on day.Day) bool {
	if found := site.Str("found_on"); found != "" {
		return found <= on.ISO()
	}
	return !day.At(site.CreatedAt.Time).After(on)
}
