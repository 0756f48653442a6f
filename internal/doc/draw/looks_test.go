package draw

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/doc/draw/glyph"
)

var update = flag.Bool("update", false, "write the stylesheet of the pictures anew")

const cssFolder = "../../web/assets/css/"

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(cssFolder + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func rule(c Class, l look) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".%s{", c)
	if l.size > 0 {
		fmt.Fprintf(&b, "font:%d %spx/1 Inter,system-ui,sans-serif;fill:var(--%s)}", map[bool]int{true: 600, false: 400}[l.bold], number(l.size), l.fill)
		return b.String()
	}
	fill, stroke := "none", "none"
	if l.fill != "" {
		fill = "var(--" + l.fill + ")"
	}
	if l.stroke != "" {
		stroke = "var(--" + l.stroke + ");stroke-width:" + number(l.width)
	}
	fmt.Fprintf(&b, "fill:%s;stroke:%s", fill, stroke)
	if len(l.dash) > 0 {
		fmt.Fprintf(&b, ";stroke-dasharray:%s %s", number(l.dash[0]), number(l.dash[1]))
	}
	b.WriteString("}")
	return b.String()
}

// Pages and paper draw the same classes: the stylesheet is written from the table that PDF uses.
func TestTheStylesheetSaysWhatPaperDraws(t *testing.T) {
	want := "@layer parts {\n/* Pictures drawn by the program; written from internal/doc/draw/looks.go by its test with -update. */\n.fig{display:block;overflow:visible}\n.fig-wrap{position:relative;overflow-x:auto}\n.drawn+.drawn{margin-top:24px}\n"
	for _, c := range slices.Sorted(maps.Keys(looks)) {
		if !strings.HasPrefix(string(c), "gl-") {
			want += rule(c, looks[c]) + "\n"
		}
	}
	want += ".fig-dashed{stroke-dasharray:3 2.4}\n@media print{.fig *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n}\n"
	if *update {
		if err := os.WriteFile(cssFolder+"45-figures.css", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(t, "45-figures.css"); got != want {
		t.Errorf("45-figures.css is not what the table gives; run with -update\n%s", got)
	}
	tokens, parts := read(t, "00-tokens.css"), read(t, "40-parts.css")
	for name, value := range light {
		if at := strings.Index(tokens, "--"+name+":"); at < 0 || !strings.HasPrefix(tokens[at+len(name)+3:], "#"+value) {
			t.Errorf("the light theme does not have --%s:#%s", name, value)
		}
	}
	for c, ink := range letterInks {
		class, _ := strings.CutSuffix(string(c), "-dashed")
		start := fmt.Sprintf(".%s{fill:var(--%s)", class, looks[c].fill)
		if !strings.Contains(parts, start) || !strings.Contains(parts, fmt.Sprintf(".%s text{fill:var(--%s)}", class, ink)) {
			t.Errorf("40-parts.css draws %s otherwise than paper", class)
		}
	}
}

// In grey a letter stays readable on its shape, and letter and shape alone tell states of different words apart.
func TestStatesPrintInGrey(t *testing.T) {
	seen := map[string]string{}
	for _, key := range glyph.Keys() {
		s := glyph.Of(key)
		mark := s.Letter + " " + strconv.Itoa(int(s.Shape))
		if other, twice := seen[mark]; twice && other != s.Words {
			t.Errorf("%q and %q look alike without colour", s.Words, other)
		}
		seen[mark] = s.Words
		class := State(0, 0, 20, key, "").(Group).Class
		l, ok := looks[class]
		if !ok {
			t.Fatalf("%s has no look", class)
		}
		if s.Letter == "" {
			continue
		}
		ink, ground := grey(letterInks[class]), grey(l.fill)
		if ratio := (max(ink, ground) + .05) / (min(ink, ground) + .05); ratio < 4.5 {
			t.Errorf("%s: its letter has %.1f:1 on its shape", key, ratio)
		}
		edge := l.stroke
		if edge == "" {
			edge = l.fill
		}
		if ratio := 1.05 / (grey(edge) + .05); ratio < 3 {
			t.Errorf("%s: its outline has %.1f:1 on paper", key, ratio)
		}
	}
}

// grey is the relative luminance of a token on paper (WCAG 2.2).
func grey(token string) float64 {
	c := uint32(Paper(token))
	part := func(shift uint) float64 {
		v := float64(c>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func TestEveryStateCanBeDrawn(t *testing.T) {
	for _, key := range append(glyph.Keys(), "not a key") {
		d := Drawing{ID: "a", Width: 20, Height: 20, Items: []Item{State(0, 0, 20, key, "")}}
		if svg := d.SVG(); !strings.Contains(svg, "<title>"+glyph.Of(key).Words+"</title>") {
			t.Errorf("%s: %s", key, svg)
		}
	}
}
