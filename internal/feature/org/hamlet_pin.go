package org

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// Pins are places on the map as people type them and put them by hand.
type Pins interface {
	// Field asks for a place, with a map beside it.
	Field(r *web.Request, p ui.FieldProps, typed string) templ.Component
	// Read takes "20.93012, 106.05123" in millionths of a degree; nothing typed is 0, 0. Words say what to do when it cannot be taken.
	Read(typed string) (lat, lon int64, words string)
}

// Spot is a hamlet whose place is known, in degrees.
type Spot struct {
	Name     string
	Lat, Lon float64
}

// Places are the hamlets of the source's unit on a day whose place is known, for maps.
func (o *Org) Places(ctx context.Context, from store.Source, at day.Day) ([]Spot, error) {
	list, err := o.Hamlets(ctx, from, at)
	var out []Spot
	for _, h := range list {
		if h.Lat != 0 {
			out = append(out, Spot{Name: h.Name, Lat: float64(h.Lat) / 1e6, Lon: float64(h.Lon) / 1e6})
		}
	}
	return out, err
}

// pinText is the place of a hamlet as a form shows it: "20.930120, 106.051230"; empty while it is not known.
func (h Hamlet) pinText() string {
	if h.Lat == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(h.Lat)/1e6, 'f', 6, 64) + ", " + strconv.FormatFloat(float64(h.Lon)/1e6, 'f', 6, 64)
}

// readPin reads a place as it was typed.
func (o *Org) readPin(f *errs.Form, typed string) (lat, lon int64) {
	if o.Pins == nil {
		return 0, 0
	}
	lat, lon, words := o.Pins.Read(typed)
	if words != "" {
		f.Add("vi-tri", "Vị trí: %s", words)
	}
	return lat, lon
}

func (o *Org) pinField(r *web.Request, v hamletForm) templ.Component {
	if o.Pins == nil {
		return templ.NopComponent
	}
	return o.Pins.Field(r, ui.FieldProps{Name: "vi-tri", Label: "Vị trí trên bản đồ", Optional: true, Error: ui.ErrorOf(v.Errors, "vi-tri"),
		Hint: "Nơi sinh hoạt chung, ví dụ nhà văn hóa; tên hiện trên bản đồ của các sổ"}, v.Pin)
}
