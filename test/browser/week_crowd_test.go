package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/mangnon/mangnon/internal/feature/week"
	"github.com/mangnon/mangnon/internal/kernel/day"
	"github.com/mangnon/mangnon/internal/store"
)

// crowd is work of many bodies, whose names are as long as names get.
type crowd struct {
	week.Work
	units int
}

func long(s string) string {
	return s + " " + strings.Repeat("của Ủy ban nhân dân phường và các tổ dân phố trên địa bàn ", 5)
}

func (c crowd) Standing(context.Context, store.Source, int, day.Day, day.Day) (week.Standing, error) {
	s := week.Standing{Figures: week.Figures{Given: 60_184, Due: 21_070, InTime: 15_052, Late: 2_009, Overdue: 1_005, Asking: 104}}
	for i := range c.units {
		u := week.Unit{Name: long(fmt.Sprintf("Trường Tiểu học số %d", i+1)), Overdue: i % 4, Late: i % 3}
		for k := range u.Weeks {
			u.Weeks[k] = []string{"Đ", "M", "Q", ".", ""}[(i+k)%5]
		}
		s.Units = append(s.Units, u)
	}
	return s, nil
}

func (c crowd) Stuck(_ context.Context, _ store.Source, _ int, at day.Day, _ int) ([]week.Stuck, error) {
	var out []week.Stuck
	for i := range 9 {
		it := week.Item{Ref: week.Ref{TaskID: fmt.Sprintf("01999999-9999-7999-8999-99999999999%d", i)}, Title: long("Rà soát ao, hồ, cống hở"), Lead: long("Phòng Kinh tế"), Due: at.Add(-20), State: "Q"}
		out = append(out, week.Stuck{Item: it, Need: week.NeedPush, Since: it.Due})
	}
	return out, nil
}

func (c crowd) Ahead(_ context.Context, _ store.Source, first, _ day.Day, limit int) ([]week.Coming, int, error) {
	var out []week.Coming
	for i := range limit {
		out = append(out, week.Coming{Due: first.Add(i / 2), Name: long("Kiểm tra lại rào ao")})
	}
	return out, 900, nil
}

// TestLeadersPageOfManyUnitsIsOneSheet prints the page of the browser with more than fits.
func TestLeadersPageOfManyUnitsIsOneSheet(t *testing.T) {
	t.Parallel()
	w := demo(t)
	p := sitAs(t, w, "dat.lq", desk)
	real := w.Weeks.Work
	for i, units := range []int{1, 60, 168} {
		monday := day.Must(2026, 5, 18).Add(7 * i)
		w.Weeks.Work = crowd{real, units}
		if err := w.Weeks.MakeAll(t.Context(), w.DB, monday); err != nil {
			t.Fatal(err)
		}
		p.open(w.fill("/u/{unit}/{year}/tuan/" + monday.ISO()))
		if sheets := p.paper(fmt.Sprintf("trang-lanh-dao-%d", units)); len(sheets) != 1 || !strings.Contains(sheets[0], "14 ngày tới") {
			t.Errorf("%d units: %d sheets", units, len(sheets))
		}
		p.look(fmt.Sprintf("tuan-%d-don-vi", units))
	}
}
