// Package outline holds the outlines of communes, for maps without tiles of others.
//
// They are those of Hưng Yên, simplified to 15 m: a picture to find one's way by, not a legal boundary. Source:
// thanglequoc/vietnamese-provinces-database v2.4.1 (MIT), derived from the map of the state's map publisher, units of
// 25/07/2026. A map made of them shows one commune and its neighbours and never the country; whoever adds a map of the
// country must show Hoàng Sa and Trường Sa on it.
package outline

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:generate go run ./gen

//go:embed communes.json
var communes []byte

// File is the outlines as a browser reads them: one element a commune with its code, its full name and its rings. A ring is
// a list of longitude and latitude in hundred-thousandths of a degree, each but the first as the difference to the one before.
func File() []byte { return communes }

// Point is a place in degrees, WGS 84.
type Point struct{ Lat, Lon float64 }

// Box is what lies between two parallels and two meridians.
type Box struct{ South, West, North, East float64 }

// Commune is a commune with the rings of its outline; a hole is a ring too.
type Commune struct {
	Code  string // of the official list: "12103"
	Name  string // "Phường Mỹ Hào"
	Rings [][]Point
	Box   Box
}

type packed struct {
	Code  string  `json:"c"`
	Name  string  `json:"n"`
	Rings [][]int `json:"r"`
}

// All are the communes whose outlines are known, in the order of their codes.
var All = sync.OnceValue(func() []Commune {
	var file struct {
		Communes []packed `json:"communes"`
	}
	if err := json.Unmarshal(communes, &file); err != nil {
		panic(fmt.Sprintf("outline: %v", err)) // the file is embedded above
	}
	out := make([]Commune, len(file.Communes))
	for i, p := range file.Communes {
		out[i] = p.open()
	}
	return out
})

// Of is the commune of a code; ok is false for one whose outline is not known.
func Of(code string) (Commune, bool) {
	for _, c := range All() {
		if c.Code == code {
			return c, true
		}
	}
	return Commune{}, false
}

// In are the communes that reach into a box.
func In(b Box) []Commune {
	var out []Commune
	for _, c := range All() {
		if c.Box.South < b.North && c.Box.North > b.South && c.Box.West < b.East && c.Box.East > b.West {
			out = append(out, c)
		}
	}
	return out
}

const perDegree = 1e5

func (p packed) open() Commune {
	c := Commune{Code: p.Code, Name: p.Name, Box: Box{South: 90, West: 180, North: -90, East: -180}}
	for _, flat := range p.Rings {
		x, y := 0, 0
		var ring []Point
		for i := 0; i+1 < len(flat); i += 2 {
			x, y = x+flat[i], y+flat[i+1]
			at := Point{Lat: float64(y) / perDegree, Lon: float64(x) / perDegree}
			ring, c.Box = append(ring, at), c.Box.With(at)
		}
		c.Rings = append(c.Rings, ring)
	}
	return c
}

// With is the box grown as far as a point.
func (b Box) With(p Point) Box {
	return Box{min(b.South, p.Lat), min(b.West, p.Lon), max(b.North, p.Lat), max(b.East, p.Lon)}
}

// Has reports whether a point lies in the commune, by the even-odd rule.
func (c Commune) Has(p Point) bool {
	in := false
	for _, ring := range c.Rings {
		for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
			a, b := ring[i], ring[j]
			if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
				in = !in
			}
		}
	}
	return in
}
