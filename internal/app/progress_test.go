package app_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/mangnon/mangnon/internal/store"
)

const coursePath = "/u/{unit}/{year}/tien-do"

// figure is one of the six numbers on a page: what it says and where it leads.
type figure struct {
	N    int
	Href string
}

func figuresOn(t *testing.T, a answer) []figure {
	t.Helper()
	var out []figure
	a.doc.Find("ul.six a.figure").Each(func(_ int, s *goquery.Selection) {
		n, err := strconv.Atoi(strings.ReplaceAll(s.Text(), ".", ""))
		if err != nil {
			t.Fatalf("a number reads %q", s.Text())
		}
		out = append(out, figure{n, s.AttrOr("href", "")})
	})
	return out
}

// rowsBehind counts the rows of a list over all its pages, each row once.
func (w *world) rowsBehind(as, path string) int {
	w.t.Helper()
	seen := map[string]bool{}
	for path != "" {
		a := w.do(request{As: as, Path: path})
		if a.Code != 200 {
			w.t.Fatalf("%s answers %d", path, a.Code)
		}
		a.doc.Find("ul.tasks > li .task-main a").Each(func(_ int, s *goquery.Selection) {
			href := s.AttrOr("href", "")
			if seen[href] {
				w.t.Errorf("%s lists %s twice", path, href)
			}
			seen[href] = true
		})
		path = a.doc.Find("nav.more a:contains('Xem tiếp')").AttrOr("href", "")
	}
	return len(seen)
}

// workOn moves the clock, with fresh sessions for those who work then.
func (w *world) workOn(when time.Time, people ...string) {
	w.t.Helper()
	w.at(when)
	for _, username := range people {
		a, err := w.app.Accounts.ByUsername(w.t.Context(), username)
		if err != nil {
			w.t.Fatal(err)
		}
		token, err := w.app.Accounts.StartSession(w.t.Context(), a.ID, "test", store.Instant{Time: when})
		if err != nil {
			w.t.Fatal(err)
		}
		w.tokens[username] = token
	}
}

// midyear moves the clock to a day on which work is done in time and late, overdue, and more time is asked for.
func midyear(t *testing.T, w *world) {
	t.Helper()
	plan := w.samples["plan"]
	tasks := given(t, w)
	asked := "/u/{unit}/{year}/nhiem-vu/" + tasks[0].ID
	w.run([]scenario{{Name: "more time", request: request{As: "thinh.vv", Path: asked + "/gia-han", Form: form("ban", "1", "han-moi", "20/12/2026", "ly-do", "Mưa")}, Want: 303}})
	w.samples["plan"] = plan
	w.workOn(today.AddDate(0, 2, 8), "hoa.tt", "dat.lq", "thinh.vv", "phong.lh")
	overdue := w.do(request{As: "hoa.tt", Path: coursePath + "/qua-han"}).doc.Find("ul.tasks .task-main a").First().AttrOr("href", "")
	task, point, _ := strings.Cut(overdue, "#moc-")
	w.run([]scenario{{Name: "done late", request: request{As: "hoa.tt", Path: task + "/ket-qua", Form: form("co-quan", w.ownBody("hoa.tt"), "ngay", "20/7/2026", "ket-qua", "Đã làm xong", "xong", "1", "moc", point)}, Want: 303}})
}

// Every number of the progress, of the year and of a plan, opens a list with as many rows.
func TestEveryNumberOpensItsList(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		midyear(t, w)
		for _, page := range []string{coursePath, "/u/{unit}/{year}/ke-hoach/{plan}/tien-do"} {
			a := w.do(request{As: "hoa.tt", Path: page})
			figures := figuresOn(t, a)
			if len(figures) != 6 || figures[0].N == 0 || figures[4].N == 0 || page == coursePath && (figures[3].N == 0 || figures[5].N == 0) {
				t.Fatalf("%s shows %v\n%s", page, figures, words(a.doc))
			}
			for i, f := range figures {
				if got := w.rowsBehind("hoa.tt", f.Href); got != f.N {
					t.Errorf("%s: number %d says %d and lists %d rows", page, i+1, f.N, got)
				}
			}
			a.doc.Find("table.tree a.over").Each(func(_ int, s *goquery.Selection) {
				n, _ := strconv.Atoi(s.Text())
				list := w.do(request{As: "hoa.tt", Path: s.AttrOr("href", "")})
				if title := squash(list.doc.Find("h1").Text()); list.Code != 200 || !strings.HasPrefix(title, s.Text()+" mốc quá hạn") {
					if !strings.Contains(s.AttrOr("href", ""), "/ke-hoach/") || title == "" {
						t.Errorf("a part with %d overdue opens %q", n, title)
					}
				}
				if got := w.rowsBehind("hoa.tt", s.AttrOr("href", "")); got != n {
					t.Errorf("a part with %d overdue lists %d rows", n, got)
				}
			})
		}
	})
}

