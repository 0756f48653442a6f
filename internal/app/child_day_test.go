package app_test

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Age and school year are told for the day that is asked for, on the list and on the record.
func TestAgeAndSchoolYearOnAnotherDay(t *testing.T) {
	w := newWorld(t, template.SQLite(t))
	w.samples["child"] = w.addChild("d", "ho-ten", "Lò Thị Khuê", "ngay-sinh", "01/09/2018", "lop", "1A")
	w.run([]scenario{
		{Name: "today", request: request{As: "hoa.tt", Path: children + "/{child}"}, Want: 200, Selector: ".child-head", Has: "7 tuổi, Nữ"},
		{Name: "at the opening of the school year", request: request{As: "hoa.tt", Path: children + "/{child}?tai-ngay=05/09/2026"}, Want: 200, Selector: ".child-head", Has: "Tuổi tại 05/09/20268 tuổi"},
		{Name: "its school year", request: request{As: "hoa.tt", Path: children + "/{child}?tai-ngay=2026-09-05"}, Want: 200, Selector: ".child-head", Has: "Năm học tại 05/09/20262026-2027"},
		{Name: "no day is today", request: request{As: "hoa.tt", Path: children + "/{child}?tai-ngay=mai"}, Want: 200, Selector: ".child-head", Has: "7 tuổi, Nữ"},
		{Name: "the list", request: request{As: "hoa.tt", Path: children + "?tim=Lò+Thị+Khuê&tai-ngay=05/09/2026"}, Want: 200, Selector: "table.reg", Has: "8 tuổi"},
		{Name: "its heading", request: request{As: "hoa.tt", Path: children + "?tai-ngay=05/09/2026"}, Want: 200, Selector: "table.reg thead", Has: "Tuổi tại 05/09/2026"},
		{Name: "the school year of the list", request: request{As: "hoa.tt", Path: children + "?tai-ngay=05/09/2026"}, Want: 200, Selector: "form.reg-filter", Has: "năm học 2026-2027"},
	})
	next := w.do(request{As: "hoa.tt", Path: children + "?tai-ngay=05/09/2026"}).doc.Find(".chips a").First().AttrOr("href", "")
	if !strings.Contains(next, "tai-ngay=2026-09-05") {
		t.Errorf("a further filter forgets the day: %s", next)
	}
}

// Who was born on 29 February is sixteen on 29 February sixteen years later; on that day the nightly job closes the record, and it
// is kept.
func TestARecordOfALeapDayClosesOnTheLeapDay(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		w.samples["child"] = w.addChild("l", "ho-ten", "Lò Văn Nhuận", "ngay-sinh", "29/02/2012")
		for _, tt := range []struct {
			on   day.Day
			says string
		}{{day.Must(2028, 2, 28), "đang quản lý"}, {day.Must(2028, 2, 29), "đủ 16 tuổi, đã đóng"}} {
			if err := child.Children.ExpireAll(t.Context(), w.app.DB, w.unitOf(w.samples["unit"]), tt.on); err != nil {
				t.Fatal(err)
			}
			if page := squash(w.do(request{As: "hoa.tt", Path: children + "/{child}"}).doc.Text()); !strings.Contains(page, tt.says) {
				t.Errorf("on %s the record is not %q", tt.on, tt.says)
			}
		}
	})
}
