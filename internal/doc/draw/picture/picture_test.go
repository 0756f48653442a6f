package picture

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/doc/draw"
	"github.com/mangnon/mangnon/internal/doc/pdfwrite"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

var update = flag.Bool("update", false, "write the golden files anew")

var today = day.Must(2026, 5, 12)

func head(id string) Head {
	return Head{ID: id, Finding: "Ba đơn vị muộn nhiều lần", Unit: "UBND phường Mỹ Hào", Period: "tuần 9 đến tuần 20 năm 2026", Source: "sổ mốc, 06:00 ngày 12/05/2026"}
}

func units() []UnitRow {
	return []UnitRow{
		{Name: "Trạm Y tế phường", Weeks: [Weeks]string{"Đ", "", "Đ", "", "Đ", "M", "Đ", "", "Đ", "", "Đ", "C"}, Late: 1},
		{Name: "Tòa án nhân dân khu vực 2", Weeks: [Weeks]string{5: "?", 11: "?"}, Requested: true},
		{Name: "Phòng Kinh tế, Hạ tầng và Đô thị", Weeks: [Weeks]string{1: "Đ", 3: "M", 5: "Q", 6: "Q", 11: "Q"}, Overdue: 2, Late: 3},
		{Name: "Đoàn TNCS HCM phường", Weeks: [Weeks]string{1: "Đ", 9: "L", 11: "H"}, Late: 1},
	}
}

func bands() []BandRow {
	return []BandRow{
		{Code: "II.2.3.2", Name: "Tai nạn, đuối nước", Months: [12]string{"Đ", "Đ", "M", "Q", "H", ".", ".", "", ".", ".", ".", "."}, Peaks: []Span{{day.Must(2026, 5, 1), day.Must(2026, 7, 31)}}},
		{Code: "II.5.2", Name: "Tết Trung thu", Months: [12]string{7: ".", 8: "."}, Peaks: []Span{{day.Must(2026, 9, 12), day.Must(2026, 9, 26)}}},
	}
}

func all() map[string]Picture {
	return map[string]Picture{
		"strip": UnitsStrip(head("o"), 9, units(), StripSize{}),
		"band":  YearBand(head("n"), 2026, today, bands()),
		"bullet": BulletBars(head("t"), []Measure{{Name: "Ngân sách đã chi", Value: 94, Target: 248, Before: 71.5, Unit: "triệu đồng"},
			{Name: "Quỹ Bảo trợ đã vận động", Value: 63, Target: 120, Before: math.NaN(), Unit: "triệu đồng"}}),
		"trend": TrendLine(head("d"), "ca mở", []Month{{"T3/2026", 4}, {"T4/2026", math.NaN()}, {"T5/2026", 5}, {"T6/2026", 7}}),
		"dots":  CalendarDots(head("c"), "vụ đuối nước", today, 12, []day.Day{day.Must(2025, 8, 23), day.Must(2025, 8, 2), day.Must(2024, 1, 1)}),
		"flow":  Flow(head("f"), "Ngày 31/03/2026", "Ngày 01/04/2026", flowBefore, flowAfter, flowRibbons),
	}
}

// The pictures are compared with files that were looked at in a browser.
func TestPicturesStayAsTheyWereLookedAt(t *testing.T) {
	for name, p := range all() {
		got := strings.ReplaceAll(p.Drawing.SVG(), "><", ">\n<") + "\n"
		golden := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s (-golden +now):\n%s", name, diff)
		}
	}
}

func TestEveryPictureSaysUnitAndPeriod(t *testing.T) {
	for name, p := range all() {
		for _, want := range []string{"Mỹ Hào", "tuần 9 đến tuần 20"} {
			if !strings.Contains(p.Drawing.Title, want) || !strings.Contains(p.Under, want) {
				t.Errorf("%s: %q is missing in %q or %q", name, want, p.Drawing.Title, p.Under)
			}
		}
		if p.Drawing.Desc == "" || len(p.Table) < 2 {
			t.Errorf("%s: description %q, table of %d rows", name, p.Drawing.Desc, len(p.Table))
		}
		for _, row := range p.Table {
			if len(row) != len(p.Table[0]) {
				t.Errorf("%s: a row of %d cells under a head of %d", name, len(row), len(p.Table[0]))
			}
		}
	}
}

