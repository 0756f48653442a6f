package pdfwrite

import (
	"embed"
	"strconv"
	"strings"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
)

//go:generate python3 fonts/subset.py liberation/usr/share/fonts/truetype/liberation2 fonts

//go:embed fonts/*.ttf fonts/letters.txt fonts/LICENSE fonts/vendor.lock
var fonts embed.FS

// Face is one drawing of the letters. Serif has the widths of Times New Roman, Sans those of Arial.
type Face int

// The faces.
const (
	Serif Face = iota
	SerifBold
	SerifItalic
	SerifBoldItalic
	Sans
	SansBold
)

var faceFiles = [...]string{"serif", "serif-bold", "serif-italic", "serif-bold-italic", "sans", "sans-bold"}

// SerifOf is the serif face of a weight and a slope.
func SerifOf(bold, italic bool) Face {
	switch {
	case bold && italic:
		return SerifBoldItalic
	case bold:
		return SerifBold
	case italic:
		return SerifItalic
	}
	return Serif
}

// Letters are how text is written: size in points; without a colour they are black.
type Letters struct {
	Face   Face
	Size   float64
	Colour Colour
}

const (
	perPoint = 25.4 / 72 // millimetres
	missing  = '□'       // stands for a character that no face has
	ascent   = 0.891     // of the serif faces; the sans faces differ by a hundredth
	descent  = 0.216
)

// Width is how long a line of text is, in millimetres.
func (l Letters) Width(s string) float64 {
	widths, sum := metrics()[l.Face], 0
	for _, r := range Clean(s) {
		sum += widths[r]
	}
	return float64(sum) / 1000 * l.Size * perPoint
}

// line is the height of a line at a multiple of single spacing, in millimetres.
func (l Letters) line(spacing float64) float64 {
	if spacing == 0 {
		spacing = 1
	}
	return l.Size * 1.15 * spacing * perPoint
}

// baseline is how far below the top of a line of a height the letters stand.
func (l Letters) baseline(height float64) float64 {
	em := l.Size * perPoint
	return (height-em*(ascent+descent))/2 + em*ascent
}

// Clean is text as a page can hold it: NFC, blanks as plain spaces but for the one that does not break, a box for what no
// face has a letter for.
func Clean(s string) string {
	known := known()
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r == '\u2011':
			return '-'
		case r < ' ' || r == '\u00ad' || r == '\u200b' || r == '\ufeff':
			return -1
		case known[r]:
			return r
		}
		return missing
	}, norm.NFC.String(strings.ToValidUTF8(s, string(missing))))
}

// known are the characters of the faces, as letters.txt lists them.
var known = sync.OnceValue(func() map[rune]bool {
	table, err := fonts.ReadFile("fonts/letters.txt")
	if err != nil {
		panic(err) // the file is embedded above
	}
	set := map[rune]bool{}
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		first, last, ok := strings.Cut(strings.Fields(line)[0], "-")
		if !ok {
			last = first
		}
		for r := codePoint(first); r <= codePoint(last); r++ {
			set[r] = true
		}
	}
	return set
})

func codePoint(s string) rune {
	n, err := strconv.ParseInt(s, 16, 32)
	if err != nil {
		panic("pdfwrite: letters.txt: " + s)
	}
	return rune(n)
}

// metrics are the widths of the characters of each face, in thousandths of the size.
var metrics = sync.OnceValue(func() []map[rune]int {
	pdf := fpdf.New("P", "mm", "A4", "")
	out := make([]map[rune]int, len(faceFiles))
	for i := range faceFiles {
		load(pdf, Face(i))
		pdf.SetFont(faceFiles[i], "", 10)
		out[i] = map[rune]int{}
		for r := range known() {
			out[i][r] = pdf.GetStringSymbolWidth(string(r))
		}
	}
	return out
})

func load(pdf *fpdf.Fpdf, f Face) { pdf.AddUTF8FontFromBytes(faceFiles[f], "", face(f)) }

func face(f Face) []byte {
	raw, err := fonts.ReadFile("fonts/" + faceFiles[f] + ".ttf")
	if err != nil {
		panic(err) // the file is embedded above
	}
	return raw
}

// Licence is the licence of the letters in full, for the page that names the works of others.
func Licence() string {
	text, err := fonts.ReadFile("fonts/LICENSE")
	if err != nil {
		panic(err) // the file is embedded above
	}
	return string(text)
}
