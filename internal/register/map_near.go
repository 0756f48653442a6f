package register

import (
	"github.com/mangnon/mangnon/internal/kernel/place/outline"
)

// nearbyMetres is how far a hamlet may lie from a record of which the map says that it is near it: what lies further is in no
// place that people call so.
const nearbyMetres = 3_000

// nearby says of every row beside a map in which hamlet it lies: as the record says, else near which one.
func (v *mapView) nearby(marks []Landmark) {
	for i, row := range v.Rows {
		if name := v.hamletOf(row.Rec); name != "" {
			v.Rows[i].Near = name
			continue
		}
		if at, ok := row.Rec.point(); ok {
			v.Rows[i].Near = nearest(marks, at)
		}
	}
}

// hamletOf is the hamlet that the record names, unless the row says it already.
func (v *mapView) hamletOf(rec Record) string {
	for _, f := range v.of.Fields {
		if ref, ok := f.Kind.(Ref); ok && ref.Of == RefHamlet {
			return rec.Text(f.Column, v.Env)
		}
	}
	return ""
}

func nearest(marks []Landmark, at outline.Point) string {
	best, name := float64(nearbyMetres), ""
	for _, m := range marks {
		if d := metres(outline.Point{Lat: m.Lat, Lon: m.Lon}, at); d < best {
			best, name = d, "Gần "+m.Name
		}
	}
	return name
}
