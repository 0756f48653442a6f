package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/doc/xlsx"
	"github.com/mangnon/mangnon/internal/feature/incident"
)

const incidents = "/u/{unit}/{year}/tai-nan"

// anIncident is an invented incident as an officer types it, with some answers changed.
func anIncident(key string, changed ...string) url.Values {
	f := form("once", key, "loai", "01", "luc", "10:00 3/2/2025", "hau-qua", "mac", "noi", "nha", "gioi", "nam", "sinh", "2/2/2019")
	for i := 0; i < len(changed); i += 2 {
		f.Set(changed[i], changed[i+1])
	}
	return f
}

func (w *world) addIncident(key string, changed ...string) string {
	w.t.Helper()
	a := w.do(request{As: "hoa.tt", Path: incidents + "/them", Form: anIncident(key, changed...)})
	if a.Code != http.StatusSeeOther {
		w.t.Fatalf("add answers %d: %s", a.Code, words(a.doc))
	}
	return id(w.t, a.Header().Get("Location"), "tai-nan")
}

func TestADeathOpensTheDutyToReportIt(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.samples["incident"] = w.addIncident("i1", "loai", "08", "luc", "16:02 11/5/2026", "noi-duoi", "ao")
		one := incidents + "/{incident}"
		told := func(key, version string, more ...string) url.Values {
			return form(append([]string{"once", key, "ban", version}, more...)...)
		}
		dead := anIncident("i2", "ban", "1", "loai", "08", "luc", "16:02 11/5/2026", "noi-duoi", "ao", "hau-qua", "tu-vong")
		alive := anIncident("i3", "ban", "2", "loai", "08", "luc", "16:02 11/5/2026", "noi-duoi", "ao", "han-bao", "12/5/2026")
		again := anIncident("i4", "ban", "3", "loai", "08", "luc", "16:02 11/5/2026", "noi-duoi", "ao", "hau-qua", "tu-vong", "han-bao", "11/5/2026")
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: one}, Name: "hurt", Want: 200, Selector: ".state-line", Has: "đã ghi nhận"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/bao", Form: told("b0", "1", "bao-luc", "9:00 12/5/2026", "bao-cho", "tinh")}, Name: "nothing to report", Want: 409, Has: "đã ghi nhận"},
			{request: request{As: "hoa.tt", Path: one + "/sua", Form: dead}, Name: "died in hospital", Want: 303, Leads: one},
			{request: request{As: "dat.lq", Path: one}, Name: "a leader sees the duty", Want: 200, Selector: ".state-line", Has: "tử vong, phải báo"},
			{request: request{As: "dat.lq", Path: one}, Name: "what is not verified is said", Want: 200, Selector: "main", Has: "chưa đối chiếu"},
			{request: request{As: "hoa.tt", Path: one}, Name: "proposed day", Want: 200, Selector: ".facts", Has: "12/05/2026"},
			{request: request{As: "hoa.tt", Path: one + "/sua", Form: alive}, Name: "a mistake", Want: 303},
			{request: request{As: "hoa.tt", Path: one}, Name: "no duty any more", Want: 200, Selector: ".state-line", Has: "đã ghi nhận"},
			{request: request{As: "hoa.tt", Path: one + "/sua", Form: again}, Name: "and yet", Want: 303},
			{request: request{As: "hoa.tt", Path: incidents + "?xem=qua-han"}, Name: "late", Want: 200, Selector: "tbody", Has: "TN-0007: đuối nước"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/bao", Form: told("b1", "4")}, Name: "when and to whom", Want: 422, Selector: "#loi", Has: "Ghi đã báo lúc"},
			{request: request{As: "hoa.tt", Path: one + "/buoc/bao", Form: told("b2", "4", "bao-luc", "9:00 10/5/2026", "bao-cho", "so")}, Name: "before it happened", Want: 422, Selector: "#loi", Has: "sau lúc xảy ra"},
			{request: request{As: "dat.lq", Path: one + "/buoc/bao", Form: told("b3", "4", "bao-luc", "9:00 12/5/2026", "bao-cho", "so")}, Name: "not by a reader", Want: 403},
			{request: request{As: "hoa.tt", Path: one + "/buoc/bao", Form: told("b4", "4", "bao-luc", "7:30 12/5/2026", "bao-cho", "so")}, Name: "reported", Want: 303, Audit: "Ghi đã báo UBND tỉnh/Sở Y tế"},
			{request: request{As: "hoa.tt", Path: one}, Name: "to whom", Want: 200, Selector: ".facts", Has: "07:30 12/05/2026"},
		})
		inNumbers(t, w, incident.Incidents, "SELECT COUNT(*) FROM incident WHERE dropped = FALSE", map[string]string{"state": "", "outcome": "", "age": ""})
	})
}

