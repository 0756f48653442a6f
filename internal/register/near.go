package register

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place/outline"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
)

// Near says when a new record may be one that is there already; whoever adds it is then asked before anything is written.
// Besides these, a record of the same name, without regard to marks and capitals, is always asked about.
type Near struct {
	Metres int      // from the place of the new record; nought asks about names only
	Alike  []string // columns whose answers must be the same as well: the kind
}

// neighbour is a record that a new one may repeat.
type neighbour struct {
	Rec    Record
	Metres int    // how far away, -1 when one of them has no place
	Named  bool   // it has the same name
	Said   string // why, when a matcher found it
	Sure   bool   // it is that record
}

// askedAtMost is how many such records a form shows.
const askedAtMost = 5

// nearRead is how many records are looked at in the square around a place.
const nearRead = 400

// nearStmt reads what lies in a square; its index is the one of the pin.
func (g *Register) nearStmt(f Field) string {
	return fmt.Sprintf("%s WHERE {scope:r} AND r.unit_id = $1 AND r.dropped = FALSE AND r.%[2]s BETWEEN $2 AND $3 AND r.%[2]s_lon BETWEEN $4 AND $5 ORDER BY r.%[2]s, r.%[2]s_lon, r.id LIMIT $6", g.selects(), f.Column)
}

// near are the records that a new one with these answers may repeat, the most likely first.
func (g *Register) near(ctx context.Context, from store.Source, unitID string, typed map[string]string, today day.Day) ([]neighbour, error) {
	e := g.env(ctx, from, today)
	rec, err := g.judge(g.blank(), g.whole(typed), e)
	if err != nil {
		return nil, err
	}
	if g.matcher != nil {
		return g.likely(ctx, from, rec, e)
	}
	found, err := g.around(ctx, from, unitID, rec)
	if err != nil {
		return nil, err
	}
	named, err := g.namesakes(ctx, from, unitID, rec, e)
	if err != nil {
		return nil, err
	}
	for _, n := range named {
		if i := slices.IndexFunc(found, func(f neighbour) bool { return f.Rec.ID == n.Rec.ID }); i >= 0 {
			found[i].Named = true
		} else {
			found = append(found, n)
		}
	}
	slices.SortStableFunc(found, func(a, b neighbour) int { return cmp.Compare(a.rank(), b.rank()) })
	return found[:min(len(found), askedAtMost)], nil
}

// rank puts those of the same name first, then the nearest.
func (n neighbour) rank() int {
	far := n.Metres
	if far < 0 {
		far = math.MaxInt32
	}
	if n.Named {
		return far
	}
	return far + math.MaxInt32
}

// around are the records within the distance.
func (g *Register) around(ctx context.Context, from store.Source, unitID string, rec Record) ([]neighbour, error) {
	at, ok := rec.point()
	if !ok || g.Near.Metres == 0 {
		return nil, nil
	}
	lat, lon := span(at, g.Near.Metres)
	v := rec.Value(g.mustPin().Column)
	y, x := v[0].(int64), v[1].(int64)
	list, err := g.records(ctx, from, g.stmt.near, unitID, y-lat, y+lat, x-lon, x+lon, nearRead)
	if err != nil {
		return nil, err
	}
	var out []neighbour
	for _, other := range list {
		there, _ := other.point()
		if m := metres(at, there); m <= float64(g.Near.Metres) && g.alike(rec, other) {
			out = append(out, neighbour{Rec: other, Metres: int(math.Round(m))})
		}
	}
	return out, nil
}

func (g *Register) mustPin() Field { f, _ := g.pin(); return f }

// alike reports whether two records have one answer in each of the columns of Near.
func (g *Register) alike(a, b Record) bool {
	for _, c := range g.Near.Alike {
		if !slices.Equal(a.Value(c), b.Value(c)) {
			return false
		}
	}
	return true
}

// namesakes are the records with the same folded name.
func (g *Register) namesakes(ctx context.Context, from store.Source, unitID string, rec Record, e *Env) ([]neighbour, error) {
	name := vi.Fold(rec.Text(g.Label, e))
	if name == "" {
		return nil, nil
	}
	list, _, err := g.List(ctx, from, unitID, Ask{Words: name, Size: nearRead}, e.Today)
	if err != nil {
		return nil, err
	}
	at, placed := rec.point()
	var out []neighbour
	for _, other := range list.Records {
		if vi.Fold(other.Text(g.Label, e)) != name {
			continue
		}
		n := neighbour{Rec: other, Metres: -1, Named: true}
		if there, ok := other.point(); ok && placed {
			n.Metres = int(math.Round(metres(at, there)))
		}
		out = append(out, n)
	}
	return out, nil
}

// words are why the record is asked about.
func (n neighbour) words() string {
	if n.Said != "" {
		return n.Said
	}
	alike := ""
	for _, c := range n.Rec.of.Near.Alike {
		alike += "cùng " + lowerFirst(n.Rec.of.field(c).Label) + ", "
	}
	switch {
	case n.Named && n.Metres >= 0:
		return fmt.Sprintf("cùng tên, cách %s m", vi.Int(int64(n.Metres)))
	case n.Named:
		return "cùng tên"
	}
	return fmt.Sprintf("%scách %s m", alike, vi.Int(int64(n.Metres)))
}

// earthRadius is the mean one, in metres.
const earthRadius = 6_371_000

// span is a distance in millionths of a degree of latitude and of longitude, rounded up.
func span(at outline.Point, m int) (lat, lon int64) {
	degrees := float64(m) / earthRadius * 180 / math.Pi
	return int64(math.Ceil(degrees * 1e6)), int64(math.Ceil(degrees * 1e6 / math.Cos(at.Lat*math.Pi/180)))
}

// metres is the distance of two places that are near one another.
func metres(a, b outline.Point) float64 {
	y := (b.Lat - a.Lat) * math.Pi / 180
	x := (b.Lon - a.Lon) * math.Pi / 180 * math.Cos((a.Lat+b.Lat)/2*math.Pi/180)
	return math.Hypot(x, y) * earthRadius
}
