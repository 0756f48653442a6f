package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/feature/hazard"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

const hazardMap = hazards + "/ban-do"

// mapFile is what the script of a map reads.
type mapFile struct {
	States []string
	Points [][6]any
	More   string
}

func (w *world) points(as, path string) mapFile {
	w.t.Helper()
	rec := w.send(request{As: as, Path: path})
	if rec.Code != http.StatusOK || !strings.HasPrefix(rec.Header().Get("Content-Type"), "application/json") {
		w.t.Fatalf("%s answers %d %s", path, rec.Code, rec.Header().Get("Content-Type"))
	}
	var f mapFile
	if err := json.Unmarshal(rec.Body.Bytes(), &f); err != nil {
		w.t.Fatal(err)
	}
	return f
}

// ids are the records of the points, in their order.
func (f mapFile) ids() []string {
	var out []string
	for _, p := range f.Points {
		out = append(out, p[0].(string))
	}
	return out
}

// The rows beside a map, the numbers on it and the points of its script are one order, with and without filters.
func TestMapAndListAreOneThing(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		addSites(t, w, 7)
		for _, query := range []string{"", "?sap-xep=moi", "?loai=ao", "?tim=diem", "?tinh-trang=" + hazard.Controlled, "?loai=dien&sap-xep=moi"} {
			a := w.do(request{As: "hoa.tt", Path: hazardMap + query})
			if a.Code != http.StatusOK {
				t.Fatalf("%s answers %d", query, a.Code)
			}
			f := w.points("hoa.tt", hazardMap+".json"+query)
			place := map[string]int{}
			for i, id := range f.ids() {
				place[id] = i
			}
			last, number := -1, 0
			a.doc.Find("[data-pin-row]").Each(func(_ int, row *goquery.Selection) {
				id, _ := row.Attr("data-pin-row")
				at, placed := row.Attr("data-at")
				if !placed {
					return
				}
				number++
				i, ok := place[id]
				if !ok || i <= last {
					t.Errorf("%s: row %d is not in the order of the points", query, number)
				}
				last = i
				if got := squash(row.Find("svg text").Text()); got != fmt.Sprint(number) {
					t.Errorf("%s: row %d has the number %q", query, number, got)
				}
				if want := fmt.Sprintf("%.6f,%.6f", f.Points[i][1].(float64)/1e6, f.Points[i][2].(float64)/1e6); at != want {
					t.Errorf("%s: row %d lies at %s, its point at %s", query, number, at, want)
				}
			})
			if number == 0 {
				t.Errorf("%s: nothing beside the map", query)
			}
			far := a.doc.Find("[data-pin-row]:contains('nằm ngoài ranh giới')").Length()
			if got := a.doc.Find("svg.map-draw g.gl").Length(); got != len(f.Points)-far {
				t.Errorf("%s: the drawing has %d points, the script %d, of which %d are far away", query, got, len(f.Points), far)
			}
		}
	})
}

// addSites enters invented sites with places in the commune, one of them far outside, and one without a place.
func addSites(t *testing.T, w *world, n int) {
	t.Helper()
	by := byOfficer(t, w)
	g := hazard.Sites.With(nil)
	err := w.app.DB.Write(t.Context(), by, func(tx *store.Tx) error {
		for i := range n {
			typed := map[string]string{"noi": fmt.Sprintf("Điểm mới %d", i), "loai": []string{"ao", "dien"}[i%2], "muc": fmt.Sprint(1 + i%3), "toa-do": fmt.Sprintf("20.95%04d, 106.07%04d", i*37%9999, i*91%9999)}
			switch i {
			case 0:
				delete(typed, "toa-do")
			case 1:
				typed["toa-do"] = "20.99, 106.20"
			}
			if _, err := g.Add(t.Context(), tx, by.UnitID, typed, day.At(today)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMapWithoutAScript(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		addSites(t, w, 3)
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: hazards}, Name: "the list leads to it", Want: 200, Selector: `.tabs a[href$="/nguy-co/ban-do"]`, Has: "Bản đồ"},
			{request: request{As: "hoa.tt", Path: hazards + "?loai=ao&sap-xep=moi"}, Name: "with its filters", Want: 200, Selector: `.tabs a[href$="/nguy-co/ban-do?loai=ao&sap-xep=moi"]`, Has: "Bản đồ"},
			{request: request{As: "hoa.tt", Path: hazardMap}, Name: "outline", Want: 200, Selector: "svg.map-draw path.map-own"},
			{request: request{As: "hoa.tt", Path: hazardMap}, Name: "neighbours by name", Want: 200, Selector: "svg.map-draw", Has: "Đường Hào"},
			{request: request{As: "hoa.tt", Path: hazardMap}, Name: "what is safe is counted", Want: 200, Selector: ".map-list", Has: "2 điểm nguy cơ đã kiểm soát Mở"},
			{request: request{As: "hoa.tt", Path: hazardMap}, Name: "a record without a place", Want: 200, Selector: ".map-list", Has: "Chưa ghi vị trí"},
			{request: request{As: "hoa.tt", Path: hazardMap}, Name: "a place elsewhere", Want: 200, Selector: ".map-list", Has: "nằm ngoài ranh giới"},
			{request: request{As: "hoa.tt", Path: hazardMap + "?tinh-trang=" + hazard.Controlled}, Name: "the safe ones", Want: 200, Selector: ".map-list", Has: "Giếng cũ"},
			{request: request{As: "hoa.tt", Path: hazardMap + "?tim=khong+co+noi+nao"}, Name: "nothing found", Want: 200, Selector: ".map-side", Has: "Không có điểm nguy cơ nào"},
			{request: request{As: "hoa.tt", Path: hazards + "/{hazard}"}, Name: "the page of a record", Want: 200, Selector: `a[href*="/nguy-co/ban-do#diem="]`, Has: "Mở bản đồ"},
			{request: request{As: "hoa.tt", Path: hazards + "/them"}, Name: "the form", Want: 200, Selector: `[data-map-home][data-place="12103"]`},
			{request: request{As: "thinh.vv", Path: hazardMap}, Name: "a body reads it", Want: 200, Hasnt: "Thêm điểm nguy cơ"},
		})
		if n := w.do(request{As: "hoa.tt", Path: hazards + "/{hazard}"}).doc.Find("svg.map-draw g.gl").Length(); n != 1 {
			t.Errorf("the map of one record has %d points", n)
		}
	})
}

