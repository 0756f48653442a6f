package register

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/mangnon/mangnon/internal/store"
)

// Distant is a record and how far it is from a place.
type Distant struct {
	Record
	Metres int
}

// Within bounds.
const (
	withinRead  = 200 // records looked at in the square
	withinShown = 8   // records given, the nearest
)

const metresInDegree = 111_195 // of a great circle

// Within are the nearest records outside the trash whose place, in the Pin field of a column, is at most so many metres from
// another Pin value; none without that value.
func (g *Register) Within(ctx context.Context, from store.Source, unitID, column string, pin Value, metres int) ([]Distant, error) {
	lat, lon, ok := PinOf(pin)
	if !ok {
		return nil, nil
	}
	shrink := math.Cos(lat * math.Pi / 180)
	tall := int64(math.Ceil(float64(metres) / metresInDegree * 1e6))
	wide := int64(math.Ceil(float64(metres) / metresInDegree / shrink * 1e6))
	y, x := pin[0].(int64), pin[1].(int64)
	stmt := g.variant("within "+column, fmt.Sprintf("%s WHERE {scope:r} AND r.unit_id = $1 AND r.dropped = FALSE AND r.%[2]s BETWEEN $2 AND $3 AND r.%[2]s_lon BETWEEN $4 AND $5 ORDER BY r.%[2]s, r.%[2]s_lon, r.id LIMIT $6", g.selects(), column))
	list, err := g.records(ctx, from, stmt, unitID, y-tall, y+tall, x-wide, x+wide, withinRead)
	if err != nil {
		return nil, err
	}
	var out []Distant
	for _, rec := range list {
		north, east, _ := PinOf(rec.Value(column))
		if far := math.Hypot(north-lat, (east-lon)*shrink) * metresInDegree; far <= float64(metres) {
			out = append(out, Distant{rec, int(math.Round(far))})
		}
	}
	slices.SortStableFunc(out, func(a, b Distant) int { return cmp.Compare(a.Metres, b.Metres) })
	return out[:min(len(out), withinShown)], nil
}

// pastRead is how many changes are walked back.
const pastRead = 400

var changedSince = store.Query("register.changed_since", `SELECT `+store.EventColumns+` FROM audit e
	WHERE e.kind = $1 AND e.record_id IN (`+params(2, withinShown)+`) AND e.at > $10 AND {scope:e} ORDER BY e.id DESC LIMIT $11`)

// StatesAt are the states in which at most eight records stood at an instant, by id: those of today with every later change
// in the history taken back. A record entered later stands in its first state.
func (g *Register) StatesAt(ctx context.Context, from store.Source, recs []Distant, at store.Instant) (map[string]State, error) {
	out := map[string]State{}
	args := []any{g.Name}
	for _, rec := range recs {
		out[rec.ID], _ = g.state(rec.State)
		args = append(args, rec.ID)
	}
	if len(recs) == 0 {
		return out, nil
	}
	for len(args) <= withinShown {
		args = append(args, recs[0].ID)
	}
	events, err := store.List[store.Event](ctx, from, changedSince, append(args, at, pastRead)...)
	for _, e := range events {
		for _, d := range e.Deltas() {
			if s, ok := g.stateCalled(d.Before); ok && d.Field == stateLabel {
				out[e.RecordID] = s
			} else if d.Field == stateLabel && d.Before == "" {
				out[e.RecordID] = g.States[0]
			}
		}
	}
	return out, err
}

// Standing is the state of the record.
func (rec Record) Standing() State { s, _ := rec.of.state(rec.State); return s }

func (g *Register) stateCalled(text string) (State, bool) {
	i := slices.IndexFunc(g.States, func(s State) bool { return s.Text == text })
	if i < 0 {
		return State{}, false
	}
	return g.States[i], true
}
