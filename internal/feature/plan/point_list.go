package plan

import (
	"context"
	"strconv"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
	"github.com/mangnon/mangnon/internal/web"
	"github.com/mangnon/mangnon/internal/web/ui"
)

// pointsView are the check-points of a task as its page shows them.
type pointsView struct {
	Rhythm      taskRhythm
	Points      []Point
	Corrections []correction
}

func (v *pointsView) read(ctx context.Context, from store.Source, t Task) (err error) {
	if v.Points, err = store.List[Point](ctx, from, pointOfTask, t.ID); err != nil || len(v.Points) == 0 {
		return err
	}
	if v.Rhythm, _, err = store.Find[taskRhythm](ctx, from, rhythmGet, t.ID); err != nil {
		return err
	}
	v.Corrections, err = store.List[correction](ctx, from, correctionOf, t.ID)
	return err
}

// owed are the check-points for which something is owed now: begun and not done.
func (v pointsView) owed(today day.Day) []Point {
	var out []Point
	for _, pt := range v.Points {
		if pt.Open() && pt.Claimed.IsZero() && !pt.Starts.After(today) {
			out = append(out, pt)
		}
	}
	return out
}

// next is the check-point for which a result is handed in first.
func (v pointsView) next(today day.Day) (Point, bool) {
	if owed := v.owed(today); len(owed) > 0 {
		return owed[0], true
	}
	return Point{}, false
}

// ofPoint is the check-point of an id.
func (v pointsView) ofPoint(id string) (Point, bool) {
	for _, pt := range v.Points {
		if pt.ID == id {
			return pt, true
		}
	}
	return Point{}, false
}

// sums says how many check-points stand where, in the order of urgency.
func (v pointsView) sums(t Task, today day.Day) []ui.Figure {
	n := map[Status]int{}
	for _, pt := range v.Points {
		n[pt.StatusAt(t, today)]++
	}
	var out []ui.Figure
	for _, s := range []Status{Overdue, DueSoon, Claimed, Asking, DoneInTime, DoneLate, Skipped} {
		if n[s] > 0 {
			out = append(out, ui.Figure{State: string(s), Of: strconv.Itoa(n[s]) + " mốc " + ui.StateWords(string(s))})
		}
	}
	return out
}

// pointProof says in a line what proves a check-point: the newest result that the page has of it.
func pointProof(results []Result, pt Point) string {
	for _, res := range results {
		if res.PointID != pt.ID || res.State == Returned {
			continue
		}
		var parts []string
		if res.Amount != "" {
			parts = append(parts, res.AmountWords())
		}
		if len(res.Files) > 0 {
			parts = append(parts, strconv.Itoa(len(res.Files))+" tệp")
		}
		if len(parts) == 0 {
			parts = append(parts, "đã ghi "+strconv.Itoa(pt.Results)+" kết quả")
		}
		return strings.Join(parts, ", ")
	}
	if pt.Results > 0 {
		return strconv.Itoa(pt.Results) + " kết quả"
	}
	return ""
}

// firstProof is the newest result of a check-point on the page, to which its row leads.
func firstProof(results []Result, pt Point) string {
	for _, res := range results {
		if res.PointID == pt.ID {
			return res.ID
		}
	}
	return ""
}

// corrected are the corrections of one check-point in words.
func (v pointsView) corrected(pt Point) []string {
	var out []string
	for _, k := range v.Corrections {
		if k.PointID != pt.ID {
			continue
		}
		to := "chưa xong"
		if !k.NewDone.IsZero() {
			to = "xong " + k.NewDone.String()
		}
		out = append(out, k.MadeBy+" sửa từ xong "+k.OldDone.String()+" thành "+to+": "+k.Reason)
	}
	return out
}

// pointOptions are the check-points for which the result form takes a result.
func pointOptions(points []Point) []ui.Option {
	if len(points) == 0 {
		return nil
	}
	var out []ui.Option
	for _, pt := range points {
		if pt.State == "" {
			out = append(out, ui.Option{Value: pt.ID, Text: pt.Name() + ", hạn " + pt.Due.String()})
		}
	}
	return append(out, ui.Option{Text: "Cả việc, không riêng mốc nào"})
}

// pointHref is the address of a deed on a check-point.
func pointHref(r *web.Request, pt Point, what string) string {
	return r.In("nhiem-vu/" + pt.TaskID + "/moc/" + pt.ID + "/" + what)
}
