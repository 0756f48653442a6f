package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"github.com/mangnon/mangnon/internal/register"
)

// Every number on a page of numbers opens a list with as many rows, and so many rows has its file.
func TestEveryNumberIsAsManyRowsAsItsListAndItsFile(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		for i, x := range [][]string{{"loai", "ao", "muc", "1"}, {"loai", "ao", "muc", "3", "phat-hien", "1/2/2026"}, {"loai", "dien", "muc", "2", "phat-hien", ""}, {"loai", "ho"}} {
			w.do(request{As: "hoa.tt", Path: hazards + "/them", Form: aHazard(fmt.Sprint("n", i), append(x, "khac", "1")...)})
		}
		pages := 0
		for _, g := range register.Declared() {
			if len(g.Facts) == 0 || w.samples[g.Name] == "" {
				continue
			}
			for _, period := range []string{"", "?tu-ngay=1/1/2026&den-ngay=30/6/2026"} {
				a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/" + g.Path + "/so-lieu" + period})
				if a.Code != http.StatusOK {
					t.Fatalf("%s answers %d", g.Path, a.Code)
				}
				a.doc.Find("main section p a, main td.num a").Each(func(_ int, s *goquery.Selection) {
					pages++
					w.sameRows(t, g, s)
				})
			}
		}
		if pages < 20 {
			t.Errorf("only %d numbers were opened", pages)
		}
	})
}

func href(s *goquery.Selection) string { return s.AttrOr("href", "") }

// sameRows opens the list behind a number and its file.
func (w *world) sameRows(t *testing.T, g *register.Register, s *goquery.Selection) {
	t.Helper()
	u, err := url.Parse(href(s))
	if err != nil {
		t.Fatal(err)
	}
	list := w.do(request{As: "hoa.tt", Path: u.String()})
	rows := list.doc.Find("tbody tr[data-row]").Length()
	if f, ok := factOf(g, u.Query().Get("so")); ok && f.Sum == "" {
		if n, err := strconv.Atoi(strings.Fields(strings.ReplaceAll(s.Text(), ".", ""))[0]); err != nil || n != rows {
			t.Errorf("%s says %q, its list has %d rows", u, squash(s.Text()), rows)
		}
	}
	file := w.send(request{As: "hoa.tt", Path: u.Path + "/danh-sach.xlsx?" + u.RawQuery})
	book, err := excelize.OpenReader(bytes.NewReader(file.Body.Bytes()))
	if err != nil {
		t.Fatalf("%s: %d %v", u, file.Code, err)
	}
	lines, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, line := range lines {
		if len(line) > 0 && strings.HasPrefix(line[0], g.Code+"-") {
			n++
		}
	}
	if n != rows {
		t.Errorf("%s: %d rows in the list, %d in its file", u, rows, n)
	}
}

func factOf(g *register.Register, key string) (register.Fact, bool) {
	for _, f := range g.Facts {
		if f.Key == key {
			return f, true
		}
	}
	return register.Fact{}, false
}

// Who receives figures only gets no small number of children, and no way to a record.
func TestTheProvinceGetsNoSmallNumberOfChildren(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.hireAll()
		for i := range 6 {
			key, sex := fmt.Sprint("p", i), "nam"
			if i == 0 {
				sex = "nu"
			}
			f := form("once", key, "loai", "01", "luc", "8:00 2/3/2026", "hau-qua", "mac", "noi", "nha", "gioi", sex, "khac", "1")
			if a := w.do(request{As: "hoa.tt", Path: "/u/{unit}/{year}/tai-nan/them", Form: f}); a.Code != http.StatusSeeOther {
				t.Fatalf("%d: %s", a.Code, words(a.doc))
			}
		}
		page := "/u/{unit}/{year}/tai-nan/so-lieu?tu-ngay=1/3/2026&den-ngay=31/3/2026"
		whole := w.do(request{As: "hoa.tt", Path: page})
		if whole.doc.Find("main td.num a").Length() == 0 {
			t.Fatal("the officer opens no number")
		}
		a := w.do(request{As: "tinh.lx", Path: page})
		if a.Code != http.StatusOK {
			t.Fatalf("the province gets %d", a.Code)
		}
		if n := a.doc.Find("main section a").Length(); n != 0 {
			t.Errorf("%d numbers lead to records", n)
		}
		a.doc.Find("main td.num").Each(func(_ int, s *goquery.Selection) {
			if n, err := strconv.Atoi(strings.TrimSpace(s.Text())); err == nil && n > 0 && n < register.SmallCount {
				t.Errorf("the province reads %d in %q", n, squash(s.Parent().Text()))
			}
		})
		if w.do(request{As: "tinh.lx", Path: "/u/{unit}/{year}/tien-do"}).doc.Find(`nav a[href$="/nguy-co/so-lieu"]`).Length() == 0 {
			t.Error("no menu of the province leads to numbers")
		}
		if a.doc.Find(`a[href$="/nguy-co/so-lieu"]`).Length() < 2 {
			t.Error("the numbers of accidents do not lead to those of hazards beside them")
		}
		w.run([]scenario{
			{Name: "what is hidden is said to be", request: request{As: "tinh.lx", Path: page}, Want: 200, Selector: "main", Has: "không nêu"},
			{Name: "no list", request: request{As: "tinh.lx", Path: "/u/{unit}/{year}/tai-nan?so=vu"}, Want: 403},
			{Name: "a day that is none", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tai-nan/so-lieu?tu-ngay=31/2/2026&den-ngay=1/3/2026"}, Want: 422, Selector: "#loi", Has: "Từ ngày"},
		})
	})
}