// The bodies of the strip's table add up to the six numbers, and so do the top parts of the plan.
func TestThePartsOfProgressAddUp(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	midyear(t, w)
	a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/tien-do"})
	figures := figuresOn(t, a)
	overdue, late := 0, 0
	a.doc.Find("section.drawn").First().Find("details tbody tr").Each(func(_ int, tr *goquery.Selection) {
		cells := tr.Find("td")
		o, err := strconv.Atoi(cells.Eq(cells.Length() - 2).Text())
		if err != nil {
			return // a requested body has no counts
		}
		l, _ := strconv.Atoi(cells.Last().Text())
		overdue, late = overdue+o, late+l
	})
	if overdue != figures[4].N || late != figures[3].N {
		t.Errorf("the bodies have %d overdue and %d late, the six numbers say %d and %d", overdue, late, figures[4].N, figures[3].N)
	}
	due := 0
	a.doc.Find("table.tree tr.d1").Each(func(_ int, tr *goquery.Selection) {
		n, _ := strconv.Atoi(tr.Find("td.num").First().Text())
		due += n
	})
	if due != figures[1].N {
		t.Errorf("the parts have %d due, the page says %d", due, figures[1].N)
	}
}

func TestProgressPages(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.otherUnit("la.dt")
		midyear(t, w)
		w.workOn(today.AddDate(0, 2, 8), "la.dt")
		plan := "/u/{unit}/{year}/ke-hoach/{plan}"
		w.run([]scenario{
			{Name: "the finding of the year", request: request{As: "hoa.tt", Path: coursePath}, Want: 200, Selector: ".lead", Has: "Đã qua 201 ngày."},
			{Name: "a plan says so too", request: request{As: "dat.lq", Path: plan + "/tien-do"}, Want: 200, Selector: ".lead", Has: "mốc đến hạn đã xong"},
			{Name: "among the views of the plan", request: request{As: "hoa.tt", Path: plan + "/tien-do"}, Want: 200, Selector: ".tabs a[aria-current]", Has: "Tiến độ"},
			{Name: "and from them", request: request{As: "hoa.tt", Path: plan}, Want: 200, Selector: ".tabs", Has: "Tiến độ"},
			{Name: "the strip says whose and when", request: request{As: "hoa.tt", Path: coursePath}, Want: 200, Selector: "#don-vi-ten", Has: "UBND phường Mỹ Hào, tuần 19 đến tuần 30 năm 2026"},
			{Name: "the band too", request: request{As: "hoa.tt", Path: plan + "/tien-do"}, Want: 200, Selector: "#nam-ten", Has: "năm 2026"},
			{Name: "with its table", request: request{As: "hoa.tt", Path: plan + "/tien-do"}, Want: 200, Selector: "section.drawn details th", Has: "Tháng 12"},
			{Name: "the button counts", request: request{As: "hoa.tt", Path: plan + "/tien-do"}, Want: 200, Selector: ".actions", Has: "Đôn đốc"},
			{Name: "texts to copy", request: request{As: "hoa.tt", Path: plan + "/don-doc"}, Want: 200, Selector: "textarea", Has: "UBND phường Mỹ Hào đề nghị"},
			{Name: "that say which plan", request: request{As: "hoa.tt", Path: plan + "/don-doc"}, Want: 200, Selector: "textarea", Has: "mốc quá hạn theo Kế hoạch số"},
			{Name: "and name nobody", request: request{As: "hoa.tt", Path: coursePath[:len(coursePath)-len("tien-do")] + "don-doc"}, Want: 200, Selector: "textarea", Has: "Xin gửi kết quả"},
			{Name: "an unknown number", request: request{As: "hoa.tt", Path: coursePath + "/tat-ca"}, Want: 404, Has: "sáu con số"},
			{Name: "an unknown part", request: request{As: "hoa.tt", Path: plan + "/tien-do/giao?muc=IX.9"}, Want: 404, Has: "không có mục này"},
			{Name: "an unknown body", request: request{As: "hoa.tt", Path: coursePath + "/giao?co-quan=01999999-9999-7999-8999-999999999999"}, Want: 404},
			{Name: "a place that nobody wrote", request: request{As: "hoa.tt", Path: coursePath + "/giao?sau=%2527--.x"}, Want: 200, Selector: "ul.tasks", Has: ""},
			{Name: "another ward's progress is its own", request: request{As: "la.dt", Path: "/u/{other}/{year}/tien-do"}, Want: 200, Selector: ".empty", Has: "Chưa có mốc nào"},
			{Name: "another ward's plan", request: request{As: "la.dt", Path: "/u/{other}/{year}/ke-hoach/{plan}/tien-do"}, Want: 404},
			{Name: "nor its texts", request: request{As: "la.dt", Path: "/u/{other}/{year}/ke-hoach/{plan}/don-doc"}, Want: 404},
			{Name: "nor its list", request: request{As: "la.dt", Path: "/u/{other}/{year}/ke-hoach/{plan}/tien-do/giao"}, Want: 404},
			{Name: "the machine's keeper sees no work", request: request{As: "phong.lh", Path: coursePath}, Want: 403},
			{Name: "a year without plans", request: request{As: "hoa.tt", Path: "/u/{unit}/2031/tien-do"}, Want: 200, Selector: ".empty", Has: "Chưa có mốc nào"},
		})
		if text := w.do(request{As: "hoa.tt", Path: plan + "/don-doc"}).doc.Find("textarea").Text(); strings.Contains(text, "Trần Thu Hoa") {
			t.Errorf("a text names a person: %s", text)
		}
	})
}
