package assets

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

// pairs are the combinations of ink and ground that the components use, with the contrast they need: 4.5 for text, 3 for
// the edge of what can be pressed and for the focus ring.
var pairs = []struct {
	ink, ground string
	least       float64
}{
	{"ink", "surface", 9}, {"ink", "paper", 9}, {"ink", "sunken", 9}, {"ink", "accent-soft", 9},
	{"ink-2", "surface", 7}, {"ink-2", "paper", 7}, {"ink-2", "sunken", 7},
	{"ink-3", "surface", 4.5}, {"ink-3", "paper", 4.5}, {"ink-3", "sunken", 4.5}, {"ink-3", "accent-soft", 4.5},
	{"accent", "surface", 4.5}, {"accent", "paper", 4.5}, {"accent", "accent-soft", 4.5}, {"accent-2", "accent-soft", 4.5},
	{"on-accent", "accent", 4.5}, {"on-accent", "accent-2", 4.5},
	{"ok-tx", "ok-bg", 4.5}, {"late-tx", "late-bg", 4.5}, {"over-tx", "over-bg", 4.5}, {"wait-tx", "wait-bg", 4.5}, {"ext-tx", "ext-bg", 4.5},
	{"over-ink", "surface", 4.5}, {"over-ink", "over-soft", 4.5}, {"over-ink", "accent-soft", 4.5},
	{"wait-tx", "surface", 4.5}, {"surface", "ink-2", 4.5}, {"toast-tx", "toast", 4.5}, {"toast-ac", "toast", 4.5},
	{"field", "surface", 3}, {"field", "paper", 3}, {"focus", "surface", 3}, {"focus", "paper", 3}, {"focus", "accent-soft", 3},
	{"ok-ln", "surface", 3}, {"late-ln", "surface", 3}, {"wait-ln", "surface", 3}, {"ext-ln", "surface", 3},
}

func TestContrast(t *testing.T) {
	themes := regexp.MustCompile(`color-scheme:(light|dark);([^}]+)`).FindAllStringSubmatch(string(read("css/00-tokens.css")), 2)
	for _, theme := range themes {
		colour := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+):#([0-9A-F]{6})`).FindAllStringSubmatch(theme[2], -1) {
			colour[m[1]] = luminance(t, m[2])
		}
		for _, p := range pairs {
			ink, ok := colour[p.ink]
			ground, found := colour[p.ground]
			if !ok || !found {
				t.Fatalf("%s: no colour %s or %s", theme[1], p.ink, p.ground)
			}
			if got := (max(ink, ground) + .05) / (min(ink, ground) + .05); got < p.least {
				t.Errorf("%s: %s on %s has %.2f:1, needs %v:1", theme[1], p.ink, p.ground, got, p.least)
			}
		}
	}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift int) float64 {
		c := float64(rgb>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