func TestWhatAnIncidentCannotBe(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	for name, tt := range map[string]struct{ field, value, words string }{
		"grown up":            {"sinh", "2/2/2009", "đủ 16 tuổi"},
		"not born":            {"sinh", "4/2/2025", "trước lúc xảy ra"},
		"in the future":       {"luc", "13/5/2026", "không được sau hôm nay"},
		"dry and yet drowned": {"noi-duoi", "ao", "đuối nước"},
		"no outcome":          {"hau-qua", "", "Ghi hậu quả"},
	} {
		a := w.do(request{As: "hoa.tt", Path: incidents + "/them", Form: anIncident(name, tt.field, tt.value)})
		if a.Code != http.StatusOK && a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.doc.Find("#loi").Text(), tt.words) {
			t.Errorf("%s: %d %q", name, a.Code, squash(a.doc.Find("#loi").Text()))
		}
	}
}

// The form of the year 2025, counted by hand from these ten incidents.
func TestTheFormIsThatOfItsIncidents(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		for key, changed := range map[string][]string{
			"g1": {"luc", "1/1/2025"},                                                                                      // Ngã, nam, 0-5, nhà; first day
			"g2": {"luc", "23:59 31/3/2025", "sinh", "2016", "noi", "truong"},                                              // Ngã, nam, 6-9 (8 or 9), trường; last minute
			"g3": {"luc", "1/4/2025"},                                                                                      // the next quarter
			"g4": {"luc", "31/12/2024"},                                                                                    // the year before
			"g5": {"gioi", "nu", "sinh", "", "tuoi", "10-13"},                                                              // Ngã, nữ, 10-13, nhà
			"g6": {"loai", "08", "hau-qua", "tu-vong", "sinh", "4/2/2009", "noi", "cong-dong"},                             // đuối nước, nam, 15, cộng đồng
			"g7": {"loai", "08", "hau-qua", "tu-vong", "gioi", "nu", "sinh", "2018", "noi", "cong-dong", "biet-boi", "co"}, // đuối nước, nữ, 6-9, cộng đồng
			"g8": {"loai", "11", "hau-qua", "khuyet-tat", "noi", "truong"},                                                 // khác, nam, 6-9, trường
			"g9": {"loai", "02"},                                                                                           // to the trash
		} {
			w.samples[key] = w.addIncident(key, changed...)
		}
		w.do(request{As: "hoa.tt", Path: incidents + "/{g9}/bo", Form: form("once", "t9")})
		form := incidents + "/bieu?tu=1/1/2025&den=31/3/2025"
		a := w.do(request{As: "dat.lq", Path: form})
		for code, want := range map[string]string{
			"01": "3 / 0 2 / 0 1 / 0 1 / 0 1 / 0 1 / 0 0 / 0 2 / 0 1 / 0 0 / 0",
			"02": "0 / 0 0 / 0 0 / 0 0 / 0 0 / 0 0 / 0 0 / 0 0 / 0 0 / 0 0 / 0",
			"08": "2 / 2 1 / 1 1 / 1 0 / 0 1 / 1 0 / 0 1 / 1 0 / 0 0 / 0 2 / 2",
			"11": "1 / 0 1 / 0 0 / 0 0 / 0 1 / 0 0 / 0 0 / 0 0 / 0 1 / 0 0 / 0",
			"":   "6 / 2 4 / 1 2 / 1 1 / 0 3 / 1 1 / 0 1 / 1 2 / 0 2 / 0 2 / 2",
		} {
			if got := a.gridLine(code); got != want {
				t.Errorf("line %q: %s, want %s", code, got, want)
			}
		}
		if got := squash(a.doc.Find("ul.checks").Text()); strings.Contains(got, "chưa khớp") || !strings.Contains(squash(a.doc.Text()), "6 trẻ mắc, 2 tử vong, 1 khuyết tật") {
			t.Errorf("checks or sums are wrong: %s", got)
		}
		w.addIncident("g10", "gioi", "chua-ro", "sinh", "")
		w.run([]scenario{
			{request: request{As: "dat.lq", Path: form}, Name: "a child of unknown sex", Want: 200, Selector: "ul.checks li:nth-child(1)", Has: "chưa khớp, Tổng số: tổng 7 / 2, cộng lại 6 / 2"},
			{request: request{As: "dat.lq", Path: form}, Name: "and of unknown age", Want: 200, Selector: "ul.checks li:nth-child(2)", Has: "chưa khớp"},
			{request: request{As: "dat.lq", Path: form}, Name: "at a known place", Want: 200, Selector: "ul.checks li:nth-child(3)", Has: "cộng lại = tổng dòng: khớp"},
			{request: request{As: "dat.lq", Path: incidents + "/bieu?tu=31/2/2025&den=hôm+qua"}, Name: "no dates", Want: 422, Selector: "#loi", Has: "Từ ngày: ghi ngày/tháng/năm"},
			{request: request{As: "dat.lq", Path: incidents + "/bieu?tu=2/2/2025&den=1/2/2025"}, Name: "the wrong way round", Want: 422, Selector: "#loi", Has: "từ ngày đầu kỳ"},
		})
		w.otherUnit("la.dt")
		if b := w.do(request{As: "la.dt", Path: strings.Replace(form, "{unit}", "{other}", 1)}); b.gridLine("") != strings.TrimSpace(strings.Repeat("0 / 0 ", 10)) {
			t.Errorf("another ward's form has %s", b.gridLine(""))
		}
		file := w.send(request{As: "dat.lq", Path: incidents + "/bieu.xlsx?tu=1/1/2025&den=31/3/2025"})
		rows, err := xlsx.ReadTable(file.Body.Bytes())
		if err != nil || !strings.Contains(flat(rows), "08 Đuối nước 2 / 2 1 / 1 1 / 1") {
			t.Errorf("the workbook: %v\n%s", err, flat(rows))
		}
	})
}

