package plan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/kernel/rhythm"
	"github.com/mangnon/mangnon/internal/planread"
	"github.com/mangnon/mangnon/internal/store"
)

func rules(t interface{ Fatal(...any) }, s string) rhythm.Rhythm {
	r, err := rhythm.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// year is a task with its check-points, changed the way that the statements change them.
type year struct {
	task   Task
	points []Point
}

func (y *year) apply(rule rhythm.Rhythm, today day.Day) {
	gone, come := replan(y.task, y.points, rule, day.BuiltIn(), today)
	y.points = slices.DeleteFunc(y.points, func(pt Point) bool {
		return slices.ContainsFunc(gone, func(g Point) bool { return g.ID == pt.ID })
	})
	for _, p := range come {
		y.points = append(y.points, newPoint(y.task, p))
	}
}

// However the rule changes, with the clock going forward and back: no place of the rhythm is there twice, and what somebody has
// touched stays as it was.
func TestChangingTheRuleTouchesOnlyWhatNobodyTouched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := year{task: Task{ID: "t", Year: 2026, Peaks: Peaks{{From: day.Must(2026, 5, 1), To: day.Must(2026, 6, 30)}}}}
		touched := map[string]Point{}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			today := day.Must(2025, 12, 1).Add(rapid.IntRange(0, 430).Draw(t, "today"))
			if len(y.points) > 0 && rapid.Bool().Draw(t, "touch") {
				i := rapid.IntRange(0, len(y.points)-1).Draw(t, "point")
				y.points[i].Version++
				touched[y.points[i].ID] = y.points[i]
				continue
			}
			y.apply(rules(t, rapid.SampledFrom([]string{"", "month", "month@25", "quarter", "quarter;peak-7d", "half+5w", "year", "peak+3w"}).Draw(t, "rule")), today)
		}
		keys := map[string]bool{}
		for _, pt := range y.points {
			if keys[pt.Key] {
				t.Fatalf("two check-points %s", pt.Key)
			}
			keys[pt.Key] = true
			if before, ok := touched[pt.ID]; ok && before != pt {
				t.Fatalf("a touched check-point changed: %+v, now %+v", before, pt)
			}
			delete(touched, pt.ID)
		}
		if len(touched) > 0 {
			t.Fatalf("touched check-points are gone: %v", touched)
		}
	})
}

func TestTheSameRuleAgainChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := year{task: Task{ID: "t", Year: 2026}}
		rule := rules(t, rapid.SampledFrom([]string{"month", "quarter", "half+5w", "year@20"}).Draw(t, "rule"))
		first := day.Must(2026, 1, 1).Add(rapid.IntRange(0, 364).Draw(t, "first"))
		y.apply(rule, first)
		before := places(y.points)
		y.apply(rule, first.Add(rapid.IntRange(0, 200).Draw(t, "later")))
		y.apply(rule, first)
		if after := places(y.points); after != before {
			t.Fatalf("%s, again %s", before, after)
		}
		for _, f := range foresee(y.task, y.points, rule, day.BuiltIn(), first) {
			if f.What != "giữ nguyên" {
				t.Fatalf("the preview of the rule in force changes %+v", f)
			}
		}
	})
}

func places(points []Point) string {
	var rows []string
	for _, pt := range points {
		rows = append(rows, pt.Key+" "+pt.Due.ISO())
	}
	slices.Sort(rows)
	return strings.Join(rows, ", ")
}

