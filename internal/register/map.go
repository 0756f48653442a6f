package register

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/doc/draw/glyph"
	"github.com/mangnon/mangnon/internal/kernel/place/outline"
	"github.com/mangnon/mangnon/internal/kernel/vi"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// mapAt is the address of the map below that of the list.
const mapAt = "ban-do"

// mapView is the map of a list: the rows beside it, and everything that lies on it.
type mapView struct {
	listView
	Rows  []mapRow
	Draw  drawing
	Place string // code of the commune
	More  string // words when the drawing has not everything
}

// mapRow is a record beside the map. Mark is its number on it, empty for one without a place.
type mapRow struct {
	Rec     Record
	Mark    string
	At      string // "20.930120,106.051230"
	Outside bool   // its place is not in the commune
	Near    string // the hamlet: of the record, or the nearest whose place is known
}

// mapAsk is the Ask of the address without what only a list has.
func (g *Register) mapAsk(r *web.Request) Ask {
	a := g.askOf(r)
	a.Trash = false
	return a
}

// mapPage shows where the records of a list lie. Beside it stand those that somebody must act on, or those of the state asked
// for, in the order of the list.
func (g *Register) mapPage(w http.ResponseWriter, r *web.Request) error {
	v := mapView{listView: listView{of: g, Ask: g.mapAsk(r), Env: g.envOf(r), at: mapAt}, Place: placeCode(r)}
	if err := v.read(r); err != nil {
		return err
	}
	if err := v.draw(r); err != nil {
		return err
	}
	view := web.View{Title: g.Title + ": bản đồ", Here: g.Noun, Lead: v.lead(), Crumbs: g.crumbs(r, ui.Crumb{Text: "Bản đồ"})}
	if r.May(g.EditRight) {
		view.Actions = listActions(r, g)
	}
	page := mapPageBody(r, v)
	if err := v.Env.Err(); err != nil {
		return err
	}
	return r.Show(w, view, page)
}

// read fills the rows beside the map.
func (v *mapView) read(r *web.Request) error {
	g := v.of
	ctx, from := r.Context(), r.Reader()
	var err error
	if v.Counts, err = g.Counts(ctx, from, r.Unit.ID); err != nil {
		return err
	}
	conds, err := g.conditions(ctx, from, r.Unit.ID, v.Ask, v.Counts, r.Today())
	if err != nil {
		return err
	}
	if open := g.openStates(); v.Ask.State == "" && len(open) > 0 && len(open) < len(g.States) {
		conds = append(conds, among("state", open, v.Counts))
	}
	if v.Page.Records, err = g.page(ctx, from, v.Ask, conds); err != nil {
		return err
	}
	g.turn(&v.Page, v.Ask)
	v.Env.Meet(v.Page.Records)
	v.number()
	return nil
}

// number numbers the rows that lie on the map.
func (v *mapView) number() {
	own, known := outline.Of(v.Place)
	n := 0
	for _, rec := range v.Page.Records {
		row := mapRow{Rec: rec}
		if at, ok := rec.point(); ok {
			n++
			row.Mark = strconv.Itoa(n)
			row.At = strconv.FormatFloat(at.Lat, 'f', 6, 64) + "," + strconv.FormatFloat(at.Lon, 'f', 6, 64)
			row.Outside = known && !own.Has(at)
		}
		v.Rows = append(v.Rows, row)
	}
}

// drawWidth is how wide the drawing is, in its own units.
const drawWidth = 640

// draw places the rows and, below them, every other record of the list on the drawing.
func (v *mapView) draw(r *web.Request) error {
	points, more, err := v.of.points(r.Context(), r.Reader(), r.Unit.ID, v.Ask, drawReach, r.Today())
	if err != nil {
		return err
	}
	if more {
		v.More = tooMany(drawReach, v.of)
	}
	marks, err := v.of.places(r)
	if err != nil {
		return err
	}
	v.nearby(marks)
	listed := map[string]bool{}
	for _, row := range v.Rows {
		listed[row.Rec.ID] = row.Mark != ""
	}
	var pins []pinned
	for _, p := range points {
		if s, _ := v.of.state(p.State); !listed[p.ID] {
			pins = append(pins, pinned{At: p.at(), Glyph: s.Glyph, Words: p.Label + ", " + s.Text})
		}
	}
	for _, row := range slices.Backward(v.Rows) { // the first lies above
		if at, ok := row.Rec.point(); ok {
			pins = append(pins, pinned{At: at, Glyph: row.Rec.glyph(), Mark: row.Mark, Words: v.says(row)})
		}
	}
	v.Draw = draw(v.Place, pins, marks, drawWidth)
	return nil
}

// says is a row for those who do not see its glyph.
func (v mapView) says(row mapRow) string {
	words := row.Rec.Label(v.Env) + ", " + row.Rec.stateWords()
	if row.Mark != "" {
		return row.Mark + ". " + words
	}
	return words
}

// openStates are the keys of the states in which somebody must act.
func (g *Register) openStates() (keys []string) {
	for _, s := range g.States {
		if s.Open {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// heading is what stands above the rows.
func (v mapView) heading() string {
	if s, ok := v.of.state(v.Ask.State); ok {
		return vi.Sentence(s.Text)
	}
	return v.of.sort(v.Ask.Sort).Text
}

// rest are the states whose records are on the map and not among the rows.
func (v mapView) rest() []State {
	if v.Ask.State != "" || len(v.of.openStates()) == 0 {
		return nil
	}
	var out []State
	for _, s := range v.of.States {
		if !s.Open && v.Counts.Of("state", s.Key) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// restWords say how many they are, when no filter makes that unknown.
func (v mapView) restWords(s State) string {
	if v.narrowed() {
		return vi.Sentence(s.Text)
	}
	return vi.Int(v.Counts.Of("state", s.Key)) + " " + v.of.One + " " + s.Text
}

// about are the answers of the columns of the list, in one line; a date or a number says what it is.
func (v mapView) about(rec Record) string {
	var parts []string
	for _, c := range v.of.Columns {
		f := v.of.field(c)
		text := rec.Text(c, v.Env)
		if text == "" {
			continue
		}
		if !speaks(f.Kind) {
			text = lowerFirst(f.Label) + " " + text
		}
		parts = append(parts, text)
	}
	return vi.Sentence(strings.Join(parts, " · "))
}

// speaks reports whether the answers of a kind say by themselves what they are, as a name does.
func speaks(k Kind) bool {
	switch k.(type) {
	case Choice, Ref:
		return true
	}
	return false
}

// draw is the surroundings of the record.
func (v showView) draw(r *web.Request, at outline.Point) drawing {
	pin := pinned{At: at, Glyph: v.Rec.glyph(), Mark: glyph.Of(v.Rec.glyph()).Letter, Words: v.Rec.stateWords()}
	return draw(placeCode(r), []pinned{pin}, nil, 360)
}

// among is the condition that a column has one of some answers.
func among(column string, values []string, counts Counts) condition {
	c := condition{key: "+" + column, leads: true}
	for _, v := range values {
		c.args = append(c.args, v)
		c.n += counts.Of(column, v)
	}
	c.sql = func(first int, drive bool) string {
		if drive {
			return "r." + column + " IN (" + params(first, len(values)) + ")"
		}
		return "COALESCE(r." + column + ", '') IN (" + params(first, len(values)) + ")"
	}
	return c
}