// gridLine is a line of the form by its code, empty for the sum.
func (a answer) gridLine(code string) string {
	for i := range a.doc.Find("tbody tr").Length() {
		tr := a.doc.Find("tbody tr").Eq(i)
		if strings.TrimSpace(tr.Find("td").First().Text()) == code {
			return squash(strings.Join(tr.Find("td.num").Map(func(_ int, s *goquery.Selection) string { return s.Text() }), " "))
		}
	}
	return ""
}

func flat(rows [][]string) string {
	var out []string
	for _, r := range rows {
		out = append(out, strings.Join(r, " "))
	}
	return strings.Join(out, "\n")
}

// A name has no field of its own, and what somebody writes into the story all the same stands on no list, form or title.
func TestNoChildIsNamed(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	const name = "Vũ Thị Măng Tre"
	w.samples["incident"] = w.addIncident("n1", "luc", "11/5/2026", "ten", name, "ho-ten", name, "ten-tre", name, "dien-bien", "Cháu "+name+" ngã", "toa-do", "20.93, 106.06")
	for _, path := range []string{incidents, incidents + "?tim=mang+tre", incidents + "/bieu", "/u/{unit}/{year}/lich/5", "/u/{unit}/{year}/viec", "/u/{unit}/{year}/nguy-co"} {
		for _, who := range []string{"hoa.tt", "dat.lq", "thinh.vv"} {
			if a := w.do(request{As: who, Path: path}); a.Code != 200 || strings.Contains(a.doc.Text(), name) {
				t.Errorf("%s shows %s to %s, or answers %d", path, name, who, a.Code)
			}
		}
	}
	a := w.do(request{As: "hoa.tt", Path: incidents + "/{incident}"})
	if title := a.doc.Find("title, h1, .crumbs").Text(); strings.Contains(title, name) || !strings.Contains(title, "TN-") {
		t.Errorf("the record is called %q", squash(title))
	}
	if n := strings.Count(a.doc.Find(".facts").Text(), name); n != 1 {
		t.Errorf("the name stands %d times among the answers, once in the story it was written into", n)
	}
	if strings.Contains(w.log.String(), name) {
		t.Error("the log has the name")
	}
}

