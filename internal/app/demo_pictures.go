package app

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"

	"github.com/mangnon/mangnon/internal/attach"
	"github.com/mangnon/mangnon/internal/register"
	"github.com/mangnon/mangnon/internal/store"
)

// demoPictures puts a drawn picture beside a hazard site, and a second one of the same place when it was made safe.
func (a *App) demoPictures(ctx context.Context, tx *store.Tx, g *register.Register, rec register.Record, safe bool) error {
	if !safe {
		return nil
	}
	for _, p := range []struct{ column, name string }{{"before", "hinh-minh-hoa-truoc.jpg"}, {"after", "hinh-minh-hoa-sau.jpg"}} {
		if err := a.demoPicture(ctx, tx, g, rec, p.column, p.name, p.column == "after"); err != nil {
			return err
		}
	}
	return nil
}

// demoPicture puts one drawn picture beside a record.
func (a *App) demoPicture(ctx context.Context, tx *store.Tx, g *register.Register, rec register.Record, column, name string, fenced bool) error {
	raw, err := demoPond(fenced)
	if err != nil {
		return err
	}
	f, err := attach.KeepFrom(a.Files, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	f.Name = name
	return g.Attach(ctx, tx, rec, column, []attach.File{f})
}

// demoPond draws a pond in a meadow, with a fence around it or without.
func demoPond(fenced bool) ([]byte, error) {
	m := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			m.Set(x, y, demoColour(x, y, fenced))
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 80})
	return b.Bytes(), err
}

func demoColour(x, y int, fenced bool) color.RGBA {
	dx, dy := (x-320)*2, (y-330)*5
	switch {
	case fenced && y > 240 && y < 300 && (x%40 < 6 || y%24 < 5):
		return color.RGBA{0x7A, 0x52, 0x2E, 0xFF}
	case dx*dx+dy*dy < 440*440:
		return color.RGBA{0x5B, 0x8F, 0xA8, 0xFF}
	case y > 200:
		return color.RGBA{0x8D, 0xA8, 0x5C, 0xFF}
	}
	return color.RGBA{0xD7, 0xE6, 0xEE, 0xFF}
}
