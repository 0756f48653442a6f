package browser

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

const hazardMap = "/u/{unit}/{year}/nguy-co/ban-do"

// drawnMap opens a map and waits until it has drawn its points.
func (p *tab) drawnMap(path string) {
	p.t.Helper()
	p.open(path)
	p.do("map", chromedp.WaitVisible(chromedp.CSS(".map-live[data-drawn]")))
}

const chosenRow = `(document.querySelector(".map-list li.on") || {dataset: {}}).dataset.says || ""`
const chosenMarker = `(document.querySelector(".map-pin.on") || {getAttribute: () => ""}).getAttribute("aria-label")`

func TestMapAndListPointAtOneAnother(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.drawnMap(w.fill(hazardMap))

	rows := ask[int](p, `document.querySelectorAll("[data-pin-row][data-at]").length`)
	if markers := ask[int](p, `document.querySelectorAll(".map-pin").length`); markers != rows || rows < 2 {
		t.Fatalf("%d markers, %d rows with a place", markers, rows)
	}
	// A click on the second marker shows its row, the keyboard in the first row its marker.
	p.do("click a marker", chromedp.Click(chromedp.JSPath(`document.querySelectorAll(".map-pin")[1]`)))
	if row, marker := ask[string](p, chosenRow), ask[string](p, chosenMarker); row != marker || row == "" {
		t.Errorf("a click on a marker shows row %q and marker %q", row, marker)
	}
	p.do("focus the first row", chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-pin-row] a").focus()`))
	if row, marker := ask[string](p, chosenRow), ask[string](p, chosenMarker); row != marker || row[:2] != "1." {
		t.Errorf("the focus in row 1 shows row %q and marker %q", row, marker)
	}
	// Enter on a marker leads to its row, from where Enter opens the record.
	p.do("focus the second marker", chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".map-pin")[1].focus()`))
	p.key(kb.Enter)
	if !ask[bool](p, `document.activeElement.matches(".map-list li.on a")`) {
		t.Errorf("Enter on a marker leads to %s", ask[string](p, `document.activeElement.outerHTML.slice(0, 120)`))
	}
	// The numbers and shapes of the markers are those of the rows.
	if !ask[bool](p, `[...document.querySelectorAll("[data-pin-row][data-at]")].every(row => {
		const m = [...document.querySelectorAll(".map-pin")].find(m => m.getAttribute("aria-label") === row.dataset.says);
		return m && m.querySelector("svg").innerHTML === row.querySelector("svg").innerHTML; })`) {
		t.Error("a marker has another number or shape than its row")
	}
	p.open(w.fill("/u/{unit}/{year}/nguy-co/{hazard}"))
	p.do("to the map", chromedp.Click(named("Mở bản đồ")))
	p.do("map", chromedp.WaitVisible(chromedp.CSS(".map-live[data-drawn] .leaflet-popup a, .map-list li.on")))
}

// On paper there is the drawing of the server, with all rows of the list, and nothing to press.
func TestMapOnPaper(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.drawnMap(w.fill(hazardMap))
	order(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	for selector, shown := range map[string]bool{".map-draw": true, ".map-live": false, ".map-list": true, ".map-key": true, ".leaflet-control-zoom": false} {
		if got := ask[bool](p, fmt.Sprintf(`document.querySelector(%q).checkVisibility()`, selector)); got != shown {
			t.Errorf("%s is shown on paper: %v", selector, got)
		}
	}
	p.picture("ban-do-giay", desk)
}

// The pin put by hand stands in the field, and what is typed there moves the pin.
func TestPinIsPutByHand(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/nguy-co/them"))
	p.do("map", chromedp.WaitVisible(chromedp.CSS(".map-live[data-drawn]")))
	p.do("put the pin", chromedp.Click(chromedp.CSS(".map-live")))
	at := ask[string](p, `document.querySelector("#toa-do").value`)
	p.do("type another place", chromedp.Evaluate[chromedp.Void](`(() => {
		const field = document.querySelector("#toa-do");
		field.value = "20.95, 106.07"; field.dispatchEvent(new Event("change", {bubbles: true})); })()`))
	if moved := ask[string](p, `(() => { const a = document.querySelector(".map-here").getBoundingClientRect(), b = document.querySelector(".map-live").getBoundingClientRect();
		return [a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2].every(d => Math.abs(d) < 60) ? "" : a.x + "," + a.y; })()`); moved != "" {
		t.Errorf("what is typed does not lead the map to the pin: %s", moved)
	}
	if !ask[bool](p, `document.featurePolicy.allowsFeature("geolocation")`) {
		t.Error("the page may not ask where the machine is")
	}
	p.do("a machine that knows its place", chromedp.Evaluate[chromedp.Void](
		`navigator.geolocation.getCurrentPosition = ok => ok({coords: {latitude: 20.9512, longitude: 106.0711, accuracy: 12.3}})`))
	p.do("where is this machine", chromedp.Click(named("Lấy vị trí máy này")))
	p.do("how exactly", chromedp.WaitVisible(chromedp.JSPath(`[...document.querySelectorAll(".map-tools .hint")].find(e => e.textContent.includes("±13 m"))`)))
	if got := ask[string](p, `document.querySelector("#toa-do").value`); got != "20.951200, 106.071100" {
		t.Errorf("the machine's place is written as %q", got)
	}
	if !regexp.MustCompile(`^20\.9\d{5}, 106\.\d{6}$`).MatchString(at) {
		t.Errorf("a click on the map writes %q", at)
	}
}

// count is how many points of the screen have a colour.
func (p *tab) count(c color.RGBA) (n int) {
	p.t.Helper()
	img, err := png.Decode(bytes.NewReader(perform(p, "picture", chromedp.CaptureScreenshot())))
	if err != nil {
		p.t.Fatal(err)
	}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if color.RGBAModel.Convert(img.At(x, y)) == color.Color(c) {
				n++
			}
		}
	}
	return n
}

// manyPins is how many records the map must draw at once.
const manyPins = 5_000

// TestMapDrawsManyPins demands that all points are drawn, and tells how long the browser took for it.
func TestMapDrawsManyPins(t *testing.T) {
	w := demo(t)
	by := w.officer(t)
	g := hazard.Sites.With(nil)
	err := w.DB.Write(t.Context(), by, func(tx *store.Tx) error {
		for i := range manyPins {
			typed := map[string]string{"noi": fmt.Sprintf("Điểm %d", i), "loai": "ao", "muc": fmt.Sprint(1 + i%3), "toa-do": fmt.Sprintf("%.6f, %.6f", 20.935+float64(i*7919%manyPins)/manyPins*0.035, 106.04+float64(i)/manyPins*0.06)}
			if _, err := g.Add(t.Context(), tx, by.UnitID, typed, day.Must(2026, 5, 12)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p := sitAs(t, w, "hoa.tt", desk)
	for range 5 {
		p.drawnMap(w.fill(hazardMap))
		t.Logf("%d points are on the screen after %.0f ms", manyPins, ask[float64](p, `performance.getEntriesByName("map")[0].duration`))
	}
	if n := ask[int](p, `Number(document.querySelector(".map-live").dataset.drawn)`); n < manyPins {
		t.Errorf("the map has %d points", n)
	}
	if red := p.count(color.RGBA{0xA6, 0x2B, 0x1F, 0xFF}); red < 30_000 {
		t.Errorf("only %d points of the screen have the colour of danger", red)
	}
	p.picture("ban-do-nhieu", desk)
}

// A site that may be there already is asked about, and what was typed waits until the person has answered.
func TestASiteThatMayBeThereIsAskedAbout(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "hoa.tt", desk)
	p.open(w.fill("/u/{unit}/{year}/nguy-co/them?noi=AO+DAU+LANG,+KHONG+RAO&loai=ao&muc=1&toa-do=20.9513,+106.0602"))
	p.do("add", chromedp.Click(named("Thêm điểm nguy cơ")))
	p.do("asked", chromedp.WaitVisible(chromedp.CSS(".near")))
	p.sees(".near", "Ao đầu làng, không rào", "cùng tên, cách")
	p.look("nguy-co-trung")
	p.resize(desk)
	p.do("another", chromedp.Click(labelled("Vẫn là điểm nguy cơ khác")))
	p.do("add", chromedp.Click(named("Thêm điểm nguy cơ")))
	p.do("added", chromedp.WaitVisible(chromedp.CSS(".state-line")))
	p.sees("h1", "AO DAU LANG")
}