func TestAnIncidentShowsWhatWasKnownThatDay(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		site := func(key string, changed ...string) {
			a := w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard(key, append([]string{"noi", "Ao " + key, "toa-do", "20.800000, 106.200000", "khac", "1"}, changed...)...)})
			w.samples[key] = id(t, a.Header().Get("Location"), "nguy-co")
		}
		site("mo")                                        // known since 2 May, open
		site("sau", "phat-hien", "12/5/2026")             // found after it happened
		site("xa", "toa-do", "20.806000, 106.200000")     // 670 m away
		site("rao")                                       // made safe today, after it happened
		site("ben-canh", "toa-do", "20.804000, 106.2000") // 445 m away
		site("bo")                                        // in the trash
		w.do(request{As: "hoa.tt", Path: hazards + "/{rao}/buoc/da-lam", Form: form("once", "r1", "ban", "1", "bien-phap", "rao", "kiem-tra-lai", "1/6/2026")})
		w.do(request{As: "hoa.tt", Path: hazards + "/{bo}/bo", Form: form("once", "b1")})
		shown := func(key, when string) string {
			w.samples["incident"] = w.addIncident(key, "luc", when, "toa-do", "20.800000, 106.200000")
			return squash(w.do(request{As: "thinh.vv", Path: incidents + "/{incident}"}).doc.Find("main").Text())
		}
		before := shown("k1", "16:00 11/5/2026")
		for name, want := range map[string]bool{"Ao mo": true, "Ao rao, cách 0 m, hôm ấy nguy hiểm; nay": true, "Ao ben-canh, cách 445 m": true, "Ao sau": false, "Ao xa": false, "Ao bo": false} {
			if strings.Contains(before, name) != want {
				t.Errorf("an incident of 11 May shows %q: %v, want %v\n%s", name, !want, want, before)
			}
		}
		if early := shown("k2", "16:00 1/5/2026"); strings.Contains(early, "Ao mo") {
			t.Error("a site found on 2 May was not known on 1 May")
		}
	})
}

func TestARecordLeavesOutWhatDoesNotConcernIt(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	for key, tt := range map[string]struct {
		typed []string
		shown map[string]bool
	}{
		"a fall":      {nil, map[string]bool{"Chỉ khi đuối nước": false, "Chỉ khi tử vong": false, "Diễn biến": true}},
		"a drowning":  {[]string{"loai", "08"}, map[string]bool{"Trẻ biết bơi": true, "Chỉ khi tử vong": false}},
		"a death":     {[]string{"hau-qua", "tu-vong"}, map[string]bool{"Chỉ khi đuối nước": false, "Đã báo cho": true}},
		"an old date": {[]string{"han-bao", "5/2/2025"}, map[string]bool{"Chỉ khi tử vong": true, "Hạn báo": true, "Đã báo cho": false}},
	} {
		w.samples["incident"] = w.addIncident(key, tt.typed...)
		text := w.do(request{As: "hoa.tt", Path: incidents + "/{incident}"}).doc.Find("main .cols > div").Text()
		for words, want := range tt.shown {
			if strings.Contains(text, words) != want {
				t.Errorf("%s shows %q: %v", key, words, !want)
			}
		}
	}
}
