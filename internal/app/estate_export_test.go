package app_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

// export is the year of the ward as of the last day.
func (w *world) export(who string) string {
	w.t.Helper()
	a := w.send(request{As: who, Path: "/u/{unit}/{year}/ke-hoach/xuat?ngay=" + lastDay.ISO()})
	if a.Code != 200 {
		w.t.Fatalf("the export answers %d: %s", a.Code, a.Body)
	}
	return a.Body.String()
}

func TestTheExportOfADayStaysWhatItWas(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		s := w.ends("Phòng Kinh tế", "Phòng Văn hóa")
		before := w.export("hoa.tt")
		if again := w.export("dat.lq"); again != before {
			t.Error("two exports of one day differ")
		}
		item := s.list()[0]
		s.pass(50, 100)
		w = w.later(today.AddDate(0, 0, 2))
		w.samples["task"] = item.ID
		w.run([]scenario{
			{Name: "a result of a later day", request: request{As: "hoa.tt", Path: taskPath + "/ket-qua", Form: form("once", "x1", "co-quan", w.ownBody("hoa.tt"), "ngay", "14/5/2026", "ket-qua", "Xong cả", "xong", "1")}, Want: 303},
			{Name: "a day that has not come", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/xuat?ngay=2026-06-01"}, Want: 422, Has: "chưa tới"},
			{Name: "no right to take data out", request: request{As: "thinh.vv", Path: "/u/{unit}/{year}/ke-hoach/xuat"}, Want: 403},
			{Name: "the table of before", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong?ngay=2026-05-12"}, Want: 200, Selector: "table", Has: "Phòng Kinh tế, Hạ tầng và Đô thị"},
			{Name: "the table of today leads to it", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/{plan}/phan-cong"}, Want: 200, Selector: ".editions", Has: "đến hết 12/05/2026"},
		})
		if diff := cmp.Diff(before, w.export("hoa.tt")); diff != "" {
			t.Errorf("the export of %s changed:\n%s", lastDay, diff)
		}
		if now := w.send(request{As: "hoa.tt", Path: "/u/{unit}/{year}/ke-hoach/xuat"}).Body.String(); now == before || !strings.Contains(now, "Xong cả") {
			t.Error("the export of today does not show what happened")
		}
	})
}

func TestTheExportOfAUnitThatEndedStaysWhatItWas(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	s := w.unitEnds()
	before := w.export("hoa.tt")
	s.sign()
	s.pass(500, 100)
	if diff := cmp.Diff(before, w.later(today.AddDate(0, 1, 0)).export("hoa.tt")); diff != "" {
		t.Errorf("the export of %s changed:\n%s", lastDay, diff)
	}
}

func TestTheTotalsOfAUnitThatEnded(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.run([]scenario{{Name: "not while it lasts", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tien-do-don-vi-cu"}, Want: 404}})
		s := w.unitEnds()
		s.sign()
		s.pass(500, 100)
		w = w.later(today.AddDate(0, 0, 20))
		page := w.do(request{As: "can.b1", Path: "/u/{unit}/{year}/tien-do-don-vi-cu"})
		rows := page.doc.Find("tbody tr[data-row]")
		if rows.Length() != 3 || !strings.Contains(rows.Text(), "không xem được") {
			t.Fatalf("the table of the totals: %s", words(page.doc))
		}
		sums := map[int]int{}
		page.doc.Find("main table a").Each(func(i int, a *goquery.Selection) {
			n := number(t, a.Text())
			if got := w.pieces("can.b1", a.AttrOr("href", "")); got != n {
				t.Errorf("%s: the number is %d and its list has %d", a.AttrOr("aria-label", ""), n, got)
			}
			if a.Closest("tr.total").Length() == 0 {
				sums[i%6] += n
			} else if sums[i%6] != n {
				t.Errorf("%s: the rows add up to %d", a.AttrOr("aria-label", ""), sums[i%6])
			}
		})
		if sums[0] == 0 {
			t.Error("nothing was given to anybody")
		}
		w.run([]scenario{
			{Name: "who has no post in an heir sees the old unit", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tien-do-don-vi-cu"}, Want: 200, Selector: ".lead", Has: "chưa gồm đơn vị không xem được"},
			{Name: "and not its list", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/tien-do-don-vi-cu/giao?don-vi=" + s.heirs[0].ID}, Want: 404},
			{Name: "every page leads there", request: request{As: "hoa.tt", Path: "/u/{unit}/{year}/viec"}, Want: 200, Selector: ".ended .demo-link", Has: "Tổng của đơn vị cũ"},
		})
	})
}

// pieces counts the rows of a list over all its pages.
func (w *world) pieces(who, href string) (n int) {
	w.t.Helper()
	for href != "" {
		a := w.do(request{As: who, Path: href})
		if a.Code != 200 {
			w.t.Fatalf("%s answers %d", href, a.Code)
		}
		n += a.doc.Find("main .tasks > li").Length()
		next := ""
		a.doc.Find("main nav.more a").Each(func(_ int, link *goquery.Selection) {
			if strings.Contains(link.Text(), "Xem tiếp") {
				next = link.AttrOr("href", "")
			}
		})
		href = next
	}
	return n
}