func TestTheLatestUnitStandsFirstAndARequestedBodyLast(t *testing.T) {
	p := UnitsStrip(head("o"), 9, units(), StripSize{Limit: 2})
	var order []string
	for _, row := range p.Table[1:] {
		order = append(order, row[0])
	}
	want := []string{"Phòng Kinh tế, Hạ tầng và Đô thị", "Đoàn TNCS HCM phường", "Trạm Y tế phường", "Tòa án nhân dân khu vực 2"}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	svg := p.Drawing.SVG()
	if strings.Contains(svg, "Trạm Y tế") || !strings.Contains(svg, "Còn 2 đơn vị khác, trong đó 1 có mốc muộn.") {
		t.Error("a strip of two rows does not say what it leaves out")
	}
}

func TestPeaksAndTodayStandWhereTheyAre(t *testing.T) {
	if got := dayAt(day.Must(2026, 7, 1), 2026); got != bandName+6*bandMonth {
		t.Errorf("1 July stands at %v", got)
	}
	if got := dayAt(day.Must(2026, 2, 15), 2026); got != bandName+1.5*bandMonth {
		t.Errorf("the middle of February stands at %v", got)
	}
	for name, c := range map[string]struct {
		span     Span
		from, to float64
	}{
		"whole year":            {Span{day.Must(2026, 1, 1), day.Must(2026, 12, 31)}, bandName, bandRight},
		"from last year":        {Span{day.Must(2025, 11, 1), day.Must(2026, 1, 31)}, bandName, bandName + bandMonth},
		"not this year":         {Span{day.Must(2025, 2, 1), day.Must(2025, 3, 1)}, bandName, bandName},
		"ends before it begins": {Span{day.Must(2026, 3, 1), day.Must(2026, 2, 1)}, 0, 0},
	} {
		if x, width := spanAt(c.span, 2026); math.Abs(x-c.from) > .01 || math.Abs(x+width-c.to) > .01 {
			t.Errorf("%s: from %v to %v, want %v to %v", name, x, x+width, c.from, c.to)
		}
	}
}

func TestDaysSince(t *testing.T) {
	if days, ok := DaysSince(today, []day.Day{day.Must(2025, 8, 23), day.Must(2026, 6, 1), {}}); !ok || days != 262 {
		t.Errorf("%d, %v", days, ok)
	}
	if _, ok := DaysSince(today, nil); ok {
		t.Error("days since nothing")
	}
}

func TestNumbersAreWrittenAsInVietnamesePapers(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 14206: "14.206", 1234567.25: "1.234.567,3", 12.5: "12,5", -1: "chưa rõ"} {
		if got := decimal(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
}

// A missing figure leaves the others where they are.
func TestMissingFiguresLeaveTheScaleAlone(t *testing.T) {
	svg := BulletBars(head("t"), []Measure{{Value: 60, Target: 120, Before: math.NaN()}}).Drawing.SVG()
	if want := fmt.Sprintf(`y="25" width="%v" height="6"`, (bulletWidth-2)*.96/2); !strings.Contains(svg, want) {
		t.Errorf("no half bar (%s) in\n%s", want, svg)
	}
	if svg := TrendLine(head("d"), "ca", []Month{{"T1", 4}, {"T2", math.NaN()}}).Drawing.SVG(); strings.Count(svg, "<circle") != 1 {
		t.Errorf("a value beside a gap is not drawn:\n%s", svg)
	}
}

// wellFormed reads SVG with a foreign parser and refuses what the content policy of the pages forbids.
func wellFormed(svg string) error {
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if name := start.Name.Local; name == "script" || name == "style" || name == "foreignObject" {
			return fmt.Errorf("element %s", name)
		}
		for _, a := range start.Attr {
			if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "NaN") {
				return fmt.Errorf("attribute %s=%q", a.Name.Local, a.Value)
			}
		}
	}
}

