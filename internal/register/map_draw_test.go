package register

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/place/outline"
)

// inHungYen is a place in the province or near it.
func inHungYen(t *rapid.T, name string) outline.Point {
	return outline.Point{Lat: rapid.Float64Range(20.3, 21.1).Draw(t, name+" lat"), Lon: rapid.Float64Range(105.8, 106.7).Draw(t, name+" lon")}
}

func TestADrawingHoldsWhatItShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pins []pinned
		for range rapid.IntRange(0, 8).Draw(t, "pins") {
			pins = append(pins, pinned{At: inHungYen(t, "pin"), Glyph: "!", Mark: "1"})
		}
		code := rapid.SampledFrom([]string{"12103", "12133", "99999"}).Draw(t, "code")
		d := draw(code, pins, nil, 640)
		if code == "99999" && len(pins) == 0 {
			if d.W != 0 {
				t.Fatalf("nothing is drawn as %+v", d)
			}
			return
		}
		if ratio := d.H / d.W; ratio < flattest-0.01 || ratio > tallest+0.01 {
			t.Fatalf("the drawing is %v wide and %v high", d.W, d.H)
		}
		for _, p := range append(d.Pins, d.Names...) {
			if p.X < 0 || p.X > d.W || p.Y < 0 || p.Y > d.H {
				t.Fatalf("%q lies at %v %v, outside of %v x %v", p.Words, p.X, p.Y, d.W, d.H)
			}
		}
		if code == "99999" && len(d.Pins) != len(pins) {
			t.Fatalf("without an outline the drawing has %d of %d pins", len(d.Pins), len(pins))
		}
		if (d.Own != "") != (code != "99999") || strings.Contains(d.Own, "NaN") {
			t.Fatalf("outline of %s: %q", code, d.Own)
		}
	})
}

// A distance found by the square is never shorter than asked for: no neighbour is missed.
func TestTheSquareHoldsTheCircle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at, m := inHungYen(t, "at"), rapid.IntRange(1, 500).Draw(t, "m")
		angle := rapid.Float64Range(0, 2*math.Pi).Draw(t, "angle")
		lat, lon := span(at, m)
		deg := float64(m) * 0.999 / earthRadius * 180 / math.Pi
		other := outline.Point{Lat: at.Lat + deg*math.Sin(angle), Lon: at.Lon + deg*math.Cos(angle)/math.Cos(at.Lat*math.Pi/180)}
		if d := metres(at, other); math.Abs(d-float64(m)*0.999) > 0.01*float64(m) {
			t.Fatalf("%v m are measured as %v", m, d)
		}
		if math.Abs(other.Lat-at.Lat)*1e6 > float64(lat) || math.Abs(other.Lon-at.Lon)*1e6 > float64(lon) {
			t.Fatalf("a place %d m away lies outside the square", m)
		}
	})
}

func TestLandmarksAreDrawnByName(t *testing.T) {
	d := draw("12103", nil, []Landmark{{Name: "Tổ dân phố Phú Đa", Lat: 20.95, Lon: 106.07}, {Name: "Nơi khác", Lat: 21.9, Lon: 105.1}}, 640)
	if len(d.Spots) != 1 || d.Spots[0].Words != "Tổ dân phố Phú Đa" {
		t.Errorf("the drawing names %+v", d.Spots)
	}
}
