package plan

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/planread"
)

func TestStatusOnBothAxes(t *testing.T) {
	today := day.Must(2026, 5, 12)
	due := func(n int) day.Day { return today.Add(n) }
	cases := []struct {
		name string
		task Task
		want Status
	}{
		{"due yesterday, nothing done", Task{Due: due(-1)}, Overdue},
		{"due today still in time", Task{Due: today}, DueSoon},
		{"due in a week", Task{Due: due(7)}, DueSoon},
		{"due in eight days", Task{Due: due(8)}, Doing},
		{"begins tomorrow", Task{Starts: due(1), Due: due(30)}, NotYet},
		{"continuous", Task{WhenKind: planread.WhenContinuous}, Doing},
		{"done on the last day", Task{Due: due(-3), Done: due(-3)}, DoneInTime},
		{"done a day late stays late", Task{Due: due(-3), Done: due(-2)}, DoneLate},
		{"done without a due date", Task{Done: due(-9)}, DoneInTime},
		{"a request is never overdue", Task{Due: due(-90), Requested: true}, Unanswered},
		{"a request answered", Task{Due: due(-90), Requested: true, Done: due(-91)}, DoneInTime},
	}
	for _, c := range cases {
		if c.task.Lead == "" {
			c.task.Lead = "Phòng Văn hóa - Xã hội"
		}
		if got := c.task.StatusAt(today); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestARequestIsNeverOverdueOnAnyDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := day.Must(2026, 1, 1)
		task := Task{Requested: true, Due: base.Add(rapid.IntRange(0, 364).Draw(t, "due")), Starts: base.Add(rapid.IntRange(0, 364).Draw(t, "starts"))}
		if got := task.StatusAt(base.Add(rapid.IntRange(0, 800).Draw(t, "today"))); got == Overdue {
			t.Fatalf("overdue")
		}
	})
}

func TestDueWordsSayHowLong(t *testing.T) {
	today := day.Must(2026, 5, 12)
	cases := []struct {
		task Task
		want string
	}{
		{Task{Due: day.Must(2026, 5, 15)}, "còn 3 ngày (thứ Sáu 15/05/2026)"},
		{Task{Due: today}, "hôm nay, thứ Ba 12/05/2026"},
		{Task{Due: day.Must(2026, 5, 5)}, "quá 7 ngày (thứ Ba 05/05/2026)"},
		{Task{Due: day.Must(2026, 5, 5), Requested: true}, "đề nghị xong thứ Ba 05/05/2026"},
		{Task{Due: day.Must(2026, 5, 5), Done: day.Must(2026, 5, 6)}, "xong 06/05/2026"},
		{Task{WhenKind: planread.WhenContinuous, Peaks: Peaks{{From: day.Must(2026, 5, 1), To: day.Must(2026, 6, 30)}}}, "thường xuyên, cao điểm 1/5 đến 30/6"},
	}
	for _, c := range cases {
		if got := c.task.DueWords(today); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