// A picture of one unit, of a ward and of a province is well formed, has its rows and fits the sheet that it is drawn on.
func TestAnyNumberOfUnits(t *testing.T) {
	for _, n := range []int{0, 1, 60, 168} {
		rows := make([]UnitRow, n)
		for i := range rows {
			rows[i] = UnitRow{Name: fmt.Sprintf("Đơn vị %03d", i), Overdue: i % 4}
			rows[i].Weeks[i%Weeks] = "Q"
		}
		p := UnitsStrip(head("o"), 41, rows, StripSize{})
		if svg := p.Drawing.SVG(); strings.Count(svg, "Đơn vị 0")+strings.Count(svg, "Đơn vị 1") < n || len(p.Table) != n+1 {
			t.Errorf("%d units: the drawing lacks some; table of %d rows", n, len(p.Table))
		}
		short := UnitsStrip(head("o"), 41, rows, StripSize{Limit: 11})
		file := pdfwrite.New(pdfwrite.Info{Title: p.Drawing.Title, Made: time.Unix(0, 0).UTC()})
		if high := short.Drawing.On(file.Page(pdfwrite.A4(15)), 15, 15, 100); high > 100 {
			t.Errorf("%d units take %.0f mm although 11 are asked for", n, high)
		}
		var out bytes.Buffer
		if err := file.Write(&out); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF")) {
			t.Errorf("%d units: %v", n, err)
		}
	}
}

// Whatever stands in names and figures, every picture is well formed and can be drawn on paper.
func TestHostileData(t *testing.T) {
	words := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune(`<>&"'/];ế`+"\x00\u0301\u202e\ufffe")), rapid.Rune()))
	key := rapid.SampledFrom([]string{"", ".", "Đ", "M", "Q", "<", "?"})
	value := rapid.SampledFrom([]float64{0, 1, 7.25, 1e15, -3, math.NaN(), math.Inf(1)})
	date := rapid.Custom(func(t *rapid.T) day.Day { return day.Must(2025, 1, 1).Add(rapid.IntRange(-800, 900).Draw(t, "day")) })
	rapid.Check(t, func(t *rapid.T) {
		h := Head{ID: "x", Finding: words.Draw(t, "finding"), Unit: words.Draw(t, "unit"), Period: words.Draw(t, "period")}
		unit := UnitRow{Name: words.Draw(t, "name"), Overdue: rapid.Int().Draw(t, "overdue")}
		band := BandRow{Code: words.Draw(t, "code"), Name: unit.Name, Peaks: []Span{{date.Draw(t, "from"), date.Draw(t, "to")}}}
		for i := range Weeks {
			unit.Weeks[i], band.Months[i] = key.Draw(t, "week"), key.Draw(t, "month")
		}
		m := Measure{Name: unit.Name, Value: value.Draw(t, "value"), Target: value.Draw(t, "target"), Before: value.Draw(t, "before"), Unit: band.Code}
		now := date.Draw(t, "today")
		file := pdfwrite.New(pdfwrite.Info{Title: h.Finding})
		for _, p := range []Picture{
			UnitsStrip(h, 1, []UnitRow{unit}, StripSize{}), YearBand(h, 2025, now, []BandRow{band}), BulletBars(h, []Measure{m}),
			TrendLine(h, band.Code, []Month{{unit.Name, m.Value}, {band.Code, m.Target}}), CalendarDots(h, unit.Name, now, rapid.IntRange(-1, 30).Draw(t, "months"), []day.Day{date.Draw(t, "event"), {}}),
			Flow(h, band.Code, unit.Name, []FlowBand{{"a", unit.Name}, {"", band.Code}}, []FlowBand{{"b", band.Code}}, []Ribbon{{unit.Name, "a", "b"}, {band.Code, "", "x"}}),
		} {
			if err := wellFormed(p.Drawing.SVG()); err != nil {
				t.Fatalf("%v in\n%s", err, p.Drawing.SVG())
			}
			p.Drawing.On(file.Page(pdfwrite.A4(10)), 10, 10, 190)
		}
		if err := file.Write(io.Discard); err != nil {
			t.Fatal(err)
		}
	})
}

// A sheet with every picture, as the weekly page of a leader has them: bar 100 ms.
func BenchmarkSheetOfPictures(b *testing.B) {
	for b.Loop() {
		file := pdfwrite.New(pdfwrite.Info{Title: "Trang lãnh đạo", Made: time.Unix(0, 0).UTC()})
		page, y := file.Page(pdfwrite.A4(15)), 15.0
		for _, p := range all() {
			y += p.Drawing.On(page, 15, y, 120) + 4
		}
		if err := file.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStripOf168(b *testing.B) {
	rows := make([]UnitRow, 168)
	for i := range rows {
		rows[i] = UnitRow{Name: "Đơn vị", Weeks: units()[0].Weeks}
	}
	var d draw.Drawing
	for b.Loop() {
		d = UnitsStrip(head("o"), 1, rows, StripSize{}).Drawing
		_ = d.SVG()
	}
}
