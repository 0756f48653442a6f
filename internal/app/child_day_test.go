package app_test

import (
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/child"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/web"
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

// A circumstance that ends takes the child out of the list, the figures and the marks on the day, although nobody writes; another one
// that goes on stays, and a record that is closed is left as it was closed.
func TestACircumstanceEndsOnItsDay(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		const said = "qua-trinh-hoan-canh"
		w.samples["child"] = w.addChild("c", "ho-ten", "Lò Văn Khôi", "ngay-sinh", "05/06/2018")
		w.samples["gone"] = w.addChild("d", "ho-ten", "Quàng Văn Bách", "ngay-sinh", "09/01/2014", "me", "Tòng Thị Xa")
		for _, id := range []string{"child", "gone"} {
			w.post("hoa.tt", children+"/{"+id+"}/buoc/hoan-canh", form(said, "Trẻ em khuyết tật | Khuyết tật nhẹ | 01/01/2026 | 01/07/2026\nTrẻ em bị bỏ rơi | Chưa được chăm sóc thay thế | 01/01/2026 | ", "ban", "1", "once", web.NewKey()))
		}
		w.post("hoa.tt", children+"/{gone}/buoc/mat", form("ngay-mat", "10/05/2026", "giay-chung-tu", "Trích lục 1", "ban", w.asked("SELECT version FROM child WHERE id = '"+w.samples["gone"]+"'"), "once", web.NewKey()))
		marks := func() string {
			return w.asked("SELECT name, circumstances FROM child WHERE name IN ('Lò Văn Khôi', 'Quàng Văn Bách') ORDER BY name")
		}
		for _, tt := range []struct {
			on   day.Day
			want string
		}{
			{day.Must(2026, 6, 30), "Lò Văn Khôi||HCDB02|HCDB04|\nQuàng Văn Bách||HCDB02|HCDB04|"},
			{day.Must(2026, 7, 1), "Lò Văn Khôi||HCDB02|\nQuàng Văn Bách||HCDB02|HCDB04|"},
			{day.Must(2026, 7, 2), "Lò Văn Khôi||HCDB02|\nQuàng Văn Bách||HCDB02|HCDB04|"},
		} {
			if err := child.Children.With(nil).ExpireAll(t.Context(), w.app.DB, w.unitOf(w.samples["unit"]), tt.on); err != nil {
				t.Fatal(err)
			}
			if got := marks(); got != tt.want {
				t.Errorf("on %s\n%s\nwant\n%s", tt.on, got, tt.want)
			}
		}
		if n := w.asked("SELECT COUNT(*) FROM audit WHERE action = 'Hết thời gian của một hoàn cảnh đặc biệt' AND record_id = '" + w.samples["child"] + "'"); n != "1" {
			t.Errorf("the history tells of it %s times", n)
		}
	})
}