// A stranger of another unit gets none of our points, and we none of theirs.
func TestPointsStayInTheirUnit(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.otherUnit("la.dt")
		a := w.do(request{As: "la.dt", Path: "/u/{other}/{year}/nguy-co/them", Form: aHazard("o1", "noi", "Bờ ao nhà lạ")})
		if a.Code != http.StatusSeeOther {
			t.Fatalf("add answers %d", a.Code)
		}
		theirs := w.send(request{As: "la.dt", Path: "/u/{other}/{year}/nguy-co/ban-do.json"})
		ours := w.send(request{As: "hoa.tt", Path: hazardMap + ".json"})
		if strings.Contains(ours.Body.String(), "nhà lạ") || !strings.Contains(ours.Body.String(), "Ao đầu làng") {
			t.Error("our points are not ours alone")
		}
		if strings.Contains(theirs.Body.String(), "Ao đầu làng") || !strings.Contains(theirs.Body.String(), "nhà lạ") {
			t.Error("their points are not theirs alone")
		}
		if rec := w.send(request{As: "la.dt", Path: hazardMap + ".json"}); rec.Code == http.StatusOK {
			t.Errorf("a stranger reads our points: %d", rec.Code)
		}
	})
}

func TestANewSiteNearAnotherIsAskedAbout(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		add := hazards + "/them"
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: add, Form: aHazard("n1", "noi", "Mương sau chợ", "toa-do", "20.950000, 106.070000")}, Name: "first", Want: 303},
			// 0,0005 of a degree of longitude are 52 m here; of latitude 56 m.
			{request: request{As: "hoa.tt", Path: add, Form: aHazard("n2", "noi", "Kênh cạnh chợ", "toa-do", "20.950000, 106.070500")}, Name: "same kind, 52 m", Want: 422, Selector: ".near", Has: "Mương sau chợ, cùng loại, cách 52 m"},
			{request: request{As: "hoa.tt", Path: add, Form: aHazard("n2", "noi", "Kênh cạnh chợ", "toa-do", "20.950000, 106.070500")}, Name: "nothing typed is lost", Want: 422, Selector: `#noi[value="Kênh cạnh chợ"]`},
			{request: request{As: "hoa.tt", Path: hazards + "?tim=canh+cho"}, Name: "nothing is written", Want: 200, Hasnt: "Kênh cạnh chợ"},
			{request: request{As: "hoa.tt", Path: add, Form: aHazard("n3", "noi", "Kênh xa chợ", "toa-do", "20.950000, 106.070700")}, Name: "73 m", Want: 303},
			{request: request{As: "hoa.tt", Path: add, Form: aHazard("n4", "noi", "Cột điện cạnh chợ", "loai", "dien", "toa-do", "20.950100, 106.070000")}, Name: "another kind", Want: 303},
			{request: request{As: "hoa.tt", Path: add, Form: aHazard("n5", "noi", "MUONG SAU CHO", "loai", "gieng", "toa-do", "")}, Name: "same name without marks", Want: 422, Selector: ".near", Has: "cùng tên"},
			{request: request{As: "hoa.tt", Path: add, Form: aHazard("n6", "noi", "Mương sau chợ", "toa-do", "20.950000, 106.070500", "khac", "1")}, Name: "another all the same", Want: 303, Audit: "Thêm điểm nguy cơ"},
			{request: request{As: "hoa.tt", Path: add, Form: aHazard("n7", "noi", "", "toa-do", "20.950000, 106.070000")}, Name: "mistakes first", Want: 422, Selector: "#loi", Has: "Ghi nơi"},
		})
	})
}

// In a commune whose outline is not known the map is of the places alone, and of nothing when there are none.
func TestMapOfACommuneWithoutAnOutline(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.unitOfPlace("31135", "far", "xa.lv")
	there := "/u/{far}/{year}/nguy-co"
	w.run([]scenario{
		{request: request{As: "xa.lv", Path: there + "/them", Form: aHazard("f1", "toa-do", "")}, Name: "without a place", Want: 303},
		{request: request{As: "xa.lv", Path: there + "/ban-do"}, Name: "nothing to draw", Want: 200, Selector: ".map-cols", Has: "Chưa vẽ được bản đồ"},
		{request: request{As: "xa.lv", Path: there + "/them", Form: aHazard("f2", "noi", "Bờ sông", "toa-do", "10.03, 105.77")}, Name: "with a place", Want: 303},
		{request: request{As: "xa.lv", Path: there + "/ban-do"}, Name: "its surroundings", Want: 200, Selector: "svg.map-draw", Has: "Bờ sông"},
	})
}