func TestStatesOfACheckPoint(t *testing.T) {
	task := Task{Year: 2026, Lead: "Phòng Văn hóa - Xã hội", WhenKind: planread.WhenContinuous, course: course{Points: 4, PointDue: day.Must(2026, 6, 30)}}
	q2 := newPoint(task, rules(t, "quarter").Points(2026, nil, nil, day.Calendar{})[1])
	with := func(change func(*Point)) Point { pt := q2; change(&pt); return pt }
	on := func(s string) day.Day { d, _ := day.ParseISO(s); return d }
	cases := []struct {
		name  string
		point Point
		today string
		want  Status
	}{
		{"before its quarter", q2, "2026-03-31", NotYet},
		{"in its quarter", q2, "2026-05-12", Doing},
		{"in its last week", q2, "2026-06-24", DueSoon},
		{"on its last day", q2, "2026-06-30", DueSoon},
		{"after it", q2, "2026-07-01", Overdue},
		{"claimed", with(func(pt *Point) { pt.Claimed = on("2026-06-29") }), "2026-07-05", Claimed},
		{"done in time, confirmed later", with(func(pt *Point) { pt.Done = on("2026-06-30") }), "2026-07-05", DoneInTime},
		{"done late", with(func(pt *Point) { pt.Done = on("2026-07-01") }), "2026-07-05", DoneLate},
		{"moved after it was overdue, then done before the new date", with(func(pt *Point) { pt.Due, pt.Slipped, pt.Done = on("2026-07-20"), true, on("2026-07-10") }), "2026-07-25", DoneLate},
		{"left out", with(func(pt *Point) { pt.State = PointSkipped }), "2026-12-31", Skipped},
	}
	for _, c := range cases {
		if got := c.point.StatusAt(task, on(c.today)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	requested, given := task, task
	requested.Requested, given.Phase = true, Cancelled
	if got := q2.StatusAt(requested, on("2026-12-31")); got != Unanswered {
		t.Errorf("a request is never overdue: %s", got)
	}
	if got := cases[6].point.StatusAt(given, on("2026-12-31")); got != DoneInTime {
		t.Errorf("what was done before the task was given up stays done: %s", got)
	}
}

// A task that goes on is judged by its check-points.
func TestWorkThatGoesOnIsInRhythm(t *testing.T) {
	task := Task{Lead: "Công an phường", WhenKind: planread.WhenContinuous, course: course{Points: 4, PointDue: day.Must(2026, 6, 30)}}
	cases := []struct {
		today day.Day
		want  Status
		words string
	}{
		{day.Must(2026, 5, 12), Doing, "đúng nhịp"},
		{day.Must(2026, 6, 25), DueSoon, "chưa thực hiện"},
		{day.Must(2026, 7, 1), Overdue, "có mốc quá hạn"},
	}
	for _, c := range cases {
		if got := task.StatusAt(c.today); got != c.want || !strings.HasPrefix(task.StateWords(c.today), c.words) {
			t.Errorf("%s: %s %q, want %s %q", c.today, got, task.StateWords(c.today), c.want, c.words)
		}
	}
	if got := task.DueWords(day.BuiltIn(), day.Must(2026, 5, 12)); got != "thường xuyên; mốc tới: còn 35 ngày làm việc (thứ Ba 30/6)" {
		t.Errorf("words %q", got)
	}
}

// Whatever more time is asked for and given, and whenever: work that was once overdue is done late.
func TestMoreTimeNeverErasesLateness(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := day.Must(2026, 1, 1)
		task := Task{Lead: "Công an phường", Due: today.Add(rapid.IntRange(0, 60).Draw(t, "due"))}
		overdue := false
		var asked extension
		for range rapid.IntRange(1, 15).Draw(t, "events") {
			for range rapid.IntRange(0, 20).Draw(t, "days") {
				today = today.Add(1)
				overdue = overdue || task.StatusAt(today) == Overdue
			}
			overdue = overdue || task.StatusAt(today) == Overdue
			switch {
			case !task.Asking:
				asked = extension{AskedAt: store.Instant{Time: today.Start().Add(9 * time.Hour)}, OldDue: task.Due, NewDue: later(task.Due, today).Add(rapid.IntRange(1, 30).Draw(t, "more"))}
				task.Asking = true
			case rapid.Bool().Draw(t, "allowed"):
				asked.State = Allowed
				task.Asking, task.Due, task.Slipped = false, later(asked.NewDue, today), task.Slipped || asked.slipped()
			default:
				task.Asking = false
			}
		}
		task.Done = today
		if overdue && task.StatusAt(today) != DoneLate {
			t.Fatalf("was overdue and is now %s", task.StatusAt(today))
		}
	})
}

func later(a, b day.Day) day.Day {
	if a.After(b) {
		return a
	}
	return b
}

// The figures contradict each other on no day and for no mixture of work, and agree with the states of the pages.
func TestFiguresAddUp(t *testing.T) {
	classes := []Class{ClassInTime, ClassLate, ClassPaused, ClassWaiting, ClassAsking, ClassUnanswered, ClassOpen}
	rapid.Check(t, func(t *rapid.T) {
		at := day.Must(2026, 7, 1)
		var f Figures
		overdue, n := 0, 0
		for range rapid.IntRange(0, 30).Draw(t, "rows") {
			c, due := rapid.SampledFrom(classes).Draw(t, "class"), at.Add(rapid.IntRange(-3, 3).Draw(t, "due"))
			k := rapid.IntRange(1, 4).Draw(t, "n")
			f.add(c, due, at, k)
			n += k
			if c.stateAt(due, at) == Overdue {
				overdue += k
			}
		}
		if f.Due != f.InTime+f.Late+f.Overdue+f.Asking-f.AskingAhead+f.Waiting+f.Unanswered+f.Today || f.Given != n || f.Overdue != overdue {
			t.Fatalf("%+v of %d, %d overdue", f, n, overdue)
		}
	})
}

func TestBranchesOfAPath(t *testing.T) {
	for path, want := range map[string]string{"II.2.3.1": "II II.2 II.2.3 II.2.3.1", "II.1#2": "II II.1", "II": "II", "": "", "V.1 phần 2": "V V.1"} {
		if got := strings.Join(branchesOf(path), " "); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}
