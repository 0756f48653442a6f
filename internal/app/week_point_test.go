package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/day"
)

// In June the first check-points of the demonstration are overdue: they are counted, listed and decided about like work with a
// date of its own.
func TestALeaderGivesACheckPointMoreTime(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		june := time.Date(2026, 6, 1, 7, 0, 0, 0, day.Zone)
		w.at(nextMonday)
		for _, who := range []string{"dat.lq", "hoa.tt"} { // sessions that nobody uses for weeks end
			w.do(request{As: who, Path: weekPath})
		}
		w.at(june)
		w.makeAll(day.At(june))
		page := weekPath + "/2026-06-01"
		cases := w.do(request{As: "dat.lq", Path: page}).doc.Find(".cases > li")
		task, no := "", 0
		for i := range cases.Nodes {
			if href := cases.Eq(i).Find(".case-title a").AttrOr("href", ""); no == 0 && strings.Contains(href, "#moc-") {
				task, _, _ = strings.Cut(href, "#")
				no = i + 1
			}
		}
		if no == 0 {
			t.Fatalf("no check-point among the cases of June: %s", squash(cases.Text()))
		}
		at := page + "/viec/" + fmt.Sprint(no) + "/"
		version := w.do(request{As: "dat.lq", Path: at + "gia-han"}).doc.Find("[name=ban]").AttrOr("value", "")
		send := func(key, until string) request {
			return request{As: "dat.lq", Path: at + "gia-han", Form: form("once", key, "ban", version, "han-moi", until, "ly-do", "Chờ số liệu của trường")}
		}
		w.run([]scenario{
			{Name: "more time", request: send("p1", "22/6/2026"), Want: 303, Leads: page},
			{Name: "the task tells", request: request{As: "hoa.tt", Path: task}, Want: 200, Selector: ".history", Has: "trên trang lãnh đạo tuần 23"},
			{Name: "by its check-point", request: request{As: "hoa.tt", Path: task}, Want: 200, Selector: "main", Has: "22/6"},
			{Name: "old work", request: send("p2", "30/6/2026"), Want: 409, Selector: ".warn", Has: "vừa được thay đổi"},
			{Name: "urged", request: request{As: "dat.lq", Path: at + "don-doc", Form: form("once", "p3", "ban", version, "tin", "Đề nghị báo kết quả.")}, Want: 409},
		})
		w.agrees(page)
	})
}
