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
		{Task{Due: day.Must(2026, 5, 15)}, "còn 3 ngày làm việc (thứ Sáu 15/5)"},
		{Task{Due: today}, "hôm nay, thứ Ba 12/5"},
		{Task{Due: day.Must(2026, 5, 5)}, "quá 5 ngày làm việc (thứ Ba 5/5)"},
		{Task{Due: day.Must(2026, 5, 5), Requested: true}, "đề nghị xong thứ Ba 5/5"},
		{Task{Due: day.Must(2026, 5, 5), Done: day.Must(2026, 5, 6)}, "xong 06/05/2026"},
		{Task{WhenKind: planread.WhenContinuous, Peaks: Peaks{{From: day.Must(2026, 5, 1), To: day.Must(2026, 6, 30)}}}, "thường xuyên, cao điểm 1/5 đến 30/6"},
	}
	for _, c := range cases {
		if got := c.task.DueWords(day.BuiltIn(), today); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestWhatAPersonDecidedComesFirst(t *testing.T) {
	today := day.Must(2026, 5, 12)
	late := Task{Lead: "Công an phường", Due: today.Add(-5)}
	with := func(change func(*Task)) Task { task := late; change(&task); return task }
	cases := []struct {
		name     string
		task     Task
		want     Status
		official string
	}{
		{"nothing yet", late, Overdue, "chưa thực hiện (quá hạn)"},
		{"something done", with(func(t *Task) { t.Results = 2 }), Overdue, "đang thực hiện (quá hạn)"},
		{"in time", Task{Lead: "x", Due: today.Add(60), Results: 1}, Doing, "đang thực hiện (trong hạn)"},
		{"nobody leads", Task{Due: today.Add(60)}, Unclear, "chưa giao đủ thông tin"},
		{"nobody leads and it is late", Task{Due: today.Add(-1)}, Overdue, "chưa thực hiện (quá hạn)"},
		{"claimed in time", with(func(t *Task) { t.Claimed = t.Due }), Claimed, "chờ xác nhận (trong hạn)"},
		{"claimed late", with(func(t *Task) { t.Claimed = t.Due.Add(1) }), Claimed, "chờ xác nhận (quá hạn)"},
		{"asks for more time", with(func(t *Task) { t.Asking = true }), Asking, "chưa thực hiện (quá hạn)"},
		{"paused", with(func(t *Task) { t.Phase = Paused }), OnHold, "tạm dừng"},
		{"given up", with(func(t *Task) { t.Phase = Cancelled }), NotDone, "không thực hiện (có quyết định)"},
		{"with another body", with(func(t *Task) { t.Phase = Moved }), Elsewhere, "chuyển cơ quan khác"},
		{"requested", with(func(t *Task) { t.Requested = true }), Unanswered, "chưa có phản hồi"},
		{"done late", with(func(t *Task) { t.Done = today }), DoneLate, "hoàn thành quá hạn"},
	}
	for _, c := range cases {
		if got := c.task.StatusAt(today); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if got := c.task.Official(today); got != c.official {
			t.Errorf("%s: %q, want %q", c.name, got, c.official)
		}
	}
}

// anyTask draws a task in any course, with dates in one year.
func anyTask(t *rapid.T) Task {
	base := day.Must(2026, 1, 1)
	date := func(label string) day.Day {
		if n := rapid.IntRange(-1, 364).Draw(t, label); n >= 0 {
			return base.Add(n)
		}
		return day.Day{}
	}
	return Task{Lead: rapid.SampledFrom([]string{"", "Công an phường"}).Draw(t, "lead"), Starts: date("starts"), Due: date("due"), Done: date("done"),
		Requested: rapid.Bool().Draw(t, "requested"), Results: rapid.IntRange(0, 3).Draw(t, "results"),
		course: course{Claimed: date("claimed"), Asking: rapid.Bool().Draw(t, "asking"), Phase: rapid.SampledFrom([]Phase{"", Paused, Moved, Cancelled}).Draw(t, "phase")}}
}

func TestStateProperties(t *testing.T) {
	base := day.Must(2026, 1, 1)
	rapid.Check(t, func(t *rapid.T) {
		task := anyTask(t)
		n := rapid.IntRange(0, 800).Draw(t, "today")
		today, later := base.Add(n), base.Add(n+rapid.IntRange(1, 400).Draw(t, "later"))
		now, then := task.StatusAt(today), task.StatusAt(later)
		settled := !task.Done.IsZero() || task.Phase != "" || !task.Claimed.IsZero()
		switch {
		case settled && now != then:
			t.Fatalf("time alone turns %s into %s", now, then)
		case now == Overdue && then != Overdue:
			t.Fatalf("overdue work becomes %s by waiting", then)
		case (task.Requested || task.Phase != "" || task.Due.IsZero()) && now == Overdue:
			t.Fatalf("overdue without a duty: %+v", task)
		case task.Late(today) && !task.Late(later):
			t.Fatalf("late work becomes timely by waiting")
		case now == Overdue && !task.Late(today), now == DoneInTime && task.Late(today):
			t.Fatalf("the axes disagree: %s, late %v", now, task.Late(today))
		}
		if !task.Done.IsZero() && !task.Ended() {
			if want := !task.Due.IsZero() && task.Done.After(task.Due); want != (now == DoneLate) {
				t.Fatalf("done %s, due %s: %s", task.Done, task.Due, now)
			}
		}
	})
}
