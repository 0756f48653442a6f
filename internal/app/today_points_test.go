package app_test

import (
	"testing"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/actor"
	"github.com/mangnon/mangnon/internal/kernel/day"
)

// Work that goes on is on the day's page through its check-points: soon before they are due, then late, and in the
// reminders of the bodies that owe them.
func TestCheckPointsStandOnTheDay(t *testing.T) {
	const page = "/u/{unit}/{year}/viec"
	both(t, func(t *testing.T, w *world) {
		w.newDay(time.Date(2026, 6, 25, 8, 0, 0, 0, day.Zone))
		w.run([]scenario{
			{Name: "due in seven days", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: "section:contains('Mốc kiểm tra đến hạn trong 7 ngày')", Has: "quý II"},
			{Name: "a body that owes none sees none of the others", request: request{As: "thinh.vv", Path: page}, Want: 200, Hasnt: "Mốc kiểm tra"},
		})
		first, last := day.Must(2026, 6, 25), day.Must(2026, 7, 2)
		points, err := w.app.Plans.DatedPoints(t.Context(), w.app.DB.Reader(actor.Actor{UnitID: w.unitID()}), first, last)
		if err != nil || len(points) == 0 || len(points[0].LeadIDs) == 0 {
			t.Fatalf("%d check-points to be reminded of, %v", len(points), err)
		}
		w.samples["task"] = points[0].TaskID
		w.newDay(time.Date(2026, 7, 3, 8, 0, 0, 0, day.Zone))
		w.run([]scenario{
			{Name: "late", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: ".lead", Has: "mốc kiểm tra quá hạn"},
			{Name: "the row leads to the report of its point", request: request{As: "hoa.tt", Path: page}, Want: 200, Selector: "section:contains('Mốc kiểm tra quá hạn') a[href*='/ket-qua?moc=']", Has: "Cập nhật"},
		})
	})
}
