package outline

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/place"
)

// Every outline belongs to a commune of today and encloses what it should.
func TestOutlinesAreThoseOfCommunes(t *testing.T) {
	catalogue, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(All()); n != 104 {
		t.Errorf("%d outlines, want 104", n)
	}
	for _, c := range All() {
		p, ok := catalogue.Find(c.Code, day.Must(2026, 7, 25))
		if !ok || p.Level() != place.CommuneLevel {
			t.Errorf("%s is no commune of today", c.Code)
		}
		if len(c.Rings) == 0 || len(c.Rings[0]) < 4 {
			t.Errorf("%s has no outline", c.Code)
		}
		// A map of it must stay a map of a place: a box as large as a province would be a defect of the data.
		if c.Box.North-c.Box.South > 0.4 || c.Box.East-c.Box.West > 0.4 {
			t.Errorf("%s reaches over %+v", c.Code, c.Box)
		}
	}
}

func TestAPointLiesInOneCommune(t *testing.T) {
	myHao, ok := Of("12103")
	if !ok {
		t.Fatal("no outline of Mỹ Hào")
	}
	at := Point{Lat: (myHao.Box.South + myHao.Box.North) / 2, Lon: (myHao.Box.West + myHao.Box.East) / 2}
	if !myHao.Has(at) {
		t.Errorf("%+v does not lie in Mỹ Hào", at)
	}
	for _, c := range In(Box{at.Lat, at.Lon, at.Lat + 1e-6, at.Lon + 1e-6}) {
		if c.Code != myHao.Code && c.Has(at) {
			t.Errorf("%+v lies in %s too", at, c.Name)
		}
	}
	if far := (Point{Lat: 16.5, Lon: 112}); myHao.Has(far) || len(In(Box{16.4, 111.9, 16.6, 112.1})) > 0 {
		t.Error("a point at sea lies in a commune of Hưng Yên")
	}
}
