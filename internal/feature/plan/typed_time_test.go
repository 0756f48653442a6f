package plan

import (
	"testing"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
)

func TestTypedTime(t *testing.T) {
	june5 := day.Must(2026, 6, 5)
	for typed, want := range map[string]struct {
		kind     planread.WhenKind
		from, to day.Day
	}{
		"":                    {planread.WhenNone, day.Day{}, day.Day{}},
		"05/06/2026":          {planread.WhenDue, day.Day{}, june5},
		"5-6-26":              {planread.WhenDue, day.Day{}, june5},
		"5.6.2026":            {planread.WhenDue, day.Day{}, june5},
		"5/6":                 {planread.WhenDue, day.Day{}, june5},
		"46178":               {planread.WhenDue, day.Day{}, june5},
		"46178,0":             {planread.WhenDue, day.Day{}, june5},
		"2026-06-05":          {planread.WhenDue, day.Day{}, june5},
		"trước ngày 6/6":      {planread.WhenDue, day.Day{}, june5},
		"Quý III":             {planread.WhenWindow, day.Must(2026, 7, 1), day.Must(2026, 9, 30)},
		"tháng 6":             {planread.WhenWindow, day.Must(2026, 6, 1), day.Must(2026, 6, 30)},
		"thuong xuyen":        {planread.WhenContinuous, day.Day{}, day.Day{}},
		"Định kỳ":             {planread.WhenRecurring, day.Day{}, day.Day{}},
		"hằng tháng":          {planread.WhenRecurring, day.Day{}, day.Day{}},
		"theo kế hoạch riêng": {planread.WhenByOtherPlan, day.Day{}, day.Day{}},
	} {
		w, err := typedTime(typed, 2026)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
			continue
		}
		from, to := dates(w)
		if w.Kind != want.kind || from != want.from || to != want.to {
			t.Errorf("%q is %s from %s to %s, want %v", typed, w.Kind, from, to, want)
		}
	}
	for _, typed := range []string{"31/02/2026", "5/13", "99999", "12345", "hôm nào rảnh", "Nguyễn Văn A", "1/2/3/4", "=A1", "5/6/0206"} {
		if w, err := typedTime(typed, 2026); err == nil {
			t.Errorf("%q is read as %+v", typed, w)
		}
	}
}

// A time that is shown in a cell and typed again changes nothing.
func TestTimeCellReadsBack(t *testing.T) {
	for _, f := range []taskForm{
		{Kind: string(planread.WhenDue), Due: "05/06/2026"},
		{Kind: string(planread.WhenWindow), Starts: "01/06/2026", Due: "05/06/2026"},
		{Kind: string(planread.WhenContinuous)}, {Kind: string(planread.WhenRecurring)}, {Kind: string(planread.WhenEvent)},
		{Kind: string(planread.WhenAfterEvent)}, {Kind: string(planread.WhenByOtherPlan)}, {Kind: string(planread.WhenNone)},
	} {
		again := f
		w, err := typedTime(f.timeCell(), 2026)
		if err != nil {
			t.Errorf("%+v shows %q: %v", f, f.timeCell(), err)
			continue
		}
		if again.setTime(w); again.timeCell() != f.timeCell() {
			t.Errorf("%+v became %+v", f, again)
		}
	}
}
