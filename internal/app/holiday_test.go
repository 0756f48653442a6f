package app_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// An administrator replaces a year of the calendar; every page counts with it at once, and a second person who had the old
// list open loses nothing.
func TestAdministratorReplacesTheDaysOff(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		const path = "/u/{unit}/{year}/lich-nghi"
		off := day.Must(2026, 5, 13)
		if !w.app.Site.Workdays(t.Context()).IsWorking(off) {
			t.Fatal("13/05/2026 is a working day before the change")
		}
		w.run([]scenario{
			{request: request{As: "hoa.tt", Path: path}, Name: "an officer reads", Want: http.StatusOK, Selector: "table", Has: "chưa đối chiếu", Hasnt: "Lưu lịch nghỉ"},
			{request: request{As: "hoa.tt", Path: path, Form: url.Values{"ngay-nghi": {"x"}}}, Name: "and may not write", Want: http.StatusForbidden},
			{request: request{As: "phong.lh", Path: path, Form: url.Values{"ban": {"0"}, "ngay-nghi": {"13/05/2026; nghỉ phép; Hội làng"}}}, Name: "a slip", Want: http.StatusUnprocessableEntity, Selector: "textarea", Has: "Hội làng"},
			{request: request{As: "phong.lh", Path: path, Form: url.Values{"ban": {"0"}, "doi-chieu": {"1"}, "ngay-nghi": {"13/05/2026; nghỉ; Hội làng"}}}, Name: "compared with nothing", Want: http.StatusUnprocessableEntity, Has: "Ghi số và ngày của thông báo"},
			{request: request{As: "phong.lh", Path: path, Form: url.Values{"ban": {"0"}, "doi-chieu": {"1"}, "can-cu": {"Thông báo 15/TB"}, "ngay-nghi": {"13/05/2026; nghỉ; Hội làng"}}},
				Name: "saved", Want: http.StatusSeeOther, Leads: path, Audit: "Sửa lịch nghỉ năm 2026"},
			{request: request{As: "phong.lh", Path: path}, Name: "shown", Want: http.StatusOK, Selector: "tbody", Has: "Hội làngđã đối chiếu", Hasnt: "Lịch nghỉ năm 2026 chưa đối chiếu"},
			{request: request{As: "phong.lh", Path: path}, Name: "with its history", Want: http.StatusOK, Has: "thêm hoặc sửa: 13/05/2026; nghỉ; Hội làng; đã đối chiếu. bỏ: 01/01/2026; nghỉ; Tết Dương lịch"},
			{request: request{As: "phong.lh", Path: path, Form: url.Values{"ban": {"0"}, "ngay-nghi": {"14/05/2026; nghỉ; Hội làng"}}}, Name: "the slower one", Want: http.StatusConflict, Selector: "textarea", Has: "14/05/2026; nghỉ; Hội làng"},
		})
		if w.app.Site.Workdays(t.Context()).IsWorking(off) {
			t.Error("13/05/2026 is off after the change")
		}
	})
}
