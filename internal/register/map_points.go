package register

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
	"github.com/mangnon/mangnon/internal/kernel/place/outline"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// How many records a map shows: on the screen, and as the server draws it.
const (
	pointReach = 20_000
	drawReach  = 1_000
)

// Landmarks reads the named places of a unit for its maps.
type Landmarks func(ctx context.Context, from store.Source, unitID string) ([]Landmark, error)

// WithLandmarks is the register whose maps show these places too.
func (g *Register) WithLandmarks(l Landmarks) *Register {
	with := *g
	with.landmarks = l
	return &with
}

// places are the landmarks of the request's unit; none without a reader of them.
func (g *Register) places(r *web.Request) ([]Landmark, error) {
	if g.landmarks == nil {
		return nil, nil
	}
	return g.landmarks(r.Context(), r.Reader(), r.Unit.ID)
}

// PinField is the field of a place with its map, for a form outside the registers.
func PinField(r *web.Request, p ui.FieldProps, typed string) templ.Component {
	return Pin{}.Control(p, typed, &Env{Today: r.Today(), place: r.Unit.PlaceID})
}

// pin is the first field that is a place on the map; ok is false for a register without a map.
func (g *Register) pin() (f Field, ok bool) {
	i := slices.IndexFunc(g.Fields, func(f Field) bool { _, is := f.Kind.(Pin); return is })
	if i < 0 {
		return Field{}, false
	}
	return g.Fields[i], true
}

// point is where a record lies.
func (rec Record) point() (at outline.Point, ok bool) {
	f, has := rec.of.pin()
	if !has {
		return at, false
	}
	at.Lat, at.Lon, ok = PinOf(rec.Value(f.Column))
	return at, ok
}

// point is a record on the map.
type point struct {
	ID, State, Label string
	Number           int64
	Lat, Lon         int64 // millionths of a degree
}

func (p point) at() outline.Point {
	return outline.Point{Lat: float64(p.Lat) / 1e6, Lon: float64(p.Lon) / 1e6}
}

// points reads where the records of an Ask lie, in its order, at most reach of them; more says that there are others.
func (g *Register) points(ctx context.Context, from store.Source, unitID string, a Ask, reach int, today day.Day) (out []point, more bool, err error) {
	counts, err := g.Counts(ctx, from, unitID)
	if err != nil {
		return nil, false, err
	}
	conds, err := g.conditions(ctx, from, unitID, a, counts, today)
	if err != nil {
		return nil, false, err
	}
	stmt, args := g.pointStmt(a, conds, reach+1)
	label := g.field(g.Label).Kind
	err = store.Each(ctx, from, stmt, func(row []any) error {
		p := point{}
		var ok [5]bool
		p.ID, ok[0] = row[0].(string)
		p.Number, ok[1] = row[1].(int64)
		p.State, ok[2] = row[2].(string)
		p.Lat, ok[3] = row[3].(int64)
		p.Lon, ok[4] = row[4].(int64)
		if slices.Contains(ok[:], false) {
			return fmt.Errorf("register: %s: a point of other types than declared", g.Name)
		}
		p.Label = label.Text(row[5:], &Env{Today: today})
		out = append(out, p)
		return nil
	}, args...)
	more = len(out) > reach
	return out[:min(len(out), reach)], more, err
}

// pointStmt is the statement of points: that of a list, with few columns and only records that have a place.
func (g *Register) pointStmt(a Ask, conds []condition, limit int) (*store.Stmt, []any) {
	text, args := g.pointQuery(a, conds, limit)
	return g.variant("map "+text, text), args
}

// pointQuery is the text of pointStmt with its values.
func (g *Register) pointQuery(a Ask, conds []condition, limit int) (string, []any) {
	f, _ := g.pin()
	s := g.sort(a.Sort)
	b := g.where(a, conds, driver(conds, s == g.Sorts[0]))
	b.add("pin", fmt.Sprintf("r.%s > 0", f.Column))
	columns := []string{"id", "number", "state", f.Column, f.Column + "_lon"}
	for _, c := range g.field(g.Label).Kind.Columns() {
		columns = append(columns, g.Label+c.Suffix)
	}
	word := ""
	if s.Desc {
		word = " DESC"
	}
	text := fmt.Sprintf("SELECT r.%s FROM %s%s r WHERE %s ORDER BY r.%s%s, r.id%s LIMIT $%d", strings.Join(columns, ", r."), b.from, g.Name, b.text(), s.Column, word, word, b.next())
	return text, append(b.args, limit)
}

// pointsFile is what the script of a map reads. A point is id, latitude and longitude in millionths, place of its state in
// States, number and label.
type pointsFile struct {
	States []string `json:"states"`
	Points [][6]any `json:"points"`
	Places [][3]any `json:"places,omitempty"`
	More   string   `json:"more,omitempty"`
}

// mapPoints answers with every record of the list that has a place.
func (g *Register) mapPoints(w http.ResponseWriter, r *web.Request) error {
	points, more, err := g.points(r.Context(), r.Reader(), r.Unit.ID, g.mapAsk(r), pointReach, r.Today())
	if err != nil {
		return err
	}
	file := pointsFile{Points: make([][6]any, len(points))}
	at := map[string]int{}
	for i, s := range g.States {
		file.States = append(file.States, s.Key)
		at[s.Key] = i
	}
	for i, p := range points {
		file.Points[i] = [6]any{p.ID, p.Lat, p.Lon, at[p.State], g.codeOf(p.Number), p.Label}
	}
	marks, err := g.places(r)
	if err != nil {
		return err
	}
	for _, m := range marks {
		file.Places = append(file.Places, [3]any{m.Name, int64(m.Lat * 1e6), int64(m.Lon * 1e6)})
	}
	if more {
		file.More = tooMany(pointReach, g)
	}
	return r.JSON(w, file)
}

// tooMany says that a map does not show everything.
func tooMany(reach int, g *Register) string {
	return "Bản đồ chỉ vẽ " + vi.Int(int64(reach)) + " " + g.One + " đầu tiên theo thứ tự đang chọn. Lọc bớt để thấy những điểm còn lại."
}

// placeCode is the code of the request's commune, under which its outline is known.
func placeCode(r *web.Request) string { return codeOfPlace(r.Unit.PlaceID) }

func codeOfPlace(id string) string {
	catalogue, err := place.Load()
	if err != nil {
		return "" // a map without an outline
	}
	p, _ := catalogue.ByID(id)
	return p.Code
}
