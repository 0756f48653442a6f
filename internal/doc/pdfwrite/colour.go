package pdfwrite

// Colour is an opaque colour. The zero Colour is none: a shape without it is not filled or has no edge.
type Colour uint32

// RGB makes a colour.
func RGB(red, green, blue uint8) Colour {
	return 1<<24 | Colour(red)<<16 | Colour(green)<<8 | Colour(blue)
}

// Black is the colour of text and rules.
const Black Colour = 1 << 24

func (c Colour) parts() (red, green, blue int) {
	return int(c >> 16 & 0xff), int(c >> 8 & 0xff), int(c & 0xff)
}

// Or is the colour, or another one where there is none.
func (c Colour) Or(other Colour) Colour {
	if c == 0 {
		return other
	}
	return c
}

// Look is how a shape is drawn. Width and Dash are millimetres; without a stroke there is no edge.
type Look struct {
	Fill, Stroke Colour
	Width        float64
	Dash         []float64
}

// style is the letter by which the library knows whether to fill, to stroke or both; empty draws nothing.
func (l Look) style() string {
	switch {
	case l.Fill != 0 && l.Stroke != 0:
		return "FD"
	case l.Fill != 0:
		return "F"
	case l.Stroke != 0:
		return "D"
	}
	return ""
}
