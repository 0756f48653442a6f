package app_test

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/actor"
)

// What was planned by lines is part of the approved plan, what was spent is not; spending more than planned asks for a reason and
// stops nobody.
func TestTheMoneyOfAnEventByLines(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		typed := func(key, version string, more ...string) request {
			f := form(append([]string{"once", key, "ten", "Hội trại hè", "loai", "khac", "thoi-gian", "28/5/2026", "co-quan", "Đoàn Thanh niên", "ke-hoach", "Hai ngày.", "ban", version}, more...)...)
			if version == "" {
				return request{As: "hoa.tt", Path: eventsAt + "/them", Form: f}
			}
			return request{As: "hoa.tt", Path: eventsAt + "/{event}/sua", Form: f}
		}
		lines := func(planned, spent string) []string {
			return []string{"khoan", "Thuê loa | Ngân sách | " + planned + " | " + spent + " | Hóa đơn 12\nNước | Vận động | 300.000"}
		}
		furtherPost(t, w, "hoa.tt", actor.RoleLeader)
		w.samples["event"] = id(t, w.do(typed("v1", "", lines("500.000", "")...)).Header().Get("Location"), "su-kien")
		one := eventsAt + "/{event}"
		shown := func(name, selector, has string) scenario {
			return scenario{request: request{As: "thinh.vv", Path: one}, Name: name, Want: 200, Selector: selector, Has: has}
		}
		w.run([]scenario{
			shown("the sum of the plan", ".reg-lines tfoot", "800.000 đồng"),
			{request: request{As: "dat.lq", Path: one + "/buoc/duyet", Form: form("once", "v2", "ban", "1")}, Name: "approved", Want: 303},
			{request: typed("v3", "2", lines("500.000", "700.000")...), Name: "spent", Want: 303},
			shown("spending is no change of the plan", ".state-line", "đã duyệt"),
			shown("within the budget", ".facts", "Trong dự toán"),
			{request: typed("v4", "3", lines("500.000", "1.000.000")...), Name: "spent more", Want: 303},
			shown("a warning", ".warn", "Chưa ghi lý do"),
			{request: typed("v5", "4", "ly-do-vuot", "Loa thuê thêm một ngày"), Name: "a reason", Want: 303},
			shown("the reason", ".warn", "Loa thuê thêm một ngày"),
			{request: request{As: "hoa.tt", Path: eventsAt + "?xem=chi-vuot"}, Name: "found", Want: 200, Selector: "tbody tr", Has: "Hội trại hè"},
			{request: typed("v6", "5", lines("900.000", "1.000.000")...), Name: "planned otherwise", Want: 303},
			shown("to be approved again", ".state-line", "nháp"),
			shown("told by its line", "ol.history", "sửa “Thuê loa”, dự kiến"),
		})
	})
}
