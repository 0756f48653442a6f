package photo

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // registers the second format
	"sync"
)

const (
	// Side is the longest side of a small picture, in pixels.
	Side = 240
	// MaxPixels is the largest picture that is decoded: a phone takes twelve million. A file of a few kilobytes can claim
	// to hold billions.
	MaxPixels = 16 << 20
)

// ErrNoThumb means that no small picture can be made: not an image, too many pixels, or damaged. The file itself is as good
// as before.
var ErrNoThumb = errors.New("photo: no small picture")

// one lets a single picture be decoded at a time: decoding takes a hundred megabytes of memory at the worst.
var one sync.Mutex

// Thumb makes a small JPEG of a JPEG or PNG, the right way up, and tells its size.
func Thumb(raw []byte) (small []byte, size image.Point, err error) {
	claimed, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || claimed.Width < 1 || claimed.Height < 1 || claimed.Width > MaxPixels/claimed.Height {
		return nil, size, ErrNoThumb
	}
	one.Lock()
	defer one.Unlock()
	full, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, size, ErrNoThumb
	}
	reduced := reduce(full, Orientation(raw))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, reduced, &jpeg.Options{Quality: 78}); err != nil {
		return nil, size, err
	}
	return out.Bytes(), reduced.Bounds().Size(), nil
}

// reduce draws the picture the right way up into a frame of at most Side by Side. Each pixel is the mean of a grid of
// samples: enough for a list, and the cost does not grow with the picture.
func reduce(full image.Image, way int) *image.RGBA {
	b := full.Bounds()
	w, h := b.Dx(), b.Dy()
	if way >= 5 { // lies on its side
		w, h = h, w
	}
	tw, th := fit(w, h)
	out := image.NewRGBA(image.Rect(0, 0, tw, th))
	for y := range th {
		for x := range tw {
			out.SetRGBA(x, y, mean(full, way, [4]float64{float64(x) / float64(tw), float64(y) / float64(th), 1 / float64(tw), 1 / float64(th)}))
		}
	}
	return out
}

func fit(w, h int) (int, int) {
	long := max(w, h)
	if long <= Side {
		return w, h
	}
	return max(1, w*Side/long), max(1, h*Side/long)
}

const samples = 3 // in each direction

// mean is the colour of a cell (x, y, width, height, as shares of the upright picture), on white where it is transparent.
func mean(full image.Image, way int, cell [4]float64) color.RGBA {
	var r, g, b uint32
	for i := range samples {
		for j := range samples {
			x := cell[0] + cell[2]*(float64(i)+.5)/samples
			y := cell[1] + cell[3]*(float64(j)+.5)/samples
			cr, cg, cb, ca := at(full, way, x, y).RGBA()
			r, g, b = r+cr+0xFFFF-ca, g+cg+0xFFFF-ca, b+cb+0xFFFF-ca
		}
	}
	const n = samples * samples
	return color.RGBA{uint8(r / n >> 8), uint8(g / n >> 8), uint8(b / n >> 8), 0xFF}
}

// at is the colour at a point of the upright picture, both shares from 0 to 1.
func at(full image.Image, way int, x, y float64) color.Color {
	switch way {
	case 2:
		x = 1 - x
	case 3:
		x, y = 1-x, 1-y
	case 4:
		y = 1 - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, 1-x
	case 7:
		x, y = 1-y, 1-x
	case 8:
		x, y = 1-y, x
	}
	b := full.Bounds()
	px := b.Min.X + min(int(x*float64(b.Dx())), b.Dx()-1)
	py := b.Min.Y + min(int(y*float64(b.Dy())), b.Dy()-1)
	return full.At(px, py)
}
